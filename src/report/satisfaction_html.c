/* satisfaction.html: one page, offline, without script; what the map shows stands in tables below it. */
#include "base/message.h"
#include "draw/satisfaction_words.h"
#include "report/digest.h"
#include "report/embedded.h"
#include "report/page.h"
#include "report/satisfaction.h"
#include <math.h>

static void write_head(struct page *page, const char *title)
{
    char digest[DIGEST_TEXT_SIZE];
    digest_sha256((const char *)REPORT_STYLE.bytes, REPORT_STYLE.length, digest);
    buffer_printf(
        page->out,
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"%s\" xml:lang=\"%s\">\n<head>\n",
        message_language(), message_language());
    buffer_printf(
        page->out,
        "<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "base-uri 'none'; form-action 'none'; style-src 'sha256-%s'\"/>\n",
        digest);
    page_raw(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"referrer\" "
                   "content=\"no-referrer\"/>\n");
    page_element(page, "title", "%s", title);
    page_raw(page, "<style>");
    buffer_add(page->out, (const char *)REPORT_STYLE.bytes, REPORT_STYLE.length);
    page_raw(page, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">");
    page_text(page, _("Skip to the content"));
    page_raw(page, "</a>\n");
}

static void write_header(struct page *page, const struct satisfaction_map *map, const char *title)
{
    page_raw(page, "<header>\n");
    page_element(page, "h1", "%s", title);
    page_element(page, "p class=\"sub\"", _("%s; %s. This file works offline and without script."),
                 satisfaction_respondents(&page->arena, map), _(IMPORTANCE_NAME[map->method]));
    page_raw(page, "</header>\n");
}

/* What to improve first, in a sentence. */
static void write_answer(struct page *page, const struct satisfaction_map *map)
{
    const char *list = NULL;
    for (int rank = 0; rank < map->quadrant_items[QUADRANT_IMPROVE]; rank++)
        list =
            arena_printf(&page->arena, "%s%s%s", list ? list : "", list ? ", " : "", map_item_placed(map, rank)->name);
    if (list)
        page_element(page, "p class=\"answer\"", _("To improve first, the most important one before: %s."), list);
    else
        page_element(page, "p class=\"answer\"", _("No item is both important and below the cut of satisfaction."));
}

static void write_items(struct page *page, const struct satisfaction_map *map)
{
    static const struct column column[] = {
        { N_("Item"), false, false },        { N_("No."), true, false },        { N_("Quadrant"), false, false },
        { N_("Satisfaction"), true, false }, { N_("Importance"), true, false }, { N_("Answers"), true, false },
        { N_("To be noted"), false, false },
    };
    struct arena *arena = &page->arena;
    page_table(page, _("The map as a table, with intervals"), column, sizeof column / sizeof *column);
    for (int rank = 0; rank < map->placed; rank++) {
        const struct map_item *item = map_item_placed(map, rank);
        page_row(page, NULL);
        page_header_cell(page, item->name);
        page_number_cell(page, arena_printf(arena, "%d", item->number));
        page_cell(page, _(QUADRANT_NAME[item->quadrant]));
        page_number_cell(page, satisfaction_interval(arena, map, AXIS_SATISFACTION, &item->axis[AXIS_SATISFACTION]));
        page_number_cell(page, satisfaction_interval(arena, map, AXIS_IMPORTANCE, &item->axis[AXIS_IMPORTANCE]));
        page_number_cell(page, say_count(arena, item->answers[AXIS_SATISFACTION]));
        page_cell(page, satisfaction_marks(arena, item));
        page_row_end(page);
    }
    page_table_end(page);
}

