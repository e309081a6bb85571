/* Petri nets in PNML (ISO/IEC 15909-2): places, transitions, arcs, on pages or not.
 *
 * A transition is silent if its tool says so (ProM: activity="$invisible$"; a property "invisible" that is true), or if
 * its name is there and empty. A visible one is the step of its name, or of its id if it has no name; several may share
 * a step. The run begins with the initialMarking of the places, or, where a net gives none, with one token on each place
 * that nothing leads to (older tools). It ends with the marking of `finalmarkings`, else with the finalMarking of the
 * places, else with one token on each place that nothing leaves.
 */
#include "base/interner.h"
#include "base/message.h"
#include "base/number.h"
#include "input/reader.h"
#include "input/xml.h"
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

enum {
    PNML_NODES_MAXIMUM = 100000,        /* places and transitions */
    PNML_ARCS_MAXIMUM = 1000000,
    PNML_ERRORS_MAXIMUM = 200,
};

enum pnml_kind { KIND_PLACE, KIND_TRANSITION };
struct pnml_node {
    enum pnml_kind kind;
    const struct xml_element *element;
    int number;                         /* place in the net, or transition in file order */
    int initial, final;                 /* tokens */
    int inputs, outputs;                /* arcs */
    int *input, *output;                /* transitions: places */
};
struct pnml_arc { int from, to; };      /* nodes */

struct pnml {
    struct journey *journey;
    struct net *net;
    const struct xml_document *document;
    struct diagnostics *diagnostics;
    size_t errors_before;
    struct interner ids, names;         /* names: of steps */
    int *node_of_id; size_t id_capacity;
    struct pnml_node *node; int nodes, node_capacity;
    struct pnml_arc *arc; int arcs, arc_capacity;
    bool has_initial, has_final;
};

#define WRONG(pnml, at, ...) diagnostics_error((pnml)->diagnostics, (at), __VA_ARGS__)

static bool full(const struct pnml *pnml)
{
    return pnml->diagnostics->errors - pnml->errors_before >= PNML_ERRORS_MAXIMUM;
}

/* --- elements ------------------------------------------------------------------------------------------------- */

static const struct xml_element *child(const struct xml_element *element, const char *name)
{
    for (const struct xml_element *at = element->first_child; at; at = at->next)
        if (!strcmp(at->name, name))
            return at;
    return NULL;
}

/* The text of <NAME><text>…</text></NAME> (or <value>, older), or NULL. */
static const char *label(const struct xml_element *element, const char *name)
{
    const struct xml_element *found = child(element, name), *text = found ? child(found, "text") : NULL;
    if (found && !text)
        text = child(found, "value");
    return text ? text->text : found && *found->text ? found->text : NULL;
}

/* A number of tokens from 0 to 255; a wrong one is said and counts as 0. */
static int tokens(struct pnml *pnml, const struct xml_element *element, const char *text)
{
    double number;
    if (!text || !*text)
        return 0;
    if (number_parse(text, strlen(text), &number) && number >= 0 && number <= 255 && number == (int)number)
        return (int)number;
    WRONG(pnml, element->at, _("'%s' is no number of tokens from 0 to 255"), text);
    return 0;
}

static int find_node(const struct pnml *pnml, const char *id)
{
    uint32_t number = id ? interner_find(&pnml->ids, id, strlen(id)) : INTERNER_NONE;
    return number == INTERNER_NONE || !number ? NONE : pnml->node_of_id[number];
}

static void add_node(struct pnml *pnml, const struct xml_element *element, enum pnml_kind kind)
{
    const char *id = xml_value(element, "id");
    if (!id || !*id) {
        WRONG(pnml, element->at, _("'%s' needs the attribute '%s'"), element->name, "id");
        return;
    }
    uint32_t number = interner_add_string(&pnml->ids, id);
    if (number < pnml->id_capacity && pnml->node_of_id[number] != NONE) {
        WRONG(pnml, xml_attribute(element, "id")->at, _("the id '%s' is given twice"), id);
        diagnostics_note(pnml->diagnostics, pnml->node[pnml->node_of_id[number]].element->at,
                         _("'%s' is given here first"), id);
        return;
    }
    while (pnml->id_capacity <= number) {
        size_t capacity = pnml->id_capacity ? 2 * pnml->id_capacity : 256;
        pnml->node_of_id = xrealloc(pnml->node_of_id, capacity * sizeof *pnml->node_of_id);
        for (size_t i = pnml->id_capacity; i < capacity; i++)
            pnml->node_of_id[i] = NONE;
        pnml->id_capacity = capacity;
    }
    GROW(pnml->node, pnml->nodes, pnml->node_capacity);
    pnml->node_of_id[number] = pnml->nodes;
    struct pnml_node *node = &pnml->node[pnml->nodes++];
    *node = (struct pnml_node){ .kind = kind, .element = element };
    if (kind != KIND_PLACE)
        return;
    node->number = net_add_place(pnml->net);
    node->initial = tokens(pnml, element, label(element, "initialMarking"));
    node->final = tokens(pnml, element, label(element, "finalMarking"));
    pnml->has_initial |= node->initial > 0;
    pnml->has_final |= node->final > 0;
}

