#include "input/journey_xml.h"
#include "base/message.h"
#include "input/reader.h"
#include <string.h>

static bool recognise(const char *start, size_t length)
{
    char root[XML_NAME_SIZE];
    xml_root_name(start, length, root);
    return !strcmp(root, "journey");
}

/* --- counting, so that arrays are allocated once and never move ------------------------------------------------ */

struct counts { int institutions, documents, steps, gateways, links, phases, nodes; };

static void count(const struct xml_element *element, struct counts *counts)
{
    for (const struct xml_element *child = element->first_child; child; child = child->next) {
        counts->nodes++;
        counts->institutions += !strcmp(child->name, "institution");
        counts->documents += !strcmp(child->name, "document");
        counts->steps += !strcmp(child->name, "step");
        counts->gateways +=
            !strcmp(child->name, "gateway") || !strcmp(child->name, "start") || !strcmp(child->name, "end");
        counts->links += !strcmp(child->name, "link");
        counts->phases += !strcmp(child->name, "phase");
        count(child, counts);
    }
}

static bool allocate(struct journey_loader *loader, const struct xml_element *root)
{
    struct counts counts = { 0 };
    struct journey *journey = loader->journey;
    count(root, &counts);
    if (counts.steps > JOURNEY_STEPS_MAXIMUM || counts.institutions > JOURNEY_STEPS_MAXIMUM ||
        counts.documents > JOURNEY_STEPS_MAXIMUM || counts.gateways > JOURNEY_STEPS_MAXIMUM ||
        counts.links > JOURNEY_STEPS_MAXIMUM)
        return WRONG(loader, root->at,
                     _("a journey has at most %d steps, and as many institutions, documents, gateways and links"),
                     JOURNEY_STEPS_MAXIMUM);
    journey->institution = arena_alloc(loader->arena, (size_t)(counts.institutions + 1) * sizeof *journey->institution);
    journey->document = arena_alloc(loader->arena, (size_t)(counts.documents + 1) * sizeof *journey->document);
    journey->step = arena_alloc(loader->arena, (size_t)(counts.steps + 1) * sizeof *journey->step);
    journey->gateway = arena_alloc(loader->arena, (size_t)(counts.gateways + 1) * sizeof *journey->gateway);
    journey->link = arena_alloc(loader->arena, (size_t)(counts.links + 1) * sizeof *journey->link);
    journey->phase = arena_alloc(loader->arena, (size_t)(counts.phases + 1) * sizeof *journey->phase);
    journey->node = arena_alloc(loader->arena, (size_t)(counts.nodes + 1) * sizeof *journey->node);
    return true;
}

/* --- the top level -------------------------------------------------------------------------------------------- */

static bool two_digits(const char *text, int most, int *value)
{
    bool good = text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
    *value = good ? (text[0] - '0') * 10 + text[1] - '0' : 0;
    return good && *value >= 1 && *value <= most;
}

bool is_date(const char *text)
{
    size_t length = strlen(text);
    int year = 0, month = 1, day = 1;
    if ((length != 4 && length != 7 && length != 10) || strspn(text, "0123456789-") != length)
        return false;
    for (int i = 0; i < 4; i++) {
        if (text[i] == '-')
            return false;
        year = year * 10 + text[i] - '0';
    }
    if (length >= 7 && (text[4] != '-' || !two_digits(text + 5, 12, &month)))
        return false;
    if (length == 10 && (text[7] != '-' || !two_digits(text + 8, 31, &day)))
        return false;
    return date_valid(year, month, day);
}

static void load_source(struct journey_loader *loader, const struct xml_element *element)
{
    struct journey *journey = loader->journey;
    journey->source = arena_strdup(loader->arena, element->text);
    journey->source_href = value_text(loader, element, "href");
    journey->source_date = value_text(loader, element, "date");
    if (journey->source_date && !is_date(journey->source_date))
        WRONG(loader, xml_attribute(element, "date")->at, _("'%s' is no date: expected 2025, 2025-01 or 2025-01-31"),
              journey->source_date);
}

