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
#define NET_NO_CHOICE (-1)

struct net_transition {
    int step;                       /* index of the journey's step, or NET_SILENT */
    int automatic;                  /* silent, but stands for this step that happens without the user; else -1 */
    int *input, *output;            /* places, ascending */
    int inputs, outputs;
    bool unlikely;                  /* not what the reference run would do here: tells silent choices apart */
    int choice;                     /* what must be decided for it to fire rather than a rival; or NET_NO_CHOICE */
};
/* One way out of a decision: an option, taking or leaving an optional, going round again, a link. Decisions that fall at
 * one place lie in each other: `above` must be decided this way, too. Only simulation reads them. */
struct net_choice {
    int group;                      /* the decision: its ways out have the same group */
    double share;                   /* 0 … 1; those of a group add up to 1 unless the journey says otherwise */
    const char *condition;          /* `if`: the profile it is for, or NULL */
    int above;                      /* or NET_NO_CHOICE */
};
struct net {
    struct arena arena;             /* owns every array */
    int places;                     /* numbered from 0 */
    struct net_transition *transition;
    int transitions, transitions_capacity;
    struct net_choice *choice;
    int choices, choices_capacity, choice_groups;
    unsigned char *initial, *final; /* tokens of each place: [places] */
};

struct net *net_new(void);
void net_free(struct net *net);                         /* NULL is fine */
int net_add_place(struct net *net);                     /* its number */
/* Add a transition; `input` and `output` are copied and sorted. Returns its number. */
int net_add_transition(struct net *net, int step, int automatic, const int *input, int inputs, const int *output,
                       int outputs);
/* A new way out of decision `group` (condition is copied). Returns its number. */
int net_add_choice(struct net *net, int group, double share, const char *condition, int above);
/* After all places are known: allocate both markings, all zero. */
void net_finish(struct net *net);
#endif
