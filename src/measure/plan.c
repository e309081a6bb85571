#include "measure/plan.h"
#include <math.h>
#include <stdlib.h>

static int64_t announced(const struct step *step)
{
    return duration_given(step->wait) ? duration_nominal_seconds(step->wait) : 0;
}

/* --- a path: off its tree --- */

static void count_node(struct plan *plan, const struct node *node)
{
    plan->choices += node->kind == NODE_CHOICE;
    plan->options += node->kind == NODE_OPTION;
    plan->optionals += node->kind == NODE_OPTIONAL;
    plan->repeats += node->kind == NODE_REPEAT;
    plan->any_orders += node->kind == NODE_ANY_ORDER;
    plan->conditioned += node->condition != NULL;
}

/* What a node's children make of it; children come after their parent in the file, so it is done from the end. */
struct extent {
    int64_t longest;
    double runs;
    bool some;
};

static void join_extent(struct extent *whole, const struct extent *part, enum node_kind kind)
{
    bool choice = kind == NODE_CHOICE, side_by_side = choice || kind == NODE_ANY_ORDER;
    if (!side_by_side)
        whole->longest += part->longest;
    else if (part->longest > whole->longest)
        whole->longest = part->longest;
    whole->runs = choice && whole->some ? whole->runs + part->runs : whole->runs * part->runs;
    whole->runs = whole->runs > RUNS_MAXIMUM ? RUNS_MAXIMUM : whole->runs;
    whole->some = true;
}

static void plan_path(struct plan *plan, const struct journey *journey)
{
    struct extent *extent = xcalloc((size_t)journey->nodes, sizeof *extent);
    for (int i = journey->nodes - 1; i >= 0; i--) {
        const struct node *node = &journey->node[i];
        struct extent *own = &extent[i];
        *own = (struct extent){ .runs = 1 };
        count_node(plan, node);
        if (node->kind == NODE_STEP)
            own->longest = announced(&journey->step[node->step]);
        for (int child = node->first_child; child != NONE; child = journey->node[child].next_sibling)
            join_extent(own, &extent[child], node->kind);
        if (node->kind == NODE_OPTIONAL)
            own->runs++;
    }
    plan->longest = extent[journey->root].longest;
    plan->runs = extent[journey->root].runs;
    free(extent);
}

/* --- a flow: off its links, those that lead back left out --- */

struct flow {
    const struct journey *journey;
    int vertices, *first, *order, ordered; /* links by `from`: first[v] … first[v + 1] - 1 of `to`; postorder */
    int *to, *open, *next;                 /* of the walk: 0 not seen, 1 open, 2 done; the next link to follow */
};

static void flow_init(struct flow *flow, const struct journey *journey)
{
    size_t vertices = (size_t)(journey->steps + journey->gateways), links = (size_t)journey->links;
    *flow = (struct flow){ journey,
                           (int)vertices,
                           xcalloc(vertices + 2, sizeof(int)),
                           xcalloc(vertices + 1, sizeof(int)),
                           0,
                           xcalloc(links + 1, sizeof(int)),
                           xcalloc(vertices + 1, sizeof(int)),
                           xcalloc(vertices + 1, sizeof(int)) };
    for (size_t i = 0; i < links; i++)
        flow->first[journey->link[i].from + 1]++;
    for (size_t v = 0; v < vertices; v++)
        flow->first[v + 1] += flow->first[v];
    for (size_t v = 0; v < vertices; v++)
        flow->next[v] = flow->first[v];
    for (size_t i = 0; i < links; i++)
        flow->to[flow->next[journey->link[i].from]++] = journey->link[i].to;
    for (size_t v = 0; v < vertices; v++)
        flow->next[v] = flow->first[v];
}

static void flow_release(struct flow *flow)
{
    free(flow->first);
    free(flow->order);
    free(flow->to);
    free(flow->open);
    free(flow->next);
}

/* Depth first from `start`, without recursion: fills the postorder and turns links that lead back into NONE. */
static void flow_walk(struct flow *flow, int start)
{
    int *stack, depth = 0;
    if (flow->open[start])
        return;
    stack = xcalloc((size_t)flow->vertices + 1, sizeof *stack);
    stack[depth++] = start;
    flow->open[start] = 1;
    while (depth) {
        int v = stack[depth - 1];
        if (flow->next[v] == flow->first[v + 1]) {
            flow->open[v] = 2;
            flow->order[flow->ordered++] = v;
            depth--;
            continue;
        }
        int *to = &flow->to[flow->next[v]++];
        if (flow->open[*to] == 1) {
            *to = NONE;
        } else if (!flow->open[*to]) {
            flow->open[*to] = 1;
            stack[depth++] = *to;
        }
    }
    free(stack);
}

