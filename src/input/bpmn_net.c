/* The net of a BPMN file, node by node: each has a place in front, what it does, and a way on for each outcome.
 *
 *     (front) -[ step ]-> (after) -[ split ]-> the fronts of what comes next
 *
 * Only activities are visible. A process begins with one token and has ended when no token is left, so the final
 * marking is empty: branches may end one by one. Where flows are tracked (bpmn_scope.c), whatever is not taken gets a
 * notice, and notices pass what will not happen.
 *
 * A sub-process that can be interrupted while several tokens are in it holds one more, `running`: each of its steps
 * needs it, and an interruption takes it. What is left behind is swept away.
 *
 *     boundary event      of a task: instead of the task; of a sub-process: instead of what is left of it
 *     not interrupting    may happen, once, beside the activity
 *     event sub-process   interrupting: instead of what is left of the scope; else any number of times, beside it
 */
#include "base/message.h"
#include "input/bpmn_internal.h"
#include <stdlib.h>
#include <string.h>

/* --- drafting --------------------------------------------------------------------------------------------------- */

static int new_place(struct bpmn *bpmn) { return bpmn->draft.places++; }
static void take(struct bpmn *bpmn, int place) { bpmn_list_add(&bpmn->draft.take, place); }
static void put(struct bpmn *bpmn, int place) { bpmn_list_add(&bpmn->draft.put, place); }

static int *copy(const struct bpmn_list *list)
{
    int *items = xcalloc((size_t)list->count + 1, sizeof *items);
    for (int i = 0; i < list->count; i++)
        items[i] = list->item[i];
    return items;
}

/* The transition from what was taken to what was put. */
static void fire(struct bpmn *bpmn, int step)
{
    struct bpmn_draft *draft = &bpmn->draft;
    draft->total += draft->take.count + draft->put.count + 1;
    draft->too_large |= draft->total > BPMN_ARCS_MAXIMUM;
    if (!draft->too_large) {
        GROW(draft->arcs, draft->count, draft->capacity);
        draft->arcs[draft->count++] = (struct bpmn_arcs){
            .step = step, .input = copy(&draft->take), .output = copy(&draft->put), .inputs = draft->take.count, .outputs = draft->put.count,
        };
    }
    draft->take.count = draft->put.count = 0;
}

static void silent(struct bpmn *bpmn, int from, int to)
{
    take(bpmn, from);
    if (to != NONE)
        put(bpmn, to);
    fire(bpmn, NET_SILENT);
}

/* --- outcomes --------------------------------------------------------------------------------------------------- */

static bool interrupts(const struct bpmn *bpmn, const struct bpmn_edge *edge) { return bpmn->node[edge->to].interrupting; }

static void put_edge(struct bpmn *bpmn, struct bpmn_edge *edge)
{
    if (edge->state == EDGE_TAKEN)
        put(bpmn, edge->token);
    else if (edge->state == EDGE_LEFT && edge->tracked)
        put(bpmn, edge->absent);
    edge->state = EDGE_LEFT;
}

/* What node puts out when the edges that are EDGE_TAKEN are taken; clears them. In a circle one edge is taken, and
 * leaving the circle tells all of its exits. */
static void put_outcome(struct bpmn *bpmn, const struct bpmn_node *node)
{
    struct bpmn_list no_exits = { 0 }, *exits = node->circle == NONE ? &no_exits : &bpmn->circle[node->circle].exits;
    bool leaves = false;
    for (int i = 0; i < exits->count; i++)
        leaves |= bpmn->edge[exits->item[i]].state == EDGE_TAKEN;
    for (int i = 0; leaves && i < exits->count; i++)
        put_edge(bpmn, &bpmn->edge[exits->item[i]]);
    bool stays = !leaves && node->circle != NONE;
    for (int i = 0; !leaves && i < node->out.count + node->boundary.count; i++) {
        bool out = i < node->out.count;
        struct bpmn_edge *edge = &bpmn->edge[out ? node->out.item[i] : node->boundary.item[i - node->out.count]];
        if ((out || interrupts(bpmn, edge)) && (!stays || edge->state == EDGE_TAKEN))
            put_edge(bpmn, edge);
    }
}

