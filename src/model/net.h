/* model/net.h - a labelled Petri net: what a journey allows, step by step.
 *
 *     ( place ) -> [ transition ] -> ( place )
 *
 * A transition is visible (it is a step: somebody has a contact) or silent. Several transitions may be the same step
 * (PNML). All arcs weigh 1. A run goes from the initial to exactly the final marking. Transitions are in file order;
 * that order breaks ties. Nets compiled from journeys are safe (at most one token a place) and sound.
 */
#ifndef PARCOURS_MODEL_NET_H
#define PARCOURS_MODEL_NET_H
#include "base/arena.h"
#include <stdbool.h>

#define NET_SILENT (-1)

struct net_transition {
    int step;                       /* index of the journey's step, or NET_SILENT */
    int automatic;                  /* silent, but stands for this step that happens without the user; else -1 */
    int *input, *output;            /* places, ascending */
    int inputs, outputs;
    bool unlikely;                  /* not what the reference run would do here: tells silent choices apart */
};
struct net {
    struct arena arena;             /* owns every array */
    int places;                     /* numbered from 0 */
    struct net_transition *transition;
    int transitions, transitions_capacity;
    unsigned char *initial, *final; /* tokens of each place: [places] */
};

struct net *net_new(void);
void net_free(struct net *net);                         /* NULL is fine */
int net_add_place(struct net *net);                     /* its number */
/* Add a transition; `input` and `output` are copied and sorted. Returns its number. */
int net_add_transition(struct net *net, int step, int automatic, const int *input, int inputs, const int *output,
                       int outputs);
/* After all places are known: allocate both markings, all zero. */
void net_finish(struct net *net);
#endif
