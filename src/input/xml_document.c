/* A small document as a tree. The whole text is turned into UTF-8 first, so that places are exact. */
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include "input/xml.h"
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { EXCERPT_LINE_MAXIMUM = 64 << 10 };      /* bytes: a longer line is not shown below a message */

struct frame { struct xml_element *element; struct buffer text; };

struct tree_builder {
    struct xml_document *document;
    struct diagnostics *diagnostics;
    struct frame frame[XML_DEPTH_MAXIMUM + 1];
    int depth, elements;
    size_t after;                               /* where the last tag ended */
    size_t cursor; int line, column;            /* a known place; places are asked for in order */
};

/* --- places --------------------------------------------------------------------------------------------------- */

/* The place of a byte of the text; columns count characters. Amortised constant while offsets grow. */
static struct source_position place(struct tree_builder *builder, size_t offset)
{
    const char *text = builder->document->text;
    if (offset > builder->document->length)
        offset = builder->document->length;
    for (; builder->cursor < offset; builder->cursor++) {
        if (text[builder->cursor] == '\n') {
            builder->line++;
            builder->column = 1;
        } else {
            builder->column += (text[builder->cursor + 1] & 0xC0) != 0x80;
        }
    }
    return (struct source_position){ builder->document->file, builder->line, builder->column };
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* From the '<' of a tag or after an attribute: where the value of the next attribute begins; *name_length and *name
 * tell which it is. `end` if there is none. */
static size_t next_value(const char *text, size_t at, size_t end, const char **name, size_t *name_length)
{
    while (at < end && is_blank(text[at]))
        at++;
    *name = text + at;
    while (at < end && !is_blank(text[at]) && text[at] != '=')
        at++;
    *name_length = (size_t)(text + at - *name);
    while (at < end && text[at] != '"' && text[at] != '\'')
        at++;
    return at < end ? at + 1 : end;
}

static void locate_attributes(struct tree_builder *builder, struct xml_element *element, size_t at, size_t end)
{
    const char *text = builder->document->text, *name;
    size_t length;
    while (at < end && !is_blank(text[at]))
        at++;
    for (int i = 0; i < element->attributes;) {
        at = next_value(text, at, end, &name, &length);
        if (at >= end)
            return;
        if (!(length == 5 && !memcmp(name, "xmlns", 5)) && !(length > 6 && !memcmp(name, "xmlns:", 6))) {
            element->attribute[i].name_at = place(builder, (size_t)(name - text));
            element->attribute[i].raw = text + at;
            element->attribute[i++].at = place(builder, at);
        }
        const char *close = memchr(text + at, text[at - 1], end - at);
        at = close ? (size_t)(close - text) + 1 : end;
    }
}

/* --- encoding ------------------------------------------------------------------------------------------------- */

static bool begins(const char *text, size_t length, const char *start, size_t start_length)
{
    return length >= start_length && !memcmp(text, start, start_length);
}

/* The encoding the bytes or the XML declaration tell; "UTF-8" if neither does. *skip: bytes of a byte order mark. */
static void find_encoding(const char *text, size_t length, size_t *skip, char name[XML_NAME_SIZE])
{
    *skip = 0;
    strncpy(name, "UTF-8", XML_NAME_SIZE);
    if (begins(text, length, "\xEF\xBB\xBF", 3)) {
        *skip = 3;
    } else if (begins(text, length, "\xFF\xFE", 2) || begins(text, length, "<\0", 2)) {
        *skip = text[0] == '<' ? 0 : 2;
        strncpy(name, "UTF-16LE", XML_NAME_SIZE);
    } else if (begins(text, length, "\xFE\xFF", 2) || begins(text, length, "\0<", 2)) {
        *skip = text[0] ? 2 : 0;
        strncpy(name, "UTF-16BE", XML_NAME_SIZE);
    } else if (begins(text, length, "<?xml", 5)) {
        const char *end = memmem(text, length < 1024 ? length : 1024, "?>", 2);
        const char *at = end ? memmem(text, (size_t)(end - text), "encoding", 8) : NULL;
        for (at = at ? at + 8 : end; at && at < end && strchr(" \t\r\n=", *at); at++)
            ;
        if (!at || at >= end || (*at != '"' && *at != '\''))
            return;
        const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
        if (!close || close - at - 1 >= XML_NAME_SIZE)
            return;
        memset(name, 0, XML_NAME_SIZE);
        memcpy(name, at + 1, (size_t)(close - at - 1));
        if (!strncasecmp(name, "UTF-16", 6) || !strncasecmp(name, "UTF-32", 6) || !strncasecmp(name, "UCS-", 4))
            strncpy(name, "UTF-8", XML_NAME_SIZE);      /* it was converted and still says so: its declaration is readable */
    }
}

/* Only encodings whose bytes below 128 are ASCII, and UTF-16: in the others text can hide markup. */
static bool acceptable(const char *name)
{
    static const char *const refused[] = { "UTF-7", "UTF7", "ISO-2022", "ISO2022", "CSISO2022", "HZ", "EBCDIC", "UNICODE-1-1" };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (!strncasecmp(name, refused[i], strlen(refused[i])))
            return false;
    return *name && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == strlen(name);
}

static bool convert(struct xml_document *document, const char *bytes, size_t length, const char *encoding,
                    struct diagnostics *diagnostics)
{
    struct source_position at = { document->file, 1, 0 };
    iconv_t converter = acceptable(encoding) ? iconv_open("UTF-8", encoding) : (iconv_t)-1;
    if (converter == (iconv_t)-1)
        return diagnostics_error(diagnostics, at, _("the encoding '%s' is not known; save the file as UTF-8"), encoding);
    struct buffer out = { 0 };
    char piece[8192], *from = (char *)(uintptr_t)bytes;
    bool good = true;
    while (length && good) {
        char *to = piece;
        size_t room = sizeof piece;
        good = iconv(converter, &from, &length, &to, &room) != (size_t)-1 || errno == E2BIG;
        buffer_add(&out, piece, (size_t)(to - piece));
    }
    iconv_close(converter);
    if (!good) {
        for (size_t i = 0; i < out.length; i++)
            at.line += out.data[i] == '\n';
        diagnostics_error(diagnostics, at, _("these bytes are not text in the encoding %s"), encoding);
    } else {
        document->text = arena_strndup(&document->arena, buffer_text(&out), out.length);
        document->length = out.length;
    }
    buffer_release(&out);
    return good;
}

static void index_lines(struct xml_document *document)
{
    size_t lines = 1;
    for (size_t i = 0; i < document->length; i++)
        lines += document->text[i] == '\n';
    document->line = arena_alloc(&document->arena, lines * sizeof *document->line);
    document->lines = 1;
    for (size_t i = 0; i < document->length; i++)
        if (document->text[i] == '\n')
            document->line[document->lines++] = i + 1;
}

/* The whole of the source as UTF-8 without byte order mark, checked. */
static bool load_text(struct xml_document *document, struct source *source, struct diagnostics *diagnostics)
{
    size_t length, skip, invalid;
    const char *bytes = source_all(source, SOURCE_DOCUMENT_MAXIMUM, &length);
    char encoding[XML_NAME_SIZE];
    if (!bytes)
        return false;
    find_encoding(bytes, length, &skip, encoding);
    if (strcasecmp(encoding, "UTF-8") && strcasecmp(encoding, "US-ASCII")) {
        if (!convert(document, bytes + skip, length - skip, encoding, diagnostics))
            return false;
    } else {
        document->text = bytes + skip;          /* the source's; it outlives the document */
        document->length = length - skip;
    }
    index_lines(document);
    const char *nul = memchr(document->text, '\0', document->length);
    bool utf8 = text_is_utf8(document->text, document->length, &invalid);
    if (utf8 && !nul)
        return true;
    size_t wrong = nul && (utf8 || (size_t)(nul - document->text) < invalid) ? (size_t)(nul - document->text) : invalid;
    int line = 1;
    while (line < document->lines && document->line[line] <= wrong)
        line++;
    struct tree_builder builder = { .document = document, .cursor = document->line[line - 1], .line = line, .column = 1 };
    struct source_position at = place(&builder, wrong);
    if (utf8 || wrong != invalid)
        return diagnostics_error(diagnostics, at, _("a character that XML does not allow"));
    return diagnostics_error(diagnostics, at, _("from here on this is not UTF-8 text; save the file as UTF-8, or declare its encoding in the first line"));
}

/* --- building ------------------------------------------------------------------------------------------------- */

static void refuse(struct tree_builder *builder, struct xml_stream *stream, struct source_position at, const char *text)
{
    diagnostics_error(builder->diagnostics, at, "%s", text);
    xml_stop(stream);
}

static const char *copy_value(struct tree_builder *builder, const char *value, size_t length)
{
    struct arena *arena = &builder->document->arena;
    char *copy = arena_strndup(arena, value, length);
    if (memchr(value, '&', length)) {
        xml_decode(value, &length, copy);
        copy[length] = '\0';
    }
    return copy;
}

static void copy_attributes(struct tree_builder *builder, struct xml_element *element, const struct xml_tag *tag)
{
    struct arena *arena = &builder->document->arena;
    element->attribute = arena_alloc(arena, ((size_t)tag->attributes + 1) * sizeof *element->attribute);
    element->attributes = tag->attributes;
    for (int i = 0; i < tag->attributes; i++) {
        const char *const *given = (const char *const *)(tag->attribute + 5 * i);
        element->attribute[i] = (struct xml_attribute){
            .name = arena_strdup(arena, given[0]), .space = given[2] ? arena_strdup(arena, given[2]) : NULL,
            .value = copy_value(builder, given[3], (size_t)(given[4] - given[3])),
            .name_at = element->at, .at = element->at,
        };
    }
}

static bool values_too_long(const struct xml_tag *tag)
{
    for (int i = 0; i < tag->attributes; i++)
        if (tag->attribute[5 * i + 4] - tag->attribute[5 * i + 3] > XML_TEXT_MAXIMUM)
            return true;
    return false;
}

static void on_start(void *context, struct xml_stream *stream, const struct xml_tag *tag)
{
    struct tree_builder *builder = context;
    struct xml_document *document = builder->document;
    size_t end = xml_offset(stream);
    if (end > document->length)
        end = document->length;
    size_t start = end;
    while (start > builder->after && document->text[start] != '<')
        start--;
    struct source_position at = place(builder, start);
    if (++builder->elements > XML_ELEMENTS_MAXIMUM) {
        refuse(builder, stream, at, _("this document has too many elements"));
        return;
    }
    if (values_too_long(tag)) {
        refuse(builder, stream, at, _("an attribute of this element is longer than 64 KiB"));
        return;
    }
    struct xml_element *element = arena_alloc(&document->arena, sizeof *element);
    element->name = arena_strdup(&document->arena, tag->name);
    element->space = tag->space ? arena_strdup(&document->arena, tag->space) : NULL;
    element->at = element->text_at = at;
    copy_attributes(builder, element, tag);
    locate_attributes(builder, element, start, end);
    struct xml_element *parent = builder->depth ? builder->frame[builder->depth].element : NULL;
    element->parent = parent;
    if (parent) {
        *(parent->last_child ? &parent->last_child->next : &parent->first_child) = element;
        parent->last_child = element;
    } else {
        document->root = element;
    }
    builder->frame[++builder->depth].element = element;
    buffer_clear(&builder->frame[builder->depth].text);
    const char *close = memchr(document->text + end, '>', document->length - end);
    builder->after = close ? (size_t)(close - document->text) + 1 : end;
}

/* The first visible character at or after `at`; comments and processing instructions are passed. */
static size_t visible(const struct xml_document *document, size_t at)
{
    const char *text = document->text;
    while (at < document->length) {
        const char *mark = NULL;
        if (is_blank(text[at])) {
            at++;
            continue;
        }
        if (!strncmp(text + at, "<![CDATA[", 9)) {
            at += 9;
            continue;
        }
        mark = !strncmp(text + at, "<!--", 4) ? "-->" : !strncmp(text + at, "<?", 2) ? "?>" : NULL;
        if (!mark)
            return at;
        const char *found = strstr(text + at, mark);
        at = found ? (size_t)(found - text) + strlen(mark) : document->length;
    }
    return at;
}

/* White space becomes one blank, and none at the beginning: indentation does not count as text. */
static void add_collapsed(struct buffer *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t run = 0;
        while (i + run < length && !is_blank(text[i + run]))
            run++;
        if (run)
            buffer_add(out, text + i, run);
        else if (out->length && out->data[out->length - 1] != ' ')
            buffer_add_char(out, ' ');
        i += run ? run : 1;
    }
}

