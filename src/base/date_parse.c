/* Reading dates and delays: a cursor over the text, no allocation. */
#include "base/date.h"
#include <string.h>

struct cursor { const char *at, *end; };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static void skip_spaces(struct cursor *c)
{
    while (c->at < c->end) {
        if (*c->at == ' ' || *c->at == '\t')
            c->at++;
        else if (c->end - c->at >= 2 && !memcmp(c->at, "\xC2\xA0", 2))
            c->at += 2;
        else if (c->end - c->at >= 3 && !memcmp(c->at, "\xE2\x80\xAF", 3))
            c->at += 3;
        else
            return;
    }
}

/* Digits into *value; returns how many (0 = none, or more than `most`). */
static int digits(struct cursor *c, int most, int *value)
{
    int count = 0, sum = 0;
    const char *at = c->at;
    for (; at < c->end && is_digit(*at); at++, count++) {
        if (count == most)
            return 0;
        sum = sum * 10 + (*at - '0');
    }
    if (count) {
        *value = sum;
        c->at = at;
    }
    return count;
}

static bool take(struct cursor *c, char expected)
{
    if (c->at >= c->end || *c->at != expected)
        return false;
    c->at++;
    return true;
}

static bool take_word(struct cursor *c, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(c->end - c->at) < length)
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char letter = (unsigned char)c->at[i];
        bool capital = (letter >= 'A' && letter <= 'Z') ||                  /* "DÉCEMBRE": U+00C0 … U+00DE */
                       (i && (unsigned char)c->at[i - 1] == 0xC3 && letter >= 0x80 && letter <= 0x9E);
        if ((capital ? letter | 0x20 : letter) != (unsigned char)word[i])
            return false;
    }
    c->at += length;
    return true;
}

/* "09:30", "9h30", "9h", "09:30:15.250", "9:30 PM"; ms of the day in *time. */
static bool parse_clock(struct cursor *c, int64_t *time)
{
    int hour, minute = 0, second = 0, milliseconds = 0;
    if (!digits(c, 2, &hour))
        return false;
    bool h = take(c, 'h') || take(c, 'H');
    if (!h && !take(c, ':'))
        return false;
    int given = digits(c, 2, &minute);
    if (!given && !h)
        return false;
    if (take(c, ':') && !digits(c, 2, &second))
        return false;
    if (c->end - c->at >= 2 && (*c->at == '.' || *c->at == ',') && is_digit(c->at[1])) {
        c->at++;
        for (int scale = 100; c->at < c->end && is_digit(*c->at); c->at++, scale /= 10)
            milliseconds += (*c->at - '0') * scale;
    }
    struct cursor after = *c;
    skip_spaces(&after);
    bool pm = take_word(&after, "pm"), am = !pm && take_word(&after, "am");
    if ((pm || am) && hour >= 1 && hour <= 12) {
        hour = hour % 12 + (pm ? 12 : 0);
        *c = after;
    }
    bool midnight = hour == 24 && !minute && !second && !milliseconds;
    if ((hour > 23 && !midnight) || minute > 59 || second > 60)
        return false;
    *time = ((hour * 60 + minute) * 60 + second) * (int64_t)1000 + milliseconds;
    return true;
}

/* "Z", "+02:00", "-0530", "+02"; minutes east of UTC. */
static bool parse_zone(struct cursor *c, int *minutes)
{
    *minutes = 0;
    if (take(c, 'Z') || take(c, 'z'))
        return true;
    int sign = take(c, '+') ? 1 : take(c, '-') ? -1 : 0, hours, rest = 0, value;
    if (!sign)
        return false;
    int count = digits(c, 4, &value);
    if (count == 4) {
        hours = value / 100;
        rest = value % 100;
    } else if (count == 2) {
        hours = value;
        if (take(c, ':') && digits(c, 2, &rest) != 2)
            return false;
    } else {
        return false;
    }
    if (hours * 60 + rest > 18 * 60 || rest > 59)
        return false;
    *minutes = sign * (hours * 60 + rest);
    return true;
}

static const struct { const char *name; int month; } MONTH[] = {    /* longer names before their abbreviations */
    { "janvier", 1 }, { "février", 2 }, { "fevrier", 2 }, { "mars", 3 }, { "avril", 4 }, { "mai", 5 }, { "juin", 6 },
    { "juillet", 7 }, { "août", 8 }, { "aout", 8 }, { "septembre", 9 }, { "octobre", 10 }, { "novembre", 11 },
    { "décembre", 12 }, { "decembre", 12 }, { "january", 1 }, { "february", 2 }, { "march", 3 }, { "april", 4 },
    { "may", 5 }, { "june", 6 }, { "july", 7 }, { "august", 8 }, { "september", 9 }, { "october", 10 },
    { "november", 11 }, { "december", 12 }, { "janv", 1 }, { "févr", 2 }, { "fevr", 2 }, { "fév", 2 }, { "avr", 4 },
    { "juil", 7 }, { "sept", 9 }, { "déc", 12 }, { "jan", 1 }, { "feb", 2 }, { "mar", 3 }, { "apr", 4 }, { "jun", 6 },
    { "jul", 7 }, { "aug", 8 }, { "sep", 9 }, { "oct", 10 }, { "nov", 11 }, { "dec", 12 },
};

