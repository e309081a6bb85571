#include "cli/unmatched.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include <stdlib.h>

enum { LISTED_MAXIMUM = 12 };

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

/* "'Call the office' (34), 'Ask again' (2)", as far as LISTED_MAXIMUM; the rest is counted. */
struct list { struct buffer text; size_t names, contacts; struct source_position first; };

static void list_add(struct list *list, struct source_position at, const char *name, size_t contacts)
{
    if (!list->names++)
        list->first = (struct source_position){ .file = at.file };
    list->contacts += contacts;
    if (list->names <= LISTED_MAXIMUM) {
        buffer_add_string(&list->text, list->names > 1 ? ", " : "");
        buffer_printf(&list->text, _("'%s' (%zu)"), name, contacts);
    } else if (list->names == LISTED_MAXIMUM + 1) {
        buffer_add_string(&list->text, ", …");
    }
}

/* What is near a step is likely a slip: each has its line. The rest is as likely meant, and is said in one. */
static void report_labels(const struct journey *journey, const struct event_log *log, const struct matching *matching,
                          struct diagnostics *diagnostics)
{
    struct places places;
    places_init(&places, log, log->label);
    struct list rest = { 0 };
    for (size_t i = 0; i < matching->unmatched_count; i++) {
        const struct unmatched *unmatched = &matching->unmatched[i];
        struct source_position at = position_of(log, &places, unmatched->label);
        const char *text = event_log_text(log, unmatched->label);
        if (unmatched->nearest == NONE)
            list_add(&rest, at, text, unmatched->contacts);
        else
            diagnostics_warning(diagnostics, at,
                                ngettext("'%s' names no step of the journey (%zu contact, kept off the map); "
                                         "did you mean '%s'?",
                                         "'%s' names no step of the journey (%zu contacts, kept off the map); "
                                         "did you mean '%s'?",
                                         unmatched->contacts),
                                text, unmatched->contacts, step_title(journey, unmatched->nearest));
    }
    if (rest.names)
        diagnostics_warning(diagnostics, rest.first,
                            ngettext("%zu contact names no step of the journey and is kept off the map: %s",
                                     "%zu contacts name no step of the journey and are kept off the map: %s",
                                     rest.contacts),
                            rest.contacts, buffer_text(&rest.text));
    buffer_release(&rest.text);
    places_release(&places);
}

static int nearest_institution(const struct journey *journey, const char *text)
{
    const char **name = xcalloc((size_t)journey->institutions, sizeof *name);
    for (int i = 0; i < journey->institutions; i++)
        name[i] = journey->institution[i].name;
    int nearest = text_nearest(text, name, (size_t)journey->institutions);
    free(name);
    return nearest;
}

/* The most frequent first; of equals, the one written first. */
static int compare_frequency(const void *left, const void *right, void *places_given)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    const struct places *places = places_given;
    if (places->contacts[a] != places->contacts[b])
        return places->contacts[a] < places->contacts[b] ? 1 : -1;
    return (places->row[a] > places->row[b]) - (places->row[a] < places->row[b]);
}

static void report_institutions(const struct journey *journey, const struct event_log *log,
                                const struct matching *matching, struct diagnostics *diagnostics)
{
    if (matching->institutions_foreign) {
        diagnostics_warning(diagnostics, (struct source_position){ .file = log->file[0] },
                            ngettext("the contacts name %u institution, and the journey knows none of them: taken in "
                                     "its place is the institution of each step",
                                     "the contacts name %u institutions, and the journey knows none of them: taken in "
                                     "their place is the institution of each step",
                                     matching->institutions_named),
                            matching->institutions_named);
        return;
    }
    struct places places;
    places_init(&places, log, log->institution);
    struct list rest = { 0 };
    uint32_t *unknown = xcalloc(log->strings.count, sizeof *unknown);
    size_t count = 0;
    for (uint32_t s = 1; s < log->strings.count; s++)
        if (places.contacts[s] && matching->institution_of_string[s] == NONE)
            unknown[count++] = s;
    qsort_r(unknown, count, sizeof *unknown, compare_frequency, &places);
    for (size_t i = 0; i < count; i++) {
        uint32_t s = unknown[i];
        const char *text = event_log_text(log, s);
        int nearest = nearest_institution(journey, text);
        if (nearest < 0)
            list_add(&rest, position_of(log, &places, s), text, places.contacts[s]);
        else
            diagnostics_warning(diagnostics, position_of(log, &places, s),
                                ngettext("'%s' is no institution of the journey (%zu contact); did you mean '%s'?",
                                         "'%s' is no institution of the journey (%zu contacts); did you mean '%s'?",
                                         places.contacts[s]),
                                text, places.contacts[s], journey->institution[nearest].name);
    }
    if (rest.names)
        diagnostics_warning(diagnostics, rest.first,
                            ngettext("%zu contact is with an institution that the journey does not know: %s",
                                     "%zu contacts are with institutions that the journey does not know: %s",
                                     rest.contacts),
                            rest.contacts, buffer_text(&rest.text));
    buffer_release(&rest.text);
    free(unknown);
    places_release(&places);
}

void unmatched_report(const struct journey *journey, const struct event_log *log, const struct matching *matching,
                      struct diagnostics *diagnostics)
{
    report_labels(journey, log, matching, diagnostics);
    if (journey->institutions)
        report_institutions(journey, log, matching, diagnostics);
}
