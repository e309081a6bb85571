#include "measure/satisfaction_estimate.h"
#include "base/parallel.h"
#include "base/random.h"
#include "measure/statistics.h"
#include <math.h>
#include <stdlib.h>

enum { STREAM_SATISFACTION = 6 }; /* purpose of the random streams drawn here */

void satisfaction_basis_release(struct satisfaction_basis *basis)
{
    for (int i = 0; basis->column && i <= basis->enters; i++)
        free(basis->column[i]);
    free(basis->column);
    free(basis->entered);
    free(basis->row);
    free(basis->order);
    *basis = (struct satisfaction_basis){ 0 };
}

static bool is_complete(const struct satisfaction_basis *basis, size_t row)
{
    const struct survey *survey = basis->map->survey;
    bool complete = !isnan(survey->overall[row]);
    for (int i = 0; i < basis->enters && complete; i++)
        complete = !isnan(survey->item[basis->entered[i]].satisfaction[row]);
    return complete;
}

void satisfaction_basis_complete(struct satisfaction_basis *basis)
{
    const struct survey *survey = basis->map->survey;
    basis->row = xcalloc(survey->respondents + 1, sizeof *basis->row);
    basis->rows = 0;
    for (size_t r = 0; r < survey->respondents; r++)
        if (is_complete(basis, r))
            basis->row[basis->rows++] = r;
    basis->column = xcalloc((size_t)basis->enters + 1, sizeof *basis->column);
    for (int i = 0; i <= basis->enters; i++) {
        const double *from = i < basis->enters ? survey->item[basis->entered[i]].satisfaction : survey->overall;
        basis->column[i] = xcalloc(basis->rows + 1, sizeof **basis->column);
        for (size_t r = 0; r < basis->rows; r++)
            basis->column[i][r] = from[basis->row[r]];
    }
}

static double mean_of(const double *value, size_t rows, const uint32_t *times)
{
    double sum = 0, count = 0;
    for (size_t r = 0; r < rows; r++) {
        double weight = times ? times[r] : 1;
        bool there = !isnan(value[r]);
        sum += there ? weight * value[r] : 0;
        count += there ? weight : 0;
    }
    return count > 0 ? sum / count : NAN;
}

/* Coefficients, or shares in percent, of the items that entered. */
static void derive_together(const struct satisfaction_basis *basis, const uint32_t *times, size_t orders,
                            double *figure)
{
    int p = basis->enters;
    size_t n = (size_t)p + 1;
    double *matrix = xcalloc(n * n, sizeof *matrix), *value = xcalloc(n, sizeof *value), sum = 0;
    uint32_t *kept = xcalloc(basis->rows + 1, sizeof *kept);
    for (size_t r = 0; r < basis->rows; r++)
        kept[r] = times ? times[basis->row[r]] : 1;
    correlations((const double *const *)basis->column, p + 1, basis->rows, kept, matrix);
    if (basis->map->method == IMPORTANCE_REGRESSION)
        regression(matrix, p, value, NULL);
    else if (basis->orders)
        shapley_sampled(matrix, p, basis->order, orders, value);
    else
        shapley_exact(matrix, p, value);
    for (int i = 0; i < p; i++)
        sum += value[i];
    for (int i = 0; i < p; i++)
        figure[basis->entered[i]] = basis->map->method == IMPORTANCE_REGRESSION ? value[i]
                                    : sum > 0                                   ? 100 * value[i] / sum
                                                                                : NAN;
    free(matrix);
    free(value);
    free(kept);
}

void satisfaction_estimate(const struct satisfaction_basis *basis, const uint32_t *times, size_t orders, double *figure)
{
    const struct satisfaction_map *map = basis->map;
    const struct survey *survey = map->survey;
    double *importance = figure + map->items;
    for (int i = 0; i < map->items; i++) {
        const struct survey_item *item = &survey->item[i];
        importance[i] = NAN;
        figure[i] = mean_of(item->satisfaction, survey->respondents, times);
        if (map->item[i].missing)
            continue;
        if (map->method == IMPORTANCE_STATED)
            importance[i] = mean_of(item->importance, survey->respondents, times);
        else if (map->method == IMPORTANCE_CORRELATION)
            importance[i] = correlation_pearson(item->satisfaction, survey->overall, survey->respondents, times);
    }
    if (map->method == IMPORTANCE_REGRESSION || map->method == IMPORTANCE_SHAPLEY)
        derive_together(basis, times, orders, importance);
    importance[map->items] = survey->overall ? mean_of(survey->overall, survey->respondents, times) : NAN;
}

struct bootstrap {
    const struct satisfaction_basis *basis;
    size_t figures, draws, orders;
    double *value; /* [draws][figures] */
};

static void draw(void *context, size_t number, int thread)
{
    (void)thread;
    struct bootstrap *bootstrap = context;
    const struct satisfaction_map *map = bootstrap->basis->map;
    size_t respondents = map->survey->respondents;
    struct random_stream stream = random_stream_new(map->options.seed, number, STREAM_SATISFACTION);
    uint32_t *times = xcalloc(respondents + 1, sizeof *times);
    for (size_t r = 0; r < respondents; r++)
        times[random_below(&stream, (uint32_t)respondents)]++;
    satisfaction_estimate(bootstrap->basis, times, bootstrap->orders, bootstrap->value + number * bootstrap->figures);
    free(times);
}

void satisfaction_bootstrap(const struct satisfaction_basis *basis, int draws, size_t orders, double (*interval)[2])
{
    size_t figures = 2 * (size_t)basis->map->items + 1;
    struct bootstrap bootstrap = { basis, figures, (size_t)draws, orders,
                                   xcalloc(figures * (size_t)draws, sizeof(double)) };
    double *value = xcalloc((size_t)draws, sizeof *value);
    parallel_for((size_t)draws, basis->map->options.threads, draw, &bootstrap);
    for (size_t f = 0; f < figures; f++) {
        for (size_t d = 0; d < (size_t)draws; d++)
            value[d] = bootstrap.value[d * figures + f];
        percentile_interval(value, (size_t)draws, interval[f]);
    }
    free(bootstrap.value);
    free(value);
}
