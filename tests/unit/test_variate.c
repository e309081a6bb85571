/* Random numbers known by what they are for; the samplers against the moments and distribution functions of their laws. */
#include "test.h"
#include "simulate/histogram.h"
#include "simulate/survival.h"
#include "simulate/variate.h"

enum { DRAWS = 100000 };

static struct distribution law_of(const char *text)
{
    struct distribution law;
    size_t at;
    const char *expected;
    assert_true(distribution_parse(&law, text, &at, &expected));
    return law;
}

static double draw(const struct distribution *law, unsigned i)
{
    return variate(law, variate_bits(variate_key(variate_replication_key(11, 0), i), variate_name(0, 3, 0, 0), FOR_SERVICE));
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Mean within 4.5 standard errors, variance within 5 % (heavier tails: 15 %), Kolmogorov's distance below its 0.01 % point. */
static void sampled_as_it_should(const char *text, double variance_tolerance)
{
    struct distribution law = law_of(text);
    double *value = xcalloc(DRAWS, sizeof *value), sum = 0, squares = 0, distance = 0;
    for (unsigned i = 0; i < DRAWS; i++)
        sum += value[i] = draw(&law, i);
    double mean = sum / DRAWS;
    for (unsigned i = 0; i < DRAWS; i++)
        squares += (value[i] - mean) * (value[i] - mean) / (DRAWS - 1);
    assert_near(mean, law.mean, 4.5 * sqrt(law.variance / DRAWS));
    assert_near(squares, law.variance, variance_tolerance * law.variance);
    qsort(value, DRAWS, sizeof *value, ascending);
    for (unsigned i = 0; i < DRAWS; i++) {
        double below = 1 - law_survival(&law, value[i]);
        distance = fmax(distance, fmax(fabs(below - (double)i / DRAWS), fabs(below - (i + 1.0) / DRAWS)));
    }
    if (!(distance < 2.23 / sqrt(DRAWS)))
        fail_msg("%s: Kolmogorov's distance is %g", text, distance);
    free(value);
}

static void every_law_is_sampled_as_it_should(void **state)
{
    (void)state;
    sampled_as_it_should("exponential(mean=25min)", 0.05);
    sampled_as_it_should("gamma(mean=25min, sd=10min)", 0.05);
    sampled_as_it_should("gamma(mean=25min, sd=50min)", 0.15);
    sampled_as_it_should("lognormal(mean=25min, sd=20min)", 0.15);
    sampled_as_it_should("weibull(mean=25min, shape=1.5)", 0.05);
    sampled_as_it_should("weibull(mean=25min, shape=0.7)", 0.15);
    sampled_as_it_should("erlang(k=3, mean=25min)", 0.05);
    sampled_as_it_should("erlang(k=400, mean=25min)", 0.05);
    sampled_as_it_should("uniform(5min, 20min)", 0.05);
}

static void a_constant_and_values_given_are_what_they_are(void **state)
{
    (void)state;
    struct distribution constant = law_of("20min"), empirical;
    const char *expected;
    double value[] = { 30, 10, 20 };
    int seen[4] = { 0 };
    assert_near(draw(&constant, 5), 1200, 0);
    assert_true(distribution_make_empirical(&empirical, value, 3, &expected));
    for (unsigned i = 0; i < 30000; i++)
        seen[(int)draw(&empirical, i) / 10]++;
    for (int i = 1; i <= 3; i++)
        assert_in_range(seen[i], 9700, 10300);
}

static void draws_are_uniform_and_independent_of_each_other(void **state)
{
    (void)state;
    static int cell[64 * 64];
    double chi = 0, correlation = 0;
    memset(cell, 0, sizeof cell);
    for (unsigned i = 0; i < 64 * 64 * 100; i++) {              /* one user's two purposes; neighbouring users */
        uint64_t key = variate_key(variate_replication_key(1, 0), i);
        double x = variate_unit(variate_bits(key, variate_name(0, 1, 0, 1), FOR_SERVICE));
        double y = variate_unit(variate_bits(key, variate_name(0, 1, 0, 1), FOR_PATIENCE));
        double z = variate_unit(variate_bits(key, variate_name(0, 1, 0, 2), FOR_SERVICE));
        cell[(int)(x * 64) * 64 + (int)(y * 64)]++;
        correlation += (x - 0.5) * (z - 0.5) * 12 / (64 * 64 * 100);
    }
    for (int i = 0; i < 64 * 64; i++)
        chi += (cell[i] - 100.0) * (cell[i] - 100.0) / 100;
    assert_near(chi, 4095, 5 * sqrt(2 * 4095.0));
    assert_near(correlation, 0, 5 / sqrt(64 * 64 * 100.0));
}

static void no_two_names_give_the_same_draw(void **state)
{
    (void)state;
    uint64_t key = variate_key(variate_replication_key(1, 0), 0), seen[19 * 8];
    int count = 0;
    for (int purpose = FOR_INTERARRIVAL; purpose <= FOR_RETURN; purpose++)
        for (unsigned kind = 0; kind < 8; kind++) {
            seen[count] = variate_bits(key, variate_name(kind, 7, 1, 2), (enum purpose)purpose);
            for (int i = 0; i < count; i++)
                assert_true(seen[i] != seen[count]);
            count++;
        }
    assert_int_equal(count, 19 * 8);
}

static void quantiles_of_a_histogram_are_nearly_exact(void **state)
{
    (void)state;
    struct distribution law = law_of("exponential(mean=1min)");
    struct histogram *histogram = xcalloc(1, sizeof *histogram);
    assert_true(isnan(histogram_quantile(histogram, 0.5)));
    for (int i = 0; i < 1000000; i++)
        histogram_add(histogram, -60 * log1p(-(i + 0.5) / 1e6));
    assert_near(histogram_quantile(histogram, 0.5), 60 * log(2), 0.02);
    assert_near(histogram_quantile(histogram, 0.95), 60 * log(20), 0.2);
    assert_near(histogram_exceeds(histogram, 60), exp(-1), 1e-4);
    assert_near(law_survival(&law, 60), exp(-1), 1e-15);
    free(histogram);
}

int main(void)
{
    variate_prepare();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_law_is_sampled_as_it_should),
        cmocka_unit_test(a_constant_and_values_given_are_what_they_are),
        cmocka_unit_test(draws_are_uniform_and_independent_of_each_other),
        cmocka_unit_test(no_two_names_give_the_same_draw),
        cmocka_unit_test(quantiles_of_a_histogram_are_nearly_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
