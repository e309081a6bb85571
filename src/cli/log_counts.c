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

/* A sequence of names is the bytes of their numbers. */
static size_t count_variants(const struct event_log *log)
{
    struct interner variants = { 0 };
    for (size_t c = 0; c < log->case_count; c++)
        interner_add(&variants, log->cases[c].count ? (const char *)&log->label[log->cases[c].first] : "",
                     log->cases[c].count * sizeof *log->label);
    size_t count = variants.count;
    interner_release(&variants);
    return count;
}

void log_counts_init(struct log_counts *counts, const struct event_log *log)
{
    *counts = (struct log_counts){ .cases = log->case_count, .events = log->count };
    for (size_t c = 0; c < log->case_count; c++)
        counts->empty_cases += !log->cases[c].count;
    counts->variants = count_variants(log);
    counts->first = event_log_first_instant(log);
    counts->last = event_log_last_instant(log);
    count_labels(counts, log);
}

void log_counts_release(struct log_counts *counts)
{
    free(counts->label);
    *counts = (struct log_counts){ 0 };
}
