#include "measure/statistics.h"
#include "base/arena.h"
#include "base/parallel.h"
#include "base/random.h"
#include <math.h>
#include <stdlib.h>

enum { STREAM_BOOTSTRAP = 1 };                          /* purpose of the random streams drawn here */

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void sort_doubles(double *value, size_t count)
{
    if (count)
        qsort(value, count, sizeof *value, compare_doubles);
}

double quantile(const double *ascending, size_t count, double probability)
{
    if (!count)
        return NAN;
    double at = probability * (double)(count - 1), below = floor(at);
    size_t i = (size_t)below;
    if (i + 1 >= count)
        return ascending[count - 1];
    return ascending[i] + (at - below) * (ascending[i + 1] - ascending[i]);
}

struct bootstrap {
    const double *const *value;
    size_t measures, cases;
    uint64_t seed;
    double *mean;                                       /* [measures][draws] */
    int draws;
};

static void draw(void *context, size_t number, int thread)
{
    (void)thread;
    struct bootstrap *bootstrap = context;
    struct random_stream stream = random_stream_new(bootstrap->seed, number, STREAM_BOOTSTRAP);
    double *sum = xcalloc(bootstrap->measures, sizeof *sum);
    size_t *size = xcalloc(bootstrap->measures, sizeof *size);
    for (size_t i = 0; i < bootstrap->cases; i++) {
        size_t chosen = random_below(&stream, (uint32_t)bootstrap->cases);
        for (size_t m = 0; m < bootstrap->measures; m++) {
            double value = bootstrap->value[m][chosen];
            if (!isnan(value)) {
                sum[m] += value;
                size[m]++;
            }
        }
    }
    for (size_t m = 0; m < bootstrap->measures; m++)
        bootstrap->mean[m * (size_t)bootstrap->draws + number] = size[m] ? sum[m] / (double)size[m] : NAN;
    free(sum);
    free(size);
}

void bootstrap_means(const double *const *value, size_t measures, size_t cases, uint64_t seed, int draws, int threads,
                     double (*interval)[2])
{
    struct bootstrap bootstrap = { value, measures, cases, seed, xcalloc(measures * (size_t)draws, sizeof(double)),
                                   draws };
    if (cases)
        parallel_for((size_t)draws, threads, draw, &bootstrap);
    for (size_t m = 0; m < measures; m++) {
        double *mean = bootstrap.mean + m * (size_t)draws;
        size_t kept = 0;
        for (int i = 0; cases && i < draws; i++)        /* a resample without any case that has the measure says nothing */
            if (!isnan(mean[i]))
                mean[kept++] = mean[i];
        sort_doubles(mean, kept);
        interval[m][0] = quantile(mean, kept, 0.025);
        interval[m][1] = quantile(mean, kept, 0.975);
    }
    free(bootstrap.mean);
}
