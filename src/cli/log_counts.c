#include "cli/log_counts.h"
#include <stdlib.h>
#include <string.h>

static const struct event_log *sorted_log;              /* for qsort, which passes no context */

static int compare_labels(const void *a, const void *b)
{
    const struct label_count *x = a, *y = b;
    if (x->contacts != y->contacts)
        return x->contacts < y->contacts ? 1 : -1;
    return strcmp(event_log_text(sorted_log, x->label), event_log_text(sorted_log, y->label));
}

static void count_labels(struct log_counts *counts, const struct event_log *log)
{
    size_t *contacts = xcalloc(log->strings.count, sizeof *contacts);
    for (size_t row = 0; row < log->count; row++)
        counts->labels += !contacts[log->label[row]]++;
    uint32_t unnamed = interner_find(&log->strings, LOG_UNNAMED, strlen(LOG_UNNAMED));
    if (log->input.missing_name && unnamed != INTERNER_NONE && contacts[unnamed]) {
        contacts[unnamed] = 0;                          /* not a name: counted apart */
        counts->labels--;
    }
    counts->label = xcalloc(counts->labels, sizeof *counts->label);
    size_t filled = 0;
    for (uint32_t s = 0; s < log->strings.count; s++)
        if (contacts[s])
            counts->label[filled++] = (struct label_count){ s, contacts[s] };
    free(contacts);
    sorted_log = log;
    if (filled)
        qsort(counts->label, filled, sizeof *counts->label, compare_labels);
}

/* The labels of one case into `label`, in the order of the file: rows are sorted by date, insertion puts them back. */
static void labels_as_written(const struct event_log *log, const struct log_case *at, uint32_t *label, uint32_t *line)
{
    for (uint32_t i = 0; i < at->count; i++) {
        uint32_t k = i, row = at->first + i;
        for (; k > 0 && line[k - 1] > log->line[row]; k--) {
            line[k] = line[k - 1];
            label[k] = label[k - 1];
        }
        line[k] = log->line[row];
        label[k] = log->label[row];
    }
}

/* A sequence of names is the bytes of their numbers. */
static size_t count_variants(const struct event_log *log, bool as_written, bool with_empty)
{
    struct interner variants = { 0 };
    interner_add_string(&variants, "");
    uint32_t *label = NULL, *line = NULL;
    for (size_t c = 0; c < log->case_count; c++) {
        const struct log_case *at = &log->cases[c];
        if (!at->count)
            continue;
        const uint32_t *sequence = &log->label[at->first];
        if (as_written) {
            label = xrealloc(label, at->count * sizeof *label);
            line = xrealloc(line, at->count * sizeof *line);
            labels_as_written(log, at, label, line);
            sequence = label;
        }
        interner_add(&variants, (const char *)sequence, at->count * sizeof *sequence);
    }
    free(label);
    free(line);
    size_t count = variants.count - !with_empty;
    interner_release(&variants);
    return count;
}

void log_counts_init(struct log_counts *counts, const struct event_log *log, bool as_written)
{
    *counts = (struct log_counts){ .cases = log->case_count, .events = log->count };
    for (size_t c = 0; c < log->case_count; c++)
        counts->empty_cases += !log->cases[c].count;
    counts->variants = count_variants(log, as_written, counts->empty_cases > 0);
    counts->first = event_log_first_instant(log);
    counts->last = event_log_last_instant(log);
    count_labels(counts, log);
}

void log_counts_release(struct log_counts *counts)
{
    free(counts->label);
    *counts = (struct log_counts){ 0 };
}
