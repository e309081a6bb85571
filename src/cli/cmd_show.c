#include "base/format.h"
#include "base/text.h"
#include "cli/fields.h"
#include "cli/load.h"
#include "cli/log_counts.h"
#include "cli/show_bpmn.h"
#include "cli/show_model.h"
#include "report/json.h"
#include <stdlib.h>
#include <string.h>

enum { NAMES_SHOWN = 40, NAME_CHARACTERS = 80 };

static struct { bool json; } chosen;

/* --- journeys and nets --- */

struct journey_counts { int channels, options, automatic, by_institution, silent; };

static struct journey_counts count_journey(const struct journey *journey)
{
    struct journey_counts counts = { 0 };
    bool used[CHANNEL_COUNT] = { false };
    for (int s = 0; s < journey->steps; s++) {
        const struct step *step = &journey->step[s];
        for (int i = 0; i < step->channels; i++)
            used[step->via[i]] = true;
        counts.automatic += step->automatic;
        counts.by_institution += step->by_institution;
    }
    for (int i = 1; i < CHANNEL_COUNT; i++)
        counts.channels += used[i];
    for (int i = 0; i < journey->nodes; i++)
        counts.options += journey->node[i].kind == NODE_OPTION;
    for (int i = 0; i < journey->links; i++) {              /* in a flow: the links out of a gateway `one` or `any` */
        int gateway = journey->link[i].from - journey->steps;
        counts.options += gateway >= 0 && (journey->gateway[gateway].kind == GATEWAY_ONE ||
                                           journey->gateway[gateway].kind == GATEWAY_ANY);
    }
    for (int i = 0; journey->given_net && i < journey->given_net->transitions; i++)
        counts.silent += journey->given_net->transition[i].step == NET_SILENT;
    return counts;
}

static void journey_json(struct json *json, const struct journey *journey)
{
    struct journey_counts counts = count_journey(journey);
    json_put_string(json, "id", journey->id);
    json_put_string(json, "title", journey_title(journey));
    json_put_integer(json, "steps", journey->steps);
    json_put_integer(json, "institutions", journey->institutions);
    json_put_integer(json, "channels", counts.channels);
    json_put_integer(json, "documents", journey->documents);
    json_put_integer(json, "options", counts.options);
    if (journey->given_net) {
        json_put_integer(json, "places", journey->given_net->places);
        json_put_integer(json, "transitions", journey->given_net->transitions);
        json_put_integer(json, "silent", counts.silent);
    }
    if (journey->bpmn)
        bpmn_counts_json(json, journey->bpmn);
}

/* "web, counter" */
static void list_channels(const struct step *step, struct buffer *out)
{
    for (int i = 0; i < step->channels; i++)
        buffer_printf(out, "%s%s", i ? ", " : "", vocabulary_name(&CHANNELS, (int)step->via[i]));
}

static void list_steps(const struct journey *journey, struct buffer *out)
{
    int phase = NONE;
    buffer_printf(out, "\n%s\n", _("steps, in the order of the file:"));
    for (int s = 0; s < journey->steps; s++) {
        const struct step *step = &journey->step[s];
        if (step->phase != phase && step->phase != NONE) {
            buffer_add_string(out, "  ");
            add_plain(out, phase_title(journey, step->phase), NAME_CHARACTERS);
            buffer_add_char(out, '\n');
        }
        phase = step->phase;
        buffer_add_string(out, "    ");
        add_plain(out, step_title(journey, s), NAME_CHARACTERS);
        if (step->institution != NONE) {
            buffer_add_string(out, " – ");
            add_plain(out, institution_name(journey, step->institution), NAME_CHARACTERS);
        }
        if (step->channels) {
            buffer_add_string(out, " (");
            list_channels(step, out);
            buffer_add_char(out, ')');
        }
        buffer_add_char(out, '\n');
    }
}

