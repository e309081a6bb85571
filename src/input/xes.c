/* Event logs in XES (IEEE 1849), read as a stream: log > trace > event > attributes (string, date, int, float, boolean,
 * id; each may hold further ones, which are passed over, as lists and containers are).
 *
 *   trace concept:name    the case             time:timestamp         start
 *   event concept:name    the step             lifecycle:transition   start, complete, other
 *   org:group             the institution      others                 the columns of contacts, by their id (design, section 5)
 *
 * Other attributes of a trace become attributes of the case, those of an event are not kept. An event without a name
 * can't be held against a journey: it is counted, said and left out, and its case remains.
 */
#include "base/message.h"
#include "base/number.h"
#include "input/reader.h"
#include "input/xml.h"
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

enum {
    CASE_ATTRIBUTES_MAXIMUM = 64,       /* distinct names; more are not kept */
    UNNAMED_EVENTS_MAXIMUM = 65536,     /* events kept aside until their trace has a name */
    VALUE_MAXIMUM = 64 << 10,           /* bytes of a value that is kept */
    WORD_CACHE = 64,                    /* a power of two */
};

enum xes_level { BEFORE_LOG, IN_LOG, IN_TRACE, IN_EVENT };

enum field {
    FIELD_NAME, FIELD_TIMESTAMP, FIELD_LIFECYCLE, FIELD_GROUP, FIELD_INSTITUTION, FIELD_CHANNEL, FIELD_END, FIELD_MINUTES,
    FIELD_QUEUE, FIELD_TRAVEL, FIELD_PREPARE, FIELD_RELATION, FIELD_AUTONOMY, FIELD_BY, FIELD_REASON, FIELD_OUTCOME, FIELD_KIND,
    FIELD_DOCUMENTS, FIELD_SATISFACTION, FIELD_IRRITANT, FIELD_QUOTE, FIELDS,
};
#define KEY(text) { text, sizeof text - 1 }
static const struct { const char *key; size_t length; } KEYS[FIELDS] = {
    KEY("concept:name"), KEY("time:timestamp"), KEY("lifecycle:transition"), KEY("org:group"), KEY("institution"),
    KEY("channel"), KEY("end"), KEY("minutes"), KEY("queue"), KEY("travel"), KEY("prepare"), KEY("relation"), KEY("autonomy"),
    KEY("by"), KEY("reason"), KEY("outcome"), KEY("kind"), KEY("documents"), KEY("satisfaction"), KEY("irritant"), KEY("quote"),
};

struct pending_value { int attribute; uint32_t value; };

struct xes {
    struct event_log *log;
    struct diagnostics *diagnostics;
    struct xml_stream *stream;
    const struct log_options *options;
    const char *file;
    enum xes_level level;
    int skipped;                        /* elements open inside one that is passed over */
    uint16_t file_number;

    uint32_t case_name;                 /* 0: not known yet */
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
    char scratch[VALUE_MAXIMUM];
};

static struct source_position at_line(const struct xes *xes, uint64_t line)
{
    return (struct source_position){ xes->file, (int)line, 0 };
}
static struct source_position here(const struct xes *xes) { return at_line(xes, (uint64_t)xml_line(xes->stream)); }

/* --- values --------------------------------------------------------------------------------------------------- */

static uint32_t intern(struct xes *xes, const char *value, size_t length)
{
    return interner_add(&xes->log->strings, value, length);
}

/* A word of a closed list; unknown ones are reported and give "not said". */
static int word(struct xes *xes, const struct vocabulary *vocabulary, const char *value, size_t length)
{
    uint32_t text = intern(xes, value, length);
    unsigned slot = (text ^ (unsigned)(vocabulary == &CHANNELS) * 7 ^ (unsigned)(vocabulary == &OUTCOMES) * 13) % WORD_CACHE;
    if (xes->cache[slot].vocabulary != vocabulary || xes->cache[slot].word != text) {
        xes->cache[slot].vocabulary = vocabulary;
        xes->cache[slot].word = text;
        xes->cache[slot].value = vocabulary_find(vocabulary, event_log_text(xes->log, text));
    }
    int found = xes->cache[slot].value;
    if (found < 0 && vocabulary != &CHANNELS)
        diagnostics_warning(xes->diagnostics, here(xes), _("'%s' is not understood as %s; read as not said"),
                            event_log_text(xes->log, text), _(vocabulary->what));
    return found;
}

