/* The audit summary: one A4 page, whatever the journey, the language and the theme; sums that add up; small groups. */
#include "test.h"
#include "base/message.h"
#include "base/random.h"
#include "draw/summary_parts.h"
#include "input_file.h"
#include "lived.h"
#include "svg_texts.h"
#include <libxml/parser.h>

/* --- journeys and contacts of any size --- */

struct shape {
    int institutions, steps, users;
    bool long_names, satisfied, dated;
};

static const char *name_of(const struct shape *shape, int number)
{
    static const char *const short_name[] = { "Mairie", "Caf", "Carsat", "Employeur", "Agirc-Arrco" };
    static const char *const long_name[] = {
        "Direction départementale de l'emploi, du travail et des solidarités",
        "Caisse d'assurance retraite et de la santé au travail de Normandie",
        "Anticonstitutionnellementinstitutionnelle",
    };
    return shape->long_names ? long_name[number % 3] : short_name[number % 5];
}

static void write_journey(struct buffer *text, const struct shape *shape)
{
    static const char *const channel[] = { "web", "mail", "counter", "phone", "email" };
    buffer_printf(
        text, "<journey xmlns=\"urn:parcours:journey:1\" id=\"made\" event=\"other\" lang=\"fr\"><title>%s</title>",
        shape->long_names ? "Obtenir l'allocation personnalisée d'autonomie à domicile pour un parent âgé, de la "
                            "première question au premier versement"
                          : "Un parcours");
    for (int i = 0; i < shape->institutions; i++)
        buffer_printf(text, "<institution id=\"i%d\" name=\"%s %d\"/>", i, name_of(shape, i), i);
    buffer_add_string(text, "<document id=\"d\" name=\"Avis d'imposition\" held-by=\"i0\"/><path>");
    for (int s = 0; s < shape->steps; s++) {
        bool wait = s % 3 == 2;
        buffer_printf(text, "<step id=\"s%d\" with=\"i%d\" via=\"%s\" takes=\"%dmin\"%s%s>%s %d</step>", s,
                      s % shape->institutions, channel[s % 5], 5 + 7 * (s % 9),
                      wait ? " by=\"institution\" wait=\"20d\"" : "", s ? "" : " needs=\"d\"",
                      shape->long_names ? "Recevoir la notification définitive de la décision relative à la demande"
                                        : "Étape",
                      s);
    }
    buffer_add_string(text, "</path></journey>");
}

static void write_row(struct buffer *text, const struct shape *shape, int user, int step, int day, const char *reason,
                      struct random_stream *random)
{
    buffer_printf(text, "u%d,", user);
    if (step >= 0)
        buffer_printf(text, "s%d,,", step);
    else
        buffer_printf(text, "%s %d,i%d,",
                      shape->long_names ? "Rappeler le standard pour savoir où en est le dossier déposé" : "Rappeler",
                      -step, -step % shape->institutions);
    if (shape->dated)
        buffer_printf(text, "2024-%02d-%02d", 1 + day / 28 % 12, 1 + day % 28);
    buffer_printf(text, ",%d,%s,", 5 + (int)random_below(random, 120), reason);
    if (shape->satisfied)
        buffer_printf(text, "%d", (int)random_below(random, 5) - 2);
    buffer_printf(text, ",\"%s %d\"\n", shape->long_names ? "Personnes éloignées du numérique, accompagnées" : "groupe",
                  user % 4);
}

static void write_contacts(struct buffer *text, const struct shape *shape, uint64_t seed)
{
    static const char *const reason[] = { "chase", "repeat", "wrong-door", "clarify", "error" };
    struct random_stream random = random_stream_new(seed, 0, 0);
    buffer_add_string(text, "case,step,institution,start,minutes,reason,satisfaction,situation\n");
    for (int user = 0; user < shape->users; user++) {
        int day = (int)random_below(&random, 40), last = user % 11 == 5 ? shape->steps / 2 : shape->steps;
        for (int s = 0; s < last; s++) {
            if (s + 1 < shape->steps && random_below(&random, 7) == 0)
                continue;
            day = day + 1 + (int)random_below(&random, 1 + 240u / (unsigned)shape->steps);
            write_row(text, shape, user, s, day < 330 ? day : 330, "", &random);
            for (int kind = 1; kind <= 9 && s % 4 == kind % 4; kind++)
                if (random_below(&random, 3) == 0)
                    write_row(text, shape, user, -kind, day < 330 ? day : 330, reason[kind % 5], &random);
        }
    }
}

static void shape_init(struct lived *lived, const struct shape *shape)
{
    struct buffer journey = { 0 }, contacts = { 0 };
    write_journey(&journey, shape);
    write_contacts(&contacts, shape, (uint64_t)shape->steps);
    lived_init(lived, journey.data, contacts.data, contacts.length);
    buffer_release(&journey);
    buffer_release(&contacts);
}

