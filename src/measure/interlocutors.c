#include "measure/interlocutors.h"
#include "measure/ledger.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An institution's follow-up in the case at hand; `contacts` 0: not met. Seconds since 1970, or TIME_NONE. */
struct follow_up {
    int64_t start, end;
    int contacts, dated;
};
struct edge {
    int64_t at;
    int step;
}; /* +1: a follow-up begins; -1: one ends */

struct walk {
    struct audit *audit;
    struct interlocutors *result;
    struct follow_up *follow_up; /* [institutions] */
    int *met, count;             /* those of the case */
    struct edge *edge;           /* [2 x institutions] */
    struct overlap *pair;        /* [institutions x institutions] */
};

static int planned_institutions(const struct audit *audit)
{
    const struct run *run = &audit->theory.run;
    bool *seen = xcalloc((size_t)audit->journey->institutions + 1, sizeof *seen);
    int count = 0;
    for (int i = 0; i < run->count; i++) {
        const struct step *step = &audit->journey->step[run->occurrence[i].step];
        if (step->automatic || step->institution == NONE || institution_is_self(audit->journey, step->institution))
            continue;
        count += !seen[step->institution];
        seen[step->institution] = true;
    }
    free(seen);
    return count;
}

static void meet(struct walk *walk, int institution, const struct contact *contact)
{
    struct follow_up *follow_up = &walk->follow_up[institution];
    int64_t start = contact_start(contact), end = contact_end(contact);
    if (!follow_up->contacts++) {
        walk->met[walk->count++] = institution;
        follow_up->start = follow_up->end = TIME_NONE;
    }
    if (start == TIME_NONE)
        return;
    follow_up->dated++;
    if (follow_up->start == TIME_NONE || start < follow_up->start)
        follow_up->start = start;
    if (follow_up->end == TIME_NONE || end > follow_up->end)
        follow_up->end = end;
}

static void gather(struct walk *walk, size_t c)
{
    const struct audit *audit = walk->audit;
    const struct log_case *one = &audit->log->cases[c];
    walk->count = 0;
    for (size_t row = one->first, end = row + one->count; row < end; row++) {
        int institution = audit->contact[row].institution;
        walk->result->contacts_unknown += institution == NONE;
        if (institution == NONE || institution_is_self(audit->journey, institution))
            continue;
        struct contact contact = event_log_contact(audit->log, row);
        meet(walk, institution, &contact);
    }
}

static int compare_edges(const void *left, const void *right)
{
    const struct edge *a = left, *b = right;
    return a->at != b->at ? (a->at > b->at) - (a->at < b->at) : a->step - b->step;
}

/* Met twice at least, with time between. */
static bool runs(const struct follow_up *follow_up)
{
    return follow_up->dated > 1 && follow_up->end > follow_up->start;
}

/* Seconds of the case during which two or more follow-ups run. */
static int64_t overlap_of(struct walk *walk)
{
    size_t edges = 0;
    for (int i = 0; i < walk->count; i++) {
        const struct follow_up *follow_up = &walk->follow_up[walk->met[i]];
        if (!runs(follow_up))
            continue;
        walk->edge[edges++] = (struct edge){ follow_up->start, 1 };
        walk->edge[edges++] = (struct edge){ follow_up->end, -1 };
    }
    qsort(walk->edge, edges, sizeof *walk->edge, compare_edges);
    int64_t seconds = 0;
    int running = 0;
    for (size_t i = 0; i < edges; i++) {
        if (running >= 2)
            seconds += walk->edge[i].at - walk->edge[i - 1].at;
        running += walk->edge[i].step;
        walk->result->most = running > walk->result->most ? running : walk->result->most;
    }
    return seconds;
}

