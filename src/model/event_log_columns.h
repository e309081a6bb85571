/* model/event_log_columns.h - the columns of a log as a table, so that growing, sorting and pairing are written once.
 * Private to src/model. To add a column: a field in struct contact and struct event_log, a line in LOG_COLUMN and in
 * log_store_row() and event_log_contact(), all in event_log_columns.c. */
#ifndef PARCOURS_MODEL_EVENT_LOG_COLUMNS_H
#define PARCOURS_MODEL_EVENT_LOG_COLUMNS_H
#include "model/event_log.h"

enum { LOG_COLUMNS = 24 };
struct log_column { size_t offset, size; int64_t absent; bool always; };    /* size: bytes of an entry: 1, 2, 4 or 8 */
extern const struct log_column LOG_COLUMN[LOG_COLUMNS];

static inline void **log_column(struct event_log *log, int column)
{
    return (void **)((char *)log + LOG_COLUMN[column].offset);
}
void log_column_put(void *data, int column, size_t row, int64_t value);
int64_t log_column_get(const void *data, int column, size_t row);
void log_column_gather(void *to, const void *data, int column, const uint32_t *from, size_t count);    /* to[i] = data[from[i]] */
void log_store_row(struct event_log *log, size_t row, const struct contact *contact);     /* row < log->capacity */
void event_log_warn_end(struct diagnostics *diagnostics, const char *file, int line, int64_t start, int64_t end);
#endif
