/* input/xml.h - XML the safe way: libxml2's SAX2 push parser, and small documents as a tree with exact positions.
 *
 * No DOCTYPE, so no entity, no external file; no network; bounded depth, attributes and text. What is not well formed
 * is one diagnostic with line and column. Two ways to read:
 *
 *     xml_stream()      calls back for each tag: logs of any size, no allocation per tag
 *     xml_document()    the whole as a tree, decoded, in UTF-8, each element and attribute with its place
 */
#ifndef PARCOURS_INPUT_XML_H
#define PARCOURS_INPUT_XML_H
#include "base/arena.h"
#include "base/diagnostics.h"
#include "input/source.h"
#include <stdbool.h>
#include <stddef.h>

enum {
    XML_DEPTH_MAXIMUM = 256,            /* elements within each other */
    XML_ATTRIBUTES_MAXIMUM = 4096,      /* of one element */
    XML_TEXT_MAXIMUM = 64 << 10,        /* bytes of an attribute's value or an element's own text, in a document */
    XML_ELEMENTS_MAXIMUM = 500000,      /* of a document */
};

/* The name of the root element (without prefix) as far as the first bytes tell: BOM, declaration, comments and DOCTYPE
 * are passed; UTF-16 is understood. Empty if these bytes are not XML or end before the root. */
enum { XML_NAME_SIZE = 64 };
void xml_root_name(const char *start, size_t length, char name[XML_NAME_SIZE]);

/* --- as a stream ---------------------------------------------------------------------------------------------- */

struct xml_stream;
/* A start tag. Attributes stand as libxml2 gives them: five pointers each (name, prefix, namespace, value, its end);
 * values are not NUL-terminated and '&' is written "&#38;" in them: xml_decode(). Valid during the call only. */
struct xml_tag {
    const char *name, *space;           /* without prefix; namespace URI or NULL */
    const unsigned char *const *attribute;
    int attributes;
    int depth;                          /* elements open around this one */
};
struct xml_handler {
    void (*start)(void *context, struct xml_stream *stream, const struct xml_tag *tag);
    void (*end)(void *context, struct xml_stream *stream);                                      /* or NULL */
    void (*text)(void *context, struct xml_stream *stream, const char *text, size_t length);    /* or NULL */
};

/* False after a diagnostic: of reading, of form, or because a handler called xml_stop(). */
bool xml_stream(struct source *source, const struct xml_handler *handler, void *context, struct diagnostics *diagnostics);
/* The same for UTF-8 text in memory, whatever encoding it declares. */
bool xml_stream_text(const char *text, size_t length, const char *file, const struct xml_handler *handler, void *context,
                     struct diagnostics *diagnostics);
size_t xml_offset(const struct xml_stream *stream);             /* bytes read so far; in start(): where its '>' or '/>' stands */
void xml_stop(struct xml_stream *stream);                       /* the handler has reported an error */
/* The one copy of a name (as libxml2's dictionary has it): names of tags and attributes may be compared as pointers. */
const char *xml_intern(struct xml_stream *stream, const char *name);
int xml_line(const struct xml_stream *stream);                  /* where the tag ends */
const char *xml_encoding(const struct xml_stream *stream);      /* as declared or detected; "UTF-8" if neither */
/* Turn "&#38;" into '&'. Returns `value` itself when there is nothing to do, else writes to `scratch` (`length` bytes
 * are enough) and sets *length. */
const char *xml_decode(const char *value, size_t *length, char *scratch);
/* The value stands in the file as it is given here: xml_decode() would find nothing. False when in doubt. */
bool xml_as_written(const struct xml_stream *stream, const char *value);

/* --- as a tree ------------------------------------------------------------------------------------------------ */

struct xml_attribute {
    const char *name, *space, *value;   /* space NULL: none */
    struct source_position name_at, at; /* at: of the value's first character */
    const char *raw;                    /* the value as it stands in the document's text; NULL if not found */
};
struct xml_element {
    const char *name, *space;
    struct source_position at;          /* of its '<' */
    struct xml_attribute *attribute; int attributes;
    const char *text;                   /* its own text, without that of its children: white space made single, none at the ends */
    struct source_position text_at;     /* its first visible character */
    struct xml_element *parent, *first_child, *last_child, *next;
};
struct xml_document {
    struct arena arena;
    struct xml_element *root;
    const char *file;
    const char *text; size_t length;    /* the whole in UTF-8 */
    size_t *line; int lines;            /* where each line begins */
};

/* NULL after a diagnostic. Cost: linear. */
struct xml_document *xml_document(struct source *source, struct diagnostics *diagnostics);
void xml_document_free(struct xml_document *document);          /* NULL is fine */
/* Give the diagnostics from number `first` on their source lines. */
void xml_excerpts(const struct xml_document *document, struct diagnostics *diagnostics, size_t first);
const struct xml_attribute *xml_attribute(const struct xml_element *element, const char *name);    /* without namespace; or NULL */
/* The value of an attribute without namespace, or NULL. */
const char *xml_value(const struct xml_element *element, const char *name);
#endif