static int compare_institutions(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static void add_pairs(struct walk *walk)
{
    if (!walk->pair)
        return;
    size_t institutions = (size_t)walk->audit->journey->institutions;
    qsort(walk->met, (size_t)walk->count, sizeof *walk->met, compare_institutions);
    for (int i = 0; i < walk->count; i++)
        for (int k = i + 1; k < walk->count; k++) {
            const struct follow_up *a = &walk->follow_up[walk->met[i]], *b = &walk->follow_up[walk->met[k]];
            int64_t start = a->start > b->start ? a->start : b->start, end = a->end < b->end ? a->end : b->end;
            struct overlap *pair = &walk->pair[(size_t)walk->met[i] * institutions + (size_t)walk->met[k]];
            if (!runs(a) || !runs(b) || end <= start)
                continue;
            *pair = (struct overlap){ walk->met[i], walk->met[k], pair->users + 1, pair->seconds + end - start };
        }
}

static int compare_pairs(const void *left, const void *right)
{
    const struct overlap *a = left, *b = right;
    if (a->users != b->users)
        return a->users < b->users ? 1 : -1;
    if (a->seconds != b->seconds)
        return a->seconds < b->seconds ? 1 : -1;
    return a->a != b->a ? a->a - b->a : a->b - b->b;
}

static void keep_pairs(struct walk *walk)
{
    size_t institutions = (size_t)walk->audit->journey->institutions, count = 0;
    for (size_t i = 0; walk->pair && i < institutions * institutions; i++)
        count += walk->pair[i].users > 0;
    struct interlocutors *result = walk->result;
    result->pair = arena_alloc(&walk->audit->arena, (count + 1) * sizeof *result->pair);
    for (size_t i = 0; count && i < institutions * institutions; i++)
        if (walk->pair[i].users)
            result->pair[result->pairs++] = walk->pair[i];
    qsort(result->pair, result->pairs, sizeof *result->pair, compare_pairs);
}

static void walk_cases(struct walk *walk, struct estimates *estimates)
{
    struct audit *audit = walk->audit;
    struct interlocutors *result = walk->result;
    double *lived = estimates_add_summary(estimates, &result->lived),
           *completed = estimates_add_summary(estimates, &result->completed),
           *overlap = estimates_add_summary(estimates, &result->overlap);
    struct estimate_sums overlapping = estimates_add(estimates, &result->overlapping),
                         of_elapsed = estimates_add(estimates, &result->of_elapsed);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        const struct case_finding *finding = &audit->cases[c];
        gather(walk, c);
        result->of_case[c] = walk->count;
        if (finding->contacts)
            lived[c] = walk->count;
        if (finding->contacts && finding->take_up == TAKE_UP_COMPLETED)
            completed[c] = walk->count;
        if (finding->contacts && finding->dated) {
            result->dated++;
            overlap[c] = of_elapsed.top[c] = (double)overlap_of(walk);
            of_elapsed.bottom[c] = (double)finding->elapsed_total;
            overlapping.top[c] = overlap[c] > 0;
            overlapping.bottom[c] = 1;
            add_pairs(walk);
        }
        for (int i = 0; i < walk->count; i++)
            walk->follow_up[walk->met[i]].contacts = walk->follow_up[walk->met[i]].dated = 0;
    }
}

void interlocutors_init(struct interlocutors *result, struct audit *audit, struct estimates *estimates)
{
    size_t institutions = (size_t)audit->journey->institutions;
    struct walk walk = {
        .audit = audit,
        .result = result,
        .follow_up = xcalloc(institutions + 1, sizeof *walk.follow_up),
        .met = xcalloc(institutions + 1, sizeof *walk.met),
        .edge = xcalloc(2 * institutions + 1, sizeof *walk.edge),
        .pair = institutions > PAIRS_INSTITUTIONS ? NULL : xcalloc(institutions * institutions + 1, sizeof *walk.pair),
    };
    *result = (struct interlocutors){ .planned = planned_institutions(audit) };
    result->of_case = arena_alloc(&audit->arena, (audit->log->case_count + 1) * sizeof *result->of_case);
    walk_cases(&walk, estimates);
    keep_pairs(&walk);
    free(walk.follow_up);
    free(walk.met);
    free(walk.edge);
    free(walk.pair);
}
