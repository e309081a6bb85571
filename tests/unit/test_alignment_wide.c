/* Where much runs at once: the wide search (align/product.h) against the narrow one, which test_alignment.c holds
 * against the definition, move by move; and on nets too wide for that against what branches that share nothing must
 * add up to. */
#include "test.h"
#include "align/search.h"
#include "base/random.h"
#include "graph/compile.h"
#include "random_journey.h"

enum { BRANCHES_MAXIMUM = 40, STEPS_MAXIMUM = 3 * BRANCHES_MAXIMUM, CASE_MAXIMUM = 4 * BRANCHES_MAXIMUM };

struct world {
    struct journey *journey;
    struct net *net;
    struct random_stream random;
    int running, cancelled;                      /* places, or NONE: nothing cuts the net short */
    struct activity activity[STEPS_MAXIMUM + 1]; /* the last: off the map */
    int candidate[STEPS_MAXIMUM][2];
};

static int roll(struct world *world, int sides) { return (int)random_below(&world->random, (uint32_t)sides); }

/* A transition between two places; a step looks whether the net is running. */
static void connect(struct world *world, int step, int from, int to)
{
    int in[2] = { from, world->running }, out[2] = { to, world->running };
    int count = step != NET_SILENT && world->running != NONE ? 2 : 1;
    net_add_transition(world->net, step, NONE, in, count, out, count);
}

static int new_step(struct world *world, bool shared)
{
    return shared && world->journey->steps && !roll(world, 6) ? roll(world, world->journey->steps)
                                                              : world->journey->steps++;
}

/* One or two steps, one after the other: each plain, as a choice or an option, again and again, or with a silent end. */
static void add_branch(struct world *world, int start, int end, bool shared)
{
    int at = start, steps = 1 + roll(world, 2);
    for (int s = 0; s < steps; s++) {
        int next = s + 1 == steps ? end : net_add_place(world->net), kind = roll(world, 6);
        if (kind == 0) {
            int before = net_add_place(world->net);
            connect(world, new_step(world, shared), at, before);
            connect(world, NET_SILENT, before, next);
        } else {
            connect(world, new_step(world, shared), at, next);
        }
        if (kind == 1)
            connect(world, NET_SILENT, at, next);
        if (kind == 2 && world->journey->steps < STEPS_MAXIMUM - 4)
            connect(world, new_step(world, shared), at, next);
        if (kind == 3)
            connect(world, NET_SILENT, next, at);
        at = next;
    }
}

/* A split into branches, and their join; if `cut`, all may be dropped at any time. Branch `only`, or NONE: all. */
static void make_net(struct world *world, int branches, bool shared, bool cut, int only)
{
    struct net *net = world->net = world->journey->given_net = net_new();
    int source = net_add_place(net), sink = net_add_place(net), start[BRANCHES_MAXIMUM + 1], end[BRANCHES_MAXIMUM + 1];
    struct random_stream own = world->random;
    world->running = cut ? net_add_place(net) : NONE;
    world->cancelled = cut ? net_add_place(net) : NONE;
    int first = net->places, kept = 0;
    for (int b = 0; b < branches; b++) {
        world->random = random_stream_new(7, own.state[0], (uint64_t)b);
        int from = net_add_place(net), to = net_add_place(net), before = net->transitions;
        add_branch(world, from, to, shared);
        if (only != NONE && only != b)
            net->transitions = before;
        else
            start[kept] = from, end[kept++] = to;
    }
    world->random = own;
    int last = net->places, running = world->running, cancelled = world->cancelled;
    net_add_transition(net, NET_SILENT, NONE, &source, 1, start, kept);
    if (cut) {
        end[kept++] = running;
        net_add_transition(net, NET_SILENT, NONE, &running, 1, &cancelled, 1);
        net_add_transition(net, NET_SILENT, NONE, &cancelled, 1, &sink, 1);
        for (int p = first; p < last; p++)
            net_add_transition(net, NET_SILENT, NONE, (int[]){ p, cancelled }, 2, &cancelled, 1);
    }
    net_add_transition(net, NET_SILENT, NONE, end, kept, &sink, 1);
    net_finish(net);
    net->initial[source] = 1;
    net->final[sink] = 1;
    if (cut)
        net->initial[running] = 1;
}

static void world_open(struct world *world, uint64_t round, int branches, bool shared, bool cut, int only)
{
    *world = (struct world){ .journey = random_journey_empty(), .random = random_stream_new(20250611, round, 3) };
    struct journey *journey = world->journey;
    journey->step = arena_alloc(&journey->arena, (STEPS_MAXIMUM + 8) * sizeof *journey->step);
    make_net(world, branches, shared, cut, only);
    random_journey_dress(journey, &world->random);
    for (int s = 0; s < journey->steps; s++) {
        world->candidate[s][0] = s;
        world->candidate[s][1] = s + 1;
        int candidates = shared && s + 1 < journey->steps && !roll(world, 6) ? 2 : 1;
        world->activity[s] = (struct activity){ world->candidate[s], candidates, (uint32_t)s };
    }
    world->activity[journey->steps] = (struct activity){ NULL, 0, (uint32_t)journey->steps };
}