static void on_text(void *context, struct xml_stream *stream, const char *text, size_t length)
{
    struct tree_builder *builder = context;
    struct frame *frame = &builder->frame[builder->depth];
    size_t blank = 0;
    if (!builder->depth)
        return;
    while (blank < length && is_blank(text[blank]))
        blank++;
    if (blank < length && !frame->element->text) {
        frame->element->text = "";
        frame->element->text_at = place(builder, visible(builder->document, builder->after));
    }
    frame->text.maximum = XML_TEXT_MAXIMUM;
    add_collapsed(&frame->text, text, length);
    if (frame->text.overflowed)
        refuse(builder, stream, frame->element->at, _("the text of this element is longer than 64 KiB"));
}

static void on_end(void *context, struct xml_stream *stream)
{
    struct tree_builder *builder = context;
    struct frame *frame = &builder->frame[builder->depth--];
    size_t length = frame->text.length;
    if (length && frame->text.data[length - 1] == ' ')
        length--;
    frame->element->text = arena_strndup(&builder->document->arena, buffer_text(&frame->text), length);
    builder->after = xml_offset(stream);
    if (builder->after > builder->document->length)
        builder->after = builder->document->length;
}

struct xml_document *xml_document(struct source *source, struct diagnostics *diagnostics)
{
    static const struct xml_handler handler = { on_start, on_end, on_text };
    struct xml_document *document = xcalloc(1, sizeof *document);
    document->file = arena_strdup(&document->arena, source_name(source));
    size_t first = diagnostics->count;
    struct tree_builder *builder = xcalloc(1, sizeof *builder);
    *builder = (struct tree_builder){ .document = document, .diagnostics = diagnostics, .line = 1, .column = 1 };
    bool good = load_text(document, source, diagnostics) &&
                xml_stream_text(document->text, document->length, document->file, &handler, builder, diagnostics);
    for (int i = 0; i <= XML_DEPTH_MAXIMUM; i++)
        buffer_release(&builder->frame[i].text);
    free(builder);
    xml_excerpts(document, diagnostics, first);
    if (good && document->root)
        return document;
    xml_document_free(document);
    return NULL;
}