static void write_missing(struct page *page, const struct satisfaction_map *map)
{
    static const struct column column[] = { { N_("Item"), false, false },
                                            { N_("Satisfaction"), true, false },
                                            { N_("Why it has no place"), false, false } };
    if (map->placed == map->items)
        return;
    page_table(page, _("Items without a place on the map"), column, sizeof column / sizeof *column);
    for (int i = 0; i < map->items; i++) {
        const struct map_item *item = &map->item[i];
        if (!item->missing)
            continue;
        page_row(page, NULL);
        page_header_cell(page, item->name);
        page_number_cell(page,
                         satisfaction_interval(&page->arena, map, AXIS_SATISFACTION, &item->axis[AXIS_SATISFACTION]));
        page_cell(page, satisfaction_missing(&page->arena, map, item));
        page_row_end(page);
    }
    page_table_end(page);
}

static void write_definition(struct page *page, const char *term, const char *text)
{
    page_element(page, "dt", "%s", term);
    page_element(page, "dd", "%s", text);
}

static void write_method(struct page *page, const struct satisfaction_map *map)
{
    struct arena *arena = &page->arena;
    const struct survey *survey = map->survey;
    page_raw(page, "<dl>\n");
    write_definition(
        page, _("Satisfaction"),
        arena_printf(
            arena,
            _("The mean of the marks of those who answered, on the scale from %s. Blanks and “no opinion” do not "
              "count. Words are read as five equal steps of the scale."),
            satisfaction_scale(arena, &survey->scale)));
    write_definition(page, _("Importance"), satisfaction_importance(arena, map));
    write_definition(
        page, _("Derived importance"),
        _("Correlation: Pearson's, over those who gave both marks. Regression: standardised coefficients of least "
          "squares. Shapley: "
          "what an item adds to the explained part of overall marks, averaged over all orders in which items can enter "
          "(Lindeman, Merenda and Gold, 1980). It says what goes with overall satisfaction, not what causes it; other "
          "methods "
          "on the same answers can place items differently."));
    write_definition(page, _("Quadrants"),
                     arena_printf(arena, "%s %s",
                                  _("At or above the cut of importance: build on (satisfied) or improve first (not "
                                    "satisfied); below it: maintain or watch (after Martilla and James, 1977)."),
                                  satisfaction_cut(arena, map)));
    write_definition(page, _("Intervals"), satisfaction_intervals(arena, map));
    write_definition(
        page, _("What was read"),
        arena_printf(
            arena,
            _("Rows: %s, of which not respondents (totals, headers): %s. Respondents without any answer: %s. Cells "
              "that are no mark: %s; said in words: %s."),
            say_count(arena, (int64_t)survey->rows), say_count(arena, (int64_t)survey->rejected),
            say_count(arena, (int64_t)survey->unanswered), say_count(arena, (int64_t)survey->unreadable),
            say_count(arena, (int64_t)survey->words)));
    page_raw(page, "</dl>\n");
}

static void open_section(struct page *page, const char *id, const char *title)
{
    buffer_printf(page->out, "<section id=\"%s\" aria-labelledby=\"heading-%s\">\n<h2 id=\"heading-%s\">", id, id, id);
    page_text(page, title);
    page_raw(page, "</h2>\n");
}

void satisfaction_page(struct buffer *out, const struct satisfaction_map *map, const char *title,
                       const struct drawing *drawing)
{
    struct page page = { .out = out };
    write_head(&page, title);
    write_header(&page, map, title);
    page_raw(&page, "<main id=\"content\">\n");
    write_answer(&page, map);
    open_section(&page, "map", _("The map"));
    page_raw(&page, "<figure class=\"map small\">\n");
    buffer_add(out, buffer_text(&drawing->svg), drawing->svg.length);
    page_raw(&page, "</figure>\n</section>\n");
    open_section(&page, "items", _("Item by item"));
    write_items(&page, map);
    write_missing(&page, map);
    page_raw(&page, "</section>\n");
    open_section(&page, "method", _("Method: what each number means"));
    write_method(&page, map);
    page_raw(&page, "</section>\n</main>\n<footer>\n");
    page_element(&page, "p", _("Made by parcours."));
    page_raw(&page, "</footer>\n</body>\n</html>\n");
    arena_release(&page.arena);
}
