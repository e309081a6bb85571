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
