#include "input/xml.h"
#include "base/message.h"
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdint.h>
#include <string.h>

enum { SLICE = 16 << 10 };      /* bytes a push: libxml2 copies each, and 16 KiB stay near (64 KiB take 1 or 2 % longer) */

struct xml_stream {
    xmlParserCtxtPtr parser;
    const struct xml_handler *handler;
    void *context;
    struct diagnostics *diagnostics;
    const char *file;
    bool root_seen;
    bool stopped;               /* a diagnostic was added: nothing more is reported */
};

void xml_stop(struct xml_stream *stream)
{
    stream->stopped = true;
    xmlStopParser(stream->parser);
}

const char *xml_intern(struct xml_stream *stream, const char *name)
{
    return (const char *)xmlDictLookup(stream->parser->dict, (const xmlChar *)name, -1);
}

/* Elements that are open; in on_start(), those around the one that begins. */
static int depth_of(const struct xml_stream *stream) { return stream->parser->nameNr; }

int xml_line(const struct xml_stream *stream) { return stream->parser->input ? stream->parser->input->line : 0; }

const char *xml_encoding(const struct xml_stream *stream)
{
    return stream->parser->encoding ? (const char *)stream->parser->encoding : "UTF-8";
}

static struct source_position here(const struct xml_stream *stream)
{
    xmlParserInputPtr input = stream->parser->input;
    return (struct source_position){ stream->file, input ? input->line : 0, input ? input->col : 0 };
}

/* Values in which libxml2 replaces something are copied, all others stay in its buffer. */
bool xml_as_written(const struct xml_stream *stream, const char *value)
{
    const xmlParserInput *input = stream->parser->input;
    return (uintptr_t)value - (uintptr_t)input->base < (uintptr_t)input->end - (uintptr_t)input->base;
}

const char *xml_decode(const char *value, size_t *length, char *scratch)
{
    const char *ampersand = memchr(value, '&', *length);
    if (!ampersand)
        return value;
    size_t out = 0;
    for (size_t i = 0; i < *length;) {
        scratch[out++] = value[i];
        i += value[i] == '&' && *length - i >= 5 && !memcmp(value + i, "&#38;", 5) ? 5 : 1;
    }
    *length = out;
    return scratch;
}

/* --- callbacks ------------------------------------------------------------------------------------------------ */

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space, int namespaces,
                     const xmlChar **declared, int attributes, int defaulted, const xmlChar **attribute)
{
    struct xml_stream *stream = context;
    (void)prefix, (void)namespaces, (void)declared, (void)defaulted;
    if (stream->stopped)
        return;
    stream->root_seen = true;
    if (depth_of(stream) >= XML_DEPTH_MAXIMUM) {
        diagnostics_error(stream->diagnostics, here(stream), _("more than %d elements within each other"), XML_DEPTH_MAXIMUM);
        xml_stop(stream);
        return;
    }
    if (attributes > XML_ATTRIBUTES_MAXIMUM) {
        diagnostics_error(stream->diagnostics, here(stream), _("this element has more than %d attributes"),
                          XML_ATTRIBUTES_MAXIMUM);
        xml_stop(stream);
        return;
    }
    struct xml_tag tag = { (const char *)name, (const char *)space, attribute, attributes, depth_of(stream) };
    stream->handler->start(stream->context, stream, &tag);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    struct xml_stream *stream = context;
    (void)name, (void)prefix, (void)space;
    if (stream->stopped)
        return;
    stream->handler->end(stream->context, stream);
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct xml_stream *stream = context;
    if (!stream->stopped)
        stream->handler->text(stream->context, stream, (const char *)text, (size_t)length);
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    struct xml_stream *stream = context;
    (void)name, (void)external, (void)system;
    if (stream->stopped)
        return;
    diagnostics_error(stream->diagnostics, (struct source_position){ stream->file, xml_line(stream), 0 },
                      _("a DOCTYPE is not accepted: entities and external files are not read; remove it"));
    xml_stop(stream);
}

