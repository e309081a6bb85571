#include "base/random.h"

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

struct random_stream random_stream_new(uint64_t seed, uint64_t number, uint64_t purpose)
{
    uint64_t state = seed;
    state = splitmix(&state) ^ number;
    state = splitmix(&state) ^ purpose;
    struct random_stream stream;
    for (int i = 0; i < 4; i++)
        stream.state[i] = splitmix(&state);
    return stream;
}

static uint64_t rotate(uint64_t x, int k) { return x << k | x >> (64 - k); }

uint64_t random_next(struct random_stream *stream)
{
    uint64_t *s = stream->state, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

/* Lemire's multiply-shift with rejection ("Fast random integer generation in an interval", 2019). */
uint32_t random_below(struct random_stream *stream, uint32_t bound)
{
    uint64_t product = (random_next(stream) >> 32) * bound;
    if ((uint32_t)product < bound) {
        uint32_t threshold = -bound % bound;
        while ((uint32_t)product < threshold)
            product = (random_next(stream) >> 32) * bound;
    }
    return (uint32_t)(product >> 32);
}

double random_uniform(struct random_stream *stream) { return (double)(random_next(stream) >> 11) * 0x1p-53; }
