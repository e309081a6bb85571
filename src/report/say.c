#include "report/say.h"
#include "base/buffer.h"
#include "base/format.h"
#include "base/message.h"
#include "measure/measures.h"
#include <math.h>

static const char *keep(struct arena *arena, struct buffer *text)
{
    const char *kept = arena_strdup(arena, buffer_text(text));
    buffer_release(text);
    return kept;
}

const char *say_number(struct arena *arena, double value, int decimals)
{
    struct buffer text = { 0 };
    format_number(&text, value, decimals);
    return keep(arena, &text);
}

const char *say_count(struct arena *arena, int64_t count) { return say_number(arena, (double)count, 0); }

const char *say_user_count(struct arena *arena, int64_t users)
{
    return arena_printf(arena, ngettext("%s user", "%s users", (unsigned long)users), say_count(arena, users));
}

const char *say_contact_count(struct arena *arena, int64_t contacts)
{
    return arena_printf(arena, ngettext("%s contact", "%s contacts", (unsigned long)contacts),
                        say_count(arena, contacts));
}

const char *say_mean_contacts(struct arena *arena, double mean)
{
    return arena_printf(arena, ngettext("%s contact", "%s contacts", plural_of(mean, 1)), say_number(arena, mean, 1));
}

const char *say_mean_institutions(struct arena *arena, double mean)
{
    return arena_printf(arena, ngettext("%s institution", "%s institutions", plural_of(mean, 1)),
                        say_number(arena, mean, 1));
}

const char *say_report_count(struct arena *arena, int64_t reports)
{
    return arena_printf(arena, ngettext("%s dated report", "%s dated reports", (unsigned long)reports),
                        say_count(arena, reports));
}

const char *say_share(struct arena *arena, int64_t part, int64_t whole)
{
    struct buffer text = { 0 };
    if (whole)
        format_percent(&text, (double)part / (double)whole, 0);
    else
        buffer_add_string(&text, "–");
    return keep(arena, &text);
}

const char *say_minutes(struct arena *arena, double seconds)
{
    struct buffer text = { 0 };
    format_minutes(&text, seconds);
    return keep(arena, &text);
}

const char *say_own_time(struct arena *arena, const struct active_time *time, double seconds)
{
    return time_unknown(time) ? "–" : say_minutes(arena, seconds);
}

const char *say_days(struct arena *arena, double seconds)
{
    struct buffer text = { 0 };
    format_days(&text, seconds);
    return keep(arena, &text);
}

const char *say_delay(struct arena *arena, struct duration delay)
{
    if (!duration_given(delay))
        return "–";
    if (!delay.months)
        return delay.seconds && delay.seconds < DAY_SECONDS ? say_minutes(arena, (double)delay.seconds)
                                                            : say_days(arena, (double)delay.seconds);
    const char *months =
        arena_printf(arena, ngettext("%d month", "%d months", (unsigned long)delay.months), delay.months);
    return delay.seconds ? arena_printf(arena, _("%s and %s"), months, say_days(arena, (double)delay.seconds)) : months;
}

const char *say_users(struct arena *arena, const struct audit *audit, int64_t users)
{
    if (users > 0 && !audit_shown(audit, users))
        return arena_printf(arena, _("fewer than %d"), audit->options.min_group);
    return say_count(arena, users);
}

const char *say_told_contacts(struct arena *arena, const struct audit *audit, int64_t contacts, enum telling telling)
{
    if (telling == TOLD_FEWER)
        return arena_printf(arena, _("of fewer than %d users"), audit->options.min_group);
    return telling == TOLD_FOLDED ? _("folded with others") : say_count(arena, contacts);
}

const char *say_users_share(struct arena *arena, const struct audit *audit, int64_t part, int64_t whole)
{
    bool part_small = part > 0 && !audit_shown(audit, part),
         rest_small = part < whole && !audit_shown(audit, whole - part);
    if (part_small || !whole)
        return say_users(arena, audit, part);
    if (rest_small)
        return arena_printf(arena, _("all but fewer than %d"), audit->options.min_group);
    return arena_printf(arena, "%s (%s)", say_count(arena, part), say_share(arena, part, whole));
}

const char *say_told(struct arena *arena, const struct audit *audit, int64_t users, enum telling telling)
{
    switch (telling) {
    case TOLD_FEWER:
        return arena_printf(arena, _("fewer than %d"), audit->options.min_group);
    case TOLD_ALL_BUT:
        return arena_printf(arena, _("all but fewer than %d"), audit->options.min_group);
    case TOLD_FOLDED:
        return _("folded with others");
    default:
        return say_count(arena, users);
    }
}