/* Places and transitions of a net or page, in file order. */
static void collect_nodes(struct pnml *pnml, const struct xml_element *page)
{
    for (const struct xml_element *at = page->first_child; at && !full(pnml); at = at->next) {
        if (pnml->nodes == PNML_NODES_MAXIMUM) {
            WRONG(pnml, at->at, _("a net has at most %d places and transitions"), PNML_NODES_MAXIMUM);
            return;
        }
        if (!strcmp(at->name, "place"))
            add_node(pnml, at, KIND_PLACE);
        else if (!strcmp(at->name, "transition"))
            add_node(pnml, at, KIND_TRANSITION);
        else if (!strcmp(at->name, "page"))
            collect_nodes(pnml, at);
        else if (!strcmp(at->name, "referencePlace") || !strcmp(at->name, "referenceTransition"))
            WRONG(pnml, at->at, _("'%s' is not read: merge the pages of this net"), at->name);
    }
}

static bool arc_end(struct pnml *pnml, const struct xml_element *element, const char *name, int *node)
{
    const char *id = xml_value(element, name);
    *node = find_node(pnml, id);
    if (*node != NONE)
        return true;
    if (!id)
        return WRONG(pnml, element->at, _("'%s' needs the attribute '%s'"), element->name, name);
    return WRONG(pnml, xml_attribute(element, name)->at, _("no place or transition has the id '%s'"), id);
}

static bool is_plain_arc(struct pnml *pnml, const struct xml_element *element)
{
    const char *weight = label(element, "inscription"), *type = label(element, "arctype");
    double number;
    if (weight && *weight && !(number_parse(weight, strlen(weight), &number) && number == 1))
        return WRONG(pnml, child(element, "inscription")->at, _("the arc weighs '%s'; only arcs of weight 1 are read"),
                     weight);
    if (!type)
        type = xml_value(element, "type");
    if (type && *type && strcmp(type, "normal") && strcmp(type, "standard"))
        return WRONG(pnml, element->at, _("the arc is of type '%s'; only normal arcs are read"), type);
    return true;
}

static void add_arc(struct pnml *pnml, const struct xml_element *element)
{
    struct pnml_arc arc;
    bool from = arc_end(pnml, element, "source", &arc.from), to = arc_end(pnml, element, "target", &arc.to);
    if (!is_plain_arc(pnml, element) || !from || !to)
        return;
    if (pnml->node[arc.from].kind == pnml->node[arc.to].kind) {
        WRONG(pnml, element->at, _("an arc joins a place and a transition, not two of a kind"));
        return;
    }
    GROW(pnml->arc, pnml->arcs, pnml->arc_capacity);
    pnml->arc[pnml->arcs++] = arc;
    pnml->node[arc.from].outputs++;
    pnml->node[arc.to].inputs++;
}

static void collect_arcs(struct pnml *pnml, const struct xml_element *page)
{
    for (const struct xml_element *at = page->first_child; at && !full(pnml); at = at->next) {
        if (pnml->arcs == PNML_ARCS_MAXIMUM) {
            WRONG(pnml, at->at, _("a net has at most %d arcs"), PNML_ARCS_MAXIMUM);
            return;
        }
        if (!strcmp(at->name, "arc"))
            add_arc(pnml, at);
        else if (!strcmp(at->name, "page"))
            collect_arcs(pnml, at);
    }
}

/* --- transitions ---------------------------------------------------------------------------------------------- */

static bool tool_says_silent(const struct xml_element *transition)
{
    for (const struct xml_element *at = transition->first_child; at; at = at->next) {
        if (strcmp(at->name, "toolspecific"))
            continue;
        const char *activity = xml_value(at, "activity");
        if (activity && !strcmp(activity, "$invisible$"))
            return true;
        for (const struct xml_element *property = at->first_child; property; property = property->next) {
            const char *key = xml_value(property, "key");
            if (key && !strcmp(key, "invisible") && !strcmp(property->text, "true"))
                return true;
        }
    }
    return false;
}

