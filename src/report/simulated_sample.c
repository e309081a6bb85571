#include "report/simulated_sample.h"
#include "simulate/arrivals.h"
#include <math.h>
#include <stdio.h>

static double users_expected(const struct plan *plan, const struct simulation_options *options)
{
    if (options->users)
        return (double)options->users;
    return arrivals_a_week(plan->population) * (options->horizon - options->warm_up) / (7.0 * DAY_SECONDS);
}

void simulated_sample_init(struct simulated_sample *sample, const struct plan *plan, const struct simulation_options *options)
{
    *sample = (struct simulated_sample){ .plan = plan, .log = event_log_new(), .warm_up = options->warm_up };
    double share = ceil(users_expected(plan, options) / SIMULATED_SAMPLE);
    sample->every = share > 1 ? (uint64_t)share : 1;
    sample->profile = (uint32_t)event_log_add_attribute(sample->log, "profile");
    event_log_add_file(sample->log, plan->population->file);
}

static int64_t instant(const struct plan *plan, double seconds)
{
    return (plan->population->origin * DAY_SECONDS + (int64_t)floor(seconds)) * 1000;
}

static struct contact contact_of(const struct simulated_sample *sample, const struct simulated_contact *from)
{
    const struct journey *journey = sample->plan->journey;
    struct interner *strings = &sample->log->strings;
    struct contact contact;
    contact_init(&contact);
    contact.label = interner_add_string(strings, journey->step[from->step].id);
    if (from->institution != NONE)
        contact.institution = interner_add_string(strings, journey->institution[from->institution].id);
    contact.channel = from->channel;
    contact.start = instant(sample->plan, from->start);
    contact.end = instant(sample->plan, from->end);
    contact.start_has_time = contact.end_has_time = true;
    contact.minutes = (int32_t)lround(from->service);
    contact.queue = (int32_t)lround(from->queue);
    contact.travel = (int32_t)lround(from->travel);
    contact.relation = (int32_t)lround(from->relation);
    contact.autonomy = (int32_t)lround(from->autonomy);
    contact.by = from->by;
    contact.reason = from->reason;
    contact.outcome = from->outcome;
    return contact;
}

void simulated_sample_case(void *context, const struct simulated_case *left)
{
    struct simulated_sample *sample = context;
    struct interner *strings = &sample->log->strings;
    if (left->user % sample->every || left->arrived < sample->warm_up || sample->users == SIMULATED_SAMPLE)
        return;
    char digits[24];
    snprintf(digits, sizeof digits, "U%07llu", (unsigned long long)left->user + 1);
    uint32_t name = interner_add_string(strings, digits);
    uint32_t profile = interner_add_string(strings, sample->plan->population->profile[left->profile].id);
    for (int i = 0; i < left->contacts; i++) {
        struct contact contact = contact_of(sample, left->contact[i]);
        event_log_add(sample->log, name, &contact, &profile);
    }
    if (left->fate == FATE_NEVER_STARTED) {
        struct contact nothing;
        contact_init(&nothing);
        event_log_add(sample->log, name, &nothing, &profile);
    }
    if (left->cause != NON_TAKE_UP_NONE)
        event_log_declare_cause(sample->log, name, left->cause);
    sample->users += left->contacts || left->fate == FATE_NEVER_STARTED;
}

void simulated_sample_finish(struct simulated_sample *sample, struct diagnostics *diagnostics)
{
    event_log_finish(sample->log, diagnostics);
}

void simulated_sample_release(struct simulated_sample *sample)
{
    event_log_free(sample->log);
    sample->log = NULL;
}
