#include "report/measured.h"
#include "base/format.h"
#include "base/message.h"
#include "base/number.h"
#include "measure/told_subjects.h"
#include <math.h>

static const char *with_sign(struct page *page, double value, const char *text)
{
    return value > 0 ? arena_printf(&page->arena, "+%s", text) : text;
}

const char *say_measured(struct page *page, double value, enum measured_as as)
{
    struct arena *arena = &page->arena;
    struct buffer share = { 0 };
    const char *text;
    if (!isfinite(value))
        return "–";
    switch (as) {
    case AS_SIGNED:
        return with_sign(page, value, say_number(arena, value, 1));
    case AS_SHARE:
        format_percent(&share, value, 0);
        text = arena_strdup(arena, buffer_text(&share));
        buffer_release(&share);
        return text;
    case AS_POINTS:
        return with_sign(page, value, arena_printf(arena, _("%s points"), say_number(arena, value * 100, 0)));
    case AS_SIGNED_MINUTES:
        return with_sign(page, value, say_measured(page, value, AS_MINUTES));
    case AS_SIGNED_DAYS:
        return with_sign(page, value, say_measured(page, value, AS_DAYS));
    case AS_MINUTES:
        return value < 0 ? arena_printf(arena, "−%s", say_minutes(arena, -value)) : say_minutes(arena, value);
    case AS_DAYS:
        return value < 0 ? arena_printf(arena, "−%s", say_days(arena, -value)) : say_days(arena, value);
    case AS_HOURS:
        return arena_printf(arena, _("%s h"), say_number(arena, value, 1));
    case AS_EUROS:
        return arena_printf(arena, _("€%s"), say_number(arena, value, 2));
    default:
        return say_number(arena, value, 1);
    }
}

/* As format_number() has it. */
static double decimals_of(double value, int decimals)
{
    char text[400];
    double rounded = value;
    int length = snprintf(text, sizeof text, "%.*f", decimals, value);
    number_parse(text, (size_t)length, &rounded);
    return rounded + 0.0;                               /* no -0 */
}

double rounded_measured(double value, enum measured_as as)
{
    double days = value / DAY_SECONDS;
    if (!isfinite(value))
        return NAN;
    switch (as) {
    case AS_MINUTES:
    case AS_SIGNED_MINUTES:
        return copysign(floor(fabs(value) / 60 + 0.5), value) + 0.0;
    case AS_DAYS:
    case AS_SIGNED_DAYS:
        return decimals_of(days, fabs(days) < 10 && fabs(days - round(days)) > 0.05 ? 1 : 0);
    case AS_SHARE:
    case AS_POINTS:
        return decimals_of(value * 100, 0) / 100;
    case AS_EUROS:
        return decimals_of(value, 2);
    default:
        return decimals_of(value, 1);
    }
}

const enum measured_as COMPARED_AS[COMPARED_COUNT] = {
    [COMPARED_CONTACTS] = AS_NUMBER,      [COMPARED_REDUNDANT] = AS_NUMBER,    [COMPARED_ACTIVE] = AS_MINUTES,
    [COMPARED_UNPRODUCTIVE] = AS_MINUTES, [COMPARED_ELAPSED] = AS_DAYS,        [COMPARED_INTERLOCUTORS] = AS_NUMBER,
    [COMPARED_COMPLETED] = AS_SHARE,      [COMPARED_SATISFACTION] = AS_NUMBER,
};

static const char *with_interval(struct page *page, double value, const double interval[2], enum measured_as as)
{
    return arena_printf(&page->arena, _("%s (%s to %s)"), say_measured(page, value, as),
                        say_measured(page, interval[0], as), say_measured(page, interval[1], as));
}

const char *say_estimate(struct page *page, const struct estimate *estimate, enum measured_as as)
{
    if (!told_estimate(page->audit, estimate))
        return "–";
    return with_interval(page, estimate->value, estimate->ci95, as);
}

const char *say_summary_mean(struct page *page, const struct summary *summary, enum measured_as as)
{
    return summary_shown(page->audit, summary) ? with_interval(page, summary->mean, summary->ci95, as) : "–";
}

bool part_told(const struct page *page, int64_t part, int64_t whole)
{
    return told_of(page->audit, part, whole);
}

const char *say_estimate_share(struct page *page, const struct estimate *estimate, int64_t part, int64_t whole)
{
    return part_told(page, part, whole) ? say_estimate(page, estimate, AS_SHARE) : "–";
}