void xml_document_free(struct xml_document *document)
{
    if (!document)
        return;
    arena_release(&document->arena);
    free(document);
}

void xml_excerpts(const struct xml_document *document, struct diagnostics *diagnostics, size_t first)
{
    for (size_t i = first; i < diagnostics->count; i++) {
        struct diagnostic *item = &diagnostics->item[i];
        if (item->excerpt || !item->at.file || strcmp(item->at.file, document->file) || item->at.line < 1 ||
            item->at.line > document->lines)
            continue;
        const char *line = document->text + document->line[item->at.line - 1];
        size_t length = strcspn(line, "\r\n");
        if (length > EXCERPT_LINE_MAXIMUM)
            continue;
        item->excerpt = memcpy(xrealloc(NULL, length + 1), line, length);
        item->excerpt[length] = '\0';
    }
}

const struct xml_attribute *xml_attribute(const struct xml_element *element, const char *name)
{
    for (int i = 0; i < element->attributes; i++)
        if (!element->attribute[i].space && !strcmp(element->attribute[i].name, name))
            return &element->attribute[i];
    return NULL;
}

const char *xml_value(const struct xml_element *element, const char *name)
{
    const struct xml_attribute *attribute = xml_attribute(element, name);
    return attribute ? attribute->value : NULL;
}
