/* simulate/analytic_chain.h - the chain of one profile under construction. Private to src/simulate. */
#ifndef PARCOURS_SIMULATE_ANALYTIC_CHAIN_H
#define PARCOURS_SIMULATE_ANALYTIC_CHAIN_H
#include "base/interner.h"
#include "simulate/absorbing_chain.h"
#include "simulate/analytic.h"

enum stage {
    STAGE_TOKENS,                       /* tokens about to go on; absorbing if none can */
    STAGE_BEGIN, STAGE_WRONG_DOOR, STAGE_AGAIN, STAGE_CONTACT, STAGE_CORRECT, STAGE_AFTER, STAGE_CLARIFY,
    STAGE_GAVE_UP,                      /* absorbing; channel: the cause */
};
/* A state's key: stage, channel (its highest bit: something that needs documents was asked for), transition, then tokens
 * that may move and tokens that stay, a byte a place each. */
struct state_head { unsigned char stage, channel; bool requested; short transition; };
enum { REQUESTED = 0x80 };

/* What a visit to a state brings, on average, and second moments. */
struct reward { double contacts, contacts2, active, active2, elapsed, elapsed2; };

struct profile_chain {
    const struct plan *plan;
    int profile;
    bool helped;
    struct interner keys;
    struct absorbing_chain chain;
    struct reward *reward; int rewards, rewards_capacity;
    unsigned inexact;
    bool overlaps;                      /* elapsed time is not the sum of its parts */
    bool gives_up, asks_later;          /* a question or a correction may still be open when the journey is given up */
    bool too_large, requested;          /* requested: as of the state under expansion */
    unsigned char *key; size_t key_size;
};

/* Build all states that can be reached; false if there are too many. */
bool profile_chain_build(struct profile_chain *made, const struct plan *plan, int profile, bool helped);
void profile_chain_release(struct profile_chain *made);
static inline struct state_head profile_chain_head(const struct profile_chain *made, int state)
{
    const unsigned char *key = (const unsigned char *)interner_text(&made->keys, (uint32_t)state + 1);
    struct state_head head = { key[0], key[1] & ~REQUESTED, key[1] & REQUESTED, (short)(key[2] | key[3] << 8) };
    return head;
}
bool profile_chain_is_final(const struct profile_chain *made, int state);
/* Chases during one wait: expectation and second moment. */
void expected_chases(struct profile_chain *made, const struct errand *errand, double *mean, double *second);
#endif
