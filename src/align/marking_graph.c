#include "align/marking_graph.h"
#include <stdlib.h>
#include <string.h>

/* Markings that silent transitions alone reach from one node, breadth first: marking 1 is the node's own. */
struct closure {
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
    *graph = (struct marking_graph){ .net = net, .steps = steps, .words = steps / 64 + 1 };
    graph->closure = xcalloc(1, sizeof *graph->closure);
    graph->closure->scratch = xcalloc((size_t)net->places + 1, 1);
    graph->closure->needed = xcalloc((size_t)net->places + 1, 1);
    interner_add_string(&graph->markings, "");
    bound_places(graph);
    find_node(graph, net->initial);
}

static void closure_release(struct closure *closure)
{
    interner_release(&closure->markings);
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
static bool fire(const struct net *net, const struct net_transition *transition, const unsigned char *marking, unsigned char *result)
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

static void closure_add(struct closure *closure, const unsigned char *marking, size_t places, uint32_t parent, int fired)
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

struct edge_list { struct marking_edge *edge; uint32_t count, capacity; };

static int compare_edges(const void *a, const void *b)
{
    const struct marking_edge *x = a, *y = b;
    return x->step != y->step ? (x->step > y->step) - (x->step < y->step) : (x->node > y->node) - (x->node < y->node);
}

/* All that is enabled at marking `number` of the closure: silent transitions extend it, visible ones become edges. */
static bool expand_marking(struct marking_graph *graph, uint32_t number, struct edge_list *list)
{
    const struct net *net = graph->net;
    struct closure *closure = graph->closure;
    int path = closure_path(closure, number);
    for (int t = 0; t < net->transitions; t++) {
        const struct net_transition *transition = &net->transition[t];
        const unsigned char *marking = (const unsigned char *)interner_text(&closure->markings, number);
        if (!enabled(transition, marking))
            continue;
        if (!fire(net, transition, marking, closure->scratch)) {
            graph->unbounded = true;
            return false;
        }
        if (transition->step == NET_SILENT) {
            closure_add(closure, closure->scratch, (size_t)net->places, number, t);
        } else if (needs_all(graph, transition, path)) {
            GROW(list->edge, list->count, list->capacity);
            list->edge[list->count++] = (struct marking_edge){ transition->step, find_node(graph, closure->scratch) };
        }
    }
    return true;
}

static void closure_start(struct marking_graph *graph, uint32_t node)
{
    struct closure *closure = graph->closure;
    interner_release(&closure->markings);
    interner_add_string(&closure->markings, "");
    closure_add(closure, marking_graph_marking(graph, node), (size_t)graph->net->places, 0, NET_SILENT);
}

const struct marking_node *marking_graph_expand(struct marking_graph *graph, uint32_t node)
{
    if (graph->node[node].expanded)
        return &graph->node[node];
    struct closure *closure = graph->closure;
    struct edge_list list = { 0 };
    bool accepts = false;
    closure_start(graph, node);
    for (uint32_t number = 1; number < closure->markings.count; number++) {
        accepts = accepts || !memcmp(interner_text(&closure->markings, number), graph->net->final, (size_t)graph->net->places);
        graph->too_large = graph->too_large || number > MARKING_CLOSURE_MAXIMUM;
        if (graph->too_large || !expand_marking(graph, number, &list))
            break;
    }
    uint32_t kept = 0;
    if (list.count)
        qsort(list.edge, list.count, sizeof *list.edge, compare_edges);
    for (uint32_t i = 0; i < list.count; i++)
        if (!i || compare_edges(&list.edge[i], &list.edge[i - 1]))
            list.edge[kept++] = list.edge[i];
    struct marking_node *result = &graph->node[node];
    result->edge = arena_alloc(&graph->arena, kept * sizeof *result->edge);
    if (kept)
        memcpy(result->edge, list.edge, kept * sizeof *result->edge);
    result->edges = kept;
    result->accepts = accepts;
    result->expanded = true;
    free(list.edge);
    return result;
}

static void append(int **sequence, int *count, int *capacity, int transition)
{
    GROW(*sequence, *count, *capacity);
    (*sequence)[(*count)++] = transition;
}

static void append_path(struct closure *closure, uint32_t number, int **sequence, int *count, int *capacity)
{
    for (int k = closure_path(closure, number); k-- > 0;)
        append(sequence, count, capacity, closure->path[k]);
}

void marking_graph_path(struct marking_graph *graph, uint32_t from, int step, uint32_t to, int **sequence, int *count, int *capacity)
{
    const struct net *net = graph->net;
    struct closure *closure = graph->closure;
    closure_start(graph, from);
    for (uint32_t number = 1; number < closure->markings.count; number++) {
        if (step == NET_SILENT && !memcmp(interner_text(&closure->markings, number), net->final, (size_t)net->places)) {
            append_path(closure, number, sequence, count, capacity);
            return;
        }
        int path = closure_path(closure, number);
        for (int t = 0; t < net->transitions; t++) {
            const struct net_transition *transition = &net->transition[t];
            const unsigned char *marking = (const unsigned char *)interner_text(&closure->markings, number);
            if ((transition->step != step && transition->step != NET_SILENT) || !enabled(transition, marking) ||
                !fire(net, transition, marking, closure->scratch))
                continue;
            if (transition->step == NET_SILENT) {
                closure_add(closure, closure->scratch, (size_t)net->places, number, t);
            } else if (needs_all(graph, transition, path) &&
                       !memcmp(closure->scratch, marking_graph_marking(graph, to), (size_t)net->places)) {
                append_path(closure, number, sequence, count, capacity);
                append(sequence, count, capacity, t);
                return;
            }
        }
    }
}
