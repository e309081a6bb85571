/* Where tokens begin and end in each process and sub-process, and which processes are played. */
#include "base/message.h"
#include "input/bpmn_internal.h"
#include <stdlib.h>
#include <string.h>

/* --- beginnings and ends ---------------------------------------------------------------------------------------- */

static bool begins_scope(const struct bpmn *bpmn, const struct bpmn_scope *scope, const struct bpmn_node *node,
                         bool by_start)
{
    if (node->in.count || node->host != NONE || node->event_subprocess || node->compensation ||
        node->role == BPMN_ROOT ||
        !strcmp(node->element->name, "boundaryEvent") ||
            (node->link && !strcmp(node->element->name, "intermediateCatchEvent")))
        return false;
    (void)bpmn;
    return by_start && !scope->ad_hoc ? node->start || node->starts_process : true;
}

static void add_root(struct bpmn *bpmn, int number)
{
    int count = bpmn->scope[number].nodes.count, found = 0;
    int root = bpmn_add_node(bpmn, number, bpmn->scope[number].element, BPMN_ROOT);
    bpmn->scope[number].root = root;
    bpmn->node[root].split = WAY_ONE;
    for (int by_start = 1; by_start >= 0 && !found; by_start--)
        for (int i = 0; i < count; i++) {
            int node = bpmn->scope[number].nodes.item[i];
            if (!begins_scope(bpmn, &bpmn->scope[number], &bpmn->node[node], by_start))
                continue;
            bpmn_add_edge(bpmn, root, node);
            found++;
            if (!by_start)
                bpmn->node[root].split = WAY_ALL;
        }
}

/* Does an event that ends with an error or a cancellation make something at the border of its sub-process happen? */
static bool is_caught(const struct bpmn *bpmn, const struct bpmn_node *node)
{
    int owner = bpmn->scope[node->scope].owner;
    for (int i = 0; owner != NONE && i < bpmn->node[owner].boundary.count; i++) {
        const struct bpmn_node *event = &bpmn->node[bpmn->edge[bpmn->node[owner].boundary.item[i]].to];
        if (event->interrupting && ((node->error && event->error) || (node->cancel && event->cancel)))
            return true;
    }
    return false;
}

static void judge_ends(struct bpmn *bpmn, const struct bpmn_scope *scope)
{
    for (int i = 0; i < scope->nodes.count; i++) {
        struct bpmn_node *node = &bpmn->node[scope->nodes.item[i]];
        if (!node->end)
            continue;
        node->caught = is_caught(bpmn, node);
        node->terminate = !node->caught && (node->terminate || node->error || node->cancel);
    }
}

/* Everything that nothing leaves leads to the end: a token, or (ends that cut the scope short) only a notice. */
static void add_end(struct bpmn *bpmn, int number)
{
    int count = bpmn->scope[number].nodes.count;
    int end = bpmn_add_node(bpmn, number, bpmn->scope[number].element, BPMN_END);
    bpmn->scope[number].end = end;
    bpmn->node[end].join = WAY_ANY;
    for (int i = 0; i < count; i++) {
        int at = bpmn->scope[number].nodes.item[i];
        const struct bpmn_node *node = &bpmn->node[at];
        if (node->out.count || !node->reached || node->role == BPMN_ROOT)
            continue;
        if (node->end && !node->terminate && !node->caught)
            bpmn->node[at].join = WAY_ANY;
                             /* nothing happens in it: its tokens may as well wait for each other */
        bpmn_add_edge(bpmn, at, end);
    }
}

/* --- reach, order, dominators ----------------------------------------------------------------------------------- */

int bpmn_ways_out(const struct bpmn_node *node) { return node->out.count + node->boundary.count; }
int bpmn_way_out(const struct bpmn_node *node, int i)
{
    return i < node->out.count ? node->out.item[i] : node->boundary.item[i - node->out.count];
}

