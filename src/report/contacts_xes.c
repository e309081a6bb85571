/* contacts.xes: the log with what the comparison says of it, for other tools. XES 2.0 (IEEE 1849-2016); a working file of the
 * auditor, complete as contacts.csv.
 *
 *   trace   concept:name the pseudonym; what the data says of the user; parcours:cost, take-up, elapsed seconds
 *   event   concept:name, time:timestamp (if known), org:group, lifecycle:transition; the columns of the contacts as reported;
 *           parcours:verdict, cause, rule, stated, step, channel, minutes by class
 *
 * Read again and compared with the same journey it gives the same verdicts. What does not survive: that a date had no time of
 * day (XES dates have one; midnight stands for none), the file and line, attributes of contacts that the program does not know
 * (other tools see them), names of attributes that are no XML names (a "_" for each other character), the cause of non-take-up
 * as stated, values over 64 KiB, control characters.
 */
#include "base/output_file.h"
#include "base/text.h"
#include "report/json.h"
#include "report/writer.h"
#include <stdlib.h>
#include <string.h>

/* The keys of an event that its own attributes must leave alone. */
static const char *const EVENT_KEYS[] = {
    "concept:name", "time:timestamp", "lifecycle:transition", "org:group", "end", "institution", "channel", "by", "reason",
    "outcome", "documents", "kind", "minutes", "queue", "travel", "prepare", "relation", "autonomy", "satisfaction", "irritant",
    "quote", NULL,
};

struct xes_file {
    struct buffer *out;
    const struct audit *audit;
    char **key;                 /* [attributes]: a valid one, distinct among events or traces */
    bool *own_title;            /* [steps]: its title stands for this step alone */
};

/* --- texts ---------------------------------------------------------------------------------------------------- */

/* An attribute's value: what XML does not allow becomes U+FFFD, line ends and tabs are kept. */
static void put_value(struct buffer *out, const char *text)
{
    for (;;) {
        size_t plain = 0;
        while ((unsigned char)text[plain] >= 0x20 && (unsigned char)text[plain] < 0x7F && !strchr("&<>\"", text[plain]))
            plain++;
        buffer_add(out, text, plain);
        text += plain;
        if (!*text)
            return;
        unsigned char c = (unsigned char)*text;
        size_t length = utf8_character(text);
        bool refused = !length || c == 0x7F || (c < 0x20 && !strchr("\t\n\r", c)) ||
                       (length == 3 && c == 0xEF && (unsigned char)text[1] == 0xBF && (unsigned char)text[2] >= 0xBE);
        if (refused)
            buffer_add_string(out, "\xEF\xBF\xBD");
        else if (length == 1)
            buffer_printf(out, "&#%d;", c);
        else
            buffer_add(out, text, length);
        text += length ? length : 1;
    }
}

/* What comes before an attribute's value. Some fifteen of these an event: no printf(), which took half of the writing time. */
static void put_key(struct xes_file *file, int depth, const char *type, const char *key)
{
    buffer_add(file->out, "   ", (size_t)depth);
    buffer_add_char(file->out, '<');
    buffer_add_string(file->out, type);
    buffer_add_string(file->out, " key=\"");
    buffer_add_string(file->out, key);
    buffer_add_string(file->out, "\" value=\"");
}

static void put(struct xes_file *file, int depth, const char *type, const char *key, const char *value)
{
    put_key(file, depth, type, key);
    put_value(file->out, value);
    buffer_add_string(file->out, "\"/>\n");
}

/* Words and texts: nothing is written of an empty one. */
static void put_string(struct xes_file *file, int depth, const char *key, const char *value)
{
    if (*value)
        put(file, depth, "string", key, value);
}

static void put_integer(struct xes_file *file, int depth, const char *key, int64_t value)
{
    put_key(file, depth, "int", key);
    buffer_printf(file->out, "%lld\"/>\n", (long long)value);
}

static void put_boolean(struct xes_file *file, int depth, const char *key, bool value)
{
    put(file, depth, "boolean", key, value ? "true" : "false");
}

static void put_minutes(struct xes_file *file, int depth, const char *key, int64_t seconds)
{
    put_key(file, depth, "float", key);
    minutes_exact(file->out, seconds);
    buffer_add_string(file->out, "\"/>\n");
}

static void put_date(struct xes_file *file, const char *key, int64_t instant)
{
    char text[TIME_TEXT_SIZE];
    put(file, 3, "date", key, time_format_iso(instant, text));
}

/* --- keys ----------------------------------------------------------------------------------------------------- */

/* Letters of the scripts people write in; XML names allow more, few tools agree on which. */
static bool is_name_character(const char *text, size_t length, bool first)
{
    unsigned char c = (unsigned char)*text;
    if (length == 1)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':'));
    return c >= 0xC3 && c <= 0xC9 && strncmp(text, "×", 2) && strncmp(text, "÷", 2);    /* À … ɏ and the like */
}

