#include "model/event_log_columns.h"
#include "base/arena.h"
#include "base/message.h"
#include <stdlib.h>
#include <string.h>

#define COLUMN(field, type, none, is_always) { offsetof(struct event_log, field), sizeof(type), none, is_always }
enum {
    LABEL, START, TIME_FLAGS, LINE, END, FILE_OF, INSTITUTION, CHANNEL_TEXT, DOCUMENTS, IRRITANT, QUOTE, CHANNEL, BY,
    REASON, OUTCOME, KIND, LIFECYCLE, MINUTES, QUEUE, TRAVEL, PREPARE, RELATION, AUTONOMY, SATISFACTION,
};
const struct log_column LOG_COLUMN[LOG_COLUMNS] = {
    [LABEL] = COLUMN(label, uint32_t, 0, true),
    [START] = COLUMN(start, int64_t, TIME_NONE, true),
    [TIME_FLAGS] = COLUMN(time_flags, uint8_t, 0, true),
    [LINE] = COLUMN(line, uint32_t, 0, true),
    [END] = COLUMN(end, int64_t, TIME_NONE, false),
    [FILE_OF] = COLUMN(file_of, uint16_t, 0, false),
    [INSTITUTION] = COLUMN(institution, uint32_t, 0, false),
    [CHANNEL_TEXT] = COLUMN(channel_text, uint32_t, 0, false),
    [DOCUMENTS] = COLUMN(documents, uint32_t, 0, false),
    [IRRITANT] = COLUMN(irritant, uint32_t, 0, false),
    [QUOTE] = COLUMN(quote, uint32_t, 0, false),
    [CHANNEL] = COLUMN(channel, uint8_t, 0, false),
    [BY] = COLUMN(by, uint8_t, 0, false),
    [REASON] = COLUMN(reason, uint8_t, 0, false),
    [OUTCOME] = COLUMN(outcome, uint8_t, 0, false),
    [KIND] = COLUMN(kind, uint8_t, 0, false),
    [LIFECYCLE] = COLUMN(lifecycle, uint8_t, 0, false),
    [MINUTES] = COLUMN(minutes, int32_t, LOG_SECONDS_ABSENT, false),
    [QUEUE] = COLUMN(queue, int32_t, LOG_SECONDS_ABSENT, false),
    [TRAVEL] = COLUMN(travel, int32_t, LOG_SECONDS_ABSENT, false),
    [PREPARE] = COLUMN(prepare, int32_t, LOG_SECONDS_ABSENT, false),
    [RELATION] = COLUMN(relation, int32_t, LOG_SECONDS_ABSENT, false),
    [AUTONOMY] = COLUMN(autonomy, int32_t, LOG_SECONDS_ABSENT, false),
    [SATISFACTION] = COLUMN(satisfaction, int16_t, LOG_SATISFACTION_ABSENT, false),
};

void log_column_put(void *data, int column, size_t row, int64_t value)
{
    switch (LOG_COLUMN[column].size) {
    case 1: ((uint8_t *)data)[row] = (uint8_t)value; break;
    case 2: ((uint16_t *)data)[row] = (uint16_t)value; break;
    case 4: ((uint32_t *)data)[row] = (uint32_t)value; break;
    default: ((int64_t *)data)[row] = value; break;
    }
}

int64_t log_column_get(const void *data, int column, size_t row)
{
    bool is_signed = LOG_COLUMN[column].absent < 0;
    switch (LOG_COLUMN[column].size) {
    case 1: return ((const uint8_t *)data)[row];
    case 2: return column == SATISFACTION ? ((const int16_t *)data)[row] : ((const uint16_t *)data)[row];
    case 4: return is_signed ? ((const int32_t *)data)[row] : (int64_t)((const uint32_t *)data)[row];
    default: return ((const int64_t *)data)[row];
    }
}

void log_column_gather(void *to, const void *data, int column, const uint32_t *from, size_t count)
{
    size_t size = LOG_COLUMN[column].size;
    for (size_t i = 0; i < count; i++)
        memcpy((char *)to + i * size, (const char *)data + from[i] * size, size);
}

