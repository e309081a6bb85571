/* The net of a BPMN file, node by node: each has a place in front, what it does, and a way on for each outcome.
 *
 *     (front) -[ step ]-> (after) -[ split ]-> the fronts of what comes next
 *
 * Only activities are visible. A process begins with one token and has ended when no token is left, so the final
 * marking is empty: branches may end one by one. Flows are in bpmn_flow.c, interruptions in bpmn_cut.c.
 *
 *     boundary event      of a task: instead of the task; of a sub-process: instead of what is left of it
 *     not interrupting    may happen, once, beside the activity
 *     event sub-process   interrupting: instead of what is left of the scope; else any number of times, beside it
 */
#include "base/message.h"
#include "input/bpmn_internal.h"
#include <stdlib.h>
#include <string.h>

/* --- activities ------------------------------------------------------------------------------------------------- */

static void build_scope(struct bpmn *bpmn, int scope, int entry, int exit);

/* An activity between two places: a task is visible, a sub-process is what is in it. */
static void build_core(struct bpmn *bpmn, const struct bpmn_node *node, int from, int to)
{
    if (node->role == BPMN_INNER) {
        build_scope(bpmn, node->inner, from, to);
    } else {
        bpmn_take(bpmn, from), bpmn_put(bpmn, to);
        bpmn_fire(bpmn, node->step == NONE ? NET_SILENT : node->step);
    }
}

/* Boundary events that interrupt a task: instead of it. Those of a sub-process are built with its inside. */
static void interrupt_task(struct bpmn *bpmn, const struct bpmn_node *node, int from)
{
    for (int i = 0; i < node->boundary.count; i++) {
        int edge = node->boundary.item[i];
        if (!bpmn_interrupts(bpmn, &bpmn->edge[edge]))
            continue;
        bpmn_take_edge(bpmn, edge);
        bpmn_take(bpmn, from);
        bpmn_put_outcome(bpmn, node);
        bpmn_fire(bpmn, NET_SILENT);
    }
}

static void build_activity(struct bpmn *bpmn, const struct bpmn_node *node)
{
    int from = node->front, after = bpmn_new_place(bpmn);
    for (int i = 0; i < node->boundary.count; i++) {
        const struct bpmn_edge *edge = &bpmn->edge[node->boundary.item[i]];
        if (bpmn_interrupts(bpmn, edge))
            continue;
        int next = bpmn_new_place(bpmn);
        bpmn_take(bpmn, from), bpmn_put(bpmn, next), bpmn_put(bpmn, edge->token);
        bpmn_fire(bpmn, NET_SILENT);
        bpmn_take(bpmn, from), bpmn_put(bpmn, next);
        if (edge->tracked)
            bpmn_put(bpmn, edge->absent);
        bpmn_fire(bpmn, NET_SILENT);
        from = next;
    }
    if (node->loop != LOOP_NONE) {
        int begin = bpmn_new_place(bpmn), end = bpmn_new_place(bpmn);
        bpmn_silent(bpmn, from, begin);
        if (node->loop == LOOP_MAY)
            bpmn_silent(bpmn, from, after);
        build_core(bpmn, node, begin, end);
        bpmn_silent(bpmn, end, after);
        bpmn_silent(bpmn, end, begin);
        from = begin;
    } else {
        build_core(bpmn, node, from, after);
    }
    if (node->role == BPMN_ACTIVITY)
        interrupt_task(bpmn, node, from);
    bpmn_split(bpmn, node, after);
    bpmn_pass_notice(bpmn, node);
}

/* --- scopes ----------------------------------------------------------------------------------------------------- */

static void build_node(struct bpmn *bpmn, struct bpmn_inside *inside, int number)
{
    const struct bpmn_node *node = &bpmn->node[number];
    if (node->role == BPMN_ACTIVITY || node->role == BPMN_INNER) {
        build_activity(bpmn, node);
        return;
    }
    if (node->role == BPMN_END) {
        inside->end_transition = bpmn->draft.count;
        bpmn_silent(bpmn, node->front, inside->exit);
    } else if (!node->caught && (!node->terminate || bpmn->scope[inside->scope].sequential)) {
        bpmn_split(bpmn, node, node->front);            /* else the token waits for the cut that it causes */
    }
    bpmn_pass_notice(bpmn, node);
}

