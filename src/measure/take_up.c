#include "measure/take_up.h"
#include <stdlib.h>

bool outcome_counts_as_done(enum outcome outcome)
{
    return outcome != OUTCOME_FAILED && outcome != OUTCOME_REDIRECTED && outcome != OUTCOME_INCOMPLETE &&
           outcome != OUTCOME_ABANDONED;
}

/* Is every final step of the run done? Final: no visible step comes after it. */
static bool is_completed(const struct case_view *view, bool *refused)
{
    const struct alignment *alignment = view->alignment;
    const struct run *run = &alignment->run;
    bool *followed = xcalloc((size_t)run->count, sizeof *followed), completed = true;
    *refused = false;
    for (int i = run->count - 1; i >= 0; i--) {
        int move = alignment->move_of_occurrence[i];
        for (int k = 0; (move != NONE || followed[i]) && k < run->occurrence[i].before_count; k++)
            followed[run->occurrence[i].before[k]] = true;
        if (move == NONE || followed[i])
            continue;
        if (alignment->move[move].kind != MOVE_MATCH) {
            completed = false;
            continue;
        }
        enum outcome outcome = view->contact[alignment->move[move].contact].outcome;
        completed = completed && outcome_counts_as_done(outcome);
        *refused = *refused || outcome == OUTCOME_REFUSED;
    }
    free(followed);
    return completed;
}

/* Was a step that needs documents tried, matched or not? */
static bool made_a_request(const struct case_view *view)
{
    for (int i = 0; i < view->count; i++)
        if (view->finding[i].step != NONE && view->audit->journey->step[view->finding[i].step].needs_count)
            return true;
    return false;
}

static void find_cause(const struct case_view *view, struct case_finding *result)
{
    enum non_take_up stated = view->audit->log->cases[view->number].stated_cause;
    result->non_take_up_stated = stated != NON_TAKE_UP_NONE;
    result->non_take_up = stated ? stated : !view->count ? NON_TAKE_UP_NOT_KNOWN
                        : made_a_request(view) ? NON_TAKE_UP_NOT_RECEIVED : NON_TAKE_UP_NOT_REQUESTED;
}

void take_up_decide(const struct case_view *view, const struct wait_list *waits, int64_t log_last,
                    struct case_finding *result)
{
    int64_t last = TIME_NONE;
    for (int i = 0; i < view->count; i++)
        last = contact_end(&view->contact[i]) > last ? contact_end(&view->contact[i]) : last;
    if (!view->count)
        result->take_up = TAKE_UP_NEVER_STARTED;
    else if (is_completed(view, &result->refused))
        result->take_up = TAKE_UP_COMPLETED;
    else if (view->contact[view->count - 1].outcome == OUTCOME_ABANDONED)
        result->take_up = TAKE_UP_ABANDONED;
    else if (last == TIME_NONE)
        result->take_up = TAKE_UP_UNKNOWN;
    else if (log_last < last + view->audit->options.idle_seconds || log_last < waits->promised)
        result->take_up = TAKE_UP_ONGOING;          /* it may still be quiet: not for that long, or it was told to wait */
    else
        result->take_up = TAKE_UP_ABANDONED;
    result->refused = result->refused && result->take_up == TAKE_UP_COMPLETED;
    if (result->take_up == TAKE_UP_ABANDONED || result->take_up == TAKE_UP_NEVER_STARTED)
        find_cause(view, result);
}