static void set_time(struct xes *xes, const char *value, size_t length, int64_t *instant, bool *has_time)
{
    struct parsed_time parsed;
    /* xs:dateTime begins with a year and '-': "2019/11/03" and the like have no agreed meaning in XES */
    if (length >= 8 && value[4] == '-' && time_parse(value, length, DATE_ORDER_UNKNOWN, &parsed)) {
        *instant = parsed.instant;
        *has_time = parsed.has_time;
        return;
    }
    xes->log->input.unparsable_time++;
    diagnostics_warning(xes->diagnostics, here(xes),
                        _("'%.*s' is no date: expected such as 2025-03-01T09:30:00+01:00; the event is kept without it"),
                        (int)(length < 80 ? length : 80), value);
}

/* Minutes, or a duration with its unit. */
static void set_duration(struct xes *xes, const char *value, size_t length, int32_t *seconds)
{
    enum { YEAR_MINUTES = 527040 };
    double minutes;
    struct duration duration;
    if (number_parse(value, length, &minutes))
        ;
    else if (duration_parse(value, length, &duration))
        minutes = (double)duration_nominal_seconds(duration) / 60;
    else
        minutes = -1;
    if (minutes >= 0 && minutes <= YEAR_MINUTES)
        *seconds = (int32_t)(minutes * 60 + 0.5);
    else
        diagnostics_warning(xes->diagnostics, here(xes), _("'%.*s' is no number of minutes; read as not said"),
                            (int)(length < 80 ? length : 80), value);
}

static void set_documents(struct xes *xes, const char *value, size_t length, struct contact *event)
{
    uint32_t document[256];
    size_t count = 0;
    for (const char *end = value + length; value < end && count < 256;) {
        const char *bar = memchr(value, '|', (size_t)(end - value)), *stop = bar ? bar : end;
        const char *from = value, *to = stop;
        while (from < to && *from == ' ')
            from++;
        while (to > from && to[-1] == ' ')
            to--;
        if (to > from)
            document[count++] = intern(xes, from, (size_t)(to - from));
        value = stop + (bar != NULL);
    }
    event->documents = event_log_documents(xes->log, document, count);
}

static void set_satisfaction(struct xes *xes, const char *value, size_t length, struct contact *event)
{
    double low = xes->options ? xes->options->satisfaction_low : 0, high = xes->options ? xes->options->satisfaction_high : 0, mark;
    if (!(high > low)) {
        low = -2;
        high = 2;
    }
    if (number_parse(value, length, &mark) && mark >= low && mark <= high) {
        double scaled = ((mark - low) / (high - low) * 4 - 2) * 100;
        event->satisfaction = (int16_t)(scaled + (scaled < 0 ? -0.5 : 0.5));
        return;
    }
    diagnostics_warning(xes->diagnostics, here(xes), _("'%.*s' is no satisfaction from %g to %g; read as not said"),
                        (int)(length < 80 ? length : 80), value, low, high);
}

static void set_lifecycle(const char *value, size_t length, struct contact *event)
{
    event->lifecycle = length == 8 && !strncasecmp(value, "complete", 8) ? LIFECYCLE_COMPLETE
                       : length == 5 && !strncasecmp(value, "start", 5)  ? LIFECYCLE_START : LIFECYCLE_OTHER;
}

static void set_channel(struct xes *xes, const char *value, size_t length, struct contact *event)
{
    int found = word(xes, &CHANNELS, value, length);
    event->channel = found > 0 ? (enum channel)found : CHANNEL_NONE;
    event->channel_text = found < 0 ? intern(xes, value, length) : 0;
}

static int known(int found) { return found < 0 ? 0 : found; }

