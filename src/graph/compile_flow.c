/* A flow as a net.
 *
 * In front of a step, an end or a `one` gateway stands one place: whichever link is taken brings a token there. In
 * front of an `all` join stands one place a link, and one transition that needs them all. An `any` split decides its
 * branches one after the other, remembering whether one was taken:
 *
 *     (1,none) --take--> branch 1, (2,some)        (i,some) --take or leave--> (i + 1,some)
 *     (1,none) --leave-> join 1,   (2,none)        (last,none) --take only
 *
 * A branch that is left out puts its token straight in front of the `any` join where the branches meet again, so that
 * the join can wait for all of them. That join must exist: without it nobody could know when to go on.
 */
#include "graph/compile_internal.h"
#include "base/message.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PARTNER_VERTICES_MAXIMUM = 1000 };    /* the bit sets of dominators are quadratic */

struct flow {
    const struct journey *journey;
    struct net_draft *draft;
    int vertices;
    int *in_count, *out_count;              /* links of a vertex */
    int *place;                             /* [vertices]: the place in front, where one is enough; else NONE */
    int *link_place;                        /* [links]: where a token of this link arrives */
    int *partner;                           /* see flow_partners() */
    int sink;
};

static const struct gateway *gateway_of(const struct journey *journey, int vertex)
{
    return vertex < journey->steps ? NULL : &journey->gateway[vertex - journey->steps];
}

static bool is_kind(const struct journey *journey, int vertex, enum gateway_kind kind)
{
    const struct gateway *gateway = gateway_of(journey, vertex);
    return gateway && gateway->kind == kind;
}

/* Does a vertex wait for all of its links? An `any` join does, if what it answers is `all` or `any`. */
static bool waits_for_all(const struct flow *flow, int vertex)
{
    if (flow->in_count[vertex] < 2)
        return false;
    if (is_kind(flow->journey, vertex, GATEWAY_ANY)) {
        int partner = flow->partner[vertex];
        return partner != NONE && (is_kind(flow->journey, partner, GATEWAY_ANY) ||
                                   is_kind(flow->journey, partner, GATEWAY_ALL) || partner < flow->journey->steps);
    }
    return is_kind(flow->journey, vertex, GATEWAY_ALL);
}

static void make_places(struct flow *flow)
{
    const struct journey *journey = flow->journey;
    for (int v = 0; v < flow->vertices; v++) {
        flow->place[v] = NONE;
        if (is_kind(journey, v, GATEWAY_END))
            flow->place[v] = flow->sink;
        else if (!waits_for_all(flow, v))
            flow->place[v] = net_add_place(flow->draft->net);
    }
    for (int l = 0; l < journey->links; l++) {
        int place = flow->place[journey->link[l].to];
        flow->link_place[l] = place == NONE ? net_add_place(flow->draft->net) : place;
    }
}

/* Links of `vertex` as places: incoming (what it consumes) or outgoing (where it delivers). */
static int places_in(const struct flow *flow, int vertex, int *place)
{
    int count = 0;
    if (flow->place[vertex] != NONE) {
        place[count++] = flow->place[vertex];
        return count;
    }
    for (int l = 0; l < flow->journey->links; l++)
        if (flow->journey->link[l].to == vertex)
            place[count++] = flow->link_place[l];
    return count;
}

static int places_out(const struct flow *flow, int vertex, int *place)
{
    int count = 0;
    for (int l = 0; l < flow->journey->links; l++)
        if (flow->journey->link[l].from == vertex)
            place[count++] = flow->link_place[l];
    return count;
}

/* Vertices that can be reached from link `first` without passing `stop`: mark[vertex]. */
static void mark_reachable(const struct journey *journey, int vertex, int stop, unsigned char *mark)
{
    if (vertex == stop || mark[vertex])
        return;
    mark[vertex] = 1;
    for (bool changed = true; changed;) {
        changed = false;
        for (int l = 0; l < journey->links; l++) {
            int from = journey->link[l].from, to = journey->link[l].to;
            if (mark[from] && to != stop && !mark[to])
                mark[to] = changed = true;
        }
    }
}

/* Places in front of `join` that the branch beginning with link `branch` would fill. */
static int branch_ends(const struct flow *flow, int branch, int join, int *place)
{
    const struct journey *journey = flow->journey;
    unsigned char *mark = xcalloc((size_t)flow->vertices, 1);
    int count = 0;
    mark_reachable(journey, journey->link[branch].to, join, mark);
    for (int l = 0; l < journey->links; l++)
        if (journey->link[l].to == join && (l == branch || mark[journey->link[l].from]))
            place[count++] = flow->link_place[l];
    free(mark);
    return count;
}

