#include "simulate/estimate.h"
#include <math.h>

/* The regularised incomplete beta function by Lentz's method on its continued fraction (Abramowitz and Stegun, 26.5.8). */
static double beta_fraction(double x, double a, double b)
{
    double c = 1, d = 1 - (a + b) * x / (a + 1), tiny = 1e-300;
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double value = d;
    for (int m = 1; m < 10000; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        for (int i = 0; i < 2; i++) {
            double term = i ? odd : even;
            d = 1 + term * d;
            c = 1 + term / c;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = fabs(c) < tiny ? tiny : c;
            value *= c * d;
        }
        if (fabs(c * d - 1) < 1e-15)
            break;
    }
    return value;
}

static double beta_share(double x, double a, double b)
{
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    double front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
    if (x < (a + 1) / (a + b + 2))
        return front * beta_fraction(x, a, b) / a;
    return 1 - front * beta_fraction(1 - x, b, a) / b;
}

double student_probability(double t, double freedom)
{
    double tail = beta_share(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
    return t > 0 ? 1 - tail : tail;
}

double student_quantile(double probability, double freedom)
{
    if (probability < 0.5)
        return -student_quantile(1 - probability, freedom);
    double low = 0, high = 1;
    while (student_probability(high, freedom) < probability && high < 1e12)
        high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-14 * high; i++) {
        double middle = (low + high) / 2;
        *(student_probability(middle, freedom) < probability ? &low : &high) = middle;
    }
    return (low + high) / 2;
}

struct estimate estimate_ratio(const double *y, const double *x, size_t samples, size_t stride)
{
    struct estimate estimate = { NAN, NAN, NAN, NAN };
    double sum_y = 0, sum_x = 0, squares = 0;
    size_t filled = 0;
    for (size_t i = 0; i < samples; i++) {
        sum_y += y[i * stride];
        sum_x += x[i * stride];
        filled += x[i * stride] > 0;
    }
    if (!(sum_x > 0))
        return estimate;
    estimate.mean = sum_y / sum_x;
    if (samples < 2 || filled < 2)
        return estimate;
    for (size_t i = 0; i < samples; i++) {
        double rest = y[i * stride] - estimate.mean * x[i * stride];
        squares += rest * rest;
    }
    double n = (double)samples;
    estimate.error = sqrt(squares / (n - 1) / n) / (sum_x / n);
    double half = student_quantile(0.975, n - 1) * estimate.error;
    estimate.low = estimate.mean - half;
    estimate.high = estimate.mean + half;
    return estimate;
}
