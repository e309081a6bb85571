#include "test.h"
#include "model/distribution.h"

static struct distribution parsed(const char *text)
{
    struct distribution law;
    size_t at = 0;
    const char *expected = "";
    if (!distribution_parse(&law, text, &at, &expected))
        fail_msg("'%s' is refused at %zu: %s", text, at, expected);
    return law;
}

static void assert_refused(const char *text, size_t where, const char *what)
{
    struct distribution law = { .kind = DISTRIBUTION_GAMMA };
    size_t at = 9999;
    const char *expected = "";
    if (distribution_parse(&law, text, &at, &expected))
        fail_msg("'%s' is read as %s", text, distribution_name(law.kind));
    if (at != where || !strstr(expected, what))
        fail_msg("'%s': at %zu, '%s'", text, at, expected);
    assert_int_equal(law.kind, DISTRIBUTION_NONE);
}

static void assert_moments(struct distribution law, enum distribution_kind kind, double mean, double variance)
{
    assert_int_equal(law.kind, kind);
    assert_near(law.mean, mean, 1e-12 * mean);
    assert_near(law.variance, variance, 1e-11 * (variance + 1e-9));
}

static void every_law_has_the_mean_and_variance_it_was_given(void **state)
{
    (void)state;
    assert_moments(parsed("constant(20min)"), DISTRIBUTION_CONSTANT, 1200, 0);
    assert_moments(parsed("exponential(mean=25min)"), DISTRIBUTION_EXPONENTIAL, 1500, 1500.0 * 1500);
    assert_moments(parsed("gamma(mean=25min, sd=10min)"), DISTRIBUTION_GAMMA, 1500, 360000);
    assert_moments(parsed("lognormal(mean=25min, sd=10min)"), DISTRIBUTION_LOGNORMAL, 1500, 360000);
    assert_moments(parsed("erlang(k=4, mean=20min)"), DISTRIBUTION_ERLANG, 1200, 1200.0 * 1200 / 4);
    assert_moments(parsed("uniform(5min, 20min)"), DISTRIBUTION_UNIFORM, 750, 900.0 * 900 / 12);
    assert_moments(parsed("weibull(mean=10min, shape=1)"), DISTRIBUTION_WEIBULL, 600, 360000);
    assert_moments(parsed("weibull(mean=10min, shape=2)"), DISTRIBUTION_WEIBULL, 600, 360000 * (4 / acos(-1) - 1));
    assert_moments(parsed("weibull(mean=10min, shape=0.5)"), DISTRIBUTION_WEIBULL, 600, 360000 * 5.0);
}

/* What samplers use, put back into the textbook's moments. */
static void the_parameters_for_sampling_give_the_same_moments(void **state)
{
    (void)state;
    struct distribution law = parsed("gamma(mean=25min, sd=40min)");
    assert_near(law.first * law.second, law.mean, 1e-9);
    assert_near(law.first * law.second * law.second, law.variance, 1e-6);
    law = parsed("lognormal(mean=45d, sd=30d)");
    double square = law.second * law.second;
    assert_near(exp(law.first + square / 2) / law.mean, 1, 1e-12);
    assert_near(expm1(square) * exp(2 * law.first + square) / law.variance, 1, 1e-12);
    law = parsed("weibull(mean=2h, shape=1.7)");
    double one = law.second * tgamma(1 + 1 / law.first), two = law.second * law.second * tgamma(1 + 2 / law.first);
    assert_near(one, law.mean, 1e-9);
    assert_near(two - one * one, law.variance, 1e-6);
    law = parsed("erlang(k=3, mean=9min)");
    assert_near(law.first * law.second, law.mean, 1e-9);
    assert_near(law.first * law.second * law.second, law.variance, 1e-6);
}

static void a_scaled_law_keeps_its_shape(void **state)
{
    (void)state;
    static const char *const text[] = {
        "constant(20min)", "exponential(mean=25min)", "gamma(mean=25min, sd=10min)", "lognormal(mean=25min, sd=10min)",
        "weibull(mean=25min, shape=1.5)", "erlang(k=3, mean=25min)", "uniform(5min, 20min)",
    };
    static const char *const tripled[] = {
        "constant(60min)", "exponential(mean=75min)", "gamma(mean=75min, sd=30min)", "lognormal(mean=75min, sd=30min)",
        "weibull(mean=75min, shape=1.5)", "erlang(k=3, mean=75min)", "uniform(15min, 60min)",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        struct distribution law = parsed(text[i]), wanted = parsed(tripled[i]);
        distribution_scale(&law, 3);
        assert_moments(law, wanted.kind, wanted.mean, wanted.variance);
        assert_near(law.first, wanted.first, 1e-9 * (1 + fabs(wanted.first)));
        assert_near(law.second, wanted.second, 1e-9 * (1 + fabs(wanted.second)));
    }
}

static void an_empirical_law_sorts_its_values(void **state)
{
    (void)state;
    double value[] = { 30, 10, 20, 60 };
    struct distribution law;
    const char *expected = "";
    assert_true(distribution_make_empirical(&law, value, 4, &expected));
    assert_moments(law, DISTRIBUTION_EMPIRICAL, 30, 350);
    assert_near(law.value[0], 10, 0);
    assert_near(law.value[3], 60, 0);
    distribution_scale(&law, 2);
    assert_moments(law, DISTRIBUTION_EMPIRICAL, 60, 1400);
    double negative[] = { 1, -1 };
    assert_false(distribution_make_empirical(&law, negative, 2, &expected));
    assert_string_equal(expected, "values that are not negative");
    assert_false(distribution_make_empirical(&law, value, 0, &expected));
    assert_string_equal(expected, "at least one value");
}

