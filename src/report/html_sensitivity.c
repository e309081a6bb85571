#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/measured.h"
#include "report/sections.h"

static void write_variations(struct page *page)
{
    static const struct column column[] = { { N_("Rules"), false, false },
                                            { N_("Redundant, of all contacts"), true, false },
                                            { N_("Unproductive, of all own time"), true, false } };
    const struct sensitivity *result = &page->audit->measures->sensitivity;
    page_table(page, _("The headline under other rules"), column, sizeof column / sizeof *column);
    for (int i = 0; i < VARIATION_COUNT; i++) {
        bool told = told_variation(page->audit, i);
        page_row(page, NULL);
        page_header_cell(page, _(VARIATION_WORD[i].name));
        page_number_cell(page, told ? say_estimate(page, &result->variation[i].redundant_share, AS_SHARE) : "–");
        page_number_cell(page, told ? say_estimate(page, &result->variation[i].unproductive_share, AS_SHARE) : "–");
        page_row_end(page);
    }
    page_table_end(page);
    page_dash_note(page);
}

static void write_confusion(struct page *page)
{
    static const struct column column[] = { { N_("Stated by people"), false, false },
                                            { N_("The rules say the same"), true, false },
                                            { N_("else most often"), false, false } };
    const struct sensitivity *result = &page->audit->measures->sensitivity;
    page_table(page, _("What people stated, and what the rules would have said"), column,
               sizeof column / sizeof *column);
    for (int stated = 0; stated < VERDICT_COUNT; stated++) {
        int64_t contacts = 0;
        int instead = most_often_instead(page->audit, stated);
        if (!told_stated(page->audit, stated))
            continue;
        for (int derived = 0; derived < VERDICT_COUNT; derived++)
            contacts += result->confusion[stated][derived];
        bool told = told_agreed(page->audit, stated);
        page_row(page, NULL);
        page_header_cell(page, _(VERDICT_WORD[stated].name));
        page_number_cell(page, told ? say_share(&page->arena, result->confusion[stated][stated], contacts) : "–");
        page_cell(page, instead == NONE ? "–" : _(VERDICT_WORD[instead].name));
        page_row_end(page);
    }
    page_table_end(page);
    page_element(page, "p class=\"note\"",
                 _("Clarification, an institution's error and appeals exist only as stated: no rule can find them."));
}

void section_sensitivity(struct page *page)
{
    const struct audit *audit = page->audit;
    if (!page_enough(page, audit->contacts_per_case.n))
        return;
    if (!audit->redundant) {
        page_element(page, "p", "%s", _("No contact is redundant, so no rule changes what is."));
        return;
    }
    if (!audit_shown(audit, page->shown->users_redundant)) {
        page_element(page, "p", _("Redundant contacts: they concern fewer than %d users."), audit->options.min_group);
        return;
    }
    write_variations(page);
    if (audit->measures->sensitivity.stated && audit->told->verdicts_stated)
        write_confusion(page);
}
