#include "graph/analysis_internal.h"
#include <stdlib.h>
#include <string.h>

enum { LINKS_MAXIMUM = 1000000 };       /* planned links; igraph takes 100 bytes for each */

struct finding *finding_add(struct analysis *analysis, enum finding_kind kind)
{
    GROW(analysis->finding, analysis->findings, analysis->capacity);
    struct finding *finding = &analysis->finding[analysis->findings++];
    *finding = (struct finding){
        .kind = kind, .step = NONE, .other_step = NONE, .gateway = NONE,
        .document = NONE, .institution = NONE, .other_institution = NONE,
    };
    return finding;
}

/* --- mandatory steps --- */

/* In a tree, a step may be left out where it stands in an optional part, or in one of several options. */
static bool mandatory_in_tree(const struct journey *journey, int node)
{
    for (; node != NONE; node = journey->node[node].parent) {
        if (journey->node[node].kind == NODE_OPTIONAL)
            return false;
        if (journey->node[node].kind == NODE_CHOICE) {
            int only = journey->node[node].first_child;
            if (journey->node[only].next_sibling != NONE)
                return false;
        }
    }
    return true;
}

/* Without the states: what must have happened before a transition fires is what must have before each of its places
 * is marked; before a place is marked, what must have for all that mark it (landmarks: Zhu and Givan 2003). The
 * greatest solution, from above; whatever it says of the final places is true, though it may not say all. */
static void mandatory_by_landmarks(const struct net *net, unsigned char *mandatory, int steps)
{
    size_t words = (size_t)steps / 64 + 1, place_words = (size_t)net->places * words;
    uint64_t *before = xcalloc(place_words, sizeof *before), *here = xcalloc(words, sizeof *here);
    int *order = net_order(net);
    for (size_t i = 0; i < place_words; i++)
        before[i] = net->initial[i / words] ? 0 : ~UINT64_C(0);
    for (bool changed = true; changed;) {
        changed = false;
        for (int k = 0; k < net->transitions; k++) {
            const struct net_transition *transition = &net->transition[order[k]];
            int step = transition_step(transition);
            memset(here, 0, words * sizeof *here);
            for (int i = 0; i < transition->inputs; i++)
                for (size_t w = 0; w < words; w++)
                    here[w] |= before[(size_t)transition->input[i] * words + w];
            if (step != NONE)
                here[step / 64] |= UINT64_C(1) << (step % 64);
            for (int i = 0; i < transition->outputs; i++)
                for (size_t w = 0; w < words; w++) {
                    uint64_t *word = &before[(size_t)transition->output[i] * words + w];
                    changed = changed || (*word & ~here[w]);
                    *word &= here[w];
                }
        }
    }
    bool possible = true;                               /* bit number `steps` stays where nothing marks a place */
    for (int p = 0; p < net->places; p++)
        possible = possible && !(net->final[p] && before[(size_t)p * words + (size_t)steps / 64] >> (steps % 64) & 1);
    for (int p = 0; possible && p < net->places; p++)
        for (int s = 0; net->final[p] && s < steps; s++)
            mandatory[s] |= before[(size_t)p * words + (size_t)s / 64] >> (s % 64) & 1;
    free(before);
    free(here);
    free(order);
}

static void find_mandatory(struct examination *examination)
{
    const struct journey *journey = examination->journey;
    unsigned char *mandatory = xcalloc((size_t)journey->steps, 1);
    if (examination->explored)
        states_mandatory(&examination->space, mandatory, journey->steps);
    else if (journey->root == NONE && examination->net)
        mandatory_by_landmarks(examination->net, mandatory, journey->steps);
    for (int s = 0; s < journey->steps; s++) {
        int node = examination->node_of_step[s];
        if (mandatory[s] || (node != NONE && mandatory_in_tree(journey, node)))
            finding_add(examination->analysis, FINDING_MANDATORY)->step = s;
    }
    free(mandatory);
}

/* --- loops --- */

static void find_loops(struct examination *examination)
{
    int steps = examination->journey->steps, loops = 0;
    int *loop = xcalloc((size_t)steps, sizeof *loop);
    if (!typed_graph_loops(examination->graph, loop, &loops))
        examination->analysis->failed = true;
    for (int number = 0; number < loops; number++) {
        struct finding *finding = finding_add(examination->analysis, FINDING_LOOP);
        finding->steps = arena_alloc(&examination->analysis->arena, (size_t)steps * sizeof *finding->steps);
        for (int s = 0; s < steps; s++)
            if (loop[s] == number)
                finding->steps[finding->steps_count++] = s;
        finding->step = finding->steps[0];
        finding->count = finding->steps_count;
    }
    free(loop);
}

