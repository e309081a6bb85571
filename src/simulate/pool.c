#include "simulate/replication.h"
#include <stdlib.h>

void pool_init(struct pool *pool, size_t stride)
{
    *pool = (struct pool){ .stride = (stride + 7) & ~(size_t)7, .free = NOBODY };
}

uint32_t pool_grow(struct pool *pool)
{
    if (pool->made >> POOL_CHUNK_BITS == pool->chunks) {
        pool->chunk = xrealloc(pool->chunk, (pool->chunks + 1) * sizeof *pool->chunk);
        pool->chunk[pool->chunks++] = xcalloc((size_t)1 << POOL_CHUNK_BITS, pool->stride);
    }
    return pool->made++;
}

void pool_release(struct pool *pool)
{
    for (uint32_t i = 0; i < pool->chunks; i++)
        free(pool->chunk[i]);
    free(pool->chunk);
    *pool = (struct pool){ .free = NOBODY };
}
