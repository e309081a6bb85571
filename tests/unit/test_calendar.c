#include "test.h"
#include "base/date.h"
#include "base/random.h"
#include "model/calendar.h"
#include <jansson.h>

enum { HOUR = 3600, MINUTES_WALKED = 6 * 7 * 1440 };

static struct arena arena;

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct calendar *calendar_of(const struct opening *opening, int openings, bool holidays, int64_t origin)
{
    struct calendar *calendar = arena_alloc(&arena, sizeof *calendar);
    calendar->opening = arena_alloc(&arena, (size_t)(openings + 1) * sizeof *calendar->opening);
    if (openings)
        memcpy(calendar->opening, opening, (size_t)openings * sizeof *opening);
    calendar->openings = openings;
    calendar->french_holidays = holidays;
    calendar->origin = origin;
    return calendar;
}

/* Monday to Friday, 9:00 to 17:00. */
static struct calendar *office(bool holidays, int64_t origin)
{
    struct opening opening[5];
    for (int i = 0; i < 5; i++)
        opening[i] = (struct opening){ i * DAY_SECONDS + 9 * HOUR, i * DAY_SECONDS + 17 * HOUR };
    return calendar_of(opening, 5, holidays, origin);
}

static double at(int day, int hour, int minute) { return (double)day * DAY_SECONDS + hour * HOUR + minute * 60; }

/* --- holidays ------------------------------------------------------------------------------------------------- */

/* Easter Monday, Ascension and Whit Monday as published for each year (month * 100 + day). */
static const struct { int year, easter_monday, ascension, whit_monday; } MOVABLE[] = {
    { 2020, 413, 521, 601 }, { 2021, 405, 513, 524 }, { 2022, 418, 526, 606 }, { 2023, 410, 518, 529 },
    { 2024, 401, 509, 520 }, { 2025, 421, 529, 609 }, { 2026, 406, 514, 525 }, { 2027, 329, 506, 517 },
    { 2028, 417, 525, 605 }, { 2029, 402, 510, 521 }, { 2030, 422, 530, 610 }, { 2031, 414, 522, 602 },
    { 2032, 329, 506, 517 }, { 2033, 418, 526, 606 }, { 2034, 410, 518, 529 }, { 2035, 326, 503, 514 },
};

static void the_french_holidays_of_2020_to_2035_are_the_known_ones(void **state)
{
    (void)state;
    static const int fixed[] = { 101, 501, 508, 714, 815, 1101, 1111, 1225 };
    for (size_t i = 0; i < sizeof MOVABLE / sizeof *MOVABLE; i++) {
        int year = MOVABLE[i].year;
        for (int64_t day = date_days(year, 1, 1); day <= date_days(year, 12, 31); day++) {
            int y, month, dom;
            date_from_days(day, &y, &month, &dom);
            int number = month * 100 + dom;
            bool wanted = number == MOVABLE[i].easter_monday || number == MOVABLE[i].ascension ||
                          number == MOVABLE[i].whit_monday;
            for (size_t k = 0; k < sizeof fixed / sizeof *fixed; k++)
                wanted |= number == fixed[k];
            if (french_holiday(day) != wanted)
                fail_msg("%d-%02d-%02d: %d", year, month, dom, !wanted);
        }
    }
}

/* --- opening hours -------------------------------------------------------------------------------------------- */

static void an_office_is_open_in_its_hours(void **state)
{
    (void)state;
    struct calendar *c = office(false, 0);
    calendar_prepare(c, &arena, 10);
    assert_near(c->open_a_week, 40 * HOUR, 0);
    assert_false(calendar_open(c, at(0, 8, 59)));
    assert_true(calendar_open(c, at(0, 9, 0)));
    assert_true(calendar_open(c, at(4, 16, 59)));
    assert_false(calendar_open(c, at(4, 17, 0)));
    assert_false(calendar_open(c, at(5, 10, 0)));
    assert_near(calendar_next_opening(c, at(0, 10, 0)), at(0, 10, 0), 0);
    assert_near(calendar_next_opening(c, at(4, 17, 0)), at(7, 9, 0), 0);
    assert_near(calendar_next_opening(c, 0), at(0, 9, 0), 0);
    assert_near(calendar_next_closing(c, at(4, 9, 0)), at(4, 17, 0), 0);
    assert_near(calendar_open_seconds(c, at(4, 16, 0), at(7, 10, 0)), 2 * HOUR, 0);
    assert_near(calendar_open_seconds(c, at(7, 10, 0), at(4, 16, 0)), 0, 0);
    assert_near(calendar_after(c, at(4, 16, 0), HOUR), at(4, 17, 0), 0);
    assert_near(calendar_after(c, at(4, 16, 0), 0), at(4, 16, 0), 0);
    assert_near(calendar_after(c, at(5, 12, 0), 1), at(7, 9, 0) + 1, 0);
    assert_near(calendar_after(c, at(0, 9, 0), 40000.0 * HOUR), at(6997, 17, 0), 0);
}

