/* Journeys as nets: safe, sound, and with the runs that the file allows. */
#include "test.h"
#include "graph/compile.h"
#include "base/buffer.h"
#include "random_journey.h"

enum { MARKINGS = 4096, PLACES = 256 };

struct space {
    unsigned char marking[MARKINGS][PLACES];
    int count;
    int arc[MARKINGS * 32][2];
    int arcs;
    bool ends[MARKINGS];
};

static int find(struct space *space, const unsigned char *marking, int places)
{
    for (int i = 0; i < space->count; i++)
        if (!memcmp(space->marking[i], marking, (size_t)places))
            return i;
    assert_true(space->count < MARKINGS);
    memcpy(space->marking[space->count], marking, (size_t)places);
    return space->count++;
}

static bool fire(const struct net *net, int transition, const unsigned char *marking, unsigned char *next)
{
    const struct net_transition *t = &net->transition[transition];
    memcpy(next, marking, (size_t)net->places);
    for (int i = 0; i < t->inputs; i++)
        if (next[t->input[i]]-- == 0)
            return false;
    for (int i = 0; i < t->outputs; i++)
        next[t->output[i]]++;
    return true;
}

/* Every reachable marking holds at most one token a place, and can still reach the end. */
static void assert_safe_and_sound(struct space *space, const struct net *net)
{
    assert_true(net->places <= PLACES);
    space->count = space->arcs = 0;
    find(space, net->initial, net->places);
    for (int m = 0; m < space->count; m++)
        for (int t = 0; t < net->transitions; t++) {
            unsigned char next[PLACES];
            if (!fire(net, t, space->marking[m], next))
                continue;
            for (int p = 0; p < net->places; p++)
                assert_true(next[p] <= 1);
            assert_true(space->arcs < MARKINGS * 32);
            space->arc[space->arcs][0] = m;
            space->arc[space->arcs++][1] = find(space, next, net->places);
        }
    for (int m = 0; m < space->count; m++)
        space->ends[m] = !memcmp(space->marking[m], net->final, (size_t)net->places);
    for (bool changed = true; changed;) {
        changed = false;
        for (int a = 0; a < space->arcs; a++)
            if (space->ends[space->arc[a][1]] && !space->ends[space->arc[a][0]])
                space->ends[space->arc[a][0]] = changed = true;
    }
    for (int m = 0; m < space->count; m++)
        assert_true(space->ends[m]);
}

static void nets_of_random_paths_are_safe_and_sound(void **state)
{
    (void)state;
    struct space *space = calloc(1, sizeof *space);
    for (uint64_t round = 0; round < 400; round++) {
        struct random_stream random = random_stream_new(5, round, 1);
        struct journey *journey = random_journey_path(&random, 6);
        struct diagnostics diagnostics = { 0 };
        bool owned;
        struct net *net = net_compile(journey, &owned, &diagnostics);
        assert_non_null(net);
        for (int s = 0; s < journey->steps; s++)                /* transition order is step order */
            assert_int_equal(journey->step[s].automatic ? net->transition[s].automatic : net->transition[s].step, s);
        assert_safe_and_sound(space, net);
        net_free(net);
        journey_free(journey);
    }
    free(space);
}

/* ---- flows ------------------------------------------------------------------------------------------------------- */

static struct journey *flow_new(int steps, int gateways, const enum gateway_kind *kind, int links, const int (*link)[2])
{
    static const char *const id[] = { "a", "b", "c", "d", "e" }, *const name[] = { "g0", "g1", "g2", "g3",
                                                                                   "g4", "g5", "g6" };
    struct journey *journey = random_journey_empty();
    for (int s = 0; s < steps; s++)
        journey->step[journey->steps++] =
            (struct step){ .id = id[s], .institution = 1, .wait = DURATION_NONE, .limit = DURATION_NONE };
    journey->gateway = arena_alloc(&journey->arena, (size_t)gateways * sizeof *journey->gateway);
    for (int g = 0; g < gateways; g++)
        journey->gateway[journey->gateways++] = (struct gateway){ .id = name[g], .kind = kind[g] };
    journey->link = arena_alloc(&journey->arena, (size_t)links * sizeof *journey->link);
    for (int l = 0; l < links; l++)
        journey->link[journey->links++] = (struct link){ .from = link[l][0], .to = link[l][1], .share = NAN };
    return journey;
}

