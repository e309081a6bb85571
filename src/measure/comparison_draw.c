#include "measure/comparison_draw.h"
#include "base/parallel.h"
#include "base/random.h"
#include "measure/statistics.h"
#include <math.h>
#include <stdlib.h>

enum { STREAM_COMPARISON = 2 }; /* purpose of the random streams drawn here; 1 is the bootstrap's */

/* The sums of one resample, [groups x COMPARED_COUNT]. */
struct sums {
    double *top, *bottom;
};

struct resampling {
    const struct comparison_draws *draws;
    const struct comparison *result;
    uint64_t seed;
    size_t draw_count, cells;       /* cells: groups x COMPARED_COUNT */
    size_t *member, *begin, strata; /* units by stratum: member[begin[s]] … member[begin[s + 1] - 1] */
    double *value, *difference;     /* [cells][draw_count] */
};

void comparison_draws_add(struct comparison_draws *draws, const struct comparison_item *item, bool new_user)
{
    if (new_user) {
        GROW(draws->first, draws->units, draws->units_capacity);
        draws->first[draws->units++] = draws->items;
    }
    GROW(draws->item, draws->items, draws->items_capacity);
    draws->item[draws->items++] = *item;
}

static size_t end_of(const struct comparison_draws *draws, size_t unit)
{
    return unit + 1 < draws->units ? draws->first[unit + 1] : draws->items;
}

static void add_unit(const struct comparison_draws *draws, size_t unit, struct sums *sums)
{
    for (size_t i = draws->first[unit], end = end_of(draws, unit); i < end; i++) {
        const struct comparison_item *item = &draws->item[i];
        double *top = sums->top + (size_t)item->group * COMPARED_COUNT,
               *bottom = sums->bottom + (size_t)item->group * COMPARED_COUNT;
        for (int f = 0; f < COMPARED_COUNT; f++) {
            top[f] += item->top[f];
            bottom[f] += item->bottom[f];
        }
    }
}

/* The figure of a cell, and that of all other groups together. */
static double figure_of(const struct sums *sums, size_t cell)
{
    return sums->bottom[cell] > 0 ? sums->top[cell] / sums->bottom[cell] : NAN;
}

static double rest_of(const struct sums *sums, size_t cells, size_t cell)
{
    double top = 0, bottom = 0;
    for (size_t other = cell % COMPARED_COUNT; other < cells; other += COMPARED_COUNT)
        if (other != cell) {
            top += sums->top[other];
            bottom += sums->bottom[other];
        }
    return bottom > 0 ? top / bottom : NAN;
}

static void resample(void *context, size_t number, int thread)
{
    (void)thread;
    struct resampling *resampling = context;
    size_t cells = resampling->cells;
    struct random_stream stream = random_stream_new(resampling->seed, number, STREAM_COMPARISON);
    struct sums sums = { xcalloc(cells, sizeof(double)), xcalloc(cells, sizeof(double)) };
    for (size_t s = 0; s < resampling->strata; s++) {
        size_t begin = resampling->begin[s], size = resampling->begin[s + 1] - begin;
        for (size_t i = 0; i < size; i++)
            add_unit(resampling->draws, resampling->member[begin + random_below(&stream, (uint32_t)size)], &sums);
    }
    for (size_t cell = 0; cell < cells; cell++) {
        double value = figure_of(&sums, cell);
        resampling->value[cell * resampling->draw_count + number] = value;
        resampling->difference[cell * resampling->draw_count + number] = value - rest_of(&sums, cells, cell);
    }
    free(sums.top);
    free(sums.bottom);
}

/* Units by stratum: their group, or all in one where users may be in several. */
static void stratify(struct resampling *resampling)
{
    const struct comparison_draws *draws = resampling->draws;
    bool one = resampling->result->overlapping;
    resampling->strata = one ? 1 : resampling->result->groups;
    resampling->begin = xcalloc(resampling->strata + 2, sizeof(size_t));
    resampling->member = xcalloc(draws->units + 1, sizeof(size_t));
    for (size_t u = 0; u < draws->units; u++)
        resampling->begin[(one ? 0 : (size_t)draws->item[draws->first[u]].group) + 2]++;
    for (size_t s = 0; s <= resampling->strata; s++)
        resampling->begin[s + 1] += resampling->begin[s];
    for (size_t u = 0; u < draws->units; u++)
        resampling->member[resampling->begin[(one ? 0 : (size_t)draws->item[draws->first[u]].group) + 1]++] = u;
}

static void settle(const struct resampling *resampling, struct comparison *result)
{
    const struct comparison_draws *draws = resampling->draws;
    size_t cells = resampling->cells;
    struct sums sums = { xcalloc(cells, sizeof(double)), xcalloc(cells, sizeof(double)) };
    int64_t *n = xcalloc(cells, sizeof *n);
    for (size_t u = 0; u < draws->units; u++)
        add_unit(draws, u, &sums);
    for (size_t i = 0; i < draws->items; i++)
        for (int f = 0; f < COMPARED_COUNT; f++)
            n[(size_t)draws->item[i].group * COMPARED_COUNT + (size_t)f] += draws->item[i].bottom[f] > 0;
    for (size_t cell = 0; cell < cells; cell++) {
        struct compared_figure *figure = &result->group[cell / COMPARED_COUNT].figure[cell % COMPARED_COUNT];
        figure->value.n = n[cell];
        figure->value.value = figure_of(&sums, cell);
        figure->rest = rest_of(&sums, cells, cell);
        figure->difference = figure->value.value - figure->rest;
        percentile_interval(resampling->value + cell * resampling->draw_count, resampling->draw_count,
                            figure->value.ci95);
        percentile_interval(resampling->difference + cell * resampling->draw_count, resampling->draw_count,
                            figure->difference_ci95);
    }
    free(sums.top);
    free(sums.bottom);
    free(n);
}

void comparison_draws_run(struct comparison_draws *draws, const struct audit *audit, struct comparison *result)
{
    struct resampling resampling = { .draws = draws,
                                     .result = result,
                                     .seed = audit->options.seed,
                                     .draw_count = (size_t)audit->options.bootstrap_draws,
                                     .cells = result->groups * COMPARED_COUNT };
    stratify(&resampling);
    resampling.value = xcalloc(resampling.cells * resampling.draw_count + 1, sizeof(double));
    resampling.difference = xcalloc(resampling.cells * resampling.draw_count + 1, sizeof(double));
    parallel_for(resampling.draw_count, audit->options.threads, resample, &resampling);
    settle(&resampling, result);
    free(resampling.value);
    free(resampling.difference);
    free(resampling.begin);
    free(resampling.member);
    free(draws->item);
    free(draws->first);
    *draws = (struct comparison_draws){ 0 };
}
