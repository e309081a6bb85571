/* Where tokens begin and end in each process and sub-process, and what an inclusive join waits for.
 *
 * An inclusive join waits for the branches that were taken, and cannot see which. So between the join J and its
 * immediate dominator D (the node that every way to J passes), every flow is made to carry something each round: a
 * token, or the notice that none will come (dead path elimination). J, and every join on the way, then waits for all
 * of its flows. Region: the nodes on ways from D to J.
 *
 *          ┌─ token ──> a ─ token ──┐
 *     D ───┼─ notice -> b ─ notice ─┼──> J         J goes on if a token is among them
 *          └─ token ──> X ─ notice ─┘              (X sent its own token elsewhere)
 *
 * That is exact where the region has no way back to its own middle. Circles within it are fine if one token goes
 * round: a circle takes what comes at its one entry, and tells all its exits when it is left. Otherwise the join is
 * `loose`: it may go on with any of the tokens that are there, and a warning says so: no run is lost, some are added.
 * The ends of a sub-process that several tokens may reach are such a join, too.
 */
#include "base/message.h"
#include "input/bpmn_internal.h"
#include <stdlib.h>
#include <string.h>

enum { TRACKED_WORK_MAXIMUM = 20000000 };       /* nodes of all regions; what is beyond stays loose */

/* --- beginnings and ends ---------------------------------------------------------------------------------------- */

