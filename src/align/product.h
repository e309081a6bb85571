/* align/product.h - alignment of one variant where much runs at once. Private to src/align; search.h says when.
 *
 * The search space is the product of the case and the net itself, silent transitions and all:
 *
 *     state (i, m): i contacts read, marking m             start (0, initial), goal (n, final)
 *     match, extra, skip as in search.h; silent: (i, m) -> (i, m') at no cost
 *
 * Three things keep it small.
 *
 * The estimate (machines.h) is exact where branches run side by side, so that A* goes nearly straight.
 *
 * Of the orders in which independent moves can come, one is enough. From each state only a stubborn set of moves is
 * tried (Valmari 1991): a set such that every way to a goal has a move of it, and the first of them could as well be the
 * next, since nothing outside the set can disable it or is disabled by it. A set is begun with all that can take a
 * surplus token away, or with all that can read the contact at hand, and closed: with each move that can happen, all
 * that compete for its tokens (and, if it is a step that some contact left may be, all that can read the contact at
 * hand); with each that can't, all that put a token where it lacks one. A set of one move that reads no contact is
 * taken where there is one. So every alignment has one in the product that differs in the order of independent moves
 * only: none is lost, neither in cost nor in preferences.
 *
 * Where both reading the contact as extra and something else are tried, extra goes first: it is not tried again until a
 * match (a sleep set; in_block remembers it).
 *
 * Weights are costs and losses of preference in one number (weight.h): the best is found at once.
 *
 * Which order comes first among the best alignments, product_choice.c finds by trying moves in that order; a move stands
 * if the rest can still be had for what is left of the optimum, which a search from there tells, the same as above but
 * depth first. What such a search has proved impossible, or found, is remembered. As in search_choice.c, all markings
 * that the chosen moves can stand in are kept; from each, only silent transitions that the next step needs are fired.
 */
#ifndef PARCOURS_ALIGN_PRODUCT_H
#define PARCOURS_ALIGN_PRODUCT_H
#include "align/search.h"

struct product;
/* One transition of an alignment's run, or an extra contact. */
struct trail_move {
    int kind, transition;
}; /* kind: enum move_kind or MOVE_SILENT; transition: NONE if extra */
enum { MOVE_SILENT = MOVE_SKIP + 1 };
struct trail {
    struct trail_move *move;
    int moves, capacity;
};

struct product *product_new(struct search *search); /* of the search's net; belongs to it */
void product_free(struct product *product);
size_t product_states_by_default(const struct net *net);

enum product_result { PRODUCT_FOUND, PRODUCT_STOPPED, PRODUCT_EXHAUSTED, PRODUCT_UNBOUNDED };
/* The cost of the variant at hand; stopped by a limit: bounds, upper INT_MAX if nothing was found. */
enum product_result product_cost(struct product *product, size_t states, struct cost_bounds *cost);
/* After a cost was found: the canonical alignment for a profile; false if the limit allows an optimal one only. */
bool product_align(struct product *product, const struct profile_contact *profile, size_t states, struct trail *trail);
#endif