static void take_edge(struct bpmn *bpmn, int edge) { bpmn->edge[edge].state = EDGE_TAKEN; }

static void split_all(struct bpmn *bpmn, const struct bpmn_node *node, int after)
{
    for (int i = 0; i < node->out.count; i++)
        take_edge(bpmn, node->out.item[i]);
    take(bpmn, after);
    put_outcome(bpmn, node);
    fire(bpmn, NET_SILENT);
}

static void split_one(struct bpmn *bpmn, const struct bpmn_node *node, int after)
{
    for (int i = 0; i < node->out.count; i++) {
        take_edge(bpmn, node->out.item[i]);
        take(bpmn, after);
        put_outcome(bpmn, node);
        fire(bpmn, NET_SILENT);
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
    take(bpmn, state);
    put_outcome(bpmn, node);
    if (possible)
        fire(bpmn, NET_SILENT);
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
        int next[2] = { new_place(bpmn), new_place(bpmn) };
        for (int some = 0; some < 2; some++) {
            if (state[some] == NONE)
                continue;
            take(bpmn, state[some]), put(bpmn, next[1]), put(bpmn, edge->token);
            fire(bpmn, NET_SILENT);
            take(bpmn, state[some]), put(bpmn, next[some]);
            if (edge->tracked)
                put(bpmn, edge->absent);
            fire(bpmn, NET_SILENT);
        }
        state[0] = next[0], state[1] = next[1];
    }
    close_split(bpmn, node, state[0], false);
    if (state[1] != NONE)
        close_split(bpmn, node, state[1], true);
}

static void split(struct bpmn *bpmn, const struct bpmn_node *node, int after)
{
    if (node->split == WAY_ALL || node->out.count < 2)
        split_all(bpmn, node, after);
    else if (node->split == WAY_ONE)
        split_one(bpmn, node, after);
    else
        split_any(bpmn, node, after);
}

/* No token will come: pass the notice on. */
static void pass_notice(struct bpmn *bpmn, const struct bpmn_node *node)
{
    if (node->absent == NONE)
        return;
    const struct bpmn_list *group[2] = { &node->out, &node->boundary };
    int groups = 2;
    if (node->circle != NONE)
        group[0] = &bpmn->circle[node->circle].exits, groups = 1;
    take(bpmn, node->absent);
    for (int g = 0; g < groups; g++)
        for (int i = 0; i < group[g]->count; i++)
            if (bpmn->edge[group[g]->item[i]].tracked)
                put(bpmn, bpmn->edge[group[g]->item[i]].absent);
    fire(bpmn, NET_SILENT);
}

/* --- joins ------------------------------------------------------------------------------------------------------ */

/* Wait for all of `edge`, which are tracked: a token if there is one among them, else a notice. */
static void gather(struct bpmn *bpmn, const struct bpmn_node *node, const struct bpmn_list *edge)
{
    int before[2] = { NONE, NONE };                     /* no token yet; some */
    for (int i = 0; i < edge->count; i++) {
        const struct bpmn_edge *at = &bpmn->edge[edge->item[i]];
        bool last = i + 1 == edge->count;
        int after[2] = { last ? node->absent : new_place(bpmn), last ? node->front : new_place(bpmn) };
        for (int some = 0; some < 2; some++)
            for (int token = 0; token < 2 && (i || !some); token++) {
                if (i)
                    take(bpmn, before[some]);
                take(bpmn, token ? at->token : at->absent);
                put(bpmn, after[some || token]);
                fire(bpmn, NET_SILENT);
            }
        before[0] = after[0], before[1] = after[1];
    }
}

/* All of `edge` bring a token, or all a notice. */
static void gather_all(struct bpmn *bpmn, const struct bpmn_node *node, const struct bpmn_list *edge)
{
    for (int token = 0; token < (node->absent == NONE ? 1 : 2); token++) {
        for (int i = 0; i < edge->count; i++)
            take(bpmn, token ? bpmn->edge[edge->item[i]].absent : bpmn->edge[edge->item[i]].token);
        put(bpmn, token ? node->absent : node->front);
        fire(bpmn, NET_SILENT);
    }
}

