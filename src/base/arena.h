/* base/arena.h - memory that is freed all at once.
 *
 * A document (journey, event log) or a run (audit) owns one arena; what it allocates
 * lives until arena_release(). Running out of memory ends the program with status 71,
 * here and nowhere else.
 */
#ifndef PARCOURS_BASE_ARENA_H
#define PARCOURS_BASE_ARENA_H
#include <stddef.h>

struct arena { struct arena_block *head; size_t total; };   /* zero is a valid, empty arena; total in bytes */

void *arena_alloc(struct arena *arena, size_t size);        /* zeroed, aligned for any type; never NULL */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_release(struct arena *arena);                    /* frees everything; *arena is empty and reusable */

void *xrealloc(void *pointer, size_t size);                 /* realloc that never returns NULL (size > 0) */
void *xcalloc(size_t count, size_t size);                   /* zeroed; never NULL, checks count * size */

/* Make room for one more item in a malloc'ed array: GROW(list->item, list->count, list->capacity). */
#define GROW(array, count, capacity)                                                              \
    do {                                                                                          \
        if ((size_t)(count) == (size_t)(capacity)) {                                              \
            (capacity) = (capacity) ? 2 * (capacity) : 16;                                        \
            (array) = xrealloc((array), (size_t)(capacity) * sizeof *(array));                    \
        }                                                                                         \
    } while (0)
#endif
