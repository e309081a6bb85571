/* From node to node: what each outcome of a node puts on its flows, and how flows join in front of a node.
 *
 * Where flows are tracked (bpmn_scope.c), whatever is not taken gets a notice, and notices pass what will not happen.
 */
#include "input/bpmn_internal.h"
#include <stdlib.h>
#include <string.h>

/* --- drafting --------------------------------------------------------------------------------------------------- */

int bpmn_new_place(struct bpmn *bpmn) { return bpmn->draft.places++; }
void bpmn_take(struct bpmn *bpmn, int place) { bpmn_list_add(&bpmn->draft.take, place); }
void bpmn_put(struct bpmn *bpmn, int place) { bpmn_list_add(&bpmn->draft.put, place); }

static int *copy(const struct bpmn_list *list)
{
    int *items = xcalloc((size_t)list->count + 1, sizeof *items);
    for (int i = 0; i < list->count; i++)
        items[i] = list->item[i];
    return items;
}

/* Two tokens for one place take different ways to it: arcs weigh one. How many places were put in between. */
static int part_doubles(struct bpmn *bpmn, struct bpmn_list *between)
{
    struct bpmn_draft *draft = &bpmn->draft;
    while (draft->stamp.count < draft->places)
        bpmn_list_add(&draft->stamp, 0);
    draft->fired++;
    for (int i = 0; i < draft->put.count; i++) {
        int place = draft->put.item[i];
        if (draft->stamp.item[place] == draft->fired) {
            draft->put.item[i] = bpmn_new_place(bpmn);
            bpmn_list_add(between, draft->put.item[i]);
            bpmn_list_add(between, place);
        } else {
            draft->stamp.item[place] = draft->fired;
        }
    }
    return between->count / 2;
}

/* The transition from what was taken to what was put. */
void bpmn_fire(struct bpmn *bpmn, int step)
{
    struct bpmn_draft *draft = &bpmn->draft;
    struct bpmn_list between = { 0 };
    int doubles = part_doubles(bpmn, &between);
    draft->total += draft->take.count + draft->put.count + 1;
    draft->too_large |= draft->total > BPMN_ARCS_MAXIMUM;
    if (!draft->too_large) {
        GROW(draft->arcs, draft->count, draft->capacity);
        draft->arcs[draft->count++] = (struct bpmn_arcs){
            .step = step, .input = copy(&draft->take), .output = copy(&draft->put), .inputs = draft->take.count, .outputs = draft->put.count,
        };
    }
    draft->take.count = draft->put.count = 0;
    for (int i = 0; i < doubles; i++)
        bpmn_silent(bpmn, between.item[2 * i], between.item[2 * i + 1]);
    free(between.item);
}

void bpmn_silent(struct bpmn *bpmn, int from, int to)
{
    bpmn_take(bpmn, from);
    if (to != NONE)
        bpmn_put(bpmn, to);
    bpmn_fire(bpmn, NET_SILENT);
}

/* --- outcomes --------------------------------------------------------------------------------------------------- */

bool bpmn_interrupts(const struct bpmn *bpmn, const struct bpmn_edge *edge) { return bpmn->node[edge->to].interrupting; }

static void put_edge(struct bpmn *bpmn, struct bpmn_edge *edge)
{
    if (edge->state == EDGE_TAKEN)
        bpmn_put(bpmn, edge->token);
    else if (edge->state == EDGE_LEFT && edge->tracked)
        bpmn_put(bpmn, edge->absent);
    edge->state = EDGE_LEFT;
}

/* What node puts out when the edges that are EDGE_TAKEN are taken; clears them. In a strand one edge is taken, and
 * leaving the strand tells all of its exits. */
void bpmn_put_outcome(struct bpmn *bpmn, const struct bpmn_node *node)
{
    struct bpmn_list no_exits = { 0 }, *exits = node->strand == NONE ? &no_exits : &bpmn->strand[node->strand].exits;
    bool leaves = false;
    for (int i = 0; i < exits->count; i++)
        leaves |= bpmn->edge[exits->item[i]].state == EDGE_TAKEN;
    for (int i = 0; leaves && i < exits->count; i++)
        put_edge(bpmn, &bpmn->edge[exits->item[i]]);
    bool stays = !leaves && node->strand != NONE;
    for (int i = 0; !leaves && i < node->out.count + node->boundary.count; i++) {
        bool out = i < node->out.count;
        struct bpmn_edge *edge = &bpmn->edge[out ? node->out.item[i] : node->boundary.item[i - node->out.count]];
        if ((out || bpmn_interrupts(bpmn, edge)) && (!stays || edge->state == EDGE_TAKEN))
            put_edge(bpmn, edge);
    }
}

