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

/* The last incomplete contact that this one comes back from; -1 if none. */
static int comes_back_from(const struct case_view *view, int position)
{
    for (int i = position - 1; i >= 0; i--)
        if (view->contact[i].outcome == OUTCOME_INCOMPLETE && contacts_share_step(view, i, position) &&
            !matched_between(view, i, position, position))
            return i;
    return -1;
}

static bool is_what_was_incomplete(const struct case_view *view, int position, int step)
{
    int earlier = comes_back_from(view, position);
    return view->matched[earlier] != NONE ? view->matched[earlier] == step : contact_may_be(view, earlier, step);
}

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    *verdict = VERDICT_INCOMPLETE_FILE;
    if (comes_back_from(view, position) >= 0)
        *step = contact_named_step(view, position, is_what_was_incomplete);
    return view->contact[position].outcome == OUTCOME_INCOMPLETE || comes_back_from(view, position) >= 0;
}

const struct rule RULE_INCOMPLETE_FILE = { .number = 5, .on_extra = true, .applies = applies };
