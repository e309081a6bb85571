#include "simulate/simulation.h"
#include "base/message.h"
#include "base/parallel.h"
#include "simulate/replication.h"
#include <pthread.h>
#include <stdlib.h>

const char *contact_class_id(enum contact_class class)
{
    static const char *const id[CLASS_COUNT] = {
        [CLASS_PLANNED] = "planned", [CLASS_WRONG_DOOR] = "wrong-door", [CLASS_FAILED_ATTEMPT] = "failed-attempt",
        [CLASS_INCOMPLETE_FILE] = "incomplete-file", [CLASS_CHASING] = "chasing",
        [CLASS_CLARIFICATION] = "clarification", [CLASS_INSTITUTION_ERROR] = "institution-error",
        [CLASS_REPEATED] = "repeated",
    };
    return id[class];
}

/* --- running ------------------------------------------------------------------------------------------------------ */

/* What the threads share: counts add up to the same in whatever order the replications end. */
struct job {
    struct simulation *simulation;
    pthread_mutex_t mutex;
    double *done;                       /* [replications] */
    struct { double now; uint64_t queue; int desk; } *overload;         /* [replications] */
};

static void tell_progress(void *context, int replication, double done)
{
    struct job *job = context;
    const struct simulation_options *options = &job->simulation->options;
    double all = 0;
    pthread_mutex_lock(&job->mutex);
    job->done[replication] = done;
    for (int i = 0; i < options->replications; i++)
        all += job->done[i] / options->replications;
    options->progress(options->context, all);
    pthread_mutex_unlock(&job->mutex);
}

static void take_over(struct job *job, const struct replication *run)
{
    struct simulation *simulation = job->simulation;
    pthread_mutex_lock(&job->mutex);
    histogram_merge(simulation->time, run->time);
    histogram_merge(simulation->time_working, run->time_working);
    for (int d = 0; d < run->plan->population->desks; d++)
        histogram_merge(&simulation->wait[d], &run->wait[d]);
    simulation->events += run->events.planned + run->arrived;
    simulation->inside_most = run->inside_most > simulation->inside_most ? run->inside_most : simulation->inside_most;
    job->overload[run->number].desk = run->overloaded;
    job->overload[run->number].now = run->now;
    job->overload[run->number].queue = run->overloaded == NONE ? 0 : run->station[run->overloaded].waiting;
    pthread_mutex_unlock(&job->mutex);
}

static void replicate(void *context, size_t number, int thread)
{
    (void)thread;
    struct job *job = context;
    struct simulation *simulation = job->simulation;
    bool single = simulation->options.replications == 1;
    size_t desks = (size_t)simulation->plan->population->desks;
    struct histogram *histogram = xcalloc(desks + 2, sizeof *histogram);
    struct replication run = {
        .plan = simulation->plan,
        .options = &simulation->options,
        .number = (int)number,
        .sum = simulation->sum + (single ? 0 : number * simulation->stride),
        .stride = simulation->stride,
        .samples = single ? simulation->samples : 1,
        .time = histogram,
        .time_working = histogram + 1,
        .wait = histogram + 2,
        .progress = simulation->options.progress ? tell_progress : NULL,
        .progress_context = job,
    };
    replication_run(&run);
    take_over(job, &run);
    replication_release(&run);
    free(histogram);
    if (simulation->options.progress)
        tell_progress(job, (int)number, 1);
}

static struct simulation *simulation_new(const struct plan *plan, const struct simulation_options *options)
{
    struct simulation *simulation = xcalloc(1, sizeof *simulation);
    const struct population *population = plan->population;
    simulation->plan = plan;
    simulation->options = *options;
    simulation->samples = options->replications > 1 ? options->replications : BATCHES;
    simulation->stride = (size_t)population->profiles * USER_SUMS + (size_t)population->desks * DESK_SUMS +
                         (size_t)plan->journey->steps * STEP_SUMS;
    simulation->sum = xcalloc((size_t)simulation->samples * simulation->stride, sizeof *simulation->sum);
    simulation->time = xcalloc(1, sizeof *simulation->time);
    simulation->time_working = xcalloc(1, sizeof *simulation->time_working);
    simulation->wait = xcalloc((size_t)population->desks, sizeof *simulation->wait);
    simulation->overloaded = NONE;
    return simulation;
}

void simulation_free(struct simulation *simulation)
{
    if (!simulation)
        return;
    free(simulation->sum);
    free(simulation->time);
    free(simulation->time_working);
    free(simulation->wait);
    free(simulation);
}

/* The first replication, by number, in which a queue grew without end. */
static bool was_overloaded(const struct job *job, struct diagnostics *diagnostics)
{
    struct simulation *simulation = job->simulation;
    for (int i = 0; i < simulation->options.replications && simulation->overloaded == NONE; i++) {
        simulation->overloaded = job->overload[i].desk;
        simulation->overloaded_at = job->overload[i].now;
        simulation->overloaded_queue = job->overload[i].queue;
    }
    if (simulation->overloaded == NONE)
        return false;
    const struct desk *desk = &simulation->plan->population->desk[simulation->overloaded];
    diagnostics_error(
        diagnostics, desk->at,
        _("the queue at the desk of '%s' only grows: %llu wait after %.0f days: give it more servers or longer "
          "opening hours, or say what users do (patience, queue-limit)"),
        institution_name(simulation->plan->journey, desk->institution),
        (unsigned long long)simulation->overloaded_queue, simulation->overloaded_at / DAY_SECONDS);
    return true;
}

