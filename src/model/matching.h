/* model/matching.h - the words of a log, held against the names of a journey.
 *
 * Labels are matched once per distinct text: by exact id, else (journeys) by folded id, title in any language, or
 * alias. A title shared by several steps makes each of them a candidate. Nets match by exact name only. Institutions
 * and documents likewise, by id or name. What matches nothing is kept: off-map.
 */
#ifndef PARCOURS_MODEL_MATCHING_H
#define PARCOURS_MODEL_MATCHING_H
#include "model/event_log.h"
#include "model/journey.h"

/* An activity class: labels with the same candidate steps are one class; each off-map label (folded) is its own. */
struct activity {
    const int *candidate; int candidates;   /* steps, ascending; 0 = off-map */
    uint32_t label;                         /* a label that has this class: the first in the log */
};
struct unmatched { uint32_t label; size_t contacts; int nearest; };     /* nearest step, or NONE */

struct matching {
    struct arena arena;
    uint32_t *activity_of_label;            /* [strings]: class, or UINT32_MAX for texts that are not labels */
    struct activity *activity; uint32_t activities;
    int *institution_of_string;             /* [strings]: institution, NONE if unknown or empty */
    uint32_t institutions_named;            /* distinct texts in the institution column */
    bool institutions_foreign; /* at least three, and the journey knows none: another vocabulary (a log's work
                                             * groups, say); they count as not written */
    int *document_of_string;                /* [strings]: document number, or NONE */
    struct unmatched *unmatched; size_t unmatched_count;    /* off-map labels, most frequent first, then by text */
    size_t off_map;                         /* contacts off the map */
};

struct matching *matching_new(const struct journey *journey, const struct event_log *log);
void matching_free(struct matching *matching);

static inline const struct activity *matching_activity(const struct matching *m, const struct event_log *log,
                                                       size_t row)
{
    return &m->activity[m->activity_of_label[log->label[row]]];
}
/* The institution of a contact: as written if known; if nothing is written, NONE (the step's applies then). */
int matching_institution(const struct matching *m, const struct event_log *log, size_t row);
/* An institution was written but the journey does not know it (and knows others of the log). */
bool matching_institution_unknown(const struct matching *m, const struct event_log *log, size_t row);
#endif
