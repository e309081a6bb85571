#include "test.h"

static struct source_position at(int line, int column) { return (struct source_position){ "t.xml", line, column }; }

static void each_level_is_printed_with_its_position(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    assert_false(diagnostics_error(&list, at(12, 5), "step '%s' is declared twice", "caf"));
    assert_false(diagnostics_note(&list, at(8, 0), "first declared here"));
    assert_false(diagnostics_warning(&list, (struct source_position){ "t.xml", 0, 7 }, "the file is empty"));
    assert_false(diagnostics_error(&list, (struct source_position){ 0 }, "nothing to do"));
    assert_int_equal(list.errors, 2);
    assert_int_equal(list.warnings, 1);
    assert_diagnostics(&list, "t.xml:12:5: error: step 'caf' is declared twice\n"
                              "t.xml:8: note: first declared here\n"
                              "t.xml: warning: the file is empty\n"
                              "error: nothing to do\n");
    diagnostics_release(&list);
    assert_int_equal(list.count + list.errors + list.warnings, 0);
    assert_diagnostics(&list, "");
}

static void the_list_owns_the_name_of_the_file(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    char file[] = "a.xml";
    diagnostics_error(&list, (struct source_position){ file, 1, 1 }, "one");
    file[0] = 'b';
    diagnostics_error(&list, (struct source_position){ file, 1, 1 }, "two");
    memset(file, 'z', sizeof file - 1);
    assert_diagnostics(&list, "a.xml:1:1: error: one\nb.xml:1:1: error: two\n");
    diagnostics_release(&list);
}

static void the_caret_stands_under_the_character_whatever_its_bytes(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    static const char line[] = "<step id=\"été\" with=\"caf\">\nnext";
    diagnostics_error(&list, at(3, 16), "here");                         /* the w of with */
    diagnostics_excerpt(&list, line, strlen(line));
    diagnostics_error(&list, at(3, 1), "start");
    diagnostics_excerpt(&list, line, strlen(line));
    diagnostics_error(&list, at(3, 99), "past the end");
    diagnostics_excerpt(&list, "\xC3\xA9\xE4\xB8\xAD", 5);
    diagnostics_error(&list, at(3, 0), "no column");
    diagnostics_excerpt(&list, "abc", 3);
    assert_diagnostics(&list,
                       "t.xml:3:16: error: here\n"
                       "     3 | <step id=\"été\" with=\"caf\">\n"
                       "       |                ^\n"
                       "t.xml:3:1: error: start\n"
                       "     3 | <step id=\"été\" with=\"caf\">\n"
                       "       | ^\n"
                       "t.xml:3:99: error: past the end\n"
                       "     3 | é中\n"
                       "       |   ^\n"
                       "t.xml:3: error: no column\n"
                       "     3 | abc\n");
    diagnostics_release(&list);
}

static void a_long_line_is_cut_around_the_column(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    char line[2001];
    for (int i = 0; i < 1000; i++)
        memcpy(line + 2 * i, "é", 2);
    line[2000] = '\0';
    memcpy(line + 1000, "ab", 2);                                        /* the 501st and 502nd character */
    diagnostics_error(&list, at(1, 501), "here");
    diagnostics_excerpt(&list, line, 2000);
    char shown[1024] = "";
    FILE *out = fmemopen(shown, sizeof shown, "w");
    diagnostics_print(&list, out, true);
    fclose(out);
    char *excerpt = strchr(shown, '\n') + 1, *caret = strchr(excerpt, '\n') + 1;
    caret[-1] = '\0';
    assert_true(strlen(excerpt) < 200);
    assert_true(strstr(excerpt, "| …é") && strstr(excerpt, "é…"));
    size_t before = 0, spaces = strchr(caret, '^') - caret;
    for (const char *c = excerpt; *c != 'a'; c++)
        before += (*c & 0xC0) != 0x80;
    assert_int_equal(spaces, before);
    diagnostics_release(&list);
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    diagnostics_error(&list, (struct source_position){ "a\033]0;b.xml", 1, 3 }, "label '%s'",
                      "x\033[31m\r\n\x7F\xC2\x9B"
                      "31mé");
    diagnostics_excerpt(&list, "\ta\033[2Jb\xC2\x85" "c\b\n", 12);
    assert_diagnostics(&list, "a?]0;b.xml:1:3: error: label 'x?[31m????31mé'\n"
                              "     1 |  a?[2Jb?c?\n"
                              "       |   ^\n");
    diagnostics_release(&list);
}

static void invalid_utf8_is_shown_without_reading_past_its_end(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    diagnostics_error(&list, at(1, 4), "label '%s'", "Caf\xE9");
    diagnostics_excerpt(&list, "Caf\xE9", 4);
    diagnostics_error(&list, at(1, 2), "cut");
    diagnostics_excerpt(&list, "\x80\x80\xC2", 3);
    char *shown = diagnostics_shown(&list);
    assert_non_null(strstr(shown, "error: label 'Caf\xE9'\n     1 | Caf\xE9\n       |    ^\n"));
    free(shown);
    diagnostics_release(&list);
}

