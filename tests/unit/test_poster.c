#include "test.h"
#include "map_fixture.h"
#include "svg_texts.h"
#include "base/message.h"
#include "base/random.h"
#include "draw/blank.h"
#include "draw/cards.h"
#include "draw/form.h"
#include "draw/map.h"
#include "draw/print.h"
#include "draw/tiles.h"
#include "draw/view.h"
#include <libgen.h>
#include <libxml/parser.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

static char *file_bytes(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = NULL;
    struct stat status;
    assert_int_equal(fstat(fileno(file), &status), 0);
    bytes = calloc(1, (size_t)status.st_size + 1);
    *length = fread(bytes, 1, (size_t)status.st_size, file);
    fclose(file);
    return bytes;
}

static int occurrences(const char *text, const char *wanted)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, wanted)); at += strlen(wanted))
        count++;
    return count;
}

/* --- paper --- */

static void sheets_have_the_sizes_of_iso_216_to_the_millimetre(void **state)
{
    (void)state;
    static const double lying[PAPER_COUNT][2] = {
        { 297, 210 }, { 420, 297 }, { 594, 420 }, { 841, 594 }, { 1189, 841 }
    };
    for (int paper = 0; paper < PAPER_COUNT; paper++)
        for (int portrait = 0; portrait < 2; portrait++) {
            struct extent extent = paper_extent((enum paper)paper, portrait);
            assert_near(extent.width, lying[paper][portrait], 0);
            assert_near(extent.height, lying[paper][!portrait], 0);
        }
}

/* The page boxes of a PDF, in the order of the file. */
static int page_boxes(const char *bytes, size_t length, double box[][2], int room)
{
    int count = 0;
    const char *at = bytes, *end = bytes + length;
    while (count < room && (at = memmem(at, (size_t)(end - at), "/MediaBox", 9))) {
        assert_int_equal(sscanf(at, "/MediaBox [ 0 0 %lf %lf ]", &box[count][0], &box[count][1]), 2);
        count++;
        at += 9;
    }
    return count;
}

static void pages_are_as_large_as_their_paper_to_a_tenth_of_a_point(void **state)
{
    (void)state;
    char path[] = "/tmp/parcours-test-XXXXXX";
    struct diagnostics diagnostics = { 0 };
    close(mkstemp(path));
    struct print *print = print_new("sizes");
    for (int i = 0; i < 2 * PAPER_COUNT; i++) {
        struct extent extent = paper_extent((enum paper)(i / 2), i % 2);
        print_page(print, extent.width * MILLIMETRE, extent.height * MILLIMETRE);
    }
    assert_true(print_write(print, path, &diagnostics));
    print_free(print);
    size_t length;
    char *bytes = file_bytes(path, &length);
    double box[2 * PAPER_COUNT][2];
    assert_int_equal(page_boxes(bytes, length, box, 2 * PAPER_COUNT), 2 * PAPER_COUNT);
    for (int i = 0; i < 2 * PAPER_COUNT; i++) {
        struct extent extent = paper_extent((enum paper)(i / 2), i % 2);
        assert_near(box[i][0], extent.width / 25.4 * 72, 0.05);
        assert_near(box[i][1], extent.height / 25.4 * 72, 0.05);
    }
    free(bytes);
    unlink(path);
    diagnostics_release(&diagnostics);
}

static void a_drawing_fills_the_sheet_between_its_margins(void **state)
{
    (void)state;
    struct drawing wide = { .width = 2000, .height = 100 }, high = { .width = 100, .height = 2000 };
    struct extent sheet = paper_extent(PAPER_A3, false);
    assert_near(wide.width * paper_fit(&wide, sheet) / MILLIMETRE, 400, 1e-9);
    assert_near(high.height * paper_fit(&high, sheet) / MILLIMETRE, 277, 1e-9);
    assert_false(paper_better_upright(&wide, PAPER_A3));
    assert_true(paper_better_upright(&high, PAPER_A3));
}

