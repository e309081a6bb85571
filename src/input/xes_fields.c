/* The values of an event's attributes. */
#include "base/message.h"
#include "base/number.h"
#include "input/xes.h"
#include <string.h>

/* Every attribute of every event comes here: comparisons of constant length are a few
 * instructions each, a table with memcmp() took a tenth of the reading time. */
enum field xes_field(const char *key, size_t length)
{
#define IS(text, field) if (!memcmp(key, text, sizeof text - 1)) return (field)
    switch (length) {
    case 2: IS("by", FIELD_BY); break;
    case 3: IS("end", FIELD_END); break;
    case 4: IS("kind", FIELD_KIND); break;
    case 5: IS("queue", FIELD_QUEUE); IS("quote", FIELD_QUOTE); break;
    case 6: IS("travel", FIELD_TRAVEL); IS("reason", FIELD_REASON); break;
    case 7: IS("channel", FIELD_CHANNEL); IS("minutes", FIELD_MINUTES); IS("prepare", FIELD_PREPARE); IS("outcome", FIELD_OUTCOME); break;
    case 8: IS("relation", FIELD_RELATION); IS("autonomy", FIELD_AUTONOMY); IS("irritant", FIELD_IRRITANT); break;
    case 9: IS("org:group", FIELD_GROUP); IS("documents", FIELD_DOCUMENTS); break;
    case 11: IS("institution", FIELD_INSTITUTION); break;
    case 12: IS("concept:name", FIELD_NAME); IS("satisfaction", FIELD_SATISFACTION); break;
    case 14: IS("time:timestamp", FIELD_TIMESTAMP); break;
    case 20: IS("lifecycle:transition", FIELD_LIFECYCLE); break;
    default: break;
    }
#undef IS
    return FIELD_NONE;
}

/* --- values --------------------------------------------------------------------------------------------------- */

uint32_t xes_intern(struct xes *xes, const char *value, size_t length)
{
    return interner_add(&xes->log->strings, value, length);
}

/* A word of a closed list; unknown ones are reported and give "not said". */
static int word(struct xes *xes, const struct vocabulary *vocabulary, const char *value, size_t length)
{
    uint32_t text = xes_intern(xes, value, length);
    unsigned slot = (text ^ (unsigned)(vocabulary == &CHANNELS) * 7 ^ (unsigned)(vocabulary == &OUTCOMES) * 13) % WORD_CACHE;
    if (xes->cache[slot].vocabulary != vocabulary || xes->cache[slot].word != text) {
        xes->cache[slot].vocabulary = vocabulary;
        xes->cache[slot].word = text;
        xes->cache[slot].value = vocabulary_find(vocabulary, event_log_text(xes->log, text));
    }
    int found = xes->cache[slot].value;
    if (found < 0 && vocabulary != &CHANNELS)
        diagnostics_warning(xes->diagnostics, xes_here(xes), _("'%s' is not understood as %s; read as not said"),
                            event_log_text(xes->log, text), _(vocabulary->what));
    return found;
}

