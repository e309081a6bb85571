#include "graph/successors.h"
#include <stdlib.h>
#include <string.h>

enum { DROP_WORK_MAXIMUM = 100000000 };         /* vertices looked at for what joins ignore: a second at most */

/* Pairs as a matrix of bits while they are found: a step's row has a bit for each step that can follow it. */
struct bits { uint64_t *word; size_t row_words; };

static struct bits bits_new(size_t rows, size_t columns)
{
    struct bits bits = { .row_words = columns / 64 + 1 };
    bits.word = xcalloc(rows ? rows : 1, bits.row_words * sizeof *bits.word);
    return bits;
}
static uint64_t *row_of(struct bits bits, int row) { return bits.word + (size_t)row * bits.row_words; }
static bool has(const uint64_t *row, int column) { return row[column / 64] >> (column % 64) & 1; }
static void put(uint64_t *row, int column) { row[column / 64] |= UINT64_C(1) << (column % 64); }
static bool add_all(uint64_t *row, const uint64_t *more, const uint64_t *but, size_t words)    /* did it grow? */
{
    bool grown = false;
    for (size_t i = 0; i < words; i++) {
        uint64_t added = more[i] & ~row[i] & (but ? ~but[i] : ~UINT64_C(0));
        grown |= added != 0;
        row[i] |= added;
    }
    return grown;
}

/* --- path: first and last steps of each node (Glushkov's construction) --- */

struct tree { const struct journey *journey; struct bits follow, first, last; bool *skippable; };

static void link_all(struct tree *tree, const uint64_t *from, const uint64_t *to)
{
    for (int step = 0; step < tree->journey->steps; step++)
        if (has(from, step))
            add_all(row_of(tree->follow, step), to, NULL, tree->follow.row_words);
}

/* Append `child` to the sequence read so far, whose first and last steps are those of `node`. */
static void chain(struct tree *tree, int node, int child)
{
    size_t words = tree->first.row_words;
    uint64_t *first = row_of(tree->first, node), *last = row_of(tree->last, node);
    link_all(tree, last, row_of(tree->first, child));
    if (tree->skippable[node])
        add_all(first, row_of(tree->first, child), NULL, words);
    if (!tree->skippable[child])
        memset(last, 0, words * sizeof *last);
    add_all(last, row_of(tree->last, child), NULL, words);
    tree->skippable[node] = tree->skippable[node] && tree->skippable[child];
}

static void beside(struct tree *tree, int node, int child, bool all)
{
    add_all(row_of(tree->first, node), row_of(tree->first, child), NULL, tree->first.row_words);
    add_all(row_of(tree->last, node), row_of(tree->last, child), NULL, tree->last.row_words);
    tree->skippable[node] = all ? tree->skippable[node] && tree->skippable[child]
                                : tree->skippable[node] || tree->skippable[child];
}

static void visit(struct tree *tree, int number)        /* depth is bounded by the reader */
{
    const struct node *node = &tree->journey->node[number];
    bool one_of = node->kind == NODE_CHOICE && node->first_child != NONE;
    tree->skippable[number] = !one_of;
    for (int child = node->first_child; child != NONE; child = tree->journey->node[child].next_sibling) {
        visit(tree, child);
        if (node->kind == NODE_ANY_ORDER || node->kind == NODE_CHOICE)
            beside(tree, number, child, !one_of);
        else
            chain(tree, number, child);
    }
    if (node->kind == NODE_STEP) {
        put(row_of(tree->first, number), node->step);
        put(row_of(tree->last, number), node->step);
        tree->skippable[number] = false;
    } else if (node->kind == NODE_OPTIONAL) {
        tree->skippable[number] = true;
    } else if (node->kind == NODE_REPEAT) {
        link_all(tree, row_of(tree->last, number), row_of(tree->first, number));
    }
}

static struct bits follow_in_tree(const struct journey *journey)
{
    size_t steps = (size_t)journey->steps, nodes = (size_t)journey->nodes;
    struct tree tree = {
        journey, bits_new(steps, steps), bits_new(nodes, steps), bits_new(nodes, steps),
        xcalloc(nodes ? nodes : 1, sizeof(bool)),
    };
    visit(&tree, journey->root);
    free(tree.first.word);
    free(tree.last.word);
    free(tree.skippable);
    return tree.follow;
}

/* --- flow and net: a graph of steps, merges (any arrival passes) and joins (all arrivals are awaited) --- */

struct vertex { int step; bool join; int *before; int count, capacity; };     /* step or NONE */
struct flow_graph { struct vertex *vertex; int vertices; int *order; };
         /* order: what comes before first, but for loops */

static void arc(struct flow_graph *graph, int from, int to)
{
    struct vertex *vertex = &graph->vertex[to];
    GROW(vertex->before, vertex->count, vertex->capacity);
    vertex->before[vertex->count++] = from;
}