/* An `any` split: decide branch after branch; see the top of the file. */
static bool any_split(struct flow *flow, int vertex, struct diagnostics *diagnostics)
{
    const struct journey *journey = flow->journey;
    const struct gateway *gateway = gateway_of(journey, vertex);
    int join = flow->partner[vertex], place_count = flow->draft->net->places;
    if (join == NONE || !waits_for_all(flow, join))
        return diagnostics_error(diagnostics, gateway->at,
                                 _("the branches of the 'any' gateway '%s' do not meet again in an 'any' gateway: "
                                   "expected one where they all end"),
                                 gateway->id);
    int *place = xcalloc((size_t)place_count + 2, sizeof *place), in[64];
    int state[2] = { net_add_place(flow->draft->net), NONE };            /* nothing taken yet, something taken */
    bool good = true;
    int ins = flow->place[vertex] != NONE ? 1 : flow->in_count[vertex];
    int *input = xcalloc((size_t)ins + 1, sizeof *input);
    net_draft_silent(flow->draft, input, places_in(flow, vertex, input), state, 1);
    for (int l = 0, left = flow->out_count[vertex]; good && l < journey->links; l++) {
        if (journey->link[l].from != vertex)
            continue;
        int next[2] = { NONE, NONE };
        left--;
        if (left) {
            next[0] = net_add_place(flow->draft->net);
            next[1] = net_add_place(flow->draft->net);
        }
        double share = isnan(journey->link[l].share) ? 1 : journey->link[l].share;
        for (int taken = 0; taken < 2; taken++) {
            if (state[taken] == NONE)
                continue;
            in[0] = state[taken];
            int group = flow->draft->net->choice_groups++;
            net_draft_decide(flow->draft, in[0], group, share, journey->link[l].condition);
            place[0] = flow->link_place[l];
            place[1] = next[1];
            net_draft_silent(flow->draft, in, 1, place, left ? 2 : 1);
            if (!left && !taken)
                continue;                                                /* not all may be left out */
            int ends = branch_ends(flow, l, join, place);
            flow->draft->decided.place = NONE;
            net_draft_decide(flow->draft, in[0], group, 1 - share, NULL);
            good = good && ends > 0;
            place[ends] = next[taken];
            net_draft_silent(flow->draft, in, 1, place, ends + (left ? 1 : 0));
        }
        state[0] = next[0];
        state[1] = next[1];
    }
    flow->draft->decided = (struct decision){ NONE, NET_NO_CHOICE };
    free(input);
    free(place);
    return good;
}

static void one_split(struct flow *flow, int vertex, const int *in, int ins)
{
    const struct journey *journey = flow->journey;
    int group = flow->draft->net->choice_groups++, unsaid = 0;
    double said = 0;
    for (int l = 0; l < journey->links; l++)
        if (journey->link[l].from == vertex) {
            unsaid += isnan(journey->link[l].share);
            said += isnan(journey->link[l].share) ? 0 : journey->link[l].share;
        }
    for (int l = 0; l < journey->links; l++) {
        if (journey->link[l].from != vertex)
            continue;
        struct decision outside = net_draft_decide(flow->draft, in[0], group,
                                                   share_or_rest(journey->link[l].share, said, unsaid),
                                                   journey->link[l].condition);
        net_draft_silent(flow->draft, in, ins, &flow->link_place[l], 1);
        flow->draft->decided = outside;
    }
}

static bool compile_vertex(struct flow *flow, int vertex, struct diagnostics *diagnostics)
{
    const struct journey *journey = flow->journey;
    const struct gateway *gateway = gateway_of(journey, vertex);
    if (gateway && (gateway->kind == GATEWAY_END || (!flow->in_count[vertex] && gateway->kind != GATEWAY_START)))
        return true;
    if (gateway && gateway->kind == GATEWAY_ANY && flow->out_count[vertex] > 1)
        return any_split(flow, vertex, diagnostics);
    int *in = xcalloc((size_t)flow->in_count[vertex] + 1, sizeof *in),
        *out = xcalloc((size_t)flow->out_count[vertex] + 1, sizeof *out);
    int ins = places_in(flow, vertex, in), outs = places_out(flow, vertex, out);
    if (!gateway)
        net_draft_step(flow->draft, vertex, in, ins, out, outs);
    else if (gateway->kind == GATEWAY_ONE)
        one_split(flow, vertex, in, ins);
    else
        net_draft_silent(flow->draft, in, ins, out, outs);
    free(in);
    free(out);
    return true;
}

