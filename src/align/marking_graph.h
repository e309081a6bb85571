/* align/marking_graph.h - what a net can do next, without its silent transitions; built only where a search goes.
 *
 *     node: a marking reached right after a visible transition (or the initial one)
 *     edge: (step, node): fire the silent transitions that this step needs, then the step
 *
 * An edge fires only silent transitions that the step causally needs: any run can be rearranged so that each silent
 * transition waits until something visible needs it, so no sequence of steps is lost, and a node never stands for
 * "somebody already decided to skip this". A node accepts if silent transitions alone can end the run from it.
 *
 * A graph belongs to one thread. Node numbers depend on the order of search; nothing that is reported may depend on
 * them (compare markings instead).
 */
#ifndef PARCOURS_ALIGN_MARKING_GRAPH_H
#define PARCOURS_ALIGN_MARKING_GRAPH_H
#include "base/interner.h"
#include "model/net.h"
#include <stdbool.h>
#include <stdint.h>

struct marking_edge { int32_t step; uint32_t node; const int32_t *path; };    /* path: how many transitions, then them */
struct marking_node {
    struct marking_edge *edge; uint32_t edges;      /* ascending by step; owned by the graph */
    const int32_t *end_path;                        /* silent transitions that end the run from here; NULL: it can't end */
    uint32_t passed;                                /* markings that the silent transitions led through */
    bool expanded, too_large;                       /* too_large: they are more than MARKING_CLOSURE_MAXIMUM; no edges then */
};
struct marking_graph {
    const struct net *net;
    int words;                                      /* 64-bit words in a set of steps */
    struct interner markings;                       /* token counts -> node + 1 (0 is the empty string) */
    struct arena arena;
    struct marking_node *node; uint32_t nodes, nodes_capacity;
    uint64_t *reach, *must;                         /* [nodes * words]; see below */
    uint64_t *place_reach, *place_must;             /* [places * words] */
    int *by_place, *place_start;                    /* transitions by their first input place: [place_start[p], place_start[p + 1]) */
    struct closure *closure;                        /* scratch: see marking_graph.c */
    bool unbounded;                                 /* a place would hold more than MARKING_TOKENS_MAXIMUM tokens */
};
enum { MARKING_TOKENS_MAXIMUM = 200, MARKING_CLOSURE_MAXIMUM = 1 << 12 };

/* Node 0 is the initial marking. `steps`: how many steps the model has. */
void marking_graph_init(struct marking_graph *graph, const struct net *net, int steps);
void marking_graph_release(struct marking_graph *graph);
/* The node with its edges; the pointer is valid until the next call. */
const struct marking_node *marking_graph_expand(struct marking_graph *graph, uint32_t node);
const unsigned char *marking_graph_marking(const struct marking_graph *graph, uint32_t node);     /* [places] */

/* Sets of steps at a node, for lower bounds. reach: no step outside it can ever be fired from here (what tokens could
 * meet along arcs, joins ignored). must: every complete run from here fires each of them (a token has to be consumed by
 * one of its place's transitions, and what that puts out has to be consumed in turn). */
static inline const uint64_t *marking_graph_reach(const struct marking_graph *graph, uint32_t node)
{
    return graph->reach + (size_t)node * graph->words;
}
static inline const uint64_t *marking_graph_must(const struct marking_graph *graph, uint32_t node)
{
    return graph->must + (size_t)node * graph->words;
}

/* The edge of `step` from an expanded node to `to`, or NULL. Its path is the silent sequence with the fewest transitions that
 * the reference run would not fire, then the shortest, then the first in place and transition order; and at its end the
 * transition of the step. It depends on the two markings only. */
const struct marking_edge *marking_graph_edge(const struct marking_graph *graph, uint32_t from, int step, uint32_t to);
#endif
