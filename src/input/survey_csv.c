/* Reading a survey: what kind of text it is, what its columns and marks mean; then its rows. */
#include "input/survey_csv.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include "input/contacts.h"
#include <math.h>
#include <stdlib.h>

enum { COLUMNS_MAXIMUM = 1000 };

static int item_called(const struct survey *survey, const char *name)
{
    for (int i = 0; i < survey->items; i++)
        if (text_same(survey->item[i].name, name))
            return i;
    return NONE;
}

static bool has_importance(const struct survey_file *file, const char *base)
{
    for (size_t i = 0; i < file->columns; i++)
        if (file->column[i].role == ROLE_IMPORTANCE && text_same(file->column[i].base, base))
            return true;
    return false;
}

static bool add_items(struct survey_file *file)
{
    struct survey *survey = file->survey;
    for (size_t i = 0; i < file->columns; i++) {
        struct survey_column *column = &file->column[i];
        if (column->role == ROLE_OVERALL)
            survey_add_overall(survey, column->base);
        if (column->role != ROLE_ITEM)
            continue;
        if ((column->item = survey_add_item(survey, column->base, has_importance(file, column->base))) == NONE)
            return diagnostics_error(file->diagnostics, survey_header_at(file),
                                     _("there are more than %d items: --items says which of them to read"),
                                     SURVEY_ITEMS_MAXIMUM);
    }
    for (size_t i = 0; i < file->columns; i++)
        if (file->column[i].role == ROLE_IMPORTANCE)
            file->column[i].item = item_called(survey, file->column[i].base);
    if (!survey->items)
        return diagnostics_error(file->diagnostics, survey_header_at(file),
                                 _("no column holds marks of satisfaction: expected one column an item, such as "
                                   "'Accueil', with marks below it"));
    return true;
}

/* --- rows --- */

/* "Total", "Moyenne"…: a line of sums, not a respondent. It is named in the first cell that is filled. */
bool survey_is_total(const struct csv *row)
{
    static const char *const TOTAL[] = {
        "total",     "totaux",      "somme",   "sous total", "total general",      "sum",
        "subtotal",  "grand total", "moyenne", "moyennes",   "moyenne generale",   "mean",
        "average",   "mediane",     "median",  "ecart type", "standard deviation", "effectif",
        "effectifs", "n =",         "base",
    };
    size_t first = 0;
    while (first < row->cells && !row->cell[first].length)
        first++;
    if (first == row->cells || row->cell[first].length > 24)
        return false;
    for (size_t i = 0; i < sizeof TOTAL / sizeof *TOTAL; i++)
        if (text_same(row->cell[first].text, TOTAL[i]))
            return true;
    return false;
}

static bool is_header(const struct survey_file *file)
{
    const struct csv *csv = &file->csv;
    size_t same = 0, named = 0;
    for (size_t i = 0; i < file->columns; i++)
        named += *file->column[i].name != '\0';
    for (size_t i = 0; i < csv->cells && i < file->columns; i++)
        same += csv->cell[i].length && !strcmp(csv->cell[i].text, file->column[i].name);
    return same && same * 2 > named;
}

/* Where a mark goes; NULL: nowhere. */
static double *place_of(struct survey *survey, const struct survey_column *column)
{
    size_t row = survey->respondents - 1;
    if (column->role == ROLE_OVERALL)
        return &survey->overall[row];
    if (column->item == NONE)
        return NULL;
    const struct survey_item *item = &survey->item[column->item];
    return column->role == ROLE_ITEM                             ? &item->satisfaction[row]
           : column->role == ROLE_IMPORTANCE && item->importance ? &item->importance[row]
                                                                 : NULL;
}