void bpmn_take_edge(struct bpmn *bpmn, int edge) { bpmn->edge[edge].state = EDGE_TAKEN; }

static void split_all(struct bpmn *bpmn, const struct bpmn_node *node, int after)
{
    for (int i = 0; i < node->out.count; i++)
        bpmn_take_edge(bpmn, node->out.item[i]);
    bpmn_take(bpmn, after);
    bpmn_put_outcome(bpmn, node);
    bpmn_fire(bpmn, NET_SILENT);
}

static void split_one(struct bpmn *bpmn, const struct bpmn_node *node, int after)
{
    for (int i = 0; i < node->out.count; i++) {
        bpmn_take_edge(bpmn, node->out.item[i]);
        bpmn_take(bpmn, after);
        bpmn_put_outcome(bpmn, node);
        bpmn_fire(bpmn, NET_SILENT);
    }
}

static bool is_default(const struct bpmn_node *node, const struct bpmn_edge *edge)
{
    return node->default_flow && edge->id && !strcmp(edge->id, node->default_flow);
}

/* Is this flow taken or not, as its condition says? An activity's flows without one are always taken. */
static bool is_optional(const struct bpmn_node *node, const struct bpmn_edge *edge)
{
    return !is_default(node, edge) && (node->role == BPMN_PASS || edge->conditional);
}

/* The last step of an inclusive split: what is always taken, and the default if nothing else was. */
static void close_split(struct bpmn *bpmn, const struct bpmn_node *node, int state, bool some)
{
    bool possible = some;
    for (int i = 0; i < node->out.count; i++) {
        struct bpmn_edge *edge = &bpmn->edge[node->out.item[i]];
        bool always = !is_optional(node, edge) && !is_default(node, edge);
        edge->state = is_optional(node, edge) ? EDGE_DECIDED : always || (is_default(node, edge) && !some) ? EDGE_TAKEN : EDGE_LEFT;
        possible |= edge->state == EDGE_TAKEN;
    }
    bpmn_take(bpmn, state);
    bpmn_put_outcome(bpmn, node);
    if (possible)
        bpmn_fire(bpmn, NET_SILENT);
    bpmn->draft.take.count = bpmn->draft.put.count = 0;
}

/* One flow after the other is taken or left: state[1] if one was taken already, else state[0]. */
static void split_any(struct bpmn *bpmn, const struct bpmn_node *node, int after)
{
    int state[2] = { after, NONE };
    for (int i = 0; i < node->out.count; i++) {
        const struct bpmn_edge *edge = &bpmn->edge[node->out.item[i]];
        if (!is_optional(node, edge))
            continue;
        int next[2] = { bpmn_new_place(bpmn), bpmn_new_place(bpmn) };
        for (int some = 0; some < 2; some++) {
            if (state[some] == NONE)
                continue;
            bpmn_take(bpmn, state[some]), bpmn_put(bpmn, next[1]), bpmn_put(bpmn, edge->token);
            bpmn_fire(bpmn, NET_SILENT);
            bpmn_take(bpmn, state[some]), bpmn_put(bpmn, next[some]);
            if (edge->tracked)
                bpmn_put(bpmn, edge->absent);
            bpmn_fire(bpmn, NET_SILENT);
        }
        state[0] = next[0], state[1] = next[1];
    }
    close_split(bpmn, node, state[0], false);
    if (state[1] != NONE)
        close_split(bpmn, node, state[1], true);
}

void bpmn_split(struct bpmn *bpmn, const struct bpmn_node *node, int after)
{
    if (node->split == WAY_ALL || node->out.count < 2)
        split_all(bpmn, node, after);
    else if (node->split == WAY_ONE)
        split_one(bpmn, node, after);
    else
        split_any(bpmn, node, after);
}

/* No token will come: pass the notice on. */
void bpmn_pass_notice(struct bpmn *bpmn, const struct bpmn_node *node)
{
    if (node->absent == NONE)
        return;
    const struct bpmn_list *group[2] = { &node->out, &node->boundary };
    int groups = 2;
    if (node->strand != NONE)
        group[0] = &bpmn->strand[node->strand].exits, groups = 1;
    bpmn_take(bpmn, node->absent);
    for (int g = 0; g < groups; g++)
        for (int i = 0; i < group[g]->count; i++)
            if (bpmn->edge[group[g]->item[i]].tracked)
                bpmn_put(bpmn, bpmn->edge[group[g]->item[i]].absent);
    bpmn_fire(bpmn, NET_SILENT);
}

/* --- joins ------------------------------------------------------------------------------------------------------ */

