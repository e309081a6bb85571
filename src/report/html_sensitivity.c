#include "base/message.h"
#include "measure/told.h"
#include "report/measured.h"
#include "report/sections.h"

/* A variation differs from the headline by contacts that must be told themselves. */
static bool variation_told(const struct page *page, int variation)
{
    const struct told *told = page->audit->told;
    const struct variation_result *result = &page->audit->measures->sensitivity.variation[variation],
                                  *as_is = &page->audit->measures->sensitivity.variation[VARIATION_AS_IS];
    if (result->users && !audit_shown(page->audit, result->users))
        return false;
    if (result->redundant == as_is->redundant || variation == VARIATION_AS_IS)
        return true;
    return variation == VARIATION_CHASING_KEPT        ? told->verdict[VERDICT_CHASING]
           : variation == VARIATION_OFF_MAP_REDUNDANT ? told->off_map == TOLD
                                                      : told->verdicts_stated;
}

static void write_variations(struct page *page)
{
    static const struct column column[] = { { N_("Rules"), false, false },
                                            { N_("Redundant, of all contacts"), true, false },
                                            { N_("Unproductive, of all own time"), true, false } };
    const struct sensitivity *result = &page->audit->measures->sensitivity;
    page_table(page, _("The headline under other rules"), column, sizeof column / sizeof *column);
    for (int i = 0; i < VARIATION_COUNT; i++) {
        bool told = variation_told(page, i);
        page_row(page, NULL);
        page_header_cell(page, _(VARIATION_WORD[i].name));
        page_number_cell(page, told ? say_estimate(page, &result->variation[i].redundant_share, AS_SHARE) : "–");
        page_number_cell(page, told ? say_estimate(page, &result->variation[i].unproductive_share, AS_SHARE) : "–");
        page_row_end(page);
    }
    page_table_end(page);
}

/* What the rules say most often instead, where enough users stand behind it. */
static const char *say_otherwise(const struct page *page, int stated)
{
    const struct sensitivity *result = &page->audit->measures->sensitivity;
    int most = stated;
    for (int derived = 0; derived < VERDICT_COUNT; derived++)
        if (derived != stated && audit_shown(page->audit, result->confusion_users[stated][derived]) &&
            (most == stated || result->confusion[stated][derived] > result->confusion[stated][most]))
            most = derived;
    return most == stated ? "–" : _(VERDICT_WORD[most].name);
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
        int64_t users = result->stated_users[stated], contacts = 0;
        if (!users || !audit_shown(page->audit, users) || !page->audit->told->verdict_stated[stated])
            continue;
        for (int derived = 0; derived < VERDICT_COUNT; derived++)
            contacts += result->confusion[stated][derived];
        bool told = part_told(page, result->confusion_users[stated][stated], users);
        page_row(page, NULL);
        page_header_cell(page, _(VERDICT_WORD[stated].name));
        page_number_cell(page, told ? say_share(&page->arena, result->confusion[stated][stated], contacts) : "–");
        page_cell(page, say_otherwise(page, stated));
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
    if (!audit_shown(audit, page->shown->users_redundant)) {
        page_element(page, "p", _("Redundant contacts: they concern fewer than %d users."), audit->options.min_group);
        return;
    }
    write_variations(page);
    if (audit->measures->sensitivity.stated && audit->told->verdicts_stated)
        write_confusion(page);
}
