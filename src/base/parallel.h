/* base/parallel.h - the same work on many items, on a few threads. */
#ifndef PARCOURS_BASE_PARALLEL_H
#define PARCOURS_BASE_PARALLEL_H
#include <stddef.h>

/* Call work(context, item, thread) once for each item 0 … count - 1, each thread (0 … threads - 1) taking the next
 * free item. What is computed must depend on the item alone, never on the thread. threads <= 1: in this thread.
 * If a thread can't be started, the others do its work. */
void parallel_for(size_t count, int threads, void (*work)(void *context, size_t item, int thread), void *context);
int parallel_threads(void);         /* how many the machine offers, 1 … 64 */
#endif
