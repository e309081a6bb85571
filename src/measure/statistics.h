/* measure/statistics.h - quantiles and bootstrap intervals. */
#ifndef PARCOURS_MEASURE_STATISTICS_H
#define PARCOURS_MEASURE_STATISTICS_H
#include <stddef.h>
#include <stdint.h>

/* Quantile of type 7 (Hyndman and Fan, 1996: linear between order statistics, R's default) of ascending values;
 * probability in [0, 1]. NAN if there are none. */
double quantile(const double *ascending, size_t count, double probability);
void sort_doubles(double *value, size_t count);

/* The 2.5 % and 97.5 % quantiles of the values that are numbers (others say nothing); sorts these to the front. */
void percentile_interval(double *value, size_t count, double interval[2]);

/* Means of several measures over cases, with percentile bootstrap intervals (Efron): `draws` resamples of the cases,
 * each with a random stream of its own, shared by all measures. value[measure][case], NAN where a case does not have
 * the measure (it then counts in neither sum nor size: a ratio of sums within each resample). Threads don't change the
 * result. Cost: draws x cases x measures. */
enum { BOOTSTRAP_DRAWS = 2000 };
void bootstrap_means(const double *const *value, size_t measures, size_t cases, uint64_t seed, int draws, int threads,
                     double (*interval)[2]);

/* The same for ratios of sums: top[r][case] over bottom[r][case], both summed over the resampled cases; a case that a
 * ratio says nothing of has 0 in both. Fills value (NAN: nothing at the bottom) and the interval. */
struct ratio { const double *top, *bottom; double value, ci95[2]; };
void bootstrap_ratios(struct ratio *ratio, size_t ratios, size_t cases, uint64_t seed, int draws, int threads);

/* The interval that the percentile bootstrap tends to, as its draws go on, for a share of `part` in `whole` independent
 * users: the 2.5 % and 97.5 % quantiles of the binomial distribution, divided by `whole`. NAN of nothing. Cost:
 * O(whole). */
void share_interval(int64_t part, int64_t whole, double interval[2]);
#endif