/* Gateways that split, and links that lead back; returns whether the ways through can be counted. */
static bool count_gateways(struct plan *plan, const struct flow *flow)
{
    const struct journey *journey = flow->journey;
    bool countable = true;
    for (int v = 0; v < flow->vertices; v++) {
        int branches = 0; /* one that leads back is a repeated part, no choice */
        for (int k = flow->first[v]; k < flow->first[v + 1]; k++)
            branches += flow->to[k] != NONE;
        enum gateway_kind kind = v < journey->steps ? GATEWAY_ALL : journey->gateway[v - journey->steps].kind;
        bool choice = kind == GATEWAY_ONE || kind == GATEWAY_ANY;
        if (branches < 2)
            continue;
        plan->choices += choice;
        plan->options += choice ? branches : 0;
        plan->any_orders += kind == GATEWAY_ALL;
        countable = countable && kind == GATEWAY_ONE;
    }
    for (int i = 0; i < journey->links; i++) {
        plan->conditioned += journey->link[i].condition != NULL;
        plan->repeats += flow->to[i] == NONE;
    }
    return countable;
}

/* From vertex v to an end; what follows it is known. */
static struct extent extent_from(const struct flow *flow, const struct extent *extent, int v)
{
    const struct journey *journey = flow->journey;
    bool end = v >= journey->steps && journey->gateway[v - journey->steps].kind == GATEWAY_END;
    struct extent own = { .runs = end };
    for (int k = flow->first[v]; !end && k < flow->first[v + 1]; k++)
        if (flow->to[k] != NONE) {
            own.runs += extent[flow->to[k]].runs;
            own.longest = extent[flow->to[k]].longest > own.longest ? extent[flow->to[k]].longest : own.longest;
        }
    own.runs = own.runs > RUNS_MAXIMUM ? RUNS_MAXIMUM : own.runs;
    own.longest += v < journey->steps ? announced(&journey->step[v]) : 0;
    return own;
}

static void plan_flow(struct plan *plan, const struct journey *journey)
{
    struct flow flow;
    flow_init(&flow, journey);
    struct extent *extent = xcalloc((size_t)flow.vertices + 1, sizeof *extent);
    for (int g = 0; g < journey->gateways; g++)
        if (journey->gateway[g].kind == GATEWAY_START)
            flow_walk(&flow, journey->steps + g);
    for (int i = 0; i < flow.ordered; i++)
        extent[flow.order[i]] = extent_from(&flow, extent, flow.order[i]);
    for (int g = 0; g < journey->gateways; g++)
        if (journey->gateway[g].kind == GATEWAY_START) {
            const struct extent *start = &extent[journey->steps + g];
            plan->longest = start->longest > plan->longest ? start->longest : plan->longest;
            plan->runs += start->runs;
        }
    if (!count_gateways(plan, &flow))
        plan->runs = NAN;
    free(extent);
    flow_release(&flow);
}

/* --- a given net: off its places --- */

static void plan_net(struct plan *plan, const struct net *net)
{
    int *leaving = xcalloc((size_t)net->places + 1, sizeof *leaving);
    for (int t = 0; t < net->transitions; t++)
        for (int i = 0; i < net->transition[t].inputs; i++)
            leaving[net->transition[t].input[i]]++;
    for (int p = 0; p < net->places; p++)
        if (leaving[p] > 1) {
            plan->choices++;
            plan->options += leaving[p];
        }
    for (int t = 0; t < net->transitions; t++)
        plan->any_orders += net->transition[t].outputs > 1;
    free(leaving);
    plan->longest = SECONDS_ABSENT;
    plan->runs = NAN;
}

static void count_steps(struct plan *plan, const struct journey *journey)
{
    bool *met = xcalloc((size_t)journey->institutions + 1, sizeof *met),
         *asked = xcalloc((size_t)journey->documents + 1, sizeof *asked);
    plan->steps = journey->steps;
    for (int s = 0; s < journey->steps; s++) {
        const struct step *step = &journey->step[s];
        plan->automatic += step->automatic;
        plan->by_institution += !step->automatic && step->by_institution;
        plan->by_user += !step->automatic && !step->by_institution;
        if (!step->automatic && step->institution != NONE && !institution_is_self(journey, step->institution)) {
            plan->institutions += !met[step->institution];
            met[step->institution] = true;
        }
        plan->requests += step->needs_count;
        for (int i = 0; i < step->needs_count; i++) {
            plan->documents += !asked[step->needs[i]];
            asked[step->needs[i]] = true;
        }
    }
    free(met);
    free(asked);
}

void plan_init(struct plan *plan, const struct audit *audit)
{
    const struct journey *journey = audit->journey;
    *plan = (struct plan){ .reference_contacts = audit->theory.contacts };
    count_steps(plan, journey);
    for (size_t i = 0; i < audit->hand_offs; i++)
        plan->hand_offs += audit->hand_off[i].planned;
    if (journey->root != NONE && journey->nodes)
        plan_path(plan, journey);
    else if (journey->given_net)
        plan_net(plan, journey->given_net);
    else
        plan_flow(plan, journey);
}