/* Event sub-processes that interrupt the scope. */
static void build_interrupting(struct bpmn *bpmn, const struct bpmn_inside *inside, int cut)
{
    const struct bpmn_list *list = &bpmn->scope[inside->scope].event_subprocesses;
    for (int i = 0; i < list->count; i++) {
        const struct bpmn_node *node = &bpmn->node[list->item[i]];
        if (!bpmn->scope[node->inner].interrupts)
            continue;
        int entry = bpmn_new_place(bpmn), after = bpmn_new_place(bpmn);
        bpmn_silent(bpmn, cut, entry);
        build_scope(bpmn, node->inner, entry, after);
        bpmn_silent(bpmn, after, inside->left);
    }
}

/* Event sub-processes beside the scope: `beside` gets a place each that the entry fills, `done` one that the exit
 * needs. */
static void build_beside(struct bpmn *bpmn, const struct bpmn_inside *inside, struct bpmn_list *beside,
                         struct bpmn_list *done)
{
    const struct bpmn_scope *scope = &bpmn->scope[inside->scope];
    for (int i = 0; i < scope->event_subprocesses.count; i++) {
        const struct bpmn_node *node = &bpmn->node[scope->event_subprocesses.item[i]];
        if (bpmn->scope[node->inner].interrupts)
            continue;
        int idle = bpmn_new_place(bpmn), entry = bpmn_new_place(bpmn), after = bpmn_new_place(bpmn);
        int last = scope->end == NONE ? NONE : bpmn_new_place(bpmn);
        bpmn_silent(bpmn, idle, entry);
        build_scope(bpmn, node->inner, entry, after);
        bpmn_silent(bpmn, after, idle);
        bpmn_silent(bpmn, idle, last);
        bpmn_list_add(beside, idle);
        if (last != NONE)
            bpmn_list_add(done, last);
    }
}

/* Boundary events of the sub-process that the scope is inside of. */
static void build_boundary(struct bpmn *bpmn, const struct bpmn_inside *inside, int cut)
{
    int owner = bpmn->scope[inside->scope].owner;
    for (int i = 0; owner != NONE && i < bpmn->node[owner].boundary.count; i++) {
        int edge = bpmn->node[owner].boundary.item[i];
        if (!bpmn_interrupts(bpmn, &bpmn->edge[edge]))
            continue;
        bpmn_take_edge(bpmn, edge);
        bpmn_take(bpmn, cut);
        bpmn_put_outcome(bpmn, &bpmn->node[owner]);
        bpmn_fire(bpmn, NET_SILENT);
    }
}

static void build_nodes(struct bpmn *bpmn, struct bpmn_inside *inside)
{
    const struct bpmn_list *nodes = &bpmn->scope[inside->scope].nodes;
    for (int i = 0; i < nodes->count; i++)
        if (bpmn->node[nodes->item[i]].reached)
            bpmn->node[nodes->item[i]].front = bpmn_new_place(bpmn);
    for (int any = 0; any < 2; any++)                   /* inclusive joins hear from merges: they come last */
        for (int i = 0; i < nodes->count; i++)
            if (bpmn->node[nodes->item[i]].reached && (bpmn->node[nodes->item[i]].join == WAY_ANY) == any)
                bpmn_join(bpmn, &bpmn->node[nodes->item[i]]);
    for (int i = 0; i < nodes->count; i++)
        if (bpmn->node[nodes->item[i]].reached)
            build_node(bpmn, inside, nodes->item[i]);
}