/* The ids of steps and gateways, as vertices: steps first, whatever the order of the file. */
static void collect_vertices(struct journey_loader *loader, const struct xml_element *element, int *steps,
                             int *gateways)
{
    for (const struct xml_element *child = element->first_child; child && !loader_full(loader); child = child->next) {
        if (!strcmp(child->name, "step"))
            id_space_add(loader, &loader->vertices, child, (*steps)++);
        else if (!strcmp(child->name, "gateway") || !strcmp(child->name, "start") || !strcmp(child->name, "end"))
            id_space_add(loader, &loader->vertices, child, (*gateways)++);
        collect_vertices(loader, child, steps, gateways);
    }
}

static void load_parts(struct journey_loader *loader, const struct xml_element *root)
{
    struct counts counts = { 0 };
    int steps = 0;
    count(root, &counts);
    int gateways = counts.steps;
    for (const struct xml_element *child = root->first_child; child && !loader_full(loader); child = child->next)
        if (!strcmp(child->name, "institution"))
            load_institution(loader, child);
    collect_vertices(loader, root, &steps, &gateways);
    for (const struct xml_element *child = root->first_child; child && !loader_full(loader); child = child->next)
        if (!strcmp(child->name, "document"))
            load_document(loader, child);
    for (const struct xml_element *child = root->first_child; child && !loader_full(loader); child = child->next) {
        if (!strcmp(child->name, "source"))
            load_source(loader, child);
        else if (!strcmp(child->name, "path"))
            load_path(loader, child);
        else if (!strcmp(child->name, "flow"))
            load_flow(loader, child);
    }
}

static void load(struct journey_loader *loader, const struct xml_element *root)
{
    struct journey *journey = loader->journey;
    if (!rules_check(loader, root) || !allocate(loader, root))
        return;
    journey->file = arena_strdup(loader->arena, loader->document->file);
    journey->id = value_text(loader, root, "id");
    journey->event = value_text(loader, root, "event");
    journey->language = value_language(loader, root, "lang");
    if (!*journey->language)
        journey->language = NULL;
    journey->title = load_titles(loader, root, NULL, &journey->titles);
    load_parts(loader, root);
}

/* Positions point at the journey's own copy of the file's name: the document goes away. */
static void keep_positions(struct journey *journey)
{
    for (int i = 0; i < journey->institutions; i++)
        journey->institution[i].at.file = journey->file;
    for (int i = 0; i < journey->documents; i++)
        journey->document[i].at.file = journey->file;
    for (int i = 0; i < journey->steps; i++)
        journey->step[i].at.file = journey->file;
    for (int i = 0; i < journey->nodes; i++)
        journey->node[i].at.file = journey->file;
    for (int i = 0; i < journey->gateways; i++)
        journey->gateway[i].at.file = journey->file;
    for (int i = 0; i < journey->links; i++)
        journey->link[i].at.file = journey->file;
}

static struct journey *read_journey(struct source *source, struct diagnostics *diagnostics)
{
    size_t first = diagnostics->count, errors = diagnostics->errors;
    struct xml_document *document = xml_document(source, diagnostics);
    if (!document)
        return NULL;
    struct journey *journey = journey_new();
    struct journey_loader loader = {
        .journey = journey,
        .arena = &journey->arena,
        .document = document,
        .diagnostics = diagnostics,
        .errors_before = errors,
        .phase = NONE,
    };
    load(&loader, document->root);
    if (loader_full(&loader))
        diagnostics_note(diagnostics, (struct source_position){ document->file, 0, 0 },
                         _("too many errors: the rest of the file was not looked at"));
    xml_excerpts(document, diagnostics, first);
    keep_positions(journey);
    id_space_release(&loader.institutions);
    id_space_release(&loader.documents);
    id_space_release(&loader.vertices);
    xml_document_free(document);
    if (diagnostics->errors == errors)
        return journey;
    journey_free(journey);
    return NULL;
}

const struct reader JOURNEY_READER = {
    .name = N_("journey XML"), .extensions = "xml", .recognise = recognise, .read_journey = read_journey,
};
