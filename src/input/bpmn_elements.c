/* The elements of a BPMN file: flow nodes with what they do to tokens, sequence flows, processes. */
#include "base/buffer.h"
#include "base/message.h"
#include "input/bpmn_internal.h"
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#define WARN(bpmn, at, ...) diagnostics_warning((bpmn)->diagnostics, (at), __VA_ARGS__)
#define NOTE(bpmn, at, ...) diagnostics_note((bpmn)->diagnostics, (at), __VA_ARGS__)

bool bpmn_space(const struct xml_element *element)
{
    return element->space && (!strcmp(element->space, "http://www.omg.org/spec/BPMN/20100524/MODEL") ||
                              !strcmp(element->space, "http://schema.omg.org/spec/BPMN/2.0"));
}

void bpmn_list_add(struct bpmn_list *list, int item)
{
    GROW(list->item, list->count, list->capacity);
    list->item[list->count++] = item;
}

const struct xml_element *bpmn_child(const struct xml_element *element, const char *name)
{
    for (const struct xml_element *at = element->first_child; at; at = at->next)
        if (!strcmp(at->name, name) && bpmn_space(at))
            return at;
    return NULL;
}

static bool says(const struct xml_element *element, const char *attribute, const char *value)
{
    const char *found = xml_value(element, attribute);
    return found && !strcmp(found, value);
}

const char *bpmn_one_line(struct bpmn *bpmn, const char *text)
{
    if (!text)
        return NULL;
    char *copy = arena_strdup(&bpmn->arena, text);
    size_t length = 0;
    for (const char *at = text; *at; at++) {
        bool blank = strchr(" \t\r\n", *at) != NULL;
        if (!blank)
            copy[length++] = *at;
        else if (length && copy[length - 1] != ' ')
            copy[length++] = ' ';
    }
    while (length && copy[length - 1] == ' ')
        length--;
    copy[length] = '\0';
    return length ? copy : NULL;
}

/* --- ids -------------------------------------------------------------------------------------------------------- */

static int find_exactly(const struct bpmn *bpmn, const char *id)
{
    uint32_t number = interner_find(&bpmn->ids, id, strlen(id));
    return number && number < (uint32_t)bpmn->node_of_id.count ? bpmn->node_of_id.item[number] : NONE;
}

int bpmn_find_node(const struct bpmn *bpmn, const char *id)
{
    int node = id ? find_exactly(bpmn, id) : NONE;
    const char *colon = id ? strchr(id, ':') : NULL;            /* a QName: some tools write its prefix */
    return node == NONE && colon ? find_exactly(bpmn, colon + 1) : node;
}

static void register_id(struct bpmn *bpmn, int node)
{
    struct bpmn_node *at = &bpmn->node[node];
    const struct xml_attribute *id = xml_attribute(at->element, "id");
    if (!id || !*id->value) {
        WARN(bpmn, at->element->at, _("this '%s' has no id: no flow can lead to it"), at->element->name);
        return;
    }
    uint32_t number = interner_add_string(&bpmn->ids, id->value);
    while ((uint32_t)bpmn->node_of_id.count <= number)
        bpmn_list_add(&bpmn->node_of_id, NONE);
    if (bpmn->node_of_id.item[number] == NONE) {
        bpmn->node_of_id.item[number] = node;
        return;
    }
    WARN(bpmn, id->at, _("the id '%s' is given twice; flows are taken to mean the first"), id->value);
    NOTE(bpmn, bpmn->node[bpmn->node_of_id.item[number]].element->at, _("'%s' is given here first"), id->value);
}

int bpmn_add_node(struct bpmn *bpmn, int scope, const struct xml_element *element, enum bpmn_role role)
{
    GROW(bpmn->node, bpmn->nodes, bpmn->node_capacity);
    struct bpmn_node *node = &bpmn->node[bpmn->nodes];
    *node = (struct bpmn_node){
        .element = element, .id = xml_value(element, "id"), .role = role, .split = WAY_ALL, .scope = scope,
        .inner = NONE, .step = NONE, .host = NONE, .interrupting = true, .order = NONE, .dominator = NONE,
        .strand = NONE, .region = NONE, .front = NONE, .absent = NONE,
    };
    node->id = node->id ? node->id : "";
    node->name = bpmn_one_line(bpmn, xml_value(element, "name"));
    node->name = node->name ? node->name : node->id;
    bpmn_list_add(&bpmn->scope[scope].nodes, bpmn->nodes);
    return bpmn->nodes++;
}

