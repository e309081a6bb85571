/* Importance, stated and derived, and where items are placed by it. */
#include "test.h"
#include "base/random.h"
#include "measure/satisfaction_map.h"

static struct diagnostics diagnostics;
static struct survey *survey;
static struct satisfaction_map *map;

static int setup(void **state)
{
    (void)state;
    survey = survey_new("in.csv");
    return 0;
}
static int teardown(void **state)
{
    (void)state;
    satisfaction_map_free(map);
    survey_free(survey);
    diagnostics_release(&diagnostics);
    map = NULL;
    return 0;
}

/* The correlations of p predictors, and of each with the response. */
static void matrix_of(int p, const double *among, const double *with, double *matrix)
{
    for (int i = 0; i <= p; i++)
        for (int k = 0; k <= p; k++)
            matrix[i * (p + 1) + k] = i == k ? 1 : i == p ? with[k] : k == p ? with[i] : among[i * p + k];
}

/* Two predictors: shares are (R2 of the first + R2 - R2 of the second) / 2. With r12 = 0.5, ry1 = 0.6, ry2 = 0.3:
 * R2 = (0.36 + 0.09 - 2 x 0.6 x 0.3 x 0.5) / (1 - 0.25) = 0.36; shares (0.36 + 0.36 - 0.09) / 2 and (0.36 + 0.09 - 0.36) / 2. */
static void shares_of_two_predictors_are_those_of_the_formula(void **state)
{
    (void)state;
    static const double among[] = { 1, 0.5, 0.5, 1 }, with[] = { 0.6, 0.3 };
    double matrix[9], share[2], coefficient[2], inflation[2];
    matrix_of(2, among, with, matrix);
    shapley_exact(matrix, 2, share);
    assert_near(share[0], 0.315, 1e-12);
    assert_near(share[1], 0.045, 1e-12);
    assert_near(regression(matrix, 2, coefficient, inflation), 0.36, 1e-12);
    assert_near(coefficient[0], 0.6, 1e-12);            /* (0.6 - 0.5 x 0.3) / 0.75 */
    assert_near(coefficient[1], 0, 1e-12);              /* (0.3 - 0.5 x 0.6) / 0.75: shares see it, coefficients don't */
    assert_near(inflation[0], 1 / 0.75, 1e-12);
    assert_near(determination(matrix, 2), 0.36, 1e-12);
}

