/* simulate/variate.h - random numbers known by what they are for, not by when they were asked for.
 *
 *     key   = (seed, replication, user)               one 64-bit number a user
 *     draw  = (key, purpose, step, occurrence, try)   one 64-bit number, always the same
 *
 * A draw is the finaliser of Stafford's mix 13 (as in splitmix64; Steele, Lea, Flood 2014) applied to key + name of the
 * draw times the golden ratio: nothing is stored and nothing is advanced. So a scenario that changes one thing leaves
 * every other draw of every user as it was (common random numbers), whatever the order of events and of threads. Laws
 * that need several numbers (gamma, lognormal, Erlang) take them from a stream of their own, begun at their draw.
 */
#ifndef PARCOURS_SIMULATE_VARIATE_H
#define PARCOURS_SIMULATE_VARIATE_H
#include "model/distribution.h"
#include <math.h>
#include <stdint.h>

enum purpose {
    FOR_INTERARRIVAL, FOR_PROFILE, FOR_AWARENESS, FOR_HELPER,           /* of the user */
    FOR_CHOICE,                                                         /* at a place of the net */
    FOR_DELAY, FOR_CHASE, FOR_CHASE_AFTER,                              /* of a step: the back office's, the user's */
    FOR_CHANNEL, FOR_WRONG_DOOR, FOR_WHICH_DOOR, FOR_SERVICE, FOR_PATIENCE, FOR_INCOMPLETE, FOR_MISUNDERSTOOD,
    FOR_ERROR, FOR_GIVE_UP, FOR_RETRY, FOR_RETURN, FOR_COMING,          /* of a contact */
};

#define GOLDEN_RATIO UINT64_C(0x9e3779b97f4a7c15)

static inline uint64_t variate_mix(uint64_t z)
{
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static inline uint64_t variate_replication_key(uint64_t seed, uint64_t replication)
{
    return variate_mix(variate_mix(seed + GOLDEN_RATIO) + (replication + 1) * GOLDEN_RATIO);
}
static inline uint64_t variate_key(uint64_t replication_key, uint64_t user)
{
    return variate_mix(replication_key + (user + 1) * GOLDEN_RATIO);
}

/* The name of a draw but for its purpose: `kind` of contact (below 8), step or place, how-manieth time, which try. */
static inline uint64_t variate_name(unsigned kind, unsigned step, unsigned occurrence, unsigned try)
{
    return (uint64_t)(kind & 7) << 56 | (uint64_t)(step & 0xffffff) << 32 | (uint64_t)(occurrence & 0xffff) << 16 |
           (try & 0xffff);
}

static inline uint64_t variate_bits(uint64_t key, uint64_t name, enum purpose purpose)
{
    return variate_mix(key + (name + ((uint64_t)purpose << 59) + 1) * GOLDEN_RATIO);
}

/* Strictly between 0 and 1. */
static inline double variate_unit(uint64_t bits) { return ((double)(bits >> 11) + 0.5) * 0x1p-53; }

/* The ziggurat of the exponential law (Marsaglia and Tsang, The ziggurat method, 2000): 256 layers of equal area; layer
 * i is edge[i] wide, and what is below edge[i + 1] lies under the curve. variate_prepare() fills it, before anything is
 * drawn and before there are threads. */
enum { ZIGGURAT_LAYERS = 256 };
struct ziggurat { double edge[ZIGGURAT_LAYERS + 1], inside[ZIGGURAT_LAYERS]; };     /* inside: edge[i + 1] / edge[i] */
extern struct ziggurat ZIGGURAT;
void variate_prepare(void);
double variate_exponential_rest(uint64_t bits);         /* what the layer does not decide */
static inline double variate_exponential(uint64_t bits)
{
    double unit = variate_unit(bits);
    int layer = (int)(bits & (ZIGGURAT_LAYERS - 1));    /* other bits than the unit's */
    return unit < ZIGGURAT.inside[layer] ? unit * ZIGGURAT.edge[layer] : variate_exponential_rest(bits);
}

/* One value of a law, from one draw; seconds. Exponential by the ziggurat; Weibull, uniform and empirical by inversion,
 * lognormal by Box and Muller (1958), gamma by Marsaglia and Tsang (2000), Erlang as the sum of its stages. */
double variate_law(const struct distribution *law, uint64_t bits);
/* The same of `law`, and 0 of a law that is not said. */
static inline double variate(const struct distribution *law, uint64_t bits)
{
    if (law->kind == DISTRIBUTION_EXPONENTIAL)
        return law->mean * variate_exponential(bits);
    return law->kind == DISTRIBUTION_NONE ? 0 : law->kind == DISTRIBUTION_CONSTANT ? law->mean : variate_law(law, bits);
}
#endif
