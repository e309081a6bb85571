#include "measure/rule.h"

extern const struct rule RULE_ATTEMPTED, RULE_PLANNED, RULE_WRONG_DOOR, RULE_FAILED_ATTEMPT, RULE_INCOMPLETE_FILE,
    RULE_REPEAT_NOTIFICATION, RULE_OUT_OF_ORDER, RULE_CHASING, RULE_REOPENED, RULE_REPEATED, RULE_UNPLANNED;

const struct rule *const RULES[] = {
    &RULE_ATTEMPTED,      &RULE_PLANNED,         &RULE_WRONG_DOOR,
    &RULE_FAILED_ATTEMPT, &RULE_INCOMPLETE_FILE, &RULE_REPEAT_NOTIFICATION,
    &RULE_OUT_OF_ORDER,   &RULE_CHASING,         &RULE_REOPENED,
    &RULE_REPEATED,       &RULE_UNPLANNED,       NULL,
};

/* What a person stated goes before what a rule derives; on a matched contact only some reasons decide. */
static bool stated_verdict(enum reason reason, bool matched, enum verdict *verdict)
{
    switch (reason) {
    case REASON_CHASE: *verdict = VERDICT_CHASING; return true;
    case REASON_CLARIFY: *verdict = VERDICT_CLARIFICATION; return true;
    case REASON_ERROR: *verdict = VERDICT_INSTITUTION_ERROR; return true;
    case REASON_APPEAL: *verdict = VERDICT_RECOURSE; return true;
    case REASON_REPEAT: *verdict = VERDICT_REPEAT_NOTIFICATION; return !matched;
    case REASON_MISSING_DOCUMENT: *verdict = VERDICT_INCOMPLETE_FILE; return !matched;
    case REASON_WRONG_DOOR: *verdict = VERDICT_WRONG_DOOR; return !matched;
    default: return false;
    }
}

static enum channel contact_channel(const struct case_view *view, int position, int step)
{
    const struct contact *contact = &view->contact[position];
    if (contact->channel != CHANNEL_NONE || contact->channel_text || step == NONE)
        return contact->channel;
    const struct step *at = &view->audit->journey->step[step];
    return at->channels == 1 ? at->via[0] : CHANNEL_NONE;       /* not said, but there is only one way */
}

/* The first rule that applies: what it says decides unless a reason was stated. */
static void derive(struct case_view *view, int position, bool matched)
{
    struct contact_finding *finding = &view->finding[position];
    for (int r = 0; RULES[r]; r++) {
        int step = finding->step;
        if (!(matched ? RULES[r]->on_match : RULES[r]->on_extra) ||
            !RULES[r]->applies(view, position, &finding->derived, &step))
            continue;
        if (!finding->stated) {
            finding->rule = RULES[r]->number;
            finding->verdict = finding->derived;
            finding->step = matched ? finding->step : step;
        }
        return;
    }
}

void rules_decide(struct case_view *view)
{
    int planned_before = NONE;
    for (int i = 0; i < view->count; i++) {
        struct contact_finding *finding = &view->finding[i];
        bool matched = view->matched[i] != NONE;
        *finding = (struct contact_finding){
            .move = matched ? MOVE_MATCH : MOVE_EXTRA, .step = matched ? view->matched[i] : contact_named_step(view, i, NULL),
            .planned_before = planned_before, .hands_over_new = view->hands_over[i] && !view->nothing_new[i],
        };
        finding->stated = stated_verdict(view->contact[i].reason, matched, &finding->verdict);
        derive(view, i, matched);
        finding->institution = contact_institution(view, i, finding->step);
        finding->channel = contact_channel(view, i, finding->step);
        planned_before = matched ? view->matched[i] : planned_before;
    }
}