static void set_field(struct xes *xes, enum field field, const char *value, size_t length)
{
    struct contact *event = &xes->event;
    if (!length && field != FIELD_TIMESTAMP)
        return;
    switch (field) {
    case FIELD_NAME: event->label = intern(xes, value, length); break;
    case FIELD_TIMESTAMP:
        xes->event_has_time = true;
        set_time(xes, value, length, &event->start, &event->start_has_time);
        break;
    case FIELD_END: set_time(xes, value, length, &event->end, &event->end_has_time); break;
    case FIELD_LIFECYCLE: set_lifecycle(value, length, event); break;
    case FIELD_GROUP:
        if (!xes->event_has_institution && !(length == 7 && !memcmp(value, "UNKNOWN", 7)))     /* OpenXES's default */
            event->institution = intern(xes, value, length);
        break;
    case FIELD_INSTITUTION:
        event->institution = intern(xes, value, length);
        xes->event_has_institution = true;
        break;
    case FIELD_CHANNEL: set_channel(xes, value, length, event); break;
    case FIELD_MINUTES: set_duration(xes, value, length, &event->minutes); break;
    case FIELD_QUEUE: set_duration(xes, value, length, &event->queue); break;
    case FIELD_TRAVEL: set_duration(xes, value, length, &event->travel); break;
    case FIELD_PREPARE: set_duration(xes, value, length, &event->prepare); break;
    case FIELD_RELATION: set_duration(xes, value, length, &event->relation); break;
    case FIELD_AUTONOMY: set_duration(xes, value, length, &event->autonomy); break;
    case FIELD_BY: event->by = (enum initiative)known(word(xes, &INITIATIVES, value, length)); break;
    case FIELD_REASON: event->reason = (enum reason)known(word(xes, &REASONS, value, length)); break;
    case FIELD_OUTCOME: event->outcome = (enum outcome)known(word(xes, &OUTCOMES, value, length)); break;
    case FIELD_KIND: event->kind = (enum time_kind)known(word(xes, &TIME_KINDS, value, length)); break;
    case FIELD_DOCUMENTS: set_documents(xes, value, length, event); break;
    case FIELD_SATISFACTION: set_satisfaction(xes, value, length, event); break;
    case FIELD_IRRITANT: event->irritant = intern(xes, value, length); break;
    case FIELD_QUOTE: event->quote = intern(xes, value, length); break;
    case FIELDS: break;
    }
}

/* --- traces --------------------------------------------------------------------------------------------------- */

static void add_event(struct xes *xes, const struct contact *event)
{
    event_log_add(xes->log, xes->case_name, event, NULL);
}

/* The trace's name is known: what was kept aside goes to its case. */
static void flush(struct xes *xes)
{
    for (size_t i = 0; i < xes->aside_count; i++)
        add_event(xes, &xes->aside[i]);
    xes->aside_count = 0;
    for (size_t i = 0; i < xes->values; i++)
        event_log_set_case_attribute(xes->log, xes->case_name, xes->value[i].attribute, xes->value[i].value);
    xes->values = 0;
}

static void name_case(struct xes *xes, uint32_t name)
{
    if (name >= xes->case_seen_size) {
        size_t size = xes->log->strings.capacity > name ? xes->log->strings.capacity : (size_t)name + 1;
        xes->case_seen = xrealloc(xes->case_seen, size);
        memset(xes->case_seen + xes->case_seen_size, 0, size - xes->case_seen_size);
        xes->case_seen_size = size;
    }
    if (xes->case_seen[name] && !xes->repeated_cases++)
        diagnostics_warning(xes->diagnostics, here(xes), _("the case '%s' was there before; its events go on there"),
                            event_log_text(xes->log, name));
    xes->case_seen[name] = 1;
    xes->case_name = name;
    flush(xes);
}

/* A trace that has no name gets "case N", N its number in the file. */
static void invent_name(struct xes *xes)
{
    char name[48];
    uint64_t number = xes->traces;
    do {
        snprintf(name, sizeof name, "case %llu", (unsigned long long)number);
        number += 1000000007;           /* only if another trace really is called so */
    } while (interner_find(&xes->log->strings, name, strlen(name)) != INTERNER_NONE);
    if (!xes->unnamed_traces++)
        diagnostics_warning(xes->diagnostics, here(xes), _("this trace has no concept:name; it is called '%s'"), name);
    name_case(xes, intern(xes, name, strlen(name)));
}

static int case_attribute(struct xes *xes, const char *key, size_t length)
{
    for (size_t i = 0; i < xes->attributes; i++)
        if (xes->attribute[i].length == length && !memcmp(xes->attribute[i].key, key, length))
            return xes->attribute[i].number;
    if (xes->attributes == CASE_ATTRIBUTES_MAXIMUM || length >= XML_NAME_SIZE * 4) {
        if (!xes->attributes_full)
            diagnostics_warning(xes->diagnostics, here(xes),
                                _("traces have more than %d different attributes; from here on new ones are not kept"),
                                CASE_ATTRIBUTES_MAXIMUM);
        xes->attributes_full = true;
        return -1;
    }
    char *copy = xrealloc(NULL, length + 1);
    memcpy(copy, key, length);
    copy[length] = '\0';
    xes->attribute[xes->attributes].key = copy;
    xes->attribute[xes->attributes].length = length;
    return xes->attribute[xes->attributes++].number = event_log_add_attribute(xes->log, copy);
}

