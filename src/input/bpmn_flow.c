/* From node to node: what each outcome of a node puts on its flows, and how flows join in front of a node.
 *
 * Where flows are tracked (bpmn_region.c), whatever is not taken gets a notice, and notices pass what will not happen.
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
            .step = step, .input = copy(&draft->take), .output = copy(&draft->put), .inputs = draft->take.count,
                .outputs = draft->put.count,
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

bool bpmn_interrupts(const struct bpmn *bpmn,
                     const struct bpmn_edge *edge) { return bpmn->node[edge->to].interrupting; }

static void put_edge(struct bpmn *bpmn, struct bpmn_edge *edge)
{
    if (edge->state == EDGE_TAKEN)
        bpmn_put(bpmn, edge->token);
    else if (edge->state == EDGE_LEFT && edge->tracked)
        bpmn_put(bpmn, edge->absent);
    edge->state = EDGE_LEFT;
}

/* What node puts out when the edges that are EDGE_TAKEN are taken; clears them. In a strand one edge is taken, and only
 * what can't be come to any more gets a notice. */
void bpmn_put_outcome(struct bpmn *bpmn, const struct bpmn_node *node)
{
    for (int i = 0; i < node->out.count + node->boundary.count; i++) {
        bool out = i < node->out.count;
        struct bpmn_edge *edge = &bpmn->edge[out ? node->out.item[i] : node->boundary.item[i - node->out.count]];
        for (int k = 0; edge->state == EDGE_TAKEN && k < edge->lost.count; k++)
            bpmn_put(bpmn, bpmn->edge[edge->lost.item[k]].absent);
        if ((out || bpmn_interrupts(bpmn, edge)) && (node->strand == NONE || edge->state == EDGE_TAKEN))
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
    for (int i = 0; i < node->out.count; i++) {
        struct bpmn_edge *edge = &bpmn->edge[node->out.item[i]];
        bool taken = is_default(node, edge) ? !some : !is_optional(node, edge);
        edge->state = taken ? EDGE_TAKEN : is_optional(node, edge) ? EDGE_DECIDED : EDGE_LEFT;
    }
    bpmn_take(bpmn, state);
    bpmn_put_outcome(bpmn, node);
    bpmn_fire(bpmn, NET_SILENT);
}

/* One flow after the other is taken or left: state[1] if one was taken already, else state[0]. Where nothing is taken
 * otherwise, the last can't be left if none was taken. */
static void split_any(struct bpmn *bpmn, const struct bpmn_node *node, int after)
{
    int state[2] = { after, NONE }, left = 0;
    bool needs_one = true;
    for (int i = 0; i < node->out.count; i++) {
        bool optional = is_optional(node, &bpmn->edge[node->out.item[i]]);
        left += optional;
        needs_one = needs_one && optional;
    }
    for (int i = 0; i < node->out.count; i++) {
        const struct bpmn_edge *edge = &bpmn->edge[node->out.item[i]];
        if (!is_optional(node, edge))
            continue;
        bool last = !--left;
        int next[2] = { last && needs_one ? NONE : bpmn_new_place(bpmn), bpmn_new_place(bpmn) };
        for (int some = 0; some < 2; some++) {
            if (state[some] == NONE)
                continue;
            bpmn_take(bpmn, state[some]), bpmn_put(bpmn, next[1]), bpmn_put(bpmn, edge->token);
            bpmn_fire(bpmn, NET_SILENT);
            if (next[some] == NONE)
                continue;
            bpmn_take(bpmn, state[some]), bpmn_put(bpmn, next[some]);
            if (edge->tracked)
                bpmn_put(bpmn, edge->absent);
            bpmn_fire(bpmn, NET_SILENT);
        }
        state[0] = next[0], state[1] = next[1];
    }
    for (int some = 0; some < 2; some++)
        if (state[some] != NONE)
            close_split(bpmn, node, state[some], some);
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

/* One more to hear from: on a token in `token` (unless NONE), `some` it is; on one in `absent`, as before. */
static void hear(struct bpmn *bpmn, const int before[2], int token, int absent, const int after[2])
{
    for (int some = 0; some < 2; some++)
        for (int came = 0; came < 2; came++) {
            if ((came && token == NONE) || (before && before[some] == NONE) || (!before && some))
                continue;
            if (before)
                bpmn_take(bpmn, before[some]);
            bpmn_take(bpmn, came ? token : absent);
            bpmn_put(bpmn, after[some || came]);
            bpmn_fire(bpmn, NET_SILENT);
        }
}

/* Hear from all of `edge`, which are tracked: a token if there is one among them, else a notice. A join that lets each
 * token pass does so at once; what it hears later only tells that it need not hand on a notice. The join of the region
 * waits until it has heard all, so that rounds do not overlap. */
static void gather(struct bpmn *bpmn, const struct bpmn_node *node, const struct bpmn_list *edge)
{
    bool passes = node->join == WAY_ONE;
    int before[2] = { NONE, NONE }, after[2];           /* no token yet; some */
    for (int i = 0; i < edge->count; i++) {
        const struct bpmn_edge *at = &bpmn->edge[edge->item[i]];
        int came = passes ? bpmn_new_place(bpmn) : at->token;
        if (passes) {
            bpmn_take(bpmn, at->token), bpmn_put(bpmn, node->front), bpmn_put(bpmn, came);
            bpmn_fire(bpmn, NET_SILENT);
        }
        after[0] = bpmn_new_place(bpmn), after[1] = bpmn_new_place(bpmn);
        hear(bpmn, i ? before : NULL, came, at->absent, after);
        before[0] = after[0], before[1] = after[1];
    }
    for (int i = 0; i < node->heard.count; i++) {
        after[0] = bpmn_new_place(bpmn), after[1] = bpmn_new_place(bpmn);
        hear(bpmn, before, NONE, node->heard.item[i], after);
        before[0] = after[0], before[1] = after[1];
    }
    int heard = passes && node->region != NONE ? bpmn_new_place(bpmn) : NONE;
    for (int some = 0; some < 2; some++) {
        bpmn_take(bpmn, before[some]);
        if (!some || !passes)
            bpmn_put(bpmn, some ? node->front : node->absent);
        if (heard != NONE)
            bpmn_put(bpmn, heard);
        bpmn_fire(bpmn, NET_SILENT);
    }
    if (heard != NONE)
        bpmn_list_add(&bpmn->node[node->region].heard, heard);
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
