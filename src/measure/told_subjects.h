/* measure/told_subjects.h - what may be told of the further subjects (measures.h), decided once for the report, its
 * workbook and stdout: whoever writes a figure of one asks here and says the rest as "–".
 *
 * An estimate is of n users, a share of a part of them: told if n may be, and of a share part and rest. An exact value
 * times n is a sum, so what is written beside an n is rounded (report/measured.h). Cost: constant each.
 */
#ifndef PARCOURS_MEASURE_TOLD_SUBJECTS_H
#define PARCOURS_MEASURE_TOLD_SUBJECTS_H
#include "measure/measures.h"
#include "measure/shown.h"
#include "measure/told.h"

enum { PAIRS_TOLD = 12 };               /* pairs of institutions that follow the same users: the heaviest */

/* May "part of whole users" be told: neither part nor rest is of fewer than min_group, unless it is of nobody. */
bool told_of(const struct audit *audit, int64_t part, int64_t whole);
bool told_estimate(const struct audit *audit, const struct estimate *estimate);     /* enough users, and a figure */

bool told_overlaps(const struct audit *audit);                          /* anything of follow-ups at once */
bool told_overlap(const struct audit *audit, const struct overlap *pair);

/* Users with a contact about a step: those who did it, and those with a kind of extra contacts about it, are within. */
enum telling told_step_users(const struct audit *audit, int step, int64_t users);
/* A step or an institution of resolution.h; the latter adds up its steps. Cost of an institution: O(steps). */
struct resolution_told { bool row, figures, users, announced, limit, waited; };
struct resolution_told told_resolution_of_step(const struct audit *audit, int step);
struct resolution_told told_resolution_of_institution(const struct audit *audit, int institution);
int64_t lateness_users(const struct lateness *late);                    /* who waited, to the end or still */

bool told_fees(const struct audit *audit);                              /* what users paid */
bool told_channel_cost(const struct audit *audit, int channel);         /* contacts through it */

bool told_variation(const struct audit *audit, int variation);
bool told_stated(const struct audit *audit, int verdict);               /* what the rules say of contacts stated so */
bool told_agreed(const struct audit *audit, int verdict);               /* how many of them the same */
int most_often_instead(const struct audit *audit, int verdict);         /* what they say else; NONE: not told */

bool told_view(const struct audit *audit, int institution);             /* a line at all */
bool told_repeated(const struct audit *audit, const struct view_of_institution *view);
bool told_delay(const struct audit *audit, const struct view_of_institution *view);
bool told_complete(const struct audit *audit, const struct view_of_institution *view);
/* What the users of an institution lived is told of all users where nearly all met it: the few others could be had by
 * subtraction. */
struct lived_elsewhere { double contacts, redundant, institutions, elapsed; bool redundant_told, elapsed_told; };
struct lived_elsewhere lived_elsewhere(const struct audit *audit, const struct shown *shown,
                                       const struct view_of_institution *view);

bool told_compared(const struct audit *audit, const struct compared_group *group, int figure);
/* How many users say anything of it is told only where that tells of no few others. */
bool told_compared_users(const struct audit *audit, const struct compared_group *group, int figure);
#endif
