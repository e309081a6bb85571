#include "test.h"
#include "base/date.h"

static bool read_time(const char *text, enum date_order order, struct parsed_time *parsed)
{
    *parsed = (struct parsed_time){ .instant = 12345 };
    return time_parse(text, strlen(text), order, parsed);
}

/* What a text is read as, written in one way; "refused" if it is. */
static const char *read_as(const char *text)
{
    static char shown[TIME_TEXT_SIZE + 16];
    struct parsed_time parsed;
    if (!read_time(text, DATE_ORDER_UNKNOWN, &parsed)) {
        assert_int_equal(parsed.instant, 12345);                /* left as it was */
        return "refused";
    }
    char iso[TIME_TEXT_SIZE];
    snprintf(shown, sizeof shown, "%s%s%s%s", time_format_iso(parsed.instant, iso), parsed.has_time ? " time" : "",
             parsed.has_zone ? " zone" : "", parsed.ambiguous ? " ambiguous" : "");
    return shown;
}

struct example { const char *text, *read; };

static void assert_read(const struct example *example, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *got = read_as(example[i].text);
        if (strcmp(got, example[i].read))
            fail_msg("'%s' is read as %s, not %s", example[i].text, got, example[i].read);
    }
}
#define ASSERT_READ(example) assert_read(example, sizeof example / sizeof *example)

/* Count every day of the calendar one by one, with nothing but the lengths of the months. */
static void days_count_every_day_of_the_calendar(void **state)
{
    (void)state;
    int64_t days = -719162;                                     /* 0001-01-01: 1969 years of 365 days and 477 leap days before 1970 */
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            bool leap = year % 4 == 0 && (year % 100 || year % 400 == 0);
            int last = month == 2 ? 28 + leap : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
            if (!date_valid(year, month, last) || date_valid(year, month, last + 1) || date_valid(year, month, 0))
                fail_msg("%d-%d does not have %d days", year, month, last);
            for (int day = 1; day <= last; day++, days++) {
                int y, m, d;
                date_from_days(days, &y, &m, &d);
                if (date_days(year, month, day) != days || y != year || m != month || d != day)
                    fail_msg("%04d-%02d-%02d is day %lld", year, month, day, (long long)days);
            }
        }
    assert_int_equal(date_days(1970, 1, 1), 0);
    assert_false(date_valid(0, 1, 1));
    assert_false(date_valid(10000, 1, 1));
    assert_false(date_valid(2025, 13, 1));
}

static void iso_dates_and_times_are_read(void **state)
{
    (void)state;
    static const struct example example[] = {
        { "2025-03-01", "2025-03-01T00:00:00.000Z" },
        { "20250301", "2025-03-01T00:00:00.000Z" },
        { "2025/03/01", "2025-03-01T00:00:00.000Z" },
        { " 2025-03-01\t", "2025-03-01T00:00:00.000Z" },
        { "2025-03-01T09:30", "2025-03-01T09:30:00.000Z time" },
        { "2025-03-01 09:30:15", "2025-03-01T09:30:15.000Z time" },
        { "2025-03-01T09:30:15.25", "2025-03-01T09:30:15.250Z time" },
        { "2025-03-01T09:30:15,250999", "2025-03-01T09:30:15.250Z time" },
        { "2025-03-01T09:30:15.250Z", "2025-03-01T09:30:15.250Z time zone" },
        { "2025-03-01T09:30:15.250+02:00", "2025-03-01T07:30:15.250Z time zone" },
        { "2025-03-01T00:30-0530", "2025-03-01T06:00:00.000Z time zone" },
        { "2025-01-01T00:30+01", "2024-12-31T23:30:00.000Z time zone" },
        { "2025-03-01T09:30 +18:00", "2025-02-28T15:30:00.000Z time zone" },
        { "0001-01-01", "0001-01-01T00:00:00.000Z" },
        { "9999-12-31T23:59:59.999", "9999-12-31T23:59:59.999Z time" },
    };
    ASSERT_READ(example);
}

static void leap_days_exist_in_leap_years_only(void **state)
{
    (void)state;
    static const struct example example[] = {
        { "2024-02-29", "2024-02-29T00:00:00.000Z" }, { "2025-02-29", "refused" },
        { "2000-02-29", "2000-02-29T00:00:00.000Z" }, { "1900-02-29", "refused" },
        { "29/02/2024", "2024-02-29T00:00:00.000Z" }, { "29 février 2023", "refused" },
        { "2025-04-31", "refused" }, { "2025-02-30", "refused" }, { "31/11/2025", "refused" },
    };
    ASSERT_READ(example);
}

