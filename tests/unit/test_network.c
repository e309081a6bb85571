/* The network of hand-offs: groups, places, labels, and what may be shown of it. */
#include "test.h"
#include "base/random.h"
#include "draw/network.h"
#include "graph/one_stop.h"
#include "input/reader.h"
#include "input_file.h"
#include <libgen.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* parcours-graphviz of this build: two folders up from the test. */
static const char *helper(void)
{
    static char path[PATH_MAX + 32];
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    snprintf(path, sizeof path, "%s/parcours-graphviz", dirname(dirname(self)));
    return path;
}

/* --- groups --- */

static void two_that_pass_people_to_and_fro_are_a_group(void **state)
{
    (void)state;
    const double passed[16] = { 0, 1.2, 0.1, 0, 1.1, 0, 0, 0.2, 0, 0.3, 0, 0.4, 0, 0, 0.4, 0 };
    int group[4];
    double inside, all;
    assert_int_equal(one_stop_groups(passed, 4, group), 1);
    assert_int_equal(group[0], 0);
    assert_int_equal(group[1], 0);
    assert_int_equal(group[2], NONE);
    assert_int_equal(group[3], NONE);
    one_stop_weight(passed, 4, group, 0, &inside, &all);
    assert_near(inside, 2.3, 1e-9);
    assert_near(all, 2.9, 1e-9);
}

static void people_who_go_one_way_only_make_no_group(void **state)
{
    (void)state;
    const double passed[9] = { 0, 3, 0, 0.4, 0, 3, 0, 0, 0 };
    int group[3];
    assert_int_equal(one_stop_groups(passed, 3, group), 0);
}

static void a_pair_takes_in_whom_it_deals_with_most_until_most_hand_offs_stay_inside(void **state)
{
    (void)state;
    /* 0 and 1 exchange most, but more leaves them than stays; 2 is where it goes. 3, 4, 5 are far from all that. */
    double passed[36] = { 0 };
    int group[6];
    passed[0 * 6 + 1] = passed[1 * 6 + 0] = 1;
    passed[0 * 6 + 2] = passed[2 * 6 + 0] = passed[1 * 6 + 2] = passed[2 * 6 + 1] = 0.9;
    passed[3 * 6 + 4] = passed[4 * 6 + 5] = 0.4;
    assert_int_equal(one_stop_groups(passed, 6, group), 1);
    for (int i = 0; i < 6; i++)
        assert_int_equal(group[i], i < 3 ? 0 : NONE);
}

static void that_everybody_deals_with_everybody_says_nothing(void **state)
{
    (void)state;
    double passed[36];
    int group[6];
    for (int i = 0; i < 36; i++)
        passed[i] = i / 6 == i % 6 ? 0 : 1;
    assert_int_equal(one_stop_groups(passed, 6, group), 0);
    assert_int_equal(one_stop_groups(passed, 2, group), 0);
    assert_int_equal(one_stop_groups(passed, 0, group), 0);
}

/* --- places --- */

struct made { struct arena arena; struct free_layout layout; struct network network; };

static void make_layout(struct made *made, int nodes, int edges, int grouped, uint64_t seed)
{
    struct random_stream random = random_stream_new(seed, 0, 0);
    *made = (struct made){ 0 };
    struct free_layout *layout = &made->layout;
    *layout = (struct free_layout){ .nodes = nodes, .edges = edges, .groups = grouped > 0, .gap = 30, .ranks = 50 };
    layout->node = arena_alloc(&made->arena, (size_t)nodes * sizeof *layout->node);
    layout->edge = arena_alloc(&made->arena, (size_t)(edges + 1) * sizeof *layout->edge);
    layout->group = arena_alloc(&made->arena, sizeof *layout->group);
    made->network.edge = arena_alloc(&made->arena, (size_t)(edges + 1) * sizeof *made->network.edge);
    for (int i = 0; i < nodes; i++)
        layout->node[i] = (struct free_node){ .width = 100 + random_below(&random, 100),
                                              .height = 50 + random_below(&random, 50) };
    for (int i = 0; i < edges; i++) {
        int from = (int)random_below(&random, (uint32_t)nodes);
        bool label = random_below(&random, 2);
        layout->edge[i] = (struct free_edge){ .from = from,
                                              .to = (from + 1 + (int)random_below(&random, (uint32_t)nodes - 1)) %
                                                    nodes,
                                              .weight = 1 + (int)random_below(&random, 20),
                                              .label_width = label ? 90 : 0,
                                              .label_height = label ? NETWORK_LABEL_HEIGHT : 0 };
        made->network.edge[i].label = label ? "1.6 (planned 1)" : "";
    }
    int *member = arena_alloc(&made->arena, (size_t)(grouped + 1) * sizeof *member);
    for (int i = 0; i < grouped; i++)
        member[i] = i;
    layout->group[0] = (struct free_group){ .node = member, .count = grouped, .label_width = 180, .label_height = 38 };
}