static struct flow_graph graph_of_flow(const struct journey *journey)
{
    struct flow_graph graph = { .vertices = journey->steps + journey->gateways };
    graph.vertex = xcalloc((size_t)graph.vertices + 1, sizeof *graph.vertex);
    for (int i = 0; i < graph.vertices; i++) {
        graph.vertex[i].step = i < journey->steps ? i : NONE;
        if (i >= journey->steps) {
            enum gateway_kind kind = journey->gateway[i - journey->steps].kind;
            graph.vertex[i].join = kind == GATEWAY_ALL || kind == GATEWAY_ANY;
        }
    }
    for (int i = 0; i < journey->links; i++)
        arc(&graph, journey->link[i].from, journey->link[i].to);
    return graph;
}

/* Vertices: transitions, then places. */
static struct flow_graph graph_of_net(const struct net *net)
{
    struct flow_graph graph = { .vertices = net->transitions + net->places };
    graph.vertex = xcalloc((size_t)graph.vertices + 1, sizeof *graph.vertex);
    for (int i = 0; i < graph.vertices; i++)
        graph.vertex[i].step = NONE;
    for (int i = 0; i < net->transitions; i++) {
        const struct net_transition *transition = &net->transition[i];
        graph.vertex[i].step = transition->step != NET_SILENT ? transition->step : transition->automatic;
        graph.vertex[i].join = transition->inputs > 1;
        for (int j = 0; j < transition->inputs; j++)
            arc(&graph, net->transitions + transition->input[j], i);
        for (int j = 0; j < transition->outputs; j++)
            arc(&graph, i, net->transitions + transition->output[j]);
    }
    return graph;
}

/* Depth first from every vertex that nothing comes before, then from the rest; backwards: reverse postorder. */
static void sort_vertices(struct flow_graph *graph)
{
    int n = graph->vertices, arcs = 0, depth, place = n;
    int *start = xcalloc((size_t)n + 2, sizeof *start), *next = xcalloc((size_t)n + 1, sizeof *next);
    int *stack = xcalloc((size_t)n + 1, sizeof *stack);
    bool *seen = xcalloc((size_t)n + 1, sizeof *seen);
    graph->order = xcalloc((size_t)n + 1, sizeof *graph->order);
    for (int v = 0; v < n; v++)
        for (int i = 0; i < graph->vertex[v].count; i++, arcs++)
            start[graph->vertex[v].before[i] + 1]++;
    for (int v = 0; v < n; v++)
        start[v + 1] += start[v];
    int *after = xcalloc((size_t)arcs + 1, sizeof *after);
    memcpy(next, start, (size_t)n * sizeof *next);
    for (int v = 0; v < n; v++)
        for (int i = 0; i < graph->vertex[v].count; i++)
            after[next[graph->vertex[v].before[i]]++] = v;
    memcpy(next, start, (size_t)n * sizeof *next);
    for (int rest = 0; rest < 2; rest++)
        for (int root = 0; root < n; root++) {
            if (seen[root] || (!rest && graph->vertex[root].count))
                continue;
            seen[root] = true;
            for (stack[0] = root, depth = 1; depth;) {
                int v = stack[depth - 1];
                if (next[v] == start[v + 1]) {
                    graph->order[--place] = v;
                    depth--;
                } else if (!seen[after[next[v]++]]) {
                    stack[depth] = after[next[v] - 1];
                    seen[stack[depth++]] = true;
                }
            }
        }
    free(start), free(next), free(stack), free(seen), free(after);
}

/* Row v of the result: the steps that can come last before v is entered. `dropped`: those each join ignores, or NULL. */
static struct bits nearest_before(const struct flow_graph *graph, int steps, const struct bits *dropped)
{
    struct bits nearest = bits_new((size_t)graph->vertices, (size_t)steps);
    for (bool grown = true; grown;) {
        grown = false;
        for (int k = 0; k < graph->vertices; k++) {
            int v = graph->order[k];
            const struct vertex *vertex = &graph->vertex[v];
            uint64_t *row = row_of(nearest, v);
            const uint64_t *but = dropped && vertex->join ? row_of(*dropped, v) : NULL;
            for (int i = 0; i < vertex->count; i++) {
                const struct vertex *from = &graph->vertex[vertex->before[i]];
                if (from->step == NONE) {
                    grown |= add_all(row, row_of(nearest, vertex->before[i]), but, nearest.row_words);
                } else if (!has(row, from->step) && !(but && has(but, from->step))) {
                    put(row, from->step);
                    grown = true;
                }
            }
        }
    }
    return nearest;
}

