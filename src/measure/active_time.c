#include "measure/ledger.h"

int64_t active_time_unproductive(const struct active_time *time)
{
    int64_t sum = 0;
    for (int c = 0; c < CAUSE_COUNT; c++)
        sum += time->unproductive[c];
    return sum;
}

void active_time_add(struct active_time *sum, const struct active_time *time)
{
    sum->total += time->total;
    sum->productive += time->productive;
    sum->relation += time->relation;
    sum->autonomy += time->autonomy;
    for (int c = 0; c < CAUSE_COUNT; c++)
        sum->unproductive[c] += time->unproductive[c];
    sum->estimated += time->estimated;
    sum->estimated_from_dates += time->estimated_from_dates;
    sum->unknown += time->unknown;
}

static bool has_queue(enum channel channel)
{
    return channel == CHANNEL_COUNTER || channel == CHANNEL_KIOSK || channel == CHANNEL_PHONE;
}
static bool has_travel(enum channel channel) { return channel == CHANNEL_COUNTER || channel == CHANNEL_KIOSK; }

/* Reported, else what the step says (blank there: none), where the channel calls for it. */
static int64_t access_seconds(int32_t reported, bool applies, const struct step *step, int64_t planned,
                              struct active_time *time)
{
    if (reported != LOG_SECONDS_ABSENT)
        return reported;
    if (!applies)
        return 0;
    if (!step) {
        time->unknown++;
        return 0;
    }
    int64_t seconds = planned == SECONDS_ABSENT ? 0 : planned;
    time->estimated += seconds;
    return seconds;
}

static int64_t contact_seconds(const struct contact *contact, const struct step *step, struct active_time *time)
{
    if (contact->minutes != LOG_SECONDS_ABSENT)
        return contact->minutes;
    if (contact->start_has_time && contact->end_has_time && contact->start != TIME_NONE && contact->end != TIME_NONE) {
        int64_t queue = contact->queue == LOG_SECONDS_ABSENT ? 0 : contact->queue;
        int64_t seconds = contact_end(contact) - contact_start(contact) - queue;
        seconds = seconds < 0 ? 0 : seconds;
        time->estimated += seconds;
        time->estimated_from_dates += seconds;
        return seconds;
    }
    if (step && step->takes != SECONDS_ABSENT) {
        time->estimated += step->takes;
        return step->takes;
    }
    time->unknown++;
    return 0;
}

static void classify_rest(struct active_time *time, int64_t seconds, enum time_kind kind)
{
    *(kind == KIND_RELATION ? &time->relation : kind == KIND_AUTONOMY ? &time->autonomy : &time->productive) += seconds;
}

static int64_t part_of(int32_t stated, int64_t whole)
{
    return stated == LOG_SECONDS_ABSENT || stated < 0 ? 0 : stated < whole ? stated : whole;
}

struct active_time active_time_of(const struct contact *contact, const struct step *step, enum cause cause)
{
    struct active_time time = { 0 };
    bool channel_said = contact->channel != CHANNEL_NONE || contact->channel_text;
    enum channel channel = channel_said || !step || !step->channels ? contact->channel : step->via[0];
    int64_t minutes = contact_seconds(contact, step, &time);
    int64_t queue = access_seconds(contact->queue, has_queue(channel), step, step ? step->queue : 0, &time);
    int64_t travel = access_seconds(contact->travel, has_travel(channel), step, step ? step->travel : 0, &time);
    int64_t prepare = contact->prepare == LOG_SECONDS_ABSENT ? 0 : contact->prepare, work = minutes + prepare;
    time.total = work + queue + travel;
    if (cause != CAUSE_NONE) {
        time.unproductive[cause] = time.total;
        return time;
    }
    time.unproductive[CAUSE_ACCESS] = queue + travel;
    if (contact->kind == KIND_UNPRODUCTIVE) {
        time.unproductive[CAUSE_STATED] = work;
        return time;
    }
    time.relation = part_of(contact->relation, minutes);
    time.autonomy = part_of(contact->autonomy, minutes - time.relation);
    classify_rest(&time, work - time.relation - time.autonomy,
                  contact->kind != KIND_NONE ? contact->kind : step ? step->kind : KIND_PRODUCTIVE);
    return time;
}

struct active_time active_time_planned(const struct step *step)
{
    struct contact contact;
    contact_init(&contact);
    if (step->automatic)
        return (struct active_time){ 0 };
    struct active_time time = active_time_of(&contact, step, CAUSE_NONE);
    time.estimated = 0;                                 /* here the step's own figures are what is stated */
    return time;
}
