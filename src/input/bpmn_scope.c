/* Where tokens begin and end in each process and sub-process, and what an inclusive join waits for.
 *
 * An inclusive join waits for the branches that were taken, and cannot see which. So between the join J and its
 * dominator D (a node that every way to J passes; the nearest that does not come back to itself without J), branches
 * are made to carry something each round: a token, or the notice that none will come (dead path elimination). J, and
 * every join on the way, then knows what to wait for. Region: the nodes on ways from D to J.
 *
 *          ┌─ token ──> a ─ token ──┐
 *     D ───┼─ notice -> b ─ notice ─┼──> J         J goes on if a token is among them
 *          └─ token ──> X ─ notice ─┘              (X sent its own token elsewhere)
 *
 * Within a region, nodes that one token walks after the other, with one entry, form a strand: choices, loops, whatever
 * they do, a token that enters leaves once. Only flows between strands are tracked: what comes to the entry, and,
 * when a strand is left, all of its exits.
 *
 * That is exact where the region has no way back to its own middle but within strands. Otherwise the join is `loose`:
 * it may go on with any of the tokens that are there, and a warning says so: no run is lost, some are added. The ends
 * of a scope that several tokens may reach are such a join, too, where it must be known when all have come. Where flows
 * are tracked, a flow is taken to carry one token a round: what would pass twice through one merge is not followed.
 */
#include "base/message.h"
#include "input/bpmn_internal.h"
#include <limits.h>
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
            bpmn->node[at].join = WAY_ANY;              /* nothing happens in it: its tokens may as well wait for each other */
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

/* Can it be left before its end? */
static void find_cuts(const struct bpmn *bpmn, struct bpmn_scope *scope)
{
    for (int i = 0; i < scope->nodes.count; i++)
        scope->cut_short |= bpmn->node[scope->nodes.item[i]].terminate && bpmn->node[scope->nodes.item[i]].reached && !scope->sequential;
    for (int i = 0; i < scope->event_subprocesses.count; i++)
        scope->interruptible |= bpmn->scope[bpmn->node[scope->event_subprocesses.item[i]].inner].interrupts;
    for (int i = 0; scope->owner != NONE && i < bpmn->node[scope->owner].boundary.count; i++)
        scope->interruptible |= bpmn->node[bpmn->edge[bpmn->node[scope->owner].boundary.item[i]].to].interrupting;
    scope->cut_short |= scope->interruptible;
}

/* --- the regions of inclusive joins ----------------------------------------------------------------------------- */

struct region {
    struct bpmn *bpmn;
    int join, split;                    /* J, D */
    struct bpmn_list nodes;
    int *mark;                          /* [nodes of the file]: number of the region a node was last in */
    int *low, *number;                  /* [nodes of the file]: of Tarjan's algorithm */
    int *strand;                        /* [nodes of the file]: from 1; 0: in none */
    int stamp, work;
    struct bpmn_list members, component;        /* nodes, component after component; where each begins */
};

static bool in_region(const struct region *region, int node) { return region->mark[node] == region->stamp; }

/* Can D come back to itself without passing J? Then rounds would overlap. */
static bool comes_back(struct region *region)
{
    const struct bpmn *bpmn = region->bpmn;
    struct bpmn_list *nodes = &region->nodes;
    bool back = false;
    region->stamp++;
    nodes->count = 0;
    bpmn_list_add(nodes, region->split);
    for (int head = 0; head < nodes->count && !back; head++) {
        const struct bpmn_node *node = &bpmn->node[nodes->item[head]];
        for (int i = 0; i < ways_out(node); i++) {
            int to = bpmn->edge[way_out(node, i)].to;
            region->work++;
            back |= to == region->split;
            if (to == region->join || in_region(region, to))
                continue;
            region->mark[to] = region->stamp;
            bpmn_list_add(nodes, to);
        }
    }
    return back;
}

/* D: the nearest dominator of J that does not come back to itself before J. Backwards from J to D; false if J itself is
 * on the way, or it is too much work. */