/* The step a transition stands for, or NET_SILENT. */
static int step_of(struct pnml *pnml, const struct xml_element *transition)
{
    struct journey *journey = pnml->journey;
    const char *name = label(transition, "name");
    if (tool_says_silent(transition) || (name && !*name))
        return NET_SILENT;
    if (!name)
        name = xml_value(transition, "id");
    uint32_t number = interner_add_string(&pnml->names, name);
    if (number <= (uint32_t)journey->steps)             /* number 0 is the empty string */
        return (int)number - 1;
    struct step *step = &journey->step[journey->steps++];
    const char *own = arena_strdup(&journey->arena, name);
    *step = (struct step){
        .id = own, .institution = NONE, .takes = SECONDS_ABSENT, .queue = SECONDS_ABSENT, .travel = SECONDS_ABSENT,
        .wait = DURATION_NONE, .limit = DURATION_NONE, .kind = KIND_PRODUCTIVE, .phase = NONE, .at = transition->at,
    };
    step->at.file = journey->file;
    step->title = arena_alloc(&journey->arena, sizeof *step->title);
    step->title[step->titles++] = (struct translation){ "", own };
    return journey->steps - 1;
}

/* Every transition's places, then the transitions in file order. */
static void build_transitions(struct pnml *pnml)
{
    struct arena *arena = &pnml->net->arena;
    interner_add_string(&pnml->names, "");
    pnml->journey->step = arena_alloc(&pnml->journey->arena, ((size_t)pnml->nodes + 1) * sizeof *pnml->journey->step);
    for (int i = 0; i < pnml->nodes; i++) {
        struct pnml_node *node = &pnml->node[i];
        if (node->kind != KIND_TRANSITION)
            continue;
        node->input = arena_alloc(arena, ((size_t)node->inputs + 1) * sizeof *node->input);
        node->output = arena_alloc(arena, ((size_t)node->outputs + 1) * sizeof *node->output);
        node->inputs = node->outputs = 0;
    }
    for (int i = 0; i < pnml->arcs; i++) {
        struct pnml_node *from = &pnml->node[pnml->arc[i].from], *to = &pnml->node[pnml->arc[i].to];
        if (from->kind == KIND_PLACE)
            to->input[to->inputs++] = from->number;
        else
            from->output[from->outputs++] = to->number;
    }
    for (int i = 0; i < pnml->nodes; i++) {
        const struct pnml_node *node = &pnml->node[i];
        if (node->kind == KIND_TRANSITION)
            net_add_transition(pnml->net, step_of(pnml, node->element), -1, node->input, node->inputs, node->output,
                               node->outputs);
    }
}

/* Two arcs between the same place and transition would be one of weight 2. */
static int compare_arcs(const void *a, const void *b)
{
    const struct pnml_arc *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from) : (x->to > y->to) - (x->to < y->to);
}

static void check_arcs(struct pnml *pnml)
{
    if (pnml->arcs)
        qsort(pnml->arc, (size_t)pnml->arcs, sizeof *pnml->arc, compare_arcs);
    for (int i = 1; i < pnml->arcs && !full(pnml); i++)
        if (!compare_arcs(&pnml->arc[i - 1], &pnml->arc[i]))
            WRONG(pnml, pnml->node[pnml->arc[i].from].element->at,
                  _("two arcs lead from '%s' to '%s': only arcs of weight 1 are read"),
                  xml_value(pnml->node[pnml->arc[i].from].element, "id"),
                  xml_value(pnml->node[pnml->arc[i].to].element, "id"));
}

/* --- markings ------------------------------------------------------------------------------------------------- */

/* <finalmarkings><marking><place idref><text>1</text></place>…; with several markings the first counts. */
static void read_final(struct pnml *pnml, const struct xml_element *net)
{
    const struct xml_element *list = child(net, "finalmarkings"), *marking = list ? child(list, "marking") : NULL;
    if (!marking)
        return;
    for (int i = 0; i < pnml->nodes; i++)
        pnml->node[i].final = 0;
    pnml->has_final = false;
    for (const struct xml_element *at = marking->first_child; at && !full(pnml); at = at->next) {
        int node = strcmp(at->name, "place") ? NONE : find_node(pnml, xml_value(at, "idref"));
        const struct xml_element *text = child(at, "text");
        if (node == NONE || pnml->node[node].kind != KIND_PLACE) {
            WRONG(pnml, at->at, _("the final marking names a place that is not in the net"));
            continue;
        }
        pnml->node[node].final = tokens(pnml, at, text ? text->text : at->text);
        pnml->has_final |= pnml->node[node].final > 0;
    }
    if (marking->next)
        diagnostics_warning(pnml->diagnostics, marking->next->at,
                            _("only the first of several final markings is read"));
}

