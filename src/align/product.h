/* align/product.h - the wide search: alignment of one variant where much runs at once. Private to src/align; search.h
 * says when it is needed.
 *
 * The search space is the product of the case and the net itself, silent transitions and all:
 *
 *     state (i, m)   i contacts read, marking m          start (0, initial), goal (n, final)
 *     match, extra, skip   as in search.h                silent   (i, m) -> (i, m') at no cost
 *
 * A* on it; three things keep it small.
 *
 * 1. The estimate (machines.h): the net seen as machines in which one token moves, each paying for its own steps alone,
 *    with tables of exact costs. It is the true cost where branches run side by side, so that the search goes nearly
 *    straight. What no machine pays for is bounded as in search.h.
 *
 * 2. Of the orders in which independent moves can come, one is enough. From each state only a stubborn set of moves is
 *    tried (Valmari 1991), that is one such that every way to a goal has a move of it, and the first of these could as
 *    well be the next: nothing outside the set disables it, nor is disabled by it. A set begins with all that can take a
 *    surplus token away (it has to go), or with all that can read the contact at hand (it has to be read). Then it is
 *    closed. With each move that can happen come all that compete for its tokens (who looks at a token and puts it back
 *    competes with who takes it only), and, if it is a step that a contact left may be, all that can read the contact at
 *    hand. With each that can't happen come all that put a token where it lacks one. A set of one move that reads no
 *    contact is taken where there is one; else that of the contact. Silent p -> q with nothing lost on q (whatever else
 *    takes from p has a twin there: a slide) counts as such a set. So for every alignment there is one in the space
 *    that tried moves span with the same matches, extras and skips: no cost and no preference is lost.
 *
 * 3. Where both extra and a move of the net alone were tried, extra after that move is the same in another order: it is
 *    left out until the next match (in_block; a sleep set of one).
 *
 * Weights are costs and losses of preference in one number (weight.h), so the first goal reached is the best of all.
 *
 * Which order comes first among the best alignments, product_choice.c finds by trying moves in that order, all of them,
 * not those of a stubborn set. A move stands if the rest can still be had for what is left of the optimum; a search from
 * there, over stubborn sets again but depth first, tells. What such a search found, or proved impossible, is kept. As in
 * search_choice.c, all markings that the chosen moves can stand in are carried along, and from each only those silent
 * transitions are fired that the next step needs.
 */
#ifndef PARCOURS_ALIGN_PRODUCT_H
#define PARCOURS_ALIGN_PRODUCT_H
#include "align/search.h"

struct product;
/* One transition of an alignment's run, or an extra contact. */
struct trail_move { int kind, transition; };        /* kind: enum move_kind or MOVE_SILENT; transition: NONE if extra */
enum { MOVE_SILENT = MOVE_SKIP + 1 };
struct trail { struct trail_move *move; int moves, capacity; };

struct product *product_new(struct search *search);     /* of the search's net; belongs to it */
void product_free(struct product *product);
size_t product_states_by_default(const struct net *net);

enum product_result { PRODUCT_FOUND, PRODUCT_STOPPED, PRODUCT_EXHAUSTED, PRODUCT_UNBOUNDED };
/* The cost of the variant at hand; stopped by a limit: bounds, upper INT_MAX if nothing was found. */
enum product_result product_cost(struct product *product, size_t states, struct cost_bounds *cost);
/* After a cost was found: the canonical alignment for a profile; false if the limit allows an optimal one only. */
bool product_align(struct product *product, const struct profile_contact *profile, size_t states, struct trail *trail);
#endif
