/* measure/theory.h - what the theory promises one user, over the reference run. */
#ifndef PARCOURS_MEASURE_THEORY_H
#define PARCOURS_MEASURE_THEORY_H
#include "measure/audit.h"

bool theory_init(struct theory *theory, const struct journey *journey, const struct net *net,
                 const struct analysis *analysis, struct diagnostics *diagnostics);
void theory_release(struct theory *theory);
#endif