/* Depth first from the root: the nodes reached, in postorder. */
static void walk(struct bpmn *bpmn, int root, struct bpmn_list *postorder)
{
    struct bpmn_list stack = { 0 }, next = { 0 };
    bpmn->node[root].reached = true;
    bpmn_list_add(&stack, root);
    bpmn_list_add(&next, 0);
    while (stack.count) {
        const struct bpmn_node *node = &bpmn->node[stack.item[stack.count - 1]];
        int i = next.item[stack.count - 1]++;
        if (i == bpmn_ways_out(node)) {
            bpmn_list_add(postorder, stack.item[--stack.count]);
            next.count--;
            continue;
        }
        int to = bpmn->edge[bpmn_way_out(node, i)].to;
        if (bpmn->node[to].reached)
            continue;
        bpmn->node[to].reached = true;
        bpmn_list_add(&stack, to);
        bpmn_list_add(&next, 0);
    }
    free(stack.item);
    free(next.item);
}

static int meet(const struct bpmn *bpmn, int a, int b)
{
    while (a != b)
        if (bpmn->node[a].order > bpmn->node[b].order)
            a = bpmn->node[a].dominator;
        else
            b = bpmn->node[b].dominator;
    return a;
}

/* Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm. */
static void find_dominators(struct bpmn *bpmn, const struct bpmn_scope *scope)
{
    struct bpmn_list postorder = { 0 };
    for (int i = 0; i < scope->nodes.count; i++)
        bpmn->node[scope->nodes.item[i]].reached = false;
    walk(bpmn, scope->root, &postorder);
    for (int i = 0; i < postorder.count; i++)
        bpmn->node[postorder.item[i]].order = postorder.count - 1 - i;
    bpmn->node[scope->root].dominator = scope->root;
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = postorder.count - 1; i-- > 0;) {
            struct bpmn_node *node = &bpmn->node[postorder.item[i]];
            int dominator = NONE;
            for (int k = 0; k < node->in.count; k++) {
                int from = bpmn->edge[node->in.item[k]].from;
                if (bpmn->node[from].reached && bpmn->node[from].dominator != NONE)
                    dominator = dominator == NONE ? from : meet(bpmn, dominator, from);
            }
            changed |= dominator != node->dominator;
            node->dominator = dominator;
        }
    }
    free(postorder.item);
}

/* --- one token at most? ----------------------------------------------------------------------------------------- */

bool bpmn_node_is_sequential(const struct bpmn *bpmn, const struct bpmn_node *node)
{
    if (node->split != WAY_ONE && node->out.count > 1)
        return false;
    for (int i = 0; i < node->boundary.count; i++)
        if (!bpmn->node[bpmn->edge[node->boundary.item[i]].to].interrupting)
            return false;
    return true;
}

static bool scope_is_sequential(const struct bpmn *bpmn, const struct bpmn_scope *scope)
{
    for (int i = 0; i < scope->nodes.count; i++) {
        const struct bpmn_node *node = &bpmn->node[scope->nodes.item[i]];
        if (node->reached && (!bpmn_node_is_sequential(bpmn, node) || (node->role == BPMN_INNER &&
                                                                       !bpmn->scope[node->inner].sequential)))
            return false;
    }
    for (int i = 0; i < scope->event_subprocesses.count; i++) {
        const struct bpmn_scope *inner = &bpmn->scope[bpmn->node[scope->event_subprocesses.item[i]].inner];
        if (!inner->interrupts || !inner->sequential)
            return false;
    }
    return true;
}

/* An event sub-process interrupts what is around it unless its start events say that they do not. */
static bool scope_interrupts(const struct bpmn *bpmn, const struct bpmn_scope *scope)
{
    for (int i = 0; i < scope->nodes.count; i++) {
        const struct bpmn_node *node = &bpmn->node[scope->nodes.item[i]];
        if (node->start && !node->interrupting)
            return false;
    }
    return true;
}

/* Can it be left before its end? */
static void find_cuts(const struct bpmn *bpmn, struct bpmn_scope *scope)
{
    for (int i = 0; i < scope->nodes.count; i++)
        scope->cut_short |= bpmn->node[scope->nodes.item[i]].terminate && bpmn->node[scope->nodes.item[i]].reached &&
            !scope->sequential;
    for (int i = 0; i < scope->event_subprocesses.count; i++)
        scope->interruptible |= bpmn->scope[bpmn->node[scope->event_subprocesses.item[i]].inner].interrupts;
    for (int i = 0; scope->owner != NONE && i < bpmn->node[scope->owner].boundary.count; i++)
        scope->interruptible |= bpmn->node[bpmn->edge[bpmn->node[scope->owner].boundary.item[i]].to].interrupting;
    scope->cut_short |= scope->interruptible;
}