static void openings_are_sorted_and_merged(void **state)
{
    (void)state;
    const struct opening opening[] = {
        { 2 * DAY_SECONDS, 3 * DAY_SECONDS },
        { HOUR, 2 * HOUR },
        { 2 * HOUR, 3 * HOUR },
        { HOUR, HOUR },
        { 5400, 9000 },
        { 3 * DAY_SECONDS, 3 * DAY_SECONDS + HOUR },
    };
    struct calendar *c = calendar_of(opening, 6, false, 0);
    calendar_prepare(c, &arena, 1);
    assert_int_equal(c->openings, 2);
    assert_int_equal(c->opening[0].from, HOUR);
    assert_int_equal(c->opening[0].to, 3 * HOUR);
    assert_int_equal(c->opening[1].to, 3 * DAY_SECONDS + HOUR);
    assert_near(calendar_next_closing(c, at(2, 12, 0)), at(3, 1, 0), 0);
}

static void an_opening_may_last_over_midnight_and_over_sunday(void **state)
{
    (void)state;
    const struct opening night[] = { { 6 * DAY_SECONDS + 22 * HOUR, WEEK_SECONDS }, { 0, 6 * HOUR } };
    struct calendar *c = calendar_of(night, 2, false, 0);
    calendar_prepare(c, &arena, 1);
    assert_near(calendar_next_closing(c, at(6, 23, 0)), at(7, 6, 0), 0);
    assert_near(calendar_after(c, at(6, 22, 0), 8 * HOUR), at(7, 6, 0), 0);
    assert_near(calendar_after(c, at(6, 22, 0), 8 * HOUR + 1), at(13, 22, 0) + 1, 0);
    assert_near(calendar_next_opening(c, at(7, 6, 0)), at(13, 22, 0), 0);
}

static void what_is_always_or_never_open_is_so(void **state)
{
    (void)state;
    const struct opening whole = { 0, WEEK_SECONDS };
    struct calendar *always = calendar_of(&whole, 1, false, 0), *never = calendar_of(NULL, 0, true, 0);
    calendar_prepare(always, &arena, 10);
    calendar_prepare(never, &arena, 10);
    assert_true(calendar_open(always, 1e9));
    assert_true(isinf(calendar_next_closing(always, 12345)));
    assert_near(calendar_after(always, 12345.5, 1e6), 1012345.5, 0);
    assert_false(calendar_open(never, 5));
    assert_true(isinf(calendar_next_opening(never, 5)));
    assert_true(isinf(calendar_after(never, 5, 1)));
    assert_near(calendar_open_seconds(never, 0, 1e9), 0, 0);
}

static void an_always_open_desk_closes_on_holidays(void **state)
{
    (void)state;
    const struct opening whole = { 0, WEEK_SECONDS };
    struct calendar *c = calendar_of(&whole, 1, true, date_days(2024, 12, 30));
    calendar_prepare(c, &arena, 2);
    assert_near(calendar_next_closing(c, at(0, 3, 0)), at(2, 0, 0), 0);         /* 1 January */
    assert_near(calendar_next_opening(c, at(2, 0, 0)), at(3, 0, 0), 0);
    assert_near(calendar_after(c, at(1, 23, 0), 2 * HOUR), at(3, 1, 0), 0);
}

static void holidays_take_time_away_where_there_was_some(void **state)
{
    (void)state;
    struct calendar *c = office(true, date_days(2025, 4, 14));                  /* Easter Monday is the next Monday */
    calendar_prepare(c, &arena, 1);
    assert_near(calendar_next_opening(c, at(4, 17, 0)), at(8, 9, 0), 0);
    assert_near(calendar_open_seconds(c, 0, at(14, 0, 0)), 72 * HOUR, 0);
    for (int i = 0; i < c->closed_days; i++)
        assert_true(c->closed[i] % 7 < 5);
    /* 2025: 1 and 8 May, 29 May, 9 June, 14 July, 15 August, 11 November, 25 December; 1 November is a Saturday. */
    int in_2025 = 0;
    for (int i = 0; i < c->closed_days; i++)
        in_2025 += c->closed[i] + c->origin < date_days(2026, 1, 1);
    assert_int_equal(in_2025, 9);
}

