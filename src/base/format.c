#include "base/format.h"
#include "base/date.h"
#include "base/message.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"
#define NARROW_NO_BREAK_SPACE "\xE2\x80\xAF"

static bool french(void) { return !strcmp(message_language(), "fr"); }

void format_number(struct buffer *out, double value, int decimals)
{
    char plain[400];
    if (!isfinite(value)) {
        buffer_add_string(out, "–");
        return;
    }
    snprintf(plain, sizeof plain, "%.*f", decimals, value);
    if (strspn(plain, "-0.") == strlen(plain) && plain[0] == '-')       /* no "-0.0" */
        memmove(plain, plain + 1, strlen(plain));
    const char *digit = plain;
    if (*digit == '-') {
        buffer_add_string(out, "\xE2\x88\x92");                          /* U+2212 minus */
        digit++;
    }
    size_t whole = strcspn(digit, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i && (whole - i) % 3 == 0 && whole > 4)                      /* 1234 stays whole, 12 345 is grouped */
            buffer_add_string(out, french() ? NARROW_NO_BREAK_SPACE : ",");
        buffer_add_char(out, digit[i]);
    }
    if (digit[whole]) {
        buffer_add_string(out, french() ? "," : ".");
        buffer_add_string(out, digit + whole + 1);
    }
}

unsigned long plural_of(double value, int decimals)
{
    double unit = pow(10, decimals);
    return round(fabs(value) * unit) / unit < 2 ? 0 : 2; /* 0: the singular in French, the plural in English */
}

void format_percent(struct buffer *out, double share, int decimals)
{
    format_number(out, share * 100, decimals);
    buffer_add_string(out, french() ? NO_BREAK_SPACE "%" : "%");
}

void format_minutes(struct buffer *out, double seconds)
{
    if (!isfinite(seconds)) {
        buffer_add_string(out, "–");
        return;
    }
    int64_t minutes = (int64_t)floor(seconds / 60 + 0.5);
    if (minutes >= 60) {
        format_number(out, (double)(minutes / 60), 0);
        buffer_add_string(out, NO_BREAK_SPACE "h");
        if (minutes % 60)
            buffer_printf(out, NO_BREAK_SPACE "%02d", (int)(minutes % 60));
    } else {
        buffer_printf(out, "%d" NO_BREAK_SPACE "min", (int)minutes);
    }
}

void format_days(struct buffer *out, double seconds)
{
    double days = seconds / DAY_SECONDS;
    format_number(out, days, fabs(days) < 10 && fabs(days - round(days)) > 0.05 ? 1 : 0);
    if (isfinite(days))
        buffer_add_string(out, french() ? NO_BREAK_SPACE "j" : NO_BREAK_SPACE "d");
}

static const char *const MONTH[] = {
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
};

static void split_date(int64_t instant, int *year, int *month, int *day)
{
    date_from_days(instant / ((int64_t)DAY_SECONDS * 1000) - (instant % ((int64_t)DAY_SECONDS * 1000) < 0), year, month,
                   day);
}

void format_date(struct buffer *out, int64_t instant)
{
    int year, month, day;
    split_date(instant, &year, &month, &day);
    buffer_printf(out, "%d%s %s %d", day, french() && day == 1 ? "er" : "", _(MONTH[month - 1]), year);
}

void format_month(struct buffer *out, int64_t instant)
{
    int year, month, day;
    split_date(instant, &year, &month, &day);
    buffer_printf(out, "%s %d", _(MONTH[month - 1]), year);
}
