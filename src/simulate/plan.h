/* simulate/plan.h - a population and its journey made ready to be simulated: every rule looked up, every name a number.
 *
 *     place   ──> where a token goes on: at once through silent transitions, into a step, or it waits for others (a join)
 *     errand  what one step means to one profile: its channels with weights, its delay, when it is chased
 *     visit   one contact of one profile about one step through one channel: desk, length, what can go wrong
 *
 * Read-only once made; shared by all replications and threads.
 */
#ifndef PARCOURS_SIMULATE_PLAN_H
#define PARCOURS_SIMULATE_PLAN_H
#include "model/population.h"

struct visit {
    int institution, desk;                      /* desk: NONE: no queue, always open */
    enum channel channel;
    struct distribution service;                /* without what is invested; NONE: no time */
    double relation, autonomy;                  /* seconds invested, added to the service */
    double travel;                              /* the user's seconds, there and back */
    double probability[BEHAVIOUR_KINDS];        /* 0 without a rule; misunderstood: after what is invested */
    const struct behaviour_rule *rule[BEHAVIOUR_KINDS];     /* or NULL */
    const int *door; int doors;                 /* wrong doors to choose from, evenly: institutions */
    bool plain;                                 /* nothing can go wrong with it */
    bool request;                               /* the step needs documents */
    double cost, cost_second;                   /* euros of the institution, for a contact and each second of it */
};
struct errand {
    bool by_institution, automatic;
    bool rounds;                                /* alone in a loop: a further contact is read as a further round */
    struct duration announced;                  /* the wait that the journey announces, or DURATION_NONE */
    bool by_calendar;                           /* the delay is the announced one, and that is in months or years */
    enum time_kind kind;
    int institution;
    struct distribution delay;                  /* before the contact; NONE: none */
    double batch;                               /* seconds; 0: none */
    const struct behaviour_rule *chase;         /* or NULL */
    struct distribution chase_after;            /* a relative one made absolute; times the patience of the profile */
    double weight[CHANNEL_COUNT];               /* cumulated over via[]; the last is 1 */
    enum channel via[CHANNEL_COUNT]; int channels;
    const struct visit *visit[CHANNEL_COUNT];   /* through via[] */
};

#define STAY (-1)       /* a way on: the token stays where it is (a final place) */
struct way { int transition; double until; };   /* until: cumulated probability */
struct place_plan {
    int consumers;                              /* transitions that take from here */
    int *consumer;
    bool free;                                  /* all of them need this token only: who comes chooses at once */
    struct way *way;                            /* [profiles * ways]; only if free */
    int ways;
    int counter;                                /* the user's counter of visits here (several ways), or NONE */
    int marking;                                /* the user's marking of waiting tokens, or NONE: none ever waits */
};

struct plan {
    struct arena arena;
    const struct population *population;
    const struct journey *journey;
    const struct net *net; bool net_owned;
    struct place_plan *place;                   /* [places] */
    int counters;                               /* a user's: steps first, then places with several ways */
    int markings;                               /* a user's bytes of marking */
    unsigned char *final;                       /* [markings] */
    struct errand *errand;                      /* [profiles * steps] */
    struct visit *visit; int visits, visits_capacity;
    int *visit_number;                          /* [profiles * steps * CHANNEL_COUNT], NONE: cannot be */
    int *door; int doors;                       /* institutions but `self`, then again: doors without one of them */
    double *profile_until;                      /* [profiles]: cumulated shares */
    const struct calendar *working;             /* the calendar that working time is counted in, or NULL */
};

/* NULL after a diagnostic. The population is borrowed. Cost: profiles x steps x rules. */
struct plan *plan_new(const struct population *population, struct diagnostics *diagnostics);
void plan_free(struct plan *plan);              /* NULL is fine */

static inline const struct errand *plan_errand(const struct plan *plan, int profile, int step)
{
    return &plan->errand[profile * plan->journey->steps + step];
}
static inline const struct visit *plan_visit(const struct plan *plan, int profile, int step, enum channel channel)
{
    int number = plan->visit_number[(profile * plan->journey->steps + step) * CHANNEL_COUNT + (int)channel];
    return &plan->visit[number];
}
/* The channel of the contact that a behaviour brings about: its own, else the step's preferred. */
enum channel plan_channel_after(const struct plan *plan, const struct behaviour_rule *rule, int step);
#endif
