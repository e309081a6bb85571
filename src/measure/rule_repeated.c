/* Rule 10: its step is matched before or after. */
#include "measure/rule.h"

static bool is_matched(const struct case_view *view, int position, int step)
{
    (void)position;
    for (int i = 0; i < view->count; i++)
        if (view->matched[i] == step)
            return true;
    return false;
}

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    int named = contact_named_step(view, position, is_matched);
    *verdict = VERDICT_REPEATED;
    *step = named != NONE ? named : *step;
    return named != NONE;
}

const struct rule RULE_REPEATED = { .number = 10, .on_extra = true, .applies = applies };
