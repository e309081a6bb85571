#include "align/search_internal.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    CLASS_COUNTS_MAXIMUM = 8 << 20, /* entries of rest_count: beyond, the first bound counts off-map contacts only */
    NODES_KEPT = 100000,            /* of the marking graph, from variant to variant */
    PASSED_A_STATE = 16,            /* markings that silent transitions lead through, in the time of a state */
};

struct search *search_new(const struct journey *journey, const struct net *net, struct search_limits limits)
{
    struct search *search = xcalloc(1, sizeof *search);
    search->journey = journey;
    search->net = net;
    search->limits = limits;
    if (!limits.states)
        search->limits.states = product_states_by_default(net);
    if (!limits.narrow)
        search->limits.narrow = SEARCH_NARROW_STATES;
    if (search->limits.narrow > search->limits.states)
        search->limits.narrow = search->limits.states;
    search->sole_class = xcalloc((size_t)journey->steps + 1, sizeof *search->sole_class);
    marking_graph_init(&search->graph, net, journey->steps);
    return search;
}

void search_free(struct search *search)
{
    if (!search)
        return;
    marking_graph_release(&search->graph);
    for (uint32_t i = 0; i < search->buckets; i++)
        free(search->bucket[i].state);
    free(search->bucket);
    free(search->rest_steps);
    free(search->rest_off_map);
    free(search->rest_count);
    free(search->class_of);
    free(search->class_number);
    free(search->sole_class);
    free(search->chosen);
    free(search->trail.move);
    free(search->next_vague);
    free(search->state);
    free(search->move);
    free(search->slot);
    product_free(search->product);
    free(search);
}

size_t search_states(const struct search *search) { return search->states; }

static int class_of(struct search *search, const struct activity *activity)
{
    for (int i = 0; i < search->classes; i++)
        if (search->class_of[i] == activity)
            return i;
    GROW(search->class_of, search->classes, search->classes_capacity);
    search->class_of[search->classes] = activity;
    return search->classes++;
}

/* The class of contacts that can be a step and nothing else; and the list of those that can be several. */
static void index_classes(struct search *search)
{
    search->next_vague = xrealloc(search->next_vague, ((size_t)search->classes + 1) * sizeof *search->next_vague);
    search->vague_from = NONE;
    for (int k = 0; k < search->classes; k++)
        for (int c = 0; c < search->class_of[k]->candidates; c++)
            search->sole_class[search->class_of[k]->candidate[c]] = NONE;
    for (int k = 0; k < search->classes; k++) {
        const struct activity *activity = search->class_of[k];
        if (activity->candidates == 1)
            search->sole_class[activity->candidate[0]] = k;
        if (activity->candidates < 2)
            continue;
        search->next_vague[k] = search->vague_from;
        search->vague_from = k;
    }
}

/* What remains of the case after i contacts, for every i. */
static void prepare_rest(struct search *search)
{
    size_t n = (size_t)search->contacts, words = (size_t)search->graph.words;
    search->classes = 0;
    search->class_number = xrealloc(search->class_number, (n + 1) * sizeof *search->class_number);
    for (size_t i = 0; i < n; i++)
        search->class_number[i] = class_of(search, search->activity[i]);
    index_classes(search);
    size_t classes = (size_t)search->classes;
    search->rest_steps = xrealloc(search->rest_steps, (n + 1) * words * sizeof *search->rest_steps);
    search->rest_off_map = xrealloc(search->rest_off_map, (n + 1) * sizeof *search->rest_off_map);
    bool counted = (n + 1) * (classes + 1) <= CLASS_COUNTS_MAXIMUM;
    if (counted)
        search->rest_count = xrealloc(search->rest_count, (n + 1) * (classes + 1) * sizeof *search->rest_count);
    else
        free(search->rest_count), search->rest_count = NULL;
    memset(search->rest_steps + n * words, 0, words * sizeof *search->rest_steps);
    search->rest_off_map[n] = 0;
    if (counted)
        memset(search->rest_count + n * classes, 0, classes * sizeof *search->rest_count);
    for (size_t i = n; i-- > 0;) {
        const struct activity *activity = search->activity[i];
        uint64_t *steps = search->rest_steps + i * words;
        memcpy(steps, steps + words, words * sizeof *steps);
        for (int k = 0; k < activity->candidates; k++)
            steps[activity->candidate[k] / 64] |= UINT64_C(1) << (activity->candidate[k] % 64);
        search->rest_off_map[i] = search->rest_off_map[i + 1] + !activity->candidates;
        if (counted) {
            memcpy(search->rest_count + i * classes, search->rest_count + (i + 1) * classes,
                   classes * sizeof *search->rest_count);
            search->rest_count[i * classes + (size_t)search->class_number[i]]++;
        }
    }
}

