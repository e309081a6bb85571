/* The engine against a naive reading of the definition: on tens of thousands of random nets and cases, the same cost,
 * the same moves. The naive side knows nothing of silent closures, bounds or buckets: it relaxes the whole synchronous
 * product, states with silent transitions and all, until nothing changes, comparing (cost, preferences, moves). */
#include "test.h"
#include "align/search.h"
#include "base/random.h"
#include "graph/compile.h"
#include "random_journey.h"

enum { STEPS_MAXIMUM = 6, CASE_MAXIMUM = 6, MARKINGS_MAXIMUM = 300, MOVES_MAXIMUM = 40, ROUNDS = 20000 };

/* ---- the naive side -------------------------------------------------------------------------------------------- */

struct worth {
    int cost;
    int preference[5];
    int move[MOVES_MAXIMUM];
    int moves;
    bool known;
}; /* move: kind * 100 + step */

struct naive {
    const struct journey *journey;
    const struct net *net;
    const struct activity *const *activity;
    const struct profile_contact *profile;
    int contacts;
    unsigned char marking[MARKINGS_MAXIMUM][32];
    int markings;
    struct {
        int from, transition, to;
    } arc[MARKINGS_MAXIMUM * 16];
    int arcs;
    struct worth worth[MARKINGS_MAXIMUM][CASE_MAXIMUM + 1];
};

static int find_marking(struct naive *naive, const unsigned char *marking)
{
    for (int i = 0; i < naive->markings; i++)
        if (!memcmp(naive->marking[i], marking, (size_t)naive->net->places))
            return i;
    if (naive->markings == MARKINGS_MAXIMUM)
        return -1;
    memcpy(naive->marking[naive->markings], marking, (size_t)naive->net->places);
    return naive->markings++;
}

/* All markings; false if there are too many or a place fills up. */
static bool explore(struct naive *naive)
{
    const struct net *net = naive->net;
    naive->markings = naive->arcs = 0;
    find_marking(naive, net->initial);
    for (int m = 0; m < naive->markings; m++)
        for (int t = 0; t < net->transitions; t++) {
            const struct net_transition *transition = &net->transition[t];
            unsigned char next[32];
            bool enabled = true;
            memcpy(next, naive->marking[m], (size_t)net->places);
            for (int i = 0; i < transition->inputs; i++)
                enabled = enabled && next[transition->input[i]]-- > 0;
            if (!enabled)
                continue;
            for (int i = 0; i < transition->outputs; i++)
                if (++next[transition->output[i]] > 3)
                    return false;
            int to = find_marking(naive, next);
            if (to < 0 || naive->arcs == MARKINGS_MAXIMUM * 16)
                return false;
            naive->arc[naive->arcs].from = m;
            naive->arc[naive->arcs].transition = t;
            naive->arc[naive->arcs++].to = to;
        }
    return true;
}

/* < 0 if a is better: lower cost, then higher preferences, then the first sequence of moves. */
static int compare_worth(const struct worth *a, const struct worth *b)
{
    if (a->cost != b->cost)
        return a->cost - b->cost;
    for (int i = 0; i < 5; i++)
        if (a->preference[i] != b->preference[i])
            return b->preference[i] - a->preference[i];
    for (int i = 0; i < a->moves && i < b->moves; i++)
        if (a->move[i] != b->move[i])
            return a->move[i] - b->move[i];
    return a->moves - b->moves;
}

/* Offer: what `next` is worth after one more move in front; true if that improves `here`. */
static bool offer(struct worth *here, const struct worth *next, int cost, int move, const int gain[5])
{
    if (!next->known || next->moves == MOVES_MAXIMUM)
        return false;
    struct worth offered = *next;
    offered.cost += cost;
    for (int i = 0; gain && i < 5; i++)
        offered.preference[i] += gain[i];
    if (move >= 0) {
        memmove(offered.move + 1, next->move, (size_t)next->moves * sizeof *next->move);
        offered.move[0] = move;
        offered.moves++;
    }
    if (here->known && compare_worth(&offered, here) >= 0)
        return false;
    *here = offered;
    return true;
}

