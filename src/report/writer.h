/* report/writer.h - one writer an output file of `compare`; how to add one.
 *
 * 1. Write src/report/NAME.c with one `const struct writer NAME_WRITER`.
 * 2. Add its line to the table in src/report/writer.c (alphabetical by file).
 * 3. Name its file in `compare`'s help, and test it.
 */
#ifndef PARCOURS_REPORT_WRITER_H
#define PARCOURS_REPORT_WRITER_H
#include "draw/map.h"
#include "draw/view.h"

struct report {
    const struct audit *audit;
    const struct drawing *map;          /* for the report: linked */
    const struct drawing *map_plain;    /* as a file of its own */
    const char *const *input; size_t inputs;   /* the contact files as named */
    uint64_t warnings;
};
struct writer {
    const char *file;                   /* "audit.json" */
    bool shown;                         /* made to be shown: protected (small groups, names) */
    bool (*write)(const struct report *report, const char *path, struct diagnostics *diagnostics);
};
extern const struct writer AUDIT_JSON_WRITER, AUDIT_XLSX_WRITER, CASES_CSV_WRITER, CONTACTS_CSV_WRITER, CONTACTS_XES_WRITER,
    MAP_PDF_WRITER, MAP_SVG_WRITER, NETWORK_SVG_WRITER, REPORT_HTML_WRITER, SUMMARY_PDF_WRITER, TIMELINES_PDF_WRITER,
    WAITS_CSV_WRITER;
extern const struct writer *const WRITERS[]; /* ends with NULL */
#endif
