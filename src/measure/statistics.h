/* measure/statistics.h - quantiles and bootstrap intervals. */
#ifndef PARCOURS_MEASURE_STATISTICS_H
#define PARCOURS_MEASURE_STATISTICS_H
#include <stddef.h>
#include <stdint.h>

/* Quantile of type 7 (Hyndman and Fan, 1996: linear between order statistics, R's default) of ascending values;
 * probability in [0, 1]. NAN if there are none. */
double quantile(const double *ascending, size_t count, double probability);
void sort_doubles(double *value, size_t count);

/* Means of several measures over cases, with percentile bootstrap intervals (Efron): `draws` resamples of the cases,
 * each with a random stream of its own, shared by all measures. value[measure][case], NAN where a case does not have
 * the measure (it then counts in neither sum nor size: a ratio of sums within each resample). Threads don't change the
 * result. Cost: draws x cases x measures. */
enum { BOOTSTRAP_DRAWS = 2000 };
void bootstrap_means(const double *const *value, size_t measures, size_t cases, uint64_t seed, int draws, int threads,
                     double (*interval)[2]);
#endif
