/* Strips of users: nothing stands on anything else, everybody is there or said to be left out. */
#include "test.h"
#include "draw/timelines.h"
#include "input_file.h"
#include "lived.h"
#include "svg_texts.h"
#include "base/random.h"
#include <unistd.h>

static const char HEADER[] = "case,step,institution,channel,start,minutes,outcome,reason,satisfaction,profil\n";

/* A user who went through the plan in `days` days, with `calls` calls in between. */
static void add_user(struct buffer *csv, const char *name, int days, int calls)
{
    static const char *const step[] = { "releve", "justifs", "corrige", "demande", "decision", "accord" };
    for (int i = 0; i < 6; i++) {
        int day = days * i / 5, month = 1 + day / 28;
        buffer_printf(csv, "\"%s\",%s,,,%04d-%02d-%02d,10,,,%d,%s\n", name, step[i], 2020 + (month - 1) / 12,
                      1 + (month - 1) % 12, 1 + day % 28, days % 5 - 2, calls % 2 ? "seul" : "aidé");
    }
    for (int i = 0; i < calls; i++) {
        int day = days * (i + 1) / (calls + 1), month = 1 + day / 28;
        buffer_printf(csv, "\"%s\",Appeler la caisse,carsat,phone,%04d-%02d-%02d,5,,chase,,%s\n", name,
                      2020 + (month - 1) / 12, 1 + (month - 1) % 12, 1 + day % 28, calls % 2 ? "seul" : "aidé");
    }
}

static void draw(const struct lived *lived, const struct theme *theme, struct drawing *drawing)
{
    struct diagnostics none = { 0 };
    struct view_request request = { .journey = lived->journey, .net = lived->net, .audit = lived->audit,
                                    .theme = theme, .case_number = NONE };
    *drawing = (struct drawing){ 0 };
    assert_true(TIMELINES_VIEW.draw(drawing, &request, &none));
    diagnostics_release(&none);
}

static void assert_good_picture(const struct lived *lived)
{
    struct drawing drawing;
    struct svg_texts texts;
    draw(lived, &COLOUR_THEME, &drawing);
    svg_texts_init(&texts, &drawing.svg);
    assert_texts_apart(&texts, (struct rectangle){ 0, 0, drawing.width, drawing.height });
    assert_true(drawing.smallest_text >= 7);
    svg_texts_release(&texts);
    drawing_release(&drawing);
}

static void open_lived(struct lived *lived, struct buffer *csv)
{
    lived_init(lived, LIVED_JOURNEY, buffer_text(csv), csv->length);
    buffer_release(csv);
}

static struct timelines placed(const struct lived *lived)
{
    struct timelines timelines;
    struct lettering *letters = lettering_new();
    timelines_init(&timelines, lived->audit, letters, 158, 566);
    lettering_free(letters);
    return timelines;
}

/* Marks on the bar and above it: each row apart, within its bounds, tied to its instants, nobody lost. */
static void assert_marks(const struct strip *strip, const struct audit *audit)
{
    int counted = 0;
    for (int i = 0; i < strip->marks; i++) {
        const struct strip_mark *mark = &strip->mark[i];
        bool above = i >= strip->on_bar;
        double radius = above ? STRIP_RADIUS_ABOVE : STRIP_RADIUS, middle = (mark->left + mark->right) / 2;
        assert_true(above == (mark->kind != STRIP_CONTACT));
        assert_true(mark->right - mark->left >= 2 * radius - 1e-6);
        assert_true(mark->left >= 158 - radius - 1e-6);
        assert_true(mark->right <= 566 + (above ? radius : 4 * radius) + 1e-6);
        if (i && i != strip->on_bar)
            assert_true(mark->left >= mark[-1].right);
        assert_true(mark->first <= mark->last);
        if (above && mark->count == 1 && strip->marks - strip->on_bar >= STRIP_MARK_KINDS)
            assert_near(middle, mark->first, STRIP_PUSH + 1e-6); /* with one of a kind each, nothing can make room */
        counted += mark->kind == STRIP_SKIPPED ? 0 : mark->count;
    }
    assert_int_equal(counted, audit->cases[strip->number].contacts);
}

static void assert_all_marks(const struct lived *lived)
{
    struct timelines timelines = placed(lived);
    for (int i = 0; i < timelines.strips; i++)
        assert_marks(&timelines.strip[i], lived->audit);
    timelines_release(&timelines);
}

