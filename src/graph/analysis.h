/* graph/analysis.h - what the structure of a journey says. From one thread only (igraph, see analysis_graph.h).
 *
 * Findings are facts for `check` (as diagnostics) and the report (as a list), ordered by kind, then as the file is.
 * A `path` is sound by construction: what must and what may happen is read off its tree. A `flow` or a given net is
 * played through, marking by marking, up to ANALYSIS_STATES_MAXIMUM; past that, `limited` is set and unreachable,
 * stuck and mandatory are judged on the net's graph alone: what is said still holds, but some of it may be missed.
 */
#ifndef PARCOURS_GRAPH_ANALYSIS_H
#define PARCOURS_GRAPH_ANALYSIS_H
#include "graph/compile.h"

enum finding_kind {
    FINDING_UNREACHABLE,        /* a step that can never happen */
    FINDING_STUCK,              /* after this step (or gateway) a user can be stuck: no way to the end from here */
    FINDING_MANDATORY,          /* everyone must pass this step */
    FINDING_LOOP,               /* steps that can be gone through again */
    FINDING_HAND_OFF,           /* from one institution to another, along the planned order: from, to, how many */
    FINDING_SINGLE_POINT,       /* the only step that gives a document others need */
    FINDING_DOCUMENT_AGAIN,     /* a document asked although an institution of the journey already has it */
    FINDING_DOCUMENT_EARLY,     /* a document needed before any step can give it (and nobody holds it) */
    FINDING_DOCUMENT_NOBODY,    /* a document that nobody holds and no step gives: the user must bring it */
};
enum { ANALYSIS_STATES_MAXIMUM = 100000 };

/* Why one can be stuck. */
enum stuck_reason {
    STUCK_NO_WAY,               /* nothing leads on from here to the end */
    STUCK_WAITING,              /* a gateway waits for branches that do not all come */
    STUCK_CIRCLE,               /* `steps` follow each other for ever */
    STUCK_LEFT_OPEN,            /* the end can be reached while the branch of this step is still open */
};
struct finding {
    enum finding_kind kind;
    int step;                   /* or NONE */
    int other_step;             /* the giver, the first asker…; or NONE */
    int gateway;                /* or NONE */
    int document, institution, other_institution;   /* or NONE */
    int count;
    int *steps; int steps_count;                    /* of a loop, of a circle; else NULL, 0 */
    enum stuck_reason reason;                       /* FINDING_STUCK only */
};
struct analysis {
    struct arena arena;
    struct finding *finding; int findings, capacity;  /* owned; the rest is in the arena */
    int tell_us_once;                               /* documents asked again: the FINDING_DOCUMENT_AGAIN */
    int *tell_us_once_of_institution;               /* [institutions]: by who asks */
    bool limited;                                   /* too many states: see above */
    bool failed;                                    /* too large, or igraph ran out of memory: something is missing */
};

/* `net` is what net_compile() made of the journey; with NULL (it could not) nothing is said of unreachable, stuck and
 * mandatory steps of a flow. Never returns NULL. Cost: O(V + E), and for flows and given nets O(states x transitions),
 * with one more pass over the states for each step that may be mandatory and each giver of a document. */
struct analysis *analysis_new(const struct journey *journey, const struct net *net);
void analysis_free(struct analysis *analysis);
/* Say the findings of `check`: unreachable and stuck steps are errors, documents needed early or asked again warnings,
 * documents the user must bring notes. The rest is for the report. */
void analysis_report(const struct analysis *analysis, const struct journey *journey, struct diagnostics *diagnostics);
#endif
