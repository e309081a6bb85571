#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/measured.h"
#include "report/sections.h"

/* `late`: of a step; NULL for an institution. */
static void write_row(struct page *page, const char *name, const struct resolved *resolved,
                      const struct lateness *late, struct resolution_told told)
{
    if (!told.row)
        return;
    page_row(page, NULL);
    page_header_cell(page, name);
    page_number_cell(page, told.figures ? say_estimate(page, &resolved->contacts_per_done, AS_NUMBER) : "–");
    page_number_cell(page, told.figures ? say_estimate(page, &resolved->first_share, AS_SHARE) : "–");
    page_number_cell(page, told.users ? say_count(&page->arena, resolved->cases) : "–");
    if (late) {
        page_number_cell(page, told.announced ? say_estimate(page, &late->announced, AS_SHARE) : "–");
        page_number_cell(page, told.limit ? say_estimate(page, &late->limit, AS_SHARE) : "–");
        page_number_cell(page, told.waited ? say_count(&page->arena, lateness_users(late)) : "–");
    }
    page_cell(page, told.figures ? page_indicative(page, resolved->cases) : "");
    page_row_end(page);
}

static void write_steps(struct page *page)
{
    static const struct column column[] = {
        { N_("Step"), false, false },
        { N_("Contacts each time it is done"), true, false },
        { N_("Settled at the first contact"), true, false },
        { N_("Users"), true, false },
        { N_("Later than announced"), true, false },
        { N_("Past the legal limit"), true, false },
        { N_("Users who waited"), true, false },
        { N_("Note"), false, false },
    };
    const struct audit *audit = page->audit;
    const struct resolution *result = &audit->measures->resolution;
    page_table(page, _("Contacts per need, by step"), column, sizeof column / sizeof *column);
    for (int s = 0; s < audit->journey->steps; s++)
        write_row(page, step_title(audit->journey, s), &result->step[s], &result->late[s],
                  told_resolution_of_step(audit, s));
    page_table_end(page);
}

static void write_institutions(struct page *page)
{
    static const struct column column[] = {
        { N_("Institution"), false, false },
        { N_("Contacts each time a step is done"), true, false },
        { N_("Settled at the first contact"), true, false },
        { N_("Tries of its steps"), true, false },
        { N_("Note"), false, false },
    };
    const struct audit *audit = page->audit;
    const struct resolution *result = &audit->measures->resolution;
    page_table(page, _("Contacts per need, by institution"), column, sizeof column / sizeof *column);
    for (int i = 0; i < audit->journey->institutions; i++)
        write_row(page, institution_name(audit->journey, i), &result->institution[i], NULL,
                  told_resolution_of_institution(audit, i));
    page_table_end(page);
}

void section_resolution(struct page *page)
{
    const struct resolution *result = &page->audit->measures->resolution;
    if (!page_enough(page, result->all.contacts_per_done.n))
        return;
    page_element(
        page, "p",
        _("Contacts it takes to get one step of the plan done: %s. Of the steps that users tried, %s were settled at "
          "the first contact."),
        say_estimate(page, &result->all.contacts_per_done, AS_NUMBER),
        say_estimate(page, &result->all.first_share, AS_SHARE));
    write_steps(page);
    if (page->audit->journey->institutions)
        write_institutions(page);
    page_element(
        page, "p class=\"note\"",
        _("A step is settled at the first contact if every contact that names it was planned and got it done. Late "
          "are those who got it late and those who are late and still wait. The intervals in brackets are of 95%%."));
}