static struct free_box box_of(const struct free_node *node)
{
    return (struct free_box){ node->centre.x - node->width / 2, node->centre.y - node->height / 2, node->width,
                              node->height };
}

static bool overlap(struct free_box a, struct free_box b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static double away_from(struct free_box box, struct point at)
{
    double dx = fmax(fmax(box.x - at.x, at.x - box.x - box.width), 0),
           dy = fmax(fmax(box.y - at.y, at.y - box.y - box.height), 0);
    return hypot(dx, dy);
}

static void assert_well_placed(const struct free_layout *layout)
{
    for (int i = 0; i < layout->nodes; i++) {
        struct free_box box = box_of(&layout->node[i]);
        assert_true(box.x >= -1 && box.y >= -1 && box.x + box.width <= layout->width + 1 &&
                    box.y + box.height <= layout->height + 1);
        for (int j = 0; j < i; j++)
            if (overlap(box, box_of(&layout->node[j])))
                fail_msg("nodes %d and %d overlap", j, i);
        for (int g = 0; g < layout->groups; g++)
            if (layout->group[g].box.width > 0 && (i < layout->group[g].count) != overlap(box, layout->group[g].box))
                fail_msg("node %d and its group are not together, or it is in another's", i);
    }
    for (int i = 0; i < layout->edges; i++) {
        const struct free_edge *edge = &layout->edge[i];
        assert_true(edge->count >= 4 && edge->count % 3 == 1);
        assert_true(away_from(box_of(&layout->node[edge->from]), edge->point[0]) < 3);
        assert_true(away_from(box_of(&layout->node[edge->to]), edge->point[edge->count - 1]) < 3);
    }
}

/* Every label that is left stands on no node and on no other. */
static void assert_labels_apart(struct made *made)
{
    struct free_box taken[200];
    int count = 0, wanted = 0, lost = network_place_labels(&made->network, &made->layout, &made->arena);
    for (int i = 0; i < made->layout.edges; i++) {
        const struct free_edge *edge = &made->layout.edge[i];
        wanted += edge->label_width > 0;
        if (!*made->network.edge[i].label)
            continue;
        struct free_box box = { edge->label.x - edge->label_width / 2 + 3, edge->label.y - 8, edge->label_width - 6,
                                16 };
        for (int j = 0; j < made->layout.nodes; j++)
            assert_false(overlap(box, box_of(&made->layout.node[j])));
        for (int j = 0; j < count; j++)
            assert_false(overlap(box, taken[j]));
        taken[count++] = box;
    }
    assert_int_equal(count + lost, wanted);
    assert_true(lost <= wanted / 4);
}

static const struct { int nodes, edges, grouped; } SIZES[] = { { 2, 2, 0 },  { 5, 12, 2 }, { 8, 30, 3 },
                                                               { 12, 45, 4 }, { 20, 45, 0 }, { 20, 100, 4 } };

static void the_helper_places_nodes_apart_and_joins_them_whatever_the_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        struct made made;
        struct diagnostics diagnostics = { 0 };
        make_layout(&made, SIZES[i].nodes, SIZES[i].edges, SIZES[i].grouped, i);
        assert_true(free_layout_place(&made.layout, 2, helper(), &made.arena, &diagnostics));
        assert_diagnostics(&diagnostics, "");
        assert_well_placed(&made.layout);
        assert_labels_apart(&made);
        diagnostics_release(&diagnostics);
        arena_release(&made.arena);
    }
}

