/* Reading a survey: what kind of text it is, what its columns and marks mean; then its rows. */
#include "input/survey_csv.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include "input/contacts.h"
#include <math.h>
#include <stdlib.h>

enum { COLUMNS_MAXIMUM = 1000 };
static const double SCALE_TOLD[SCALES_TOLD] = { 5, 10, 20, 100 };

struct survey_file {
    struct csv csv;
    struct survey *survey;
    const struct survey_options *options;
    struct diagnostics *diagnostics;
    struct survey_column *column; size_t columns;
    uint32_t header_line;
};

static struct source_position whole_file(const struct survey_file *file)
{
    return (struct source_position){ file->csv.file, 0, 0 };
}
static struct source_position header_at(const struct survey_file *file)
{
    return (struct source_position){ file->csv.file, (int)file->header_line, 0 };
}

/* --- looking ahead --- */

static void weigh(struct survey_column *column, struct cell *cell)
{
    cell_trim(cell);
    struct answer answer = answer_read(cell);
    if (answer.kind == ANSWER_BLANK)
        return;
    column->filled++;
    column->words += answer.kind == ANSWER_WORDS;
    column->none += answer.kind == ANSWER_NONE;
    if (answer.kind != ANSWER_NUMBER)
        return;
    column->lowest = column->numbers && column->lowest < answer.value ? column->lowest : answer.value;
    column->highest = column->numbers && column->highest > answer.value ? column->highest : answer.value;
    column->numbers++;
    column->of = fmax(column->of, answer.of);
    column->negative += answer.value < 0;
    column->zero += answer.value == 0;
    column->between += fabs(answer.value) <= 2;
    for (int i = 0; i < SCALES_TOLD; i++)
        column->within[i] += answer.value >= 0 && answer.value <= SCALE_TOLD[i];
}

static bool is_total(const struct csv *row);

static void look_ahead(struct survey_file *file)
{
    struct csv ahead;
    csv_look_ahead(&file->csv, &ahead);
    while (csv_next(&ahead)) {
        for (size_t i = 0; i < ahead.cells; i++)
            cell_trim(&ahead.cell[i]);
        bool total = is_total(&ahead);
        for (size_t i = 0; i < ahead.cells && i < file->columns && !total; i++)
            weigh(&file->column[i], &ahead.cell[i]);
    }
    csv_release(&ahead);
}

static bool mostly(uint64_t part, uint64_t whole) { return part * 20 >= whole * 19; }

