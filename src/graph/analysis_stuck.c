/* Steps that can never happen, and places one cannot leave: of a flow or a given net, on its markings. */
#include "graph/analysis_internal.h"
#include <stdlib.h>
#include <string.h>

/* --- the flow as drawn: why, for people --- */

struct drawing { const struct journey *journey; struct adjacency along, against; unsigned char *from_start, *to_end; };

static void mark_from(const struct drawing *drawing, enum gateway_kind kind, const struct adjacency *links,
                      unsigned char *reached)
{
    for (int g = 0; g < drawing->journey->gateways; g++)
        if (drawing->journey->gateway[g].kind == kind)
            adjacency_walk(links, drawing->journey->steps + g, 0, reached);
}

static void drawing_init(struct drawing *drawing, const struct journey *journey)
{
    int vertices = journey->steps + journey->gateways, (*pair)[2] = xcalloc((size_t)journey->links, sizeof *pair);
    for (int l = 0; l < journey->links; l++)
        pair[l][0] = journey->link[l].from, pair[l][1] = journey->link[l].to;
    *drawing = (struct drawing){
        journey,
        adjacency_new(vertices, (const int (*)[2])pair, journey->links, true),
        adjacency_new(vertices, (const int (*)[2])pair, journey->links, false),
        xcalloc((size_t)vertices, 1), xcalloc((size_t)vertices, 1),
    };
    free(pair);
    mark_from(drawing, GATEWAY_START, &drawing->along, drawing->from_start);
    mark_from(drawing, GATEWAY_END, &drawing->against, drawing->to_end);
}

static void drawing_release(struct drawing *drawing)
{
    adjacency_release(&drawing->along);
    adjacency_release(&drawing->against);
    free(drawing->from_start);
    free(drawing->to_end);
}

static bool is_join(const struct drawing *drawing, int gateway)
{
    enum gateway_kind kind = drawing->journey->gateway[gateway].kind;
    const int *links = drawing->against.start + drawing->journey->steps + gateway;
    return links[1] - links[0] > 1 && (kind == GATEWAY_ALL || kind == GATEWAY_ANY);
}

/* The waiting gateway right behind (or in front of) a step, no other step between: its number, or NONE. */
static int nearest_join(const struct drawing *drawing, int step, bool along)
{
    const struct journey *journey = drawing->journey;
    unsigned char *reached = xcalloc((size_t)(journey->steps + journey->gateways), 1);
    int found = NONE;
    adjacency_walk(along ? &drawing->along : &drawing->against, step, journey->steps, reached);
    for (int g = 0; g < journey->gateways && found == NONE; g++)
        if (reached[journey->steps + g] && is_join(drawing, g))
            found = g;
    free(reached);
    return found;
}

/* --- what can happen at all --- */

/* Without the states: a place can be marked if a transition that can fire marks it, and a transition can fire if all
 * its places can be marked, never mind what is consumed. Whatever can't happen so, can't happen. */
static void relax(const struct net *net, unsigned char *marked, unsigned char *fires)
{
    int *order = net_order(net);
    for (int p = 0; p < net->places; p++)
        marked[p] = net->initial[p] != 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (int k = 0; k < net->transitions; k++) {
            int t = order[k];
            const struct net_transition *transition = &net->transition[t];
            bool enabled = !fires[t];
            for (int i = 0; enabled && i < transition->inputs; i++)
                enabled = marked[transition->input[i]];
            for (int i = 0; enabled && i < transition->outputs; i++)
                marked[transition->output[i]] = 1;
            if (enabled)
                fires[t] = changed = true;
        }
    }
    free(order);
}

static void fired_by_relaxation(const struct net *net, unsigned char *fired)
{
    unsigned char *marked = xcalloc((size_t)net->places, 1), *fires = xcalloc((size_t)net->transitions, 1);
    relax(net, marked, fires);
    for (int t = 0; t < net->transitions; t++)
        if (fires[t] && transition_step(&net->transition[t]) != NONE)
            fired[transition_step(&net->transition[t])] = 1;
    free(marked);
    free(fires);
}

static void find_unreachable(struct examination *examination, const struct drawing *drawing)
{
    const struct journey *journey = examination->journey;
    unsigned char *fired = xcalloc((size_t)journey->steps, 1);
    if (examination->explored)
        states_fired(&examination->space, fired);
    else
        fired_by_relaxation(examination->net, fired);
    for (int s = 0; s < journey->steps; s++) {
        if (fired[s])
            continue;
        struct finding *finding = finding_add(examination->analysis, FINDING_UNREACHABLE);
        finding->step = s;
        if (drawing->from_start[s])
            finding->gateway = nearest_join(drawing, s, false);
    }
    free(fired);
}

/* --- where one gets stuck --- */

struct blame {
    struct examination *examination;
    const struct drawing *drawing;
    struct adjacency marks;                     /* from places to the transitions (numbered after them) that mark them */
    unsigned char *step, *gateway, *place;      /* blamed already */
    bool start;
};

