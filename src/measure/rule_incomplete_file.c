/* Rule 5: the file was incomplete, or comes back because it was: same step as an earlier incomplete contact, with no
 * match of that step in between. */
#include "measure/rule.h"

static bool matched_between(const struct case_view *view, int from, int to, int position)
{
    for (int i = from + 1; i < to; i++)
        if (view->matched[i] != NONE && contacts_share_step(view, i, position))
            return true;
    return false;
}

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    (void)step;
    *verdict = VERDICT_INCOMPLETE_FILE;
    if (view->contact[position].outcome == OUTCOME_INCOMPLETE)
        return true;
    for (int i = 0; i < position; i++)
        if (view->contact[i].outcome == OUTCOME_INCOMPLETE && contacts_share_step(view, i, position) &&
            !matched_between(view, i, position, position))
            return true;
    return false;
}

const struct rule RULE_INCOMPLETE_FILE = { .number = 5, .on_extra = true, .applies = applies };
