/* What pictures say: numbers as they are read, texts from outside, words that are cut; marks of the map and their
 * legend; crowds in the summary. */
#include "test.h"
#include "base/message.h"
#include "draw/figures.h"
#include "input_file.h"
#include "lived.h"
#include "svg_texts.h"

static void open_picture(struct picture *picture, const char *language)
{
    message_set_language(language, NULL);
    picture_init(picture, &(struct view_request){ .theme = &COLOUR_THEME });
}

static void close_picture(struct picture *picture)
{
    struct drawing drawing = { 0 };
    picture_finish(picture, &drawing, 10, 10, "t", "d");
    drawing_release(&drawing);
    message_set_language("en", NULL);
}

static void numbers_have_as_many_digits_as_are_read(void **state)
{
    struct picture picture;
    (void)state;
    open_picture(&picture, "fr");
    assert_string_equal(per_user_text(&picture, 0), "0,0");
    assert_string_equal(per_user_text(&picture, 1.26), "1,3");
    assert_string_equal(per_user_text(&picture, 0.096), "0,1");
    assert_string_equal(per_user_text(&picture, 0.04), "0,04");
    assert_string_equal(per_user_text(&picture, 0.001), "<\u00A00,01");
    assert_string_equal(minutes_text(&picture, 3600 * 99 + 60 * 7), "99\u00A0h\u00A007");
    assert_string_equal(minutes_text(&picture, 3600 * 100 + 60 * 7), "100\u00A0h");
    assert_string_equal(minutes_text(&picture, 3600 * 27441.0 + 60 * 40), "27\u202F442\u00A0h");
    assert_string_equal(grouped_text(&picture, "Sur 42857 usagers, 1 h 08, 4115 ; (n = 149999)"),
                        "Sur 42\u202F857 usagers, 1 h 08, 4115 ; (n = 149\u202F999)");
    assert_string_equal(grouped_text(&picture, ""), "");
    assert_string_equal(grouped_text(&picture, "12345678901234567890"), "12345678901234567890");
    close_picture(&picture);
}

static void a_period_within_one_month_names_it_once(void **state)
{
    struct picture picture;
    const int64_t january = 1704067200000, may = 1714521600000;
    (void)state;
    open_picture(&picture, "en");
    assert_string_equal(period_text(&picture, january, january + 86400000), "January 2024");
    assert_string_equal(period_text(&picture, january, may), "January 2024 – May 2024");
    close_picture(&picture);
}

static void marks_do_not_pile_up_on_a_letter(void **state)
{
    struct arena arena = { 0 };
    (void)state;
    assert_string_equal(svg_clean(&arena, "e\u0301\u0301\u0301\u0301\u0301\u0301 \u1EBF\u0323 n\u0303"),
                        "e\u0301\u0301\u0301 \u1EBF\u0323 n\u0303");
    arena_release(&arena);
}

static void assert_wrapped(struct lettering *letters, const char *text, double width, const char *first,
                           const char *second)
{
    struct arena arena = { 0 };
    char *line[2];
    bool whole = true;
    assert_int_equal(lettering_wrap(letters, &arena, text, 10, false, width, 2, line, &whole), 2);
    assert_false(whole); /* a caller that can will take smaller letters */
    assert_string_equal(line[0], first);
    assert_string_equal(line[1], second);
    assert_true(lettering_width(letters, line[0], 10, false) <= width);
    arena_release(&arena);
}

static double wide(struct lettering *letters, const char *text) { return lettering_width(letters, text, 10, false); }

static void a_word_that_is_too_long_is_cut_with_a_hyphen_or_behind_one(void **state)
{
    struct lettering *letters = lettering_new();
    (void)state;
    assert_wrapped(letters, "Secrétariat", wide(letters, "Secréta-"), "Secréta-", "riat");
    assert_wrapped(letters, "Signataire", wide(letters, "Signatair-"), "Signatai-", "re"); /* no letter left alone */
    assert_wrapped(letters, "MIK-Referat-63-Datenadler", wide(letters, "MIK-Referat-63-Da"), "MIK-Referat-63-",
                   "Datenadler");
    assert_wrapped(letters, "DOXIS_Antrag", wide(letters, "DOXIS_An"), "DOXIS_", "Antrag");
    assert_wrapped(letters, "1234567890", wide(letters, "12345"), "12345", "67890"); /* numbers get none */
    lettering_free(letters);
}

/* --- the map --- */

static const char JOURNEY[] =
    "<journey xmlns=\"urn:parcours:journey:1\" id=\"j\" event=\"other\" lang=\"fr\"><title>Boucle</title>"
    "<institution id=\"m\" name=\"Mairie\"/><path><step id=\"a\" with=\"m\" via=\"web\">Demander</step>"
    "<repeat more=\"0.5\"><step id=\"b\" with=\"m\" via=\"web\">Compléter</step></repeat>"
    "<step id=\"c\" with=\"m\" via=\"web\">Visiter</step><step id=\"d\" with=\"m\" via=\"mail\">Recevoir</step>"
    "</path></journey>";

/* Twelve users without a minute told: all ask twice, half of them skip the visit; with `minutes`, the second time is. */
static void open_lived(struct lived *lived, const char *minutes)
{
    struct buffer csv = { 0 };
    buffer_add_string(&csv, "case,step,start,minutes\n");
    for (int user = 0; user < 12; user++) {
        buffer_printf(&csv, "u%d,a,2024-01-02,\nu%d,a,2024-01-03,%s\nu%d,b,2024-01-04,\n", user, user, minutes, user);
        if (user % 2)
            buffer_printf(&csv, "u%d,c,2024-01-05,\n", user);
        buffer_printf(&csv, "u%d,d,2024-01-09,\n", user);
    }
    lived_init(lived, JOURNEY, csv.data, csv.length);
    buffer_release(&csv);
}

