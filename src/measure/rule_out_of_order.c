/* Rule 7: the step was done, but not where the plan has it: the first extra contact of a step that is skipped. */
#include "measure/rule.h"

static bool is_first_of_skipped(const struct case_view *view, int position, int step)
{
    if (!step_is_skipped(view, step))
        return false;
    for (int i = 0; i < position; i++)
        if (view->matched[i] == NONE && contact_may_be(view, i, step))
            return false;
    return true;
}

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    int named = contact_named_step(view, position, is_first_of_skipped);
    *verdict = VERDICT_OUT_OF_ORDER;
    *step = named != NONE ? named : *step;
    return named != NONE;
}

const struct rule RULE_OUT_OF_ORDER = { .number = 7, .on_extra = true, .applies = applies };
