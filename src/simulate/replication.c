/* The event loop: the next arrival or the next event of the calendar, whichever is earlier, until the end. */
#include "simulate/replication.h"
#include <stdio.h>
#include <stdlib.h>

enum { PURGE_FROM = 4096, CHECK_EVERY = 1024, CHECK_SMALL = 16, POOL_SMALL = 64, PROGRESS_EVERY = 16384 };

static void set_sample(struct replication *run, int sample)
{
    const struct population *population = run->plan->population;
    double *sum = run->sum + (size_t)sample * run->stride;
    run->sample = sample;
    run->user_sum = sum;
    for (int d = 0; d < population->desks; d++)
        run->station[d].sum = sum + (size_t)population->profiles * USER_SUMS + (size_t)d * DESK_SUMS;
    run->step_sum = sum + (size_t)population->profiles * USER_SUMS + (size_t)population->desks * DESK_SUMS;
}

/* Of a single replication each twentieth is a sample: of the users who come, or of the time. */
static void begin_batch(struct replication *run, int sample)
{
    const struct simulation_options *options = run->options;
    set_sample(run, sample);
    run->batch_users = UINT64_MAX;
    run->batch_end = INFINITY;
    if (sample == run->samples - 1)
        return;
    double done = (sample + 1.0) / run->samples;
    if (options->users)
        run->batch_users = (uint64_t)ceil((double)options->users * done);
    else
        run->batch_end = options->warm_up + (options->horizon - options->warm_up) * done;
}

static void start(struct replication *run)
{
    const struct population *population = run->plan->population;
    pool_init(&run->users,
              sizeof(struct user) + (size_t)run->plan->counters * sizeof(uint16_t) + (size_t)run->plan->markings);
    pool_init(&run->tasks, sizeof(struct task));
    pool_init(&run->contacts, sizeof(struct simulated_contact));
    run->station = xcalloc((size_t)population->desks, sizeof *run->station);
    for (int d = 0; d < population->desks; d++) {
        struct station *station = &run->station[d];
        const struct desk *desk = &population->desk[d];
        int classes = desk->discipline == DISCIPLINE_PRIORITY ? population->profiles : 1;
        station->desk = desk;
        station->wait = &run->wait[d];
        station->queue = xcalloc((size_t)classes, sizeof *station->queue);
        for (int i = 0; i < classes; i++)
            station->queue[i] = (struct queue){ NOBODY, NOBODY };
        open_clock_start(&station->clock, desk->calendar == NONE ? NULL : &population->calendar[desk->calendar]);
    }
    open_clock_start(&run->working, run->plan->working);
    arrival_process_start(&run->arrivals, population);
    run->overloaded = NONE;
    run->key = variate_replication_key(run->options->seed, (uint64_t)run->number);
    begin_batch(run, 0);
}

/* --- observation: warm-up, batches, end -------------------------------------------------------------------------- */

static void touch_all(struct replication *run)
{
    for (int d = 0; d < run->plan->population->desks; d++)
        station_sum_up(run, &run->station[d]);
}

/* Time-weighted sums begin at the end of the warm-up, exactly. */
static void observe(struct replication *run)
{
    double later = run->now;
    run->now = run->options->warm_up;
    for (int d = 0; d < run->plan->population->desks; d++)
        station_sum_up(run, &run->station[d]);
    run->observing = true;
    run->now = later;
}

static void stop_observing(struct replication *run)
{
    if (run->observing)
        touch_all(run);
    run->observing = false;
    run->observed = true;
}

static void advance(struct replication *run, double time)
{
    run->now = time;
    if (!run->observing && !run->observed && time >= run->options->warm_up)
        observe(run);
    while (run->arrived >= run->batch_users || time >= run->batch_end) {
        touch_all(run);
        begin_batch(run, run->sample + 1);
    }
}

/* --- events ------------------------------------------------------------------------------------------------------- */

static bool alive(const void *context, const struct event *event)
{
    const struct replication *run = context;
    return event_kind(event) == EVENT_OPENS || task_at(run, event->slot)->generation == event->generation;
}

static void happen(struct replication *run, const struct event *event)
{
    if (event_kind(event) == EVENT_OPENS) {
        station_opens(run, (int)event->slot);
        return;
    }
    struct task *task = task_at(run, event->slot);
    uint32_t user = task->user;
    switch (event_kind(event)) {
    case EVENT_READY:
    case EVENT_COME:
        user_is_ready(run, event->slot);
        break;
    case EVENT_PASS:
        user_walks_on(run, user, &run->plan->net->transition[task->transition]);
        if (user_at(run, user)->observed)
            run->step_sum[task->step * STEP_SUMS + STEP_DONE]++;
        task_close(run, event->slot);
        break;
    case EVENT_RENEGE:
        station_reneges(run, event->slot);
        break;
    case EVENT_SERVED:
        contact_served(run, event->slot);
        break;
    case EVENT_CHASE:
        chase_falls_due(run, event->slot);
        break;
    case EVENT_OPENS:
        break;
    }
    user_goes_on(run, user);
}

