#include "measure/satisfaction_map.h"
#include "base/message.h"
#include "measure/satisfaction_estimate.h"
#include "measure/statistics.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COMPLETE_LEAST = 30, COMPLETE_EACH = 5 }; /* complete answers: for a choice nobody asked for; a predictor */
enum { ORDERS = 2048, ORDERS_RESAMPLED = 128 };  /* sampled for the figure; in each resample */
enum { DRAWS_LEAST = 200 };
static const double INFLATION_MUCH = 10; /* Marquardt, 1970 */
static const double WORK_MAXIMUM = 2e10; /* multiplications of all draws */

const char *const IMPORTANCE_ID[IMPORTANCE_METHODS] = { "stated", "correlation", "regression", "shapley" };
const char *const IMPORTANCE_NAME[IMPORTANCE_METHODS] = {
    N_("stated importance"),
    N_("importance derived by correlation"),
    N_("importance derived by regression"),
    N_("importance derived by Shapley shares"),
};
const char *const QUADRANT_ID[QUADRANTS] = { "improve-first", "build-on", "maintain", "watch" };
const char *const QUADRANT_NAME[QUADRANTS] = { N_("improve first"), N_("build on"), N_("maintain"), N_("watch") };

static struct source_position whole_file(const struct satisfaction_map *map)
{
    return (struct source_position){ map->survey->file, 0, 0 };
}

/* --- who answered what --- */

static int64_t count_answers(const double *value, const double *also, size_t rows)
{
    int64_t count = 0;
    for (size_t r = 0; r < rows && value; r++)
        count += !isnan(value[r]) && (!also || !isnan(also[r]));
    return count;
}

/* Are there two different marks? NAN is none. */
static bool varies(const double *value, size_t rows)
{
    double first = NAN;
    for (size_t r = 0; r < rows; r++) {
        if (!isnan(first) && !isnan(value[r]) && value[r] != first)
            return true;
        first = isnan(first) ? value[r] : first;
    }
    return false;
}

static void count_items(struct satisfaction_map *map)
{
    const struct survey *survey = map->survey;
    for (int i = 0; i < map->items; i++) {
        struct map_item *item = &map->item[i];
        const struct survey_item *from = &survey->item[i];
        *item = (struct map_item){ .name = from->name, .pearson = NAN, .spearman = NAN, .raw = NAN, .inflation = NAN };
        item->axis[0] = item->axis[1] = (struct figure_interval){ NAN, { NAN, NAN } };
        item->answers[AXIS_SATISFACTION] = count_answers(from->satisfaction, NULL, survey->respondents);
        item->missing = item->answers[AXIS_SATISFACTION] < map->options.min_group ? PLACE_TOO_FEW : PLACE_FOUND;
        item->indicative = item->answers[AXIS_SATISFACTION] < SATISFACTION_INDICATIVE;
    }
    map->overall_answers = count_answers(survey->overall, NULL, survey->respondents);
}

/* --- stated --- */

static int stated_items(const struct satisfaction_map *map)
{
    int items = 0;
    for (int i = 0; i < map->items; i++)
        items +=
            count_answers(map->survey->item[i].importance, NULL, map->survey->respondents) >= map->options.min_group;
    return items;
}

static void prepare_stated(struct satisfaction_map *map)
{
    for (int i = 0; i < map->items; i++) {
        struct map_item *item = &map->item[i];
        const double *importance = map->survey->item[i].importance;
        item->answers[AXIS_IMPORTANCE] = count_answers(importance, NULL, map->survey->respondents);
        if (!item->missing && item->answers[AXIS_IMPORTANCE] < map->options.min_group)
            item->missing = item->answers[AXIS_IMPORTANCE] ? PLACE_TOO_FEW : PLACE_NOT_ASKED;
    }
}

/* --- derived --- */

static void correlate(struct satisfaction_map *map)
{
    const struct survey *survey = map->survey;
    for (int i = 0; i < map->items && survey->overall; i++) {
        struct map_item *item = &map->item[i];
        int64_t both = count_answers(survey->item[i].satisfaction, survey->overall, survey->respondents);
        if (item->missing == PLACE_TOO_FEW || both < map->options.min_group)
            continue;
        item->pearson = correlation_pearson(survey->item[i].satisfaction, survey->overall, survey->respondents, NULL);
        item->spearman = correlation_spearman(survey->item[i].satisfaction, survey->overall, survey->respondents);
    }
}

static void prepare_correlation(struct satisfaction_map *map)
{
    const struct survey *survey = map->survey;
    for (int i = 0; i < map->items; i++) {
        struct map_item *item = &map->item[i];
        item->answers[AXIS_IMPORTANCE] =
            count_answers(survey->item[i].satisfaction, survey->overall, survey->respondents);
        if (!item->missing && item->answers[AXIS_IMPORTANCE] < map->options.min_group)
            item->missing = PLACE_TOO_FEW;
        else if (!item->missing && isnan(item->pearson))
            item->missing = PLACE_CONSTANT;
    }
}