const char *say_told_share(struct arena *arena, const struct audit *audit, int64_t users, int64_t whole,
                           enum telling telling)
{
    if (telling != TOLD || !whole)
        return say_told(arena, audit, users, telling);
    return arena_printf(arena, "%s (%s)", say_count(arena, users), say_share(arena, users, whole));
}

const char *say_group_users(struct arena *arena, const struct audit *audit, int64_t users)
{
    enum telling telling = protection_of(users, audit->contacts_per_case.n, audit->options.min_group);
    if (telling == TOLD_FEWER)
        return arena_printf(arena, _("fewer than %d users"), audit->options.min_group);
    if (telling == TOLD_ALL_BUT)
        return arena_printf(arena, _("all users but fewer than %d"), audit->options.min_group);
    return say_user_count(arena, users);
}

int64_t said_users(const struct audit *audit) { return audit_all_users(audit); }

const char *say_all_users(struct arena *arena, const struct audit *audit)
{
    if (audit->told->all)
        return say_user_count(arena, (int64_t)audit->log->case_count);
    /* "47 users" with a contact */
    return arena_printf(arena, _("%s with a contact (and fewer than %d without)"),
                        say_user_count(arena, audit->told->users), audit->options.min_group);
}

const char *say_take_up(struct arena *arena, const struct audit *audit, enum take_up state, bool share)
{
    const struct told *told = audit->told;
    if (told->take_up[state] == TOLD_FOLDED && told->take_up_folded)
        return arena_printf(arena, _("with others: %s together"), say_count(arena, told->take_up_folded));
    if (share)
        return say_told_share(arena, audit, audit->take_up[state], said_users(audit), told->take_up[state]);
    return say_told(arena, audit, audit->take_up[state], told->take_up[state]);
}

const char *say_redundant_users(struct arena *arena, const struct shown *shown, const struct audit *audit, bool share)
{
    enum telling telling = audit->told->redundant;
    if (telling != TOLD_FOLDED)
        return say_told_share(arena, audit, shown->users_redundant, share ? said_users(audit) : 0, telling);
    return arena_printf(arena, _("at least %s"), say_count(arena, shown_redundant_least(shown, audit)));
}

const char *say_completed(struct arena *arena, const struct audit *audit, bool dated)
{
    int64_t users = dated ? audit->completed_dated : audit->take_up[TAKE_UP_COMPLETED];
    bool told = dated ? audit->told->dated : audit->told->take_up[TAKE_UP_COMPLETED] == TOLD;
    return told ? say_count(arena, users) : _("not told");
}

const char *say_dated_reports(struct arena *arena, const struct audit *audit)
{
    if (audit->told->dated)
        return say_report_count(arena, audit->completed_dated);
    return _("the dated reports");
}

bool own_time_unknown(const struct audit *audit)
{
    return !audit->time.total && !audit->theory.time.total && audit->time.unknown > 0;
}

bool planned_time_unknown(const struct audit *audit)
{
    for (int s = 0; s < audit->journey->steps; s++) {
        const struct step *step = &audit->journey->step[s];
        if (step->takes != SECONDS_ABSENT || step->queue != SECONDS_ABSENT || step->travel != SECONDS_ABSENT)
            return false;
    }
    return true;
}

double wait_quantile(const struct step_finding *finding, double probability)
{
    if (!finding->waits)
        return NAN;
    double at = probability * (double)(finding->waits - 1);
    int64_t below = (int64_t)floor(at), above = below + 1 < finding->waits ? below + 1 : below;
    return (double)finding->wait[below] + (at - (double)below) * (double)(finding->wait[above] - finding->wait[below]);
}

const char *say_institution(const struct audit *audit, int institution)
{
    return institution == NONE ? _("institution not known") : institution_name(audit->journey, institution);
}

const char *say_compared_by(const struct comparison *comparison)
{
    switch (comparison->kind) {
    case BY_WITH_INSTITUTION: return _("institution");
    case BY_CHANNEL_USED: return _("channel");
    case BY_FILE: return _("file");
    default: return comparison->by;
    }
}

bool plan_is_one_of_many(const struct audit *audit)
{
    const struct journey *journey = audit->journey;
    for (int i = 0; i < journey->nodes; i++)
        if (!isnan(journey->node[i].share))
            return false;
    for (int i = 0; i < journey->links; i++)
        if (!isnan(journey->link[i].share))
            return false;
    return audit->measures->plan.choices > 0;
}

const char *say_one_of_many(void)
{
    return _("The plan does not say how often each of its choices is taken: what is called planned here is one way through it "
             "among others.");
}