static void draw(struct lived *lived, const struct theme *theme, struct drawing *drawing)
{
    struct view_request request = {
        .journey = lived->journey, .net = lived->net, .audit = lived->audit, .theme = theme, .case_number = NONE
    };
    *drawing = (struct drawing){ 0 };
    assert_true(SUMMARY_VIEW.draw(drawing, &request, &lived->diagnostics));
}

/* --- what stands where --- */

static void check_page(const struct drawing *drawing)
{
    struct svg_texts texts;
    svg_texts_init(&texts, &drawing->svg);
    assert_near(drawing->width, 595.276, 0.05); /* A4 */
    assert_near(drawing->height, 841.890, 0.05);
    assert_true(drawing->smallest_text >= 7);
    assert_true(texts.count > 60);
    for (int i = 0; i < texts.count; i++)
        assert_true(texts.item[i].size >= 7);
    assert_texts_apart(&texts, (struct rectangle){ 15, 10, 567, 832 });
    svg_texts_release(&texts);
}

static void every_journey_fits_the_page_and_no_text_stands_on_another(void **state)
{
    static const struct shape shape[] = {
        { 1, 3, 12, false, true, true },  { 5, 14, 47, false, true, true },  { 20, 60, 60, true, true, true },
        { 9, 30, 40, true, false, true }, { 3, 8, 40, false, false, false }, { 12, 24, 35, true, true, false },
        { 2, 60, 31, false, true, true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof shape / sizeof *shape; i++) {
        struct lived lived;
        shape_init(&lived, &shape[i]);
        for (int t = 0; THEMES[t]; t++)
            for (int french = 0; french < 2; french++) {
                struct drawing drawing;
                message_set_language(french ? "fr" : "en", NULL);
                print_message("%d institutions, %d steps, %s, %s\n", shape[i].institutions, shape[i].steps,
                              THEMES[t]->name, message_language());
                draw(&lived, THEMES[t], &drawing);
                check_page(&drawing);
                drawing_release(&drawing);
            }
        message_set_language("en", NULL);
        lived_release(&lived);
    }
}

/* --- what it says --- */

static void view_of(struct summary_view *view, struct lived *lived)
{
    *view = (struct summary_view){ .audit = lived->audit, .users = lived->audit->contacts_per_case.n };
    shown_init(&view->shown, lived->audit);
}

static void the_bars_of_the_delay_add_up_from_the_planned_to_the_lived_one(void **state)
{
    (void)state;
    int64_t late = 0;
    for (int steps = 3; steps <= 40; steps += 4) {
        struct lived lived;
        struct summary_view view;
        struct delay delay;
        shape_init(&lived, &(struct shape){ 4, steps, 45, false, true, true });
        view_of(&view, &lived);
        delay_of(&view, &delay);
        int64_t sum = delay.users * delay.planned + delay.other_overrun + delay.own + delay.difference, lived_sum = 0;
        for (int i = 0; i < delay.steps; i++) {
            sum += delay.overrun[i];
            assert_true(audit_shown(lived.audit, lived.audit->step[delay.step[i]].completed_overrun_cases));
        }
        for (size_t c = 0; c < lived.log->case_count; c++)
            if (lived.audit->cases[c].take_up == TAKE_UP_COMPLETED)
                lived_sum += lived.audit->cases[c].elapsed_total;
        assert_int_equal(sum, delay.lived);
        assert_int_equal(delay.lived, lived_sum);
        assert_near((double)delay.lived / (double)delay.users, lived.audit->completed_elapsed.mean, 1);
        late += delay.late;
        shown_release(&view.shown);
        lived_release(&lived);
    }
    assert_true(late > 0);
}

static bool says(const struct drawing *drawing, const char *words) { return strstr(drawing->svg.data, words) != NULL; }

/* Ten users; all chase, four of them are sent elsewhere by "Madame Rare", four of them skip the last step. */
static void write_few(struct buffer *text, int rare)
{
    buffer_add_string(text, "case,step,institution,start,minutes,reason,documents,situation\n");
    for (int user = 0; user < 10; user++) {
        const char *group = user < rare ? "rare-situation" : user < 10 - rare ? "deuxième" : "courante";
        buffer_printf(text, "u%d,releve,,2024-01-02,20,,,%s\nu%d,justifs,,2024-01-05,30,,rib,%s\n", user, group, user,
                      group);
        buffer_printf(text, "u%d,Appeler,carsat,2024-01-20,9,chase,,%s\n", user, group);
        buffer_printf(text, "u%d,Redonner,agirc,2024-01-25,9,repeat,rib,%s\n", user, group);
        if (user < rare)
            buffer_printf(text, "u%d,Madame Rare,agirc,2024-02-01,400,wrong-door,,%s\n", user, group);
        buffer_printf(text, "u%d,corrige,,2024-04-02,5,,,%s\nu%d,preparer,,2024-04-05,10,,,%s\n", user, group, user,
                      group);
        buffer_printf(text, "u%d,demande,,2024-04-06,70,,,%s\nu%d,decision,,2024-07-05,5,,,%s\n", user, group, user,
                      group);
        buffer_printf(text, "u%d,accord,,2024-07-06,5,,,%s\n", user, group);
    }
}

static void few_init(struct lived *lived, struct summary_view *view, struct drawing *drawing, int rare)
{
    struct buffer contacts = { 0 };
    write_few(&contacts, rare);
    lived_init(lived, LIVED_JOURNEY, contacts.data, contacts.length);
    buffer_release(&contacts);
    view_of(view, lived);
    draw(lived, &COLOUR_THEME, drawing);
}

static void few_release(struct lived *lived, struct summary_view *view, struct drawing *drawing)
{
    shown_release(&view->shown);
    drawing_release(drawing);
    lived_release(lived);
}

static void what_fewer_than_five_users_lived_folds_with_the_next(void **state)
{
    (void)state;
    struct lived lived;
    struct summary_view view;
    struct drawing drawing;
    few_init(&lived, &view, &drawing, 4);
    assert_int_equal(view.shown.redundant.count, 1); /* the other one keeps the rare one company */
    assert_true(view.shown.redundant.rest.users >= 5);
    assert_int_equal(lettered_kinds(&view), 1);
    assert_false(says(&drawing, "Madame Rare"));
    assert_false(says(&drawing, "rare-situation"));
    assert_true(says(&drawing, "2 other kinds"));
    few_release(&lived, &view, &drawing);
    few_init(&lived, &view, &drawing, 5);
    assert_int_equal(lettered_kinds(&view), 3);
    assert_true(says(&drawing, "Madame Rare"));
    assert_true(says(&drawing, "rare-situation"));
    assert_false(says(&drawing, "other kind"));
    few_release(&lived, &view, &drawing);
}

static void who_already_held_what_was_asked_for_is_said(void **state)
{
    (void)state;
    struct lived lived;
    struct summary_view view;
    struct drawing drawing;
    few_init(&lived, &view, &drawing, 5);
    int carsat = journey_find_institution(lived.journey, "carsat");
    for (size_t i = 0; i < view.shown.redundant.count; i++) {
        const struct group *group = &view.shown.redundant.group[i];
        int expected =
            group->verdict == VERDICT_WRONG_DOOR ? NONE : carsat; /* it has the file; it was handed the RIB */
        assert_int_equal(group->holder, expected);
    }
    few_release(&lived, &view, &drawing);
}

static void of_too_few_users_nothing_is_shown_but_that(void **state)
{
    (void)state;
    struct lived lived;
    struct drawing drawing;
    shape_init(&lived, &(struct shape){ 3, 5, 4, false, true, true });
    draw(&lived, &COLOUR_THEME, &drawing);
    assert_true(says(&drawing, "Fewer than 5 users"));
    assert_false(says(&drawing, "n = "));
    assert_false(says(&drawing, "Rappeler"));
    drawing_release(&drawing);
    lived_release(&lived);
}

static void the_same_audit_gives_the_same_bytes(void **state)
{
    (void)state;
    struct lived lived;
    struct drawing drawing[2];
    shape_init(&lived, &(struct shape){ 6, 20, 45, false, true, true });
    for (int i = 0; i < 2; i++)
        draw(&lived, &COLOUR_THEME, &drawing[i]);
    assert_int_equal(drawing[0].svg.length, drawing[1].svg.length);
    assert_memory_equal(drawing[0].svg.data, drawing[1].svg.data, drawing[0].svg.length);
    for (int i = 0; i < 2; i++)
        drawing_release(&drawing[i]);
    lived_release(&lived);
}

int main(void)
{
    message_set_language("en", NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_journey_fits_the_page_and_no_text_stands_on_another, input_folder_enter,
                                        input_folder_leave),
        cmocka_unit_test_setup_teardown(the_bars_of_the_delay_add_up_from_the_planned_to_the_lived_one,
                                        input_folder_enter, input_folder_leave),
        cmocka_unit_test_setup_teardown(what_fewer_than_five_users_lived_folds_with_the_next, input_folder_enter,
                                        input_folder_leave),
        cmocka_unit_test_setup_teardown(who_already_held_what_was_asked_for_is_said, input_folder_enter,
                                        input_folder_leave),
        cmocka_unit_test_setup_teardown(of_too_few_users_nothing_is_shown_but_that, input_folder_enter,
                                        input_folder_leave),
        cmocka_unit_test_setup_teardown(the_same_audit_gives_the_same_bytes, input_folder_enter, input_folder_leave),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
