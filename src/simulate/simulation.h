/* simulate/simulation.h - whole populations through a journey: what was asked for, what came out.
 *
 *     plan ──> replication 1 … R (in parallel) ──> samples ──> struct simulation ──> simulation.json, report, maps
 *
 * A sample is what one replication counted; of a single replication, each of its BATCHES batches is one (batch means).
 * A sample is a row of sums, all doubles, laid out as
 *
 *     [profiles][USER_SUMS]    [desks][DESK_SUMS]    [steps][STEP_SUMS]
 *
 * and every figure is a ratio of two sums with its interval over the samples (simulate/estimate.h): ask for it with
 * simulation_user(), simulation_desk(), simulation_step(). What happens before the warm-up is over is left out: users who
 * came before it, and what desks did before it. Seconds throughout; euros for costs. README.md of this folder says what
 * each thing means.
 */
#ifndef PARCOURS_SIMULATE_SIMULATION_H
#define PARCOURS_SIMULATE_SIMULATION_H
#include "base/diagnostics.h"
#include "simulate/estimate.h"
#include "simulate/histogram.h"
#include "simulate/plan.h"

/* What a contact was, as `compare` calls it where its reason is stated. */
enum contact_class {
    CLASS_PLANNED, CLASS_WRONG_DOOR, CLASS_FAILED_ATTEMPT, CLASS_INCOMPLETE_FILE, CLASS_CHASING, CLASS_CLARIFICATION,
    CLASS_INSTITUTION_ERROR, CLASS_REPEATED, CLASS_COUNT
};
const char *contact_class_id(enum contact_class class);         /* "wrong-door" */

/* Of users, by profile. Sums over users who left are counted when they leave; LEFT = COMPLETED + ABANDONED;
 * ENDED = LEFT + NEVER_STARTED. */
enum user_sum {
    USER_ARRIVED, USER_COMPLETED, USER_ABANDONED, USER_NEVER_STARTED, USER_INSIDE, USER_LEFT, USER_ENDED,
    USER_TIME, USER_TIME_SQUARED, USER_TIME_WORKING,            /* in the system, of those who left */
    USER_CONTACTS, USER_CONTACTS_SQUARED,                       /* of those who left */
    USER_CLASS,                                                 /* + contact_class */
    USER_SERVICE = USER_CLASS + CLASS_COUNT, USER_QUEUE, USER_TRAVEL,
    USER_RELATION, USER_AUTONOMY,       /* of contacts that are not redundant: what is invested, and steps of that kind */
    USER_UNPRODUCTIVE,                  /* all minutes of redundant contacts, queue and travel of the others */
    USER_COST, USER_OWN_COST,           /* euros: the institutions', the user's hours */
    USER_CAUSE,                         /* + non_take_up: of those who abandoned or never started */
    USER_SUMS = USER_CAUSE + NON_TAKE_UP_COUNT
};
/* Of desks. ADMITTED = served or gave up queueing: DESK_WAIT is their time in the queue, in opening hours. */
enum desk_sum {
    DESK_ARRIVALS, DESK_SERVED, DESK_ABANDONED, DESK_BLOCKED, DESK_RETRIALS, DESK_ADMITTED, DESK_WAITED,
    DESK_WAIT, DESK_WAIT_SERVED, DESK_WAIT_CALENDAR,    /* calendar: from the wish to go, closing times and all, of the served */
    DESK_SERVICE,
    DESK_OPEN_TIME, DESK_SERVER_TIME, DESK_BUSY_TIME, DESK_IN_SYSTEM_TIME, DESK_QUEUE_TIME,     /* time-weighted, open hours */
    DESK_HOUR_COUNT,                    /* + hour of the week: admitted, by when they joined */
    DESK_HOUR_WAIT = DESK_HOUR_COUNT + 7 * 24,
    DESK_SUMS = DESK_HOUR_WAIT + 7 * 24
};
/* Of steps: how often begun, done; contacts about it by class; users who gave up there; of those with an announced wait:
 * waits that ended with a contact, those of them that lasted longer than announced, their seconds up to then and beyond. */
enum step_sum {
    STEP_BEGUN, STEP_DONE, STEP_CONTACTS, STEP_REDUNDANT, STEP_GAVE_UP, STEP_DELAY,
    STEP_WAITS, STEP_LATE, STEP_ANNOUNCED, STEP_OVERRUN,
    STEP_CLASS, STEP_SUMS = STEP_CLASS + CLASS_COUNT
};
enum { BATCHES = 20 };

/* One contact as it would be reported; times in seconds since the population's origin. */
struct simulated_contact {
    uint32_t next;                                              /* of the same user; private to the simulator */
    int32_t step, institution;
    enum channel channel;
    enum initiative by;
    enum reason reason;
    enum outcome outcome;
    enum contact_class class;
    double start, end, service, queue, travel, relation, autonomy;
};
enum fate { FATE_COMPLETED, FATE_GAVE_UP, FATE_LEFT_UNDONE, FATE_NEVER_STARTED, FATE_INSIDE };
struct simulated_case {
    uint64_t user;                                              /* number, from 0 */
    int profile;
    enum fate fate;
    enum non_take_up cause;
    double arrived, left;
    const struct simulated_contact *const *contact; int contacts;
};

struct simulation_options {
    uint64_t users;                     /* how many come; 0: as long as `horizon` says */
    double horizon, warm_up;            /* seconds */
    int replications;                   /* at least 1 */
    uint64_t seed;
    int threads;
    /* Called for the users of replication 0 as they leave, in that order, and for those inside at the end; or NULL. Of all
     * users, or of one in so many, by number: only their contacts are kept until then. */
    void (*leaving)(void *context, const struct simulated_case *left);
    uint64_t leaving_every;             /* 0, 1: all */
    void *context;
    /* Called now and then with the share done, 0 … 1, from any thread, one at a time; or NULL. */
    void (*progress)(void *context, double done);
};

struct simulation {
    const struct plan *plan;            /* borrowed */
    struct simulation_options options;
    int samples; size_t stride;
    double *sum;                        /* [samples * stride] */
    struct histogram *time, *time_working;      /* of users who completed or abandoned, over all replications */
    struct histogram *wait;             /* [desks]: DESK_WAIT */
    uint64_t events, inside_most;       /* of all replications; of users, in the fullest of them */
    int overloaded;                     /* the desk whose queue grew without end, or NONE */
    double overloaded_at;               /* seconds */
    uint64_t overloaded_queue;
};

/* Run it. NULL after a diagnostic (a desk is overloaded). Cost: linear in events; memory: users in flight. */
struct simulation *simulation_run(const struct plan *plan, const struct simulation_options *options,
                                  struct diagnostics *diagnostics);
void simulation_free(struct simulation *simulation);            /* NULL is fine */

/* The ratio of two sums with its interval. profile NONE: all. */
struct estimate simulation_user(const struct simulation *simulation, int profile, enum user_sum y, enum user_sum x);
struct estimate simulation_desk(const struct simulation *simulation, int desk, int y, int x);
struct estimate simulation_step(const struct simulation *simulation, int step, int y, int x);
/* Per user who left, for sums of steps. */
struct estimate simulation_step_per_user(const struct simulation *simulation, int step, int y);
/* Redundant contacts to all contacts, or per user who left. */
struct estimate simulation_redundant(const struct simulation *simulation, int profile, enum user_sum per);
/* Totals over all samples. */
double simulation_user_total(const struct simulation *simulation, int profile, enum user_sum sum);
double simulation_desk_total(const struct simulation *simulation, int desk, int sum);
double simulation_step_total(const struct simulation *simulation, int step, int sum);
#endif