/* Why one is stuck after a vertex, as the drawing has it; *gateway: the one that waits, or NONE. */
static enum stuck_reason why(const struct drawing *drawing, int vertex, int *gateway)
{
    *gateway = NONE;
    if (!drawing->to_end[vertex])
        return STUCK_NO_WAY;
    *gateway = nearest_join(drawing, vertex, true);
    return *gateway != NONE ? STUCK_WAITING : STUCK_LEFT_OPEN;
}

static void blame_vertex(struct blame *blame, int vertex, int step)
{
    int gateway = NONE;
    enum stuck_reason reason = vertex != NONE ? why(blame->drawing, vertex, &gateway) : STUCK_NO_WAY;
    if (gateway != NONE && blame->gateway[gateway])
        return;
    if (gateway != NONE)
        blame->gateway[gateway] = 1;
    struct finding *finding = finding_add(blame->examination->analysis, FINDING_STUCK);
    finding->step = step;
    finding->gateway = gateway;
    if (gateway == NONE && step == NONE && vertex != NONE)
        finding->gateway = vertex - blame->examination->journey->steps;
    finding->reason = reason;
}

static void blame_start(struct blame *blame)
{
    const struct journey *journey = blame->examination->journey;
    int start = NONE;
    if (blame->start)
        return;
    blame->start = true;
    for (int g = journey->gateways; g-- > 0;)
        if (journey->gateway[g].kind == GATEWAY_START)
            start = journey->steps + g;
    blame_vertex(blame, start, NONE);
}

static void blame_step(struct blame *blame, int step)
{
    if (blame->step[step])
        return;
    blame->step[step] = 1;
    blame_vertex(blame, blame->examination->journey->gateways ? step : NONE, step);
}

/* The steps that put tokens where `place` got its own, through silent transitions; the start if it is among them. */
static void blame_producers(struct blame *blame, int place)
{
    const struct net *net = blame->examination->net;
    if (blame->place[place])
        return;
    int *queue = xcalloc((size_t)net->places, sizeof *queue), tail = 0;
    blame->place[place] = 1;
    queue[tail++] = place;
    for (int head = 0; head < tail; head++) {
        if (net->initial[queue[head]])
            blame_start(blame);
        for (int i = blame->marks.start[queue[head]]; i < blame->marks.start[queue[head] + 1]; i++) {
            const struct net_transition *transition = &net->transition[blame->marks.neighbour[i] - net->places];
            if (transition_step(transition) != NONE) {
                blame_step(blame, transition_step(transition));
                continue;
            }
            for (int k = 0; k < transition->inputs; k++)
                if (!blame->place[transition->input[k]]) {
                    blame->place[transition->input[k]] = 1;
                    queue[tail++] = transition->input[k];
                }
        }
    }
    free(queue);
}

static void blame_transition(struct blame *blame, const struct net_transition *transition)
{
    if (transition_step(transition) != NONE)
        blame_step(blame, transition_step(transition));
    for (int i = 0; transition_step(transition) == NONE && i < transition->inputs; i++)
        blame_producers(blame, transition->input[i]);
}

/* Tokens that vanish: what delivers nothing and leaves no way to the end. */
static void blame_vanishing(struct blame *blame)
{
    const struct state_space *space = &blame->examination->space;
    for (int e = 0; e < space->edges; e++) {
        const struct net_transition *transition = &space->net->transition[space->edge[e].transition];
        if (!transition->outputs && !space->alive[space->edge[e].target])
            blame_transition(blame, transition);
    }
}

/* A marking nothing can happen in: whoever put the tokens there that are not the end's. */
static void blame_dead(struct blame *blame, int state)
{
    const struct net *net = blame->examination->net;
    const unsigned char *marking = states_marking(&blame->examination->space, state);
    for (int p = 0; p < net->places; p++)
        if (marking[p] > net->final[p])
            blame_producers(blame, p);
}

/* Markings that follow each other for ever: the steps among them. */
static void blame_circle(struct blame *blame, const int *component, const int *state, int states, int number,
                         const int *position)
{
    struct examination *examination = blame->examination;
    const struct state_space *space = &examination->space;
    int steps = examination->journey->steps, first = NONE, count = 0;
    unsigned char *inside = xcalloc((size_t)steps, 1);
    for (int i = 0; i < states; i++)
        for (int e = space->first[state[i]]; component[i] == number && e < space->first[state[i] + 1]; e++) {
            int step = transition_step(&space->net->transition[space->edge[e].transition]);
            if (step != NONE && component[position[space->edge[e].target]] == number)
                inside[step] = 1;
        }
    for (int s = steps; s-- > 0;)
        if (inside[s])
            first = s, count++;
    if (first != NONE && !blame->step[first]) {
        struct finding *finding = finding_add(examination->analysis, FINDING_STUCK);
        finding->step = first;
        finding->reason = STUCK_CIRCLE;
        finding->steps = arena_alloc(&examination->analysis->arena, (size_t)count * sizeof *finding->steps);
        for (int s = 0; s < steps; s++)
            if (inside[s])
                finding->steps[finding->steps_count++] = s, blame->step[s] = 1;
        finding->count = count;
    } else if (first == NONE) {
        for (int i = 0; i < states; i++)
            if (component[i] == number)
                blame_dead(blame, state[i]);
    }
    free(inside);
}

