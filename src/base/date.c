#include "base/date.h"
#include <stdio.h>

/* Days from civil and back: Howard Hinnant's public-domain algorithms ("chrono-Compatible Low-Level Date
 * Algorithms"), on eras of 400 years that begin on 1 March. */
int64_t date_days(int year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400, year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

void date_from_days(int64_t days, int *year, int *month, int *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
    *month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

static int month_length(int year, int month)
{
    static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return length[month - 1] + (month == 2 && leap);
}

bool date_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= month_length(year, month);
}

static int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }

const char *time_format_iso(int64_t instant, char text[TIME_TEXT_SIZE])
{
    int64_t days = floor_divide(instant, (int64_t)DAY_SECONDS * 1000), rest = instant - days * DAY_SECONDS * 1000;
    int year, month, day;
    date_from_days(days, &year, &month, &day);
    snprintf(text, TIME_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", year % 10000, month, day,
             (int)(rest / 3600000), (int)(rest / 60000 % 60), (int)(rest / 1000 % 60), (int)(rest % 1000));
    return text;
}

const char *time_format_date(int64_t instant, bool with_time, char text[TIME_TEXT_SIZE])
{
    int64_t days = floor_divide(instant, (int64_t)DAY_SECONDS * 1000), rest = instant - days * DAY_SECONDS * 1000;
    int year, month, day;
    date_from_days(days, &year, &month, &day);
    int length = snprintf(text, TIME_TEXT_SIZE, "%04d-%02d-%02d", year % 10000, month, day);
    if (with_time)
        snprintf(text + length, TIME_TEXT_SIZE - (size_t)length, " %02d:%02d", (int)(rest / 3600000),
                 (int)(rest / 60000 % 60));
    return text;
}

int64_t duration_after(int64_t seconds, struct duration delay)
{
    if (delay.months > 0) {
        int64_t days = floor_divide(seconds, DAY_SECONDS), rest = seconds - days * DAY_SECONDS;
        int year, month, day;
        date_from_days(days, &year, &month, &day);
        int64_t months = (int64_t)year * 12 + month - 1 + delay.months;
        year = (int)(months / 12);
        month = (int)(months % 12) + 1;
        int last = month_length(year, month);
        seconds = date_days(year, month, day < last ? day : last) * DAY_SECONDS + rest;
    }
    return seconds + delay.seconds;
}

int64_t duration_nominal_seconds(struct duration delay)
{
    return delay.seconds + (int64_t)delay.months * 2629746;     /* 146097 * 86400 / 4800 */
}
