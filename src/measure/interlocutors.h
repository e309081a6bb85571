/* measure/interlocutors.h - how many institutions one person deals with, and how often several follow the same person
 * at once.
 *
 * Interlocutors of a case: the distinct institutions among its contacts; `self` and unknown ones are left out. Planned:
 * those of the reference run's steps that the user takes part in. Base: cases with a contact. Unit: institutions.
 *
 * Follow-up of an institution in a case: from the start of its first dated contact to the end of its last one in that
 * case, if it has two or more, whatever they are about. It needs no plan, so off-map contacts count, and anybody can
 * redo it from contacts.csv. (The other reading, an institution is at work while something is awaited of it, is the
 * elapsed account: ledger.h.) Time during which two or more follow-ups run is overlap; an institution met once
 * follows nobody. Unit: seconds. Base: dated cases; shares are of these. Why: États généraux du travail social, 2014:
 * a person "cut up" into overlapping supports, who asks for one referent.
 */
#ifndef PARCOURS_MEASURE_INTERLOCUTORS_H
#define PARCOURS_MEASURE_INTERLOCUTORS_H
#include "measure/estimates.h"

enum { PAIRS_INSTITUTIONS = 1000 };     /* a journey with more lists no pairs: nobody reads so many */
struct overlap { int a, b; int64_t users, seconds; };   /* two institutions, a before b in the file, followed at once */

struct interlocutors {
    int planned;
    struct summary lived, completed;    /* institutions per case; of the completed cases */
    int *of_case;                       /* [cases] */
    int64_t contacts_unknown;           /* contacts whose institution nobody said */

    int64_t dated;                      /* cases with an overlap account */
    struct summary overlap;             /* seconds per dated case, 0 among them */
    struct estimate overlapping;        /* share of dated cases with any */
    struct estimate of_elapsed;         /* seconds of overlap per second elapsed */
    int most;                           /* institutions at once, at most, in any case */
    struct overlap *pair; size_t pairs; /* most users first, then seconds, then the file's order */
};

/* Cost: O(contacts + cases x k^2), k institutions of a case. */
void interlocutors_init(struct interlocutors *result, struct audit *audit, struct estimates *estimates);
#endif
