#include "test.h"
#include "base/random.h"
#include "input/reader.h"
#include "input_file.h"

extern const struct reader MODEL_READER;

static struct diagnostics diagnostics;
static struct population *population;

static int setup(void **state) { return input_folder_enter(state); }
static int teardown(void **state)
{
    population_free(population);
    population = NULL;
    diagnostics_release(&diagnostics);
    return input_folder_leave(state);
}

static bool read_bytes(const char *bytes, size_t length)
{
    population_free(population);
    diagnostics_release(&diagnostics);
    struct source *source = input_file("m.xml", bytes, length, &diagnostics);
    population = MODEL_READER.read_population(source, &diagnostics);
    source_close(source);
    return population != NULL;
}

static void assert_read(const char *text)
{
    if (read_bytes(text, strlen(text)))
        return;
    char *shown = diagnostics_shown(&diagnostics);
    fail_msg("%s", shown);
}

#define MODEL(rest) "<model xmlns='urn:parcours:model:1' id='m'><title>T</title>" rest "</model>"
#define STEPS                                                                                                      \
    "<step id='ask' with='office' via='counter phone' takes='30min' travel='20min'>Demander</step>"                \
    "<step id='answer' with='office' via='mail' by='institution' wait='10d'/>"                                     \
    "<step id='other' with='bank' via='web'/>"

static void a_queue_is_six_lines(void **state)
{
    (void)state;
    assert_read(
        "<model xmlns='urn:parcours:model:1' id='mmc'>\n<title>M/M/3</title>\n<step id='service' with='office'/>\n"
        "<arrivals rate='2.4/min'/>\n<desk with='office' servers='3'/>\n<time "
        "law='exponential(mean=1min)'/>\n</model>");
    assert_near(population->arrivals.rate, 0.04, 1e-15);
    assert_int_equal(population->arrivals.interarrival.kind, DISTRIBUTION_NONE);
    assert_int_equal(population->desks, 1);
    assert_int_equal(population->desk[0].servers, 3);
    assert_int_equal(population_find_desk(population, 0, CHANNEL_NONE), 0);
    assert_int_equal(population->desk[0].queue_limit, -1);
    assert_int_equal(population->desk[0].calendar, NONE);
    assert_near(population->desk[0].spread, 0, 0);
    assert_int_equal(population->time[0].law.kind, DISTRIBUTION_EXPONENTIAL);
    assert_int_equal(population->profiles, 1);
    assert_string_equal(population->profile[0].id, "all");
    assert_near(population->profile[0].share, 1, 0);
    assert_true(isnan(population->profile[0].channel[CHANNEL_PHONE]));
    assert_int_equal(population->journey->steps, 1);
    assert_string_equal(institution_name(population->journey, population->journey->step[0].institution), "office");
    for (int i = 0; i < DEFAULT_COUNT; i++)
        assert_int_equal(population->used[i], i == DEFAULT_INTERARRIVAL);
}

static void steps_of_the_model_follow_each_other(void **state)
{
    (void)state;
    assert_read(MODEL(STEPS "<arrivals rate='1/h'/>"));
    const struct journey *journey = population->journey;
    assert_int_equal(journey->steps, 3);
    assert_int_equal(journey->institutions, 2);
    assert_int_equal(journey->step[0].channels, 2);
    assert_int_equal(journey->step[0].travel, 1200);
    assert_true(journey->step[1].by_institution);
    assert_string_equal(step_title(journey, 0), "Demander");
    assert_string_equal(step_title(journey, 2), "other");
    int node = journey->node[journey->root].first_child;
    for (int s = 0; s < 3; s++, node = journey->node[node].next_sibling)
        assert_int_equal(journey->node[node].step, s);
    assert_int_equal(node, NONE);
}

static void a_profile_has_all_that_is_written(void **state)
{
    (void)state;
    assert_read(MODEL(STEPS
                      "<arrivals rate='1/h'/><profile id='a' share='0.6' patience='2' travel='0.5' unaware='0.1' "
                      "helper='0.2' prefers='web:6 counter phone:0.5'>Un</profile><profile id='b'/><profile id='c'/>"));
    const struct profile *profile = population->profile;
    assert_int_equal(population->profiles, 3);
    assert_string_equal(profile[0].title, "Un");
    assert_near(profile[0].patience, 2, 0);
    assert_near(profile[0].travel, 0.5, 0);
    assert_near(profile[0].unaware, 0.1, 0);
    assert_near(profile[0].helper, 0.2, 0);
    assert_near(profile[0].channel[CHANNEL_WEB], 6, 0);
    assert_near(profile[0].channel[CHANNEL_COUNTER], 1, 0);
    assert_near(profile[0].channel[CHANNEL_PHONE], 0.5, 0);
    assert_true(isnan(profile[0].channel[CHANNEL_MAIL]));
    assert_near(profile[1].share, 0.2, 1e-12);
    assert_near(profile[2].share, 0.2, 1e-12);
    assert_near(profile[1].patience, 1, 0);
    assert_int_equal(population_find_profile(population, "c"), 2);
}