static void a_text_that_is_too_small_is_said_with_the_smallest_paper_that_would_do(void **state)
{
    (void)state;
    struct diagnostics diagnostics = { 0 };
    /* on A4 a unit is 0.5 points, and 1.4 times that a size up */
    struct drawing drawing = { .width = 277 * 2 * MILLIMETRE, .height = 100, .smallest_text = 12 };
    strcpy(drawing.smallest_words, "tiny");
    double scale = paper_fit(&drawing, paper_extent(PAPER_A4, false));
    paper_check_text(&drawing, PAPER_A4, false, scale, true, "poster", &diagnostics);
    assert_diagnostics(&diagnostics,
                       "poster: warning: the smallest text, 'tiny', is 6.0 points on A4 and is read from 0.26 m at "
                       "most; expected at least 7 points\n"
                       "poster: note: A3 is the smallest paper that would do: --paper A3, and with --tile A4 it comes "
                       "out of any printer\n");
    diagnostics_release(&diagnostics);
    drawing.smallest_text = 14;
    paper_check_text(&drawing, PAPER_A4, false, scale, true, "poster", &diagnostics);
    assert_int_equal(diagnostics.count, 0);
    drawing.smallest_text = 1;
    paper_check_text(&drawing, PAPER_A2, false, paper_fit(&drawing, paper_extent(PAPER_A2, false)), true, "poster",
                     &diagnostics);
    assert_int_equal(diagnostics.warnings, 1);
    assert_non_null(strstr(diagnostics.item[1].text, "no A size is large enough"));
    diagnostics_release(&diagnostics);
}

/* --- tiles --- */

static void assert_axis_covered(const struct tile_axis *axis)
{
    assert_in_range(axis->count, 1, TILE_LIMIT);
    assert_near(axis->start[0], 0, 0);
    assert_true(axis->start[axis->count - 1] + axis->window >= axis->length);
    for (int i = 1; i < axis->count; i++) {
        assert_true(axis->start[i] > axis->start[i - 1]);
        assert_true(axis->start[i] + TILE_OVERLAP <= axis->start[i - 1] + axis->window);
    }
}

static void every_point_is_on_a_tile_and_tiles_overlap_by_a_centimetre_at_least(void **state)
{
    (void)state;
    struct random_stream random;
    random = random_stream_new(1, 2, 3);
    for (int round = 0; round < 40; round++)
        for (int large = PAPER_A3; large < PAPER_COUNT; large++)
            for (int small = PAPER_A4; small <= PAPER_A3 && small < large; small++) {
                struct drawing_box box[30];
                struct extent whole = paper_extent((enum paper)large, round % 2);
                if (round > 20)
                    whole.width *= random_uniform(&random);
                for (int i = 0; i < 30; i++)
                    box[i] = (struct drawing_box){ whole.width * random_uniform(&random),
                                                   whole.height * random_uniform(&random), 60 * random_uniform(&random),
                                                   60 * random_uniform(&random), (enum drawing_part)(i % 3) };
                struct tiling tiling = { .large = (enum paper)large,
                                         .small = (enum paper)small,
                                         .portrait = round % 2 };
                tiling_cut(&tiling, whole, box, (size_t)(round % 31));
                assert_axis_covered(&tiling.across);
                assert_axis_covered(&tiling.down);
                assert_true(tiling.across.length >= whole.width && tiling.across.length < whole.width + 1);
                assert_near(tile_end(&tiling.across, tiling.across.count - 1), tiling.across.length, 0);
            }
}

static void an_empty_a1_takes_sixteen_sheets_of_a4(void **state)
{
    (void)state;
    struct tiling tiling = { .large = PAPER_A1, .small = PAPER_A4 };
    tiling_cut(&tiling, paper_extent(PAPER_A1, false), NULL, 0);
    assert_int_equal(tiling.across.count * tiling.down.count, 16);
    assert_near(tiling.across.start[1], 267, 0); /* as late as can be */
    char name[8];
    tile_name(name, 1, 2);
    assert_string_equal(name, "B3");
}

static bool cut_through(const struct tile_axis *axis, double low, double high)
{
    for (int i = 1; i < axis->count; i++)
        if (axis->start[i] > low && axis->start[i] < high)
            return true;
    return false;
}

