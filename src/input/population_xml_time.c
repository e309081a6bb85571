/* Calendars and arrivals. */
#include "base/message.h"
#include "base/number.h"
#include "input/population_xml.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- lists of hours, days, months ------------------------------------------------------------------------------ */

static const char *const DAYS[WEEKDAYS] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
static const char *const MONTHS_OF_YEAR[MONTHS] = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
};

static int find_name(const char *const *name, int count, const char *text, size_t length)
{
    for (int i = 0; i < count; i++)
        if (strlen(name[i]) == length && !memcmp(name[i], text, length))
            return i;
    return NONE;
}

/* "mon-fri" or "sun": both ends count, and a list may go over its end. False: no such names. */
static bool name_range(const char *word, const char *const *name, int count, bool *chosen)
{
    size_t dash = strcspn(word, "-");
    int from = find_name(name, count, word, dash);
    int to = word[dash] ? find_name(name, count, word + dash + 1, strlen(word + dash + 1)) : from;
    if (from == NONE || to == NONE)
        return false;
    for (int i = from;; i = (i + 1) % count) {
        chosen[i] = true;
        if (i == to)
            return true;
    }
}

/* "9-12": the hours from 9:00 to 12:00. */
static bool hour_range(const char *word, bool *chosen)
{
    size_t dash = strcspn(word, "-");
    double from, to;
    if (!word[dash] || strspn(word, "0123456789-") < strlen(word) || !number_parse(word, dash, &from) ||
        !number_parse(word + dash + 1, strlen(word + dash + 1), &to) || from >= to || to > HOURS)
        return false;
    for (int i = (int)from; i < (int)to; i++)
        chosen[i] = true;
    return true;
}

enum when_kind { WHEN_HOURS, WHEN_DAYS, WHEN_MONTHS, WHEN_KINDS };
static const struct { const char *name; int count; const char *const *word; const char *expected;
} WHEN[WHEN_KINDS] = {
    { "hours", HOURS, NULL, N_("hours such as 9-12, or a list such as 9-12 14-17") },
    { "days", WEEKDAYS, DAYS, N_("days among mon tue wed thu fri sat sun, or mon-fri") },
    { "months", MONTHS, MONTHS_OF_YEAR,
      N_("months among jan feb mar apr may jun jul aug sep oct nov dec, or jul-aug") },
};

/* False: absent or wrong. */
static bool chosen_times(struct population_loader *loader, const struct xml_element *element, enum when_kind kind,
                         bool *chosen)
{
    const struct xml_attribute *attribute = xml_attribute(element, WHEN[kind].name);
    const char *at = attribute ? attribute->value : "";
    for (const char *word; (word = next_word(loader->arena, &at));) {
        bool good =
            kind == WHEN_HOURS ? hour_range(word, chosen) : name_range(word, WHEN[kind].word, WHEN[kind].count, chosen);
        if (!good)
            return WRONG(&loader->text, value_place(attribute, at - strlen(word)),
                         _("'%s' is unknown here; expected: %s"), word, _(WHEN[kind].expected));
    }
    return attribute != NULL;
}

/* --- calendars ------------------------------------------------------------------------------------------------ */

/* "9:00", "17:30", "24:00" as seconds of the day, or NONE. */
static int time_of_day(struct population_loader *loader, const struct xml_element *element, const char *name)
{
    const char *text = value_text(&loader->text, element, name);
    if (!text)
        return NONE;
    size_t digits = strspn(text, "0123456789");
    int hour = 0, minute = 0;
    bool good = digits >= 1 && digits <= 2 && text[digits] == ':' && strlen(text + digits + 1) == 2 &&
                strspn(text + digits + 1, "0123456789") == 2;
    if (good) {
        hour = digits == 1 ? text[0] - '0' : (text[0] - '0') * 10 + text[1] - '0';
        minute = (text[digits + 1] - '0') * 10 + text[digits + 2] - '0';
    }
    if (good && minute < 60 && hour * 60 + minute <= 24 * 60)
        return (hour * 60 + minute) * 60;
    WRONG(&loader->text, xml_attribute(element, name)->at,
          _("'%s' is no time of day: expected is one from 0:00 to 24:00, such as 9:30"), text);
    return NONE;
}

