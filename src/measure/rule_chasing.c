/* Rule 8: by the user, handing over nothing new, with an institution that owes an answer: a step by it with a wait is
 * in the run, all that comes before it is passed, itself not yet. */
#include "measure/rule.h"

/* Has the run passed occurrence `number` before move `move`? What happens without the user is passed as soon as all
 * that comes before it is. */
static bool passed(const struct case_view *view, int number, int move)
{
    const struct alignment *alignment = view->alignment;
    const struct occurrence *occurrence = &alignment->run.occurrence[number];
    if (alignment->move_of_occurrence[number] != NONE)
        return alignment->passed_at[number] <= move;
    for (int i = 0; i < occurrence->before_count; i++)
        if (!passed(view, occurrence->before[i], move))
            return false;
    return true;
}

static bool owes_answer(const struct case_view *view, int number, int institution, int move)
{
    const struct occurrence *occurrence = &view->alignment->run.occurrence[number];
    const struct step *step = &view->audit->journey->step[occurrence->step];
    if (!step->by_institution || !duration_given(step->wait) || step->institution != institution ||
        view->alignment->passed_at[number] <= move)
        return false;
    for (int i = 0; i < occurrence->before_count; i++)
        if (!passed(view, occurrence->before[i], move))
            return false;
    return true;
}

static bool applies(const struct case_view *view, int position, enum verdict *verdict, int *step)
{
    int institution = contact_institution(view, position, *step);
    *verdict = VERDICT_CHASING;
    if (institution == NONE || view->contact[position].by == BY_INSTITUTION || !view->nothing_new[position])
        return false;
    for (int i = 0; i < view->alignment->run.count; i++)
        if (owes_answer(view, i, institution, view->move_of_contact[position]))
            return true;
    return false;
}

const struct rule RULE_CHASING = { .number = 8, .on_extra = true, .applies = applies };
