/* Reading a contacts file: what kind of text it is, what its columns mean, how its dates are written; then its rows.
 *
 * How dates are written ("01/04/2024": 1 April or January 4?) is told by the whole file, not date by date. Up to
 * CSV_AHEAD bytes (8 MiB, some hundred thousand rows) are looked at first: a date that can only be read day first or
 * only month first decides; if there are some of both, the more frequent; if none decides, the day comes first, and the
 * number of dates that could be read otherwise is said once. Later dates that contradict are reported one by one.
 */
#include "base/arena.h"
#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "input/contacts.h"
#include <stdlib.h>
#include <string.h>

/* --- looking ahead --- */

struct evidence {
    uint64_t day_first, month_first;        /* dates that can be read in one order only */
    double lowest, highest; size_t marks;   /* satisfaction */
};

static void weigh_cell(const struct column *column, struct cell *cell, struct evidence *evidence)
{
    struct parsed_time time;
    double mark;
    if (contact_field_is_date(column->field)) {
        cell_trim(cell);
        if (cell->length < 6 || strspn(cell->text, "0123456789") > 2)       /* ISO dates decide nothing */
            return;
        bool day = time_parse(cell->text, cell->length, DATE_DAY_FIRST, &time);
        bool month = time_parse(cell->text, cell->length, DATE_MONTH_FIRST, &time);
        evidence->day_first += day && !month;
        evidence->month_first += month && !day;
    } else if (contact_field_is_satisfaction(column->field) && number_parse(cell->text, cell->length, &mark)) {
        evidence->lowest = evidence->marks && evidence->lowest < mark ? evidence->lowest : mark;
        evidence->highest = evidence->marks && evidence->highest > mark ? evidence->highest : mark;
        evidence->marks++;
    }
}

static struct evidence look_ahead(const struct contacts *contacts)
{
    struct evidence evidence = { 0 };
    struct csv ahead;
    csv_look_ahead(&contacts->csv, &ahead);
    while (csv_next(&ahead))
        for (size_t i = 0; i < ahead.cells && i < contacts->columns; i++)
            weigh_cell(&contacts->column[i], &ahead.cell[i], &evidence);
    csv_release(&ahead);
    return evidence;
}

static struct source_position whole_file(const struct contacts *contacts)
{
    return (struct source_position){ contacts->file, 0, 0 };
}

static void decide_dates(struct contacts *contacts, const struct evidence *evidence)
{
    bool month_first = evidence->month_first > evidence->day_first;
    contacts->order = month_first ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
    contacts->order_known = contacts->options->date_order != DATE_ORDER_UNKNOWN;
    if (contacts->order_known) {
        contacts->order = contacts->options->date_order;
        return;
    }
    contacts->order_known = evidence->day_first || evidence->month_first;
    if (evidence->day_first && evidence->month_first)
        diagnostics_warning(contacts->diagnostics, whole_file(contacts), month_first
            ? _("dates are written in two ways, some with the day first (%llu certainly) and some with the month first "
                "(%llu certainly): all are read month first; --dates dmy or --dates mdy settles it")
            : _("dates are written in two ways, some with the day first (%llu certainly) and some with the month first "
                "(%llu certainly): all are read day first; --dates dmy or --dates mdy settles it"),
            (unsigned long long)evidence->day_first, (unsigned long long)evidence->month_first);
}

/* Marks from 1 to 5 must not pass for marks from -2 to +2, of which 1 and 2 would be read and the others not. */
static void decide_satisfaction(struct contacts *contacts, const struct evidence *evidence)
{
    const struct log_options *options = contacts->options;
    bool said = options->satisfaction_low < options->satisfaction_high ||
                options->satisfaction_low > options->satisfaction_high;
    if (said || !evidence->marks || evidence->lowest < 0 || evidence->highest <= 2)
        return;
    for (size_t i = 0; i < contacts->columns; i++)
        if (contact_field_is_satisfaction(contacts->column[i].field)) {
            contacts->column[i].silenced = true;
            diagnostics_warning(contacts->diagnostics, whole_file(contacts),
                _("column '%s' goes from %g to %g, not from -2 to +2: it is not read; say its scale with "
                  "--satisfaction-scale, such as --satisfaction-scale 1-5"),
                contacts->column[i].name, evidence->lowest, evidence->highest);
        }
}

/* --- rows --- */

static bool trim_row(struct contacts *contacts)
{
    struct csv *csv = &contacts->csv;
    size_t filled = 0;
    for (size_t i = 0; i < csv->cells; i++) {
        cell_trim(&csv->cell[i]);
        filled += csv->cell[i].length > 0;
    }
    return filled > 0;
}

static struct source_position row_at(const struct contacts *contacts)
{
    return (struct source_position){ contacts->file, (int)contacts->csv.record_line, 0 };
}

