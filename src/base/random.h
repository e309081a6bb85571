/* base/random.h - random numbers that are the same everywhere, in independent streams.
 *
 * A stream is derived from (seed, number, purpose) by mixing, so that what one stream draws never depends on what
 * another drew. Generator: xoshiro256** (Blackman and Vigna, 2018), seeded by splitmix64.
 */
#ifndef PARCOURS_BASE_RANDOM_H
#define PARCOURS_BASE_RANDOM_H
#include <stdint.h>

struct random_stream { uint64_t state[4]; };

struct random_stream random_stream_new(uint64_t seed, uint64_t number, uint64_t purpose);
uint64_t random_next(struct random_stream *stream);                     /* 64 uniform bits */
uint32_t random_below(struct random_stream *stream, uint32_t bound);    /* 0 … bound - 1, unbiased; bound > 0 */
double random_uniform(struct random_stream *stream);                    /* [0, 1), multiples of 2^-53 */
#endif
