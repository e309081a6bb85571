/* draw/route.h - which way links take around the cards, on the grid of one system of the lane map.
 *
 *            gutter 0   column 0   gutter 1   column 1   gutter 2
 *   gap 0   ····················································    a gap lies above and below each row of cards,
 *   row 0       ║       [ card ]──────║       [ card ]      ║       a gutter left and right of each column
 *   gap 1   ····║·····················╚═════════════════╗···║···
 *   row 1       ║                             [ card ]  ║   ║
 *
 * A link leaves a card to the right and arrives at another from the left, each at the height of its kind's port. On its
 * way it runs along a row as far as no card stands there, along gaps, and up and down in gutters: straight, with one
 * vertical, or with two and a gap between them. A gap way exists for every link, so no link needs to go through a card.
 *
 * Which way: the least of 60 a crossing, 400 where two links would lie on one another, 6 a bend and 0.22 a point of
 * length, by coordinate descent (each link in turn takes its best way given the others', in the order given and back,
 * twice). Then every gutter and every gap is cut into tracks: links that share an end and a kind share tracks (a
 * bundle), and tracks stand in the order with the fewest crossings, exact up to 12 of them. The method is that of
 * channel routing (Hashimoto & Stevens 1971 for tracks; Deutsch 1976 for doglegs where vertical orders contradict).
 *
 * Nothing is drawn at random and nothing depends on coordinates: a link moves only if what is around it changed.
 * Cost: O(rounds x links x ways x length of a way).
 */
#ifndef PARCOURS_DRAW_ROUTE_H
#define PARCOURS_DRAW_ROUTE_H
#include "base/arena.h"
#include <stdbool.h>

enum { ROUTE_PORTS = 4, ROUTE_LEVELS = ROUTE_PORTS + 1 };       /* ports of a card, from its top downwards */

struct route_grid {
    int rows, columns;
    bool *occupied;                     /* [rows * columns]: a card stands there */
};

/* Heights, from the top: gap 0, the ports of row 0, gap 1, the ports of row 1, … */
static inline int gap_level(int gap) { return gap * ROUTE_LEVELS; }
static inline int port_level(int row, int port) { return row * ROUTE_LEVELS + 1 + port; }
static inline bool level_is_gap(int level) { return level % ROUTE_LEVELS == 0; }

struct route_wire {
    /* what is asked */
    int from, to;                       /* what it joins; wires of one port that share an end are a bundle */
    int port;
    int from_row, from_column;          /* from_column -1: it comes in over the left edge */
    int to_row, to_column;              /* to_column = columns: it goes out over the right edge */
    /* the way: level[0], then for each turn up or down in gutter[i] to level[i + 1] */
    int turns, gutter[2], level[3];
    int track[2];                       /* of each turn, in its gutter from the left */
    int gap_track;                      /* where one of the levels is a gap: in it from the top */
};

struct route_plan {
    int *gutter_tracks;                 /* [columns + 1] */
    int *gap_tracks;                    /* [rows + 1] */
    bool *gap_labelled;                 /* [rows + 1]: a wire goes in or out over an edge there */
};

/* Fill in the ways of all wires; the plan's arrays are allocated in `arena`. */
void route_wires(struct arena *arena, const struct route_grid *grid, struct route_wire *wire, int wires,
                 struct route_plan *plan);

/* --- parts --- */
/* route_tracks.c: tracks of every wire. A wire that can't be ordered among the others is given back: its number, to be
 * routed through a gap; else -1. */
int route_tracks(struct arena *arena, const struct route_grid *grid, struct route_wire *wire, int wires,
                 struct route_plan *plan);
/* route_order.c: the order of `count` things that costs least, cost[i * count + j] being that of i anywhere before j.
 * Exact up to 12, beyond that no single thing can be moved to make it cheaper. Ties: the lower numbers first. */
void route_order(const int *cost, int count, int *order);

/* Where horizontal `i` of a wire begins or ends, on a scale on which gutter g is 2 g and column c is 2 c + 1. */
static inline int wire_place(const struct route_wire *wire, int i)
{
    return i == 0 ? 2 * wire->from_column + 1 : i > wire->turns ? 2 * wire->to_column + 1 : 2 * wire->gutter[i - 1];
}
#endif
