#include "base/output_file.h"
#include "measure/case_view.h"
#include "report/csv.h"
#include "report/writer.h"
#include <stdlib.h>
#include <string.h>

/* Minutes are seconds / 60, exactly. The ledger's columns are the same in both files. */
#define LEDGER_COLUMNS                                                                                             \
    "active_minutes", "productive_minutes", "relation_minutes", "autonomy_minutes",                                \
    "unproductive_repeated_request_minutes", "unproductive_fragmentation_minutes",                                 \
    "unproductive_redundant_operation_minutes", "unproductive_stated_minutes", "unproductive_access_minutes",      \
    "estimated_minutes", "estimated_from_dates_minutes", "unknown_fields"

static const char *const CONTACT_COLUMN[] = {
    "case", "position", "step_as_written", "step", "move", "verdict", "cause", "basis", "rule",
    "start", "end", "institution_as_written", "institution", "channel", "by", "reason", "outcome", "documents", "kind",
    "reported_minutes", "reported_queue", "reported_travel", "reported_prepare",
    "reported_relation", "reported_autonomy",
    LEDGER_COLUMNS,
    "satisfaction_hundredths", "irritant", "quote", "file", "line", "extra_kind", "channel_as_written",
    "derived_verdict", NULL,
};
static const char *const CASE_COLUMN[] = {
    "case", "contacts", "planned", "extra", "redundant", "cost", "conforming",
    "take_up", "refused", "non_take_up", "non_take_up_basis",
    LEDGER_COLUMNS,
    "dated", "elapsed_seconds", "contact_seconds", "announced_seconds", "overrun_seconds", "own_seconds",
    "skipped", "skipped_went_on", NULL,
};

static void put_active(struct csv *csv, const struct active_time *time)
{
    csv_minutes(csv, time->total);
    csv_minutes(csv, time->productive);
    csv_minutes(csv, time->relation);
    csv_minutes(csv, time->autonomy);
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++)
        csv_minutes(csv, time->unproductive[cause]);
    csv_minutes(csv, time->estimated);
    csv_minutes(csv, time->estimated_from_dates);
    csv_integer(csv, time->unknown);
}

static void put_instant(struct csv *csv, int64_t instant, bool clock)
{
    char text[TIME_TEXT_SIZE];
    if (instant == TIME_NONE)
        csv_text(csv, "");
    else
        csv_text(csv, clock ? time_format_iso(instant, text) : time_format_date(instant, false, text));
}

static void put_reported(struct csv *csv, int32_t seconds)
{
    if (seconds == LOG_SECONDS_ABSENT)
        csv_text(csv, "");
    else
        csv_minutes(csv, seconds);
}

static void put_documents(struct csv *csv, const struct event_log *log, uint32_t list)
{
    struct buffer text = { 0 };
    const uint32_t *document = list ? event_log_document_list(log, list) : NULL;
    for (uint32_t i = 1; document && i <= document[0]; i++) {
        if (i > 1)
            buffer_add_char(&text, '|');
        buffer_add_string(&text, event_log_text(log, document[i]));
    }
    csv_text(csv, buffer_text(&text));
    buffer_release(&text);
}

static void put_finding(struct csv *csv, const struct audit *audit, const struct contact_finding *finding)
{
    csv_text(csv, finding->step == NONE ? "" : audit->journey->step[finding->step].id);
    csv_text(csv, finding->move == MOVE_MATCH ? "match" : "extra");
    csv_text(csv, VERDICT_WORD[finding->verdict].id);
    csv_text(csv, CAUSE_WORD[verdict_cause(finding->verdict)].id);
    csv_text(csv, finding->stated ? "stated" : "rule");
    if (finding->stated)
        csv_text(csv, "");
    else
        csv_integer(csv, finding->rule);
}

