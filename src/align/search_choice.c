/* Which of the optimal alignments: see search.h. */
#include "align/search_internal.h"
#include <stdlib.h>
#include <string.h>

static int compare_preferences(const struct preference *a, const struct preference *b)
{
    if (a->institution_channel != b->institution_channel)
        return a->institution_channel > b->institution_channel ? 1 : -1;
    if (a->outcome_reason != b->outcome_reason)
        return a->outcome_reason > b->outcome_reason ? 1 : -1;
    return (a->positions > b->positions) - (a->positions < b->positions);
}

struct preference search_gain(const struct journey *journey, const struct profile_contact *contact, uint32_t position,
                              int step)
{
    const struct step *at = &journey->step[step];
    bool institution =
        contact->institution == NONE || at->institution == NONE || contact->institution == at->institution;
    bool channel = contact->channel != CHANNEL_NONE && step_has_channel(at, contact->channel);
    bool outcome =
        contact->outcome == OUTCOME_NONE || contact->outcome == OUTCOME_DONE || contact->outcome == OUTCOME_PENDING;
    bool reason = contact->reason == REASON_NONE || contact->reason == REASON_FIRST;
    return (struct preference){ (uint64_t)institution << 32 | channel, (uint64_t)outcome << 32 | reason,
                                at->by_institution ? position + 1 : 0 };
}

/* The preferences from `state` to a goal by way of `move`; false if the move lies on no optimal alignment. */
static bool by_way_of(const struct search *search, const struct profile_contact *profile,
                      const struct search_state *state, const struct search_move *move, struct preference *worth)
{
    const struct search_state *to = &search->state[move->to];
    if (!to->optimal || to->cost != state->cost + (move->kind != MOVE_MATCH))
        return false;
    *worth = to->best;
    if (move->kind == MOVE_MATCH) {
        struct preference more = search_gain(search->journey, &profile[state->position], state->position, move->step);
        worth->institution_channel += more.institution_channel;
        worth->outcome_reason += more.outcome_reason;
        worth->positions += more.positions;
    }
    return true;
}

/* States by position + cost, highest first: every move raises it. */
static uint32_t *order_states(const struct search *search)
{
    uint32_t levels = (uint32_t)search->contacts + search->optimum + 2;
    uint32_t *next = xcalloc(levels + 1, sizeof *next), *order = xrealloc(NULL, (size_t)search->states * sizeof *order);
    for (uint32_t i = 0; i < search->states; i++)
        if (search->state[i].expanded)
            next[levels - (search->state[i].position + search->state[i].cost)]++;
    for (uint32_t l = 1; l <= levels; l++)
        next[l] += next[l - 1];
    for (uint32_t i = search->states; i-- > 0;)
        if (search->state[i].expanded)
            order[--next[levels - (search->state[i].position + search->state[i].cost)]] = i;
    free(next);
    return order;
}

static void sweep_back(struct search *search, const struct profile_contact *profile)
{
    uint32_t expanded = 0;
    for (uint32_t i = 0; i < search->states; i++) {
        search->state[i].optimal = false;
        expanded += search->state[i].expanded;
    }
    uint32_t *order = order_states(search);
    for (uint32_t k = 0; k < expanded; k++) {
        struct search_state *state = &search->state[order[k]];
        state->best = (struct preference){ 0 };
        state->optimal = state->goal && state->cost == search->optimum;
        for (uint32_t m = 0; m < state->moves; m++) {
            struct preference worth;
            if (by_way_of(search, profile, state, &search->move[state->first_move + m], &worth) &&
                (!state->optimal || compare_preferences(&worth, &state->best) > 0)) {
                state->best = worth;
                state->optimal = true;
            }
        }
    }
    free(order);
}

/* One step of the pass forwards: all states the moves chosen so far can stand in, each with where it came from. */
struct layer_member { uint32_t state; int before; };    /* before: index in the previous layer */
struct layers { struct layer_member *member; int members, capacity; int *first; int layers, first_capacity; };

static int compare_moves(const struct search_move *a, const struct search_move *b)
{
    return a->kind != b->kind ? (a->kind > b->kind) - (a->kind < b->kind) : (a->step > b->step) - (a->step < b->step);
}

