#include "simulate/arrivals.h"
#include "base/date.h"
#include <math.h>

enum { HOUR_SECONDS = 3600, SEGMENTS_MAXIMUM = 24 * 366 * 2 };  /* two years without a rate: nobody comes any more */

void arrival_process_start(struct arrival_process *process, const struct population *population)
{
    const struct arrivals *arrivals = &population->arrivals;
    *process = (struct arrival_process){
        .population = population,
        .calendar = arrivals->calendar == NONE ? NULL : &population->calendar[arrivals->calendar],
        .even = true,
    };
    for (int i = 0; i < HOURS; i++)
        process->even = process->even && arrivals->hour[i] == 1;
    for (int i = 0; i < WEEKDAYS; i++)
        process->even = process->even && arrivals->weekday[i] == 1;
    for (int i = 0; i < MONTHS; i++)
        process->even = process->even && arrivals->month[i] == 1;
}

/* From `now` to the end of its hour or to the next opening or closing, whichever comes first. */
static void begin_segment(struct arrival_process *process)
{
    const struct arrivals *arrivals = &process->population->arrivals;
    double hours = floor(process->now / HOUR_SECONDS);
    int64_t hour = (int64_t)hours, day = hour / HOURS;
    int year, month, date;
    date_from_days(process->population->origin + day, &year, &month, &date);
    process->segment_end = (hours + 1) * HOUR_SECONDS;
    process->segment_rate =
        arrivals->rate * arrivals->hour[hour % HOURS] * arrivals->weekday[day % WEEKDAYS] * arrivals->month[month - 1];
    if (!process->calendar)
        return;
    if (calendar_open(process->calendar, process->now)) {
        process->segment_end = fmin(process->segment_end, calendar_next_closing(process->calendar, process->now));
    } else {
        process->segment_end = calendar_next_opening(process->calendar, process->now);
        process->segment_rate = 0;
    }
}

double arrival_process_next(struct arrival_process *process, double unit)
{
    double rate = process->population->arrivals.rate;
    if (process->even)
        return process->now = process->calendar ? calendar_after(process->calendar, process->now, unit / rate)
                                                : process->now + unit / rate;
    for (int i = 0; i < SEGMENTS_MAXIMUM && isfinite(process->now); i++) {
        if (process->now >= process->segment_end)
            begin_segment(process);
        double room = (process->segment_end - process->now) * process->segment_rate;
        if (unit < room)
            return process->now += unit / process->segment_rate;
        unit -= process->segment_rate > 0 ? room : 0;
        process->now = process->segment_end;
    }
    return process->now = INFINITY;
}

double arrivals_a_week(const struct population *population)
{
    const struct arrivals *arrivals = &population->arrivals;
    const struct calendar *calendar = arrivals->calendar == NONE ? NULL : &population->calendar[arrivals->calendar];
    double month = 0, seconds = 0;
    for (int i = 0; i < MONTHS; i++)
        month += arrivals->month[i] / MONTHS;
    for (int hour = 0; hour < WEEKDAYS * HOURS; hour++) {
        double from = (double)hour * HOUR_SECONDS, open = calendar ? 0 : HOUR_SECONDS;
        for (int i = 0; calendar && i < calendar->openings; i++)
            open += fmax(0, fmin(from + HOUR_SECONDS, calendar->opening[i].to) - fmax(from, calendar->opening[i].from));
        seconds += open * arrivals->hour[hour % HOURS] * arrivals->weekday[hour / HOURS];
    }
    return arrivals->rate * month * seconds;
}