static void add_key(struct buffer *key, const char *name)
{
    if (!*name)
        buffer_add_char(key, '_');
    for (bool first = true; *name; first = false) {
        size_t length = utf8_character(name);
        if (is_name_character(name, length, first))
            buffer_add(key, name, length);
        else
            buffer_add_char(key, '_');
        name += length ? length : 1;
    }
}

static bool key_taken(const struct xes_file *file, size_t attribute, const char *key)
{
    const struct event_log *log = file->audit->log;
    if (!strcmp(key, EVENT_KEYS[0]) || !strncmp(key, "parcours:", 9))
        return true;
    for (int i = 0; !log->attribute[attribute].of_case && EVENT_KEYS[i]; i++)
        if (!strcmp(key, EVENT_KEYS[i]))
            return true;
    for (size_t i = 0; i < attribute; i++)
        if (log->attribute[i].of_case == log->attribute[attribute].of_case && !strcmp(key, file->key[i]))
            return true;
    return false;
}

/* The attribute's name made a key; "_2", "_3" … where another one has it. */
static void make_keys(struct xes_file *file)
{
    const struct event_log *log = file->audit->log;
    file->key = xcalloc(log->attributes + 1, sizeof *file->key);
    for (size_t i = 0; i < log->attributes; i++) {
        struct buffer key = { 0 };
        int number = 1;
        do {
            buffer_clear(&key);
            add_key(&key, event_log_text(log, log->attribute[i].name));
            if (number++ > 1)
                buffer_printf(&key, "_%d", number - 1);
        } while (key_taken(file, i, buffer_text(&key)));
        file->key[i] = key.data;
    }
}

/* --- names of steps ------------------------------------------------------------------------------------------- */

static void claim(struct interner *names, int **owner, uint32_t *room, const char *text, int step)
{
    struct buffer folded = { 0 };
    text_fold(&folded, text);
    uint32_t number = interner_add_string(names, buffer_text(&folded));
    buffer_release(&folded);
    for (; *room <= number; ++*room) {
        *owner = xrealloc(*owner, (*room + 1) * sizeof **owner);
        (*owner)[*room] = step;
    }
    if ((*owner)[number] != step)
        (*owner)[number] = NONE;                        /* of several steps */
}

/* Whose title no other step has as its id, title or alias: read again, it names that step. */
static void find_own_titles(struct xes_file *file)
{
    const struct journey *journey = file->audit->journey;
    struct interner names = { 0 };
    uint32_t room = 0;
    int *owner = NULL;
    for (int s = 0; s < journey->steps; s++) {
        const struct step *step = &journey->step[s];
        claim(&names, &owner, &room, step->id, s);
        for (int i = 0; i < step->titles; i++)
            claim(&names, &owner, &room, step->title[i].text, s);
        for (int i = 0; i < step->aliases; i++)
            claim(&names, &owner, &room, step->alias[i], s);
    }
    file->own_title = xcalloc((size_t)journey->steps + 1, sizeof *file->own_title);
    for (int s = 0; s < journey->steps && !journey->given_net; s++) {
        struct buffer folded = { 0 };
        text_fold(&folded, step_title(journey, s));
        uint32_t number = interner_find(&names, buffer_text(&folded), folded.length);
        file->own_title[s] = *buffer_text(&folded) && number < room && owner[number] == s;
        buffer_release(&folded);
    }
    interner_release(&names);
    free(owner);
}

/* What other tools group events by: the step's title, where the label means that step and the title no other. */
static const char *event_name(const struct xes_file *file, size_t row)
{
    const struct audit *audit = file->audit;
    const struct activity *activity = matching_activity(audit->matching, audit->log, row);
    if (activity->candidates == 1 && file->own_title[activity->candidate[0]])
        return step_title(audit->journey, activity->candidate[0]);
    return event_log_text(audit->log, audit->log->label[row]);
}

/* --- events --------------------------------------------------------------------------------------------------- */

/* The end is one that the program would read again only where both times are known: a day's length is no report. */
static void put_times(struct xes_file *file, const struct contact *contact)
{
    char text[TIME_TEXT_SIZE];
    int64_t at = contact->start != TIME_NONE ? contact->start : contact->end;
    if (at != TIME_NONE)
        put_date(file, "time:timestamp", at);
    if (contact->end == TIME_NONE || contact->end == at)
        return;
    if (contact->start_has_time && contact->end_has_time)
        put_date(file, "end", contact->end);
    else
        put_string(file, 3, "parcours:end", time_format_date(contact->end, contact->end_has_time, text));
}

static void put_reported(struct xes_file *file, const char *key, int32_t seconds)
{
    if (seconds != LOG_SECONDS_ABSENT)
        put_minutes(file, 3, key, seconds);
}