/* A column appears with its first value: the rows before it are filled with "absent". */
static void start_column(struct event_log *log, int column, size_t row)
{
    void **data = log_column(log, column);
    *data = xrealloc(NULL, log->capacity * LOG_COLUMN[column].size);
    for (size_t i = 0; i < row; i++)
        log_column_put(*data, column, i, LOG_COLUMN[column].absent);
}

/* Each row of each file comes here: one line a column, so that the compiler sees its type (a loop over LOG_COLUMN took
 * 8 % of the time to read a contacts file, this takes 2 %). */
void log_store_row(struct event_log *log, size_t row, const struct contact *contact)
{
#define STORE(column, field, given)                                                                                    \
    do {                                                                                                               \
        if (!log->field && (int64_t)(given) != LOG_COLUMN[column].absent)                                              \
            start_column(log, column, row);                                                                            \
        if (log->field)                                                                                                \
            log->field[row] = (given);                                                                                 \
    } while (0)
    STORE(LABEL, label, contact->label);
    STORE(START, start, contact->start);
    STORE(TIME_FLAGS, time_flags, (uint8_t)((contact->start_has_time ? TIME_FLAG_START_CLOCK : 0) |
                                            (contact->end_has_time ? TIME_FLAG_END_CLOCK : 0)));
    STORE(LINE, line, contact->line);
    STORE(END, end, contact->end);
    STORE(FILE_OF, file_of, contact->file);
    STORE(INSTITUTION, institution, contact->institution);
    STORE(CHANNEL_TEXT, channel_text, contact->channel_text);
    STORE(DOCUMENTS, documents, contact->documents);
    STORE(IRRITANT, irritant, contact->irritant);
    STORE(QUOTE, quote, contact->quote);
    STORE(CHANNEL, channel, (uint8_t)contact->channel);
    STORE(BY, by, (uint8_t)contact->by);
    STORE(REASON, reason, (uint8_t)contact->reason);
    STORE(OUTCOME, outcome, (uint8_t)contact->outcome);
    STORE(KIND, kind, (uint8_t)contact->kind);
    STORE(LIFECYCLE, lifecycle, (uint8_t)contact->lifecycle);
    STORE(MINUTES, minutes, contact->minutes);
    STORE(QUEUE, queue, contact->queue);
    STORE(TRAVEL, travel, contact->travel);
    STORE(PREPARE, prepare, contact->prepare);
    STORE(RELATION, relation, contact->relation);
    STORE(AUTONOMY, autonomy, contact->autonomy);
    STORE(SATISFACTION, satisfaction, contact->satisfaction);
#undef STORE
}

struct contact event_log_contact(const struct event_log *log, size_t row)
{
    int64_t value[LOG_COLUMNS];
    for (int i = 0; i < LOG_COLUMNS; i++) {
        const void *data = *(void *const *)((const char *)log + LOG_COLUMN[i].offset);
        value[i] = data ? log_column_get(data, i, row) : LOG_COLUMN[i].absent;
    }
    return (struct contact){
        .label = (uint32_t)value[LABEL], .start = value[START], .end = value[END],
        .start_has_time = value[TIME_FLAGS] & TIME_FLAG_START_CLOCK, .end_has_time = value[TIME_FLAGS] & TIME_FLAG_END_CLOCK,
        .institution = (uint32_t)value[INSTITUTION], .channel_text = (uint32_t)value[CHANNEL_TEXT],
        .channel = (enum channel)value[CHANNEL],
        .minutes = (int32_t)value[MINUTES], .queue = (int32_t)value[QUEUE], .travel = (int32_t)value[TRAVEL],
        .prepare = (int32_t)value[PREPARE], .relation = (int32_t)value[RELATION], .autonomy = (int32_t)value[AUTONOMY],
        .by = (enum initiative)value[BY], .reason = (enum reason)value[REASON], .outcome = (enum outcome)value[OUTCOME],
        .kind = (enum time_kind)value[KIND], .lifecycle = (enum lifecycle)value[LIFECYCLE],
        .documents = (uint32_t)value[DOCUMENTS], .satisfaction = (int16_t)value[SATISFACTION],
        .irritant = (uint32_t)value[IRRITANT], .quote = (uint32_t)value[QUOTE],
        .line = (uint32_t)value[LINE], .file = (uint16_t)value[FILE_OF],
    };
}