bool search_can_happen(const struct activity *activity, const uint64_t *reach)
{
    for (int k = 0; k < activity->candidates; k++)
        if (reach[activity->candidate[k] / 64] >> (activity->candidate[k] % 64) & 1)
            return true;
    return false;
}

/* Contacts left that nothing reachable can be. `beyond`: steps of the contacts left that are out of reach; a class with one
 * candidate is found by its step, the others are looked through. */
static uint32_t count_beyond(const struct search *search, uint32_t position, const uint64_t *reach)
{
    const uint64_t *rest = search->rest_steps + (size_t)position * (size_t)search->graph.words;
    const uint32_t *count = search->rest_count + (size_t)position * (size_t)search->classes;
    uint32_t extras = 0;
    for (int w = 0; w < search->graph.words; w++)
        for (uint64_t beyond = rest[w] & ~reach[w]; beyond; beyond &= beyond - 1) {
            int class = search->sole_class[64 * w + __builtin_ctzll(beyond)];
            extras += class != NONE ? count[class] : 0;
        }
    for (int k = search->vague_from; k != NONE; k = search->next_vague[k])
        if (count[k] && !search_can_happen(search->class_of[k], reach))
            extras += count[k];
    return extras;
}

/* The lower bound of search.h. */
static uint32_t estimate(const struct search *search, uint32_t position, uint32_t node)
{
    const uint64_t *reach = marking_graph_reach(&search->graph, node), *must = marking_graph_must(&search->graph, node);
    const uint64_t *rest = search->rest_steps + (size_t)position * (size_t)search->graph.words;
    uint32_t moves = search->rest_off_map[position];
    bool beyond = false;
    for (int w = 0; w < search->graph.words; w++) {
        for (uint64_t gone = must[w] & ~rest[w]; gone; gone &= gone - 1)        /* mostly none: cheaper than counting bits */
            moves++;
        beyond = beyond || (rest[w] & ~reach[w]);
    }
    return beyond && search->rest_count ? moves + count_beyond(search, position, reach) : moves;
}

static uint64_t hash_state(uint32_t position, uint32_t node)
{
    uint64_t key = ((uint64_t)position << 32 | node) * UINT64_C(0x9e3779b97f4a7c15);
    return key ^ key >> 29;
}

static void grow_slots(struct search *search)
{
    search->slots = search->slots ? 2 * search->slots : 1024;
    free(search->slot);
    search->slot = xcalloc(search->slots, sizeof *search->slot);
    for (uint32_t i = 0; i < search->states; i++) {
        const struct search_state *state = &search->state[i];
        uint32_t place = (uint32_t)hash_state(state->position, state->node) & (search->slots - 1);
        while (search->slot[place])
            place = (place + 1) & (search->slots - 1);
        search->slot[place] = i + 1;
    }
}

static uint32_t find_state(struct search *search, uint32_t position, uint32_t node)
{
    if (2 * (search->states + 1) > search->slots)
        grow_slots(search);
    uint32_t place = (uint32_t)hash_state(position, node) & (search->slots - 1);
    for (; search->slot[place]; place = (place + 1) & (search->slots - 1)) {
        const struct search_state *state = &search->state[search->slot[place] - 1];
        if (state->position == position && state->node == node)
            return search->slot[place] - 1;
    }
    GROW(search->state, search->states, search->states_capacity);
    search->state[search->states] = (struct search_state){
        .position = position,
        .node = node,
        .cost = UINT32_MAX,
        .estimate = estimate(search, position, node),
    };
    search->slot[place] = ++search->states;
    return search->states - 1;
}

/* Buckets hold states by cost plus estimate. */
static uint32_t rank_of(const struct search_state *state) { return state->cost + state->estimate; }

static void push(struct search *search, uint32_t number)
{
    uint32_t at = rank_of(&search->state[number]);
    if (at >= search->buckets) {
        search->bucket = xrealloc(search->bucket, ((size_t)at + 16) * sizeof *search->bucket);
        memset(search->bucket + search->buckets, 0, ((size_t)at + 16 - search->buckets) * sizeof *search->bucket);
        search->buckets = at + 16;
    }
    struct bucket *bucket = &search->bucket[at];
    GROW(bucket->state, bucket->count, bucket->capacity);
    bucket->state[bucket->count++] = number;
}

static void relax(struct search *search, uint32_t from, enum move_kind kind, int step, uint32_t position, uint32_t node)
{
    uint32_t to = find_state(search, position, node), cost = search->state[from].cost + (kind != MOVE_MATCH);
    GROW(search->move, search->moves, search->moves_capacity);
    search->move[search->moves++] = (struct search_move){ to, step, kind };
    if (cost < search->state[to].cost) {
        search->state[to].cost = cost;
        push(search, to);
    }
}

