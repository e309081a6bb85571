#include "model/event_log_columns.h"

void event_log_borrow_case(struct event_log *one, const struct event_log *log, size_t number, struct log_case *only)
{
    *one = *log;
    *only = log->cases[number];
    for (int column = 0; column < LOG_COLUMNS; column++) {
        char **data = (char **)log_column(one, column);
        if (*data)
            *data += only->first * LOG_COLUMN[column].size;
    }
    only->first = 0;
    one->cases = only;
    one->case_count = 1;
    one->count = one->capacity = only->count;
    one->attribute = NULL;
    one->attributes = 0;
}
