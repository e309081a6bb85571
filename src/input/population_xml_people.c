/* Profiles and desks. */
#include "base/buffer.h"
#include "base/message.h"
#include "base/number.h"
#include "input/population_xml.h"
#include <math.h>
#include <string.h>

enum { WEIGHT_MAXIMUM = 1000000 };
static const double SHARE_ERROR = 1e-6;         /* by which shares may miss 1 */

/* --- profiles ------------------------------------------------------------------------------------------------- */

/* "web:6 counter:2 mail": weights of channels, 1 without a number. */
static void load_weights(struct population_loader *loader, const struct xml_element *element,
                         double weight[CHANNEL_COUNT])
{
    const struct xml_attribute *attribute = xml_attribute(element, "prefers");
    const char *at = attribute ? attribute->value : "";
    for (int i = 0; i < CHANNEL_COUNT; i++)
        weight[i] = NAN;
    for (const char *word; (word = next_word(loader->arena, &at)) && !loader_full(&loader->text);) {
        struct source_position place = value_place(attribute, at - strlen(word));
        size_t length = strcspn(word, ":");
        int channel = vocabulary_find_id(&CHANNELS, word, length);
        double number = 1;
        if (channel <= 0)
            unknown_channel(&loader->text, place, arena_strndup(loader->arena, word, length));
        else if (!isnan(weight[channel]))
            WRONG(&loader->text, place, _("the channel '%s' is listed twice"), vocabulary_id(&CHANNELS, channel));
        else if (word[length] &&
                 (strspn(word + length + 1, "0123456789.") < strlen(word + length + 1) ||
                  !number_parse(word + length + 1, strlen(word + length + 1), &number) || number > WEIGHT_MAXIMUM))
            WRONG(&loader->text, place,
                  _("'%s' is no weight: expected is a channel and a number from 0 to %d, such as web:3"), word,
                  WEIGHT_MAXIMUM);
        else
            weight[channel] = number;
    }
}

void load_profile(struct population_loader *loader, const struct xml_element *element)
{
    struct population *population = loader->population;
    const char *id = value_text(&loader->text, element, "id");
    struct profile *profile = &population->profile[population->profiles];
    *profile = (struct profile){
        .id = id ? id : "",
        .title = *element->text ? arena_strdup(loader->arena, element->text) : id ? id : "",
        .share = model_number(loader, element, "share", 0, 1, NAN),
        .patience = model_number(loader, element, "patience", 0, 1000, 1),
        .travel = model_number(loader, element, "travel", 0, 1000, 1),
        .unaware = model_number(loader, element, "unaware", 0, 1, 0),
        .helper = model_number(loader, element, "helper", 0, 1, 0),
        .at = element->at,
    };
    load_weights(loader, element, profile->channel);
    id_space_add(&loader->text, &loader->profiles, element, population->profiles++);
    model_source(loader, element);
}

static void one_profile(struct population *population)
{
    struct profile *profile = &population->profile[population->profiles++];
    *profile = (struct profile){
        .id = "all", .title = "all", .share = 1, .patience = 1, .travel = 1, .at = population->arrivals.at
    };
    for (int i = 0; i < CHANNEL_COUNT; i++)
        profile->channel[i] = NAN;
}

static void wrong_shares(struct population_loader *loader, const struct xml_element *root, double sum)
{
    const struct xml_element *last = NULL;
    struct buffer list = { 0 };
    for (int i = 0; i < loader->population->profiles && i < 12; i++)
        if (!isnan(loader->population->profile[i].share))
            buffer_printf(&list, "%s%g", list.length ? " + " : "", loader->population->profile[i].share);
    if (loader->population->profiles > 12)
        buffer_add_string(&list, " + …");
    for (const struct xml_element *child = root->first_child; child; child = child->next)
        if (!strcmp(child->name, "profile") && xml_attribute(child, "share"))
            last = child;
    if (last)
        WRONG(
            &loader->text, xml_attribute(last, "share")->at,
            _("the shares of the profiles make %g (%s) instead of 1; change them, or leave one out: it gets the rest"),
            sum, buffer_text(&list));
    buffer_release(&list);
}

