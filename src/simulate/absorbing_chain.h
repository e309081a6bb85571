/* simulate/absorbing_chain.h - a finite Markov chain that ends: expected visits, totals and their variance, exactly.
 *
 * States are transient or absorbing (no way on). With Q the transition probabilities between transient states, N = (I - Q)^-1:
 *
 *     visits from the start       v = N^T e_start
 *     total of h over a visit     t = N h                                    h: the mean reward of a visit to a state
 *     its second moment           s = N (h2 + 2 h (t - h))                   h2: the second moment of that reward
 *
 * (Kemeny and Snell, Finite Markov Chains, 1960, chapter 3.) N is never formed: the chain falls into strongly connected
 * components, and each is solved by itself, in order: what has no loops is summed up, a loop costs (its states)^3.
 */
#ifndef PARCOURS_SIMULATE_ABSORBING_CHAIN_H
#define PARCOURS_SIMULATE_ABSORBING_CHAIN_H
#include <stdbool.h>
#include <stddef.h>

struct chain_way { int from, to; double probability; };
struct absorbing_chain {
    int states;
    struct chain_way *way; int ways, ways_capacity;
    int *first;                         /* from here on of chain_finish(): ways by `from` */
    int *component, components;         /* [states]; numbered so that ways lead to equal or lower numbers */
    int *order;                         /* states by component, ascending */
};

/* A zeroed chain is empty. */
int chain_add_state(struct absorbing_chain *chain);
void chain_add_way(struct absorbing_chain *chain, int from, int to, double probability);
/* Once all is added. False if some state can be reached from which no absorbing one can. `largest`: the most states that
 * one component may have; more: false, too, and *too_large is set. */
bool chain_finish(struct absorbing_chain *chain, int largest, bool *too_large);
/* visits[states] from `start`; absorbing states: the probability to end there. */
void chain_visits(const struct absorbing_chain *chain, int start, double *visits);
/* total[states] of a reward with mean h[state] at each visit. */
void chain_totals(const struct absorbing_chain *chain, const double *h, double *total);
/* The variance of that total from `start`, where h2 is the second moment of the reward. */
double chain_variance(const struct absorbing_chain *chain, int start, const double *h, const double *h2);
void chain_release(struct absorbing_chain *chain);
#endif
