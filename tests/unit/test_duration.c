#include "test.h"
#include "base/date.h"

static void assert_duration(const char *text, int months, int64_t seconds)
{
    struct duration read = { 77, 77 };
    if (!duration_parse(text, strlen(text), &read))
        fail_msg("'%s' is refused", text);
    if (read.months != months || read.seconds != seconds)
        fail_msg("'%s' is read as %d months and %lld seconds", text, (int)read.months, (long long)read.seconds);
    assert_true(duration_given(read));
}

static void assert_refused(const char *text)
{
    struct duration read = { 77, 78 };
    if (duration_parse(text, strlen(text), &read))
        fail_msg("'%s' is read as %d months and %lld seconds", text, (int)read.months, (long long)read.seconds);
    assert_int_equal(read.months, 77);
    assert_int_equal(read.seconds, 78);
}

static void each_unit_has_its_length(void **state)
{
    (void)state;
    assert_duration("90s", 0, 90);
    assert_duration("30min", 0, 1800);
    assert_duration("2h", 0, 7200);
    assert_duration("45d", 0, 45 * 86400);
    assert_duration("3w", 0, 21 * 86400);
    assert_duration("4mo", 4, 0);
    assert_duration("1y", 12, 0);
    assert_duration("0", 0, 0);
    assert_duration("0d", 0, 0);
    assert_duration(" 30 min ", 0, 1800);
    assert_duration("30MIN", 0, 1800);
}

static void sums_add_up(void **state)
{
    (void)state;
    assert_duration("1h30min", 0, 5400);
    assert_duration("2d 4h", 0, 2 * 86400 + 4 * 3600);
    assert_duration("1y 6mo 10d", 18, 10 * 86400);
    assert_duration("30min 1h 15s", 0, 5415);
}

static void decimals_are_exact_and_refused_for_calendar_units(void **state)
{
    (void)state;
    assert_duration("0.1h", 0, 360);
    assert_duration("1,5h", 0, 5400);
    assert_duration("0.333333h", 0, 1200);                               /* to the nearest second */
    assert_duration("2.5d", 0, 216000);
    assert_duration("1.00000000000000000001min", 0, 60);
    assert_refused("1.5mo");
    assert_refused("0.5y");
    assert_refused("1.h");
    assert_refused(".5h");
}

static void iso_durations_are_read(void **state)
{
    (void)state;
    assert_duration("P45D", 0, 45 * 86400);
    assert_duration("PT1H30M", 0, 5400);
    assert_duration("P4M", 4, 0);                                        /* months before the T, minutes after it */
    assert_duration("PT4M", 0, 240);
    assert_duration("P1Y2M3DT4H5M6S", 14, 3 * 86400 + 4 * 3600 + 5 * 60 + 6);
    assert_duration("P2W", 0, 14 * 86400);
    assert_duration("PT36H", 0, 36 * 3600);
    assert_refused("P");
    assert_refused("PT");
    assert_refused("P1DT");
    assert_refused("P5");
    assert_refused("P0.5Y");
    assert_refused("PT1D");
    assert_refused("-P1D");
}

static void a_missing_or_unknown_unit_is_refused(void **state)
{
    (void)state;
    assert_refused("");
    assert_refused("   ");
    assert_refused("30");
    assert_refused("1h30");
    assert_refused("00");
    assert_refused("3m");                                                /* minutes or months? */
    assert_refused("3j");
    assert_refused("min");
    assert_refused("d45");
    assert_refused("-5d");
    assert_refused("+5d");
    assert_refused("0x10h");
    assert_refused("1e3h");
    assert_refused("45days");
    assert_refused("5d, 4h");
}

static void more_than_200_years_is_refused(void **state)
{
    (void)state;
    assert_duration("200y", 2400, 0);
    assert_duration("73200d", 0, INT64_C(73200) * 86400);
    assert_refused("201y");
    assert_refused("199y 13mo");
    assert_refused("73201d");
    assert_refused("73200d 1s");
    assert_refused("999999999w");
    assert_refused("9999999999s");
    assert_refused("99999999999999999999999999999999d");
    char many[4001];                                                     /* a thousand amounts that overflow only together */
    for (int i = 0; i < 1000; i++)
        memcpy(many + 4 * i, "99w ", 4);
    many[4000] = '\0';
    assert_refused(many);
}

static int64_t after(int year, int month, int day, struct duration delay)
{
    return duration_after(date_days(year, month, day) * DAY_SECONDS + 3600, delay);
}

static void assert_date(int64_t seconds, int year, int month, int day)
{
    int y, m, d;
    assert_int_equal(((seconds % 86400) + 86400) % 86400, 3600);         /* the hour is kept */
    date_from_days((seconds - 3600) / 86400, &y, &m, &d);
    assert_int_equal(y * 10000 + m * 100 + d, year * 10000 + month * 100 + day);
}

static void calendar_months_are_clipped_to_the_end_of_the_month(void **state)
{
    (void)state;
    assert_date(after(2025, 1, 31, (struct duration){ 1, 0 }), 2025, 2, 28);
    assert_date(after(2024, 1, 31, (struct duration){ 1, 0 }), 2024, 2, 29);
    assert_date(after(2024, 2, 29, (struct duration){ 12, 0 }), 2025, 2, 28);
    assert_date(after(2024, 2, 29, (struct duration){ 48, 0 }), 2028, 2, 29);
    assert_date(after(2025, 8, 31, (struct duration){ 4, 0 }), 2025, 12, 31);
    assert_date(after(2025, 10, 31, (struct duration){ 4, 0 }), 2026, 2, 28);
    assert_date(after(1960, 12, 31, (struct duration){ 2, 0 }), 1961, 2, 28);            /* before 1970 */
    assert_date(after(2025, 1, 31, (struct duration){ 1, 86400 }), 2025, 3, 1);          /* months first, then seconds */
    assert_int_equal(duration_after(1000, (struct duration){ 0, 45 * 86400 }), 1000 + 45 * 86400);
}

static void nominal_months_have_the_gregorian_mean(void **state)
{
    (void)state;
    assert_int_equal(duration_nominal_seconds((struct duration){ 4800, 0 }), INT64_C(146097) * 86400);   /* 400 years */
    assert_int_equal(duration_nominal_seconds((struct duration){ 1, 5 }), 2629746 + 5);
    assert_false(duration_given(DURATION_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_unit_has_its_length),
        cmocka_unit_test(sums_add_up),
        cmocka_unit_test(decimals_are_exact_and_refused_for_calendar_units),
        cmocka_unit_test(iso_durations_are_read),
        cmocka_unit_test(a_missing_or_unknown_unit_is_refused),
        cmocka_unit_test(more_than_200_years_is_refused),
        cmocka_unit_test(calendar_months_are_clipped_to_the_end_of_the_month),
        cmocka_unit_test(nominal_months_have_the_gregorian_mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
