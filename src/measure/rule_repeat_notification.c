/* Rule 6: hands over documents, all of them already handed over in this case. */
#include "measure/rule.h"

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    (void)step;
    *verdict = VERDICT_REPEAT_NOTIFICATION;
    return view->hands_over[position] && view->nothing_new[position];
}

const struct rule RULE_REPEAT_NOTIFICATION = { .number = 6, .on_extra = true, .applies = applies };
