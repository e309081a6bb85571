#include "align/marking_graph.h"
#include <stdlib.h>
#include <string.h>

/* Markings that silent transitions alone reach from one node, breadth first: marking 1 is the node's own. Transitions
 * that the reference run would not fire wait until nothing else is left to fire, so that each marking is reached by as
 * few of them as possible, and then in as few transitions. */
struct deferred { uint32_t parent; int transition; };
struct closure {
    struct deferred *deferred; uint32_t deferred_count, deferred_capacity;
    struct interner markings;
    uint32_t *parent; int *fired; uint32_t capacity;        /* of marking number n: where it came from, by which transition */
    int *path; int path_capacity;                           /* scratch: silent transitions of one marking, last first */
    unsigned char *scratch, *needed;                        /* [places] */
};

static void set_bit(uint64_t *set, int bit) { set[bit / 64] |= UINT64_C(1) << (bit % 64); }

/* reach: least fixpoint. must: greatest fixpoint; places that are marked at the end ask for nothing. */
static void bound_places(struct marking_graph *graph)
{
    const struct net *net = graph->net;
    size_t words = (size_t)graph->words;
    graph->place_reach = xcalloc((size_t)net->places, words * sizeof(uint64_t));
    graph->place_must = xcalloc((size_t)net->places, words * sizeof(uint64_t));
    for (int p = 0; p < net->places; p++)
        if (!net->final[p])
            memset(graph->place_must + (size_t)p * words, 0xFF, words * sizeof(uint64_t));
    uint64_t *before = xcalloc(words, sizeof *before), *after = xcalloc(words, sizeof *after);
    uint64_t *meet = xcalloc((size_t)net->places, words * sizeof *meet);
    for (bool changed = true; changed;) {
        changed = false;
        memset(meet, 0xFF, (size_t)net->places * words * sizeof *meet);
        for (int t = 0; t < net->transitions; t++) {
            const struct net_transition *transition = &net->transition[t];
            memset(before, 0, words * sizeof *before);
            memset(after, 0, words * sizeof *after);
            if (transition->step != NET_SILENT) {
                set_bit(before, transition->step);
                set_bit(after, transition->step);
            }
            for (int i = 0; i < transition->outputs; i++)
                for (size_t w = 0; w < words; w++) {
                    before[w] |= graph->place_reach[(size_t)transition->output[i] * words + w];
                    after[w] |= graph->place_must[(size_t)transition->output[i] * words + w];
                }
            for (int i = 0; i < transition->inputs; i++)
                for (size_t w = 0; w < words; w++) {
                    size_t at = (size_t)transition->input[i] * words + w;
                    changed = changed || (before[w] & ~graph->place_reach[at]);
                    graph->place_reach[at] |= before[w];
                    meet[at] &= after[w];
                }
        }
        for (size_t at = 0; at < (size_t)net->places * words; at++) {
            uint64_t now = graph->place_must[at] & meet[at];
            changed = changed || now != graph->place_must[at];
            graph->place_must[at] = now;
        }
    }
    free(before);
    free(after);
    free(meet);
}

/* Transitions without input stand under no place; they are always enabled and make the net unbounded or do nothing. */
static void index_transitions(struct marking_graph *graph)
{
    const struct net *net = graph->net;
    graph->place_start = xcalloc((size_t)net->places + 2, sizeof *graph->place_start);
    graph->by_place = xcalloc((size_t)net->transitions + 1, sizeof *graph->by_place);
    int filled = 0;
    for (int p = -1; p < net->places; p++) {
        for (int t = 0; t < net->transitions; t++)
            if (p < 0 ? !net->transition[t].inputs : net->transition[t].inputs && net->transition[t].input[0] == p)
                graph->by_place[filled++] = t;
        graph->place_start[p + 1] = filled;         /* [0]: how many have no input */
    }
}

static uint32_t find_node(struct marking_graph *graph, const unsigned char *marking)
{
    size_t words = (size_t)graph->words;
    uint32_t node = interner_add(&graph->markings, (const char *)marking, (size_t)graph->net->places) - 1;
    if (node < graph->nodes)
        return node;
    if (graph->nodes == graph->nodes_capacity) {
        graph->nodes_capacity = graph->nodes_capacity ? 2 * graph->nodes_capacity : 64;
        graph->node = xrealloc(graph->node, graph->nodes_capacity * sizeof *graph->node);
        graph->reach = xrealloc(graph->reach, graph->nodes_capacity * words * sizeof *graph->reach);
        graph->must = xrealloc(graph->must, graph->nodes_capacity * words * sizeof *graph->must);
    }
    uint64_t *reach = graph->reach + (size_t)node * words, *must = graph->must + (size_t)node * words;
    memset(reach, 0, words * sizeof *reach);
    memset(must, 0, words * sizeof *must);
    for (int p = 0; p < graph->net->places; p++)
        for (size_t w = 0; marking[p] && w < words; w++) {
            reach[w] |= graph->place_reach[(size_t)p * words + w];
            must[w] |= graph->place_must[(size_t)p * words + w];
        }
    graph->node[node] = (struct marking_node){ 0 };
    return graph->nodes++;
}