static void journey_text(const struct journey *journey, struct fields *fields, struct buffer *out)
{
    struct journey_counts counts = count_journey(journey);
    fields_add(fields, _("id"), "%s", journey->id);
    fields_add(fields, _("title"), "%s", journey_title(journey));
    if (journey->event && *journey->event)
        fields_add(fields, _("life event"), "%s", journey->event);
    if (journey->source)
        fields_add(fields, _("source"), "%s", journey->source);
    fields_count(fields, _("steps"), (uint64_t)journey->steps);
    if (journey->bpmn)
        bpmn_counts_fields(fields, journey->bpmn);
    if (journey->given_net) {
        fields_count(fields, _("places"), (uint64_t)journey->given_net->places);
        fields_count(fields, _("transitions"), (uint64_t)journey->given_net->transitions);
        fields_count(fields, _("silent transitions"), (uint64_t)counts.silent);
    } else {
        fields_count(fields, _("automatic steps"), (uint64_t)counts.automatic);
        fields_count(fields, _("steps by institutions"), (uint64_t)counts.by_institution);
        fields_count(fields, _("institutions"), (uint64_t)journey->institutions);
        fields_count(fields, _("channels"), (uint64_t)counts.channels);
        fields_count(fields, _("documents"), (uint64_t)journey->documents);
        fields_count(fields, _("options of choices"), (uint64_t)counts.options);
    }
    fields_write(fields, out);
    list_steps(journey, out);
}

/* --- logs --- */

static void json_instant(struct json *json, const char *key, int64_t instant)
{
    char text[TIME_TEXT_SIZE];
    json_put_string(json, key, instant == TIME_NONE ? NULL : time_format_iso(instant, text));
}

static bool ordered_by_file(const struct log_format *format)
{
    return format->reader && !strcmp(format->reader, "xes");
}

static void log_json(struct json *json, const struct event_log *log, const struct log_format *format)
{
    struct log_counts counts;
    log_counts_init(&counts, log, ordered_by_file(format));
    json_put_integer(json, "cases", (int64_t)counts.cases);
    json_put_integer(json, "events", (int64_t)counts.events);
    json_put_integer(json, "distinct_names", (int64_t)counts.labels);
    json_put_integer(json, "variants_by_name", (int64_t)counts.variants);
    json_instant(json, "first_utc", counts.first);
    json_instant(json, "last_utc", counts.last);
    json_put_integer(json, "events_missing_timestamp", (int64_t)log->input.missing_time);
    json_put_integer(json, "events_unparsable_timestamp", (int64_t)log->input.unparsable_time);
    json_put_integer(json, "events_missing_name", (int64_t)log->input.missing_name);
    json_put_integer(json, "rows", (int64_t)log->input.rows);
    json_put_integer(json, "rows_rejected", (int64_t)log->input.rejected);
    log_counts_release(&counts);
}

static void list_names(const struct log_counts *counts, const struct event_log *log, struct buffer *out)
{
    if (!counts->labels)
        return;
    buffer_printf(out, "\n%s\n", _("names of steps as written, most frequent first:"));
    for (size_t i = 0; i < counts->labels && i < NAMES_SHOWN; i++) {
        add_count_cell(out, counts->label[i].contacts, 9);
        buffer_add_string(out, "  ");
        add_plain(out, event_log_text(log, counts->label[i].label), NAME_CHARACTERS);
        buffer_add_char(out, '\n');
    }
    if (counts->labels > NAMES_SHOWN) {
        size_t more = counts->labels - NAMES_SHOWN;
        buffer_add_string(out, "           ");
        buffer_printf(out, ngettext("… and %zu more name\n", "… and %zu more names\n", more), more);
    }
}

static void format_fields(const struct log_format *format, struct fields *fields)
{
    static const char *const order[] = { "", N_("day first (03/04 is 3 April)"), N_("month first (03/04 is March 4)") };
    if (format->encoding)
        fields_add(fields, _("encoding"), "%s", format->encoding);
    if (format->separator)
        fields_add(fields, _("separator"), "%s",
                   format->separator == '\t' ? _("tab") : (const char[]){ format->separator, '\0' });
    if (format->date_order != DATE_ORDER_UNKNOWN)
        fields_add(fields, _("dates"), "%s", _(order[format->date_order]));
    if (format->columns)
        fields_add(fields, _("columns"), "%s", format->columns);
}

static void attribute_fields(const struct event_log *log, struct fields *fields)
{
    struct buffer of_case = { 0 }, of_contact = { 0 };
    for (size_t i = 0; i < log->attributes; i++) {
        const struct log_attribute *attribute = &log->attribute[i];
        struct buffer *list = attribute->of_case ? &of_case : &of_contact;
        buffer_printf(list, "%s%s (%u)", list->length ? ", " : "", event_log_text(log, attribute->name),
                      (unsigned)attribute->distinct);
    }
    if (of_case.length)
        fields_add(fields, _("users' attributes"), "%s", of_case.data);
    if (of_contact.length)
        fields_add(fields, _("contacts' attributes"), "%s", of_contact.data);
    buffer_release(&of_case);
    buffer_release(&of_contact);
}