/* --- hand-offs --- */

/* A contact of the user with an institution: what they do alone and what happens without them is passed through. */
static bool is_contact(const struct journey *journey, int step)
{
    int institution = journey->step[step].institution;
    return institution != NONE && !journey->institution[institution].self && !journey->step[step].automatic;
}

/* Count the hand-offs that leave `step`: count[from * institutions + to]. */
static bool hand_offs_from(struct examination *examination, int step, int *count, int *queue, unsigned char *seen)
{
    const struct journey *journey = examination->journey;
    int *next = xcalloc((size_t)typed_graph_vertices(examination->graph), sizeof *next), tail = 0;
    int from = journey->step[step].institution;
    bool good = true;
    memset(seen, 0, (size_t)journey->steps);
    queue[tail++] = step;
    for (int head = 0; good && head < tail; head++) {
        int found = typed_graph_neighbours(examination->graph, queue[head], EDGE_THEN, true, next);
        good = found >= 0;
        for (int i = 0; i < found; i++) {
            if (seen[next[i]])
                continue;
            seen[next[i]] = 1;
            if (!is_contact(journey, next[i])) {
                if (next[i] != step)
                    queue[tail++] = next[i];
            } else if (journey->step[next[i]].institution != from) {
                count[(size_t)from * (size_t)journey->institutions + (size_t)journey->step[next[i]].institution]++;
            }
        }
    }
    free(next);
    return good;
}

static void find_hand_offs(struct examination *examination)
{
    const struct journey *journey = examination->journey;
    int institutions = journey->institutions;
    int *count = xcalloc((size_t)institutions * (size_t)institutions, sizeof *count);
    int *queue = xcalloc((size_t)journey->steps + 1, sizeof *queue);
    unsigned char *seen = xcalloc((size_t)journey->steps, 1);
    for (int s = 0; s < journey->steps; s++)
        if (is_contact(journey, s) && !hand_offs_from(examination, s, count, queue, seen))
            examination->analysis->failed = true;
    for (int from = 0; from < institutions; from++)
        for (int to = 0; to < institutions; to++) {
            int times = count[(size_t)from * (size_t)institutions + (size_t)to];
            if (!times)
                continue;
            struct finding *finding = finding_add(examination->analysis, FINDING_HAND_OFF);
            finding->institution = from;
            finding->other_institution = to;
            finding->count = times;
        }
    free(count);
    free(queue);
    free(seen);
}

/* --- all of it --- */

static void index_nodes(struct examination *examination)
{
    const struct journey *journey = examination->journey;
    examination->node_of_step = xcalloc((size_t)journey->steps, sizeof(int));
    for (int s = 0; s < journey->steps; s++)
        examination->node_of_step[s] = NONE;
    for (int n = 0; journey->root != NONE && n < journey->nodes; n++)
        if (journey->node[n].kind == NODE_STEP)
            examination->node_of_step[journey->node[n].step] = n;
}

struct analysis *analysis_new(const struct journey *journey, const struct net *net)
{
    struct analysis *analysis = xcalloc(1, sizeof *analysis);
    struct examination examination = { .journey = journey, .net = net, .analysis = analysis };
    analysis->tell_us_once_of_institution = arena_alloc(&analysis->arena, (size_t)journey->institutions * sizeof(int));
    index_nodes(&examination);
    successors_init(&examination.successors, journey, net);
    if (examination.successors.count <= LINKS_MAXIMUM)
        examination.graph = typed_graph_new(journey, &examination.successors);
    if (journey->root == NONE && net) {
        examination.explored = states_explore(&examination.space, net, ANALYSIS_STATES_MAXIMUM);
        analysis->limited = !examination.explored;
        find_unreachable_and_stuck(&examination);
    }
    find_mandatory(&examination);
    if (examination.graph) {
        find_loops(&examination);
        find_hand_offs(&examination);
        find_documents(&examination);
    } else {
        analysis->failed = true;
    }
    states_release(&examination.space);
    typed_graph_free(examination.graph);
    successors_release(&examination.successors);
    free(examination.node_of_step);
    return analysis;
}

void analysis_free(struct analysis *analysis)
{
    if (!analysis)
        return;
    arena_release(&analysis->arena);
    free(analysis->finding);
    free(analysis);
}
