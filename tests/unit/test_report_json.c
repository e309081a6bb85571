#include "test.h"
#include "report/json.h"
#include <jansson.h>

static json_t *parsed(const struct buffer *text)
{
    json_error_t error;
    json_t *value = json_loadb(text->data, text->length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!value)
        print_error("%s\n%s\n", error.text, text->data);
    assert_non_null(value);
    return value;
}

static void objects_and_arrays_nest_with_commas_where_they_belong(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    struct json json;
    json_start(&json, &text);
    json_put_object(&json, NULL);
    json_put_integer(&json, "cases", 12);
    json_put_array(&json, "traces");
    json_put_object_flat(&json, NULL);
    json_put_string(&json, "kind", "match");
    json_put_null(&json, "step");
    json_put_boolean(&json, "late", false);
    json_end(&json);
    json_put_array(&json, NULL);
    json_end(&json);
    json_end(&json);
    json_end(&json);
    json_finish(&json);
    assert_string_equal(text.data, "{\n"
                                   "  \"cases\": 12,\n"
                                   "  \"traces\": [\n"
                                   "    {\"kind\": \"match\", \"step\": null, \"late\": false},\n"
                                   "    []\n"
                                   "  ]\n"
                                   "}\n");
    json_decref(parsed(&text));
    buffer_release(&text);
}

static void strings_come_back_as_they_were(void **state)
{
    (void)state;
    static const char *const text[] = {
        "", "plain", "\"quoted\" \\ /", "line\nline\ttab\r\b\f", "\x01\x02\x1f\x7f", "é – 𝄞", "</script><!--", "=1+1",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        struct buffer out = { 0 };
        struct json json;
        json_start(&json, &out);
        json_put_string(&json, NULL, text[i]);
        json_finish(&json);
        json_t *value = parsed(&out);
        assert_string_equal(json_string_value(value), text[i]);
        json_decref(value);
        buffer_release(&out);
    }
}

static void what_is_no_utf8_becomes_the_replacement_character(void **state)
{
    (void)state;
    static const char *const pair[][2] = {
        { "caf\xE9", "caf\xEF\xBF\xBD" },                               /* windows-1252 */
        { "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD" },                     /* overlong */
        { "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },     /* surrogate */
        { "\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },  /* past U+10FFFF */
        { "\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD" },                     /* cut short */
    };
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        struct buffer out = { 0 };
        struct json json;
        json_start(&json, &out);
        json_put_string(&json, NULL, pair[i][0]);
        json_finish(&json);
        json_t *value = parsed(&out);
        assert_string_equal(json_string_value(value), pair[i][1]);
        json_decref(value);
        buffer_release(&out);
    }
}

static void numbers_take_the_fewest_digits_that_read_back(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } wanted[] = {
        { 0.1, "0.1" },
        { 1.0 / 3, "0.3333333333333333" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { 15, "15" },
        { -0.0, "0" },
        { 1e300, "1e+300" },
        { 5e-324, "4.94065645841247e-324" },
        { NAN, "null" },
        { INFINITY, "null" },
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct buffer out = { 0 };
        number_exact(&out, wanted[i].value);
        assert_string_equal(out.data, wanted[i].text);
        buffer_release(&out);
    }
}

static void seconds_become_minutes_whole_where_they_are(void **state)
{
    (void)state;
    static const struct { int64_t seconds; const char *text; } wanted[] = {
        { 0, "0" }, { 60, "1" }, { 90, "1.5" }, { 100, "1.6666666666666667" }, { 600000000000, "10000000000" },
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct buffer out = { 0 };
        minutes_exact(&out, wanted[i].seconds);
        assert_string_equal(out.data, wanted[i].text);
        buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_and_arrays_nest_with_commas_where_they_belong),
        cmocka_unit_test(strings_come_back_as_they_were),
        cmocka_unit_test(what_is_no_utf8_becomes_the_replacement_character),
        cmocka_unit_test(numbers_take_the_fewest_digits_that_read_back),
        cmocka_unit_test(seconds_become_minutes_whole_where_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