static bool may_be(const struct activity *activity, int step)
{
    for (int i = 0; i < activity->candidates; i++)
        if (activity->candidate[i] == step)
            return true;
    return false;
}

static void gain_of(const struct naive *naive, int position, int step, int gain[5])
{
    const struct profile_contact *contact = &naive->profile[position];
    const struct step *at = &naive->journey->step[step];
    gain[0] = contact->institution == NONE || contact->institution == at->institution;
    gain[1] = step_has_channel(at, contact->channel);
    gain[2] = contact->outcome <= OUTCOME_PENDING;
    gain[3] = contact->reason <= REASON_FIRST;
    gain[4] = at->by_institution ? position + 1 : 0;
}

static const struct worth *solve(struct naive *naive)
{
    for (int m = 0; m < naive->markings; m++)
        for (int i = 0; i <= naive->contacts; i++) {
            naive->worth[m][i] = (struct worth){ 0 };
            naive->worth[m][i].known =
                i == naive->contacts && !memcmp(naive->marking[m], naive->net->final, (size_t)naive->net->places);
        }
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = naive->contacts; i >= 0; i--) {
            for (int a = 0; a < naive->arcs; a++) {
                struct worth *here = &naive->worth[naive->arc[a].from][i];
                int to = naive->arc[a].to, step = naive->net->transition[naive->arc[a].transition].step, gain[5];
                if (step == NET_SILENT) {
                    changed |= offer(here, &naive->worth[to][i], 0, -1, NULL);
                    continue;
                }
                changed |= offer(here, &naive->worth[to][i], 1, MOVE_SKIP * 100 + step, NULL);
                if (i < naive->contacts && may_be(naive->activity[i], step)) {
                    gain_of(naive, i, step, gain);
                    changed |= offer(here, &naive->worth[to][i + 1], 0, MOVE_MATCH * 100 + step, gain);
                }
            }
            for (int m = 0; i < naive->contacts && m < naive->markings; m++)
                changed |= offer(&naive->worth[m][i], &naive->worth[m][i + 1], 1, MOVE_EXTRA * 100, NULL);
        }
    }
    return &naive->worth[0][0];
}

/* ---- random models and cases ------------------------------------------------------------------------------------- */

struct world {
    struct journey *journey;
    struct net *net;
    bool owned;
    struct random_stream random;
};

static int roll(struct world *world, int sides) { return (int)random_below(&world->random, (uint32_t)sides); }

/* Any net at all: transitions share names, may be silent, sources and loops included; most are not sound. */
static void make_net(struct world *world)
{
    struct net *net = net_new();
    int places = 3 + roll(world, 4), transitions = 3 + roll(world, 5), place[2][2];
    world->journey->steps = 1 + roll(world, 4);
    random_journey_dress(world->journey, &world->random);
    for (int p = 0; p < places; p++)
        net_add_place(net);
    for (int t = 0; t < transitions; t++) {
        int count[2];
        for (int side = 0; side < 2; side++) {
            count[side] = 1 + !roll(world, 3);
            place[side][0] = roll(world, places);
            place[side][1] = (place[side][0] + 1 + roll(world, places - 1)) % places;
        }
        net_add_transition(net, roll(world, 3) ? roll(world, world->journey->steps) : NET_SILENT, NONE, place[0],
                           count[0], place[1], count[1]);
    }
    net_finish(net);
    net->initial[0] = 1;
    net->final[places - 1] = 1;
    world->net = world->journey->given_net = net;
}

static void world_open(struct world *world, uint64_t round)
{
    *world = (struct world){ .random = random_stream_new(20250301, round, 7) };
    struct diagnostics diagnostics = { 0 };
    if (round % 2) {
        world->journey = random_journey_empty();
        make_net(world);
        return;
    }
    world->journey = random_journey_path(&world->random, STEPS_MAXIMUM);
    world->net = net_compile(world->journey, &world->owned, &diagnostics);
    assert_non_null(world->net);
}

static void world_close(struct world *world)
{
    if (world->owned)
        net_free(world->net);
    journey_free(world->journey);
}