static void trace_attribute(struct xes *xes, const char *key, size_t key_length, const char *value, size_t length)
{
    if (key_length == KEYS[FIELD_NAME].length && !memcmp(key, KEYS[FIELD_NAME].key, key_length)) {
        if (length && !xes->case_name)
            name_case(xes, intern(xes, value, length));
        return;
    }
    int attribute = length ? case_attribute(xes, key, key_length) : -1;
    if (attribute < 0)
        return;
    uint32_t text = intern(xes, value, length);
    if (xes->case_name)
        event_log_set_case_attribute(xes->log, xes->case_name, attribute, text);
    else if (xes->values < CASE_ATTRIBUTES_MAXIMUM)
        xes->value[xes->values++] = (struct pending_value){ attribute, text };
}

static void begin_trace(struct xes *xes)
{
    xes->level = IN_TRACE;
    xes->traces++;
    xes->case_name = 0;
    xes->values = xes->aside_count = 0;
}

static void end_trace(struct xes *xes)
{
    xes->level = IN_LOG;
    if (!xes->case_name)
        invent_name(xes);
    struct contact nothing;
    contact_init(&nothing);
    add_event(xes, &nothing);           /* a trace without events is a case all the same */
}

static void begin_event(struct xes *xes)
{
    xes->level = IN_EVENT;
    contact_init(&xes->event);
    xes->event_has_time = xes->event_has_institution = false;
    xes->event.line = (uint32_t)xml_line(xes->stream);
    xes->event.file = xes->file_number;
}

static void end_event(struct xes *xes)
{
    struct log_input *input = &xes->log->input;
    xes->level = IN_TRACE;
    input->rows++;
    if (!xes->event_has_time && !xes->file_missing_time++)
        xes->missing_time_line = xes->event.line;
    if (!xes->event.label) {
        if (!xes->file_missing_name++)
            xes->missing_name_line = xes->event.line;
        input->rejected++;
        return;
    }
    input->used++;
    if (!xes->case_name && xes->aside_count == UNNAMED_EVENTS_MAXIMUM)
        invent_name(xes);
    if (xes->case_name) {
        add_event(xes, &xes->event);
        return;
    }
    GROW(xes->aside, xes->aside_count, xes->aside_capacity);
    xes->aside[xes->aside_count++] = xes->event;
}

/* --- tags ----------------------------------------------------------------------------------------------------- */

static bool is_simple(const char *name)
{
    static const char *const simple[] = { "string", "date", "int", "float", "boolean", "id" };
    for (size_t i = 0; i < 6; i++)
        if (!strcmp(name, simple[i]))
            return true;
    return false;
}

/* An attribute of a trace or an event: its key and value go where they belong. */
static void attribute(struct xes *xes, const struct xml_tag *tag)
{
    const char *key = NULL, *value = NULL;
    size_t key_length = 0, length = 0;
    for (int i = 0; i < tag->attributes; i++) {
        const unsigned char *const *given = tag->attribute + 5 * i;
        const char *name = (const char *)given[0];
        if (!strcmp(name, "key")) {
            key = (const char *)given[3];
            key_length = (size_t)(given[4] - given[3]);
        } else if (!strcmp(name, "value")) {
            value = (const char *)given[3];
            length = (size_t)(given[4] - given[3]);
        }
    }
    if (!key || !value)
        return;
    if (length > VALUE_MAXIMUM) {
        diagnostics_warning(xes->diagnostics, here(xes), _("a value of more than 64 KiB is not kept"));
        return;
    }
    value = xml_decode(value, &length, xes->scratch);
    if (xes->level == IN_TRACE) {
        trace_attribute(xes, key, key_length, value, length);
        return;
    }
    for (int i = 0; i < FIELDS; i++)
        if (KEYS[i].length == key_length && !memcmp(KEYS[i].key, key, key_length)) {
            set_field(xes, (enum field)i, value, length);
            return;
        }
}

static void in_log(struct xes *xes, const char *name)
{
    if (!strcmp(name, "trace")) {
        begin_trace(xes);
        return;
    }
    if (!strcmp(name, "event") && !xes->outside++)
        xes->outside_line = (uint64_t)xml_line(xes->stream);
    xes->skipped = 1;                   /* an attribute of the log, a global, a classifier, an extension */
}

