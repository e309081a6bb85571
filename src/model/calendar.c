#include "model/calendar.h"
#include "base/date.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Open time is counted twice: `gross` as if no day were closed, a matter of whole weeks and a place in the week; `net`
 * without the closed days. Both are whole seconds where an opening begins or ends, so comparing them is exact there. */

enum { YEARS_MAXIMUM = 400 };

/* --- French public holidays ----------------------------------------------------------------------------------- */

/* Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8; Nature, 20 April 1876). */
static int64_t easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return date_days(year, n / 31, n % 31 + 1);
}

bool french_holiday(int64_t days_since_1970)
{
    static const struct { int month, day; } fixed[] = {
        { 1, 1 }, { 5, 1 }, { 5, 8 }, { 7, 14 }, { 8, 15 }, { 11, 1 }, { 11, 11 }, { 12, 25 },
    };
    int year, month, day;
    date_from_days(days_since_1970, &year, &month, &day);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (fixed[i].month == month && fixed[i].day == day)
            return true;
    int64_t after = days_since_1970 - easter(year);
    return after == 1 || after == 39 || after == 50;    /* Easter Monday, Ascension, Whit Monday */
}

/* --- making it ready ------------------------------------------------------------------------------------------ */

static int by_start(const void *a, const void *b)
{
    const struct opening *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

static int by_day(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void merge_openings(struct calendar *calendar)
{
    int count = 0;
    if (calendar->openings)
        qsort(calendar->opening, (size_t)calendar->openings, sizeof *calendar->opening, by_start);
    for (int i = 0; i < calendar->openings; i++) {
        struct opening next = calendar->opening[i];
        if (next.from >= next.to)
            continue;
        struct opening *last = count ? &calendar->opening[count - 1] : NULL;
        if (last && next.from <= last->to)
            last->to = next.to > last->to ? next.to : last->to;
        else
            calendar->opening[count++] = next;
    }
    calendar->openings = count;
}

static void index_openings(struct calendar *calendar, struct arena *arena)
{
    calendar->open_before = arena_alloc(arena, (size_t)(calendar->openings + 1) * sizeof *calendar->open_before);
    for (int i = 0; i < calendar->openings; i++)
        calendar->open_before[i + 1] = calendar->open_before[i] + calendar->opening[i].to - calendar->opening[i].from;
    calendar->open_a_week = calendar->open_before[calendar->openings];
}

/* How many openings begin before or at this second of the week. */
static int openings_begun(const struct calendar *calendar, double second)
{
    int low = 0, high = calendar->openings;
    while (low < high) {
        int middle = (low + high) / 2;
        if (calendar->opening[middle].from <= second)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double open_in_week_before(const struct calendar *calendar, double second)
{
    int begun = openings_begun(calendar, second);
    if (!begun)
        return 0;
    const struct opening *last = &calendar->opening[begun - 1];
    return calendar->open_before[begun - 1] + fmin(second, last->to) - last->from;
}

static double gross(const struct calendar *calendar, double time)
{
    double weeks = floor(time / WEEK_SECONDS);
    return weeks * calendar->open_a_week + open_in_week_before(calendar, time - weeks * WEEK_SECONDS);
}

static double open_of_day(const struct calendar *calendar, int64_t day)
{
    double start = (double)(day % 7) * DAY_SECONDS;
    return open_in_week_before(calendar, start + DAY_SECONDS) - open_in_week_before(calendar, start);
}

/* The reader's closed days and the holidays, each once, where they take opening hours away. */
static void list_closed(struct calendar *calendar, struct arena *arena, int years)
{
    int64_t days = calendar->french_holidays ? (int64_t)years * 366 : 0;
    int64_t *closed = arena_alloc(arena, (size_t)(calendar->closed_days + years * 11 + 11) * sizeof *closed);
    int count = 0, kept = 0;
    for (int i = 0; i < calendar->closed_days; i++)
        closed[count++] = calendar->closed[i];
    for (int64_t day = 0; day < days; day++)
        if (french_holiday(calendar->origin + day))
            closed[count++] = day;
    if (count)
        qsort(closed, (size_t)count, sizeof *closed, by_day);
    for (int i = 0; i < count; i++)
        if (closed[i] >= 0 && open_of_day(calendar, closed[i]) > 0 && (!kept || closed[kept - 1] != closed[i]))
            closed[kept++] = closed[i];
    calendar->closed = closed;
    calendar->closed_days = kept;
}

void calendar_prepare(struct calendar *calendar, struct arena *arena, int years)
{
    years = years < 0 ? 0 : years > YEARS_MAXIMUM ? YEARS_MAXIMUM : years;
    merge_openings(calendar);
    index_openings(calendar, arena);
    list_closed(calendar, arena, years);
    size_t count = (size_t)calendar->closed_days;
    calendar->closed_before = arena_alloc(arena, (count + 1) * sizeof *calendar->closed_before);
    calendar->open_at_closed = arena_alloc(arena, (count + 1) * sizeof *calendar->open_at_closed);
    for (size_t i = 0; i < count; i++) {
        calendar->open_at_closed[i] =
            gross(calendar, (double)calendar->closed[i] * DAY_SECONDS) - calendar->closed_before[i];
        calendar->closed_before[i + 1] = calendar->closed_before[i] + open_of_day(calendar, calendar->closed[i]);
    }
}

/* --- asking it ------------------------------------------------------------------------------------------------ */

/* How many closed days are over or under way. */
static int closed_begun(const struct calendar *calendar, double time)
{
    int low = 0, high = calendar->closed_days;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if ((double)calendar->closed[middle] * DAY_SECONDS <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many closed days begin before so much net open time has passed; `with`: or just then. */
static int closed_by(const struct calendar *calendar, double open, bool with)
{
    int low = 0, high = calendar->closed_days;
    while (low < high) {
        int middle = low + (high - low) / 2;
        double start = calendar->open_at_closed[middle];
        if (start < open || (with && start == open))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool day_closed(const struct calendar *calendar, double time)
{
    int begun = closed_begun(calendar, time);
    return begun && time < (double)(calendar->closed[begun - 1] + 1) * DAY_SECONDS;
}

static double net(const struct calendar *calendar, double time)
{
    int begun = closed_begun(calendar, time);
    if (!begun)
        return gross(calendar, time);
    double day = (double)calendar->closed[begun - 1] * DAY_SECONDS;
    if (time < day + DAY_SECONDS)
        return calendar->open_at_closed[begun - 1];
    return gross(calendar, time) - calendar->closed_before[begun];
}

bool calendar_open(const struct calendar *calendar, double time)
{
    double second = time - floor(time / WEEK_SECONDS) * WEEK_SECONDS;
    int begun = openings_begun(calendar, second);
    return begun && second < calendar->opening[begun - 1].to && !day_closed(calendar, time);
}

/* The first (or, `later`, the last) instant by which `open` gross seconds have passed. */
static double gross_instant(const struct calendar *calendar, double open, bool later)
{
    double weeks = later ? floor(open / calendar->open_a_week) : fmax(ceil(open / calendar->open_a_week) - 1, 0);
    double rest = open - weeks * calendar->open_a_week;
    if (rest > calendar->open_a_week)                           /* the quotient was rounded */
        weeks++, rest -= calendar->open_a_week;
    int low = 0, high = calendar->openings - 1;
    while (low < high) {                                        /* the opening in which the rest ends */
        int middle = (low + high) / 2;
        double end = calendar->open_before[middle + 1];
        if (end < rest || (later && end == rest))
            low = middle + 1;
        else
            high = middle;
    }
    return weeks * WEEK_SECONDS + calendar->opening[low].from + rest - calendar->open_before[low];
}

double calendar_next_opening(const struct calendar *calendar, double time)
{
    if (!(calendar->open_a_week > 0))
        return INFINITY;
    if (calendar_open(calendar, time))
        return time;
    double open = net(calendar, time);                          /* whole: the time is in no opening */
    return gross_instant(calendar, open + calendar->closed_before[closed_by(calendar, open, true)], true);
}

double calendar_next_closing(const struct calendar *calendar, double time)
{
    double week = floor(time / WEEK_SECONDS) * WEEK_SECONDS, closing = INFINITY;
    int begun = openings_begun(calendar, time - week);
    if (!begun)
        return time;
    const struct opening *opening = &calendar->opening[begun - 1];
    bool goes_on = opening->to == WEEK_SECONDS && calendar->opening[0].from == 0;
    if (!goes_on)
        closing = week + opening->to;
    else if (calendar->openings > 1)
        closing = week + WEEK_SECONDS + calendar->opening[0].to;
    int next = closed_begun(calendar, time);
    if (next < calendar->closed_days)
        closing = fmin(closing, (double)calendar->closed[next] * DAY_SECONDS);
    return closing;
}

double calendar_open_seconds(const struct calendar *calendar, double from, double to)
{
    return to > from ? net(calendar, to) - net(calendar, from) : 0;
}

double calendar_after(const struct calendar *calendar, double from, double open_seconds)
{
    if (!(open_seconds > 0))
        return from;
    if (!(calendar->open_a_week > 0))
        return INFINITY;
    double open = net(calendar, from) + open_seconds;
    return fmax(from, gross_instant(calendar, open + calendar->closed_before[closed_by(calendar, open, false)], false));
}