static bool begins_scope(const struct bpmn *bpmn, const struct bpmn_scope *scope, const struct bpmn_node *node, bool by_start)
{
    if (node->in.count || node->host != NONE || node->event_subprocess || node->compensation || node->role == BPMN_ROOT ||
        !strcmp(node->element->name, "boundaryEvent") || (node->link && !strcmp(node->element->name, "intermediateCatchEvent")))
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

/* Everything that nothing leaves leads to the end of its sub-process. */
static void add_end(struct bpmn *bpmn, int number)
{
    int count = bpmn->scope[number].nodes.count;
    int end = bpmn_add_node(bpmn, number, bpmn->scope[number].element, BPMN_END);
    bpmn->scope[number].end = end;
    bpmn->node[end].join = WAY_ANY;
    for (int i = 0; i < count; i++) {
        int at = bpmn->scope[number].nodes.item[i];
        const struct bpmn_node *node = &bpmn->node[at];
        bool ends_at_once = node->caught || (node->terminate && !bpmn->scope[number].sequential);
        if (!node->out.count && node->reached && node->role != BPMN_ROOT && !ends_at_once)
            bpmn_add_edge(bpmn, at, end);
    }
}

/* --- reach, order, dominators ----------------------------------------------------------------------------------- */

static int ways_out(const struct bpmn_node *node) { return node->out.count + node->boundary.count; }
static int way_out(const struct bpmn_node *node, int i)
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
        if (i == ways_out(node)) {
            bpmn_list_add(postorder, stack.item[--stack.count]);
            next.count--;
            continue;
        }
        int to = bpmn->edge[way_out(node, i)].to;
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

static bool node_is_sequential(const struct bpmn *bpmn, const struct bpmn_node *node)
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
        if (node->reached && (!node_is_sequential(bpmn, node) || (node->role == BPMN_INNER && !bpmn->scope[node->inner].sequential)))
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

/* --- the regions of inclusive joins ----------------------------------------------------------------------------- */

struct region {
    struct bpmn *bpmn;
    int join, split;                    /* J, D */
    struct bpmn_list nodes;
    int *mark;                          /* [nodes of the file]: number of the region a node was last in */
    int *low, *number;                  /* [nodes of the file]: of Tarjan's algorithm */
    int stamp, work;
    struct bpmn_list circles;           /* numbers of bpmn->circle, of those with a node: their nodes one after the other */
    struct bpmn_list members;
};

static bool in_region(const struct region *region, int node) { return region->mark[node] == region->stamp; }

/* Backwards from J to D; false if J itself is on the way, or it is too much work. */
static bool find_region(struct region *region, int join)
{
    struct bpmn *bpmn = region->bpmn;
    struct bpmn_list *nodes = &region->nodes;
    region->join = join;
    region->split = bpmn->node[join].dominator;
    region->stamp++;
    nodes->count = 0;
    bpmn_list_add(nodes, join);
    for (int head = 0; head < nodes->count; head++) {
        const struct bpmn_node *node = &bpmn->node[nodes->item[head]];
        for (int i = 0; i < node->in.count; i++) {
            int from = bpmn->edge[node->in.item[i]].from;
            if (from == join || ++region->work > TRACKED_WORK_MAXIMUM)
                return false;
            if (from == region->split || !bpmn->node[from].reached || in_region(region, from))
                continue;
            region->mark[from] = region->stamp;
            bpmn_list_add(nodes, from);
        }
    }
    nodes->item[0] = nodes->item[--nodes->count];       /* J is not in it */
    return true;
}

/* Nodes of the region that can come back to each other: Tarjan's algorithm, without recursion. low and number are 0
 * where a node was not met; a node is done when low is INT_MAX. */
struct frame { int node, next; };

static void close_component(struct region *region, struct bpmn_list *stack, int node)
{
    struct bpmn *bpmn = region->bpmn;
    int first = region->members.count, member;
    do {
        member = stack->item[--stack->count];
        region->low[member] = BPMN_NODES_MAXIMUM * 4;
        bpmn_list_add(&region->members, member);
    } while (member != node);
    bool circle = region->members.count - first > 1;
    for (int i = 0; i < ways_out(&bpmn->node[node]); i++)
        circle |= bpmn->edge[way_out(&bpmn->node[node], i)].to == node;
    if (circle)
        bpmn_list_add(&region->circles, first), bpmn_list_add(&region->circles, region->members.count);
    else
        region->members.count = first;
}

static void find_circles(struct region *region)
{
    struct bpmn *bpmn = region->bpmn;
    struct bpmn_list stack = { 0 }, path = { 0 }, next = { 0 };
    int met = 0;
    region->circles.count = region->members.count = 0;
    for (int i = 0; i < region->nodes.count; i++)
        region->number[region->nodes.item[i]] = region->low[region->nodes.item[i]] = 0;
    for (int i = 0; i < region->nodes.count; i++) {
        if (region->number[region->nodes.item[i]])
            continue;
        bpmn_list_add(&path, region->nodes.item[i]);
        bpmn_list_add(&next, 0);
        while (path.count) {
            int node = path.item[path.count - 1], k = next.item[path.count - 1]++;
            if (!k) {
                region->number[node] = region->low[node] = ++met;
                bpmn_list_add(&stack, node);
            }
            if (k < ways_out(&bpmn->node[node])) {
                int to = bpmn->edge[way_out(&bpmn->node[node], k)].to;
                if (!in_region(region, to))
                    continue;
                if (!region->number[to])
                    bpmn_list_add(&path, to), bpmn_list_add(&next, 0);
                else if (region->low[to] < region->low[node])
                    region->low[node] = region->low[to];
                continue;
            }
            path.count--, next.count--;
            int low = region->low[node];
            if (low == region->number[node])
                close_component(region, &stack, node);
            if (path.count && low < region->low[path.item[path.count - 1]])
                region->low[path.item[path.count - 1]] = low;
        }
    }
    free(stack.item), free(path.item), free(next.item);
}

/* One token can go round, and it comes in at one node: circle `c` of the region; members are marked with `mark`. */
static bool circle_is_plain(const struct region *region, int c, int *mark)
{
    const struct bpmn *bpmn = region->bpmn;
    int first = region->circles.item[2 * c], end = region->circles.item[2 * c + 1], entry = NONE;
    for (int i = first; i < end; i++)
        mark[region->members.item[i]] = c + 1;
    for (int i = first; i < end; i++) {
        const struct bpmn_node *node = &bpmn->node[region->members.item[i]];
        if (!node_is_sequential(bpmn, node) || node->circle != NONE || (node->join == WAY_ALL && node->in.count > 1))
            return false;
        for (int k = 0; k < node->in.count; k++) {
            int from = bpmn->edge[node->in.item[k]].from;
            if (bpmn->edge[node->in.item[k]].tracked)
                return false;                           /* another join relies on it */
            if (!bpmn->node[from].reached || mark[from] == c + 1)
                continue;
            if (entry != NONE && entry != region->members.item[i])
                return false;
            entry = region->members.item[i];
        }
    }
    return true;
}

/* Nodes outside the region's circles must not be in one of another region's. */
static bool is_exact(const struct region *region, int *circle_of)
{
    const struct bpmn *bpmn = region->bpmn;
    for (int i = 0; i < region->nodes.count; i++) {
        circle_of[region->nodes.item[i]] = 0;
        if (bpmn->node[region->nodes.item[i]].circle != NONE)
            return false;
    }
    circle_of[region->split] = 0;
    if (bpmn->node[region->split].circle != NONE)
        return false;
    for (int c = 0; c < region->circles.count / 2; c++)
        if (!circle_is_plain(region, c, circle_of))
            return false;
    return true;
}

static void track(struct region *region, const int *circle_of)
{
    struct bpmn *bpmn = region->bpmn;
    int first = bpmn->circles;
    for (int c = 0; c < region->circles.count / 2; c++) {
        GROW(bpmn->circle, bpmn->circles, bpmn->circle_capacity);
        bpmn->circle[bpmn->circles++] = (struct bpmn_circle){ { 0 } };
        for (int i = region->circles.item[2 * c]; i < region->circles.item[2 * c + 1]; i++)
            bpmn->node[region->members.item[i]].circle = first + c;
    }
    bpmn_list_add(&region->nodes, region->split);
    for (int i = 0; i < region->nodes.count; i++) {
        int from = region->nodes.item[i], circle = from == region->split ? 0 : circle_of[from];
        const struct bpmn_node *node = &bpmn->node[from];
        for (int k = 0; k < ways_out(node); k++) {
            int edge = way_out(node, k), to = bpmn->edge[edge].to;
            bool inside = circle && in_region(region, to) && circle_of[to] == circle;
            if (circle && !inside)
                bpmn_list_add(&bpmn->circle[first + circle - 1].exits, edge);
            if (!inside && (to == region->join || in_region(region, to)))
                bpmn->edge[edge].tracked = true;
        }
    }
}

/* Flows that can bring a token. */
static int live_flows(const struct bpmn *bpmn, const struct bpmn_node *node)
{
    int count = 0;
    for (int i = 0; i < node->in.count; i++)
        count += bpmn->node[bpmn->edge[node->in.item[i]].from].reached;
    return count;
}

struct candidate { int join, size, order; };

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return x->size != y->size ? (x->size < y->size ? 1 : -1) : (x->order > y->order) - (x->order < y->order);
}

