/* simulate/plan_internal.h - the parts of making a plan. Private to src/simulate. */
#ifndef PARCOURS_SIMULATE_PLAN_INTERNAL_H
#define PARCOURS_SIMULATE_PLAN_INTERNAL_H
#include "simulate/plan.h"

/* How tokens go on, place by place, profile by profile. */
void plan_ways(struct plan *plan);
/* Errands and visits, from the rules that fit best. */
void plan_errands(struct plan *plan);
#endif
