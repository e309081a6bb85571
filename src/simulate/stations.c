/* Desks at work: servers, queues, opening hours, balking, reneging. */
#include "simulate/replication.h"

enum { QUEUE_SUSPECT = 16384 };         /* waiting at once: is the desk overloaded? */

void open_clock_start(struct open_clock *clock, const struct calendar *calendar)
{
    *clock = (struct open_clock){ .calendar = calendar };
    if (calendar)
        open_clock_set(clock, 0);
}

/* From one opening or closing to the one that `now` is in. */
void open_clock_set(struct open_clock *clock, double now)
{
    clock->passed += calendar_open_seconds(clock->calendar, clock->from, now);
    clock->from = now;
    clock->open = calendar_open(clock->calendar, now);
    clock->until =
        clock->open ? calendar_next_closing(clock->calendar, now) : calendar_next_opening(clock->calendar, now);
}

/* Before the number of busy servers or of waiting users changes. */
static void touch(struct replication *run, struct station *station)
{
    double clock = open_clock_read(&station->clock, run->now), time = clock - station->touched;
    station->touched = clock;
    station->busy_area += time * station->busy;
    station->queue_area += time * (double)station->waiting;
}

void station_sum_up(struct replication *run, struct station *station)
{
    touch(run, station);
    if (run->observing) {
        double time = station->touched - station->summed_up;
        station->sum[DESK_OPEN_TIME] += time;
        station->sum[DESK_SERVER_TIME] += time * station->desk->servers;
        station->sum[DESK_BUSY_TIME] += station->busy_area;
        station->sum[DESK_QUEUE_TIME] += station->queue_area;
        station->sum[DESK_IN_SYSTEM_TIME] += station->busy_area + station->queue_area;
    }
    station->summed_up = station->touched;
    station->busy_area = station->queue_area = 0;
}

static bool counts(const struct replication *run, const struct task *task)
{
    return task->joined >= run->options->warm_up;
}

static struct queue *queue_of(const struct replication *run, const struct station *station, const struct task *task)
{
    bool priority = station->desk->discipline == DISCIPLINE_PRIORITY;
    return &station->queue[priority ? user_at(run, task->user)->profile : 0];
}

static void join_queue(struct replication *run, struct station *station, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    struct queue *queue = queue_of(run, station, task);
    task->state = TASK_QUEUED;
    task->queue_after = NOBODY;
    task->queue_before = queue->last;
    if (queue->last == NOBODY)
        queue->first = slot;
    else
        task_at(run, queue->last)->queue_after = slot;
    queue->last = slot;
    station->waiting++;
}

static void leave_queue(struct replication *run, struct station *station, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    struct queue *queue = queue_of(run, station, task);
    *(task->queue_before == NOBODY ? &queue->first : &task_at(run, task->queue_before)->queue_after) =
        task->queue_after;
    *(task->queue_after == NOBODY ? &queue->last : &task_at(run, task->queue_after)->queue_before) = task->queue_before;
    station->waiting--;
}

/* Served or gave up queueing: the time in the queue is known. */
static void count_wait(struct replication *run, struct station *station, struct task *task)
{
    if (!counts(run, task))
        return;
    int hour = (int)((int64_t)(task->joined / 3600) % (7 * 24));
    station->sum[DESK_ADMITTED]++;
    station->sum[DESK_WAITED] += task->waited > 0;
    station->sum[DESK_WAIT] += task->waited;
    station->sum[DESK_HOUR_COUNT + hour]++;
    station->sum[DESK_HOUR_WAIT + hour] += task->waited;
    histogram_add(station->wait, task->waited);
}

/* A service that closing time interrupts goes on at the next opening, or is finished behind closed doors. */
static double service_end(struct replication *run, struct station *station, double service)
{
    double end = run->now + service;
    if (!station->clock.calendar || station->desk->closing == CLOSING_FINISH || end <= station->clock.until)
        return end;
    return calendar_after(station->clock.calendar, run->now, service);
}

static void serve(struct replication *run, struct station *station, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    station->busy++;
    task->state = TASK_IN_SERVICE;
    task->service = contact_service(run, task);
    count_wait(run, station, task);
    if (counts(run, task)) {
        station->sum[DESK_SERVED]++;
        station->sum[DESK_SERVICE] += task->service;
        station->sum[DESK_WAIT_SERVED] += task->waited;
        station->sum[DESK_WAIT_CALENDAR] += run->now - task->wished;
    }
    event_calendar_plan(&run->events, service_end(run, station, task->service), EVENT_SERVED, slot, task->generation);
}

