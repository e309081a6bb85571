/* Rule 11: anything else, off-map contacts among them: relatives, associations and social workers are bridges, not waste. */
#include "measure/rule.h"

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    (void)view, (void)position, (void)step;
    *verdict = VERDICT_UNPLANNED;
    return true;
}

const struct rule RULE_UNPLANNED = { .number = 11, .on_extra = true, .applies = applies };
