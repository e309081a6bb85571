/* Surveys as they come: what is an item, on which scale, in which words; what is not used, and where. */
#include "test.h"
#include "base/buffer.h"
#include "input/contacts.h"
#include "input/survey_csv.h"
#include "input_file.h"

static struct diagnostics diagnostics;
static struct survey *survey;

static int setup(void **state) { return input_folder_enter(state); }
static int teardown(void **state)
{
    survey_free(survey);
    survey = NULL;
    diagnostics_release(&diagnostics);
    return input_folder_leave(state);
}

static bool read_as(const char *text, const struct survey_options *options)
{
    struct source *source = input_file("in.csv", text, strlen(text), &diagnostics);
    source_close(source);
    survey = survey_read("in.csv", options, &diagnostics);
    return survey != NULL;
}
static bool read_text(const char *text)
{
    static const struct survey_options NOTHING;
    return read_as(text, &NOTHING);
}

/* Items with their marks, a line each, then the overall marks; "-" is no answer, importances follow "!". */
static void add_marks(struct buffer *out, const double *mark)
{
    for (size_t r = 0; mark && r < survey->respondents; r++) {
        if (isnan(mark[r]))
            buffer_add_string(out, " -");
        else
            buffer_printf(out, " %g", mark[r]);
    }
}
static void assert_survey(const char *wanted)
{
    struct buffer out = { 0 };
    for (int i = 0; i < survey->items; i++) {
        buffer_printf(&out, "%s:", survey->item[i].name);
        add_marks(&out, survey->item[i].satisfaction);
        if (survey->item[i].importance) {
            buffer_add_string(&out, " !");
            add_marks(&out, survey->item[i].importance);
        }
        buffer_add_char(&out, '\n');
    }
    if (survey->overall) {
        buffer_printf(&out, "= %s:", survey->overall_name);
        add_marks(&out, survey->overall);
        buffer_add_char(&out, '\n');
    }
    assert_string_equal(buffer_text(&out), wanted);
    buffer_release(&out);
}
static void assert_scale(const struct mark_scale *scale, double low, double high)
{
    assert_near(scale->low, low, 0);
    assert_near(scale->high, high, 0);
}

static void french_and_english_headers_say_what_a_column_is(void **state)
{
    (void)state;
    assert_true(read_text("N° répondant;Accueil;Accueil : importance;délai_importance;Délai;Importance : Prix;Prix (satisfaction);"
                          "Satisfaction globale;Commentaire\n1;4;5;3;2;1;5;4;bien\n2;5;5;4;1;2;3;3;rien\n"));
    assert_survey("Accueil: 4 5 ! 5 5\nDélai: 2 1 ! 3 4\nPrix: 5 3 ! 1 2\n= Satisfaction globale: 4 3\n");
    assert_diagnostics(&diagnostics, "in.csv: warning: no mark is above 4: read on the scale from 1 to 5; if it is another one, "
                                     "say it with --overall-scale 1-4\n");
    survey_free(survey);
    diagnostics_release(&diagnostics);
    assert_true(read_text("id,welcome,welcome:importance,overall\na,5,4,5\nb,4,5,1\n"));
    assert_survey("welcome: 5 4 ! 4 5\n= overall: 5 1\n");
    assert_diagnostics(&diagnostics, "");
}

static void words_are_marks_of_the_scale(void **state)
{
    (void)state;
    assert_true(read_text("accueil;délai;ensemble\nTrès satisfait(e);4 - Plutôt satisfait;9/10\nplutôt pas satisfaites;5;10/10\n"
                          "Ni satisfait, ni insatisfait;Pas du tout satisfait;NSP\nNSP/sans opinion;Non concerné(e);-\n"
                          "Insatisfaits.;1;0/10\n"));
    assert_survey("accueil: 5 2 3 - 2\ndélai: 4 5 1 - 1\n= ensemble: 9 10 - - 0\n");
}

static void each_kind_of_mark_has_its_own_scale(void **state)
{
    (void)state;
    assert_true(read_text("a;a : importance;overall\n-2;8,5;75 %\n2;10;100 %\n-1,5;3;0 %\n"));
    assert_scale(&survey->scale, -2, 2);
    assert_scale(&survey->importance_scale, 1, 10);
    assert_scale(&survey->overall_scale, 0, 100);
    assert_survey("a: -2 2 -1.5 ! 8.5 10 3\n= overall: 75 100 0\n");
}