static int two_digits(const char *text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

/* Does the text look like `shape`, where '0' stands for any digit? Eight bytes at once: a byte less what it should be is
 * 0 … 9 for a digit, where adding 6 stays below 16, and 0 for all else. */
static bool has_shape(const char *text, const char shape[8])
{
    static const uint64_t sixes = UINT64_C(0x0606060606060606), tens = UINT64_C(0xF0F0F0F0F0F0F0F0);
    uint64_t given, wanted;
    memcpy(&given, text, 8);
    memcpy(&wanted, shape, 8);
    uint64_t others = (wanted & ~tens) + UINT64_C(0x7F7F7F7F7F7F7F7F);      /* top bit: no digit stands here ('-', ':', 'T') */
    uint64_t exact = (others >> 7 & UINT64_C(0x0101010101010101)) * 0x0F, distance = given ^ wanted;
    return !(((distance | (distance + sixes)) & tens) | (distance & exact));
}

/* The month of "2025-03-…", nearly always one met before. Without days if there is none, or a zone could lead out of the
 * years 1 to 9999. */
static const struct month *find_month(struct xes *xes, const char *value)
{
    uint64_t text;
    int year = two_digits(value) * 100 + two_digits(value + 2), number = two_digits(value + 5);
    struct month *month = &xes->month[(year * 12 + number) % MONTH_CACHE];
    memcpy(&text, value, sizeof text);
    if (month->text != text) {
        bool exists = year > 1 && year < 9999 && number >= 1 && number <= 12;
        *month = (struct month){ .text = text, .first = date_days(year, number, 1) };
        month->days = exists ? (int)(date_days(year + number / 12, number % 12 + 1, 1) - month->first) : 0;
    }
    return month;
}

/* "2025-03-01T09:30:00.250+01:00" and "2025-03-01T09:30:00+01:00", the forms nearly every log has; false for all others,
 * which time_parse() reads. */
static bool parse_usual_time(struct xes *xes, const char *value, size_t length, int64_t *instant)
{
    if ((length != 25 && length != 29) || !has_shape(value, "0000-00-") || !has_shape(value + 8, "00T00:00") ||
        !has_shape(value + 11, "00:00:00"))
        return false;
    const char *rest = value + length - 8;         /* the last two digits of seconds or of thousandths, and the zone */
    if (!has_shape(rest, "00+00:00") && !has_shape(rest, "00-00:00"))
        return false;
    int thousandths = length == 29 ? (value[20] - '0') * 100 + two_digits(rest) : 0;
    if (length == 29 && (value[19] != '.' || thousandths < 0 || thousandths > 999))
        return false;
    const struct month *month = find_month(xes, value);
    int day = two_digits(value + 8);
    int hour = two_digits(value + 11), minute = two_digits(value + 14), second = two_digits(value + 17);
    int zone_hour = two_digits(rest + 3), zone_minute = two_digits(rest + 6);
    if (hour > 23 || minute > 59 || second > 59 || zone_hour > 14 || zone_minute > 59 || !day || day > month->days)
        return false;
    int64_t offset = (int64_t)(zone_hour * 60 + zone_minute) * 60 * (rest[2] == '-' ? -1 : 1);
    int64_t seconds = (month->first + day - 1) * DAY_SECONDS + hour * 3600 + minute * 60 + second - offset;
    *instant = seconds * 1000 + thousandths;
    return true;
}

static void set_time(struct xes *xes, const char *value, size_t length, int64_t *instant, bool *has_time)
{
    struct parsed_time parsed;
    if (parse_usual_time(xes, value, length, instant)) {
        *has_time = true;
        return;
    }
    /* xs:dateTime begins with a year and '-': "2019/11/03" and the like have no agreed meaning in XES */
    if (length >= 8 && value[4] == '-' && time_parse(value, length, DATE_ORDER_UNKNOWN, &parsed)) {
        *instant = parsed.instant;
        *has_time = parsed.has_time;
        return;
    }
    xes->log->input.unparsable_time++;
    diagnostics_warning(xes->diagnostics, xes_here(xes),
                        _("'%.*s' is no date: expected such as 2025-03-01T09:30:00+01:00; the event is kept without it"),
                        (int)(length < 80 ? length : 80), value);
}

/* Minutes, or a duration with its unit. */
static void set_duration(struct xes *xes, const char *value, size_t length, int32_t *seconds)
{
    enum { YEAR_MINUTES = 527040 };
    double minutes;
    struct duration duration;
    if (number_parse(value, length, &minutes))
        ;
    else if (duration_parse(value, length, &duration))
        minutes = (double)duration_nominal_seconds(duration) / 60;
    else
        minutes = -1;
    if (minutes >= 0 && minutes <= YEAR_MINUTES)
        *seconds = (int32_t)(minutes * 60 + 0.5);
    else
        diagnostics_warning(xes->diagnostics, xes_here(xes), _("'%.*s' is no number of minutes; read as not said"),
                            (int)(length < 80 ? length : 80), value);
}

static void set_documents(struct xes *xes, const char *value, size_t length, struct contact *event)
{
    uint32_t document[256];
    size_t count = 0;
    for (const char *end = value + length; value < end && count < 256;) {
        const char *bar = memchr(value, '|', (size_t)(end - value)), *stop = bar ? bar : end;
        const char *from = value, *to = stop;
        while (from < to && *from == ' ')
            from++;
        while (to > from && to[-1] == ' ')
            to--;
        if (to > from)
            document[count++] = xes_intern(xes, from, (size_t)(to - from));
        value = stop + (bar != NULL);
    }
    event->documents = event_log_documents(xes->log, document, count);
}

static void set_satisfaction(struct xes *xes, const char *value, size_t length, struct contact *event)
{
    double low = xes->options ? xes->options->satisfaction_low : 0, high = xes->options ? xes->options->satisfaction_high : 0, mark;
    if (!(high > low)) {
        low = -2;
        high = 2;
    }
    if (number_parse(value, length, &mark) && mark >= low && mark <= high) {
        double scaled = ((mark - low) / (high - low) * 4 - 2) * 100;
        event->satisfaction = (int16_t)(scaled + (scaled < 0 ? -0.5 : 0.5));
        return;
    }
    diagnostics_warning(xes->diagnostics, xes_here(xes), _("'%.*s' is no satisfaction from %g to %g; read as not said"),
                        (int)(length < 80 ? length : 80), value, low, high);
}

static void set_lifecycle(const char *value, size_t length, struct contact *event)
{
    event->lifecycle = length == 8 && (!memcmp(value, "complete", 8) || !strncasecmp(value, "complete", 8)) ? LIFECYCLE_COMPLETE
                       : length == 5 && !strncasecmp(value, "start", 5)  ? LIFECYCLE_START : LIFECYCLE_OTHER;
}

static void set_channel(struct xes *xes, const char *value, size_t length, struct contact *event)
{
    int found = word(xes, &CHANNELS, value, length);
    event->channel = found > 0 ? (enum channel)found : CHANNEL_NONE;
    event->channel_text = found < 0 ? xes_intern(xes, value, length) : 0;
}

static int known(int found) { return found < 0 ? 0 : found; }

void xes_set_field(struct xes *xes, enum field field, const char *value, size_t length)
{
    struct contact *event = &xes->event;
    if (!length && field != FIELD_TIMESTAMP)
        return;
    switch (field) {
    case FIELD_NAME: event->label = xes_intern(xes, value, length); break;
    case FIELD_TIMESTAMP:
        xes->event_has_time = true;
        set_time(xes, value, length, &event->start, &event->start_has_time);
        break;
    case FIELD_END: set_time(xes, value, length, &event->end, &event->end_has_time); break;
    case FIELD_LIFECYCLE: set_lifecycle(value, length, event); break;
    case FIELD_GROUP:
        if (!xes->event_has_institution && !(length == 7 && !memcmp(value, "UNKNOWN", 7)))     /* OpenXES's default */
            event->institution = xes_intern(xes, value, length);
        break;
    case FIELD_INSTITUTION:
        event->institution = xes_intern(xes, value, length);
        xes->event_has_institution = true;
        break;
    case FIELD_CHANNEL: set_channel(xes, value, length, event); break;
    case FIELD_MINUTES: set_duration(xes, value, length, &event->minutes); break;
    case FIELD_QUEUE: set_duration(xes, value, length, &event->queue); break;
    case FIELD_TRAVEL: set_duration(xes, value, length, &event->travel); break;
    case FIELD_PREPARE: set_duration(xes, value, length, &event->prepare); break;
    case FIELD_RELATION: set_duration(xes, value, length, &event->relation); break;
    case FIELD_AUTONOMY: set_duration(xes, value, length, &event->autonomy); break;
    case FIELD_BY: event->by = (enum initiative)known(word(xes, &INITIATIVES, value, length)); break;
    case FIELD_REASON: event->reason = (enum reason)known(word(xes, &REASONS, value, length)); break;
    case FIELD_OUTCOME: event->outcome = (enum outcome)known(word(xes, &OUTCOMES, value, length)); break;
    case FIELD_KIND: event->kind = (enum time_kind)known(word(xes, &TIME_KINDS, value, length)); break;
    case FIELD_DOCUMENTS: set_documents(xes, value, length, event); break;
    case FIELD_SATISFACTION: set_satisfaction(xes, value, length, event); break;
    case FIELD_IRRITANT: event->irritant = xes_intern(xes, value, length); break;
    case FIELD_QUOTE: event->quote = xes_intern(xes, value, length); break;
    case FIELD_NONE: break;
    }
}

