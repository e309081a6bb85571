/* Rule 1: the step was tried where it should be, but did not happen: attempted, not done. */
#include "measure/rule.h"

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    (void)step;
    enum outcome outcome = view->contact[position].outcome;
    *verdict = outcome == OUTCOME_REDIRECTED ? VERDICT_WRONG_DOOR : VERDICT_FAILED_ATTEMPT;
    return outcome == OUTCOME_FAILED || outcome == OUTCOME_REDIRECTED;
}

const struct rule RULE_ATTEMPTED = { .number = 1, .on_match = true, .applies = applies };
