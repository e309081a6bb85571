#include "test.h"
#include "map_fixture.h"
#include "base/message.h"
#include "base/random.h"
#include "draw/lettering.h"
#include "draw/map.h"
#include "draw/helper_process.h"
#include "draw/map_layout.h"
#include "draw/view.h"
#include <libgen.h>
#include <libxml/parser.h>
#include <limits.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void draw(struct map_fixture *fixture, struct buffer *svg)
{
    struct drawing drawing = { 0 };
    struct view_request request = { .journey = fixture->journey, .audit = fixture->audit, .theme = &COLOUR_THEME,
                                    .case_number = NONE };
    assert_true(MAP_VIEW.draw(&drawing, &request, &fixture->diagnostics));
    *svg = drawing.svg;
    drawing.svg = (struct buffer){ 0 };
    drawing_release(&drawing);
}

static void assert_well_formed(const struct buffer *svg)
{
    xmlDocPtr document =
        xmlReadMemory(svg->data, (int)svg->length, "map.svg", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
    assert_non_null(document);
    xmlFreeDoc(document);
}

static void assert_contains(const struct buffer *svg, const char *text)
{
    if (!strstr(svg->data, text))
        fail_msg("'%s' is not in the drawing", text);
}

static void assert_lacks(const struct buffer *svg, const char *text)
{
    if (strstr(svg->data, text))
        fail_msg("'%s' is in the drawing", text);
}

/* --- what it holds --- */

static void the_same_journey_gives_the_same_bytes(void **state)
{
    (void)state;
    struct map_fixture fixture;
    struct buffer first = { 0 }, second = { 0 };
    map_fixture_init(&fixture, 14, 5, 4, 6, 1);
    draw(&fixture, &first);
    draw(&fixture, &second);
    assert_string_equal(first.data, second.data);
    assert_well_formed(&first);
    buffer_release(&first);
    buffer_release(&second);
    map_fixture_release(&fixture);
}

static void every_step_and_link_and_shown_detour_is_there_with_its_id(void **state)
{
    (void)state;
    struct map_fixture fixture;
    struct buffer svg = { 0 };
    map_fixture_init(&fixture, 4, 2, 0, 1, 1);
    fixture.journey->node[fixture.journey->root].kind = NODE_SEQUENCE;
    fixture.audit->detour[0].planned_before = 1;
    fixture.audit->detour[0].rejoins = 2;
    fixture.audit->detour[0].users = 12;
    draw(&fixture, &svg);
    for (int i = 0; i < 4; i++) {
        char id[40];
        snprintf(id, sizeof id, "<g id=\"step-s%d\">", i);
        assert_contains(&svg, id);
    }
    assert_contains(&svg, "<g id=\"detour-1\">");
    assert_contains(&svg, "<g id=\"edge-step-s1--detour-1\">");
    assert_contains(&svg, "<g id=\"edge-detour-1--step-s2\">");
    assert_contains(&svg, ">12/47<");
    buffer_release(&svg);
    map_fixture_release(&fixture);
}

static void hostile_names_are_text_and_never_markup(void **state)
{
    (void)state;
    static const char hostile[] = "</title><script>alert('1')</script>&\"\x01\x1b[31m\xE2\x80\xAE]]>\xFF";
    struct map_fixture fixture;
    struct buffer svg = { 0 };
    map_fixture_init(&fixture, 6, 2, 2, 2, 3);
    fixture.journey->title[0].text = fixture.journey->phase[0].name = fixture.journey->institution[1].name = hostile;
    fixture.journey->institution[1].role = fixture.journey->source = fixture.journey->step[2].title[0].text = hostile;
    fixture.journey->step[2].id = "x\" onload=\"alert(1)";
    fixture.audit->detour[0].step = NONE;
    fixture.audit->detour[0].label = interner_add_string(&fixture.log->strings, hostile);
    draw(&fixture, &svg);
    assert_well_formed(&svg);
    assert_lacks(&svg, "<script");
    assert_lacks(&svg, " onload=\"");
    assert_lacks(&svg, "\x01");
    assert_lacks(&svg, "\x1b");
    assert_lacks(&svg, "\xE2\x80\xAE");
    assert_lacks(&svg, "\xFF");
    assert_contains(&svg, "step-x__onload__alert_1_-3");
    buffer_release(&svg);
    map_fixture_release(&fixture);
}

static void figures_that_are_not_numbers_are_dashes(void **state)
{
    (void)state;
    struct map_fixture fixture;
    struct buffer svg = { 0 };
    map_fixture_init(&fixture, 5, 2, 0, 0, 4);
    fixture.audit->completed_elapsed = (struct summary){ 0, NAN, NAN, NAN, { NAN, NAN } };
    fixture.audit->completed_contacts.mean = NAN;
    fixture.audit->completed_redundant.ci95[0] = INFINITY;
    draw(&fixture, &svg);
    assert_well_formed(&svg);
    assert_lacks(&svg, "nan");
    assert_lacks(&svg, "NaN");
    assert_lacks(&svg, ">inf");
    buffer_release(&svg);
    map_fixture_release(&fixture);
}

/* --- what it must not tell --- */

static void what_fewer_than_min_group_users_did_is_not_drawn(void **state)
{
    (void)state;
    static int64_t wait[] = { 77 * 86400, 77 * 86400, 77 * 86400, 77 * 86400 };
    struct map_fixture fixture;
    struct buffer svg = { 0 };
    map_fixture_init(&fixture, 5, 2, 0, 1, 5);
    fixture.audit->detour[0].users = MIN_GROUP - 1;
    fixture.audit->detour[0].contacts = 9;
    fixture.audit->detour[0].step = NONE;
    fixture.audit->detour[0].label = interner_add_string(&fixture.log->strings, "Madame Rare");
    fixture.audit->step[1].skipped_cases = MIN_GROUP - 1;
    fixture.journey->step[2].wait = (struct duration){ 0, 30 * 86400 };
    fixture.audit->step[2].wait = wait;
    fixture.audit->step[2].waits = 4;
    fixture.audit->users_by_institution[1] = 4;
    fixture.audit->by_institution[1] = 47 * 9;
    fixture.audit->conforming = 3;
    draw(&fixture, &svg);
    assert_lacks(&svg, "Madame Rare");
    assert_lacks(&svg, "detour-1");
    assert_lacks(&svg, "4/47");
    assert_lacks(&svg, ">77");
    assert_lacks(&svg, ">9.0<");
    assert_contains(&svg, "under 5");
    assert_lacks(&svg, "(9 contacts)");
    assert_contains(&svg, "Other detours, had by fewer than 5 users or telling of them, are not shown.");
    buffer_release(&svg);
    map_fixture_release(&fixture);
}

static void of_too_few_users_nothing_lived_is_drawn(void **state)
{
    (void)state;
    struct map_fixture fixture;
    struct buffer svg = { 0 };
    map_fixture_init(&fixture, 5, 2, 0, 2, 6);
    fixture.audit->contacts_per_case.n = 4;
    draw(&fixture, &svg);
    assert_lacks(&svg, "detour-");
    assert_lacks(&svg, ">15.6<");
    assert_contains(&svg, "Fewer than 5 users");
    buffer_release(&svg);
    map_fixture_release(&fixture);
}

/* --- the helper --- */

static void a_helper_that_hangs_is_ended(void **state)
{
    (void)state;
    char script[] = "/tmp/parcours-test-XXXXXX";
    int descriptor = mkstemp(script);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, "#!/bin/sh\nexec sleep 60\n", 24), 24);
    fchmod(descriptor, 0700);
    close(descriptor);
    struct buffer request = { 0 }, answer = { 0 };
    int reason = 0;
    time_t before = time(NULL);
    for (int i = 0; i < 50000; i++)             /* more than a pipe holds: writing must not wait for ever either */
        buffer_add_string(&request, "box 1 1 1 1\n");
    assert_int_equal(helper_run(script, &request, &answer, 1, &reason), HELPER_LATE);
    assert_true(time(NULL) - before < 10);
    unlink(script);
    buffer_release(&request);
    buffer_release(&answer);
}

