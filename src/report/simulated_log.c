#include "report/simulated_log.h"
#include "base/date.h"
#include "report/csv.h"
#include <math.h>
#include <string.h>

enum { FLUSH_BYTES = 1 << 18 };
#define SAFE "0123456789-.:_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static void flush(struct simulated_log *log)
{
    if (log->out.length)
        fwrite(log->out.data, 1, log->out.length, log->file.stream);
    buffer_clear(&log->out);
}

bool simulated_log_open(struct simulated_log *log, const char *path, const struct plan *plan, bool reasons,
                        struct diagnostics *diagnostics)
{
    static const char *const COLUMN[] = { "case",     "step",    "institution", "channel", "start",
                                          "end",      "minutes", "queue",       "travel",  "relation",
                                          "autonomy", "by",      "outcome",     "profile", NULL };
    size_t length = strlen(path);
    *log = (struct simulated_log){ .plan = plan, .reasons = reasons };
    log->xes = length > 4 && !strcmp(path + length - 4, ".xes");
    if (!output_file_open(&log->file, path, diagnostics))
        return false;
    struct csv csv = { .out = &log->out };
    if (log->xes) {
        buffer_add_string(&log->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                     "<log xes.version=\"2.0\" xes.features=\"nested-attributes\" "
                                     "xmlns=\"http://www.xes-standard.org/\">\n");
        return true;
    }
    csv_header(&csv, COLUMN);
    if (reasons) {
        csv_text(&csv, "reason");
        csv_text(&csv, "takeup");
    }
    csv_row_end(&csv);
    return true;
}

/* --- cells: no formatted printing, this is done millions of times ------------------------------------------------- */

static void put_digits(char *to, int value, int digits)
{
    for (int i = digits - 1; i >= 0; i--, value /= 10)
        to[i] = (char)('0' + value % 10);
}

/* "2025-01-06T09:30:00" of whole seconds since the population's origin. */
static const char *instant(const struct simulated_log *log, double seconds, char text[TIME_TEXT_SIZE])
{
    int64_t whole = (int64_t)floor(seconds), day = whole / DAY_SECONDS;
    int of_day = (int)(whole % DAY_SECONDS), year, month, date;
    date_from_days(log->plan->population->origin + day, &year, &month, &date);
    memcpy(text, "0000-00-00T00:00:00", 20);
    put_digits(text, year, 4);
    put_digits(text + 5, month, 2);
    put_digits(text + 8, date, 2);
    put_digits(text + 11, of_day / 3600, 2);
    put_digits(text + 14, of_day / 60 % 60, 2);
    put_digits(text + 17, of_day % 60, 2);
    return text;
}

static const char *case_name(const struct simulated_case *left, char text[24])
{
    char digits[20];
    int count = 0, at = 0;
    uint64_t number = left->user + 1;
    do
        digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) > 0 || count < 7);
    text[at++] = 'U';
    while (count)
        text[at++] = digits[--count];
    text[at] = '\0';
    return text;
}

/* Whole seconds as minutes, to the fourth decimal: they read back as the same seconds. */
static const char *minutes(double seconds, char text[24])
{
    int64_t whole = llround(seconds);
    int at = 0, digits = 0, parts = (int)((whole % 60 * 10000 + 30) / 60);
    char reversed[20];
    for (int64_t rest = whole / 60; rest > 0 || !digits; rest /= 10)
        reversed[digits++] = (char)('0' + rest % 10);
    while (digits)
        text[at++] = reversed[--digits];
    text[at] = '\0';
    if (!parts)
        return text;
    text[at++] = '.';
    put_digits(text + at, parts, 4);
    text[at + 4] = '\0';
    return text;
}

static const char *institution_id(const struct simulated_log *log, int institution)
{
    return institution == NONE ? "" : log->plan->journey->institution[institution].id;
}

/* As csv_text(), faster for what is plainly safe: most cells. */
static void cell(struct csv *csv, const char *text)
{
    size_t length = strlen(text), plain = strspn(text, SAFE);
    if (!csv->filled || (length && (*text == '-' || plain < length))) {
        csv_text(csv, text);
        return;
    }
    buffer_add_char(csv->out, ',');
    buffer_add(csv->out, text, length);
}

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

static void end_row(struct simulated_log *log, struct csv *csv, const struct simulated_case *left, enum reason reason,
                    bool last)
{
    cell(csv, log->plan->population->profile[left->profile].id);
    if (log->reasons) {
        cell(csv, vocabulary_id(&REASONS, (int)reason));
        cell(csv, last ? vocabulary_id(&NON_TAKE_UPS, (int)left->cause) : "");
    }
    csv_row_end(csv);
}

