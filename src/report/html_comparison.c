#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/measured.h"
#include "report/sections.h"
#include <math.h>

const char *say_group_name(const struct compared_group *group)
{
    return group->others ? _("others") : group->name ? group->name : _("not said");
}

bool compared_told(const struct page *page, const struct compared_group *group, int figure)
{
    return told_compared(page->audit, group, figure);
}

static bool is_wanted(const struct page *page, int figure)
{
    const struct comparison *comparison = page->audit->measures->comparison;
    for (size_t g = 0; g < comparison->groups; g++)
        if (compared_told(page, &comparison->group[g], figure))
            return true;
    return false;
}

const char *say_difference(struct page *page, const struct compared_figure *figure, enum measured_as as)
{
    enum measured_as signed_as = as == AS_NUMBER    ? AS_SIGNED
                                 : as == AS_SHARE   ? AS_POINTS
                                 : as == AS_MINUTES ? AS_SIGNED_MINUTES
                                                    : AS_SIGNED_DAYS;
    if (!isfinite(figure->difference))
        return "–";
    return arena_printf(&page->arena, _("%s (%s to %s)"), say_measured(page, figure->difference, signed_as),
                        say_measured(page, figure->difference_ci95[0], signed_as),
                        say_measured(page, figure->difference_ci95[1], signed_as));
}

static void write_figure(struct page *page, int figure)
{
    static const struct column column[] = { { N_("Group"), false, false },
                                            { N_("Users"), true, false },
                                            { N_("Value, with its interval"), true, false },
                                            { N_("Difference from the others, with its interval"), true, false },
                                            { N_("Note"), false, false } };
    const struct comparison *comparison = page->audit->measures->comparison;
    page_table(page, _(COMPARED_WORD[figure].name), column, sizeof column / sizeof *column);
    for (size_t g = 0; g < comparison->groups; g++) {
        const struct compared_group *group = &comparison->group[g];
        bool told = compared_told(page, group, figure);
        page_row(page, NULL);
        page_header_cell(page, say_group_name(group));
        page_number_cell(page, told_compared_users(page->audit, group, figure)
                                   ? say_count(&page->arena, group->figure[figure].value.n)
                                   : "–");
        page_number_cell(page, told ? say_estimate(page, &group->figure[figure].value, COMPARED_AS[figure]) : "–");
        page_number_cell(page, told ? say_difference(page, &group->figure[figure], COMPARED_AS[figure]) : "–");
        page_cell(page, told ? page_indicative(page, group->figure[figure].value.n) : "");
        page_row_end(page);
    }
    page_table_end(page);
}

void section_comparison(struct page *page)
{
    const struct comparison *comparison = page->audit->measures->comparison;
    if (!page_enough(page, comparison->users))
        return;
    page_element(page, "p",
                 _("Groups of users by: %s. Intervals are of 95%%: a difference whose interval "
                   "leaves out zero is, taken by itself, unlikely to be chance."),
                 say_compared_by(comparison));
    for (int figure = 0; figure < COMPARED_COUNT; figure++)
        if (is_wanted(page, figure))
            write_figure(page, figure);
    page_element(
        page, "p class=\"note\"",
        comparison->overlapping
            ? _("A user may be in several of these groups, each with the contacts that belong there; users are "
                "resampled as wholes. Smaller groups than may be shown are together under “others”.")
            : _("Users are resampled within their group. Smaller groups than may be shown are together under "
                "“others”."));
}