int bpmn_add_edge(struct bpmn *bpmn, int from, int to)
{
    GROW(bpmn->edge, bpmn->edges, bpmn->edge_capacity);
    bpmn->edge[bpmn->edges] = (struct bpmn_edge){ .from = from, .to = to, .token = NONE, .absent = NONE };
    bpmn_list_add(&bpmn->node[from].out, bpmn->edges);
    bpmn_list_add(&bpmn->node[to].in, bpmn->edges);
    return bpmn->edges++;
}

/* --- flow nodes ------------------------------------------------------------------------------------------------- */

enum kind { KIND_TASK, KIND_CALL, KIND_SUBPROCESS, KIND_GATEWAY, KIND_EVENT, KIND_OTHER };
static const struct { const char *name; enum kind kind; int detail; } ELEMENT[] = {
    { "task", KIND_TASK, 0 }, { "userTask", KIND_TASK, 0 }, { "manualTask", KIND_TASK, 0 },
    { "serviceTask", KIND_TASK, 0 },
    { "sendTask", KIND_TASK, 0 }, { "receiveTask", KIND_TASK, 0 }, { "scriptTask", KIND_TASK, 0 },
    { "businessRuleTask", KIND_TASK, 0 }, { "callActivity", KIND_CALL, 0 },
    { "subProcess", KIND_SUBPROCESS, 0 }, { "transaction", KIND_SUBPROCESS, 0 },
    { "adHocSubProcess", KIND_SUBPROCESS, 1 },
    { "exclusiveGateway", KIND_GATEWAY, 0 }, { "parallelGateway", KIND_GATEWAY, 1 },
    { "inclusiveGateway", KIND_GATEWAY, 2 },
    { "eventBasedGateway", KIND_GATEWAY, 3 }, { "complexGateway", KIND_GATEWAY, 4 },
    { "startEvent", KIND_EVENT, 0 }, { "endEvent", KIND_EVENT, 1 }, { "intermediateCatchEvent", KIND_EVENT, 2 },
    { "intermediateThrowEvent", KIND_EVENT, 3 }, { "boundaryEvent", KIND_EVENT, 4 },
};

static enum kind classify(const struct xml_element *element, int *detail)
{
    for (size_t i = 0; bpmn_space(element) && i < sizeof ELEMENT / sizeof *ELEMENT; i++)
        if (!strcmp(element->name, ELEMENT[i].name)) {
            *detail = ELEMENT[i].detail;
            return ELEMENT[i].kind;
        }
    return KIND_OTHER;
}

/* Loops and instances: a run repeats the activity, one time after the other. */
static void read_loop(struct bpmn *bpmn, struct bpmn_node *node)
{
    const struct xml_element *loop = bpmn_child(node->element, "standardLoopCharacteristics");
    const struct xml_element *many = bpmn_child(node->element, "multiInstanceLoopCharacteristics");
    if (loop)
        node->loop = says(loop, "testBefore", "true") ? LOOP_MAY : LOOP_SOME;
    if (!many)
        return;
    node->loop = LOOP_SOME;
    NOTE(bpmn, many->at, _("'%s' has several instances: read as repeated, once or more"), node->name);
}

static void collect_scope(struct bpmn *bpmn, const struct xml_element *element, int scope);

static int add_scope(struct bpmn *bpmn, const struct xml_element *element, int owner)
{
    GROW(bpmn->scope, bpmn->scopes, bpmn->scope_capacity);
    const char *id = xml_value(element, "id");
    bpmn->scope[bpmn->scopes] = (struct bpmn_scope){
        .element = element, .id = id ? id : "", .owner = owner, .root = NONE, .end = NONE,
    };
    return bpmn->scopes++;
}

static bool has_flow_nodes(const struct xml_element *element)
{
    int detail;
    for (const struct xml_element *at = element->first_child; at; at = at->next)
        if (classify(at, &detail) != KIND_OTHER)
            return true;
    return false;
}

