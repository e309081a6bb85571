#include "report/summary.h"
#include "base/message.h"
#include "report/measured.h"
#include "report/say.h"
#include "report/sections.h"
#include "measure/shown.h"
#include <string.h>

enum { HEAVIEST_SHOWN = 5, WORDS_SHOWN = 3, GROUPS_SHOWN = 8 };

struct summary_page {
    struct buffer *out;
    const struct audit *audit;
    const struct shown *shown;
    struct arena arena;
};

/* One line; control characters of names can't reach the terminal. */
static void line(struct summary_page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void line(struct summary_page *page, const char *format, ...)
{
    struct buffer text = { 0 };
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(&text, format, arguments);
    va_end(arguments);
    for (const char *at = buffer_text(&text); *at; at++) {
        bool control = (unsigned char)*at < 0x20 || *at == 0x7F;
        bool control_1 = (unsigned char)*at == 0xC2 && (unsigned char)at[1] >= 0x80 && (unsigned char)at[1] < 0xA0;
        buffer_add_char(page->out, control || control_1 ? '?' : *at);
        at += control_1;
    }
    buffer_add_char(page->out, '\n');
    buffer_release(&text);
}

static void write_elapsed(struct summary_page *page)
{
    const struct audit *audit = page->audit;
    const struct summary *elapsed = &audit->completed_elapsed;
    struct arena *arena = &page->arena;
    if (!summary_shown(audit, elapsed))
        return;
    if (audit->theory.announces)
        line(page, _("From first to last contact: %s (median of %s), planned %s."),
             say_days(arena, elapsed->median), say_dated_reports(arena, audit),
             say_days(arena, (double)audit->theory.elapsed_seconds));
    else
        line(page, _("From first to last contact: %s (median of %s); the journey announces no wait."),
             say_days(arena, elapsed->median), say_dated_reports(arena, audit));
}

static void write_completed(struct summary_page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct summary *contacts = &audit->completed_contacts;
    if (!contacts->n) {
        line(page, _("No user completed the journey, so nothing is held against the plan here."));
        return;
    }
    if (!summary_shown(audit, contacts)) {
        line(page, _("Fewer than %d users completed the journey, so nothing is held against the plan here."),
             audit->options.min_group);
        return;
    }
    line(page, _("Users who completed it: %s. Mean contacts: %s, planned %s. Mean redundant contacts: %s."),
         say_completed(arena, audit, false), say_number(arena, contacts->mean, 1), say_count(arena, audit->theory.contacts),
         say_number(arena, audit->completed_redundant.mean, 1));
    if (own_time_unknown(audit))
        line(page, _("Neither the files nor the journey say how much of their own time users spend."));
    else if (planned_time_unknown(audit))
        line(page,
             _("Their own time, on average: %s, of which %s unproductive; the journey does not say how much it takes."),
             say_minutes(arena, audit->completed_active.mean), say_minutes(arena, audit->completed_unproductive.mean));
    else
        line(page, _("Their own time, on average: %s, planned %s; %s of it unproductive."),
             say_minutes(arena, audit->completed_active.mean), say_minutes(arena, (double)audit->theory.time.total),
             say_minutes(arena, audit->completed_unproductive.mean));
    write_elapsed(page);
    if (plan_is_one_of_many(audit))
        line(page, "%s", say_one_of_many());
}

/* Those of which only the sum is told are said as one. */
static bool folded_with_others(const struct audit *audit, enum take_up state)
{
    return audit->told->take_up[state] == TOLD_FOLDED && audit->told->take_up_folded;
}

static const enum take_up OUTCOME[] = { TAKE_UP_ABANDONED, TAKE_UP_NEVER_STARTED, TAKE_UP_ONGOING, TAKE_UP_UNKNOWN };

static void write_take_up(struct summary_page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    struct buffer text = { 0 };
    for (size_t i = 0; i < sizeof OUTCOME / sizeof *OUTCOME; i++)
        if (!folded_with_others(audit, OUTCOME[i]) && (OUTCOME[i] != TAKE_UP_UNKNOWN || audit->take_up[OUTCOME[i]]))
            buffer_printf(&text, _("; %s: %s"), _(TAKE_UP_WORD[OUTCOME[i]].name), say_take_up(arena, audit, OUTCOME[i], false));
    const char *folded = "";
    for (int state = 0; state < TAKE_UP_COUNT; state++)
        if (folded_with_others(audit, (enum take_up)state))
            folded = arena_printf(arena, *folded ? _("%s or %s") : "%s%s", folded, _(TAKE_UP_WORD[state].name));
    if (*folded)
        buffer_printf(&text, _("; %s: %s"), folded, say_count(arena, audit->told->take_up_folded));
    line(page, _("Of all users, followed the plan exactly: %s%s."),
         say_told_share(arena, audit, audit->conforming, said_users(audit), audit->told->conforming), buffer_text(&text));
    buffer_release(&text);
}

static const char *redundant_users(struct summary_page *page)
{
    const char *users = say_redundant_users(&page->arena, page->shown, page->audit, false);
    if (page->audit->told->redundant == TOLD)
        return say_user_count(&page->arena, page->shown->users_redundant);
    return arena_printf(&page->arena, _("%s users"), users);
}

static void write_redundant(struct summary_page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct group_list *list = &page->shown->redundant;
    if (!audit->redundant) {
        line(page, _("No contact is redundant."));
        return;
    }
    if (!audit_shown(audit, page->shown->users_redundant)) {
        line(page, _("Redundant contacts: they concern fewer than %d users."), audit->options.min_group);
        return;
    }
    if (!list->count) {
        line(page, _("Redundant contacts: %s of %s, of %s; none of their kinds can be told by itself."),
             say_count(arena, audit->redundant), say_count(arena, audit->contacts),
             redundant_users(page));
        return;
    }
    line(page, _("Redundant contacts: %s of %s, of %s. From the heaviest to the lightest:"),
         say_count(arena, audit->redundant), say_count(arena, audit->contacts),
         redundant_users(page));
    for (size_t i = 0; i < list->count && i < HEAVIEST_SHOWN; i++) {
        const struct group *group = &list->group[i];
        line(page, _("  %s (%s), %s: %s, %s, %s"), group_name(audit, group),
             say_institution(audit, group->institution), _(VERDICT_WORD[group->verdict].name),
             say_group_users(arena, audit, group->users), say_contact_count(arena, group->contacts),
             time_unknown(&group->time) ? _("time not known") : say_minutes(arena, (double)group->time.total));
    }
    size_t more = list->folded + (list->count > HEAVIEST_SHOWN ? list->count - HEAVIEST_SHOWN : 0);
    if (more)
        line(page,
             ngettext("  and %s more kind, in the report", "  and %s more kinds, in the report", (unsigned long)more),
             say_count(arena, (int64_t)more));
}

static void write_input(struct summary_page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct matching *matching = audit->matching;
    struct buffer words = { 0 };
    if (rows_told(audit))
        line(page, _("Rows read: %s, rejected: %s. Contacts that name no step of the plan: %s."),
             say_count(arena, (int64_t)audit->log->input.rows), say_count(arena, (int64_t)audit->log->input.rejected),
             say_told_contacts(arena, audit, (int64_t)matching->off_map, audit->told->off_map));
    else
        line(page, _("Rows rejected: %s. Contacts that name no step of the plan: %s."),
             say_count(arena, (int64_t)audit->log->input.rejected),
             say_told_contacts(arena, audit, (int64_t)matching->off_map, audit->told->off_map));
    for (size_t i = 0, said = 0; i < matching->unmatched_count && said < WORDS_SHOWN; i++)
        if (audit->told->word[i]) {
            if (said++)
                buffer_add_string(&words, ", ");
            buffer_add_string(&words, arena_printf(arena, _("“%s” (%s)"),
                                                   event_log_text(audit->log, matching->unmatched[i].label),
                                                   say_count(arena, (int64_t)matching->unmatched[i].contacts)));
        }
    if (words.length)
        line(page, _("  most often: %s"), words.data);
    buffer_release(&words);
}

/* Asked for with --by: contacts of each group, and how far its redundant ones are from the others'. */
static void write_comparison(struct summary_page *page)
{
    const struct audit *audit = page->audit;
    const struct comparison *comparison = audit->measures->comparison;
    struct page quick = { .audit = audit, .shown = page->shown };
    line(page, _("Side by side, by %s (contacts per user; redundant ones; how far these are from the others', 95%% interval):"),
         say_compared_by(comparison));
    for (size_t g = 0; g < comparison->groups && g < GROUPS_SHOWN; g++) {
        const struct compared_group *group = &comparison->group[g];
        const struct compared_figure *redundant = &group->figure[COMPARED_REDUNDANT];
        if (compared_told(&quick, group, COMPARED_CONTACTS) && compared_told(&quick, group, COMPARED_REDUNDANT))
            line(page, group->users < INDICATIVE_BELOW ? _("  %s: %s; %s; %s, indicative") : _("  %s: %s; %s; %s"),
                 say_group_name(group),
                 say_measured(&quick, group->figure[COMPARED_CONTACTS].value.value, AS_NUMBER),
                 say_measured(&quick, redundant->value.value, AS_NUMBER), say_difference(&quick, redundant, AS_NUMBER));
    }
    arena_release(&quick.arena);
}

static void write_files(struct summary_page *page, const char *folder)
{
    size_t length = strlen(folder);
    const char *slash = length && folder[length - 1] == '/' ? "" : "/";
    line(page, _("To show: %s%sreport.html, map.svg, map.pdf, network.svg, summary.pdf, audit.xlsx"), folder, slash);
    if (page->audit->options.names)
        line(page, _("To show to those who may know who the users are: %s%stimelines.pdf"), folder, slash);
    line(page, _("To check, not to publish: %s%saudit.json, contacts.csv, contacts.xes, cases.csv, waits.csv"), folder, slash);
}

void summary_write(struct buffer *out, const struct report *report, const char *folder)
{
    const struct audit *audit = report->audit;
    struct shown shown;
    shown_init(&shown, audit);
    struct summary_page page = { .out = out, .audit = audit, .shown = &shown };
    if (audit_shown(audit, audit->contacts_per_case.n)) {
        line(&page, _("%s: reports of %s, %s"), journey_title(audit->journey),
             say_all_users(&page.arena, audit), say_contact_count(&page.arena, audit->contacts));
        write_completed(&page);
        write_take_up(&page);
        write_redundant(&page);
        if (audit->measures->comparison)
            write_comparison(&page);
        write_input(&page);
    } else if (!audit->contacts_per_case.n) {
        line(&page, _("%s: no user had any contact; declared without one: %s"), journey_title(audit->journey),
             say_users(&page.arena, audit, (int64_t)audit->log->case_count));
    } else {
        line(&page, _("%s: reports of fewer than %d users; figures about so few people are not shown here"),
             journey_title(audit->journey), audit->options.min_group);
    }
    write_files(&page, folder);
    arena_release(&page.arena);
    shown_release(&shown);
}
