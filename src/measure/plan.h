/* measure/plan.h - how complex the planned journey is by itself, before anybody lives it. Counts, not a score: shown
 * beside what users feel, never mixed with it.
 *
 *   steps           all; of these, those the user takes part in (not automatic), and those by the institution
 *   institutions    with at least one such step, `self` left out; hand-offs: changes of institution along the
 *                   reference run
 *   conditions      choices and their options, optional parts, repeated parts, parts in any order; in a flow: gateways
 *                   that split (one or any: a choice; all: any order); in a net: places that several transitions leave
 *   requests        (step, document) pairs: how often something must be handed over; documents: distinct ones
 *   longest         the longest way through all runs, announced waits only (a month counts 30.436875 days), loops once.
 *                   Unit: seconds. Not known (SECONDS_ABSENT) for a given net, whose steps announce nothing
 *   runs            ways through: choices made, optional parts taken or not, loops once; the order within "any order"
 *                   makes no new way. Countable in a path and in a flow that only splits at `one`; RUNS_MAXIMUM: so
 *                   many or more
 * The list is ours: what is asked of users in surveys (SGMAP, DITP, every two years since 2008) is how complicated they
 * find it, a percentage. Cost: linear.
 */
#ifndef PARCOURS_MEASURE_PLAN_H
#define PARCOURS_MEASURE_PLAN_H
#include "measure/audit.h"

#define RUNS_MAXIMUM 1e15       /* beyond, a product of choices is no number anybody reads */

struct plan {
    int steps, by_user, by_institution, automatic, institutions;
    int64_t hand_offs, reference_contacts;
    int choices, options, optionals, repeats, any_orders, conditioned;     /* conditioned: options and optionals with an `if` */
    int requests, documents;
    int64_t longest;                    /* seconds, or SECONDS_ABSENT */
    double runs;                        /* NAN: not countable */
};

void plan_init(struct plan *plan, const struct audit *audit);
#endif