static void csv_contact(struct simulated_log *log, const struct simulated_case *left,
                        const struct simulated_contact *contact, bool last)
{
    struct csv csv = { .out = &log->out };
    char name[24], number[24], time[TIME_TEXT_SIZE];
    cell(&csv, case_name(left, name));
    cell(&csv, log->plan->journey->step[contact->step].id);
    cell(&csv, institution_id(log, contact->institution));
    cell(&csv, vocabulary_id(&CHANNELS, (int)contact->channel));
    cell(&csv, instant(log, contact->start, time));
    cell(&csv, instant(log, contact->end, time));
    cell(&csv, minutes(contact->service, number));
    cell(&csv, minutes(contact->queue, number));
    cell(&csv, minutes(contact->travel, number));
    cell(&csv, minutes(contact->relation, number));
    cell(&csv, minutes(contact->autonomy, number));
    cell(&csv, vocabulary_id(&INITIATIVES, (int)contact->by));
    cell(&csv, vocabulary_id(&OUTCOMES, (int)contact->outcome));
    end_row(log, &csv, left, contact->reason, last);
}

/* Somebody who had no contact is a row with a case and nothing else. */
static void csv_nobody(struct simulated_log *log, const struct simulated_case *left)
{
    struct csv csv = { .out = &log->out };
    char name[24];
    csv_text(&csv, case_name(left, name));
    for (int i = 0; i < 12; i++)
        csv_text(&csv, "");
    csv_text(&csv, "");
    if (log->reasons) {
        csv_text(&csv, "");
        csv_text(&csv, vocabulary_id(&NON_TAKE_UPS, (int)left->cause));
    }
    csv_row_end(&csv);
}

/* --- XES ---------------------------------------------------------------------------------------------------------- */

static void xes_text(struct simulated_log *log, const char *type, const char *key, const char *value)
{
    if (!*value)
        return;
    buffer_printf(&log->out, "<%s key=\"%s\" value=\"", type, key);
    for (const char *c = value; *c; c++) {
        if (strchr("&<>\"", *c))
            buffer_printf(&log->out, "&#%d;", *c);
        else
            buffer_add_char(&log->out, *c);
    }
    buffer_add_string(&log->out, "\"/>");
}

static void xes_minutes(struct simulated_log *log, const char *key, double seconds)
{
    char text[24];
    xes_text(log, "float", key, minutes(seconds, text));
}

static void xes_contact(struct simulated_log *log, const struct simulated_contact *contact)
{
    char time[TIME_TEXT_SIZE];
    buffer_add_string(&log->out, "<event>");
    xes_text(log, "string", "concept:name", log->plan->journey->step[contact->step].id);
    xes_text(log, "date", "time:timestamp", instant(log, contact->start, time));
    xes_text(log, "date", "end", instant(log, contact->end, time));
    xes_text(log, "string", "org:group", institution_id(log, contact->institution));
    xes_text(log, "string", "channel", vocabulary_id(&CHANNELS, (int)contact->channel));
    xes_minutes(log, "minutes", contact->service);
    xes_minutes(log, "queue", contact->queue);
    xes_minutes(log, "travel", contact->travel);
    xes_minutes(log, "relation", contact->relation);
    xes_minutes(log, "autonomy", contact->autonomy);
    xes_text(log, "string", "by", vocabulary_id(&INITIATIVES, (int)contact->by));
    xes_text(log, "string", "outcome", vocabulary_id(&OUTCOMES, (int)contact->outcome));
    if (log->reasons)
        xes_text(log, "string", "reason", vocabulary_id(&REASONS, (int)contact->reason));
    buffer_add_string(&log->out, "</event>\n");
}

static void xes_case(struct simulated_log *log, const struct simulated_case *left)
{
    char name[24];
    buffer_add_string(&log->out, "<trace>");
    xes_text(log, "string", "concept:name", case_name(left, name));
    xes_text(log, "string", "profile", log->plan->population->profile[left->profile].id);
    if (log->reasons)
        xes_text(log, "string", "takeup", vocabulary_id(&NON_TAKE_UPS, (int)left->cause));
    buffer_add_char(&log->out, '\n');
    for (int i = 0; i < left->contacts; i++)
        xes_contact(log, left->contact[i]);
    buffer_add_string(&log->out, "</trace>\n");
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

void simulated_log_case(void *context, const struct simulated_case *left)
{
    struct simulated_log *log = context;
    if (log->xes) {
        xes_case(log, left);
    } else {
        for (int i = 0; i < left->contacts; i++)
            csv_contact(log, left, left->contact[i], i == left->contacts - 1);
        if (left->fate == FATE_NEVER_STARTED)
            csv_nobody(log, left);
    }
    if (log->out.length > FLUSH_BYTES)
        flush(log);
}

bool simulated_log_commit(struct simulated_log *log, struct diagnostics *diagnostics)
{
    if (log->xes)
        buffer_add_string(&log->out, "</log>\n");
    flush(log);
    buffer_release(&log->out);
    return output_file_commit(&log->file, diagnostics);
}

void simulated_log_abandon(struct simulated_log *log)
{
    output_file_abandon(&log->file);
    buffer_release(&log->out);
}