/* --- paper and pixels --- */

static char *file_bytes(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = calloc(1, 1 << 22);
    *length = fread(bytes, 1, 1 << 22, file);
    fclose(file);
    return bytes;
}

static void pdf_and_png_are_the_same_bytes_each_time(void **state)
{
    (void)state;
    struct map_fixture fixture;
    struct drawing drawing = { .width = 640, .height = 400 };
    char folder[] = "/tmp/parcours-test-XXXXXX", path[2][2][64];
    size_t length[2];
    assert_non_null(mkdtemp(folder));
    map_fixture_init(&fixture, 5, 2, 0, 2, 9);
    draw(&fixture, &drawing.svg);
    for (int i = 0; i < 2; i++) {
        snprintf(path[0][i], sizeof path[0][i], "%s/%d.pdf", folder, i);
        snprintf(path[1][i], sizeof path[1][i], "%s/%d.png", folder, i);
        assert_true(drawing_write_pdf(&drawing, path[0][i], &fixture.diagnostics));
        assert_true(drawing_write_png(&drawing, path[1][i], 0.25, &fixture.diagnostics));
    }
    for (int format = 0; format < 2; format++) {
        char *first = file_bytes(path[format][0], &length[0]), *second = file_bytes(path[format][1], &length[1]);
        assert_memory_equal(first, format ? "\x89PNG" : "%PDF", 4);
        assert_true(length[0] > 1000 && length[0] == length[1]);
        assert_memory_equal(first, second, length[0]);
        free(first);
        free(second);
        unlink(path[format][0]);
        unlink(path[format][1]);
    }
    rmdir(folder);
    struct drawing broken = { .width = 1, .height = 1 };
    buffer_add_string(&broken.svg, "<svg");
    assert_false(drawing_write_pdf(&broken, "/tmp/never", &fixture.diagnostics));
    assert_int_equal(fixture.diagnostics.errors, 1);
    drawing_release(&broken);
    drawing_release(&drawing);
    map_fixture_release(&fixture);
}

