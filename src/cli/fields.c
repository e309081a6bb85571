#include "cli/fields.h"
#include "base/format.h"
#include "base/options.h"
#include "base/text.h"
#include <stdarg.h>
#include <stdlib.h>

enum { WIDTH = 100 };

static void add_field(struct fields *fields, const char *name, const char *value)
{
    GROW(fields->field, fields->count, fields->capacity);
    fields->field[fields->count++] = (struct field){ name, arena_strdup(&fields->arena, value) };
}

void fields_add(struct fields *fields, const char *name, const char *format, ...)
{
    struct buffer value = { 0 }, plain = { 0 };
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(&value, format, arguments);
    va_end(arguments);
    add_plain(&plain, buffer_text(&value), 2000);
    add_field(fields, name, buffer_text(&plain));
    buffer_release(&value);
    buffer_release(&plain);
}

void fields_count(struct fields *fields, const char *name, uint64_t count)
{
    struct buffer value = { 0 };
    format_number(&value, (double)count, 0);
    add_field(fields, name, buffer_text(&value));
    buffer_release(&value);
}

void fields_write(struct fields *fields, struct buffer *out)
{
    size_t column = 0;
    for (int i = 0; i < fields->count; i++) {
        size_t width = text_length(fields->field[i].name) + 2;
        column = width > column ? width : column;
    }
    for (int i = 0; i < fields->count; i++) {
        buffer_add_string(out, fields->field[i].name);
        for (size_t width = text_length(fields->field[i].name); width < column; width++)
            buffer_add_char(out, ' ');
        text_wrap(out, fields->field[i].value, column, column, WIDTH);
        buffer_add_char(out, '\n');
    }
    free(fields->field);
    arena_release(&fields->arena);
    *fields = (struct fields){ 0 };
}

void add_count_cell(struct buffer *out, uint64_t count, int width)
{
    struct buffer number = { 0 };
    format_number(&number, (double)count, 0);
    for (int length = (int)text_length(buffer_text(&number)); length < width; length++)
        buffer_add_char(out, ' ');
    buffer_add_string(out, buffer_text(&number));
    buffer_release(&number);
}

void add_plain(struct buffer *out, const char *text, size_t maximum)
{
    for (size_t seen = 0; *text; text++) {
        bool begins = (*text & 0xC0) != 0x80;
        if (begins && seen++ == maximum) {
            buffer_add_string(out, "…");
            return;
        }
        buffer_add_char(out, (unsigned char)*text < 0x20 || *text == 0x7f ? '?' : *text);
    }
}