static bool parse_month_name(struct cursor *c, int *month)
{
    for (size_t i = 0; i < sizeof MONTH / sizeof *MONTH; i++)
        if (take_word(c, MONTH[i].name)) {
            *month = MONTH[i].month;
            take(c, '.');
            return true;
        }
    return false;
}

static int full_year(int year, int count) { return count <= 2 ? year + (year < 70 ? 2000 : 1900) : year; }

/* A date that begins with a number of one or two digits. */
static bool parse_day_first(struct cursor *c, int first, enum date_order order, int ymd[3], bool *ambiguous)
{
    int second, year, count;
    if (c->at < c->end && (*c->at == '/' || *c->at == '.' || *c->at == '-')) {
        char separator = *c->at++;
        if (digits(c, 2, &second)) {
            if (!take(c, separator) || !(count = digits(c, 4, &year)) || count == 3 || count == 1)
                return false;
            bool swap = order == DATE_MONTH_FIRST;
            ymd[2] = swap ? second : first;
            ymd[1] = swap ? first : second;
            *ambiguous = first <= 12 && second <= 12 && first != second;
        } else if (parse_month_name(c, &ymd[1])) {                  /* 01-Mar-2025 */
            if (!take(c, separator) || !(count = digits(c, 4, &year)))
                return false;
            ymd[2] = first;
        } else {
            return false;
        }
    } else {
        if (!take_word(c, "er"))
            take_word(c, "st");
        skip_spaces(c);
        if (!parse_month_name(c, &ymd[1]))
            return false;
        skip_spaces(c);
        if (!(count = digits(c, 4, &year)) || count == 3 || count == 1)
            return false;
        ymd[2] = first;
    }
    ymd[0] = full_year(year, count);
    return true;
}

static bool parse_calendar(struct cursor *c, enum date_order order, int ymd[3], bool *ambiguous)
{
    struct cursor start = *c;
    int value, count = digits(c, 8, &value);
    *ambiguous = false;
    if (count == 8) {
        ymd[0] = value / 10000, ymd[1] = value / 100 % 100, ymd[2] = value % 100;
        return true;
    }
    if (count == 4) {
        char separator = c->at < c->end ? *c->at : 0;
        ymd[0] = value;
        return (separator == '-' || separator == '/') && take(c, separator) && digits(c, 2, &ymd[1]) &&
               take(c, separator) && digits(c, 2, &ymd[2]);
    }
    if (count == 1 || count == 2)
        return parse_day_first(c, value, order, ymd, ambiguous);
    *c = start;
    if (count || !parse_month_name(c, &ymd[1]))                     /* "March 1, 2025" */
        return false;
    skip_spaces(c);
    if (!digits(c, 2, &ymd[2]))
        return false;
    take(c, ',');
    skip_spaces(c);
    return digits(c, 4, &ymd[0]) == 4;
}

/* "2025-03-01", then nothing, "T09:30" or " 09:30", perhaps ":15": what files hold millions of. False for all else. */
static bool parse_usual(const char *text, size_t length, struct parsed_time *parsed)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";
    if (length != 10 && length != 16 && length != 19)
        return false;
    unsigned wrong = 0;
    for (size_t i = 0; i < length; i++)
        wrong |=
            shape[i] == 'd' ? (unsigned char)(text[i] - '0') > 9 : text[i] != shape[i] && (i != 10 || text[i] != ' ');
    if (wrong)
        return false;
#define TWO(at) ((text[at] - '0') * 10 + (text[(at) + 1] - '0'))
    int year = TWO(0) * 100 + TWO(2), month = TWO(5), day = TWO(8), clock = 0;
    bool has_time = length > 10;
    if (has_time) {
        int hour = TWO(11), minute = TWO(14), second = length > 16 ? TWO(17) : 0;
        if (hour > 23 || minute > 59 || second > 59)
            return false;
        clock = (hour * 60 + minute) * 60 + second;
    }
#undef TWO
    if (!date_valid(year, month, day))
        return false;
    *parsed = (struct parsed_time){ .instant = (date_days(year, month, day) * DAY_SECONDS + clock) * 1000, .has_time = has_time };
    return true;
}

/* The first instant of the year 1, and of the year 10000. */
static const int64_t FIRST_INSTANT = INT64_C(-62135596800000), BEHIND_LAST_INSTANT = INT64_C(253402300800000);

