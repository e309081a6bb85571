/* simulate/survival.h - the probability that something takes longer. */
#ifndef PARCOURS_SIMULATE_SURVIVAL_H
#define PARCOURS_SIMULATE_SURVIVAL_H
#include "model/distribution.h"

/* P(T > seconds); a law that is not said takes no time. Exact to about 1e-12. */
double law_survival(const struct distribution *law, double seconds);
#endif
