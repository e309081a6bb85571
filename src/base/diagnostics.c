#include "base/diagnostics.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { EXCERPT_MAXIMUM = 160 };     /* bytes of a source line worth showing */

static const char *own_file(struct diagnostics *list, const char *file)
{
    if (!file)
        return NULL;
    for (size_t i = list->files; i-- > 0;)
        if (!strcmp(list->file[i], file))
            return list->file[i];
    GROW(list->file, list->files, list->files_capacity);
    size_t size = strlen(file) + 1;
    return list->file[list->files++] = memcpy(xrealloc(NULL, size), file, size);
}

__attribute__((format(printf, 4, 0)))
static void append(struct diagnostics *list, enum diagnostic_level level, struct source_position at,
                   const char *format, va_list arguments)
{
    list->errors += level == DIAGNOSTIC_ERROR;
    list->warnings += level == DIAGNOSTIC_WARNING;
    if (list->count >= DIAGNOSTICS_MAXIMUM) {
        list->dropped++;
        return;
    }
    struct buffer text = { .maximum = 8192 };
    buffer_vprintf(&text, format, arguments);
    GROW(list->item, list->count, list->capacity);
    at.file = own_file(list, at.file);
    list->item[list->count++] = (struct diagnostic){
        level, at, xrealloc(text.data, text.length + 1), NULL, format,
    };
}

bool diagnostics_error(struct diagnostics *list, struct source_position at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    append(list, DIAGNOSTIC_ERROR, at, format, arguments);
    va_end(arguments);
    return false;
}

bool diagnostics_warning(struct diagnostics *list, struct source_position at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    append(list, DIAGNOSTIC_WARNING, at, format, arguments);
    va_end(arguments);
    return false;
}

bool diagnostics_note(struct diagnostics *list, struct source_position at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    append(list, DIAGNOSTIC_NOTE, at, format, arguments);
    va_end(arguments);
    return false;
}

static void set_excerpt(struct diagnostic *item, const char *line, size_t length)
{
    size_t n = 0;
    while (n < length && line[n] != '\n' && line[n] != '\r' && line[n])
        n++;
    free(item->excerpt);
    item->excerpt = xrealloc(NULL, n + 1);
    memcpy(item->excerpt, line, n);
    item->excerpt[n] = '\0';
}

void diagnostics_excerpt(struct diagnostics *list, const char *line, size_t length)
{
    if (list->count && !list->dropped)
        set_excerpt(&list->item[list->count - 1], line, length);
}

void diagnostics_excerpts(struct diagnostics *list, size_t first, const char *file, const char *text, size_t length)
{
    for (size_t i = first; i < list->count; i++) {
        struct diagnostic *item = &list->item[i];
        if (!item->at.line || !item->at.file || strcmp(item->at.file, file) || item->excerpt)
            continue;
        size_t offset = 0;
        for (int line = 1; line < item->at.line && offset < length; offset++)
            line += text[offset] == '\n';
        set_excerpt(item, text + offset, length - offset);
    }
}

static void print_safely(FILE *out, const char *text)
{
    for (; *text; text++)
        fputc((unsigned char)*text < 0x20 || *text == 0x7f ? '?' : *text, out);
}

/* The line, cut to a window around the column, and a caret below; columns count characters. */
static void print_excerpt(FILE *out, const struct diagnostic *item)
{
    const char *line = item->excerpt;
    size_t column = item->at.column > 0 ? (size_t)item->at.column - 1 : 0, start = 0;
    size_t byte = 0;
    for (size_t seen = 0; line[byte] && seen < column; byte++)
        seen += (line[byte + 1] & 0xC0) != 0x80;
    if (byte > EXCERPT_MAXIMUM / 2)
        start = byte - EXCERPT_MAXIMUM / 2;
    while ((line[start] & 0xC0) == 0x80)
        start++;
    size_t end = start + strnlen(line + start, EXCERPT_MAXIMUM);
    while (end > start && (line[end] & 0xC0) == 0x80)
        end--;
    fprintf(out, "%6d | %s", item->at.line, start ? "…" : "");
    for (size_t i = start; i < end; i++)
        fputc((unsigned char)line[i] < 0x20 || line[i] == 0x7f ? ' ' : line[i], out);
    fprintf(out, "%s\n", line[end] ? "…" : "");
    if (item->at.column <= 0)
        return;
    fprintf(out, "       | %s", start ? " " : "");
    for (size_t i = start; i < byte; i++)
        if ((line[i] & 0xC0) != 0x80)
            fputc(' ', out);
    fputs("^\n", out);
}

static void print_one(FILE *out, const struct diagnostic *item)
{
    static const char *const level[] = { N_("note"), N_("warning"), N_("error") };
    if (item->at.file) {
        print_safely(out, item->at.file);
        if (item->at.line)
            fprintf(out, ":%d", item->at.line);
        if (item->at.line && item->at.column)
            fprintf(out, ":%d", item->at.column);
        fputs(": ", out);
    }
    fprintf(out, "%s: ", _(level[item->level]));
    print_safely(out, item->text);
    fputc('\n', out);
    if (item->excerpt && *item->excerpt)
        print_excerpt(out, item);
}

void diagnostics_print(const struct diagnostics *list, FILE *out, bool all)
{
    const struct diagnostic *item = list->item;
    for (size_t i = 0; i < list->count; i++) {
        size_t before = 0, after = 0;
        for (size_t k = 0; !all && k < list->count && (k < i || !after); k++) {
            before += k < i && item[k].format == item[i].format;
            after += k > i && item[k].format == item[i].format;
        }
        if (before < DIAGNOSTICS_SHOWN_OF_A_KIND || all) {
            print_one(out, &item[i]);
        } else if (!after) {
            size_t more = before + 1 - DIAGNOSTICS_SHOWN_OF_A_KIND;
            fprintf(out, ngettext("%s: … and %zu more like this (--all-messages shows it)\n",
                                  "%s: … and %zu more like this (--all-messages shows them)\n", more),
                    item[i].at.file ? item[i].at.file : "parcours", more);
        }
    }
    if (list->dropped)
        fprintf(out, ngettext("parcours: %zu further message is counted but not kept\n",
                              "parcours: %zu further messages are counted but not kept\n", list->dropped), list->dropped);
}

void diagnostics_release(struct diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->item[i].text);
        free(list->item[i].excerpt);
    }
    for (size_t i = 0; i < list->files; i++)
        free(list->file[i]);
    free(list->file);
    free(list->item);
    *list = (struct diagnostics){ 0 };
}
