/* Geometry of the lane map, proved on what is drawn: shipped journeys, made ones, tangles of a hundred detours. */
#include "test.h"
#include "map_fixture.h"
#include "svg_texts.h"
#include "base/message.h"
#include "draw/map_layout.h"
#include "draw/view.h"
#include "graph/compile.h"
#include "input/reader.h"
#include <libxml/parser.h>

enum { WIDTH = 1280, PILL = 6, CLEAR = 3 };      /* pills reach this far over a card's right edge; lines keep apart */

static struct rectangle card_rectangle(const struct map_card *card)
{
    double space = card->capsule ? CAPSULE_SPACE : 0;
    return (struct rectangle){ card->x - space, card->y, card->x + CARD_WIDTH, card->y + CARD_HEIGHT };
}

static void assert_cards_apart(const struct map_layout *layout)
{
    for (int i = 0; i < layout->cards; i++) {
        struct rectangle card = card_rectangle(&layout->card[i]);
        assert_true(card.x >= MARGIN + TAB_WIDTH);
        assert_true(card.right + PILL <= layout->width - MARGIN);
        assert_true(card.y >= 0 && card.bottom <= layout->bottom);
        for (int j = 0; j < i; j++)
            if (rectangles_overlap(card, card_rectangle(&layout->card[j])))
                fail_msg("cards %d and %d overlap", j, i);
    }
}

/* --- links --- */

struct segment { struct rectangle box; bool level; int link; };
struct segments { struct segment *item; int count, capacity; };

static void gather_segments(const struct map_layout *layout, struct segments *segments)
{
    for (int i = 0; i < layout->links; i++)
        for (int piece = 0; piece < layout->link[i].pieces; piece++) {
            const struct map_route *route = &layout->link[i].route[piece];
            assert_true(route->count >= 2);
            for (int k = 1; k < route->count; k++) {
                struct point a = route->point[k - 1], b = route->point[k];
                bool level = fabs(a.y - b.y) < 0.01;
                if (!level && fabs(a.x - b.x) > 0.01)
                    fail_msg("link %d is slanting", i);
                GROW(segments->item, segments->count, segments->capacity);
                segments->item[segments->count++] = (struct segment){
                    { fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y) }, level, i,
                };
            }
        }
}

/* Lines keep clear of every card, pills on its edges included; they end at its sides. */
static void assert_links_go_around_cards(const struct map_layout *layout, const struct segments *segments)
{
    for (int i = 0; i < segments->count; i++)
        for (int j = 0; j < layout->cards; j++) {
            struct rectangle line = segments->item[i].box, card = card_rectangle(&layout->card[j]);
            bool own = layout->link[segments->item[i].link].to == j;    /* it runs on under the capsule */
            if (own)
                card.x = layout->card[j].x;
            line.x += 1, line.right -= 1, line.y -= 0.5, line.bottom += 0.5;
            if (rectangles_overlap(line, card))
                fail_msg("link %d runs through card %d", segments->item[i].link, j);
        }
}

static bool joined(const struct map_layout *layout, int a, int b)
{
    const struct map_link *one = &layout->link[a], *other = &layout->link[b];
    return one->kind == other->kind && (one->from == other->from || one->to == other->to);
}

/* Only lines of one bundle lie on one another. */
static void assert_links_apart(const struct map_layout *layout, const struct segments *segments)
{
    for (int i = 0; i < segments->count; i++)
        for (int j = 0; j < i; j++) {
            const struct segment *a = &segments->item[i], *b = &segments->item[j];
            if (a->level != b->level || joined(layout, a->link, b->link))
                continue;
            double apart = a->level ? fabs(a->box.y - b->box.y) : fabs(a->box.x - b->box.x);
            double common = a->level ? fmin(a->box.right, b->box.right) - fmax(a->box.x, b->box.x)
                                     : fmin(a->box.bottom, b->box.bottom) - fmax(a->box.y, b->box.y);
            if (apart < CLEAR && common > 1)
                fail_msg("links %d and %d lie on one another at (%.0f, %.0f) for %.0f", a->link, b->link, a->box.x,
                         a->box.y, common);
        }
}

