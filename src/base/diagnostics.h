/* base/diagnostics.h - where something is in a user's file, and what is wrong there.
 *
 * A parser never prints and never exits: it appends to the list it was given and returns
 * false. The command prints the list, compiler style:
 *
 *     naissance.xml:12:5: error: step 'caf' is declared twice
 *        12 |     <step id="caf" with="caf">
 *           |     ^
 *     naissance.xml:8:5: note: first declared here
 *
 * Texts are lower case, without a full stop, the subject in quotes, and say what was
 * expected; they go through _() where they are written.
 */
#ifndef PARCOURS_BASE_DIAGNOSTICS_H
#define PARCOURS_BASE_DIAGNOSTICS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct source_position { const char *file; int line, column; };   /* from 1; 0 = unknown; file is borrowed */
enum diagnostic_level { DIAGNOSTIC_NOTE, DIAGNOSTIC_WARNING, DIAGNOSTIC_ERROR };
struct diagnostic {
    enum diagnostic_level level;
    struct source_position at;      /* file is owned by the list */
    char *text;
    char *excerpt;                  /* the source line, or NULL */
    const char *format;             /* the message's format: equal for messages of one kind */
};
struct diagnostics {
    struct diagnostic *item;
    size_t count, capacity;
    size_t errors, warnings;        /* all that were ever reported, kept or not */
    size_t dropped;                 /* reported past DIAGNOSTICS_MAXIMUM: counted, not kept */
    bool unreadable;                /* an input or output could not be read or written: exit status 3 rather than 1 */
    char **file; size_t files, files_capacity;
};

enum { DIAGNOSTICS_MAXIMUM = 20000, DIAGNOSTICS_SHOWN_OF_A_KIND = 20 };

/* Append one. They always return false, so that `return diagnostics_error(...)` reads well. */
bool diagnostics_error(struct diagnostics *list, struct source_position at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool diagnostics_warning(struct diagnostics *list, struct source_position at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool diagnostics_note(struct diagnostics *list, struct source_position at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Give the last diagnostic its source line (copied up to the end of the line or `length`). */
void diagnostics_excerpt(struct diagnostics *list, const char *line, size_t length);
/* Give every diagnostic from number `first` on, of file `file`, its line out of the whole text. */
void diagnostics_excerpts(struct diagnostics *list, size_t first, const char *file, const char *text, size_t length);

/* Print all to `out`; more than DIAGNOSTICS_SHOWN_OF_A_KIND of one kind are summed up unless `all`.
 * Control characters of the input are shown as '?', so that a file cannot drive the terminal. */
void diagnostics_print(const struct diagnostics *list, FILE *out, bool all);
void diagnostics_release(struct diagnostics *list);     /* leaves *list empty and reusable */
#endif
