#include "report/simulation_json.h"
#include "base/output_file.h"
#include "report/json.h"
#include <math.h>
#include <string.h>

/* --- figures ------------------------------------------------------------------------------------------------------ */

static void write_members(struct json *json, struct estimate estimate)
{
    json_put_number(json, "mean", estimate.mean);
    if (isnan(estimate.low)) {
        json_put_null(json, "ci95");
        return;
    }
    json_put_array_flat(json, "ci95");
    json_put_number(json, NULL, estimate.low);
    json_put_number(json, NULL, estimate.high);
    json_end(json);
}

static void write_estimate(struct json *json, const char *key, struct estimate estimate)
{
    json_put_object_flat(json, key);
    write_members(json, estimate);
    json_end(json);
}

static void write_quantiles(struct json *json, const struct histogram *histogram)
{
    json_put_number(json, "p50", histogram_quantile(histogram, 0.5));
    json_put_number(json, "p90", histogram_quantile(histogram, 0.9));
    json_put_number(json, "p95", histogram_quantile(histogram, 0.95));
}

static void write_count(struct json *json, const char *key, double count)
{
    json_put_integer(json, key, llround(count));
}

/* --- users -------------------------------------------------------------------------------------------------------- */

static void write_user_counts(struct json *json, const struct simulation *simulation, int profile)
{
    write_count(json, "arrived", simulation_user_total(simulation, profile, USER_ARRIVED));
    write_count(json, "completed", simulation_user_total(simulation, profile, USER_COMPLETED));
    write_count(json, "abandoned", simulation_user_total(simulation, profile, USER_ABANDONED));
    write_count(json, "never_started", simulation_user_total(simulation, profile, USER_NEVER_STARTED));
    write_count(json, "inside", simulation_user_total(simulation, profile, USER_INSIDE));
}

static void write_time(struct json *json, const struct simulation *simulation)
{
    struct estimate mean = simulation_user(simulation, NONE, USER_TIME, USER_LEFT);
    struct estimate square = simulation_user(simulation, NONE, USER_TIME_SQUARED, USER_LEFT);
    json_put_object(json, "time_in_system_seconds");
    write_members(json, mean);
    json_put_number(json, "sd", sqrt(fmax(0, square.mean - mean.mean * mean.mean)));
    write_quantiles(json, simulation->time);
    if (simulation->plan->working) {
        json_put_object(json, "working");
        json_put_string(json, "calendar", simulation->plan->working->id);
        write_members(json, simulation_user(simulation, NONE, USER_TIME_WORKING, USER_LEFT));
        write_quantiles(json, simulation->time_working);
        json_end(json);
    } else {
        json_put_null(json, "working");
    }
    json_end(json);
}

static void write_classes(struct json *json, const struct simulation *simulation, int profile)
{
    json_put_object(json, "by_verdict");
    for (int class = 0; class < CLASS_COUNT; class++)
        write_estimate(json, contact_class_id((enum contact_class)class),
                       simulation_user(simulation, profile, (enum user_sum)(USER_CLASS + class), USER_LEFT));
    json_end(json);
}

static void write_contacts(struct json *json, const struct simulation *simulation, int profile)
{
    struct estimate mean = simulation_user(simulation, profile, USER_CONTACTS, USER_LEFT);
    struct estimate square = simulation_user(simulation, profile, USER_CONTACTS_SQUARED, USER_LEFT);
    json_put_object(json, "contacts_per_user");
    write_members(json, mean);
    json_put_number(json, "variance", fmax(0, square.mean - mean.mean * mean.mean));
    write_classes(json, simulation, profile);
    write_estimate(json, "redundant", simulation_redundant(simulation, profile, USER_LEFT));
    write_estimate(json, "redundant_share", simulation_redundant(simulation, profile, USER_CONTACTS));
    json_end(json);
}

static void write_active(struct json *json, const struct simulation *simulation, int profile)
{
    static const struct { const char *key; enum user_sum sum; } part[] = {
        { "service", USER_SERVICE }, { "queue", USER_QUEUE }, { "travel", USER_TRAVEL }, { "relation", USER_RELATION },
        { "autonomy", USER_AUTONOMY }, { "unproductive", USER_UNPRODUCTIVE },
    };
    json_put_object(json, "active_seconds_per_user");
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        write_estimate(json, part[i].key, simulation_user(simulation, profile, part[i].sum, USER_LEFT));
    json_end(json);
}