static void a_long_closure_is_passed_over(void **state)
{
    (void)state;
    struct calendar *c = office(false, 0);
    c->closed = arena_alloc(&arena, 400 * sizeof *c->closed);
    for (int i = 0; i < 400; i++)
        c->closed[c->closed_days++] = 399 - i;                                  /* in any order */
    calendar_prepare(c, &arena, 1);
    assert_near(calendar_next_opening(c, at(3, 3, 3)), at(400, 9, 0), 0);       /* day 400 is a Tuesday */
    assert_near(calendar_after(c, 0, HOUR), at(400, 10, 0), 0);
    assert_near(calendar_open_seconds(c, 0, at(400, 10, 0)), HOUR, 0);
}

/* --- against a walk minute by minute --------------------------------------------------------------------------- */

static bool minute_open(const struct calendar *raw, int minute)
{
    int second = minute * 60, day = second / DAY_SECONDS;
    for (int i = 0; i < raw->closed_days; i++)
        if (raw->closed[i] == day)
            return false;
    for (int i = 0; i < raw->openings; i++)
        if (second % WEEK_SECONDS >= raw->opening[i].from && second % WEEK_SECONDS < raw->opening[i].to)
            return true;
    return false;
}

static int below(struct random_stream *random, int limit) { return (int)random_below(random, (uint32_t)limit); }

static struct calendar *random_calendar(struct random_stream *random)
{
    struct opening opening[8];
    int openings = 1 + below(random, 8);
    for (int i = 0; i < openings; i++) {
        int from = below(random, 10079), length = 1 + below(random, below(random, 2) ? 600 : 6000);
        int to = from + length > 10080 ? 10080 : from + length;
        opening[i] = (struct opening){ (below(random, 8) ? from : 0) * 60, (below(random, 8) ? to : 10080) * 60 };
    }
    struct calendar *c = calendar_of(opening, openings, false, 0);
    c->closed = arena_alloc(&arena, 30 * sizeof *c->closed);
    for (int i = below(random, 12); i > 0; i--)
        c->closed[c->closed_days++] = below(random, 42);
    return c;
}

static void walk(const struct calendar *c, const bool *open, struct random_stream *random)
{
    int from = below(random, MINUTES_WALKED / 2), to = from + below(random, MINUTES_WALKED / 2), count = 0;
    for (int i = from; i < to; i++)
        count += open[i];
    assert_int_equal(calendar_open(c, from * 60.0), open[from]);
    assert_near(calendar_open_seconds(c, from * 60.0, to * 60.0), count * 60.0, 0);
    int end = from, left = count;
    while (left)
        left -= open[end++];
    assert_near(calendar_after(c, from * 60.0, count * 60.0), end * 60.0, 0);
    int next = from;
    while (next < MINUTES_WALKED && !open[next])
        next++;
    if (next == MINUTES_WALKED)
        return;
    assert_near(calendar_next_opening(c, from * 60.0), next * 60.0, 0);
    while (next < MINUTES_WALKED && open[next])
        next++;
    if (open[from] && next < MINUTES_WALKED)
        assert_near(calendar_next_closing(c, from * 60.0), next * 60.0, 0);
}

static void calendars_do_as_a_walk_minute_by_minute(void **state)
{
    (void)state;
    static bool open[MINUTES_WALKED];
    struct random_stream random = random_stream_new(20250106, 0, 0);
    for (int round = 0; round < 200; round++) {
        struct calendar *c = random_calendar(&random);
        for (int i = 0; i < MINUTES_WALKED; i++)
            open[i] = minute_open(c, i);
        calendar_prepare(c, &arena, 1);
        for (int i = 0; i < 40; i++)
            walk(c, open, &random);
        arena_release(&arena);
    }
}

