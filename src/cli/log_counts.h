/* cli/log_counts.h - a log, counted, as `show` says it. */
#ifndef PARCOURS_CLI_LOG_COUNTS_H
#define PARCOURS_CLI_LOG_COUNTS_H
#include "model/event_log.h"

struct label_count { uint32_t label; size_t contacts; };

struct log_counts {
    size_t cases, empty_cases;          /* empty: declared without a contact */
    size_t events;                      /* contacts as they stand in the file, before any pairing */
    size_t variants;                    /* distinct sequences of names; having none is one */
    struct label_count *label; size_t labels;       /* distinct names, most frequent first, then by text */
    int64_t first, last;                /* instants, or TIME_NONE */
};

/* `as_written`: sequences are in the order of the file, as an XES log means them, and not in the order of dates.
 * Cost: O(contacts + names log names), and for what a file has out of order, the distances it is moved. */
void log_counts_init(struct log_counts *counts, const struct event_log *log, bool as_written);
void log_counts_release(struct log_counts *counts);
#endif