/* "Total", "Sous-total", "Total général"…: a line of sums, not a user. */
static bool is_total(const struct cell *cell)
{
    static const char *const TOTAL[] = {
        "total", "totaux", "somme", "sous total", "total general", "sum", "subtotal", "grand total",
    };
    if (!cell->length || !strchr("tTsSgG", *cell->text) || cell->length > 20)
        return false;
    for (size_t i = 0; i < sizeof TOTAL / sizeof *TOTAL; i++)
        if (text_same(cell->text, TOTAL[i]))
            return true;
    return false;
}

static bool is_header(const struct contacts *contacts)
{
    const struct csv *csv = &contacts->csv;
    if (*csv->cell[contacts->case_column].text != *contacts->column[contacts->case_column].name)    /* nearly always */
        return false;
    return csv->cells > contacts->step_column && csv->cells > contacts->case_column &&
           !strcmp(csv->cell[contacts->case_column].text, contacts->column[contacts->case_column].name) &&
           !strcmp(csv->cell[contacts->step_column].text, contacts->column[contacts->step_column].name);
}

/* Can this row be a contact? Says why not. */
static bool acceptable(const struct contacts *contacts)
{
    const struct csv *csv = &contacts->csv;
    const char *case_name = contacts->column[contacts->case_column].name;
    if (csv->cells <= contacts->case_column)
        return diagnostics_warning(contacts->diagnostics, row_at(contacts),
                                   _("the row ends before column '%s': it is not used, nobody knows whose it is"),
                                   case_name);
    const struct cell *name = &csv->cell[contacts->case_column];
    if (!name->length)
        return diagnostics_warning(contacts->diagnostics, contacts_at(contacts, name),
                                   _("column '%s' is blank: the row is not used, nobody knows whose it is"), case_name);
    if (is_header(contacts))
        return diagnostics_note(contacts->diagnostics, row_at(contacts),
                                _("the header comes again: the row is not used"));
    if (is_total(name))
        return diagnostics_warning(contacts->diagnostics, contacts_at(contacts, name),
                                   _("a line of totals ('%s') is no contact: the row is not used"), name->text);
    return true;
}

static void read_cells(struct contacts *contacts)
{
    struct csv *csv = &contacts->csv;
    size_t cells = csv->cells < contacts->columns ? csv->cells : contacts->columns;
    for (size_t i = 0; i < cells; i++) {
        struct cell *cell = &csv->cell[i];
        struct column *column = &contacts->column[i];
        if (!cell->length)
            continue;
        if (column->field) {
            if (!column->field->free_text && cell_is_dash(cell))
                continue;
            contacts->details += i != contacts->case_column && i != contacts->step_column;
            column->field->set(contacts, column, cell);
        } else if (column->attribute >= 0) {
            const struct interner *strings = &contacts->log->strings;
            if (strings->length[column->last] != cell->length ||
                memcmp(strings->text[column->last], cell->text, cell->length))
                column->last = interner_add(&contacts->log->strings, cell->text, cell->length);
            contacts->attribute_value[column->attribute] = column->last;
        } else if (!column->silenced) {
            column->silenced = true;
            diagnostics_warning(contacts->diagnostics, contacts_at(contacts, cell),
                                _("column %zu has no name: its cells are not read"), i + 1);
        }
    }
}

/* Does the text end inside this record? */
static bool is_cut_off(const struct csv *csv)
{
    return csv->ended && csv->at == csv->length && !csv->ended_line;
}

/* Cells behind the last column, or missing before it. */
static void check_length(const struct contacts *contacts)
{
    const struct csv *csv = &contacts->csv;
    size_t more = 0, first = 0;
    for (size_t i = csv->cells; i-- > contacts->columns;)
        if (csv->cell[i].length)
            more++, first = i;
    if (more)
        diagnostics_warning(contacts->diagnostics, contacts_at(contacts, &csv->cell[first]),
            ngettext("%zu cell more than the header has columns: '%.60s' is not read",
                     "%zu cells more than the header has columns: from '%.60s' on they are not read", more),
            more, csv->cell[first].text);
    if (csv->cells < contacts->columns && is_cut_off(csv))
        diagnostics_warning(contacts->diagnostics, row_at(contacts),
            ngettext("the file ends within this row, after %zu cell of %zu: it may have been cut off",
                     "the file ends within this row, after %zu cells of %zu: it may have been cut off", csv->cells),
            csv->cells, contacts->columns);
    else if (csv->cells <= contacts->step_column)
        diagnostics_warning(contacts->diagnostics, row_at(contacts),
            _("the row ends before column '%s': it is read as a user without contact"),
            contacts->column[contacts->step_column].name);
    else if (csv->cells < contacts->columns)
        diagnostics_note(contacts->diagnostics, row_at(contacts),
            ngettext("the row has %zu cell for %zu columns: the others are read as blank",
                     "the row has %zu cells for %zu columns: the others are read as blank", csv->cells),
            csv->cells, contacts->columns);
}