/* Free servers take who waits: by priority class, first come first served within it; nobody while the desk is closed. */
static void serve_waiting(struct replication *run, struct station *station)
{
    while (station->waiting && station->busy < station->desk->servers) {
        if (!open_clock_open(&station->clock, run->now)) {
            if (!station->opening_planned)
                event_calendar_plan(&run->events, station->clock.until, EVENT_OPENS, (uint32_t)(station - run->station),
                                    0);
            station->opening_planned = true;
            return;
        }
        struct queue *queue = station->queue;
        while (queue->first == NOBODY)
            queue++;
        uint32_t slot = queue->first;
        struct task *task = task_at(run, slot);
        leave_queue(run, station, slot);
        task->waited = open_clock_read(&station->clock, run->now) - task->joined_clock;
        if (task->patient) {                                    /* the end of patience is called off */
            task->generation++;
            task->patient = false;
            run->events.called_off++;
        }
        serve(run, station, slot);
    }
}

static void be_patient(struct replication *run, struct station *station, uint32_t slot)
{
    const struct distribution *law = &station->desk->patience;
    struct task *task = task_at(run, slot);
    if (law->kind == DISTRIBUTION_NONE)
        return;
    const struct user *user = user_at(run, task->user);
    double patience = variate(law, variate_bits(user->key, task_name(task), FOR_PATIENCE)) *
                      run->plan->population->profile[user->profile].patience;
    double end =
        station->clock.calendar ? calendar_after(station->clock.calendar, run->now, patience) : run->now + patience;
    if (end == INFINITY)
        return;
    task->patient = true;
    event_calendar_plan(&run->events, end, EVENT_RENEGE, slot, task->generation);
}

/* A queue of thousands that holds one in twenty of all who ever came only grows. */
static void suspect_overload(struct replication *run, const struct station *station)
{
    if (station->waiting >= QUEUE_SUSPECT && station->waiting * 20 > station->arrivals && run->overloaded == NONE &&
        station->desk->patience.kind == DISTRIBUTION_NONE && station->desk->queue_limit < 0)
        run->overloaded = (int)(station - run->station);
}

/* Who found the desk closed: at an instant of its first open hours, evenly; never when it is closed again. */
static double comes_at(const struct replication *run, const struct station *station, const struct task *task)
{
    double opening = station->clock.until;
    if (!(station->desk->spread > 0) || opening == INFINITY)
        return opening;
    double unit = variate_unit(variate_bits(user_at(run, task->user)->key, task_name(task), FOR_COMING));
    double instant = calendar_after(station->clock.calendar, opening, unit * station->desk->spread);
    return calendar_next_opening(station->clock.calendar, instant);
}

void station_comes(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    struct station *station = &run->station[task->desk];
    if (!open_clock_open(&station->clock, run->now)) {          /* waits at home, free for other things */
        task->state = TASK_COMING;
        event_calendar_plan(&run->events, comes_at(run, station, task), EVENT_COME, slot, task->generation);
        return;
    }
    touch(run, station);
    serve_waiting(run, station);                                /* it may have opened just now */
    task->joined = run->now;
    task->joined_clock = open_clock_read(&station->clock, run->now);
    task->waited = 0;
    station->arrivals++;
    if (counts(run, task)) {
        station->sum[DESK_ARRIVALS]++;
        station->sum[DESK_RETRIALS] += task->failures > 0;
    }
    if (station->busy < station->desk->servers) {
        user_at(run, task->user)->in_contact = slot;
        serve(run, station, slot);
    } else if (station->desk->queue_limit >= 0 && station->waiting >= (uint64_t)station->desk->queue_limit) {
        station->departures++;
        station->sum[DESK_BLOCKED] += counts(run, task);
        contact_failed(run, slot);
    } else {
        user_at(run, task->user)->in_contact = slot;
        join_queue(run, station, slot);
        be_patient(run, station, slot);
        suspect_overload(run, station);
    }
}

void station_served(struct replication *run, uint32_t slot)
{
    struct station *station = &run->station[task_at(run, slot)->desk];
    touch(run, station);
    station->busy--;
    station->departures++;
    serve_waiting(run, station);
}

void station_reneges(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    struct station *station = &run->station[task->desk];
    touch(run, station);
    leave_queue(run, station, slot);
    task->waited = open_clock_read(&station->clock, run->now) - task->joined_clock;
    task->patient = false;
    station->departures++;
    count_wait(run, station, task);
    station->sum[DESK_ABANDONED] += counts(run, task);
    user_at(run, task->user)->in_contact = NOBODY;
    contact_failed(run, slot);
}

void station_opens(struct replication *run, int desk)
{
    struct station *station = &run->station[desk];
    touch(run, station);
    station->opening_planned = false;
    serve_waiting(run, station);
}
