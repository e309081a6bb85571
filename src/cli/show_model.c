#include "cli/show_model.h"
#include "base/format.h"
#include "base/message.h"
#include <string.h>

enum { NAME_CHARACTERS = 80, TEXT_CHARACTERS = 400, LINES_SHOWN = 40 };
static const double HOUR_SECONDS = 3600;

/* --- as JSON -------------------------------------------------------------------------------------------------- */

static void profiles_json(struct json *json, const struct population *population)
{
    json_put_array(json, "profiles");
    for (int i = 0; i < population->profiles; i++) {
        json_put_object_flat(json, NULL);
        json_put_string(json, "id", population->profile[i].id);
        json_put_number(json, "share", population->profile[i].share);
        json_end(json);
    }
    json_end(json);
}

static void channels_json(struct json *json, const bool via[CHANNEL_COUNT])
{
    json_put_array(json, "via");
    for (int i = 1; i < CHANNEL_COUNT && !via[CHANNEL_NONE]; i++)       /* empty: all */
        if (via[i])
            json_put_string(json, NULL, vocabulary_id(&CHANNELS, i));
    json_end(json);
}

static void desks_json(struct json *json, const struct population *population)
{
    json_put_array(json, "desks");
    for (int i = 0; i < population->desks; i++) {
        const struct desk *desk = &population->desk[i];
        json_put_object_flat(json, NULL);
        json_put_string(json, "with", population->journey->institution[desk->institution].id);
        channels_json(json, desk->via);
        json_put_integer(json, "servers", desk->servers);
        json_put_string(json, "calendar", desk->calendar == NONE ? NULL : population->calendar[desk->calendar].id);
        json_end(json);
    }
    json_end(json);
}

static void calendars_json(struct json *json, const struct population *population)
{
    json_put_array(json, "calendars");
    for (int i = 0; i < population->calendars; i++) {
        const struct calendar *calendar = &population->calendar[i];
        json_put_object_flat(json, NULL);
        json_put_string(json, "id", calendar->id);
        json_put_number(json, "open_hours_a_week", calendar->open_a_week / HOUR_SECONDS);
        json_put_string(json, "holidays", calendar->french_holidays ? "fr" : NULL);
        json_end(json);
    }
    json_end(json);
}

static void defaults_json(struct json *json, const struct population *population)
{
    json_put_array(json, "defaults");
    for (int i = 0; i < DEFAULT_COUNT; i++) {
        if (!population->used[i])
            continue;
        json_put_object_flat(json, NULL);
        json_put_string(json, "what", POPULATION_DEFAULTS[i].what);
        json_put_string(json, "value", POPULATION_DEFAULTS[i].value);
        json_put_string(json, "source", POPULATION_DEFAULTS[i].source);
        json_put_string(json, "year", POPULATION_DEFAULTS[i].year);
        json_end(json);
    }
    json_end(json);
}

static void sources_json(struct json *json, const struct population *population)
{
    json_put_array(json, "sources");
    for (int i = 0; i < population->sources; i++) {
        const struct source_note *source = &population->source[i];
        json_put_object_flat(json, NULL);
        json_put_string(json, "of", source->of ? source->of : "model");
        json_put_integer(json, "line", source->at.line);
        json_put_string(json, "text", source->text);
        json_put_string(json, "href", source->href);
        json_put_string(json, "date", source->date);
        json_end(json);
    }
    json_end(json);
}

void population_json(struct json *json, const struct population *population)
{
    char text[TIME_TEXT_SIZE];
    json_put_string(json, "id", population->id);
    json_put_string(json, "title", population_title(population));
    json_put_object_flat(json, "journey");
    json_put_string(json, "id", population->journey->id);
    json_put_string(json, "file", population->journey_file);
    json_put_integer(json, "steps", population->journey->steps);
    json_end(json);
    json_put_string(json, "start", time_format_date(population->origin * DAY_SECONDS * 1000, false, text));
    json_put_number(json, "arrivals_per_hour", population->arrivals.rate * HOUR_SECONDS);
    profiles_json(json, population);
    desks_json(json, population);
    calendars_json(json, population);
    json_put_integer(json, "times", population->times);
    json_put_integer(json, "delays", population->delays);
    json_put_integer(json, "behaviours", population->behaviours);
    json_put_integer(json, "invests", population->invests);
    defaults_json(json, population);
    sources_json(json, population);
}

/* --- as text -------------------------------------------------------------------------------------------------- */

static void rate_field(const struct population *population, struct fields *fields)
{
    double hour = population->arrivals.rate * HOUR_SECONDS;
    bool by_hour = hour >= 1;
    struct buffer number = { 0 };
    format_number(&number, by_hour ? hour : hour * 24, hour >= 100 ? 0 : 2);
    if (by_hour)
        fields_add(fields, _("arrivals"), _("%s users an hour"), buffer_text(&number));
    else
        fields_add(fields, _("arrivals"), _("%s users a day"), buffer_text(&number));
    buffer_release(&number);
}

