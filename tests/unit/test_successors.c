#include "test.h"
#include "graph/compile.h"
#include "graph/successors.h"

/* Nodes are written as a text, depth first: "s" a step, "(" a sequence, "&" any order, "|" choice, "?" optional,
 * "*" repeat, each closed by ")". Steps are numbered in order: a, b, c… */
struct sketch { struct journey *journey; const char *at; };

static int sketch_node(struct sketch *sketch, int parent)
{
    struct journey *journey = sketch->journey;
    int number = journey->nodes++, last = NONE;
    char kind = *sketch->at++;
    struct node *node = &journey->node[number];
    *node = (struct node){ .parent = parent, .first_child = NONE, .next_sibling = NONE, .step = NONE, .phase = NONE, .share = NAN };
    if (kind == 's') {
        node->kind = NODE_STEP;
        node->step = journey->steps++;
        return number;
    }
    node->kind = kind == '&' ? NODE_ANY_ORDER : kind == '|' ? NODE_CHOICE : kind == '?' ? NODE_OPTIONAL
               : kind == '*' ? NODE_REPEAT : NODE_SEQUENCE;
    while (*sketch->at != ')') {
        int child = sketch_node(sketch, number);
        if (last == NONE)
            node->first_child = child;
        else
            journey->node[last].next_sibling = child;
        last = child;
    }
    sketch->at++;
    return number;
}

static struct journey *journey_of(const char *text)
{
    struct journey *journey = journey_new();
    journey->id = "j";
    journey->node = arena_alloc(&journey->arena, (strlen(text) + 1) * sizeof *journey->node);
    journey->root = sketch_node(&(struct sketch){ journey, text }, NONE);
    journey->step = arena_alloc(&journey->arena, ((size_t)journey->steps + 1) * sizeof *journey->step);
    for (int i = 0; i < journey->steps; i++)
        journey->step[i] =
            (struct step){ .id = arena_printf(&journey->arena, "%c", 'a' + i), .institution = NONE, .phase = NONE };
    return journey;
}

static void assert_pairs(const struct journey *journey, const struct net *net, const char *wanted)
{
    struct successors successors;
    char found[400] = "";
    successors_init(&successors, journey, net);
    for (int i = 0; i < successors.count; i++)
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%c%c", i ? " " : "",
                 'a' + successors.pair[i][0], 'a' + successors.pair[i][1]);
    successors_release(&successors);
    assert_string_equal(found, wanted);
}

/* The same pairs, whether read off the tree or off the net that is compiled from it. */
static void assert_tree_and_net(const char *tree, const char *wanted)
{
    struct journey *journey = journey_of(tree);
    struct diagnostics diagnostics = { 0 };
    bool owned = false;
    struct net *net = net_compile(journey, &owned, &diagnostics);
    assert_non_null(net);
    assert_pairs(journey, NULL, wanted);
    journey->root = NONE;
    assert_pairs(journey, net, wanted);
    if (owned)
        net_free(net);
    diagnostics_release(&diagnostics);
    journey_free(journey);
}

static void in_a_sequence_each_step_follows_the_one_before(void **state)
{
    (void)state;
    assert_tree_and_net("(sss)", "ab bc");
    assert_tree_and_net("(s)", "");
}

static void what_is_optional_can_be_passed(void **state)
{
    (void)state;
    assert_tree_and_net("(s?s)s)", "ab ac bc");
    assert_tree_and_net("(s?s)?s)s)", "ab ac ad bc bd cd");
}

static void all_branches_of_any_order_lie_between(void **state)
{
    (void)state;
    assert_tree_and_net("(s&ss)s)", "ab ac bd cd");
    assert_tree_and_net("(s&(ss)s)s)", "ab ad bc ce de");
}

static void an_optional_branch_of_any_order_is_no_way_around_the_others(void **state)
{
    (void)state;
    assert_tree_and_net("(s&s?s))s)", "ab ac bd cd");
    assert_tree_and_net("(s&?s)?s))s)", "ab ac ad bd cd");
}

static void a_repeat_leads_back_to_its_first_steps(void **state)
{
    (void)state;
    assert_tree_and_net("(s*ss)s)", "ab bc cb cd");
    assert_tree_and_net("(s*s)s)", "ab bb bc");
    assert_tree_and_net("(s*&ss))s)", "ab ac bb bc bd cb cc cd");
}

static void one_of_several_options_is_passed(void **state)
{
    (void)state;
    assert_tree_and_net("(s|(s)(ss))s)", "ab ac be cd de");
}

static void in_a_flow_gateways_are_passed_through(void **state)
{
    (void)state;
    struct journey *journey = journey_of("(ssss)");
    journey->root = NONE;
    /* start -> a -> all -> b, (one -> c or past it) -> all -> d -> end */
    struct gateway gateway[] = {
        { .id = "start", .kind = GATEWAY_START }, { .id = "split", .kind = GATEWAY_ALL },
        { .id = "maybe", .kind = GATEWAY_ONE },   { .id = "meet", .kind = GATEWAY_ONE },
        { .id = "join", .kind = GATEWAY_ALL },    { .id = "end", .kind = GATEWAY_END },
    };
    struct link link[] = {
        { .from = 4, .to = 0 }, { .from = 0, .to = 5 }, { .from = 5, .to = 1 }, { .from = 5, .to = 6 },
        { .from = 6, .to = 2 }, { .from = 6, .to = 7 }, { .from = 2, .to = 7 }, { .from = 7, .to = 8 },
        { .from = 1, .to = 8 }, { .from = 8, .to = 3 }, { .from = 3, .to = 9 },
    };
    journey->gateway = gateway;
    journey->gateways = 6;
    journey->link = link;
    journey->links = 11;
    assert_pairs(journey, NULL, "ab ac bd cd");
    journey_free(journey);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_a_sequence_each_step_follows_the_one_before),
        cmocka_unit_test(what_is_optional_can_be_passed),
        cmocka_unit_test(all_branches_of_any_order_lie_between),
        cmocka_unit_test(an_optional_branch_of_any_order_is_no_way_around_the_others),
        cmocka_unit_test(a_repeat_leads_back_to_its_first_steps),
        cmocka_unit_test(one_of_several_options_is_passed),
        cmocka_unit_test(in_a_flow_gateways_are_passed_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
