/* model/survey.h - answers to a satisfaction survey: one row a respondent, one column an item; no text of theirs.
 *
 *     item            an aspect that was asked about ("Délai", "Accueil"), with a mark of satisfaction and maybe one of
 *                     importance, each by every respondent or not
 *     overall         satisfaction as a whole, asked apart
 *
 * Marks are as written, on the scale of their kind; NAN is no answer. Every array has `respondents` places.
 */
#ifndef PARCOURS_MODEL_SURVEY_H
#define PARCOURS_MODEL_SURVEY_H
#include "base/arena.h"
#include "model/journey.h"
#include <stdbool.h>
#include <stdint.h>

enum { SURVEY_ITEMS_MAXIMUM = 200, SURVEY_RESPONDENTS_MAXIMUM = 2000000 };

/* The ends of a scale; low < high. Said by whoever runs the program, or told from the marks. */
struct mark_scale { double low, high; bool said; };

struct survey_item {
    const char *name;                   /* as in the header; in the arena */
    double *satisfaction;               /* [respondents] */
    double *importance;                 /* [respondents]; NULL: was not asked */
};

struct survey {
    struct arena arena;
    const char *file;                   /* as named; in the arena */
    struct survey_item item[SURVEY_ITEMS_MAXIMUM]; int items;
    const char *overall_name;           /* NULL: was not asked */
    double *overall;                    /* [respondents]; NULL */
    size_t respondents, capacity;
    struct mark_scale scale, importance_scale, overall_scale;  /* low == high: no such marks */
    uint64_t rows, rejected;            /* read; of these, totals and the like: respondents = rows - rejected */
    uint64_t unanswered;                /* respondents without any mark */
    uint64_t words, unreadable;         /* cells that said it in words; cells that are no mark, nor "no answer" */
};

struct survey *survey_new(const char *file);            /* without items */
void survey_free(struct survey *survey);                /* NULL is fine */
/* Add an item, before any respondent; its number, or NONE if there are too many. */
int survey_add_item(struct survey *survey, const char *name, bool importance);
void survey_add_overall(struct survey *survey, const char *name);
/* One more respondent, without any answer yet; false if there are too many. Cost: amortised O(items). */
bool survey_add_respondent(struct survey *survey);
#endif
