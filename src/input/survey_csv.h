/* input/survey_csv.h - a survey's file (CSV, plain or gzipped) becomes a struct survey.
 *
 *     survey_csv.c         header, then row by row
 *     survey_scales.c      reads ahead: on which scales are the marks, which columns hold any
 *     survey_columns.c     which column is an item, its importance, the overall mark, none of these
 *     survey_marks.c       one cell: a number, words ("Plutôt satisfait"), "no opinion", or none of these
 *
 * Columns are recognised in French and English; what can't be told is asked with the options below. Nothing is dropped in
 * silence: a cell that is no mark, a row that is no respondent, a column that is left out are diagnostics.
 *
 * How a scale is told, for the items together, their importances together, the overall mark alone. A column's own scale is
 * the smallest of 5, 10, 20, 100 (or -2…+2, if some marks are below zero) that holds 95 % of its marks, or what "4/5" says; the
 * group's is the one that half of its columns are within. Its lower end is 0 for 20 and 100; for 10 if 0 is given at
 * all or marks are written 8/10; for 5 if 0 is more than one mark in twenty; else 1. Up to CSV_AHEAD bytes (8 MiB) are looked at for it.
 * Words are five grades, from the lower end of the scale to the upper one, in equal steps; without any number in a group its
 * scale is -2…+2.
 */
#ifndef PARCOURS_INPUT_SURVEY_CSV_H
#define PARCOURS_INPUT_SURVEY_CSV_H
#include "base/diagnostics.h"
#include "input/csv.h"
#include "model/survey.h"

/* What the command line says where it can't be told from the file. Zero: tell it. */
struct survey_options {
    const char *encoding;               /* --encoding */
    const char *items, *overall;        /* --items: names of columns, between commas, in quotes if need be; --overall: of one */
    struct mark_scale scale, importance_scale, overall_scale;  /* low < high where said */
};
struct survey *survey_read(const char *path, const struct survey_options *options, struct diagnostics *diagnostics);

/* --- inside src/input --- */

enum answer_kind { ANSWER_BLANK, ANSWER_NUMBER, ANSWER_WORDS, ANSWER_NONE, ANSWER_UNREADABLE };
/* value: the number, or the grade -2 … +2 of words; of: 5 in "4/5", 100 in "80 %", else 0. */
struct answer { enum answer_kind kind; double value, of; };
struct answer answer_read(const struct cell *cell);     /* the cell is trimmed */
/* The mark an answer is on a scale; NAN if it is none, or off the scale. */
double answer_mark(const struct answer *answer, const struct mark_scale *scale);

enum column_role { ROLE_NOTHING, ROLE_ITEM, ROLE_IMPORTANCE, ROLE_OVERALL, ROLE_ROLES };
enum { SCALES_TOLD = 4 };
struct survey_column {
    char *name;                         /* as in the header, on one line */
    char *base;                         /* the item's name: without ": importance" and the like */
    enum column_role role;
    bool said;                          /* by an option */
    int item;                           /* number in the survey, or NONE */
    bool silenced;
    /* what was found in it ahead */
    uint64_t filled, numbers, words, none, negative, zero, within[SCALES_TOLD], between, on_scale;
    double lowest, highest, of;
};
/* Read the names; roles by name alone, importances with their items. False after a diagnostic. */
bool survey_columns_init(struct survey_column **column, size_t *columns, struct csv *csv,
                         const struct survey_options *options, struct diagnostics *diagnostics);
void survey_columns_free(struct survey_column *column, size_t columns);
struct survey_file {
    struct csv csv;
    struct survey *survey;
    const struct survey_options *options;
    struct diagnostics *diagnostics;
    struct survey_column *column; size_t columns;
    uint32_t header_line;
};
static inline struct source_position survey_whole_file(const struct survey_file *file)
{
    return (struct source_position){ file->csv.file, 0, 0 };
}
static inline struct source_position survey_header_at(const struct survey_file *file)
{
    return (struct source_position){ file->csv.file, (int)file->header_line, 0 };
}
/* Look ahead; tell the scales; columns without marks on them become ROLE_NOTHING. False after a diagnostic. */
bool survey_decide(struct survey_file *file);
const struct mark_scale *survey_scale(const struct survey *survey, enum column_role role);
bool survey_is_total(const struct csv *row);    /* a line of sums or means, by its first cell that is filled; cells are trimmed */
#endif