/* An opening that ends before it begins ends on the next day; Sunday's on Monday. */
static void add_opening(struct calendar *calendar, int day, int from, int to)
{
    int start = day * DAY_SECONDS + from, end = day * DAY_SECONDS + to + (to <= from ? DAY_SECONDS : 0);
    if (end > WEEK_SECONDS) {
        calendar->opening[calendar->openings++] = (struct opening){ 0, end - WEEK_SECONDS };
        end = WEEK_SECONDS;
    }
    calendar->opening[calendar->openings++] = (struct opening){ start, end };
}

static void load_open(struct population_loader *loader, const struct xml_element *element, struct calendar *calendar)
{
    bool day[WEEKDAYS] = { false }, said = xml_attribute(element, "days") != NULL;
    int from = time_of_day(loader, element, "from"), to = time_of_day(loader, element, "to");
    if ((said && !chosen_times(loader, element, WHEN_DAYS, day)) || from == NONE || to == NONE)
        return;
    if (from == to || from == DAY_SECONDS) {
        WRONG(&loader->text, xml_attribute(element, "from")->at,
              _("this opening has no length; a whole day is from=\"0:00\" to=\"24:00\""));
        return;
    }
    for (int i = 0; i < WEEKDAYS; i++)
        if (!said || day[i])
            add_opening(calendar, i, from, to);
}

static void load_closed(struct population_loader *loader, const struct xml_element *element, struct calendar *calendar,
                        int *capacity)
{
    int64_t from = model_date(loader, element, "from"), origin = loader->population->origin;
    bool has_end = xml_attribute(element, "to") != NULL;
    int64_t to = has_end ? model_date(loader, element, "to") : from;
    if (from == INT64_MIN || to == INT64_MIN)
        return;
    if (to < from)
        WRONG(&loader->text, xml_attribute(element, "to")->at, _("this closure ends before it begins"));
    else if (to - from >= MODEL_CLOSED_DAYS_MAXIMUM - calendar->closed_days)
        WRONG(&loader->text, element->at, _("a calendar has at most %d days closed"), MODEL_CLOSED_DAYS_MAXIMUM);
    else
        for (int64_t day = from > origin ? from : origin; day <= to; day++) {
            GROW(calendar->closed, calendar->closed_days, *capacity);
            calendar->closed[calendar->closed_days++] = day - origin;
        }
}

void load_calendar(struct population_loader *loader, const struct xml_element *element)
{
    static const char *const holidays[] = { "fr", "none" };
    struct population *population = loader->population;
    const char *id = value_text(&loader->text, element, "id");
    struct calendar *calendar = &population->calendar[population->calendars];
    size_t openings = 0, closed = 0;
    for (const struct xml_element *child = element->first_child; child; child = child->next)
        *(!strcmp(child->name, "open") ? &openings : &closed) += 1;
    *calendar = (struct calendar){ .id = id ? id : "", .origin = population->origin, .at = element->at };
    id_space_add(&loader->text, &loader->calendars, element, population->calendars++);
    calendar->french_holidays = model_word(loader, element, "holidays", holidays, 2, 1) == 0;
    model_source(loader, element);
    if (!openings || openings > MODEL_ELEMENTS_MAXIMUM) {
        WRONG(&loader->text, element->at,
              _("the calendar is never open: write '<open days=\"mon-fri\" from=\"9:00\" to=\"17:00\"/>'"));
        return;
    }
    calendar->opening = arena_alloc(loader->arena, openings * WEEKDAYS * 2 * sizeof *calendar->opening);
    int capacity = 0;
    for (const struct xml_element *child = element->first_child; child && !loader_full(&loader->text);
         child = child->next) {
        if (!strcmp(child->name, "open"))
            load_open(loader, child, calendar);
        else
            load_closed(loader, child, calendar, &capacity);
    }
    int64_t *listed = calendar->closed;
    calendar_prepare(calendar, loader->arena, MODEL_HOLIDAY_YEARS);     /* has its own list afterwards */
    free(listed);
    loader->counted_days |= calendar->french_holidays || closed;
}