static void report_cell(const struct survey_file *file, size_t number, const struct answer *answer,
                        const struct mark_scale *scale)
{
    const struct cell *cell = &file->csv.cell[number];
    struct source_position at = csv_position(&file->csv, number);
    if (answer->kind == ANSWER_NUMBER)
        diagnostics_warning(file->diagnostics, at, _("'%.40s' is not on the scale from %g to %g: read as no answer"),
                            cell->text, scale->low, scale->high);
    else
        diagnostics_warning(file->diagnostics, at,
                            _("'%.40s' is no mark: expected a number from %g to %g, words such as 'satisfied', or NSP; "
                              "read as no answer"),
                            cell->text, scale->low, scale->high);
}

static void read_cells(struct survey_file *file)
{
    struct survey *survey = file->survey;
    struct csv *csv = &file->csv;
    bool answered = false;
    for (size_t i = 0; i < csv->cells && i < file->columns; i++) {
        struct survey_column *column = &file->column[i];
        double *place = column->role == ROLE_NOTHING ? NULL : place_of(survey, column);
        if (!place) {
            if (!*column->name && csv->cell[i].length && !column->silenced)
                diagnostics_warning(file->diagnostics, csv_position(csv, i),
                                    _("column %zu has no name: its cells are not read"), i + 1);
            column->silenced = true;
            continue;
        }
        const struct mark_scale *scale = survey_scale(survey, column->role);
        struct answer answer = answer_read(&csv->cell[i]);
        *place = answer_mark(&answer, scale);
        survey->words += answer.kind == ANSWER_WORDS;
        answered = answered || !isnan(*place);
        if (isnan(*place) && answer.kind != ANSWER_BLANK && answer.kind != ANSWER_NONE) {
            survey->unreadable++;
            report_cell(file, i, &answer, scale);
        }
    }
    survey->unanswered += !answered;
}

static void check_length(const struct survey_file *file)
{
    const struct csv *csv = &file->csv;
    size_t more = 0, first = 0;
    for (size_t i = csv->cells; i-- > file->columns;)
        if (csv->cell[i].length)
            more++, first = i;
    if (more)
        diagnostics_warning(file->diagnostics, csv_position(csv, first),
                            ngettext("%zu cell more than the header has columns: '%.60s' is not read",
                                     "%zu cells more than the header has columns: from '%.60s' on they are not read",
                                     more),
                            more, csv->cell[first].text);
    if (csv->cells < file->columns && csv->ended && csv->at == csv->length && !csv->ended_line)
        diagnostics_warning(file->diagnostics, (struct source_position){ csv->file, (int)csv->record_line, 0 },
                            ngettext("the file ends within this row, after %zu cell of %zu: it may have been cut off",
                                     "the file ends within this row, after %zu cells of %zu: it may have been cut off",
                                     csv->cells),
                            csv->cells, file->columns);
    else if (csv->cells < file->columns)
        diagnostics_note(file->diagnostics, (struct source_position){ csv->file, (int)csv->record_line, 0 },
                         ngettext("the row has %zu cell for %zu columns: the others are read as blank",
                                  "the row has %zu cells for %zu columns: the others are read as blank", csv->cells),
                         csv->cells, file->columns);
}

static bool read_row(struct survey_file *file)
{
    struct survey *survey = file->survey;
    struct csv *csv = &file->csv;
    struct source_position at = { csv->file, (int)csv->record_line, 0 };
    size_t filled = 0;
    for (size_t i = 0; i < csv->cells; i++) {
        cell_trim(&csv->cell[i]);
        filled += csv->cell[i].length > 0;
    }
    if (!filled)
        return true;
    survey->rows++;
    if (is_header(file) || survey_is_total(csv)) {
        survey->rejected++;
        if (is_header(file))
            diagnostics_note(file->diagnostics, at, _("the header comes again: the row is not used"));
        else
            diagnostics_warning(file->diagnostics, at, _("a line of totals is no respondent: the row is not used"));
        return true;
    }
    if (!survey_add_respondent(survey))
        return diagnostics_error(file->diagnostics, at, _("there are more than %d respondents: that is not read"),
                                 SURVEY_RESPONDENTS_MAXIMUM);
    read_cells(file);
    if (csv->cells != file->columns)
        check_length(file);
    return true;
}

