/* simulate/histogram.h - how long things took, in so little room that millions fit: for quantiles.
 *
 * Bins are 1/128 of an octave apart (0.8 % of the value at most), from about a millisecond to 2^36 seconds; what is
 * shorter counts as 0. Within a bin, values are taken as spread evenly: a quantile is some 0.1 % right where a bin holds
 * many values. Counts only: histograms of replications add up to the same whatever the order.
 */
#ifndef PARCOURS_SIMULATE_HISTOGRAM_H
#define PARCOURS_SIMULATE_HISTOGRAM_H
#include <stdint.h>

enum { HISTOGRAM_LOWEST = -10, HISTOGRAM_HIGHEST = 36, HISTOGRAM_BITS = 7 };
enum { HISTOGRAM_BINS = ((HISTOGRAM_HIGHEST - HISTOGRAM_LOWEST) << HISTOGRAM_BITS) + 1 };     /* bin 0: zero */
struct histogram { uint64_t count, bin[HISTOGRAM_BINS]; };

void histogram_add(struct histogram *histogram, double seconds);
void histogram_merge(struct histogram *to, const struct histogram *from);
/* The value that a share of `probability` does not exceed; NAN of nothing. */
double histogram_quantile(const struct histogram *histogram, double probability);
/* The share of what exceeds `seconds`; NAN of nothing. */
double histogram_exceeds(const struct histogram *histogram, double seconds);
#endif