static void assert_links_join_their_cards(const struct map_layout *layout)
{
    for (int i = 0; i < layout->links; i++) {
        const struct map_link *link = &layout->link[i];
        const struct map_card *from = &layout->card[link->from], *to = &layout->card[link->to];
        const struct map_route *first = &link->route[0], *last = &link->route[link->pieces - 1];
        assert_int_equal(link->pieces, from->system == to->system ? 1 : 2);
        assert_near(first->point[0].x, from->x + CARD_WIDTH, 0.1);
        assert_true(first->point[0].y > from->y && first->point[0].y < from->y + CARD_HEIGHT);
        assert_near(last->point[last->count - 1].x, to->x, 0.1);
        assert_true(last->point[last->count - 1].y > to->y && last->point[last->count - 1].y < to->y + CARD_HEIGHT);
    }
}

static void assert_good_layout(const struct map_layout *layout)
{
    struct segments segments = { 0 };
    gather_segments(layout, &segments);
    assert_cards_apart(layout);
    assert_links_join_their_cards(layout);
    assert_links_go_around_cards(layout, &segments);
    assert_links_apart(layout, &segments);
    for (int system = 0; system < layout->systems; system++)
        assert_in_range(layout->system[system].columns, 1, SYSTEM_COLUMNS);
    free(segments.item);
}

static void assert_good_map(struct map_fixture *fixture, const struct net *net)
{
    struct map_layout layout;
    map_layout_init(&layout, fixture->journey, net, fixture->audit, WIDTH, 0);
    map_layout_stack(&layout, 100, NULL);
    assert_good_layout(&layout);
    map_layout_release(&layout);
    struct drawing drawing = { 0 };
    struct view_request request = { .journey = fixture->journey, .net = net, .audit = fixture->audit,
                                    .theme = &COLOUR_THEME, .case_number = NONE };
    assert_true(MAP_VIEW.draw(&drawing, &request, &fixture->diagnostics));
    struct svg_texts texts;
    svg_texts_init(&texts, &drawing.svg);
    assert_texts_apart(&texts, (struct rectangle){ 0, 0, drawing.width, drawing.height });
    svg_texts_release(&texts);
    drawing_release(&drawing);
}

static void maps_of_any_size_have_no_link_through_a_card_and_no_text_on_another(void **state)
{
    (void)state;
    static const int steps[] = { 3, 4, 9, 17, 30, 60, 1, 60, 45, 12 }, institutions[] = { 2, 1, 3, 5, 12, 20, 1, 2, 7, 20 },
                     detours[] = { 1, 0, 5, 9, 20, 40, 2, 100, 100, 100 };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct map_fixture fixture;
        map_fixture_init(&fixture, steps[i], institutions[i], (int)(i % 5), detours[i], 10 + i);
        assert_good_map(&fixture, NULL);
        map_fixture_release(&fixture);
    }
}

static void two_hundred_random_maps_are_as_good(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct map_fixture fixture;
        struct map_layout layout;
        map_fixture_init(&fixture, 3 + (int)(seed * 7 % 40), 1 + (int)(seed % 9), (int)(seed % 5), (int)(seed % 31), seed);
        map_layout_init(&layout, fixture.journey, NULL, seed % 7 ? fixture.audit : NULL, WIDTH, 0);
        map_layout_stack(&layout, 0, NULL);
        assert_good_layout(&layout);
        map_layout_release(&layout);
        map_fixture_release(&fixture);
    }
}

static void maps_of_the_shipped_journeys_are_as_good(void **state)
{
    (void)state;
    static const char *const path[] = { "journeys/retraite/retraite.xml",
                                        "journeys/permis-environnement/permis.xml" };
    for (size_t i = 0; i < sizeof path / sizeof *path; i++) {
        struct map_fixture fixture = { 0 };
        bool owned = false;
        fixture.journey = journey_read(path[i], &fixture.diagnostics);
        assert_non_null(fixture.journey);
        struct net *net = net_compile(fixture.journey, &owned, &fixture.diagnostics);
        assert_good_map(&fixture, net);
        if (owned)
            net_free(net);
        journey_free(fixture.journey);
        diagnostics_release(&fixture.diagnostics);
    }
}

static void planned_links_go_to_the_right_and_phases_never_mix(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 8; seed++) {
        struct map_fixture fixture;
        struct map_layout layout;
        map_fixture_init(&fixture, 20, 4, 4, 12, seed);
        map_layout_init(&layout, fixture.journey, NULL, fixture.audit, WIDTH, 0);
        for (int i = 0; i < layout.links; i++)
            if (layout.link[i].kind == MAP_LINK_PLANNED && layout.link[i].from < layout.link[i].to)
                assert_true(layout.card[layout.link[i].from].column < layout.card[layout.link[i].to].column);
        for (int i = 0; layout.phases && i < 20; i++)
            for (int j = 0; j < 20; j++)
                if (fixture.journey->step[i].phase < fixture.journey->step[j].phase)
                    assert_true(layout.card[i].column < layout.card[j].column);
        map_layout_release(&layout);
        map_fixture_release(&fixture);
    }
}

