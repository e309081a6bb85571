/* BPMN 2.0 processes as a net whose visible transitions are tasks and call activities, known by their names.
 *
 * Sub-processes are flattened; gateways and events are silent; data, artifacts and message flows are passed over. What
 * stands for what is told in bpmn_elements.c, bpmn_scope.c and bpmn_net.c; what is read otherwise than it is drawn is a
 * warning or a note. Lanes, else pools, are the institutions.
 */
#include "base/message.h"
#include "input/bpmn_internal.h"
#include "input/reader.h"
#include <stdlib.h>
#include <string.h>

/* --- what is in it ---------------------------------------------------------------------------------------------- */

static const char *const TASKS[] = {
    "task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask", NULL,
};
static const char *const SUBPROCESSES[] = { "subProcess", "transaction", "adHocSubProcess", NULL };
static const char *const GATEWAYS[] = {
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway", NULL,
};
static const char *const EVENTS[] = {
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", NULL,
};

static int find_name(const char *const *list, const char *name)
{
    for (int i = 0; list[i]; i++)
        if (!strcmp(list[i], name))
            return i;
    return NONE;
}

static void count_element(struct bpmn_counts *counts, const char *name)
{
    int gateway = find_name(GATEWAYS, name), event = find_name(EVENTS, name);
    counts->processes += !strcmp(name, "process");
    counts->call_activities += !strcmp(name, "callActivity");
    counts->sequence_flows += !strcmp(name, "sequenceFlow");
    counts->message_flows += !strcmp(name, "messageFlow");
    counts->lanes += !strcmp(name, "lane");
    counts->pools += !strcmp(name, "participant");
    counts->tasks += find_name(TASKS, name) != NONE;
    counts->subprocesses += find_name(SUBPROCESSES, name) != NONE;
    if (gateway != NONE)
        counts->gateways[gateway]++;
    if (event != NONE)
        counts->events[event]++;
}

static void count_elements(struct bpmn_counts *counts, const struct xml_element *element)
{
    for (const struct xml_element *at = element->first_child; at; at = at->next) {
        if (bpmn_space(at))
            count_element(counts, at->name);
        count_elements(counts, at);                     /* depth is bounded: XML_DEPTH_MAXIMUM */
    }
}

/* --- the journey ------------------------------------------------------------------------------------------------ */

/* Called by the name of its only process or pool, else by that of the collaboration, else of the file. */
static void name_journey(struct bpmn *bpmn)
{
    struct journey *journey = bpmn->journey;
    const struct xml_element *root = bpmn->document->root, *process = bpmn_child(root, "process");
    const struct xml_element *collaboration = bpmn_child(root, "collaboration"), *pool = collaboration ?
        bpmn_child(collaboration, "participant") : NULL;
    bool single = journey->bpmn->processes == 1;
    const char *id = xml_value(single && process ? process : root, "id");
    const char *name[] = {
        single && process ? xml_value(process, "name") : NULL, single && pool ? xml_value(pool, "name") : NULL,
        collaboration ? xml_value(collaboration, "name") : NULL, xml_value(root, "name"),
    };
    journey->id = arena_strdup(&journey->arena, id ? id : "");
    for (size_t i = 0; i < sizeof name / sizeof *name && !journey->titles; i++)
        if (name[i] && *name[i]) {
            journey->title = arena_alloc(&journey->arena, sizeof *journey->title);
            journey->title[journey->titles++] = (struct translation){ "", arena_strdup(&journey->arena, name[i]) };
        }
}

