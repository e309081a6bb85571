/* input/csv.h - records of separated values, one at a time, out of decoded text.
 *
 *     struct csv csv;
 *     if (csv_open(&csv, &decoder, name, diagnostics))
 *         while (csv_next(&csv))
 *             … csv.cell[0 … csv.cells - 1], csv.record_line …
 *     csv_release(&csv);                       (csv.failed: a diagnostic says why)
 *
 * RFC 4180 and what is really found: separator ; , tab or | (told from the first records, or by a line "sep=;"), cells
 * in quotes with doubled quotes and line breaks in them, lines that end in LF, CR LF or CR, quotes in the middle of a
 * cell taken as they are, blank lines skipped. Cells are pieces of the buffer: no allocation a cell, and valid only
 * until the next call. Bounded: bytes a cell, cells a record, bytes a record.
 * Cost: one look at each byte; a record that the buffer cuts is looked at again (the buffer doubles).
 */
#ifndef PARCOURS_INPUT_CSV_H
#define PARCOURS_INPUT_CSV_H
#include "input/encoding.h"

enum { CSV_CELL_MAXIMUM = 1 << 20, CSV_CELLS_MAXIMUM = 4096, CSV_RECORD_MAXIMUM = 16 << 20, CSV_AHEAD = 8 << 20 };

struct cell {
    char *text;                     /* NUL-terminated, without its quotes; may be changed */
    uint32_t length;                /* bytes */
    uint32_t line;                  /* where it begins */
    const char *origin;             /* column = origin_column + characters from here to text as it was read */
    uint32_t origin_column;
    bool quoted, goes_on;           /* in quotes; with more text behind the closing quote */
};

struct csv {
    struct decoder *decoder;        /* NULL: all the text is in the buffer */
    struct diagnostics *diagnostics;    /* NULL: silent */
    const char *file;
    char separator;
    char *buffer; size_t capacity, length, at;      /* text not yet given: at … length; then NULs */
    uint64_t base;                  /* offset of buffer[0] in the decoded text */
    uint32_t line;                  /* of buffer[at] */
    bool ended, failed;
    bool special[256];              /* what ends a cell without quotes */
    struct cell *cell; size_t cells, capacity_cells;
    uint32_t record_line;
    bool ended_line;                /* the record had a line end behind it */
    uint64_t replaced;              /* records with bytes that could not be decoded */
};

/* Read the beginning of the text (up to CSV_AHEAD bytes), take a "sep=" line, tell the separator. False after a
 * diagnostic (nothing in it, a failing source). */
bool csv_open(struct csv *csv, struct decoder *decoder, const char *file, struct diagnostics *diagnostics);
void csv_release(struct csv *csv);
bool csv_next(struct csv *csv);                 /* false at the end and after a failure */
/* A reader of its own over a copy of the text that is in memory, from the next record on: silent, ends with the last
 * whole record. */
void csv_look_ahead(const struct csv *csv, struct csv *ahead);
struct source_position csv_position(const struct csv *csv, size_t cell);    /* of a cell; past the last: of its line */

/* The separator that cuts the text's first records most evenly; 0 if none cuts the first one. */
char csv_detect_separator(const char *text, size_t length);
#endif