/* All complete sequences of steps, each once, in order found; loops are cut at `most` steps. */
static void spell_runs(const struct net *net, const unsigned char *marking, char *word, int length, int silent,
                       struct buffer *out)
{
    if (!memcmp(marking, net->final, (size_t)net->places)) {
        char line[16];
        snprintf(line, sizeof line, " %.*s ", length, word);
        if (!strstr(buffer_text(out), line))
            buffer_add_string(out, line + 1);
    }
    for (int t = 0; t < net->transitions && length < 4 && silent < 12; t++) {
        unsigned char next[PLACES];
        int step = net->transition[t].step;
        if (!fire(net, t, marking, next))
            continue;
        if (step != NET_SILENT)
            word[length] = (char)('a' + step);
        spell_runs(net, next, word, length + (step != NET_SILENT), step == NET_SILENT ? silent + 1 : silent, out);
    }
}

static void assert_runs(struct journey *journey, const char *wanted)
{
    struct diagnostics diagnostics = { 0 };
    struct buffer out = { 0 };
    char word[8];
    bool owned;
    struct net *net = net_compile(journey, &owned, &diagnostics);
    assert_non_null(net);
    struct space *space = calloc(1, sizeof *space);
    assert_safe_and_sound(space, net);
    buffer_add_char(&out, ' ');
    spell_runs(net, net->initial, word, 0, 0, &out);
    assert_string_equal(buffer_text(&out), wanted);
    buffer_release(&out);
    free(space);
    net_free(net);
    journey_free(journey);
}

static void a_flow_with_all_runs_every_branch_in_any_order(void **state)
{
    (void)state;        /* start 2, all 3, all 4, end 5 */
    static const enum gateway_kind kind[] = { GATEWAY_START, GATEWAY_ALL, GATEWAY_ALL, GATEWAY_END };
    static const int link[][2] = { { 2, 3 }, { 3, 0 }, { 3, 1 }, { 0, 4 }, { 1, 4 }, { 4, 5 } };
    assert_runs(flow_new(2, 4, kind, 6, link), " ab ba ");
}

static void a_flow_with_one_may_go_back(void **state)
{
    (void)state;        /* start 1, a 0, one 2: back to a, or end 3 */
    static const enum gateway_kind kind[] = { GATEWAY_START, GATEWAY_ONE, GATEWAY_END };
    static const int link[][2] = { { 1, 0 }, { 0, 2 }, { 2, 0 }, { 2, 3 } };
    assert_runs(flow_new(1, 3, kind, 4, link), " aaa aa a ");
}

static void a_flow_with_any_runs_every_set_of_branches_but_the_empty_one(void **state)
{
    (void)state;        /* start 3, any 4, any 5, end 6; branches a, b, c */
    static const enum gateway_kind kind[] = { GATEWAY_START, GATEWAY_ANY, GATEWAY_ANY, GATEWAY_END };
    static const int link[][2] = { { 3, 4 }, { 4, 0 }, { 4, 1 }, { 0, 5 }, { 1, 5 }, { 5, 6 }, { 4, 2 }, { 2, 5 } };
    assert_runs(flow_new(2, 4, (const enum gateway_kind[]){ GATEWAY_START, GATEWAY_ANY, GATEWAY_ANY, GATEWAY_END }, 6,
                         (const int[][2]){ { 2, 3 }, { 3, 0 }, { 3, 1 }, { 0, 4 }, { 1, 4 }, { 4, 5 } }),
                " ab a ba b ");
    assert_runs(flow_new(3, 4, kind, 8, link), " abc ab acb ac a bac ba bca cab cba ca bc b cb c ");
}

static void an_any_join_after_one_is_a_merge_and_after_all_a_join(void **state)
{
    (void)state;
    static const int link[][2] = { { 2, 3 }, { 3, 0 }, { 3, 1 }, { 0, 4 }, { 1, 4 }, { 4, 5 } };
    assert_runs(
        flow_new(2, 4, (const enum gateway_kind[]){ GATEWAY_START, GATEWAY_ONE, GATEWAY_ANY, GATEWAY_END }, 6, link),
        " a b ");
    assert_runs(
        flow_new(2, 4, (const enum gateway_kind[]){ GATEWAY_START, GATEWAY_ALL, GATEWAY_ANY, GATEWAY_END }, 6, link),
        " ab ba ");
}

static void an_any_split_without_its_join_is_refused_with_its_name(void **state)
{
    (void)state;        /* start 2, any 3, ends 4 and 5 */
    static const int link[][2] = { { 2, 3 }, { 3, 0 }, { 3, 1 }, { 0, 4 }, { 1, 5 } };
    struct journey *journey =
        flow_new(2, 4, (const enum gateway_kind[]){ GATEWAY_START, GATEWAY_ANY, GATEWAY_END, GATEWAY_END }, 5, link);
    struct diagnostics diagnostics = { 0 };
    bool owned;
    assert_null(net_compile(journey, &owned, &diagnostics));
    assert_diagnostics(&diagnostics, "error: the branches of the 'any' gateway 'g1' do not meet again in an 'any' "
                                     "gateway: expected one where they all end\n");
    diagnostics_release(&diagnostics);
    journey_free(journey);
}