static void a_calendar_has_hours_holidays_and_days_closed(void **state)
{
    (void)state;
    assert_read("<model xmlns='urn:parcours:model:1' id='m' start='2025-04-14'><title>T</title>" STEPS
                "<arrivals rate='1/h'/>"
                "<calendar id='c' holidays='fr'><open days='mon-fri' from='9:00' to='17:00'/><open days='sun' "
                "from='22:00' to='2:00'/>"
                "<closed from='2025-04-16' to='2025-04-17'/></calendar></model>");
    const struct calendar *calendar = population->calendar;
    assert_int_equal(population->calendars, 1);
    assert_near(calendar->open_a_week, 44 * 3600, 0);
    assert_true(calendar_open(calendar, 3600));                         /* Sunday's night */
    assert_false(calendar_open(calendar, 2 * 3600));
    assert_true(calendar_open(calendar, 10 * 3600));
    assert_false(calendar_open(calendar, 2 * 86400 + 10 * 3600));       /* closed */
    assert_true(calendar_open(calendar, 4 * 86400 + 10 * 3600));
    assert_false(calendar_open(calendar, 7 * 86400 + 10 * 3600));       /* Easter Monday */
}

static void arrivals_have_a_rate_a_law_and_factors(void **state)
{
    (void)state;
    assert_read(MODEL(
        STEPS "<arrivals rate='2/h' interarrival='erlang(k=2, mean=30min)'><when hours='9-12 14-16' factor='1.5'/>"
              "<when days='sat-mon' factor='0'/><when months='dec-jan' factor='0.5'/></arrivals>"));
    const struct arrivals *arrivals = &population->arrivals;
    assert_near(arrivals->rate * 3600, 2, 1e-12);
    assert_int_equal(arrivals->interarrival.kind, DISTRIBUTION_ERLANG);
    assert_near(arrivals->interarrival.mean, 1, 1e-12);
    assert_near(arrivals->interarrival.variance, 0.5, 1e-12);
    static const double hours[] = { 1, 1.5, 1.5, 1.5, 1, 1, 1.5, 1.5, 1 };
    for (int i = 0; i < 9; i++)
        assert_near(arrivals->hour[8 + i], hours[i], 0);
    static const double days[WEEKDAYS] = { 0, 1, 1, 1, 1, 0, 0 };
    for (int i = 0; i < WEEKDAYS; i++)
        assert_near(arrivals->weekday[i], days[i], 0);
    assert_near(arrivals->month[11], 0.5, 0);
    assert_near(arrivals->month[0], 0.5, 0);
    assert_near(arrivals->month[1], 1, 0);
    assert_read(MODEL(STEPS "<arrivals interarrival='exponential(mean=30min)'/>"));
    assert_near(population->arrivals.rate * 3600, 2, 1e-12);
    assert_near(population->arrivals.interarrival.mean, 1, 1e-12);
    assert_false(population->used[DEFAULT_INTERARRIVAL]);
}

