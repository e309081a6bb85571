#include "test.h"
#include "base/buffer.h"

static void an_empty_buffer_is_an_empty_text(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    assert_string_equal(buffer_text(&buffer), "");
    buffer_clear(&buffer);
    buffer_add(&buffer, NULL, 0);
    assert_string_equal(buffer_text(&buffer), "");
    assert_int_equal(buffer.length, 0);
    buffer_release(&buffer);
    assert_null(buffer.data);
}

static void what_is_added_is_kept_whatever_the_bytes(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    for (int i = 0; i < 100000; i++)
        buffer_add_char(&buffer, (char)(i % 256));
    assert_int_equal(buffer.length, 100000);
    assert_false(buffer.overflowed);
    for (int i = 0; i < 100000; i++)
        if (buffer.data[i] != (char)(i % 256))
            fail_msg("byte %d is not what was added", i);
    assert_int_equal(buffer.data[100000], 0);
    buffer_clear(&buffer);
    buffer_add_string(&buffer, "once more");
    assert_string_equal(buffer_text(&buffer), "once more");
    buffer_release(&buffer);
}

static void formatted_texts_of_any_length_fit(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    for (int length = 250; length <= 260; length++) {            /* around the size tried first */
        buffer_clear(&buffer);
        buffer_printf(&buffer, "%d:%*s", length, length, "x");
        assert_int_equal(buffer.length, length + 4);
        assert_int_equal(buffer.data[length + 3], 'x');
    }
    buffer_clear(&buffer);
    buffer_printf(&buffer, "%s", "");
    assert_string_equal(buffer_text(&buffer), "");
    buffer_release(&buffer);
}

static void past_its_maximum_a_buffer_drops_and_says_so(void **state)
{
    (void)state;
    struct buffer buffer = { .maximum = 10 };
    buffer_add_string(&buffer, "12345");
    buffer_add_string(&buffer, "67890");
    assert_false(buffer.overflowed);
    buffer_add(&buffer, NULL, 0);
    assert_false(buffer.overflowed);
    buffer_add_string(&buffer, "x");
    assert_true(buffer.overflowed);
    assert_string_equal(buffer_text(&buffer), "1234567890");
    buffer_clear(&buffer);
    assert_false(buffer.overflowed);
    buffer_printf(&buffer, "%s", "123456789012345");
    assert_string_equal(buffer_text(&buffer), "1234567890");     /* what fits is kept */
    buffer_release(&buffer);
    assert_int_equal(buffer.maximum, 10);                        /* the limit outlives the release */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_is_an_empty_text),
        cmocka_unit_test(what_is_added_is_kept_whatever_the_bytes),
        cmocka_unit_test(formatted_texts_of_any_length_fit),
        cmocka_unit_test(past_its_maximum_a_buffer_drops_and_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