static void scales_are_told_by_most_columns(void **state)
{
    (void)state;
    assert_true(read_text("a;b;c;Nombre de visites\n1;2;5;12\n3;5;4;30\n2;3;1;25\n5;5;5;14\n"));
    assert_scale(&survey->scale, 1, 5);
    assert_int_equal(survey->items, 3);
    assert_diagnostics(&diagnostics, "in.csv:1: warning: column 'Nombre de visites' goes from 12 to 30, off the scale from 1 to 5: it is "
                                     "left out; --items settles which columns are items\n");
    survey_free(survey);
    diagnostics_release(&diagnostics);
    assert_true(read_text("a;b\n0;7\n10;4\n"));
    assert_scale(&survey->scale, 0, 10);
    survey_free(survey);
    assert_true(read_text("a;b\n1;7\n10;4\n"));
    assert_scale(&survey->scale, 1, 10);
    survey_free(survey);
    assert_true(read_text("a;b\n11,5;7\n15;20\n"));
    assert_scale(&survey->scale, 0, 20);
    survey_free(survey);
    assert_false(read_text("a;b\n1100;700\n1500;200\n"));
    assert_int_equal(diagnostics.errors, 1);
}

static void a_scale_that_is_said_is_taken_and_kept_to(void **state)
{
    (void)state;
    struct survey_options options = { .scale = { 1, 4, true } };
    assert_true(read_as("a;b\n1;2\n4;5\n3;1\nx;4\n2;2\n2;3\n", &options));
    assert_survey("a: 1 4 3 - 2 2\nb: 2 - 1 4 2 3\n");
    assert_int_equal(survey->unreadable, 2);
    assert_diagnostics(&diagnostics,
        "in.csv:3:3: warning: '5' is not on the scale from 1 to 4: read as no answer\n"
        "in.csv:5:1: warning: 'x' is no mark: expected a number from 1 to 4, words such as 'satisfied', or NSP; read as no answer\n");
}

static void what_is_no_respondent_is_not_counted(void **state)
{
    (void)state;
    assert_true(read_text("sep=;\nid;a;b\n\n1;5;4\nid;a;b\n2;1;3\n;;\nTotal;6;7\nMoyenne;3;3,5\n"));
    assert_int_equal(survey->respondents, 2);
    assert_int_equal(survey->rows, 5);
    assert_int_equal(survey->rejected, 3);
    assert_survey("a: 5 1\nb: 4 3\n");
}

static void columns_of_one_name_are_told_apart(void **state)
{
    (void)state;
    assert_true(read_text("a,a,a:importance,b\n5,4,3,2\n1,2,5,1\n"));
    assert_survey("a: 5 1 ! 3 5\na (2): 4 2\nb: 2 1\n");
    assert_int_equal(diagnostics.warnings, 1);
}

static void options_say_which_columns_are_items(void **state)
{
    (void)state;
    struct survey_options options = { .items = "Q1,\"Q2, délai\"", .overall = "Q4" };
    assert_true(read_as("Q1,\"Q2, délai\",Q3,Q4\n5,4,3,2\n1,2,5,5\n", &options));
    assert_survey("Q1: 5 1\nQ2, délai: 4 2\n= Q4: 2 5\n");
    survey_free(survey);
    survey = NULL;
    options.overall = "Q44";
    assert_false(read_as("Q1,\"Q2, délai\",Q3,Q4\n5,4,3,2\n1,2,5,5\n", &options));
    assert_diagnostics(&diagnostics, "--overall: error: 'in.csv' has no column 'Q44': did you mean 'Q4'?\n");
}

static void importance_of_nothing_is_not_read(void **state)
{
    (void)state;
    assert_true(read_text("a;b : importance;overall\n5;4;3\n1;2;5\n"));
    assert_survey("a: 5 1\n= overall: 3 5\n");
    assert_int_equal(diagnostics.warnings, 1);
}

