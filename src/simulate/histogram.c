#include "simulate/histogram.h"
#include <math.h>

/* Where bin `bin` begins; it ends where the next one begins. */
static double bin_start(int bin)
{
    int place = bin - 1, fraction = place & ((1 << HISTOGRAM_BITS) - 1);
    return ldexp(1 + ldexp(fraction, -HISTOGRAM_BITS), HISTOGRAM_LOWEST + (place >> HISTOGRAM_BITS));
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
    int bin = histogram_bin(seconds);
    double more = 0;
    if (!histogram->count)
        return NAN;
    for (int i = bin + 1; i < HISTOGRAM_BINS; i++)
        more += (double)histogram->bin[i];
    if (bin)
        more += (double)histogram->bin[bin] * (bin_start(bin + 1) - seconds) / (bin_start(bin + 1) - bin_start(bin));
    return more / (double)histogram->count;
}
