/* Rule 9: its step is matched before, after the end was reached: every visible step of the run is passed. */
#include "measure/rule.h"

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    *verdict = VERDICT_REOPENED;
    for (int m = view->move_of_contact[position] + 1; m < view->alignment->moves; m++)
        if (view->alignment->move[m].kind != MOVE_EXTRA)
            return false;
    for (int i = 0; i < position; i++)
        if (view->matched[i] != NONE && contact_may_be(view, position, view->matched[i])) {
            *step = view->matched[i];
            return true;
        }
    return false;
}

const struct rule RULE_REOPENED = { .number = 9, .on_extra = true, .applies = applies };
