#include "align/product_internal.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { GREEDY_WEIGHT = 8, GREEDY_STATES = 50000, STORE_BYTES = 384 << 20, BYTES_A_STATE = 200 };

/* Of those who put a token somewhere, those who don't take as many. */
static void keep_feeders(struct product *product)
{
    struct net_index *index = &product->feeders;
    int kept = 0, first = 0;
    for (int p = 0; p < product->net->places; p++) {
        int end = index->start[p + 1];
        for (; first < end; first++)
            if (product_gain(product->net, index->item[first], p) > 0)
                index->item[kept++] = index->item[first];
        index->start[p + 1] = kept;
    }
}

struct product *product_new(struct search *search)
{
    const struct net *net = search->net;
    size_t transitions = (size_t)net->transitions + 1, steps = (size_t)search->journey->steps;
    struct product *product = xcalloc(1, sizeof *product);
    product->search = search;
    product->net = net;
    product->consumers = net_index_new(net, false);
    product->feeders = net_index_new(net, true);
    product->by_step = net_index_of_steps(net, search->journey->steps);
    machines_find(&product->machines, net, search->journey->steps, &product->consumers, &product->feeders,
                  &product->by_step);
    keep_feeders(product);
    product->slide = xcalloc((size_t)net->places + 1, sizeof *product->slide);
    product_find_slides(product);
    product->table = xcalloc((size_t)product->machines.count + 1, sizeof *product->table);
    product->token = xcalloc((size_t)product->machines.count + 1, sizeof *product->token);
    product->counted = xcalloc(steps + 1, 1);
    product->pays = xcalloc(steps + 1, 1);
    product->loose_steps = xcalloc((size_t)search->graph.words, sizeof *product->loose_steps);
    product->reach = xcalloc((size_t)search->graph.words, sizeof *product->reach);
    product->must = xcalloc((size_t)search->graph.words, sizeof *product->must);
    product->scratch = xcalloc((size_t)net->places + 1, 1);
    product->pulled = xcalloc(transitions, sizeof *product->pulled);
    product->enabled = xcalloc(transitions, sizeof *product->enabled);
    product->pulled_at = xcalloc(transitions, sizeof *product->pulled_at);
    return product;
}

void product_free(struct product *product)
{
    if (!product)
        return;
    for (int m = 0; m < product->machines.count; m++) {
        free(product->table[m].cost);
        free(product->table[m].read);
    }
    net_index_release(&product->consumers);
    net_index_release(&product->feeders);
    net_index_release(&product->by_step);
    machines_release(&product->machines);
    interner_release(&product->markings);
    free(product->extra), free(product->match), free(product->match_start);
    free(product->slide), free(product->table), free(product->token), free(product->counted), free(product->pays);
    free(product->loose_steps), free(product->loose_class), free(product->reach), free(product->must);
    free(product->state), free(product->slot), free(product->open), free(product->scratch);
    free(product->pulled), free(product->enabled), free(product->pulled_at), free(product->move);
    free(product->found.move);
    free(product);
}

size_t product_states_by_default(const struct net *net)
{
    size_t fit = (size_t)STORE_BYTES / ((size_t)net->places + BYTES_A_STATE);
    return fit < SEARCH_STATES_DEFAULT ? fit : SEARCH_STATES_DEFAULT;
}

/* --- states ----------------------------------------------------------------------------------------------------- */

void product_forget(struct product *product)
{
    interner_release(&product->markings);
    interner_add_string(&product->markings, "");
    product->states = product->opens = product->pushed = 0;
    product->unbounded = false;
    free(product->slot);
    product->slot = NULL;
    product->slots = 0;
}

static uint32_t place_of(const struct product *product, uint32_t position, uint32_t marking, bool in_block)
{
    uint64_t key = ((uint64_t)position << 33 | (uint64_t)in_block << 32 | marking) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(key ^ key >> 29) & (product->slots - 1);
}

static void grow_slots(struct product *product)
{
    product->slots = product->slots ? 2 * product->slots : 1024;
    free(product->slot);
    product->slot = xcalloc(product->slots, sizeof *product->slot);
    for (uint32_t i = 0; i < product->states; i++) {
        const struct product_state *state = &product->state[i];
        uint32_t place = place_of(product, state->position, state->marking, state->in_block);
        while (product->slot[place])
            place = (place + 1) & (product->slots - 1);
        product->slot[place] = i + 1;
    }
}

uint32_t product_state_of(struct product *product, uint32_t position, uint32_t marking, bool in_block)
{
    if (2 * (product->states + 1) > product->slots)
        grow_slots(product);
    uint32_t place = place_of(product, position, marking, in_block);
    for (; product->slot[place]; place = (place + 1) & (product->slots - 1)) {
        const struct product_state *state = &product->state[product->slot[place] - 1];
        if (state->position == position && state->marking == marking && state->in_block == in_block)
            return product->slot[place] - 1;
    }
    GROW(product->state, product->states, product->states_capacity);
    product->state[product->states] = (struct product_state){
        .position = position,
        .marking = marking,
        .in_block = in_block,
        .value = WEIGHT_NEVER,
        .estimate = product_estimate(product, position, product_marking(product, marking)),
    };
    product->slot[place] = ++product->states;
    return product->states - 1;
}

