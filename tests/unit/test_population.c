#include "test.h"
#include "model/population.h"

static void a_rule_fits_as_closely_as_it_names_things(void **state)
{
    (void)state;
    struct rule_scope any = { NONE, CHANNEL_NONE, NONE }, step = { 3, CHANNEL_NONE, NONE }, all = { 3, CHANNEL_WEB, 1 };
    assert_int_equal(rule_fit(&any, 5, CHANNEL_MAIL, 0), 0);
    assert_int_equal(rule_fit(&step, 3, CHANNEL_MAIL, 0), 1);
    assert_int_equal(rule_fit(&step, 4, CHANNEL_MAIL, 0), -1);
    assert_int_equal(rule_fit(&all, 3, CHANNEL_WEB, 1), 3);
    assert_int_equal(rule_fit(&all, 3, CHANNEL_WEB, 0), -1);
    assert_int_equal(rule_fit(&all, 3, CHANNEL_MAIL, 1), -1);
}

static void a_desk_is_found_by_institution_and_channel(void **state)
{
    (void)state;
    struct population *population = population_new();
    struct desk desk[2] = { { .institution = 1 }, { .institution = 1 } };
    desk[0].via[CHANNEL_COUNTER] = desk[1].via[CHANNEL_PHONE] = true;
    population->desk = desk;
    population->desks = 2;
    assert_int_equal(population_find_desk(population, 1, CHANNEL_PHONE), 1);
    assert_int_equal(population_find_desk(population, 1, CHANNEL_COUNTER), 0);
    assert_int_equal(population_find_desk(population, 1, CHANNEL_MAIL), NONE);
    assert_int_equal(population_find_desk(population, 0, CHANNEL_PHONE), NONE);
    population_free(population);
}

static void a_new_population_comes_evenly_and_at_any_time(void **state)
{
    (void)state;
    struct population *population = population_new();
    assert_int_equal(population->arrivals.calendar, NONE);
    assert_near(population->arrivals.hour[23], 1, 0);
    assert_near(population->arrivals.weekday[6], 1, 0);
    assert_near(population->arrivals.month[11], 1, 0);
    assert_string_equal(population_title(population), "");
    assert_int_equal(population_find_profile(population, "all"), NONE);
    population_free(population);
    population_free(NULL);
}

static void every_default_has_a_value_a_source_and_a_year(void **state)
{
    (void)state;
    for (int i = 0; i < DEFAULT_COUNT; i++) {
        const struct population_default *one = &POPULATION_DEFAULTS[i];
        assert_true(one->what && *one->what && one->value && *one->value && one->source && *one->source);
        assert_int_equal(strlen(one->year), 4);
    }
    assert_null(POPULATION_DEFAULTS[DEFAULT_COUNT].what);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_fits_as_closely_as_it_names_things),
        cmocka_unit_test(a_desk_is_found_by_institution_and_channel),
        cmocka_unit_test(a_new_population_comes_evenly_and_at_any_time),
        cmocka_unit_test(every_default_has_a_value_a_source_and_a_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