void marking_graph_init(struct marking_graph *graph, const struct net *net, int steps)
{
    *graph = (struct marking_graph){ .net = net, .words = steps / 64 + 1 };
    graph->closure = xcalloc(1, sizeof *graph->closure);
    graph->closure->scratch = xcalloc((size_t)net->places + 1, 1);
    graph->closure->needed = xcalloc((size_t)net->places + 1, 1);
    interner_add_string(&graph->markings, "");
    bound_places(graph);
    index_transitions(graph);
    find_node(graph, net->initial);
}

static void closure_release(struct closure *closure)
{
    interner_release(&closure->markings);
    free(closure->deferred);
    free(closure->parent);
    free(closure->fired);
    free(closure->path);
    free(closure->scratch);
    free(closure->needed);
    free(closure);
}

void marking_graph_release(struct marking_graph *graph)
{
    interner_release(&graph->markings);
    arena_release(&graph->arena);
    free(graph->node);
    free(graph->reach);
    free(graph->must);
    free(graph->place_reach);
    free(graph->place_must);
    free(graph->by_place);
    free(graph->place_start);
    if (graph->closure)
        closure_release(graph->closure);
    *graph = (struct marking_graph){ 0 };
}

const unsigned char *marking_graph_marking(const struct marking_graph *graph, uint32_t node)
{
    return (const unsigned char *)interner_text(&graph->markings, node + 1);
}

static bool enabled(const struct net_transition *transition, const unsigned char *marking)
{
    for (int i = 0; i < transition->inputs; i++)
        if (!marking[transition->input[i]])
            return false;
    return true;
}

/* The marking after firing, in scratch; false if a place would overflow. */
static bool fire(const struct net *net, const struct net_transition *transition, const unsigned char *marking,
                 unsigned char *result)
{
    bool bounded = true;
    memcpy(result, marking, (size_t)net->places);
    for (int i = 0; i < transition->inputs; i++)
        result[transition->input[i]]--;
    for (int i = 0; i < transition->outputs; i++)
        if (++result[transition->output[i]] > MARKING_TOKENS_MAXIMUM)
            bounded = false;
    return bounded;
}

static void closure_add(struct closure *closure, const unsigned char *marking, size_t places, uint32_t parent,
                        int fired)
{
    uint32_t known = closure->markings.count, number = interner_add(&closure->markings, (const char *)marking, places);
    if (number < known)
        return;
    if (number >= closure->capacity) {
        closure->capacity = 2 * number + 64;
        closure->parent = xrealloc(closure->parent, closure->capacity * sizeof *closure->parent);
        closure->fired = xrealloc(closure->fired, closure->capacity * sizeof *closure->fired);
    }
    closure->parent[number] = parent;
    closure->fired[number] = fired;
}

/* The silent transitions that lead to marking `number` of the closure, last first; how many. */
static int closure_path(struct closure *closure, uint32_t number)
{
    int count = 0;
    for (; number > 1; number = closure->parent[number]) {
        GROW(closure->path, count, closure->path_capacity);
        closure->path[count++] = closure->fired[number];
    }
    return count;
}

/* Does `transition` need every silent transition of the path? Follow the tokens it consumes back to who put them. */
static bool needs_all(const struct marking_graph *graph, const struct net_transition *transition, int path)
{
    struct closure *closure = graph->closure;
    unsigned char *needed = closure->needed;
    bool all = true;
    memset(needed, 0, (size_t)graph->net->places);
    for (int i = 0; i < transition->inputs; i++)
        needed[transition->input[i]]++;
    for (int k = 0; k < path && all; k++) {
        const struct net_transition *silent = &graph->net->transition[closure->path[k]];
        bool feeds = false;
        for (int i = 0; i < silent->outputs; i++)
            if (needed[silent->output[i]]) {
                needed[silent->output[i]]--;
                feeds = true;
            }
        for (int i = 0; feeds && i < silent->inputs; i++)
            needed[silent->input[i]]++;
        all = feeds;
    }
    return all;
}

struct found_edge { struct marking_edge edge; uint32_t order; };
struct edge_list { struct found_edge *found; uint32_t count, capacity; };

static int compare_edges(const struct marking_edge *x, const struct marking_edge *y)
{
    return x->step != y->step ? (x->step > y->step) - (x->step < y->step) : (x->node > y->node) - (x->node < y->node);
}