static void texts_break_at_spaces_and_say_what_they_leave_out(void **state)
{
    (void)state;
    struct lettering *letters = lettering_new();
    struct arena arena = { 0 };
    char *line[3];
    bool whole;
    assert_int_equal(lettering_wrap(letters, &arena, "", 12, false, 100, 3, line, &whole), 1);
    assert_string_equal(line[0], "");
    assert_true(whole);
    int lines = lettering_wrap(letters, &arena, "one two three four five six seven eight nine ten eleven", 13, true, 80,
                               3, line, &whole);
    assert_int_equal(lines, 3);
    assert_false(whole);
    assert_memory_equal(line[2] + strlen(line[2]) - 3, "…", 3);
    for (int i = 0; i < lines; i++)
        assert_true(lettering_width(letters, line[i], 13, true) <= 80);
    lines = lettering_wrap(letters, &arena, "Anticonstitutionnellementdéposé", 13, true, 60, 3, line, &whole);
    assert_false(whole);
    for (int i = 0; i < lines; i++)
        assert_true(lettering_width(letters, line[i], 13, true) <= 60);
    arena_release(&arena);
    lettering_free(letters);
}

int main(void)
{
    message_set_language("en", NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_journey_gives_the_same_bytes),
        cmocka_unit_test(every_step_and_link_and_shown_detour_is_there_with_its_id),
        cmocka_unit_test(hostile_names_are_text_and_never_markup),
        cmocka_unit_test(figures_that_are_not_numbers_are_dashes),
        cmocka_unit_test(what_fewer_than_min_group_users_did_is_not_drawn),
        cmocka_unit_test(of_too_few_users_nothing_lived_is_drawn),
        cmocka_unit_test(a_helper_that_hangs_is_ended),
        cmocka_unit_test(pdf_and_png_are_the_same_bytes_each_time),
        cmocka_unit_test(texts_break_at_spaces_and_say_what_they_leave_out),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