static bool is_best(const struct search *search, const struct profile_contact *profile,
                    const struct search_state *state, const struct search_move *move)
{
    struct preference worth;
    return by_way_of(search, profile, state, move, &worth) && !compare_preferences(&worth, &state->best);
}

static const unsigned char *marking_of(const struct search *search, uint32_t state)
{
    return marking_graph_marking(&search->graph, search->state[state].node);
}

/* Node numbers depend on the order of search, markings don't: the smaller marking goes first. */
static bool marking_before(const struct search *search, uint32_t a, uint32_t b)
{
    return memcmp(marking_of(search, a), marking_of(search, b), (size_t)search->graph.net->places) < 0;
}

/* The first move among the best ones of all members of the last layer. */
static struct search_move first_move(const struct search *search, const struct profile_contact *profile,
                                     const struct layers *layers)
{
    struct search_move first = { 0, 0, MOVE_SKIP + 1 };
    for (int i = layers->first[layers->layers - 1]; i < layers->members; i++) {
        const struct search_state *state = &search->state[layers->member[i].state];
        for (uint32_t m = 0; m < state->moves; m++) {
            const struct search_move *move = &search->move[state->first_move + m];
            if (compare_moves(move, &first) < 0 && is_best(search, profile, state, move))
                first = *move;
        }
    }
    return first;
}

/* Everything that `chosen` leads to from the last layer becomes the next. */
static void add_layer(const struct search *search, const struct profile_contact *profile, struct layers *layers,
                      struct search_move chosen, int *place)
{
    int from = layers->first[layers->layers - 1], to = layers->members;
    GROW(layers->first, layers->layers, layers->first_capacity);
    layers->first[layers->layers++] = to;
    for (int i = from; i < to; i++) {
        const struct search_state *state = &search->state[layers->member[i].state];
        for (uint32_t m = 0; m < state->moves; m++) {
            const struct search_move *move = &search->move[state->first_move + m];
            if (compare_moves(move, &chosen) || !is_best(search, profile, state, move))
                continue;
            int at = place[move->to] - 1;
            if (at < to) {
                GROW(layers->member, layers->members, layers->capacity);
                layers->member[layers->members] = (struct layer_member){ move->to, i };
                place[move->to] = ++layers->members;
            } else if (marking_before(search, layers->member[i].state,
                                      layers->member[layers->member[at].before].state)) {
                layers->member[at].before = i;
            }
        }
    }
}

static void record_move(struct alignment *alignment, int *capacity, struct search_move move, int contact)
{
    GROW(alignment->move, alignment->moves, *capacity);
    alignment->move[alignment->moves++] =
        (struct move){ move.kind, contact, move.kind == MOVE_EXTRA ? NONE : move.step };
}

/* The chosen moves and, layer by layer, the states of the canonical way through them. */
static uint32_t *choose(struct search *search, const struct profile_contact *profile, struct alignment *alignment)
{
    struct layers layers = { 0 };
    int *place = xcalloc(search->states, sizeof *place), position = 0; /* place: index in a layer + 1 */
    GROW(layers.member, layers.members, layers.capacity);
    GROW(layers.first, layers.layers, layers.first_capacity);
    layers.member[layers.members++] = (struct layer_member){ 0, NONE };
    layers.first[layers.layers++] = 0;
    while (!search->state[layers.member[layers.first[layers.layers - 1]].state].goal) {
        struct search_move move = first_move(search, profile, &layers);
        record_move(alignment, &search->chosen_capacity, move, move.kind == MOVE_SKIP ? NONE : position);
        position += move.kind != MOVE_SKIP;
        add_layer(search, profile, &layers, move, place);
    }
    int at = layers.first[layers.layers - 1];
    for (int i = at + 1; i < layers.members; i++)
        if (marking_before(search, layers.member[i].state, layers.member[at].state))
            at = i;
    uint32_t *way = xrealloc(NULL, (size_t)layers.layers * sizeof *way);
    for (int l = layers.layers; l-- > 0; at = layers.member[at].before)
        way[l] = search->state[layers.member[at].state].node;
    free(place);
    free(layers.member);
    free(layers.first);
    return way;
}

