/* model/population.h - who comes, when, and what they meet: everything a simulation model file says beside its journey.
 *
 *   arrivals   when users come                 desk       staff of an institution behind some channels
 *   profile    kinds of users, with shares     calendar   when desks are open
 *   time       of a contact                    delay      of a back office, before a step by the institution
 *   behaviour  what users and institutions get wrong, and what users then do
 *
 * Rules that name no step, channel or profile hold for all; of several that fit, the one that names most, then the later
 * of the file (rule_find). Probabilities are 0 … 1, times seconds, money euros. Plain data, filled by a reader
 * (src/input/population_xml.c), read-only afterwards; the population owns its arena and borrows nothing.
 * What is not said does not happen: no queue without a desk, no behaviour without its rule. Where a rule leaves a figure
 * open, the default with its source and year stands in the table POPULATION_DEFAULTS; the reader puts it in its place,
 * and `used` says which ones the model relies on, so that every output can list them.
 */
#ifndef PARCOURS_MODEL_POPULATION_H
#define PARCOURS_MODEL_POPULATION_H
#include "model/calendar.h"
#include "model/distribution.h"
#include "model/journey.h"

enum { HOURS = 24, WEEKDAYS = 7, MONTHS = 12 };

struct arrivals {
    double rate;                        /* users a second where all factors are 1; the highest product is the peak */
    struct distribution interarrival;   /* of the unit-rate process: its mean is 1; NONE: exponential (Poisson) */
    int calendar;                       /* arrivals only while it is open; NONE: always */
    double hour[HOURS], weekday[WEEKDAYS], month[MONTHS];       /* factors, 1 unless said */
    struct source_position at;
};

struct profile {
    const char *id, *title;
    double share;                       /* shares add up to 1 */
    double channel[CHANNEL_COUNT];      /* weight with which a step's channels are chosen; NAN: not said (the step's first
                                           channel gets 1, others 0, if none of its channels is said) */
    double patience;                    /* factor on every patience; 1 unless said */
    double travel;                      /* factor on travel time */
    double unaware;                     /* probability never to start, for want of knowing */
    double helper;                      /* probability that somebody helps: then no misunderstanding, no wrong door */
    struct source_position at;
};

enum discipline { DISCIPLINE_FIFO, DISCIPLINE_PRIORITY };       /* priority: lower profile number first, not preemptive */
enum closing { CLOSING_SUSPEND, CLOSING_FINISH };               /* service under way when the desk closes */
struct desk {
    int institution;
    bool via[CHANNEL_COUNT];
    int servers;
    int calendar;                       /* NONE: always open */
    int queue_limit;                    /* who comes when so many wait is turned away; -1: none */
    struct distribution patience;       /* time in the queue after which a user leaves; NONE: never */
    enum discipline discipline;
    enum closing closing;
    double spread;                      /* who finds it closed comes within so much open time of the opening */
    struct source_position at;
};

/* What a rule is about; NONE or CHANNEL_NONE: any. */
struct rule_scope { int step; enum channel channel; int profile; };
struct time_rule { struct rule_scope scope; struct distribution law; struct source_position at; };
struct delay_rule {
    struct rule_scope scope;            /* a step by the institution; or, with by_user steps, the time before the user goes */
    struct distribution law;
    double batch;                       /* answers leave only every so many seconds; 0: at once */
    struct source_position at;
};

