/* align/product_internal.h - what the search of the product (product.c), its moves (product_moves.c), its estimate
 * (product_estimate.c) and the choice among optima (product_choice.c) share. */
#ifndef PARCOURS_ALIGN_PRODUCT_INTERNAL_H
#define PARCOURS_ALIGN_PRODUCT_INTERNAL_H
#include "align/machines.h"
#include "align/product.h"
#include "align/search_internal.h"
#include <string.h>

/* What is known of a state when choosing: its rest weighs more than its value; weighs that; is being tried for it. */
enum product_status { STATUS_UNKNOWN, STATUS_ABOVE, STATUS_EXACT, STATUS_TRIED };
struct product_state {
    weight value;               /* searching: from the start; choosing: see above */
    weight estimate;            /* lower bound of the rest */
    uint32_t position, marking; /* marking: number in product.markings */
    uint32_t from; int32_t transition;          /* the move it was reached by: from which state */
    unsigned char kind;
    bool in_block, closed;
    unsigned char status;
};
struct product_move { unsigned char kind; bool in_block; int32_t transition; uint32_t position, marking; weight by; };

struct machine_table { weight *cost; uint32_t *read; };     /* read[i]: of the contacts before i, how many are its own */
struct open_state { weight rank; uint64_t order; uint32_t state; };     /* order: of equal rank, the highest first */

struct product {
    struct search *search; const struct net *net;
    struct net_index consumers, feeders, by_step;               /* feeders: who leave more tokens on a place */
    struct machines machines;
    int *slide;                                                 /* [places]: see product_find_slides(), or NONE */

    /* the variant */
    weight *extra, *match; uint32_t *match_start;               /* by contact; match by contact and candidate */
    struct machine_table *table;                                /* [machines]; cost NULL: left out */
    unsigned char *counted, *pays;                          /* [steps]: some table pays for skips; the one at hand does */
    uint64_t *loose_steps; bool *loose_class, loose;            /* what no table pays for */
    int *token;                                                 /* scratch, [machines]: where the token is */
    uint64_t *reach, *must;                                     /* scratch, [words] */

    /* states met */
    struct interner markings;
    struct product_state *state; uint32_t states, states_capacity;
    uint32_t *slot, slots;
    struct open_state *open; uint32_t opens, opens_capacity, pushed;
    bool unbounded;
    unsigned char *scratch;                                     /* [places] */

    /* moves of one state */
    int *pulled, pulled_count, *enabled, enabled_count;     /* [transitions]; the stubborn set, those that can happen */
    uint32_t *pulled_at, stamp;
    bool with_contact;
    struct product_move *move; uint32_t moves, moves_capacity;

    weight optimum;
    struct trail found;                                         /* an alignment of the last optimum */
};

/* product_estimate.c: weights of the variant's contacts (profile NULL: costs alone), and the lower bound of search.h. */
void product_prepare(struct product *product, const struct profile_contact *profile);
weight product_estimate(struct product *product, uint32_t position, const unsigned char *marking);

/* product_moves.c */
/* slide[p]: a silent transition from p that may as well come at once; chains of them end. */
void product_find_slides(struct product *product);
/* How many tokens more `place` has after `transition`. */
int product_gain(const struct net *net, int transition, int place);
bool product_enabled(const struct product *product, int transition, const unsigned char *marking);
/* The number of the marking after `transition`. */
uint32_t product_fire(struct product *product, int transition, uint32_t marking);
/* The moves of a stubborn set, into product->move. */
void product_find_moves(struct product *product, uint32_t position, uint32_t marking, bool in_block);
/* A stubborn set for firing `step` (NONE: for coming to the final marking) after silent transitions only, into
 * enabled[]; empty if that is impossible. */
void product_find_silent(struct product *product, uint32_t marking, int step);

/* product.c */
void product_forget(struct product *product);
uint32_t product_state_of(struct product *product, uint32_t position, uint32_t marking, bool in_block);
static inline const unsigned char *product_marking(const struct product *product, uint32_t marking)
{
    return (const unsigned char *)interner_text(&product->markings, marking);
}
static inline bool product_is_goal(const struct product *product, const struct product_state *state)
{
    return (int)state->position == product->search->contacts &&
           !memcmp(product_marking(product, state->marking), product->net->final, (size_t)product->net->places);
}

/* product_choice.c: the first of the alignments of weight product->optimum; false if it would take more states. */
bool product_choose(struct product *product, size_t states, struct trail *trail);
#endif
