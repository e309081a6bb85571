/* model/event_log.h - what people report: contacts, in cases.
 *
 * A log is a table in columns, one row a contact, rows grouped by case and sorted within it:
 *
 *     case[c].first … case[c].first + case[c].count - 1      rows of case c, in order
 *     label[row], start[row]                                 always there
 *     minutes[row], institution[row], …                      NULL where no file has the column: use the accessors
 *
 * so that ten million events cost what their columns cost. Texts are numbers into `strings` (0 = empty). A reader
 * fills a log row by row through event_log_add() (any order of cases) and event_log_finish() groups, sorts and
 * classifies. Ownership: the log owns all of it.
 */
#ifndef PARCOURS_MODEL_EVENT_LOG_H
#define PARCOURS_MODEL_EVENT_LOG_H
#include "base/date.h"
#include "base/diagnostics.h"
#include "base/interner.h"
#include "model/vocabulary.h"
#include <stdbool.h>
#include <stdint.h>

#define LOG_SECONDS_ABSENT INT32_MIN
#define LOG_SATISFACTION_ABSENT INT16_MIN

#define LOG_UNNAMED "?"                 /* label of an event without a name: kept, on no map */

enum lifecycle { LIFECYCLE_NONE, LIFECYCLE_START, LIFECYCLE_COMPLETE, LIFECYCLE_OTHER };

/* One row as a reader hands it over; zero-initialise, then contact_init(). */
struct contact {
    uint32_t label;                     /* the step as written; 0: only declares the case */
    int64_t start, end;                 /* ms, or TIME_NONE */
    bool start_has_time, end_has_time;  /* a time of day was given */
    uint32_t institution, channel_text; /* strings as written; channel_text only where `channel` is not understood */
    enum channel channel;
    int32_t minutes, queue, travel, prepare, relation, autonomy;   /* seconds in spite of the columns' names, or LOG_SECONDS_ABSENT */
    enum initiative by;
    enum reason reason;
    enum outcome outcome;
    enum time_kind kind;
    enum lifecycle lifecycle;
    uint32_t documents;                 /* number of a document list (event_log_documents), 0 = none */
    int16_t satisfaction;               /* hundredths, -200 … +200; or LOG_SATISFACTION_ABSENT */
    uint32_t irritant, quote;
    uint32_t line;                      /* of the file, from 1 */
    uint16_t file;                      /* number in log.file */
};

struct log_case {
    uint32_t name;                      /* pseudonym: string */
    uint32_t first, count;              /* rows; count 0: declared without contact */
    enum non_take_up stated_cause;
};

/* A column the program does not know: a profile attribute if constant within every case. */
struct log_attribute {
    uint32_t name;
    bool of_case;                       /* constant within cases: value[case]; else value[row] */
    uint32_t *value;                    /* strings */
    uint32_t distinct;                  /* distinct non-empty values */
};

/* What the readers counted; everything a file said and the log does not hold is counted here. */
struct log_input {
    uint64_t rows;                      /* data rows or events seen */
    uint64_t used, rejected;            /* rows = used + rejected; used = contacts + declared-only rows */
    uint64_t missing_time, unparsable_time, missing_name, ambiguous_dates;
};

struct event_log {
    struct interner strings;
    struct log_case *cases; size_t case_count;
    size_t count, capacity;             /* rows with a contact */

    uint32_t *label;
    int64_t *start;
    uint8_t *time_flags;                /* TIME_FLAG_* */
    uint32_t *line;
    /* the rest may be NULL */
    int64_t *end;
    uint16_t *file_of;
    uint32_t *institution, *channel_text, *documents, *irritant, *quote;
    uint8_t *channel, *by, *reason, *outcome, *kind, *lifecycle;
    int32_t *minutes, *queue, *travel, *prepare, *relation, *autonomy;
    int16_t *satisfaction;

    struct log_attribute *attribute; size_t attributes;
    char **file; size_t files;          /* as the user named them */
    uint32_t **document_list; size_t document_lists;   /* list[0] = how many, then strings, ascending, distinct; list number 0 is empty */
    struct log_input input;
    struct event_log_builder *builder;  /* while reading; NULL once finished */
};
enum { TIME_FLAG_START_CLOCK = 1, TIME_FLAG_END_CLOCK = 2 };

struct event_log *event_log_new(void);
void event_log_free(struct event_log *log);                                     /* NULL is fine */

/* While reading */
int event_log_add_file(struct event_log *log, const char *name);                /* its number */
void event_log_separate_files(struct event_log *log);       /* before any is read: the same pseudonym in two files is two users */
int event_log_add_attribute(struct event_log *log, const char *name);           /* its number; same name, same number */
void contact_init(struct contact *contact);                                     /* everything absent */
uint32_t event_log_documents(struct event_log *log, uint32_t *document, size_t count);    /* list number; sorts and uniques `document` */
/* Add a row of case `name` (a string number). label 0 declares the case only. attribute_value: one string an
 * attribute added so far (or NULL). Cost: amortised constant. */
void event_log_add(struct event_log *log, uint32_t name, const struct contact *contact, const uint32_t *attribute_value);
void event_log_declare_cause(struct event_log *log, uint32_t name, enum non_take_up cause);
void event_log_set_case_attribute(struct event_log *log, uint32_t name, int attribute, uint32_t value);   /* XES trace attributes */
/* Group rows by case (in order of first appearance), sort each case stably by start (an undated row follows the row
 * before it), decide which attributes are profiles. An end before its start is reported, with `fix_ends` set to the
 * start. Cost: O(n log n) in the longest case, O(n) in the rest. */
void event_log_finish(struct event_log *log, struct diagnostics *diagnostics);
/* Merge the start and complete events of one activity in a case into one contact with both times (for compare, show);
 * other transitions and unpaired events stay contacts of their own. Only once finished. Returns the pairs merged. */
size_t event_log_pair_lifecycle(struct event_log *log);

/* Once finished: one row back. Absent columns give "absent". */
struct contact event_log_contact(const struct event_log *log, size_t row);
static inline const char *event_log_text(const struct event_log *log, uint32_t string) { return interner_text(&log->strings, string); }
static inline const uint32_t *event_log_document_list(const struct event_log *log, uint32_t list)
{
    return log->document_list[list];
}
/* The log of one case of `log`, its rows counted from 0, without attributes; *only is its case. It borrows all else from
 * `log`: use it no longer than that one, and never free it. */
void event_log_borrow_case(struct event_log *one, const struct event_log *log, size_t number, struct log_case *only);
int64_t event_log_first_instant(const struct event_log *log);                   /* earliest start or end, or TIME_NONE */
int64_t event_log_last_instant(const struct event_log *log);
#endif
