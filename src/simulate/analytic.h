/* simulate/analytic.h - the journey without queues and calendars, solved: an absorbing Markov chain.
 *
 * A state is where a user's tokens are, and what the present step has come to; one chain for each profile, with and
 * without help. Branches in any order are walked one after the other, in file order: what adds up (contacts, minutes,
 * visits) does not depend on it. What it does depend on is named in `inexact`.
 *
 *     begin ─> (chases while waiting) ─> contact ─> done ─> (correction) ─> (questions) ─> the tokens go on
 *       └────> wrong door ─> again ─────> │  ^
 *                                         └──┴─ incomplete: again, or the journey is given up
 *
 * Nobody is turned away and nobody queues. Figures are expectations per user who starts, but for `completed`,
 * `never_started` and `cause`, which are shares of all who come, and the desks', which are per user who comes.
 */
#ifndef PARCOURS_SIMULATE_ANALYTIC_H
#define PARCOURS_SIMULATE_ANALYTIC_H
#include "simulate/simulation.h"

enum inexact {                          /* what the chain leaves out; bits */
    INEXACT_GIVE_UP_AMONG_BRANCHES = 1, /* giving up stops other branches and open questions, which may be further or less
                                           far by then */
    INEXACT_CHASE = 2,                  /* chasing after times that are themselves chance, or batch decisions */
};
struct analytic {
    int profiles, steps, desks;
    double contacts, contacts_variance, class[CLASS_COUNT];
    double active, active_variance;     /* seconds of service and travel */
    double elapsed, elapsed_variance;   /* seconds in the system; NAN where things overlap */
    double completed, never_started, cause[NON_TAKE_UP_COUNT];
    double *step_begun, *step_contacts; /* [steps] */
    double *desk_contacts, *desk_service;       /* [desks]: contacts, seconds of service, per user who comes */
    unsigned inexact;
    int states;                         /* of all chains */
};

/* NULL after a diagnostic: some user could never leave, or the chain is too large. Cost: states, and (states)^3 of each
 * loop; at most ANALYTIC_STATES_MAXIMUM states. */
enum { ANALYTIC_STATES_MAXIMUM = 400000, ANALYTIC_LOOP_MAXIMUM = 1500 };
struct analytic *analytic_new(const struct plan *plan, struct diagnostics *diagnostics);
void analytic_free(struct analytic *analytic);          /* NULL is fine */

/* Is a desk offered more than it can serve, with nobody leaving? Says so as errors; `analytic` gives the load. */
bool analytic_load_is_bearable(const struct analytic *analytic, const struct plan *plan, struct diagnostics *diagnostics);
/* Seconds of service that come to a desk an open second: Erlangs; NAN without opening hours. */
double analytic_offered_load(const struct analytic *analytic, const struct plan *plan, int desk);
#endif
