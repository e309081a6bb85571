/* draw/free_layout.h - where the nodes of a network stand, and the curves between them.
 *
 * The helper program parcours-graphviz does it (dot, over a pipe, within FREE_LAYOUT_SECONDS): it keeps curves off the
 * nodes and room for the labels, and puts groups into rectangles of their own. If it is missing, fails, is late or
 * answers nonsense, nodes go on a circle and curves from one to the other without minding the rest; a warning says so,
 * groups get no rectangle. Places are points from the top left corner, y downwards. Deterministic.
 */
#ifndef PARCOURS_DRAW_FREE_LAYOUT_H
#define PARCOURS_DRAW_FREE_LAYOUT_H
#include "base/arena.h"
#include "base/diagnostics.h"
#include "draw/svg.h"

enum { FREE_LAYOUT_SECONDS = 10 };

struct free_box { double x, y, width, height; };        /* top left corner and size */
struct free_node {
    double width, height;                               /* asked */
    struct point centre;                                /* answered */
};
struct free_edge {
    int from, to;                                       /* different nodes */
    int weight;                                         /* 1 … 1000: heavy ones are short and straight */
    double label_width, label_height;                   /* 0: no label */
    struct point *point; int count;                     /* answered: control points of cubic curves, 4, 7, 10… */
    struct point label;                                 /* centre, where a label was asked for */
};
struct free_group {
    const int *node; int count;                         /* no node in two groups */
    double label_width, label_height;
    struct free_box box;                                /* answered; no width: none */
    struct point label;                                 /* centre */
    bool outside;                                       /* the label was moved out of the box */
};
struct free_layout {
    struct free_node *node; int nodes;
    struct free_edge *edge; int edges;
    struct free_group *group; int groups;
    double gap, ranks;                                  /* least space beside nodes, and between ranks */
    double width, height;                               /* answered: of it all */
};

/* Place everything; curves are allocated in `arena`. Of ranks from left to right and downwards, the drawing that fits
 * better into a frame of `shape` (width : height) is taken. `helper`: path of the program; NULL: beside the running one.
 * False if nodes are on a circle for want of the helper. */
bool free_layout_place(struct free_layout *layout, double shape, const char *helper, struct arena *arena,
                       struct diagnostics *diagnostics);
/* The point of an edge's curve at `share` (0 … 1) of its pieces, and the unit vector along it there. */
struct point free_edge_at(const struct free_edge *edge, double share, struct point *direction);
#endif
