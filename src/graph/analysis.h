/* graph/analysis.h - the journey as a typed graph, and what its structure says. The one user of igraph.
 *
 * Vertices: steps, institutions, channels, documents. Edges: then, with, via, needs, gives. Built with one
 * igraph_create(); from one thread only (Debian's igraph is not thread-safe).
 *
 * Findings are facts for `check` (as diagnostics) and the report (as a list), in a fixed order.
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
    FINDING_DOCUMENT_AGAIN,     /* a document asked although an institution of the journey already holds or received it */
    FINDING_DOCUMENT_EARLY,     /* a document needed before any step can give it (and nobody holds it) */
    FINDING_DOCUMENT_NOBODY,    /* a document that nobody holds and no step gives: the user must bring it */
};
struct finding {
    enum finding_kind kind;
    int step;                   /* or NONE */
    int other_step;             /* the giver, the first asker…; or NONE */
    int gateway;                /* or NONE */
    int document, institution, other_institution;   /* or NONE */
    int count;
    int *steps; int steps_count;                    /* of a loop */
};
struct analysis { struct arena arena; struct finding *finding; int findings, capacity; int tell_us_once; int *tell_us_once_of_institution; };

/* tell_us_once: see design section 7; tell_us_once_of_institution[institutions]. NULL never; cost O(V + E) but for the
 * dominators (mandatory steps), O(V E) at worst. */
struct analysis *analysis_new(const struct journey *journey, const struct net *net);
void analysis_free(struct analysis *analysis);
/* Say the findings of `check`: unreachable and stuck are errors; early and again documents warnings; the rest notes. */
void analysis_report(const struct analysis *analysis, const struct journey *journey, struct diagnostics *diagnostics);
#endif