struct random_case {
    const struct activity *sequence[CASE_MAXIMUM];
    struct profile_contact profile[CASE_MAXIMUM];
    int contacts;
};

/* Most steps once, in the order of the file or nearly, some again, some off the map. */
static void make_case(struct world *world, struct random_case *it, int contacts)
{
    int steps = world->journey->steps;
    it->contacts = contacts;
    for (int i = 0; i < contacts; i++) {
        int step = roll(world, 3) ? i * steps / contacts : roll(world, steps + 1);
        it->sequence[i] = &world->activity[step];
        it->profile[i] = (struct profile_contact){ roll(world, 4) - 1, (enum channel)roll(world, 4),
                                                   (enum outcome)roll(world, 6), (enum reason)roll(world, 4) };
    }
}

static void assert_same_moves(const struct alignment *a, const struct alignment *b, uint64_t round)
{
    bool same = a->cost == b->cost && a->moves == b->moves;
    for (int m = 0; same && m < a->moves; m++)
        same = a->move[m].kind == b->move[m].kind && a->move[m].step == b->move[m].step &&
               a->move[m].contact == b->move[m].contact;
    if (!same)
        print_error("round %d: cost %d and %d\n", (int)round, a->cost, b->cost);
    assert_true(same);
}

static void both_searches_choose_the_same_moves(void **state)
{
    (void)state;
    int compared = 0;
    for (uint64_t round = 0; round < 1500; round++) {
        struct world world;
        world_open(&world, round, 2 + (int)(round % 5), round % 3 == 0, round % 4 == 1, NONE);
        size_t enough = 400000;
        struct search *narrow =
            search_new(world.journey, world.net, (struct search_limits){ .states = enough, .narrow = enough });
        struct search *wide =
            search_new(world.journey, world.net, (struct search_limits){ .states = enough, .narrow = 1 });
        for (int i = 0; i < 2; i++) {
            struct random_case it;
            struct cost_bounds cost[2];
            struct alignment alignment[2];
            make_case(&world, &it, roll(&world, 9));
            assert_int_equal(search_variant(wide, it.sequence, it.contacts, &cost[1]), SEARCH_DONE);
            assert_true(search_alignment(wide, it.profile, &alignment[1]));
            assert_int_equal(search_variant(narrow, it.sequence, it.contacts, &cost[0]), SEARCH_DONE);
            assert_true(search_alignment(narrow, it.profile, &alignment[0]));
            assert_int_equal(cost[0].lower, cost[1].lower);
            assert_same_moves(&alignment[0], &alignment[1], round);
            compared += search_states(narrow) > 0;
            run_release(&alignment[0].run);
            run_release(&alignment[1].run);
        }
        search_free(narrow);
        search_free(wide);
        journey_free(world.journey);
    }
    print_message("%d alignments compared\n", compared);
}

/* What the case costs where only one of the branches is there, its steps' contacts alone. */
static int cost_of_branch(uint64_t round, int branch, const struct random_case *whole)
{
    struct world world;
    struct random_case it = { .contacts = 0 };
    struct cost_bounds cost;
    unsigned char here[STEPS_MAXIMUM + 1] = { 0 };
    world_open(&world, round, BRANCHES_MAXIMUM, false, false, branch);
    for (int t = 0; t < world.net->transitions; t++)
        if (world.net->transition[t].step != NET_SILENT)
            here[world.net->transition[t].step] = 1;
    for (int i = 0; i < whole->contacts; i++)
        if (here[whole->sequence[i]->label])
            it.sequence[it.contacts++] = &world.activity[whole->sequence[i]->label];
    struct search *search = search_new(world.journey, world.net, (struct search_limits){ 0 });
    assert_int_equal(search_variant(search, it.sequence, it.contacts, &cost), SEARCH_DONE);
    search_free(search);
    journey_free(world.journey);
    return cost.lower;
}

static void forty_branches_that_share_nothing_cost_what_they_cost_alone(void **state)
{
    (void)state;
    for (uint64_t round = 0; round < 12; round++) {
        struct world world;
        struct random_case it;
        struct cost_bounds cost;
        struct alignment alignment;
        int sum = 0;
        world_open(&world, round, BRANCHES_MAXIMUM, false, false, NONE);
        make_case(&world, &it, 20 + roll(&world, 100));
        struct search *search = search_new(world.journey, world.net, (struct search_limits){ 0 });
        assert_int_equal(search_variant(search, it.sequence, it.contacts, &cost), SEARCH_DONE);
        for (int b = 0; b < BRANCHES_MAXIMUM; b++)
            sum += cost_of_branch(round, b, &it);
        for (int i = 0; i < it.contacts; i++)
            sum += !it.sequence[i]->candidates;
        assert_int_equal(cost.lower, sum);
        assert_true(search_alignment(search, it.profile, &alignment));
        assert_int_equal(alignment.cost, sum);
        run_release(&alignment.run);
        search_free(search);
        journey_free(world.journey);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_searches_choose_the_same_moves),
        cmocka_unit_test(forty_branches_that_share_nothing_cost_what_they_cost_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