/* Of those whose journey is over, never started included. */
static void write_takeup(struct json *json, const struct simulation *simulation, int profile)
{
    const enum user_sum whole = USER_ENDED;
    struct estimate rate = simulation_user(simulation, profile, USER_COMPLETED, whole);
    json_put_object(json, "takeup");
    json_put_number(json, "rate", rate.mean);
    if (isnan(rate.low)) {
        json_put_null(json, "ci95");
    } else {
        json_put_array_flat(json, "ci95");
        json_put_number(json, NULL, rate.low);
        json_put_number(json, NULL, rate.high);
        json_end(json);
    }
    json_put_object(json, "by_cause");
    for (int cause = NON_TAKE_UP_NONE + 1; cause < NON_TAKE_UP_COUNT; cause++)
        write_count(json, vocabulary_id(&NON_TAKE_UPS, cause),
                    simulation_user_total(simulation, profile, (enum user_sum)(USER_CAUSE + cause)));
    json_end(json);
    json_end(json);
}

static void write_costs(struct json *json, const struct simulation *simulation, int profile)
{
    json_put_object(json, "cost_euros_per_user");
    write_estimate(json, "institutions", simulation_user(simulation, profile, USER_COST, USER_LEFT));
    write_estimate(json, "users", simulation_user(simulation, profile, USER_OWN_COST, USER_LEFT));
    json_end(json);
}

static void write_profiles(struct json *json, const struct simulation *simulation)
{
    const struct population *population = simulation->plan->population;
    json_put_array(json, "profiles");
    for (int p = 0; p < population->profiles; p++) {
        json_put_object(json, NULL);
        json_put_string(json, "id", population->profile[p].id);
        write_user_counts(json, simulation, p);
        write_estimate(json, "time_in_system_seconds", simulation_user(simulation, p, USER_TIME, USER_LEFT));
        write_contacts(json, simulation, p);
        write_active(json, simulation, p);
        write_takeup(json, simulation, p);
        write_costs(json, simulation, p);
        json_end(json);
    }
    json_end(json);
}

/* --- desks -------------------------------------------------------------------------------------------------------- */

static void write_via(struct json *json, const struct desk *desk)
{
    int count = 0, only = CHANNEL_NONE;
    for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_COUNT; channel++)
        if (desk->via[channel]) {
            count++;
            only = channel;
        }
    if (count == 1) {
        json_put_string(json, "via", vocabulary_id(&CHANNELS, only));
        return;
    }
    struct buffer all = { 0 };
    for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_COUNT; channel++)
        if (desk->via[channel])
            buffer_printf(&all, "%s%s", all.length ? " " : "", vocabulary_id(&CHANNELS, channel));
    json_put_string(json, "via", buffer_text(&all));
    buffer_release(&all);
}

static void write_hours(struct json *json, const struct simulation *simulation, int desk)
{
    json_put_array_flat(json, "wait_seconds_by_hour_of_week");
    for (int hour = 0; hour < 7 * 24; hour++) {
        double count = simulation_desk_total(simulation, desk, DESK_HOUR_COUNT + hour);
        json_put_number(json, NULL,
                        count > 0 ? simulation_desk_total(simulation, desk, DESK_HOUR_WAIT + hour) / count : NAN);
    }
    json_end(json);
    json_put_array_flat(json, "admitted_by_hour_of_week");
    for (int hour = 0; hour < 7 * 24; hour++)
        write_count(json, NULL, simulation_desk_total(simulation, desk, DESK_HOUR_COUNT + hour));
    json_end(json);
}