static void a_law_is_read_however_it_is_spaced_and_ordered(void **state)
{
    (void)state;
    assert_moments(parsed("25min"), DISTRIBUTION_CONSTANT, 1500, 0);
    assert_moments(parsed(" 1h 30min "), DISTRIBUTION_CONSTANT, 5400, 0);
    assert_moments(parsed("0"), DISTRIBUTION_CONSTANT, 0, 0);
    assert_moments(parsed("exponential(25min)"), DISTRIBUTION_EXPONENTIAL, 1500, 2250000);
    assert_moments(parsed(" gamma ( sd = 10min , mean = 25min ) "), DISTRIBUTION_GAMMA, 1500, 360000);
    assert_moments(parsed("erlang(mean=20min,k=4)"), DISTRIBUTION_ERLANG, 1200, 360000);
    assert_moments(parsed("uniform(from=0, to=24h)"), DISTRIBUTION_UNIFORM, 43200, 86400.0 * 86400 / 12);
    assert_moments(parsed("exponential(mean=1mo)"), DISTRIBUTION_EXPONENTIAL, 30.436875 * 86400,
                   30.436875 * 86400 * 30.436875 * 86400);
}

static void fractions_of_a_second_are_kept(void **state)
{
    (void)state;
    assert_moments(parsed("exponential(mean=0.25s)"), DISTRIBUTION_EXPONENTIAL, 0.25, 0.0625);
    assert_moments(parsed("constant(0.3333333333333333h)"), DISTRIBUTION_CONSTANT, 1199.99999999999988, 0);
    assert_moments(parsed("2.5 s"), DISTRIBUTION_CONSTANT, 2.5, 0);
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
    (void)state;
    assert_refused("", 0, "a duration such as 25min");
    assert_refused("soon", 0, "a duration such as 25min");
    assert_refused("20", 0, "with its unit");
    assert_refused("-20min", 0, "a duration such as");
    assert_refused("gama(mean=1h, sd=1h)", 0, "gamma, lognormal");
    assert_refused("empirical(x.csv)", 0, "gamma, lognormal");
    assert_refused("gamma(mean=1h)", 13, "gamma(mean=25min, sd=10min)");
    assert_refused("gamma(mean=1h, mean=2h)", 20, "gamma(mean=25min, sd=10min)");
    assert_refused("gamma(mean=1h, rate=2h)", 15, "gamma(mean=25min, sd=10min)");
    assert_refused("gamma(mean=1h, sd=20)", 18, "with its unit");
    assert_refused("gamma(mean=1h, sd=2h, 3h)", 21, "gamma(mean=25min, sd=10min)");
    assert_refused("exponential(mean=25min", 22, "exponential(mean=25min)");
    assert_refused("exponential(mean=25min) or so", 24, "exponential(mean=25min)");
    assert_refused("exponential()", 12, "with its unit");
    assert_refused("exponential(0)", 12, "a mean above 0");
    assert_refused("exponential(nan)", 12, "with its unit");
    assert_refused("exponential(inf s)", 12, "with its unit");
    assert_refused("exponential(300y)", 12, "with its unit");
    assert_refused("exponential(1e9s)", 12, "with its unit");
    assert_refused("gamma(mean=1h, sd=0)", 6, "a standard deviation above 0");
    assert_refused("uniform(20min, 5min)", 8, "the second longer");
    assert_refused("erlang(k=0, mean=1h)", 7, "a whole number of stages");
    assert_refused("erlang(k=1.5, mean=1h)", 7, "a whole number of stages");
    assert_refused("erlang(k=1001, mean=1h)", 7, "a whole number of stages");
    assert_refused("erlang(k=-3, mean=1h)", 7, "a whole number of stages");
    assert_refused("weibull(mean=1h, shape=0)", 8, "a shape from 0.1");
    assert_refused("weibull(mean=1h, shape=nan)", 23, "a number without unit");
}

static void impossible_parameters_make_no_law(void **state)
{
    (void)state;
    struct distribution law;
    const char *expected = "";
    assert_false(distribution_make(&law, DISTRIBUTION_EXPONENTIAL, NAN, 0, &expected));
    assert_string_equal(expected, "finite numbers");
    assert_false(distribution_make(&law, DISTRIBUTION_CONSTANT, -1, 0, &expected));
    assert_string_equal(expected, "a duration that is not negative");
    assert_false(distribution_make(&law, DISTRIBUTION_GAMMA, 10, INFINITY, &expected));
    assert_false(distribution_make(&law, DISTRIBUTION_NONE, 10, 1, &expected));
    assert_false(distribution_make(&law, DISTRIBUTION_EMPIRICAL, 10, 1, &expected));
    assert_int_equal(law.kind, DISTRIBUTION_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_law_has_the_mean_and_variance_it_was_given),
        cmocka_unit_test(the_parameters_for_sampling_give_the_same_moments),
        cmocka_unit_test(a_scaled_law_keeps_its_shape),
        cmocka_unit_test(an_empirical_law_sorts_its_values),
        cmocka_unit_test(a_law_is_read_however_it_is_spaced_and_ordered),
        cmocka_unit_test(fractions_of_a_second_are_kept),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(impossible_parameters_make_no_law),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
