/* base/buffer.h - a growing string of bytes, always followed by a NUL.
 *
 * A buffer that holds what a file says is given a maximum, so that a hostile file cannot
 * grow it without end: past the maximum, bytes are dropped and `overflowed` is set.
 */
#ifndef PARCOURS_BASE_BUFFER_H
#define PARCOURS_BASE_BUFFER_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *data;                 /* NULL while nothing was ever added; else NUL-terminated */
    size_t length, capacity;    /* bytes */
    size_t maximum;             /* bytes; 0 = no limit (for what the program itself writes) */
    bool overflowed;
};

void buffer_add(struct buffer *buffer, const char *bytes, size_t length);
void buffer_add_string(struct buffer *buffer, const char *text);
void buffer_add_char(struct buffer *buffer, char c);
void buffer_printf(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_vprintf(struct buffer *buffer, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));
void buffer_clear(struct buffer *buffer);           /* length 0, memory kept, overflowed reset */
void buffer_release(struct buffer *buffer);
const char *buffer_text(const struct buffer *buffer);   /* data, or "" */
#endif
