#include "measure/burden.h"
#include "base/message.h"
#include "measure/ledger.h"
#include <math.h>
#include <stdlib.h>

enum { HOUR_SECONDS = 3600 };

const double CHANNEL_COST[CHANNEL_COUNT] = {
    [CHANNEL_NONE] = NAN,  [CHANNEL_COUNTER] = 10.63,  [CHANNEL_PHONE] = 3.49, [CHANNEL_MAIL] = 5.55,
    [CHANNEL_WEB] = 0.18,  [CHANNEL_EMAIL] = NAN,      [CHANNEL_SMS] = NAN,    [CHANNEL_KIOSK] = NAN,
    [CHANNEL_VIDEO] = NAN, [CHANNEL_HOME_VISIT] = NAN, [CHANNEL_HELPER] = NAN, [CHANNEL_AUTOMATIC] = NAN,
};
const char *const CHANNEL_COST_SOURCE =
    N_("British figures of 2012, for want of French ones: a visit £8.62, a call £2.83, a web visit £0.15 (Socitm, "
       "councils, 2011/12), a letter as 30 web visits (Government Digital Service, 2012), at £0.811 a euro");

struct walk {
    struct audit *audit;
    struct burden *burden;
    struct estimate_sums euros, redundant, fees;
    size_t number;              /* of the case */
    size_t last[CHANNEL_COUNT]; /* the last case that used a channel, from 1 */
    struct costs *count;        /* [institutions + 1][CHANNEL_COUNT], the last: unknown; contacts only */
};

/* The cost of a contact through `channel` with `institution`: 0 where there is none to bear it, NAN where it is not known. */
static double cost_of(const struct burden *burden, const struct journey *journey, int institution, enum channel channel)
{
    return institution_is_self(journey, institution) || channel == CHANNEL_AUTOMATIC ? 0 : burden->cost[channel];
}

static void count(struct costs *costs, bool redundant)
{
    costs->contacts++;
    costs->redundant += redundant;
}

static void add_contact(struct walk *walk, const struct contact_finding *finding)
{
    struct burden *burden = walk->burden;
    const struct journey *journey = walk->audit->journey;
    double euros = cost_of(burden, journey, finding->institution, finding->channel);
    bool redundant = verdict_redundant(finding->verdict);
    double fee = finding->move == MOVE_MATCH ? journey->step[finding->step].fee : 0;
    size_t place = finding->institution == NONE ? (size_t)journey->institutions : (size_t)finding->institution;
    walk->fees.top[walk->number] += fee;
    burden->fees_paid += fee > 0;
    if (institution_is_self(journey, finding->institution))
        return;
    burden->without_cost += isnan(euros);
    euros = isnan(euros) ? 0 : euros;
    walk->euros.top[walk->number] += euros;
    walk->redundant.top[walk->number] += redundant ? euros : 0;
    burden->channel[finding->channel].users += walk->last[finding->channel] != walk->number + 1;
    walk->last[finding->channel] = walk->number + 1;
    count(&walk->count[place * CHANNEL_COUNT + finding->channel], redundant);
}

static void add_costs(struct costs *sum, const struct costs *counted, double cost)
{
    sum->contacts += counted->contacts;
    sum->redundant += counted->redundant;
    sum->euros += (double)counted->contacts * cost;
    sum->redundant_euros += (double)counted->redundant * cost;
}

/* Sums of money are counts times costs, so that they don't gather the rounding of every contact. */
static void sum_up(const struct walk *walk)
{
    struct burden *burden = walk->burden;
    for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
        double cost = isnan(burden->cost[channel]) || channel == CHANNEL_AUTOMATIC ? 0 : burden->cost[channel];
        struct costs all = { 0 };
        for (int i = 0; i <= walk->audit->journey->institutions; i++) {
            const struct costs *counted = &walk->count[(size_t)i * CHANNEL_COUNT + (size_t)channel];
            all.contacts += counted->contacts;
            all.redundant += counted->redundant;
            add_costs(&burden->institution[i], counted, cost);
        }
        add_costs(&burden->channel[channel], &all, cost);
        add_costs(&burden->total, &all, cost);
    }
}

static void add_hours(struct burden *burden, struct audit *audit, struct estimates *estimates)
{
    struct estimate_sums hours = estimates_add(estimates, &burden->hours),
                         unproductive = estimates_add(estimates, &burden->unproductive_hours);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        const struct active_time *time = &audit->cases[c].time;
        hours.bottom[c] = unproductive.bottom[c] = 1;
        hours.top[c] = (double)time->total / HOUR_SECONDS;
        unproductive.top[c] = (double)active_time_unproductive(time) / HOUR_SECONDS;
    }
    burden->total_hours = (double)audit->time.total / HOUR_SECONDS;
    burden->total_unproductive_hours = (double)active_time_unproductive(&audit->time) / HOUR_SECONDS;
}

static void add_planned(struct burden *burden, const struct audit *audit)
{
    const struct run *run = &audit->theory.run;
    burden->planned_hours = (double)audit->theory.time.total / HOUR_SECONDS;
    for (int i = 0; i < run->count; i++) {
        const struct step *step = &audit->journey->step[run->occurrence[i].step];
        enum channel channel = step->channels ? step->via[0] : CHANNEL_NONE;
        double euros = step->automatic ? 0 : cost_of(burden, audit->journey, step->institution, channel);
        burden->planned_euros += isnan(euros) ? 0 : euros;
        burden->planned_fees += step->fee;
    }
}

void burden_init(struct burden *burden, struct audit *audit, struct estimates *estimates)
{
    const struct event_log *log = audit->log;
    const struct audit_options *options = &audit->options;
    *burden = (struct burden){ .user_hour = options->user_hour > 0 ? options->user_hour : NAN,
                               .default_costs = !options->channel_cost };
    for (int channel = 0; channel < CHANNEL_COUNT; channel++)
        burden->cost[channel] = options->channel_cost ? options->channel_cost[channel] : CHANNEL_COST[channel];
    burden->institution =
        arena_alloc(&audit->arena, ((size_t)audit->journey->institutions + 1) * sizeof *burden->institution);
    add_hours(burden, audit, estimates);
    size_t places = (size_t)audit->journey->institutions + 1;
    struct walk walk = { .audit = audit,
                         .burden = burden,
                         .count = xcalloc(places * CHANNEL_COUNT, sizeof *walk.count) };
    walk.euros = estimates_add(estimates, &burden->institution_euros);
    walk.redundant = estimates_add(estimates, &burden->redundant_euros);
    walk.fees = estimates_add(estimates, &burden->fees);
    for (size_t c = 0; c < log->case_count; c++) {
        walk.number = c;
        walk.euros.bottom[c] = walk.redundant.bottom[c] = walk.fees.bottom[c] = 1;
        for (size_t row = log->cases[c].first, end = row + log->cases[c].count; row < end; row++)
            add_contact(&walk, &audit->contact[row]);
        burden->total_fees += walk.fees.top[c];
        burden->fees_users += walk.fees.top[c] > 0;
    }
    sum_up(&walk);
    add_planned(burden, audit);
    free(walk.count);
}

static struct estimate priced(const struct estimate *hours, double tariff)
{
    if (isnan(tariff))
        return (struct estimate){ 0, NAN, { NAN, NAN } };
    return (struct estimate){ hours->n, hours->value * tariff, { hours->ci95[0] * tariff, hours->ci95[1] * tariff } };
}

void burden_price(struct burden *burden)
{
    burden->user_euros = priced(&burden->hours, burden->user_hour);
    burden->unproductive_user_euros = priced(&burden->unproductive_hours, burden->user_hour);
}
