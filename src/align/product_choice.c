/* The first of the best alignments, move by move: see product.h. */
#include "align/product_internal.h"
#include <stdlib.h>
#include <string.h>

/* What waits to be tried: depth first, the last first. */
struct trial { uint32_t state, from; weight left; };
/* What a state was before it was tried. */
struct visit { uint32_t state; unsigned char status; weight value; };

/* A marking that the chosen moves can stand in. path: silent transitions since `before`, then the step's, if any. */
struct member { uint32_t marking; int before, path, path_count; };
/* A marking that silent transitions lead to from a member; parent: index, NONE for the member itself. */
struct passage { uint32_t marking; int parent, transition; };
struct target { int passage, transition; };

enum { PASSAGES_MAXIMUM = 1 << 12 };

struct chooser {
    struct product *product;
    size_t work, most;                          /* states tried, and markings passed */
    bool open;                                  /* a limit was passed: something better may have been missed */
    uint32_t position; weight left;             /* after the moves chosen so far: what the rest weighs */
    struct trial *trial; int trials, trial_capacity;
    struct visit *visit; int visits, visit_capacity;
    struct member *member; int members, member_capacity;
    int layer;                                  /* members from here on are where the chosen moves lead */
    int next;                                   /* members from here on are where the move being tried leads */
    int *path, paths, path_capacity;
    struct passage *passage; int passages, passage_capacity;
    struct passage *deferred; int deferreds, deferred_capacity;     /* unlikely ones: see marking_graph.c */
    struct target *target; int targets, target_capacity;
    uint32_t *passed; uint32_t passed_capacity, stamp;              /* by marking */
    unsigned char *needed;                                          /* scratch, [places] */
};

static bool exceeded(struct chooser *chooser)
{
    const struct product *product = chooser->product;
    chooser->open = chooser->open || ++chooser->work > chooser->most || product->states > chooser->most ||
                    product->unbounded || search_out_of_time(product->search, chooser->work);
    return chooser->open;
}

/* --- can the rest be had for what is left? ---------------------------------------------------------------------- */

static void wait_for(struct chooser *chooser, uint32_t state, uint32_t from, weight left)
{
    GROW(chooser->trial, chooser->trials, chooser->trial_capacity);
    chooser->trial[chooser->trials++] = (struct trial){ state, from, left };
}

/* Try a state; true if a goal, or what is known to lead there, is found. */
static bool try_state(struct chooser *chooser, struct trial trial)
{
    struct product *product = chooser->product;
    struct product_state *state = &product->state[trial.state];
    if (state->estimate > trial.left)
        return false;
    if (state->status == STATUS_EXACT || (state->status != STATUS_UNKNOWN && state->value >= trial.left))
        return state->status == STATUS_EXACT && state->value <= trial.left;
    if (state->status != STATUS_TRIED) {
        GROW(chooser->visit, chooser->visits, chooser->visit_capacity);
        chooser->visit[chooser->visits++] = (struct visit){ trial.state, state->status, state->value };
    }
    state->status = STATUS_TRIED;
    state->value = trial.left;
    state->from = trial.from;
    if (product_is_goal(product, state))
        return true;
    product_find_moves(product, state->position, state->marking, state->in_block);
    for (uint32_t m = 0; m < product->moves; m++) { /* matches are the last: they are tried first */
        const struct product_move *move = &product->move[m];
        if (move->by <= trial.left)
            wait_for(chooser, product_state_of(product, move->position, move->marking, move->in_block), trial.state,
                     trial.left - move->by);
    }
    return false;
}

/* What has been tried for nothing weighs more than it was tried for. After a find, only the way to it is known (`end` is
 * its last new state): another state may have been left because it was being tried already. */
static void conclude(struct chooser *chooser, bool nothing, uint32_t end)
{
    struct product *product = chooser->product;
    for (uint32_t at = end; at != UINT32_MAX; at = product->state[at].from)
        product->state[at].status = STATUS_EXACT;
    for (int v = 0; v < chooser->visits; v++) {
        const struct visit *visit = &chooser->visit[v];
        struct product_state *state = &product->state[visit->state];
        if (state->status != STATUS_TRIED)
            continue;
        state->status = nothing ? STATUS_ABOVE : visit->status;
        state->value = nothing ? state->value : visit->value;
    }
}