static bool check_root(const struct bpmn *bpmn, const struct xml_element *root)
{
    if (strcmp(root->name, "definitions"))
        return diagnostics_error(bpmn->diagnostics, root->at, _("'%s' is expected here, not '%s'"), "definitions",
                                 root->name);
    if (!root->space)
        return diagnostics_error(bpmn->diagnostics, root->at,
                                 _("'definitions' has no namespace; BPMN 2.0 has "
                                   "xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""));
    if (!bpmn_space(root))
        return diagnostics_error(bpmn->diagnostics, root->at,
                                 _("the namespace '%s' is not BPMN 2.0, which is "
                                   "http://www.omg.org/spec/BPMN/20100524/MODEL"), root->space);
    return true;
}

static bool read_definitions(struct bpmn *bpmn)
{
    struct journey *journey = bpmn->journey;
    const struct xml_element *root = bpmn->document->root;
    if (!check_root(bpmn, root))
        return false;
    journey->file = arena_strdup(&journey->arena, bpmn->document->file);
    journey->bpmn = arena_alloc(&journey->arena, sizeof *journey->bpmn);
    count_elements(journey->bpmn, root);
    name_journey(bpmn);
    if (!bpmn_collect(bpmn))
        return false;
    bpmn_examine(bpmn);
    bpmn_name_steps(bpmn);
    return bpmn_build_net(bpmn);
}

static void *keep(struct arena *arena, void *items, size_t size)
{
    void *copy = arena_alloc(arena, size);
    if (size)
        memcpy(copy, items, size);
    free(items);
    return copy;
}

static void release(struct bpmn *bpmn)
{
    struct journey *journey = bpmn->journey;
    journey->step = keep(&journey->arena, journey->step, (size_t)journey->steps * sizeof *journey->step);
    journey->institution = keep(&journey->arena, journey->institution,
                                (size_t)journey->institutions * sizeof *journey->institution);
    for (int i = 0; i < bpmn->nodes; i++)
        free(bpmn->node[i].in.item), free(bpmn->node[i].out.item), free(bpmn->node[i].boundary.item),
            free(bpmn->node[i].heard.item);
    for (int i = 0; i < bpmn->scopes; i++)
        free(bpmn->scope[i].nodes.item), free(bpmn->scope[i].event_subprocesses.item);
    for (int i = 0; i < bpmn->strands; i++)
        free(bpmn->strand[i].nodes.item), free(bpmn->strand[i].exits.item);
    for (int i = 0; i < bpmn->edges; i++)
        free(bpmn->edge[i].lost.item);
    for (int i = 0; i < bpmn->draft.count; i++)
        free(bpmn->draft.arcs[i].input), free(bpmn->draft.arcs[i].output);
    free(bpmn->draft.arcs), free(bpmn->draft.initial), free(bpmn->draft.take.item), free(bpmn->draft.put.item),
        free(bpmn->draft.stamp.item);
    free(bpmn->node), free(bpmn->edge), free(bpmn->flow), free(bpmn->scope), free(bpmn->strand);
    free(bpmn->node_of_id.item), free(bpmn->scope_of_process.item);
    interner_release(&bpmn->ids);
    interner_release(&bpmn->names);
    interner_release(&bpmn->institutions);
    interner_release(&bpmn->processes);
    arena_release(&bpmn->arena);
}

static struct journey *read_journey(struct source *source, struct diagnostics *diagnostics)
{
    size_t first = diagnostics->count;
    struct xml_document *document = xml_document(source, diagnostics);
    if (!document)
        return NULL;
    struct bpmn bpmn = { .journey = journey_new(), .document = document, .diagnostics = diagnostics };
    interner_add_string(&bpmn.ids, "");
    interner_add_string(&bpmn.names, "");
    interner_add_string(&bpmn.institutions, "");
    interner_add_string(&bpmn.processes, "");
    bpmn.journey->given_net = net_new();
    bool good = read_definitions(&bpmn);
    release(&bpmn);
    xml_excerpts(document, diagnostics, first);
    xml_document_free(document);
    if (good)
        return bpmn.journey;
    journey_free(bpmn.journey);
    return NULL;
}

static bool recognise(const char *start, size_t length)
{
    char root[XML_NAME_SIZE];
    xml_root_name(start, length, root);
    return !strcmp(root, "definitions");
}

const struct reader BPMN_READER = {
    .name = "BPMN", .extensions = "bpmn", .recognise = recognise, .read_journey = read_journey,
};
