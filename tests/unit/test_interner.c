#include "test.h"
#include "base/interner.h"

static void numbers_are_given_in_order_of_first_appearance(void **state)
{
    (void)state;
    struct interner interner = { 0 };
    assert_int_equal(interner_add_string(&interner, "caf"), 1);
    assert_int_equal(interner_add_string(&interner, "cpam"), 2);
    assert_int_equal(interner_add_string(&interner, "caf"), 1);
    assert_int_equal(interner_add_string(&interner, ""), 0);
    assert_int_equal(interner.count, 3);
    assert_string_equal(interner_text(&interner, 2), "cpam");
    assert_int_equal(interner_find(&interner, "cpam", 4), 2);
    assert_int_equal(interner_find(&interner, "cpa", 3), INTERNER_NONE);
    assert_int_equal(interner.count, 3);                         /* finding adds nothing */
    interner_release(&interner);
    assert_int_equal(interner.count, 0);
}

static void the_empty_text_is_number_0_from_the_start(void **state)
{
    (void)state;
    struct interner interner = { 0 };
    assert_int_equal(interner_find(&interner, "", 0), 0);
    assert_int_equal(interner_find(&interner, "x", 1), INTERNER_NONE);
    assert_string_equal(interner_text(&interner, 0), "");
    assert_string_equal(interner_text(&interner, INTERNER_NONE), "");
    assert_int_equal(interner_add(&interner, NULL, 0), 0);       /* an empty buffer has no bytes at all */
    assert_int_equal(interner_add(&interner, "abc", 0), 0);
    assert_int_equal(interner_find(&interner, NULL, 0), 0);
    interner_release(&interner);
    interner_release(&interner);
}

static void bytes_are_compared_not_strings(void **state)
{
    (void)state;
    struct interner interner = { 0 };
    uint32_t whole = interner_add(&interner, "a\0b", 3), other = interner_add(&interner, "a\0c", 3),
             short_one = interner_add(&interner, "a", 1);
    assert_true(whole != other && whole != short_one && other != short_one);
    assert_int_equal(interner_add(&interner, "a\0b", 3), whole);
    assert_memory_equal(interner_text(&interner, other), "a\0c", 4);     /* and a NUL after it */
    assert_int_equal(interner_add(&interner, "abcdefgh", 8), 4);         /* around the eight bytes hashed at a time */
    assert_int_equal(interner_add(&interner, "abcdefg", 7), 5);
    assert_int_equal(interner_add(&interner, "abcdefgh\0", 9), 6);
    interner_release(&interner);
}

static void a_hundred_thousand_texts_keep_their_numbers_and_places(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    struct interner interner = { 0 };
    char text[32];
    const char *first = NULL;
    for (int i = 1; i <= COUNT; i++) {
        int length = snprintf(text, sizeof text, "usager-%d", i * 7919);
        if (interner_add(&interner, text, (size_t)length) != (uint32_t)i)
            fail_msg("%s has the wrong number", text);
        if (i == 1)
            first = interner_text(&interner, 1);
    }
    assert_ptr_equal(interner_text(&interner, 1), first);
    for (int i = COUNT; i >= 1; i--) {
        int length = snprintf(text, sizeof text, "usager-%d", i * 7919);
        uint32_t number = interner_find(&interner, text, (size_t)length);
        if (number != (uint32_t)i || interner_add(&interner, text, (size_t)length) != number ||
            strcmp(interner_text(&interner, number), text))
            fail_msg("%s is lost", text);
    }
    assert_int_equal(interner.count, COUNT + 1);
    assert_int_equal(interner_find(&interner, "usager-1", 8), INTERNER_NONE);
    interner_release(&interner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_given_in_order_of_first_appearance),
        cmocka_unit_test(the_empty_text_is_number_0_from_the_start),
        cmocka_unit_test(bytes_are_compared_not_strings),
        cmocka_unit_test(a_hundred_thousand_texts_keep_their_numbers_and_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
