/* One user's journey drawn: every contact numbered and told, nothing on anything else, whatever the contacts are. */
#include "test.h"
#include "draw/case_picture.h"
#include "input_file.h"
#include "lived.h"
#include "svg_texts.h"
#include "base/random.h"

static const char HEADER[] = "case,step,institution,channel,start,minutes,outcome,reason,documents,satisfaction,quote\n";
static const char STORY[] =
    "u1,releve,carsat,web,2024-01-02,20,,,,1,\n"
    "u1,justifs,carsat,mail,2024-01-09,30,,,rib,,\n"
    "u1,Où en est mon dossier ?,carsat,phone,2024-02-20,12,,chase,,-2,Trois fois !\n"
    "u1,corrige,carsat,mail,2024-03-20,5,,,,0,\n"
    "u1,Voir une assistante sociale,,helper,2024-03-21,40,,,,,\n"
    "u1,preparer,chez-soi,web,2024-03-22,10,,,,,\n"
    "u1,demande,carsat,web,2024-04-02,70,,,rib,,\n"
    "u1,demande,carsat,counter,2024-04-12,70,,,rib,-1,\n"
    "u1,accord,agirc,mail,2024-06-20,5,,,,,\n"
    "u2,releve,carsat,web,2024-01-02,20,,,,,\n"
    "u2,demande,carsat,web,2024-02-02,20,,,,,\n"
    "u2,decision,carsat,mail,2024-03-02,20,,,,,\n"
    "u3,releve,carsat,web,,20,,,,,\nu3,releve,carsat,web,,20,,,,,\n"
    "u4,,,,,,,,,,\n";

static void open_story(struct lived *lived, const char *rows)
{
    struct buffer csv = { 0 };
    buffer_add_string(&csv, HEADER);
    buffer_add_string(&csv, rows);
    lived_init(lived, LIVED_JOURNEY, csv.data, csv.length);
    buffer_release(&csv);
}

static void draw(struct lived *lived, int number, const struct theme *theme, struct drawing *drawing)
{
    struct view_request request = { .journey = lived->journey, .net = lived->net, .audit = lived->audit,
                                    .theme = theme, .case_number = number };
    *drawing = (struct drawing){ 0 };
    assert_true(CASE_VIEW.draw(drawing, &request, &lived->diagnostics));
}

static void assert_good_picture(struct lived *lived, int number)
{
    struct drawing drawing;
    struct svg_texts texts;
    draw(lived, number, &COLOUR_THEME, &drawing);
    svg_texts_init(&texts, &drawing.svg);
    assert_texts_apart(&texts, (struct rectangle){ 0, 0, drawing.width, drawing.height });
    svg_texts_release(&texts);
    drawing_release(&drawing);
}

static const struct svg_text *text_in(const struct svg_texts *texts, const char *group, const char *content)
{
    for (int i = 0; i < texts->count; i++)
        if (!strcmp(texts->item[i].group, group) && !strcmp(texts->item[i].content, content))
            return &texts->item[i];
    return NULL;
}

static int count_texts(const struct svg_texts *texts, const char *content)
{
    int count = 0;
    for (int i = 0; i < texts->count; i++)
        count += !strcmp(texts->item[i].content, content);
    return count;
}

static void cards_bear_the_numbers_of_the_contacts_that_did_them(void **state)
{
    (void)state;
    struct lived lived;
    struct drawing drawing;
    struct svg_texts texts;
    open_story(&lived, STORY);
    draw(&lived, 0, &COLOUR_THEME, &drawing);
    svg_texts_init(&texts, &drawing.svg);
    assert_non_null(text_in(&texts, "step-releve", "1"));
    assert_non_null(text_in(&texts, "step-justifs", "2"));
    assert_non_null(text_in(&texts, "step-corrige", "4"));
    assert_non_null(text_in(&texts, "step-preparer", "6"));
    assert_non_null(text_in(&texts, "step-accord", "9"));
    assert_non_null(text_in(&texts, "step-releve", "2024-01-02"));
    assert_non_null(text_in(&texts, "step-entretien", "not lived"));
    assert_non_null(text_in(&texts, "step-decision", "not lived"));    /* nothing after it was lived: not skipped */
    assert_non_null(text_in(&texts, "step-corrige", "71\xC2\xA0" "d"));          /* as lived, over 45 announced */
    assert_null(strstr(drawing.svg.data, ">1/1<"));
    svg_texts_release(&texts);
    drawing_release(&drawing);
    lived_release(&lived);
}

static void the_table_tells_every_contact_and_why_it_is_what_it_is(void **state)
{
    (void)state;
    struct lived lived;
    struct drawing drawing;
    struct svg_texts texts;
    open_story(&lived, STORY);
    draw(&lived, 0, &COLOUR_THEME, &drawing);
    svg_texts_init(&texts, &drawing.svg);
    for (int i = 1; i <= 9; i++) {
        char number[8];
        snprintf(number, sizeof number, "%d", i);
        assert_true(text_in(&texts, "", number) != NULL);
    }
    assert_non_null(strstr(drawing.svg.data, "After 71\xC2\xA0" "d, announced: 45\xC2\xA0" "d"));
    assert_non_null(strstr(drawing.svg.data, "awaited: Recevoir le relevé corrigé (stated by the user)"));
    assert_non_null(strstr(drawing.svg.data, "see no. 2 (rule 6)"));   /* the document handed over first */
    assert_true(count_texts(&texts, "unplanned") >= 1);
    assert_null(strstr(drawing.svg.data, "Trois fois"));               /* quotes only on demand */
    svg_texts_release(&texts);
    drawing_release(&drawing);
    lived.audit->options.quotes = true;
    draw(&lived, 0, &COLOUR_THEME, &drawing);
    assert_non_null(strstr(drawing.svg.data, "“Trois fois !”"));
    drawing_release(&drawing);
    lived_release(&lived);
}

