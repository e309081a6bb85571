/* measure/satisfaction_map.h - the satisfaction map: how satisfied people are with each item, and how much it matters.
 *
 *     importance
 *         ^   improve first  |  build on          améliorer en priorité | valoriser
 *         |   ---------------+-----------         ----------------------+-----------
 *         |   watch          |  maintain          surveiller            | maintenir
 *         +------------------------------> satisfaction
 *
 * Satisfaction of an item: the mean of its marks. Importance is *stated* (the mean of what was asked) or *derived* from how
 * marks go with the overall mark: Pearson's correlation over those who gave both; or, over those who marked every item that
 * enters and the whole (complete answers), the standardised coefficients of a regression, or Shapley's shares of what it
 * explains (relative_importance.h), in percent of it. Items marked by fewer than half of those who gave the overall mark do
 * not enter, nor do items that never vary: they have no importance.
 * (Martilla and James, Importance-performance analysis, J. of Marketing 41, 1977. Stated and derived importance place
 * items differently: it is always said which one is used.)
 *
 * Cuts: means or medians over the items that are placed (a relative map), or two thresholds. An item at or above a cut is on its
 * upper side; where its 95 % interval holds the cut, it is *at the limit*. Intervals: percentile bootstrap over respondents, all
 * figures from the same resamples. Items of fewer than INDICATIVE_BELOW marks are indicative; of fewer than min_group, and of
 * importances of fewer, nothing is told, and they enter into nothing.
 */
#ifndef PARCOURS_MEASURE_SATISFACTION_MAP_H
#define PARCOURS_MEASURE_SATISFACTION_MAP_H
#include "base/diagnostics.h"
#include "measure/relative_importance.h"
#include "model/survey.h"

enum importance_method { IMPORTANCE_STATED, IMPORTANCE_CORRELATION, IMPORTANCE_REGRESSION, IMPORTANCE_SHAPLEY, IMPORTANCE_METHODS };
enum cut_rule { CUT_MEANS, CUT_MEDIANS, CUT_THRESHOLDS };
enum quadrant { QUADRANT_IMPROVE, QUADRANT_BUILD_ON, QUADRANT_MAINTAIN, QUADRANT_WATCH, QUADRANTS };
enum { SATISFACTION_INDICATIVE = 30, ITEM_FIGURES = 2 };
enum { AXIS_SATISFACTION, AXIS_IMPORTANCE };
/* Why an item has no place. */
enum missing_place { PLACE_FOUND, PLACE_TOO_FEW, PLACE_NOT_ASKED, PLACE_RARELY_ANSWERED, PLACE_CONSTANT };

struct satisfaction_options {
    int method;                         /* of enum importance_method; NONE: stated if it was asked, else Shapley */
    enum cut_rule cut;
    double threshold[2];                /* by axis, for CUT_THRESHOLDS */
    int min_group, threads;
    uint64_t seed;
};

struct figure_interval { double value, ci95[2]; };
struct map_item {
    const char *name;
    int number;                         /* on the map, from 1; 0: has no place */
    int64_t answers[2];                 /* by axis: marks given; for derived importance, those it rests on */
    struct figure_interval axis[2];     /* NAN: not told */
    double pearson, spearman;           /* with the overall mark; NAN: not told */
    double raw;                         /* Shapley: the share of R2 itself */
    double inflation;                   /* of its coefficient; NAN where no regression is possible */
    enum missing_place missing;
    enum quadrant quadrant;
    bool at_limit[2];                   /* by axis */
    bool indicative;                    /* fewer than SATISFACTION_INDICATIVE marks */
};

struct satisfaction_map {
    const struct survey *survey;
    struct satisfaction_options options;
    enum importance_method method;
    bool fell_back;                     /* Shapley can't be had, and nobody asked for it: correlation */
    struct map_item *item; int items;   /* in file order */
    int *order; int placed;             /* items by number: improve first, then by quadrant, most important first */
    int quadrant_items[QUADRANTS];
    double cut[2];
    struct figure_interval overall; int64_t overall_answers;    /* NAN: not asked, or not told */
    /* derived by regression or Shapley: */
    int entered; int64_t complete;      /* items that entered; complete answers */
    double determination;               /* R2; NAN */
    double largest_inflation; int most_inflated;    /* NAN; item or NONE */
    size_t orders;                      /* sampled for the shares; 0: all */
    int draws;
};

/* NULL after a diagnostic: importance can't be had as asked, or no item is told. Cost: draws x respondents x items^2 at most. */
struct satisfaction_map *satisfaction_map_new(const struct survey *survey, const struct satisfaction_options *options,
                                              struct diagnostics *diagnostics);
void satisfaction_map_free(struct satisfaction_map *map);       /* the survey stays */
static inline const struct map_item *map_item_placed(const struct satisfaction_map *map, int rank)
{
    return &map->item[map->order[rank]];
}

/* Ids in files and on the command line; N_() names for people. */
extern const char *const IMPORTANCE_ID[IMPORTANCE_METHODS], *const IMPORTANCE_NAME[IMPORTANCE_METHODS];
extern const char *const QUADRANT_ID[QUADRANTS], *const QUADRANT_NAME[QUADRANTS];
#endif