/* Hear from all of `edge`, which are tracked: a token if there is one among them, else a notice. A join that lets each
 * token pass does so at once, and what it hears later only tells that it need not hand on a notice. */
static void gather(struct bpmn *bpmn, const struct bpmn_node *node, const struct bpmn_list *edge)
{
    bool passes = node->join == WAY_ONE;
    int before[2] = { NONE, NONE };                     /* no token yet; some */
    for (int i = 0; i < edge->count; i++) {
        const struct bpmn_edge *at = &bpmn->edge[edge->item[i]];
        bool last = i + 1 == edge->count;
        int came = passes ? bpmn_new_place(bpmn) : at->token;
        int after[2] = { last ? node->absent : bpmn_new_place(bpmn), !last ? bpmn_new_place(bpmn) : passes ? NONE : node->front };
        if (passes) {
            bpmn_take(bpmn, at->token), bpmn_put(bpmn, node->front), bpmn_put(bpmn, came);
            bpmn_fire(bpmn, NET_SILENT);
        }
        for (int some = 0; some < 2; some++)
            for (int token = 0; token < 2 && (i || !some); token++) {
                if (i)
                    bpmn_take(bpmn, before[some]);
                bpmn_take(bpmn, token ? came : at->absent);
                if (after[some || token] != NONE)
                    bpmn_put(bpmn, after[some || token]);
                bpmn_fire(bpmn, NET_SILENT);
            }
        before[0] = after[0], before[1] = after[1];
    }
}

/* All of `edge` bring a token, or all that are tracked a notice (the others come from what is never reached). */
static void gather_all(struct bpmn *bpmn, const struct bpmn_node *node, const struct bpmn_list *edge)
{
    for (int i = 0; i < edge->count; i++)
        bpmn_take(bpmn, bpmn->edge[edge->item[i]].token);
    bpmn_put(bpmn, node->front);
    bpmn_fire(bpmn, NET_SILENT);
    for (int i = 0; i < edge->count && node->absent != NONE; i++)
        if (bpmn->edge[edge->item[i]].absent != NONE)
            bpmn_take(bpmn, bpmn->edge[edge->item[i]].absent);
    if (node->absent != NONE) {
        bpmn_put(bpmn, node->absent);
        bpmn_fire(bpmn, NET_SILENT);
    }
}

/* Go on with any of the tokens that are there. */
static void gather_loosely(struct bpmn *bpmn, const struct bpmn_node *node, const struct bpmn_list *edge)
{
    int some = bpmn_new_place(bpmn);
    for (int i = 0; i < edge->count; i++) {
        int token = bpmn->edge[edge->item[i]].token;
        bpmn_silent(bpmn, token, some);
        bpmn_take(bpmn, some), bpmn_take(bpmn, token), bpmn_put(bpmn, some);
        bpmn_fire(bpmn, NET_SILENT);
    }
    bpmn_silent(bpmn, some, node->front);
}

/* Places for what comes in, and how it gets to the front. Flows from what is never reached bring nothing: only a
 * parallel join waits for them, for ever. */
void bpmn_join(struct bpmn *bpmn, struct bpmn_node *node)
{
    struct bpmn_list tracked = { 0 }, others = { 0 };
    bool all = node->join == WAY_ALL;
    for (int i = 0; i < node->in.count; i++) {
        struct bpmn_edge *edge = &bpmn->edge[node->in.item[i]];
        if (bpmn->node[edge->from].reached || all)
            bpmn_list_add(edge->tracked ? &tracked : &others, node->in.item[i]);
    }
    bool own = tracked.count + others.count > 1 && (all || (node->loose && !tracked.count));
    if (tracked.count)
        node->absent = bpmn_new_place(bpmn);
    for (int i = 0; i < tracked.count + others.count; i++) {
        bool is_tracked = i < tracked.count;
        struct bpmn_edge *edge = &bpmn->edge[is_tracked ? tracked.item[i] : others.item[i - tracked.count]];
        edge->token = own || (is_tracked && tracked.count > 1) ? bpmn_new_place(bpmn) : node->front;
        edge->absent = !is_tracked ? NONE : tracked.count > 1 ? bpmn_new_place(bpmn) : node->absent;
    }
    if (own && all) {
        for (int i = 0; i < others.count; i++)
            bpmn_list_add(&tracked, others.item[i]);
        gather_all(bpmn, node, &tracked);
    } else if (own) {
        gather_loosely(bpmn, node, &others);
    } else if (tracked.count > 1) {
        gather(bpmn, node, &tracked);
    }
    free(tracked.item);
    free(others.item);
}
