#include "graph/analysis_graph.h"
#include <igraph.h>
#include <stdlib.h>

struct typed_graph {
    igraph_t graph;
    const struct journey *journey;
    int then;                           /* the first edges are the `then` edges */
};

/* The default handler aborts. What igraph was holding is on its own stack: without IGRAPH_FINALLY_FREE() it leaks. */
static void on_error(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)reason, (void)file, (void)line, (void)code;
    IGRAPH_FINALLY_FREE();
}

static void prepare(void)
{
    static bool prepared;
    if (prepared)
        return;
    igraph_set_attribute_table(&igraph_cattribute_table);   /* before any graph is made */
    igraph_set_error_handler(on_error);
    igraph_set_warning_handler(igraph_warning_handler_ignore);
    prepared = true;
}

static bool make(igraph_t *graph, int vertices, const int (*edge)[2], int edges)
{
    igraph_vector_int_t ends;
    prepare();
    if (igraph_vector_int_init(&ends, 2 * (igraph_integer_t)edges))
        return false;
    for (int e = 0; e < edges; e++) {
        VECTOR(ends)[2 * e] = edge[e][0];
        VECTOR(ends)[2 * e + 1] = edge[e][1];
    }
    bool good = igraph_create(graph, &ends, vertices, IGRAPH_DIRECTED) == IGRAPH_SUCCESS;
    igraph_vector_int_destroy(&ends);
    return good;
}

int typed_graph_institution(const struct typed_graph *graph, int institution)
{
    return graph->journey->steps + institution;
}

int typed_graph_channel(const struct typed_graph *graph, enum channel channel)
{
    return graph->journey->steps + graph->journey->institutions + (int)channel;
}

int typed_graph_document(const struct typed_graph *graph, int document)
{
    return typed_graph_channel(graph, CHANNEL_COUNT) + document;
}

int typed_graph_vertices(const struct typed_graph *graph)
{
    return typed_graph_document(graph, graph->journey->documents);
}

struct edges { int (*edge)[2]; enum edge_kind *kind; int count; };

static void add(struct edges *edges, int from, int to, enum edge_kind kind)
{
    edges->edge[edges->count][0] = from;
    edges->edge[edges->count][1] = to;
    edges->kind[edges->count++] = kind;
}

static void collect(const struct typed_graph *graph, const struct successors *successors, struct edges *edges)
{
    const struct journey *journey = graph->journey;
    size_t most = (size_t)successors->count;
    for (int s = 0; s < journey->steps; s++) {
        const struct step *step = &journey->step[s];
        most += 1 + (size_t)step->channels + (size_t)step->needs_count + (size_t)step->gives_count;
    }
    edges->edge = xcalloc(most, sizeof *edges->edge);
    edges->kind = xcalloc(most, sizeof *edges->kind);
    for (int i = 0; i < successors->count; i++)
        add(edges, successors->pair[i][0], successors->pair[i][1], EDGE_THEN);
    for (int s = 0; s < journey->steps; s++) {
        const struct step *step = &journey->step[s];
        if (step->institution != NONE)
            add(edges, s, typed_graph_institution(graph, step->institution), EDGE_WITH);
        for (int i = 0; i < step->channels; i++)
            add(edges, s, typed_graph_channel(graph, step->via[i]), EDGE_VIA);
        for (int i = 0; i < step->needs_count; i++)
            add(edges, s, typed_graph_document(graph, step->needs[i]), EDGE_NEEDS);
        for (int i = 0; i < step->gives_count; i++)
            add(edges, s, typed_graph_document(graph, step->gives[i]), EDGE_GIVES);
    }
}

static bool set_kinds(igraph_t *graph, const struct edges *edges)
{
    igraph_vector_t kind;
    if (igraph_vector_init(&kind, edges->count))
        return false;
    for (int e = 0; e < edges->count; e++)
        VECTOR(kind)[e] = edges->kind[e];
    bool good = igraph_cattribute_EAN_setv(graph, "kind", &kind) == IGRAPH_SUCCESS;
    igraph_vector_destroy(&kind);
    return good;
}

