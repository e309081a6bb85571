/* Sheets: groups of users side by side (--by); what each institution sees beside what its users lived. */
#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/audit_xlsx.h"
#include "report/sections.h"
#include <math.h>

static const struct book_column SIDE_COLUMN[] = {
    { N_("Figure"), BOOK_TEXT, N_("what is held side by side") },
    { N_("Group"), BOOK_TEXT, N_("of users, or of contacts; “others”: those of too few users, together") },
    { N_("Unit"), BOOK_TEXT, N_("of all numbers of the row") },
    { N_("Users"), BOOK_COUNT, N_("of the group, who say anything of it; “–”: not told, or all but a few") },
    { N_("Value"), BOOK_DECIMAL, N_("rounded as in the report; “–”: not told, or there is none") },
    { N_("Interval, from"), BOOK_DECIMAL, N_("of 95%, by bootstrap over users") },
    { N_("Interval, to"), BOOK_DECIMAL, N_("of 95%, by bootstrap over users") },
    { N_("Difference from the others"), BOOK_DECIMAL, N_("the group's value less that of all other groups together") },
    { N_("Interval of the difference, from"), BOOK_DECIMAL,
      N_("where it leaves out zero, the difference is, taken by itself, unlikely to be chance") },
    { N_("Interval of the difference, to"), BOOK_DECIMAL,
      N_("where it leaves out zero, the difference is, taken by itself, unlikely to be chance") },
    { N_("Note"), BOOK_TEXT, N_("“indicative” where they are fewer than 30") },
};

static void put_compared(struct tables *tables, const struct compared_group *group, int figure)
{
    const struct compared_figure *of = &group->figure[figure];
    enum measured_as as = COMPARED_AS[figure];
    bool told = told_compared(tables->audit, group, figure);
    book_text(tables->book, _(COMPARED_WORD[figure].name));
    book_text(tables->book, say_group_name(group));
    book_text(tables->book, measured_unit(as));
    if (told_compared_users(tables->audit, group, figure))
        book_count(tables->book, of->value.n);
    else
        put_hidden(tables);
    put_estimate(tables, &of->value, told, as);
    bool apart = told && isfinite(of->difference);
    put_measured(tables, apart ? of->difference : NAN, as);
    for (int end = 0; end < 2; end++)
        put_measured(tables, apart ? of->difference_ci95[end] : NAN, as);
    book_text(tables->book, told && of->value.n < INDICATIVE_BELOW ? _("indicative") : "");
    book_row_end(tables->book);
}

static bool any_compared(const struct comparison *comparison, const struct audit *audit, int figure)
{
    for (size_t g = 0; g < comparison->groups; g++)
        if (told_compared(audit, &comparison->group[g], figure))
            return true;
    return false;
}

static void write_side_by_side(struct tables *tables)
{
    const struct comparison *comparison = tables->audit->measures->comparison;
    for (int figure = 0; figure < COMPARED_COUNT; figure++)
        for (size_t g = 0; any_compared(comparison, tables->audit, figure) && g < comparison->groups; g++)
            put_compared(tables, &comparison->group[g], figure);
}

static bool has_comparison(const struct tables *tables)
{
    const struct comparison *comparison = tables->audit->measures->comparison;
    return comparison && audit_shown(tables->audit, comparison->users);
}

const struct sheet SHEET_SIDE_BY_SIDE = {
    N_("Side by side"), N_("a figure of one of the groups that were asked for (--by)"),
    SHEET_COLUMNS(SIDE_COLUMN), has_comparison, write_side_by_side,
};

/* --- what institutions see ------------------------------------------------------------------------------------ */

static const struct book_column VIEW_COLUMN[] = {
    { N_("Institution"), BOOK_TEXT, N_("that enough users met") },
    { N_("Whose view"), BOOK_TEXT, N_("what it can see of its users, or what the same users lived everywhere") },
    { N_("Figure"), BOOK_TEXT, N_("its delay runs from the last complete request at its desk to its answer") },
    { N_("Unit"), BOOK_TEXT, N_("of all numbers of the row") },
    { N_("Value"), BOOK_DECIMAL,
      N_("rounded as in the report; where nearly all users met it, what they lived is that of all users") },
    { N_("Interval, from"), BOOK_DECIMAL, N_("of 95%, by bootstrap over users") },
    { N_("Interval, to"), BOOK_DECIMAL, N_("of 95%, by bootstrap over users") },
    { N_("Note"), BOOK_TEXT, N_("“indicative” where they are fewer than 30") },
};

