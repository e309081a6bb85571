#include "model/event_log.h"
#include "base/arena.h"
#include "model/event_log_columns.h"
#include <stdlib.h>
#include <string.h>

/* What only exists while rows arrive: the case of each row, and what is known of attributes so far. */
struct event_log_builder {
    uint32_t *case_of;                  /* [capacity] */
    uint32_t *case_of_name;             /* [strings]: case + 1 */
    size_t names_capacity, cases_capacity;
    bool separate_files;                /* a name means somebody else in each file */
    struct interner document_lists;     /* bytes of a list -> its number */
    struct pending_attribute {
        uint32_t *row_value;            /* [capacity] */
        uint32_t *case_value;           /* [cases_capacity] */
        bool differs;                   /* not constant within some case */
    } *attribute;
};

struct event_log *event_log_new(void)
{
    struct event_log *log = xcalloc(1, sizeof *log);
    log->builder = xcalloc(1, sizeof *log->builder);
    interner_add_string(&log->strings, "");
    event_log_documents(log, NULL, 0);
    return log;
}

static void builder_free(struct event_log *log)
{
    struct event_log_builder *builder = log->builder;
    if (!builder)
        return;
    for (size_t i = 0; i < log->attributes; i++) {
        free(builder->attribute[i].row_value);
        free(builder->attribute[i].case_value);
    }
    free(builder->attribute);
    free(builder->case_of);
    free(builder->case_of_name);
    interner_release(&builder->document_lists);
    free(builder);
    log->builder = NULL;
}

void event_log_free(struct event_log *log)
{
    if (!log)
        return;
    builder_free(log);
    for (int i = 0; i < LOG_COLUMNS; i++)
        free(*log_column(log, i));
    for (size_t i = 0; i < log->attributes; i++)
        free(log->attribute[i].value);
    for (size_t i = 0; i < log->files; i++)
        free(log->file[i]);
    for (size_t i = 0; i < log->document_lists; i++)
        free(log->document_list[i]);
    free(log->document_list);
    free(log->file);
    free(log->attribute);
    free(log->cases);
    interner_release(&log->strings);
    free(log);
}

void event_log_separate_files(struct event_log *log) { log->builder->separate_files = true; }

int event_log_add_file(struct event_log *log, const char *name)
{
    size_t size = strlen(name) + 1;
    if (log->builder->separate_files && log->builder->case_of_name)     /* nobody of the files before is met again */
        memset(log->builder->case_of_name, 0, log->builder->names_capacity * sizeof *log->builder->case_of_name);
    log->file = xrealloc(log->file, (log->files + 1) * sizeof *log->file);
    log->file[log->files] = memcpy(xrealloc(NULL, size), name, size);
    return (int)log->files++;
}

int event_log_add_attribute(struct event_log *log, const char *name)
{
    uint32_t string = interner_add_string(&log->strings, name);
    for (size_t i = 0; i < log->attributes; i++)
        if (log->attribute[i].name == string)
            return (int)i;
    struct event_log_builder *builder = log->builder;
    log->attribute = xrealloc(log->attribute, (log->attributes + 1) * sizeof *log->attribute);
    builder->attribute = xrealloc(builder->attribute, (log->attributes + 1) * sizeof *builder->attribute);
    log->attribute[log->attributes] = (struct log_attribute){ .name = string };
    builder->attribute[log->attributes] = (struct pending_attribute){
        .row_value = xcalloc(log->capacity, sizeof(uint32_t)),
        .case_value = xcalloc(builder->cases_capacity, sizeof(uint32_t)),
    };
    return (int)log->attributes++;
}

