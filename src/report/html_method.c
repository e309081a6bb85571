#include "base/message.h"
#include "report/definitions.h"
#include "report/sections.h"

static void write_verdicts(struct page *page)
{
    static const struct column column[] = {
        { N_("Verdict"), false, false }, { N_("Meaning"), false, false }, { N_("Cause"), false, false },
        { N_("Users"), true, false },    { N_("Contacts"), true, false }, { N_("of them stated"), true, false },
    };
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    page_table(page, _("Every contact gets exactly one verdict"), column, sizeof column / sizeof *column);
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        int64_t users = audit->users_by_verdict[verdict];
        enum cause cause = verdict_cause((enum verdict)verdict);
        bool hidden = !audit->told->verdict[verdict];
        page_row(page, NULL);
        page_header_cell(page, _(VERDICT_WORD[verdict].name));
        page_cell(page, _(VERDICT_REASON[verdict]));
        page_cell(page, cause == CAUSE_NONE ? _("not redundant") : _(CAUSE_WORD[cause].name));
        page_number_cell(page, say_told(arena, audit, users, hidden ? TOLD_FOLDED : audit->told->verdict_users[verdict]));
        page_number_cell(page, hidden ? _("folded with others") : say_count(arena, audit->by_verdict[verdict]));
        page_number_cell(page, audit->told->verdict_stated[verdict]
                                   ? say_count(arena, audit->stated_by_verdict[verdict]) : _("not told"));
        page_row_end(page);
    }
    page_table_end(page);
}

static void write_sources(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct active_time *time = &audit->time;
    int64_t stated = 0;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        stated += audit->stated_by_verdict[verdict];
    page_element(page, "h3", _("Stated, derived, estimated, unknown: how many"));
    page_raw(page, "<ul>\n");
    if (audit->told->verdicts_stated)
        page_element(page, "li", _("Verdicts: %s stated by people, %s derived by rules."), say_count(arena, stated),
                     say_count(arena, audit->contacts - stated));
    page_element(page, "li", _("Own time: %s in all, of which %s estimated (%s), %s of that from start and end times."),
                 say_minutes(arena, (double)time->total), say_minutes(arena, (double)time->estimated),
                 say_share(arena, time->estimated, time->total),
                 say_minutes(arena, (double)time->estimated_from_dates));
    page_element(page, "li", _("Own time: blanks that nothing could fill, counted as zero: %s."),
                 say_users(arena, audit, time->unknown));
    page_element(page, "li", _("Time that passes: reports without dates, left out: %s."),
                 say_told(arena, audit, audit->undated_cases, audit->told->undated));
    page_element(page, "li", _("Contacts that name no step of the plan: %s."),
                 say_told_contacts(arena, audit, (int64_t)audit->matching->off_map, audit->told->off_map));
    page_raw(page, "</ul>\n");
}

void section_method(struct page *page)
{
    const struct journey *journey = page->audit->journey;
    if (journey->source && journey->source_date)
        page_element(page, "p", _("Source of the planned journey: %s (%s)"), journey->source, journey->source_date);
    else if (journey->source)
        page_element(page, "p", _("Source of the planned journey: %s"), journey->source);
    if (page_enough(page, page->audit->contacts_per_case.n)) {
        write_verdicts(page);
        write_sources(page);
    }
    page_element(page, "h3", _("Definitions"));
    write_definitions(page);
}
