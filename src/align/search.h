/* align/search.h - exact and canonical alignment of one variant.
 *
 * The search space is the product of the case and the marking graph:
 *
 *     state (i, m): i contacts read, marking m reached       start (0, initial), goal (n, m) with m accepting
 *     match   (i, m) -> (i + 1, m')   cost 0   contact i may be step s, and m -s-> m'
 *     extra   (i, m) -> (i + 1, m)    cost 1
 *     skip    (i, m) -> (i, m')       cost 1   m -s-> m'
 *
 * A* with integer buckets. The estimate of (i, m) adds two numbers of moves that nothing can avoid:
 *   - contacts from i on whose steps no token of m can ever meet again: each is an extra;
 *   - steps that every complete run from m fires, and that no contact from i on can be: each is a skip.
 * Extra moves and skips are different moves, so the sum never overestimates; and one move changes it by at most its own
 * cost (a contact leaves the rest: the first falls by at most one; a step fires: the second falls by at most one, and
 * only if it was skipped, as a matched step had a contact left), so it is consistent: a state is expanded once.
 *
 * All states whose cost plus estimate equals the optimum are expanded, so the moves that lie on some optimal alignment
 * are exactly the tight ones (cost(to) = cost(from) + cost of the move) that still reach a goal. Every move raises
 * i + cost, so they form an acyclic graph, over which one pass backwards finds the best preference vector (number of
 * matches with the same institution, with a channel of the step, with outcome done, pending or empty, with reason first
 * or empty; sum of positions of contacts matched to steps by the institution), and one pass forwards the first
 * sequence of moves among those that reach it: match before extra before skip, then the earlier step. The pass forwards
 * keeps the set of all states that the chosen moves can stand in, since different markings may share them. What
 * results depends on the case and the net alone.
 *
 * Where much runs at once, these states are too many: all orders of what is independent lie on optimal alignments. So a
 * variant that is not done within SEARCH_NARROW_STATES goes to the wide search (product.h), which looks at one order only
 * and has a bound that falls apart by branches; it comes to the same cost and the same moves. Past its limits, in this
 * order, what is given up is said: the choice (the alignment is optimal, but perhaps not the canonical one), then the
 * cost, of which a proven lower bound (what is still open costs at least that) and an upper bound (an alignment that a
 * greedy search found) are left. Which search a variant takes depends on the variant and the net alone.
 */
#ifndef PARCOURS_ALIGN_SEARCH_H
#define PARCOURS_ALIGN_SEARCH_H
#include "align/alignment.h"
#include "align/marking_graph.h"

/* What preferences need to know of one contact. */
struct profile_contact {
    int institution;            /* of the journey; NONE: not said; PROFILE_INSTITUTION_UNKNOWN: said, but not one of the journey */
    enum channel channel;
    enum outcome outcome;
    enum reason reason;
};
enum { PROFILE_INSTITUTION_UNKNOWN = -2 };

struct search;                  /* one thread's work space; reused from variant to variant */
enum search_result {
    SEARCH_DONE,                /* cost exact */
    SEARCH_NOT_CANONICAL,       /* … and an alignment is not known to be canonical: search_alignment() returned false */
    SEARCH_BOUNDED,             /* cost between lower and upper; no alignment */
    SEARCH_NO_END,              /* no run of the model ends */
    SEARCH_UNBOUNDED,           /* a place can hold ever more tokens */
};
/* Of a variant. states: 0 is SEARCH_STATES_DEFAULT, or what fits into 384 MB; narrow: how many before the wide search
 * takes over, 0 is SEARCH_NARROW_STATES; seconds of CPU, 0 is no limit. */
struct search_limits { size_t states, narrow; double seconds; };
enum { SEARCH_NARROW_STATES = 5000, SEARCH_STATES_DEFAULT = 3000000 };

struct search *search_new(const struct journey *journey, const struct net *net, struct search_limits limits);
void search_free(struct search *search);
/* Search the variant of `contacts` activities. `activity` must stay valid until the next call. */
enum search_result search_variant(struct search *search, const struct activity *const *activity, int contacts,
                                  struct cost_bounds *cost);
/* After search_variant (done): an optimal alignment for one profile of that variant; false if it may not be the canonical
 * one. `alignment` is filled; its arrays live in its run's arena. */
bool search_alignment(struct search *search, const struct profile_contact *profile, struct alignment *alignment);
size_t search_states(const struct search *search);      /* states of the last search: for benchmarks */
#endif