static void check_row(struct contacts *contacts)
{
    struct contact *row = &contacts->row;
    for (size_t i = 0; i < contacts->csv.cells && i < contacts->columns; i++)
        if (contacts->csv.cell[i].goes_on && contacts->column[i].name[0])
            diagnostics_warning(contacts->diagnostics, contacts_at(contacts, &contacts->csv.cell[i]),
                _("text after a closing quote: quotes inside a cell in quotes are written twice"));
    if (!row->label && contacts->details > (contacts->cause ? 1u : 0u))
        diagnostics_warning(contacts->diagnostics, row_at(contacts),
            _("column '%s' is blank: the row only says that the user exists, what it says of a contact is not used"),
            contacts->column[contacts->step_column].name);
    int64_t parts = (row->relation > 0 ? row->relation : 0) + (int64_t)(row->autonomy > 0 ? row->autonomy : 0);
    if (row->minutes != LOG_SECONDS_ABSENT && parts > row->minutes) {
        diagnostics_warning(contacts->diagnostics, row_at(contacts),
            _("relation and autonomy together are more than the contact's minutes, of which they are parts: both are "
              "read as blank"));
        row->relation = row->autonomy = LOG_SECONDS_ABSENT;
    }
}

static void read_row(struct contacts *contacts)
{
    struct log_input *input = &contacts->log->input;
    struct contact *row = &contacts->row;
    input->rows++;
    if (!acceptable(contacts)) {
        input->rejected++;
        return;
    }
    contact_init(row);
    row->line = contacts->csv.record_line;
    row->file = contacts->file_number;
    contacts->name = 0;
    contacts->cause = NON_TAKE_UP_NONE;
    contacts->unparsable = false;
    contacts->details = 0;
    if (contacts->attributes)
        memset(contacts->attribute_value, 0, contacts->attributes * sizeof *contacts->attribute_value);
    read_cells(contacts);
    if (contacts->csv.cells != contacts->columns)
        check_length(contacts);
    check_row(contacts);
    input->unparsable_time += contacts->unparsable;
    input->missing_time += row->label && row->start == TIME_NONE && !contacts->unparsable;
    event_log_add(contacts->log, contacts->name, row, contacts->attributes ? contacts->attribute_value : NULL);
    if (contacts->cause)
        event_log_declare_cause(contacts->log, contacts->name, contacts->cause);
    input->used++;
}

/* --- the file --- */

static void report_guess(const struct contacts *contacts, const struct decoder *decoder)
{
    if (decoder->guessed && decoder->encoding == ENCODING_MACROMAN)
        diagnostics_note(contacts->diagnostics, whole_file(contacts),
            _("not UTF-8: read as macroman, an old Mac's encoding; if accents look wrong, try --encoding windows-1252"));
    else if (decoder->guessed)
        diagnostics_note(contacts->diagnostics, whole_file(contacts),
            _("not UTF-8: read as windows-1252; if accents look wrong, try --encoding macroman"));
}

static void report_unlisted(const struct contacts *contacts, const struct decoder *decoder)
{
    if (decoder->unlisted)
        diagnostics_warning(contacts->diagnostics, whole_file(contacts),
            _("%llu more bytes are not %s and were replaced by �"), (unsigned long long)decoder->unlisted,
            encoding_name(decoder->encoding));
}

static void report_rows(struct contacts *contacts, uint64_t rows)
{
    if (!rows)
        diagnostics_warning(contacts->diagnostics,
                            (struct source_position){ contacts->file, (int)contacts->header_line, 0 },
                            _("there is a header and no row below it: no contact"));
    if (!contacts->ambiguous)
        return;
    contacts->log->input.ambiguous_dates += contacts->ambiguous;
    diagnostics_warning(contacts->diagnostics, contacts->ambiguous_at,
        ngettext("%llu date such as '%s' could be day first or month first, and nothing in the file tells: read day "
                 "first; --dates dmy or --dates mdy settles it",
                 "%llu dates such as '%s' could be day first or month first, and nothing in the file tells: read day "
                 "first; --dates dmy or --dates mdy settles it", (unsigned long)contacts->ambiguous),
        (unsigned long long)contacts->ambiguous, contacts->ambiguous_text);
}

/* Documents that files before this one named are written the same way from then on. */
static void remember_documents(struct contacts *contacts)
{
    const struct event_log *log = contacts->log;
    for (size_t list = 1; list < log->document_lists; list++)
        for (uint32_t i = 1; i <= log->document_list[list][0]; i++) {
            const char *name = event_log_text(log, log->document_list[list][i]);
            contacts_document(contacts, name, strlen(name));
        }
}

