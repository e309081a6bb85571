#include "simulate/plan_internal.h"
#include "base/message.h"
#include "graph/compile.h"
#include "simulate/variate.h"
#include <math.h>
#include <stdlib.h>

static void share_out_profiles(struct plan *plan)
{
    const struct population *population = plan->population;
    double sum = 0, all = 0;
    plan->profile_until = arena_alloc(&plan->arena, (size_t)population->profiles * sizeof(double));
    for (int p = 0; p < population->profiles; p++)
        all += population->profile[p].share;
    for (int p = 0; p < population->profiles; p++)
        plan->profile_until[p] = (sum += population->profile[p].share) / all;
}

/* Working time is counted in the calendar of the arrivals; else in the one that all desks with a calendar share. */
static const struct calendar *working_calendar(const struct population *population)
{
    int found = population->arrivals.calendar;
    if (found != NONE)
        return &population->calendar[found];
    for (int d = 0; d < population->desks; d++) {
        int calendar = population->desk[d].calendar;
        if (calendar == NONE || (found != NONE && found != calendar))
            return NULL;
        found = calendar;
    }
    return found == NONE ? NULL : &population->calendar[found];
}

/* All but `self`; then, for each, the others: wrong doors are chosen from these. */
static void list_doors(struct plan *plan)
{
    const struct journey *journey = plan->journey;
    plan->door = arena_alloc(&plan->arena, ((size_t)journey->institutions + 1) * ((size_t)journey->institutions + 1) *
                                               sizeof *plan->door);
    for (int own = 0; own < journey->institutions; own++)
        for (int i = 0, n = 0; i < journey->institutions; i++)
            if (i != own && !journey->institution[i].self)
                plan->door[own * journey->institutions + n++] = i;
    for (int i = 0; i < journey->institutions; i++)
        plan->doors += !journey->institution[i].self;
}

static bool desks_open(const struct population *population, struct diagnostics *diagnostics)
{
    bool good = true;
    for (int d = 0; d < population->desks; d++) {
        int calendar = population->desk[d].calendar;
        if (calendar != NONE && !(population->calendar[calendar].open_a_week > 0))
            good = diagnostics_error(diagnostics, population->desk[d].at,
                                     _("this desk is never open: its calendar '%s' has no opening hours"),
                                     population->calendar[calendar].id);
    }
    return good;
}

struct plan *plan_new(const struct population *population, struct diagnostics *diagnostics)
{
    if (!desks_open(population, diagnostics))
        return NULL;
    struct plan *plan = xcalloc(1, sizeof *plan);
    variate_prepare();
    plan->population = population;
    plan->journey = population->journey;
    plan->net = net_compile(population->journey, &plan->net_owned, diagnostics);
    if (!plan->net) {
        plan_free(plan);
        return NULL;
    }
    plan->working = working_calendar(population);
    share_out_profiles(plan);
    list_doors(plan);
    plan_ways(plan);
    plan_errands(plan);
    return plan;
}

void plan_free(struct plan *plan)
{
    if (!plan)
        return;
    if (plan->net_owned)
        net_free((struct net *)plan->net);
    free(plan->visit);
    arena_release(&plan->arena);
    free(plan);
}