static void add_to_trail(struct trail *trail, int kind, int transition)
{
    GROW(trail->move, trail->moves, trail->capacity);
    trail->move[trail->moves++] = (struct trail_move){ kind, transition };
}

/* The transitions behind the moves: each edge's path is silent ones, and its step last. */
static void follow_way(const struct search *search, const uint32_t *way, const struct alignment *alignment,
                       struct trail *trail)
{
    for (int m = 0; m <= alignment->moves; m++) {
        bool end = m == alignment->moves;
        if (!end && alignment->move[m].kind == MOVE_EXTRA) {
            add_to_trail(trail, MOVE_EXTRA, NONE);
            continue;
        }
        const int32_t *path =
            end ? search->graph.node[way[m]].end_path
                : marking_graph_edge(&search->graph, way[m], alignment->move[m].step, way[m + 1])->path;
        for (int32_t i = 1; i <= path[0]; i++)
            add_to_trail(trail, end || i < path[0] ? MOVE_SILENT : (int)alignment->move[m].kind, path[i]);
    }
}

/* The moves of a trail, without the silent ones. */
static void record_trail(struct search *search, const struct trail *trail, struct alignment *alignment)
{
    int position = 0;
    for (int i = 0; i < trail->moves; i++) {
        int kind = trail->move[i].kind, transition = trail->move[i].transition;
        if (kind == MOVE_SILENT)
            continue;
        int step = kind == MOVE_EXTRA ? NONE : search->net->transition[transition].step;
        record_move(alignment, &search->chosen_capacity, (struct search_move){ 0, step, (enum move_kind)kind },
                    kind == MOVE_SKIP ? NONE : position);
        position += kind != MOVE_SKIP;
    }
}

/* Play the transitions of a trail, and tie occurrences and moves to each other. */
static void follow_trail(const struct net *net, const struct trail *trail, struct alignment *alignment)
{
    struct arena *arena = &alignment->run.arena;
    int *sequence = xcalloc((size_t)trail->moves + 1, sizeof *sequence), count = 0;
    for (int i = 0; i < trail->moves; i++)
        if (trail->move[i].kind != MOVE_EXTRA)
            sequence[count++] = trail->move[i].transition;
    run_play(&alignment->run, net, sequence, count);
    size_t occurrences = (size_t)alignment->run.count;
    alignment->move_of_occurrence = arena_alloc(arena, occurrences * sizeof(int));
    alignment->passed_at = arena_alloc(arena, occurrences * sizeof(int));
    alignment->occurrence_of_move = arena_alloc(arena, (size_t)alignment->moves * sizeof(int));
    for (int i = 0, occurrence = 0, move = 0; i < trail->moves; i++) {
        int kind = trail->move[i].kind;
        if (kind == MOVE_EXTRA) {
            alignment->occurrence_of_move[move++] = NONE;
        } else if (kind != MOVE_SILENT || net->transition[trail->move[i].transition].automatic != NONE) {
            alignment->move_of_occurrence[occurrence] = kind == MOVE_SILENT ? NONE : move;
            alignment->passed_at[occurrence] = move + 1;
            if (kind != MOVE_SILENT)
                alignment->occurrence_of_move[move++] = occurrence;
            occurrence++;
        }
    }
    free(sequence);
}

bool search_alignment(struct search *search, const struct profile_contact *profile, struct alignment *alignment)
{
    bool canonical = true;
    struct trail *trail = &search->trail;
    trail->moves = 0;
    *alignment = (struct alignment){ .cost = (int)search->optimum, .move = search->chosen };
    if (search->wide) {
        canonical = product_align(search->product, profile, search->limits.states, trail);
        record_trail(search, trail, alignment);
    } else {
        sweep_back(search, profile);
        uint32_t *way = choose(search, profile, alignment);
        follow_way(search, way, alignment, trail);
        free(way);
    }
    search->chosen = alignment->move;                   /* kept for the next one; the alignment has its own, just as long */
    follow_trail(search->net, trail, alignment);
    alignment->move = arena_alloc(&alignment->run.arena, (size_t)alignment->moves * sizeof *alignment->move);
    if (alignment->moves)
        memcpy(alignment->move, search->chosen, (size_t)alignment->moves * sizeof *alignment->move);
    return canonical;
}
