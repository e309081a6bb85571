/* Extra contacts of one kind, put together: what the map draws as one card. */
#include "measure/tally.h"
#include <stdlib.h>
#include <string.h>

/* What makes two extra contacts the same kind; off the map the activity class stands for the step. */
struct detour_key { int verdict, institution, step, activity, planned_before; };

/* One sighting: a detour, and where people went on to (0) or by which channel (1). */
struct sighting { uint32_t detour; int what, value; };

static int compare_sightings(const void *a, const void *b)
{
    const struct sighting *x = a, *y = b;
    if (x->detour != y->detour)
        return x->detour < y->detour ? -1 : 1;
    return x->what != y->what ? x->what - y->what : x->value - y->value;
}

/* The most frequent value of each (detour, what); ties: the smallest. */
static void settle_modes(struct audit *audit, struct sighting *sighting, size_t count)
{
    qsort(sighting, count, sizeof *sighting, compare_sightings);
    size_t best = 0;
    for (size_t i = 0, run = 0; i < count; i++) {
        bool same = i && sighting[i].detour == sighting[i - 1].detour && sighting[i].what == sighting[i - 1].what;
        run = same && sighting[i].value == sighting[i - 1].value ? run + 1 : 1;
        best = same ? best : 0;
        if (run <= best)
            continue;
        best = run;
        struct detour *detour = &audit->detour[sighting[i].detour];
        if (sighting[i].what)
            detour->channel = (enum channel)sighting[i].value;
        else
            detour->rejoins = sighting[i].value;
    }
}

/* The next planned step matched after row, within the case; NONE if none. */
static int next_planned(const struct audit *audit, size_t row, size_t end)
{
    for (size_t r = row + 1; r < end; r++)
        if (audit->contact[r].move == MOVE_MATCH)
            return audit->contact[r].step;
    return NONE;
}

static int compare_detours(const void *a, const void *b)
{
    const struct detour *x = a, *y = b;
    if (x->contacts != y->contacts)
        return x->contacts < y->contacts ? 1 : -1;
    if (x->users != y->users)
        return x->users < y->users ? 1 : -1;
    if (x->verdict != y->verdict)
        return x->verdict < y->verdict ? -1 : 1;
    if (x->institution != y->institution)
        return x->institution - y->institution;
    if (x->step != y->step)
        return x->step - y->step;
    if (x->planned_before != y->planned_before)
        return x->planned_before - y->planned_before;
    return (x->label > y->label) - (x->label < y->label);
}

/* Most contacts first; contacts are told the new numbers. */
static void sort_detours(struct audit *audit)
{
    struct numbered { struct detour detour; size_t number; } *numbered = xcalloc(audit->detours, sizeof *numbered);
    int *rank = xcalloc(audit->detours, sizeof *rank);
    for (size_t i = 0; i < audit->detours; i++)
        numbered[i] = (struct numbered){ audit->detour[i], i };
    qsort(numbered, audit->detours, sizeof *numbered, compare_detours);    /* the detour is what it begins with */
    for (size_t i = 0; i < audit->detours; i++) {
        audit->detour[i] = numbered[i].detour;
        rank[numbered[i].number] = (int)i;
    }
    for (size_t row = 0; row < audit->log->count; row++)
        if (audit->contact[row].detour != NONE)
            audit->contact[row].detour = rank[audit->contact[row].detour];
    free(numbered);
    free(rank);
}

static uint32_t find_detour(struct audit *audit, struct interner *known, size_t row, size_t *capacity)
{
    const struct contact_finding *finding = &audit->contact[row];
    uint32_t label = audit->log->label[row], activity = audit->matching->activity_of_label[label];
    struct detour_key key = { (int)finding->verdict, finding->institution, finding->step,
                              finding->step == NONE ? (int)activity : NONE, finding->planned_before };
    uint32_t number = interner_add(known, (const char *)&key, sizeof key) - 1;
    if (number == audit->detours) {
        GROW(audit->detour, audit->detours, *capacity);
        audit->detour[audit->detours++] = (struct detour){
            .verdict = finding->verdict, .institution = finding->institution, .step = finding->step,
            .label = finding->step == NONE ? audit->matching->activity[activity].label : label,
            .planned_before = finding->planned_before, .rejoins = NONE, .channel = CHANNEL_NONE,
        };
    }
    return number;
}

void tally_detours(struct audit *audit)
{
    const struct event_log *log = audit->log;
    struct interner known = { 0 };
    struct sighting *sighting = NULL;
    size_t sightings = 0, sighting_capacity = 0, capacity = 0, users_capacity = 0, users = 0, *last_case = NULL;
    interner_add_string(&known, "");
    for (size_t c = 0; c < log->case_count; c++) {
        size_t end = log->cases[c].first + log->cases[c].count;
        for (size_t row = log->cases[c].first; row < end; row++) {
            struct contact_finding *finding = &audit->contact[row];
            finding->detour = NONE;
            if (finding->verdict == VERDICT_PLANNED)
                continue;
            uint32_t number = find_detour(audit, &known, row, &capacity);
            finding->detour = (int)number;
            struct detour *detour = &audit->detour[number];
            while (users <= number) {
                GROW(last_case, users, users_capacity);
                last_case[users++] = 0;
            }
            detour->users += last_case[number] != c + 1;
            last_case[number] = c + 1;
            detour->contacts++;
            active_time_add(&detour->time, &finding->time);
            struct sighting seen[2] = { { number, 0, next_planned(audit, row, end) },
                                        { number, 1, (int)finding->channel } };
            for (int i = 0; i < 2; i++)
                if (i ? finding->channel != CHANNEL_NONE : seen[0].value != NONE) {
                    GROW(sighting, sightings, sighting_capacity);
                    sighting[sightings++] = seen[i];
                }
        }
    }
    if (sightings)
        settle_modes(audit, sighting, sightings);
    if (audit->detours)
        sort_detours(audit);
    free(sighting);
    free(last_case);
    interner_release(&known);
}

const char *detour_name(const struct audit *audit, const struct detour *detour)
{
    return detour->step != NONE ? step_title(audit->journey, detour->step) : event_log_text(audit->log, detour->label);
}