/* Is there a way from here to a goal that weighs `left`? Nothing weighs less: the moves so far are of an optimum. */
static bool completes(struct chooser *chooser, uint32_t position, uint32_t marking, weight left)
{
    struct product *product = chooser->product;
    chooser->trials = chooser->visits = 0;
    wait_for(chooser, product_state_of(product, position, marking, false), UINT32_MAX, left);
    while (chooser->trials && !exceeded(chooser)) {
        struct trial trial = chooser->trial[--chooser->trials];
        if (try_state(chooser, trial)) {
            bool known = product->state[trial.state].status == STATUS_EXACT;
            conclude(chooser, false, known ? trial.from : trial.state);
            return true;
        }
    }
    conclude(chooser, !chooser->trials, UINT32_MAX);
    return false;
}

/* --- silent transitions in front of a step ------------------------------------------------------------------------ */

static void pass(struct chooser *chooser, struct passage passage)
{
    if (passage.marking >= chooser->passed_capacity) {
        uint32_t before = chooser->passed_capacity;
        chooser->passed_capacity = 2 * passage.marking + 64;
        chooser->passed = xrealloc(chooser->passed, chooser->passed_capacity * sizeof *chooser->passed);
        memset(chooser->passed + before, 0, (chooser->passed_capacity - before) * sizeof *chooser->passed);
    }
    if (chooser->passed[passage.marking] == chooser->stamp)
        return;
    chooser->passed[passage.marking] = chooser->stamp;
    GROW(chooser->passage, chooser->passages, chooser->passage_capacity);
    chooser->passage[chooser->passages++] = passage;
}

/* What can happen next on the way to `step` (NONE: to the end): more passages, or targets. */
static void go_from(struct chooser *chooser, int passage, int step)
{
    struct product *product = chooser->product;
    uint32_t marking = chooser->passage[passage].marking;
    if (product_estimate(product, chooser->position, product_marking(product, marking)) > chooser->left)
        return;
    product_find_silent(product, marking, step);
    for (int k = 0; k < product->enabled_count; k++) {
        int t = product->enabled[k];
        const struct net_transition *transition = &product->net->transition[t];
        if (transition->step != NET_SILENT) {
            GROW(chooser->target, chooser->targets, chooser->target_capacity);
            chooser->target[chooser->targets++] = (struct target){ passage, t };
        } else if (transition->unlikely) {
            GROW(chooser->deferred, chooser->deferreds, chooser->deferred_capacity);
            chooser->deferred[chooser->deferreds++] = (struct passage){ marking, passage, t };
        } else {
            pass(chooser, (struct passage){ product_fire(product, t, marking), passage, t });
        }
    }
}

static void take_deferred(struct chooser *chooser)
{
    for (int d = 0; d < chooser->deferreds; d++) {
        struct passage it = chooser->deferred[d];
        pass(chooser,
             (struct passage){ product_fire(chooser->product, it.transition, it.marking), it.parent, it.transition });
    }
    chooser->deferreds = 0;
}

/* All passages from a marking that may lead to `step`, the likely first, then the short. False: too many. */
static bool find_passages(struct chooser *chooser, uint32_t marking, int step)
{
    chooser->passages = chooser->deferreds = chooser->targets = 0;
    chooser->stamp++;
    pass(chooser, (struct passage){ marking, NONE, NONE });
    for (int at = 0; at < chooser->passages; at++) {
        if (at == PASSAGES_MAXIMUM || exceeded(chooser))
            return false;
        go_from(chooser, at, step);
        if (at + 1 == chooser->passages)
            take_deferred(chooser);
    }
    return true;
}

/* Does `transition` need all silent transitions that lead to a passage? (As in marking_graph.c: a marking never stands
 * for "somebody already decided to skip this".) */
static bool needs_all(struct chooser *chooser, const struct net_transition *transition, int passage)
{
    const struct net *net = chooser->product->net;
    unsigned char *needed = chooser->needed;
    bool all = true;
    memset(needed, 0, (size_t)net->places);
    for (int i = 0; i < transition->inputs; i++)
        needed[transition->input[i]]++;
    for (; chooser->passage[passage].parent != NONE && all; passage = chooser->passage[passage].parent) {
        const struct net_transition *silent = &net->transition[chooser->passage[passage].transition];
        all = false;
        for (int i = 0; i < silent->outputs; i++)
            if (needed[silent->output[i]]) {
                needed[silent->output[i]]--;
                all = true;
            }
        for (int i = 0; i < silent->inputs; i++)
            needed[silent->input[i]]++;
    }
    return all;
}

/* --- one move ----------------------------------------------------------------------------------------------------- */

static int keep_path(struct chooser *chooser, int passage, int transition)
{
    int first = chooser->paths, count = 0;
    for (int at = passage; chooser->passage[at].parent != NONE; at = chooser->passage[at].parent)
        count++;
    for (int k = 0; k < count + (transition != NONE); k++) {
        GROW(chooser->path, chooser->paths, chooser->path_capacity);
        chooser->path[chooser->paths++] = transition;
    }
    for (int at = passage, k = first + count; k-- > first; at = chooser->passage[at].parent)
        chooser->path[k] = chooser->passage[at].transition;
    return first;
}