static void skipped_steps_are_marked_and_told_where_they_were_skipped(void **state)
{
    (void)state;
    struct lived lived;
    struct drawing drawing;
    struct svg_texts texts;
    open_story(&lived, STORY);
    draw(&lived, 1, &COLOUR_THEME, &drawing);
    svg_texts_init(&texts, &drawing.svg);
    assert_non_null(text_in(&texts, "step-justifs", "skipped"));
    assert_non_null(text_in(&texts, "step-corrige", "skipped"));
    assert_null(text_in(&texts, "step-accord", "skipped"));            /* nothing comes after it */
    assert_int_equal(count_texts(&texts, "skipped step"), 3);
    svg_texts_release(&texts);
    drawing_release(&drawing);
    lived_release(&lived);
}

static void the_audit_of_one_case_is_that_case_of_the_whole(void **state)
{
    (void)state;
    struct lived lived;
    open_story(&lived, STORY);
    for (size_t c = 0; c < lived.log->case_count; c++) {
        struct single_audit single;
        assert_true(single_audit_init(&single, lived.audit, c, &lived.diagnostics));
        const struct case_finding *one = &single.audit->cases[0], *same = &lived.audit->cases[c];
        assert_int_equal(one->contacts, same->contacts);
        assert_int_equal(one->redundant, same->redundant);
        assert_int_equal(one->take_up, same->take_up);
        assert_memory_equal(&one->time, &same->time, sizeof one->time);
        assert_memory_equal(one->elapsed, same->elapsed, sizeof one->elapsed);
        assert_int_equal(single.audit->contacts, same->contacts);
        for (int i = 0; i < same->contacts; i++)
            assert_int_equal(single.audit->contact[i].verdict,
                             lived.audit->contact[lived.log->cases[c].first + (size_t)i].verdict);
        single_audit_release(&single);
    }
    lived_release(&lived);
}

static void nothing_stands_on_anything_else(void **state)
{
    (void)state;
    struct lived lived;
    open_story(&lived, STORY);
    for (int c = 0; c < 4; c++) /* one undated, one without any contact among them */
        assert_good_picture(&lived, c);
    lived_release(&lived);
}

static void a_thousand_contacts_and_hostile_words_are_a_picture_all_the_same(void **state)
{
    (void)state;
    static const char *const step[] = { "releve", "justifs", "demande", "accord", "</text><script>", "أين ملفي",
                                        "\x01\x1b[31m\xE2\x80\xAEx" };
    static const char *const reason[] = { "", "chase", "appeal", "repeat", "wrong-door" };
    for (int round = 0; round < 4; round++) {
        struct random_stream random = random_stream_new(11, (uint64_t)round, 3);
        struct buffer rows = { 0 };
        struct lived lived;
        struct drawing drawing;
        for (int i = 0; i < (round ? 40 * round : 1000); i++)
            buffer_printf(&rows, "\"</title>%s\",%s,%s,phone,2020-0%d-%02d,5,,%s,rib,,%0*d\n",
                          "مستخدم WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
                          step[random_below(&random, 7)], i % 3 ? "carsat" : "elsewhere",
                          1 + (round ? (int)random_below(&random, 9) : 0), 1 + (int)random_below(&random, 28),
                          reason[random_below(&random, 5)], round == 2 ? 300 : 1, 7);
        open_story(&lived, rows.data);
        buffer_release(&rows);
        lived.audit->options.quotes = true;
        draw(&lived, 0, &BLACK_AND_WHITE_THEME, &drawing);
        assert_null(strstr(drawing.svg.data, "<script"));
        if (!round)
            assert_non_null(strstr(drawing.svg.data, "and 800 contacts more, in contacts.csv"));
        drawing_release(&drawing);
        assert_good_picture(&lived, 0);
        lived_release(&lived);
    }
}

static void the_same_contacts_give_the_same_bytes(void **state)
{
    (void)state;
    struct lived lived;
    struct drawing first, second;
    open_story(&lived, STORY);
    for (int i = 0; THEMES[i]; i++) {
        draw(&lived, 0, THEMES[i], &first);
        draw(&lived, 0, THEMES[i], &second);
        assert_string_equal(first.svg.data, second.svg.data);
        drawing_release(&first);
        drawing_release(&second);
    }
    lived_release(&lived);
}

static void it_is_shown_on_demand_and_of_one_user(void **state)
{
    (void)state;
    assert_true(CASE_VIEW.names_users && CASE_VIEW.of_contacts && CASE_VIEW.one_case);
    assert_ptr_equal(view_find("case"), &CASE_VIEW);
    assert_ptr_equal(VIEWS[0], &MAP_VIEW); /* what is drawn unless another is asked for */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_bear_the_numbers_of_the_contacts_that_did_them),
        cmocka_unit_test(the_table_tells_every_contact_and_why_it_is_what_it_is),
        cmocka_unit_test(skipped_steps_are_marked_and_told_where_they_were_skipped),
        cmocka_unit_test(the_audit_of_one_case_is_that_case_of_the_whole),
        cmocka_unit_test(nothing_stands_on_anything_else),
        cmocka_unit_test(a_thousand_contacts_and_hostile_words_are_a_picture_all_the_same),
        cmocka_unit_test(the_same_contacts_give_the_same_bytes),
        cmocka_unit_test(it_is_shown_on_demand_and_of_one_user),
    };
    return cmocka_run_group_tests(tests, input_folder_enter, input_folder_leave);
}
