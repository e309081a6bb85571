/* input/xes.h - the state of reading one XES file, shared by xes.c (elements, traces) and xes_fields.c (values). */
#ifndef PARCOURS_INPUT_XES_H
#define PARCOURS_INPUT_XES_H
#include "input/reader.h"
#include "input/xml.h"

enum {
    CASE_ATTRIBUTES_MAXIMUM = 64,       /* distinct names; more are not kept */
    UNNAMED_EVENTS_MAXIMUM = 65536,     /* events kept aside until their trace has a name */
    VALUE_MAXIMUM = 64 << 10,           /* bytes of a value that is kept */
    WORD_CACHE = 64,                    /* a power of two */
    MONTH_CACHE = 64,                   /* five years, one after the other */
};

enum xes_level { BEFORE_LOG, IN_LOG, IN_TRACE, IN_EVENT };         /* each the depth of what stands directly in it */

enum field {
    FIELD_NONE, FIELD_NAME, FIELD_TIMESTAMP, FIELD_LIFECYCLE, FIELD_GROUP, FIELD_INSTITUTION, FIELD_CHANNEL, FIELD_END,
    FIELD_MINUTES, FIELD_QUEUE, FIELD_TRAVEL, FIELD_PREPARE, FIELD_RELATION, FIELD_AUTONOMY, FIELD_BY, FIELD_REASON,
    FIELD_OUTCOME, FIELD_KIND, FIELD_DOCUMENTS, FIELD_SATISFACTION, FIELD_IRRITANT, FIELD_QUOTE,
};

struct pending_value { int attribute; uint32_t value; };

/* Elements and attributes of XES, as the parser's dictionary has them: compared as pointers. */
enum tag { TAG_LOG, TAG_TRACE, TAG_EVENT, TAG_KEY, TAG_VALUE, TAG_SIMPLE, TAGS = TAG_SIMPLE + 6 };
static const char *const TAG_NAMES[TAGS] = {
    "log", "trace", "event", "key", "value", "string", "date", "int", "float", "boolean", "id",
};

struct xes {
    struct event_log *log;
    struct diagnostics *diagnostics;
    struct xml_stream *stream;
    const char *tag[TAGS];
    const struct log_options *options;
    const char *file;
    enum xes_level level;
    uint16_t file_number;

    uint32_t case_name;                 /* 0: not known yet */
    int trace_line;
    uint64_t traces, unnamed_traces, repeated_cases, outside, nested, outside_line, nested_line;
    uint64_t missing_name_line, missing_time_line, file_missing_name, file_missing_time;
    bool trace_has_event;
    struct contact event;
    bool event_has_time, event_has_institution;
    struct contact *aside; size_t aside_count, aside_capacity;         /* events of a trace without a name so far */
    struct pending_value value[CASE_ATTRIBUTES_MAXIMUM]; size_t values;
    unsigned char *case_seen; size_t case_seen_size;                    /* [strings]: a trace had this name */

    struct { char *key; size_t length; int number; } attribute[CASE_ATTRIBUTES_MAXIMUM]; size_t attributes;
    bool attributes_full;
    struct { const struct vocabulary *vocabulary; uint32_t word; int value; } cache[WORD_CACHE];
    struct month { uint64_t text; int64_t first; int days; } month[MONTH_CACHE];    /* "2025-03-", its first day since 1970 */
    char scratch[VALUE_MAXIMUM];
};

/* The field a key names, or FIELD_NONE. */
enum field xes_field(const char *key, size_t length);
/* Put the value where it belongs in xes->event; what is not understood is said and left out. */
void xes_set_field(struct xes *xes, enum field field, const char *value, size_t length);
struct source_position xes_here(const struct xes *xes);
uint32_t xes_intern(struct xes *xes, const char *value, size_t length);
#endif
