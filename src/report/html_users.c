#include "base/message.h"
#include "report/sections.h"
#include <stdlib.h>
#include <string.h>

enum {
    QUOTES_SHOWN = 3,       /* of one step */
    USERS_LISTED = 1000,    /* one by one; a page of more is slow to open */
};

static void write_outcomes(struct page *page)
{
    static const struct column column[] = { { N_("Outcome"), false, false }, { N_("Users"), true, false } };
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    page_table(page, arena_printf(arena, _("Where the users are (%s)"), say_all_users(arena, audit)), column,
               sizeof column / sizeof *column);
    for (int state = 0; state < TAKE_UP_COUNT; state++) {
        page_row(page, NULL);
        page_header_cell(page, _(TAKE_UP_WORD[state].name));
        page_number_cell(page, say_take_up(arena, audit, (enum take_up)state, true));
        page_row_end(page);
    }
    page_table_end(page);
    if (audit->refused && audit->told->refused != TOLD_FOLDED)
        page_element(page, "p", _("Completed with a refusal: %s."), say_told(arena, audit, audit->refused, audit->told->refused));
}

static void write_causes(struct page *page, int64_t without)
{
    static const struct column column[] = { { N_("Cause"), false, false }, { N_("Users"), true, false } };
    const struct audit *audit = page->audit;
    int64_t caused = 0, folded = 0;
    if (!audit->told->causes) {
        page_element(page, "p", _("Why users gave up or never started is not told: too few did for any one cause."));
        return;
    }
    for (int cause = NON_TAKE_UP_NONE + 1; cause < NON_TAKE_UP_COUNT; cause++) {
        folded += audit->told->cause_folded[cause] ? audit->non_take_up[cause] : 0;
        caused += audit->non_take_up[cause];
    }
    folded += audit->told->cause_folded[NON_TAKE_UP_COUNT] ? without - caused : 0;
    page_table(page, _("Why users gave up or never started"), column, sizeof column / sizeof *column);
    for (int cause = NON_TAKE_UP_NONE + 1; cause <= NON_TAKE_UP_COUNT; cause++) {
        bool unknown = cause == NON_TAKE_UP_COUNT;
        int64_t users = unknown ? without - caused : audit->non_take_up[cause];
        if (unknown && !users)
            continue;
        page_row(page, NULL);
        page_header_cell(page, unknown ? _("cause not known") : vocabulary_name(&NON_TAKE_UPS, cause));
        page_number_cell(page, audit->told->cause_folded[cause]
                                   ? arena_printf(&page->arena, _("with others: %s together"),
                                                  say_count(&page->arena, folded))
                                   : say_count(&page->arena, users));
        page_row_end(page);
    }
    page_table_end(page);
    page_element(page, "p class=\"note\"",
                 _("Cause stated in the data: %s of these users; derived from their contacts for the others."),
                 say_told(&page->arena, audit, audit->non_take_up_stated, audit->told->stated));
}

void section_take_up(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    int64_t completed = audit->take_up[TAKE_UP_COMPLETED];
    int64_t without = audit->take_up[TAKE_UP_ABANDONED] + audit->take_up[TAKE_UP_NEVER_STARTED];
    if (!page_enough(page, audit->contacts_per_case.n))
        return;
    if (audit->told->ended && audit_shown(audit, completed + without))
        page_element(page, "p",
                     _("Of %s whose journey has ended one way or the other, these completed it: %s. Journeys still "
                       "under way and undated ones are left out of that rate."),
                     say_user_count(arena, completed + without),
                     say_told_share(arena, audit, completed, completed + without, TOLD));
    write_outcomes(page);
    if (without)
        write_causes(page, without);
}

static void write_profile_figures(struct page *page, const char *name, const struct profile_group *group, bool shown,
                                  enum telling completed)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    double cases = (double)group->cases;
    page_row(page, NULL);
    page_header_cell(page, name);
    page_number_cell(page, shown ? say_count(arena, group->cases) : _("not told"));
    page_number_cell(page, shown ? say_number(arena, (double)group->contacts / cases, 1) : _("not told"));
    page_number_cell(page, shown ? say_number(arena, (double)group->redundant / cases, 1) : _("not told"));
    page_number_cell(page, shown ? say_own_time(arena, &group->time, (double)group->time.total / cases) : _("not told"));
    page_number_cell(
        page,
        shown ? say_own_time(arena, &group->time, (double)active_time_unproductive(&group->time) / cases)
              : _("not told"));
    page_number_cell(page, shown ? say_told_share(arena, audit, group->completed, group->cases, completed)
                                 : _("not told"));
    page_cell(page, shown ? page_indicative(page, group->cases) : "");
    page_row_end(page);
}

static void add_profile(struct profile_group *sum, const struct profile_group *group)
{
    sum->cases += group->cases;
    sum->contacts += group->contacts;
    sum->redundant += group->redundant;
    sum->completed += group->completed;
    active_time_add(&sum->time, &group->time);
}