static void write_desk(struct json *json, const struct simulation *simulation, const struct analytic *analytic, int d)
{
    const struct desk *desk = &simulation->plan->population->desk[d];
    const struct journey *journey = simulation->plan->journey;
    json_put_object(json, NULL);
    json_put_string(json, "with", desk->institution == NONE ? "" : journey->institution[desk->institution].id);
    write_via(json, desk);
    json_put_integer(json, "servers", desk->servers);
    write_count(json, "arrivals", simulation_desk_total(simulation, d, DESK_ARRIVALS));
    write_count(json, "served", simulation_desk_total(simulation, d, DESK_SERVED));
    write_count(json, "abandoned", simulation_desk_total(simulation, d, DESK_ABANDONED));
    write_count(json, "blocked", simulation_desk_total(simulation, d, DESK_BLOCKED));
    write_count(json, "retrials", simulation_desk_total(simulation, d, DESK_RETRIALS));
    json_put_object(json, "wait_seconds");
    write_members(json, simulation_desk(simulation, d, DESK_WAIT, DESK_ADMITTED));
    write_quantiles(json, &simulation->wait[d]);
    json_end(json);
    write_estimate(json, "wait_served_seconds", simulation_desk(simulation, d, DESK_WAIT_SERVED, DESK_SERVED));
    write_estimate(json, "wait_calendar_seconds", simulation_desk(simulation, d, DESK_WAIT_CALENDAR, DESK_SERVED));
    write_estimate(json, "service_seconds", simulation_desk(simulation, d, DESK_SERVICE, DESK_SERVED));
    static const struct { const char *key; int y, x; } ratio[] = {
        { "wait_probability", DESK_WAITED, DESK_ADMITTED },
        { "abandoned_share", DESK_ABANDONED, DESK_ARRIVALS },
        { "blocked_share", DESK_BLOCKED, DESK_ARRIVALS },
        { "in_system_mean", DESK_IN_SYSTEM_TIME, DESK_OPEN_TIME },
        { "queue_mean", DESK_QUEUE_TIME, DESK_OPEN_TIME },
        { "utilisation", DESK_BUSY_TIME, DESK_SERVER_TIME },
    };
    for (size_t i = 0; i < sizeof ratio / sizeof *ratio; i++) {
        struct estimate estimate = simulation_desk(simulation, d, ratio[i].y, ratio[i].x);
        json_put_number(json, ratio[i].key, estimate.mean);
    }
    json_put_object(json, "intervals");
    for (size_t i = 0; i < sizeof ratio / sizeof *ratio; i++)
        write_estimate(json, ratio[i].key, simulation_desk(simulation, d, ratio[i].y, ratio[i].x));
    json_end(json);
    json_put_number(json, "offered_load", analytic ? analytic_offered_load(analytic, simulation->plan, d) : NAN);
    write_hours(json, simulation, d);
    json_end(json);
}

/* --- steps, defaults, the chain ----------------------------------------------------------------------------------- */

static void write_steps(struct json *json, const struct simulation *simulation)
{
    const struct journey *journey = simulation->plan->journey;
    json_put_array(json, "steps");
    for (int s = 0; s < journey->steps; s++) {
        json_put_object(json, NULL);
        json_put_string(json, "id", journey->step[s].id);
        write_count(json, "begun", simulation_step_total(simulation, s, STEP_BEGUN));
        write_count(json, "done", simulation_step_total(simulation, s, STEP_DONE));
        write_count(json, "contacts", simulation_step_total(simulation, s, STEP_CONTACTS));
        write_count(json, "redundant", simulation_step_total(simulation, s, STEP_REDUNDANT));
        write_count(json, "gave_up", simulation_step_total(simulation, s, STEP_GAVE_UP));
        write_estimate(json, "delay_seconds", simulation_step(simulation, s, STEP_DELAY, STEP_BEGUN));
        json_put_object_flat(json, "waits");
        write_count(json, "count", simulation_step_total(simulation, s, STEP_WAITS));
        write_count(json, "late", simulation_step_total(simulation, s, STEP_LATE));
        write_count(json, "announced_seconds", simulation_step_total(simulation, s, STEP_ANNOUNCED));
        write_count(json, "overrun_seconds", simulation_step_total(simulation, s, STEP_OVERRUN));
        json_end(json);
        json_end(json);
    }
    json_end(json);
}

static void write_defaults(struct json *json, const struct population *population)
{
    json_put_array(json, "defaults");
    for (int i = 0; i < DEFAULT_COUNT; i++) {
        if (!population->used[i])
            continue;
        const struct population_default *one = &POPULATION_DEFAULTS[i];
        json_put_object(json, NULL);
        json_put_string(json, "what", one->what);
        json_put_string(json, "value", one->value);
        json_put_string(json, "source", one->source);
        json_put_string(json, "year", one->year);
        json_end(json);
    }
    json_end(json);
}

