/* model/distribution.h - how long something takes, as a law: `gamma(mean=25min, sd=10min)`.
 *
 *     constant(20min)  exponential(mean=25min)  gamma(mean=…, sd=…)  lognormal(mean=…, sd=…)  weibull(mean=…, shape=…)
 *     erlang(k=3, mean=…)  uniform(5min, 20min)  empirical(file.csv)        a bare duration is a constant
 *
 * Mean and sd are those of the variable itself (for lognormal not of its logarithm). Durations carry units, as in
 * journeys; `mo` and `y` count their nominal seconds. All parameters are seconds.
 */
#ifndef PARCOURS_MODEL_DISTRIBUTION_H
#define PARCOURS_MODEL_DISTRIBUTION_H
#include "base/arena.h"
#include <stdbool.h>

enum distribution_kind {
    DISTRIBUTION_NONE,          /* not said */
    DISTRIBUTION_CONSTANT, DISTRIBUTION_EXPONENTIAL, DISTRIBUTION_GAMMA, DISTRIBUTION_LOGNORMAL, DISTRIBUTION_WEIBULL,
    DISTRIBUTION_ERLANG, DISTRIBUTION_UNIFORM, DISTRIBUTION_EMPIRICAL, DISTRIBUTION_KINDS
};
struct distribution {
    enum distribution_kind kind;
    double mean, variance;      /* seconds, seconds squared; of all kinds */
    double first, second;       /* what sampling needs: gamma shape, scale; lognormal mu, sigma; weibull shape, scale;
                                   erlang k, mean of a stage; uniform low, high */
    double *value; size_t values;       /* empirical: ascending, borrowed from the model's arena */
};

/* Make each from its parameters; false if they are impossible (a mean that is not positive, a negative sd, …), and then
 * *expected says what would do (N_()). */
bool distribution_make(struct distribution *distribution, enum distribution_kind kind, double first, double second,
                       const char **expected);
/* Parse the forms above but empirical (reading files is a reader's matter). *at: on failure, where it went wrong. */
bool distribution_parse(struct distribution *distribution, const char *text, size_t *at, const char **expected);
const char *distribution_name(enum distribution_kind kind);     /* as in files */
#endif
