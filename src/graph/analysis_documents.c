/* Who gives, holds and asks for which document, and in which order. */
#include "graph/analysis_internal.h"
#include <stdlib.h>
#include <string.h>

static bool needs(const struct step *step, int document)
{
    for (int i = 0; i < step->needs_count; i++)
        if (step->needs[i] == document)
            return true;
    return false;
}

/* Of an institution of the journey, the users themselves excluded; NONE else. */
static int other_party(const struct journey *journey, int institution)
{
    return institution_is_self(journey, institution) ? NONE : institution;
}

/* --- the only giver of a document that others need --- */

static void find_single_points(struct examination *examination, int *neighbour)
{
    for (int d = 0; d < examination->journey->documents; d++) {
        int vertex = typed_graph_document(examination->graph, d);
        if (typed_graph_neighbours(examination->graph, vertex, EDGE_GIVES, false, neighbour) != 1)
            continue;
        int giver = neighbour[0], others = 0;
        int needed = typed_graph_neighbours(examination->graph, vertex, EDGE_NEEDS, false, neighbour);
        for (int i = 0; i < needed; i++)
            others += neighbour[i] != giver;
        if (!others)
            continue;
        struct finding *finding = finding_add(examination->analysis, FINDING_SINGLE_POINT);
        finding->step = giver;
        finding->document = d;
        finding->institution = examination->journey->step[giver].institution;
        finding->count = others;
    }
}

/* --- asked again: the tell-us-once score --- */

/* What is known of a document at some point of the file. */
struct holding { int giver, asker; };       /* first step with an institution that gave it, asked for it; or NONE */

static void found_again(struct examination *examination, int step, int document, const struct holding *holding)
{
    const struct journey *journey = examination->journey;
    struct analysis *analysis = examination->analysis;
    int held_by = other_party(journey, journey->document[document].held_by);
    if (held_by == NONE && holding->giver == NONE && holding->asker == NONE)
        return;
    struct finding *finding = finding_add(analysis, FINDING_DOCUMENT_AGAIN);
    finding->step = step;
    finding->document = document;
    finding->institution = journey->step[step].institution;
    finding->other_step = held_by != NONE ? NONE : holding->giver != NONE ? holding->giver : holding->asker;
    finding->other_institution = held_by != NONE ? held_by : journey->step[finding->other_step].institution;
    finding->count = 1;
    analysis->tell_us_once++;
    analysis->tell_us_once_of_institution[finding->institution]++;
}

/* Over all steps in file order, each document a step asks for: does an institution of the journey, the asker included,
 * hold it, or was it given by one or asked by one before? What users do alone neither asks nor gives. */
static void find_asked_again(struct examination *examination)
{
    const struct journey *journey = examination->journey;
    struct holding *holding = xcalloc((size_t)journey->documents, sizeof *holding);
    for (int d = 0; d < journey->documents; d++)
        holding[d] = (struct holding){ NONE, NONE };
    for (int s = 0; s < journey->steps; s++) {
        const struct step *step = &journey->step[s];
        if (other_party(journey, step->institution) == NONE)
            continue;
        for (int i = 0; i < step->needs_count; i++) {
            int d = step->needs[i];
            bool twice = false;
            for (int k = 0; k < i; k++)
                twice = twice || step->needs[k] == d;
            if (twice)
                continue;
            found_again(examination, s, d, &holding[d]);
            if (holding[d].asker == NONE)
                holding[d].asker = s;
        }
        for (int i = 0; i < step->gives_count; i++)
            if (holding[step->gives[i]].giver == NONE)
                holding[step->gives[i]].giver = s;
    }
    free(holding);
}

/* --- needed before any step can give it --- */