static bool says(const struct drawing *drawing, const char *words)
{
    struct svg_texts texts;
    bool found = false;
    svg_texts_init(&texts, &drawing->svg);
    for (int i = 0; i < texts.count; i++)
        found = found || !strcmp(texts.item[i].content, words);
    svg_texts_release(&texts);
    return found;
}

static void draw_map(struct lived *lived, const struct audit *audit, struct drawing *drawing)
{
    *drawing = (struct drawing){ 0 };
    assert_true(MAP_VIEW.draw(drawing,
                              &(struct view_request){ .journey = lived->journey, .net = lived->net, .audit = audit,
                                                      .theme = &BLACK_AND_WHITE_THEME, .case_number = NONE },
                              &lived->diagnostics));
}

static void the_legend_has_the_way_past_a_step_and_the_step_that_repeats(void **state)
{
    struct lived lived;
    struct drawing drawing;
    (void)state;
    open_lived(&lived, "");
    draw_map(&lived, lived.audit, &drawing);
    assert_non_null(strstr(drawing.svg.data, "stroke-dasharray=\"3 5\""));
    assert_true(says(&drawing, "way past a skipped step"));
    assert_true(says(&drawing, "step that may be done again"));
    drawing_release(&drawing);
    draw_map(&lived, NULL, &drawing); /* the plan: nobody skips */
    assert_false(says(&drawing, "way past a skipped step"));
    assert_true(says(&drawing, "step that may be done again"));
    drawing_release(&drawing);
    lived_release(&lived);
}

static void time_that_nobody_told_is_not_nought(void **state)
{
    struct lived lived;
    struct drawing drawing;
    (void)state;
    open_lived(&lived, "");
    draw_map(&lived, lived.audit, &drawing);
    assert_false(says(&drawing, "0\u00A0min"));
    assert_false(says(&drawing, "time a user spends on it, once"));
    drawing_release(&drawing);
    lived_release(&lived);
    open_lived(&lived, "0");
    draw_map(&lived, lived.audit, &drawing);
    assert_true(says(&drawing, "0\u00A0min")); /* told: it took no time */
    assert_true(says(&drawing, "time a user spends on it, once"));
    drawing_release(&drawing);
    lived_release(&lived);
}

/* --- a crowd in the summary --- */

enum { CROWD = 60 };

static void open_crowd(struct lived *lived)
{
    struct buffer journey = { 0 }, csv = { 0 };
    buffer_add_string(&journey, "<journey xmlns=\"urn:parcours:journey:1\" id=\"j\" event=\"other\" lang=\"fr\">"
                                "<title>Foule</title><institution id=\"m\" name=\"Mairie\"/><path>");
    buffer_add_string(&csv, "case,step,start,minutes,satisfaction\n");
    for (int step = 0; step < CROWD; step++)
        buffer_printf(&journey, "<step id=\"s%d\" with=\"m\" via=\"web\" takes=\"%dmin\">Pas %d</step>", step,
                      20 + step % 7, step);
    buffer_add_string(&journey, "</path></journey>");
    for (int user = 0; user < 8; user++)
        for (int step = 0; step < CROWD; step++)
            buffer_printf(&csv, "u%d,s%d,2024-%02d-%02d,%d,%d\n", user, step, 1 + step / 28, 1 + step % 28,
                          20 + step % 7, user % 2);
    lived_init(lived, journey.data, csv.data, csv.length);
    buffer_release(&journey);
    buffer_release(&csv);
}

static void in_a_crowd_some_steps_are_points_rather_than_far_from_their_places(void **state)
{
    struct lived lived;
    struct drawing drawing = { 0 };
    int points = 0, circles = 0;
    (void)state;
    open_crowd(&lived);
    assert_true(SUMMARY_VIEW.draw(&drawing,
                                  &(struct view_request){ .journey = lived.journey, .net = lived.net,
                                                          .audit = lived.audit, .theme = &COLOUR_THEME,
                                                          .case_number = NONE },
                                  &lived.diagnostics));
    double lowest = 0, highest = INFINITY;
    for (const char *at = drawing.svg.data; (at = strstr(at, "<circle cx=\"")) != NULL; at++) {
        double x, y, radius;
        if (sscanf(at, "<circle cx=\"%lf\" cy=\"%lf\" r=\"%lf\"", &x, &y, &radius) != 3)
            continue;
        points += radius > 2.1 && radius < 2.3;
        if (radius > 5.8 && radius < 6) { /* numbered: all said the same, so all stand at one height, or near it */
            circles++;
            lowest = fmax(lowest, y);
            highest = fmin(highest, y);
        }
    }
    print_message("%d points, %d circles\n", points, circles);
    assert_int_equal(points + circles, CROWD);
    assert_true(circles >= 5 && points >= CROWD / 2);
    assert_true(lowest - highest <= 2 * 21);
    drawing_release(&drawing);
    lived_release(&lived);
}

int main(void)
{
    message_set_language("en", NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_as_many_digits_as_are_read),
        cmocka_unit_test(a_period_within_one_month_names_it_once),
        cmocka_unit_test(marks_do_not_pile_up_on_a_letter),
        cmocka_unit_test(a_word_that_is_too_long_is_cut_with_a_hyphen_or_behind_one),
        cmocka_unit_test(the_legend_has_the_way_past_a_step_and_the_step_that_repeats),
        cmocka_unit_test(time_that_nobody_told_is_not_nought),
        cmocka_unit_test(in_a_crowd_some_steps_are_points_rather_than_far_from_their_places),
    };
    return cmocka_run_group_tests(tests, input_folder_enter, input_folder_leave);
}
