#include "model/survey.h"
#include <math.h>
#include <stdlib.h>

struct survey *survey_new(const char *file)
{
    struct survey *survey = xcalloc(1, sizeof *survey);
    survey->file = arena_strdup(&survey->arena, file);
    return survey;
}

void survey_free(struct survey *survey)
{
    if (!survey)
        return;
    for (int i = 0; i < survey->items; i++) {
        free(survey->item[i].satisfaction);
        free(survey->item[i].importance);
    }
    free(survey->overall);
    arena_release(&survey->arena);
    free(survey);
}

/* Arrays are there from the beginning, so that NULL means: was not asked. */
static double *column_new(void) { return xcalloc(1, sizeof(double)); }

int survey_add_item(struct survey *survey, const char *name, bool importance)
{
    if (survey->items == SURVEY_ITEMS_MAXIMUM)
        return NONE;
    survey->item[survey->items] = (struct survey_item){
        .name = arena_strdup(&survey->arena, name),
        .satisfaction = column_new(),
        .importance = importance ? column_new() : NULL,
    };
    return survey->items++;
}

void survey_add_overall(struct survey *survey, const char *name)
{
    survey->overall_name = arena_strdup(&survey->arena, name);
    survey->overall = column_new();
}

static void column_resize(double **column, size_t capacity)
{
    if (*column)
        *column = xrealloc(*column, capacity * sizeof **column);
}

bool survey_add_respondent(struct survey *survey)
{
    if (survey->respondents == SURVEY_RESPONDENTS_MAXIMUM)
        return false;
    if (survey->respondents == survey->capacity) {
        survey->capacity = survey->capacity ? 2 * survey->capacity : 64;
        column_resize(&survey->overall, survey->capacity);
        for (int i = 0; i < survey->items; i++) {
            column_resize(&survey->item[i].satisfaction, survey->capacity);
            column_resize(&survey->item[i].importance, survey->capacity);
        }
    }
    size_t row = survey->respondents++;
    for (int i = 0; i < survey->items; i++) {
        survey->item[i].satisfaction[row] = NAN;
        if (survey->item[i].importance)
            survey->item[i].importance[row] = NAN;
    }
    if (survey->overall)
        survey->overall[row] = NAN;
    return true;
}
