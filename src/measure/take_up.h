/* measure/take_up.h - did the person get to the end, and if not, why. Definitions: design section 9. */
#ifndef PARCOURS_MEASURE_TAKE_UP_H
#define PARCOURS_MEASURE_TAKE_UP_H
#include "measure/ledger.h"

/* Fill take_up, refused, non_take_up, non_take_up_stated. `log_last`: the log's last instant in seconds, or TIME_NONE. */
void take_up_decide(const struct case_view *view, const struct wait_list *waits, int64_t log_last,
                    struct case_finding *result);
bool outcome_counts_as_done(enum outcome outcome);      /* neither failed, redirected, incomplete nor abandoned */
#endif
