/* What a cell of a workbook may hold. That the workbook opens and holds it is tests/checks/workbook.sh. */
#include "test.h"
#include "report/book.h"

static void assert_clean(const char *text, const char *wanted)
{
    struct buffer out = { 0 };
    book_clean(&out, text);
    assert_string_equal(buffer_text(&out), wanted);
    buffer_release(&out);
}

static void texts_stay_as_they_are(void **state)
{
    (void)state;
    assert_clean("", "");
    assert_clean("Où en est mon dossier ?", "Où en est mon dossier ?");
    assert_clean("two\nlines\tand a tab", "two\nlines\tand a tab");
    assert_clean("two\r\nlines", "two\nlines");
    assert_clean("https://example.org", "https://example.org");
    assert_clean("-12,5", "-12,5");
    assert_clean("a_x00_b _x0041", "a_x00_b _x0041");
}

static void what_would_run_gets_an_apostrophe(void **state)
{
    (void)state;
    assert_clean("=1+1", "'=1+1");
    assert_clean("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0");
    assert_clean("-1+1", "'-1+1");
    assert_clean("@SUM(A1)", "'@SUM(A1)");
    assert_clean("\t=1", "'\t=1");
    assert_clean("\n=1", "'\n=1");
    assert_clean("\r=1", "'\uFFFD=1");
}

static void what_xml_does_not_allow_is_replaced(void **state)
{
    (void)state;
    assert_clean("a\x01" "b\x1B\x7F", "a\uFFFDb\uFFFD\uFFFD");
    assert_clean("a\xC2\x85" "b", "a\uFFFDb");
    assert_clean("a\xEF\xBF\xBE" "b", "a\uFFFDb");
    assert_clean("a\xFF\xC3", "a\uFFFD\uFFFD");
}

static void an_escape_of_the_format_stays_text(void **state)
{
    (void)state;
    assert_clean("_x0041_", "_x005F_x0041_");
    assert_clean("a_x000D_b", "a_x005F_x000D_b");
}

/* Code units as the format counts them; an escape is eight of ours and one of the spreadsheet's, and is counted as ours. */
static size_t units(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80 ? ((unsigned char)*text >= 0xF0) + 1u : 0;
    return count;
}

static void assert_cut(const char *piece, size_t pieces, bool cut)
{
    struct buffer text = { 0 }, out = { 0 };
    for (size_t i = 0; i < pieces; i++)
        buffer_add_string(&text, piece);
    book_clean(&out, text.data);
    assert_true(units(out.data) <= BOOK_CELL_MAXIMUM);
    assert_int_equal(strcmp(out.data + out.length - 3, "…") == 0, cut);
    assert_int_equal(strcmp(out.data, text.data) == 0, !cut);
    buffer_release(&text);
    buffer_release(&out);
}

static void a_text_longer_than_a_cell_is_cut_between_characters_and_says_so(void **state)
{
    (void)state;
    assert_cut("a", BOOK_CELL_MAXIMUM, false);
    assert_cut("a", BOOK_CELL_MAXIMUM + 1, true);
    assert_cut("é", BOOK_CELL_MAXIMUM, false);
    assert_cut("é", 10 * BOOK_CELL_MAXIMUM, true);
    assert_cut("😀", BOOK_CELL_MAXIMUM / 2, false);
    assert_cut("😀", BOOK_CELL_MAXIMUM / 2 + 1, true);
    assert_cut("_x0041_", BOOK_CELL_MAXIMUM / 7, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_stay_as_they_are),
        cmocka_unit_test(what_would_run_gets_an_apostrophe),
        cmocka_unit_test(what_xml_does_not_allow_is_replaced),
        cmocka_unit_test(an_escape_of_the_format_stays_text),
        cmocka_unit_test(a_text_longer_than_a_cell_is_cut_between_characters_and_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
