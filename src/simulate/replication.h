/* simulate/replication.h - one replication under way: the clock, the users, their tasks, the desks. Private to src/simulate.
 *
 *     user   somebody between arriving and leaving; in one contact at a time, waiting for any number of things
 *     task   one thing a user has open: a step, or a question, a chase, a correction that came of one
 *     desk   servers and a queue of tasks
 *
 * Users, tasks and logged contacts live in pools: chunks that never move, and a list of free slots; a slot is a number.
 * Each task goes   DELAYED -> READY -> (COMING ->) QUEUED -> IN_SERVICE   and back to DELAYED or READY, or is closed.
 */
#ifndef PARCOURS_SIMULATE_REPLICATION_H
#define PARCOURS_SIMULATE_REPLICATION_H
#include "simulate/arrivals.h"
#include "simulate/event_calendar.h"
#include "simulate/simulation.h"
#include "simulate/variate.h"
#include <string.h>

#define NOBODY UINT32_MAX

struct pool { char **chunk; size_t stride; uint32_t chunks, made, free; };      /* a free slot begins with the next one */
enum { POOL_CHUNK_BITS = 10 };
static inline void *pool_at(const struct pool *pool, uint32_t slot)
{
    return pool->chunk[slot >> POOL_CHUNK_BITS] + (slot & ((1u << POOL_CHUNK_BITS) - 1)) * pool->stride;
}
void pool_init(struct pool *pool, size_t stride);
uint32_t pool_grow(struct pool *pool);                  /* a slot that was never used, zeroed */
static inline uint32_t pool_take(struct pool *pool)     /* as it was left, but for its first four bytes */
{
    uint32_t slot = pool->free;
    if (slot == NOBODY)
        return pool_grow(pool);
    memcpy(&pool->free, pool_at(pool, slot), sizeof pool->free);
    return slot;
}
static inline void pool_give(struct pool *pool, uint32_t slot)
{
    memcpy(pool_at(pool, slot), &pool->free, sizeof pool->free);
    pool->free = slot;
}
void pool_release(struct pool *pool);

/* Which of a step's contacts is the one of the plan: the highest, of several the first. */
enum standing { STANDING_NONE, STANDING_ELSEWHERE, STANDING_TRIED, STANDING_BEGUN, STANDING_DONE };
enum task_kind { TASK_STEP, TASK_CLARIFY, TASK_CORRECT, TASK_CHASE };
enum task_state { TASK_CLOSED, TASK_DELAYED, TASK_READY, TASK_COMING, TASK_QUEUED, TASK_IN_SERVICE };
struct task {
    uint32_t next;                      /* in the user's ready list; when closed: the next free slot */
    uint32_t generation;                /* grows when the slot is closed or a planned event is called off */
    uint32_t user, sibling;             /* sibling: the user's next task */
    uint32_t queue_before, queue_after;
    uint32_t about, about_generation;   /* a chase: the task that is waited for */
    int32_t transition, step;
    int32_t institution, desk;          /* of the present contact */
    uint16_t occurrence, attempt, failures, chases, chances;    /* chances: times a chase fell due */
    uint8_t kind, state, channel;
    bool patient;                       /* an end of patience is planned */
    bool door_tried, at_wrong_door;
    bool missing_document;              /* comes back with what was missing */
    uint8_t standing;                   /* enum standing: of the contact that stands for the step, so far */
    const struct visit *visit;
    double due;                         /* when the delay is over */
    double since, stood;                /* whole seconds: the wait began; the contact that stands for the step did */
    const struct visit *incomplete;     /* the first incomplete contact: its visit, and its service */
    double incomplete_service;
    double wished, joined, joined_clock, service, waited;
};

struct user {
    uint32_t next_free;
    uint32_t in_contact, ready_first, ready_last, task;         /* tasks or NOBODY */
    uint32_t contact_first, contact_last;                       /* logged */
    uint64_t key, number;
    double arrived, arrived_working, first_contact;             /* first_contact: whole seconds; NAN: none yet */
    double service, queue, travel, relation, autonomy, unproductive, cost;
    uint32_t contacts, class[CLASS_COUNT];
    uint32_t open;                      /* tasks */
    uint16_t profile;
    bool helped, observed, undone, requested, gave_up;
    enum non_take_up cause;
    uint16_t counter[];                 /* [counters], then the marking: [markings] bytes */
};
static inline unsigned char *user_marking(const struct plan *plan, struct user *user)
{
    return (unsigned char *)(user->counter + plan->counters);
}

