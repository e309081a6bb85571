#include "cli/unmatched.h"
#include "base/message.h"
#include <stdlib.h>

/* Where each string of `column` is first written: row + 1, by file and line; and how many contacts have it. */
struct places { uint32_t *row; size_t *contacts; };

static bool earlier(const struct event_log *log, size_t a, size_t b)
{
    int file_a = log->file_of ? log->file_of[a] : 0, file_b = log->file_of ? log->file_of[b] : 0;
    return file_a != file_b ? file_a < file_b : log->line[a] < log->line[b];
}

static void places_init(struct places *places, const struct event_log *log, const uint32_t *column)
{
    places->row = xcalloc(log->strings.count, sizeof *places->row);
    places->contacts = xcalloc(log->strings.count, sizeof *places->contacts);
    for (size_t row = 0; column && row < log->count; row++) {
        uint32_t *first = &places->row[column[row]];
        if (!*first || earlier(log, row, *first - 1))
            *first = (uint32_t)row + 1;
        places->contacts[column[row]]++;
    }
}

static void places_release(struct places *places)
{
    free(places->row);
    free(places->contacts);
}

static struct source_position position_of(const struct event_log *log, const struct places *places, uint32_t string)
{
    size_t row = places->row[string] - 1;
    return (struct source_position){
        .file = log->files ? log->file[log->file_of ? log->file_of[row] : 0] : NULL, .line = (int)log->line[row],
    };
}

static void report_labels(const struct journey *journey, const struct event_log *log, const struct matching *matching,
                          struct diagnostics *diagnostics)
{
    struct places places;
    places_init(&places, log, log->label);
    for (size_t i = 0; i < matching->unmatched_count; i++) {
        const struct unmatched *unmatched = &matching->unmatched[i];
        struct source_position at = position_of(log, &places, unmatched->label);
        const char *text = event_log_text(log, unmatched->label);
        if (unmatched->nearest != NONE)
            diagnostics_warning(diagnostics, at, ngettext("'%s' names no step of the journey (%zu contact, kept off the map); "
                                                          "did you mean '%s'?",
                                                          "'%s' names no step of the journey (%zu contacts, kept off the map); "
                                                          "did you mean '%s'?", unmatched->contacts),
                                text, unmatched->contacts, step_title(journey, unmatched->nearest));
        else
            diagnostics_warning(diagnostics, at, ngettext("'%s' names no step of the journey (%zu contact, kept off the map)",
                                                          "'%s' names no step of the journey (%zu contacts, kept off the map)",
                                                          unmatched->contacts), text, unmatched->contacts);
    }
    places_release(&places);
}

static void report_institutions(const struct event_log *log, const struct matching *matching, struct diagnostics *diagnostics)
{
    struct places places;
    places_init(&places, log, log->institution);
    for (uint32_t s = 1; s < log->strings.count; s++)
        if (places.contacts[s] && matching->institution_of_string[s] == NONE)
            diagnostics_warning(diagnostics, position_of(log, &places, s),
                                ngettext("'%s' is no institution of the journey (%zu contact)",
                                         "'%s' is no institution of the journey (%zu contacts)", places.contacts[s]),
                                event_log_text(log, s), places.contacts[s]);
    places_release(&places);
}

void unmatched_report(const struct journey *journey, const struct event_log *log, const struct matching *matching,
                      struct diagnostics *diagnostics)
{
    report_labels(journey, log, matching, diagnostics);
    if (journey->institutions)
        report_institutions(log, matching, diagnostics);
}
