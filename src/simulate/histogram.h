/* simulate/histogram.h - how long things took, in so little room that millions fit: for quantiles.
 *
 * Bins are 1/128 of an octave apart (0.8 % of the value at most), from about a millisecond to 2^36 seconds; what is
 * shorter counts as 0. Within a bin, values are taken as spread evenly: a quantile is some 0.1 % right where a bin holds
 * many values. Counts only: histograms of replications add up to the same whatever the order.
 */
#ifndef PARCOURS_SIMULATE_HISTOGRAM_H
#define PARCOURS_SIMULATE_HISTOGRAM_H
#include <stdint.h>
#include <string.h>

enum { HISTOGRAM_LOWEST = -10, HISTOGRAM_HIGHEST = 36, HISTOGRAM_BITS = 7 };
enum { HISTOGRAM_BINS = ((HISTOGRAM_HIGHEST - HISTOGRAM_LOWEST) << HISTOGRAM_BITS) + 1 };     /* bin 0: zero */
struct histogram { uint64_t count, bin[HISTOGRAM_BINS]; };

/* The exponent and the first bits of the fraction of a double are its place on a nearly logarithmic scale. */
static inline int histogram_bin(double seconds)
{
    if (!(seconds >= 1.0 / (1 << -HISTOGRAM_LOWEST)))
        return 0;
    uint64_t bits;
    memcpy(&bits, &seconds, sizeof bits);
    int64_t place = (int64_t)(bits >> (52 - HISTOGRAM_BITS)) - ((int64_t)(1023 + HISTOGRAM_LOWEST) << HISTOGRAM_BITS) + 1;
    return place >= HISTOGRAM_BINS ? HISTOGRAM_BINS - 1 : (int)place;
}

static inline void histogram_add(struct histogram *histogram, double seconds)
{
    histogram->count++;
    histogram->bin[histogram_bin(seconds)]++;
}
void histogram_merge(struct histogram *to, const struct histogram *from);
/* The value that a share of `probability` does not exceed; NAN of nothing. */
double histogram_quantile(const struct histogram *histogram, double probability);
/* The share of what exceeds `seconds`; NAN of nothing. */
double histogram_exceeds(const struct histogram *histogram, double seconds);
#endif
