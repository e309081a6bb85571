/* measure/case_story.h - one case, for whoever tells or draws it: where its time went, stretch by stretch; what it
 * waited for and what it skipped; and an audit of it alone. Single cases are shown only with --names.
 */
#ifndef PARCOURS_MEASURE_CASE_STORY_H
#define PARCOURS_MEASURE_CASE_STORY_H
#include "measure/ledger.h"

/* A planned step that the case went past without a contact: a step after it in the run is matched, and no out-of-order
 * contact makes up for it. */
struct case_skip {
    int step, occurrence;
    int before;                 /* position of the next contact in the alignment; the number of contacts if none */
};

struct case_story {
    bool dated;                 /* else start, end are TIME_NONE and there is no stretch and no wait */
    int64_t start, end;         /* seconds since 1970 */
    struct elapsed_stretch *stretch; int stretches;
    struct wait_list waits;     /* of its run, in the run's order */
    struct case_skip *skip; int skips;
};

/* Cost: that of the case's own account. The caller releases. */
void case_story_init(struct case_story *story, const struct audit *audit, size_t number);
void case_story_release(struct case_story *story);

/* An audit of one case of `whole`, with min_group 1: its counts, steps, detours are that user's alone. It has one case
 * and its rows, counted from 0; strings and the end of the observation are those of the whole, which must outlive it. */
struct single_audit {
    struct audit *audit;
    struct event_log log; struct log_case only; /* borrowed from the whole's */
    struct alignment_set alignments;            /* likewise */
};
/* Cost: O(strings of the log) in memory and time, for documents and words. False after a diagnostic. */
bool single_audit_init(struct single_audit *single, const struct audit *whole, size_t number,
                       struct diagnostics *diagnostics);
void single_audit_release(struct single_audit *single);
#endif
