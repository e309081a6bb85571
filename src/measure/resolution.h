/* measure/resolution.h - contacts per resolved need, first-contact resolution, lateness.
 *
 * A need is a step. It is resolved each time a contact matched to it counts as done (take_up.h).
 *
 *   contacts per resolved need   of a case: all its contacts / steps done in it (cases with at least one step done).
 *                                Of a step: contacts that name it / times it was done. Of an institution: the same
 *                                over the steps with it. As NI 14 was first drafted (United Kingdom, 2007: mean
 *                                number of contacts per resolved request; lower is better).
 *   first-contact resolution     of the cases with a contact that names the step, the share where every contact that
 *                                names it was matched and counts as done: the first attempt was the last contact
 *                                about it. In a loop each round may have its one contact. There is no window of days:
 *                                the case is the window.
 *   late                         cases past the announced wait, or past the legal limit, out of those that waited to
 *                                the end and those that are late and still wait. Base: waits of the step, see ledger.h.
 *
 * Ratios are of sums; intervals: bootstrap over the cases that say anything of the step, binomial for shares of a step.
 */
#ifndef PARCOURS_MEASURE_RESOLUTION_H
#define PARCOURS_MEASURE_RESOLUTION_H
#include "measure/estimates.h"

struct resolved {
    int64_t cases, first;               /* with a contact that names it; of these, resolved at the first contact */
    int64_t contacts, done;             /* that name it; times it was done */
    struct estimate contacts_per_done, first_share;
};
struct lateness { int64_t announced_users, limit_users; struct estimate announced, limit; };  /* n 0: none announced or waited for */

struct resolution {
    struct resolved *step;              /* [steps] */
    struct resolved *institution;       /* [institutions]: a case counts once for each of its steps there */
    struct resolved all;                /* contacts: all, also those that name no step */
    struct summary per_case;            /* contacts / steps done */
    struct lateness *late;              /* [steps] */
};

void resolution_init(struct resolution *result, struct audit *audit, struct estimates *estimates);
#endif