/* --- what an edit moves --- */

/* A step of its own, with one institution, in front of node `place` of the path. */
static void insert_step(struct journey *journey, int place, int institution)
{
    struct step *step = arena_alloc(&journey->arena, ((size_t)journey->steps + 1) * sizeof *step);
    struct node *node = arena_alloc(&journey->arena, ((size_t)journey->nodes + 1) * sizeof *node);
    memcpy(step, journey->step, (size_t)journey->steps * sizeof *step);
    memcpy(node, journey->node, (size_t)journey->nodes * sizeof *node);
    step[journey->steps] = step[0];
    step[journey->steps].id = "inserted";
    step[journey->steps].institution = institution;
    step[journey->steps].wait = DURATION_NONE;
    int *at = &node[journey->root].first_child;
    for (int i = 0; i < place && node[*at].next_sibling != NONE; i++)
        at = &node[*at].next_sibling;
    step[journey->steps].phase = NONE;
    node[journey->nodes] = (struct node){ .kind = NODE_STEP, .parent = journey->root, .first_child = NONE,
                                          .next_sibling = *at, .step = journey->steps, .phase = NONE, .share = NAN };
    *at = journey->nodes;
    journey->step = step;
    journey->node = node;
    journey->steps++;
    journey->nodes++;
}

/* Pairs of cards that changed sides: left and right in the order of columns, above and below within it. */
static int inversions(const struct map_layout *before, const struct map_layout *after, int shift)
{
    int count = 0;
    for (int i = 0; i < before->cards; i++)
        for (int j = 0; j < before->cards; j++) {
            const struct map_card *a = &before->card[i], *b = &before->card[j];
            const struct map_card *c = &after->card[i < before->journey->steps ? i : i + shift],
                                  *d = &after->card[j < before->journey->steps ? j : j + shift];
            count += a->column < b->column && c->column > d->column;
            int lane_a = before->lane[a->lane], lane_b = before->lane[b->lane];
            int lane_c = after->lane[c->lane], lane_d = after->lane[d->lane];
            count += lane_a == lane_b && lane_c == lane_d && a->row < b->row && c->row > d->row;
            count += lane_a < lane_b && lane_c > lane_d;
        }
    return count;
}

static void inserting_a_step_swaps_no_two_cards(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct map_fixture fixture;
        struct map_layout before, after;
        map_fixture_init(&fixture, 8 + (int)(seed % 20), 2 + (int)(seed % 5), 0, 0, seed);
        map_layout_init(&before, fixture.journey, NULL, NULL, WIDTH, 0);
        struct journey old = *fixture.journey;
        before.journey = &old;
        insert_step(fixture.journey, (int)(seed % 7), (int)(seed % 2));
        map_layout_init(&after, fixture.journey, NULL, NULL, WIDTH, 0);
        assert_int_equal(inversions(&before, &after, 1), 0);
        map_layout_release(&before);
        map_layout_release(&after);
        map_fixture_release(&fixture);
    }
}

/* The first `detours` of the same audit, then one more of them. */
static void one_more_detour_swaps_no_two_cards(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct map_fixture fixture;
        struct map_layout before, after;
        map_fixture_init(&fixture, 8 + (int)(seed % 20), 2 + (int)(seed % 5), (int)(seed % 4), 6 + (int)(seed % 9), seed);
        fixture.audit->detours--;
        map_layout_init(&before, fixture.journey, NULL, fixture.audit, WIDTH, 0);
        fixture.audit->detours++;
        map_layout_init(&after, fixture.journey, NULL, fixture.audit, WIDTH, 0);
        if (inversions(&before, &after, 0))
            fail_msg("seed %d: %d pairs of cards change sides", (int)seed, inversions(&before, &after, 0));
        map_layout_release(&before);
        map_layout_release(&after);
        map_fixture_release(&fixture);
    }
}

int main(void)
{
    message_set_language("en", NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_of_any_size_have_no_link_through_a_card_and_no_text_on_another),
        cmocka_unit_test(two_hundred_random_maps_are_as_good),
        cmocka_unit_test(maps_of_the_shipped_journeys_are_as_good),
        cmocka_unit_test(planned_links_go_to_the_right_and_phases_never_mix),
        cmocka_unit_test(inserting_a_step_swaps_no_two_cards),
        cmocka_unit_test(one_more_detour_swaps_no_two_cards),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