static void write_profile(struct page *page, const struct profile_group *group, size_t count)
{
    static const struct column column[] = {
        { N_("Group"), false, false },
        { N_("Users"), true, false },
        { N_("Contacts per user"), true, false },
        { N_("Redundant per user"), true, false },
        { N_("Own time per user"), true, false },
        { N_("Unproductive per user"), true, false },
        { N_("Completed"), true, false },
        { N_("Note"), false, false },
    };
    const struct audit *audit = page->audit;
    const struct told *told = audit->told;
    size_t first = (size_t)(group - audit->profile);
    struct profile_group others = { 0 };
    bool some = false;
    for (size_t i = 0; i < count; i++)
        some = some || told->profile[first + i];
    if (!some)
        return; /* every value is of few users: a name, a number */
    page_table(page, event_log_text(audit->log, audit->log->attribute[group->attribute].name), column,
               sizeof column / sizeof *column);
    for (size_t i = 0; i < count; i++)
        if (told->profile[first + i])
            write_profile_figures(page, group[i].value ? event_log_text(audit->log, group[i].value) : _("not said"),
                                  &group[i], true, told->profile_completed[first + i]);
        else
            add_profile(&others, &group[i]);
    if (others.cases)
        write_profile_figures(page, _("others"), &others, told->profile_others[first], told->others_completed[first]);
    page_table_end(page);
}

void section_profiles(struct page *page)
{
    const struct audit *audit = page->audit;
    if (audit->options.min_group > 1)
        page_element(page, "p",
                     _("What groups of users lived, by what the data says of them. Groups under %d users are folded into "
                       "others, those under %d are indicative. Users declared without a contact count."),
                     audit->options.min_group, INDICATIVE_BELOW);
    else
        page_element(page, "p",
                     _("What groups of users lived, by what the data says of them. Groups under %d users are indicative. "
                       "Users declared without a contact count."),
                     INDICATIVE_BELOW);
    for (size_t i = 0, next; i < audit->profiles; i = next) {
        for (next = i; next < audit->profiles && audit->profile[next].attribute == audit->profile[i].attribute;)
            next++;
        write_profile(page, &audit->profile[i], next - i);
    }
}

void section_users(struct page *page)
{
    static const struct column column[] = {
        { N_("User"), false, false },
        { N_("Outcome"), false, false },
        { N_("Contacts"), true, false },
        { N_("Redundant"), true, false },
        { N_("Own time"), true, false },
        { N_("Unproductive"), true, false },
        { N_("First to last contact"), true, false },
    };
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    page_element(page, "p class=\"note\"", _("Asked for with --names. Do not publish this section."));
    if (audit->log->case_count > USERS_LISTED)
        page_element(page, "p class=\"note\"",
                     _("The first %s of %s users, in the order of the files. The auditor's cases.csv has all of them."),
                     say_count(arena, USERS_LISTED), say_count(arena, (int64_t)audit->log->case_count));
    page_table(page, _("Users one by one"), column, sizeof column / sizeof *column);
    for (size_t c = 0; c < audit->log->case_count && c < USERS_LISTED; c++) {
        const struct case_finding *finding = &audit->cases[c];
        page_row(page, NULL);
        page_header_cell(page, event_log_text(audit->log, audit->log->cases[c].name));
        page_cell(page, _(TAKE_UP_WORD[finding->take_up].name));
        page_number_cell(page, say_count(arena, finding->contacts));
        page_number_cell(page, say_count(arena, finding->redundant));
        page_number_cell(page, say_own_time(arena, &finding->time, (double)finding->time.total));
        page_number_cell(page,
                         say_own_time(arena, &finding->time, (double)active_time_unproductive(&finding->time)));
        page_number_cell(page, finding->dated ? say_days(arena, (double)finding->elapsed_total) : "–");
        page_row_end(page);
    }
    page_table_end(page);
}

/* The first few quotes about one step that enough users had contacts about. */
static bool write_quotes_of(struct page *page, int step)
{
    const struct event_log *log = page->audit->log;
    int written = 0;
    for (size_t row = 0; row < log->count && written < QUOTES_SHOWN; row++) {
        int detour = page->audit->contact[row].detour;
        bool folded = detour != NONE && !audit_told(page->audit, (size_t)detour);
        if (page->audit->contact[row].step != step || !log->quote || !log->quote[row] || folded)
            continue;
        if (!written)
            page_element(page, "h3", "%s", step_title(page->audit->journey, step));
        page_element(page, "blockquote", _("“%s”"), event_log_text(log, log->quote[row]));
        written++;
    }
    return written > 0;
}

void section_quotes(struct page *page)
{
    bool some = false;
    page_element(page, "p class=\"note\"",
                 _("Asked for with --quotes. A quote can tell who said it: read them before you publish."));
    for (int s = 0; s < page->audit->journey->steps; s++)
        if (audit_shown(page->audit, page->shown->step_users[s]))
            some = write_quotes_of(page, s) || some;
    if (!some)
        page_element(page, "p", _("No quote about a step that enough users had contacts about."));
}
