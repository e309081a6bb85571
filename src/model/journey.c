#include "model/journey.h"
#include "base/message.h"
#include <stdlib.h>
#include <string.h>

struct journey *journey_new(void)
{
    struct journey *journey = xcalloc(1, sizeof *journey);
    journey->root = NONE;
    return journey;
}

void journey_free(struct journey *journey)
{
    if (!journey)
        return;
    arena_release(&journey->arena);
    net_free(journey->given_net);
    free(journey);
}

int journey_find_step(const struct journey *journey, const char *id)
{
    for (int i = 0; i < journey->steps; i++)            /* a journey has tens of steps: a scan is enough */
        if (!strcmp(journey->step[i].id, id))
            return i;
    return NONE;
}

int journey_find_institution(const struct journey *journey, const char *id)
{
    for (int i = 0; i < journey->institutions; i++)
        if (!strcmp(journey->institution[i].id, id))
            return i;
    return NONE;
}

int journey_find_document(const struct journey *journey, const char *id)
{
    for (int i = 0; i < journey->documents; i++)
        if (!strcmp(journey->document[i].id, id))
            return i;
    return NONE;
}

/* The title in the reader's language; else the one without a language; else the first. */
static const char *choose(const struct translation *title, int titles, const char *own_language, const char *otherwise)
{
    const char *wanted = message_language(), *own = NULL;
    for (int i = 0; i < titles; i++) {
        const char *language = *title[i].language ? title[i].language : own_language ? own_language : "";
        if (!strncmp(language, wanted, 2))
            return title[i].text;
        if (!own && !*title[i].language)
            own = title[i].text;
    }
    return own ? own : titles ? title[0].text : otherwise;
}

const char *journey_title(const struct journey *journey)
{
    return choose(journey->title, journey->titles, journey->language, journey->id ? journey->id : "");
}

const char *step_title(const struct journey *journey, int step)
{
    return choose(journey->step[step].title, journey->step[step].titles, journey->language, journey->step[step].id);
}

const char *phase_title(const struct journey *journey, int phase)
{
    return choose(journey->phase[phase].title, journey->phase[phase].titles, journey->language,
                  journey->phase[phase].name);
}

const char *institution_name(const struct journey *journey, int institution)
{
    return institution == NONE ? "" : journey->institution[institution].name;
}

bool step_has_channel(const struct step *step, enum channel channel)
{
    for (int i = 0; i < step->channels; i++)
        if (step->via[i] == channel)
            return true;
    return false;
}

bool institution_is_self(const struct journey *journey, int institution)
{
    return institution != NONE && journey->institution[institution].self;
}
