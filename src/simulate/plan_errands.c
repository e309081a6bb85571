/* What the rules say for each profile, step and channel: of several that fit, the one that names most, then the later. */
#include "simulate/plan_internal.h"
#include "base/date.h"
#include <math.h>
#include <stdlib.h>

static const struct behaviour_rule *best_behaviour(const struct population *population, enum behaviour kind, int step,
                                                   enum channel channel, int profile)
{
    const struct behaviour_rule *best = NULL;
    int closest = -1;
    for (int i = 0; i < population->behaviours; i++) {
        const struct behaviour_rule *rule = &population->behaviour[i];
        int fit = rule->kind == kind ? rule_fit(&rule->scope, step, channel, profile) : -1;
        if (fit >= 0 && fit >= closest) {
            best = rule;
            closest = fit;
        }
    }
    return best;
}

static struct distribution constant(double seconds)
{
    struct distribution law = { .kind = seconds > 0 ? DISTRIBUTION_CONSTANT : DISTRIBUTION_NONE, .mean = seconds };
    return law;
}

static struct distribution service_time(const struct plan *plan, int step, enum channel channel, int profile)
{
    const struct population *population = plan->population;
    int64_t takes = plan->journey->step[step].takes;
    struct distribution law = constant(takes == SECONDS_ABSENT ? 0 : (double)takes);
    int closest = -1;
    for (int i = 0; i < population->times; i++) {
        int fit = rule_fit(&population->time[i].scope, step, channel, profile);
        if (fit >= 0 && fit >= closest) {
            law = population->time[i].law;
            closest = fit;
        }
    }
    return law;
}

static void invest(const struct population *population, struct visit *visit, int step, int profile)
{
    int closest = -1;
    for (int i = 0; i < population->invests; i++) {
        int fit = rule_fit(&population->invest[i].scope, step, visit->channel, profile);
        if (fit >= 0 && fit >= closest) {
            visit->relation = population->invest[i].relation;
            visit->autonomy = population->invest[i].autonomy;
            closest = fit;
        }
    }
}

static double travel_time(const struct plan *plan, int step, enum channel channel, int profile)
{
    int64_t travel = plan->journey->step[step].travel;
    bool goes_there = channel == CHANNEL_COUNTER || channel == CHANNEL_KIOSK;
    return goes_there && travel != SECONDS_ABSENT ? (double)travel * plan->population->profile[profile].travel : 0;
}

static void choose_doors(const struct plan *plan, struct visit *visit)
{
    const struct behaviour_rule *rule = visit->rule[BEHAVIOUR_WRONG_DOOR];
    if (!rule)
        return;
    if (rule->institution != NONE) {
        visit->door = &rule->institution;
        visit->doors = rule->institution != visit->institution;
    } else if (visit->institution != NONE) {
        visit->door = &plan->door[visit->institution * plan->journey->institutions];
        visit->doors = plan->doors - !plan->journey->institution[visit->institution].self;
    }
    if (!visit->doors)
        visit->probability[BEHAVIOUR_WRONG_DOOR] = 0;
}

static void put_costs(const struct plan *plan, struct visit *visit, int step)
{
    const struct cost *cost = &plan->population->cost;
    visit->request = plan->journey->step[step].needs_count > 0;
    if (institution_is_self(plan->journey, visit->institution))
        return;
    visit->cost = cost->per_contact[visit->channel];
    visit->cost_second = cost->per_minute[visit->channel] / 60;
}

static void add_visit(struct plan *plan, int profile, int step, enum channel channel)
{
    int *number = &plan->visit_number[(profile * plan->journey->steps + step) * CHANNEL_COUNT + (int)channel];
    if (*number != NONE)
        return;
    const struct population *population = plan->population;
    struct visit visit = { .institution = plan->journey->step[step].institution, .channel = channel };
    visit.desk = population_find_desk(population, visit.institution, channel);
    visit.service = service_time(plan, step, channel, profile);
    visit.travel = travel_time(plan, step, channel, profile);
    invest(population, &visit, step, profile);
    for (int kind = 0; kind < BEHAVIOUR_KINDS; kind++) {
        visit.rule[kind] = best_behaviour(population, (enum behaviour)kind, step, channel, profile);
        visit.probability[kind] = visit.rule[kind] ? visit.rule[kind]->probability : 0;
    }
    const struct behaviour_rule *doubt = visit.rule[BEHAVIOUR_MISUNDERSTOOD];
    if (doubt && doubt->half_life > 0)
        visit.probability[BEHAVIOUR_MISUNDERSTOOD] *= exp2(-(visit.relation + visit.autonomy) / doubt->half_life);
    choose_doors(plan, &visit);
    put_costs(plan, &visit, step);
    visit.plain = true;
    for (int kind = 0; kind < BEHAVIOUR_KINDS; kind++)
        visit.plain = visit.plain && !(visit.probability[kind] > 0);
    *number = plan->visits;
    GROW(plan->visit, plan->visits, plan->visits_capacity);
    plan->visit[plan->visits++] = visit;
    for (int kind = 0; kind < BEHAVIOUR_KINDS; kind++)          /* what follows may come through another channel */
        if (visit.rule[kind] && visit.probability[kind] > 0)
            add_visit(plan, profile, step, plan_channel_after(plan, visit.rule[kind], step));
}

