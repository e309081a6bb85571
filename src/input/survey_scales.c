/* The scales of a survey's marks, and which of its columns hold marks: told from what stands ahead. */
#include "base/message.h"
#include "input/contacts.h"
#include "input/survey_csv.h"
#include <math.h>
#include <stdlib.h>

static const double SCALE_TOLD[SCALES_TOLD] = { 5, 10, 20, 100 };

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

static void look_ahead(struct survey_file *file)
{
    struct csv ahead;
    csv_look_ahead(&file->csv, &ahead);
    while (csv_next(&ahead)) {
        for (size_t i = 0; i < ahead.cells; i++)
            cell_trim(&ahead.cell[i]);
        bool total = survey_is_total(&ahead);
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
    if (fractions && high >= 10) /* out of ten, from nothing */
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
        diagnostics_warning(
            file->diagnostics, survey_whole_file(file),
            _("no mark is above %g: read on the scale from %g to %g; if it is another one, say it with %s %g-%g"),
            highest, scale->low, scale->high, option, scale->low, highest);
}

static bool decide_scale(const struct survey_file *file, enum column_role role, const struct mark_scale *said,
                         struct mark_scale *scale, const char *option)
{
    double high = group_end(file, role);
    *scale = *said;
    scale->said = said->low < said->high;
    if (scale->said || !any_answer(file, role))
        return true;
    if (high <= 0) { /* words alone */
        *scale = (struct mark_scale){ -2, 2, false };
        return true;
    }
    if (high == HUGE_VAL)
        return diagnostics_error(
            file->diagnostics, survey_whole_file(file),
            _("the marks are on no scale that is known (1-5, 1-10, 0-10, -2-2, 0-20, 0-100): say it with %s LOW-HIGH"),
            option);
    *scale = (struct mark_scale){ lower_end(file, role, high), high, false };
    doubt_scale(file, role, scale, option);
    return true;
}

/* --- which columns stay --- */

const struct mark_scale *survey_scale(const struct survey *survey, enum column_role role)
{
    return role == ROLE_OVERALL      ? &survey->overall_scale
           : role == ROLE_IMPORTANCE ? &survey->importance_scale
                                     : &survey->scale;
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
            column->on_scale +=
                answer.kind == ANSWER_NUMBER && !isnan(answer_mark(&answer, survey_scale(file->survey, column->role)));
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
        const struct mark_scale *scale = survey_scale(file->survey, column->role);
        if (!column->numbers && !column->words) {
            if (column->filled > column->none && !column->said)
                diagnostics_note(file->diagnostics, survey_header_at(file),
                                 _("column '%s' holds texts that are no marks: it is left out"), column->name);
            else
                diagnostics_warning(file->diagnostics, survey_header_at(file),
                                    _("column '%s' has no answer: it is left out"), column->name);
            column->role = ROLE_NOTHING;
        } else if (!column->said && 2 * (column->numbers + column->words + column->none) < column->filled) {
            diagnostics_warning(
                file->diagnostics, survey_header_at(file),
                _("column '%s' holds more texts than marks: it is left out; --items settles which columns are items"),
                column->name);
            column->role = ROLE_NOTHING;
        } else if (!column->said && 5 * column->on_scale < 4 * column->numbers) {
            diagnostics_warning(file->diagnostics, survey_header_at(file),
                                _("column '%s' goes from %g to %g, off the scale from %g to %g: it is left out; "
                                  "--items settles which columns "
                                  "are items"),
                                column->name, column->lowest, column->highest, scale->low, scale->high);
            column->role = ROLE_NOTHING;
        }
    }
}

bool survey_decide(struct survey_file *file)
{
    struct survey *survey = file->survey;
    const struct survey_options *options = file->options;
    look_ahead(file);
    bool good = decide_scale(file, ROLE_ITEM, &options->scale, &survey->scale, "--scale") &&
                decide_scale(file, ROLE_IMPORTANCE, &options->importance_scale, &survey->importance_scale,
                             "--importance-scale") &&
                decide_scale(file, ROLE_OVERALL, &options->overall_scale, &survey->overall_scale, "--overall-scale");
    if (!good)
        return false;
    count_on_scale(file);
    leave_out(file);
    return true;
}
