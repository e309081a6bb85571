/* Rule 7: the step was done, but not where the plan has it: the first extra contact of a step that is skipped. */
#include "measure/rule.h"

static bool is_first_extra(const struct case_view *view, int position, int step)
{
    for (int i = 0; i < position; i++)
        if (view->matched[i] == NONE && contact_may_be(view, i, step))
            return false;
    return true;
}

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    *verdict = VERDICT_OUT_OF_ORDER;
    for (int i = 0; i < view->activity[position]->candidates; i++) {
        int candidate = view->activity[position]->candidate[i];
        if (step_is_skipped(view, candidate) && is_first_extra(view, position, candidate)) {
            *step = candidate;
            return true;
        }
    }
    return false;
}

const struct rule RULE_OUT_OF_ORDER = { .number = 7, .on_extra = true, .applies = applies };