enum channel plan_channel_after(const struct plan *plan, const struct behaviour_rule *rule, int step)
{
    const struct step *at = &plan->journey->step[step];
    return rule->via != CHANNEL_NONE ? rule->via : at->channels ? at->via[0] : CHANNEL_NONE;
}

/* Cumulated weights of the step's channels: the profile's; the first channel if it says nothing of any of them. */
static void weigh_channels(const struct plan *plan, struct errand *errand, int profile, int step)
{
    const struct step *at = &plan->journey->step[step];
    const double *weight = plan->population->profile[profile].channel;
    double sum = 0, until = 0;
    errand->channels = at->channels ? at->channels : 1;
    for (int i = 0; i < at->channels; i++) {
        errand->via[i] = at->via[i];
        sum += isnan(weight[at->via[i]]) ? 0 : weight[at->via[i]];
    }
    for (int i = 0; i < errand->channels; i++) {
        double own = at->channels && !isnan(weight[at->via[i]]) ? weight[at->via[i]] : 0;
        until += sum > 0 ? own / sum : i ? 0 : 1;
        errand->weight[i] = until;
    }
    errand->weight[errand->channels - 1] = 1;
}

static void plan_delay(const struct plan *plan, struct errand *errand, int profile, int step)
{
    const struct population *population = plan->population;
    struct duration wait = plan->journey->step[step].wait;
    double announced = duration_given(wait) ? (double)duration_nominal_seconds(wait) : 0;
    errand->delay = constant(announced);
    int closest = -1;
    for (int i = 0; i < population->delays; i++) {
        int fit = rule_fit(&population->delay[i].scope, step, CHANNEL_NONE, profile);
        if (fit >= 0 && fit >= closest) {
            errand->delay = population->delay[i].law;
            errand->batch = population->delay[i].batch;
            closest = fit;
        }
    }
    errand->by_calendar = closest < 0 && duration_given(wait) && wait.months > 0;
    if (!errand->by_institution || errand->automatic)
        return;
    errand->chase = best_behaviour(population, BEHAVIOUR_CHASE, step, CHANNEL_NONE, profile);
    if (!errand->chase || !(errand->chase->probability > 0) ||
        (errand->chase->relative && !(announced > 0))) {        /* nothing was announced: nothing is overdue */
        errand->chase = NULL;
        return;
    }
    errand->chase_after = errand->chase->relative ? constant(errand->chase->law.mean * announced) : errand->chase->law;
}

/* Whether nothing but silent transitions lies between the end of a transition and its beginning again. */
static bool comes_round(const struct plan *plan, int transition, bool *reached, int *place)
{
    const struct net_transition *at = &plan->net->transition[transition];
    if (at->inputs != 1 || at->outputs != 1)
        return false;
    int places = 0;
    reached[place[places++] = at->output[0]] = true;
    for (int i = 0; i < places; i++) {
        const struct place_plan *from = &plan->place[place[i]];
        for (int k = 0; k < from->consumers; k++) {
            const struct net_transition *silent = &plan->net->transition[from->consumer[k]];
            if (silent->step == NET_SILENT && silent->inputs == 1 && silent->outputs == 1 && !reached[silent->output[0]])
                reached[place[places++] = silent->output[0]] = true;
        }
    }
    bool round = reached[at->input[0]];
    for (int i = 0; i < places; i++)
        reached[place[i]] = false;
    return round;
}

static void plan_rounds(struct plan *plan)
{
    bool *reached = xcalloc((size_t)plan->net->places + 1, sizeof *reached);
    int *place = xcalloc((size_t)plan->net->places + 1, sizeof *place);
    for (int t = 0; t < plan->net->transitions; t++) {
        int step = plan->net->transition[t].step;
        if (step == NET_SILENT || !comes_round(plan, t, reached, place))
            continue;
        for (int profile = 0; profile < plan->population->profiles; profile++)
            plan->errand[profile * plan->journey->steps + step].rounds = true;
    }
    free(reached);
    free(place);
}

void plan_errands(struct plan *plan)
{
    const struct journey *journey = plan->journey;
    size_t count = (size_t)plan->population->profiles * (size_t)journey->steps;
    plan->errand = arena_alloc(&plan->arena, count * sizeof *plan->errand);
    plan->visit_number = arena_alloc(&plan->arena, count * CHANNEL_COUNT * sizeof *plan->visit_number);
    for (size_t i = 0; i < count * CHANNEL_COUNT; i++)
        plan->visit_number[i] = NONE;
    for (int profile = 0; profile < plan->population->profiles; profile++)
        for (int step = 0; step < journey->steps; step++) {
            struct errand *errand = &plan->errand[profile * journey->steps + step];
            errand->by_institution = journey->step[step].by_institution;
            errand->automatic = journey->step[step].automatic;
            errand->institution = journey->step[step].institution;
            errand->announced = journey->step[step].wait;
            errand->kind = journey->step[step].kind;
            plan_delay(plan, errand, profile, step);
            weigh_channels(plan, errand, profile, step);
            for (int i = 0; i < errand->channels; i++)
                add_visit(plan, profile, step, errand->via[i]);
            if (errand->chase)
                add_visit(plan, profile, step, plan_channel_after(plan, errand->chase, step));
        }
    plan_rounds(plan);
    for (size_t i = 0; i < count; i++)                          /* visits move no more */
        for (int k = 0; k < plan->errand[i].channels; k++)
            plan->errand[i].visit[k] = &plan->visit[plan->visit_number[i * CHANNEL_COUNT + plan->errand[i].via[k]]];
}