static void set_markings(struct pnml *pnml, const struct xml_element *net)
{
    bool sources = false, sinks = false;
    for (int i = 0; i < pnml->nodes; i++) {
        struct pnml_node *node = &pnml->node[i];
        if (node->kind != KIND_PLACE)
            continue;
        if (!pnml->has_initial && !node->inputs)
            sources = (node->initial = 1);
        if (!pnml->has_final && !node->outputs)
            sinks = (node->final = 1);
        pnml->net->initial[node->number] = (unsigned char)node->initial;
        pnml->net->final[node->number] = (unsigned char)node->final;
    }
    if (!pnml->has_initial && sources)
        diagnostics_warning(pnml->diagnostics, net->at,
                            _("the net has no initial marking; taken: one token on each place that no arc leads to"));
    else if (!pnml->has_initial)
        WRONG(pnml, net->at, _("the net has no initial marking, and no place that no arc leads to"));
    if (!pnml->has_final && !sinks)
        diagnostics_warning(pnml->diagnostics, net->at,
                            _("the net has no final marking, and no place that no arc leaves; taken: a run ends when "
                              "no token is left"));
}

/* --- the whole ------------------------------------------------------------------------------------------------ */

static void read_net(struct pnml *pnml, const struct xml_element *root)
{
    const struct xml_element *net = child(root, "net");
    struct journey *journey = pnml->journey;
    if (strcmp(root->name, "pnml")) {
        WRONG(pnml, root->at, _("'pnml' is expected here, not '%s'"), root->name);
        return;
    }
    if (!net) {
        WRONG(pnml, root->at, _("there is no net in this file"));
        return;
    }
    for (const struct xml_element *other = net->next; other; other = other->next)
        if (!strcmp(other->name, "net"))
            diagnostics_warning(pnml->diagnostics, other->at, _("only the first net of the file is read"));
    const char *id = xml_value(net, "id"), *name = label(net, "name");
    journey->file = arena_strdup(&journey->arena, pnml->document->file);
    journey->id = arena_strdup(&journey->arena, id ? id : "");
    if (name && *name) {
        journey->title = arena_alloc(&journey->arena, sizeof *journey->title);
        journey->title[journey->titles++] = (struct translation){ "", arena_strdup(&journey->arena, name) };
    }
    collect_nodes(pnml, net);
    collect_arcs(pnml, net);
    check_arcs(pnml);
    read_final(pnml, net);
    if (pnml->diagnostics->errors > pnml->errors_before)
        return;
    if (!pnml->net->places) {
        WRONG(pnml, net->at, _("this net has no place"));
        return;
    }
    net_finish(pnml->net);
    set_markings(pnml, net);
    build_transitions(pnml);
}

static struct journey *read_journey(struct source *source, struct diagnostics *diagnostics)
{
    size_t first = diagnostics->count, errors = diagnostics->errors;
    struct xml_document *document = xml_document(source, diagnostics);
    if (!document)
        return NULL;
    struct pnml pnml = {
        .journey = journey_new(),
        .net = net_new(),
        .document = document,
        .diagnostics = diagnostics,
        .errors_before = errors,
    };
    interner_add_string(&pnml.ids, "");
    pnml.journey->given_net = pnml.net;
    read_net(&pnml, document->root);
    xml_excerpts(document, diagnostics, first);
    interner_release(&pnml.ids);
    interner_release(&pnml.names);
    free(pnml.node_of_id);
    free(pnml.node);
    free(pnml.arc);
    xml_document_free(document);
    if (diagnostics->errors == errors)
        return pnml.journey;
    journey_free(pnml.journey);
    return NULL;
}

static bool recognise(const char *start, size_t length)
{
    char root[XML_NAME_SIZE];
    xml_root_name(start, length, root);
    return !strcmp(root, "pnml");
}

const struct reader PNML_READER = {
    .name = "PNML", .extensions = "pnml", .recognise = recognise, .read_journey = read_journey,
};