/* What libxml2 found, in our words where a person may meet it; else in its own. */
static void report(struct xml_stream *stream, struct source_position at, const xmlError *error)
{
    struct diagnostics *list = stream->diagnostics;
    const char *name = error->str1 ? error->str1 : "";
    switch (error->code) {
    case XML_ERR_TAG_NAME_MISMATCH:
        diagnostics_error(list, at, _("'</%s>' is expected here, for the '<%s>' of line %d"), name, name, error->int1);
        return;
    case XML_ERR_DOCUMENT_END:
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_DOCUMENT_EMPTY:
        if (depth_of(stream))
            diagnostics_error(list, at, _("the file ends too early: an element is not closed"));
        else if (stream->root_seen)
            diagnostics_error(list, at, _("nothing but comments may follow the end of the first element"));
        else
            diagnostics_error(list, at, _("an XML element is expected here"));
        return;
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
        diagnostics_error(list, at, _("the value of an attribute is not closed: a quote is missing"));
        return;
    case XML_ERR_HYPHEN_IN_COMMENT:
        diagnostics_error(list, at, _("'--' may not stand within a comment"));
        return;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        diagnostics_error(list, at, _("the entity '&%s;' is not known; write the character itself"), name);
        return;
    case XML_ERR_ATTRIBUTE_REDEFINED:
        diagnostics_error(list, at, _("this element has two attributes of the same name"));
        return;
    case XML_ERR_LT_IN_ATTRIBUTE:
        diagnostics_error(list, at, _("'<' in the value of an attribute: a quote is missing, or write '&lt;'"));
        return;
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
        diagnostics_error(list, at, _("an attribute needs a value in quotes"));
        return;
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_CHARREF:
        diagnostics_error(list, at, _("a character that XML does not allow"));
        return;
    case XML_ERR_INVALID_ENCODING:
    case XML_I18N_CONV_FAILED:
        diagnostics_error(list, at, _("these bytes are not text in the encoding %s"), xml_encoding(stream));
        return;
    case XML_ERR_UNSUPPORTED_ENCODING:
    case XML_ERR_UNKNOWN_ENCODING:
        diagnostics_error(list, at, _("the encoding '%s' is not known; save the file as UTF-8"), name);
        return;
    default: {
        const char *text = error->message ? error->message : "?";
        diagnostics_error(list, at, _("this is not well-formed XML: %.*s"), (int)strcspn(text, "\n"), text);
    }
    }
}

/* Only the first error is told: the others follow from it. */
static void on_error(void *context, xmlErrorPtr error)
{
    struct xml_stream *stream = context;
    if (stream->stopped || error->level != XML_ERR_FATAL)
        return;
    stream->stopped = true;
    report(stream, (struct source_position){ stream->file, error->line, error->int2 }, error);
    xmlStopParser(stream->parser);
}

/* --- driving -------------------------------------------------------------------------------------------------- */

/* libxml2 forgets what it has parsed when the next push comes, after copying that, and so moves all of it; an empty push
 * in between spares this. Not within a long tag, which each push may begin to look through anew. */
static void push(struct xml_stream *stream, const char *text, size_t length)
{
    for (size_t at = 0; at < length && !stream->stopped; at += SLICE) {
        const xmlParserInput *input = stream->parser->input;
        if (input->cur - input->base > SLICE / 2)
            xmlParseChunk(stream->parser, NULL, 0, 0);
        xmlParseChunk(stream->parser, text + at, (int)(length - at < SLICE ? length - at : SLICE), 0);
    }
}

static void feed(struct xml_stream *stream, struct source *source)
{
    const char *text;
    size_t length;
    while (!stream->stopped && (text = source_next(source, &length)))
        push(stream, text, length);
    if (source_failed(source))
        stream->stopped = true;
}

/* Tell the parser that the text is over. */
static void finish(struct xml_stream *stream)
{
    if (!stream->stopped)
        xmlParseChunk(stream->parser, NULL, 0, 1);
    if (!stream->stopped && !stream->parser->wellFormed) {
        diagnostics_error(stream->diagnostics, here(stream), _("this is not well-formed XML"));
        stream->stopped = true;
    }
}