static void the_same_request_gives_the_same_places(void **state)
{
    (void)state;
    struct made first, second;
    struct diagnostics diagnostics = { 0 };
    make_layout(&first, 12, 45, 3, 7);
    make_layout(&second, 12, 45, 3, 7);
    assert_true(free_layout_place(&first.layout, 2, helper(), &first.arena, &diagnostics));
    assert_true(free_layout_place(&second.layout, 2, helper(), &second.arena, &diagnostics));
    for (int i = 0; i < 12; i++)
        assert_memory_equal(&first.layout.node[i].centre, &second.layout.node[i].centre, sizeof(struct point));
    for (int i = 0; i < 45; i++) {
        assert_int_equal(first.layout.edge[i].count, second.layout.edge[i].count);
        assert_memory_equal(first.layout.edge[i].point, second.layout.edge[i].point,
                            (size_t)first.layout.edge[i].count * sizeof(struct point));
    }
    arena_release(&first.arena);
    arena_release(&second.arena);
    diagnostics_release(&diagnostics);
}

static void without_the_helper_nodes_go_on_a_circle_with_a_warning(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        struct made made;
        struct diagnostics diagnostics = { 0 };
        make_layout(&made, SIZES[i].nodes, SIZES[i].edges, SIZES[i].grouped, i);
        assert_false(free_layout_place(&made.layout, 2, "/nowhere", &made.arena, &diagnostics));
        assert_diagnostics(&diagnostics, "/nowhere: warning: can't be run (No such file or directory): institutions "
                                         "are drawn on a circle\n");
        assert_well_placed(&made.layout);
        network_place_labels(&made.network, &made.layout, &made.arena);
        diagnostics_release(&diagnostics);
        arena_release(&made.arena);
    }
}

/* A helper that answers what is given here. */
static void assert_refused(const char *answer)
{
    struct made made;
    struct diagnostics diagnostics = { 0 };
    FILE *script = fopen("helper", "w");
    assert_non_null(script);
    fprintf(script, "#!/bin/sh\n/bin/cat >/dev/null\n/bin/cat <<'END'\n%sEND\n", answer);
    fclose(script);
    assert_int_equal(chmod("helper", 0700), 0);
    make_layout(&made, 2, 1, 0, 1);
    bool placed = free_layout_place(&made.layout, 2, "./helper", &made.arena, &diagnostics);
    if (placed)
        fail_msg("taken for an answer: %s", answer);
    assert_diagnostics(&diagnostics, "./helper: warning: failed: institutions are drawn on a circle\n");
    assert_well_placed(&made.layout);
    diagnostics_release(&diagnostics);
    arena_release(&made.arena);
    unlink("helper");
}

static void a_helper_that_answers_nonsense_is_not_believed(void **state)
{
    (void)state;
    static const char edge[] = "edge 0 4 1 1 2 2 3 3 4 4\n", nodes[] = "size 400 400\nnode 0 50 50\nnode 1 300 300\n";
    char text[300];
    assert_refused("");
    assert_refused("size 400 400\nend\n");                              /* no node has a place */
    assert_refused("size 400 400\nnode 0 50 50\nnode 1 900 300\nend\n"); /* one outside */
    snprintf(text, sizeof text, "%s%s", nodes, edge);                   /* no end */
    assert_refused(text);
    snprintf(text, sizeof text, "%send\n", nodes);                      /* no way for an edge */
    assert_refused(text);
    snprintf(text, sizeof text, "%sedge 0 5 1 1 2 2 3 3 4 4 5 5\nend\n", nodes);
    assert_refused(text);
    snprintf(text, sizeof text, "%sedge 0 999999999 1 1\nend\n", nodes);
    assert_refused(text);
    snprintf(text, sizeof text, "%sedge 7 4 1 1 2 2 3 3 4 4\nend\n", nodes);
    assert_refused(text);
    snprintf(text, sizeof text, "%sedge 0 4 1 1 2 2 3 3 4 nan\nend\n", nodes);
    assert_refused(text);
    snprintf(text, sizeof text, "%s%sgroup 0 1 1 2 2 3 3\nend\n", nodes, edge);
    assert_refused(text);
}

