/* Why a contact is what it is, so that the story can be told: the verdict's reason, the contact or the wait it refers
 * to, and whether the person stated it or a rule derived it. */
#include "base/message.h"
#include "draw/case_picture.h"

/* The last contact before `position` that names the same step; NONE if none. */
static int same_step_before(const struct case_picture *one, int position)
{
    int step = case_finding(one, position)->step;
    for (int i = position - 1; step != NONE && i >= 0; i--)
        if (case_finding(one, i)->step == step)
            return i;
    return NONE;
}

static bool hands_over(const struct event_log *log, const struct contact *contact, uint32_t document)
{
    const uint32_t *list = event_log_document_list(log, contact->documents);
    for (uint32_t i = 1; i <= list[0]; i++)
        if (list[i] == document)
            return true;
    return false;
}

/* The first contact that handed over the first of this one's documents; NONE if it is this one. */
static int first_hand_over(const struct case_picture *one, int position)
{
    struct contact contact = case_contact(one, position);
    const uint32_t *list = event_log_document_list(one->whole->log, contact.documents);
    for (int i = 0; list[0] && i < position; i++) {
        struct contact earlier = case_contact(one, i);
        if (hands_over(one->whole->log, &earlier, list[1]))
            return i;
    }
    return NONE;
}

/* The step that the same institution still owed at that instant, the one awaited longest; NONE if none is known. */
static int awaited(const struct case_picture *one, int position)
{
    struct contact contact = case_contact(one, position);
    int64_t at = contact_start(&contact), since = INT64_MAX;
    int step = NONE;
    for (int i = 0; at != TIME_NONE && i < one->story.waits.count; i++) {
        const struct wait *wait = &one->story.waits.wait[i];
        if (wait->due == TIME_NONE || at < wait->start || at > wait->end || wait->start >= since ||
            one->picture.journey->step[wait->step].institution != case_finding(one, position)->institution)
            continue;
        since = wait->start;
        step = wait->step;
    }
    return step;
}

/* What the verdict refers to; "" if nothing. */
static const char *reference(struct case_picture *one, int position)
{
    struct picture *picture = &one->picture;
    int other = NONE, step = NONE;
    switch (case_finding(one, position)->verdict) {
    case VERDICT_REPEAT_NOTIFICATION:
        other = first_hand_over(one, position);
        break;
    case VERDICT_INCOMPLETE_FILE:
    case VERDICT_REOPENED:
    case VERDICT_REPEATED:
        other = same_step_before(one, position);
        break;
    case VERDICT_CHASING:
        step = awaited(one, position);
        break;
    default:
        break;
    }
    if (other != NONE)
        return arena_printf(&picture->arena, _("see no. %d"), other + 1);
    if (step != NONE)
        return arena_printf(&picture->arena, _("awaited: %s"), clean_text(picture, step_title(picture->journey, step)));
    return "";
}

/* A planned contact that was waited for: how long, and what was announced. */
static const char *waited(struct case_picture *one, int position)
{
    struct picture *picture = &one->picture;
    const struct contact_finding *finding = case_finding(one, position);
    struct contact contact = case_contact(one, position);
    for (int i = 0; i < one->story.waits.count; i++) {
        const struct wait *wait = &one->story.waits.wait[i];
        if (finding->move != MOVE_MATCH || wait->step != finding->step || !wait->came || wait->due == TIME_NONE ||
            wait->end != contact_start(&contact))
            continue;
        return arena_printf(&picture->arena, _("after %s, announced: %s"),
                            days_text(picture, (double)(wait->end - wait->start)),
                            days_text(picture, (double)(wait->due - wait->start)));
    }
    return "";
}

const char *case_reason(struct case_picture *one, int position)
{
    struct arena *arena = &one->picture.arena;
    const struct contact_finding *finding = case_finding(one, position);
    const char *reason = capitalised(&one->picture, _(VERDICT_REASON[finding->verdict]));
    const char *more = finding->verdict == VERDICT_PLANNED ? waited(one, position) : reference(one, position);
    if (finding->verdict == VERDICT_PLANNED)
        return *more ? capitalised(&one->picture, more) : "";
    if (finding->verdict == VERDICT_CLARIFICATION || finding->verdict == VERDICT_INSTITUTION_ERROR ||
        finding->verdict == VERDICT_RECOURSE) /* the reason says already that it was stated */
        return reason;
    const char *basis = finding->stated ? _("stated by the user") : arena_printf(arena, _("rule %d"), finding->rule);
    if (!*more)
        return arena_printf(arena, "%s (%s)", reason, basis);
    return arena_printf(arena, "%s, %s (%s)", reason, more, basis);
}
