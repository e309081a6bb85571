/* Event logs in XES (IEEE 1849), read as a stream: log > trace > event > attributes (string, date, int, float, boolean,
 * id; each may hold further ones, which are passed over, as lists and containers are).
 *
 *   trace concept:name    the case             time:timestamp         start
 *   event concept:name    the step             lifecycle:transition   start, complete, other
 *   org:group             the institution      others                 the columns of contacts, by their id (design, section 5)
 *
 * Other attributes of a trace become attributes of the case, those of an event are not kept. An event without a name
 * happened all the same: it is kept as LOG_UNNAMED, which is no step of any journey, counted and said.
 */
#include "input/xes.h"
#include "base/message.h"
#include <stdlib.h>
#include <string.h>

static struct source_position at_line(const struct xes *xes, uint64_t line)
{
    return (struct source_position){ xes->file, (int)line, 0 };
}
struct source_position xes_here(const struct xes *xes) { return at_line(xes, (uint64_t)xml_line(xes->stream)); }

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
        diagnostics_warning(xes->diagnostics, xes_here(xes), _("the case '%s' was there before; its events go on there"),
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
        diagnostics_warning(xes->diagnostics, at_line(xes, (uint64_t)xes->trace_line),
                            _("this trace has no concept:name; it is called '%s'"), name);
    name_case(xes, xes_intern(xes, name, strlen(name)));
}

