/* The run that the theory promises one user. */
#include "base/message.h"
#include "graph/compile_internal.h"
#include "graph/run_internal.h"
#include <math.h>
#include <stdlib.h>

double share_or_rest(double share, double said, int unsaid)
{
    return !isnan(share) ? share : unsaid ? fmax(0, 1 - said) / unsaid : 0;
}

int likeliest_option(const struct journey *journey, int choice)
{
    double said = 0, best_share = -1;
    int unsaid = 0, best = NONE;
    for (int child = journey->node[choice].first_child; child != NONE; child = journey->node[child].next_sibling) {
        if (isnan(journey->node[child].share))
            unsaid++;
        else
            said += journey->node[child].share;
    }
    for (int child = journey->node[choice].first_child; child != NONE; child = journey->node[child].next_sibling) {
        double share = share_or_rest(journey->node[child].share, said, unsaid);
        if (share > best_share) {
            best_share = share;
            best = child;
        }
    }
    return best;
}

bool optional_is_likely(const struct node *optional) { return isnan(optional->share) || optional->share >= 0.5; }

static struct occurrence_set walk(struct run *run, const struct journey *journey, int node,
                                  struct occurrence_set before);

static struct occurrence_set walk_children(struct run *run, const struct journey *journey, int node,
                                           struct occurrence_set before)
{
    for (int child = journey->node[node].first_child; child != NONE; child = journey->node[child].next_sibling)
        before = walk(run, journey, child, before);
    return before;
}

static struct occurrence_set walk_any_order(struct run *run, const struct journey *journey, int node,
                                            struct occurrence_set before)
{
    struct occurrence_set *end = NULL;
    int count = 0, capacity = 0;
    for (int child = journey->node[node].first_child; child != NONE; child = journey->node[child].next_sibling) {
        GROW(end, count, capacity);
        end[count++] = walk(run, journey, child, before);
    }
    struct occurrence_set after = count ? occurrence_set_union(run, end, count) : before;
    free(end);
    return after;
}

static struct occurrence_set walk(struct run *run, const struct journey *journey, int node,
                                  struct occurrence_set before)
{
    const struct node *at = &journey->node[node];
    switch (at->kind) {
    case NODE_STEP:
        return occurrence_set_one(run, run_add(run, at->step, before));
    case NODE_ANY_ORDER:
        return walk_any_order(run, journey, node, before);
    case NODE_CHOICE: {
        int option = likeliest_option(journey, node);
        return option == NONE ? before : walk(run, journey, option, before);
    }
    case NODE_OPTIONAL:
        return optional_is_likely(at) ? walk_children(run, journey, node, before) : before;
    default:
        return walk_children(run, journey, node, before);
    }
}

/* A flow is played with tokens on its links. */
struct play {
    const struct journey *journey;
    struct run *run;
    struct occurrence_set *token; int *tokens;      /* [links]: the token waiting there, how many */
    int *taken;                                     /* [links]: how often chosen at a `one` */
    int *ins;                                       /* [vertices]: links that lead there */
    int fired;
};
enum { PLAY_PER_LINK_MAXIMUM = 50 };                /* a reference run that goes round longer does not end */

static void deliver(struct play *play, int link, struct occurrence_set set)
{
    play->token[link] = set;
    play->tokens[link]++;
    play->taken[link]++;
}

/* At `one`: the link of highest share among those taken least often. */
static int choose_link(const struct play *play, int vertex)
{
    const struct journey *journey = play->journey;
    double said = 0;
    int unsaid = 0, best = NONE;
    for (int l = 0; l < journey->links; l++)
        if (journey->link[l].from == vertex) {
            unsaid += isnan(journey->link[l].share);
            said += isnan(journey->link[l].share) ? 0 : journey->link[l].share;
        }
    for (int l = 0; l < journey->links; l++) {
        if (journey->link[l].from != vertex)
            continue;
        double share = share_or_rest(journey->link[l].share, said, unsaid);
        if (best == NONE || play->taken[l] < play->taken[best] ||
            (play->taken[l] == play->taken[best] && share > share_or_rest(journey->link[best].share, said, unsaid)))
            best = l;
    }
    return best;
}

static void leave(struct play *play, int vertex, enum gateway_kind kind, struct occurrence_set set)
{
    const struct journey *journey = play->journey;
    if (kind == GATEWAY_ONE) {
        int link = choose_link(play, vertex);
        if (link != NONE)
            deliver(play, link, set);
        return;
    }
    bool some = false;
    for (int l = 0; l < journey->links; l++)
        if (journey->link[l].from == vertex &&
            (kind != GATEWAY_ANY || isnan(journey->link[l].share) || journey->link[l].share >= 0.5)) {
            deliver(play, l, set);
            some = true;
        }
    int link = some || kind != GATEWAY_ANY ? NONE : choose_link(play, vertex);
    if (link != NONE)
        deliver(play, link, set);
}

/* How a vertex takes what its links bring: one token, one of every link, or (an `any` join) all that are there. */
enum taking { TAKES_ONE, TAKES_ALL, TAKES_ANY, TAKES_NOTHING };

static enum taking taking_of(const struct play *play, int vertex)
{
    if (vertex < play->journey->steps)
        return TAKES_ONE;
    switch (play->journey->gateway[vertex - play->journey->steps].kind) {
    case GATEWAY_ALL: return TAKES_ALL;
    case GATEWAY_ANY: return play->ins[vertex] > 1 ? TAKES_ANY : TAKES_ONE;
    case GATEWAY_END: return TAKES_NOTHING;
    default: return TAKES_ONE;
    }
}