/* --- what to look at next: a heap; of equals, where most contacts are read, then the latest ------------------ */

static bool goes_before(const struct open_state *a, const struct open_state *b)
{
    return a->rank != b->rank ? a->rank < b->rank : a->order > b->order;
}

static void push(struct product *product, uint32_t state, weight rank)
{
    GROW(product->open, product->opens, product->opens_capacity);
    struct open_state *open = product->open,
                      added = { rank, (uint64_t)product->state[state].position << 32 | product->pushed++, state };
    uint32_t at = product->opens++;
    for (; at && goes_before(&added, &open[(at - 1) / 2]); at = (at - 1) / 2)
        open[at] = open[(at - 1) / 2];
    open[at] = added;
}

static struct open_state pop(struct product *product)
{
    struct open_state *open = product->open, first = open[0], last = open[--product->opens];
    uint32_t at = 0;
    for (uint32_t child = 1; child < product->opens; child = 2 * at + 1) {
        if (child + 1 < product->opens && goes_before(&open[child + 1], &open[child]))
            child++;
        if (!goes_before(&open[child], &last))
            break;
        open[at] = open[child];
        at = child;
    }
    open[at] = last;
    return first;
}

/* --- the search ------------------------------------------------------------------------------------------------- */

static void relax(struct product *product, uint32_t from, const struct product_move *move, int hurry)
{
    uint32_t to = product_state_of(product, move->position, move->marking, move->in_block);
    struct product_state *state = &product->state[to];
    weight value = product->state[from].value + move->by;
    if (value >= state->value || state->estimate >= WEIGHT_NEVER || state->closed)
        return;
    state->value = value;
    state->from = from;
    state->kind = move->kind;
    state->transition = move->transition;
    push(product, to, value + state->estimate * (weight)hurry);
}

/* The moves that led to a state, from the start, into product->found. */
static void note_way(struct product *product, uint32_t number)
{
    struct trail *trail = &product->found;
    trail->moves = 0;
    for (; number; number = product->state[number].from) {
        GROW(trail->move, trail->moves, trail->capacity);
        trail->move[trail->moves++] =
            (struct trail_move){ product->state[number].kind, product->state[number].transition };
    }
    for (int a = 0, b = trail->moves - 1; a < b; a++, b--) {
        struct trail_move move = trail->move[a];
        trail->move[a] = trail->move[b];
        trail->move[b] = move;
    }
}

/* Found: product->optimum and product->found. Stopped: product->optimum is a lower bound. hurry: how many times the
 * estimate counts; above 1, what is found need not be optimal. */
static enum product_result find_optimum(struct product *product, size_t states, int hurry)
{
    product_forget(product);
    uint32_t marking =
        interner_add(&product->markings, (const char *)product->net->initial, (size_t)product->net->places);
    uint32_t start = product_state_of(product, 0, marking, false);
    product->state[start].value = product->optimum = 0;
    if (product->state[start].estimate < WEIGHT_NEVER)
        push(product, start, product->state[start].estimate);
    for (size_t expanded = 0; product->opens; expanded++) {
        struct open_state open = pop(product);
        struct product_state *state = &product->state[open.state];
        if (state->closed)
            continue;
        state->closed = true;
        product->optimum = open.rank;
        if (product_is_goal(product, state)) {
            product->optimum = state->value;
            note_way(product, open.state);
            return PRODUCT_FOUND;
        }
        product_find_moves(product, state->position, state->marking, state->in_block);
        for (uint32_t m = 0; m < product->moves && !product->unbounded; m++)
            relax(product, open.state, &product->move[m], hurry);
        if (product->unbounded)
            return PRODUCT_UNBOUNDED;
        if (product->states > states || search_out_of_time(product->search, expanded))
            return PRODUCT_STOPPED;
    }
    return PRODUCT_EXHAUSTED;
}

enum product_result product_cost(struct product *product, size_t states, struct cost_bounds *cost)
{
    product_prepare(product, NULL);
    enum product_result result = find_optimum(product, states, 1);
    cost->lower = cost->upper = (int)weight_cost(product->optimum);
    if (result == PRODUCT_STOPPED) {
        product->search->deadline = 0; /* what this finds must not depend on the clock */
        bool found = find_optimum(product, GREEDY_STATES, GREEDY_WEIGHT) == PRODUCT_FOUND;
        cost->upper = found ? (int)weight_cost(product->optimum) : INT_MAX;
    }
    return result;
}

bool product_align(struct product *product, const struct profile_contact *profile, size_t states, struct trail *trail)
{
    bool weighed = product->search->contacts <= WEIGHT_CONTACTS_MAXIMUM, canonical = false;
    product_prepare(product, weighed ? profile : NULL);
    bool found = find_optimum(product, states, 1) == PRODUCT_FOUND;
    if (found && weighed)
        canonical = product_choose(product, states, trail);
    if (!found) { /* then the one that the cost was found with */
        product->search->deadline = 0;
        product_prepare(product, NULL);
        find_optimum(product, SIZE_MAX, 1);
    }
    if (!canonical) {
        trail->moves = 0;
        for (int m = 0; m < product->found.moves; m++) {
            GROW(trail->move, trail->moves, trail->capacity);
            trail->move[trail->moves++] = product->found.move[m];
        }
    }
    return canonical;
}
