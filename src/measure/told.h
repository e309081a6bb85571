/* measure/told.h - which numbers of an audit may be told in what is made to be shown: decided once, for all outputs.
 *
 * A number that one table keeps back must not stand in another, nor follow from two: so nothing is decided where it is
 * written. Whoever writes something to be shown asks here (or audit_told(), of a detour) and says the rest in words. The
 * rules are in protection.h; what is told of what:
 *
 *     all users  >  with a contact (the base: "of 47")  >  completed  >  completed and dated     differences are groups
 *     with a contact = completed + ongoing + abandoned + unknown;  = conforming + redundant + neither
 *     contacts = redundant + the other verdicts;  redundant = causes;  a cause = its verdicts;  a verdict = its kinds;
 *     a kind = its places (detours);  a verdict = stated + derived
 *     contacts about a step = users who did it + extra contacts about it, by kind
 *     contacts = those with each institution = those through each channel;  hand-offs = those of each pair
 *
 * The contacts of a sum that are in none of its told parts are of no user or of min_group at least. Ownership: the audit's;
 * it lives as long as the audit. An audit that was put together by hand has none (NULL): then only primary suppression holds.
 */
#ifndef PARCOURS_MEASURE_TOLD_H
#define PARCOURS_MEASURE_TOLD_H
#include "measure/audit.h"
#include "measure/protection.h"

struct told {
    struct arena arena;
    int64_t users, least;                       /* with a contact; min_group */

    /* users */
    bool all;                                   /* how many they are with those who never started */
    enum telling take_up[TAKE_UP_COUNT];        /* TOLD_FOLDED: together take_up_folded */
    int64_t take_up_folded;                     /* 0: not even together */
    bool dated;                                 /* how many completed ones are dated */
    bool ended;                                 /* how many completed, gave up or never started, each */
    bool causes;                                /* of those who gave up or never started, a table of causes */
    bool cause_folded[NON_TAKE_UP_COUNT + 1];   /* the last: not known */
    enum telling refused, stated, undated, conforming, redundant;

    /* contacts outside the plan */
    bool cause[CAUSE_COUNT];                    /* CAUSE_REPEATED_REQUEST …: contacts and time */
    enum telling cause_users[CAUSE_COUNT];
    bool verdict[VERDICT_COUNT];                /* contacts; of the planned ones too */
    enum telling verdict_users[VERDICT_COUNT];
    bool verdict_stated[VERDICT_COUNT], verdicts_stated;    /* how many of them are stated; of all */
    bool *kind, *detour;                        /* [detours]: of the kind it is one of; of itself */
    int64_t *kind_users;                        /* [detours]: of the kind it is one of */
    int *stands_for;                            /* [detours]: the one whose card stands for all of its kind, or NONE */
    struct detour **whole;                      /* [detours]: all of that kind, at the one that stands for it; else NULL */
    bool *word;                                 /* [matching->unmatched_count] */
    enum telling off_map;                       /* contacts that name no step */

    /* time */
    bool active_all;                            /* the classes of all users' own time */
    bool relation, autonomy;                    /* each by itself; else counted as productive */
    bool unproductive[CAUSE_COUNT], unproductive_by_cause;
    bool elapsed[ELAPSED_COUNT];                /* else counted as own time */

    /* steps, institutions, channels, hand-offs */
    enum telling *step_done, *step_skipped;     /* [steps] */
    bool *step_contacts, *step_redundant;       /* [steps] */
    bool *step_answers, *detour_answers;        /* [steps], [detours]: how satisfied users were */
    bool *step_waits, *step_late, *step_limit;  /* [steps]: how many waited, were late, past the legal limit */
    bool *institution;                          /* [institutions + 1]: its contacts */
    enum telling *institution_users;
    int64_t *institution_least;                 /* users at least: of the largest group within it that is told */
    bool *institution_redundant;                /* [institutions + 1]: its redundant contacts */
    bool channel[CHANNEL_COUNT], channel_redundant[CHANNEL_COUNT];
    bool *hand_off, hand_offs;                  /* [hand_offs]; their total */

    /* groups of users */
    bool *profile;                              /* [profiles]: has a line of its own */
    enum telling *profile_completed;            /* [profiles]: of its line */
    enum telling *others_completed;             /* [profiles], at the first value of an attribute: of its other values */
    bool *profile_others;                       /* the same: figures of the other values together */

    int64_t first, last;                        /* instants around which min_group users had begun, or had not ended yet */
};

struct told *told_new(const struct audit *audit);       /* told.c; cost: O(contacts) */
void told_free(struct told *told);
/* Parts of told_new(), in this order. */
void told_find_contacts(struct told *told, const struct audit *audit);  /* told_contacts.c: outside the plan */
void told_find_users(struct told *told, const struct audit *audit);     /* told_users.c: how journeys end, profiles */
void told_find_places(struct told *told, const struct audit *audit);    /* told_places.c: steps, institutions, hand-offs */
void told_find_time(struct told *told, const struct audit *audit);      /* told_time.c: both accounts, the period */
/* Flags of `count` lines after protection_cover(): those not folded. */
bool told_cover(const struct audit *audit, const struct user_list *list, size_t count, bool *told);

/* What a picture asks of an audit that may have been put together by hand. */
static inline enum telling audit_part(const struct audit *audit, int64_t part)     /* of those with a contact */
{
    return protection_of(part, audit->contacts_per_case.n, audit->options.min_group);
}
enum telling audit_skipped(const struct audit *audit, int step);        /* users who skipped it */
bool audit_institution(const struct audit *audit, int number);          /* its contacts; number: institutions for unknown */
enum telling audit_conforming(const struct audit *audit);
int64_t audit_all_users(const struct audit *audit);      /* the base of shares of all users: with those declared without a contact, if told */
bool audit_completed(const struct audit *audit, bool dated);            /* how many completed; how many of them dated */
bool audit_answers(const struct audit *audit, int step, int detour);    /* how satisfied users were; one of them NONE */
bool audit_class(const struct audit *audit, int class);                 /* of own time: 1 relation, 2 autonomy */
bool audit_elapsed(const struct audit *audit, int class);

static inline enum telling told_part(const struct told *told, int64_t part)    /* of those with a contact */
{
    return protection_of(part, told->users, told->least);
}
#endif
