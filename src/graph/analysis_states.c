#include "graph/analysis_states.h"
#include <stdlib.h>
#include <string.h>

enum { EDGES_A_STATE = 20, STATE_BYTES_MAXIMUM = 64 << 20, WORK_MAXIMUM = 400000000, TOKENS_MAXIMUM = 200 };

int transition_step(const struct net_transition *transition)
{
    return transition->step != NET_SILENT ? transition->step : transition->automatic;
}

const unsigned char *states_marking(const struct state_space *space, int state)
{
    return (const unsigned char *)interner_text(&space->marking, (uint32_t)state + 1);
}

/* What `marking` becomes when the transition fires, into `next`; false if it can't, *unbounded if tokens pile up. */
static bool fire(const struct net *net, const struct net_transition *transition, const unsigned char *marking,
                 unsigned char *next, bool *unbounded)
{
    for (int i = 0; i < transition->inputs; i++)
        if (!marking[transition->input[i]])
            return false;
    memcpy(next, marking, (size_t)net->places);
    for (int i = 0; i < transition->inputs; i++)
        if (!next[transition->input[i]]--)              /* the same place twice */
            return false;
    for (int i = 0; i < transition->outputs; i++)
        if (++next[transition->output[i]] > TOKENS_MAXIMUM)
            *unbounded = true;
    return true;
}

static int state_of(struct state_space *space, const unsigned char *marking)
{
    return (int)interner_add(&space->marking, (const char *)marking, (size_t)space->net->places) - 1;
}

static bool expand(struct state_space *space, int state, unsigned char *next, int maximum)
{
    bool unbounded = false;
    for (int t = 0; t < space->net->transitions; t++) {
        if (!fire(space->net, &space->net->transition[t], states_marking(space, state), next, &unbounded))
            continue;
        int target = state_of(space, next);
        if (unbounded || target >= maximum || space->edges >= maximum * EDGES_A_STATE)
            return false;
        GROW(space->edge, space->edges, space->edges_capacity);
        space->edge[space->edges++] = (struct state_edge){ target, t };
    }
    return true;
}

/* Where the end can be reached from: backwards along the edges. */
static void mark_alive(struct state_space *space)
{
    size_t states = (size_t)space->states, edges = (size_t)space->edges;
    int *start = xcalloc(states + 1, sizeof *start), *source = xcalloc(edges, sizeof *source);
    int *queue = xcalloc(states, sizeof *queue);
    for (size_t e = 0; e < edges; e++)
        start[space->edge[e].target]++;
    for (size_t s = 1; s <= states; s++)
        start[s] += start[s - 1];                       /* now the end of each state's sources */
    for (int s = space->states; s-- > 0;)
        for (int e = space->first[s + 1]; e-- > space->first[s];)
            source[--start[space->edge[e].target]] = s;
    int head = 0, tail = 0;
    if (space->final != NONE) {
        space->alive[space->final] = 1;
        queue[tail++] = space->final;
    }
    while (head < tail) {
        int state = queue[head++];
        for (int i = start[state]; i < start[state + 1]; i++)
            if (!space->alive[source[i]]) {
                space->alive[source[i]] = 1;
                queue[tail++] = source[i];
            }
    }
    free(start);
    free(source);
    free(queue);
}

bool states_explore(struct state_space *space, const struct net *net, int maximum)
{
    *space = (struct state_space){ .net = net, .final = NONE };
    if (net->places > STATE_BYTES_MAXIMUM / maximum)                    /* a large net: fewer states, in the same memory */
        maximum = STATE_BYTES_MAXIMUM / net->places + 1;
    if (net->transitions > WORK_MAXIMUM / maximum)                      /* … and time */
        maximum = WORK_MAXIMUM / net->transitions + 1;
    unsigned char *next = xcalloc((size_t)net->places, 1);
    size_t capacity = 0;
    bool good = net->places > 0;
    if (good)
        state_of(space, net->initial);
    for (int s = 0; good && s + 1 < (int)space->marking.count; s++) {
        GROW(space->first, s, capacity);
        space->first[s] = space->edges;
        good = expand(space, s, next, maximum);
    }
    free(next);
    if (!good)
        return false;
    space->states = (int)space->marking.count - 1;
    space->first = xrealloc(space->first, ((size_t)space->states + 1) * sizeof *space->first);
    space->first[space->states] = space->edges;
    space->alive = xcalloc((size_t)space->states, 1);
    uint32_t final = interner_find(&space->marking, (const char *)net->final, (size_t)net->places);
    space->final = final == INTERNER_NONE ? NONE : (int)final - 1;
    mark_alive(space);
    return true;
}