/* The states without a way to the end lead to such states only and fall into components; those that no edge leaves
 * are where one stays. */
static void blame_states(struct blame *blame)
{
    const struct state_space *space = &blame->examination->space;
    int states = 0, edges = 0, components = 0;
    int *state = xcalloc((size_t)space->states, sizeof *state);
    int *position = xcalloc((size_t)space->states, sizeof *position);
    for (int s = 0; s < space->states; s++)
        if (!space->alive[s]) {
            position[s] = states;
            state[states++] = s;
        }
    int (*edge)[2] = xcalloc((size_t)space->edges, sizeof *edge);
    for (int i = 0; i < states; i++)
        for (int e = space->first[state[i]]; e < space->first[state[i] + 1]; e++)
            edge[edges][0] = i, edge[edges++][1] = position[space->edge[e].target]; 
    int *component = xcalloc((size_t)states, sizeof *component);
    if (states && !graph_components(states, (const int (*)[2])edge, edges, component, &components))
        blame->examination->analysis->failed = true;
    unsigned char *left = xcalloc((size_t)components, 1), *moves = xcalloc((size_t)components, 1);
    for (int e = 0; components && e < edges; e++) {
        int from = component[edge[e][0]], to = component[edge[e][1]];
        (from != to ? left : moves)[from] = 1;
    }
    blame_vanishing(blame);
    for (int i = 0, said = 0; i < states && said < components; i++) {
        if (component[i] != said)
            continue;                                                   /* components are numbered by their first state */
        if (!left[said] && moves[said])
            blame_circle(blame, component, state, states, said, position);
        else if (!left[said])
            blame_dead(blame, state[i]);
        said++;
    }
    free(state), free(position), free(edge), free(component), free(left), free(moves);
}

/* Without the states: the components of the net's graph that can be come to, that no edge leaves, and that hold no
 * final place and no transition that ends a branch by putting out nothing. What waits for what is not seen here. */
static void blame_graph(struct blame *blame)
{
    const struct net *net = blame->examination->net;
    int vertices = net->places + net->transitions, components = 0, (*edge)[2];
    unsigned char *marked = xcalloc((size_t)net->places, 1), *fires = xcalloc((size_t)net->transitions, 1);
    relax(net, marked, fires);
    int edges = net_edges(net, fires, &edge), *component = xcalloc((size_t)vertices, sizeof *component);
    if (!graph_components(vertices, (const int (*)[2])edge, edges, component, &components))
        blame->examination->analysis->failed = true;
    unsigned char *fine = xcalloc((size_t)components, 1);               /* left, or an end, or blamed already */
    for (int e = 0; components && e < edges; e++)
        fine[component[edge[e][0]]] |= component[edge[e][0]] != component[edge[e][1]];
    for (int p = 0; components && p < net->places; p++)
        fine[component[p]] |= net->final[p] != 0;
    for (int t = 0; components && t < net->transitions; t++)
        fine[component[net->places + t]] |= !net->transition[t].outputs;
    for (int t = 0; components && t < net->transitions; t++)
        if (fires[t] && !fine[component[net->places + t]]) {
            blame_transition(blame, &net->transition[t]);
            fine[component[net->places + t]] = 1;
        }
    for (int p = 0; components && p < net->places; p++)
        if (marked[p] && !fine[component[p]]) {
            blame_producers(blame, p);
            fine[component[p]] = 1;
        }
    free(marked), free(fires), free(edge), free(component), free(fine);
}

static void find_stuck(struct examination *examination, const struct drawing *drawing)
{
    const struct journey *journey = examination->journey;
    const struct net *net = examination->net;
    struct blame blame = { .examination = examination, .drawing = drawing };
    int (*edge)[2], edges = net_edges(net, NULL, &edge);
    blame.marks = adjacency_new(net->places + net->transitions, (const int (*)[2])edge, edges, false);
    blame.step = xcalloc((size_t)journey->steps, 1);
    blame.gateway = xcalloc((size_t)journey->gateways, 1);
    blame.place = xcalloc((size_t)net->places, 1);
    if (examination->explored)
        blame_states(&blame);
    else
        blame_graph(&blame);
    adjacency_release(&blame.marks);
    free(edge), free(blame.step), free(blame.gateway), free(blame.place);
}

void find_unreachable_and_stuck(struct examination *examination)
{
    struct drawing drawing;
    drawing_init(&drawing, examination->journey);
    find_unreachable(examination, &drawing);
    find_stuck(examination, &drawing);
    drawing_release(&drawing);
}