static void put_documents(struct xes_file *file, const struct event_log *log, uint32_t list)
{
    struct buffer text = { 0 };
    const uint32_t *document = list ? event_log_document_list(log, list) : NULL;
    for (uint32_t i = 1; document && i <= document[0]; i++)
        buffer_printf(&text, "%s%s", i > 1 ? "|" : "", event_log_text(log, document[i]));
    put_string(file, 3, "documents", buffer_text(&text));
    buffer_release(&text);
}

static void put_satisfaction(struct xes_file *file, int16_t hundredths)
{
    char text[16];
    if (hundredths == LOG_SATISFACTION_ABSENT)
        return;
    snprintf(text, sizeof text, "%s%d.%02d", hundredths < 0 ? "-" : "", abs(hundredths) / 100, abs(hundredths) % 100);
    put(file, 3, "float", "satisfaction", text);
}

/* As reported: the institution by its id, if the journey knows it. */
static void put_report(struct xes_file *file, const struct contact *contact, int institution)
{
    const struct event_log *log = file->audit->log;
    put_string(file, 3, "institution",
               institution == NONE ? event_log_text(log, contact->institution)
                                   : file->audit->journey->institution[institution].id);
    put_string(file, 3, "channel", contact->channel != CHANNEL_NONE ? vocabulary_id(&CHANNELS, (int)contact->channel)
                                                                    : event_log_text(log, contact->channel_text));
    put_string(file, 3, "by", vocabulary_id(&INITIATIVES, (int)contact->by));
    put_string(file, 3, "reason", vocabulary_id(&REASONS, (int)contact->reason));
    put_string(file, 3, "outcome", vocabulary_id(&OUTCOMES, (int)contact->outcome));
    put_documents(file, log, contact->documents);
    put_string(file, 3, "kind", vocabulary_id(&TIME_KINDS, (int)contact->kind));
    put_reported(file, "minutes", contact->minutes);
    put_reported(file, "queue", contact->queue);
    put_reported(file, "travel", contact->travel);
    put_reported(file, "prepare", contact->prepare);
    put_reported(file, "relation", contact->relation);
    put_reported(file, "autonomy", contact->autonomy);
    put_satisfaction(file, contact->satisfaction);
    put_string(file, 3, "irritant", event_log_text(log, contact->irritant));
    put_string(file, 3, "quote", event_log_text(log, contact->quote));
}

/* Of the classes only those that have time. */
static void put_active(struct xes_file *file, int depth, const struct active_time *time)
{
    put_minutes(file, depth, "parcours:active_minutes", time->total);
    if (time->productive)
        put_minutes(file, depth, "parcours:productive_minutes", time->productive);
    if (time->relation)
        put_minutes(file, depth, "parcours:relation_minutes", time->relation);
    if (time->autonomy)
        put_minutes(file, depth, "parcours:autonomy_minutes", time->autonomy);
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
        char key[64];
        snprintf(key, sizeof key, "parcours:unproductive_%s_minutes", CAUSE_WORD[cause].id);
        for (char *at = key; *at; at++)
            *at = *at == '-' ? '_' : *at;
        if (time->unproductive[cause])
            put_minutes(file, depth, key, time->unproductive[cause]);
    }
    if (time->estimated)
        put_minutes(file, depth, "parcours:estimated_minutes", time->estimated);
    if (time->unknown)
        put_integer(file, depth, "parcours:unknown_fields", time->unknown);
}

static void put_finding(struct xes_file *file, const struct contact_finding *finding)
{
    const char *cause = CAUSE_WORD[verdict_cause(finding->verdict)].id;
    put_string(file, 3, "parcours:move", finding->move == MOVE_MATCH ? "match" : "extra");
    if (finding->step != NONE)
        put_string(file, 3, "parcours:step", file->audit->journey->step[finding->step].id);
    put_string(file, 3, "parcours:channel", vocabulary_id(&CHANNELS, (int)finding->channel));
    put_string(file, 3, "parcours:verdict", VERDICT_WORD[finding->verdict].id);
    put_string(file, 3, "parcours:cause", cause);
    if (finding->stated)
        put_boolean(file, 3, "parcours:stated", true);
    else
        put_integer(file, 3, "parcours:rule", finding->rule);
    put_active(file, 3, &finding->time);
}

