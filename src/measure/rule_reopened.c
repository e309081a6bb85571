/* Rule 9: its step is matched before, after the end was reached: every visible step of the run is passed. */
#include "measure/rule.h"

static bool is_matched_before(const struct case_view *view, int position, int step)
{
    for (int i = 0; i < position; i++)
        if (view->matched[i] == step)
            return true;
    return false;
}

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    *verdict = VERDICT_REOPENED;
    for (int m = view->move_of_contact[position] + 1; m < view->alignment->moves; m++)
        if (view->alignment->move[m].kind != MOVE_EXTRA)
            return false;
    int named = contact_named_step(view, position, is_matched_before);
    *step = named != NONE ? named : *step;
    return named != NONE;
}

const struct rule RULE_REOPENED = { .number = 9, .on_extra = true, .applies = applies };
