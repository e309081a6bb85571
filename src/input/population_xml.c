#include "input/population_xml.h"
#include "base/message.h"
#include "input/reader.h"
#include <math.h>
#include <string.h>

static bool recognise(const char *start, size_t length)
{
    char root[XML_NAME_SIZE];
    xml_root_name(start, length, root);
    return !strcmp(root, "model");
}

/* --- counting, so that arrays are allocated once and never move ------------------------------------------------ */

static const char *const COUNTED[] = { "step",  "calendar",  "profile", "desk",  "time",
                                       "delay", "behaviour", "invest",  "source" };
enum { COUNTED_KINDS = sizeof COUNTED / sizeof *COUNTED };

static bool within_limits(struct population_loader *loader, const struct xml_element *root, size_t count[COUNTED_KINDS])
{
    for (const struct xml_element *child = root->first_child; child; child = child->next)
        for (int i = 0; i < COUNTED_KINDS; i++)
            count[i] += !strcmp(child->name, COUNTED[i]);
    for (int i = 0; i < COUNTED_KINDS; i++) {
        size_t most = strcmp(COUNTED[i], "calendar") ? MODEL_ELEMENTS_MAXIMUM : MODEL_CALENDARS_MAXIMUM;
        if (count[i] > most)
            return WRONG(&loader->text, root->at, _("a model has at most %zu elements '%s', not %zu"), most, COUNTED[i],
                         count[i]);
    }
    return true;
}

static void *array(struct population_loader *loader, size_t count, size_t size)
{
    return arena_alloc(loader->arena, count * size);
}

static void allocate(struct population_loader *loader, const size_t count[COUNTED_KINDS])
{
    struct population *population = loader->population;
    size_t elements = 1;                                /* each may name its source */
    for (int i = 0; i < COUNTED_KINDS; i++)
        elements += count[i];
    population->calendar = array(loader, count[1] + 1, sizeof *population->calendar);
    population->profile = array(loader, count[2] + 1, sizeof *population->profile);
    population->desk = array(loader, count[3] + 1, sizeof *population->desk);
    population->delay = array(loader, count[5] + 1, sizeof *population->delay);
    population->behaviour = array(loader, count[6] + 1, sizeof *population->behaviour);
    population->invest = array(loader, count[7] + 1, sizeof *population->invest);
    population->source = array(loader, elements, sizeof *population->source);
}

/* --- the top level -------------------------------------------------------------------------------------------- */

static void load_note(struct population_loader *loader, const struct xml_element *element)
{
    struct population *population = loader->population;
    const char *date = value_text(&loader->text, element, "date");
    if (date && !is_date(date))
        WRONG(&loader->text, xml_attribute(element, "date")->at,
              _("'%s' is no date: expected 2025, 2025-01 or 2025-01-31"), date);
    population->source[population->sources++] = (struct source_note){
        .text = arena_strdup(loader->arena, element->text),
        .href = value_text(&loader->text, element, "href"),
        .date = date,
        .at = element->at,
    };
}

static void load_dates(struct population_loader *loader, const struct xml_element *root)
{
    static const char *const day[] = { N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
                                       N_("Saturday"), N_("Sunday") };
    struct population *population = loader->population;
    int64_t start = model_date(loader, root, "start");
    population->warm_up = model_seconds(loader, root, "warm-up", 0);
    population->horizon = model_seconds(loader, root, "horizon", 0);
    if (start != INT64_MIN) {
        int weekday = (int)((start + 3) % 7), year, month, first;       /* 1 January 1970 was a Thursday */
        date_from_days(start - weekday, &year, &month, &first);
        if (weekday)
            WRONG(&loader->text, xml_attribute(root, "start")->at,
                  _("a simulation starts on a Monday, and this is a %s; write %04d-%02d-%02d"), _(day[weekday]), year,
                  month, first);
        population->origin = start;
    } else {
        bool used = population->used[DEFAULT_START];
        population->origin = default_date(population, DEFAULT_START);
        population->used[DEFAULT_START] = used;
    }
}

typedef void load_element(struct population_loader *loader, const struct xml_element *element);

static void load_each(struct population_loader *loader, const struct xml_element *root, const char *name,
                      load_element *load)
{
    for (const struct xml_element *child = root->first_child; child && !loader_full(&loader->text); child = child->next)
        if (!strcmp(child->name, name))
            load(loader, child);
}

