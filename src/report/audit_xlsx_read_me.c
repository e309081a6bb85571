/* The first sheet: what the workbook is, of what, how it is protected, how to trace a number, what each column means. */
#include "base/message.h"
#include "base/text.h"
#include "report/audit_xlsx.h"
#include <string.h>

static const struct book_column READ_ME_COLUMN[] = {
    { NULL, BOOK_TEXT, NULL }, { NULL, BOOK_TEXT, NULL }, { NULL, BOOK_PROSE, NULL },
};

static void put_heading(struct tables *tables, const char *text)
{
    book_row_end(tables->book);
    book_strong(tables->book, text);
    book_row_end(tables->book);
}

static void put_prose(struct tables *tables, const char *key, const char *text)
{
    book_text(tables->book, key);
    book_text(tables->book, "");
    book_text(tables->book, text);
    book_row_end(tables->book);
}

/* In the second column, over the third; a long one in the third, which is wide and goes on in a second line. */
static void put_named(struct tables *tables, const char *key, const char *text)
{
    enum { LONG = 80 };
    book_text(tables->book, key);
    if (text_length(text) > LONG) {
        book_text(tables->book, "");
        book_text(tables->book, text);
    } else {
        book_over(tables->book, text);
    }
    book_row_end(tables->book);
}

static void put_named_count(struct tables *tables, const char *key, uint64_t count)
{
    book_text(tables->book, key);
    book_number_as(tables->book, (double)count, BOOK_COUNT);
    book_row_end(tables->book);
}

/* How many users, contacts, rows: of the whole file, so shown if its users are enough. */
static void put_counts(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    const struct log_input *input = &audit->log->input;
    struct arena *arena = &tables->arena;
    int64_t users = audit->contacts_per_case.n;
    book_text(tables->book, _("Users (n)"));
    if (audit_shown(audit, users) && audit->told->all)
        book_number_as(tables->book, (double)audit->log->case_count, BOOK_COUNT);
    else
        book_text(tables->book, audit_shown(audit, users) ? say_all_users(arena, audit) : say_users(arena, audit, users));
    book_text(tables->book, users < INDICATIVE_BELOW ? _("indicative") : "");
    book_row_end(tables->book);
    if (!audit_shown(audit, users)) {
        put_prose(tables, _("Not shown"),
                  users ? arena_printf(arena, _("Fewer than %d users are reported: figures about so few people "
                                                "are not shown here. They are in the auditor's files."),
                                       audit->options.min_group)
                        : _("No user had any contact."));
        return;
    }
    put_named_count(tables, _("Contacts"), (uint64_t)audit->contacts);
    if (rows_told(audit)) {
        put_named_count(tables, _("Rows read"), input->rows);
        put_named_count(tables, _("Rows used"), input->used);
    }
    put_named_count(tables, _("Rows rejected"), input->rejected);
    if (audit->told->off_map != TOLD)
        put_named(tables, _("Contacts that name no step"),
                  say_told_contacts(arena, audit, (int64_t)audit->matching->off_map, audit->told->off_map));
    else
        put_named_count(tables, _("Contacts that name no step"), audit->matching->off_map);
    if (own_time_unknown(audit))
        return;
    book_text(tables->book, _("Own time, estimated"));
    book_number_as(tables->book, (double)audit->time.estimated / (double)audit->time.total, BOOK_SHARE);
    book_text(tables->book, _("the part of own time that no report says: filled in from start and end, else from the plan"));
    book_row_end(tables->book);
    book_text(tables->book, _("Own time, unknown"));
    book_number_as(tables->book, (double)audit->time.unknown, BOOK_COUNT);
    book_text(tables->book, _("blanks that nothing could fill; they count as zero"));
    book_row_end(tables->book);
}

static void put_date_row(struct tables *tables, const char *key, int64_t instant)
{
    if (instant == TIME_NONE)
        return;
    book_text(tables->book, key);
    book_date(tables->book, instant, false);
    book_row_end(tables->book);
}

