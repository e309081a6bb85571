#include "draw/route.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_LIMIT = 12, ROUNDS = 50 };

/* Over all sets of things that may stand first: the least cost, and which of them stands last (Held & Karp 1962). */
static void order_exactly(const int *cost, int count, int *order)
{
    size_t sets = (size_t)1 << count;
    int *least = xcalloc(sets, sizeof *least), *last = xcalloc(sets, sizeof *last);
    for (size_t set = 1; set < sets; set++) {
        least[set] = INT_MAX;
        for (int i = 0; i < count; i++) {
            if (!(set >> i & 1))
                continue;
            int sum = least[set ^ (size_t)1 << i];
            for (int j = 0; j < count; j++)
                sum += j != i && (set >> j & 1) ? cost[j * count + i] : 0;
            if (sum <= least[set]) {            /* of equals the highest stands last */
                least[set] = sum;
                last[set] = i;
            }
        }
    }
    size_t set = sets - 1;
    for (int place = count - 1; place >= 0; place--) {
        order[place] = last[set];
        set ^= (size_t)1 << last[set];
    }
    free(least);
    free(last);
}

/* Move the thing at `place` to where it costs least; false if it stands there already. */
static bool move_one(const int *cost, int count, int *order, int place)
{
    int thing = order[place], gain = 0, best = 0, target = place;
    for (int i = place - 1; i >= 0; i--) {
        gain += cost[thing * count + order[i]] - cost[order[i] * count + thing];
        if (gain < best) {
            best = gain;
            target = i;
        }
    }
    gain = 0;
    for (int i = place + 1; i < count; i++) {
        gain += cost[order[i] * count + thing] - cost[thing * count + order[i]];
        if (gain < best) {
            best = gain;
            target = i;
        }
    }
    if (target < place)
        memmove(order + target + 1, order + target, (size_t)(place - target) * sizeof *order);
    else
        memmove(order + place, order + place + 1, (size_t)(target - place) * sizeof *order);
    order[target] = thing;
    return target != place;
}

void route_order(const int *cost, int count, int *order)
{
    for (int i = 0; i < count; i++)
        order[i] = i;
    if (count <= EXACT_LIMIT) {
        order_exactly(cost, count, order);
        return;
    }
    bool moved = true;
    for (int round = 0; moved && round < ROUNDS; round++) {
        moved = false;
        for (int place = 0; place < count; place++)
            moved |= move_one(cost, count, order, place);
    }
}
