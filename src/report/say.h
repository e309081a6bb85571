/* report/say.h - figures as texts for a sentence, in the reader's language, and protected.
 *
 * The texts live in the arena. Figures that describe fewer users than audit->options.min_group are never said: what
 * takes a number of users says "fewer than 5" instead.
 */
#ifndef PARCOURS_REPORT_SAY_H
#define PARCOURS_REPORT_SAY_H
#include "measure/audit.h"

enum { INDICATIVE_BELOW = 30 };                 /* users: smaller groups are marked indicative */

const char *say_number(struct arena *arena, double value, int decimals);
const char *say_count(struct arena *arena, int64_t count);
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
/* A number of contacts, or "of fewer than 5 users" where so few of them had any. */
const char *say_contacts_of(struct arena *arena, const struct audit *audit, int64_t contacts, int64_t users);
/* A share of users, where both it and what is left of the whole are large enough; else like say_users. */
const char *say_users_share(struct arena *arena, const struct audit *audit, int64_t part, int64_t whole);

static inline bool summary_shown(const struct audit *audit, const struct summary *summary)
{
    return summary->n > 0 && audit_shown(audit, summary->n);
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
#endif
