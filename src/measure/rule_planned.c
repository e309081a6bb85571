/* Rule 2: a contact of the plan. */
#include "measure/rule.h"

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    (void)view, (void)position, (void)step;
    *verdict = VERDICT_PLANNED;
    return true;
}

const struct rule RULE_PLANNED = { .number = 2, .on_match = true, .applies = applies };