/* The row as it was reported, without its step. */
static void put_report(struct csv *csv, const struct audit *audit, const struct contact *contact,
                       const struct contact_finding *finding)
{
    const struct event_log *log = audit->log;
    put_instant(csv, contact->start, contact->start_has_time);
    put_instant(csv, contact->end, contact->end_has_time);
    csv_text(csv, event_log_text(log, contact->institution));
    csv_text(csv, finding->institution == NONE ? "" : audit->journey->institution[finding->institution].id);
    csv_text(csv, vocabulary_id(&CHANNELS, (int)finding->channel));
    csv_text(csv, vocabulary_id(&INITIATIVES, (int)contact->by));
    csv_text(csv, vocabulary_id(&REASONS, (int)contact->reason));
    csv_text(csv, vocabulary_id(&OUTCOMES, (int)contact->outcome));
    put_documents(csv, log, contact->documents);
    csv_text(csv, vocabulary_id(&TIME_KINDS, (int)contact->kind));
    put_reported(csv, contact->minutes);
    put_reported(csv, contact->queue);
    put_reported(csv, contact->travel);
    put_reported(csv, contact->prepare);
    put_reported(csv, contact->relation);
    put_reported(csv, contact->autonomy);
}

static void put_contact(struct csv *csv, const struct audit *audit, const struct log_case *of, size_t row)
{
    const struct event_log *log = audit->log;
    struct contact contact = event_log_contact(log, row);
    csv_text(csv, event_log_text(log, of->name));
    csv_integer(csv, (int64_t)(row - of->first) + 1);
    csv_text(csv, event_log_text(log, contact.label));
    put_finding(csv, audit, &audit->contact[row]);
    put_report(csv, audit, &contact, &audit->contact[row]);
    put_active(csv, &audit->contact[row].time);
    if (contact.satisfaction == LOG_SATISFACTION_ABSENT)
        csv_text(csv, "");
    else
        csv_integer(csv, contact.satisfaction);
    csv_text(csv, event_log_text(log, contact.irritant));
    csv_text(csv, event_log_text(log, contact.quote));
    csv_text(csv, contact.file < log->files ? log->file[contact.file] : "");
    csv_integer(csv, contact.line);
    if (audit->contact[row].detour == NONE)
        csv_text(csv, "");
    else
        csv_integer(csv, audit->contact[row].detour + 1);   /* as in audit.json, where "extra" lists them */
    csv_text(csv, contact.channel != CHANNEL_NONE ? vocabulary_id(&CHANNELS, (int)contact.channel)
                                                  : event_log_text(log, contact.channel_text));
    csv_text(csv, VERDICT_WORD[audit->contact[row].derived].id);
    for (size_t i = 0; i < log->attributes; i++)
        if (!log->attribute[i].of_case)
            csv_text(csv, event_log_text(log, log->attribute[i].value[row]));
    csv_row_end(csv);
}

/* The steps of the case's run that have no contact, each as many times as it had none; what out-of-order contacts make up
 * for is left out. Or (went_on) each step once, if a step after it in the run has a contact. `left` [steps + 1] is all zero
 * before and after. */
static void put_skips(struct csv *csv, const struct audit *audit, size_t number, int *left, bool went_on)
{
    const struct alignment *alignment = audit->cases[number].alignment;
    const struct log_case *of = &audit->log->cases[number];
    struct buffer text = { 0 };
    for (int m = 0; m < alignment->moves; m++)
        if (alignment->move[m].kind == MOVE_SKIP)
            left[alignment->move[m].step]++;
    for (size_t row = of->first, end = row + of->count; row < end; row++)
        if (audit->contact[row].verdict == VERDICT_OUT_OF_ORDER)
            left[audit->contact[row].step]--;
    for (int m = 0; m < alignment->moves; m++) {
        const struct move *move = &alignment->move[m];
        if (move->kind != MOVE_SKIP)
            continue;
        int times = left[move->step];
        if (went_on)
            times = times > 0 && run_goes_on(alignment, alignment->occurrence_of_move[m]);
        for (; times > 0; times--)
            buffer_printf(&text, "%s%s", text.length ? "|" : "", audit->journey->step[move->step].id);
        left[move->step] = 0;
    }
    csv_text(csv, buffer_text(&text));
    buffer_release(&text);
}

