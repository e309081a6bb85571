/* graph/successors.h - which step can directly follow which, as planned.
 *
 * A pair (a, b) says: in some run of the journey, b comes next after a, and nothing that must lie between them does.
 * Gateways and silent transitions are passed through; automatic steps count as steps. From a `path` it is read off the
 * node tree, from a `flow` off its links, from a given net off its transitions:
 *
 *     a ; b               a -> b                      any-order(b, c) ; d     a -> b, a -> c, b -> d, c -> d
 *     choice(b, c) ; d    a -> b, a -> c, b -> d…     optional(b) ; c         a -> b, a -> c, b -> c
 *     repeat(b ; c)       b -> c, c -> b              repeat(b)               b -> b
 *
 * What may be skipped inside an any-order is no way around the others: with any-order(b, optional(c)) ; d after a,
 * a -> d is no pair, for b always lies between.
 */
#ifndef PARCOURS_GRAPH_SUCCESSORS_H
#define PARCOURS_GRAPH_SUCCESSORS_H
#include "model/journey.h"

struct successors {
    int (*pair)[2];                 /* steps: from, to; each pair once, ascending */
    int count;
};

/* `net` is only read if the journey has neither path nor flow; NULL then means journey->given_net.
 * Cost: path O(pairs); flow and net O(joins x steps x links)
 * at worst, within a bound: past it, in very large flows, some joins ignore nothing, and pairs around them are added. */
void successors_init(struct successors *successors, const struct journey *journey, const struct net *net);
void successors_release(struct successors *successors);
#endif
