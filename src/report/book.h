/* report/book.h - a workbook (XLSX) of tables: one sheet a table, its header in the first row. The only code that knows
 * libxlsxwriter.
 *
 *     struct book *book = book_new(path, title);
 *     book_sheet(book, "Steps", column, columns);      header frozen, filters, to be printed with the header repeated
 *     book_text(book, "Apply"); book_count(book, 12);  cells of a row, from left to right
 *     book_row_end(book);
 *     const char *why = book_close(book);              NULL, or why nothing can be relied on
 *
 * A cell's look is its column's: numbers, shares and dates are real ones, and how they are written is left to the reader's
 * spreadsheet and language. Texts are never formulas nor links; see book_clean(). Rows go to a temporary file as they come, so
 * memory does not grow with them. The same calls give the same bytes.
 */
#ifndef PARCOURS_REPORT_BOOK_H
#define PARCOURS_REPORT_BOOK_H
#include "base/buffer.h"
#include <stdbool.h>
#include <stdint.h>

enum {
    BOOK_CELL_MAXIMUM = 32767,      /* UTF-16 code units a cell can hold; longer texts are cut, and end in "…" */
    BOOK_COLUMNS_MAXIMUM = 32,      /* of a sheet, here */
};
enum book_format { BOOK_TEXT, BOOK_COUNT, BOOK_DECIMAL, BOOK_EUROS, BOOK_SHARE, BOOK_DATE, BOOK_PROSE, BOOK_FORMATS };  /* PROSE: wide */
struct book_column { const char *name; enum book_format format; const char *meaning; };  /* N_() both; name NULL: no header */

struct book;
struct book *book_new(const char *path, const char *title);     /* title: of the document, and at the head of each page */
void book_sheet(struct book *book, const char *name, const struct book_column *column, int columns);
void book_text(struct book *book, const char *text);            /* "": an empty cell */
void book_strong(struct book *book, const char *text);          /* in bold */
void book_over(struct book *book, const char *text);            /* in one line, over the empty cells to its right */
void book_count(struct book *book, int64_t count);
void book_number(struct book *book, double value);              /* not finite: an empty cell */
void book_number_as(struct book *book, double value, enum book_format format);
void book_date(struct book *book, int64_t instant, bool clock); /* ms since 1970; TIME_NONE: an empty cell; before 1900: a text */
void book_row_end(struct book *book);
const char *book_close(struct book *book);                      /* frees it */

/* `text` as a cell may hold it: control characters and what is no UTF-8 become U+FFFD, an apostrophe stands before what a
 * spreadsheet would run were it typed in, "_x0041_" is not taken for the character it stands for; at most
 * BOOK_CELL_MAXIMUM code units. Appends. */
void book_clean(struct buffer *out, const char *text);
#endif
