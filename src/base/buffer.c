#include "base/buffer.h"
#include "base/arena.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_add(struct buffer *buffer, const char *bytes, size_t length)
{
    if (buffer->maximum && length > buffer->maximum - buffer->length) {
        length = buffer->maximum - buffer->length;
        buffer->overflowed = true;
    }
    if (buffer->length + length + 1 > buffer->capacity) {
        size_t capacity = buffer->capacity ? buffer->capacity : 64;
        while (capacity < buffer->length + length + 1)
            capacity *= 2;
        buffer->data = xrealloc(buffer->data, capacity);
        buffer->capacity = capacity;
    }
    if (length)
        memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void buffer_add_string(struct buffer *buffer, const char *text) { buffer_add(buffer, text, strlen(text)); }
void buffer_add_char(struct buffer *buffer, char c) { buffer_add(buffer, &c, 1); }

void buffer_vprintf(struct buffer *buffer, const char *format, va_list arguments)
{
    char small[256];
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(small, sizeof small, format, arguments);
    if (length >= 0 && (size_t)length < sizeof small) {
        buffer_add(buffer, small, (size_t)length);
    } else if (length >= 0) {
        char *large = xrealloc(NULL, (size_t)length + 1);
        vsnprintf(large, (size_t)length + 1, format, again);
        buffer_add(buffer, large, (size_t)length);
        free(large);
    }
    va_end(again);
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(buffer, format, arguments);
    va_end(arguments);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    buffer->overflowed = false;
    if (buffer->data)
        buffer->data[0] = '\0';
}

void buffer_release(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){ .maximum = buffer->maximum };
}

const char *buffer_text(const struct buffer *buffer) { return buffer->data ? buffer->data : ""; }