static void open_parser(struct xml_stream *stream, int options)
{
    xmlInitParser();
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .internalSubset = on_doctype, .serror = on_error,
    };
    if (stream->handler->end)
        sax.endElementNs = on_end;
    if (stream->handler->text)
        sax.characters = sax.ignorableWhitespace = sax.cdataBlock = on_text;
    stream->parser = xmlCreatePushParserCtxt(&sax, stream, NULL, 0, NULL);
    if (!stream->parser)
        xcalloc(SIZE_MAX, 2);           /* out of memory: ends the program */
    xmlCtxtUseOptions(stream->parser, XML_PARSE_NONET | options);
}

static void close_parser(struct xml_stream *stream)
{
    xmlFreeDoc(stream->parser->myDoc);
    xmlFreeParserCtxt(stream->parser);
}

bool xml_stream(struct source *source, const struct xml_handler *handler, void *context, struct diagnostics *diagnostics)
{
    struct xml_stream stream = {
        .handler = handler, .context = context, .diagnostics = diagnostics, .file = source_name(source),
    };
    open_parser(&stream, 0);
    feed(&stream, source);
    finish(&stream);
    close_parser(&stream);
    return !stream.stopped;
}

bool xml_stream_text(const char *text, size_t length, const char *file, const struct xml_handler *handler, void *context,
                     struct diagnostics *diagnostics)
{
    struct xml_stream stream = { .handler = handler, .context = context, .diagnostics = diagnostics, .file = file };
    open_parser(&stream, XML_PARSE_IGNORE_ENC);
    push(&stream, text, length);
    finish(&stream);
    close_parser(&stream);
    return !stream.stopped;
}

size_t xml_offset(const struct xml_stream *stream)
{
    long offset = xmlByteConsumed(stream->parser);
    return offset < 0 ? 0 : (size_t)offset;
}

/* --- the root's name ------------------------------------------------------------------------------------------ */

/* The bytes as ASCII: every second one of UTF-16, the rest of which is not looked at. */
static size_t as_ascii(const char *start, size_t length, char *ascii, size_t size)
{
    static const char *const marks[] = { "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF" };
    size_t at = 0, step = 1, out = 0;
    for (size_t i = 0; i < 3; i++)
        if (length >= strlen(marks[i]) && !memcmp(start, marks[i], strlen(marks[i])))
            at = strlen(marks[i]), step = i ? 2 : 1;
    if (length >= at + 2 && (!start[at] || !start[at + 1])) {
        step = 2;
        at += !start[at];
    }
    for (; at < length && out < size; at += step)
        ascii[out++] = start[at];
    return out;
}

static size_t blanks(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && text[at] && strchr(" \t\r\n", text[at]))
        at++;
    return at;
}

static size_t skip_past(const char *text, size_t at, size_t length, const char *mark)
{
    const char *found = memmem(text + at, length - at, mark, strlen(mark));
    return found ? (size_t)(found - text) + strlen(mark) : length;
}

static void copy_name(const char *text, size_t at, size_t length, char name[XML_NAME_SIZE])
{
    size_t out = 0;
    for (; at < length && !strchr(" \t\r\n/>[<=\"'", text[at]) && text[at]; at++) {
        if (text[at] == ':')
            out = 0;
        else if (out + 1 < XML_NAME_SIZE)
            name[out++] = text[at];
    }
    name[out] = '\0';
}

void xml_root_name(const char *start, size_t length, char name[XML_NAME_SIZE])
{
    char text[4096];
    size_t at = 0;
    length = as_ascii(start, length, text, sizeof text);
    name[0] = '\0';
    while (at < length) {
        at += blanks(text + at, length - at);
        if (at + 1 >= length || text[at] != '<')
            return;
        if (text[at + 1] == '?') {
            at = skip_past(text, at, length, "?>");
        } else if (length - at >= 4 && !memcmp(text + at, "<!--", 4)) {
            at = skip_past(text, at, length, "-->");
        } else if (length - at >= 10 && !strncasecmp(text + at, "<!DOCTYPE", 9)) {
            copy_name(text, at + 10, length, name);             /* it names the root */
            return;
        } else {
            copy_name(text, at + 1, length, name);
            return;
        }
    }
}
