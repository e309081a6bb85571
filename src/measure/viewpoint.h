/* measure/viewpoint.h - what each institution can see of the same users, beside what these users lived.
 *
 * An institution sees its own contacts only: those with it, in the order of each case. Base: cases with at least one.
 *
 *   repeated     contacts that name a step, or off the map words, that an earlier contact of the case with it named:
 *                all it can know to be redundant. Beside them, those of its contacts that the audit calls redundant.
 *   own delay    for each matched, dated step by the institution: from the end of the request at its desk to its
 *                start. The request is the latest contact before it, by the user and with this institution, that is
 *                matched or completes a file (verdict incomplete-file): its clock starts when the file is complete,
 *                as barometers' do. Answers without such a request at its desk have no own delay and are counted
 *                (unrequested). Unit: seconds.
 *   complete     of the cases that tried a step with it that needs documents, once for each such step: those where
 *                the first contact naming it was not incomplete and no later one completed the file.
 *   unproductive the share of its contacts' active minutes
 *
 * What the same users lived: all their contacts, redundant ones, active minutes, institutions met, first to last
 * contact. Means are per case that met it; intervals: bootstrap over these cases. `self` has no view. Why: "the
 * institution cannot see the incoherences the user meets" (Bonneval, SGMAP, 2014); the barometer of disability claims
 * starts at the complete file, so that the time lost in completing it is invisible.
 */
#ifndef PARCOURS_MEASURE_VIEWPOINT_H
#define PARCOURS_MEASURE_VIEWPOINT_H
#include "measure/estimates.h"
#include "measure/interlocutors.h"

struct view_of_institution {
    int64_t users, contacts, repeated, redundant;       /* with it */
    int64_t users_repeated;                             /* with a repeated contact */
    struct active_time time;                            /* in contacts with it */
    int64_t answers, unrequested;                       /* own delays known; answers nobody asked for at its desk */
    double delay_median, delay_p90;                     /* seconds; NAN */
    int64_t files, complete;
    struct estimate own_contacts, own_repeated, complete_share, unproductive_share;
    /* the same users, everywhere */
    int64_t lived_contacts, lived_redundant, dated;
    struct active_time lived_time;
    struct estimate lived_contacts_mean, lived_redundant_mean, lived_interlocutors, lived_unproductive_share;
    double lived_elapsed_median;                        /* seconds over dated cases; NAN */
};
struct viewpoint { struct view_of_institution *institution; };     /* [institutions] */

/* Cost: O(contacts x log(cases)), and the bootstraps. */
void viewpoint_init(struct viewpoint *result, struct audit *audit, const struct interlocutors *interlocutors);
#endif