static void read_activity(struct bpmn *bpmn, int number, enum kind kind, int detail)
{
    struct bpmn_node *node = &bpmn->node[number];
    const struct xml_element *element = node->element;
    node->default_flow = xml_value(element, "default");
    node->compensation = says(element, "isForCompensation", "true");
    node->starts_process = says(element, "instantiate", "true");
    read_loop(bpmn, node);
    if (kind != KIND_SUBPROCESS || !has_flow_nodes(element)) {
        if (kind == KIND_SUBPROCESS)
            NOTE(bpmn, element->at, _("nothing is in the sub-process '%s': read as one step"), node->name);
        return;
    }
    node->role = BPMN_INNER;
    node->event_subprocess = says(element, "triggeredByEvent", "true");
    int scope = node->scope, inner = node->inner = add_scope(bpmn, element, number);
    bpmn->scope[inner].ad_hoc = detail == 1;
    if (detail == 1) {
        node->loop = LOOP_MAY;
        NOTE(bpmn, element->at,
             _("the ad-hoc sub-process '%s' is read as: its activities, any number of times, one after the other"),
             node->name);
    }
    if (node->event_subprocess)
        bpmn_list_add(&bpmn->scope[scope].event_subprocesses, number);
    collect_scope(bpmn, element, inner);                /* `node` may have moved */
}

static void read_gateway(struct bpmn *bpmn, struct bpmn_node *node, int detail)
{
    static const enum bpmn_way way[] = { WAY_ONE, WAY_ALL, WAY_ANY, WAY_ONE, WAY_ANY };
    node->split = node->join = way[detail];
    node->default_flow = xml_value(node->element, "default");
    if (detail == 3) {
        node->starts_process = says(node->element, "instantiate", "true");
        node->split = says(node->element, "eventGatewayType", "Parallel") ? WAY_ALL : WAY_ONE;
    }
    if (detail == 4)
        WARN(bpmn, node->element->at,
             _("the complex gateway '%s' is read as an inclusive one: its condition is not known"), node->name);
}

static void read_event(struct bpmn *bpmn, struct bpmn_node *node, int detail)
{
    node->start = detail == 0;
    node->end = detail == 1;
    for (const struct xml_element *at = node->element->first_child; at; at = at->next) {
        if (!bpmn_space(at))
            continue;
        node->terminate |= !strcmp(at->name, "terminateEventDefinition");
        node->error |= !strcmp(at->name, "errorEventDefinition");
        node->cancel |= !strcmp(at->name, "cancelEventDefinition");
        node->compensation |= detail == 4 && !strcmp(at->name, "compensateEventDefinition");
        if (!strcmp(at->name, "linkEventDefinition")) {
            node->link = true;
            node->link_name = xml_value(at, "name");
            if (!node->link_name || !*node->link_name)
                node->link_name = node->name;
        }
    }
    if (node->start)
        node->interrupting = !says(node->element, "isInterrupting", "false");
    if (detail == 4)
        node->interrupting = !says(node->element, "cancelActivity", "false");
    (void)bpmn;
}

static void read_node(struct bpmn *bpmn, const struct xml_element *element, int scope, enum kind kind, int detail)
{
    enum bpmn_role role = kind == KIND_GATEWAY || kind == KIND_EVENT ? BPMN_PASS : BPMN_ACTIVITY;
    int number = bpmn_add_node(bpmn, scope, element, role);
    register_id(bpmn, number);
    if (kind == KIND_GATEWAY)
        read_gateway(bpmn, &bpmn->node[number], detail);
    else if (kind == KIND_EVENT)
        read_event(bpmn, &bpmn->node[number], detail);
    else
        read_activity(bpmn, number, kind, detail);
}

static void collect_scope(struct bpmn *bpmn, const struct xml_element *element, int scope)
{
    for (const struct xml_element *at = element->first_child; at; at = at->next) {
        int detail = 0;
        enum kind kind = classify(at, &detail);
        if (bpmn->nodes >= BPMN_NODES_MAXIMUM || bpmn->flows >= BPMN_FLOWS_MAXIMUM || bpmn->scopes > BPMN_NODES_MAXIMUM)
            return;
        if (kind != KIND_OTHER) {
            read_node(bpmn, at, scope, kind, detail);
        } else if (bpmn_space(at) && !strcmp(at->name, "sequenceFlow")) {
            GROW(bpmn->flow, bpmn->flows, bpmn->flow_capacity);
            bpmn->flow[bpmn->flows++] = (struct bpmn_flow){ at, scope };
        }
    }
}

