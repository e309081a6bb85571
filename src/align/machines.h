/* align/machines.h - parts of a net in which one token moves, and what aligning with each of them alone costs. Private
 * to src/align.
 *
 *     machine: places such that every transition takes at most one token from them, and puts back at most as many as
 *              it took; one token at the start. So there is never more than one: it is at a place, or gone.
 *
 * Every run of the net moves the token along arcs of the machine. Each step is owned by at most one machine, one that
 * all its transitions move; a contact counts in the machine that owns all the steps it may be. So the moves of an
 * alignment fall apart: each extra contact and each skip is paid for in one machine at most, and
 *
 *     cost of the rest  >=  sum over machines of the cheapest way for its token and its contacts alone
 *
 * which the tables hold. It is exact where branches run side by side and share no step: the reason for all this. The
 * sum never overestimates, and a move lowers it by at most its own weight (each table holds shortest distances, and
 * the move is one of the arcs it was made of), so it is consistent.
 *
 * Finding machines: from a place in front of a step backwards, a place in front of each transition that marks one taken
 * in, trying the next where tokens would meet; then forwards as far as it goes. (S-components, cut off where they
 * must be: see Desel and Esparza 1995.) A net in which that fails has fewer machines, and a weaker bound.
 */
#ifndef PARCOURS_ALIGN_MACHINES_H
#define PARCOURS_ALIGN_MACHINES_H
#include "align/weight.h"
#include "model/net.h"
#include <stddef.h>

/* Lists of transitions by place (or step) k: item[start[k]] … item[start[k + 1] - 1], ascending. */
struct net_index { int *start, *item; };
struct net_index net_index_new(const struct net *net, bool outputs);    /* who puts tokens there; else who takes them */
struct net_index net_index_of_steps(const struct net *net, int steps);
void net_index_release(struct net_index *index);

struct machine_arc { int from, to, transition; };       /* numbers of places in the machine; to == places: gone */
struct machine {
    int *place; int places;
    struct machine_arc *arc; int arcs;      /* what leads to the end first: see machine_arcs() */
    int final;                              /* where the token is at the end; `places` if gone */
};
struct machine_member { int machine, number; };
struct machines {
    struct arena arena;
    struct machine *machine; int count, capacity;
    int *owner;                             /* [steps] or NONE */
    int *member_start; struct machine_member *member;       /* by place: the machines it is in */
};
/* Cost: bounded; what was not found by then owns nothing. */
void machines_find(struct machines *machines, const struct net *net, int steps, const struct net_index *consumers,
                   const struct net_index *producers, const struct net_index *by_step);
void machines_release(struct machines *machines);

/* One machine's contacts, in order, and their weights. */
struct machine_contact { weight extra; const weight *match; const int *candidate; int candidates; };
/* table[(contacts + 1) * (places + 1)], row r for r contacts read: the weight of the rest. `pays`: [steps], whether a
 * skip costs here. Cost: contacts x arcs, times the depth of loops. */
void machine_costs(const struct machine *machine, const struct net *net, const struct machine_contact *contact,
                   int contacts, const unsigned char *pays, weight *table);
#endif