static bool shown(struct buffer *out, int number, int count, const char *heading)
{
    if (!number)
        buffer_printf(out, "\n%s\n", heading);
    if (number == LINES_SHOWN)
        buffer_printf(out, ngettext("    … and %d more\n", "    … and %d more\n", (unsigned long)(count - number)),
                      count - number);
    return number < LINES_SHOWN;
}

static void list_profiles(const struct population *population, struct buffer *out)
{
    for (int i = 0; i < population->profiles && shown(out, i, population->profiles, _("profiles of users:")); i++) {
        buffer_add_string(out, "    ");
        add_plain(out, population->profile[i].title, NAME_CHARACTERS);
        buffer_add_string(out, " – ");
        format_percent(out, population->profile[i].share, 0);
        buffer_add_char(out, '\n');
    }
}

static void desk_channels(const struct desk *desk, struct buffer *out)
{
    const char *separator = " (";
    for (int i = 1; i < CHANNEL_COUNT && !desk->via[CHANNEL_NONE]; i++)
        if (desk->via[i]) {
            buffer_printf(out, "%s%s", separator, vocabulary_name(&CHANNELS, i));
            separator = ", ";
        }
    if (*separator == ',')
        buffer_add_char(out, ')');
}

static void list_desks(const struct population *population, struct buffer *out)
{
    for (int i = 0; i < population->desks && shown(out, i, population->desks, _("desks:")); i++) {
        const struct desk *desk = &population->desk[i];
        buffer_add_string(out, "    ");
        add_plain(out, institution_name(population->journey, desk->institution), NAME_CHARACTERS);
        desk_channels(desk, out);
        buffer_add_string(out, " – ");
        buffer_printf(out, ngettext("%d server", "%d servers", (unsigned long)desk->servers), desk->servers);
        if (desk->calendar != NONE) {
            struct buffer hours = { 0 };
            double open = population->calendar[desk->calendar].open_a_week / HOUR_SECONDS;
            format_number(&hours, open, open == (double)(int)open ? 0 : 1);
            buffer_printf(out, _(", open %s hours a week"), buffer_text(&hours));
            buffer_release(&hours);
        }
        buffer_add_char(out, '\n');
    }
}

static void list_defaults(const struct population *population, struct buffer *out)
{
    int count = 0;
    for (int i = 0; i < DEFAULT_COUNT; i++) {
        const struct population_default *one = &POPULATION_DEFAULTS[i];
        if (!population->used[i])
            continue;
        if (!count++)
            buffer_printf(out, "\n%s\n", _("what the model leaves open, and what is taken instead:"));
        buffer_add_string(out, "    ");
        buffer_printf(out, _("%s: %s – %s (%s)"), _(one->what), one->value, _(one->source), one->year);
        buffer_add_char(out, '\n');
    }
}

static void list_sources(const struct population *population, struct buffer *out)
{
    for (int i = 0; i < population->sources && shown(out, i, population->sources, _("sources:")); i++) {
        const struct source_note *source = &population->source[i];
        buffer_add_string(out, "    ");
        if (source->of)
            buffer_printf(out, _("line %d, %s: "), source->at.line, source->of);
        add_plain(out, source->text, TEXT_CHARACTERS);
        buffer_add_char(out, '\n');
    }
}

void population_text(const struct population *population, struct fields *fields, struct buffer *out)
{
    char text[TIME_TEXT_SIZE];
    const struct journey *journey = population->journey;
    fields_add(fields, _("id"), "%s", population->id);
    fields_add(fields, _("title"), "%s", population_title(population));
    if (population->journey_file)
        fields_add(fields, _("journey"), "%s (%s)", journey_title(journey), population->journey_file);
    fields_count(fields, _("steps"), (uint64_t)journey->steps);
    fields_add(fields, _("starts on"), "%s", time_format_date(population->origin * DAY_SECONDS * 1000, false, text));
    rate_field(population, fields);
    fields_count(fields, _("profiles"), (uint64_t)population->profiles);
    fields_count(fields, _("desks"), (uint64_t)population->desks);
    fields_count(fields, _("calendars"), (uint64_t)population->calendars);
    fields_count(fields, _("times of contacts"), (uint64_t)population->times);
    fields_count(fields, _("delays"), (uint64_t)population->delays);
    fields_count(fields, _("behaviours"), (uint64_t)population->behaviours);
    fields_count(fields, _("times invested"), (uint64_t)population->invests);
    fields_write(fields, out);
    list_profiles(population, out);
    list_desks(population, out);
    list_defaults(population, out);
    list_sources(population, out);
}
