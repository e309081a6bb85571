/* measure/listing.h - the contacts of each kind outside the plan, one by one, as far as that may be told.
 *
 * Each contact has a period (the month it began in), a channel and a band of minutes. Contacts that are alike stand in one
 * line. A line is of min_group users at least: where it would not be, its contacts lose detail, step by step, and join
 * those that are then like them (local suppression; Hundepool et al., Statistical Disclosure Control, Wiley 2012, 3.2.3):
 *
 *     month, channel, minutes  >  month, channel  >  year, channel  >  channel  >  nothing but that they are of the kind
 *
 * The last line is of min_group users or of nobody: else the smallest other line joins it. Contacts through one channel
 * are counted elsewhere (over all verdicts), so those that no line gives to that channel are of min_group users or of
 * nobody as well. Nothing links two contacts of one user.
 */
#ifndef PARCOURS_MEASURE_LISTING_H
#define PARCOURS_MEASURE_LISTING_H
#include "measure/shown.h"

/* The user's own time in the contact: below 15 min, below 1 h, below 2 h, more; not known. */
enum listed_minutes { LISTED_UNDER_15, LISTED_UNDER_60, LISTED_UNDER_120, LISTED_OVER, LISTED_UNKNOWN };
enum { LISTED_UNDATED = -1, LISTED_LINES_MAXIMUM = 300 };  /* of one kind: where there would be more, years stand for months */

struct listed_line {
    int year, month;                /* month 0: the year only; year 0: not told; LISTED_UNDATED: without a date */
    int channel, minutes;           /* NONE: not told; CHANNEL_NONE: not said */
    int64_t users, contacts;
};
struct listing { struct listed_line *line; size_t lines; };     /* by period, channel, minutes; what is not told last */
struct listings { struct arena arena; struct listing *of; };    /* [kinds] */

/* Of the kinds given, which must be told (struct shown). `by_month`: else years only. Cost: O(contacts x log(contacts)). */
void listings_init(struct listings *listings, const struct audit *audit, const struct group *const *kind, size_t kinds,
                   bool by_month);
void listings_release(struct listings *listings);
/* Which of the kinds each detour is one of, or NONE; [detours], the caller frees. */
int *kind_of_detours(const struct audit *audit, const struct group *const *kind, size_t kinds);
#endif