void states_release(struct state_space *space)
{
    interner_release(&space->marking);
    free(space->first);
    free(space->edge);
    free(space->alive);
    *space = (struct state_space){ 0 };
}

static int edge_step(const struct state_space *space, int edge)
{
    return transition_step(&space->net->transition[space->edge[edge].transition]);
}

void states_fired(const struct state_space *space, unsigned char *fired)
{
    for (int e = 0; e < space->edges; e++)
        if (edge_step(space, e) != NONE)
            fired[edge_step(space, e)] = 1;
}

void states_later(const struct state_space *space, int step, unsigned char *later, int steps)
{
    unsigned char *seen = xcalloc((size_t)space->states, 1);
    int *queue = xcalloc((size_t)space->states, sizeof *queue), tail = 0;
    memset(later, 0, (size_t)steps);
    for (int e = 0; e < space->edges; e++)
        if (edge_step(space, e) == step && !seen[space->edge[e].target]) {
            seen[space->edge[e].target] = 1;
            queue[tail++] = space->edge[e].target;
        }
    for (int head = 0; head < tail; head++)
        for (int e = space->first[queue[head]]; e < space->first[queue[head] + 1]; e++) {
            int target = space->edge[e].target;
            if (edge_step(space, e) != NONE)
                later[edge_step(space, e)] = 1;
            if (!seen[target]) {
                seen[target] = 1;
                queue[tail++] = target;
            }
        }
    free(seen);
    free(queue);
}

/* A shortest complete run that avoids `step` (NONE: any), its steps into used[]; false if there is none. */
static bool run_without(const struct state_space *space, int step, unsigned char *used, int steps)
{
    int *by = xcalloc((size_t)space->states, sizeof *by);               /* 1 + the edge a state was found by */
    int *from = xcalloc((size_t)space->states, sizeof *from), *queue = xcalloc((size_t)space->states, sizeof *queue);
    int tail = 1, edges = space->edges;
    by[0] = edges + 1;                                                  /* the start: by no edge */
    for (int head = 0; head < tail && !by[space->final]; head++)
        for (int s = queue[head], e = space->first[s]; e < space->first[s + 1]; e++) {
            int target = space->edge[e].target;
            if (by[target] || !space->alive[target] || (step != NONE && edge_step(space, e) == step))
                continue;
            by[target] = e + 1;
            from[target] = s;
            queue[tail++] = target;
        }
    bool found = by[space->final] != 0;
    memset(used, 0, (size_t)steps);
    for (int s = space->final; found && by[s] != edges + 1; s = from[s])
        if (edge_step(space, by[s] - 1) != NONE)
            used[edge_step(space, by[s] - 1)] = 1;
    free(by);
    free(from);
    free(queue);
    return found;
}

/* A mandatory step is in every run: whatever a run that was found does without is not. */
void states_mandatory(const struct state_space *space, unsigned char *mandatory, int steps)
{
    memset(mandatory, 0, (size_t)steps);
    if (space->final == NONE)
        return;
    unsigned char *used = xcalloc((size_t)steps, 1);
    run_without(space, NONE, mandatory, steps);
    for (int s = 0; s < steps; s++)
        if (mandatory[s] && run_without(space, s, used, steps))
            for (int k = 0; k < steps; k++)
                mandatory[k] &= used[k];
    free(used);
}