/* ---- comparing --------------------------------------------------------------------------------------------------- */

/* The run behind an alignment: its visible occurrences are the matches and skips, in order, and come after what is
 * before them. */
static void assert_run_follows(const struct alignment *alignment)
{
    int visible = 0;
    for (int o = 0; o < alignment->run.count; o++) {
        int move = alignment->move_of_occurrence[o];
        for (int k = 0; k < alignment->run.occurrence[o].before_count; k++)
            assert_true(alignment->run.occurrence[o].before[k] < o);
        if (move == NONE)
            continue;
        visible++;
        assert_int_equal(alignment->move[move].step, alignment->run.occurrence[o].step);
        assert_int_equal(alignment->occurrence_of_move[move], o);
    }
    for (int m = 0; m < alignment->moves; m++)
        visible -= alignment->move[m].kind != MOVE_EXTRA;
    assert_int_equal(visible, 0);
}

static void assert_same(const struct alignment *alignment, const struct worth *worth, uint64_t round)
{
    bool same = alignment->cost == worth->cost && alignment->moves == worth->moves;
    for (int m = 0, contact = 0; same && m < alignment->moves; m++) {
        const struct move *move = &alignment->move[m];
        same = worth->move[m] == (int)move->kind * 100 + (move->kind == MOVE_EXTRA ? 0 : move->step) &&
               move->contact == (move->kind == MOVE_SKIP ? NONE : contact);
        contact += move->kind != MOVE_SKIP;
    }
    if (!same) {
        print_error("round %d: cost %d, expected %d\n", (int)round, alignment->cost, worth->cost);
        fail();
    }
}

struct random_case {
    int candidate[CASE_MAXIMUM][2];
    struct activity activity[CASE_MAXIMUM];
    const struct activity *sequence[CASE_MAXIMUM];
    struct profile_contact profile[CASE_MAXIMUM];
    int contacts;
};

static void make_case(struct world *world, struct random_case *it)
{
    int steps = world->journey->steps;
    it->contacts = roll(world, CASE_MAXIMUM + 1);
    for (int i = 0; i < it->contacts; i++) {
        int *candidate = it->candidate[i];
        candidate[0] = roll(world, steps);
        candidate[1] = candidate[0] + 1;
        it->activity[i] = (struct activity){ candidate,
                                             !roll(world, 8)                           ? 0
                                             : candidate[1] < steps && !roll(world, 4) ? 2
                                                                                       : 1,
                                             0 };
        it->profile[i] = (struct profile_contact){ roll(world, 4) - 1, (enum channel)roll(world, 4),
                                                   (enum outcome)roll(world, 6), (enum reason)roll(world, 4) };
        it->sequence[i] = &it->activity[i];
        for (int k = 0; k < i; k++) /* equal candidates are one class, as in a log */
            if (it->activity[k].candidates == it->activity[i].candidates && it->activity[i].candidates &&
                it->candidate[k][0] == candidate[0])
                it->sequence[i] = it->sequence[k];
    }
}

/* Both ways to search follow runs of the same steps, silent ones that stand for automatic steps included. */
static void assert_same_steps(const struct alignment *a, const struct alignment *b)
{
    int balance[STEPS_MAXIMUM] = { 0 };
    for (int o = 0; o < a->run.count; o++)
        balance[a->run.occurrence[o].step]++;
    for (int o = 0; o < b->run.count; o++)
        balance[b->run.occurrence[o].step]--;
    for (int s = 0; s < STEPS_MAXIMUM; s++)
        assert_int_equal(balance[s], 0);
}

static void compare_ways(struct search *narrow, struct search *wide, const struct random_case *it)
{
    struct cost_bounds cost;
    struct alignment alignment[2];
    if (search_variant(narrow, it->sequence, it->contacts, &cost) != SEARCH_DONE)
        return;
    search_alignment(narrow, it->profile, &alignment[0]);
    search_variant(wide, it->sequence, it->contacts, &cost);
    search_alignment(wide, it->profile, &alignment[1]);
    assert_same_steps(&alignment[0], &alignment[1]);
    run_release(&alignment[0].run);
    run_release(&alignment[1].run);
}

