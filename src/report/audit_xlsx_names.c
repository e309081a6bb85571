/* Sheets of single users and contacts: only with --names. */
#include "base/message.h"
#include "report/audit_xlsx.h"
#include <math.h>

static const struct book_column USER_COLUMN[] = {
    { N_("User"), BOOK_TEXT, N_("pseudonym, as in the files read") },
    { N_("Outcome"), BOOK_TEXT, N_("where the user's journey stands") },
    { N_("Contacts"), BOOK_COUNT, N_("how many") },
    { N_("of them redundant"), BOOK_COUNT, N_("how many") },
    { N_("Own time (minutes)"), BOOK_DECIMAL, N_("of all the user's contacts") },
    { N_("Unproductive time (minutes)"), BOOK_DECIMAL, N_("part of own time") },
    { N_("First contact"), BOOK_DATE, N_("day; times are UTC") },
    { N_("Last contact"), BOOK_DATE, N_("day; times are UTC") },
    { N_("From first to last contact (days)"), BOOK_DECIMAL, N_("empty without dates") },
};

static void put_user(struct tables *tables, size_t number)
{
    const struct audit *audit = tables->audit;
    const struct event_log *log = audit->log;
    const struct case_finding *finding = &audit->cases[number];
    struct book *book = tables->book;
    int64_t first = TIME_NONE, last = TIME_NONE;
    for (size_t row = log->cases[number].first, end = row + log->cases[number].count; row < end; row++) {
        int64_t start = log->start[row], stop = log->end && log->end[row] != TIME_NONE ? log->end[row] : start;
        start = start == TIME_NONE ? stop : start;
        if (start != TIME_NONE && (first == TIME_NONE || start < first))
            first = start;
        if (stop != TIME_NONE && (last == TIME_NONE || stop > last))
            last = stop;
    }
    book_text(book, event_log_text(log, log->cases[number].name));
    book_text(book, _(TAKE_UP_WORD[finding->take_up].name));
    book_count(book, finding->contacts);
    book_count(book, finding->redundant);
    put_minutes(tables, &finding->time, (double)finding->time.total);
    put_minutes(tables, &finding->time, (double)active_time_unproductive(&finding->time));
    book_date(book, first, false);
    book_date(book, last, false);
    book_number(book, finding->dated ? (double)finding->elapsed_total / DAY_SECONDS : NAN);
    book_row_end(book);
}

static void write_users(struct tables *tables)
{
    for (size_t c = 0; c < tables->audit->log->case_count; c++)
        put_user(tables, c);
}

static bool users_wanted(const struct tables *tables)
{
    return tables->audit->options.names && tables->audit->log->case_count <= SHEET_ROWS_MAXIMUM;
}

const struct sheet SHEET_USERS = {
    N_("Users"), N_("a user (only with --names: do not publish)"), SHEET_COLUMNS(USER_COLUMN), users_wanted, write_users,
};

/* --- contacts ------------------------------------------------------------------------------------------------- */

static const struct book_column CONTACT_COLUMN[] = {
    { N_("User"), BOOK_TEXT, N_("pseudonym, as in the files read") },
    { N_("Number"), BOOK_COUNT, N_("position among the user's contacts, from 1") },
    { N_("Start"), BOOK_DATE, N_("as reported; times are UTC") },
    { N_("End"), BOOK_DATE, N_("as reported; times are UTC") },
    { N_("As written"), BOOK_TEXT, N_("the step as the user reports it") },
    { N_("Step"), BOOK_TEXT, N_("of the plan that it is or names") },
    { N_("Institution"), BOOK_TEXT, N_("with whom, as written or of the step") },
    { N_("Channel"), BOOK_TEXT, N_("as written, or the step's preferred one") },
    { N_("Verdict"), BOOK_TEXT, N_("what the comparison says of the contact") },
    { N_("Cause"), BOOK_TEXT, N_("why it is redundant; empty if it is not") },
    { N_("Basis"), BOOK_TEXT, N_("stated by people, or the number of the rule that decided") },
    { N_("Own time (minutes)"), BOOK_DECIMAL, N_("of the user in this contact") },
    { N_("Unproductive time (minutes)"), BOOK_DECIMAL, N_("part of own time") },
    { N_("Irritant"), BOOK_TEXT, N_("what annoyed, as written") },
    { N_("Quote"), BOOK_TEXT, N_("what the user said; only with --quotes") },
};

static void put_contact(struct tables *tables, const struct log_case *of, size_t row)
{
    const struct audit *audit = tables->audit;
    const struct event_log *log = audit->log;
    const struct contact_finding *finding = &audit->contact[row];
    struct contact contact = event_log_contact(log, row);
    struct book *book = tables->book;
    book_text(book, event_log_text(log, of->name));
    book_count(book, (int64_t)(row - of->first) + 1);
    book_date(book, contact.start, contact.start_has_time);
    book_date(book, contact.end, contact.end_has_time);
    book_text(book, event_log_text(log, contact.label));
    book_text(book, finding->step == NONE ? "" : step_title(audit->journey, finding->step));
    book_text(book, finding->institution == NONE ? event_log_text(log, contact.institution)
                                                 : institution_name(audit->journey, finding->institution));
    book_text(book, vocabulary_name(&CHANNELS, (int)finding->channel));
    book_text(book, _(VERDICT_WORD[finding->verdict].name));
    book_text(book, *CAUSE_WORD[verdict_cause(finding->verdict)].name ? _(CAUSE_WORD[verdict_cause(finding->verdict)].name) : "");
    book_text(book, finding->stated ? _("stated") : arena_printf(&tables->arena, _("rule %d"), finding->rule));
    put_minutes(tables, &finding->time, (double)finding->time.total);
    put_minutes(tables, &finding->time, (double)active_time_unproductive(&finding->time));
    book_text(book, event_log_text(log, contact.irritant));
    book_text(book, audit->options.quotes ? event_log_text(log, contact.quote) : "");
    book_row_end(book);
}

static void write_contacts(struct tables *tables)
{
    const struct event_log *log = tables->audit->log;
    for (size_t c = 0; c < log->case_count; c++)
        for (uint32_t i = 0; i < log->cases[c].count; i++)
            put_contact(tables, &log->cases[c], log->cases[c].first + i);
}

static bool contacts_wanted(const struct tables *tables)
{
    return tables->audit->options.names && tables->audit->log->count <= SHEET_ROWS_MAXIMUM;
}

const struct sheet SHEET_CONTACTS = {
    N_("Contacts"), N_("a contact (only with --names: do not publish)"),
    SHEET_COLUMNS(CONTACT_COLUMN), contacts_wanted, write_contacts,
};