static void after_is_the_inverse_of_open_seconds(void **state)
{
    (void)state;
    struct random_stream random = random_stream_new(7, 0, 0);
    for (int round = 0; round < 300; round++) {
        struct calendar *c = random_calendar(&random);
        calendar_prepare(c, &arena, 1);
        for (int i = 0; i < 60; i++) {
            double from = random_uniform(&random) * 1e7, seconds = random_uniform(&random) * (i % 2 ? 1e7 : 1e4);
            double end = calendar_after(c, from, seconds);
            assert_true(end >= from);
            double rounding = 1e-6 + end * 1e-15;
            assert_near(calendar_open_seconds(c, from, end), seconds, rounding);
            assert_near(calendar_open_seconds(c, from, end - 1e-3), fmax(seconds - 1e-3, 0), rounding); /* the first */
        }
        arena_release(&arena);
    }
}

/* --- the values of ../shared/oracle ---------------------------------------------------------------------------- */

static void suspended_service_ends_when_the_reference_says(void **state)
{
    (void)state;
    struct calendar *c = office(false, 0);
    calendar_prepare(c, &arena, 1);
    assert_near(calendar_after(c, at(4, 16, 0), 8 * HOUR) - at(4, 16, 0), 72 * HOUR, 0);
    assert_near(calendar_after(c, at(0, 9, 0), 40 * HOUR) - at(0, 9, 0), 104 * HOUR, 0);
    assert_near(calendar_after(c, at(2, 12, 30), 7 * HOUR) - at(2, 12, 30), 23 * HOUR, 0);
}

static json_t *oracle(const char *id)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/oracle/queueing.json", shared_folder());
    json_t *root = json_load_file(path, 0, NULL), *item;
    size_t i;
    assert_non_null(root);
    json_array_foreach(json_object_get(root, "oracles"), i, item)
    {
        if (!strcmp(json_string_value(json_object_get(item, "id")), id)) {
            json_incref(item);
            json_decref(root);
            return item;
        }
    }
    fail_msg("no %s in %s", id, path);
    return NULL;
}

static double expected_value(const json_t *item, const char *key)
{
    return json_number_value(json_object_get(json_object_get(item, "expected"), key));
}

/* The mean wait of somebody who comes at any time: by the middle of each minute, exact for what is linear. */
static void the_mean_wait_to_the_opening_is_the_reference(void **state)
{
    (void)state;
    struct calendar *c = office(false, 0);
    calendar_prepare(c, &arena, 1);
    double wait = 0, open = 0;
    for (int i = 0; i < 10080; i++) {
        double middle = i * 60 + 30;
        wait += (calendar_next_opening(c, middle) - middle) / 10080 / HOUR;
        open += calendar_open(c, middle) / 10080.0;
    }
    assert_near(wait, 15.238095238095237, 1e-9);
    assert_near(open, 40 / 168.0, 1e-12);
    if (!shared_folder()) {
        print_message("the rest needs ../shared\n");
        skip();
    }
    json_t *item = oracle("calendar-wait");
    assert_near(wait, expected_value(item, "E_wait_h"), 1e-9);
    assert_near(open, expected_value(item, "P_open"), 1e-9);
    json_decref(item);
    item = oracle("calendar-suspend");
    static const char *const key[] = { "wall_h_case1", "wall_h_case2", "wall_h_case3" };
    static const double from[] = { 4 * 24 + 16, 9, 2 * 24 + 12.5 }, work[] = { 8, 40, 7 };
    for (int i = 0; i < 3; i++)
        assert_near((calendar_after(c, from[i] * HOUR, work[i] * HOUR) / HOUR - from[i]), expected_value(item, key[i]),
                    1e-9);
    json_decref(item);
}

#define CALENDAR_TEST(function) cmocka_unit_test_teardown(function, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CALENDAR_TEST(the_french_holidays_of_2020_to_2035_are_the_known_ones),
        CALENDAR_TEST(an_office_is_open_in_its_hours),
        CALENDAR_TEST(openings_are_sorted_and_merged),
        CALENDAR_TEST(an_opening_may_last_over_midnight_and_over_sunday),
        CALENDAR_TEST(what_is_always_or_never_open_is_so),
        CALENDAR_TEST(an_always_open_desk_closes_on_holidays),
        CALENDAR_TEST(holidays_take_time_away_where_there_was_some),
        CALENDAR_TEST(a_long_closure_is_passed_over),
        CALENDAR_TEST(calendars_do_as_a_walk_minute_by_minute),
        CALENDAR_TEST(after_is_the_inverse_of_open_seconds),
        CALENDAR_TEST(suspended_service_ends_when_the_reference_says),
        CALENDAR_TEST(the_mean_wait_to_the_opening_is_the_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