bool time_parse(const char *text, size_t length, enum date_order order, struct parsed_time *parsed)
{
    struct cursor c = { text, text + length };
    int ymd[3], zone = 0;
    struct parsed_time result = { 0 };
    if (parse_usual(text, length, parsed))
        return true;
    skip_spaces(&c);
    if (take_word(&c, "le "))
        skip_spaces(&c);
    if (!parse_calendar(&c, order, ymd, &result.ambiguous) || !date_valid(ymd[0], ymd[1], ymd[2]))
        return false;
    int64_t clock = 0;
    if (c.at < c.end && (*c.at == 'T' || *c.at == 't')) {
        c.at++;
        result.has_time = true;
    } else {
        take(&c, ',');
        skip_spaces(&c);
        if (take_word(&c, "à") || take_word(&c, "at "))
            skip_spaces(&c);
        result.has_time = c.at < c.end && is_digit(*c.at);
    }
    if (result.has_time) {
        if (!parse_clock(&c, &clock))
            return false;
        skip_spaces(&c);
    }
    if (c.at < c.end && !(result.has_zone = parse_zone(&c, &zone)))
        return false;
    skip_spaces(&c);
    if (c.at != c.end)
        return false;
    result.instant = date_days(ymd[0], ymd[1], ymd[2]) * DAY_SECONDS * 1000 + clock - (int64_t)zone * 60000;
    if (result.instant < FIRST_INSTANT || result.instant >= BEHIND_LAST_INSTANT)
        return false;                                               /* 24:00 or the zone took it out of the calendar */
    *parsed = result;
    return true;
}

struct unit { const char *name; int64_t months, seconds; };
static const struct unit UNIT[] = {                                 /* longer names first */
    { "min", 0, 60 }, { "mo", 1, 0 }, { "s", 0, 1 }, { "h", 0, 3600 }, { "d", 0, DAY_SECONDS },
    { "w", 0, 7 * DAY_SECONDS }, { "y", 12, 0 },
};
static const struct unit ISO_DATE_UNIT[] = {
    { "y", 12, 0 }, { "m", 1, 0 }, { "w", 0, 7 * DAY_SECONDS }, { "d", 0, DAY_SECONDS },
};
static const struct unit ISO_TIME_UNIT[] = { { "h", 0, 3600 }, { "m", 0, 60 }, { "s", 0, 1 } };
enum { DURATION_YEARS_MAXIMUM = 200 };

/* One amount and its unit, added to *sum. Decimals in millionths, so that 0.1h is exactly 360 s. */
static bool add_amount(struct cursor *c, const struct unit *unit, size_t units, struct duration *sum)
{
    int whole = 0;
    int64_t millionths = 0;
    if (!digits(c, 9, &whole))
        return false;
    if (c->at < c->end && (*c->at == '.' || *c->at == ',')) {
        c->at++;
        if (c->at >= c->end || !is_digit(*c->at))
            return false;
        for (int64_t scale = 100000; c->at < c->end && is_digit(*c->at); c->at++, scale /= 10)
            millionths += (*c->at - '0') * scale;
    }
    skip_spaces(c);
    for (size_t i = 0; i < units; i++) {
        if (!take_word(c, unit[i].name))
            continue;
        if (unit[i].months && millionths)
            return false;
        int64_t months = sum->months + whole * unit[i].months;
        if (months > DURATION_YEARS_MAXIMUM * 12)
            return false;
        sum->months = (int32_t)months;
        sum->seconds += whole * unit[i].seconds + (millionths * unit[i].seconds + 500000) / 1000000;
        return sum->seconds <= (int64_t)DURATION_YEARS_MAXIMUM * 366 * DAY_SECONDS;
    }
    return false;
}

bool duration_parse(const char *text, size_t length, struct duration *duration)
{
    struct cursor c = { text, text + length };
    struct duration sum = { 0, 0 };
    skip_spaces(&c);
    while (c.end > c.at && (c.end[-1] == ' ' || c.end[-1] == '\t'))
        c.end--;
    if (c.end - c.at == 1 && *c.at == '0') {
        *duration = sum;
        return true;
    }
    bool iso = take(&c, 'P') || take(&c, 'p'), time = false;
    if (c.at == c.end)
        return false;
    while (c.at < c.end) {
        if (iso && !time && (take(&c, 'T') || take(&c, 't')))
            time = true;
        if (!(iso ? time ? add_amount(&c, ISO_TIME_UNIT, 3, &sum) : add_amount(&c, ISO_DATE_UNIT, 4, &sum)
                  : add_amount(&c, UNIT, sizeof UNIT / sizeof *UNIT, &sum)))
            return false;
        skip_spaces(&c);
    }
    *duration = sum;
    return true;
}