static void put_case(struct csv *csv, const struct audit *audit, size_t number, int *left)
{
    const struct event_log *log = audit->log;
    const struct case_finding *finding = &audit->cases[number];
    bool caused = finding->take_up == TAKE_UP_ABANDONED || finding->take_up == TAKE_UP_NEVER_STARTED;
    int planned = 0;
    for (uint32_t i = 0; i < log->cases[number].count; i++)
        planned += audit->contact[log->cases[number].first + i].verdict == VERDICT_PLANNED;
    csv_text(csv, event_log_text(log, log->cases[number].name));
    csv_integer(csv, finding->contacts);
    csv_integer(csv, planned);
    csv_integer(csv, finding->extra);
    csv_integer(csv, finding->redundant);
    csv_integer(csv, finding->alignment ? finding->alignment->cost : 0);
    csv_boolean(csv, finding->conforming);
    csv_text(csv, TAKE_UP_WORD[finding->take_up].id);
    csv_boolean(csv, finding->refused);
    csv_text(csv, caused ? vocabulary_id(&NON_TAKE_UPS, (int)finding->non_take_up) : "");
    csv_text(csv, !caused ? "" : finding->non_take_up_stated ? "stated" : "derived");
    put_active(csv, &finding->time);
    csv_boolean(csv, finding->dated);
    csv_integer(csv, finding->dated ? finding->elapsed_total : 0);
    for (int class = 0; class < ELAPSED_COUNT; class++)
        csv_integer(csv, finding->dated ? finding->elapsed[class] : 0);
    put_skips(csv, audit, number, left, false);
    put_skips(csv, audit, number, left, true);
    for (size_t i = 0; i < log->attributes; i++)
        if (log->attribute[i].of_case)
            csv_text(csv, event_log_text(log, log->attribute[i].value[number]));
    csv_row_end(csv);
}

static void put_header(struct csv *csv, const struct event_log *log, const char *const *column, bool of_case)
{
    csv_header(csv, column);
    for (size_t i = 0; i < log->attributes; i++)
        if (log->attribute[i].of_case == of_case)
            csv_text(csv, event_log_text(log, log->attribute[i].name));
    csv_row_end(csv);
}

static bool write_contacts(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    const struct audit *audit = report->audit;
    const struct event_log *log = audit->log;
    struct output_file file;
    struct buffer text = { 0 };
    struct csv csv = { .out = &text };
    if (!output_file_open(&file, path, diagnostics))
        return false;
    put_header(&csv, log, CONTACT_COLUMN, false);
    for (size_t c = 0; c < log->case_count; c++)
        for (uint32_t i = 0; i < log->cases[c].count; i++) {
            put_contact(&csv, audit, &log->cases[c], log->cases[c].first + i);
            output_file_take(&file, &text);
        }
    return output_file_finish(&file, &text, diagnostics);
}

static bool write_cases(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    const struct audit *audit = report->audit;
    struct output_file file;
    struct buffer text = { 0 };
    struct csv csv = { .out = &text };
    if (!output_file_open(&file, path, diagnostics))
        return false;
    int *left = xcalloc((size_t)audit->journey->steps + 1, sizeof *left);
    put_header(&csv, audit->log, CASE_COLUMN, true);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        put_case(&csv, audit, c, left);
        output_file_take(&file, &text);
    }
    free(left);
    return output_file_finish(&file, &text, diagnostics);
}

const struct writer CONTACTS_CSV_WRITER = { "contacts.csv", false, write_contacts };
const struct writer CASES_CSV_WRITER = { "cases.csv", false, write_cases };