static bool find_region(struct region *region, int join)
{
    struct bpmn *bpmn = region->bpmn;
    struct bpmn_list *nodes = &region->nodes;
    region->join = join;
    region->split = bpmn->node[join].dominator;
    while (region->work <= TRACKED_WORK_MAXIMUM && comes_back(region))
        region->split = bpmn->node[region->split].dominator;
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

/* Tarjan's algorithm, without recursion: nodes that can come back to each other are a component. What comes later is
 * closed first. low and number are 0 where a node was not met; low is out of reach once its component is closed. */
static void close_component(struct region *region, struct bpmn_list *stack, int node)
{
    int member;
    bpmn_list_add(&region->component, region->members.count);
    do {
        member = stack->item[--stack->count];
        region->low[member] = INT_MAX;
        bpmn_list_add(&region->members, member);
    } while (member != node);
}

static void find_components(struct region *region)
{
    struct bpmn *bpmn = region->bpmn;
    struct bpmn_list stack = { 0 }, path = { 0 }, next = { 0 };
    int met = 0;
    region->component.count = region->members.count = 0;
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
                if (in_region(region, to) && !region->number[to])
                    bpmn_list_add(&path, to), bpmn_list_add(&next, 0);
                else if (in_region(region, to) && region->low[to] < region->low[node])
                    region->low[node] = region->low[to];
                continue;
            }
            path.count--, next.count--;
            int low = region->low[node];
            if (low == region->number[node])
                close_component(region, &stack, node);
            else if (path.count && low < region->low[path.item[path.count - 1]])
                region->low[path.item[path.count - 1]] = low;
        }
    }
    bpmn_list_add(&region->component, region->members.count);
    free(stack.item), free(path.item), free(next.item);
}

static bool is_parallel_join(const struct bpmn_node *node) { return node->join == WAY_ALL && node->in.count > 1; }

/* What comes to a component from outside: *entry, its one node that is come to, or NONE for several; *strand, the one
 * it all comes from, or 0. False if a flow of it is tracked for another region already. */
static bool look_back(const struct region *region, int first, int end, int *entry, int *strand)
{
    const struct bpmn *bpmn = region->bpmn;
    bool any = false, several = false;
    *entry = region->members.item[first];
    *strand = 0;
    for (int i = first; i < end; i++)
        region->number[region->members.item[i]] = -1;   /* inside */
    for (int i = first; i < end; i++) {
        const struct bpmn_node *node = &bpmn->node[region->members.item[i]];
        for (int k = 0; k < node->in.count; k++) {
            int from = bpmn->edge[node->in.item[k]].from;
            bool inside = in_region(region, from) && region->number[from] == -1;
            if (bpmn->edge[node->in.item[k]].tracked)
                return false;
            if (!bpmn->node[from].reached || inside)
                continue;
            int before = in_region(region, from) ? region->strand[from] : 0;
            several |= any && *entry != region->members.item[i];
            *strand = any && *strand != before ? 0 : before;
            *entry = region->members.item[i];
            any = true;
        }
    }
    for (int i = first; i < end; i++)
        region->number[region->members.item[i]] = 1;
    *entry = several ? NONE : *entry;
    return true;
}

/* Give the component from `first` to `end` its strand: that of what leads to it, a new one, or none. False if it is a
 * circle that no strand can hold. */
static bool extend_strand(struct region *region, int first, int end, int *strands)
{
    const struct bpmn *bpmn = region->bpmn;
    bool circle = end - first > 1, sequential = true, joins = false;
    for (int i = first; i < end; i++) {
        const struct bpmn_node *node = &bpmn->node[region->members.item[i]];
        if (node->strand != NONE)
            return false;                               /* of another region */
        sequential = sequential && node_is_sequential(bpmn, node);
        joins |= is_parallel_join(node);
        for (int k = 0; k < ways_out(node); k++)
            circle |= bpmn->edge[way_out(node, k)].to == region->members.item[i];
    }
    int entry, strand;
    if (!look_back(region, first, end, &entry, &strand) || (circle && (!sequential || joins || entry == NONE)))
        return false;
    if (sequential && (!strand || joins))
        strand = ++*strands;
    for (int i = first; i < end; i++)
        region->strand[region->members.item[i]] = sequential ? strand : 0;
    return true;
}

