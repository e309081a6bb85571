/* The tree of `path`: every element is a node; nodes stand in file order. */
#include "base/message.h"
#include "input/journey_xml.h"
#include <math.h>
#include <string.h>

static const struct { const char *name; enum node_kind kind; } KINDS[] = {
    { "path", NODE_SEQUENCE }, { "step", NODE_STEP }, { "any-order", NODE_ANY_ORDER }, { "choice", NODE_CHOICE },
    { "option", NODE_OPTION }, { "optional", NODE_OPTIONAL }, { "repeat", NODE_REPEAT }, { "phase", NODE_PHASE },
};

/* The kind of node an element is; false for `title`. */
static bool kind_of(const struct xml_element *element, enum node_kind *kind)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (!strcmp(KINDS[i].name, element->name)) {
            *kind = KINDS[i].kind;
            return true;
        }
    return false;
}

static int load_phase(struct journey_loader *loader, const struct xml_element *element)
{
    struct journey *journey = loader->journey;
    struct phase *phase = &journey->phase[journey->phases];
    phase->name = value_text(loader, element, "name");
    if (!phase->name)
        phase->name = "";
    phase->title = load_titles(loader, element, phase->name, &phase->titles);
    return journey->phases++;
}

static void check_shares(struct journey_loader *loader, const struct xml_element *choice, int node)
{
    const struct journey *journey = loader->journey;
    double sum = 0;
    for (int child = journey->node[node].first_child; child != NONE; child = journey->node[child].next_sibling)
        sum += isnan(journey->node[child].share) ? 0 : journey->node[child].share;
    if (sum > 1 + 1e-9)
        diagnostics_warning(loader->diagnostics, choice->at, _("the shares of this choice add up to %g, more than 1"),
                            sum);
}

static int load_node(struct journey_loader *loader, const struct xml_element *element, int parent);

static void load_children(struct journey_loader *loader, const struct xml_element *element, int node)
{
    struct journey *journey = loader->journey;
    int last = NONE;
    for (const struct xml_element *child = element->first_child; child && !loader_full(loader); child = child->next) {
        int number = load_node(loader, child, node);
        if (number == NONE)
            continue;
        *(last == NONE ? &journey->node[node].first_child : &journey->node[last].next_sibling) = number;
        last = number;
    }
}

/* The element with all below it; its number, or NONE if it is no part of the path. */
static int load_node(struct journey_loader *loader, const struct xml_element *element, int parent)
{
    struct journey *journey = loader->journey;
    enum node_kind kind;
    if (!kind_of(element, &kind))
        return NONE;
    int number = journey->nodes++, phase_around = loader->phase;
    struct node *node = &journey->node[number];
    *node = (struct node){
        .kind = kind,
        .parent = parent,
        .first_child = NONE,
        .next_sibling = NONE,
        .step = NONE,
        .phase = NONE,
        .at = element->at,
        .share = value_share(loader, element, kind == NODE_REPEAT ? "more" : "share"),
        .condition = value_text(loader, element, "if"),
    };
    if (kind == NODE_STEP) {
        node->step = load_step(loader, element);
        return number;
    }
    if (kind == NODE_PHASE)
        loader->phase = node->phase = load_phase(loader, element);
    load_children(loader, element, number);
    loader->phase = phase_around;
    if (kind == NODE_CHOICE)
        check_shares(loader, element, number);
    return number;
}

void load_path(struct journey_loader *loader, const struct xml_element *path)
{
    loader->journey->root = load_node(loader, path, NONE);
}