static int case_attribute(struct xes *xes, const char *key, size_t length)
{
    for (size_t i = 0; i < xes->attributes; i++)
        if (xes->attribute[i].length == length && !memcmp(xes->attribute[i].key, key, length))
            return xes->attribute[i].number;
    if (xes->attributes == CASE_ATTRIBUTES_MAXIMUM || length >= XML_NAME_SIZE * 4) {
        if (!xes->attributes_full)
            diagnostics_warning(xes->diagnostics, xes_here(xes),
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
    if (xes_field(key, key_length) == FIELD_NAME) {
        if (length && !xes->case_name)
            name_case(xes, xes_intern(xes, value, length));
        return;
    }
    if (key_length > 9 && !memcmp(key, "parcours:", 9))
        return;                         /* what an earlier comparison found, not what was reported */
    int attribute = length ? case_attribute(xes, key, key_length) : -1;
    if (attribute < 0)
        return;
    uint32_t text = xes_intern(xes, value, length);
    if (xes->case_name)
        event_log_set_case_attribute(xes->log, xes->case_name, attribute, text);
    else if (xes->values < CASE_ATTRIBUTES_MAXIMUM)
        xes->value[xes->values++] = (struct pending_value){ attribute, text };
}

static void begin_trace(struct xes *xes)
{
    xes->level = IN_TRACE;
    xes->trace_line = xml_line(xes->stream);
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
    input->used++;
    if (!xes->event.label) {
        xes->event.label = xes_intern(xes, LOG_UNNAMED, strlen(LOG_UNNAMED));
        if (!xes->file_missing_name++)
            xes->missing_name_line = xes->event.line;
    }
    if (!xes->case_name && xes->aside_count == UNNAMED_EVENTS_MAXIMUM)
        invent_name(xes);
    if (xes->case_name) {
        add_event(xes, &xes->event);
        return;
    }
    GROW(xes->aside, xes->aside_count, xes->aside_capacity);
    xes->aside[xes->aside_count++] = xes->event;
}

/* Elements that ended before one at this depth begins, or the file ends. Nothing is called at the end of each element:
 * there are some ten of them an event, and 3 % of the reading time went there. */
static void end_above(struct xes *xes, int depth)
{
    if (xes->level == IN_EVENT && depth < IN_EVENT)
        end_event(xes);
    if (xes->level == IN_TRACE && depth < IN_TRACE)
        end_trace(xes);
}

/* --- tags ----------------------------------------------------------------------------------------------------- */

static bool is_simple(const struct xes *xes, const char *name)
{
    for (int i = TAG_SIMPLE; i < TAGS; i++)
        if (name == xes->tag[i])
            return true;
    return false;
}

struct text { const char *at; size_t length; };

static struct text value_of(const unsigned char *const *attribute)
{
    return (struct text){ (const char *)attribute[3], (size_t)(attribute[4] - attribute[3]) };
}

/* The key and the value of an attribute's element, in whatever order they stand. */
static bool key_and_value(const struct xes *xes, const struct xml_tag *tag, struct text *key, struct text *value)
{
    const unsigned char *const *given = tag->attribute;
    if (tag->attributes == 2 && (const char *)given[0] == xes->tag[TAG_KEY] && (const char *)given[5] == xes->tag[TAG_VALUE]) {
        *key = value_of(given);             /* nearly always */
        *value = value_of(given + 5);
        return true;
    }
    *key = *value = (struct text){ 0 };
    for (int i = 0; i < tag->attributes; i++, given += 5) {
        if ((const char *)given[0] == xes->tag[TAG_KEY])
            *key = value_of(given);
        else if ((const char *)given[0] == xes->tag[TAG_VALUE])
            *value = value_of(given);
    }
    return key->at && value->at;
}

/* An attribute of a trace or an event: its value goes where its key says. */
static void attribute(struct xes *xes, const struct xml_tag *tag)
{
    struct text key, value;
    if (!key_and_value(xes, tag, &key, &value))
        return;
    enum field field = xes->level == IN_EVENT ? xes_field(key.at, key.length) : FIELD_NONE;
    if ((xes->level == IN_EVENT && field == FIELD_NONE) || !is_simple(xes, tag->name))
        return;
    if (value.length > VALUE_MAXIMUM) {
        diagnostics_warning(xes->diagnostics, xes_here(xes), _("a value of more than 64 KiB is not kept"));
        return;
    }
    if (!xml_as_written(xes->stream, value.at))
        value.at = xml_decode(value.at, &value.length, xes->scratch);
    if (field)
        xes_set_field(xes, field, value.at, value.length);
    else
        trace_attribute(xes, key.at, key.length, value.at, value.length);
}

/* The first element. */
static void begin_log(struct xes *xes, struct xml_stream *stream, const struct xml_tag *tag)
{
    xes->stream = stream;
    for (int i = 0; i < TAGS; i++)
        xes->tag[i] = xml_intern(stream, TAG_NAMES[i]);
    if (tag->name == xes->tag[TAG_LOG]) {
        xes->level = IN_LOG;
        return;
    }
    diagnostics_error(xes->diagnostics, xes_here(xes), _("'log' is expected here, as the first element of an XES file, not '%s'"),
                      tag->name);
    xml_stop(stream);
}

static void in_log(struct xes *xes, const char *name)
{
    if (name == xes->tag[TAG_TRACE])
        begin_trace(xes);
    else if (name == xes->tag[TAG_EVENT] && !xes->outside++)
        xes->outside_line = (uint64_t)xml_line(xes->stream);
}

/* False for an attribute of the trace. */
static bool in_trace(struct xes *xes, const char *name)
{
    if (name == xes->tag[TAG_EVENT]) {
        begin_event(xes);
        return true;
    }
    if (name == xes->tag[TAG_TRACE] && !xes->nested++)
        xes->nested_line = (uint64_t)xml_line(xes->stream);
    return name == xes->tag[TAG_TRACE];
}

/* Ten times an event: what stands in events comes first. */
static void on_start(void *context, struct xml_stream *stream, const struct xml_tag *tag)
{
    struct xes *xes = context;
    if (tag->depth != (int)xes->level) {
        if (tag->depth > (int)xes->level)       /* within an attribute, a list, a global… */
            return;
        end_above(xes, tag->depth);
    }
    if (xes->level == IN_EVENT || (xes->level == IN_TRACE && !in_trace(xes, tag->name)))
        attribute(xes, tag);
    else if (xes->level == IN_LOG)
        in_log(xes, tag->name);
    else if (xes->level == BEFORE_LOG)
        begin_log(xes, stream, tag);
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
                            ngettext("%llu event has no concept:name, so what was done is not known; the first is here",
                                     "%llu events have no concept:name, so what was done is not known; the first is here",
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
    static const struct xml_handler handler = { on_start, NULL, NULL };
    struct xes *xes = xcalloc(1, sizeof *xes);
    xes->log = log;
    xes->diagnostics = diagnostics;
    xes->options = options;
    xes->file = source_name(source);
    xes->file_number = (uint16_t)event_log_add_file(log, xes->file);
    bool good = xml_stream(source, &handler, xes, diagnostics);
    if (good) {
        end_above(xes, 0);
        summarise(xes);
    }
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