static void write_sources(struct json *json, const struct population *population)
{
    json_put_array(json, "sources");
    for (int i = 0; i < population->sources; i++) {
        json_put_object(json, NULL);
        json_put_string(json, "text", population->source[i].text);
        json_put_string(json, "href", population->source[i].href);
        json_put_string(json, "date", population->source[i].date);
        json_end(json);
    }
    json_end(json);
}

static void write_moments(struct json *json, const char *key, double mean, double variance)
{
    json_put_object_flat(json, key);
    json_put_number(json, "mean", mean);
    json_put_number(json, "variance", variance);
    json_end(json);
}

static void write_analytic(struct json *json, const struct simulation *simulation, const struct analytic *analytic)
{
    const struct journey *journey = simulation->plan->journey;
    json_put_object(json, "analytic");
    json_put_boolean(json, "exact", !analytic->inexact);
    json_put_array_flat(json, "inexact");
    if (analytic->inexact & INEXACT_GIVE_UP_AMONG_BRANCHES)
        json_put_string(json, NULL, "give-up-among-branches");
    if (analytic->inexact & INEXACT_CHASE)
        json_put_string(json, NULL, "chase");
    json_end(json);
    json_put_integer(json, "states", analytic->states);
    write_moments(json, "contacts_per_user", analytic->contacts, analytic->contacts_variance);
    json_put_object(json, "by_verdict");
    for (int class = 0; class < CLASS_COUNT; class++)
        json_put_number(json, contact_class_id((enum contact_class)class), analytic->class[class]);
    json_end(json);
    write_moments(json, "active_seconds_per_user", analytic->active, analytic->active_variance);
    write_moments(json, "time_in_system_seconds", analytic->elapsed, analytic->elapsed_variance);
    json_put_object(json, "takeup");
    json_put_number(json, "rate", analytic->completed);
    json_put_object(json, "by_cause");
    for (int cause = NON_TAKE_UP_NONE + 1; cause < NON_TAKE_UP_COUNT; cause++)
        json_put_number(json, vocabulary_id(&NON_TAKE_UPS, cause), analytic->cause[cause]);
    json_end(json);
    json_end(json);
    json_put_array(json, "steps");
    for (int s = 0; s < journey->steps; s++) {
        json_put_object_flat(json, NULL);
        json_put_string(json, "id", journey->step[s].id);
        json_put_number(json, "begun", analytic->step_begun[s]);
        json_put_number(json, "contacts", analytic->step_contacts[s]);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static void write_all(struct json *json, const struct simulation *simulation, const struct analytic *analytic,
                      bool exact)
{
    const struct population *population = simulation->plan->population;
    const struct simulation_options *options = &simulation->options;
    json_put_object(json, NULL);
    json_put_string(json, "model", population->id);
    json_put_string(json, "journey", simulation->plan->journey->id);
    json_put_integer(json, "seed", (int64_t)options->seed);
    json_put_integer(json, "replications", options->replications);
    json_put_string(json, "intervals_over", options->replications > 1 ? "replications" : "batches");
    json_put_integer(json, "samples", simulation->samples);
    json_put_integer(json, "events", (int64_t)simulation->events);
    json_put_integer(json, "users_inside_at_most", (int64_t)simulation->inside_most);
    json_put_number(json, "warm_up_seconds", options->warm_up);
    json_put_number(json, "horizon_seconds", options->horizon > 0 ? options->horizon : NAN);
    json_put_object(json, "users");
    write_user_counts(json, simulation, NONE);
    json_end(json);
    json_put_array(json, "desks");
    for (int d = 0; d < population->desks; d++)
        write_desk(json, simulation, analytic, d);
    json_end(json);
    write_time(json, simulation);
    write_contacts(json, simulation, NONE);
    write_active(json, simulation, NONE);
    write_takeup(json, simulation, NONE);
    write_costs(json, simulation, NONE);
    write_profiles(json, simulation);
    write_steps(json, simulation);
    if (analytic && exact)
        write_analytic(json, simulation, analytic);
    write_defaults(json, population);
    write_sources(json, population);
    json_end(json);
}

bool simulation_json_write(const struct simulation *simulation, const struct analytic *analytic, bool exact,
                           const char *path, struct diagnostics *diagnostics)
{
    struct buffer out = { 0 };
    struct json json;
    json_start(&json, &out);
    write_all(&json, simulation, analytic, exact);
    json_finish(&json);
    bool good = output_file_write(path, buffer_text(&out), out.length, diagnostics);
    buffer_release(&out);
    return good;
}