/* What others refer to comes first, whatever the order of the file. */
static void load_parts(struct population_loader *loader, const struct xml_element *root)
{
    load_each(loader, root, "source", load_note);
    load_each(loader, root, "calendar", load_calendar);
    load_each(loader, root, "arrivals", load_arrivals);
    load_each(loader, root, "profile", load_profile);
    fill_profiles(loader, root);
    load_each(loader, root, "desk", load_desk);
    load_each(loader, root, "time", load_time);
    load_each(loader, root, "delay", load_delay);
    load_each(loader, root, "behaviour", load_behaviour);
    load_each(loader, root, "invest", load_invest);
    load_each(loader, root, "cost", load_cost);
}

static void costs_unsaid(struct cost *cost)
{
    for (int i = 0; i < CHANNEL_COUNT; i++)
        cost->per_minute[i] = cost->per_contact[i] = NAN;
    cost->user_hour = NAN;
}

static void load(struct population_loader *loader, const struct xml_element *root)
{
    struct population *population = loader->population;
    size_t count[COUNTED_KINDS] = { 0 };
    population->file = arena_strdup(loader->arena, loader->text.document->file);
    if (!model_rules_check(loader, root) || !within_limits(loader, root, count))
        return;
    allocate(loader, count);
    population->id = value_text(&loader->text, root, "id");
    population->title = load_titles(&loader->text, root, NULL, &population->titles);
    costs_unsaid(&population->cost);
    load_dates(loader, root);
    if (!load_model_journey(loader, root))
        return;
    population->time = array(loader, count[4] + (size_t)population->journey->steps + 1, sizeof *population->time);
    load_parts(loader, root);
    if (loader->text.diagnostics->errors > loader->text.errors_before)
        return;                                 /* the whole is looked at when its parts are right */
    fill_costs(loader);
    fill_times(loader);
    if (loader->counted_days && !xml_attribute(root, "start"))
        population->used[DEFAULT_START] = true;
    check_model(loader, root);
}

#define KEEP(population, array, count)                                                                            \
    for (int i = 0; i < (population)->count; i++)                                                                 \
        (population)->array[i].at.file = (population)->file

/* Positions point at the population's own copy of the file's name: the document goes away. */
static void keep_positions(struct population *population)
{
    struct journey *journey = population->journey_file ? NULL : population->journey;
    population->arrivals.at.file = population->file;
    KEEP(population, calendar, calendars);
    KEEP(population, profile, profiles);
    KEEP(population, desk, desks);
    KEEP(population, delay, delays);
    KEEP(population, behaviour, behaviours);
    KEEP(population, invest, invests);
    KEEP(population, source, sources);
    for (int i = 0; i < population->times; i++)
        if (population->time[i].at.file != population->journey->file)
            population->time[i].at.file = population->file;
    if (!journey)
        return;
    KEEP(journey, institution, institutions);
    KEEP(journey, step, steps);
    KEEP(journey, node, nodes);
}

static struct population *read_population(struct source *source, struct diagnostics *diagnostics)
{
    size_t first = diagnostics->count, errors = diagnostics->errors;
    struct xml_document *document = xml_document(source, diagnostics);
    if (!document)
        return NULL;
    struct population *population = population_new();
    struct population_loader loader = {
        .text = { .arena = &population->arena,
                  .document = document,
                  .diagnostics = diagnostics,
                  .errors_before = errors,
                  .phase = NONE },
        .population = population,
        .arena = &population->arena,
    };
    load(&loader, document->root);
    if (loader_full(&loader.text))
        diagnostics_note(diagnostics, (struct source_position){ document->file, 0, 0 },
                         _("too many errors: the rest of the file was not looked at"));
    xml_excerpts(document, diagnostics, first);
    id_space_release(&loader.text.institutions);
    id_space_release(&loader.steps);
    id_space_release(&loader.calendars);
    id_space_release(&loader.profiles);
    if (diagnostics->errors == errors)
        keep_positions(population);
    xml_document_free(document);
    if (diagnostics->errors == errors)
        return population;
    population_free(population);
    return NULL;
}

const struct reader MODEL_READER = {
    .name = N_("simulation model"), .extensions = "xml", .recognise = recognise, .read_population = read_population,
};