void event_log_warn_end(struct diagnostics *diagnostics, const char *file, int line, int64_t start, int64_t end)
{
    char start_text[TIME_TEXT_SIZE], end_text[TIME_TEXT_SIZE];
    diagnostics_warning(diagnostics, (struct source_position){ file, line, 0 },
                        _("the contact ends (%s) before it starts (%s): counted as having no length"),
                        time_format_date(end, true, end_text), time_format_date(start, true, start_text));
}

int64_t event_log_first_instant(const struct event_log *log)
{
    int64_t first = TIME_NONE;
    for (size_t i = 0; i < log->count; i++) {
        int64_t at = log->start[i] != TIME_NONE ? log->start[i] : log->end ? log->end[i] : TIME_NONE;
        if (at != TIME_NONE && (first == TIME_NONE || at < first))
            first = at;
    }
    return first;
}

int64_t event_log_last_instant(const struct event_log *log)
{
    int64_t last = TIME_NONE;               /* the smallest int64, so that any date is later */
    for (size_t i = 0; i < log->count; i++) {
        last = log->start[i] > last ? log->start[i] : last;
        last = log->end && log->end[i] > last ? log->end[i] : last;
    }
    return last;
}

/* The earliest start event of the same activity still waiting for its end, in rows first … row - 1 of the case. */
static size_t find_start(const struct event_log *log, const unsigned char *merged, size_t first, size_t row)
{
    for (size_t i = first; i < row; i++)
        if (log->lifecycle[i] == LIFECYCLE_START && merged[i] == 0 && log->label[i] == log->label[row])
            return i;
    return row;
}

/* Take from row `from` what row `to` does not say. */
static void complete_row(struct event_log *log, size_t to, size_t from)
{
    for (int i = 0; i < LOG_COLUMNS; i++) {
        void *data = *log_column(log, i);
        if (data && i != TIME_FLAGS && log_column_get(data, i, to) == LOG_COLUMN[i].absent)
            log_column_put(data, i, to, log_column_get(data, i, from));
    }
}

static void keep_rows(struct event_log *log, const unsigned char *merged)
{
    size_t kept = 0;
    for (size_t c = 0; c < log->case_count; c++) {
        size_t first = log->cases[c].first, end = first + log->cases[c].count, start = kept;
        for (size_t row = first; row < end; row++) {
            if (merged[row] == 2)
                continue;
            for (int i = 0; i < LOG_COLUMNS; i++)
                if (*log_column(log, i))
                    log_column_put(*log_column(log, i), i, kept, log_column_get(*log_column(log, i), i, row));
            for (size_t a = 0; a < log->attributes; a++)
                if (!log->attribute[a].of_case)
                    log->attribute[a].value[kept] = log->attribute[a].value[row];
            kept++;
        }
        log->cases[c].first = (uint32_t)start;
        log->cases[c].count = (uint32_t)(kept - start);
    }
    log->count = kept;
}

size_t event_log_pair_lifecycle(struct event_log *log)
{
    size_t pairs = 0;
    if (!log->lifecycle)
        return 0;
    unsigned char *merged = xcalloc(log->count, 1);        /* 1: a start that has its end, 2: the end, now part of it */
    if (!log->end) {
        log->end = xrealloc(NULL, log->capacity * sizeof *log->end);
        for (size_t i = 0; i < log->count; i++)
            log->end[i] = TIME_NONE;
    }
    for (size_t c = 0; c < log->case_count; c++) {
        size_t first = log->cases[c].first, end = first + log->cases[c].count;
        for (size_t row = first; row < end; row++) {
            size_t start = log->lifecycle[row] == LIFECYCLE_COMPLETE ? find_start(log, merged, first, row) : row;
            if (start == row)
                continue;
            merged[start] = 1;
            merged[row] = 2;
            log->end[start] = log->start[row];
            if (log->time_flags[row] & TIME_FLAG_START_CLOCK)
                log->time_flags[start] |= TIME_FLAG_END_CLOCK;
            complete_row(log, start, row);
            pairs++;
        }
    }
    if (pairs)
        keep_rows(log, merged);
    free(merged);
    return pairs;
}
