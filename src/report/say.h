/* report/say.h - figures as texts for a sentence, in the reader's language, and protected.
 *
 * The texts live in the arena. Figures that describe fewer users than audit->options.min_group are never said: what
 * takes a number of users says "fewer than 5" instead.
 */
#ifndef PARCOURS_REPORT_SAY_H
#define PARCOURS_REPORT_SAY_H
#include "measure/comparison.h"
#include "measure/shown.h"

enum { INDICATIVE_BELOW = 30 };                 /* users: smaller groups are marked indicative */

const char *say_number(struct arena *arena, double value, int decimals);
const char *say_count(struct arena *arena, int64_t count);
const char *say_mean_contacts(struct arena *arena, double mean);           /* "1.9 contacts" */
const char *say_mean_institutions(struct arena *arena, double mean);
/* With their noun: "1 user", "12 users"; "3 dated reports". Not protected. */
const char *say_user_count(struct arena *arena, int64_t users);
const char *say_contact_count(struct arena *arena, int64_t contacts);
const char *say_report_count(struct arena *arena, int64_t reports);
const char *say_share(struct arena *arena, int64_t part, int64_t whole);        /* "12 %"; "–" of nothing */
const char *say_minutes(struct arena *arena, double seconds);                   /* "4 h 10" */
/* The same of an account: "–", not "0 min", if nothing of it is known. */
const char *say_own_time(struct arena *arena, const struct active_time *time, double seconds);
const char *say_days(struct arena *arena, double seconds);                      /* "241 d" */
const char *say_delay(struct arena *arena, struct duration delay);              /* "45 d", "4 months"; "–" if absent */
const char *say_users(struct arena *arena, const struct audit *audit, int64_t users);  /* 0, "fewer than 5", 12 */
/* A number of contacts, or "of fewer than 5 users" where so few of them had any; "folded with others". */
const char *say_told_contacts(struct arena *arena, const struct audit *audit, int64_t contacts, enum telling telling);
/* Rows less contacts are those of people without a contact: neither is told where these are few. */
static inline bool rows_told(const struct audit *audit) { return audit->told->all; }
/* A share of users, where both it and what is left of the whole are large enough; else in words. */
const char *say_users_share(struct arena *arena, const struct audit *audit, int64_t part, int64_t whole);
/* A number of users as it may be told (told.h): 12, "fewer than 5", "all but fewer than 5", "folded with others". */
const char *say_told(struct arena *arena, const struct audit *audit, int64_t users, enum telling telling);
/* The same with its share of `whole` where it is told. */
const char *say_told_share(struct arena *arena, const struct audit *audit, int64_t users, int64_t whole,
                           enum telling telling);
/* "12 users", "all but fewer than 5 users": of a group that is told, out of those with a contact. */
const char *say_group_users(struct arena *arena, const struct audit *audit, int64_t users);
/* How many users told: "48 users", or where that would tell of the few without a contact, in two parts. */
const char *say_all_users(struct arena *arena, const struct audit *audit);
int64_t said_users(const struct audit *audit);          /* the base of shares of all users, as said there */
/* How many journeys ended that way, of all users. */
const char *say_take_up(struct arena *arena, const struct audit *audit, enum take_up state, bool share);
const char *say_redundant_users(struct arena *arena, const struct shown *shown, const struct audit *audit, bool share);
/* "n = 46", or how many it is not. Over those who completed (dated ones, where `dated`). */
const char *say_completed(struct arena *arena, const struct audit *audit, bool dated);
const char *say_dated_reports(struct arena *arena, const struct audit *audit);     /* "46 dated reports" */

static inline bool summary_shown(const struct audit *audit, const struct summary *summary)
{
    return summary->n > 0 && audit_shown(audit, summary->n);
}
/* Enough users waited for a quantile of their waits; a user may have waited several times. */
static inline bool waits_enough(const struct audit *audit, const struct step_finding *finding)
{
    return finding->waits > 0 && audit_shown(audit, finding->waits) && audit_shown(audit, finding->cases);
}
static inline enum telling few_or_folded(const struct audit *audit, int64_t users, bool told)
{
    return told ? TOLD : users && !audit_shown(audit, users) ? TOLD_FEWER : TOLD_FOLDED;
}
static inline bool time_unknown(const struct active_time *time) { return !time->total && time->unknown; }
/* Nothing is known of the users' own time: neither reported nor planned. */
bool own_time_unknown(const struct audit *audit);
/* The plan says of no step how long it takes: its own time is not zero, but unknown. */
bool planned_time_unknown(const struct audit *audit);
/* Quantile of type 7 of the lived waits of a step, in seconds; NAN of none. */
double wait_quantile(const struct step_finding *finding, double probability);
/* The name of an institution, "institution not known" for NONE. */
const char *say_institution(const struct audit *audit, int institution);
/* By what groups are side by side, in the reader's language where it is no column of theirs. */
const char *say_compared_by(const struct comparison *comparison);
/* A journey that has choices and says no share of any: the run it promises is a guess, and what is said of it too. */
bool plan_is_one_of_many(const struct audit *audit);
const char *say_one_of_many(void);
#endif