static void date_field(struct fields *fields, const char *name, int64_t instant)
{
    char text[TIME_TEXT_SIZE];
    fields_add(fields, name, "%s", instant == TIME_NONE ? "–" : time_format_date(instant, false, text));
}

static void log_text(struct event_log *log, const struct log_format *format, struct fields *fields, struct buffer *out)
{
    struct log_counts counts;
    log_counts_init(&counts, log, ordered_by_file(format));
    format_fields(format, fields);
    fields_count(fields, _("users (cases)"), counts.cases);
    if (counts.empty_cases)
        fields_count(fields, _("users without a contact"), counts.empty_cases);
    fields_count(fields, _("events"), counts.events);
    size_t pairs = event_log_pair_lifecycle(log);
    if (pairs)
        fields_count(fields, _("contacts once paired"), counts.events - pairs);
    fields_count(fields, _("names of steps"), counts.labels);
    fields_count(fields, _("distinct sequences"), counts.variants);
    date_field(fields, _("first (UTC)"), counts.first);
    date_field(fields, _("last (UTC)"), counts.last);
    fields_count(fields, _("events without a date"), log->input.missing_time);
    fields_count(fields, _("dates that can't be read"), log->input.unparsable_time);
    if (log->input.ambiguous_dates)
        fields_count(fields, _("ambiguous dates"), log->input.ambiguous_dates);
    if (log->input.missing_name)
        fields_count(fields, _("events without a name"), log->input.missing_name);
    fields_count(fields, _("rows rejected"), log->input.rejected);
    attribute_fields(log, fields);
    fields_write(fields, out);
    list_names(&counts, log, out);
    log_counts_release(&counts);
}

/* --- */

static void show_json(const struct loaded *loaded, const struct diagnostics *diagnostics, struct buffer *out)
{
    struct json json;
    json_start(&json, out);
    json_put_object(&json, NULL);
    if (loaded->journey)
        journey_json(&json, loaded->journey);
    else if (loaded->population)
        population_json(&json, loaded->population);
    else
        log_json(&json, loaded->log, &loaded->format);
    json_put_array(&json, "warnings");
    struct buffer text = { 0 };
    for (size_t i = 0; i < diagnostics->count; i++)
        if (diagnostics->item[i].level == DIAGNOSTIC_WARNING) {
            buffer_clear(&text);
            if (diagnostics->item[i].at.line)
                buffer_printf(&text, "%d: ", diagnostics->item[i].at.line);
            buffer_add_string(&text, diagnostics->item[i].text);
            json_put_string(&json, NULL, buffer_text(&text));
        }
    buffer_release(&text);
    json_end(&json);
    json_end(&json);
    json_finish(&json);
}

static enum exit_status run(struct invocation *invocation)
{
    struct log_options options;
    if (!contacts_options(invocation, &options))
        return STATUS_USAGE;
    struct loaded loaded;
    enum exit_status status = load_file(&loaded, invocation->operand[0], &options, &invocation->diagnostics);
    if (status == STATUS_DONE && chosen.json) {
        show_json(&loaded, &invocation->diagnostics, &invocation->out);
    } else if (status == STATUS_DONE) {
        struct fields fields = { 0 };
        fields_add(&fields, _("file"), "%s", invocation->operand[0]);
        fields_add(&fields, _("format"), "%s", _(loaded.reader->name));
        if (loaded.journey)
            journey_text(loaded.journey, &fields, &invocation->out);
        else if (loaded.population)
            population_text(loaded.population, &fields, &invocation->out);
        else
            log_text(loaded.log, &loaded.format, &fields, &invocation->out);
    }
    loaded_release(&loaded);
    return status;
}

static const struct option_spec OPTIONS[] = {
    { .name = "json", .kind = OPTION_FLAG, .target = &chosen.json, .help = N_("print the counts as JSON") },
    CONTACTS_OPTIONS,
    COMMON_OPTIONS,
    { 0 },
};

const struct command SHOW_COMMAND = {
    .name = "show", .operands = N_("FILE"), .summary = N_("say what is in a journey, a net, contacts or a model, counted"),
    .details = N_("What was understood of the file: its format, which column is taken for what, how many users, "
                  "contacts, names, steps, documents. Contacts are counted as they stand in the file; "
                  "no user is named. Of a simulation model: who comes, the desks, and every default it relies on with "
                  "its source."),
    .options = OPTIONS, .minimum = 1, .maximum = 1, .run = run,
};
