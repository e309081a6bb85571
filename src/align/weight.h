/* align/weight.h - the cost of moves and what they lose of the preferences, as one number. Private to src/align.
 *
 *     bits  127 … 102   101 … 85       84 … 68    67 … 51   50 … 34   33 … 0
 *           cost        institutions   channels   outcomes  reasons   positions
 *
 * Sums and comparisons of such numbers are those of the vectors, the first field first. A field never runs over: a case
 * of up to WEIGHT_CONTACTS_MAXIMUM contacts loses each of the four counts at most once a contact, and positions up to
 * their sum. What a move loses is counted from the best that its contact could bring, so no weight is negative.
 */
#ifndef PARCOURS_ALIGN_WEIGHT_H
#define PARCOURS_ALIGN_WEIGHT_H
#include <stdint.h>

__extension__ typedef unsigned __int128 weight;
enum { WEIGHT_COST_BIT = 102, WEIGHT_CONTACTS_MAXIMUM = (1 << 17) - 1 };
#define WEIGHT_NEVER (~(weight)0 >> 1)      /* no way; two of them still make a sum */

static inline weight weight_of_cost(uint32_t cost) { return (weight)cost << WEIGHT_COST_BIT; }
static inline uint32_t weight_cost(weight it) { return (uint32_t)(it >> WEIGHT_COST_BIT); }
static inline weight weight_sum(weight a, weight b) { return a + b < WEIGHT_NEVER ? a + b : WEIGHT_NEVER; }
static inline weight weight_smaller(weight a, weight b) { return a < b ? a : b; }
#endif