static void behaviours_have_what_is_written_or_the_default(void **state)
{
    (void)state;
    assert_read(MODEL(
        STEPS "<arrivals rate='1/h'/><desk with='office' via='phone' servers='1' queue-limit='3' closing='finish' spread='90min'/>"
              "<behaviour kind='chase' step='answer' probability='0.5' again='3d' limit='2' then-via='phone'/>"
              "<behaviour kind='chase' probability='0.1' after='20d'/><behaviour kind='retry'/>"
              "<behaviour kind='give-up' step='ask' via='phone' cause='not-requested'/>"
              "<behaviour kind='wrong-door' step='ask' to='bank' probability='0.2'/>"
              "<behaviour kind='misunderstood' probability='0.3' half-life='5min'/>"));
    const struct behaviour_rule *rule = population->behaviour;
    assert_int_equal(population->behaviours, 6);
    assert_near(population->desk[0].spread, 5400, 0);
    assert_true(rule[0].relative);
    assert_near(rule[0].law.mean, 1, 0);
    assert_near(rule[0].again.mean, 3 * 86400, 0);
    assert_int_equal(rule[0].limit, 2);
    assert_int_equal(rule[0].via, CHANNEL_PHONE);
    assert_int_equal(rule[0].scope.step, 1);
    assert_int_equal(rule[0].scope.channel, CHANNEL_NONE);
    assert_false(rule[1].relative);
    assert_near(rule[1].law.mean, 20 * 86400, 0);
    assert_near(rule[2].probability, 0.333, 1e-12);
    assert_int_equal(rule[2].law.kind, DISTRIBUTION_UNIFORM);
    assert_near(rule[2].law.second, 86400, 0);
    assert_near(rule[3].probability, 0.25, 0);
    assert_int_equal(rule[3].cause, NON_TAKE_UP_NOT_REQUESTED);
    assert_int_equal(rule[3].scope.channel, CHANNEL_PHONE);
    assert_int_equal(rule[4].institution, 1);
    assert_int_equal(rule[4].cause, NON_TAKE_UP_NONE);
    assert_near(rule[5].half_life, 300, 0);
    static const bool used[DEFAULT_COUNT] = {
        [DEFAULT_INTERARRIVAL] = true, [DEFAULT_CHASE_AFTER] = true, [DEFAULT_RETRY] = true,
        [DEFAULT_RETRY_AFTER] = true,  [DEFAULT_GIVE_UP] = true,     [DEFAULT_COST_COUNTER] = true,
        [DEFAULT_COST_PHONE] = true,   [DEFAULT_COST_MAIL] = true,   [DEFAULT_COST_WEB] = true,
    };
    for (int i = 0; i < DEFAULT_COUNT; i++)
        assert_int_equal(population->used[i], used[i]);
}

static void a_call_of_which_nothing_says_how_long_has_the_default(void **state)
{
    (void)state;
    assert_read(MODEL(
        "<step id='a' with='o' via='phone'/><step id='b' with='o' via='phone' takes='5min'/><arrivals rate='1/h'/>"));
    assert_int_equal(population->times, 1);
    assert_int_equal(population->time[0].scope.step, 0);
    assert_near(population->time[0].law.mean, 828, 0);
    assert_true(population->used[DEFAULT_PHONE_TIME]);
    assert_read(MODEL(
        "<step id='a' with='o' via='phone'/><arrivals rate='1/h'/><profile id='x'/><time profile='x' law='1min'/>"));
    assert_int_equal(population->times, 1);
    assert_near(population->time[0].law.mean, 60, 0);
}

static void costs_are_as_given_or_the_default(void **state)
{
    (void)state;
    assert_read(MODEL(
        STEPS "<arrivals rate='1/h'/><cost via='counter' minute='0.5'/><cost via='phone web' contact='2' minute='0.1'/>"
              "<cost user-hour='12'/>"));
    const struct cost *cost = &population->cost;
    assert_near(cost->per_contact[CHANNEL_COUNTER], 0, 0);
    assert_near(cost->per_minute[CHANNEL_COUNTER], 0.5, 0);
    assert_near(cost->per_contact[CHANNEL_WEB], 2, 0);
    assert_near(cost->per_minute[CHANNEL_PHONE], 0.1, 0);
    assert_near(cost->per_contact[CHANNEL_MAIL], 5.1, 1e-12);
    assert_near(cost->per_contact[CHANNEL_KIOSK], 0, 0);
    assert_near(cost->user_hour, 12, 0);
    assert_false(population->used[DEFAULT_COST_COUNTER]);
    assert_true(population->used[DEFAULT_COST_MAIL]);
}

static void an_empirical_law_is_read_from_its_file(void **state)
{
    (void)state;
    struct source *values = input_file("v.csv", "# minutes\n30\n10\n\n1h\n", 19, &diagnostics);
    source_close(values);
    assert_read(MODEL("<step id='s' with='o'/><arrivals rate='1/h'/><time law='empirical( v.csv , min )'/>"));
    const struct distribution *law = &population->time[0].law;
    assert_int_equal(law->kind, DISTRIBUTION_EMPIRICAL);
    assert_int_equal(law->values, 3);
    assert_near(law->value[0], 600, 0);
    assert_near(law->mean, 2000, 1e-9);
}