/* The upper end of a column's own scale; 2 is that of -2…+2; 0: none of those known. */
static double upper_end(const struct survey_column *column)
{
    if (column->of > 0)
        return column->of;
    if (column->negative)
        return mostly(column->between, column->numbers) ? 2 : 0;
    for (int i = 0; i < SCALES_TOLD; i++)
        if (mostly(column->within[i], column->numbers))
            return SCALE_TOLD[i];
    return 0;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* What half of the group's columns are within; 0 without any number. */
static double group_end(const struct survey_file *file, enum column_role role)
{
    double *end = xcalloc(file->columns + 1, sizeof *end), found;
    size_t count = 0;
    for (size_t i = 0; i < file->columns; i++)
        if (file->column[i].role == role && file->column[i].numbers)
            end[count++] = upper_end(&file->column[i]) > 0 ? upper_end(&file->column[i]) : HUGE_VAL;
    qsort(end, count, sizeof *end, by_value);
    found = count ? end[count / 2] : 0;
    free(end);
    return found;
}

static double lower_end(const struct survey_file *file, enum column_role role, double high)
{
    uint64_t zeros = 0, numbers = 0;
    bool fractions = false;
    if (high == 2 || high >= 20)
        return high == 2 ? -2 : 0;
    for (size_t i = 0; i < file->columns; i++)
        if (file->column[i].role == role && upper_end(&file->column[i]) <= high) {
            zeros += file->column[i].zero;
            numbers += file->column[i].numbers;
            fractions = fractions || file->column[i].of > 0;
        }
    if (fractions && high >= 10)                    /* out of ten, from nothing */
        return 0;
    return (high >= 10 ? zeros > 0 : zeros * 20 > numbers) ? 0 : 1;
}

static bool any_answer(const struct survey_file *file, enum column_role role)
{
    bool any = false;
    for (size_t i = 0; i < file->columns; i++)
        any = any || (file->column[i].role == role && (file->column[i].numbers || file->column[i].words));
    return any;
}

/* Is there a mark at the upper end of the scale? Else it may be a shorter one. */
static void doubt_scale(const struct survey_file *file, enum column_role role, const struct mark_scale *scale,
                        const char *option)
{
    double highest = scale->low;
    for (size_t i = 0; i < file->columns; i++)
        if (file->column[i].role == role && file->column[i].numbers && file->column[i].highest <= scale->high)
            highest = fmax(highest, fmax(file->column[i].highest, file->column[i].of));
    if (highest < scale->high && highest > scale->low)
        diagnostics_warning(file->diagnostics, whole_file(file),
            _("no mark is above %g: read on the scale from %g to %g; if it is another one, say it with %s %g-%g"), highest,
            scale->low, scale->high, option, scale->low, highest);
}

static bool decide_scale(const struct survey_file *file, enum column_role role, const struct mark_scale *said,
                         struct mark_scale *scale, const char *option)
{
    double high = group_end(file, role);
    *scale = *said;
    scale->said = said->low < said->high;
    if (scale->said || !any_answer(file, role))
        return true;
    if (high <= 0) {                                /* words alone */
        *scale = (struct mark_scale){ -2, 2, false };
        return true;
    }
    if (high == HUGE_VAL)
        return diagnostics_error(file->diagnostics, whole_file(file),
            _("the marks are on no scale that is known (1-5, 1-10, 0-10, -2-2, 0-20, 0-100): say it with %s LOW-HIGH"), option);
    *scale = (struct mark_scale){ lower_end(file, role, high), high, false };
    doubt_scale(file, role, scale, option);
    return true;
}

/* --- which columns stay --- */

static const struct mark_scale *scale_of(const struct survey *survey, enum column_role role)
{
    return role == ROLE_OVERALL ? &survey->overall_scale
           : role == ROLE_IMPORTANCE ? &survey->importance_scale : &survey->scale;
}

/* How many of each column's marks are on the scale that was decided. */
static void count_on_scale(struct survey_file *file)
{
    struct csv ahead;
    csv_look_ahead(&file->csv, &ahead);
    while (csv_next(&ahead))
        for (size_t i = 0; i < ahead.cells && i < file->columns; i++) {
            struct survey_column *column = &file->column[i];
            if (column->role == ROLE_NOTHING)
                continue;
            cell_trim(&ahead.cell[i]);
            struct answer answer = answer_read(&ahead.cell[i]);
            column->on_scale += answer.kind == ANSWER_NUMBER && !isnan(answer_mark(&answer, scale_of(file->survey, column->role)));
        }
    csv_release(&ahead);
}

/* A column of texts, or of numbers on quite another scale, is none of marks. */
static void leave_out(struct survey_file *file)
{
    for (size_t i = 0; i < file->columns; i++) {
        struct survey_column *column = &file->column[i];
        if (column->role == ROLE_NOTHING)
            continue;
        const struct mark_scale *scale = scale_of(file->survey, column->role);
        if (!column->numbers && !column->words) {
            if (column->filled > column->none && !column->said)
                diagnostics_note(file->diagnostics, header_at(file),
                    _("column '%s' holds texts that are no marks: it is left out"), column->name);
            else
                diagnostics_warning(file->diagnostics, header_at(file), _("column '%s' has no answer: it is left out"),
                                    column->name);
            column->role = ROLE_NOTHING;
        } else if (!column->said && 2 * (column->numbers + column->words + column->none) < column->filled) {
            diagnostics_warning(file->diagnostics, header_at(file),
                _("column '%s' holds more texts than marks: it is left out; --items settles which columns are items"),
                column->name);
            column->role = ROLE_NOTHING;
        } else if (!column->said && 5 * column->on_scale < 4 * column->numbers) {
            diagnostics_warning(file->diagnostics, header_at(file),
                _("column '%s' goes from %g to %g, off the scale from %g to %g: it is left out; --items settles which columns "
                  "are items"), column->name, column->lowest, column->highest, scale->low, scale->high);
            column->role = ROLE_NOTHING;
        }
    }
}

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
            return diagnostics_error(file->diagnostics, header_at(file),
                _("there are more than %d items: --items says which of them to read"), SURVEY_ITEMS_MAXIMUM);
    }
    for (size_t i = 0; i < file->columns; i++)
        if (file->column[i].role == ROLE_IMPORTANCE)
            file->column[i].item = item_called(survey, file->column[i].base);
    if (!survey->items)
        return diagnostics_error(file->diagnostics, header_at(file),
            _("no column holds marks of satisfaction: expected one column an item, such as 'Accueil', with marks below it"));
    return true;
}

