/* model/journey.h - one theoretical journey: how a life event is meant to go.
 *
 *   institution  with whom; one may be `self`: what users do alone
 *   document     what is handed over
 *   step         one thing to do or to receive, with one institution, through one of some channels
 *   node         the tree of `path`: sequence, any-order, choice, option, optional, repeat, phase, step
 *   gateway, link    the graph of `flow`, for journeys that are not well nested
 *   given net    a Petri net read from a file (PNML: its steps have no institution; BPMN: its lanes or pools)
 *
 *   path          node tree (root is a sequence)              flow     [start] -> step -> <one> -> … -> [end]
 *   ├── step      node.first_child / next_sibling             vertices are numbered: steps 0 … steps - 1,
 *   └── any-order                                             then gateways steps … steps + gateways - 1
 *
 * Everything is numbered from 0 in file order; NONE is -1. A journey owns every string and array in it (arena); the
 * arrays are plain and public, filled by a reader (src/input) and read-only afterwards.
 */
#ifndef PARCOURS_MODEL_JOURNEY_H
#define PARCOURS_MODEL_JOURNEY_H
#include "base/arena.h"
#include "base/date.h"
#include "base/diagnostics.h"
#include "model/net.h"
#include "model/vocabulary.h"
#include <stdbool.h>

#define NONE (-1)
#define SECONDS_ABSENT INT64_C(-1)

struct translation { const char *language, *text; };            /* language "" = the journey's own */
struct institution { const char *id, *name, *role; bool self; struct source_position at; };
struct document { const char *id, *name; int held_by; struct source_position at; };   /* held_by: institution or NONE */

struct step {
    const char *id;
    struct translation *title; int titles;                      /* at least one */
    const char **alias; int aliases;
    int institution;                                            /* NONE in a net without institutions */
    enum channel via[CHANNEL_COUNT]; int channels;              /* preferred first */
    bool by_institution;
    bool automatic;                                             /* its only channel is automatic */
    int64_t takes, queue, travel;                               /* the user's seconds, or SECONDS_ABSENT */
    struct duration wait, limit;                                /* or DURATION_NONE */
    int *needs, *gives; int needs_count, gives_count;           /* documents */
    enum time_kind kind;                                        /* KIND_PRODUCTIVE unless said */
    double fee;                                                 /* euros, 0 if none */
    int phase;                                                  /* or NONE */
    struct source_position at;
};

enum node_kind {
    NODE_SEQUENCE,
    NODE_STEP,
    NODE_ANY_ORDER,
    NODE_CHOICE,
    NODE_OPTION,
    NODE_OPTIONAL,
    NODE_REPEAT,
    NODE_PHASE
};
struct node {
    enum node_kind kind;
    int parent, first_child, next_sibling;                      /* nodes, or NONE */
    int step;                                                   /* NODE_STEP */
    int phase;                                                  /* NODE_PHASE */
    double share;                                               /* option, optional; repeat: `more`; NAN if not said */
    const char *condition;                                      /* `if`, or NULL */
    struct source_position at;
};

enum gateway_kind { GATEWAY_START, GATEWAY_END, GATEWAY_ONE, GATEWAY_ALL, GATEWAY_ANY };
struct gateway { const char *id; enum gateway_kind kind; struct source_position at; };
struct link { int from, to; double share; const char *condition; struct source_position at; };   /* vertices; see above */
struct phase { const char *name; struct translation *title; int titles; };

/* What a BPMN file holds, element by element, whether it is played or not. */
enum { BPMN_GATEWAY_KINDS = 5, BPMN_EVENT_KINDS = 5 };
struct bpmn_counts {
    int processes, tasks, subprocesses, call_activities, sequence_flows, message_flows, lanes, pools;
    int gateways[BPMN_GATEWAY_KINDS];                           /* exclusive, parallel, inclusive, event-based, complex */
    int events[BPMN_EVENT_KINDS];                               /* start, end, intermediate catching, throwing, boundary */
};

struct journey {
    struct arena arena;
    const char *file;                                           /* as the user named it */
    const char *id, *event, *language;
    struct translation *title; int titles;
    const char *source, *source_href, *source_date;             /* or NULL */
    struct institution *institution; int institutions;
    struct document *document; int documents;
    struct step *step; int steps;
    struct phase *phase; int phases;
    struct node *node; int nodes, root;                         /* path: root node; flow or net: NONE */
    struct gateway *gateway; int gateways;                      /* flow */
    struct link *link; int links;
    struct net *given_net;                                      /* PNML, BPMN, else NULL */
    struct bpmn_counts *bpmn;                                   /* BPMN, else NULL */
};

struct journey *journey_new(void);
void journey_free(struct journey *journey);                     /* NULL is fine */

int journey_find_step(const struct journey *journey, const char *id);             /* exact id; number or NONE */
int journey_find_institution(const struct journey *journey, const char *id);
int journey_find_document(const struct journey *journey, const char *id);

/* Titles in the language of message_language(), else the journey's own. */
const char *journey_title(const struct journey *journey);
const char *step_title(const struct journey *journey, int step);
const char *phase_title(const struct journey *journey, int phase);
const char *institution_name(const struct journey *journey, int institution);     /* "" for NONE */
bool step_has_channel(const struct step *step, enum channel channel);
bool institution_is_self(const struct journey *journey, int institution);         /* false for NONE */
#endif
