/* Quantiles of type 7 and bootstrap intervals. */
#include "test.h"
#include "base/random.h"
#include "measure/statistics.h"

static void quantiles_interpolate_between_order_statistics_as_type_7(void **state)
{
    (void)state;
    static const double value[] = { 1, 2, 4, 8, 16 };
    assert_near(quantile(value, 5, 0), 1, 0);
    assert_near(quantile(value, 5, 0.5), 4, 0);
    assert_near(quantile(value, 5, 1), 16, 0);
    assert_near(quantile(value, 5, 0.9), 8 + 0.6 * 8, 1e-12);      /* (5 - 1) 0.9 = 3.6 */
    assert_near(quantile(value, 4, 0.5), 3, 1e-12);
    assert_near(quantile(value, 1, 0.3), 1, 0);
    assert_true(isnan(quantile(value, 0, 0.5)));
}

static void values_are_sorted_ascending(void **state)
{
    (void)state;
    double value[] = { 3, -1, 2, 2, 0 };
    sort_doubles(value, 5);
    for (int i = 1; i < 5; i++)
        assert_true(value[i - 1] <= value[i]);
}

/* For a mean of n values the percentile interval is close to mean ± 1.96 s / sqrt(n). */
static void the_interval_of_a_mean_is_what_theory_says_for_many_cases(void **state)
{
    (void)state;
    enum { CASES = 400 };
    double value[CASES], sum = 0, squares = 0, interval[1][2];
    const double *const measure[] = { value };
    struct random_stream random = random_stream_new(1, 2, 3);
    for (int i = 0; i < CASES; i++) {
        value[i] = random_uniform(&random) + random_uniform(&random);
        sum += value[i];
        squares += value[i] * value[i];
    }
    double mean = sum / CASES, error = sqrt((squares / CASES - mean * mean) / CASES);
    bootstrap_means(measure, 1, CASES, 7, BOOTSTRAP_DRAWS, 1, interval);
    assert_near(interval[0][0], mean - 1.96 * error, 0.25 * error);
    assert_near(interval[0][1], mean + 1.96 * error, 0.25 * error);
}

static void threads_and_repetition_change_nothing_and_the_seed_does(void **state)
{
    (void)state;
    double value[50], other[50], interval[2][2], again[2][2], third[2][2];
    const double *const measure[] = { value, other };
    for (int i = 0; i < 50; i++) {
        value[i] = i * i % 17;
        other[i] = i % 3 ? i : NAN;                                 /* a measure that not every case has */
    }
    bootstrap_means(measure, 2, 50, 11, 500, 1, interval);
    bootstrap_means(measure, 2, 50, 11, 500, 4, again);
    bootstrap_means(measure, 2, 50, 12, 500, 1, third);
    assert_memory_equal(interval, again, sizeof interval);
    assert_memory_not_equal(interval, third, sizeof interval);
    assert_true(interval[1][0] > 10 && interval[1][1] < 40);
}

static void without_cases_or_without_values_an_interval_says_nothing(void **state)
{
    (void)state;
    double none[3] = { NAN, NAN, NAN }, one[1] = { 5 }, interval[1][2];
    const double *const empty[] = { none }, *const single[] = { one };
    bootstrap_means(empty, 1, 0, 1, 100, 1, interval);
    assert_true(isnan(interval[0][0]) && isnan(interval[0][1]));
    bootstrap_means(empty, 1, 3, 1, 100, 1, interval);
    assert_true(isnan(interval[0][0]) && isnan(interval[0][1]));
    bootstrap_means(single, 1, 1, 1, 100, 1, interval);
    assert_near(interval[0][0], 5, 0);
    assert_near(interval[0][1], 5, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_interpolate_between_order_statistics_as_type_7),
        cmocka_unit_test(values_are_sorted_ascending),
        cmocka_unit_test(the_interval_of_a_mean_is_what_theory_says_for_many_cases),
        cmocka_unit_test(threads_and_repetition_change_nothing_and_the_seed_does),
        cmocka_unit_test(without_cases_or_without_values_an_interval_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
