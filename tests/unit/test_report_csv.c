#include "test.h"
#include "report/csv.h"

static void assert_cell(const char *text, const char *wanted)
{
    struct buffer out = { 0 };
    struct csv csv = { .out = &out };
    csv_text(&csv, text);
    csv_row_end(&csv);
    assert_int_equal(out.data[out.length - 1], '\n');
    out.data[out.length - 1] = '\0';
    assert_string_equal(out.data, wanted);
    buffer_release(&out);
}

static void cells_are_quoted_where_they_must_be(void **state)
{
    (void)state;
    assert_cell("", "");
    assert_cell("Où en est mon dossier ?", "Où en est mon dossier ?");
    assert_cell("a,b", "\"a,b\"");
    assert_cell("a;b", "\"a;b\"");
    assert_cell("she said \"no\"", "\"she said \"\"no\"\"\"");
    assert_cell("two\nlines", "\"two\nlines\"");
    assert_cell(" around ", "\" around \"");
}

static void what_a_spreadsheet_would_run_gets_an_apostrophe(void **state)
{
    (void)state;
    assert_cell("=HYPERLINK(1)", "'=HYPERLINK(1)");
    assert_cell("=1+1,2", "\"'=1+1,2\"");
    assert_cell("+33 1 23", "'+33 1 23");
    assert_cell("@SUM(A1)", "'@SUM(A1)");
    assert_cell("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0");
    assert_cell("\t=1", "\"'\t=1\"");
    assert_cell("\r=1", "\"'\r=1\"");
    assert_cell("-", "'-");
    assert_cell("-1+1", "'-1+1");
    assert_cell("+1.", "'+1.");
    assert_cell("\n=1", "\"'\n=1\"");
    assert_cell("＝1+1", "'＝1+1");
    assert_cell("＠SUM(A1)", "'＠SUM(A1)");
}

static void control_characters_are_replaced(void **state)
{
    (void)state;
    assert_cell("a\x01\x1B[31m\x7F", "a\uFFFD\uFFFD[31m\uFFFD");
    assert_cell("tab\tstays", "\"tab\tstays\"");
}

static void plain_numbers_stay_numbers(void **state)
{
    (void)state;
    assert_cell("-12", "-12");
    assert_cell("+2", "+2");
    assert_cell("-0.5", "-0.5");
    assert_cell("-1,5", "\"-1,5\"");
    assert_cell("12", "12");
}

static void a_row_is_cells_with_commas(void **state)
{
    (void)state;
    static const char *const name[] = { "case", "minutes", "late", NULL };
    struct buffer out = { 0 };
    struct csv csv = { .out = &out };
    csv_header(&csv, name);
    csv_row_end(&csv);
    csv_integer(&csv, -3);
    csv_minutes(&csv, 90);
    csv_boolean(&csv, true);
    csv_row_end(&csv);
    csv_text(&csv, "");
    csv_text(&csv, "");
    csv_row_end(&csv);
    assert_string_equal(out.data, "case,minutes,late\n-3,1.5,yes\n,\n");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_quoted_where_they_must_be),
        cmocka_unit_test(what_a_spreadsheet_would_run_gets_an_apostrophe),
        cmocka_unit_test(control_characters_are_replaced),
        cmocka_unit_test(plain_numbers_stay_numbers),
        cmocka_unit_test(a_row_is_cells_with_commas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
