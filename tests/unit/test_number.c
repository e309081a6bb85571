#include "test.h"
#include "base/number.h"

static void assert_number(const char *text, double wanted)
{
    double value = -77;
    if (!number_parse(text, strlen(text), &value))
        fail_msg("'%s' is refused", text);
    if (value != wanted)
        fail_msg("'%s' is read as %.17g", text, value);
}

static void assert_refused(const char *text)
{
    double value = -77;
    if (number_parse(text, strlen(text), &value))
        fail_msg("'%s' is read as %.17g", text, value);
    assert_true(value == -77);
}

static void decimal_numbers_are_read_with_a_point_or_a_comma(void **state)
{
    (void)state;
    assert_number("0", 0);
    assert_number("12.5", 12.5);
    assert_number("12,5", 12.5);
    assert_number("-3", -3);
    assert_number("+3", 3);
    assert_number("\xE2\x88\x92" "2", -2);                      /* U+2212 */
    assert_number(".5", 0.5);
    assert_number("5.", 5);
    assert_number("1e3", 1000);
    assert_number("1.5E-2", 0.015);
    assert_number("007", 7);
    assert_number("0.1", 0.1);
}

static void spaces_between_groups_of_three_are_skipped(void **state)
{
    (void)state;
    assert_number("1 234,5", 1234.5);
    assert_number("1\xC2\xA0" "234\xE2\x80\xAF" "567", 1234567);
    assert_number("123 456", 123456);
    assert_refused("1 23");
    assert_refused("1 2345");
    assert_refused("1234 567");
    assert_refused("1  234");
    assert_refused("1,234 567");
    assert_refused("1 234 ,5 678");
}

static void spaces_around_are_allowed(void **state)
{
    (void)state;
    assert_number(" \t12\t ", 12);
    assert_number("\xC2\xA0" "12\xC2\xA0", 12);
    assert_number("12\xE2\x80\xAF", 12);
    assert_refused("- 12");
    assert_refused("\n12");
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const text[] = {
        "",         " ",     "-",     "+",        ".",     ",",     "e5",     "1e",
        "1e+",      "1e5.5", "0x10",  "0X1p3",    "inf",   "-inf",  "nan",    "NaN",
        "infinity", "1.2.3", "1,2,3", "1.234,5",  "5-",    "--5",   "+-5",    "12min",
        "12 %",     "1_000", "1'000", "\xD9\xA1", "1\xC2", "1e400", "-1e400", "1e99999999999999999999",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        assert_refused(text[i]);
}

static void tiny_and_long_numbers_keep_to_their_bounds(void **state)
{
    (void)state;
    assert_number("1e-400", 0);
    assert_number("1.7976931348623157e308", 1.7976931348623157e308);
    char text[80];
    memset(text, '1', sizeof text);
    double value;
    assert_true(number_parse(text, 64, &value));
    assert_false(number_parse(text, 65, &value));
    assert_true(number_parse("12345", 3, &value));               /* no further than the length */
    assert_true(value == 123);
    assert_false(number_parse("12\0", 3, &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimal_numbers_are_read_with_a_point_or_a_comma),
        cmocka_unit_test(spaces_between_groups_of_three_are_skipped),
        cmocka_unit_test(spaces_around_are_allowed),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(tiny_and_long_numbers_keep_to_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