void contact_init(struct contact *contact)
{
    static const struct contact nothing_said = {        /* copied: made anew, its zeros are a loop (1 % of reading XES) */
        .start = TIME_NONE, .end = TIME_NONE, .satisfaction = LOG_SATISFACTION_ABSENT,
        .minutes = LOG_SECONDS_ABSENT, .queue = LOG_SECONDS_ABSENT, .travel = LOG_SECONDS_ABSENT,
        .prepare = LOG_SECONDS_ABSENT, .relation = LOG_SECONDS_ABSENT, .autonomy = LOG_SECONDS_ABSENT,
    };
    memcpy(contact, &nothing_said, sizeof *contact);
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

uint32_t event_log_documents(struct event_log *log, uint32_t *document, size_t count)
{
    size_t distinct = 0;
    if (count)
        qsort(document, count, sizeof *document, compare_numbers);
    uint32_t *list = xcalloc(count + 1, sizeof *list);
    for (size_t i = 0; i < count; i++)
        if (!i || document[i] != document[i - 1])
            list[++distinct] = document[i];
    list[0] = (uint32_t)distinct;
    struct interner *lists = &log->builder->document_lists;
    uint32_t number = distinct ? interner_add(lists, (const char *)list, (distinct + 1) * sizeof *list) : 0;
    if (number < log->document_lists) {
        free(list);
        return number;
    }
    log->document_list = xrealloc(log->document_list, (log->document_lists + 1) * sizeof *log->document_list);
    log->document_list[log->document_lists] = list;
    return (uint32_t)log->document_lists++;
}

static uint32_t find_case(struct event_log *log, uint32_t name)
{
    struct event_log_builder *builder = log->builder;
    if (name >= builder->names_capacity) {
        size_t capacity = log->strings.capacity > name ? log->strings.capacity : (size_t)name + 1;
        builder->case_of_name = xrealloc(builder->case_of_name, capacity * sizeof(uint32_t));
        memset(builder->case_of_name + builder->names_capacity, 0, (capacity - builder->names_capacity) * sizeof(uint32_t));
        builder->names_capacity = capacity;
    }
    if (builder->case_of_name[name])
        return builder->case_of_name[name] - 1;
    if (log->case_count == builder->cases_capacity) {
        size_t before = builder->cases_capacity;
        GROW(log->cases, log->case_count, builder->cases_capacity);
        for (size_t i = 0; i < log->attributes; i++) {
            uint32_t **value = &builder->attribute[i].case_value;
            *value = xrealloc(*value, builder->cases_capacity * sizeof **value);
            memset(*value + before, 0, (builder->cases_capacity - before) * sizeof **value);
        }
    }
    log->cases[log->case_count] = (struct log_case){ .name = name };
    builder->case_of_name[name] = (uint32_t)++log->case_count;
    return (uint32_t)log->case_count - 1;
}

void event_log_set_case_attribute(struct event_log *log, uint32_t name, int attribute, uint32_t value)
{
    uint32_t number = find_case(log, name);
    struct pending_attribute *pending = &log->builder->attribute[attribute];
    if (value && pending->case_value[number] && pending->case_value[number] != value)
        pending->differs = true;
    if (value)
        pending->case_value[number] = value;
}

void event_log_declare_cause(struct event_log *log, uint32_t name, enum non_take_up cause)
{
    if (cause)
        log->cases[find_case(log, name)].stated_cause = cause;
}

static void grow_rows(struct event_log *log)
{
    size_t capacity = log->capacity ? 2 * log->capacity : 256;
    for (int i = 0; i < LOG_COLUMNS; i++) {
        void **column = log_column(log, i);
        if (*column || LOG_COLUMN[i].always)
            *column = xrealloc(*column, capacity * LOG_COLUMN[i].size);
    }
    log->builder->case_of = xrealloc(log->builder->case_of, capacity * sizeof(uint32_t));
    for (size_t i = 0; i < log->attributes; i++)
        log->builder->attribute[i].row_value = xrealloc(log->builder->attribute[i].row_value, capacity * sizeof(uint32_t));
    log->capacity = capacity;
}

void event_log_add(struct event_log *log, uint32_t name, const struct contact *contact, const uint32_t *attribute_value)
{
    uint32_t number = find_case(log, name);
    for (size_t i = 0; attribute_value && i < log->attributes; i++)
        event_log_set_case_attribute(log, name, (int)i, attribute_value[i]);
    if (!contact->label)
        return;
    if (log->count == log->capacity)
        grow_rows(log);
    size_t row = log->count++;
    log_store_row(log, row, contact);
    log->builder->case_of[row] = number;
    for (size_t i = 0; i < log->attributes; i++)
        log->builder->attribute[i].row_value[row] = attribute_value ? attribute_value[i] : 0;
    log->cases[number].count++;
}

/* Move the rows of every column to the order `from`: new row i is old row from[i]. */
static void permute(struct event_log *log, const uint32_t *from)
{
    for (int i = 0; i < LOG_COLUMNS; i++) {
        void **column = log_column(log, i);
        if (!*column)
            continue;
        void *moved = xrealloc(NULL, log->count * LOG_COLUMN[i].size);
        log_column_gather(moved, *column, i, from, log->count);
        free(*column);
        *column = moved;
    }
    for (size_t a = 0; a < log->attributes; a++) {
        uint32_t *old = log->builder->attribute[a].row_value, *moved = xrealloc(NULL, log->count * sizeof *moved);
        for (size_t i = 0; i < log->count; i++)
            moved[i] = old[from[i]];
        free(old);
        log->builder->attribute[a].row_value = moved;
    }
    log->capacity = log->count;
}

struct sort_key { int64_t start; uint32_t row; };

static int compare_keys(const void *a, const void *b)
{
    const struct sort_key *x = a, *y = b;
    return x->start != y->start ? (x->start > y->start) - (x->start < y->start) : (x->row > y->row) - (x->row < y->row);
}

/* Sort one case's rows by start, stably; an undated row keeps to the row before it. */
static void sort_case(const struct event_log *log, uint32_t *from, size_t count, struct sort_key *key)
{
    bool ordered = true;
    for (size_t i = 0; i < count; i++) {
        int64_t start = log->start[from[i]];
        key[i] = (struct sort_key){ start != TIME_NONE || !i ? start : key[i - 1].start, from[i] };
        ordered = ordered && (!i || key[i - 1].start <= key[i].start);
    }
    if (ordered)
        return;
    qsort(key, count, sizeof *key, compare_keys);
    for (size_t i = 0; i < count; i++)
        from[i] = key[i].row;
}

/* Do rows already stand as they should, the cases one after the other and each in order of time? As most exports are,
 * and it saves a permutation the size of a column. */
static bool is_grouped_and_sorted(struct event_log *log)
{
    const uint32_t *case_of = log->builder->case_of;
    int64_t latest = TIME_NONE;
    for (size_t row = 0; row < log->count; row++) {
        bool same = row && case_of[row] == case_of[row - 1];
        if (row && !same && case_of[row] < case_of[row - 1])
            return false;
        if (same && log->start[row] != TIME_NONE && log->start[row] < latest)
            return false;
        if (!same || log->start[row] != TIME_NONE)
            latest = log->start[row];
    }
    return true;
}

static void group_and_sort(struct event_log *log)
{
    size_t longest = 0;
    for (size_t c = 0, first = 0; c < log->case_count; c++) {
        log->cases[c].first = (uint32_t)first;
        first += log->cases[c].count;
        longest = log->cases[c].count > longest ? log->cases[c].count : longest;
    }
    if (is_grouped_and_sorted(log))
        return;
    uint32_t *next = xcalloc(log->case_count + 1, sizeof *next), *from = xrealloc(NULL, log->count * sizeof *from);
    for (size_t c = 0; c < log->case_count; c++)
        next[c] = log->cases[c].first;
    for (size_t row = 0; row < log->count; row++)
        from[next[log->builder->case_of[row]]++] = (uint32_t)row;
    struct sort_key *key = xrealloc(NULL, longest * sizeof *key);
    for (size_t c = 0; c < log->case_count; c++)
        sort_case(log, from + log->cases[c].first, log->cases[c].count, key);
    permute(log, from);
    free(key);
    free(from);
    free(next);
}

static void settle_attributes(struct event_log *log)
{
    for (size_t i = 0; i < log->attributes; i++) {
        struct pending_attribute *pending = &log->builder->attribute[i];
        struct log_attribute *attribute = &log->attribute[i];
        attribute->of_case = !pending->differs;
        attribute->value = pending->differs ? pending->row_value : pending->case_value;
        size_t values = pending->differs ? log->count : log->case_count;
        free(pending->differs ? pending->case_value : pending->row_value);
        pending->row_value = pending->case_value = NULL;
        unsigned char *seen = xcalloc(log->strings.count, 1);
        for (size_t v = 0; v < values; v++) {
            attribute->distinct += attribute->value[v] && !seen[attribute->value[v]];
            seen[attribute->value[v]] = 1;
        }
        free(seen);
    }
}

static int64_t day_of(int64_t instant)
{
    return instant / ((int64_t)DAY_SECONDS * 1000) - (instant % ((int64_t)DAY_SECONDS * 1000) < 0);
}

/* An end that is only a date, on the day of the start, ends no earlier than its start; any other end before the
 * start is a mistake: said, and the contact has no length. */
static void fix_ends(struct event_log *log, struct diagnostics *diagnostics)
{
    for (size_t row = 0; log->end && row < log->count; row++) {
        if (log->end[row] == TIME_NONE || log->start[row] == TIME_NONE || log->end[row] >= log->start[row])
            continue;
        if (log->time_flags[row] & TIME_FLAG_END_CLOCK || day_of(log->end[row]) != day_of(log->start[row])) {
            const char *file = log->files ? log->file[log->file_of ? log->file_of[row] : 0] : NULL;
            event_log_warn_end(diagnostics, file, (int)log->line[row], log->start[row], log->end[row]);
        }
        log->end[row] = log->start[row];
    }
}

void event_log_finish(struct event_log *log, struct diagnostics *diagnostics)
{
    if (!log->count)
        grow_rows(log);                 /* the columns that are always there, are there */
    group_and_sort(log);
    settle_attributes(log);
    fix_ends(log, diagnostics);
    builder_free(log);
}