static void put_event(struct xes_file *file, size_t row)
{
    const struct audit *audit = file->audit;
    const struct event_log *log = audit->log;
    const struct contact_finding *finding = &audit->contact[row];
    struct contact contact = event_log_contact(log, row);
    const char *name = event_name(file, row), *label = event_log_text(log, contact.label);
    int institution = finding->institution;
    buffer_add_string(file->out, "  <event>\n");
    put_string(file, 3, "concept:name", name);
    put_times(file, &contact);
    put_string(file, 3, "lifecycle:transition", "complete");
    put_string(file, 3, "org:group", institution == NONE ? event_log_text(log, contact.institution)
                                                         : institution_name(audit->journey, institution));
    put_report(file, &contact, institution);
    for (size_t i = 0; i < log->attributes; i++)
        if (!log->attribute[i].of_case)
            put_string(file, 3, file->key[i], event_log_text(log, log->attribute[i].value[row]));
    if (strcmp(name, label))
        put_string(file, 3, "parcours:label", label);
    put_finding(file, finding);
    buffer_add_string(file->out, "  </event>\n");
}

static void put_trace(struct xes_file *file, size_t number)
{
    static const char *const class[] = { "contact", "announced", "overrun", "own" };
    const struct audit *audit = file->audit;
    const struct event_log *log = audit->log;
    const struct case_finding *finding = &audit->cases[number];
    buffer_add_string(file->out, " <trace>\n");
    put(file, 2, "string", "concept:name", event_log_text(log, log->cases[number].name));
    for (size_t i = 0; i < log->attributes; i++)
        if (log->attribute[i].of_case)
            put_string(file, 2, file->key[i], event_log_text(log, log->attribute[i].value[number]));
    put_integer(file, 2, "parcours:cost", finding->alignment ? finding->alignment->cost : 0);
    put_boolean(file, 2, "parcours:conforming", finding->conforming);
    put_string(file, 2, "parcours:take_up", TAKE_UP_WORD[finding->take_up].id);
    put_boolean(file, 2, "parcours:refused", finding->refused);
    if (finding->take_up == TAKE_UP_ABANDONED || finding->take_up == TAKE_UP_NEVER_STARTED) {
        put_string(file, 2, "parcours:non_take_up", vocabulary_id(&NON_TAKE_UPS, (int)finding->non_take_up));
        put_boolean(file, 2, "parcours:non_take_up_stated", finding->non_take_up_stated);
    }
    put_active(file, 2, &finding->time);
    for (int i = 0; finding->dated && i < ELAPSED_COUNT; i++) {
        char key[48];
        snprintf(key, sizeof key, "parcours:%s_seconds", class[i]);
        put_integer(file, 2, key, finding->elapsed[i]);
    }
}

/* --- the file ------------------------------------------------------------------------------------------------- */

static void put_head(struct buffer *out)
{
    static const char head[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!-- Written by parcours compare: complete, with pseudonyms; to be worked with, not to be published. -->\n"
        "<log xes.version=\"2.0\" xes.features=\"\">\n"
        " <extension name=\"Concept\" prefix=\"concept\" uri=\"http://www.xes-standard.org/concept.xesext\"/>\n"
        " <extension name=\"Time\" prefix=\"time\" uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
        " <extension name=\"Organizational\" prefix=\"org\" uri=\"http://www.xes-standard.org/org.xesext\"/>\n"
        " <extension name=\"Lifecycle\" prefix=\"lifecycle\" uri=\"http://www.xes-standard.org/lifecycle.xesext\"/>\n"
        " <extension name=\"Parcours\" prefix=\"parcours\" uri=\"urn:parcours:xes:1\"/>\n"
        " <global scope=\"trace\">\n"
        "  <string key=\"concept:name\" value=\"\"/>\n"
        " </global>\n"
        " <global scope=\"event\">\n"
        "  <string key=\"concept:name\" value=\"\"/>\n"
        "  <string key=\"lifecycle:transition\" value=\"complete\"/>\n"
        "  <string key=\"parcours:verdict\" value=\"\"/>\n"
        " </global>\n"
        " <classifier name=\"Step\" scope=\"event\" keys=\"concept:name\"/>\n"
        " <classifier name=\"Verdict\" scope=\"event\" keys=\"concept:name parcours:verdict\"/>\n";
    buffer_add_string(out, head);
}

static bool write_file(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    const struct event_log *log = report->audit->log;
    struct output_file target;
    struct buffer text = { 0 };
    struct xes_file file = { .out = &text, .audit = report->audit };
    if (!output_file_open(&target, path, diagnostics))
        return false;
    make_keys(&file);
    find_own_titles(&file);
    put_head(&text);
    for (size_t c = 0; c < log->case_count; c++) {
        put_trace(&file, c);
        for (size_t row = log->cases[c].first, end = row + log->cases[c].count; row < end; row++) {
            put_event(&file, row);
            output_file_take(&target, &text);
        }
        buffer_add_string(&text, " </trace>\n");
    }
    buffer_add_string(&text, "</log>\n");
    for (size_t i = 0; i < log->attributes; i++)
        free(file.key[i]);
    free(file.key);
    free(file.own_title);
    return output_file_finish(&target, &text, diagnostics);
}

const struct writer CONTACTS_XES_WRITER = { "contacts.xes", false, write_file };
