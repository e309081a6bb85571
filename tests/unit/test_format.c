#include "test.h"
#include "base/date.h"
#include "base/format.h"
#include "base/message.h"
#include <float.h>

#define NBSP "\xC2\xA0"
#define NARROW "\xE2\x80\xAF"
#define MINUS "\xE2\x88\x92"

static struct buffer out;

static const char *number(double value, int decimals)
{
    buffer_clear(&out);
    format_number(&out, value, decimals);
    return buffer_text(&out);
}

static const char *percent(double share, int decimals)
{
    buffer_clear(&out);
    format_percent(&out, share, decimals);
    return buffer_text(&out);
}

static const char *minutes(double seconds)
{
    buffer_clear(&out);
    format_minutes(&out, seconds);
    return buffer_text(&out);
}

static const char *days(double seconds)
{
    buffer_clear(&out);
    format_days(&out, seconds);
    return buffer_text(&out);
}

static const char *date(int64_t instant)
{
    buffer_clear(&out);
    format_date(&out, instant);
    return buffer_text(&out);
}

static int in_french(void **state) { (void)state; return message_set_language("fr", NULL) ? 0 : 1; }
static int in_english(void **state) { (void)state; return message_set_language("en", NULL) ? 0 : 1; }
static int leave(void **state) { (void)state; buffer_release(&out); return message_set_language("en", NULL) ? 0 : 1; }

static void french_numbers_have_a_comma_and_narrow_spaces(void **state)
{
    (void)state;
    assert_string_equal(number(0, 0), "0");
    assert_string_equal(number(1234.5, 1), "1234,5");                    /* four digits stay together */
    assert_string_equal(number(12345.6, 1), "12" NARROW "345,6");
    assert_string_equal(number(1234567, 0), "1" NARROW "234" NARROW "567");
    assert_string_equal(number(-98765, 0), MINUS "98" NARROW "765");
    assert_string_equal(percent(0.123, 1), "12,3" NBSP "%");
}

static void english_numbers_have_a_point_and_commas(void **state)
{
    (void)state;
    assert_string_equal(number(1234.5, 1), "1234.5");
    assert_string_equal(number(12345.6, 1), "12,345.6");
    assert_string_equal(number(100000, 0), "100,000");
    assert_string_equal(number(-0.26, 1), MINUS "0.3");
    assert_string_equal(percent(0.123, 1), "12.3%");
    assert_string_equal(percent(1, 0), "100%");
}

static void there_is_no_minus_zero_and_no_nan(void **state)
{
    (void)state;
    assert_string_equal(number(-0.0, 0), "0");
    assert_string_equal(number(-0.04, 1), "0.0");
    assert_string_equal(number(NAN, 1), "–");
    assert_string_equal(number(INFINITY, 1), "–");
    assert_string_equal(minutes(NAN), "–");
    assert_string_equal(days(NAN), "–");
    assert_int_equal(strlen(number(DBL_MAX, 2)), 309 + 102 + 3);         /* the largest there is, with its 102 commas */
}

static void minutes_become_hours_from_sixty(void **state)
{
    (void)state;
    assert_string_equal(minutes(0), "0" NBSP "min");
    assert_string_equal(minutes(29), "0" NBSP "min");
    assert_string_equal(minutes(30), "1" NBSP "min");
    assert_string_equal(minutes(35 * 60), "35" NBSP "min");
    assert_string_equal(minutes(59 * 60 + 29), "59" NBSP "min");
    assert_string_equal(minutes(59 * 60 + 30), "1" NBSP "h");            /* not "60 min" */
    assert_string_equal(minutes(4 * 3600 + 600), "4" NBSP "h" NBSP "10");
    assert_string_equal(minutes(4 * 3600 + 300), "4" NBSP "h" NBSP "05");
    assert_string_equal(minutes(12345 * 3600.0), "12" NARROW "345" NBSP "h");
}

static void days_have_one_decimal_below_ten(void **state)
{
    (void)state;
    assert_string_equal(days(241 * 86400.0), "241" NBSP "j");
    assert_string_equal(days(1.5 * 86400), "1,5" NBSP "j");
    assert_string_equal(days(3 * 86400), "3" NBSP "j");                  /* whole */
    assert_string_equal(days(9.97 * 86400), "10" NBSP "j");
    assert_string_equal(days(10.4 * 86400), "10" NBSP "j");
    assert_string_equal(days(0), "0" NBSP "j");
}