/* --- what is shown --- */

static const char JOURNEY[] =
    "<journey xmlns=\"urn:parcours:journey:1\" id=\"test\" event=\"other\" lang=\"en\"><title>To and fro</title>"
    "<institution id=\"me\" name=\"Home\" self=\"yes\"/><institution id=\"a\" name=\"Town &amp; hall\"/>"
    "<institution id=\"b\" name=\"Fund\"/><institution id=\"c\" name=\"Office\"/><institution id=\"d\" name=\"Rare\"/>"
    "<path><step id=\"ask\" with=\"a\" via=\"counter\" takes=\"10min\">Ask</step>"
    "<step id=\"wait\" with=\"me\" takes=\"10min\">Wait</step>"
    "<step id=\"get\" with=\"b\" via=\"mail\" takes=\"5min\">Get</step>"
    "<step id=\"use\" with=\"c\" via=\"counter\" takes=\"5min\">Use</step></path></journey>";

struct fixture {
    struct journey *journey; struct event_log *log; struct net *net; bool net_owned; struct matching *matching;
    struct alignment_set *alignments; struct analysis *analysis; struct audit *audit;
    struct diagnostics diagnostics;
};

/* Ten users go from a to b; eight of them back to a and to b again; four go on to c, three of those by d. */
static void add_contacts(struct buffer *text)
{
    buffer_add_string(text, "case,step,institution\n");
    for (int user = 1; user <= 10; user++) {
        buffer_printf(text, "u%d,Ask,a\nu%d,Wait,me\nu%d,Get,b\n", user, user, user);
        if (user <= 8)
            buffer_printf(text, "u%d,Where is it?,a\nu%d,Where is it?,b\n", user, user);
        if (user <= 3)
            buffer_printf(text, "u%d,Lost,d\n", user);
        if (user <= 4)
            buffer_printf(text, "u%d,Use,c\n", user);
    }
}

static int make(void **state, int min_group, const char *journey, struct buffer *contacts)
{
    struct fixture *fixture = xcalloc(1, sizeof *fixture);
    struct diagnostics *diagnostics = &fixture->diagnostics;
    assert_int_equal(input_folder_enter(state), 0);
    source_close(input_file("journey.xml", journey, strlen(journey), diagnostics));
    source_close(input_file("contacts.csv", contacts->data, contacts->length, diagnostics));
    buffer_release(contacts);
    static const char *const names[] = { "contacts.csv" };
    struct log_options options = { 0 };
    fixture->journey = journey_read("journey.xml", diagnostics);
    fixture->log = event_log_read(names, 1, &options, NULL, diagnostics);
    assert_non_null(fixture->journey);
    assert_non_null(fixture->log);
    fixture->net = net_compile(fixture->journey, &fixture->net_owned, diagnostics);
    fixture->matching = matching_new(fixture->journey, fixture->log);
    struct align_options align = { .threads = 1 };
    fixture->alignments =
        alignment_set_new(fixture->journey, fixture->net, fixture->log, fixture->matching, &align, diagnostics);
    fixture->analysis = analysis_new(fixture->journey, fixture->net);
    struct audit_options audit = { .min_group = min_group, .idle_seconds = 90 * DAY_SECONDS, .seed = 1, .threads = 1 };
    fixture->audit = audit_new(fixture->journey, fixture->net, fixture->log, fixture->matching, fixture->alignments,
                               fixture->analysis, &audit, diagnostics);
    assert_non_null(fixture->audit);
    *state = fixture;
    return 0;
}

