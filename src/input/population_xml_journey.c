/* The journey of a model: read from its own file, or the model's steps one after the other. */
#include "base/message.h"
#include "input/population_xml.h"
#include "input/reader.h"
#include <string.h>

static void read_file(struct population_loader *loader, const struct xml_attribute *attribute, const char *name)
{
    const char *path = model_path(loader, name);
    loader->population->journey_file = name;
    loader->population->journey = journey_read(path, loader->text.diagnostics);
    if (!loader->population->journey)
        diagnostics_note(loader->text.diagnostics, attribute->at, _("the journey of this model is named here"));
}

/* --- steps of the model itself --------------------------------------------------------------------------------- */

static int own_institution(struct population_loader *loader, struct journey *journey, const char *id,
                           struct source_position at)
{
    int found = id_space_find(&loader->text.institutions, id);
    if (found != NONE)
        return found;
    id_space_put(&loader->text.institutions, id, journey->institutions, at);
    journey->institution[journey->institutions] = (struct institution){ .id = id, .name = id, .at = at };
    return journey->institutions++;
}

static void own_channels(struct population_loader *loader, const struct xml_element *element, struct step *step)
{
    bool via[CHANNEL_COUNT] = { false };
    model_channels(loader, element, "via", via);
    for (int i = 1; i < CHANNEL_COUNT; i++)
        if (via[i])
            step->via[step->channels++] = (enum channel)i;
    step->automatic = step->channels == 1 && step->via[0] == CHANNEL_AUTOMATIC;
}

static void own_step(struct population_loader *loader, const struct xml_element *element, struct journey *journey)
{
    static const char *const by[] = { "user", "institution" };
    const char *id = value_text(&loader->text, element, "id"), *with = value_text(&loader->text, element, "with");
    int number = journey->steps++, node = journey->nodes++;
    struct step *step = &journey->step[number];
    id_space_add(&loader->text, &loader->steps, element, number);
    *step = (struct step){
        .id = id ? id : "",
        .institution = own_institution(loader, journey, with ? with : "", element->at),
        .phase = NONE,
        .at = element->at,
        .takes = value_seconds(&loader->text, element, "takes"),
        .queue = SECONDS_ABSENT,
        .travel = value_seconds(&loader->text, element, "travel"),
        .wait = value_duration(&loader->text, element, "wait"),
        .limit = DURATION_NONE,
        .kind = KIND_PRODUCTIVE,
        .by_institution = model_word(loader, element, "by", by, 2, 0) == 1,
    };
    step->title = arena_alloc(loader->arena, sizeof *step->title);
    step->titles = 1;
    step->title[0] = (struct translation){ "", *element->text ? arena_strdup(loader->arena, element->text) : step->id };
    own_channels(loader, element, step);
    journey->node[node] = (struct node){
        .kind = NODE_STEP, .parent = 0, .first_child = NONE, .next_sibling = NONE, .step = number, .phase = NONE,
        .at = element->at,
    };
    if (number)
        journey->node[node - 1].next_sibling = node;
}

/* Node 0 is the sequence, node k + 1 the step k. */
static void own_journey(struct population_loader *loader, const struct xml_element *root)
{
    struct population *population = loader->population;
    size_t steps = 0;
    for (const struct xml_element *child = root->first_child; child; child = child->next)
        steps += !strcmp(child->name, "step");
    struct journey *journey = population->journey = journey_new();
    journey->file = population->file;
    journey->id = population->id;
    journey->title = population->title;
    journey->titles = population->titles;
    journey->language = value_language(&loader->text, root, "lang");
    if (!*journey->language)
        journey->language = NULL;
    journey->institution = arena_alloc(&journey->arena, (steps + 1) * sizeof *journey->institution);
    journey->step = arena_alloc(&journey->arena, (steps + 1) * sizeof *journey->step);
    journey->node = arena_alloc(&journey->arena, (steps + 1) * sizeof *journey->node);
    journey->nodes = 1;
    journey->root = 0;
    journey->node[0] = (struct node){
        .kind = NODE_SEQUENCE, .parent = NONE, .first_child = 1, .next_sibling = NONE, .step = NONE, .phase = NONE,
        .at = root->at,
    };
    for (const struct xml_element *child = root->first_child; child && !loader_full(&loader->text); child = child->next)
        if (!strcmp(child->name, "step"))
            own_step(loader, child, journey);
}

/* --- ids ------------------------------------------------------------------------------------------------------ */

static void list_ids(struct population_loader *loader, const struct journey *journey)
{
    for (int i = 0; i < journey->institutions; i++)
        id_space_put(&loader->text.institutions, journey->institution[i].id, i, journey->institution[i].at);
    for (int i = 0; i < journey->steps; i++)
        id_space_put(&loader->steps, journey->step[i].id, i, journey->step[i].at);
}

bool load_model_journey(struct population_loader *loader, const struct xml_element *root)
{
    const char *name = value_text(&loader->text, root, "journey");
    if (name)
        read_file(loader, xml_attribute(root, "journey"), name);
    else
        own_journey(loader, root);
    if (!loader->population->journey)
        return false;
    if (name)
        list_ids(loader, loader->population->journey);
    return true;
}
