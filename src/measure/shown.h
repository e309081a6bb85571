/* measure/shown.h - what may be shown of an audit: how many users stand behind each line, and the small ones folded.
 *
 * What may be told is decided in told.h: a kind of contacts that is not is folded into one "others" line, which is of
 * min_group users at least, or of nobody.
 */
#ifndef PARCOURS_MEASURE_SHOWN_H
#define PARCOURS_MEASURE_SHOWN_H
#include "measure/told.h"

/* Contacts of one kind, wherever in the journey they came: same verdict, institution, step or words. */
struct group {
    enum verdict verdict;
    int institution, step;              /* or NONE */
    uint32_t label;                     /* where step is NONE */
    int *place, places;                 /* numbers in audit->detour, in the order of the planned steps before them */
    int64_t users, contacts, last_case; /* users: distinct */
    struct active_time time;
    int holder;                         /* the institution that most often already held what these contacts asked for;
                                         * NONE: not known, or of too few users */
};
struct group_list {
    struct group *group; size_t count;  /* enough users each; heaviest first: the users' time, then contacts */
    size_t folded;                      /* kinds that are not told by themselves */
    struct group rest;                  /* these together; users: distinct */
};
struct shown {
    struct arena arena;
    struct group_list redundant, other;         /* other: recourse, out of order, unplanned */
    int64_t users_redundant;                    /* users with at least one redundant contact */
    int64_t users_by_cause[CAUSE_COUNT], users_by_channel[CHANNEL_COUNT], users_off_map;
    int64_t users_unproductive[CAUSE_COUNT];    /* with unproductive time of that cause */
    int64_t users_relation, users_autonomy;     /* with time of that class */
    int64_t users_elapsed[ELAPSED_COUNT];       /* completed and dated, with time of that class */
    int64_t *step_users;                        /* [steps] with a contact that names it */
    int64_t *hand_off_users;                    /* [audit->hand_offs] with that hand-off lived */
    int64_t *document_users, *document_again_users;     /* [audit->documents] */
    int64_t *unmatched_users;                   /* [audit->matching->unmatched_count] */
};

/* Cost: O(contacts x log(detours)). */
void shown_init(struct shown *shown, const struct audit *audit);
void shown_release(struct shown *shown);
void shown_find_holders(struct shown *shown, const struct audit *audit);     /* holders.c; part of shown_init() */
/* Users with a redundant contact, at least: those of the largest kind or cause that is told. */
int64_t shown_redundant_least(const struct shown *shown, const struct audit *audit);
/* Of the users who handed over document `number`; how many of them more than once. */
enum telling shown_document(const struct shown *shown, const struct audit *audit, size_t number);
enum telling shown_document_again(const struct shown *shown, const struct audit *audit, size_t number);
/* How often it was handed over, and again. */
bool shown_document_times(const struct shown *shown, const struct audit *audit, size_t number);
/* What the group is called: the title of its step or the words as written. */
const char *group_name(const struct audit *audit, const struct group *group);
#endif