static int make_few(void **state, int min_group)
{
    struct buffer contacts = { 0 };
    add_contacts(&contacts);
    return make(state, min_group, JOURNEY, &contacts);
}

static int setup(void **state) { return make_few(state, 5); }
static int setup_unprotected(void **state) { return make_few(state, 1); }
static int setup_too_few(void **state) { return make_few(state, 11); }

/* Forty institutions; six users are sent around among them, most often to the first ones. */
static int setup_many(void **state)
{
    struct buffer journey = { 0 }, contacts = { 0 };
    struct random_stream random = random_stream_new(3, 0, 0);
    buffer_add_string(&journey, "<journey xmlns=\"urn:parcours:journey:1\" id=\"test\" event=\"other\" lang=\"en\">"
                               "<title>Many</title>");
    for (int i = 0; i < 40; i++)
        buffer_printf(&journey, "<institution id=\"i%d\" name=\"Fund %d\"/>", i, i);
    buffer_add_string(&journey, "<path>");
    for (int i = 0; i < 40; i++)
        buffer_printf(&journey, "<step id=\"s%d\" with=\"i%d\" via=\"mail\">Step %d</step>", i, i, i);
    buffer_add_string(&journey, "</path></journey>");
    buffer_add_string(&contacts, "case,step,institution\n");
    for (int i = 0; i < 6 * 400; i++) {
        double place = random_uniform(&random);
        buffer_printf(&contacts, "u%d,Call,i%d\n", i % 6, (int)(40 * place * place * place));
    }
    int made = make(state, 1, journey.data, &contacts);
    buffer_release(&journey);
    return made;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    audit_free(fixture->audit);
    analysis_free(fixture->analysis);
    alignment_set_free(fixture->alignments);
    matching_free(fixture->matching);
    if (fixture->net_owned)
        net_free(fixture->net);
    event_log_free(fixture->log);
    journey_free(fixture->journey);
    diagnostics_release(&fixture->diagnostics);
    free(fixture);
    *state = NULL;
    return input_folder_leave(state);
}

/* The network of the fixture as SVG text. */
static void drawn(const struct fixture *fixture, const struct audit *audit, struct drawing *drawing)
{
    struct view_request request = { .journey = fixture->journey, .net = fixture->net, .audit = audit,
                                    .theme = &COLOUR_THEME, .case_number = NONE, .helper = helper() };
    struct diagnostics diagnostics = { 0 };
    *drawing = (struct drawing){ 0 };
    assert_true(NETWORK_VIEW.draw(drawing, &request, &diagnostics));
    assert_diagnostics(&diagnostics, "");
    diagnostics_release(&diagnostics);
}

#define assert_says(drawing, text) assert_non_null(strstr(buffer_text(&(drawing)->svg), (text)))
#define assert_says_nothing_of(drawing, text) assert_null(strstr(buffer_text(&(drawing)->svg), (text)))

static void what_exceeds_the_plan_is_numbered_and_what_users_do_alone_is_left_out(void **state)
{
    struct drawing drawing;
    struct fixture *fixture = *state;
    drawn(fixture, fixture->audit, &drawing);
    assert_says(&drawing, "<title>Town &amp; hall to Fund: 1.8 per user, planned 1</title>");
    assert_says(&drawing, ">1.8 (planned 1)</text>");
    assert_says_nothing_of(&drawing, "Fund to Town &amp; hall");    /* the four who were lost could be had from it */
    assert_says(&drawing, "Reading: from Town &amp; hall to Fund, users are passed on 1.8 times each, on average; "
                          "planned: 1.");
    assert_says_nothing_of(&drawing, "Home");
    drawing_release(&drawing);
}

static void hand_offs_of_few_users_are_folded(void **state)
{
    struct drawing drawing;
    struct fixture *fixture = *state;
    drawn(fixture, fixture->audit, &drawing);
    assert_says(&drawing, "<title>Fund to Office: planned 1, lived by nobody or not told</title>");
    assert_says(&drawing, "+ 3 other hand-offs are not shown: lived by fewer than 5 users, or telling of them.");
    assert_says_nothing_of(&drawing, "Rare");
    assert_says_nothing_of(&drawing, ">4 users<");
    assert_says(&drawing, ">fewer than 5 users<");
    drawing_release(&drawing);
}