static bool may_be(const struct activity *activity, int step)
{
    for (int k = 0; k < activity->candidates; k++)
        if (activity->candidate[k] == step)
            return true;
    return false;
}

static void expand(struct search *search, uint32_t number)
{
    struct search_state state = search->state[number];
    const struct marking_node *node = marking_graph_expand(&search->graph, state.node);
    bool last = (int)state.position == search->contacts, accepts = node->end_path;
    uint32_t first = search->moves, edges = node->edges;
    const struct marking_edge *edge = node->edge; /* in the graph's arena: stays where it is */
    for (uint32_t i = 0; i < edges; i++) {
        if (!last && may_be(search->activity[state.position], edge[i].step))
            relax(search, number, MOVE_MATCH, edge[i].step, state.position + 1, edge[i].node);
        relax(search, number, MOVE_SKIP, edge[i].step, state.position, edge[i].node);
    }
    if (!last)
        relax(search, number, MOVE_EXTRA, NONE, state.position + 1, state.node);
    struct search_state *expanded = &search->state[number];
    expanded->first_move = first;
    expanded->moves = search->moves - first;
    expanded->expanded = true;
    expanded->goal = last && accepts;
}

static void reset(struct search *search)
{
    search->states = search->moves = 0;
    for (uint32_t i = 0; i < search->buckets; i++)
        search->bucket[i].count = 0;
    if (search->slots)
        memset(search->slot, 0, search->slots * sizeof *search->slot);
}

static double thread_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

bool search_out_of_time(const struct search *search, size_t expanded)
{
    return search->deadline > 0 && expanded % 1024 == 0 && thread_seconds() > search->deadline;
}

enum run_result { RUN_FOUND, RUN_EXHAUSTED, RUN_STOPPED };

/* Found: search->optimum is the cost, and all states up to it are expanded. `work`: states, and markings that silent
 * transitions lead through. */
static enum run_result run(struct search *search, size_t work)
{
    reset(search);
    uint32_t start = find_state(search, 0, 0);
    size_t expanded = 0, passed = 0;
    bool found = false;
    search->state[start].cost = 0;
    push(search, start);
    for (uint32_t at = 0; at < search->buckets && !found; at++) {
        while (search->bucket[at].count) {
            uint32_t number = search->bucket[at].state[--search->bucket[at].count];
            const struct search_state *state = &search->state[number];
            if (state->expanded || rank_of(state) != at)
                continue;
            const struct marking_node *node = marking_graph_expand(&search->graph, state->node);
            passed += node->passed;
            if (node->too_large || search->graph.unbounded)
                return RUN_STOPPED;
            expand(search, number);
            found = found || search->state[number].goal;
            search->optimum = at;
            if (search->states > work || passed > work * PASSED_A_STATE || search_out_of_time(search, ++expanded))
                return RUN_STOPPED;
        }
    }
    return found ? RUN_FOUND : RUN_EXHAUSTED;
}

/* The variant is too large for that: see search.h. */
static enum search_result search_wide(struct search *search, struct cost_bounds *cost)
{
    if (!search->product)
        search->product = product_new(search);
    search->wide = true;
    switch (product_cost(search->product, search->limits.states, cost)) {
    case PRODUCT_FOUND:
        search->optimum = (uint32_t)cost->lower;
        return SEARCH_DONE;
    case PRODUCT_EXHAUSTED:
        return SEARCH_NO_END;
    case PRODUCT_UNBOUNDED:
        return SEARCH_UNBOUNDED;
    case PRODUCT_STOPPED:
        break;
    }
    return SEARCH_BOUNDED;
}

enum search_result search_variant(struct search *search, const struct activity *const *activity, int contacts,
                                  struct cost_bounds *cost)
{
    search->activity = activity;
    search->contacts = contacts;
    search->wide = false;
    search->deadline = search->limits.seconds > 0 ? thread_seconds() + search->limits.seconds : 0;
    if (search->graph.nodes > NODES_KEPT) {
        marking_graph_release(&search->graph);
        marking_graph_init(&search->graph, search->net, search->journey->steps);
    }
    prepare_rest(search);
    enum run_result result = run(search, search->limits.narrow);
    *cost = (struct cost_bounds){ (int)search->optimum, (int)search->optimum };
    if (search->graph.unbounded)
        return SEARCH_UNBOUNDED;
    return result == RUN_FOUND ? SEARCH_DONE : result == RUN_EXHAUSTED ? SEARCH_NO_END : search_wide(search, cost);
}
