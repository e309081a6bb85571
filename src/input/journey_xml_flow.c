/* The graph of `flow`: vertices are the steps, then the gateways; links may come before what they join. */
#include "base/message.h"
#include "input/journey_xml.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void load_gateway(struct journey_loader *loader, const struct xml_element *element)
{
    static const struct { const char *word; enum gateway_kind kind; } kinds[] = {
        { "one", GATEWAY_ONE }, { "all", GATEWAY_ALL }, { "any", GATEWAY_ANY },
    };
    struct journey *journey = loader->journey;
    const char *id = value_text(loader, element, "id"), *word = value_text(loader, element, "kind");
    enum gateway_kind kind = !strcmp(element->name, "start") ? GATEWAY_START
                             : !strcmp(element->name, "end") ? GATEWAY_END
                                                             : GATEWAY_ONE;
    bool known = strcmp(element->name, "gateway") != 0;
    for (size_t i = 0; word && !known && i < 3; i++)
        if (!strcmp(kinds[i].word, word)) {
            kind = kinds[i].kind;
            known = true;
        }
    if (word && !known)
        WRONG(loader, xml_attribute(element, "kind")->at,
              _("'%s' is no kind of gateway; expected 'one', 'all' or 'any'"), word);
    journey->gateway[journey->gateways++] = (struct gateway){ id ? id : "", kind, element->at };
}

static int find_vertex(struct journey_loader *loader, const struct xml_element *element, const char *name)
{
    const char *id = value_text(loader, element, name);
    int found = id ? id_space_find(&loader->vertices, id) : NONE;
    if (!id || found != NONE)
        return found;
    struct source_position at = xml_attribute(element, name)->at;
    const char *near = id_space_nearest(loader, &loader->vertices, id);
    if (near)
        WRONG(loader, at, _("no step or gateway has the id '%s'; did you mean '%s'?"), id, near);
    else
        WRONG(loader, at, _("no step or gateway has the id '%s'"), id);
    return NONE;
}

static void load_link(struct journey_loader *loader, const struct xml_element *element)
{
    struct journey *journey = loader->journey;
    struct link link = {
        find_vertex(loader, element, "from"), find_vertex(loader, element, "to"), value_share(loader, element, "share"),
        value_text(loader, element, "if"), element->at,
    };
    if (link.from != NONE && link.to != NONE)
        journey->link[journey->links++] = link;
}

/* --- what a flow must be -------------------------------------------------------------------------------------- */

static const char *vertex_id(const struct journey *journey, int vertex, struct source_position *at)
{
    if (vertex < journey->steps) {
        *at = journey->step[vertex].at;
        return journey->step[vertex].id;
    }
    *at = journey->gateway[vertex - journey->steps].at;
    return journey->gateway[vertex - journey->steps].id;
}

static void check_ends(struct journey_loader *loader, const struct xml_element *flow)
{
    const struct journey *journey = loader->journey;
    const struct gateway *start = NULL;
    bool end = false;
    for (int i = 0; i < journey->gateways && !loader_full(loader); i++) {
        const struct gateway *gateway = &journey->gateway[i];
        end |= gateway->kind == GATEWAY_END;
        if (gateway->kind != GATEWAY_START)
            continue;
        if (start) {
            WRONG(loader, gateway->at, _("a flow has one 'start' only"));
            diagnostics_note(loader->diagnostics, start->at, _("the first is here"));
        } else {
            start = gateway;
        }
    }
    if (!start)
        WRONG(loader, flow->at, _("the flow has no 'start'; expected <start id=\"…\"/> and a link from it"));
    if (!end)
        WRONG(loader, flow->at, _("the flow has no 'end'; expected <end id=\"…\"/> and a link to it"));
}

static void check_vertex(struct journey_loader *loader, int vertex, int in, int out)
{
    const struct journey *journey = loader->journey;
    struct source_position at;
    const char *id = vertex_id(journey, vertex, &at);
    int kind = vertex < journey->steps ? -1 : (int)journey->gateway[vertex - journey->steps].kind;
    if (kind == GATEWAY_START && in)
        WRONG(loader, at, _("a link leads to the start '%s'"), id);
    if (kind == GATEWAY_END && out)
        WRONG(loader, at, _("a link leaves the end '%s'"), id);
    if (kind != GATEWAY_START && !in)
        WRONG(loader, at, _("no link leads to '%s'"), id);
    if (kind != GATEWAY_END && !out)
        WRONG(loader, at, _("no link leaves '%s'"), id);
    if ((kind == -1 || kind == GATEWAY_START) && out > 1)
        WRONG(loader, at,
              _("%d links leave '%s'; put a gateway behind it that says whether one, all or any are followed"), out,
              id);
}

static int compare_links(const void *a, const void *b)
{
    const struct link *x = *(const struct link *const *)a, *y = *(const struct link *const *)b;
    return x->from != y->from ? x->from - y->from : x->to != y->to ? x->to - y->to : (x > y) - (x < y);
}

static void check_links(struct journey_loader *loader)
{
    const struct journey *journey = loader->journey;
    const struct link **sorted = xcalloc((size_t)journey->links + 1, sizeof *sorted);
    for (int i = 0; i < journey->links; i++)
        sorted[i] = &journey->link[i];
    qsort(sorted, (size_t)journey->links, sizeof *sorted, compare_links);
    double sum = 0;
    for (int i = 0; i < journey->links && !loader_full(loader); i++) {
        const struct link *link = sorted[i];
        bool first = !i || sorted[i - 1]->from != link->from;
        if (!first && sorted[i - 1]->to == link->to) {
            WRONG(loader, link->at, _("this link is there already"));
            diagnostics_note(loader->diagnostics, sorted[i - 1]->at, _("the first is here"));
        }
        sum = (first ? 0 : sum) + (isnan(link->share) ? 0 : link->share);
        bool last = i + 1 == journey->links || sorted[i + 1]->from != link->from;
        int gateway = link->from - journey->steps;
        if (last && sum > 1 + 1e-9 && gateway >= 0 && journey->gateway[gateway].kind == GATEWAY_ONE)
            diagnostics_warning(loader->diagnostics, journey->gateway[gateway].at,
                                _("the shares of the links behind this gateway add up to %g, more than 1"), sum);
    }
    free(sorted);
}

static void check_flow(struct journey_loader *loader, const struct xml_element *flow)
{
    const struct journey *journey = loader->journey;
    int vertices = journey->steps + journey->gateways;
    int *in = xcalloc((size_t)vertices + 1, sizeof *in), *out = xcalloc((size_t)vertices + 1, sizeof *out);
    check_ends(loader, flow);
    for (int i = 0; i < journey->links; i++) {
        out[journey->link[i].from]++;
        in[journey->link[i].to]++;
    }
    for (int i = 0; i < vertices && !loader_full(loader); i++)
        check_vertex(loader, i, in[i], out[i]);
    check_links(loader);
    free(in);
    free(out);
}

void load_flow(struct journey_loader *loader, const struct xml_element *flow)
{
    for (const struct xml_element *child = flow->first_child; child && !loader_full(loader); child = child->next)
        if (!strcmp(child->name, "step"))
            load_step(loader, child);
        else if (!strcmp(child->name, "gateway") || !strcmp(child->name, "start") || !strcmp(child->name, "end"))
            load_gateway(loader, child);
    for (const struct xml_element *child = flow->first_child; child && !loader_full(loader); child = child->next)
        if (!strcmp(child->name, "link"))
            load_link(loader, child);
    if (loader->diagnostics->errors == loader->errors_before)       /* else what is missing may be what could not be read */
        check_flow(loader, flow);
}