/* What cuts the scope short: ends that terminate it; from outside, its boundary events and event sub-processes. */
static void build_cuts(struct bpmn *bpmn, struct bpmn_inside *inside)
{
    const struct bpmn_scope *scope = &bpmn->scope[inside->scope];
    bpmn_prepare_cuts(bpmn, inside);
    for (int i = 0; i < scope->nodes.count && !scope->sequential; i++) {
        const struct bpmn_node *node = &bpmn->node[scope->nodes.item[i]];
        if (node->reached && node->terminate)
            bpmn_cut(bpmn, inside, node->front, inside->left);
    }
    if (!scope->interruptible)
        return;
    int cut = bpmn_new_place(bpmn);
    bpmn_cut(bpmn, inside, NONE, cut);
    build_interrupting(bpmn, inside, cut);
    build_boundary(bpmn, inside, cut);
}

static void build_scope(struct bpmn *bpmn, int scope, int entry, int exit)
{
    struct bpmn_inside inside = {
        .scope = scope, .running = NONE, .swept = NONE, .exit = exit, .left = exit, .end_transition = NONE,
        .first_transition = bpmn->draft.count, .first_place = bpmn->draft.places,
    };
    struct bpmn_list done = { 0 };
    if (!bpmn->node[bpmn->scope[scope].root].out.count) {
        bpmn_silent(bpmn, entry, exit);                 /* nothing can begin in it */
        return;
    }
    build_beside(bpmn, &inside, &inside.initial, &done);
    if (done.count)
        inside.exit = bpmn_new_place(bpmn);
    build_nodes(bpmn, &inside);
    bpmn_list_add(&inside.initial, bpmn->node[bpmn->scope[scope].root].front);
    if (done.count) {
        bpmn_list_add(&done, inside.exit);
        for (int i = 0; i < done.count; i++)
            bpmn_take(bpmn, done.item[i]);
        if (exit != NONE)
            bpmn_put(bpmn, exit);
        inside.end_transition = bpmn->draft.count;
        bpmn_fire(bpmn, NET_SILENT);
    }
    inside.end_place = bpmn->draft.places;
    if (bpmn->scope[scope].cut_short)
        build_cuts(bpmn, &inside);
    bpmn_take(bpmn, entry);
    for (int i = 0; i < inside.initial.count; i++)
        bpmn_put(bpmn, inside.initial.item[i]);
    if (inside.running != NONE)
        bpmn_put(bpmn, inside.running);
    bpmn_fire(bpmn, NET_SILENT);
    bpmn_inside_release(&inside);
    free(done.item);
}

/* --- the whole -------------------------------------------------------------------------------------------------- */

static void make_net(struct bpmn *bpmn)
{
    struct bpmn_draft *draft = &bpmn->draft;
    int *number = xcalloc((size_t)draft->places + 1, sizeof *number);
    struct net *net = bpmn->journey->given_net;
    for (int t = 0; t < draft->count; t++)
        for (int side = 0; side < 2 && !draft->arcs[t].gone; side++) {
            const int *place = side ? draft->arcs[t].output : draft->arcs[t].input;
            for (int i = 0; i < (side ? draft->arcs[t].outputs : draft->arcs[t].inputs); i++)
                number[place[i]] = 1;
        }
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

bool bpmn_build_net(struct bpmn *bpmn)
{
    struct bpmn_draft *draft = &bpmn->draft;
    const struct xml_element *root = bpmn->document->root;
    struct bpmn_list entries = { 0 };
    for (int s = 0; s < bpmn->scopes; s++)
        if (bpmn->scope[s].played && bpmn->scope[s].owner == NONE) {
            int entry = bpmn_new_place(bpmn);
            bpmn_list_add(&entries, entry);
            build_scope(bpmn, s, entry, NONE);
        }
    draft->initial = xcalloc((size_t)draft->places + 1, sizeof *draft->initial);
    for (int i = 0; i < entries.count; i++)
        draft->initial[entries.item[i]] = 1;
    free(entries.item);
    if (draft->too_large)
        return diagnostics_error(bpmn->diagnostics, root->at,
                                 _("these processes are too large or too entangled to be followed"));
    bpmn_reduce(draft);
    make_net(bpmn);
    return true;
}