static void cuts_go_between_cards_where_there_is_room_between_them(void **state)
{
    (void)state;
    for (double wide = 30; wide <= 120; wide += 7)
        for (double gutter = 3; gutter <= 9; gutter += 3) {
            struct drawing_box box[400];
            size_t boxes = 0;
            for (double x = 12; x + wide < 829; x += wide + gutter)
                for (double y = 12; y + 40 < 580; y += 46)
                    box[boxes++] = (struct drawing_box){ x, y, wide, 40, PART_CARD };
            struct tiling tiling = { .large = PAPER_A1, .small = PAPER_A4 };
            tiling_cut(&tiling, paper_extent(PAPER_A1, false), box, boxes);
            assert_axis_covered(&tiling.across);
            assert_axis_covered(&tiling.down);
            assert_int_equal(tiling.across.cards_cut + tiling.down.cards_cut, 0);
            for (size_t i = 0; i < boxes; i++) {
                assert_false(cut_through(&tiling.across, box[i].x, box[i].x + box[i].width));
                assert_false(cut_through(&tiling.down, box[i].y, box[i].y + box[i].height));
            }
        }
}

/* With one cut, all places can be tried. */
static void no_other_cut_would_go_through_fewer_cards(void **state)
{
    (void)state;
    struct random_stream random;
    random = random_stream_new(4, 5, 6);
    for (int round = 0; round < 200; round++) {
        struct drawing_box box[12];
        for (int i = 0; i < 12; i++)
            box[i] = (struct drawing_box){ 400 * random_uniform(&random), 0, 5 + 70 * random_uniform(&random), 5,
                                           PART_CARD };
        struct tiling tiling = { .large = PAPER_A3, .small = PAPER_A4 };
        tiling_cut(&tiling, (struct extent){ 420, 100 }, box, 12);
        int least = 12;
        for (int cut = 420 - 277; cut <= 267; cut++) {
            int through = 0;
            for (int i = 0; i < 12; i++)
                through += cut > box[i].x - 1 && cut < box[i].x + box[i].width + 1;
            least = through < least ? through : least;
        }
        if (tiling.across.count == 2)
            assert_int_equal(tiling.across.cards_cut, least);
        else
            assert_true(tiling.across.cards_cut < least);
    }
}

static void no_cut_runs_along_a_line(void **state)
{
    (void)state;
    struct drawing_box line = { 265, 0, 4, 594, PART_LINE }, crossed = { 0, 100, 841, 4, PART_LINE };
    struct drawing_box box[] = { line, crossed };
    struct tiling tiling = { .large = PAPER_A1, .small = PAPER_A4 };
    tiling_cut(&tiling, paper_extent(PAPER_A1, false), box, 2);
    assert_false(cut_through(&tiling.across, 264, 270));
    assert_near(tiling.across.start[1], 262, 0); /* 3 mm before it */
}