/* A clock that runs in opening hours only; time never goes back. */
struct open_clock {
    const struct calendar *calendar;    /* or NULL: always open */
    double from, until, passed;         /* from … until: one opening or one closing; passed: open seconds at `from` */
    bool open;
};
void open_clock_start(struct open_clock *clock, const struct calendar *calendar);
void open_clock_set(struct open_clock *clock, double now);
static inline double open_clock_read(struct open_clock *clock, double now)
{
    if (!clock->calendar)
        return now;
    if (now >= clock->until)
        open_clock_set(clock, now);
    return clock->open ? clock->passed + (now - clock->from) : clock->passed;
}
static inline bool open_clock_open(struct open_clock *clock, double now)
{
    if (clock->calendar && now >= clock->until)
        open_clock_set(clock, now);
    return !clock->calendar || clock->open;
}

struct queue { uint32_t first, last; };
struct station {                        /* a desk at work */
    const struct desk *desk;
    struct open_clock clock;
    struct queue *queue;                /* one a priority class; FIFO: one */
    int busy;
    uint64_t waiting, arrivals, departures;
    bool opening_planned;
    double touched, summed_up;          /* clock when the areas, the sums were last brought up to date */
    double busy_area, queue_area;       /* under `busy` and `waiting`, since they were summed up */
    double *sum;                        /* of the present sample */
    struct histogram *wait;
};

struct replication {
    const struct plan *plan;
    const struct simulation_options *options;
    int number;
    double now;
    struct arrival_process arrivals;
    double next_arrival;
    uint64_t key, next_key;             /* of the replication, of the user who comes next */
    uint64_t batch_users; double batch_end;     /* when the present sample ends */
    uint64_t arrived, left;             /* of all users, observed or not */
    uint64_t inside_most;
    struct event_calendar events;
    struct pool users, tasks, contacts;
    struct station *station;            /* [desks] */
    struct open_clock working;
    uint32_t *token; size_t tokens, tokens_capacity;    /* places to walk on from */
    const struct simulated_contact **row; int rows_capacity;
    double *sum; size_t stride;         /* the present sample */
    double *user_sum, *step_sum;
    int sample, samples;
    bool observing, observed;           /* time-weighted sums: under way, over */
    struct histogram *time, *time_working, *wait;
    int overloaded;
    void (*progress)(void *context, int replication, double done);      /* or NULL */
    void *progress_context;
};

static inline struct user *user_at(const struct replication *run, uint32_t slot) { return pool_at(&run->users, slot); }
static inline struct task *task_at(const struct replication *run, uint32_t slot) { return pool_at(&run->tasks, slot); }
static inline uint64_t task_name(const struct task *task)
{
    return variate_name(task->kind, (unsigned)task->step, task->occurrence, task->attempt);
}

/* The whole replication; its samples, histograms and counts go where the run says. */
void replication_run(struct replication *run);
void replication_release(struct replication *run);

/* users.c */
void user_arrives(struct replication *run);
void users_inside_end(struct replication *run);         /* those still inside when the run is over */
void user_walks(struct replication *run, uint32_t user, int place);     /* a token of the user's arrives at `place` */
void user_walks_on(struct replication *run, uint32_t user, const struct net_transition *fired);
void user_is_ready(struct replication *run, uint32_t task);             /* the task waits for its user */
void user_goes_on(struct replication *run, uint32_t user);              /* next contact, or leaves */
void user_gives_up(struct replication *run, uint32_t user, enum non_take_up cause);
uint32_t task_open(struct replication *run, uint32_t user, enum task_kind kind, int step);
void task_close(struct replication *run, uint32_t task);
void task_delay(struct replication *run, uint32_t task, double delay);  /* ready after `delay`, or at once */

/* contacts.c */
void step_begins(struct replication *run, uint32_t user, int transition);
void chase_falls_due(struct replication *run, uint32_t task);
void contact_attempt(struct replication *run, uint32_t task);
void contact_comes(struct replication *run, uint32_t task);             /* at the desk, or straight into service */
void contact_served(struct replication *run, uint32_t task);
void contact_failed(struct replication *run, uint32_t task);            /* turned away, or gave up queueing */
void contact_no_more(struct replication *run, struct task *task);       /* the user gives up: what stands for the step? */
bool contact_is_void(const struct replication *run, const struct task *task);   /* a chase of what has come */
double contact_service(const struct replication *run, const struct task *task);
static inline bool user_logged(const struct replication *run, const struct user *user)
{
    const struct simulation_options *options = run->options;
    return options->leaving && !run->number && (options->leaving_every < 2 || user->number % options->leaving_every == 0);
}
void contact_logged(struct replication *run, struct user *user, const struct simulated_contact *contact);

/* stations.c */
void station_comes(struct replication *run, uint32_t task);
void station_served(struct replication *run, uint32_t task);
void station_reneges(struct replication *run, uint32_t task);
void station_opens(struct replication *run, int desk);
void station_sum_up(struct replication *run, struct station *station);  /* time-weighted sums, up to now */
#endif
