/* The contacts outside the plan, kind by kind: what a click on a card of the map opens. */
#include "base/message.h"
#include "report/kinds.h"
#include "report/sections.h"
#include <stdlib.h>

static const char *const MONTH[] = { N_("January"),   N_("February"), N_("March"),    N_("April"),
                                     N_("May"),       N_("June"),     N_("July"),     N_("August"),
                                     N_("September"), N_("October"),  N_("November"), N_("December") };

static const char *period_text(struct page *page, const struct listed_line *line)
{
    if (!line->year)
        return _("not told");
    if (line->year == LISTED_UNDATED)
        return _("without a date");
    if (!line->month)
        return arena_printf(&page->arena, "%d", line->year);
    return arena_printf(&page->arena, "%s %d", _(MONTH[line->month - 1]), line->year);
}

/* By date; a year after its months, what is not told last. */
static int period_key(const struct listed_line *line)
{
    enum { UNDATED = 999998, UNTOLD = 999999 };
    if (!line->year || line->year == LISTED_UNDATED)
        return line->year ? UNDATED : UNTOLD;
    return line->year * 100 + (line->month ? line->month : 99);
}

static const char *channel_text(int channel)
{
    return channel == NONE           ? _("not told")
           : channel == CHANNEL_NONE ? _("channel not known")
                                     : vocabulary_name(&CHANNELS, channel);
}

static const char *minutes_text(int minutes)
{
    static const char *const text[] = {
        [LISTED_UNDER_15] = N_("less than 15 min"), [LISTED_UNDER_60] = N_("15 min to 1 h"),
        [LISTED_UNDER_120] = N_("1 h to 2 h"),      [LISTED_OVER] = N_("2 h and more"),
        [LISTED_UNKNOWN] = N_("time not known"),
    };
    return minutes == NONE ? _("not told") : _(text[minutes]);
}

static void write_lines(struct page *page, const struct group *group, const struct listing *listing)
{
    static const struct column column[] = { { N_("Rank"), false, false },        { N_("When"), false, false },
                                            { N_("Institution"), false, false }, { N_("Channel"), false, false },
                                            { N_("User's time"), false, false }, { N_("Contacts"), true, false } };
    int64_t rank = 1;
    page_table(page, arena_printf(&page->arena, _("Contacts: %s"), group_name(page->audit, group)), column,
               sizeof column / sizeof *column);
    for (size_t i = 0; i < listing->lines; i++) {
        const struct listed_line *line = &listing->line[i];
        const char *first = say_count(&page->arena, rank);
        rank += line->contacts;
        page_row(page, NULL);
        page_header_cell(page, line->contacts == 1 ? first
                                                   : arena_printf(&page->arena, _("%s to %s"), first,
                                                                  say_count(&page->arena, rank - 1)));
        page_keyed_cell(page, period_key(line), period_text(page, line));
        page_cell(page, say_institution(page->audit, group->institution));
        page_cell(page, channel_text(line->channel));
        page_keyed_cell(page, line->minutes == NONE ? LISTED_UNKNOWN + 1 : line->minutes, minutes_text(line->minutes));
        page_number_cell(page, say_count(&page->arena, line->contacts));
        page_row_end(page);
    }
    page_table_end(page);
}

static const char *date_text(int64_t instant, bool clock, char text[TIME_TEXT_SIZE])
{
    return instant == TIME_NONE ? _("without a date") : time_format_date(instant, clock, text);
}

static void write_named_contact(struct page *page, size_t number, size_t row)
{
    const struct audit *audit = page->audit;
    const struct contact_finding *finding = &audit->contact[row];
    struct contact contact = event_log_contact(audit->log, row);
    char text[TIME_TEXT_SIZE];
    page_row(page, NULL);
    page_header_cell(page, event_log_text(audit->log, audit->log->cases[number].name));
    page_cell(page, date_text(contact.start, contact.start_has_time, text));
    page_cell(page, say_institution(audit, finding->institution));
    page_cell(page, channel_text((int)finding->channel));
    page_number_cell(page, say_own_time(&page->arena, &finding->time, (double)finding->time.total));
    page_cell(page, finding->stated ? _("stated") : arena_printf(&page->arena, _("rule %d"), finding->rule));
    page_row_end(page);
}

static void write_named(struct page *page, const struct group *group, const int *kind_of, int kind)
{
    static const struct column column[] = { { N_("User"), false, false },        { N_("When"), false, false },
                                            { N_("Institution"), false, false }, { N_("Channel"), false, false },
                                            { N_("Own time"), true, false },     { N_("Verdict by"), false, false } };
    const struct event_log *log = page->audit->log;
    page_table(page, arena_printf(&page->arena, _("Contacts: %s"), group_name(page->audit, group)), column,
               sizeof column / sizeof *column);
    for (size_t c = 0; c < log->case_count; c++)
        for (size_t row = log->cases[c].first, end = row + log->cases[c].count; row < end; row++) {
            int detour = page->audit->contact[row].detour;
            if (detour != NONE && kind_of[detour] == kind)
                write_named_contact(page, c, row);
        }
    page_table_end(page);
}

static void write_list(struct page *page, int kind, const int *kind_of)
{
    const struct group *group = page->kinds->kind[kind];
    page_raw(page, "<details class=\"kind\"><summary>");
    page_phrase(page, _("%s: %s"), group_name(page->audit, group), say_contact_count(&page->arena, group->contacts));
    buffer_printf(page->out, "</summary><div id=\"contacts-%d\">\n", kind + 1);
    page_element(page, "p", _("Institution: %s. Verdict: %s. Why it counts: %s."),
                 say_institution(page->audit, group->institution), _(VERDICT_WORD[group->verdict].name),
                 _(VERDICT_REASON[group->verdict]));
    if (page->kinds->by_name)
        write_named(page, group, kind_of, kind);
    else
        write_lines(page, group, &page->kinds->listings.of[kind]);
    page_raw(page, "</div></details>\n");
}

static void write_rules(struct page *page)
{
    const struct kinds *kinds = page->kinds;
    int least = page->audit->options.min_group;
    if (page->audit->options.names && !kinds->by_name)
        page_element(page, "p class=\"note\"",
                     _("There are more than %s contacts: these lists don't say who, even with --names. The auditor's "
                       "contacts.csv does."),
                     say_count(&page->arena, LISTED_BY_NAME_MAXIMUM));
    if (kinds->by_name) {
        page_element(page, "p class=\"note\"", _("Asked for with --names. Do not publish this section."));
        return;
    }
    page_element(page, "p class=\"note\"",
                 _("Ranks stand for no user, and do not follow the users: two contacts of one user can't be told "
                   "from those of two."));
    if (least > 1)
        page_element(page, "p class=\"note\"",
                     _("Contacts that are alike stand in one line. Where fewer than %d users had them, month, time or "
                       "channel are not told."),
                     least);
    if (!kinds->by_month)
        page_element(page, "p class=\"note\"", _("There are more than %s contacts: they are put together by year."),
                     say_count(&page->arena, LISTED_BY_MONTH_MAXIMUM));
}

void section_contacts(struct page *page)
{
    const struct kinds *kinds = page->kinds;
    if (!kinds->kinds) {
        page_element(page, "p", _("No kind of contact outside the plan concerns enough users to be listed."));
        return;
    }
    write_rules(page);
    int *kind_of = kind_of_detours(page->audit, kinds->kind, kinds->kinds);
    for (size_t k = 0; k < kinds->kinds; k++)
        write_list(page, (int)k, kind_of);
    free(kind_of);
}