static void put_subject(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    const struct journey *journey = audit->journey;
    put_heading(tables, _("What it is about"));
    put_named(tables, _("Journey"), journey_title(journey));
    if (journey->source)
        put_named(tables, _("Source of the plan"),
                  journey->source_date ? arena_printf(&tables->arena, "%s (%s)", journey->source, journey->source_date)
                                       : journey->source);
    for (size_t i = 0; i < tables->report->inputs; i++) {
        const char *slash = strrchr(tables->report->input[i], '/');     /* where it lay is nobody's business */
        put_named(tables, _("Contacts read from"), slash ? slash + 1 : tables->report->input[i]);
    }
    if (audit_shown(audit, audit->contacts_per_case.n)) {
        put_date_row(tables, _("First date"), event_log_first_instant(audit->log));
        put_date_row(tables, _("Last date"), event_log_last_instant(audit->log));
    }
    put_counts(tables);
}

static void put_protection(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    struct arena *arena = &tables->arena;
    put_heading(tables, _("How it is protected"));
    if (audit->options.min_group > 1)
        put_prose(tables, "", arena_printf(arena,
                                           _("What would describe fewer than %d users is said as “fewer than” or folded, "
                                             "together with another line where it could be had by subtraction within its "
                                             "sheet (“–”). Groups under %d users are marked indicative."),
                                           audit->options.min_group, INDICATIVE_BELOW));
    else
        put_prose(tables, "", arena_printf(arena, _("Nothing is folded, however few users it describes: it was asked so "
                                                    "(--min-group 1). Groups under %d users are marked indicative."),
                                           INDICATIVE_BELOW));
    put_prose(tables, "", audit->options.names
                              ? _("Single users are shown under their pseudonyms: it was asked so (--names). Do not publish "
                                  "this workbook.")
                              : _("There are no pseudonyms and no single contacts in this workbook."));
    if (audit->options.names && (audit->log->count > SHEET_ROWS_MAXIMUM || audit->log->case_count > SHEET_ROWS_MAXIMUM))
        put_prose(tables, "", arena_printf(arena, _("A sheet here has at most %s users or contacts. There are more, so the "
                                                    "sheet is left out: they are in cases.csv and contacts.csv."),
                                           say_count(arena, SHEET_ROWS_MAXIMUM)));
}

static void put_tracing(struct tables *tables)
{
    put_heading(tables, _("How to trace a number"));
    put_prose(tables, "", _("The same run wrote contacts.csv (one line a contact: its verdict, the rule that decided, the class "
                            "of each minute, the file and line it was read from), cases.csv (one line a user), waits.csv "
                            "(one line a wait) and audit.json (every figure, exact). They are the auditor's: complete, not to "
                            "be published. Filter contacts.csv by what a row says, and it has the contacts the row counts."));
    put_prose(tables, "", arena_printf(&tables->arena, _("Texts over %s characters are cut here, and end in “…”; contacts.csv has "
                                                         "them whole. An apostrophe stands before a text that a spreadsheet "
                                                         "could take for a formula."),
                                       say_count(&tables->arena, BOOK_CELL_MAXIMUM)));
}

static void put_definitions(struct tables *tables)
{
    put_heading(tables, _("What each column means"));
    for (int i = 0; SHEETS[i]; i++) {
        if (SHEETS[i]->wanted && !SHEETS[i]->wanted(tables))
            continue;
        book_strong(tables->book, _(SHEETS[i]->name));
        book_text(tables->book, "");
        book_text(tables->book, arena_printf(&tables->arena, _("One row: %s."), _(SHEETS[i]->about)));
        book_row_end(tables->book);
        for (int k = 0; k < SHEETS[i]->columns; k++) {
            book_text(tables->book, "");
            book_text(tables->book, _(SHEETS[i]->column[k].name));
            book_text(tables->book, _(SHEETS[i]->column[k].meaning));
            book_row_end(tables->book);
        }
    }
}

void sheet_read_me(struct tables *tables)
{
    book_sheet(tables->book, _("Read me"), READ_ME_COLUMN, (int)(sizeof READ_ME_COLUMN / sizeof *READ_ME_COLUMN));
    book_strong(tables->book, journey_title(tables->audit->journey));
    book_row_end(tables->book);
    put_prose(tables, "", _("What users lived of a journey, held against how it is planned: the tables behind report.html, made "
                            "by parcours."));
    put_subject(tables);
    put_protection(tables);
    put_tracing(tables);
    if (audit_shown(tables->audit, tables->audit->contacts_per_case.n))
        put_definitions(tables);
}
