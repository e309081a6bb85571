#include "measure/accessibility.h"

bool channel_needs_internet(enum channel channel)
{
    return channel == CHANNEL_WEB || channel == CHANNEL_EMAIL || channel == CHANNEL_VIDEO;
}

static struct access access_of(const struct step *step)
{
    struct access access = {
        .travel = step->travel,
        .queue = step->queue,
        .fee = step->fee,
        .announced = step->wait,
        .documents = step->needs_count,
    };
    for (int i = 0; i < step->channels; i++)
        if (step->via[i] != CHANNEL_AUTOMATIC && !channel_needs_internet(step->via[i]))
            access.offline[access.offline_count++] = step->via[i];
    bool some = step->channels > 0 && !step->automatic;
    access.online_only = some && !access.offline_count;
    access.web_only = some && step->channels == 1 && step->via[0] == CHANNEL_WEB;
    access.counter_only = some && step->channels == 1 && step->via[0] == CHANNEL_COUNTER;
    return access;
}

static bool counts(const struct step *step) { return step->channels > 0 && !step->automatic; }

void accessibility_init(struct accessibility *result, struct audit *audit)
{
    const struct journey *journey = audit->journey;
    const struct run *run = &audit->theory.run;
    *result = (struct accessibility){ 0 };
    result->step = arena_alloc(&audit->arena, ((size_t)journey->steps + 1) * sizeof *result->step);
    for (int s = 0; s < journey->steps; s++) {
        result->step[s] = access_of(&journey->step[s]);
        result->steps += counts(&journey->step[s]);
        result->online_only += result->step[s].online_only;
    }
    for (int i = 0; i < run->count; i++) {
        int s = run->occurrence[i].step;
        result->reference_steps += counts(&journey->step[s]);
        result->reference_online_only += result->step[s].online_only;
    }
}
