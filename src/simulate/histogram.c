#include "simulate/histogram.h"
#include <math.h>
#include <string.h>

/* The exponent and the first bits of the fraction of a double are its place on a nearly logarithmic scale. */
static int bin_of(double seconds)
{
    if (!(seconds >= ldexp(1, HISTOGRAM_LOWEST)))
        return 0;
    uint64_t bits;
    memcpy(&bits, &seconds, sizeof bits);
    int64_t place = (int64_t)(bits >> (52 - HISTOGRAM_BITS)) - ((int64_t)(1023 + HISTOGRAM_LOWEST) << HISTOGRAM_BITS) + 1;
    return place >= HISTOGRAM_BINS ? HISTOGRAM_BINS - 1 : (int)place;
}

/* Where bin `bin` begins; it ends where the next one begins. */
static double bin_start(int bin)
{
    int place = bin - 1, fraction = place & ((1 << HISTOGRAM_BITS) - 1);
    return ldexp(1 + ldexp(fraction, -HISTOGRAM_BITS), HISTOGRAM_LOWEST + (place >> HISTOGRAM_BITS));
}

void histogram_add(struct histogram *histogram, double seconds)
{
    histogram->count++;
    histogram->bin[bin_of(seconds)]++;
}

void histogram_merge(struct histogram *to, const struct histogram *from)
{
    to->count += from->count;
    for (int i = 0; i < HISTOGRAM_BINS; i++)
        to->bin[i] += from->bin[i];
}

double histogram_quantile(const struct histogram *histogram, double probability)
{
    double wanted = probability * (double)histogram->count, passed = 0;
    if (!histogram->count)
        return NAN;
    for (int i = 0; i < HISTOGRAM_BINS; i++) {
        double here = (double)histogram->bin[i];
        if (here > 0 && passed + here >= wanted)
            return !i ? 0 : bin_start(i) + (bin_start(i + 1) - bin_start(i)) * fmax(0, (wanted - passed) / here);
        passed += here;
    }
    return bin_start(HISTOGRAM_BINS);
}

double histogram_exceeds(const struct histogram *histogram, double seconds)
{
    int bin = bin_of(seconds);
    double more = 0;
    if (!histogram->count)
        return NAN;
    for (int i = bin + 1; i < HISTOGRAM_BINS; i++)
        more += (double)histogram->bin[i];
    if (bin)
        more += (double)histogram->bin[bin] * (bin_start(bin + 1) - seconds) / (bin_start(bin + 1) - bin_start(bin));
    return more / (double)histogram->count;
}
