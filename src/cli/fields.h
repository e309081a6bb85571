/* cli/fields.h - what is said in two columns: a name, what it is. */
#ifndef PARCOURS_CLI_FIELDS_H
#define PARCOURS_CLI_FIELDS_H
#include "base/arena.h"
#include "base/buffer.h"
#include <stdint.h>

struct fields {
    struct arena arena;
    struct field { const char *name, *value; } *field; int count, capacity;
};

void fields_add(struct fields *fields, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));
void fields_count(struct fields *fields, const char *name, uint64_t count);     /* "1,434" */
/* Append one line a field, values aligned and wrapped; control characters as '?'. Then release `fields`. */
void fields_write(struct fields *fields, struct buffer *out);

/* A table of counts and texts: append `count` right-aligned in `width` characters. */
void add_count_cell(struct buffer *out, uint64_t count, int width);
/* Append a text of the input as one line: control characters as '?', at most `maximum` characters (then …). */
void add_plain(struct buffer *out, const char *text, size_t maximum);
#endif
