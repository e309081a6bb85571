/* Where a token goes on from each place.
 *
 * What a decision's way out weighs for a profile: if the decision has ways for this profile (`if`), those, with their
 * shares; else the ways without a condition. Decisions that lie in each other multiply. What the journey says nothing of
 * is shared evenly.
 */
#include "simulate/plan_internal.h"
#include <math.h>
#include <string.h>

static bool is_for(const struct net_choice *choice, const struct profile *profile)
{
    return choice->condition && !strcmp(choice->condition, profile->id);
}

/* The weight of one way out among those of its decision; the others of the group are looked at for conditions only. */
static double choice_weight(const struct net *net, int number, const struct profile *profile)
{
    const struct net_choice *choice = &net->choice[number];
    bool somebody = false, unconditional = false;
    double sum = 0;
    for (int i = 0; i < net->choices; i++) {
        if (net->choice[i].group != choice->group)
            continue;
        somebody = somebody || is_for(&net->choice[i], profile);
        unconditional = unconditional || !net->choice[i].condition;
    }
    bool eligible = somebody ? is_for(choice, profile) : !choice->condition || !unconditional;
    for (int i = 0; i < net->choices; i++)
        if (net->choice[i].group == choice->group && net->choice[i].condition && somebody &&
            is_for(&net->choice[i], profile))
            sum += net->choice[i].share;
    if (!eligible)
        return 0;
    return somebody ? (sum > 0 ? choice->share / sum : 1) : choice->share;
}

static double transition_weight(const struct net *net, int transition, const struct profile *profile)
{
    double weight = 1;
    for (int c = net->transition[transition].choice; c != NET_NO_CHOICE; c = net->choice[c].above)
        weight *= choice_weight(net, c, profile);
    return weight;
}

/* Cumulated probabilities of the ways on from a free place; a final place has one more: to stay. */
static void weigh_ways(struct plan *plan, struct place_plan *place, int number)
{
    const struct population *population = plan->population;
    place->ways = place->consumers + (plan->net->final[number] ? 1 : 0);
    place->way = arena_alloc(&plan->arena, (size_t)(place->ways * population->profiles) * sizeof *place->way);
    for (int p = 0; p < population->profiles; p++) {
        struct way *way = &place->way[p * place->ways];
        double sum = 0, until = 0;
        for (int i = 0; i < place->ways; i++) {
            way[i].transition = i < place->consumers ? place->consumer[i] : STAY;
            way[i].until =
                i < place->consumers ? transition_weight(plan->net, way[i].transition, &population->profile[p]) : 1;
            sum += way[i].until;
        }
        for (int i = 0; i < place->ways; i++) {
            until += sum > 0 ? way[i].until / sum : 1.0 / place->ways;
            way[i].until = until;
        }
        way[place->ways - 1].until = 1;
    }
}

static void list_consumers(struct plan *plan)
{
    const struct net *net = plan->net;
    for (int t = 0; t < net->transitions; t++)
        for (int i = 0; i < net->transition[t].inputs; i++)
            plan->place[net->transition[t].input[i]].consumers++;
    for (int p = 0; p < net->places; p++) {
        plan->place[p].consumer = arena_alloc(&plan->arena, (size_t)plan->place[p].consumers * sizeof(int));
        plan->place[p].consumers = 0;
    }
    for (int t = 0; t < net->transitions; t++)
        for (int i = 0; i < net->transition[t].inputs; i++) {
            struct place_plan *place = &plan->place[net->transition[t].input[i]];
            place->consumer[place->consumers++] = t;
        }
}

void plan_ways(struct plan *plan)
{
    const struct net *net = plan->net;
    plan->place = arena_alloc(&plan->arena, (size_t)net->places * sizeof *plan->place);
    list_consumers(plan);
    plan->counters = plan->journey->steps;
    plan->final = arena_alloc(&plan->arena, (size_t)net->places + 1);
    for (int p = 0; p < net->places; p++) {
        struct place_plan *place = &plan->place[p];
        place->free = place->consumers > 0;
        for (int i = 0; i < place->consumers; i++)
            place->free = place->free && net->transition[place->consumer[i]].inputs == 1;
        place->counter = place->marking = NONE;
        if (place->free)
            weigh_ways(plan, place, p);
        if (place->ways > 1 || place->consumers > 1)
            place->counter = plan->counters++;
        if (!place->free || net->final[p]) {
            plan->final[plan->markings] = net->final[p];
            place->marking = plan->markings++;
        }
    }
}
