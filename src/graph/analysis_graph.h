/* graph/analysis_graph.h - the journey as a typed graph, and the components of any graph. All of igraph that we use.
 *
 *     step -then-> step      step -with-> institution      step -via-> channel      step -needs-> document
 *     step -gives-> document
 *
 * Built with one igraph_create() (edge by edge is quadratic). From one thread only: Debian's igraph is not thread-safe.
 * igraph fails for want of memory alone; these functions then return false or NULL, and nothing is printed.
 */
#ifndef PARCOURS_GRAPH_ANALYSIS_GRAPH_H
#define PARCOURS_GRAPH_ANALYSIS_GRAPH_H
#include "graph/successors.h"

enum edge_kind { EDGE_THEN, EDGE_WITH, EDGE_VIA, EDGE_NEEDS, EDGE_GIVES };

/* Vertices: steps, then institutions, channels (by enum channel), documents, each in their own order. */
struct typed_graph;
struct typed_graph *typed_graph_new(const struct journey *journey, const struct successors *successors);   /* or NULL */
void typed_graph_free(struct typed_graph *graph);           /* NULL is fine */
int typed_graph_institution(const struct typed_graph *graph, int institution);      /* its vertex */
int typed_graph_channel(const struct typed_graph *graph, enum channel channel);
int typed_graph_document(const struct typed_graph *graph, int document);
int typed_graph_vertices(const struct typed_graph *graph);
/* The neighbours of `vertex` by edges of one kind, along them or against them, ascending, each once, into
 * neighbour[typed_graph_vertices()]; how many, or -1. */
int typed_graph_neighbours(const struct typed_graph *graph, int vertex, enum edge_kind kind, bool along,
                           int *neighbour);
/* Steps that can be reached again from themselves: loop[step] = number of its loop from 0, in the order of their first
 * steps, or NONE. *loops: how many. */
bool typed_graph_loops(const struct typed_graph *graph, int *loop, int *loops);

/* Strongly connected components of a directed graph: component[vertices], numbered from 0 by their first vertex. */
bool graph_components(int vertices, const int (*edge)[2], int edges, int *component, int *components);
#endif
