#include "base/message.h"
#include "report/measured.h"
#include "report/sections.h"
#include <math.h>

static void write_count(struct page *page, const char *what, int64_t count)
{
    page_row(page, NULL);
    page_header_cell(page, what);
    page_number_cell(page, say_count(&page->arena, count));
    page_row_end(page);
}

static void write_text(struct page *page, const char *what, const char *text)
{
    page_row(page, NULL);
    page_header_cell(page, what);
    page_number_cell(page, text);
    page_row_end(page);
}

static const char *say_runs(struct page *page, double runs)
{
    return !isfinite(runs)        ? _("not countable")
           : runs >= RUNS_MAXIMUM ? _("too many to count")
                                  : say_number(&page->arena, runs, 0);
}

void section_plan(struct page *page)
{
    static const struct column column[] = { { N_("Of the plan"), false, false }, { N_("How many"), true, false } };
    const struct plan *plan = &page->audit->measures->plan;
    page_table(page, _("How complex the plan is by itself"), column, sizeof column / sizeof *column);
    write_count(page, _("Steps with the user"), plan->by_user + plan->by_institution);
    write_count(page, _("Steps without the user"), plan->automatic);
    write_count(page, _("Institutions"), plan->institutions);
    write_count(page, _("Contacts along the reference run"), plan->reference_contacts);
    write_count(page, _("Changes of institution along it"), plan->hand_offs);
    write_count(page, _("Choices"), plan->choices);
    write_count(page, _("Optional parts"), plan->optionals);
    write_count(page, _("Parts that can be repeated"), plan->repeats);
    write_text(page, _("Different ways through"), say_runs(page, plan->runs));
    write_count(page, _("Documents asked for"), plan->documents);
    write_count(page, _("Times a document is asked for"), plan->requests);
    write_text(page, _("Longest way through, announced waits only"),
               plan->longest == SECONDS_ABSENT ? "–" : say_days(&page->arena, (double)plan->longest));
    page_table_end(page);
    page_element(page, "p class=\"note\"",
                 _("Counts, not a score: what users find complicated is asked of them. Repeated parts count once."));
}