/* --- rows --- */

/* "Total", "Moyenne"…: a line of sums, not a respondent. It is named in the first cell that is filled. */
static bool is_total(const struct csv *row)
{
    static const char *const TOTAL[] = {
        "total", "totaux", "somme", "sous total", "total general", "sum", "subtotal", "grand total", "moyenne", "moyennes",
        "moyenne generale", "mean", "average", "mediane", "median", "ecart type", "standard deviation", "effectif",
        "effectifs", "n =", "base",
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
    return column->role == ROLE_ITEM ? &item->satisfaction[row]
           : column->role == ROLE_IMPORTANCE && item->importance ? &item->importance[row] : NULL;
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
            _("'%.40s' is no mark: expected a number from %g to %g, words such as 'satisfied', or NSP; read as no answer"),
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
        const struct mark_scale *scale = scale_of(survey, column->role);
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
                     "%zu cells more than the header has columns: from '%.60s' on they are not read", more),
            more, csv->cell[first].text);
    if (csv->cells < file->columns && csv->ended && csv->at == csv->length && !csv->ended_line)
        diagnostics_warning(file->diagnostics, (struct source_position){ csv->file, (int)csv->record_line, 0 },
            ngettext("the file ends within this row, after %zu cell of %zu: it may have been cut off",
                     "the file ends within this row, after %zu cells of %zu: it may have been cut off", csv->cells),
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
    if (is_header(file) || is_total(csv)) {
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

static bool decide(struct survey_file *file)
{
    struct survey *survey = file->survey;
    const struct survey_options *options = file->options;
    bool good = decide_scale(file, ROLE_ITEM, &options->scale, &survey->scale, "--scale") &&
                decide_scale(file, ROLE_IMPORTANCE, &options->importance_scale, &survey->importance_scale,
                             "--importance-scale") &&
                decide_scale(file, ROLE_OVERALL, &options->overall_scale, &survey->overall_scale, "--overall-scale");
    if (!good)
        return false;
    count_on_scale(file);
    leave_out(file);
    return add_items(file);
}

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
        return !csv->failed && diagnostics_error(file->diagnostics, whole_file(file),
                   _("the file is blank: expected a line of column names, then one line a respondent"));
    file->header_line = csv->record_line;
    if (csv->cells > COLUMNS_MAXIMUM)
        return diagnostics_error(file->diagnostics, header_at(file), _("there are %zu columns: at most %d are read"),
                                 csv->cells, COLUMNS_MAXIMUM);
    if (!survey_columns_init(&file->column, &file->columns, csv, file->options, file->diagnostics))
        return false;
    look_ahead(file);
    if (!decide(file))
        return false;
    bool good = true;
    while (good && csv_next(csv))
        good = read_row(file);
    return good && !csv->failed;
}

static void report_encoding(const struct survey_file *file, const struct decoder *decoder)
{
    if (decoder->guessed && decoder->encoding == ENCODING_MACROMAN)
        diagnostics_note(file->diagnostics, whole_file(file),
            _("not UTF-8: read as macroman, an old Mac's encoding; if accents look wrong, try --encoding windows-1252"));
    else if (decoder->guessed)
        diagnostics_note(file->diagnostics, whole_file(file),
            _("not UTF-8: read as windows-1252; if accents look wrong, try --encoding macroman"));
    if (decoder->unlisted)
        diagnostics_warning(file->diagnostics, whole_file(file),
            _("%llu more bytes are not %s and were replaced by �"), (unsigned long long)decoder->unlisted,
            encoding_name(decoder->encoding));
}

static bool read_survey(struct survey_file *file, struct source *source)
{
    struct decoder decoder;
    int encoding = file->options->encoding ? encoding_find(file->options->encoding) : ENCODING_DETECT;
    if (encoding < 0)
        return diagnostics_error(file->diagnostics, (struct source_position){ "--encoding", 0, 0 },
            _("'%s' is not known: expected utf-8, utf-16le, utf-16be, windows-1252 or macroman"), file->options->encoding);
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
    struct survey_file file = { .survey = survey_new(source_name(source)), .options = options, .diagnostics = diagnostics };
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
