#include "test.h"
#include "base/buffer.h"
#include "base/random.h"
#include "input/csv.h"
#include "input_file.h"

static struct diagnostics diagnostics;
static struct source *source;
static struct decoder decoder;
static struct csv csv;

static int setup(void **state) { return input_folder_enter(state); }
static int teardown(void **state)
{
    csv_release(&csv);
    decoder_release(&decoder);
    source_close(source);
    source = NULL;
    diagnostics_release(&diagnostics);
    return input_folder_leave(state);
}

static bool begin(const char *text, size_t length)
{
    source = input_file("in.csv", text, length, &diagnostics);
    decoder_init(&decoder, source, ENCODING_DETECT);
    return csv_open(&csv, &decoder, "in.csv", &diagnostics);
}

/* All records: cells in brackets, one record a line, with the line each begins on. */
static void assert_records(const char *text, const char *wanted)
{
    struct buffer out = { 0 };
    assert_true(begin(text, strlen(text)));
    while (csv_next(&csv)) {
        buffer_printf(&out, "%u:", csv.record_line);
        for (size_t i = 0; i < csv.cells; i++) {
            assert_int_equal(strlen(csv.cell[i].text), csv.cell[i].length);
            buffer_printf(&out, "[%s]", csv.cell[i].text);
        }
        buffer_add_char(&out, '\n');
    }
    assert_string_equal(buffer_text(&out), wanted);
    buffer_release(&out);
}

static void cells_are_cut_at_the_separator_most_records_agree_on(void **state)
{
    (void)state;
    assert_records("a;b;c\n1,5;2,5;3\n4;5;6,7\n", "1:[a][b][c]\n2:[1,5][2,5][3]\n3:[4][5][6,7]\n");
    assert_int_equal(csv.separator, ';');
}
static void a_comma_inside_quotes_does_not_count(void **state)
{
    (void)state;
    assert_records("a|b\n\"x,y,z\"|1\n", "1:[a][b]\n2:[x,y,z][1]\n");
}
static void tabs_separate_too(void **state)
{
    (void)state;
    assert_records("a\tb\n1\t\n\t2", "1:[a][b]\n2:[1][]\n3:[][2]\n");
}
static void a_line_that_says_the_separator_is_taken_and_counted(void **state)
{
    (void)state;
    assert_records("sep=;\r\na,x;b\r\n1;2\r\n", "2:[a,x][b]\n3:[1][2]\n");
}
static void the_separator_said_may_be_any(void **state)
{
    (void)state;
    assert_records("\"sep=^\"\na^b\n", "2:[a][b]\n");
}
static void lines_end_in_lf_cr_lf_or_cr_and_blank_ones_are_skipped(void **state)
{
    (void)state;
    assert_records("a;b\r1;2\r\n\n\r3;4\n5;6", "1:[a][b]\n2:[1][2]\n5:[3][4]\n6:[5][6]\n");
}
static void quotes_hold_separators_line_breaks_and_doubled_quotes(void **state)
{
    (void)state;
    assert_records("a;b;c\n\"x;\"\"y\"\"\";\"l1\nl2\r\nl3\";\"\"\n1;2;3",
                   "1:[a][b][c]\n2:[x;\"y\"][l1\nl2\r\nl3][]\n5:[1][2][3]\n");
}
static void quotes_in_the_middle_of_a_cell_are_text(void **state)
{
    (void)state;
    assert_records("a;b\n5\" x;l'\"acte\"\n\"q\" and \"more\";2\n",
                   "1:[a][b]\n2:[5\" x][l'\"acte\"]\n3:[q and \"more\"][2]\n");
    assert_int_equal(diagnostics.count, 0);
}

static void positions_count_characters_after_line_breaks_in_cells(void **state)
{
    (void)state;
    const char text[] = "é;b;c\n\"é\"\"\né\"\"\";é;x\n";
    assert_true(begin(text, sizeof text - 1));
    assert_true(csv_next(&csv));
    assert_int_equal(csv_position(&csv, 1).column, 3);
    assert_true(csv_next(&csv));
    assert_int_equal(csv_position(&csv, 0).line, 2);
    assert_int_equal(csv_position(&csv, 0).column, 1);
    assert_int_equal(csv_position(&csv, 1).line, 3);
    assert_int_equal(csv_position(&csv, 1).column, 6);
    assert_int_equal(csv_position(&csv, 2).column, 8);
    assert_int_equal(csv_position(&csv, 3).column, 0);
}

