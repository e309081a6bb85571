/* measure/comparison.h - groups of users, or two logs, side by side: `compare --by WHAT`.
 *
 * WHAT is a column of the contacts (folded name), or one of the words institution, channel, file:
 *
 *   a profile attribute    constant in each case: a user is in one group, with all of the case; users declared without a
 *                          contact are in theirs, as in audit.h's profiles (were they left out here, the difference
 *                          between the two would tell of them)
 *   another column         a user is in each group that one of their contacts is in, with those contacts only
 *   institution, channel   likewise
 *   file                   each file of contacts is a log of its own, whose users are not those of the others,
 *                          whatever their pseudonyms (the reader keeps them apart). Users declared without a contact
 *                          are left out.
 *
 * Figures of a group (per user of it; unit: contacts, seconds, institutions, shares, marks from -2 to +2):
 *   contacts, redundant, active, unproductive    means over the users in the group
 *   elapsed         mean time from the first to the last contact in the group; dated ones
 *   interlocutors   mean number of institutions met there (by institution: not said)
 *   completed       share of users who completed, of those who completed, gave up or never started; for groups of
 *                   whole cases
 *   satisfaction    mean mark of the contacts that bear one
 * `rest`: the same figure over all other groups together; difference: group less rest, with the interval of the
 * difference. Intervals: percentile bootstrap; users are resampled within their group, or, where they are in several,
 * all together; the group and the rest of one draw come from the same resample. Threads don't change it.
 *
 * Groups of fewer than min_group users, and what is beyond GROUPS_MAXIMUM, are folded into one, `others`; if that
 * were too small as well, the smallest group joins it. Under 30 users a group is indicative.
 */
#ifndef PARCOURS_MEASURE_COMPARISON_H
#define PARCOURS_MEASURE_COMPARISON_H
#include "measure/estimates.h"

enum { GROUPS_MAXIMUM = 40 };
enum compared {
    COMPARED_CONTACTS, COMPARED_REDUNDANT, COMPARED_ACTIVE, COMPARED_UNPRODUCTIVE, COMPARED_ELAPSED, COMPARED_INTERLOCUTORS,
    COMPARED_COMPLETED, COMPARED_SATISFACTION, COMPARED_COUNT
};
extern const struct word COMPARED_WORD[COMPARED_COUNT];
enum compared_by { BY_PROFILE, BY_COLUMN, BY_WITH_INSTITUTION, BY_CHANNEL_USED, BY_FILE };

struct compared_figure {
    struct estimate value;              /* n: users that say anything of it */
    double rest, difference, difference_ci95[2];    /* NAN: there is no rest, or it says nothing */
};
struct compared_group {
    const char *id, *name;              /* value, institution, channel, file; name: for people; NULL: not said, or others */
    bool others;
    int64_t users, contacts;            /* users: with a contact in it, or, by profile, all */
    struct compared_figure figure[COMPARED_COUNT];
};
struct comparison {
    const char *by;                     /* as the column is called, or the word */
    enum compared_by kind;
    bool overlapping;                   /* a user may be in several groups */
    struct compared_group *group; size_t groups;    /* most users first, then by name; others last */
    size_t folded;                      /* values in `others` */
    int64_t users;                      /* distinct, likewise */
};

/* In the audit's arena; NULL after a diagnostic that says what can be compared by. Cost: draws x (users, groups) x
 * figures. */
struct comparison *comparison_new(struct audit *audit, struct diagnostics *diagnostics);
#endif