static bool waits_already(const struct bpmn *bpmn, const struct bpmn_node *node)
{
    for (int i = 0; i < node->in.count; i++)
        if (bpmn->node[bpmn->edge[node->in.item[i]].from].reached && !bpmn->edge[node->in.item[i]].tracked)
            return false;
    return true;
}

/* Give join `number` what it needs to wait; loose if it cannot have it. */
static void settle_join(struct region *region, int number)
{
    struct bpmn *bpmn = region->bpmn;
    struct bpmn_node *node = &bpmn->node[number];
    if (node->circle != NONE || waits_already(bpmn, node))
        return;                                         /* one token comes at a time; or a wider region has seen to it */
    bool found = find_region(region, number);
    if (found)
        find_circles(region);
    int *circle_of = region->low;                       /* no longer needed */
    if (found && is_exact(region, circle_of)) {
        track(region, circle_of);
        return;
    }
    node->loose = true;
    if (node->role == BPMN_END)
        diagnostics_warning(bpmn->diagnostics, node->element->at,
                            _("it cannot be told when all branches of the sub-process '%s' have ended: it may be left as soon as one has"),
                            node->name);
    else
        diagnostics_warning(bpmn->diagnostics, node->element->at,
                            _("it cannot be told which branches the gateway '%s' has to wait for: it may go on with any of those that have come"),
                            node->name);
}

static void settle_joins(struct region *region, const struct bpmn_scope *scope)
{
    struct bpmn *bpmn = region->bpmn;
    struct candidate *candidate = xcalloc((size_t)scope->nodes.count, sizeof *candidate);
    int count = 0;
    for (int i = 0; i < scope->nodes.count; i++) {
        int number = scope->nodes.item[i];
        const struct bpmn_node *node = &bpmn->node[number];
        if (!node->reached || node->join != WAY_ANY || live_flows(bpmn, node) < 2)
            continue;
        find_region(region, number);
        candidate[count++] = (struct candidate){ number, region->nodes.count, i };
    }
    qsort(candidate, (size_t)count, sizeof *candidate, compare_candidates);
    for (int i = 0; i < count; i++)
        settle_join(region, candidate[i].join);
    free(candidate);
}

/* --- all scopes ------------------------------------------------------------------------------------------------- */

static void say_unreached(struct bpmn *bpmn, const struct bpmn_scope *scope)
{
    for (int i = 0; i < scope->nodes.count; i++) {
        const struct bpmn_node *node = &bpmn->node[scope->nodes.item[i]];
        if (node->reached || node->event_subprocess || node->in.count || !strcmp(node->element->name, "boundaryEvent"))
            continue;
        if (node->compensation)
            diagnostics_note(bpmn->diagnostics, node->element->at, _("compensation is not followed: '%s' is left out"), node->name);
        else if (bpmn->node[scope->root].out.count)
            diagnostics_warning(bpmn->diagnostics, node->element->at, _("no flow leads to '%s': it never happens"), node->name);
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
        diagnostics_warning(bpmn->diagnostics, scope->element->at, _("nothing can begin in '%s': expected a start event"), root->name);
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
    if (scope->owner != NONE) {
        add_end(bpmn, number);
        find_dominators(bpmn, scope);
    }
}

void bpmn_examine(struct bpmn *bpmn)
{
    for (int s = bpmn->scopes; s-- > 0;)                /* the inner ones have the higher numbers */
        examine_scope(bpmn, s);
    struct region region = { .bpmn = bpmn };
    region.mark = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.mark);
    region.low = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.low);
    region.number = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.number);
    for (int s = 0; s < bpmn->scopes; s++)
        if (!bpmn->scope[s].sequential)
            settle_joins(&region, &bpmn->scope[s]);
    for (int s = 0; s < bpmn->scopes; s++) {
        say_borders(bpmn, &bpmn->scope[s]);
        say_unreached(bpmn, &bpmn->scope[s]);
    }
    free(region.nodes.item);
    free(region.circles.item);
    free(region.members.item);
}