static int compare_found(const void *a, const void *b)
{
    const struct found_edge *x = a, *y = b;
    int order = compare_edges(&x->edge, &y->edge);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* The closure's path and then `last` (if it is a transition), in firing order. */
static const int32_t *keep_path(struct marking_graph *graph, int path, int last)
{
    int32_t *kept = arena_alloc(&graph->arena, ((size_t)path + 2) * sizeof *kept);
    for (int k = path; k-- > 0;)
        kept[++kept[0]] = graph->closure->path[k];
    if (last >= 0)
        kept[++kept[0]] = last;
    return kept;
}

/* Fire transition t from marking `number` of the closure: silent ones extend the closure, visible ones become edges. */
static bool try_transition(struct marking_graph *graph, uint32_t number, int t, int *path, struct edge_list *list)
{
    const struct net *net = graph->net;
    struct closure *closure = graph->closure;
    const struct net_transition *transition = &net->transition[t];
    const unsigned char *marking = (const unsigned char *)interner_text(&closure->markings, number);
    if (!enabled(transition, marking))
        return true;
    if (!fire(net, transition, marking, closure->scratch)) {
        graph->unbounded = true;
        return false;
    }
    if (transition->step == NET_SILENT && transition->unlikely) {
        GROW(closure->deferred, closure->deferred_count, closure->deferred_capacity);
        closure->deferred[closure->deferred_count++] = (struct deferred){ number, t };
        return true;
    }
    if (transition->step == NET_SILENT) {
        closure_add(closure, closure->scratch, (size_t)net->places, number, t);
        return true;
    }
    *path = *path < 0 ? closure_path(closure, number) : *path;
    if (needs_all(graph, transition, *path)) {
        struct marking_edge edge = { transition->step, find_node(graph, closure->scratch), keep_path(graph, *path, t) };
        GROW(list->found, list->count, list->capacity);
        list->found[list->count] = (struct found_edge){ edge, list->count };
        list->count++;
    }
    return true;
}

static bool expand_marking(struct marking_graph *graph, uint32_t number, struct edge_list *list)
{
    int path = -1;                                          /* found when first needed */
    for (int i = 0; i < graph->place_start[0]; i++)
        if (!try_transition(graph, number, graph->by_place[i], &path, list))
            return false;
    for (int p = 0; p < graph->net->places; p++) {
        if (!interner_text(&graph->closure->markings, number)[p])
            continue;
        for (int i = graph->place_start[p]; i < graph->place_start[p + 1]; i++)
            if (!try_transition(graph, number, graph->by_place[i], &path, list))
                return false;
    }
    return true;
}

/* Everything likely is fired: now fire what was deferred. False if nothing new comes of it. */
static bool closure_go_on(struct marking_graph *graph)
{
    struct closure *closure = graph->closure;
    uint32_t known = closure->markings.count;
    for (uint32_t i = 0; i < closure->deferred_count; i++) {
        const struct deferred *deferred = &closure->deferred[i];
        const unsigned char *marking = (const unsigned char *)interner_text(&closure->markings, deferred->parent);
        fire(graph->net, &graph->net->transition[deferred->transition], marking, closure->scratch);
        closure_add(closure, closure->scratch, (size_t)graph->net->places, deferred->parent, deferred->transition);
    }
    closure->deferred_count = 0;
    return closure->markings.count > known;
}

static void closure_start(struct marking_graph *graph, uint32_t node)
{
    struct closure *closure = graph->closure;
    interner_release(&closure->markings);
    interner_add_string(&closure->markings, "");
    closure->deferred_count = 0;
    closure_add(closure, marking_graph_marking(graph, node), (size_t)graph->net->places, 0, NET_SILENT);
}

const struct marking_node *marking_graph_expand(struct marking_graph *graph, uint32_t node)
{
    if (graph->node[node].expanded)
        return &graph->node[node];
    struct closure *closure = graph->closure;
    struct edge_list list = { 0 };
    const int32_t *end_path = NULL;
    bool too_large = false;
    closure_start(graph, node);
    for (uint32_t number = 1; number < closure->markings.count || closure_go_on(graph); number++) {
        if (!end_path &&
            !memcmp(interner_text(&closure->markings, number), graph->net->final, (size_t)graph->net->places))
            end_path = keep_path(graph, closure_path(closure, number), -1);
        too_large = number > MARKING_CLOSURE_MAXIMUM;
        if (too_large || !expand_marking(graph, number, &list))
            break;
    }
    if (too_large)
        list.count = 0;
    uint32_t kept = 0;
    if (list.count)
        qsort(list.found, list.count, sizeof *list.found, compare_found);
    for (uint32_t i = 0; i < list.count; i++)               /* the first way found to each (step, node) */
        if (!i || compare_edges(&list.found[i].edge, &list.found[i - 1].edge))
            list.found[kept++] = list.found[i];
    struct marking_node *result = &graph->node[node];
    result->edge = arena_alloc(&graph->arena, kept * sizeof *result->edge);
    for (uint32_t i = 0; i < kept; i++)
        result->edge[i] = list.found[i].edge;
    result->edges = kept;
    result->end_path = end_path;
    result->passed = closure->markings.count;
    result->too_large = too_large;
    result->expanded = true;
    free(list.found);
    return result;
}

const struct marking_edge *marking_graph_edge(const struct marking_graph *graph, uint32_t from, int step, uint32_t to)
{
    const struct marking_node *node = &graph->node[from];
    for (uint32_t i = 0; i < node->edges; i++)
        if (node->edge[i].step == step && node->edge[i].node == to)
            return &node->edge[i];
    return NULL;
}
