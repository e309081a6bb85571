#include "base/message.h"
#include "report/sections.h"
#include <math.h>

static bool has_wait(const struct step *step, const struct step_finding *finding)
{
    return duration_given(step->wait) || duration_given(step->limit) || finding->late || finding->late_limit;
}

static void write_wait(struct page *page, int s)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct step *step = &audit->journey->step[s];
    const struct step_finding *finding = &audit->step[s];
    const struct told *told = audit->told;
    bool enough = waits_enough(audit, finding);
    int64_t awaited = finding->waits + finding->never_came_late;
    const char *none = finding->waits ? _("not told") : "–";
    page_row(page, NULL);
    page_header_cell(page, step_title(audit->journey, s));
    page_cell(page, say_institution(audit, step->institution));
    page_number_cell(page, say_delay(arena, step->wait));
    page_number_cell(page, enough ? say_days(arena, wait_quantile(finding, 0.5)) : none);
    page_number_cell(page, enough ? say_days(arena, wait_quantile(finding, 0.9)) : none);
    page_number_cell(page, say_told(arena, audit, finding->waits, few_or_folded(audit, finding->waits, told->step_waits[s])));
    const char *late = say_told_share(arena, audit, finding->late, awaited,
                                      few_or_folded(audit, finding->late, told->step_late[s]));
    page_number_cell(page, duration_given(step->wait) ? late : "–");
    page_number_cell(page, say_delay(arena, step->limit));
    page_number_cell(page, duration_given(step->limit)
                               ? say_told(arena, audit, finding->late_limit,
                                          few_or_folded(audit, finding->late_limit, told->step_limit[s])) : "–");
    page_number_cell(page, say_told(arena, audit, finding->never_came_late,
                                    few_or_folded(audit, finding->never_came_late, told->step_late[s])));
    page_row_end(page);
}

void section_waits(struct page *page)
{
    static const struct column column[] = {
        { N_("Step awaited"), false, false },
        { N_("Institution"), false, false },
        { N_("Announced"), true, false },
        { N_("Lived, median"), true, false },
        { N_("Lived, 9 in 10 below"), true, false },
        { N_("Users"), true, false },
        { N_("Later than announced"), true, false },
        { N_("Legal limit"), true, false },
        { N_("Past the limit"), true, false },
        { N_("Late and never came"), true, false },
    };
    const struct audit *audit = page->audit;
    bool some = false;
    for (int s = 0; s < audit->journey->steps; s++)
        some = some || has_wait(&audit->journey->step[s], &audit->step[s]);
    if (!some) {
        page_element(page, "p", _("The journey announces no wait."));
        return;
    }
    page_table(page, _("Waits: announced, lived, and past the legal limit"), column, sizeof column / sizeof *column);
    for (int s = 0; s < audit->journey->steps; s++)
        if (has_wait(&audit->journey->step[s], &audit->step[s]))
            write_wait(page, s);
    page_table_end(page);
    page_element(page, "p class=\"note\"",
                 _("Later than announced counts who got it late and who is late and never got it, out of both and of "
                   "who got it in time. A wait runs from the end of the contact that starts it to the contact that was "
                   "awaited. Lateness by step does not add up to the account of days above."));
}