/* --- all scopes ------------------------------------------------------------------------------------------------- */

static void say_unreached(struct bpmn *bpmn, const struct bpmn_scope *scope)
{
    for (int i = 0; i < scope->nodes.count; i++) {
        const struct bpmn_node *node = &bpmn->node[scope->nodes.item[i]];
        if (node->reached || node->event_subprocess || node->in.count || !strcmp(node->element->name, "boundaryEvent"))
            continue;
        if (node->compensation)
            diagnostics_note(bpmn->diagnostics, node->element->at,
                             _("compensation is not followed: '%s' is left out"), node->name);
        else if (bpmn->node[scope->root].out.count)
            diagnostics_warning(bpmn->diagnostics, node->element->at, _("no flow leads to '%s': it never happens"),
                                node->name);
    }
}

static void say_borders(struct bpmn *bpmn, const struct bpmn_scope *scope)
{
    const struct bpmn_node *root = &bpmn->node[scope->root];
    bool ends = false, any = false;
    for (int i = 0; i < scope->nodes.count; i++) {
        const struct bpmn_node *node = &bpmn->node[scope->nodes.item[i]];
        ends |= node->end;
        any |= node->role == BPMN_ACTIVITY || node->role == BPMN_INNER || node->role == BPMN_PASS;
    }
    if (!any || scope->ad_hoc)
        return;
    if (!root->out.count)
        diagnostics_warning(bpmn->diagnostics, scope->element->at,
                            _("nothing can begin in '%s': expected a start event"), root->name);
    else if (root->split == WAY_ALL && (scope->owner == NONE || root->out.count > 1))
        diagnostics_warning(bpmn->diagnostics, scope->element->at,
                            _("'%s' has no start event: everything that no flow leads to begins at once"), root->name);
    if (!ends && scope->owner == NONE)
        diagnostics_warning(bpmn->diagnostics, scope->element->at,
                            _("'%s' has no end event: it ends when nothing is left to do"), root->name);
}

static void examine_scope(struct bpmn *bpmn, int number)
{
    add_root(bpmn, number);
    struct bpmn_scope *scope = &bpmn->scope[number];
    judge_ends(bpmn, scope);
    scope->interrupts = scope_interrupts(bpmn, scope);
    find_dominators(bpmn, scope);
    scope->sequential = scope_is_sequential(bpmn, scope);
    find_cuts(bpmn, scope);
    if (scope->owner != NONE || (scope->cut_short && !scope->sequential)) {
        add_end(bpmn, number);
        find_dominators(bpmn, scope);
    }
}

/* Processes that hold something and that no call activity of another calls; all of those run, side by side. */
static void choose_processes(struct bpmn *bpmn)
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
                                 _("the process '%s' is called by a call activity, which is one step; it is not "
                                   "played by itself"),
                                 bpmn->node[scope->root].name);
        }
    const struct xml_element *root = bpmn->document->root;
    if (!played)
        diagnostics_warning(bpmn->diagnostics, root->at,
                            _("no process of this file has anything in it that can happen"));
    if (played > 1)
        diagnostics_warning(bpmn->diagnostics, root->at,
                            _("%d processes are taken to run side by side, each to its end; message flows between "
                              "them are not followed"),
                            played);
    for (int s = 0; s < bpmn->scopes; s++)              /* the inner ones come later */
        if (bpmn->scope[s].owner != NONE)
            bpmn->scope[s].played = bpmn->scope[bpmn->node[bpmn->scope[s].owner].scope].played;
}

void bpmn_examine(struct bpmn *bpmn)
{
    for (int s = bpmn->scopes; s-- > 0;)                /* the inner ones have the higher numbers */
        examine_scope(bpmn, s);
    bpmn_settle_joins(bpmn);
    choose_processes(bpmn);
    for (int s = 0; s < bpmn->scopes; s++) {
        if (!bpmn->scope[s].played && bpmn->scope[s].called)
            continue;
        say_borders(bpmn, &bpmn->scope[s]);
        say_unreached(bpmn, &bpmn->scope[s]);
    }
}