/* --- arrivals ------------------------------------------------------------------------------------------------- */

struct factors { double *value; const struct xml_element *said[HOURS]; };

static void load_factor(struct population_loader *loader, const struct xml_element *element,
                        struct factors factors[WHEN_KINDS])
{
    bool chosen[HOURS] = { false };
    int kind = NONE, kinds = 0;
    for (int i = 0; i < WHEN_KINDS; i++)
        if (xml_attribute(element, WHEN[i].name))
            kind = i, kinds++;
    if (kinds != 1) {
        WRONG(&loader->text, element->at, _("'when' needs one of hours, days and months"));
        return;
    }
    double factor = model_number(loader, element, "factor", 0, 1000, NAN);
    if (!chosen_times(loader, element, (enum when_kind)kind, chosen) || isnan(factor))
        return;
    for (int i = 0; i < WHEN[kind].count; i++) {
        if (!chosen[i])
            continue;
        if (factors[kind].said[i]) {
            WRONG(&loader->text, xml_attribute(element, WHEN[kind].name)->at,
                  _("there are two factors for the same time"));
            diagnostics_note(loader->text.diagnostics, factors[kind].said[i]->at, _("the first is here"));
            return;
        }
        factors[kind].said[i] = element;
        factors[kind].value[i] = factor;
    }
    loader->counted_days |= kind == WHEN_MONTHS;
}

static bool all_zero(const struct factors *factors, int count)
{
    for (int i = 0; i < count; i++)
        if (factors->value[i] > 0)
            return false;
    return true;
}

/* The law of the time between arrivals, if any, made to have mean 1, and the rate from one or both. */
static void load_rate(struct population_loader *loader, const struct xml_element *element, struct arrivals *arrivals)
{
    const struct xml_attribute *law = xml_attribute(element, "interarrival"), *rate = xml_attribute(element, "rate");
    arrivals->rate = model_rate(loader, element, "rate");
    bool has_law = model_law(loader, element, "interarrival", &arrivals->interarrival);
    if (!law && !rate)
        WRONG(&loader->text, element->at,
              _("'arrivals' needs a rate, as in rate=\"2.4/h\", or the law of the time between "
                "arrivals, as in interarrival=\"exponential(mean=25min)\""));
    if (!law)
        loader->population->used[DEFAULT_INTERARRIVAL] = true;
    if (!has_law)
        return;
    double mean = arrivals->interarrival.mean;
    if (!(mean > 0)) {
        WRONG(&loader->text, law->at, _("all users would come at once: the time between arrivals has the mean 0"));
        return;
    }
    if (!isnan(arrivals->rate) && fabs(arrivals->rate * mean - 1) > 0.01)
        WRONG(&loader->text, law->at,
              _("the rate and the mean time between arrivals contradict each other: the mean should be "
                "%g seconds, not %g; leave one of them out"),
              1 / arrivals->rate, mean);
    if (!rate)
        arrivals->rate = 1 / mean;
    distribution_scale(&arrivals->interarrival, 1 / mean);
}

void load_arrivals(struct population_loader *loader, const struct xml_element *element)
{
    struct arrivals *arrivals = &loader->population->arrivals;
    struct factors factors[WHEN_KINDS] = { { .value = arrivals->hour },
                                           { .value = arrivals->weekday },
                                           { .value = arrivals->month } };
    arrivals->at = element->at;
    load_rate(loader, element, arrivals);
    arrivals->calendar = model_reference(loader, element, "calendar", &loader->calendars, N_("no calendar has the id"));
    model_source(loader, element);
    for (const struct xml_element *child = element->first_child; child && !loader_full(&loader->text);
         child = child->next)
        load_factor(loader, child, factors);
    for (int i = 0; i < WHEN_KINDS; i++)
        if (all_zero(&factors[i], WHEN[i].count))
            WRONG(&loader->text, element->at, _("nobody ever comes: all factors of %s are 0"), WHEN[i].name);
}
