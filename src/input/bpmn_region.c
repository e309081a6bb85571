/* What an inclusive join waits for.
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
        for (int i = 0; i < bpmn_ways_out(node); i++) {
            int to = bpmn->edge[bpmn_way_out(node, i)].to;
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
            if (k < bpmn_ways_out(&bpmn->node[node])) {
                int to = bpmn->edge[bpmn_way_out(&bpmn->node[node], k)].to;
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
        sequential = sequential && bpmn_node_is_sequential(bpmn, node);
        joins |= is_parallel_join(node);
        for (int k = 0; k < bpmn_ways_out(node); k++)
            circle |= bpmn->edge[bpmn_way_out(node, k)].to == region->members.item[i];
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

static void set_bit(uint64_t *set, int bit) { set[bit / 64] |= UINT64_C(1) << (bit % 64); }

/* Into reach[]: the exits that each node of a strand can come to. place[node]: its row. */
static void find_exits(const struct bpmn *bpmn, const struct bpmn_strand *strand, const int *place, uint64_t *reach,
                       size_t words)
{
    for (int i = 0; i < strand->exits.count; i++)
        set_bit(reach + (size_t)place[bpmn->edge[strand->exits.item[i]].from] * words, i);
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < strand->nodes.count; i++) {
            const struct bpmn_node *node = &bpmn->node[strand->nodes.item[i]];
            uint64_t *own = reach + (size_t)i * words;
            for (int k = 0; k < bpmn_ways_out(node); k++) {
                int to = bpmn->edge[bpmn_way_out(node, k)].to;
                if (bpmn->node[to].strand != node->strand)
                    continue;
                for (size_t w = 0; w < words; w++) {
                    uint64_t more = reach[(size_t)place[to] * words + w];
                    changed |= (more & ~own[w]) != 0;
                    own[w] |= more;
                }
            }
        }
    }
}

/* For each flow that leaves a node of the strand: the exits that could be come to before it, and cannot after. */
static void find_losses(struct bpmn *bpmn, const struct bpmn_strand *strand, int *place)
{
    size_t words = (size_t)strand->exits.count / 64 + 1;
    uint64_t *reach = xcalloc((size_t)strand->nodes.count, words * sizeof *reach);
    for (int i = 0; i < strand->nodes.count; i++)
        place[strand->nodes.item[i]] = i;
    find_exits(bpmn, strand, place, reach, words);
    for (int i = 0; i < strand->nodes.count; i++) {
        const struct bpmn_node *node = &bpmn->node[strand->nodes.item[i]];
        for (int k = 0; k < bpmn_ways_out(node); k++) {
            int number = bpmn_way_out(node, k);
            struct bpmn_edge *edge = &bpmn->edge[number];
            bool inside = bpmn->node[edge->to].strand == node->strand;
            for (int x = 0; x < strand->exits.count && !bpmn->draft.too_large; x++) {
                bool before = reach[(size_t)i * words + (size_t)x / 64] >> (x % 64) & 1;
                bool after = inside && reach[(size_t)place[edge->to] * words + (size_t)x / 64] >> (x % 64) & 1;
                int exit = strand->exits.item[x];
                if (!before || after || exit == number || !bpmn->edge[exit].tracked)
                    continue;
                bpmn_list_add(&edge->lost, exit);
                bpmn->draft.too_large = ++bpmn->losses > BPMN_ARCS_MAXIMUM;
            }
        }
    }
    free(reach);
}

static void track(struct region *region, int strands)
{
    struct bpmn *bpmn = region->bpmn;
    int first = bpmn->strands;
    for (int i = 0; i < strands; i++) {
        GROW(bpmn->strand, bpmn->strands, bpmn->strand_capacity);
        bpmn->strand[bpmn->strands++] = (struct bpmn_strand){ { 0 }, { 0 } };
    }
    bpmn_list_add(&region->members, region->split);     /* the others came later: they are there already, last first */
    for (int i = 0; i < region->members.count; i++) {
        int from = region->members.item[i], strand = region->strand[from];
        const struct bpmn_node *node = &bpmn->node[from];
        bpmn->node[from].strand = strand ? first + strand - 1 : NONE;
        if (from != region->split)
            bpmn->node[from].region = region->join;
        if (strand)
            bpmn_list_add(&bpmn->strand[first + strand - 1].nodes, from);
        for (int k = 0; k < bpmn_ways_out(node); k++) {
            int edge = bpmn_way_out(node, k), to = bpmn->edge[edge].to;
            bool inside = strand && in_region(region, to) && region->strand[to] == strand;
            if (strand && !inside)
                bpmn_list_add(&bpmn->strand[first + strand - 1].exits, edge);
            if (!inside && (to == region->join || in_region(region, to)))
                bpmn->edge[edge].tracked = true;
        }
    }
    for (int i = 0; i < strands; i++)
        find_losses(bpmn, &bpmn->strand[first + i], region->low);
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
        return;
                                                    /* one token comes at a time; or a wider region has seen to it */
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
                            _("it cannot be told which branches the gateway '%s' has to wait for: it may go on with "
                              "any of those that have come"),
                            node->name);
}

static void settle_scope(struct region *region, const struct bpmn_scope *scope)
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

void bpmn_settle_joins(struct bpmn *bpmn)
{
    struct region region = { .bpmn = bpmn };
    region.mark = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.mark);
    region.low = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.low);
    region.number = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.number);
    region.strand = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *region.strand);
    for (int s = 0; s < bpmn->scopes; s++)
        if (!bpmn->scope[s].sequential)
            settle_scope(&region, &bpmn->scope[s]);
    free(region.nodes.item);
    free(region.component.item);
    free(region.members.item);
}
