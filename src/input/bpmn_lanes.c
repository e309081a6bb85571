/* Steps: the activities of the processes that are played, under their names, with their lane or pool as institution. */
#include "base/message.h"
#include "input/bpmn_internal.h"
#include <string.h>

#define WARN(bpmn, at, ...) diagnostics_warning((bpmn)->diagnostics, (at), __VA_ARGS__)

static int institution_named(struct bpmn *bpmn, const struct xml_element *element)
{
    struct journey *journey = bpmn->journey;
    const char *name = element ? bpmn_one_line(bpmn, xml_value(element, "name")) : NULL, *id = name ?
        xml_value(element, "id") : NULL;
    if (!name)
        return NONE;
    uint32_t number = interner_add_string(&bpmn->institutions, name);
    if (number <= (uint32_t)journey->institutions)
        return (int)number - 1;
    GROW(journey->institution, journey->institutions, bpmn->institutions_capacity);
    struct institution *institution = &journey->institution[journey->institutions++];
    *institution = (struct institution){
        .id = arena_strdup(&journey->arena, id && *id ? id : name), .name = arena_strdup(&journey->arena, name),
            .at = element->at,
    };
    institution->at.file = journey->file;
    return journey->institutions - 1;
}

/* Innermost lane of each node; lanes without a name pass on the one they are in. */
static void read_lanes(struct bpmn *bpmn, const struct xml_element *element, const struct xml_element *around,
                       const struct xml_element **lane)
{
    for (const struct xml_element *at = element->first_child; at; at = at->next) {
        bool set = bpmn_space(at) && (!strcmp(at->name, "laneSet") || !strcmp(at->name, "childLaneSet"));
        bool own = bpmn_space(at) && !strcmp(at->name, "lane");
        int node = bpmn_space(at) && !strcmp(at->name, "flowNodeRef") ? bpmn_find_node(bpmn, at->text) : NONE;
        if (node != NONE)
            lane[node] = around;
        if (set)
            read_lanes(bpmn, at, around, lane);
        else if (own)
            read_lanes(bpmn, at, bpmn_one_line(bpmn, xml_value(at, "name")) ? at : around, lane);
        else if (bpmn_space(at) && !strcmp(at->name, "flowNodeRef") && node == NONE)
            WARN(bpmn, at->text_at, _("a lane holds '%s', which is no activity, gateway or event of this file"),
                 at->text);
    }
}

static void collect_lanes(struct bpmn *bpmn, const struct xml_element **lane)
{
    for (int s = 0; s < bpmn->scopes; s++) {
        const struct bpmn_scope *scope = &bpmn->scope[s];
        const struct xml_element *around = scope->owner == NONE ? scope->pool : lane[scope->owner];
        for (int i = 0; i < scope->nodes.count; i++)
            if (!lane[scope->nodes.item[i]])
                lane[scope->nodes.item[i]] = around;
        read_lanes(bpmn, scope->element, around, lane);
    }
}

static int step_named(struct bpmn *bpmn, const struct bpmn_node *node)
{
    struct journey *journey = bpmn->journey;
    uint32_t number = interner_add_string(&bpmn->names, node->name);
    if (number <= (uint32_t)journey->steps)             /* number 0 is the empty string */
        return (int)number - 1;
    const char *own = arena_strdup(&journey->arena, node->name);
    GROW(journey->step, journey->steps, bpmn->steps_capacity);
    struct step *step = &journey->step[journey->steps++];
    *step = (struct step){
        .id = own, .institution = NONE, .takes = SECONDS_ABSENT, .queue = SECONDS_ABSENT, .travel = SECONDS_ABSENT,
        .wait = DURATION_NONE, .limit = DURATION_NONE, .kind = KIND_PRODUCTIVE, .phase = NONE, .at = node->element->at,
    };
    step->at.file = journey->file;
    step->title = arena_alloc(&journey->arena, sizeof *step->title);
    step->title[step->titles++] = (struct translation){ "", own };
    return journey->steps - 1;
}

/* Activities of one name are one step; if they are in different lanes, it has no institution. */
void bpmn_name_steps(struct bpmn *bpmn)
{
    struct journey *journey = bpmn->journey;
    const struct xml_element **lane = arena_alloc(&bpmn->arena, ((size_t)bpmn->nodes + 1) * sizeof *lane);
    collect_lanes(bpmn, lane);
    for (int i = 0; i < bpmn->nodes; i++) {
        struct bpmn_node *node = &bpmn->node[i];
        if (node->role != BPMN_ACTIVITY || node->compensation || !bpmn->scope[node->scope].played || !*node->name)
            continue;
        if (node->name == node->id)
            WARN(bpmn, node->element->at, _("this '%s' has no name: the step is called by its id, '%s'"),
                 node->element->name, node->id);
        int before = journey->steps, institution = institution_named(bpmn, lane[i]);
        node->step = step_named(bpmn, node);
        struct step *step = &journey->step[node->step];
        step->institution = node->step < before && step->institution != institution ? NONE : institution;
    }
}
