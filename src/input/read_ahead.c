#include "input/read_ahead.h"
#include "base/arena.h"
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct read_ahead {
    size_t (*fill)(void *context, char *block, size_t size);
    void *context;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;                 /* at most one of both waits: there can't be no block and no room */
    bool stopped;
    bool held;                              /* the block given last is still in use: the consumer's alone */
    size_t filled, freed;                   /* blocks ever; block n is in place n % READ_AHEAD_BLOCKS */
    size_t length[READ_AHEAD_BLOCKS];
    char block[READ_AHEAD_BLOCKS][READ_AHEAD_SIZE];
};

/* A place for the next block; false when nobody wants it any more. Waits until more than one is free, if none was:
 * to wake a thread for each block costs more than to fill it. */
static bool wait_for_room(struct read_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    if (ahead->filled - ahead->freed == READ_AHEAD_BLOCKS)
        while (!ahead->stopped && ahead->filled - ahead->freed > 1)
            pthread_cond_wait(&ahead->changed, &ahead->lock);
    bool wanted = !ahead->stopped;
    pthread_mutex_unlock(&ahead->lock);
    return wanted;
}

static void *run(void *argument)
{
    struct read_ahead *ahead = argument;
    size_t length = 1;
    for (size_t place = 0; length && wait_for_room(ahead); place = (place + 1) % READ_AHEAD_BLOCKS) {
        length = ahead->fill(ahead->context, ahead->block[place], READ_AHEAD_SIZE);
        pthread_mutex_lock(&ahead->lock);
        ahead->length[place] = length;
        ahead->filled++;
        pthread_cond_signal(&ahead->changed);
        pthread_mutex_unlock(&ahead->lock);
    }
    return NULL;
}

struct read_ahead *read_ahead_start(size_t (*fill)(void *context, char *block, size_t size), void *context)
{
    struct read_ahead *ahead = xrealloc(NULL, sizeof *ahead);       /* not zeroed: the blocks are large */
    ahead->fill = fill;
    ahead->context = context;
    ahead->stopped = ahead->held = false;
    ahead->filled = ahead->freed = 0;
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    if (!pthread_create(&ahead->thread, NULL, run, ahead))
        return ahead;
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead);
    return NULL;
}

const char *read_ahead_next(struct read_ahead *ahead, size_t *length)
{
    pthread_mutex_lock(&ahead->lock);
    if (ahead->held && ++ahead->freed + 1 >= ahead->filled)
        pthread_cond_signal(&ahead->changed);
    while (ahead->filled == ahead->freed)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    size_t place = ahead->freed % READ_AHEAD_BLOCKS;
    *length = ahead->length[place];
    ahead->held = *length > 0;              /* the block of no length stays where it is */
    pthread_mutex_unlock(&ahead->lock);
    return *length ? ahead->block[place] : NULL;
}

void read_ahead_stop(struct read_ahead *ahead)
{
    if (!ahead)
        return;
    pthread_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead);
}