static int compare_case(struct naive *naive, struct search *search, const struct random_case *it, uint64_t round)
{
    struct cost_bounds cost;
    naive->activity = it->sequence;
    naive->profile = it->profile;
    naive->contacts = it->contacts;
    const struct worth *worth = solve(naive);
    enum search_result result = search_variant(search, it->sequence, it->contacts, &cost);
    assert_int_equal(result, worth->known ? SEARCH_DONE : SEARCH_NO_END);
    if (!worth->known)
        return 0;
    struct alignment alignment;
    assert_true(search_alignment(search, it->profile, &alignment));
    assert_int_equal(cost.lower, worth->cost);
    assert_int_equal(cost.upper, worth->cost);
    assert_same(&alignment, worth, round);
    assert_run_follows(&alignment);
    run_release(&alignment.run);
    return 1;
}

/* With next to no states allowed: what is called exact is, and bounds hold. */
static void compare_limited(struct world *world, struct naive *naive, uint64_t round, int *seen)
{
    struct search *search =
        search_new(world->journey, world->net, (struct search_limits){ .states = (size_t)(1 + roll(world, 60)) });
    struct cost_bounds cost;
    const struct worth *worth = &naive->worth[0][0]; /* of the case compared last */
    enum search_result result = search_variant(search, naive->activity, naive->contacts, &cost);
    seen[result]++;
    if (result == SEARCH_DONE) {
        struct alignment alignment;
        bool canonical = search_alignment(search, naive->profile, &alignment);
        seen[SEARCH_NOT_CANONICAL] += !canonical;
        seen[SEARCH_DONE] -= !canonical;
        assert_int_equal(cost.lower, worth->cost);
        assert_int_equal(cost.upper, worth->cost);
        assert_run_follows(&alignment);
        int moves = 0;
        for (int m = 0; m < alignment.moves; m++)
            moves += alignment.move[m].kind != MOVE_MATCH;
        assert_int_equal(moves, worth->cost);
        if (canonical)
            assert_same(&alignment, worth, round);
        run_release(&alignment.run);
    } else if (worth->known) {
        assert_int_equal(result, SEARCH_BOUNDED);
        assert_true(cost.lower <= worth->cost && worth->cost <= cost.upper);
    }
    search_free(search);
}

static void random_nets_and_cases_align_as_the_definition_says(void **state)
{
    (void)state;
    struct naive *naive = calloc(1, sizeof *naive);
    int compared = 0, too_large = 0, seen[SEARCH_UNBOUNDED + 1] = { 0 };
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct world world;
        world_open(&world, round);
        naive->journey = world.journey;
        naive->net = world.net;
        if (world.net->places <= 32 && explore(naive)) {
            struct search *search = search_new(world.journey, world.net, (struct search_limits){ .states = 1000000 });
            struct search *wide =
                search_new(world.journey, world.net, (struct search_limits){ .states = 1000000, .narrow = 1 });
            for (int i = 0; i < 3; i++) {
                struct random_case random_case;
                make_case(&world, &random_case);
                compared += compare_case(naive, search, &random_case, round);
                compare_case(naive, wide, &random_case, round);
                compare_ways(search, wide, &random_case);
                compare_limited(&world, naive, round, seen);
            }
            search_free(search);
            search_free(wide);
        } else {
            too_large++;
        }
        world_close(&world);
    }
    free(naive);
    print_message("%d alignments compared, %d nets left out as too large for the naive side; with next to no states: "
                  "%d canonical, %d optimal, %d bounded\n",
                  compared, too_large, seen[SEARCH_DONE], seen[SEARCH_NOT_CANONICAL], seen[SEARCH_BOUNDED]);
    assert_true(compared > ROUNDS); /* the net generator must not quietly make nothing of use */
    assert_true(seen[SEARCH_NOT_CANONICAL] > 0 && seen[SEARCH_BOUNDED] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(random_nets_and_cases_align_as_the_definition_says) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
