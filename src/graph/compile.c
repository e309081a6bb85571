#include "graph/compile_internal.h"
#include "graph/run_internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int *copy_places(struct net_draft *draft, const int *place, int count)
{
    int *copy = arena_alloc(&draft->arena, (size_t)count * sizeof *copy);
    if (count)
        memcpy(copy, place, (size_t)count * sizeof *copy);
    return copy;
}

static struct arcs make_arcs(struct net_draft *draft, const int *input, int inputs, const int *output, int outputs)
{
    bool unlikely = inputs == 1 && input[0] == draft->unlikely_place;
    bool decided = inputs == 1 && input[0] == draft->decided.place;
    return (struct arcs){ copy_places(draft, input, inputs), copy_places(draft, output, outputs), inputs, outputs, unlikely,
                          decided ? draft->decided.choice : NET_NO_CHOICE };
}

struct decision net_draft_decide(struct net_draft *draft, int place, int group, double share, const char *condition)
{
    struct decision before = draft->decided;
    int above = before.place == place ? before.choice : NET_NO_CHOICE;
    draft->decided = (struct decision){ place, net_add_choice(draft->net, group, share, condition, above) };
    return before;
}

void net_draft_step(struct net_draft *draft, int step, const int *input, int inputs, const int *output, int outputs)
{
    draft->step[step] = make_arcs(draft, input, inputs, output, outputs);
}

void net_draft_silent(struct net_draft *draft, const int *input, int inputs, const int *output, int outputs)
{
    GROW(draft->silent, draft->silents, draft->silents_capacity);
    draft->silent[draft->silents++] = make_arcs(draft, input, inputs, output, outputs);
}

static void silent_between(struct net_draft *draft, int in, int out) { net_draft_silent(draft, &in, 1, &out, 1); }

static void compile_node(struct net_draft *draft, int node, int in, int out);

/* What begins at `in` from here on is what the reference run would not do (or is again as around it). Returns what was
 * said before, to be put back. */
static int begin_choice(struct net_draft *draft, int in, bool likely)
{
    int before = draft->unlikely_place;
    draft->unlikely_place = likely ? before : in;
    return before;
}

/* The children of a node one after the other; none: straight through. */
static void compile_children(struct net_draft *draft, int node, int in, int out)
{
    const struct node *nodes = draft->journey->node;
    int child = nodes[node].first_child;
    if (child == NONE)
        silent_between(draft, in, out);
    for (int at = in; child != NONE; child = nodes[child].next_sibling) {
        int next = nodes[child].next_sibling == NONE ? out : net_add_place(draft->net);
        compile_node(draft, child, at, next);
        at = next;
    }
}

static void compile_any_order(struct net_draft *draft, int node, int in, int out)
{
    const struct node *nodes = draft->journey->node;
    int count = 0, i = 0;
    for (int child = nodes[node].first_child; child != NONE; child = nodes[child].next_sibling)
        count++;
    int *start = arena_alloc(&draft->arena, (size_t)count * sizeof *start);
    int *end = arena_alloc(&draft->arena, (size_t)count * sizeof *end);
    for (int child = nodes[node].first_child; child != NONE; child = nodes[child].next_sibling, i++) {
        start[i] = net_add_place(draft->net);
        end[i] = net_add_place(draft->net);
        compile_node(draft, child, start[i], end[i]);
    }
    net_draft_silent(draft, &in, 1, start, count);
    net_draft_silent(draft, end, count, &out, 1);
}

/* A repeat has places of its own, so that going back cannot re-open a choice it stands in. */
static void compile_repeat(struct net_draft *draft, int node, int in, int out)
{
    int start = net_add_place(draft->net), end = net_add_place(draft->net);
    silent_between(draft, in, start);
    compile_children(draft, node, start, end);
    const struct node *repeat = &draft->journey->node[node];
    double more = !isnan(repeat->share) ? repeat->share : repeat->condition ? 1 : 0;
    int group = draft->net->choice_groups++;
    struct decision outside = net_draft_decide(draft, end, group, 1 - more, NULL);
    silent_between(draft, end, out);
    draft->decided = outside;
    int before = begin_choice(draft, end, false);
    net_draft_decide(draft, end, group, more, repeat->condition);
    silent_between(draft, end, start);
    draft->unlikely_place = before;
    draft->decided = outside;
}