/* A member of the layer that the move at hand leads to. From several members: from the one with the smaller marking. */
static void add_member(struct chooser *chooser, struct member member)
{
    const struct product *product = chooser->product;
    size_t places = (size_t)product->net->places;
    for (int i = chooser->next; i < chooser->members; i++) {
        struct member *other = &chooser->member[i];
        if (other->marking != member.marking)
            continue;
        if (memcmp(product_marking(product, chooser->member[member.before].marking),
                   product_marking(product, chooser->member[other->before].marking), places) < 0)
            *other = member;
        return;
    }
    GROW(chooser->member, chooser->members, chooser->member_capacity);
    chooser->member[chooser->members++] = member;
}

static void step_from(struct chooser *chooser, int before, int step, uint32_t position, weight left)
{
    struct product *product = chooser->product;
    chooser->open = !find_passages(chooser, chooser->member[before].marking, step) || chooser->open;
    for (int k = 0; k < chooser->targets && !chooser->open; k++) {
        struct target target = chooser->target[k];
        if (!needs_all(chooser, &product->net->transition[target.transition], target.passage))
            continue;
        uint32_t marking = product_fire(product, target.transition, chooser->passage[target.passage].marking);
        if (!completes(chooser, position, marking, left))
            continue;
        int first = chooser->paths, path = keep_path(chooser, target.passage, target.transition);
        add_member(chooser, (struct member){ marking, before, path, chooser->paths - first });
    }
}

/* Take this move if the rest can be had for what it leaves. step NONE: extra. */
static bool take(struct chooser *chooser, int step, uint32_t position, weight by)
{
    if (by > chooser->left)
        return false;
    weight left = chooser->left - by;
    chooser->next = chooser->members;
    for (int m = chooser->layer; m < chooser->next; m++)
        if (step != NONE)
            step_from(chooser, m, step, position, left);
        else if (completes(chooser, position, chooser->member[m].marking, left))
            add_member(chooser, (struct member){ chooser->member[m].marking, m, 0, 0 });
    if (chooser->members == chooser->next)
        return false;
    chooser->layer = chooser->next;
    chooser->position = position;
    chooser->left = left;
    return true;
}

