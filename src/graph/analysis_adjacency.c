#include "graph/analysis_internal.h"
#include <stdlib.h>

struct adjacency adjacency_new(int vertices, const int (*pair)[2], int pairs, bool along)
{
    struct adjacency adjacency = { .vertices = vertices };
    adjacency.start = xcalloc((size_t)vertices + 1, sizeof *adjacency.start);
    adjacency.neighbour = xcalloc((size_t)pairs, sizeof *adjacency.neighbour);
    int from = along ? 0 : 1, to = along ? 1 : 0;
    for (int i = 0; i < pairs; i++)
        adjacency.start[pair[i][from]]++;
    for (int v = 1; v <= vertices; v++)
        adjacency.start[v] += adjacency.start[v - 1];   /* the end of each list, for now */
    for (int i = pairs; i-- > 0;)
        adjacency.neighbour[--adjacency.start[pair[i][from]]] = pair[i][to];
    return adjacency;
}

void adjacency_release(struct adjacency *adjacency)
{
    free(adjacency->start);
    free(adjacency->neighbour);
    *adjacency = (struct adjacency){ 0 };
}

void adjacency_walk(const struct adjacency *adjacency, int vertex, int pass_from, unsigned char *reached)
{
    int *queue = xcalloc((size_t)adjacency->vertices + 1, sizeof *queue), tail = 0;
    queue[tail++] = vertex;
    for (int head = 0; head < tail; head++) {
        if (head && queue[head] < pass_from)
            continue;
        for (int i = adjacency->start[queue[head]]; i < adjacency->start[queue[head] + 1]; i++) {
            int to = adjacency->neighbour[i];
            if (!reached[to]) {
                reached[to] = 1;
                queue[tail++] = to;
            }
        }
    }
    free(queue);
}

int *adjacency_order(const struct adjacency *adjacency)
{
    int n = adjacency->vertices, place = n;
    int *order = xcalloc((size_t)n + 1, sizeof *order), *stack = xcalloc((size_t)n + 1, sizeof *stack);
    int *next = xcalloc((size_t)n + 1, sizeof *next);           /* the neighbour to look at next; NONE: not met yet */
    for (int v = 0; v < n; v++)
        next[v] = NONE;
    for (int root = 0; root < n; root++) {
        int depth = 0;
        if (next[root] == NONE) {
            next[root] = adjacency->start[root];
            stack[depth++] = root;
        }
        while (depth) {
            int v = stack[depth - 1];
            if (next[v] == adjacency->start[v + 1]) {
                order[--place] = v;
                depth--;
                continue;
            }
            int to = adjacency->neighbour[next[v]++];
            if (next[to] == NONE) {
                next[to] = adjacency->start[to];
                stack[depth++] = to;
            }
        }
    }
    free(stack);
    free(next);
    return order;
}

int net_edges(const struct net *net, const unsigned char *fires, int (**edge)[2])
{
    size_t arcs = 0;
    int edges = 0;
    for (int t = 0; t < net->transitions; t++)
        arcs += (size_t)net->transition[t].inputs + (size_t)net->transition[t].outputs;
    *edge = xcalloc(arcs, sizeof **edge);
    for (int t = 0; t < net->transitions; t++) {
        for (int i = 0; (!fires || fires[t]) && i < net->transition[t].inputs; i++)
            (*edge)[edges][0] = net->transition[t].input[i], (*edge)[edges++][1] = net->places + t;
        for (int i = 0; (!fires || fires[t]) && i < net->transition[t].outputs; i++)
            (*edge)[edges][0] = net->places + t, (*edge)[edges++][1] = net->transition[t].output[i];
    }
    return edges;
}

int *net_order(const struct net *net)
{
    int (*edge)[2], edges = net_edges(net, NULL, &edge), transitions = 0;
    struct adjacency arcs = adjacency_new(net->places + net->transitions, (const int (*)[2])edge, edges, true);
    int *order = adjacency_order(&arcs);
    for (int i = 0; i < arcs.vertices; i++)
        if (order[i] >= net->places)
            order[transitions++] = order[i] - net->places;
    adjacency_release(&arcs);
    free(edge);
    return order;
}