struct simulation *simulation_run(const struct plan *plan, const struct simulation_options *options,
                                  struct diagnostics *diagnostics)
{
    struct simulation *simulation = simulation_new(plan, options);
    size_t replications = (size_t)options->replications;
    struct job job = { .simulation = simulation, .mutex = PTHREAD_MUTEX_INITIALIZER };
    job.done = xcalloc(replications, sizeof *job.done);
    job.overload = xcalloc(replications, sizeof *job.overload);
    parallel_for(replications, options->threads, replicate, &job);
    bool overloaded = was_overloaded(&job, diagnostics);
    free(job.done);
    free(job.overload);
    pthread_mutex_destroy(&job.mutex);
    if (overloaded) {
        simulation_free(simulation);
        return NULL;
    }
    return simulation;
}

/* --- figures ------------------------------------------------------------------------------------------------------ */

static double user_sum_of(const struct simulation *simulation, int sample, int profile, enum user_sum sum)
{
    const double *at = simulation->sum + (size_t)sample * simulation->stride;
    double all = 0;
    for (int p = 0; p < simulation->plan->population->profiles; p++)
        if (profile == NONE || profile == p)
            all += at[p * USER_SUMS + (int)sum];
    return all;
}

static const double *desk_sums(const struct simulation *simulation, int desk)
{
    return simulation->sum + (size_t)simulation->plan->population->profiles * USER_SUMS + (size_t)desk * DESK_SUMS;
}

static const double *step_sums(const struct simulation *simulation, int step)
{
    return desk_sums(simulation, simulation->plan->population->desks) + (size_t)step * STEP_SUMS;
}

static double total(const struct simulation *simulation, const double *sum)
{
    double all = 0;
    for (int i = 0; i < simulation->samples; i++)
        all += sum[(size_t)i * simulation->stride];
    return all;
}

struct estimate simulation_user(const struct simulation *simulation, int profile, enum user_sum y, enum user_sum x)
{
    size_t samples = (size_t)simulation->samples;
    double *above = xcalloc(samples, sizeof *above), *below = xcalloc(samples, sizeof *below);
    for (int i = 0; i < simulation->samples; i++) {
        above[i] = user_sum_of(simulation, i, profile, y);
        below[i] = user_sum_of(simulation, i, profile, x);
    }
    struct estimate estimate = estimate_ratio(above, below, samples, 1);
    free(above);
    free(below);
    return estimate;
}

struct estimate simulation_redundant(const struct simulation *simulation, int profile, enum user_sum per)
{
    size_t samples = (size_t)simulation->samples;
    double *above = xcalloc(samples, sizeof *above), *below = xcalloc(samples, sizeof *below);
    for (int i = 0; i < simulation->samples; i++) {
        above[i] = user_sum_of(simulation, i, profile, USER_CONTACTS) -
                   user_sum_of(simulation, i, profile, (enum user_sum)(USER_CLASS + (int)CLASS_PLANNED));
        below[i] = user_sum_of(simulation, i, profile, per);
    }
    struct estimate estimate = estimate_ratio(above, below, samples, 1);
    free(above);
    free(below);
    return estimate;
}

struct estimate simulation_desk(const struct simulation *simulation, int desk, int y, int x)
{
    const double *sum = desk_sums(simulation, desk);
    return estimate_ratio(sum + y, sum + x, (size_t)simulation->samples, simulation->stride);
}

struct estimate simulation_step(const struct simulation *simulation, int step, int y, int x)
{
    const double *sum = step_sums(simulation, step);
    return estimate_ratio(sum + y, sum + x, (size_t)simulation->samples, simulation->stride);
}

struct estimate simulation_step_per_user(const struct simulation *simulation, int step, int y)
{
    size_t samples = (size_t)simulation->samples;
    const double *sum = step_sums(simulation, step);
    double *above = xcalloc(samples, sizeof *above), *below = xcalloc(samples, sizeof *below);
    for (int i = 0; i < simulation->samples; i++) {
        above[i] = sum[(size_t)i * simulation->stride + (size_t)y];
        below[i] = user_sum_of(simulation, i, NONE, USER_LEFT);
    }
    struct estimate estimate = estimate_ratio(above, below, samples, 1);
    free(above);
    free(below);
    return estimate;
}

double simulation_user_total(const struct simulation *simulation, int profile, enum user_sum sum)
{
    double all = 0;
    for (int i = 0; i < simulation->samples; i++)
        all += user_sum_of(simulation, i, profile, sum);
    return all;
}

double simulation_desk_total(const struct simulation *simulation, int desk, int sum)
{
    return total(simulation, desk_sums(simulation, desk) + sum);
}

double simulation_step_total(const struct simulation *simulation, int step, int sum)
{
    return total(simulation, step_sums(simulation, step) + sum);
}