static void an_open_quote_is_reported_where_it_opens(void **state)
{
    (void)state;
    assert_records("a;b\n1;\"x\n2;y\n", "1:[a][b]\n");
    assert_true(csv.failed);
    assert_diagnostics(&diagnostics, "in.csv:2:3: error: the quote opened here is never closed\n");
}
static void an_open_quote_does_not_fill_memory(void **state)
{
    (void)state;
    size_t length = (size_t)40 << 20;
    char *text = malloc(length + 5);
    memcpy(text, "a;b\n\"", 5);
    memset(text + 5, 'x', length);
    assert_true(begin(text, length + 5));
    free(text);
    assert_true(csv_next(&csv));
    assert_false(csv_next(&csv));
    assert_true(csv.capacity < (size_t)24 << 20);
    assert_diagnostics(&diagnostics, "in.csv:2:1: error: the quote opened here is not closed within a million bytes\n");
}
static void a_nul_byte_is_refused_with_its_place(void **state)
{
    (void)state;
    const char text[] = "case;step\n1;a\n2;b\0c\n3;d\n";
    assert_true(begin(text, sizeof text - 1));
    while (csv_next(&csv))
        ;
    assert_diagnostics(&diagnostics,
                       "in.csv:3:4: error: a NUL byte: this is not a text file, or its encoding has to be "
                       "said with --encoding\n");
}
static void too_many_columns_are_refused(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    for (int i = 0; i < 4096; i++)
        buffer_add_string(&text, "a;");
    assert_true(begin(text.data, text.length));
    assert_false(csv_next(&csv));
    assert_diagnostics(&diagnostics,
                       "in.csv:1: error: more than 4096 cells in a line: no contacts file has so many columns\n");
    buffer_release(&text);
}
static void an_empty_file_and_a_blank_one_are_refused(void **state)
{
    (void)state;
    assert_false(begin("\xEF\xBB\xBF", 3));
    assert_diagnostics(&diagnostics,
                       "in.csv: error: the file is empty: expected a line of column names, then one line a contact\n");
    csv_release(&csv);
    decoder_release(&decoder);
    source_close(source);
    diagnostics_release(&diagnostics);
    assert_false(begin(" \r\n\n", 4));
    assert_diagnostics(&diagnostics,
                       "in.csv: error: the file is blank: expected a line of column names, then one line a contact\n");
}
static void wrong_bytes_are_said_with_line_column_and_offset(void **state)
{
    (void)state;
    assert_records("étape;début\né;00\xE9\xE8" "7\n", "1:[étape][début]\n2:[é][00��7]\n");
    assert_diagnostics(&diagnostics,
                       "in.csv:2:5: warning: 2 bytes that are not utf-8 (0xE9 first, at offset 19): replaced by "
                       "�, the row is kept; --encoding says what a whole file is written in\n");
}

/* Random cells, written with quotes where they must be, come back the same; also through a look ahead. */
static void random_records_come_back(void **state)
{
    (void)state;
    static const char *const PIECE[] = { "a", "bc", "é", "\"", ";", "\n", "\r\n", " ", "x,y", "0123456789", "" };
    struct random_stream random = random_stream_new(7, 0, 0);
    struct buffer text = { 0 }, cells = { 0 };          /* cells: each with its NUL */
    enum { RECORDS = 60000, CELLS = 5 };
    for (int i = 0; i < RECORDS * CELLS; i++) {
        struct buffer cell = { 0 };
        for (uint32_t pieces = random_below(&random, 8); pieces; pieces--)
            buffer_add_string(&cell, PIECE[random_below(&random, 11)]);
        bool quote = strpbrk(buffer_text(&cell), "\";\n\r") || random_below(&random, 4) == 0;
        buffer_add_string(&text, quote ? "\"" : "");
        for (const char *at = buffer_text(&cell); *at; at++)
            buffer_add(&text, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
        buffer_add_string(&text, quote ? "\"" : "");
        buffer_add_char(&text, (i + 1) % CELLS ? ';' : '\n');
        buffer_add(&cells, buffer_text(&cell), cell.length + 1);
        buffer_release(&cell);
    }
    assert_true(begin(text.data, text.length));
    struct csv ahead;
    csv_look_ahead(&csv, &ahead);
    const char *wanted = cells.data, *wanted_ahead = cells.data;
    size_t records = 0, records_ahead = 0;
    for (; csv_next(&csv); records++)
        for (size_t i = 0; i < CELLS; i++, wanted += strlen(wanted) + 1)
            assert_string_equal(csv.cell[i].text, wanted);
    for (; csv_next(&ahead); records_ahead++)
        for (size_t i = 0; i < CELLS; i++, wanted_ahead += strlen(wanted_ahead) + 1)
            assert_string_equal(ahead.cell[i].text, wanted_ahead);
    assert_int_equal(records, RECORDS);
    assert_int_equal(records_ahead, text.length > CSV_AHEAD ? records_ahead : RECORDS);
    assert_true(records_ahead > 10000);
    assert_int_equal(diagnostics.count, 0);
    csv_release(&ahead);
    buffer_release(&text);
    buffer_release(&cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(cells_are_cut_at_the_separator_most_records_agree_on),
        TEST(a_comma_inside_quotes_does_not_count),
        TEST(tabs_separate_too),
        TEST(a_line_that_says_the_separator_is_taken_and_counted),
        TEST(the_separator_said_may_be_any),
        TEST(lines_end_in_lf_cr_lf_or_cr_and_blank_ones_are_skipped),
        TEST(quotes_hold_separators_line_breaks_and_doubled_quotes),
        TEST(quotes_in_the_middle_of_a_cell_are_text),
        TEST(positions_count_characters_after_line_breaks_in_cells),
        TEST(an_open_quote_is_reported_where_it_opens),
        TEST(an_open_quote_does_not_fill_memory),
        TEST(a_nul_byte_is_refused_with_its_place),
        TEST(too_many_columns_are_refused),
        TEST(an_empty_file_and_a_blank_one_are_refused),
        TEST(wrong_bytes_are_said_with_line_column_and_offset),
        TEST(random_records_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
