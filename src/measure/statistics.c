#include "measure/statistics.h"
#include "base/arena.h"
#include "base/parallel.h"
#include "base/random.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { STREAM_BOOTSTRAP = 1, STREAM_RATIOS = 3 };       /* purpose of the random streams drawn here */

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

void percentile_interval(double *value, size_t count, double interval[2])
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(value[i]))
            value[kept++] = value[i];
    sort_doubles(value, kept);
    interval[0] = quantile(value, kept, 0.025);
    interval[1] = quantile(value, kept, 0.975);
}

void bootstrap_means(const double *const *value, size_t measures, size_t cases, uint64_t seed, int draws, int threads,
                     double (*interval)[2])
{
    struct bootstrap bootstrap = { value, measures, cases, seed, xcalloc(measures * (size_t)draws, sizeof(double)),
                                   draws };
    if (cases)
        parallel_for((size_t)draws, threads, draw, &bootstrap);
    for (size_t m = 0; m < measures; m++)   /* a resample without any case that has the measure says nothing */
        percentile_interval(bootstrap.mean + m * (size_t)draws, cases ? (size_t)draws : 0, interval[m]);
    free(bootstrap.mean);
}

struct ratio_draws {
    const struct ratio *ratio;
    const bool *plain;                                  /* [ratios]: a bottom of ones */
    size_t ratios, cases;
    uint64_t seed;
    double *value;                                      /* [ratios][draws] */
    int draws;
};

/* `count` of the cases 0 … count - 1, with replacement: two of each 64 random bits (Lemire, 2019), unbiased. */
static void choose(struct random_stream *stream, uint32_t *chosen, size_t count)
{
    uint32_t bound = (uint32_t)count, least = count ? -bound % bound : 0;
    for (size_t i = 0; i < count;) {
        uint64_t bits = random_next(stream), first = (bits >> 32) * bound, second = (bits & UINT32_MAX) * bound;
        if ((uint32_t)first >= least)
            chosen[i++] = (uint32_t)(first >> 32);
        if ((uint32_t)second >= least && i < count)
            chosen[i++] = (uint32_t)(second >> 32);
    }
}

static double sum_of(const double *value, const uint32_t *chosen, size_t count)
{
    double even = 0, odd = 0;                           /* two sums at once: half as long to wait for each addition */
    for (size_t i = 0; i + 1 < count; i += 2) {
        even += value[chosen[i]];
        odd += value[chosen[i + 1]];
    }
    return even + odd + (count % 2 ? value[chosen[count - 1]] : 0);
}

static void draw_ratios(void *context, size_t number, int thread)
{
    (void)thread;
    struct ratio_draws *draws = context;
    struct random_stream stream = random_stream_new(draws->seed, number, STREAM_RATIOS);
    uint32_t *chosen = xrealloc(NULL, (draws->cases + 1) * sizeof *chosen);
    choose(&stream, chosen, draws->cases);
    for (size_t r = 0; r < draws->ratios; r++) {
        double top = sum_of(draws->ratio[r].top, chosen, draws->cases);
        double bottom = draws->plain[r] ? (double)draws->cases : sum_of(draws->ratio[r].bottom, chosen, draws->cases);
        draws->value[r * (size_t)draws->draws + number] = bottom > 0 ? top / bottom : NAN;
    }
    free(chosen);
}

/* Fill the values; which bottoms are ones. */
static bool *settle_values(struct ratio *ratio, size_t ratios, size_t cases)
{
    bool *plain = xcalloc(ratios + 1, sizeof *plain);
    for (size_t r = 0; r < ratios; r++) {
        double top = 0, bottom = 0;
        plain[r] = true;
        for (size_t c = 0; c < cases; c++) {
            top += ratio[r].top[c];
            bottom += ratio[r].bottom[c];
            plain[r] = plain[r] && ratio[r].bottom[c] == 1;
        }
        ratio[r].value = bottom > 0 ? top / bottom : NAN;
    }
    return plain;
}

void bootstrap_ratios(struct ratio *ratio, size_t ratios, size_t cases, uint64_t seed, int draws, int threads)
{
    bool *plain = settle_values(ratio, ratios, cases);
    struct ratio_draws all = {
        ratio, plain, ratios, cases, seed, xcalloc(ratios * (size_t)draws + 1, sizeof(double)), draws
    };
    if (cases)
        parallel_for((size_t)draws, threads, draw_ratios, &all);
    for (size_t r = 0; r < ratios; r++)
        percentile_interval(all.value + r * (size_t)draws, cases ? (size_t)draws : 0, ratio[r].ci95);
    free(all.value);
    free(plain);
}

void share_interval(int64_t part, int64_t whole, double interval[2])
{
    double share = whole ? (double)part / (double)whole : NAN;
    interval[0] = interval[1] = share;
    if (part <= 0 || part >= whole)
        return;
    double n = (double)whole, odds = log(share) - log1p(-share), below = 0;
    bool low = false;
    for (int64_t k = 0; k <= whole; k++) {
        double successes = (double)k;
        below += exp(lgamma(n + 1) - lgamma(successes + 1) - lgamma(n - successes + 1) + successes * odds +
                     n * log1p(-share));
        if (!low && below >= 0.025)
            interval[0] = successes / n;
        low = low || below >= 0.025;
        interval[1] = successes / n;
        if (below >= 0.975)
            return;
    }
}