static void assert_well_formed(const struct buffer *svg)
{
    xmlDocPtr document =
        xmlReadMemory(svg->data, (int)svg->length, "form.svg", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
    assert_non_null(document);
    xmlFreeDoc(document);
}

/* How many lines of exactly `units` lie level in a drawing. */
static int level_lines(const struct drawing *drawing, double units)
{
    int found = 0;
    for (const char *at = drawing->svg.data; (at = strstr(at, "<path d=\"M")); at++) {
        double x, y, right, bottom;
        int read = 0;
        if (sscanf(at, "<path d=\"M%lf %lfL%lf %lf\"%n", &x, &y, &right, &bottom, &read) == 4 && read)
            found += fabs(right - x - units) < 1e-9 && y == bottom;
    }
    return found;
}

/* The last tiles may be too narrow for a whole sentence. */
static bool wide(const struct tile_axis *axis, int number) { return tile_end(axis, number) - axis->start[number] > 60; }

static void each_tile_says_what_goes_where_and_has_a_line_of_50_mm(void **state)
{
    (void)state;
    struct tiling tiling = { .large = PAPER_A1, .small = PAPER_A4 };
    tiling_cut(&tiling, paper_extent(PAPER_A1, false), NULL, 0);
    assert_near(MM(CONTROL_LINE) * QUARTER, 50 / 25.4 * 72, 1e-9);
    for (int row = 0; row < tiling.down.count; row++)
        for (int column = 0; column < tiling.across.count; column++) {
            struct drawing page = { 0 };
            char text[60], name[8];
            tile_page_draw(&page, &tiling, row, column, "Title & more", &OUTLINE_THEME);
            assert_well_formed(&page.svg);
            assert_near(page.width * QUARTER, 297 / 25.4 * 72, 1e-9);
            assert_int_equal(level_lines(&page, MM(CONTROL_LINE)), 1);
            tile_name(name, row, column + 1);
            snprintf(text, sizeof text, ">glue %s%s<", name,
                     wide(&tiling.down, row) ? " here, its edge on the dashes" : "");
            assert_int_equal(occurrences(page.svg.data, text), column + 1 < tiling.across.count);
            tile_name(name, row + 1, column);
            snprintf(text, sizeof text, ">glue %s%s<", name,
                     wide(&tiling.across, column) ? " here, its edge on the dashes" : "");
            assert_int_equal(occurrences(page.svg.data, text), row + 1 < tiling.down.count);
            tile_name(name, row, column);
            snprintf(text, sizeof text, ">Sheet %s · A1 on 16 sheets of A4, landscape ", name);
            assert_int_equal(occurrences(page.svg.data, text), 1);
            struct svg_texts texts;
            svg_texts_init(&texts, &page.svg);
            assert_texts_apart(&texts, (struct rectangle){ 0, 0, page.width, page.height });
            svg_texts_release(&texts);
            drawing_release(&page);
        }
}

static void tiles_are_one_page_each_after_the_plan_and_the_same_bytes_each_time(void **state)
{
    (void)state;
    struct map_fixture fixture;
    struct drawing map = { 0 };
    map_fixture_init(&fixture, 9, 3, 2, 3, 7);
    struct view_request request = {
        .journey = fixture.journey, .audit = fixture.audit, .theme = &BLACK_AND_WHITE_THEME, .case_number = NONE
    };
    assert_true(MAP_VIEW.draw(&map, &request, &fixture.diagnostics));
    assert_true(map.boxes > 9);
    struct tiling tiling = { .large = PAPER_A2, .small = PAPER_A4 };
    double scale = paper_fit(&map, paper_extent(PAPER_A2, false)), unit = scale / MILLIMETRE;
    tiling_cut(&tiling, (struct extent){ map.width * unit + 20, map.height * unit + 20 }, NULL, 0);
    struct tile_print wanted = { &map, &tiling, 10, 10, scale, "Title", &BLACK_AND_WHITE_THEME };
    char path[2][40] = { "/tmp/parcours-test-XXXXXX", "/tmp/parcours-test-XXXXXX" };
    char *bytes[2];
    size_t length[2];
    for (int i = 0; i < 2; i++) {
        close(mkstemp(path[i]));
        assert_true(tiles_write(&wanted, path[i], &fixture.diagnostics));
        bytes[i] = file_bytes(path[i], &length[i]);
    }
    assert_int_equal(length[0], length[1]);
    assert_memory_equal(bytes[0], bytes[1], length[0]);
    double box[40][2];
    assert_int_equal(page_boxes(bytes[0], length[0], box, 40), 1 + tiling.across.count * tiling.down.count);
    for (int i = 0; i < 2; i++) {
        free(bytes[i]);
        unlink(path[i]);
    }
    assert_false(tiles_write(&wanted, "/nowhere/at/all.pdf", &fixture.diagnostics));
    drawing_release(&map);
    map_fixture_release(&fixture);
}

/* --- cards --- */

static void cards_are_76_mm_and_stand_apart_on_every_paper(void **state)
{
    (void)state;
    assert_near(MM(CARD_SIDE) * QUARTER, 76 / 25.4 * 72, 1e-9);
    for (int paper = 0; paper < PAPER_COUNT; paper++)
        for (int portrait = 0; portrait < 2; portrait++) {
            struct extent extent = paper_extent((enum paper)paper, portrait);
            struct card_grid grid = card_grid_of((enum paper)paper, portrait);
            assert_true(grid.columns * grid.rows >= 4);
            assert_true(grid.pitch_x >= CARD_SIDE + 2 && grid.pitch_y >= CARD_SIDE + 2);
            assert_true(grid.x >= SHEET_MARGIN && grid.y >= SHEET_MARGIN);
            assert_true(grid.x + (grid.columns - 1) * grid.pitch_x + CARD_SIDE <= extent.width - SHEET_MARGIN);
            assert_true(grid.y + (grid.rows - 1) * grid.pitch_y + CARD_SIDE <= extent.height - SHEET_MARGIN);
        }
}

static void assert_card_texts_apart(const struct drawing *drawing)
{
    struct svg_texts texts;
    assert_well_formed(&drawing->svg);
    svg_texts_init(&texts, &drawing->svg);
    assert_texts_apart(&texts, (struct rectangle){ 0, 0, drawing->width, drawing->height });
    svg_texts_release(&texts);
}

static void blank_cards_are_half_steps_and_half_contacts(void **state)
{
    (void)state;
    struct cards_request request = { .theme = &COLOUR_THEME, .paper = PAPER_A4, .portrait = true };
    struct drawing drawing = { 0 };
    assert_int_equal(cards_sheets(&request), 1);
    cards_sheet_draw(&drawing, &request, 0);
    assert_card_texts_apart(&drawing);
    assert_int_equal(occurrences(drawing.svg.data, "width=\"304.0\" height=\"304.0\""), 3);
    assert_int_equal(occurrences(drawing.svg.data, ">Planned step<"), 3);
    assert_int_equal(occurrences(drawing.svg.data, ">Extra contact<"), 3);
    assert_int_equal(occurrences(drawing.svg.data, ">Home visit<"), 6);
    assert_int_equal(level_lines(&drawing, MM(CONTROL_LINE)), 1);
    double x, y, right, top;
    const char *cut = strstr(drawing.svg.data, "stroke=\"#D55E00\"");
    while (cut > drawing.svg.data && strncmp(cut, "<path", 5))
        cut--;
    assert_int_equal(sscanf(cut, "<path d=\"M%lf %lfL%lf %lf", &x, &y, &right, &top), 4);
    assert_near(right - x + 2 * MM(7), MM(CARD_SIDE), 0.05); /* between its cut corners */
    drawing_release(&drawing);
    request.copies = 7;
    assert_int_equal(cards_sheets(&request), 3);
}

static void a_journey_has_a_card_a_step_and_blank_contacts(void **state)
{
    (void)state;
    for (int round = 0; round < 4; round++) {
        struct map_fixture fixture;
        map_fixture_init(&fixture, 11, 3, 2, 3, 20 + (uint64_t)round);
        struct cards_request request = { .journey = fixture.journey,
                                         .theme = THEMES[round % 3],
                                         .paper = round == 3 ? PAPER_A2 : PAPER_A4,
                                         .portrait = round < 2 };
        int steps = 0, contacts = 0;
        for (int sheet = 0; sheet < cards_sheets(&request); sheet++) {
            struct drawing drawing = { 0 };
            cards_sheet_draw(&drawing, &request, sheet);
            assert_card_texts_apart(&drawing);
            for (int i = 1; i <= fixture.journey->steps; i++) {
                char number[20];
                snprintf(number, sizeof number, ">no. %d<", i);
                steps += occurrences(drawing.svg.data, number);
            }
            contacts += occurrences(drawing.svg.data, ">Extra contact<");
            drawing_release(&drawing);
        }
        assert_int_equal(steps, fixture.journey->steps);
        assert_int_equal(contacts, fixture.journey->steps);
        request.copies = 1;
        assert_int_equal(cards_sheets(&request), round == 3 ? 1 : 2);
        map_fixture_release(&fixture);
    }
}

/* --- the blank poster --- */

static void assert_blank_fits(const struct blank_request *request)
{
    struct drawing drawing = { 0 };
    struct diagnostics diagnostics = { 0 };
    struct extent extent = paper_extent(request->paper, request->portrait);
    assert_true(blank_draw(&drawing, request, &diagnostics));
    assert_near(drawing.width, MM(extent.width), 1e-9);
    assert_near(drawing.height, MM(extent.height), 1e-9);
    assert_well_formed(&drawing.svg);
    struct svg_texts texts;
    double edge = MM(SHEET_MARGIN) - 0.2;
    svg_texts_init(&texts, &drawing.svg);
    assert_texts_apart(&texts, (struct rectangle){ edge, edge, drawing.width - edge, drawing.height - edge });
    svg_texts_release(&texts);
    if (!request->lanes && !request->columns && !request->journey)
        assert_true(drawing.smallest_text * QUARTER >= paper_least_text(request->paper) - 0.05);
    drawing_release(&drawing);
    diagnostics_release(&diagnostics);
}

static void a_blank_poster_fits_any_paper_and_is_readable_on_it(void **state)
{
    (void)state;
    static const char *const language[] = { "en", "fr" };
    static char program[PATH_MAX + 16];
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    snprintf(program, sizeof program, "%s/../parcours", dirname(self)); /* beside it, the catalogue, if it was built */
    for (size_t k = 0; k < 2; k++) {
        message_set_language(language[k], program);
        for (int paper = 0; paper < PAPER_COUNT; paper++)
            for (int portrait = 0; portrait < 2; portrait++)
                assert_blank_fits(&(struct blank_request){
                    .theme = THEMES[paper % 3], .paper = (enum paper)paper, .portrait = portrait, .who = "poster" });
    }
    message_set_language("en", NULL);
}

static void places_are_76_mm_on_a0_and_all_there(void **state)
{
    (void)state;
    struct blank_request request = { .theme = &COLOUR_THEME, .paper = PAPER_A0, .who = "poster" };
    struct diagnostics diagnostics = { 0 };
    struct drawing drawing = { 0 };
    struct blank_layout layout;
    struct blank_needs needs = { .cell = 60, .tab = 80, .channel_rows = 1 };
    assert_true(blank_layout_init(&layout, &request, &needs, &diagnostics));
    assert_near(layout.place, 76, 0);
    assert_true(layout.pitch_x >= 76 && layout.pitch_y >= 76);
    assert_true(layout.lanes >= 5 && layout.columns >= 13);
    assert_true(blank_draw(&drawing, &request, &diagnostics));
    assert_int_equal(diagnostics.count, 0);
    int places = 0;
    for (size_t i = 0; i < drawing.boxes; i++)
        if (drawing.box[i].part == PART_CARD) {
            assert_near(drawing.box[i].width, MM(76), 1e-9);
            assert_near(drawing.box[i].height, MM(76), 1e-9);
            places++;
        }
    assert_true(places >= 5 * 13);
    for (size_t i = 0; i < drawing.boxes; i++)
        for (size_t j = 0; j < i && drawing.box[i].part == PART_CARD; j++) {
            const struct drawing_box *a = &drawing.box[i], *b = &drawing.box[j];
            if (rectangles_overlap((struct rectangle){ a->x, a->y, a->x + a->width, a->y + a->height },
                                   (struct rectangle){ b->x, b->y, b->x + b->width, b->y + b->height }))
                fail_msg("something stands on a place");
        }
    drawing_release(&drawing);
}

static void lanes_and_columns_are_as_many_as_asked_or_it_is_said_how_many_fit(void **state)
{
    (void)state;
    struct diagnostics diagnostics = { 0 };
    struct drawing drawing = { 0 };
    struct blank_request request = {
        .theme = &COLOUR_THEME, .paper = PAPER_A1, .lanes = 3, .columns = 4, .who = "poster"
    };
    assert_true(blank_draw(&drawing, &request, &diagnostics));
    int places = 0;
    for (size_t i = 0; i < drawing.boxes; i++)
        places += drawing.box[i].part == PART_CARD;
    assert_int_equal(places, 12);
    drawing_release(&drawing);
    diagnostics_release(&diagnostics);
    request.lanes = 40;
    assert_false(blank_draw(&drawing, &request, &diagnostics));
    assert_null(drawing.svg.data);
    assert_string_equal(
        diagnostics.item[0].text,
        "40 lanes do not fit on A1 with places of at least 18 mm: expected at most 13, or larger paper");
    diagnostics_release(&diagnostics);
    request.lanes = 13;
    assert_blank_fits(&request);
    request.columns = 24;
    assert_blank_fits(&request);
}

static void names_stay_in_their_tabs_and_bands_however_long_and_many(void **state)
{
    (void)state;
    static const char *const name[] = { "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                        "Caisse d'assurance retraite et de la santé au travail <de> Bourgogne & Franche-Comté",
                                        "A" };
    for (int round = 0; round < 6; round++) {
        struct map_fixture fixture;
        map_fixture_init(&fixture, 40, 3 + 3 * (round % 4), 5 + 4 * round, 2, 40 + (uint64_t)round);
        struct journey *journey = fixture.journey;
        for (int i = 0; i < journey->institutions; i++) {
            journey->institution[i].name = name[i % 3];
            journey->institution[i].role = i % 4 ? name[(i + 1) % 3] : NULL;
        }
        for (int i = 0; i < journey->phases; i++)
            journey->phase[i].name = name[i % 3];
        assert_blank_fits(&(struct blank_request){ .journey = journey, .theme = THEMES[round % 3], .paper = PAPER_A0,
                                                   .portrait = round % 2, .who = "poster" });
        map_fixture_release(&fixture);
    }
}

static void the_lanes_and_phases_of_a_journey_are_named_and_its_steps_are_not(void **state)
{
    (void)state;
    static const int institutions[] = { 1, 3, 6, 9 }, phases[] = { 0, 1, 4, 9 };
    for (int round = 0; round < 4; round++) {
        struct map_fixture fixture;
        struct diagnostics diagnostics = { 0 };
        struct drawing drawing = { 0 };
        map_fixture_init(&fixture, 14, institutions[round], phases[round], 2, 30 + (uint64_t)round);
        struct blank_request request = { .journey = fixture.journey,
                                         .theme = THEMES[round % 3],
                                         .paper = round % 2 ? PAPER_A0 : PAPER_A1,
                                         .portrait = round == 3,
                                         .who = "poster" };
        assert_blank_fits(&request);
        assert_true(blank_draw(&drawing, &request, &diagnostics));
        for (int i = 0; i < fixture.journey->steps; i++)
            assert_null(strstr(drawing.svg.data, step_title(fixture.journey, i)));
        for (int i = 0; i < fixture.journey->phases; i++)
            assert_non_null(strstr(drawing.svg.data, phase_title(fixture.journey, i)));
        drawing_release(&drawing);
        diagnostics_release(&diagnostics);
        map_fixture_release(&fixture);
    }
}

int main(void)
{
    message_set_language("en", NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_have_the_sizes_of_iso_216_to_the_millimetre),
        cmocka_unit_test(pages_are_as_large_as_their_paper_to_a_tenth_of_a_point),
        cmocka_unit_test(a_drawing_fills_the_sheet_between_its_margins),
        cmocka_unit_test(a_text_that_is_too_small_is_said_with_the_smallest_paper_that_would_do),
        cmocka_unit_test(every_point_is_on_a_tile_and_tiles_overlap_by_a_centimetre_at_least),
        cmocka_unit_test(an_empty_a1_takes_sixteen_sheets_of_a4),
        cmocka_unit_test(cuts_go_between_cards_where_there_is_room_between_them),
        cmocka_unit_test(no_other_cut_would_go_through_fewer_cards),
        cmocka_unit_test(no_cut_runs_along_a_line),
        cmocka_unit_test(each_tile_says_what_goes_where_and_has_a_line_of_50_mm),
        cmocka_unit_test(tiles_are_one_page_each_after_the_plan_and_the_same_bytes_each_time),
        cmocka_unit_test(cards_are_76_mm_and_stand_apart_on_every_paper),
        cmocka_unit_test(blank_cards_are_half_steps_and_half_contacts),
        cmocka_unit_test(a_journey_has_a_card_a_step_and_blank_contacts),
        cmocka_unit_test(a_blank_poster_fits_any_paper_and_is_readable_on_it),
        cmocka_unit_test(places_are_76_mm_on_a0_and_all_there),
        cmocka_unit_test(lanes_and_columns_are_as_many_as_asked_or_it_is_said_how_many_fit),
        cmocka_unit_test(names_stay_in_their_tabs_and_bands_however_long_and_many),
        cmocka_unit_test(the_lanes_and_phases_of_a_journey_are_named_and_its_steps_are_not),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