static bool check_ends(const struct flow *flow, struct diagnostics *diagnostics)
{
    const struct journey *journey = flow->journey;
    int starts = 0, ends = 0;
    for (int v = journey->steps; v < flow->vertices; v++) {
        starts += is_kind(journey, v, GATEWAY_START);
        ends += is_kind(journey, v, GATEWAY_END);
    }
    struct source_position at = { .file = journey->file };
    if (!starts)
        return diagnostics_error(diagnostics, at,
                                 _("the flow has no start: expected <start id=\"…\"/> and a link from it"));
    if (!ends)
        return diagnostics_error(diagnostics, at, _("the flow has no end: expected <end id=\"…\"/> and a link to it"));
    return true;
}

bool compile_flow(struct net_draft *draft, int source, int sink, struct diagnostics *diagnostics)
{
    const struct journey *journey = draft->journey;
    struct flow flow = {
        .journey = journey, .draft = draft, .vertices = journey->steps + journey->gateways, .sink = sink
    };
    size_t vertices = (size_t)flow.vertices;
    flow.in_count = arena_alloc(&draft->arena, vertices * sizeof(int));
    flow.out_count = arena_alloc(&draft->arena, vertices * sizeof(int));
    flow.place = arena_alloc(&draft->arena, vertices * sizeof(int));
    flow.link_place = arena_alloc(&draft->arena, (size_t)journey->links * sizeof(int));
    flow.partner = flow_partners(journey, &draft->arena);
    for (int l = 0; l < journey->links; l++) {
        flow.in_count[journey->link[l].to]++;
        flow.out_count[journey->link[l].from]++;
    }
    if (!check_ends(&flow, diagnostics))
        return false;
    make_places(&flow);
    bool good = true;
    for (int v = 0; v < flow.vertices; v++) {
        if (is_kind(journey, v, GATEWAY_START))
            net_draft_silent(draft, &source, 1, &flow.place[v], 1);
        good = compile_vertex(&flow, v, diagnostics) && good;
    }
    return good;
}

/* dominator[v]: bit sets by plain iteration; flows are small and this is easy to trust. `backwards` gives
 * postdominators. Virtual root: all starts (ends). Returns the immediate one of each vertex, or NONE. */
static int *immediate_dominators(const struct journey *journey, struct arena *arena, bool backwards)
{
    int n = journey->steps + journey->gateways;
    unsigned char *set = xcalloc((size_t)n * (size_t)n + 1, 1);          /* set[v * n + d]: d dominates v */
    int *immediate = arena_alloc(arena, (size_t)n * sizeof *immediate);
    enum gateway_kind root = backwards ? GATEWAY_END : GATEWAY_START;
    for (int v = 0; v < n; v++)
        if (is_kind(journey, v, root))
            set[(size_t)v * n + v] = 1;
        else
            memset(set + (size_t)v * n, 1, (size_t)n);
    unsigned char *meet = xcalloc((size_t)n + 1, 1);
    for (bool changed = true; changed;) {
        changed = false;
        for (int v = 0; v < n; v++) {
            if (is_kind(journey, v, root))
                continue;
            memset(meet, 1, (size_t)n);
            for (int l = 0; l < journey->links; l++) {
                int from = backwards ? journey->link[l].to : journey->link[l].from,
                    to = backwards ? journey->link[l].from : journey->link[l].to;
                for (int d = 0; to == v && d < n; d++)
                    meet[d] &= set[(size_t)from * n + d];
            }
            meet[v] = 1;
            if (memcmp(meet, set + (size_t)v * n, (size_t)n)) {
                memcpy(set + (size_t)v * n, meet, (size_t)n);
                changed = true;
            }
        }
    }
    for (int v = 0; v < n; v++) {                                        /* the closest has the most dominators itself */
        int best = NONE, best_size = -1;
        for (int d = 0; d < n; d++) {
            int size = 0;
            for (int k = 0; d != v && set[(size_t)v * n + d] && k < n; k++)
                size += set[(size_t)d * n + k];
            if (size > best_size && size > 0)
                best = d, best_size = size;
        }
        immediate[v] = best;
    }
    free(meet);
    free(set);
    return immediate;
}

int *flow_partners(const struct journey *journey, struct arena *arena)
{
    int n = journey->steps + journey->gateways;
    bool any = false;
    for (int g = 0; g < journey->gateways && n <= PARTNER_VERTICES_MAXIMUM; g++)
        any = any || journey->gateway[g].kind == GATEWAY_ANY;
    int *partner = arena_alloc(arena, (size_t)n * sizeof *partner);
    int *before = any ? immediate_dominators(journey, arena, false) : NULL;
    int *after = any ? immediate_dominators(journey, arena, true) : NULL;
    for (int v = 0; v < n; v++) {
        int out = 0;
        for (int l = 0; l < journey->links; l++)
            out += journey->link[l].from == v;
        partner[v] = any && is_kind(journey, v, GATEWAY_ANY) ? out > 1 ? after[v] : before[v] : NONE;
    }
    return partner;
}