static void independent_predictors_share_by_their_squared_correlations(void **state)
{
    (void)state;
    static const double among[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, with[] = { 0.6, -0.5, 0.1 };
    double matrix[16], share[3];
    matrix_of(3, among, with, matrix);
    shapley_exact(matrix, 3, share);
    assert_near(share[0], 0.36, 1e-12);
    assert_near(share[1], 0.25, 1e-12);
    assert_near(share[2], 0.01, 1e-12);
}

/* Random answers of `p` items and a response that most depends on the first. */
static double **random_columns(int p, size_t rows, uint64_t seed)
{
    double **column = calloc((size_t)p + 1, sizeof *column);
    struct random_stream stream = random_stream_new(seed, 1, 1);
    for (int i = 0; i <= p; i++)
        column[i] = calloc(rows, sizeof **column);
    for (size_t r = 0; r < rows; r++) {
        double mood = random_uniform(&stream);
        for (int i = 0; i < p; i++) {
            column[i][r] = 1 + floor(5 * (0.5 * mood + 0.5 * random_uniform(&stream)));
            column[p][r] += column[i][r] / (i + 1) + random_uniform(&stream);
        }
    }
    return column;
}
static void free_columns(double **column, int p)
{
    for (int i = 0; i <= p; i++)
        free(column[i]);
    free(column);
}

static double solved_determination(const double *matrix, int p)
{
    double coefficient[PREDICTORS_MAXIMUM];
    return regression(matrix, p, coefficient, NULL);
}

static void shares_add_up_to_what_is_explained_and_follow_their_items(void **state)
{
    (void)state;
    enum { P = 7, ROWS = 80 };
    static const int order[P] = { 3, 6, 0, 5, 1, 4, 2 };
    double **column = random_columns(P, ROWS, 5), *moved[P + 1];
    double matrix[(P + 1) * (P + 1)], other[(P + 1) * (P + 1)], share[P], again[P], sum = 0;
    for (int i = 0; i < P; i++)
        moved[i] = column[order[i]];
    moved[P] = column[P];
    correlations((const double *const *)column, P + 1, ROWS, NULL, matrix);
    correlations((const double *const *)moved, P + 1, ROWS, NULL, other);
    shapley_exact(matrix, P, share);
    shapley_exact(other, P, again);
    for (int i = 0; i < P; i++) {
        sum += share[i];
        assert_true(share[i] >= 0);
        assert_near(again[i], share[order[i]], 1e-10);
    }
    assert_near(sum, solved_determination(matrix, P), 1e-10);
    assert_near(sum, determination(matrix, P), 1e-10);
    assert_true(share[0] > share[6]);
    free_columns(column, P);
}

/* Exactly, by all 5040 orders of 7, and by some of them drawn. */
static void sampled_shares_are_near_the_exact_ones_and_add_up(void **state)
{
    (void)state;
    enum { P = 7, ROWS = 60, ORDERS = 2048 };
    double **column = random_columns(P, ROWS, 9), matrix[(P + 1) * (P + 1)], share[P], sampled[P], sum = 0;
    correlations((const double *const *)column, P + 1, ROWS, NULL, matrix);
    shapley_exact(matrix, P, share);
    uint8_t *order = shapley_orders(P, ORDERS, 3), *again = shapley_orders(P, ORDERS, 3), *other = shapley_orders(P, ORDERS, 4);
    assert_memory_equal(order, again, ORDERS * P);
    assert_memory_not_equal(order, other, ORDERS * P);
    shapley_sampled(matrix, P, order, ORDERS, sampled);
    for (int i = 0; i < P; i++) {
        assert_near(sampled[i], share[i], 0.01);
        sum += sampled[i];
    }
    assert_near(sum, determination(matrix, P), 1e-10);
    free(order);
    free(again);
    free(other);
    free_columns(column, P);
}

static void an_item_said_twice_shares_with_itself_and_defeats_a_regression(void **state)
{
    (void)state;
    static const double among[] = { 1, 1, 1, 1 }, with[] = { 0.8, 0.8 };
    double matrix[9], share[2], coefficient[2], inflation[2];
    matrix_of(2, among, with, matrix);
    shapley_exact(matrix, 2, share);
    assert_near(share[0], 0.32, 1e-9);
    assert_near(share[1], 0.32, 1e-9);
    assert_true(isnan(regression(matrix, 2, coefficient, inflation)));
    assert_true(isnan(coefficient[0]) && isinf(inflation[0]));
}

static void correlations_are_those_done_by_hand(void **state)
{
    (void)state;
    static const double a[] = { 1, 2, 3, 4, NAN, 9 }, b[] = { 2, 1, 4, 3, 5, NAN }, ties[] = { 1, 1, 2, 8, 3, 3 },
                        flat[] = { 2, 2, 2, 2, 2, 2 };
    static const uint32_t times[] = { 2, 0, 1, 1, 1, 1 };
    assert_near(correlation_pearson(a, b, 6, NULL), 0.6, 1e-12);        /* of the four who gave both */
    assert_near(correlation_spearman(a, b, 6), 0.6, 1e-12);
    /* ranks 1 2 3 4 and 1.5 1.5 3 4: 4.5 / sqrt(5 x 4.5) */
    assert_near(correlation_spearman(a, ties, 4), 4.5 / sqrt(22.5), 1e-12);
    assert_true(isnan(correlation_pearson(a, flat, 6, NULL)));
    assert_true(isnan(correlation_pearson(a, b, 2, NULL)));
    /* 1,2 twice, 3,4 and 4,3: sums of squares 6.75 and 2.75 - about means 2.25 and 2.75 -, of products 3.25 */
    assert_near(correlation_pearson(a, b, 6, times), 3.25 / sqrt(6.75 * 2.75), 1e-12);
}

/* --- the map --- */

static void add_rows(size_t rows)
{
    for (size_t r = 0; r < rows; r++)
        assert_true(survey_add_respondent(survey));
}

/* 40 respondents; four items, one in each quadrant: satisfaction 2, 4, 4, 2, stated importance 5, 5, 3, 3, each give or take 1. */
static void four_items(void)
{
    static const char *const name[] = { "a", "b", "c", "d" };
    static const double satisfaction[] = { 2, 4, 4, 2 }, importance[] = { 4, 4, 2, 2 };
    for (int i = 0; i < 4; i++)
        assert_int_equal(survey_add_item(survey, name[i], true), i);
    survey_add_overall(survey, "whole");
    survey->scale = survey->importance_scale = survey->overall_scale = (struct mark_scale){ 1, 5, false };
    add_rows(40);
    for (size_t r = 0; r < 40; r++) {
        for (int i = 0; i < 4; i++) {
            survey->item[i].satisfaction[r] = satisfaction[i] + (double)((r + (size_t)i) % 3) - 1;
            survey->item[i].importance[r] = importance[i] + (double)(r % 2);
        }
        survey->overall[r] = survey->item[2].satisfaction[r];           /* only c matters, whatever they say */
    }
}

static struct satisfaction_options options_of(int method)
{
    return (struct satisfaction_options){ .method = method, .min_group = 5, .threads = 1, .seed = 1 };
}
static void place(int method)
{
    struct satisfaction_options options = options_of(method);
    map = satisfaction_map_new(survey, &options, &diagnostics);
}

static void stated_importance_is_taken_where_it_is_and_cuts_at_the_means(void **state)
{
    (void)state;
    four_items();
    place(NONE);
    assert_non_null(map);
    assert_int_equal(map->method, IMPORTANCE_STATED);
    assert_near(map->cut[AXIS_IMPORTANCE], 3.5, 1e-12);
    assert_near(map->item[0].axis[AXIS_IMPORTANCE].value, 4.5, 1e-12);
    assert_int_equal(map->item[0].quadrant, QUADRANT_IMPROVE);
    assert_int_equal(map->item[1].quadrant, QUADRANT_BUILD_ON);
    assert_int_equal(map->item[2].quadrant, QUADRANT_MAINTAIN);
    assert_int_equal(map->item[3].quadrant, QUADRANT_WATCH);
    assert_int_equal(map->item[0].number, 1);
    assert_false(map->item[0].at_limit[0] || map->item[0].at_limit[1] || map->item[0].indicative);
    assert_true(map->item[0].axis[0].ci95[0] < 2 && map->item[0].axis[0].ci95[1] > 1.9);
    assert_near(map->overall.value, map->item[2].axis[0].value, 1e-12);
}

static void derived_importance_says_otherwise_than_stated(void **state)
{
    (void)state;
    four_items();
    place(IMPORTANCE_CORRELATION);
    assert_non_null(map);
    assert_near(map->item[2].axis[AXIS_IMPORTANCE].value, 1, 1e-12);
    assert_int_equal(map->item[2].quadrant, QUADRANT_BUILD_ON);
    assert_near(map->item[2].pearson, 1, 1e-12);
    assert_near(map->item[2].spearman, 1, 1e-12);
}

/* a and d have the same marks, and those of a, b and c add up to a constant: no regression can be. */
static void a_regression_that_cannot_be_is_refused_and_shares_bear_it(void **state)
{
    (void)state;
    four_items();
    place(IMPORTANCE_REGRESSION);
    assert_null(map);
    assert_diagnostics(&diagnostics, "in.csv: error: an item says exactly what others say together: a regression can't tell them "
                                     "apart; --importance shapley can\n");
    diagnostics_release(&diagnostics);
    place(IMPORTANCE_SHAPLEY);
    assert_non_null(map);
    assert_int_equal(map->complete, 40);
    assert_near(map->determination, 1, 1e-9);
    double sum = 0, raw = 0;
    for (int i = 0; i < 4; i++) {
        sum += map->item[i].axis[AXIS_IMPORTANCE].value;
        raw += map->item[i].raw;
    }
    assert_near(sum, 100, 1e-9);
    assert_near(raw, map->determination, 1e-9);
    for (int i = 0; i < 4; i++)
        assert_true(map->item[i].axis[AXIS_IMPORTANCE].value <= map->item[2].axis[AXIS_IMPORTANCE].value);
}

static void thresholds_cut_where_they_are_said(void **state)
{
    (void)state;
    four_items();
    struct satisfaction_options options = options_of(IMPORTANCE_STATED);
    options.cut = CUT_THRESHOLDS;
    options.threshold[AXIS_SATISFACTION] = 1.5;
    options.threshold[AXIS_IMPORTANCE] = 4.5;
    map = satisfaction_map_new(survey, &options, &diagnostics);
    assert_non_null(map);
    assert_int_equal(map->item[0].quadrant, QUADRANT_BUILD_ON);         /* at the cut is on its upper side, and at the limit */
    assert_true(map->item[0].at_limit[AXIS_IMPORTANCE]);
    assert_false(map->item[0].at_limit[AXIS_SATISFACTION]);
    assert_int_equal(map->item[3].quadrant, QUADRANT_MAINTAIN);
}

static void few_answers_are_indicative_and_fewer_are_not_told(void **state)
{
    (void)state;
    four_items();
    for (size_t r = 0; r < 40; r++) {
        if (r >= 29)
            survey->item[0].satisfaction[r] = NAN;
        if (r >= 4)
            survey->item[3].satisfaction[r] = NAN;
    }
    place(IMPORTANCE_STATED);
    assert_non_null(map);
    assert_true(map->item[0].indicative);
    assert_false(map->item[1].indicative);
    assert_int_equal(map->item[3].missing, PLACE_TOO_FEW);
    assert_true(isnan(map->item[3].axis[0].value) && isnan(map->item[3].axis[1].value) && isnan(map->item[3].pearson));
    assert_int_equal(map->item[3].number, 0);
    assert_int_equal(map->placed, 3);
    assert_near(map->cut[AXIS_IMPORTANCE], (4.5 + 4.5 + 2.5) / 3, 1e-12);
}

static void who_rarely_answers_an_item_does_not_empty_the_others(void **state)
{
    (void)state;
    four_items();
    for (size_t r = 0; r < 40; r++)
        if (r % 3)
            survey->item[0].satisfaction[r] = NAN;
    place(IMPORTANCE_SHAPLEY);
    assert_non_null(map);
    assert_int_equal(map->item[0].missing, PLACE_RARELY_ANSWERED);
    assert_int_equal(map->complete, 40);
    assert_int_equal(map->entered, 3);
    assert_false(isnan(map->item[0].axis[AXIS_SATISFACTION].value));
}

static void too_few_complete_answers_fall_back_unless_asked(void **state)
{
    (void)state;
    survey_add_item(survey, "a", false);
    survey_add_item(survey, "b", false);
    survey_add_overall(survey, "whole");
    survey->scale = survey->overall_scale = (struct mark_scale){ 1, 5, false };
    add_rows(20);
    for (size_t r = 0; r < 20; r++) {
        survey->item[0].satisfaction[r] = 1 + (double)(r % 5);
        survey->item[1].satisfaction[r] = 1 + (double)(r * r % 4);
        survey->overall[r] = 1 + (double)(r % 3);
    }
    place(NONE);
    assert_non_null(map);
    assert_int_equal(map->method, IMPORTANCE_CORRELATION);
    assert_true(map->fell_back && map->item[0].indicative);
    satisfaction_map_free(map);
    place(IMPORTANCE_SHAPLEY);
    assert_non_null(map);
    assert_int_equal(map->method, IMPORTANCE_SHAPLEY);
}

static void without_any_importance_there_is_no_map(void **state)
{
    (void)state;
    survey_add_item(survey, "a", false);
    add_rows(10);
    place(NONE);
    assert_null(map);
    assert_int_equal(diagnostics.errors, 1);
    diagnostics_release(&diagnostics);
    place(IMPORTANCE_STATED);
    assert_null(map);
    assert_int_equal(diagnostics.errors, 1);
}

static void threads_change_nothing_and_the_seed_does(void **state)
{
    (void)state;
    four_items();
    survey->item[0].satisfaction[3] = 5;
    place(IMPORTANCE_SHAPLEY);
    struct satisfaction_options options = options_of(IMPORTANCE_SHAPLEY);
    options.threads = 4;
    struct satisfaction_map *other = satisfaction_map_new(survey, &options, &diagnostics);
    options.seed = 2;
    struct satisfaction_map *third = satisfaction_map_new(survey, &options, &diagnostics);
    assert_memory_equal(map->item[0].axis, other->item[0].axis, sizeof map->item[0].axis);
    assert_memory_equal(map->item[2].axis, other->item[2].axis, sizeof map->item[2].axis);
    assert_memory_not_equal(map->item[0].axis, third->item[0].axis, sizeof map->item[0].axis);
    assert_near(map->item[0].axis[0].value, third->item[0].axis[0].value, 0);
    satisfaction_map_free(other);
    satisfaction_map_free(third);
}

static void more_items_than_can_be_tried_in_every_order_are_sampled(void **state)
{
    (void)state;
    enum { P = 18, ROWS = 120 };
    double **column = random_columns(P, ROWS, 11), sum = 0;
    for (int i = 0; i < P; i++)
        survey_add_item(survey, "item", false);
    survey_add_overall(survey, "whole");
    survey->scale = survey->overall_scale = (struct mark_scale){ 1, 5, false };
    add_rows(ROWS);
    for (int i = 0; i <= P; i++)
        memcpy(i < P ? survey->item[i].satisfaction : survey->overall, column[i], ROWS * sizeof(double));
    place(NONE);
    assert_non_null(map);
    assert_int_equal(map->orders, 2048);
    for (int i = 0; i < P; i++)
        sum += map->item[i].axis[AXIS_IMPORTANCE].value;
    assert_near(sum, 100, 1e-8);
    assert_true(map->item[0].axis[AXIS_IMPORTANCE].ci95[0] < map->item[0].axis[AXIS_IMPORTANCE].value);
    free_columns(column, P);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(shares_of_two_predictors_are_those_of_the_formula),
        TEST(independent_predictors_share_by_their_squared_correlations),
        TEST(shares_add_up_to_what_is_explained_and_follow_their_items),
        TEST(sampled_shares_are_near_the_exact_ones_and_add_up),
        TEST(an_item_said_twice_shares_with_itself_and_defeats_a_regression),
        TEST(correlations_are_those_done_by_hand),
        TEST(stated_importance_is_taken_where_it_is_and_cuts_at_the_means),
        TEST(derived_importance_says_otherwise_than_stated),
        TEST(a_regression_that_cannot_be_is_refused_and_shares_bear_it),
        TEST(thresholds_cut_where_they_are_said),
        TEST(few_answers_are_indicative_and_fewer_are_not_told),
        TEST(who_rarely_answers_an_item_does_not_empty_the_others),
        TEST(too_few_complete_answers_fall_back_unless_asked),
        TEST(without_any_importance_there_is_no_map),
        TEST(threads_change_nothing_and_the_seed_does),
        TEST(more_items_than_can_be_tried_in_every_order_are_sampled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