/* --- sequence flows --------------------------------------------------------------------------------------------- */

static int flow_end(struct bpmn *bpmn, const struct xml_element *flow, const char *attribute)
{
    const struct xml_attribute *id = xml_attribute(flow, attribute);
    int node = bpmn_find_node(bpmn, id ? id->value : NULL);
    if (!id)
        WARN(bpmn, flow->at, _("this sequence flow has no '%s': it leads nowhere and is left out"), attribute);
    else if (node == NONE)
        WARN(bpmn, id->at, _("no activity, gateway or event has the id '%s': the sequence flow is left out"),
             id->value);
    return node;
}

static void read_flow(struct bpmn *bpmn, const struct xml_element *flow)
{
    int from = flow_end(bpmn, flow, "sourceRef"), to = flow_end(bpmn, flow, "targetRef");
    if (from == NONE || to == NONE)
        return;
    if (bpmn->node[from].scope != bpmn->node[to].scope) {
        WARN(bpmn, flow->at,
             _("the sequence flow from '%s' to '%s' crosses the border of a process or sub-process, and is left out"),
             bpmn->node[from].name, bpmn->node[to].name);
        return;
    }
    int edge = bpmn_add_edge(bpmn, from, to);
    const char *id = xml_value(flow, "id");
    bpmn->edge[edge].id = id ? id : "";
    bpmn->edge[edge].conditional = bpmn_child(flow, "conditionExpression") != NULL;
}

static void attach(struct bpmn *bpmn, int number)
{
    struct bpmn_node *node = &bpmn->node[number];
    const struct xml_attribute *host = xml_attribute(node->element, "attachedToRef");
    int activity = bpmn_find_node(bpmn, host ? host->value : NULL);
    if (node->compensation) {
        NOTE(bpmn, node->element->at, _("compensation is not followed: '%s' is left out"), node->name);
        return;
    }
    if (activity == NONE || bpmn->node[activity].role == BPMN_PASS || bpmn->node[activity].scope != node->scope) {
        WARN(bpmn, host ? host->at : node->element->at,
             _("the boundary event '%s' is at no activity beside it, and is left out"), node->name);
        return;
    }
    node->host = activity;
    int edge = bpmn_add_edge(bpmn, activity, number);
    bpmn->edge[edge].boundary = true;
    bpmn->node[activity].out.count--;                   /* not one of its ways out: kept apart */
    bpmn_list_add(&bpmn->node[activity].boundary, edge);
}

/* A link event that throws goes on at those of its scope that catch, under the same name. */
static void follow_link(struct bpmn *bpmn, int number)
{
    const struct bpmn_scope *scope = &bpmn->scope[bpmn->node[number].scope];
    const char *name = bpmn->node[number].link_name;
    for (int i = 0; i < scope->nodes.count; i++) {
        int other = scope->nodes.item[i];
        if (bpmn->node[other].link && !strcmp(bpmn->node[other].element->name, "intermediateCatchEvent") &&
            !strcmp(bpmn->node[other].link_name, name)) {
            bpmn_add_edge(bpmn, number, other);
            return;
        }
    }
    WARN(bpmn, bpmn->node[number].element->at, _("no link event catches '%s': the way ends here"), name);
}

/* The split of an activity or event: all of its flows, unless some have conditions. */
static void judge_split(struct bpmn *bpmn, struct bpmn_node *node)
{
    bool conditional = false;
    for (int i = 0; i < node->out.count; i++)
        conditional |= bpmn->edge[node->out.item[i]].conditional;
    if (node->role != BPMN_PASS && conditional)
        node->split = WAY_ANY;
    for (int i = 0; node->default_flow && i < node->out.count; i++)
        if (!strcmp(bpmn->edge[node->out.item[i]].id, node->default_flow))
            return;
    if (node->default_flow && *node->default_flow && node->out.count)
        WARN(bpmn, xml_attribute(node->element, "default")->at, _("the default flow '%s' does not leave '%s'"),
             node->default_flow, node->name);
    node->default_flow = NULL;
}

