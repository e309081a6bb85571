/* report/csv.h - tables as text: RFC 4180 with line feeds, UTF-8 without a mark, one header line.
 *
 * A cell that a spreadsheet would run as a formula gets an apostrophe before it; a control character other than tab and line
 * ends becomes U+FFFD.
 */
#ifndef PARCOURS_REPORT_CSV_H
#define PARCOURS_REPORT_CSV_H
#include "base/buffer.h"
#include <stdbool.h>
#include <stdint.h>

/* Zero but for `out`, to begin with; separator 0: a comma. */
struct csv { struct buffer *out; char separator; bool filled; };

/* Would a spreadsheet take it for a formula? It begins with = + - @ (or their full-width forms), tab or a line end, and is
 * no plain number. */
bool csv_runs(const char *text);
void csv_text(struct csv *csv, const char *text);
void csv_integer(struct csv *csv, int64_t value);
void csv_minutes(struct csv *csv, int64_t seconds);             /* seconds / 60, exactly; as in audit.json */
void csv_boolean(struct csv *csv, bool value);                  /* yes, no */
void csv_row_end(struct csv *csv);
void csv_header(struct csv *csv, const char *const *name);      /* NULL-terminated; does not end the row */
#endif
