/* base/date.h - instants, calendar dates, delays.
 *
 * An instant is int64 milliseconds since 1970-01-01T00:00:00Z (proleptic Gregorian, no leap seconds), between the
 * years 1 and 9999; TIME_NONE means "no date". Zoned times become UTC, unzoned ones are read as UTC.
 * A delay (`struct duration`) keeps calendar months apart from seconds: "1mo" is not a number of days.
 */
#ifndef PARCOURS_BASE_DATE_H
#define PARCOURS_BASE_DATE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TIME_NONE INT64_MIN
enum { DAY_SECONDS = 86400 };

int64_t date_days(int year, int month, int day);            /* days since 1970-01-01 of a valid date */
bool date_valid(int year, int month, int day);
void date_from_days(int64_t days, int *year, int *month, int *day);

/* How day and month stand in dates with slashes, dots or dashes that begin with the day or month. */
enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

struct parsed_time {
    int64_t instant;            /* ms since 1970, UTC */
    bool has_time;              /* a time of day was given */
    bool has_zone;
    bool ambiguous;             /* numeric, day and month both <= 12 and different: read by `order` */
};

/* Parse an ISO 8601 date or date-time ("2025-03-01", "2025-03-01T09:30", "…:15.250+02:00", "Z", a space for the T,
 * "20250301"), a numeric date ("01/03/2025", "1.3.25", "01-03-2025 09h30", "09:30:15") or a French or English one
 * ("1er mars 2025", "le 1 mars 2025 à 9h30", "March 1, 2025"). 24:00 is the next day's 00:00; a leap second :60 is read
 * as the next second. Day comes first unless `order` says otherwise. False if it is none of these or impossible
 * (31 February, 25:00, offset beyond 18 h). */
bool time_parse(const char *text, size_t length, enum date_order order, struct parsed_time *parsed);

enum { TIME_TEXT_SIZE = 32 };
/* "2025-03-01T09:30:00.250Z"; returns `text`. */
const char *time_format_iso(int64_t instant, char text[TIME_TEXT_SIZE]);
/* "2025-03-01"; `with_time`: "2025-03-01 09:30". */
const char *time_format_date(int64_t instant, bool with_time, char text[TIME_TEXT_SIZE]);

/* A delay. months < 0 in DURATION_NONE only. */
struct duration { int32_t months; int64_t seconds; };
#define DURATION_NONE ((struct duration){ -1, -1 })
static inline bool duration_given(struct duration d) { return d.months >= 0; }

/* "30min" "2h" "45d" "3w" "4mo" "1y", sums of them ("1h30min", "2d 4h"), "90s", or ISO 8601 ("P45D", "PT1H30M", "P4M").
 * Decimals are allowed except for mo and y. A unit is required, except for 0. At most 200 years. */
bool duration_parse(const char *text, size_t length, struct duration *duration);
/* The end of a delay that starts at `seconds` since 1970: months by the calendar, clipped to the month's end
 * (31 January + 1 mo = 28 or 29 February), then seconds. */
int64_t duration_after(int64_t seconds, struct duration delay);
/* Its length in seconds where no start is known: a month counts 30.436875 days (the Gregorian mean, 146097 / 4800). */
int64_t duration_nominal_seconds(struct duration delay);
#endif
