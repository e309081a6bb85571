/* Rule 4: tried in vain. */
#include "measure/rule.h"

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    (void)step;
    *verdict = VERDICT_FAILED_ATTEMPT;
    return view->contact[position].outcome == OUTCOME_FAILED;
}

const struct rule RULE_FAILED_ATTEMPT = { .number = 4, .on_extra = true, .applies = applies };