/* The steps that lie somewhere before a vertex `to`, on ways that do not pass `avoided`. Returns how many vertices. */
static int all_before(const struct flow_graph *graph, int to, int avoided, uint64_t *steps, bool *seen, int *stack)
{
    int depth = 0, count = 0;
    memset(seen, 0, (size_t)graph->vertices * sizeof *seen);
    seen[avoided] = true;
    if (!seen[to])
        stack[depth++] = to;
    seen[to] = true;
    while (depth) {
        const struct vertex *vertex = &graph->vertex[stack[--depth]];
        for (int i = 0; i < vertex->count; i++) {
            int from = vertex->before[i];
            if (seen[from])
                continue;
            seen[from] = true;
            if (graph->vertex[from].step != NONE)
                put(steps, graph->vertex[from].step);
            stack[depth++] = from;
            count++;
        }
    }
    return count;
}

/* The steps that arrive at one branch of a join, as bits: what is nearest before its last vertex, or that vertex. */
static void arrivals(const struct flow_graph *graph, struct bits nearest, int from, uint64_t *row)
{
    memset(row, 0, nearest.row_words * sizeof *row);
    if (graph->vertex[from].step != NONE)
        put(row, graph->vertex[from].step);
    else
        add_all(row, row_of(nearest, from), NULL, nearest.row_words);
}

/* A join ignores a step that comes by one branch (past what may be skipped there) when on another branch something
 * always comes after that step: every arrival of that branch has it before. Ways through the join itself (loops)
 * do not count. */
static void drop_at_join(const struct flow_graph *graph, int join, struct bits nearest, int steps, uint64_t *dropped,
                         long *work)
{
    const struct vertex *vertex = &graph->vertex[join];
    size_t words = nearest.row_words;
    uint64_t *arrived = xcalloc(words, sizeof *arrived), *always = xcalloc(words, sizeof *always);
    uint64_t *before = xcalloc(words, sizeof *before);
    bool *seen = xcalloc((size_t)graph->vertices, sizeof *seen);
    int *stack = xcalloc((size_t)graph->vertices, sizeof *stack);
    for (int branch = 0; branch < vertex->count && *work < DROP_WORK_MAXIMUM; branch++) {
        *work += graph->vertices;
        arrivals(graph, nearest, vertex->before[branch], arrived);
        memset(always, 0xff, words * sizeof *always);
        bool any = false;
        for (int v = 0; v < graph->vertices; v++) {
            int step = graph->vertex[v].step;
            if (step == NONE || !has(arrived, step))
                continue;
            memset(before, 0, words * sizeof *before);
            *work += graph->vertices / 8 + all_before(graph, v, join, before, seen, stack);
            for (size_t i = 0; i < words; i++)
                always[i] &= before[i] & ~arrived[i];
            any = true;
        }
        for (int step = 0; any && step < steps; step++)
            if (has(always, step))
                put(dropped, step);
    }
    free(arrived);
    free(always);
    free(before);
    free(seen);
    free(stack);
}

static struct bits follow_in_graph(struct flow_graph *graph, int steps)
{
    long work = 0;
    sort_vertices(graph);
    struct bits nearest = nearest_before(graph, steps, NULL);
    struct bits dropped = bits_new((size_t)graph->vertices, (size_t)steps);
    for (int v = 0; v < graph->vertices; v++)
        if (graph->vertex[v].join && graph->vertex[v].count > 1)
            drop_at_join(graph, v, nearest, steps, row_of(dropped, v), &work);
    free(nearest.word);
    nearest = nearest_before(graph, steps, &dropped);
    struct bits follow = bits_new((size_t)steps, (size_t)steps);
    for (int v = 0; v < graph->vertices; v++)
        for (int step = 0; graph->vertex[v].step != NONE && step < steps; step++)
            if (has(row_of(nearest, v), step))
                put(row_of(follow, step), graph->vertex[v].step);
    free(nearest.word);
    free(dropped.word);
    for (int v = 0; v < graph->vertices; v++)
        free(graph->vertex[v].before);
    free(graph->vertex);
    free(graph->order);
    return follow;
}

void successors_init(struct successors *successors, const struct journey *journey, const struct net *net)
{
    *successors = (struct successors){ 0 };
    struct bits follow;
    if (!net)
        net = journey->given_net;
    if (journey->root != NONE) {
        follow = follow_in_tree(journey);
    } else if (journey->links || journey->gateways || !net) {
        struct flow_graph graph = graph_of_flow(journey);
        follow = follow_in_graph(&graph, journey->steps);
    } else {
        struct flow_graph graph = graph_of_net(net);
        follow = follow_in_graph(&graph, journey->steps);
    }
    int capacity = 0;
    for (int from = 0; from < journey->steps; from++)
        for (int to = 0; to < journey->steps; to++)
            if (has(row_of(follow, from), to)) {
                GROW(successors->pair, successors->count, capacity);
                successors->pair[successors->count][0] = from;
                successors->pair[successors->count++][1] = to;
            }
    free(follow.word);
}

void successors_release(struct successors *successors)
{
    free(successors->pair);
    *successors = (struct successors){ 0 };
}
