/* Kinds of contacts by groups of users: what the filter by group knows, as tables. */
#include "base/message.h"
#include "report/kinds.h"
#include "report/sections.h"
#include <stdlib.h>

static const char *value_name(const struct page *page, const struct crossed_column *column)
{
    return column->value ? event_log_text(page->audit->log, column->value) : _("not said");
}

static size_t end_of_attribute(const struct crossed *crossed, size_t from)
{
    size_t end = from;
    while (end < crossed->columns && crossed->column[end].attribute == crossed->column[from].attribute)
        end++;
    return end;
}

static void write_kind(struct page *page, size_t kind, size_t from, size_t end)
{
    const struct crossed *crossed = &page->kinds->crossed;
    page_row(page, NULL);
    page_header_cell(page, group_name(page->audit, page->kinds->kind[kind]));
    page_cell(page, say_institution(page->audit, page->kinds->kind[kind]->institution));
    page_cell(page, _(VERDICT_WORD[page->kinds->kind[kind]->verdict].name));
    for (size_t c = from; c < end; c++)
        page_number_cell(page, crossed->told[kind * crossed->columns + c]
                                   ? say_count(&page->arena, crossed->users[kind * crossed->columns + c])
                                   : _("not told"));
    page_row_end(page);
}

static void write_attribute(struct page *page, size_t from, size_t end)
{
    enum { BEFORE = 3 };
    const struct crossed *crossed = &page->kinds->crossed;
    size_t columns = end - from + BEFORE;
    struct column *column = xcalloc(columns, sizeof *column);
    column[0] = (struct column){ N_("Users, by kind of contact"), false, false };
    column[1] = (struct column){ N_("Institution"), false, false };
    column[2] = (struct column){ N_("Verdict"), false, false };
    for (size_t c = from; c < end; c++)
        column[c - from + BEFORE] = (struct column){ value_name(page, &crossed->column[c]), true, true };
    const char *attribute =
        event_log_text(page->audit->log, page->audit->log->attribute[crossed->column[from].attribute].name);
    page_table(page, arena_printf(&page->arena, _("Users who had such contacts, by %s"), attribute), column, columns);
    for (size_t k = 0; k < page->kinds->kinds; k++)
        write_kind(page, k, from, end);
    page_table_end(page);
    free(column);
}

void section_groups(struct page *page)
{
    const struct crossed *crossed = &page->kinds->crossed;
    if (page->audit->options.min_group > 1)
        page_element(page, "p",
                 _("Each user counts once in a cell. “Not told” is said of cells under %d users, of those that leave "
                   "fewer than %d others in their group, and of those that would tell of them."),
                 page->audit->options.min_group, page->audit->options.min_group);
    for (size_t from = 0, end; from < crossed->columns; from = end) {
        end = end_of_attribute(crossed, from);
        write_attribute(page, from, end);
    }
}
