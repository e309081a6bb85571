/* Rule 3: sent elsewhere. */
#include "measure/rule.h"

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    (void)step;
    *verdict = VERDICT_WRONG_DOOR;
    return view->contact[position].outcome == OUTCOME_REDIRECTED;
}

const struct rule RULE_WRONG_DOOR = { .number = 3, .on_extra = true, .applies = applies };