struct typed_graph *typed_graph_new(const struct journey *journey, const struct successors *successors)
{
    struct typed_graph *graph = xcalloc(1, sizeof *graph);
    struct edges edges = { 0 };
    graph->journey = journey;
    graph->then = successors->count;
    collect(graph, successors, &edges);
    bool made = make(&graph->graph, typed_graph_vertices(graph), (const int (*)[2])edges.edge, edges.count);
    bool good = made && set_kinds(&graph->graph, &edges);
    free(edges.edge);
    free(edges.kind);
    if (good)
        return graph;
    if (made)
        igraph_destroy(&graph->graph);
    free(graph);
    return NULL;
}

void typed_graph_free(struct typed_graph *graph)
{
    if (!graph)
        return;
    igraph_destroy(&graph->graph);
    free(graph);
}

static int compare_numbers(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

int typed_graph_neighbours(const struct typed_graph *graph, int vertex, enum edge_kind kind, bool along, int *neighbour)
{
    igraph_vector_int_t edge;
    int count = 0, distinct = 0;
    if (igraph_vector_int_init(&edge, 0))
        return -1;
    bool good = igraph_incident(&graph->graph, &edge, vertex, along ? IGRAPH_OUT : IGRAPH_IN) == IGRAPH_SUCCESS;
    int *found = xcalloc((size_t)igraph_vector_int_size(&edge), sizeof *found);
    for (igraph_integer_t i = 0; good && i < igraph_vector_int_size(&edge); i++) {
        igraph_integer_t e = VECTOR(edge)[i];
        if (EAN(&graph->graph, "kind", e) == (double)kind)
            found[count++] = (int)IGRAPH_OTHER(&graph->graph, e, vertex);
    }
    igraph_vector_int_destroy(&edge);
    qsort(found, (size_t)count, sizeof *found, compare_numbers);
    for (int i = 0; i < count; i++)
        if (!i || found[i] != found[i - 1])
            neighbour[distinct++] = found[i];
    free(found);
    return good ? distinct : -1;
}

/* igraph's numbers are its own affair: number the components by their first vertex. */
static bool components_of(const igraph_t *graph, int vertices, int *component, int *components)
{
    igraph_vector_int_t membership;
    igraph_integer_t found = 0;
    if (igraph_vector_int_init(&membership, 0))
        return false;
    bool good = igraph_connected_components(graph, &membership, NULL, &found, IGRAPH_STRONG) == IGRAPH_SUCCESS;
    if (good) {
        int *number = xcalloc((size_t)found, sizeof *number), next = 0;     /* + 1 */
        for (int v = 0; v < vertices; v++) {
            igraph_integer_t at = VECTOR(membership)[v];
            if (!number[at])
                number[at] = ++next;
            component[v] = number[at] - 1;
        }
        free(number);
        *components = next;
    }
    igraph_vector_int_destroy(&membership);
    return good;
}

bool graph_components(int vertices, const int (*edge)[2], int edges, int *component, int *components)
{
    igraph_t graph;
    if (!make(&graph, vertices, edge, edges))
        return false;
    bool good = components_of(&graph, vertices, component, components);
    igraph_destroy(&graph);
    return good;
}

bool typed_graph_loops(const struct typed_graph *graph, int *loop, int *loops)
{
    int steps = graph->journey->steps, components;
    int (*then)[2] = xcalloc((size_t)graph->then, sizeof *then);
    int *component = xcalloc((size_t)steps, sizeof *component);
    for (int e = 0; e < graph->then; e++) {
        then[e][0] = (int)IGRAPH_FROM(&graph->graph, e);
        then[e][1] = (int)IGRAPH_TO(&graph->graph, e);
    }
    bool good = graph_components(steps, (const int (*)[2])then, graph->then, component, &components);
    if (good) {
        int *number = xcalloc((size_t)components, sizeof *number), *size = xcalloc((size_t)components, sizeof *size);
        for (int s = 0; s < steps; s++)
            size[component[s]]++;
        for (int e = 0; e < graph->then; e++)
            if (then[e][0] == then[e][1])
                size[component[then[e][0]]] = 2;                            /* it follows itself: a loop, too */
        *loops = 0;
        for (int s = 0; s < steps; s++) {
            int at = component[s];
            if (size[at] > 1 && !number[at])
                number[at] = ++*loops;
            loop[s] = number[at] ? number[at] - 1 : NONE;
        }
        free(number);
        free(size);
    }
    free(component);
    free(then);
    return good;
}
