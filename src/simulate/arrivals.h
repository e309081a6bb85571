/* simulate/arrivals.h - the arrival process: a process of unit rate, its time stretched by the rate of the hour.
 *
 *     rate(t) = rate x hour x weekday x month, while the calendar is open, else 0
 *     user n comes when the integral of rate(t) reaches the sum of n + 1 unit times between arrivals
 *
 * With exponential times this is the Poisson process of that rate (inversion of the cumulative rate, exact for rates that
 * are constant within hours). The n-th user has the n-th unit time, whatever the rates are.
 */
#ifndef PARCOURS_SIMULATE_ARRIVALS_H
#define PARCOURS_SIMULATE_ARRIVALS_H
#include "model/population.h"

struct arrival_process {
    const struct population *population;
    const struct calendar *calendar;        /* or NULL */
    bool even;                              /* no factor differs from 1 */
    double now;                             /* the last arrival, seconds */
    double segment_end, segment_rate;       /* the rate from now on, until then */
};

void arrival_process_start(struct arrival_process *process, const struct population *population);
/* The next arrival, `unit` later in unit-rate time; INFINITY if the rate stays 0. */
double arrival_process_next(struct arrival_process *process, double unit);
/* Users a week, on average over a year without holidays. */
double arrivals_a_week(const struct population *population);
#endif