static void files_that_are_no_survey_are_refused(void **state)
{
    (void)state;
    static const char *const text[] = {
        "", "\n\n", "a;b\n", "nom;prénom\nAlice;Dupont\nBob;Martin\n", "<journey xmlns=\"urn:parcours:journey:1\"/>", "{\"a\":1}",
        "date;commentaire\n2024-01-01;rien\n", ";\n1;2\n",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        assert_false(read_text(text[i]));
        assert_true(diagnostics.errors >= 1);
        diagnostics_release(&diagnostics);
    }
}

static void bytes_of_any_kind_are_read_or_refused(void **state)
{
    (void)state;
    static const char piece[][12] = { "a", ";", "\n", "5", "\"", "NSP", ",", "importance", ":", "\xE9", "-2", "%", "/", "très", "0" };
    static const struct survey_options NOTHING;
    uint32_t random = 1;
    for (int round = 0; round < 300; round++) {
        struct buffer text = { 0 };
        for (int i = 0; i < 60; i++) {
            random = random * 1664525u + 1013904223u;
            buffer_add_string(&text, piece[(random >> 16) % (sizeof piece / sizeof *piece)]);
        }
        read_as(buffer_text(&text), &NOTHING);
        survey_free(survey);
        survey = NULL;
        diagnostics_release(&diagnostics);
        buffer_release(&text);
    }
}

static void a_cell_is_a_number_words_or_neither(void **state)
{
    (void)state;
    static const struct { const char *text; enum answer_kind kind; double value; } CELL[] = {
        { "4", ANSWER_NUMBER, 4 }, { "4,5", ANSWER_NUMBER, 4.5 }, { "-2", ANSWER_NUMBER, -2 }, { "4/5", ANSWER_NUMBER, 4 },
        { "80 %", ANSWER_NUMBER, 80 }, { "5 (très satisfait)", ANSWER_NUMBER, 5 }, { "3 étoiles", ANSWER_NUMBER, 3 },
        { "2 : peu satisfait", ANSWER_NUMBER, 2 }, { "very satisfied", ANSWER_WORDS, 2 }, { "Satisfaits", ANSWER_WORDS, 1 },
        { "TOUT À FAIT D’ACCORD", ANSWER_WORDS, 2 }, { "Pas du tout important", ANSWER_WORDS, -2 }, { "n/a", ANSWER_NONE, 0 },
        { "Ne sait pas", ANSWER_NONE, 0 }, { "N.S.P.", ANSWER_NONE, 0 }, { "–", ANSWER_BLANK, 0 }, { "", ANSWER_BLANK, 0 },
        { "12/03/2024", ANSWER_UNREADABLE, 0 }, { "3 rue de la Paix", ANSWER_UNREADABLE, 0 }, { "7/5", ANSWER_UNREADABLE, 0 },
        { "4-5", ANSWER_UNREADABLE, 0 }, { "satisfaisant?", ANSWER_UNREADABLE, 0 }, { "|", ANSWER_UNREADABLE, 0 },
        { "satisfait|plutot satisfait", ANSWER_UNREADABLE, 0 },
    };
    for (size_t i = 0; i < sizeof CELL / sizeof *CELL; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s", CELL[i].text);
        struct cell cell = { .text = text, .length = (uint32_t)strlen(text) };
        struct answer answer = answer_read(&cell);
        if (answer.kind != CELL[i].kind || (answer.kind < ANSWER_NONE && answer.kind && answer.value != CELL[i].value))
            fail_msg("'%s' is read as kind %d, %g", text, answer.kind, answer.value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(french_and_english_headers_say_what_a_column_is),
        TEST(words_are_marks_of_the_scale),
        TEST(each_kind_of_mark_has_its_own_scale),
        TEST(scales_are_told_by_most_columns),
        TEST(a_scale_that_is_said_is_taken_and_kept_to),
        TEST(what_is_no_respondent_is_not_counted),
        TEST(columns_of_one_name_are_told_apart),
        TEST(options_say_which_columns_are_items),
        TEST(importance_of_nothing_is_not_read),
        TEST(files_that_are_no_survey_are_refused),
        TEST(bytes_of_any_kind_are_read_or_refused),
        cmocka_unit_test(a_cell_is_a_number_words_or_neither),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
