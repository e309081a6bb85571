/* graph/compile_internal.h - what the two compilers (path, flow) share. Private to src/graph. */
#ifndef PARCOURS_GRAPH_COMPILE_INTERNAL_H
#define PARCOURS_GRAPH_COMPILE_INTERNAL_H
#include "graph/compile.h"

/* Transitions under construction: steps come first, in step order, whenever they were met. */
struct arcs { int *input, *output; int inputs, outputs; bool unlikely; int choice; };
struct net_draft {
    const struct journey *journey;
    struct net *net;
    struct arena arena;
    struct arcs *step;                      /* [steps] */
    struct arcs *silent; int silents, silents_capacity;
    int unlikely_place;                     /* what consumes from here begins what the reference run would not do; NONE */
    struct decision { int place, choice; } decided;     /* what consumes from `place` takes this way out of a choice */
};

/* What consumes from `place` from here on takes a way out of decision `group`. Returns what was said before, to be put
 * back; ways out of decisions at one place lie in each other. */
struct decision net_draft_decide(struct net_draft *draft, int place, int group, double share, const char *condition);
/* Shares not said share equally what the said ones leave. */
double share_or_rest(double share, double said, int unsaid);

void net_draft_step(struct net_draft *draft, int step, const int *input, int inputs, const int *output, int outputs);
void net_draft_silent(struct net_draft *draft, const int *input, int inputs, const int *output, int outputs);

/* The flow between two places; false after a diagnostic. */
bool compile_flow(struct net_draft *draft, int source, int sink, struct diagnostics *diagnostics);
/* For each `any` gateway: the gateway it answers (immediate dominator of a join, immediate postdominator of a split),
 * as a vertex, or NONE. Vertices: steps, then gateways. */
int *flow_partners(const struct journey *journey, struct arena *arena);
#endif
