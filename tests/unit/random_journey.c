#include "random_journey.h"
#include <math.h>
#include <stddef.h>

enum { NODES_MAXIMUM = 1000 };

static int roll(struct random_stream *random, int sides) { return (int)random_below(random, (uint32_t)sides); }

struct journey *random_journey_empty(void)
{
    static const char *const id[] = { "self", "town", "fund" }, *const document[] = { "paper", "proof" };
    struct journey *journey = journey_new();
    journey->id = "random";
    journey->file = "random.xml";
    journey->step = arena_alloc(&journey->arena, RANDOM_STEPS_MAXIMUM * sizeof *journey->step);
    journey->node = arena_alloc(&journey->arena, NODES_MAXIMUM * sizeof *journey->node);
    journey->institution = arena_alloc(&journey->arena, RANDOM_INSTITUTIONS * sizeof *journey->institution);
    for (int i = 0; i < RANDOM_INSTITUTIONS; i++)
        journey->institution[journey->institutions++] =
            (struct institution){ .id = id[i], .name = id[i], .self = i == 0 };
    journey->document = arena_alloc(&journey->arena, 2 * sizeof *journey->document);
    for (int i = 0; i < 2; i++)
        journey->document[journey->documents++] =
            (struct document){ .id = document[i], .name = document[i], .held_by = NONE };
    return journey;
}

static int add_node(struct journey *journey, enum node_kind kind, int parent)
{
    int node = journey->nodes++;
    journey->node[node] = (struct node){ .kind = kind,
                                         .parent = parent,
                                         .first_child = NONE,
                                         .next_sibling = NONE,
                                         .step = NONE,
                                         .phase = NONE,
                                         .share = NAN };
    if (parent == NONE)
        return node;
    int *link = &journey->node[parent].first_child;
    while (*link != NONE)
        link = &journey->node[*link].next_sibling;
    *link = node;
    return node;
}

static void grow(struct journey *journey, struct random_stream *random, int parent, int depth, int steps)
{
    static const enum node_kind kind[] = { NODE_SEQUENCE, NODE_ANY_ORDER, NODE_CHOICE, NODE_OPTIONAL, NODE_REPEAT };
    int children = 1 + roll(random, 3);
    for (int i = 0; i < children && journey->steps < steps; i++) {
        if (depth < 3 && roll(random, 2)) {
            grow(journey, random, add_node(journey, kind[roll(random, 5)], parent), depth + 1, steps);
            continue;
        }
        journey->node[add_node(journey, NODE_STEP, parent)].step = journey->steps++;
    }
}

void random_journey_dress(struct journey *journey, struct random_stream *random)
{
    for (int s = 0; s < journey->steps; s++) {
        struct step *step = &journey->step[s];
        step->id = arena_printf(&journey->arena, "step%d", s);
        step->title = arena_alloc(&journey->arena, sizeof *step->title);
        step->title[step->titles++] = (struct translation){ "", step->id };
        step->institution = roll(random, RANDOM_INSTITUTIONS);
        step->channels = roll(random, 3);
        for (int i = 0; i < step->channels; i++)
            step->via[i] = (enum channel)(1 + roll(random, 3));
        step->by_institution = !roll(random, 3);
        step->automatic = journey->root != NONE && !roll(random, 8);
        step->wait = roll(random, 2) ? DURATION_NONE : (struct duration){ 0, roll(random, 300) };
        step->limit = roll(random, 3) ? DURATION_NONE : (struct duration){ 0, roll(random, 300) };
        step->takes = roll(random, 3) ? roll(random, 90) : SECONDS_ABSENT;
        step->queue = roll(random, 2) ? roll(random, 90) : SECONDS_ABSENT;
        step->travel = roll(random, 2) ? roll(random, 90) : SECONDS_ABSENT;
        step->kind = (enum time_kind)(KIND_PRODUCTIVE + roll(random, 3));
        step->phase = NONE;
        step->needs = arena_alloc(&journey->arena, sizeof *step->needs);
        step->needs[0] = roll(random, 2);
        step->needs_count = !roll(random, 3);
    }
}

struct journey *random_journey_path(struct random_stream *random, int steps)
{
    struct journey *journey = random_journey_empty();
    journey->root = add_node(journey, NODE_SEQUENCE, NONE);
    grow(journey, random, journey->root, 0, steps);
    random_journey_dress(journey, random);
    return journey;
}