static void english_days_end_in_d(void **state)
{
    (void)state;
    assert_string_equal(days(241 * 86400.0), "241" NBSP "d");
    assert_string_equal(days(1.5 * 86400), "1.5" NBSP "d");
}

static void english_dates_are_written_out(void **state)
{
    (void)state;
    assert_string_equal(date(INT64_C(1738584000000)), "3 February 2025");
    assert_string_equal(date(-1), "31 December 1969");
    assert_string_equal(date(0), "1 January 1970");
}

/* The month's name needs the catalogue, which a build without po/ lacks. */
static void the_first_of_a_french_month_is_1er(void **state)
{
    (void)state;
    const char *first = date(INT64_C(1740787200000));
    assert_memory_equal(first, "1er ", 4);
    assert_string_equal(strrchr(first, ' '), " 2025");
    bool translated = strcmp(_("March"), "March") != 0;
    assert_string_equal(first, translated ? "1er mars 2025" : "1er March 2025");
    assert_memory_equal(date(INT64_C(1740873600000)), "2 ", 2);
}

static void languages_are_french_and_english(void **state)
{
    (void)state;
    assert_string_equal(message_language(), "fr");
    assert_false(message_set_language("de", NULL));
    assert_string_equal(message_language(), "fr");                       /* as it was */
    setenv("LC_ALL", "fr_FR.UTF-8", 1);
    assert_true(message_set_language(NULL, NULL));
    assert_string_equal(message_language(), "fr");
    setenv("LC_ALL", "frr_DE.UTF-8", 1);                                 /* North Frisian is not French */
    assert_true(message_set_language(NULL, NULL));
    assert_string_equal(message_language(), "en");
    setenv("LC_ALL", "fr", 1);
    assert_true(message_set_language(NULL, NULL));
    assert_string_equal(message_language(), "fr");
    setenv("LC_ALL", "", 1);                                             /* empty counts as absent */
    setenv("LC_MESSAGES", "en_GB.UTF-8", 1);
    setenv("LANG", "fr_FR.UTF-8", 1);
    assert_true(message_set_language(NULL, NULL));
    assert_string_equal(message_language(), "en");
    char number_text[8];
    snprintf(number_text, sizeof number_text, "%.1f", 3.5);
    assert_string_equal(number_text, "3.5");                             /* whatever the language */
}

static void a_decimal_number_has_its_plural_from_two_on(void **state)
{
    (void)state;
    const double value[] = { 0, 0.4, 1, 1.94, 1.96, 2, 13.8 };
    const char *french[] = { "contact", "contact", "contact", "contact", "contacts", "contacts", "contacts" };
    for (size_t i = 0; i < sizeof value / sizeof *value; i++) {         /* French has the singular of 0, English the plural */
        unsigned long form = plural_of(value[i], 1);
        assert_string_equal(form > 1 ? "contacts" : "contact", french[i]);
        assert_true(form != 1);
    }
    assert_int_equal(plural_of(1.96, 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(french_numbers_have_a_comma_and_narrow_spaces, in_french, leave),
        cmocka_unit_test_setup_teardown(english_numbers_have_a_point_and_commas, in_english, leave),
        cmocka_unit_test_setup_teardown(there_is_no_minus_zero_and_no_nan, in_english, leave),
        cmocka_unit_test(a_decimal_number_has_its_plural_from_two_on),
        cmocka_unit_test_setup_teardown(minutes_become_hours_from_sixty, in_french, leave),
        cmocka_unit_test_setup_teardown(days_have_one_decimal_below_ten, in_french, leave),
        cmocka_unit_test_setup_teardown(english_days_end_in_d, in_english, leave),
        cmocka_unit_test_setup_teardown(english_dates_are_written_out, in_english, leave),
        cmocka_unit_test_setup_teardown(the_first_of_a_french_month_is_1er, in_french, leave),
        cmocka_unit_test_setup_teardown(languages_are_french_and_english, in_french, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
