/* report/definitions.h - what each number of report.html means; how to add one.
 *
 * Add a line to DEFINITION in html_definitions.c: an id, the term, its text, and the columns of tables that show such
 * numbers (as in struct column). page_table() then links these columns to the text: tests/checks/report.sh fails where a
 * column of numbers has none.
 */
#ifndef PARCOURS_REPORT_DEFINITIONS_H
#define PARCOURS_REPORT_DEFINITIONS_H
#include "report/page.h"

/* The id of the definition of a column, by its untranslated name; NULL: there is none. */
const char *definition_of(const char *column);
/* A link to it, "?" to see and `what` to hear; nothing if id is NULL. */
void page_means(struct page *page, const char *id, const char *what);
/* "Definitions: …": links to several, ids separated by spaces. */
void page_means_all(struct page *page, const char *ids);
void write_definitions(struct page *page);
#endif