/* Take the tokens of `vertex` if it is ready; what they come after in *after. `any_joins`: nothing else can come. */
static bool take_tokens(struct play *play, int vertex, bool any_joins, struct occurrence_set *after)
{
    enum taking taking = taking_of(play, vertex);
    int *link = NULL, links = 0, capacity = 0;
    for (int l = 0; l < play->journey->links; l++)
        if (play->journey->link[l].to == vertex && play->tokens[l] && !(links && taking == TAKES_ONE)) {
            GROW(link, links, capacity);
            link[links++] = l;
        }
    bool ready = links && taking != TAKES_NOTHING && (taking != TAKES_ALL || links == play->ins[vertex]) &&
                 (taking != TAKES_ANY || any_joins);
    struct occurrence_set *set = xcalloc((size_t)links, sizeof *set);
    for (int i = 0; ready && i < links; i++) {
        set[i] = play->token[link[i]];
        play->tokens[link[i]]--;
    }
    if (ready)
        *after = occurrence_set_union(play->run, set, links);
    free(set);
    free(link);
    return ready;
}

static bool fire(struct play *play, int vertex, bool any_joins)
{
    const struct journey *journey = play->journey;
    struct occurrence_set after;
    if (!take_tokens(play, vertex, any_joins, &after))
        return false;
    enum gateway_kind kind = vertex < journey->steps ? GATEWAY_ALL : journey->gateway[vertex - journey->steps].kind;
    if (vertex < journey->steps)
        after = occurrence_set_one(play->run, run_add(play->run, vertex, after));
    leave(play, vertex, kind, after);
    play->fired++;
    return true;
}

static bool play_flow(struct run *run, const struct journey *journey)
{
    int vertices = journey->steps + journey->gateways, ends = 0, elsewhere = 0;
    struct play play = { .journey = journey, .run = run };
    play.token = xcalloc((size_t)journey->links, sizeof *play.token);
    play.tokens = xcalloc((size_t)journey->links, sizeof *play.tokens);
    play.taken = xcalloc((size_t)journey->links, sizeof *play.taken);
    play.ins = xcalloc((size_t)vertices, sizeof *play.ins);
    for (int l = 0; l < journey->links; l++)
        play.ins[journey->link[l].to]++;
    for (int g = 0; g < journey->gateways; g++)
        if (journey->gateway[g].kind == GATEWAY_START) {
            leave(&play, journey->steps + g, GATEWAY_ALL, (struct occurrence_set){ NULL, 0 });
            break;                                              /* one user begins at one start: the first */
        }
    for (bool any_joins = false, more = true; more && play.fired < PLAY_PER_LINK_MAXIMUM * (journey->links + 1);) {
        bool happened = false;
        for (int v = 0; v < vertices && !happened; v++)
            happened = fire(&play, v, any_joins);
        more = happened || !any_joins;                          /* an `any` join waits until nothing else can come */
        any_joins = !happened;
    }
    for (int l = 0; l < journey->links; l++) {
        int to = journey->link[l].to - journey->steps;
        bool end = to >= 0 && journey->gateway[to].kind == GATEWAY_END;
        *(end ? &ends : &elsewhere) += play.tokens[l];
    }
    free(play.token);
    free(play.tokens);
    free(play.taken);
    free(play.ins);
    return ends == 1 && !elsewhere;
}

static bool enabled(const struct net_transition *transition, const unsigned char *marking)
{
    for (int i = 0; i < transition->inputs; i++)
        if (!marking[transition->input[i]])
            return false;
    return true;
}

/* A net says nothing of shares: play it forward, each time the enabled transition that fired least, then the first. */
static bool play_net(struct run *run, const struct net *net)
{
    int *sequence = NULL, *fired = xcalloc((size_t)net->transitions, sizeof *fired), count = 0, capacity = 0;
    unsigned char *marking = xcalloc((size_t)net->places, 1);
    bool done = false;
    for (int p = 0; p < net->places; p++)
        marking[p] = net->initial[p];
    while (!done && count < PLAY_PER_LINK_MAXIMUM * (net->transitions + 1)) {
        int best = NONE;
        for (int t = 0; t < net->transitions; t++)
            if (enabled(&net->transition[t], marking) && (best == NONE || fired[t] < fired[best]))
                best = t;
        if (best == NONE)
            break;
        for (int i = 0; i < net->transition[best].inputs; i++)
            marking[net->transition[best].input[i]]--;
        for (int i = 0; i < net->transition[best].outputs; i++)
            marking[net->transition[best].output[i]]++;
        fired[best]++;
        GROW(sequence, count, capacity);
        sequence[count++] = best;
        done = true;
        for (int p = 0; p < net->places; p++)
            done = done && marking[p] == net->final[p];
    }
    if (done)
        run_play(run, net, sequence, count);
    free(sequence);
    free(fired);
    free(marking);
    return done;
}

bool run_reference(struct run *run, const struct journey *journey, const struct net *net,
                   struct diagnostics *diagnostics)
{
    struct run result = { 0 };
    bool good = true;
    if (journey->root != NONE)
        walk(&result, journey, journey->root, (struct occurrence_set){ NULL, 0 });
    else if (!journey->given_net)
        good = play_flow(&result, journey);
    else
        good = play_net(&result, net) || play_cheapest(&result, net);
    if (!good) {
        run_release(&result);
        return diagnostics_error(
            diagnostics, (struct source_position){ .file = journey->file },
            _("no user can reach the end by the likeliest way: expected every gateway to lead on to an end"));
    }
    *run = result;
    return true;
}
