/* Institutions, documents, steps and titles. Arrays of the journey have room already: journey_xml.c counted. */
#include "base/buffer.h"
#include "base/message.h"
#include "base/number.h"
#include "input/journey_xml.h"
#include <string.h>

void load_institution(struct journey_loader *loader, const struct xml_element *element)
{
    struct journey *journey = loader->journey;
    const char *self = value_text(loader, element, "self"), *name = value_text(loader, element, "name");
    const char *id = value_text(loader, element, "id");
    if (self && strcmp(self, "yes") && strcmp(self, "no"))
        WRONG(loader, xml_attribute(element, "self")->at, _("'%s' is neither 'yes' nor 'no'"), self);
    bool is_self = self && !strcmp(self, "yes");
    for (int i = 0; is_self && i < journey->institutions; i++) {
        if (!journey->institution[i].self)
            continue;
        WRONG(loader, xml_attribute(element, "self")->at, _("a journey has one institution with self=\"yes\" only"));
        diagnostics_note(loader->diagnostics, journey->institution[i].at, _("the first is here"));
        is_self = false;
    }
    id_space_add(loader, &loader->institutions, element, journey->institutions);
    journey->institution[journey->institutions++] = (struct institution){
        id ? id : "", name ? name : "", value_text(loader, element, "role"), is_self, element->at,
    };
}

void load_document(struct journey_loader *loader, const struct xml_element *element)
{
    struct journey *journey = loader->journey;
    const char *id = value_text(loader, element, "id"), *name = value_text(loader, element, "name");
    id_space_add(loader, &loader->documents, element, journey->documents);
    journey->document[journey->documents++] = (struct document){
        id ? id : "", name ? name : "", value_institution(loader, element, "held-by"), element->at,
    };
}

/* The element's own text (if `own`) and its `title` children. */
struct translation *load_titles(struct journey_loader *loader, const struct xml_element *element, const char *own,
                                int *count)
{
    int room = 2;
    for (const struct xml_element *child = element->first_child; child; child = child->next)
        room += !strcmp(child->name, "title");
    struct translation *title = arena_alloc(loader->arena, (size_t)room * sizeof *title);
    *count = 0;
    if (own && *own)
        title[(*count)++] = (struct translation){ "", arena_strdup(loader->arena, own) };
    for (const struct xml_element *child = element->first_child; child; child = child->next) {
        if (strcmp(child->name, "title"))
            continue;
        const char *language = value_language(loader, child, "lang");
        int same = 0;
        while (same < *count && same < 64 && strcmp(title[same].language, language))
            same++;
        if (same < *count && same < 64)
            diagnostics_warning(loader->diagnostics, child->at,
                                _("this title is never shown: there is one in its language already"));
        else
            title[(*count)++] = (struct translation){ language, arena_strdup(loader->arena, child->text) };
    }
    return title;
}

static void load_aliases(struct journey_loader *loader, const struct xml_element *element, struct step *step)
{
    size_t room = 1;
    for (const struct xml_element *child = element->first_child; child; child = child->next)
        room++;
    step->alias = arena_alloc(loader->arena, room * sizeof *step->alias);
    for (const struct xml_element *child = element->first_child; child; child = child->next)
        if (!strcmp(child->name, "alias"))
            step->alias[step->aliases++] = arena_strdup(loader->arena, child->text);
}

void unknown_channel(struct journey_loader *loader, struct source_position at, const char *word)
{
    int meant = vocabulary_find(&CHANNELS, word);
    if (meant <= 0)
        meant = vocabulary_nearest(&CHANNELS, word);
    struct buffer expected = { 0 };
    vocabulary_list_ids(&CHANNELS, &expected);
    if (meant > 0)
        WRONG(loader, at, _("'%s' is no channel; did you mean '%s'?"), word, vocabulary_id(&CHANNELS, meant));
    else
        WRONG(loader, at, _("'%s' is no channel; expected: %s"), word, buffer_text(&expected));
    buffer_release(&expected);
}

static void load_channels(struct journey_loader *loader, const struct xml_element *element, struct step *step)
{
    const struct xml_attribute *attribute = xml_attribute(element, "via");
    const char *at = attribute ? attribute->value : "";
    for (const char *word; (word = next_word(loader->arena, &at)) && !loader_full(loader);) {
        struct source_position place = value_place(attribute, at - strlen(word));
        int channel = vocabulary_find_id(&CHANNELS, word, strlen(word));
        if (channel <= 0)
            unknown_channel(loader, place, word);
        else if (step_has_channel(step, (enum channel)channel))
            WRONG(loader, place, _("the channel '%s' is listed twice"), word);
        else
            step->via[step->channels++] = (enum channel)channel;
    }
    step->automatic = step->channels == 1 && step->via[0] == CHANNEL_AUTOMATIC;
}

static void load_fee(struct journey_loader *loader, const struct xml_element *element, struct step *step)
{
    static const char *const unit[] = { "€", "EUR", "euros", "euro" };
    const char *text = value_text(loader, element, "fee");
    if (!text)
        return;
    size_t length = strlen(text);
    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
        size_t size = strlen(unit[i]);
        if (length > size && !memcmp(text + length - size, unit[i], size)) {
            length -= size;
            break;
        }
    }
    double fee;
    if (number_parse(text, length, &fee) && fee >= 0)
        step->fee = fee;
    else
        WRONG(loader, xml_attribute(element, "fee")->at,
              _("'%s' is no fee: an amount in euros is expected, such as 12 or 12.50"), text);
}

static void load_words(struct journey_loader *loader, const struct xml_element *element, struct step *step)
{
    const char *by = value_text(loader, element, "by"), *kind = value_text(loader, element, "kind");
    int number = by ? vocabulary_find_id(&INITIATIVES, by, strlen(by)) : BY_USER;
    if (number <= 0)
        WRONG(loader, xml_attribute(element, "by")->at, _("'%s' is unknown here; expected 'user' or 'institution'"),
              by);
    step->by_institution = number == BY_INSTITUTION;
    number = kind ? vocabulary_find_id(&TIME_KINDS, kind, strlen(kind)) : KIND_PRODUCTIVE;
    if (number <= 0 || number == KIND_UNPRODUCTIVE)
        WRONG(loader, xml_attribute(element, "kind")->at,
              _("'%s' is unknown here; expected 'productive', 'relation' or 'autonomy'"), kind);
    step->kind = number > 0 ? (enum time_kind)number : KIND_PRODUCTIVE;
}

int load_step(struct journey_loader *loader, const struct xml_element *element)
{
    struct journey *journey = loader->journey;
    int number = journey->steps++;
    struct step *step = &journey->step[number];
    const char *id = value_text(loader, element, "id");
    *step = (struct step){
        .id = id ? id : "",
        .institution = value_institution(loader, element, "with"),
        .phase = loader->phase,
        .at = element->at,
        .takes = value_seconds(loader, element, "takes"),
        .queue = value_seconds(loader, element, "queue"),
        .travel = value_seconds(loader, element, "travel"),
        .wait = value_duration(loader, element, "wait"),
        .limit = value_duration(loader, element, "limit"),
    };
    step->title = load_titles(loader, element, element->text, &step->titles);
    if (!step->titles)
        step->title[step->titles++] = (struct translation){ "", step->id };
    load_aliases(loader, element, step);
    load_channels(loader, element, step);
    load_words(loader, element, step);
    load_fee(loader, element, step);
    step->needs = value_documents(loader, element, "needs", &step->needs_count);
    step->gives = value_documents(loader, element, "gives", &step->gives_count);
    return number;
}
