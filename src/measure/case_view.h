/* measure/case_view.h - one case, opened: its contacts, its alignment, who is where. What rules and ledgers look at.
 *
 * Positions count from 0 within the case. Everything but `finding` is read-only for them.
 */
#ifndef PARCOURS_MEASURE_CASE_VIEW_H
#define PARCOURS_MEASURE_CASE_VIEW_H
#include "measure/audit.h"

struct case_view {
    const struct audit *audit;
    size_t number, first;                       /* of the case; its first row */
    int count;
    struct contact *contact;                    /* [count] */
    const struct activity **activity;           /* [count]: candidate steps */
    const struct alignment *alignment;
    int *move_of_contact;                       /* [count] */
    int *matched;                               /* [count]: step, or NONE for an extra contact */
    int *occurrence;                            /* [count]: of the run, or NONE */
    bool *nothing_new, *hands_over;             /* [count]: documents: none, or all given before; at least one */
    struct contact_finding *finding;            /* [count], in the audit */
    int capacity;
    int *document_key; int documents, documents_capacity;   /* handed over so far */
};

/* Open case `number` (the view's arrays are reused from case to case); close with case_view_release at the very end. */
void case_view_open(struct case_view *view, const struct audit *audit, size_t number);
void case_view_release(struct case_view *view);

bool contact_may_be(const struct case_view *view, int position, int step);       /* the step is one of its candidates */
bool contacts_share_step(const struct case_view *view, int a, int b);            /* matched step, else candidates, meet */
/* Of an extra contact's candidate steps that satisfy (NULL: all), the one it is taken to name: with the institution that
 * was written, if any is; one that people do before one that is automatic; then the first of the file. NONE if none. */
typedef bool step_condition(const struct case_view *view, int position, int step);
int contact_named_step(const struct case_view *view, int position, step_condition *satisfies);
/* Has the run a matched step after occurrence `number`? Then whoever skipped it went on. Cost: O(run). */
bool run_goes_on(const struct alignment *alignment, int number);
bool step_is_skipped(const struct case_view *view, int step);
int contact_institution(const struct case_view *view, int position, int step);   /* as written, else the step's, else NONE */
/* Seconds since 1970 (floored), or TIME_NONE: start, else end; and end, else start. */
int64_t contact_start(const struct contact *contact);
int64_t contact_end(const struct contact *contact);
#endif