static void a_wrong_file_gives_no_population(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "<",
        "<model/>",
        "<model xmlns='urn:parcours:model:1'/>",
        MODEL(""),
        MODEL("<arrivals rate='1/h'/>"),
        MODEL(STEPS "<arrivals rate='0/h'/>"),
        MODEL(STEPS "<arrivals rate='nan/h'/>"),
        MODEL(STEPS "<arrivals rate='1e99/s'/>"),
        MODEL(STEPS "<arrivals rate='1/h'/><desk with='office' servers='0'/>"),
        MODEL(STEPS "<arrivals rate='1/h'/><desk with='office' servers='nan'/>"),
        MODEL(STEPS "<arrivals rate='1/h'/><profile id='a' share='-0'/>"),
        MODEL(STEPS "<arrivals rate='1/h'/><profile id='a' share='inf'/>"),
        MODEL(STEPS "<arrivals rate='1/h'/><profile id='a' share='0x1'/>"),
        "<model xmlns='urn:parcours:model:1' id='m' journey='m.xml'><title>T</title><arrivals rate='1/h'/></model>",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (read_bytes(wrong[i], strlen(wrong[i])))
            fail_msg("this is read: %s", wrong[i]);
        assert_true(diagnostics.errors > 0);
    }
}

/* One change: a byte, another digit, a piece left out, a piece said twice; what comes in is never trusted. */
static size_t mutate(char *text, size_t length, size_t room, struct random_stream *random)
{
    static const char bytes[] = "\"'<>&=/ 0123456789-.eE:()%,\0\xC3\xFF";
    size_t at = random_below(random, (uint32_t)length), size = 1 + random_below(random, 40);
    size = size > length - at ? length - at : size;
    switch (random_below(random, 4)) {
    case 0:
        text[at] = bytes[random_below(random, sizeof bytes - 1)];
        return length;
    case 1:
        for (; at < length; at++)
            if (text[at] >= '0' && text[at] <= '9') {
                text[at] = (char)('0' + random_below(random, 10));
                break;
            }
        return length;
    case 2:
        memmove(text + at, text + at + size, length - at - size);
        return length - size;
    default:
        if (length + size > room)
            return length;
        memmove(text + at + size, text + at, length - at);
        return length + size;
    }
}

static void damaged_models_are_read_or_refused(void **state)
{
    (void)state;
    static const char whole[] =
        "<model xmlns='urn:parcours:model:1' id='m' start='2025-01-06' warm-up='30d' horizon='1y'><title>T</title>"
        "<source href='http://x' date='2025'>s</source>" STEPS
        "<calendar id='c' holidays='fr'><open days='mon-fri' from='9:00' to='17:00'/><closed from='2025-08-04' "
        "to='2025-08-15'/></calendar>"
        "<arrivals rate='2/h' interarrival='gamma(mean=30min, sd=10min)' calendar='c'><when hours='9-12' "
        "factor='1.5'/></arrivals>"
        "<profile id='a' share='0.6' patience='2' unaware='0.1' prefers='web:6 counter'>Un</profile><profile id='b' "
        "share='0.4'/>"
        "<desk with='office' via='counter phone' servers='3' calendar='c' queue-limit='20' "
        "patience='exponential(mean=30min)'/>"
        "<time step='ask' via='phone' profile='a' law='lognormal(25min, 10min)'/><delay step='answer' "
        "law='weibull(10d, 2)' batch='1w'/>"
        "<behaviour kind='chase' step='answer' probability='0.5' after='1.2' again='10d' limit='3' then-via='phone'/>"
        "<behaviour kind='incomplete' probability='0.2' after='uniform(1d, 9d)'/><behaviour kind='give-up' "
        "cause='not-received'/>"
        "<invest step='ask' relation='10min'/><cost via='phone' contact='3' user-hour='2'/></model>";
    char text[2 * sizeof whole];
    struct random_stream random = random_stream_new(11, 0, 0);
    int good = 0, rounds = 3000;
    assert_read(whole);
    for (int i = 0; i < rounds; i++) {
        size_t length = sizeof whole - 1;
        memcpy(text, whole, length);
        for (uint32_t k = 1 + random_below(&random, 3); k > 0; k--)
            length = mutate(text, length, sizeof text, &random);
        bool read = read_bytes(text, length);
        assert_int_equal(read, diagnostics.errors == 0);
        good += read;
    }
    if (good < rounds / 50 || good > rounds / 2)
        fail_msg("%d of %d are read", good, rounds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_queue_is_six_lines),
        TEST(steps_of_the_model_follow_each_other),
        TEST(a_profile_has_all_that_is_written),
        TEST(a_calendar_has_hours_holidays_and_days_closed),
        TEST(arrivals_have_a_rate_a_law_and_factors),
        TEST(behaviours_have_what_is_written_or_the_default),
        TEST(a_call_of_which_nothing_says_how_long_has_the_default),
        TEST(costs_are_as_given_or_the_default),
        TEST(an_empirical_law_is_read_from_its_file),
        TEST(a_wrong_file_gives_no_population),
        TEST(damaged_models_are_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