/* In a tree: two steps meet at their nearest common node. A repeat above it lets either come first. */
static bool tree_precedes(const struct journey *journey, int a, int b)
{
    unsigned char *above = xcalloc((size_t)journey->nodes, 1);
    int a_child = NONE, b_child = NONE, meet = b;
    bool before = false;
    for (int n = a; n != NONE; n = journey->node[n].parent)
        above[n] = 1;
    for (; !above[meet]; meet = journey->node[meet].parent)
        b_child = meet;
    for (int n = a; n != meet; n = journey->node[n].parent)
        a_child = n;
    enum node_kind kind = journey->node[meet].kind;
    if (kind == NODE_ANY_ORDER)
        before = a_child != NONE;
    else if (kind != NODE_CHOICE)
        for (int n = a_child; n != NONE && !before; n = journey->node[n].next_sibling)
            before = n != a_child && n == b_child;
    for (int n = meet; n != NONE; n = journey->node[n].parent)
        before = before || journey->node[n].kind == NODE_REPEAT;
    free(above);
    return before;
}

/* can[s], of the steps that need `document`: in some run, `giver` happens before step s. */
static void steps_after(struct examination *examination, const struct adjacency *links, int giver, int document,
                        unsigned char *can)
{
    const struct journey *journey = examination->journey;
    const int *node = examination->node_of_step;
    memset(can, 0, (size_t)journey->steps);
    if (examination->explored) {
        states_later(&examination->space, giver, can, journey->steps);
        return;
    }
    if (journey->root == NONE)
        adjacency_walk(links, giver, 0, can);
    for (int s = 0; s < journey->steps; s++) {
        if (can[s] || !needs(&journey->step[s], document))
            continue;
        if (node[s] != NONE && node[giver] != NONE) {
            can[s] = tree_precedes(journey, node[giver], node[s]);
        } else if (s != giver) {                        /* no link either way: they may well happen side by side */
            unsigned char *back = xcalloc((size_t)journey->steps, 1);
            adjacency_walk(links, s, 0, back);
            can[s] = !back[giver];
            free(back);
        }
    }
}

static void find_early(struct examination *examination, int *neighbour)
{
    const struct journey *journey = examination->journey;
    unsigned char *can = xcalloc((size_t)journey->steps, 1), *served = xcalloc((size_t)journey->steps, 1);
    struct adjacency links = adjacency_new(journey->steps, (const int (*)[2])examination->successors.pair,
                                           examination->successors.count, true);
    for (int d = 0; d < journey->documents; d++) {
        int vertex = typed_graph_document(examination->graph, d);
        int givers = typed_graph_neighbours(examination->graph, vertex, EDGE_GIVES, false, neighbour);
        if (givers <= 0 || journey->document[d].held_by != NONE)
            continue;
        memset(served, 0, (size_t)journey->steps);
        for (int i = 0; i < givers; i++) {
            steps_after(examination, &links, neighbour[i], d, can);
            for (int s = 0; s < journey->steps; s++)
                served[s] |= can[s];
        }
        for (int s = 0; s < journey->steps; s++) {
            if (served[s] || !needs(&journey->step[s], d))
                continue;
            struct finding *finding = finding_add(examination->analysis, FINDING_DOCUMENT_EARLY);
            finding->step = s;
            finding->other_step = neighbour[0];
            finding->document = d;
            finding->institution = journey->step[s].institution;
        }
    }
    adjacency_release(&links);
    free(can);
    free(served);
}

/* --- held by nobody and given by no step --- */

static void find_nobodys(struct examination *examination, int *neighbour)
{
    for (int d = 0; d < examination->journey->documents; d++) {
        int vertex = typed_graph_document(examination->graph, d);
        if (examination->journey->document[d].held_by != NONE ||
            typed_graph_neighbours(examination->graph, vertex, EDGE_GIVES, false, neighbour) != 0)
            continue;
        int needed = typed_graph_neighbours(examination->graph, vertex, EDGE_NEEDS, false, neighbour);
        if (needed <= 0)
            continue;
        struct finding *finding = finding_add(examination->analysis, FINDING_DOCUMENT_NOBODY);
        finding->document = d;
        finding->step = neighbour[0];
        finding->count = needed;
    }
}

void find_documents(struct examination *examination)
{
    int *neighbour = xcalloc((size_t)typed_graph_vertices(examination->graph), sizeof *neighbour);
    find_single_points(examination, neighbour);
    find_asked_again(examination);
    find_early(examination, neighbour);
    find_nobodys(examination, neighbour);
    free(neighbour);
}