static void midnight_at_24_is_the_next_day_and_a_leap_second_the_next_second(void **state)
{
    (void)state;
    static const struct example example[] = {
        { "2024-12-31T24:00", "2025-01-01T00:00:00.000Z time" },
        { "2024-02-28 24:00:00", "2024-02-29T00:00:00.000Z time" },
        { "2024-12-31T24:01", "refused" }, { "2024-12-31T24:00:00.001", "refused" }, { "2024-12-31T25:00", "refused" },
        { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z time zone" },
        { "2016-12-31T23:59:61Z", "refused" }, { "2016-12-31T23:60", "refused" },
    };
    ASSERT_READ(example);
}

static void french_and_english_dates_are_read(void **state)
{
    (void)state;
    static const struct example example[] = {
        { "1er mars 2025", "2025-03-01T00:00:00.000Z" },
        { "1 mars 2025 à 9h30", "2025-03-01T09:30:00.000Z time" },
        { "14 JUILLET 2025", "2025-07-14T00:00:00.000Z" },
        { "3 février 2025", "2025-02-03T00:00:00.000Z" },
        { "3 FÉVRIER 2025", "2025-02-03T00:00:00.000Z" },
        { "3 fevrier 2025", "2025-02-03T00:00:00.000Z" },
        { "3 févr. 2025", "2025-02-03T00:00:00.000Z" },
        { "15 août 2025", "2025-08-15T00:00:00.000Z" },
        { "15 AOÛT 2025", "2025-08-15T00:00:00.000Z" },
        { "25 déc. 2025 18h", "2025-12-25T18:00:00.000Z time" },
        { "8 mai 1945", "1945-05-08T00:00:00.000Z" },
        { "1\xC2\xA0juin\xE2\x80\xAF" "2025", "2025-06-01T00:00:00.000Z" },
        { "March 1, 2025", "2025-03-01T00:00:00.000Z" },
        { "march 1 2025 at 9:30 PM", "2025-03-01T21:30:00.000Z time" },
        { "1 January 2025 12:15 am", "2025-01-01T00:15:00.000Z time" },
        { "01-Mar-2025", "2025-03-01T00:00:00.000Z" },
        { "1 brumaire 2025", "refused" }, { "mars 2025", "refused" }, { "31 juin 2025", "refused" },
    };
    ASSERT_READ(example);
}

static void numeric_dates_are_read_day_first_and_say_when_that_is_a_guess(void **state)
{
    (void)state;
    static const struct example example[] = {
        { "01/03/2025", "2025-03-01T00:00:00.000Z ambiguous" },
        { "03/03/2025", "2025-03-03T00:00:00.000Z" },
        { "13/03/2025", "2025-03-13T00:00:00.000Z" },
        { "1.3.25", "2025-03-01T00:00:00.000Z ambiguous" },
        { "01-03-2025 09h30", "2025-03-01T09:30:00.000Z time ambiguous" },
        { "31/12/69", "2069-12-31T00:00:00.000Z" }, { "31/12/70", "1970-12-31T00:00:00.000Z" },
        { "03/13/2025", "refused" },                            /* the reader decides on the order, not this function */
        { "01/03.2025", "refused" }, { "01/03/025", "refused" }, { "1/3", "refused" }, { "001/03/2025", "refused" },
    };
    ASSERT_READ(example);
    struct parsed_time parsed;
    assert_true(read_time("01/03/2025", DATE_MONTH_FIRST, &parsed));
    assert_int_equal(parsed.instant, INT64_C(1735862400000));    /* 3 January 2025 */
    assert_true(read_time("12/25/2025", DATE_MONTH_FIRST, &parsed));
    assert_false(parsed.ambiguous);
    assert_false(read_time("25/12/2025", DATE_MONTH_FIRST, &parsed));
    assert_true(read_time("2025-03-01", DATE_MONTH_FIRST, &parsed));
    assert_int_equal(parsed.instant, INT64_C(1740787200000));    /* ISO has an order of its own */
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const struct example example[] = {
        { "", "refused" },
        { " ", "refused" },
        { "hier", "refused" },
        { "2025", "refused" },
        { "2025-03", "refused" },
        { "2025-03-01 soon", "refused" },
        { "2025-03-01T", "refused" },
        { "2025-03-01T9", "refused" },
        { "2025-03-01T09:30:", "refused" },
        { "2025-03-01T09:30+19:00", "refused" },
        { "2025-03-01T09:30+18:01", "refused" },
        { "2025-03-01T09:30+2:00", "refused" },
        { "2025-03-01T09:30+02:60", "refused" },
        { "2025-03-01T13:00 pm", "refused" },
        { "0000-01-01", "refused" },
        { "10000-01-01", "refused" },
        { "999999999999", "refused" },
        { "-2025-03-01", "refused" },
        { "9999-12-31T24:00", "refused" },
        { "0001-01-01T00:00+01:00", "refused" },
        { "45716", "refused" },
    };
    ASSERT_READ(example);
    struct parsed_time parsed;
    assert_false(time_parse("2025-03-01", 9, DATE_ORDER_UNKNOWN, &parsed));          /* "2025-03-0" */
    assert_true(time_parse("2025-03-01xyz", 10, DATE_ORDER_UNKNOWN, &parsed));       /* no further than the length */
    assert_false(time_parse("2025-03-01\0", 11, DATE_ORDER_UNKNOWN, &parsed));       /* a NUL is no space */
}

static void instants_are_written_as_they_are_read(void **state)
{
    (void)state;
    char text[TIME_TEXT_SIZE];
    assert_string_equal(time_format_iso(-1, text), "1969-12-31T23:59:59.999Z");
    assert_string_equal(time_format_date(INT64_C(1740821415250), false, text), "2025-03-01");
    assert_string_equal(time_format_date(INT64_C(1740821415250), true, text), "2025-03-01 09:30");
    assert_string_equal(time_format_date(-86400001, true, text), "1969-12-30 23:59");
    static const int64_t instant[] = { -62135596800000, -1, 0, 951782400000, 1740821415250, 253402300799999 };
    for (size_t i = 0; i < sizeof instant / sizeof *instant; i++) {
        struct parsed_time parsed;
        assert_true(read_time(time_format_iso(instant[i], text), DATE_ORDER_UNKNOWN, &parsed));
        assert_int_equal(parsed.instant, instant[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count_every_day_of_the_calendar),
        cmocka_unit_test(iso_dates_and_times_are_read),
        cmocka_unit_test(leap_days_exist_in_leap_years_only),
        cmocka_unit_test(midnight_at_24_is_the_next_day_and_a_leap_second_the_next_second),
        cmocka_unit_test(french_and_english_dates_are_read),
        cmocka_unit_test(numeric_dates_are_read_day_first_and_say_when_that_is_a_guess),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(instants_are_written_as_they_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
