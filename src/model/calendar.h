/* model/calendar.h - when a desk is open: hours of the week, French public holidays, days closed.
 *
 * Time is seconds since the calendar's origin, a Monday 00:00 (local time without shifts of summer time, said in the
 * documentation). The open time between two instants and the instant after so much open time are found in O(log
 * holidays), so that service can be suspended by closing time without an event a day.
 */
#ifndef PARCOURS_MODEL_CALENDAR_H
#define PARCOURS_MODEL_CALENDAR_H
#include "base/arena.h"
#include "base/diagnostics.h"
#include <stdbool.h>
#include <stdint.h>

enum { WEEK_SECONDS = 7 * 86400 };
struct opening { int from, to; };               /* seconds of the week, from < to, ascending, apart */
struct calendar {
    const char *id;
    struct opening *opening; int openings;      /* none: never open */
    bool french_holidays;
    int64_t *closed; int closed_days;           /* days since the origin, ascending: holidays and others that fall on
                                                   days with opening hours, up to the horizon; a reader lists the
                                                   others in any order */
    int64_t origin;                             /* days since 1970 of the Monday that is day 0 */
    /* From here on, of calendar_prepare(). */
    double open_a_week;
    double *open_before;                        /* [openings + 1]: open seconds of the week before each opening */
    double *closed_before;                      /* [closed_days + 1]: open seconds lost to closed days before each */
    double *open_at_closed;                     /* [closed_days]: open seconds from the origin to the start of each */
    struct source_position at;
};

/* Sort, merge and index what a reader filled in; `years`: how far ahead holidays are listed (at most 400). */
void calendar_prepare(struct calendar *calendar, struct arena *arena, int years);
/* All instants are at or after the origin; an opening holds its start and not its end. */
bool calendar_open(const struct calendar *calendar, double time);
double calendar_next_opening(const struct calendar *calendar, double time);     /* `time` if open; INFINITY: never */
double calendar_next_closing(const struct calendar *calendar, double time);     /* if open; INFINITY: never */
double calendar_open_seconds(const struct calendar *calendar, double from, double to);      /* 0 if `to` is before */
/* The first instant by which so many open seconds have passed since `from`: 17:00, not the next morning. */
double calendar_after(const struct calendar *calendar, double from, double open_seconds);
/* Easter Monday, Ascension, Whit Monday and the eight fixed days (Code du travail, art. L3133-1). */
bool french_holiday(int64_t days_since_1970);
#endif