enum behaviour {
    BEHAVIOUR_INCOMPLETE,       /* probability that the file is incomplete: the contact must be had again, after `law` */
    BEHAVIOUR_WRONG_DOOR,       /* probability to go to another institution first: a contact that ends "redirected" */
    BEHAVIOUR_MISUNDERSTOOD,    /* probability that a contact leaves a question: a clarifying contact after `law`; halves
                                   with each `half_life` of minutes given to relation or autonomy in the contact */
    BEHAVIOUR_CHASE,            /* probability to chase when a wait outlasts `law` (times the announced wait if
                                   relative), then again after each `again` until the answer or the limit */
    BEHAVIOUR_RETRY,            /* probability to try again after a failed attempt (turned away, gave up queueing), after `law` */
    BEHAVIOUR_GIVE_UP,          /* probability to give the whole journey up after a failed attempt or an incomplete file */
    BEHAVIOUR_ERROR,            /* probability that an institution's step by itself must be corrected: a further contact */
    BEHAVIOUR_KINDS
};
struct behaviour_rule {
    enum behaviour kind;
    struct rule_scope scope;
    double probability;
    struct distribution law, again;     /* NONE: at once; again NONE: chase once */
    bool relative;                      /* law is a factor on the announced wait: "1.2" instead of "30d"; a constant */
    int limit;                          /* chases or retries at most; -1: none */
    double half_life;                   /* seconds; 0: time given changes nothing */
    enum channel via;                   /* of the contact that follows; CHANNEL_NONE: the step's preferred */
    int institution;                    /* wrong door: which; NONE: any other, evenly */
    enum non_take_up cause;             /* give up: what is stated */
    struct source_position at;
};

struct invest_rule { struct rule_scope scope; double relation, autonomy; struct source_position at; };  /* seconds added to a contact */
struct cost { double per_minute[CHANNEL_COUNT], per_contact[CHANNEL_COUNT], user_hour; };      /* euros */

/* Where a model or one of its figures comes from; of: the element that says so ("desk"), NULL: the model as a whole. */
struct source_note { const char *text, *href, *date, *of; struct source_position at; };
/* What a model relies on where it says nothing. The value is written as it would be in the file. */
enum population_default_number {
    DEFAULT_INTERARRIVAL, DEFAULT_START, DEFAULT_PHONE_TIME, DEFAULT_CHASE_AFTER, DEFAULT_RETRY, DEFAULT_RETRY_AFTER,
    DEFAULT_GIVE_UP, DEFAULT_COST_COUNTER, DEFAULT_COST_PHONE, DEFAULT_COST_WEB, DEFAULT_COST_MAIL, DEFAULT_COUNT
};
struct population_default { const char *what, *value, *source, *year; };        /* what, source: N_() */
extern const struct population_default POPULATION_DEFAULTS[DEFAULT_COUNT + 1];  /* ends with NULL */

struct population {
    struct arena arena;
    const char *file, *id;
    struct translation *title; int titles;
    const char *journey_file;           /* as named, relative to the model's folder; NULL: the model has its own steps */
    struct journey *journey;            /* owned */
    struct arrivals arrivals;
    struct profile *profile; int profiles;              /* at least one: "all" */
    struct calendar *calendar; int calendars;
    struct desk *desk; int desks;                       /* a contact without a desk: no queue, always open */
    struct time_rule *time; int times;                  /* else the step's own `takes` */
    struct delay_rule *delay; int delays;               /* else the step's own `wait` */
    struct behaviour_rule *behaviour; int behaviours;
    struct invest_rule *invest; int invests;
    struct cost cost;
    struct source_note *source; int sources;
    bool used[DEFAULT_COUNT];
    int64_t origin;                     /* days since 1970 of the first day simulated, a Monday */
    double warm_up, horizon;            /* seconds; horizon 0: until all users have left */
};

struct population *population_new(void);
void population_free(struct population *population);    /* NULL is fine */
const char *population_title(const struct population *population);      /* in the reader's language, or "" */
const char *behaviour_name(enum behaviour kind);        /* as in files: "wrong-door" */
int population_find_profile(const struct population *population, const char *id);
/* How closely a rule's scope fits (more is closer), or -1 if it does not. */
int rule_fit(const struct rule_scope *scope, int step, enum channel channel, int profile);
/* The desk that serves an institution's channel, or NONE. */
int population_find_desk(const struct population *population, int institution, enum channel channel);
#endif