/* --- the file --- */

static bool read_rows(struct survey_file *file)
{
    struct csv *csv = &file->csv;
    bool header = false;
    while (!header && csv_next(csv))
        for (size_t i = 0; i < csv->cells; i++) {
            cell_trim(&csv->cell[i]);
            header = header || csv->cell[i].length;
        }
    if (csv->failed || !header)
        return !csv->failed &&
               diagnostics_error(file->diagnostics, survey_whole_file(file),
                                 _("the file is blank: expected a line of column names, then one line a respondent"));
    file->header_line = csv->record_line;
    if (csv->cells > COLUMNS_MAXIMUM)
        return diagnostics_error(file->diagnostics, survey_header_at(file),
                                 _("there are %zu columns: at most %d are read"), csv->cells, COLUMNS_MAXIMUM);
    if (!survey_columns_init(&file->column, &file->columns, csv, file->options, file->diagnostics))
        return false;
    if (!survey_decide(file) || !add_items(file))
        return false;
    bool good = true;
    while (good && csv_next(csv))
        good = read_row(file);
    return good && !csv->failed;
}

static void report_encoding(const struct survey_file *file, const struct decoder *decoder)
{
    if (decoder->guessed && decoder->encoding == ENCODING_MACROMAN)
        diagnostics_note(file->diagnostics, survey_whole_file(file),
                         _("not UTF-8: read as macroman, an old Mac's encoding; if accents look wrong, try --encoding "
                           "windows-1252"));
    else if (decoder->guessed)
        diagnostics_note(file->diagnostics, survey_whole_file(file),
                         _("not UTF-8: read as windows-1252; if accents look wrong, try --encoding macroman"));
    if (decoder->unlisted)
        diagnostics_warning(file->diagnostics, survey_whole_file(file),
                            _("%llu more bytes are not %s and were replaced by �"),
                            (unsigned long long)decoder->unlisted, encoding_name(decoder->encoding));
}

static bool read_survey(struct survey_file *file, struct source *source)
{
    struct decoder decoder;
    int encoding = file->options->encoding ? encoding_find(file->options->encoding) : ENCODING_DETECT;
    if (encoding < 0)
        return diagnostics_error(file->diagnostics, (struct source_position){ "--encoding", 0, 0 },
                                 _("'%s' is not known: expected utf-8, utf-16le, utf-16be, windows-1252 or macroman"),
                                 file->options->encoding);
    decoder_init(&decoder, source, (enum encoding)encoding);
    bool good = csv_open(&file->csv, &decoder, source_name(source), file->diagnostics) && read_rows(file);
    report_encoding(file, &decoder);
    csv_release(&file->csv);
    survey_columns_free(file->column, file->columns);
    decoder_release(&decoder);
    return good && !source_failed(source);
}

struct survey *survey_read(const char *path, const struct survey_options *options, struct diagnostics *diagnostics)
{
    struct source *source = source_open(path, diagnostics);
    if (!source)
        return NULL;
    const struct reader *reader = reader_for(source, diagnostics);
    bool good = reader == &CSV_READER;
    struct survey_file file = { .survey = survey_new(source_name(source)),
                                .options = options,
                                .diagnostics = diagnostics };
    if (reader && !good)
        diagnostics_error(diagnostics, (struct source_position){ source_name(source), 0, 0 },
                          _("this is %s: a survey is read from CSV, one row a respondent"), _(reader->name));
    good = good && read_survey(&file, source);
    if (good && !file.survey->respondents)
        good = diagnostics_error(diagnostics, (struct source_position){ source_name(source), 0, 0 },
                                 _("there is a header and no row below it: no respondent"));
    source_close(source);
    if (good)
        return file.survey;
    survey_free(file.survey);
    return NULL;
}