static void strips_are_sorted_by_length_and_end_where_their_case_does(void **state)
{
    (void)state;
    struct buffer csv = { 0 };
    struct lived lived;
    buffer_add_string(&csv, HEADER);
    add_user(&csv, "long", 300, 4);
    add_user(&csv, "short", 20, 0);
    add_user(&csv, "middle", 150, 9);
    open_lived(&lived, &csv);
    struct timelines timelines = placed(&lived);
    assert_int_equal(timelines.strips, 3);
    static const size_t order[] = { 1, 2, 0 };
    for (int i = 0; i < 3; i++) {
        const struct strip *strip = &timelines.strip[i];
        const struct case_finding *one = &lived.audit->cases[strip->number];
        assert_int_equal(strip->number, order[i]);
        assert_near(strip_x(strip, strip->story.end),
                    158 + (566 - 158) * (double)one->elapsed_total / timelines.seconds, 1e-6);
        int64_t class[ELAPSED_COUNT] = { 0 };
        for (int k = 0; k < strip->story.stretches; k++)
            class[strip->story.stretch[k].class] += strip->story.stretch[k].end - strip->story.stretch[k].start;
        assert_memory_equal(class, one->elapsed, sizeof class);
    }
    assert_near(timelines.seconds, (double)lived.audit->cases[0].elapsed_total, 0.5);
    timelines_release(&timelines);
    assert_all_marks(&lived);
    assert_good_picture(&lived);
    lived_release(&lived);
}

static void many_users_are_sampled_evenly_and_it_is_said(void **state)
{
    (void)state;
    struct buffer csv = { 0 };
    struct lived lived;
    struct drawing drawing;
    buffer_add_string(&csv, HEADER);
    for (int i = 0; i < 431; i++) {
        char name[16];
        snprintf(name, sizeof name, "u%d", i);
        add_user(&csv, name, 10 + (i * 37) % 431, i % 5);
    }
    open_lived(&lived, &csv);
    struct timelines timelines = placed(&lived);
    assert_int_equal(timelines.strips, STRIPS_LIMIT);
    assert_int_equal(timelines.dated, 431);
    int64_t shortest = INT64_MAX, longest = 0, before = 0;
    for (int c = 0; c < 431; c++) {
        int64_t length = lived.audit->cases[c].elapsed_total;
        shortest = length < shortest ? length : shortest;
        longest = length > longest ? length : longest;
    }
    for (int i = 0; i < timelines.strips; i++) {
        int64_t length = lived.audit->cases[timelines.strip[i].number].elapsed_total;
        assert_true(length >= before);
        before = length;
    }
    assert_int_equal(lived.audit->cases[timelines.strip[0].number].elapsed_total, shortest);
    assert_int_equal(before, longest);
    timelines_release(&timelines);
    draw(&lived, &COLOUR_THEME, &drawing);
    assert_non_null(strstr(drawing.svg.data, "200 of 431 users"));
    assert_non_null(strstr(drawing.svg.data, "200 strips of 431, evenly chosen by length."));
    drawing_release(&drawing);
    lived_release(&lived);
}

static void undated_users_are_listed_apart_and_silent_ones_counted(void **state)
{
    (void)state;
    struct buffer csv = { 0 };
    struct lived lived;
    struct drawing drawing;
    buffer_add_string(&csv, HEADER);
    add_user(&csv, "dated", 100, 1);
    buffer_add_string(&csv, "undated,releve,,,,10,,,,\nundated,demande,,,,10,,,,\nsilent,,,,,,,,,\n");
    open_lived(&lived, &csv);
    struct timelines timelines = placed(&lived);
    assert_int_equal(timelines.strips, 1);
    assert_int_equal(timelines.undated_shown, 1);
    assert_int_equal(timelines.undated[0], 1);
    assert_int_equal(timelines.without_contact, 1);
    timelines_release(&timelines);
    draw(&lived, &COLOUR_THEME, &drawing);
    assert_non_null(strstr(drawing.svg.data, "Without dates: no strip can be drawn"));
    assert_non_null(strstr(drawing.svg.data, "1 user had no contact"));
    assert_null(strstr(drawing.svg.data, ">silent<"));
    drawing_release(&drawing);
    assert_good_picture(&lived);
    lived_release(&lived);
}

static void nobody_dated_is_a_picture_all_the_same(void **state)
{
    (void)state;
    struct buffer csv = { 0 };
    struct lived lived;
    buffer_add_string(&csv, HEADER);
    buffer_add_string(&csv, "a,releve,,,,10,,,,\nb,,,,,,,,,\n");
    open_lived(&lived, &csv);
    assert_good_picture(&lived);
    lived_release(&lived);
}

static void a_thousand_contacts_anywhere_never_overlap_and_none_is_lost(void **state)
{
    (void)state;
    static const char *const step[] = { "releve", "justifs", "corrige", "entretien", "demande", "accord", "Appeler" };
    static const char *const reason[] = { "", "", "chase", "appeal", "repeat", "wrong-door" };
    for (int round = 0; round < 12; round++) {
        struct random_stream random = random_stream_new(7, (uint64_t)round, 3);
        struct buffer csv = { 0 };
        struct lived lived;
        buffer_add_string(&csv, HEADER);
        add_user(&csv, "long", 50 + 250 * (round % 3), 2);
        for (int user = 0; user < 4; user++) {
            int contacts = user == 3 ? 1000 : 1 + (int)random_below(&random, 60);
            uint32_t days = round % 4 ? 1 + random_below(&random, 300) : 1;       /* or all at one instant */
            for (int i = 0; i < contacts; i++) {
                int day = (int)random_below(&random, days);
                buffer_printf(&csv, "crowd %d,%s,carsat,phone,2020-%02d-%02d,5,,%s,,\n", user,
                              step[random_below(&random, sizeof step / sizeof *step)], 1 + day / 28, 1 + day % 28,
                              reason[random_below(&random, sizeof reason / sizeof *reason)]);
            }
        }
        open_lived(&lived, &csv);
        assert_all_marks(&lived);
        assert_good_picture(&lived);
        lived_release(&lived);
    }
}

