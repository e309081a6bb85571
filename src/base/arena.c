#include "base/arena.h"
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST_BLOCK = 512, LARGEST_BLOCK = 65536, EXIT_OUT_OF_MEMORY = 71 };

struct arena_block { struct arena_block *next; size_t used, size; max_align_t data[]; };

static _Noreturn void out_of_memory(void)
{
    fputs("parcours: out of memory\n", stderr);         /* untranslated: gettext itself may need memory */
    exit(EXIT_OUT_OF_MEMORY);
}

void *xrealloc(void *pointer, size_t size)
{
    void *result = realloc(pointer, size ? size : 1);
    if (!result)
        out_of_memory();
    return result;
}

void *xcalloc(size_t count, size_t size)
{
    void *result = calloc(count ? count : 1, size ? size : 1);
    if (!result)
        out_of_memory();
    return result;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory();
    size = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    if (!arena->head || arena->head->size - arena->head->used < size) {
        size_t block_size = arena->total < SMALLEST_BLOCK ? SMALLEST_BLOCK      /* there may be 100,000 small arenas */
                            : arena->total < LARGEST_BLOCK ? arena->total : LARGEST_BLOCK;
        block_size = size > block_size ? size : block_size;
        struct arena_block *block = xrealloc(NULL, sizeof *block + block_size);
        *block = (struct arena_block){ arena->head, 0, block_size };
        arena->head = block;
        arena->total += block_size;
    }
    void *memory = (char *)arena->head->data + arena->head->used;
    arena->head->used += size;
    return memset(memory, 0, size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        out_of_memory();
    char *text = arena_alloc(arena, (size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

void arena_release(struct arena *arena)
{
    while (arena->head) {
        struct arena_block *next = arena->head->next;
        free(arena->head);
        arena->head = next;
    }
    arena->total = 0;
}
