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
    size_t offset = 0;
    int line = 1;
    for (size_t i = first; i < list->count; i++) {
        struct diagnostic *item = &list->item[i];
        if (!item->at.line || !item->at.file || strcmp(item->at.file, file) || item->excerpt)
            continue;
        if (item->at.line < line)                       /* mostly they come in the order of the file: go on from the last */
            offset = 0, line = 1;
        for (; line < item->at.line && offset < length; offset++)
            line += text[offset] == '\n';
        set_excerpt(item, text + offset, length - offset);
    }
}

/* A control character: C0, DEL, or C1 (U+0080 … U+009F, two bytes), which drives some terminals as well. */
static bool is_control(const char *at)
{
    unsigned char c = (unsigned char)at[0], next = c == 0xC2 ? (unsigned char)at[1] : 0;
    return c < 0x20 || c == 0x7F || (next >= 0x80 && next <= 0x9F);
}

/* The byte, or the control character, at `at` as it may be shown; returns its last byte. */
static const char *print_character(FILE *out, const char *at)
{
    if (is_control(at)) {
        fputc(*at == '\t' ? ' ' : '?', out);
        return (unsigned char)*at == 0xC2 ? at + 1 : at;
    }
    fputc(*at, out);
    return at;
}

static void print_safely(FILE *out, const char *text)
{
    for (; *text; text++)
        text = print_character(out, text);
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
    for (const char *at = line + start; at < line + end; at++)
        at = print_character(out, at);
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
    static const char *const level[] = { N_("note: "), N_("warning: "), N_("error: ") };
    if (item->at.file) {
        print_safely(out, item->at.file);
        if (item->at.line)
            fprintf(out, ":%d", item->at.line);
        if (item->at.line && item->at.column)
            fprintf(out, ":%d", item->at.column);
        fputs(": ", out);
    }
    fputs(_(level[item->level]), out);
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
        fprintf(out,
                ngettext("parcours: %zu further message is counted but not kept\n",
                         "parcours: %zu further messages are counted but not kept\n", list->dropped),
                list->dropped);
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
