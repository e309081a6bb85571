/* align/search_internal.h - the work space that the search (search.c) and the choice among optima (search_choice.c)
 * share. Private to src/align. */
#ifndef PARCOURS_ALIGN_SEARCH_INTERNAL_H
#define PARCOURS_ALIGN_SEARCH_INTERNAL_H
#include "align/product.h"
#include "align/search.h"

/* Compared word by word; four counts of 32 bits and a sum cannot overflow: a case has under 2^31 contacts. */
struct preference { uint64_t institution_channel, outcome_reason, positions; };

struct search_move { uint32_t to; int32_t step; enum move_kind kind; };
struct search_state {
    uint32_t position, node;
    uint32_t cost, estimate;                    /* cost from the start; lower bound of the rest */
    uint32_t first_move, moves;                 /* in search.move, once expanded */
    bool expanded, goal, optimal;
    struct preference best;                     /* best preferences from here to a goal, if optimal */
};
struct bucket { uint32_t *state; uint32_t count, capacity; };

struct search {
    const struct journey *journey; const struct net *net;
    struct marking_graph graph;
    struct search_limits limits;
    double deadline;                            /* of the variant at hand: seconds of this thread's CPU, or 0 */
    struct product *product;                    /* for variants that take more; NULL until needed */
    bool wide;                                  /* the variant at hand does */

    const struct activity *const *activity; int contacts;      /* the variant at hand */
    uint64_t *rest_steps;                       /* [(contacts + 1) * words]: steps that contacts from i on may be */
    uint32_t *rest_off_map;                     /* [contacts + 1] */
    uint32_t *rest_count;                       /* [(contacts + 1) * classes], or NULL if that were too large */
    const struct activity **class_of; int classes, classes_capacity;
    int *class_number;                          /* [contacts] */
    int *sole_class;                            /* [steps]: the class that can be this step and nothing else, or NONE */
    int *next_vague, vague_from;                /* [classes]: a list of those that can be several steps; it ends in NONE */

    struct search_state *state; uint32_t states, states_capacity;
    struct search_move *move; uint32_t moves, moves_capacity;
    uint32_t *slot; uint32_t slots;             /* hash of (position, node) -> state + 1 */
    struct bucket *bucket; uint32_t buckets;    /* by cost + estimate */
    uint32_t optimum;

    struct move *chosen; int chosen_capacity;   /* room for the moves of an alignment in the making, */
    struct trail trail;                         /* and for the transitions behind them */
};

/* What matching the contact at `position` (from 0) with `step` is worth. */
struct preference search_gain(const struct journey *journey, const struct profile_contact *contact, uint32_t position,
                              int step);
bool search_can_happen(const struct activity *activity, const uint64_t *reach);
bool search_out_of_time(const struct search *search, size_t expanded);     /* looks at the clock now and then */
#endif