/* Which items enter, and whose answers are complete; an item that does not vary among them leaves, and all is done again. */
static void enter_items(struct satisfaction_map *map, struct satisfaction_basis *basis)
{
    const struct survey *survey = map->survey;
    for (bool settled = false; !settled;) {
        satisfaction_basis_release(basis);
        *basis = (struct satisfaction_basis){ .map = map, .entered = xcalloc((size_t)map->items + 1, sizeof(int)) };
        for (int i = 0; i < map->items; i++) {
            struct map_item *item = &map->item[i];
            int64_t both = count_answers(survey->item[i].satisfaction, survey->overall, survey->respondents);
            if (!item->missing && 2 * both < map->overall_answers)
                item->missing = PLACE_RARELY_ANSWERED;
            if (!item->missing)
                basis->entered[basis->enters++] = i;
        }
        satisfaction_basis_complete(basis);
        settled = true;
        for (int i = 0; i < basis->enters && basis->rows; i++)
            if (!varies(basis->column[i], basis->rows)) {
                map->item[basis->entered[i]].missing = PLACE_CONSTANT;
                settled = false;
            }
    }
}

/* Is there enough for a regression, or shares? Says why not, but for a choice that nobody made. */
static bool enough_for_all(const struct satisfaction_map *map, const struct satisfaction_basis *basis, bool asked,
                           struct diagnostics *diagnostics)
{
    size_t least = asked ? (size_t)basis->enters + 2 : COMPLETE_LEAST, each = (size_t)(COMPLETE_EACH * basis->enters);
    if (!asked)
        return basis->enters >= 2 && basis->enters <= PREDICTORS_MAXIMUM && basis->rows >= least &&
               basis->rows >= each && varies(basis->column[basis->enters], basis->rows);
    least = least > (size_t)map->options.min_group ? least : (size_t)map->options.min_group;
    if (basis->enters < 2 || basis->enters > PREDICTORS_MAXIMUM)
        return diagnostics_error(diagnostics, whole_file(map),
                                 _("'%s' takes 2 to %d items that vary and that most people answer, found %d: "
                                   "--importance correlation takes any"),
                                 IMPORTANCE_ID[map->method], PREDICTORS_MAXIMUM, basis->enters);
    if (basis->rows < least)
        return diagnostics_error(diagnostics, whole_file(map),
                                 _("'%s' of %d items takes at least %zu respondents who answered them all, found %zu: "
                                   "--importance correlation takes "
                                   "any, --items says which items to read"),
                                 IMPORTANCE_ID[map->method], basis->enters, least, basis->rows);
    if (basis->rows < each)
        diagnostics_warning(
            diagnostics, whole_file(map),
            _("'%s' of %d items rests on %zu complete answers: fewer than five an item, do not rely on it"),
            IMPORTANCE_ID[map->method], basis->enters, basis->rows);
    return true;
}

/* R2, variance inflation, the shares of R2 themselves. */
static bool look_at_all(struct satisfaction_map *map, struct satisfaction_basis *basis, struct diagnostics *diagnostics)
{
    int p = basis->enters;
    size_t n = (size_t)p + 1;
    double *matrix = xcalloc(n * n, sizeof *matrix), *coefficient = xcalloc(n, sizeof *coefficient),
           *inflation = xcalloc(n, sizeof *inflation);
    correlations((const double *const *)basis->column, p + 1, basis->rows, NULL, matrix);
    bool solved = !isnan(regression(matrix, p, coefficient, inflation));
    map->determination = determination(matrix, p);
    map->entered = p;
    map->complete = (int64_t)basis->rows;
    map->largest_inflation = NAN;
    for (int i = 0; i < p; i++) {
        map->item[basis->entered[i]].inflation = inflation[i];
        map->item[basis->entered[i]].answers[AXIS_IMPORTANCE] = map->complete;
        if (!(inflation[i] <= map->largest_inflation)) {
            map->largest_inflation = inflation[i];
            map->most_inflated = basis->entered[i];
        }
    }
    free(matrix);
    free(coefficient);
    free(inflation);
    if (map->method != IMPORTANCE_REGRESSION)
        return true;
    if (!solved)
        return diagnostics_error(diagnostics, whole_file(map),
                                 _("an item says exactly what others say together: a regression can't tell them apart; "
                                   "--importance shapley can"));
    if (map->largest_inflation > INFLATION_MUCH)
        diagnostics_warning(diagnostics, whole_file(map),
                            _("item '%s' goes with the others so closely that coefficients say little (variance "
                              "inflation %.0f, above 10): "
                              "--importance shapley bears it"),
                            map->item[map->most_inflated].name, map->largest_inflation);
    return true;
}