static void hostile_names_stay_in_their_column_and_are_never_markup(void **state)
{
    (void)state;
    struct buffer csv = { 0 };
    struct lived lived;
    struct drawing drawing;
    buffer_add_string(&csv, HEADER);
    add_user(&csv, "</title><script>alert(1)</script>", 30, 1);
    add_user(&csv, "\x01\x1b[31m\xE2\x80\xAE" "evil", 60, 1);
    add_user(&csv, "مستخدم طويل جدا جدا جدا جدا جدا", 90, 12);
    for (int i = 0; i < 900; i++)
        buffer_add_char(&csv, 'W');
    buffer_add_string(&csv, ",releve,,,2020-01-01,10,,,,");
    for (int i = 0; i < 900; i++)
        buffer_add_char(&csv, 'M');
    buffer_add_string(&csv, "\n");
    open_lived(&lived, &csv);
    assert_good_picture(&lived);
    draw(&lived, &COLOUR_THEME, &drawing);
    assert_null(strstr(drawing.svg.data, "<script"));
    drawing_release(&drawing);
    lived_release(&lived);
}

static void the_same_contacts_give_the_same_bytes_in_every_theme(void **state)
{
    (void)state;
    struct buffer csv = { 0 };
    struct lived lived;
    buffer_add_string(&csv, HEADER);
    for (int i = 0; i < 9; i++) {
        char name[16];
        snprintf(name, sizeof name, "u%d", i);
        add_user(&csv, name, 40 * i, i);
    }
    open_lived(&lived, &csv);
    for (int i = 0; THEMES[i]; i++) {
        struct drawing first, second;
        draw(&lived, THEMES[i], &first);
        draw(&lived, THEMES[i], &second);
        assert_string_equal(first.svg.data, second.svg.data);
        drawing_release(&first);
        drawing_release(&second);
    }
    lived_release(&lived);
}

static void the_attribute_shown_is_the_one_that_tells_most(void **state)
{
    (void)state;
    struct buffer csv = { 0 };
    struct lived lived;
    buffer_add_string(&csv, "case,step,start,reason,lieu,profil,constant\n");
    for (int i = 0; i < 12; i++) {
        buffer_printf(&csv, "u%d,releve,2020-01-01,,%s,%s,x\n", i, i % 3 ? "ville" : "campagne", i % 2 ? "seul" : "aidé");
        for (int k = 0; i % 2 && k < 3; k++)
            buffer_printf(&csv, "u%d,Appeler,2020-01-0%d,chase,%s,seul,x\n", i, 2 + k, i % 3 ? "ville" : "campagne");
    }
    open_lived(&lived, &csv);
    int attribute = telling_attribute(lived.audit);
    assert_int_not_equal(attribute, NONE);
    assert_string_equal(event_log_text(lived.log, lived.log->attribute[attribute].name), "profil");
    lived_release(&lived);
}

static void ticks_are_round_and_few(void **state)
{
    (void)state;
    for (double days = 0.001; days < 1e6; days *= 1.1) {
        double tick = round_tick(days), leading = tick / pow(10, floor(log10(tick) + 1e-9));
        assert_true(days / tick <= 8.001 && days / tick >= 3);
        assert_true(fabs(leading - 1) < 1e-6 || fabs(leading - 2) < 1e-6 || fabs(leading - 5) < 1e-6);
    }
    assert_near(round_tick(0), 1, 0);
}

static void single_users_are_shown_on_demand_only(void **state)
{
    (void)state;
    assert_true(TIMELINES_VIEW.names_users && TIMELINES_VIEW.of_contacts);
    assert_ptr_equal(view_find("timelines"), &TIMELINES_VIEW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strips_are_sorted_by_length_and_end_where_their_case_does),
        cmocka_unit_test(many_users_are_sampled_evenly_and_it_is_said),
        cmocka_unit_test(undated_users_are_listed_apart_and_silent_ones_counted),
        cmocka_unit_test(nobody_dated_is_a_picture_all_the_same),
        cmocka_unit_test(a_thousand_contacts_anywhere_never_overlap_and_none_is_lost),
        cmocka_unit_test(hostile_names_stay_in_their_column_and_are_never_markup),
        cmocka_unit_test(the_same_contacts_give_the_same_bytes_in_every_theme),
        cmocka_unit_test(the_attribute_shown_is_the_one_that_tells_most),
        cmocka_unit_test(ticks_are_round_and_few),
        cmocka_unit_test(single_users_are_shown_on_demand_only),
    };
    return cmocka_run_group_tests(tests, input_folder_enter, input_folder_leave);
}