/* Profiles without a share have what the others leave, evenly. */
void fill_profiles(struct population_loader *loader, const struct xml_element *root)
{
    struct population *population = loader->population;
    double sum = 0;
    int open = 0, wrong = 0;
    if (!population->profiles)
        one_profile(population);
    for (const struct xml_element *child = root->first_child; child; child = child->next)
        wrong += !strcmp(child->name, "profile") && xml_attribute(child, "share");
    for (int i = 0; i < population->profiles; i++) {
        double share = population->profile[i].share;
        open += isnan(share);
        sum += isnan(share) ? 0 : share;
    }
    if (population->profiles > open && wrong != population->profiles - open)
        return;                                 /* a share that can't be read was reported */
    if (open ? sum > 1 + SHARE_ERROR : fabs(sum - 1) > SHARE_ERROR)
        wrong_shares(loader, root, sum);
    for (int i = 0; i < population->profiles; i++)
        if (isnan(population->profile[i].share))
            population->profile[i].share = fmax(1 - sum, 0) / open;
}

/* --- desks ---------------------------------------------------------------------------------------------------- */

/* Two desks for the same contacts. */
static void check_overlap(struct population_loader *loader, const struct xml_element *element, const struct desk *desk)
{
    const struct population *population = loader->population;
    for (int i = 0; desk->institution != NONE && &population->desk[i] < desk; i++) {
        const struct desk *other = &population->desk[i];
        if (other->institution != desk->institution)
            continue;
        for (int c = 0; c < CHANNEL_COUNT; c++) {
            if (!desk->via[c] || !other->via[c])
                continue;
            const char *id = population->journey->institution[desk->institution].id;
            if (c == CHANNEL_NONE)
                WRONG(&loader->text, element->at,
                      _("there are two desks of '%s' for the same contacts; give each its channels, "
                        "as in via=\"phone\""),
                      id);
            else
                WRONG(&loader->text, element->at, _("there are two desks of '%s' for the same contacts (%s)"), id,
                      vocabulary_id(&CHANNELS, c));
            diagnostics_note(loader->text.diagnostics, other->at, _("the first is here"));
            return;
        }
    }
}

void load_desk(struct population_loader *loader, const struct xml_element *element)
{
    static const char *const discipline[] = { "fifo", "priority" }, *const closing[] = { "suspend", "finish" };
    struct population *population = loader->population;
    struct desk *desk = &population->desk[population->desks++];
    *desk = (struct desk){
        .institution = model_institution(loader, element, "with"),
        .servers = model_whole(loader, element, "servers", 1, MODEL_SERVERS_MAXIMUM, 1),
        .calendar = model_reference(loader, element, "calendar", &loader->calendars, N_("no calendar has the id")),
        .queue_limit = model_whole(loader, element, "queue-limit", 0, 1000000000, -1),
        .discipline = (enum discipline)model_word(loader, element, "discipline", discipline, 2, DISCIPLINE_FIFO),
        .closing = (enum closing)model_word(loader, element, "closing", closing, 2, CLOSING_SUSPEND),
        .spread = model_seconds(loader, element, "spread", 0),
        .at = element->at,
    };
    model_law(loader, element, "patience", &desk->patience);
    if (!model_channels(loader, element, "via", desk->via))
        for (int i = 0; i < CHANNEL_COUNT; i++)
            desk->via[i] = i != CHANNEL_AUTOMATIC;
    model_source(loader, element);
    if (desk->institution != NONE && population->journey->institution[desk->institution].self)
        WRONG(&loader->text, xml_attribute(element, "with")->at, _("'%s' are the users themselves: they have no desk"),
              population->journey->institution[desk->institution].id);
    if (desk->via[CHANNEL_AUTOMATIC])
        WRONG(&loader->text, xml_attribute(element, "via")->at, _("what is automatic happens at no desk"));
    check_overlap(loader, element, desk);
}
