/* draw/network.h - the network of hand-offs: which institution passes users on to which, planned and lived.
 *
 *      [ node ] ═══ 1,6 (planned 1) ═══> [ node ]        nodes: institutions, larger with contacts
 *          ^                                |            edges: one a direction, wider with hand-offs per user
 *          └────────────────────────────────┘            dashed box: a group, candidates for a one-stop shop
 *
 * network_model.c decides what is shown, network.c places and draws it (free_layout.h), network_legend.c explains it.
 * What users do alone is left out. Per user: of those with a contact.
 */
#ifndef PARCOURS_DRAW_NETWORK_H
#define PARCOURS_DRAW_NETWORK_H
#include "draw/free_layout.h"
#include "draw/picture.h"

/* More than these are thinned out: NETWORK_EDGES, down to the heaviest that cover NETWORK_COVERED of what may be shown,
 * NETWORK_EDGES_MOST at most. */
enum {
    NETWORK_NODES = 30, NETWORK_EDGES = 24, NETWORK_EDGES_MOST = 45, NETWORK_LABELS = 30, NETWORK_LABEL_HEIGHT = 22,
};
#define NETWORK_COVERED 0.9

struct network_node {
    int institution;
    int64_t planned;                /* contacts, along the reference run */
    double contacts;                /* per user; NAN: not known, or of too few users */
    const char *lines[2];           /* what stands below the name; "" : nothing */
    double width, height;
};
enum network_edge_kind {
    NETWORK_AS_PLANNED,             /* or less often than that */
    NETWORK_MORE,                   /* more often than planned */
    NETWORK_UNPLANNED,
    NETWORK_NOT_LIVED,              /* planned, but lived by nobody or by too few users for it to be shown */
    NETWORK_EDGE_KINDS,
};
struct network_edge {
    int from, to;                   /* nodes */
    int64_t planned;
    double lived;                   /* per user; NAN: not shown */
    double weight;                  /* per user: lived, else planned */
    enum network_edge_kind kind;
    bool as_often;                  /* as planned, as it is read: no number is wanted */
    const char *label;              /* "": none */
};
struct network_group { int *node; int count; double inside, all; };     /* hand-offs per user */

struct network {
    bool lived;                     /* something lived is shown */
    struct network_node *node; int nodes;
    struct network_edge *edge; int edges;       /* heaviest first */
    struct network_group *group; int groups;
    int folded;                     /* hand-offs lived by too few users each, left out */
    int light; double light_share;  /* the lightest, left out; their share of what may be shown */
    int nodes_left_out;
    double largest;                 /* weight */
};

/* Texts and arrays in the picture's arena; false after a diagnostic (the journey cannot end). */
bool network_init(struct network *network, struct picture *picture, const struct view_request *request,
                  struct diagnostics *diagnostics);
double network_line_width(const struct network *network, double weight);
/* network_labels.c: each label beside its own line, on no node and no other label, on as few lines as can be; one that
 * finds no room is taken away. Returns how many were. The layout stands where it will be drawn. */
int network_place_labels(struct network *network, struct free_layout *layout, struct arena *arena);
double network_bottom(const struct free_layout *layout);        /* lowest of all that stands there */
/* Shapes that the legend shows too. `count` control points of cubic curves; the arrow's tip is at the last. */
void draw_network_line(struct picture *picture, const struct point *point, int count, enum network_edge_kind kind,
                       double width);
void draw_network_arrow(struct picture *picture, const struct point *point, int count, enum network_edge_kind kind,
                        double width);
void draw_network_group(struct picture *picture, struct free_box box);
/* Legend, how to read it, what is not shown; from `y` down within `width`; returns the lower edge. */
double draw_network_legend(struct picture *picture, const struct network *network, int unlabelled, double x, double y,
                           double width);
#endif