/* ---- reference runs ---------------------------------------------------------------------------------------------- */

static int node(struct journey *journey, enum node_kind kind, int parent, int step, double share)
{
    int number = journey->nodes++;
    journey->node[number] = (struct node){
        .kind = kind, .parent = parent, .first_child = NONE, .next_sibling = NONE, .step = step, .share = share
    };
    int *link = parent == NONE ? &journey->root : &journey->node[parent].first_child;
    while (*link != NONE)
        link = &journey->node[*link].next_sibling;
    *link = number;
    return number;
}

static void the_reference_run_takes_the_likeliest_option_and_optionals_from_one_half(void **state)
{
    (void)state;
    struct journey *journey = random_journey_empty();
    struct diagnostics diagnostics = { 0 };
    struct run run = { 0 };
    journey->steps = 6;
    int root = node(journey, NODE_SEQUENCE, NONE, NONE, NAN), any = node(journey, NODE_ANY_ORDER, root, NONE, NAN);
    node(journey, NODE_STEP, any, 0, NAN);
    node(journey, NODE_STEP, node(journey, NODE_OPTIONAL, any, NONE, 0.5), 1, NAN);
    node(journey, NODE_STEP, node(journey, NODE_OPTIONAL, any, NONE, 0.49), 2, NAN);
    int choice = node(journey, NODE_CHOICE, root, NONE, NAN);
    node(journey, NODE_STEP, node(journey, NODE_OPTION, choice, NONE, 0.3), 3, NAN);
    node(journey, NODE_STEP, node(journey, NODE_OPTION, choice, NONE, NAN), 4, NAN);      /* the rest: 0.7 */
    node(journey, NODE_STEP, node(journey, NODE_REPEAT, root, NONE, 0.9), 5, NAN);
    assert_true(run_reference(&run, journey, NULL, &diagnostics));
    static const int step[] = { 0, 1, 4, 5 };
    assert_int_equal(run.count, 4);
    for (int i = 0; i < 4; i++)
        assert_int_equal(run.occurrence[i].step, step[i]);
    assert_int_equal(run.occurrence[0].before_count, 0);
    assert_int_equal(run.occurrence[1].before_count, 0);
    assert_int_equal(run.occurrence[2].before_count, 2);        /* after both branches */
    assert_int_equal(run.occurrence[3].before_count, 1);
    run_release(&run);
    journey_free(journey);
}

static void the_reference_run_of_a_flow_leaves_a_likely_loop_once_it_was_taken(void **state)
{
    (void)state;        /* start 1, a 0, one 2: back with 0.8, on with 0.2 */
    static const int link[][2] = { { 1, 0 }, { 0, 2 }, { 2, 0 }, { 2, 3 } };
    struct journey *journey =
        flow_new(1, 3, (const enum gateway_kind[]){ GATEWAY_START, GATEWAY_ONE, GATEWAY_END }, 4, link);
    struct diagnostics diagnostics = { 0 };
    struct run run = { 0 };
    journey->link[2].share = 0.8;
    journey->link[3].share = 0.2;
    assert_true(run_reference(&run, journey, NULL, &diagnostics));
    assert_int_equal(run.count, 2);
    assert_int_equal(run.occurrence[1].before_count, 1);
    run_release(&run);
    journey->links = 3;                                         /* no way on: no run, and it is said */
    assert_false(run_reference(&run, journey, NULL, &diagnostics));
    assert_int_equal(diagnostics.errors, 1);
    diagnostics_release(&diagnostics);
    journey_free(journey);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nets_of_random_paths_are_safe_and_sound),
        cmocka_unit_test(a_flow_with_all_runs_every_branch_in_any_order),
        cmocka_unit_test(a_flow_with_one_may_go_back),
        cmocka_unit_test(a_flow_with_any_runs_every_set_of_branches_but_the_empty_one),
        cmocka_unit_test(an_any_join_after_one_is_a_merge_and_after_all_a_join),
        cmocka_unit_test(an_any_split_without_its_join_is_refused_with_its_name),
        cmocka_unit_test(the_reference_run_takes_the_likeliest_option_and_optionals_from_one_half),
        cmocka_unit_test(the_reference_run_of_a_flow_leaves_a_likely_loop_once_it_was_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
