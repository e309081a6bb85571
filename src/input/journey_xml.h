/* input/journey_xml.h - what the parts of the journey loader share (private to it).
 *
 *   journey_xml.c          recognise, read; the top level
 *   journey_xml_rules.c    which element holds which elements, attributes and text
 *   journey_xml_values.c   ids, references, durations, shares: from text, with what is wrong said
 *   journey_xml_step.c     steps with their titles, institutions, documents
 *   journey_xml_path.c     the tree of `path`
 *   journey_xml_flow.c     the graph of `flow`
 *
 * Everything goes on after an error, to report as many as sensible; the journey is thrown away in the end.
 */
#ifndef PARCOURS_INPUT_JOURNEY_XML_H
#define PARCOURS_INPUT_JOURNEY_XML_H
#include "base/interner.h"
#include "input/xml.h"
#include "model/journey.h"

#define JOURNEY_NAMESPACE "urn:parcours:journey:1"

enum {
    JOURNEY_STEPS_MAXIMUM = 20000,      /* also: institutions, documents, gateways, links each */
    JOURNEY_ERRORS_MAXIMUM = 200,       /* then the loader gives up */
    DOCUMENTS_OF_STEP_MAXIMUM = 256,    /* in one list */
    SUGGESTION_CANDIDATES = 2000,       /* more names are not searched for a near one */
    SUGGESTIONS_MAXIMUM = 50,           /* a file */
};

/* Ids of one kind: steps and gateways share one. */
struct id_space {
    struct interner names;
    int count, capacity;                /* items = names; index[k], at[k] belong to names.text[k] */
    int *index;
    struct source_position *at;
};

struct journey_loader {
    struct journey *journey;
    struct arena *arena;                /* the journey's */
    const struct xml_document *document;
    struct diagnostics *diagnostics;
    size_t errors_before;
    int suggestions;
    struct id_space institutions, documents, vertices;
    int phase;                          /* around what is being read, or NONE */
};

#define WRONG(loader, at, ...) diagnostics_error((loader)->diagnostics, (at), __VA_ARGS__)

bool loader_full(const struct journey_loader *loader);                  /* too many errors to go on */

/* rules */
enum text_rule { TEXT_NONE, TEXT_ALLOWED, TEXT_NEEDED };
/* Names are separated by a blank; a needed attribute has a '!' behind it. */
struct element_rule {
    const char *name, *attributes, *children;
    enum text_rule text;
    bool needs_child;
};
struct grammar { const char *space; const struct element_rule *rule; size_t rules; };   /* rule[0]: the root's */
/* Which elements, attributes and text stand where; false: not worth reading further. Also for other files than journeys. */
bool grammar_check(struct journey_loader *loader, const struct xml_element *root, const struct grammar *grammar);
bool rules_check(struct journey_loader *loader, const struct xml_element *root);
/* values: absent attributes give the last argument; wrong ones are reported and give it too */
int id_space_find(const struct id_space *space, const char *id);        /* index, or NONE */
void id_space_add(struct journey_loader *loader, struct id_space *space, const struct xml_element *element, int index);
void id_space_put(struct id_space *space, const char *id, int index, struct source_position at);    /* the first stays */
void id_space_release(struct id_space *space);
/* The nearest of the space's ids for "did you mean", or NULL. */
const char *id_space_nearest(struct journey_loader *loader, const struct id_space *space, const char *id);
const char *value_text(struct journey_loader *loader, const struct xml_element *element, const char *name);     /* or NULL */
double value_share(struct journey_loader *loader, const struct xml_element *element, const char *name);         /* or NAN */
struct duration value_duration(struct journey_loader *loader, const struct xml_element *element, const char *name);
int64_t value_seconds(struct journey_loader *loader, const struct xml_element *element, const char *name);
const char *value_language(struct journey_loader *loader, const struct xml_element *element, const char *name); /* or "" */
int value_institution(struct journey_loader *loader, const struct xml_element *element, const char *name);
int *value_documents(struct journey_loader *loader, const struct xml_element *element, const char *name, int *count);
bool is_date(const char *text);         /* "2025", "2025-01" or "2025-01-10" */
/* The next word of a list separated by blanks: *at moves on; NULL at the end. The word is in the arena. */
const char *next_word(struct arena *arena, const char **at);
/* Where in the attribute's value `at` points: its column, if the value stands in the file as it is. */
struct source_position value_place(const struct xml_attribute *attribute, const char *at);
/* step */
void load_institution(struct journey_loader *loader, const struct xml_element *element);
/* 'x' is no channel; did you mean 'y'? */
void unknown_channel(struct journey_loader *loader, struct source_position at, const char *word);
void load_document(struct journey_loader *loader, const struct xml_element *element);
int load_step(struct journey_loader *loader, const struct xml_element *element);        /* its number */
struct translation *load_titles(struct journey_loader *loader, const struct xml_element *element, const char *own,
                                int *count);
/* path, flow */
void load_path(struct journey_loader *loader, const struct xml_element *path);
void load_flow(struct journey_loader *loader, const struct xml_element *flow);
#endif
