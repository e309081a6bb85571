/* Rule 10: its step is matched before or after. */
#include "measure/rule.h"

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    *verdict = VERDICT_REPEATED;
    for (int i = 0; i < view->count; i++)
        if (view->matched[i] != NONE && contact_may_be(view, position, view->matched[i])) {
            *step = view->matched[i];
            return true;
        }
    return false;
}

const struct rule RULE_REPEATED = { .number = 10, .on_extra = true, .applies = applies };