static void compile_choice(struct net_draft *draft, int node, int in, int out)
{
    const struct node *nodes = draft->journey->node;
    int likeliest = likeliest_option(draft->journey, node), group = draft->net->choice_groups++, unsaid = 0;
    double said = 0;
    for (int child = nodes[node].first_child; child != NONE; child = nodes[child].next_sibling) {
        unsaid += isnan(nodes[child].share);
        said += isnan(nodes[child].share) ? 0 : nodes[child].share;
    }
    for (int child = nodes[node].first_child; child != NONE; child = nodes[child].next_sibling) {
        int before = begin_choice(draft, in, child == likeliest);
        struct decision outside = net_draft_decide(draft, in, group, share_or_rest(nodes[child].share, said, unsaid),
                                                   nodes[child].condition);
        compile_node(draft, child, in, out);
        draft->unlikely_place = before;
        draft->decided = outside;
    }
}

static void compile_optional(struct net_draft *draft, int node, int in, int out)
{
    const struct node *optional = &draft->journey->node[node];
    bool likely = optional_is_likely(optional);
    double share = isnan(optional->share) ? 1 : optional->share;
    int before = begin_choice(draft, in, likely), group = draft->net->choice_groups++;
    struct decision outside = net_draft_decide(draft, in, group, share, optional->condition);
    compile_children(draft, node, in, out);
    draft->unlikely_place = before;
    draft->decided = outside;
    begin_choice(draft, in, !likely);
    net_draft_decide(draft, in, group, 1 - share, NULL);
    silent_between(draft, in, out);
    draft->unlikely_place = before;
    draft->decided = outside;
}

static void compile_node(struct net_draft *draft, int node, int in, int out)
{
    const struct node *at = &draft->journey->node[node];
    switch (at->kind) {
    case NODE_STEP:
        net_draft_step(draft, at->step, &in, 1, &out, 1);
        break;
    case NODE_SEQUENCE: case NODE_OPTION: case NODE_PHASE:
        compile_children(draft, node, in, out);
        break;
    case NODE_ANY_ORDER:
        compile_any_order(draft, node, in, out);
        break;
    case NODE_CHOICE:
        compile_choice(draft, node, in, out);
        break;
    case NODE_OPTIONAL:
        compile_optional(draft, node, in, out);
        break;
    case NODE_REPEAT:
        compile_repeat(draft, node, in, out);
        break;
    }
}

/* Steps first, in file order, then what is silent: transition order is what breaks ties. */
static void add_transitions(struct net_draft *draft)
{
    const struct journey *journey = draft->journey;
    for (int s = 0; s < journey->steps; s++) {
        const struct arcs *arcs = &draft->step[s];
        bool automatic = journey->step[s].automatic;
        if (!arcs->inputs)
            continue;
        int number = net_add_transition(draft->net, automatic ? NET_SILENT : s, automatic ? s : NONE, arcs->input,
                                        arcs->inputs, arcs->output, arcs->outputs);
        draft->net->transition[number].unlikely = arcs->unlikely;
        draft->net->transition[number].choice = arcs->choice;
    }
    for (int i = 0; i < draft->silents; i++) {
        const struct arcs *arcs = &draft->silent[i];
        int number = net_add_transition(draft->net, NET_SILENT, NONE, arcs->input, arcs->inputs, arcs->output, arcs->outputs);
        draft->net->transition[number].unlikely = arcs->unlikely;
        draft->net->transition[number].choice = arcs->choice;
    }
}

struct net *net_compile(const struct journey *journey, bool *owned, struct diagnostics *diagnostics)
{
    *owned = !journey->given_net;
    if (journey->given_net)
        return journey->given_net;
    struct net_draft draft = { .journey = journey, .net = net_new(), .unlikely_place = NONE,
                               .decided = { NONE, NET_NO_CHOICE } };
    draft.step = arena_alloc(&draft.arena, (size_t)journey->steps * sizeof *draft.step);
    int source = net_add_place(draft.net), sink = net_add_place(draft.net);
    bool good = true;
    if (journey->root != NONE)
        compile_node(&draft, journey->root, source, sink);
    else
        good = compile_flow(&draft, source, sink, diagnostics);
    if (good) {
        add_transitions(&draft);
        net_finish(draft.net);
        draft.net->initial[source] = 1;
        draft.net->final[sink] = 1;
    } else {
        net_free(draft.net);
        draft.net = NULL;
    }
    free(draft.silent);
    arena_release(&draft.arena);
    return draft.net;
}
