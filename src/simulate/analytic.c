#include "simulate/analytic.h"
#include "base/format.h"
#include "base/message.h"
#include "simulate/analytic_chain.h"
#include "simulate/arrivals.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sums over profiles, weighted; second moments become variances at the end. */
struct mixture { struct analytic *analytic; double starts, contacts2, active2, elapsed2; bool overlaps; };

/* One contact of a visit, `times` over: at its desk, of its step. */
static void count_contacts(struct mixture *mixture, const struct plan *plan, int step, int institution,
                           const struct visit *visit, double times, bool queues)
{
    struct analytic *analytic = mixture->analytic;
    int desk = population_find_desk(plan->population, institution, visit->channel);
    analytic->step_contacts[step] += times;
    if (desk == NONE || !queues)
        return;
    analytic->desk_contacts[desk] += times;
    analytic->desk_service[desk] += times * (visit->service.mean + visit->relation + visit->autonomy);
}

/* What the visits to one state are, in words of the simulation. */
static void count_state(struct mixture *mixture, struct profile_chain *made, int state, double times)
{
    const struct plan *plan = made->plan;
    struct analytic *analytic = mixture->analytic;
    struct state_head head = profile_chain_head(made, state);
    const struct net_transition *fired = &plan->net->transition[head.transition];
    int step = fired->step != NET_SILENT ? fired->step : fired->automatic;
    if (head.stage == STAGE_BEGIN) {
        const struct errand *errand = plan_errand(plan, made->profile, step);
        double chases = made->reward[state].contacts * times;
        analytic->step_begun[step] += times;
        analytic->class[CLASS_CHASING] += chases;
        if (chases > 0)
            count_contacts(mixture, plan, step, errand->institution,
                           plan_visit(plan, made->profile, step, plan_channel_after(plan, errand->chase, step)), chases,
                           true);
        return;
    }
    if (head.stage < STAGE_WRONG_DOOR || head.stage > STAGE_CLARIFY || head.stage == STAGE_AGAIN ||
        head.stage == STAGE_AFTER)
        return;
    const struct visit *visit = plan_visit(plan, made->profile, step, (enum channel)head.channel);
    const struct errand *errand = plan_errand(plan, made->profile, step);
    bool by_institution = errand->by_institution;
    double incomplete = by_institution || errand->rounds ? 0 : visit->probability[BEHAVIOUR_INCOMPLETE] *
                                                                    (1 - visit->probability[BEHAVIOUR_GIVE_UP]);
    if (head.stage == STAGE_WRONG_DOOR) {
        analytic->class[CLASS_WRONG_DOOR] += times;
        for (int i = 0; i < visit->doors; i++)
            count_contacts(mixture, plan, step, visit->door[i], visit, times / visit->doors, true);
    } else if (head.stage == STAGE_CONTACT) {
        analytic->class[CLASS_INCOMPLETE_FILE] += times * incomplete;
        analytic->class[CLASS_PLANNED] += times * (1 - incomplete);
        count_contacts(mixture, plan, step, visit->institution, visit, times, !by_institution);
    } else {
        analytic->class[head.stage == STAGE_CORRECT ? CLASS_INSTITUTION_ERROR : CLASS_CLARIFICATION] += times;
        if (head.stage == STAGE_CORRECT)
            visit = plan_visit(plan, made->profile, step, plan_channel_after(plan, visit->rule[BEHAVIOUR_ERROR], step));
        count_contacts(mixture, plan, step, visit->institution, visit, times, true);
    }
}

