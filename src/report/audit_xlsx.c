/* audit.xlsx: the tables of the report as a workbook. */
#include "report/audit_xlsx.h"
#include "base/message.h"
#include "base/output_file.h"
#include "measure/told_subjects.h"
#include <math.h>

const struct sheet *const SHEETS[] = {
    &SHEET_HEADLINES,    &SHEET_STEPS,         &SHEET_INSTITUTIONS,         &SHEET_CHANNELS,      &SHEET_HAND_OFFS,
    &SHEET_REDUNDANT,    &SHEET_OTHER,         &SHEET_VERDICTS,             &SHEET_CAUSES,        &SHEET_UNMATCHED,
    &SHEET_DOCUMENTS,    &SHEET_DELAYS,        &SHEET_OWN_TIME,             &SHEET_ELAPSED,       &SHEET_TAKE_UP,
    &SHEET_NON_TAKE_UP,  &SHEET_PROFILES,      &SHEET_SIDE_BY_SIDE,         &SHEET_SATISFACTION,  &SHEET_IRRITANTS,
    &SHEET_NEEDS_BY_STEP, &SHEET_NEEDS_BY_INSTITUTION, &SHEET_INTERLOCUTORS, &SHEET_AT_ONCE,      &SHEET_VIEWPOINT,
    &SHEET_COSTS,        &SHEET_CHANNEL_COSTS, &SHEET_ACCESS,               &SHEET_PLAN,          &SHEET_OTHER_RULES,
    &SHEET_STATED,       &SHEET_USERS,         &SHEET_CONTACTS,             NULL,
};

/* --- cells ---------------------------------------------------------------------------------------------------- */

void put_hidden(struct tables *tables) { book_text(tables->book, "–"); }

void put_told(struct tables *tables, int64_t users, enum telling telling)
{
    if (telling == TOLD)
        book_count(tables->book, users);
    else
        book_text(tables->book, say_told(&tables->arena, tables->audit, users, telling));
}

void put_share(struct tables *tables, int64_t part, int64_t whole, bool told)
{
    book_number(tables->book, told && whole ? (double)part / (double)whole : NAN);
}

void put_minutes(struct tables *tables, const struct active_time *time, double seconds)
{
    book_number(tables->book, time_unknown(time) ? NAN : seconds / 60);
}

void put_group(struct tables *tables, enum telling telling, int64_t users, int64_t contacts, const struct active_time *time)
{
    put_told(tables, users, telling);
    if (!audit_shown(tables->audit, users)) {
        for (int i = 0; i < 3; i++)
            put_hidden(tables);
        return;
    }
    book_count(tables->book, contacts);
    put_minutes(tables, time, (double)time->total);
    if (telling == TOLD)
        put_minutes(tables, time, (double)time->total / (double)users);
    else
        put_hidden(tables);             /* minutes divided by it would be the users */
}

static enum book_format format_of(enum measured_as as)
{
    return as == AS_SHARE || as == AS_POINTS ? BOOK_SHARE : as == AS_EUROS ? BOOK_EUROS : BOOK_DECIMAL;
}

void put_measured(struct tables *tables, double value, enum measured_as as)
{
    if (isfinite(value))
        book_number_as(tables->book, rounded_measured(value, as), format_of(as));
    else
        put_hidden(tables);
}

void put_estimate(struct tables *tables, const struct estimate *estimate, bool told, enum measured_as as)
{
    told = told && told_estimate(tables->audit, estimate);
    put_measured(tables, told ? estimate->value : NAN, as);
    for (int end = 0; end < 2; end++)
        put_measured(tables, told ? estimate->ci95[end] : NAN, as);
}

struct estimate estimate_of_mean(const struct summary *summary)
{
    return (struct estimate){ summary->n, summary->mean, { summary->ci95[0], summary->ci95[1] } };
}

const char *measured_unit(enum measured_as as)
{
    switch (as) {
    case AS_SHARE:
    case AS_POINTS:
        return _("share");
    case AS_MINUTES:
    case AS_SIGNED_MINUTES:
        return _("minutes");
    case AS_DAYS:
    case AS_SIGNED_DAYS:
        return _("days");
    case AS_HOURS:
        return _("hours");
    case AS_EUROS:
        return _("euros");
    default:
        return "";
    }
}

enum telling rest_telling(const struct tables *tables, const struct fold *fold)
{
    return told_part(tables->audit->told, fold->rest.users);
}

/* --- the file ------------------------------------------------------------------------------------------------- */

static void write_sheets(struct tables *tables)
{
    sheet_read_me(tables);
    if (!audit_shown(tables->audit, (int64_t)tables->audit->log->case_count))
        return;
    for (int i = 0; SHEETS[i]; i++)
        if (!SHEETS[i]->wanted || SHEETS[i]->wanted(tables)) {
            book_sheet(tables->book, _(SHEETS[i]->name), SHEETS[i]->column, SHEETS[i]->columns);
            SHEETS[i]->write(tables);
        }
}

/* libxlsxwriter opens the file itself: by the name it has until it is complete. */
static bool write_file(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    struct output_file file;
    if (!output_file_open(&file, path, diagnostics))
        return false;
    struct tables tables = { .report = report, .audit = report->audit };
    tables.book = book_new(file.temporary ? file.temporary : path, journey_title(report->audit->journey));
    shown_init(&tables.shown, report->audit);
    write_sheets(&tables);
    shown_release(&tables.shown);
    arena_release(&tables.arena);
    const char *why = book_close(tables.book);
    if (!why)
        return output_file_commit(&file, diagnostics);
    output_file_abandon(&file);
    diagnostics->unreadable = true;
    return diagnostics_error(diagnostics, (struct source_position){ .file = path }, _("can't be written: %s"), why);
}

const struct writer AUDIT_XLSX_WRITER = { "audit.xlsx", true, write_file };
