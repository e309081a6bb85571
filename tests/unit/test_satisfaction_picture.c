/* The satisfaction map drawn: whatever the survey, no text stands on another or leaves the page, and all that is told is there. */
#include "test.h"
#include "base/random.h"
#include "draw/satisfaction_labels.h"
#include "draw/satisfaction_picture.h"
#include "svg_texts.h"

static struct diagnostics diagnostics;

/* `items` items around means that come near each other, stated importance, names short and long. */
static struct survey *random_survey(int items, size_t rows, uint64_t seed)
{
    struct survey *survey = survey_new("in.csv");
    struct random_stream stream = random_stream_new(seed, 2, 2);
    survey->scale = survey->importance_scale = survey->overall_scale = (struct mark_scale){ 1, 5, false };
    for (int i = 0; i < items; i++) {
        char name[120];
        snprintf(name, sizeof name, i % 3 ? "Item %d" : "Item %d dont le nom est si long qu'il ne tient ni sur une ligne ni sur deux, "
                 "<b>vraiment</b>", i + 1);
        survey_add_item(survey, name, true);
    }
    survey_add_overall(survey, "overall");
    for (size_t r = 0; r < rows; r++) {
        survey_add_respondent(survey);
        for (int i = 0; i < items; i++) {
            survey->item[i].satisfaction[r] = 1 + (double)random_below(&stream, 3 + (uint32_t)i % 3);
            survey->item[i].importance[r] = 1 + (double)random_below(&stream, 5 - (uint32_t)i % 2);
        }
        survey->overall[r] = 1 + (double)random_below(&stream, 5);
    }
    return survey;
}

static void draw_one(int items, size_t rows, uint64_t seed, int method, const struct theme *theme)
{
    struct survey *survey = random_survey(items, rows, seed);
    struct satisfaction_options options = { .method = method, .min_group = 5, .threads = 1, .seed = 1 };
    struct satisfaction_map *map = satisfaction_map_new(survey, &options, &diagnostics);
    struct drawing drawing = { 0 };
    struct svg_texts texts;
    assert_non_null(map);
    satisfaction_draw(&drawing, map, "Une carte de satisfaction dont le titre est assez long pour occuper toute la largeur de la page et "
                                     "même davantage, ce qui ne doit pas déborder", theme);
    assert_true(drawing.smallest_text >= 7);
    svg_texts_init(&texts, &drawing.svg);
    assert_texts_apart(&texts, (struct rectangle){ 0, 0, drawing.width, drawing.height });
    for (int number = 1; number <= map->placed; number++) {        /* each on the map, and in the list */
        char wanted[16];
        int found = 0;
        snprintf(wanted, sizeof wanted, "%d", number);
        for (int i = 0; i < texts.count; i++)
            found += !strcmp(texts.item[i].content, wanted);
        assert_true(found >= 2);
    }
    svg_texts_release(&texts);
    drawing_release(&drawing);
    satisfaction_map_free(map);
    survey_free(survey);
}

static void texts_stand_apart_however_many_items(void **state)
{
    (void)state;
    static const int items[] = { 1, 2, 5, 9, 14, 22, 30, 31 };
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        for (uint64_t seed = 1; seed <= 3; seed++)
            draw_one(items[i], 60, seed, IMPORTANCE_STATED, &COLOUR_THEME);
}

static void texts_stand_apart_whatever_the_importance_and_the_theme(void **state)
{
    (void)state;
    for (int method = 0; method < IMPORTANCE_METHODS; method++)
        for (int theme = 0; THEMES[theme]; theme++)
            draw_one(8, method ? 80 : 12, 7, method, THEMES[theme]);
}

static void labels_stand_in_the_frame_off_what_is_taken(void **state)
{
    (void)state;
    struct label label[12];
    struct box frame = { 0, 0, 300, 200 }, taken = { 0, 0, 80, 20 };
    for (int i = 0; i < 12; i++)
        label[i] = (struct label){ .point = { 150 + 2 * (i % 4), 100 + 2 * (i / 4) }, .width = 90, .height = 20, .named = true };
    labels_place(label, 12, frame, (struct point){ 150, 100 }, &taken, 1, NULL, 0);
    for (int i = 0; i < 12; i++) {
        struct rectangle one = { label[i].box.x, label[i].box.y, label[i].box.x + label[i].box.width,
                                 label[i].box.y + label[i].box.height };
        assert_true(one.x >= 0 && one.y >= 0 && one.right <= 300 && one.bottom <= 200);
        assert_false(rectangles_overlap(one, (struct rectangle){ 0, 0, 80, 20 }));
        assert_near(one.right - one.x, label[i].named ? 90 : LABEL_DISC, 1e-9);
        for (int k = 0; k < i; k++)
            assert_false(rectangles_overlap(one, (struct rectangle){ label[k].box.x, label[k].box.y, label[k].box.x + label[k].box.width,
                                                                     label[k].box.y + label[k].box.height }));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_stand_apart_however_many_items),
        cmocka_unit_test(texts_stand_apart_whatever_the_importance_and_the_theme),
        cmocka_unit_test(labels_stand_in_the_frame_off_what_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
