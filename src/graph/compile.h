/* graph/compile.h - a journey as a net, and the run it promises.
 *
 * The net: one visible transition a step (in step order, so that transition order breaks ties as the file does), then
 * silent ones. A step whose only channel is automatic is silent with `automatic` set. From a `path` the net is safe
 * and sound by construction: any-order is an AND-split and join, choice a shared place, optional a silent bypass,
 * repeat a silent way back. From a `flow`: `one` is a place, `all` a transition, `any` splits into every non-empty
 * subset of its branches through a silent choice a branch (taken or not, not all left out).
 */
#ifndef PARCOURS_GRAPH_COMPILE_H
#define PARCOURS_GRAPH_COMPILE_H
#include "model/journey.h"

/* A new net (the caller frees it), or a copy-free hand-out of journey->given_net: *owned says which. NULL after a
 * diagnostic (a flow without start or end). Cost: linear in the journey. */
struct net *net_compile(const struct journey *journey, bool *owned, struct diagnostics *diagnostics);

/* The partially ordered run of one case through the net: occurrences of steps, with what came directly before.
 * Silent transitions leave no occurrence but pass the order on; automatic steps are occurrences. */
struct occurrence {
    int step;
    int *before; int before_count;      /* nearest occurrences before it, ascending indices, all smaller than its own */
};
struct run { struct arena arena; struct occurrence *occurrence; int count, capacity; };

void run_release(struct run *run);
/* Play a sequence of transitions from the initial marking (token game) and note the causal order.
 * `transition` must be a firing sequence. Occurrence i is the i-th transition that is visible or automatic. */
void run_play(struct run *run, const struct net *net, const int *transition, int count);

/* The reference run: what the theory promises one user. Highest-share option (ties: first), optionals with share >= 0.5
 * or without share, repeats once; in a flow: at `one`, the link of highest share (ties: first) that was not yet taken;
 * at `any`, links with share >= 0.5 or without share. For a given net: the enabled transition that fired least, ties: first;
 * if that goes round without end, a run with the fewest steps. Occurrences in file order
 * where the run leaves the order open. False after a diagnostic if the journey cannot end. */
bool run_reference(struct run *run, const struct journey *journey, const struct net *net,
                   struct diagnostics *diagnostics);
#endif