static void connect(struct bpmn *bpmn)
{
    for (int i = 0; i < bpmn->flows; i++)
        read_flow(bpmn, bpmn->flow[i].element);
    for (int i = 0; i < bpmn->nodes; i++) {
        if (!strcmp(bpmn->node[i].element->name, "boundaryEvent"))
            attach(bpmn, i);
        if (bpmn->node[i].link && !strcmp(bpmn->node[i].element->name, "intermediateThrowEvent"))
            follow_link(bpmn, i);
        judge_split(bpmn, &bpmn->node[i]);
    }
}

/* --- what a process calls, what is not read --------------------------------------------------------------------- */

/* The process a QName means, or NONE. */
static int find_process(const struct bpmn *bpmn, const char *id)
{
    uint32_t number = id ? interner_find(&bpmn->processes, id, strlen(id)) : INTERNER_NONE;
    const char *colon = id ? strchr(id, ':') : NULL;
    if (number == INTERNER_NONE && colon)
        number = interner_find(&bpmn->processes, colon + 1, strlen(colon + 1));
    return number && number < (uint32_t)bpmn->scope_of_process.count ? bpmn->scope_of_process.item[number] : NONE;
}

static void relate_processes(struct bpmn *bpmn)
{
    for (int s = 0; s < bpmn->scopes; s++) {
        uint32_t number = bpmn->scope[s].owner == NONE ? interner_add_string(&bpmn->processes, bpmn->scope[s].id) : 0;
        while ((uint32_t)bpmn->scope_of_process.count <= number)
            bpmn_list_add(&bpmn->scope_of_process, NONE);
        if (number && bpmn->scope_of_process.item[number] == NONE)
            bpmn->scope_of_process.item[number] = s;
    }
    for (int i = 0; i < bpmn->nodes; i++) {
        int called = strcmp(bpmn->node[i].element->name, "callActivity") ? NONE :
            find_process(bpmn, xml_value(bpmn->node[i].element, "calledElement"));
        if (called != NONE)
            bpmn->scope[called].called = true;
    }
    for (const struct xml_element *at = bpmn->document->root->first_child; at; at = at->next)
        for (const struct xml_element *pool = at->first_child; pool && bpmn_space(at) &&
             !strcmp(at->name, "collaboration"); pool = pool->next) {
            int process = strcmp(pool->name, "participant") ? NONE : find_process(bpmn, xml_value(pool, "processRef"));
            if (process != NONE && !bpmn->scope[process].pool)
                bpmn->scope[process].pool = pool;
        }
}

static void say_not_read(struct bpmn *bpmn, const struct xml_element *at)
{
    if (!strcmp(at->name, "import"))
        WARN(bpmn, at->at, _("this file imports '%s', which is not read"),
             xml_value(at, "location") ? xml_value(at, "location") : "");
    else if (!strcmp(at->name, "choreography") || !strcmp(at->name, "globalConversation") ||
             !strcmp(at->name, "globalChoreographyTask"))
        WARN(bpmn, at->at, _("a '%s' is not read, only processes are"), at->name);
}

bool bpmn_collect(struct bpmn *bpmn)
{
    const struct xml_element *root = bpmn->document->root;
    for (const struct xml_element *at = root->first_child; at; at = at->next) {
        if (!bpmn_space(at))
            continue;
        if (!strcmp(at->name, "process") && bpmn->scopes <= BPMN_NODES_MAXIMUM)
            collect_scope(bpmn, at, add_scope(bpmn, at, NONE));     /* reads nothing once the limits are reached */
        else
            say_not_read(bpmn, at);
    }
    if (bpmn->nodes >= BPMN_NODES_MAXIMUM || bpmn->scopes > BPMN_NODES_MAXIMUM)
        return diagnostics_error(bpmn->diagnostics, root->at,
                                 _("a BPMN file has at most %d activities, gateways and events"), BPMN_NODES_MAXIMUM);
    if (bpmn->flows >= BPMN_FLOWS_MAXIMUM)
        return diagnostics_error(bpmn->diagnostics, root->at, _("a BPMN file has at most %d sequence flows"),
                                 BPMN_FLOWS_MAXIMUM);
    connect(bpmn);
    relate_processes(bpmn);
    return true;
}
