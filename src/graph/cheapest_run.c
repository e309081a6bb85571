/* The run of a net with the fewest visible steps, for nets that a user who goes ever on does not come out of. */
#include "graph/analysis_states.h"
#include "graph/run_internal.h"
#include <limits.h>
#include <stdlib.h>

enum { STATES_MAXIMUM = 100000 };

/* Shortest ways from the first state: silent transitions cost nothing, so they go to the front of the queue. */
struct ways {
    int *cost, *edge;               /* [states]: visible steps until here; the last edge on the way, or NONE */
    int *from;                      /* [edges]: the state an edge leaves */
    int *queue, head, tail;         /* room for every edge on either side of the middle */
};

static void relax(struct ways *ways, const struct state_space *space, int state, int edge)
{
    const struct state_edge *way = &space->edge[edge];
    int visible = space->net->transition[way->transition].step != NET_SILENT;
    ways->from[edge] = state;
    if (ways->cost[state] + visible >= ways->cost[way->target])
        return;
    ways->cost[way->target] = ways->cost[state] + visible;
    ways->edge[way->target] = edge;
    if (visible)
        ways->queue[ways->tail++] = way->target;
    else
        ways->queue[--ways->head] = way->target;
}

static struct ways find_ways(const struct state_space *space)
{
    size_t states = (size_t)space->states, edges = (size_t)space->edges;
    struct ways ways = { .cost = xcalloc(states, sizeof(int)), .edge = xcalloc(states, sizeof(int)),
                         .from = xcalloc(edges + 1, sizeof(int)), .queue = xcalloc(4 * (edges + 1), sizeof(int)) };
    for (int s = 0; s < space->states; s++) {
        ways.cost[s] = s ? INT_MAX : 0;
        ways.edge[s] = NONE;
    }
    ways.head = ways.tail = 2 * (space->edges + 1); /* a state is put in twice at most: found dear, then cheap */
    ways.queue[ways.tail++] = 0;
    while (ways.head < ways.tail) {
        int state = ways.queue[ways.head++];
        for (int e = space->first[state]; e < space->first[state + 1]; e++)
            relax(&ways, space, state, e);
    }
    return ways;
}

bool play_cheapest(struct run *run, const struct net *net)
{
    struct state_space space;
    if (!states_explore(&space, net, STATES_MAXIMUM)) {
        states_release(&space);
        return false;
    }
    struct ways ways = find_ways(&space);
    bool found = space.final != NONE && ways.cost[space.final] != INT_MAX;
    int count = 0, *sequence = NULL;
    for (int s = space.final; found && ways.edge[s] != NONE; s = ways.from[ways.edge[s]])
        count++;
    sequence = xcalloc((size_t)count + 1, sizeof *sequence);
    for (int s = space.final, i = count; i; s = ways.from[ways.edge[s]])
        sequence[--i] = space.edge[ways.edge[s]].transition;
    if (found)
        run_play(run, net, sequence, count);
    free(sequence);
    free(ways.cost);
    free(ways.edge);
    free(ways.from);
    free(ways.queue);
    states_release(&space);
    return found;
}