static void count_ends(struct mixture *mixture, const struct profile_chain *made, const double *visits, double weight)
{
    struct analytic *analytic = mixture->analytic;
    for (int state = 0; state < made->chain.states; state++) {
        struct state_head head = profile_chain_head(made, state);
        if (made->chain.first[state] != made->chain.first[state + 1])
            continue;
        if (head.stage == STAGE_TOKENS && profile_chain_is_final(made, state)) {
            analytic->completed += weight * visits[state];
        } else {
            int cause = head.stage == STAGE_GAVE_UP ? head.channel : NON_TAKE_UP_NONE;
            if (cause == NON_TAKE_UP_NONE)
                cause = head.requested ? NON_TAKE_UP_NOT_RECEIVED : NON_TAKE_UP_NOT_REQUESTED;
            analytic->cause[cause] += weight * visits[state];
        }
    }
}

/* Mean and second moment of one total, from the start. */
static void moments(const struct profile_chain *made, size_t mean_at, size_t second_at, double *mean, double *second)
{
    size_t states = (size_t)made->chain.states;
    double *h = xcalloc(states, sizeof *h), *h2 = xcalloc(states, sizeof *h2), *total = xcalloc(states, sizeof *total);
    for (size_t s = 0; s < states; s++) {
        memcpy(&h[s], (const char *)&made->reward[s] + mean_at, sizeof h[s]);
        memcpy(&h2[s], (const char *)&made->reward[s] + second_at, sizeof h2[s]);
    }
    chain_totals(&made->chain, h, total);
    *mean = total[0];
    *second = chain_variance(&made->chain, 0, h, h2) + total[0] * total[0];
    free(h);
    free(h2);
    free(total);
}

static void mix_in(struct mixture *mixture, struct profile_chain *made, double comes, double starts)
{
    struct analytic *analytic = mixture->analytic;
    double *visits = xcalloc((size_t)made->chain.states, sizeof *visits), mean, second;
    chain_visits(&made->chain, 0, visits);
    for (int state = 0; state < made->chain.states; state++)
        count_state(mixture, made, state, visits[state] * starts);
    count_ends(mixture, made, visits, starts);
    moments(made, offsetof(struct reward, contacts), offsetof(struct reward, contacts2), &mean, &second);
    analytic->contacts += starts * mean;
    mixture->contacts2 += starts * second;
    moments(made, offsetof(struct reward, active), offsetof(struct reward, active2), &mean, &second);
    analytic->active += starts * mean;
    mixture->active2 += starts * second;
    moments(made, offsetof(struct reward, elapsed), offsetof(struct reward, elapsed2), &mean, &second);
    analytic->elapsed += starts * mean;
    mixture->elapsed2 += starts * second;
    mixture->starts += starts;
    mixture->overlaps = mixture->overlaps || made->overlaps;
    analytic->never_started += comes - starts;
    analytic->inexact |= made->inexact;
    analytic->states += made->chain.states;
    free(visits);
}

static bool add_profile(struct mixture *mixture, const struct plan *plan, int profile, bool helped,
                        struct diagnostics *diagnostics)
{
    const struct profile *of = &plan->population->profile[profile];
    double share = plan->profile_until[profile] - (profile ? plan->profile_until[profile - 1] : 0);
    double comes = share * (helped ? of->helper : 1 - of->helper);
    struct source_position at = { .file = plan->population->file };
    if (!(comes > 0))
        return true;
    struct profile_chain made;
    bool large = !profile_chain_build(&made, plan, profile, helped), too_large = false, good = !large;
    if (good)
        good = chain_finish(&made.chain, ANALYTIC_LOOP_MAXIMUM, &too_large);
    if (good)
        mix_in(mixture, &made, comes, comes * (1 - of->unaware));
    else if (large || too_large)
        diagnostics_warning(
            diagnostics, at,
            _("the journey has too many states to be solved exactly: neither exact expectations nor the load of "
              "the desks are known before the simulation"));
    else
        diagnostics_error(
            diagnostics, at,
            _("a user of profile '%s' would never leave: some step is repeated with probability 1, or what brings "
              "users back (an incomplete file, a question) has probability 1; expected less than 1"),
            of->id);
    profile_chain_release(&made);
    return good;
}

