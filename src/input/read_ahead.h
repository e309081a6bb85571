/* input/read_ahead.h - one thread that fetches the next blocks of something while its user works on the ones before.
 *
 * The thread calls `fill(context, block, size)` again and again, up to READ_AHEAD_BLOCKS blocks of READ_AHEAD_SIZE bytes
 * ahead; what it returns (1 … size) is that block's length, 0 the end: it is not called again. Blocks come out whole and
 * in order, so what is read does not depend on the thread.
 *
 * Between read_ahead_start() and the block of no length, `context` belongs to the thread; afterwards, or after
 * read_ahead_stop(), to the caller again, with all that `fill` wrote into it. `fill` should not allocate: running out of
 * memory would end the program beside its main thread.
 *
 * Costs 384 KiB and, when the thread is the faster one, a wake-up each two blocks; doc/performance.md has figures.
 */
#ifndef PARCOURS_INPUT_READ_AHEAD_H
#define PARCOURS_INPUT_READ_AHEAD_H
#include <stddef.h>

enum { READ_AHEAD_BLOCKS = 3, READ_AHEAD_SIZE = 128 << 10 };

struct read_ahead;

/* NULL, and nothing was called, if no thread can be started. */
struct read_ahead *read_ahead_start(size_t (*fill)(void *context, char *block, size_t size), void *context);
/* The next block, valid until the next call; waits for it. NULL at the end, and again if asked again. */
const char *read_ahead_next(struct read_ahead *ahead, size_t *length);
/* Ends the thread and frees the blocks, also before the end. Waits for a `fill` that runs: who calls this has to make
 * it return. NULL is fine. */
void read_ahead_stop(struct read_ahead *ahead);
#endif