/* Match before extra before skip, then the earlier step. */
static bool take_first(struct chooser *chooser, struct trail_move *taken)
{
    const struct product *product = chooser->product;
    const struct search *search = product->search;
    uint32_t position = chooser->position;
    if ((int)position < search->contacts) {
        const struct activity *activity = search->activity[position];
        taken->kind = MOVE_MATCH;
        for (int k = 0; k < activity->candidates; k++)
            if (take(chooser, activity->candidate[k], position + 1,
                     product->match[product->match_start[position] + (uint32_t)k]))
                return true;
        taken->kind = MOVE_EXTRA;
        if (take(chooser, NONE, position + 1, product->extra[position]))
            return true;
    }
    taken->kind = MOVE_SKIP;
    for (int s = 0; s < search->journey->steps; s++)
        if (product->by_step.start[s] < product->by_step.start[s + 1] && take(chooser, s, position, weight_of_cost(1)))
            return true;
    return false;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* What the search for the optimum found is known to be the best way from each of its states. */
static void remember_found(struct chooser *chooser, uint32_t marking)
{
    struct product *product = chooser->product;
    weight left = product->optimum;
    uint32_t position = 0;
    for (int i = 0; i <= product->found.moves; i++) {
        uint32_t number = product_state_of(product, position, marking, false);
        product->state[number].status = STATUS_EXACT;
        product->state[number].value = left;
        if (i == product->found.moves)
            break;
        struct trail_move move = product->found.move[i];
        if (move.kind == MOVE_MATCH) {
            const struct activity *activity = product->search->activity[position];
            int k = 0;
            while (activity->candidate[k] != product->net->transition[move.transition].step)
                k++;
            left -= product->match[product->match_start[position] + (uint32_t)k];
        } else {
            left -= move.kind == MOVE_EXTRA ? product->extra[position] : weight_of_cost(move.kind == MOVE_SKIP);
        }
        position += move.kind == MOVE_MATCH || move.kind == MOVE_EXTRA;
        marking = move.transition == NONE ? marking : product_fire(product, move.transition, marking);
    }
}

/* The first passage from number `at` on that is the end, or NONE. */
static int find_end(const struct chooser *chooser, int at)
{
    const struct product *product = chooser->product;
    for (; at < chooser->passages; at++)
        if (!memcmp(product_marking(product, chooser->passage[at].marking), product->net->final,
                    (size_t)product->net->places))
            return at;
    return NONE;
}

/* Silent transitions to the end, any: depth first. */
static int plunge(struct chooser *chooser, uint32_t marking)
{
    int *todo = NULL, todos = 0, capacity = 0, met = 0, end = NONE;
    chooser->passages = chooser->deferreds = 0;
    chooser->stamp++;
    pass(chooser, (struct passage){ marking, NONE, NONE });
    do {
        take_deferred(chooser);
        for (int at = chooser->passages; at-- > met;) {
            GROW(todo, todos, capacity);
            todo[todos++] = at;
        }
        end = find_end(chooser, met);
        met = chooser->passages;
        if (end == NONE && todos)
            go_from(chooser, todo[--todos], NONE);
    } while (end == NONE && (todos || met < chooser->passages || chooser->deferreds) && !exceeded(chooser));
    free(todo);
    return end;
}

/* The member with the smallest marking: all of them can end. The silent transitions that end it become its passages;
 * returns which of these is the end, or NONE if a limit was passed. Where there are too many ways, any of them: the
 * moves are the same. */
static int end_of(struct chooser *chooser, int *member)
{
    const struct product *product = chooser->product;
    size_t places = (size_t)product->net->places;
    *member = chooser->layer;
    for (int m = chooser->layer + 1; m < chooser->members; m++)
        if (memcmp(product_marking(product, chooser->member[m].marking),
                   product_marking(product, chooser->member[*member].marking), places) < 0)
            *member = m;
    find_passages(chooser, chooser->member[*member].marking, NONE);
    int end = find_end(chooser, 0);
    return end != NONE || chooser->open ? end : plunge(chooser, chooser->member[*member].marking);
}

/* The members from the start to the last, as transitions with their kinds. kind: of each layer's move. */
static void write_trail(const struct chooser *chooser, int last, const struct trail_move *taken, int moves,
                        struct trail *trail)
{
    int *way = xcalloc((size_t)moves + 1, sizeof *way);
    for (int l = moves, at = last; l >= 0; l--, at = chooser->member[at].before)
        way[l] = at;
    for (int l = 1; l <= moves; l++) {
        const struct member *member = &chooser->member[way[l]];
        for (int k = 0; k < member->path_count || k == 0; k++) {
            bool silent = k + 1 < member->path_count;
            GROW(trail->move, trail->moves, trail->capacity);
            trail->move[trail->moves++] =
                (struct trail_move){ silent ? MOVE_SILENT : taken[l - 1].kind,
                                     member->path_count ? chooser->path[member->path + k] : NONE };
        }
    }
    free(way);
}

static void write_end(struct chooser *chooser, int end, struct trail *trail)
{
    int first = chooser->paths;
    keep_path(chooser, end, NONE);
    for (int k = first; k < chooser->paths; k++) {
        GROW(trail->move, trail->moves, trail->capacity);
        trail->move[trail->moves++] = (struct trail_move){ MOVE_SILENT, chooser->path[k] };
    }
}

static bool choose(struct chooser *chooser, struct trail *trail)
{
    struct trail_move *taken = NULL, move = { MOVE_MATCH, NONE };
    int moves = 0, capacity = 0, last = 0, end = NONE;
    bool going = true;
    while (going && ((int)chooser->position < chooser->product->search->contacts || chooser->left)) {
        going = take_first(chooser, &move) && !chooser->open;
        GROW(taken, moves, capacity);
        taken[moves++] = move;
    }
    if (going && (end = end_of(chooser, &last)) != NONE) {
        write_trail(chooser, last, taken, moves, trail);
        write_end(chooser, end, trail);
    }
    free(taken);
    return end != NONE;
}

bool product_choose(struct product *product, size_t states, struct trail *trail)
{
    struct chooser chooser = { .product = product, .most = states, .left = product->optimum };
    product_forget(product);
    uint32_t marking =
        interner_add(&product->markings, (const char *)product->net->initial, (size_t)product->net->places);
    chooser.needed = xcalloc((size_t)product->net->places + 1, 1);
    remember_found(&chooser, marking);
    GROW(chooser.member, chooser.members, chooser.member_capacity);
    chooser.member[chooser.members++] = (struct member){ marking, NONE, 0, 0 };
    bool good = choose(&chooser, trail);
    free(chooser.trial), free(chooser.visit), free(chooser.member), free(chooser.path), free(chooser.passage);
    free(chooser.deferred), free(chooser.target), free(chooser.passed), free(chooser.needed);
    return good;
}