static void without_protection_they_are_not(void **state)
{
    struct drawing drawing;
    struct fixture *fixture = *state;
    drawn(fixture, fixture->audit, &drawing);
    assert_says(&drawing, "<title>Fund to Office: 0.1 per user, planned 1</title>");
    assert_says(&drawing, "<title>Fund to Rare: 0.3 per user, planned 0</title>");
    assert_says(&drawing, ">4 users<");
    assert_says_nothing_of(&drawing, "not shown");
    drawing_release(&drawing);
}

static void of_too_few_users_only_the_plan_is_drawn(void **state)
{
    struct drawing few, plan;
    struct fixture *fixture = *state;
    drawn(fixture, fixture->audit, &few);
    assert_says(&few, "<title>Town &amp; hall to Fund: planned 1</title>");
    assert_says(&few, "Fewer than 11 users");
    assert_says_nothing_of(&few, "per user");
    drawn(fixture, NULL, &plan);
    assert_says(&plan, "<title>Town &amp; hall to Fund: planned 1</title>");
    assert_says(&plan, "<title>Fund to Office: planned 1</title>");
    assert_says_nothing_of(&plan, "Fewer than");
    drawing_release(&few);
    drawing_release(&plan);
}

static void of_many_hand_offs_the_lightest_are_left_out(void **state)
{
    struct fixture *fixture = *state;
    struct picture picture;
    struct network network;
    struct drawing drawing;
    struct view_request request = { .journey = fixture->journey, .net = fixture->net, .audit = fixture->audit,
                                    .theme = &COLOUR_THEME, .case_number = NONE };
    picture_init(&picture, &request);
    assert_true(network_init(&network, &picture, &request, &fixture->diagnostics));
    assert_int_equal(network.nodes, NETWORK_NODES);
    assert_int_equal(network.nodes_left_out, 40 - NETWORK_NODES);
    assert_true(network.light > 0);
    assert_true(network.edges == NETWORK_EDGES_MOST || network.light_share <= 1 - NETWORK_COVERED);
    for (int i = 1; i < network.edges; i++)
        assert_true(network.edge[i - 1].weight >= network.edge[i].weight);
    picture_finish(&picture, &drawing, 10, 10, "", "");
    drawing_release(&drawing);
    drawn(fixture, fixture->audit, &drawing);
    assert_says(&drawing, "The lightest hand-offs are not drawn: ");
    assert_says(&drawing, "Institutions with fewer contacts, not drawn: 10.");
    drawing_release(&drawing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_that_pass_people_to_and_fro_are_a_group),
        cmocka_unit_test(people_who_go_one_way_only_make_no_group),
        cmocka_unit_test(a_pair_takes_in_whom_it_deals_with_most_until_most_hand_offs_stay_inside),
        cmocka_unit_test(that_everybody_deals_with_everybody_says_nothing),
        cmocka_unit_test(the_helper_places_nodes_apart_and_joins_them_whatever_the_size),
        cmocka_unit_test(the_same_request_gives_the_same_places),
        cmocka_unit_test(without_the_helper_nodes_go_on_a_circle_with_a_warning),
        cmocka_unit_test_setup_teardown(a_helper_that_answers_nonsense_is_not_believed, input_folder_enter,
                                        input_folder_leave),
        TEST(what_exceeds_the_plan_is_numbered_and_what_users_do_alone_is_left_out),
        TEST(hand_offs_of_few_users_are_folded),
        cmocka_unit_test_setup_teardown(without_protection_they_are_not, setup_unprotected, teardown),
        cmocka_unit_test_setup_teardown(of_too_few_users_only_the_plan_is_drawn, setup_too_few, teardown),
        cmocka_unit_test_setup_teardown(of_many_hand_offs_the_lightest_are_left_out, setup_many, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