static bool find_strands(struct region *region, int *strands)
{
    find_components(region);
    *strands = 0;
    region->strand[region->split] = 0;
    if (region->bpmn->node[region->split].strand != NONE)
        return false;
    for (int i = 0; i < region->nodes.count; i++)
        region->strand[region->nodes.item[i]] = 0;
    for (int c = region->component.count - 1; c-- > 0;)
        if (!extend_strand(region, region->component.item[c], region->component.item[c + 1], strands))
            return false;
    return true;
}

static void track(struct region *region, int strands)
{
    struct bpmn *bpmn = region->bpmn;
    int first = bpmn->strands;
    for (int i = 0; i < strands; i++) {
        GROW(bpmn->strand, bpmn->strands, bpmn->strand_capacity);
        bpmn->strand[bpmn->strands++] = (struct bpmn_strand){ { 0 } };
    }
    bpmn_list_add(&region->nodes, region->split);
    for (int i = 0; i < region->nodes.count; i++) {
        int from = region->nodes.item[i], strand = region->strand[from];
        const struct bpmn_node *node = &bpmn->node[from];
        bpmn->node[from].strand = strand ? first + strand - 1 : NONE;
        for (int k = 0; k < ways_out(node); k++) {
            int edge = way_out(node, k), to = bpmn->edge[edge].to;
            bool inside = strand && in_region(region, to) && region->strand[to] == strand;
            if (strand && !inside)
                bpmn_list_add(&bpmn->strand[first + strand - 1].exits, edge);
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
    int strands;
    if (node->strand != NONE || waits_already(bpmn, node))
        return;                                         /* one token comes at a time; or a wider region has seen to it */
    if (find_region(region, number) && find_strands(region, &strands)) {
        track(region, strands);
        return;
    }
    if (node->end) {
        node->join = WAY_ONE;
        return;
    }
    node->loose = true;
    if (node->role == BPMN_END)
        diagnostics_warning(bpmn->diagnostics, node->element->at,
                            _("it cannot be told when all branches of '%s' have ended: it may end as soon as one has"),
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
                                 _("the process '%s' is called by a call activity, which is one step; it is not played by itself"),
                                 bpmn->node[scope->root].name);
        }
    const struct xml_element *root = bpmn->document->root;
    if (!played)
        diagnostics_warning(bpmn->diagnostics, root->at, _("no process of this file has anything in it that can happen"));
    if (played > 1)
        diagnostics_warning(bpmn->diagnostics, root->at,
                            _("%d processes are taken to run side by side, each to its end; message flows between them are not followed"),
                            played);
    for (int s = 0; s < bpmn->scopes; s++)              /* the inner ones come later */
        if (bpmn->scope[s].owner != NONE)
            bpmn->scope[s].played = bpmn->scope[bpmn->node[bpmn->scope[s].owner].scope].played;
}

void bpmn_examine(struct bpmn *bpmn)
{
    for (int s = bpmn->scopes; s-- > 0;)                /* the inner ones have the higher numbers */
        examine_scope(bpmn, s);
    struct region region = { .bpmn = bpmn };
    region.mark = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.mark);
    region.low = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.low);
    region.number = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.number);
    region.strand = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.strand);
    for (int s = 0; s < bpmn->scopes; s++)
        if (!bpmn->scope[s].sequential)
            settle_joins(&region, &bpmn->scope[s]);
    choose_processes(bpmn);
    for (int s = 0; s < bpmn->scopes; s++) {
        if (!bpmn->scope[s].played && bpmn->scope[s].called)
            continue;
        say_borders(bpmn, &bpmn->scope[s]);
        say_unreached(bpmn, &bpmn->scope[s]);
    }
    free(region.nodes.item);
    free(region.component.item);
    free(region.members.item);
}
