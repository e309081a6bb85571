#include "simulate/survival.h"
#include <math.h>

/* The upper regularised incomplete gamma function: the series below the mean, the continued fraction (Lentz) above it
 * (Abramowitz and Stegun, 6.5.29 and 6.5.31). */
static double gamma_survival(double shape, double x)
{
    if (x <= 0)
        return 1;
    double front = exp(shape * log(x) - x - lgamma(shape));
    if (x < shape + 1) {
        double term = 1 / shape, sum = term;
        for (int n = 1; n < 100000 && term > sum * 1e-17; n++)
            sum += term *= x / (shape + n);
        return 1 - front * sum;
    }
    double b = x + 1 - shape, c = 1e300, d = 1 / b, value = d;
    for (int i = 1; i < 100000; i++) {
        double a = -i * (i - shape);
        b += 2;
        d = 1 / (a * d + b);
        c = b + a / c;
        value *= c * d;
        if (fabs(c * d - 1) < 1e-16)
            break;
    }
    return front * value;
}

static double empirical_survival(const struct distribution *law, double seconds)
{
    size_t low = 0, high = law->values;                         /* how many do not exceed it */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (law->value[middle] <= seconds)
            low = middle + 1;
        else
            high = middle;
    }
    return 1 - (double)low / (double)law->values;
}

double law_survival(const struct distribution *law, double seconds)
{
    if (seconds < 0)
        return 1;
    switch (law->kind) {
    case DISTRIBUTION_CONSTANT:
        return law->mean > seconds;
    case DISTRIBUTION_EXPONENTIAL:
        return exp(-seconds / law->mean);
    case DISTRIBUTION_GAMMA:
        return gamma_survival(law->first, seconds / law->second);
    case DISTRIBUTION_ERLANG:
        return gamma_survival(law->first, seconds / law->second);
    case DISTRIBUTION_LOGNORMAL:
        return seconds > 0 ? 0.5 * erfc((log(seconds) - law->first) / law->second / M_SQRT2) : 1;
    case DISTRIBUTION_WEIBULL:
        return exp(-pow(seconds / law->second, law->first));
    case DISTRIBUTION_UNIFORM:
        return fmin(1, fmax(0, (law->second - seconds) / (law->second - law->first)));
    case DISTRIBUTION_EMPIRICAL:
        return empirical_survival(law, seconds);
    case DISTRIBUTION_NONE:
    case DISTRIBUTION_KINDS:
        break;
    }
    return 0;
}
