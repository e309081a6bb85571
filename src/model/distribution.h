/* model/distribution.h - how long something takes, as a law: `gamma(mean=25min, sd=10min)`.
 *
 *     constant(20min)  exponential(mean=25min)  gamma(mean=…, sd=…)  lognormal(mean=…, sd=…)  weibull(mean=…, shape=…)
 *     erlang(k=3, mean=…)  uniform(5min, 20min)  empirical(file.csv)        a bare duration is a constant
 *
 * Mean and sd are those of the variable itself (for lognormal not of its logarithm). Names may be left out where the
 * order is that of the list above. Durations carry units, as in journeys; `mo` and `y` count their nominal seconds; one
 * number with s, min, h, d or w keeps its fractions of a second. All parameters are seconds.
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

enum { DISTRIBUTION_STAGES_MAXIMUM = 1000 };     /* of an Erlang law */

/* Make each from its parameters, as listed above (second: 0 where there is one); false if they are impossible (a mean
 * that is not positive, a negative sd, …), and then *expected says what would do (N_()). Not for empirical. */
bool distribution_make(struct distribution *distribution, enum distribution_kind kind, double first, double second,
                       const char **expected);
/* The values are sorted in place and borrowed; each is as likely as any other. At least one, none negative. */
bool distribution_make_empirical(struct distribution *distribution, double *value, size_t values,
                                 const char **expected);
/* The law of `factor` times the variable (factor > 0): the mean is multiplied, the shape stays. Values of an empirical
 * one are multiplied in place. */
void distribution_scale(struct distribution *distribution, double factor);
/* Parse the forms above but empirical (reading files is a reader's matter). *at: on failure, where it went wrong. */
bool distribution_parse(struct distribution *distribution, const char *text, size_t *at, const char **expected);
/* "90", "2.5min", "2d 4h": a duration as seconds with fractions; false: not one. */
bool distribution_parse_seconds(const char *text, size_t length, double *seconds);
const char *distribution_name(enum distribution_kind kind);     /* as in files; "" for NONE */
enum distribution_kind distribution_find(const char *name, size_t length);      /* NONE: no such law */
#endif