static void on_start(void *context, struct xml_stream *stream, const struct xml_tag *tag)
{
    struct xes *xes = context;
    xes->stream = stream;
    if (xes->skipped) {
        xes->skipped++;
        return;
    }
    switch (xes->level) {
    case BEFORE_LOG:
        if (!strcmp(tag->name, "log")) {
            xes->level = IN_LOG;
            return;
        }
        diagnostics_error(xes->diagnostics, here(xes), _("'log' is expected here, as the first element of an XES file, not '%s'"),
                          tag->name);
        xml_stop(stream);
        return;
    case IN_LOG: in_log(xes, tag->name); return;
    case IN_TRACE:
        if (!strcmp(tag->name, "event")) {
            begin_event(xes);
            return;
        }
        if (!strcmp(tag->name, "trace") && !xes->nested++)
            xes->nested_line = (uint64_t)xml_line(stream);
        break;
    case IN_EVENT: break;
    }
    xes->skipped = 1;
    if (is_simple(tag->name))
        attribute(xes, tag);
}

static void on_end(void *context, struct xml_stream *stream)
{
    struct xes *xes = context;
    xes->stream = stream;
    if (xes->skipped) {
        xes->skipped--;
        return;
    }
    if (xes->level == IN_EVENT)
        end_event(xes);
    else if (xes->level == IN_TRACE)
        end_trace(xes);
}

/* --- reading -------------------------------------------------------------------------------------------------- */

/* What was counted on the way, said once each. */
static void summarise(struct xes *xes)
{
    struct diagnostics *list = xes->diagnostics;
    if (!xes->traces)
        diagnostics_warning(list, at_line(xes, 0), _("this log has no trace, so no contact"));
    if (xes->unnamed_traces > 1)
        diagnostics_note(list, at_line(xes, 0), _("%llu traces have no concept:name"), (unsigned long long)xes->unnamed_traces);
    if (xes->repeated_cases > 1)
        diagnostics_note(list, at_line(xes, 0), _("%llu traces have the name of an earlier one"),
                         (unsigned long long)xes->repeated_cases);
    if (xes->file_missing_name)
        diagnostics_warning(list, at_line(xes, xes->missing_name_line),
                            ngettext("%llu event has no concept:name and is left out: what was done is not known; the first is here",
                                     "%llu events have no concept:name and are left out: what was done is not known; the first is here",
                                     xes->file_missing_name), (unsigned long long)xes->file_missing_name);
    if (xes->file_missing_time)
        diagnostics_warning(list, at_line(xes, xes->missing_time_line),
                            ngettext("%llu event has no time:timestamp; the first is here",
                                     "%llu events have no time:timestamp; the first is here", xes->file_missing_time),
                            (unsigned long long)xes->file_missing_time);
    if (xes->outside)
        diagnostics_warning(list, at_line(xes, xes->outside_line),
                            ngettext("%llu event stands outside of any trace and is left out; the first is here",
                                     "%llu events stand outside of any trace and are left out; the first is here", xes->outside),
                            (unsigned long long)xes->outside);
    if (xes->nested)
        diagnostics_warning(list, at_line(xes, xes->nested_line),
                            ngettext("%llu trace stands inside another trace and is left out; the first is here",
                                     "%llu traces stand inside another trace and are left out; the first is here", xes->nested),
                            (unsigned long long)xes->nested);
    xes->log->input.missing_name += xes->file_missing_name;
    xes->log->input.missing_time += xes->file_missing_time;
}

static bool read_log(struct source *source, const struct log_options *options, struct event_log *log, struct log_format *format,
                     struct diagnostics *diagnostics)
{
    static const struct xml_handler handler = { on_start, on_end, NULL };
    struct xes *xes = xcalloc(1, sizeof *xes);
    xes->log = log;
    xes->diagnostics = diagnostics;
    xes->options = options;
    xes->file = source_name(source);
    xes->file_number = (uint16_t)event_log_add_file(log, xes->file);
    bool good = xml_stream(source, &handler, xes, diagnostics);
    if (good)
        summarise(xes);
    if (format)
        format->reader = "xes";
    for (size_t i = 0; i < xes->attributes; i++)
        free(xes->attribute[i].key);
    free(xes->case_seen);
    free(xes->aside);
    free(xes);
    return good;
}

static bool recognise(const char *start, size_t length)
{
    char root[XML_NAME_SIZE];
    xml_root_name(start, length, root);
    return !strcmp(root, "log");
}

const struct reader XES_READER = { .name = "XES", .extensions = "xes", .recognise = recognise, .read_log = read_log };