struct view_row {
    const char *name, *figure, *unit;               /* unit NULL: of `as` */
    const struct estimate *estimate; double value;  /* value: where there is no interval */
    enum measured_as as;
    bool lived, told, few;
};

static void put_view(struct tables *tables, const struct view_row *row)
{
    book_text(tables->book, row->name);
    book_text(tables->book, row->lived ? _("its users") : _("the institution"));
    book_text(tables->book, row->figure);
    book_text(tables->book, row->unit ? row->unit : measured_unit(row->as));
    if (row->estimate) {
        put_estimate(tables, row->estimate, row->told, row->as);
    } else {
        put_measured(tables, row->told ? row->value : NAN, row->as);
        book_text(tables->book, "");
        book_text(tables->book, "");
    }
    book_text(tables->book, row->few ? _("indicative") : "");
    book_row_end(tables->book);
}

static void put_seen(struct tables *tables, const char *name, const struct view_of_institution *view, bool few)
{
    const struct audit *audit = tables->audit;
    const char *contacts = _("contacts");
    put_view(tables, &(struct view_row){ .name = name, .figure = _("contacts a user"), .unit = contacts, .few = few,
                                         .estimate = &view->own_contacts, .told = true });
    put_view(tables, &(struct view_row){ .name = name, .figure = _("of them repeated, as far as it can know"),
                                         .unit = contacts, .few = few, .estimate = &view->own_repeated,
                                         .told = told_repeated(audit, view) });
    put_view(tables, &(struct view_row){ .name = name, .figure = _("its own delay, median"), .as = AS_DAYS, .few = few,
                                         .value = view->delay_median, .told = told_delay(audit, view) });
    put_view(tables, &(struct view_row){ .name = name, .figure = _("files complete at the first try"), .as = AS_SHARE,
                                         .few = few, .estimate = &view->complete_share,
                                         .told = told_complete(audit, view) });
}

static void put_lived(struct tables *tables, const char *name, const struct view_of_institution *view, bool few)
{
    struct lived_elsewhere lived = lived_elsewhere(tables->audit, &tables->shown, view);
    const char *contacts = _("contacts");
    put_view(tables, &(struct view_row){ .name = name, .figure = _("contacts a user"), .unit = contacts, .lived = true,
                                         .few = few, .value = lived.contacts, .told = true });
    put_view(tables, &(struct view_row){ .name = name, .figure = _("of them redundant"), .unit = contacts, .lived = true,
                                         .few = few, .value = lived.redundant, .told = lived.redundant_told });
    put_view(tables, &(struct view_row){ .name = name, .figure = _("institutions met"), .unit = _("institutions"),
                                         .lived = true, .few = few, .value = lived.institutions, .told = true });
    put_view(tables, &(struct view_row){ .name = name, .figure = _("from first to last contact, median"), .as = AS_DAYS,
                                         .lived = true, .few = few, .value = lived.elapsed, .told = lived.elapsed_told });
}

static void write_viewpoint(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    for (int i = 0; i < audit->journey->institutions; i++) {
        const struct view_of_institution *view = &audit->measures->viewpoint.institution[i];
        if (!told_view(audit, i))
            continue;
        put_seen(tables, institution_name(audit->journey, i), view, view->users < INDICATIVE_BELOW);
        put_lived(tables, institution_name(audit->journey, i), view, view->users < INDICATIVE_BELOW);
    }
}

static bool any_view(const struct tables *tables)
{
    for (int i = 0; i < tables->audit->journey->institutions; i++)
        if (told_view(tables->audit, i))
            return true;
    return false;
}

const struct sheet SHEET_VIEWPOINT = {
    N_("What institutions see"), N_("a figure of an institution's view, or of what the same users lived"),
    SHEET_COLUMNS(VIEW_COLUMN), any_view, write_viewpoint,
};
