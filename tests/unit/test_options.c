#include "base/date.h"
#include "base/message.h"
#include "base/options.h"
#include "test.h"
#include <string.h>

static struct { bool json; const char *output; int64_t threads; int order; struct duration idle; } chosen;

static const struct option_spec TABLE[] = {
    { .name = "json", .kind = OPTION_FLAG, .target = &chosen.json, .help = N_("as JSON") },
    { .name = "output",
      .letter = 'o',
      .kind = OPTION_STRING,
      .argument = N_("FILE"),
      .target = &chosen.output,
      .help = N_("the file") },
    { .name = "threads",
      .kind = OPTION_INTEGER,
      .argument = N_("N"),
      .minimum = 1,
      .maximum = 64,
      .target = &chosen.threads,
      .help = N_("threads") },
    { .kind = OPTION_GROUP, .help = N_("how to read:") },
    { .name = "dates",
      .kind = OPTION_CHOICE,
      .choices = "auto|dmy|mdy",
      .target = &chosen.order,
      .help = N_("a long help text that says so much of the order of day and month that it can't stand on one line") },
    { .name = "idle",
      .kind = OPTION_DURATION,
      .argument = N_("DELAY"),
      .target = &chosen.idle,
      .help = N_("how long") },
    { 0 },
};

/* Parse the words of `line`; returns the operands, joined by '|', or "error: " and the first message. */
static const char *parse(const char *line)
{
    static char copy[256], result[512];
    char *argv[16];
    int argc = 0;
    memset(&chosen, 0, sizeof chosen);
    snprintf(copy, sizeof copy, "%s", line);
    for (char *rest = copy, *word; (word = strsep(&rest, " ")) != NULL;)
        if (*word)
            argv[argc++] = word;
    struct diagnostics diagnostics = { 0 };
    int operands = options_parse(TABLE, "parcours test", argc, argv, &diagnostics);
    result[0] = '\0';
    if (operands < 0) {
        assert_int_equal(diagnostics.count, diagnostics.errors);
        snprintf(result, sizeof result, "error: %s", diagnostics.item[0].text);
    } else {
        assert_int_equal(diagnostics.count, 0);
    }
    for (int i = 0; i < operands; i++)
        snprintf(result + strlen(result), sizeof result - strlen(result), "%s%s", i ? "|" : "", argv[i]);
    diagnostics_release(&diagnostics);
    return result;
}

static void options_stand_before_between_and_after_operands(void **state)
{
    (void)state;
    assert_string_equal(parse("--json a -o x b --threads 3"), "a|b");
    assert_true(chosen.json);
    assert_string_equal(chosen.output, "x");
    assert_int_equal(chosen.threads, 3);
}

static void values_may_follow_an_equal_sign_or_the_letter(void **state)
{
    (void)state;
    assert_string_equal(parse("--output=a=b --threads=64"), "");
    assert_string_equal(chosen.output, "a=b");
    assert_string_equal(parse("-ofile"), "");
    assert_string_equal(chosen.output, "file");
    assert_string_equal(parse("--output= x"), "x");
    assert_string_equal(chosen.output, "");
}

static void two_dashes_end_the_options_and_one_is_an_operand(void **state)
{
    (void)state;
    assert_string_equal(parse("- --json -- --threads -o"), "-|--threads|-o");
    assert_string_equal(parse("-o - a"), "a");
    assert_string_equal(chosen.output, "-");
}

static void the_last_of_two_equal_options_counts(void **state)
{
    (void)state;
    assert_string_equal(parse("-o a -o b"), "");
    assert_string_equal(chosen.output, "b");
}

static void choices_and_delays_are_understood(void **state)
{
    (void)state;
    assert_string_equal(parse("--dates mdy --idle 4mo"), "");
    assert_int_equal(chosen.order, 2);
    assert_int_equal(chosen.idle.months, 4);
}

static void mistakes_say_what_was_expected(void **state)
{
    (void)state;
    assert_string_equal(parse("--jsno"), "error: unknown option '--jsno'; did you mean '--json'?");
    assert_string_equal(parse("--thread=3"), "error: unknown option '--thread'; did you mean '--threads'?");
    assert_string_equal(parse("-x"), "error: unknown option '-x'");
    assert_string_equal(parse("--colour"), "error: unknown option '--colour'");
    assert_string_equal(parse("--json=yes"), "error: option '--json' takes no value");
    assert_string_equal(parse("a -o"), "error: option '--output' needs a value: FILE");
    assert_string_equal(parse("-o --json"), "error: option '--output' needs a value: FILE");
    assert_string_equal(parse("--threads 0"),
                        "error: option '--threads': expected a whole number from 1 to 64, found '0'");
    assert_string_equal(parse("--threads 2x"),
                        "error: option '--threads': expected a whole number from 1 to 64, found '2x'");
    assert_string_equal(
        parse("--threads 99999999999999999999"),
        "error: option '--threads': expected a whole number from 1 to 64, found '99999999999999999999'");
    assert_string_equal(parse("--dates ymd"), "error: option '--dates': expected auto|dmy|mdy, found 'ymd'");
    assert_string_equal(parse("--idle 90"),
                        "error: option '--idle': expected a delay with its unit, such as 90d, 3w or 4mo; found '90'");
}

static void help_is_made_from_the_table(void **state)
{
    (void)state;
    struct buffer help = { 0 };
    options_help(TABLE, &help);
    assert_string_equal(buffer_text(&help),
                        "      --json                as JSON\n"
                        "  -o, --output FILE         the file\n"
                        "      --threads N           threads\n"
                        "\n"
                        "how to read:\n"
                        "      --dates auto|dmy|mdy  a long help text that says so much of the order of\n"
                        "                            day and month that it can't stand on one line\n"
                        "      --idle DELAY          how long\n");
    buffer_release(&help);
}

static void wrapping_counts_characters_and_keeps_newlines(void **state)
{
    (void)state;
    struct buffer out = { 0 };
    text_wrap(&out, "été été été\n  kept as it is, long or not\n\nend", 0, 2, 7);
    assert_string_equal(buffer_text(&out), "été été\n  été\n    kept as it is, long or not\n\n  end");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_stand_before_between_and_after_operands),
        cmocka_unit_test(values_may_follow_an_equal_sign_or_the_letter),
        cmocka_unit_test(two_dashes_end_the_options_and_one_is_an_operand),
        cmocka_unit_test(the_last_of_two_equal_options_counts),
        cmocka_unit_test(choices_and_delays_are_understood),
        cmocka_unit_test(mistakes_say_what_was_expected),
        cmocka_unit_test(help_is_made_from_the_table),
        cmocka_unit_test(wrapping_counts_characters_and_keeps_newlines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
