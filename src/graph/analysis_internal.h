/* graph/analysis_internal.h - what the parts of the analysis share. Private to src/graph. */
#ifndef PARCOURS_GRAPH_ANALYSIS_INTERNAL_H
#define PARCOURS_GRAPH_ANALYSIS_INTERNAL_H
#include "graph/analysis.h"
#include "graph/analysis_graph.h"
#include "graph/analysis_states.h"

/* Lists of neighbours: neighbour[start[v]] … neighbour[start[v + 1] - 1], in the order of the pairs. */
struct adjacency { int vertices, *start, *neighbour; };
/* along: from pair[][0] to pair[][1]; else the other way. */
struct adjacency adjacency_new(int vertices, const int (*pair)[2], int pairs, bool along);
void adjacency_release(struct adjacency *adjacency);
/* Mark what can be come to from `vertex` by one pair or more; vertices below `pass_from` are not walked through. */
void adjacency_walk(const struct adjacency *adjacency, int vertex, int pass_from, unsigned char *reached);
/* All vertices, each before its neighbours but for circles (reverse postorder). The caller frees it. */
int *adjacency_order(const struct adjacency *adjacency);

/* A net as a graph of places, then transitions, without those that don't fire (NULL: with all). Returns the number of
 * edges; the caller frees them. */
int net_edges(const struct net *net, const unsigned char *fires, int (**edge)[2]);
/* All transitions, each before what it leads to but for circles: what is known of a net by passing it on, transition by
 * transition, is known after as many rounds as circles lie in each other, and one. The caller frees it. */
int *net_order(const struct net *net);

struct examination {
    const struct journey *journey;
    const struct net *net;              /* NULL: could not be compiled */
    struct analysis *analysis;
    struct successors successors;
    struct typed_graph *graph;          /* NULL if igraph failed */
    bool explored;                      /* `space` holds every state */
    struct state_space space;
    int *node_of_step;                  /* [steps], NONE where the journey has no tree */
};

/* A new finding of this kind, everything else NONE or 0; valid until the next one. */
struct finding *finding_add(struct analysis *analysis, enum finding_kind kind);

void find_unreachable_and_stuck(struct examination *examination);    /* needs the net */
void find_documents(struct examination *examination);       /* single points, asked again, early, nobody's */
#endif