static bool prepare_together(struct satisfaction_map *map, struct satisfaction_basis *basis, bool asked,
                             struct diagnostics *diagnostics)
{
    enter_items(map, basis);
    if (!enough_for_all(map, basis, asked, diagnostics))
        return false;
    if (!varies(basis->column[basis->enters], basis->rows))
        return diagnostics_error(diagnostics, whole_file(map),
                                 _("everybody gave the same overall mark: no importance can be derived from it"));
    if (!look_at_all(map, basis, diagnostics))
        return false;
    if (map->method == IMPORTANCE_SHAPLEY && basis->enters > SHAPLEY_EXACT_MAXIMUM) {
        map->orders = basis->orders = ORDERS;
        basis->order = shapley_orders(basis->enters, ORDERS, map->options.seed);
    }
    return true;
}

/* --- which importance --- */

static bool can_be_had(const struct satisfaction_map *map, bool stated, struct diagnostics *diagnostics)
{
    if (map->method == IMPORTANCE_STATED && !stated)
        return diagnostics_error(diagnostics, whole_file(map),
                                 _("importance is stated by at least %d respondents for no item: expected columns such "
                                   "as 'Accueil : importance', "
                                   "or --importance shapley"),
                                 map->options.min_group);
    if (map->method != IMPORTANCE_STATED && map->overall_answers < map->options.min_group)
        return diagnostics_error(
            diagnostics, whole_file(map),
            map->survey->overall
                ? _("fewer than %d respondents gave the overall mark: no importance can be derived from it")
                : _("importance can't be had: expected a column of overall satisfaction ('overall', 'satisfaction "
                    "globale', or "
                    "--overall COLUMN), or columns such as 'Accueil : importance', of at least %d respondents"),
            map->options.min_group);
    if (map->method != IMPORTANCE_STATED && !varies(map->survey->overall, map->survey->respondents))
        return diagnostics_error(diagnostics, whole_file(map),
                                 _("everybody gave the same overall mark: no importance can be derived from it"));
    return true;
}

static bool prepare(struct satisfaction_map *map, struct satisfaction_basis *basis, struct diagnostics *diagnostics)
{
    int stated = stated_items(map), told = 0;
    bool asked = map->options.method != NONE;
    for (int i = 0; i < map->items; i++)
        told += !map->item[i].missing;
    map->method = asked                          ? (enum importance_method)map->options.method
                  : stated && 2 * stated >= told ? IMPORTANCE_STATED
                                                 : IMPORTANCE_SHAPLEY;
    correlate(map);
    if (!can_be_had(map, stated, diagnostics))
        return false;
    if (map->method == IMPORTANCE_STATED) {
        prepare_stated(map);
    } else if (map->method == IMPORTANCE_CORRELATION) {
        prepare_correlation(map);
    } else if (!prepare_together(map, basis, asked, diagnostics)) {
        if (asked || diagnostics->errors)
            return false;
        count_items(map); /* as if nothing had been tried */
        correlate(map);
        satisfaction_basis_release(basis);
        basis->map = map;
        map->fell_back = true;
        map->method = IMPORTANCE_CORRELATION;
        prepare_correlation(map);
    }
    return true;
}

/* --- figures and places --- */

static int affordable_draws(const struct satisfaction_map *map, const struct satisfaction_basis *basis)
{
    double respondents = (double)map->survey->respondents, items = map->items, enters = basis->enters;
    double work = respondents * (4 * items + 8) + (double)basis->rows * enters * enters +
                  (basis->orders ? ORDERS_RESAMPLED * enters * enters * enters / 2 : 0);
    double draws = WORK_MAXIMUM / (work + 1);
    return draws > BOOTSTRAP_DRAWS ? BOOTSTRAP_DRAWS : draws < DRAWS_LEAST ? DRAWS_LEAST : (int)draws;
}

static void estimate(struct satisfaction_map *map, const struct satisfaction_basis *basis)
{
    size_t figures = 2 * (size_t)map->items + 1;
    double *figure = xcalloc(figures, sizeof *figure);
    double(*interval)[2] = xcalloc(figures, sizeof *interval);
    map->draws = affordable_draws(map, basis);
    satisfaction_estimate(basis, NULL, basis->orders, figure);
    satisfaction_bootstrap(basis, map->draws, basis->orders < ORDERS_RESAMPLED ? basis->orders : ORDERS_RESAMPLED,
                           interval);
    for (int i = 0; i < map->items; i++)
        for (int axis = 0; axis < 2; axis++) {
            size_t at = (size_t)(axis * map->items + i);
            if (map->item[i].missing != PLACE_TOO_FEW)
                map->item[i].axis[axis] = (struct figure_interval){ figure[at], { interval[at][0], interval[at][1] } };
        }
    for (int i = 0; i < map->items && map->method == IMPORTANCE_SHAPLEY; i++)
        map->item[i].raw = map->item[i].axis[AXIS_IMPORTANCE].value / 100 * map->determination;
    map->overall = (struct figure_interval){ NAN, { NAN, NAN } };
    if (map->overall_answers >= map->options.min_group)
        map->overall =
            (struct figure_interval){ figure[figures - 1], { interval[figures - 1][0], interval[figures - 1][1] } };
    free(figure);
    free(interval);
}

