/* simulate/estimate.h - output analysis: what a figure is and how far it can be trusted.
 *
 * A figure is a ratio of two sums (waiting seconds to users served, users completed to users who came), each known for
 * n independent samples: the replications, or, of a single replication, its batches (batch means). The ratio of the
 * totals is the estimate; its 95 % interval is Student's, with the classical variance of a ratio (Law, Simulation
 * Modeling and Analysis, section 9.4.3 of the regenerative method):
 *
 *     r = sum y / sum x      s^2 = sum (y_i - r x_i)^2 / (n - 1)      r +- t(n - 1, 0.975) s / (sqrt(n) mean x)
 *
 * With x_i all equal this is the ordinary interval of a mean over replications.
 */
#ifndef PARCOURS_SIMULATE_ESTIMATE_H
#define PARCOURS_SIMULATE_ESTIMATE_H
#include <stddef.h>

struct estimate {
    double mean;                    /* NAN where there is nothing to divide by */
    double low, high;               /* 95 %; NAN with fewer than two samples that hold something */
    double error;                   /* standard error of the mean; NAN likewise */
};

/* y[i * stride] and x[i * stride], i < samples. */
struct estimate estimate_ratio(const double *y, const double *x, size_t samples, size_t stride);
/* P(T <= t) of Student's law, and its quantile; freedom >= 1, 0 < probability < 1. */
double student_probability(double t, double freedom);
double student_quantile(double probability, double freedom);
#endif
