/* input/reader.h - one reader a file format; how to add one.
 *
 * 1. Write src/input/NAME.c with one `const struct reader NAME_READER` that fills `recognise` and read_journey,
 *    read_log or read_population.
 * 2. Add its line to the table in src/input/reader.c (alphabetical).
 * 3. Golden cases in tests/cases, hostile files in tests, a fuzz corpus.
 *
 * A file's format is told by its first bytes, then by its extension; never by the extension against the bytes.
 * Readers never print: what is wrong goes to the diagnostics, and the caller gets nothing (NULL, or an untouched log).
 */
#ifndef PARCOURS_INPUT_READER_H
#define PARCOURS_INPUT_READER_H
#include "base/diagnostics.h"
#include "input/source.h"
#include "model/event_log.h"
#include "model/journey.h"
#include "model/population.h"

/* What the command line says about a contacts file where it can't be told from the file. Zero = detect. */
struct log_options {
    const char *columns;                /* --columns: case="N° usager",step=…  */
    const char *encoding;               /* --encoding: utf-8, windows-1252, utf-16le, utf-16be, macroman */
    enum date_order date_order;         /* --dates dmy|mdy */
    double satisfaction_low, satisfaction_high;     /* --satisfaction-scale 1-5; both 0 = -2…+2 */
    bool separate_files;                /* --by file: users of different files are different people */
    int threads;                        /* --threads: with 1, a file is not read ahead of its parsing */
};

/* What was detected, for `show` and the report; strings live in the log's arena or are static. */
struct log_format {
    const char *reader;                 /* "csv", "xes" */
    const char *encoding;               /* or NULL */
    char separator;                     /* or 0 */
    enum date_order date_order;
    char *columns;                      /* malloc'ed: "N° usager = case; Étape = step; …", or NULL */
};

struct reader {
    const char *name;                   /* N_(), as said to people: "journey XML", "PNML", "CSV", "XES" */
    const char *extensions;             /* "xml", "csv tsv txt" */
    bool (*recognise)(const char *start, size_t length);    /* the first bytes (decompressed, up to 4096) are this format */
    struct journey *(*read_journey)(struct source *source, struct diagnostics *diagnostics);   /* NULL after errors */
    /* Append to `log` (not finished here), with the file's name (event_log_add_file). False after an error that makes the file unusable. format may be NULL. */
    bool (*read_log)(struct source *source, const struct log_options *options, struct event_log *log,
                     struct log_format *format, struct diagnostics *diagnostics);
    struct population *(*read_population)(struct source *source, struct diagnostics *diagnostics); /* with its journey */
};

extern const struct reader *const READERS[];            /* ends with NULL */

/* The reader for an open source, or NULL after a diagnostic that says what was found and what is read
 * (a workbook gets the advice to save as CSV, an HTML page is called one, …). */
const struct reader *reader_for(struct source *source, struct diagnostics *diagnostics);

/* Open, recognise, read. */
struct journey *journey_read(const char *path, struct diagnostics *diagnostics);
struct population *population_read(const char *path, struct diagnostics *diagnostics);
struct event_log *event_log_read(const char *const *paths, size_t count, const struct log_options *options,
                                 struct log_format *format, struct diagnostics *diagnostics);   /* finished, or NULL */
#endif
