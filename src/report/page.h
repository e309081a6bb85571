/* report/page.h - writing a page: everything that comes from a file or a sentence is escaped here, and nowhere else.
 *
 * The markup is well-formed XML as well as HTML, so that a strict parser can check it. Text goes through page_text()
 * or page_phrase(); only literals of this program go through page_raw().
 */
#ifndef PARCOURS_REPORT_PAGE_H
#define PARCOURS_REPORT_PAGE_H
#include "report/say.h"
#include "measure/shown.h"
#include "report/writer.h"

struct page {
    struct buffer *out;
    const struct report *report;
    const struct audit *audit;
    const struct shown *shown;
    const struct kinds *kinds;          /* report/kinds.h */
    struct arena arena;                 /* of the texts said */
};
struct column { const char *name; bool number, as_is; };     /* name: N_(), or not to be translated: as_is */

void page_raw(struct page *page, const char *markup);
void page_text(struct page *page, const char *text);
void page_phrase(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* <element>phrase</element> and a new line; `element` may carry a class: "p class=\"note\"". */
void page_element(struct page *page, const char *element, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A table in a region that can be scrolled by keyboard. Rows: page_row(), cells, page_row_end(). The first cell of a
 * row is its header. */
void page_table(struct page *page, const char *caption, const struct column *column, size_t columns);
void page_row(struct page *page, const char *id);                   /* id may be NULL; goes out as it is */
void page_last_row(struct page *page, const char *id);              /* a total, the others: it stays last when sorted */
void page_header_cell(struct page *page, const char *text);
void page_cell(struct page *page, const char *text);
void page_number_cell(struct page *page, const char *text);
void page_keyed_cell(struct page *page, int key, const char *text);  /* sorted by its key, 0 to 999999, not as a text */
void page_row_end(struct page *page);
void page_table_end(struct page *page);

/* False, after a sentence that says so, if fewer users than may be shown stand behind a section. */
bool page_enough(struct page *page, int64_t users);
void page_dash_note(struct page *page);     /* below a table: what its dashes stand for */

/* Where a single figure describes few users: "indicative" after it. */
const char *page_indicative(const struct page *page, int64_t users);    /* "" or a translated mark */
#endif