/* Go on with any of the tokens that are there. */
static void gather_loosely(struct bpmn *bpmn, const struct bpmn_node *node, const struct bpmn_list *edge)
{
    int some = new_place(bpmn);
    for (int i = 0; i < edge->count; i++) {
        int token = bpmn->edge[edge->item[i]].token;
        silent(bpmn, token, some);
        take(bpmn, some), take(bpmn, token), put(bpmn, some);
        fire(bpmn, NET_SILENT);
    }
    silent(bpmn, some, node->front);
}

/* Places for what comes in, and how it gets to the front. Flows from what is never reached bring nothing: only a
 * parallel join waits for them, for ever. */
static void join(struct bpmn *bpmn, struct bpmn_node *node)
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
        node->absent = new_place(bpmn);
    for (int i = 0; i < tracked.count + others.count; i++) {
        bool is_tracked = i < tracked.count;
        struct bpmn_edge *edge = &bpmn->edge[is_tracked ? tracked.item[i] : others.item[i - tracked.count]];
        edge->token = own || (is_tracked && tracked.count > 1) ? new_place(bpmn) : node->front;
        edge->absent = !is_tracked ? NONE : tracked.count > 1 ? new_place(bpmn) : node->absent;
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

/* --- scopes ----------------------------------------------------------------------------------------------------- */

struct inside {                         /* what a scope being built knows of itself */
    int scope, running, swept;          /* places, or NONE */
    int exit, left;                     /* places behind it, or NONE: to end, to be cut short */
};
static void build_scope(struct bpmn *bpmn, int scope, int entry, int exit);

static bool can_be_cut_short(const struct bpmn *bpmn, int number)
{
    const struct bpmn_scope *scope = &bpmn->scope[number];
    bool cut = false;
    for (int i = 0; i < scope->nodes.count; i++)
        cut |= bpmn->node[scope->nodes.item[i]].terminate && bpmn->node[scope->nodes.item[i]].reached;
    for (int i = 0; i < scope->event_subprocesses.count; i++)
        cut |= bpmn->scope[bpmn->node[scope->event_subprocesses.item[i]].inner].interrupts;
    for (int i = 0; scope->owner != NONE && i < bpmn->node[scope->owner].boundary.count; i++)
        cut |= interrupts(bpmn, &bpmn->edge[bpmn->node[scope->owner].boundary.item[i]]);
    return cut;
}

/* An interruption that puts out what `put` was told: of places from `first` to `end`. */
static void interrupt(struct bpmn *bpmn, const struct inside *inside, int first, int end, int target)
{
    if (inside->running != NONE) {
        take(bpmn, inside->running), put(bpmn, inside->swept), put(bpmn, target);
        fire(bpmn, NET_SILENT);
        return;
    }
    for (int place = first; place < end; place++)
        silent(bpmn, place, target);
}

/* Each step of the transitions from `first` on needs `running`; what an interruption leaves in places is swept. */
static void guard(struct bpmn *bpmn, const struct inside *inside, int first, int place, int end)
{
    struct bpmn_draft *draft = &bpmn->draft;
    int count = draft->count;
    for (int t = first; t < count && !draft->too_large; t++) {
        struct bpmn_arcs *arcs = &draft->arcs[t];
        if (arcs->step == NET_SILENT)
            continue;
        arcs->input = xrealloc(arcs->input, ((size_t)arcs->inputs + 1) * sizeof *arcs->input);
        arcs->output = xrealloc(arcs->output, ((size_t)arcs->outputs + 1) * sizeof *arcs->output);
        arcs->input[arcs->inputs++] = arcs->output[arcs->outputs++] = inside->running;
        draft->total += 2;
        draft->too_large |= draft->total > BPMN_ARCS_MAXIMUM;
    }
    for (; place < end && !draft->too_large; place++) {
        take(bpmn, place), take(bpmn, inside->swept), put(bpmn, inside->swept);
        fire(bpmn, NET_SILENT);
    }
    silent(bpmn, inside->swept, NONE);
}

/* An activity between two places: a task is visible, a sub-process is what is in it. */
static void build_core(struct bpmn *bpmn, const struct bpmn_node *node, int from, int to)
{
    if (node->role == BPMN_INNER) {
        build_scope(bpmn, node->inner, from, to);
    } else {
        take(bpmn, from), put(bpmn, to);
        fire(bpmn, node->step == NONE ? NET_SILENT : node->step);
    }
}

/* Boundary events that interrupt a task: instead of it. Those of a sub-process are built with its inside. */
static void interrupt_task(struct bpmn *bpmn, const struct bpmn_node *node, int from)
{
    for (int i = 0; i < node->boundary.count; i++) {
        int edge = node->boundary.item[i];
        if (!interrupts(bpmn, &bpmn->edge[edge]))
            continue;
        take_edge(bpmn, edge);
        take(bpmn, from);
        put_outcome(bpmn, node);
        fire(bpmn, NET_SILENT);
    }
}

static void build_activity(struct bpmn *bpmn, const struct bpmn_node *node)
{
    int from = node->front, after = new_place(bpmn);
    for (int i = 0; i < node->boundary.count; i++) {
        const struct bpmn_edge *edge = &bpmn->edge[node->boundary.item[i]];
        if (interrupts(bpmn, edge))
            continue;
        int next = new_place(bpmn);
        take(bpmn, from), put(bpmn, next), put(bpmn, edge->token);
        fire(bpmn, NET_SILENT);
        take(bpmn, from), put(bpmn, next);
        if (edge->tracked)
            put(bpmn, edge->absent);
        fire(bpmn, NET_SILENT);
        from = next;
    }
    if (node->loop != LOOP_NONE) {
        int begin = new_place(bpmn), end = new_place(bpmn);
        silent(bpmn, from, begin);
        if (node->loop == LOOP_MAY)
            silent(bpmn, from, after);
        build_core(bpmn, node, begin, end);
        silent(bpmn, end, after);
        silent(bpmn, end, begin);
        from = begin;
    } else {
        build_core(bpmn, node, from, after);
    }
    if (node->role == BPMN_ACTIVITY)
        interrupt_task(bpmn, node, from);
    split(bpmn, node, after);
    pass_notice(bpmn, node);
}

static void build_node(struct bpmn *bpmn, const struct inside *inside, int number)
{
    const struct bpmn_node *node = &bpmn->node[number];
    if (node->role == BPMN_ACTIVITY || node->role == BPMN_INNER) {
        build_activity(bpmn, node);
    } else if (node->role == BPMN_END) {
        take(bpmn, node->front);
        if (inside->running != NONE)
            take(bpmn, inside->running);
        put(bpmn, inside->exit);
        fire(bpmn, NET_SILENT);
        pass_notice(bpmn, node);
    } else if (node->terminate && inside->running != NONE) {
        take(bpmn, node->front), take(bpmn, inside->running), put(bpmn, inside->swept);
        if (inside->left != NONE)
            put(bpmn, inside->left);
        fire(bpmn, NET_SILENT);
        pass_notice(bpmn, node);
    } else if (node->caught) {
        pass_notice(bpmn, node);                        /* its token waits for the interruption that it causes */
    } else {
        split(bpmn, node, node->front);
        pass_notice(bpmn, node);
    }
}

/* Event sub-processes that interrupt the scope (places from `first` to `end`). */
static void build_interrupting(struct bpmn *bpmn, const struct inside *inside, int first, int end)
{
    const struct bpmn_list *list = &bpmn->scope[inside->scope].event_subprocesses;
    for (int i = 0; i < list->count; i++) {
        const struct bpmn_node *node = &bpmn->node[list->item[i]];
        if (!bpmn->scope[node->inner].interrupts)
            continue;
        int entry = new_place(bpmn), after = new_place(bpmn);
        interrupt(bpmn, inside, first, end, entry);
        build_scope(bpmn, node->inner, entry, after);
        silent(bpmn, after, inside->left);
    }
}

/* Event sub-processes beside the scope: `beside` gets a place each that the entry fills, `done` one that the exit needs. */
static void build_beside(struct bpmn *bpmn, const struct inside *inside, struct bpmn_list *beside, struct bpmn_list *done)
{
    const struct bpmn_list *list = &bpmn->scope[inside->scope].event_subprocesses;
    for (int i = 0; i < list->count; i++) {
        const struct bpmn_node *node = &bpmn->node[list->item[i]];
        if (bpmn->scope[node->inner].interrupts)
            continue;
        int idle = new_place(bpmn), entry = new_place(bpmn), after = new_place(bpmn), last = inside->exit == NONE ? NONE : new_place(bpmn);
        silent(bpmn, idle, entry);
        build_scope(bpmn, node->inner, entry, after);
        silent(bpmn, after, idle);
        silent(bpmn, idle, last);
        bpmn_list_add(beside, idle);
        if (last != NONE)
            bpmn_list_add(done, last);
    }
}

/* Boundary events of the sub-process that the scope is inside of. */
static void build_boundary(struct bpmn *bpmn, const struct inside *inside, int first, int end)
{
    int owner = bpmn->scope[inside->scope].owner;
    for (int i = 0; owner != NONE && i < bpmn->node[owner].boundary.count; i++) {
        int edge = bpmn->node[owner].boundary.item[i];
        if (!interrupts(bpmn, &bpmn->edge[edge]))
            continue;
        int interrupted = new_place(bpmn);
        interrupt(bpmn, inside, first, end, interrupted);
        take_edge(bpmn, edge);
        take(bpmn, interrupted);
        put_outcome(bpmn, &bpmn->node[owner]);
        fire(bpmn, NET_SILENT);
    }
}

static void build_nodes(struct bpmn *bpmn, const struct inside *inside)
{
    const struct bpmn_list *nodes = &bpmn->scope[inside->scope].nodes;
    for (int i = 0; i < nodes->count; i++)
        if (bpmn->node[nodes->item[i]].reached)
            bpmn->node[nodes->item[i]].front = new_place(bpmn);
    for (int i = 0; i < nodes->count; i++)
        if (bpmn->node[nodes->item[i]].reached)
            join(bpmn, &bpmn->node[nodes->item[i]]);
    for (int i = 0; i < nodes->count; i++)
        if (bpmn->node[nodes->item[i]].reached)
            build_node(bpmn, inside, nodes->item[i]);
}

static void build_scope(struct bpmn *bpmn, int scope, int entry, int exit)
{
    struct inside inside = { scope, NONE, NONE, exit, exit };
    struct bpmn_list beside = { 0 }, done = { 0 };
    bool cut = can_be_cut_short(bpmn, scope), guarded = cut && !bpmn->scope[scope].sequential;
    int transitions = bpmn->draft.count;
    if (!bpmn->node[bpmn->scope[scope].root].out.count) {
        silent(bpmn, entry, exit);                      /* nothing can begin in it */
        return;
    }
    if (guarded)
        inside.running = new_place(bpmn), inside.swept = new_place(bpmn);
    int first = bpmn->draft.places;
    build_beside(bpmn, &inside, &beside, &done);
    if (done.count)
        inside.exit = new_place(bpmn);
    build_nodes(bpmn, &inside);
    int end = bpmn->draft.places;
    if (done.count) {
        take(bpmn, inside.exit), put(bpmn, exit);
        for (int i = 0; i < done.count; i++)
            take(bpmn, done.item[i]);
        fire(bpmn, NET_SILENT);
    }
    if (guarded)
        guard(bpmn, &inside, transitions, first, end);
    if (cut) {
        int last = bpmn->draft.places;
        build_interrupting(bpmn, &inside, first, end);
        build_boundary(bpmn, &inside, first, guarded ? last : bpmn->draft.places);
    }
    take(bpmn, entry), put(bpmn, bpmn->node[bpmn->scope[scope].root].front);
    if (guarded)
        put(bpmn, inside.running);
    for (int i = 0; i < beside.count; i++)
        put(bpmn, beside.item[i]);
    fire(bpmn, NET_SILENT);
    if (guarded && exit == NONE)
        silent(bpmn, inside.running, NONE);             /* the process has ended by itself */
    free(beside.item);
    free(done.item);
}

/* --- the whole -------------------------------------------------------------------------------------------------- */

static void make_net(struct bpmn *bpmn)
{
    struct bpmn_draft *draft = &bpmn->draft;
    int *number = xcalloc((size_t)draft->places + 1, sizeof *number);
    struct net *net = bpmn->journey->given_net;
    for (int t = 0; t < draft->count; t++)
        for (int i = 0; i < draft->arcs[t].inputs + draft->arcs[t].outputs && !draft->arcs[t].gone; i++)
            number[i < draft->arcs[t].inputs ? draft->arcs[t].input[i] : draft->arcs[t].output[i - draft->arcs[t].inputs]] = 1;
    for (int p = 0; p < draft->places; p++)
        number[p] = number[p] || draft->initial[p] ? net_add_place(net) : NONE;
    if (!net->places)
        net_add_place(net);
    for (int t = 0; t < draft->count; t++) {
        struct bpmn_arcs *arcs = &draft->arcs[t];
        if (arcs->gone)
            continue;
        for (int i = 0; i < arcs->inputs; i++)
            arcs->input[i] = number[arcs->input[i]];
        for (int i = 0; i < arcs->outputs; i++)
            arcs->output[i] = number[arcs->output[i]];
        net_add_transition(net, arcs->step, NONE, arcs->input, arcs->inputs, arcs->output, arcs->outputs);
    }
    net_finish(net);
    for (int p = 0; p < draft->places; p++)
        if (number[p] != NONE)
            net->initial[number[p]] = (unsigned char)draft->initial[p];
    free(number);
}

/* Processes that hold something and that no call activity of another calls; all of those run, side by side. */
static int choose_processes(struct bpmn *bpmn)
{
    int played = 0;
    for (int pass = 0; pass < 2 && !played; pass++)     /* all called, in a circle: then all of them */
        for (int s = 0; s < bpmn->scopes; s++) {
            struct bpmn_scope *scope = &bpmn->scope[s];
            if (scope->owner != NONE || !bpmn->node[scope->root].out.count)
                continue;
            scope->played = !scope->called || pass;
            played += scope->played;
            if (!scope->played)
                diagnostics_note(bpmn->diagnostics, scope->element->at,
                                 _("the process '%s' is called by a call activity, which is one step; it is not played by itself"),
                                 bpmn->node[scope->root].name);
        }
    return played;
}

bool bpmn_build_net(struct bpmn *bpmn)
{
    struct bpmn_draft *draft = &bpmn->draft;
    const struct xml_element *root = bpmn->document->root;
    struct bpmn_list entries = { 0 };
    int played = choose_processes(bpmn);
    if (!played)
        diagnostics_warning(bpmn->diagnostics, root->at, _("no process of this file has anything in it that can happen"));
    if (played > 1)
        diagnostics_warning(bpmn->diagnostics, root->at,
                            _("%d processes are taken to run side by side, each to its end; message flows between them are not followed"),
                            played);
    for (int s = 0; s < bpmn->scopes; s++)
        if (bpmn->scope[s].played) {
            int entry = new_place(bpmn);
            bpmn_list_add(&entries, entry);
            build_scope(bpmn, s, entry, NONE);
        }
    draft->initial = xcalloc((size_t)draft->places + 1, sizeof *draft->initial);
    for (int i = 0; i < entries.count; i++)
        draft->initial[entries.item[i]] = 1;
    free(entries.item);
    if (draft->too_large)
        return diagnostics_error(bpmn->diagnostics, root->at, _("these processes are too large or too entangled to be followed"));
    bpmn_reduce(draft);
    make_net(bpmn);
    return true;
}