static bool read_rows(struct contacts *contacts)
{
    struct csv *csv = &contacts->csv;
    uint64_t before = contacts->log->input.rows;
    bool header = false;
    while (!header && csv_next(csv))
        header = trim_row(contacts);
    if (csv->failed || !header)
        return !csv->failed && diagnostics_error(contacts->diagnostics, whole_file(contacts),
                   _("the file is blank: expected a line of column names, then one line a contact"));
    if (!contacts_read_header(contacts))
        return false;
    contacts->attributes = contacts->log->attributes;
    contacts->attribute_value = xcalloc(contacts->attributes + 1, sizeof *contacts->attribute_value);
    struct evidence evidence = look_ahead(contacts);
    decide_dates(contacts, &evidence);
    decide_satisfaction(contacts, &evidence);
    remember_documents(contacts);
    while (csv_next(csv))
        if (trim_row(contacts))
            read_row(contacts);
    if (!csv->failed)
        report_rows(contacts, contacts->log->input.rows - before);
    return !csv->failed;
}

static void describe(const struct contacts *contacts, const struct decoder *decoder, struct log_format *format)
{
    free(format->columns);
    *format = (struct log_format){
        .reader = CSV_READER.name, .encoding = encoding_name(decoder->encoding), .separator = contacts->csv.separator,
        .date_order = contacts->order_known || contacts->ambiguous ? contacts->order : DATE_ORDER_UNKNOWN,
        .columns = contacts_describe_columns(contacts),
    };
}

static bool find_encoding(const char *name, enum encoding *encoding, struct diagnostics *diagnostics)
{
    int found = name ? encoding_find(name) : ENCODING_DETECT;
    if (found < 0)
        return diagnostics_error(diagnostics, (struct source_position){ "--encoding", 0, 0 },
            _("'%s' is not known: expected utf-8, utf-16le, utf-16be, windows-1252 or macroman"), name);
    *encoding = (enum encoding)found;
    return true;
}

static bool read_log(struct source *source, const struct log_options *options, struct event_log *log,
                     struct log_format *format, struct diagnostics *diagnostics)
{
    static const struct log_options NOTHING_SAID;
    enum encoding encoding = ENCODING_DETECT;
    options = options ? options : &NOTHING_SAID;
    if (!find_encoding(options->encoding, &encoding, diagnostics))
        return false;
    struct decoder decoder;
    decoder_init(&decoder, source, encoding);
    struct contacts contacts = {
        .log = log, .options = options, .diagnostics = diagnostics, .file = source_name(source),
    };
    bool good = csv_open(&contacts.csv, &decoder, contacts.file, diagnostics);
    if (good) {
        contacts.file_number = (uint16_t)event_log_add_file(log, contacts.file);
        bool guessed = decoder.guessed;
        report_guess(&contacts, &decoder);
        good = read_rows(&contacts);
        if (!guessed)                           /* the first byte that told came late */
            report_guess(&contacts, &decoder);
        report_unlisted(&contacts, &decoder);
    }
    if (good && format)
        describe(&contacts, &decoder, format);
    csv_release(&contacts.csv);
    contacts_release_columns(&contacts);
    interner_release(&contacts.documents);
    free(contacts.document);
    free(contacts.attribute_value);
    decoder_release(&decoder);
    return good && !source_failed(source);
}

/* Text (no XML, no archive, no program) whose first line holds a separator. UTF-16 counts as text. */
static bool recognise(const char *start, size_t length)
{
    char text[512];
    size_t count = 0;
    bool marked = length >= 2 && (!memcmp(start, "\xFF\xFE", 2) || !memcmp(start, "\xFE\xFF", 2));
    bool wide = marked || (length >= 2 && (!start[0] || !start[1]));
    for (size_t i = 0; i < length && i < 4096 && count < sizeof text; i++) {
        unsigned char c = (unsigned char)start[i];
        if (!c && !wide)
            return false;
        if (c < 0x20 && c && c != '\t' && c != '\n' && c != '\r')
            return false;
        if (c && !(i < 3 && c >= 0xBB))                                   /* not the byte order mark */
            text[count++] = (char)c;
    }
    size_t blank = 0;
    while (blank < count && strchr(" \t\r\n", text[blank]))
        blank++;
    if (blank == count || text[blank] == '<' || text[blank] == '{' || text[blank] == '[' ||
        (count - blank >= 4 && (!memcmp(text + blank, "%PDF", 4) || !memcmp(text + blank, "PK\3\4", 4))))
        return false;
    return csv_detect_separator(text + blank, count - blank) ||
           (count - blank >= 5 && !memcmp(text + blank, "sep=", 4));
}

const struct reader CSV_READER = {
    .name = "CSV", .extensions = "csv tsv txt", .recognise = recognise, .read_log = read_log,
};