static void find_cuts(struct satisfaction_map *map)
{
    double *value = xcalloc((size_t)map->items + 1, sizeof *value);
    for (int axis = 0; axis < 2; axis++) {
        double sum = 0;
        size_t count = 0;
        for (int i = 0; i < map->items; i++)
            if (!map->item[i].missing)
                sum += value[count++] = map->item[i].axis[axis].value;
        sort_doubles(value, count);
        map->cut[axis] = map->options.cut == CUT_THRESHOLDS ? map->options.threshold[axis]
                         : map->options.cut == CUT_MEANS    ? sum / (double)count
                                                            : quantile(value, count, 0.5);
    }
    free(value);
}

static enum quadrant quadrant_of(const struct map_item *item, const double cut[2])
{
    bool satisfied = item->axis[AXIS_SATISFACTION].value >= cut[AXIS_SATISFACTION];
    if (item->axis[AXIS_IMPORTANCE].value >= cut[AXIS_IMPORTANCE])
        return satisfied ? QUADRANT_BUILD_ON : QUADRANT_IMPROVE;
    return satisfied ? QUADRANT_MAINTAIN : QUADRANT_WATCH;
}

/* Does `a` come before `b` on the map's list? */
static bool comes_before(const struct map_item *a, const struct map_item *b)
{
    if (a->quadrant != b->quadrant)
        return a->quadrant < b->quadrant;
    return a->axis[AXIS_IMPORTANCE].value > b->axis[AXIS_IMPORTANCE].value;
}

static void place(struct satisfaction_map *map)
{
    find_cuts(map);
    for (int i = 0; i < map->items; i++) {
        struct map_item *item = &map->item[i];
        if (item->missing)
            continue;
        item->quadrant = quadrant_of(item, map->cut);
        map->quadrant_items[item->quadrant]++;
        for (int axis = 0; axis < 2; axis++)
            item->at_limit[axis] =
                item->axis[axis].ci95[0] <= map->cut[axis] && map->cut[axis] <= item->axis[axis].ci95[1];
        int at = map->placed++;
        for (; at && comes_before(item, map_item_placed(map, at - 1)); at--)
            map->order[at] = map->order[at - 1];
        map->order[at] = i;
    }
    for (int rank = 0; rank < map->placed; rank++)
        map->item[map->order[rank]].number = rank + 1;
}

static bool any_place(struct satisfaction_map *map, struct diagnostics *diagnostics)
{
    bool any = false;
    for (int i = 0; i < map->items; i++) {
        struct map_item *item = &map->item[i];
        if (!item->missing && (isnan(item->axis[0].value) || isnan(item->axis[1].value)))
            item->missing = PLACE_CONSTANT;
        any = any || !item->missing;
    }
    return any || diagnostics_error(
                      diagnostics, whole_file(map),
                      _("no item has a place: each would take marks of at least %d respondents, and an importance"),
                      map->options.min_group);
}

struct satisfaction_map *satisfaction_map_new(const struct survey *survey, const struct satisfaction_options *options,
                                              struct diagnostics *diagnostics)
{
    struct satisfaction_map *map = xcalloc(1, sizeof *map);
    *map = (struct satisfaction_map){ .survey = survey,
                                      .options = *options,
                                      .items = survey->items,
                                      .determination = NAN,
                                      .largest_inflation = NAN,
                                      .most_inflated = NONE };
    map->item = xcalloc((size_t)survey->items + 1, sizeof *map->item);
    map->order = xcalloc((size_t)survey->items + 1, sizeof *map->order);
    struct satisfaction_basis basis = { .map = map };
    count_items(map);
    bool good = prepare(map, &basis, diagnostics);
    if (good)
        estimate(map, &basis);
    good = good && any_place(map, diagnostics);
    if (good)
        place(map);
    satisfaction_basis_release(&basis);
    if (good)
        return map;
    satisfaction_map_free(map);
    return NULL;
}

void satisfaction_map_free(struct satisfaction_map *map)
{
    if (!map)
        return;
    free(map->item);
    free(map->order);
    free(map);
}
