#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/measured.h"
#include "report/sections.h"

static void write_row(struct page *page, int institution)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct view_of_institution *view = &audit->measures->viewpoint.institution[institution];
    struct lived_elsewhere lived = lived_elsewhere(audit, page->shown, view);
    page_row(page, NULL);
    page_header_cell(page, institution_name(audit->journey, institution));
    page_number_cell(page, say_estimate(page, &view->own_contacts, AS_NUMBER));
    page_number_cell(page, told_repeated(audit, view) ? say_estimate(page, &view->own_repeated, AS_NUMBER) : "–");
    page_number_cell(page, told_delay(audit, view) ? say_days(arena, view->delay_median) : "–");
    page_number_cell(page, told_complete(audit, view) ? say_estimate(page, &view->complete_share, AS_SHARE) : "–");
    page_number_cell(page, say_number(arena, lived.contacts, 1));
    page_number_cell(page, lived.redundant_told ? say_number(arena, lived.redundant, 1) : "–");
    page_number_cell(page, lived.elapsed_told ? say_days(arena, lived.elapsed) : "–");
    page_cell(page, page_indicative(page, view->users));
    page_row_end(page);
}

/* The distance between the two pictures, in a sentence. */
static void write_sentence(struct page *page, int institution)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct view_of_institution *view = &audit->measures->viewpoint.institution[institution];
    struct lived_elsewhere lived = lived_elsewhere(audit, page->shown, view);
    const char *name = institution_name(audit->journey, institution);
    if (told_delay(audit, view) && lived.elapsed_told)
        page_element(
            page, "li",
            _("%s sees %s a user and answers in %s (median); the same users lived %s with %s over %s."),
            name, say_mean_contacts(arena, view->own_contacts.value), say_days(arena, view->delay_median),
            say_mean_contacts(arena, lived.contacts), say_mean_institutions(arena, lived.institutions),
            say_days(arena, lived.elapsed));
    else
        page_element(page, "li",
                     _("%s sees %s a user; the same users lived %s with %s."), name,
                     say_mean_contacts(arena, view->own_contacts.value), say_mean_contacts(arena, lived.contacts),
                     say_mean_institutions(arena, lived.institutions));
}

void section_viewpoint(struct page *page)
{
    static const struct column column[] = {
        { N_("Institution"), false, false },
        { N_("It sees: contacts a user"), true, false },
        { N_("of them repeated, as far as it can know"), true, false },
        { N_("its own delay, median"), true, false },
        { N_("files complete at the first try"), true, false },
        { N_("They lived: contacts a user"), true, false },
        { N_("of them redundant"), true, false },
        { N_("from first to last contact, median"), true, false },
        { N_("Note"), false, false },
    };
    const struct audit *audit = page->audit;
    bool some = false;
    for (int i = 0; i < audit->journey->institutions; i++)
        some = some || told_view(audit, i);
    if (!some) {
        page_element(page, "p", _("No institution was met by enough users."));
        return;
    }
    page_raw(page, "<ul>\n");
    for (int i = 0; i < audit->journey->institutions; i++)
        if (told_view(audit, i))
            write_sentence(page, i);
    page_raw(page, "</ul>\n");
    page_table(page, _("What each institution sees, and what the same users lived"), column,
               sizeof column / sizeof *column);
    for (int i = 0; i < audit->journey->institutions; i++)
        if (told_view(audit, i))
            write_row(page, i);
    page_table_end(page);
    page_element(
        page, "p class=\"note\"",
        _("An institution sees its own contacts only. Its delay runs from the last complete request at its desk to its "
          "answer. Where nearly all users met an institution, what they lived is that of all users."));
}