/* Sums per user who comes become means of those who start. */
static void finish(struct mixture *mixture, const struct plan *plan)
{
    struct analytic *analytic = mixture->analytic;
    double starts = mixture->starts;
    analytic->cause[NON_TAKE_UP_NOT_KNOWN] += analytic->never_started;
    for (int i = 0; i < CLASS_COUNT; i++)
        analytic->class[i] /= starts;
    for (int s = 0; s < plan->journey->steps; s++) {
        analytic->step_begun[s] /= starts;
        analytic->step_contacts[s] /= starts;
    }
    analytic->contacts /= starts;
    analytic->active /= starts;
    analytic->elapsed /= starts;
    analytic->contacts_variance = mixture->contacts2 / starts - analytic->contacts * analytic->contacts;
    analytic->active_variance = mixture->active2 / starts - analytic->active * analytic->active;
    analytic->elapsed_variance = mixture->elapsed2 / starts - analytic->elapsed * analytic->elapsed;
    if (mixture->overlaps)
        analytic->elapsed = analytic->elapsed_variance = NAN;
}

struct analytic *analytic_new(const struct plan *plan, struct diagnostics *diagnostics)
{
    struct analytic *analytic = xcalloc(1, sizeof *analytic);
    struct mixture mixture = { .analytic = analytic };
    bool good = true;
    analytic->profiles = plan->population->profiles;
    analytic->steps = plan->journey->steps;
    analytic->desks = plan->population->desks;
    analytic->step_begun = xcalloc((size_t)analytic->steps, sizeof(double));
    analytic->step_contacts = xcalloc((size_t)analytic->steps, sizeof(double));
    analytic->desk_contacts = xcalloc((size_t)analytic->desks, sizeof(double));
    analytic->desk_service = xcalloc((size_t)analytic->desks, sizeof(double));
    for (int p = 0; good && p < analytic->profiles; p++)
        good = add_profile(&mixture, plan, p, false, diagnostics) && add_profile(&mixture, plan, p, true, diagnostics);
    if (!good || !(mixture.starts > 0)) {
        analytic_free(analytic);
        return NULL;
    }
    finish(&mixture, plan);
    return analytic;
}

void analytic_free(struct analytic *analytic)
{
    if (!analytic)
        return;
    free(analytic->step_begun);
    free(analytic->step_contacts);
    free(analytic->desk_contacts);
    free(analytic->desk_service);
    free(analytic);
}

/* --- load --------------------------------------------------------------------------------------------------------- */

static double open_a_week(const struct plan *plan, int desk)
{
    int calendar = plan->population->desk[desk].calendar;
    return calendar == NONE ? WEEK_SECONDS : plan->population->calendar[calendar].open_a_week;
}

double analytic_offered_load(const struct analytic *analytic, const struct plan *plan, int desk)
{
    return arrivals_a_week(plan->population) * analytic->desk_service[desk] / open_a_week(plan, desk);
}

bool analytic_load_is_bearable(const struct analytic *analytic, const struct plan *plan,
                               struct diagnostics *diagnostics)
{
    bool good = true;
    for (int d = 0; d < plan->population->desks; d++) {
        const struct desk *desk = &plan->population->desk[d];
        double load = analytic_offered_load(analytic, plan, d);
        if (load < desk->servers || desk->queue_limit >= 0 || desk->patience.kind != DISTRIBUTION_NONE)
            continue;
        struct buffer hours = { 0 };
        format_number(&hours, load, 2);
        good = diagnostics_error(diagnostics, desk->at,
                                 _("the desk of '%s' is overloaded: users bring it %s hours of work for each hour it "
                                   "is open, and its servers do "
                                   "%d: its queue would only grow; expected at least %d servers, or longer opening "
                                   "hours, shorter contacts, fewer "
                                   "users, or a limit to the queue or to patience"),
                                 institution_name(plan->journey, desk->institution), buffer_text(&hours), desk->servers,
                                 (int)floor(load) + 1);
        buffer_release(&hours);
    }
    return good;
}