static void excerpts_are_found_in_the_whole_text(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    static const char text[] = "one\ntwo\r\n\nfour";
    diagnostics_error(&list, at(1, 1), "not asked for");
    diagnostics_error(&list, at(2, 2), "two");
    diagnostics_error(&list, at(4, 1), "four");
    diagnostics_error(&list, (struct source_position){ "other.xml", 1, 1 }, "elsewhere");
    diagnostics_error(&list, at(1, 1), "back to the first");
    diagnostics_error(&list, at(3, 1), "empty");
    diagnostics_error(&list, at(9, 1), "past the end");
    diagnostics_excerpts(&list, 1, "t.xml", text, strlen(text));
    assert_diagnostics(&list, "t.xml:1:1: error: not asked for\n"
                              "t.xml:2:2: error: two\n     2 | two\n       |  ^\n"
                              "t.xml:4:1: error: four\n     4 | four\n       | ^\n"
                              "other.xml:1:1: error: elsewhere\n"
                              "t.xml:1:1: error: back to the first\n     1 | one\n       | ^\n"
                              "t.xml:3:1: error: empty\n"
                              "t.xml:9:1: error: past the end\n");
    diagnostics_release(&list);
}

static char *shown_of(const struct diagnostics *list, bool all)
{
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    diagnostics_print(list, out, all);
    fclose(out);
    return text;
}

static size_t lines(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static void more_than_twenty_of_a_kind_are_summed_up(void **state)
{
    (void)state;
    static const char kind[] = "step %d is unknown";
    struct diagnostics list = { 0 };
    for (int i = 0; i < 25; i++) {
        diagnostics_error(&list, at(i + 1, 1), kind, i);
        if (i == 10)
            diagnostics_warning(&list, at(99, 1), "another kind");
    }
    char *few = shown_of(&list, false), *all = shown_of(&list, true);
    assert_int_equal(lines(few), 22);
    assert_int_equal(lines(all), 26);
    assert_non_null(strstr(few, "t.xml:20:1: error: step 19 is unknown\n"
                                "t.xml: … and 5 more like this (--all-messages shows them)\n"));
    assert_null(strstr(few, "step 20"));
    assert_non_null(strstr(few, "another kind"));
    free(few);
    free(all);
    diagnostics_release(&list);
}

static void exactly_twenty_of_a_kind_are_shown_and_twenty_one_sum_up_one(void **state)
{
    (void)state;
    static const char kind[] = "step %d is unknown";
    struct diagnostics list = { 0 };
    for (int i = 0; i < 20; i++)
        diagnostics_error(&list, at(i + 1, 1), kind, i);
    char *text = shown_of(&list, false);
    assert_int_equal(lines(text), 20);
    assert_null(strstr(text, "more like this"));
    free(text);
    diagnostics_error(&list, at(21, 1), kind, 20);
    text = shown_of(&list, false);
    assert_non_null(strstr(text, "… and 1 more like this (--all-messages shows it)\n"));
    free(text);
    diagnostics_release(&list);
}

static void past_the_maximum_messages_are_counted_not_kept(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    for (int i = 0; i < DIAGNOSTICS_MAXIMUM + 3; i++)
        diagnostics_error(&list, at(1, 1), "again");
    diagnostics_excerpt(&list, "of a message that is not kept", 10);
    assert_int_equal(list.count, DIAGNOSTICS_MAXIMUM);
    assert_int_equal(list.errors, DIAGNOSTICS_MAXIMUM + 3);
    assert_int_equal(list.dropped, 3);
    assert_null(list.item[list.count - 1].excerpt);
    char *text = shown_of(&list, false);
    assert_non_null(strstr(text, "parcours: 3 further messages are counted but not kept\n"));
    free(text);
    diagnostics_release(&list);
}

static void a_message_of_any_length_is_bounded(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    char *name = malloc(100001);
    memset(name, 'x', 100000);
    name[100000] = '\0';
    diagnostics_error(&list, at(1, 1), "step '%s'", name);
    diagnostics_error(&list, at(1, 1), "%s", "");
    assert_true(strlen(list.item[0].text) <= 8192);
    assert_string_equal(list.item[1].text, "");
    free(name);
    diagnostics_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_level_is_printed_with_its_position),
        cmocka_unit_test(the_list_owns_the_name_of_the_file),
        cmocka_unit_test(the_caret_stands_under_the_character_whatever_its_bytes),
        cmocka_unit_test(a_long_line_is_cut_around_the_column),
        cmocka_unit_test(control_characters_do_not_reach_the_terminal),
        cmocka_unit_test(invalid_utf8_is_shown_without_reading_past_its_end),
        cmocka_unit_test(excerpts_are_found_in_the_whole_text),
        cmocka_unit_test(more_than_twenty_of_a_kind_are_summed_up),
        cmocka_unit_test(exactly_twenty_of_a_kind_are_shown_and_twenty_one_sum_up_one),
        cmocka_unit_test(past_the_maximum_messages_are_counted_not_kept),
        cmocka_unit_test(a_message_of_any_length_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
