/* graph/analysis_states.h - every marking a net can come to, and what can be said of them. Private to src/graph.
 *
 *     states      numbered from 0 (the initial marking) in the order they are found, breadth first
 *     edge        edge[first[s]] … edge[first[s + 1] - 1]: what can happen in state s
 */
#ifndef PARCOURS_GRAPH_ANALYSIS_STATES_H
#define PARCOURS_GRAPH_ANALYSIS_STATES_H
#include "base/interner.h"
#include "model/journey.h"

struct state_edge { int target, transition; };
struct state_space {
    const struct net *net;
    struct interner marking;            /* bytes, one a place; text number 1 + state */
    int states;
    int *first;                         /* [states + 1] */
    struct state_edge *edge; int edges, edges_capacity;
    int final;                          /* the state of the final marking, or NONE */
    unsigned char *alive;               /* [states]: the final marking can be reached from here */
};

/* False if there are more than `maximum` states (fewer for a large net, so that memory and time stay bounded), or too
 * many edges or tokens: only states_release() may then be called. Cost: O(states x transitions). */
bool states_explore(struct state_space *space, const struct net *net, int maximum);
void states_release(struct state_space *space);
const unsigned char *states_marking(const struct state_space *space, int state);

/* The step a transition stands for, automatic ones included; or NONE. */
int transition_step(const struct net_transition *transition);
void states_fired(const struct state_space *space, unsigned char *fired);              /* fired[step]: it can happen */
/* Steps that can happen after `step` has happened: later[step]. */
void states_later(const struct state_space *space, int step, unsigned char *later, int steps);
/* mandatory[step]: no complete run does without it. All 0 if there is no complete run. */
void states_mandatory(const struct state_space *space, unsigned char *mandatory, int steps);
#endif