static void plan_arrival(struct replication *run)
{
    const struct simulation_options *options = run->options;
    const struct distribution *law = &run->plan->population->arrivals.interarrival;
    if (options->users && run->arrived >= options->users) {
        run->next_arrival = INFINITY;
        return;
    }
    run->next_key = variate_key(run->key, run->arrived);
    uint64_t bits = variate_bits(run->next_key, 0, FOR_INTERARRIVAL);
    double unit = law->kind == DISTRIBUTION_NONE ? variate_exponential(bits) : variate(law, bits);
    run->next_arrival = arrival_process_next(&run->arrivals, unit);
}

static void arrive(struct replication *run)
{
    const struct simulation_options *options = run->options;
    advance(run, run->next_arrival);
    user_arrives(run);
    plan_arrival(run);
    if (run->progress && run->arrived % PROGRESS_EVERY == 0)
        run->progress(run->progress_context, run->number,
                      options->users ? (double)run->arrived / (double)options->users : run->now / options->horizon);
    if (options->users && run->arrived == options->users)
        stop_observing(run);                                    /* from here on the system only empties */
}

/* --- conservation laws -------------------------------------------------------------------------------------------- */

#ifdef PARCOURS_CHECK_INVARIANTS

static void hold(const struct replication *run, bool law, const char *what)
{
    if (law)
        return;
    fprintf(stderr, "broken at %.6f s of replication %d, user %llu: %s\n", run->now, run->number,
            (unsigned long long)run->arrived, what);
    abort();
}

static void check_stations(const struct replication *run)
{
    for (int d = 0; d < run->plan->population->desks; d++) {
        const struct station *station = &run->station[d];
        bool open = !station->clock.calendar || calendar_open(station->clock.calendar, run->now);
        hold(run, station->busy >= 0 && station->busy <= station->desk->servers, "busy <= servers");
        hold(run, station->waiting == 0 || station->busy == station->desk->servers || !open || station->opening_planned,
             "nobody waits at an open desk while a server is idle");
        hold(run, station->desk->queue_limit < 0 || station->waiting <= (uint64_t)station->desk->queue_limit,
             "queue <= limit");
    }
}

/* Every user has open tasks and is in at most one contact; every queue holds whom it says. */
static void check_all(const struct replication *run)
{
    uint64_t tasks = 0, open = 0, users = 0;
    for (uint32_t slot = 0; slot < run->tasks.made; slot++) {
        const struct task *task = task_at(run, slot);
        if (task->state == TASK_CLOSED)
            continue;
        const struct user *user = user_at(run, task->user);
        bool contact = task->state == TASK_QUEUED || task->state == TASK_IN_SERVICE;
        hold(run, contact == (user->in_contact == slot), "a user is in one contact at a time");
        tasks++;
        if (user->task == slot) {                               /* each user once: at their latest task */
            users++;
            open += user->open;
        }
    }
    hold(run, tasks == open, "every open task has its user");
    hold(run, users == run->arrived - run->left, "users in = users out + users inside");
    for (int d = 0; d < run->plan->population->desks; d++) {
        const struct station *station = &run->station[d];
        int classes = station->desk->discipline == DISCIPLINE_PRIORITY ? run->plan->population->profiles : 1;
        uint64_t waiting = 0;
        for (int i = 0; i < classes; i++)
            for (uint32_t slot = station->queue[i].first; slot != NOBODY; slot = task_at(run, slot)->queue_after)
                waiting++;
        hold(run, waiting == station->waiting, "the queue is as long as counted");
        hold(run, station->arrivals == station->departures + waiting + (uint64_t)station->busy,
             "arrivals = departures + queue + in service");
    }
}

static void check(struct replication *run)
{
    check_stations(run);
    if (run->events.planned % (run->tasks.made > POOL_SMALL ? CHECK_EVERY : CHECK_SMALL) == 0)
        check_all(run);
}

#else
static void check(struct replication *run) { (void)run; }
#endif

/* --- the loop ----------------------------------------------------------------------------------------------------- */

void replication_run(struct replication *run)
{
    double end = run->options->horizon > 0 ? run->options->horizon : INFINITY;
    start(run);
    plan_arrival(run);
    while (run->overloaded == NONE) {
        double event_time = event_calendar_time(&run->events), next = fmin(event_time, run->next_arrival);
        if (next > end || next == INFINITY)
            break;
        if (run->next_arrival < event_time) {
            arrive(run);
        } else {
            struct event event = event_calendar_next(&run->events);
            if (!alive(run, &event)) {
                run->events.called_off -= run->events.called_off > 0;
                continue;
            }
            advance(run, event.time);
            happen(run, &event);
        }
        if (run->events.called_off > PURGE_FROM && run->events.called_off * 2 > run->events.count)
            event_calendar_purge(&run->events, alive, run);
        check(run);
    }
    if (end < INFINITY && run->overloaded == NONE)
        advance(run, end);
    stop_observing(run);
    users_inside_end(run);
}

void replication_release(struct replication *run)
{
    for (int d = 0; run->station && d < run->plan->population->desks; d++)
        free(run->station[d].queue);
    free(run->station);
    free(run->token);
    free(run->row);
    event_calendar_release(&run->events);
    pool_release(&run->users);
    pool_release(&run->tasks);
    pool_release(&run->contacts);
}
