#include "measure/resolution.h"
#include "measure/take_up.h"
#include <math.h>
#include <stdlib.h>

/* What a case says of a step. */
struct attempt {
    uint32_t number, step, contacts, done, first;
}; /* number: of the case */
struct attempts {
    struct attempt *attempt;
    size_t count, capacity;
};

/* Contacts of the case at hand, by step. */
struct tally {
    uint32_t *contacts, *done;
    int *named, count;
};

static void count_case(const struct audit *audit, size_t c, struct tally *tally)
{
    const struct log_case *one = &audit->log->cases[c];
    tally->count = 0;
    for (size_t row = one->first, end = row + one->count; row < end; row++) {
        const struct contact_finding *finding = &audit->contact[row];
        enum outcome outcome = audit->log->outcome ? (enum outcome)audit->log->outcome[row] : OUTCOME_NONE;
        if (finding->step == NONE)
            continue;
        if (!tally->contacts[finding->step]++)
            tally->named[tally->count++] = finding->step;
        tally->done[finding->step] += finding->move == MOVE_MATCH && outcome_counts_as_done(outcome);
    }
}

static void add(struct resolved *resolved, const struct attempt *attempt)
{
    resolved->cases++;
    resolved->first += attempt->first;
    resolved->contacts += attempt->contacts;
    resolved->done += attempt->done;
}

static void walk_cases(struct resolution *result, const struct audit *audit, struct estimates *estimates,
                       struct attempts *attempts)
{
    size_t steps = (size_t)audit->journey->steps + 1;
    struct tally tally = { xcalloc(steps, sizeof(uint32_t)), xcalloc(steps, sizeof(uint32_t)),
                           xcalloc(steps, sizeof(int)), 0 };
    double *per_case = estimates_add_summary(estimates, &result->per_case);
    struct estimate_sums per_done = estimates_add(estimates, &result->all.contacts_per_done),
                         first = estimates_add(estimates, &result->all.first_share);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        count_case(audit, c, &tally);
        per_done.top[c] = audit->cases[c].contacts;
        for (int i = 0; i < tally.count; i++) {
            int step = tally.named[i], institution = audit->journey->step[step].institution;
            uint32_t contacts = tally.contacts[step], done = tally.done[step];
            struct attempt attempt = { (uint32_t)c, (uint32_t)step, contacts, done, contacts == done };
            GROW(attempts->attempt, attempts->count, attempts->capacity);
            attempts->attempt[attempts->count++] = attempt;
            add(&result->step[step], &attempt);
            add(&result->all, &attempt);
            if (institution != NONE)
                add(&result->institution[institution], &attempt);
            per_done.bottom[c] += done;
            first.top[c] += attempt.first;
            first.bottom[c]++;
            tally.contacts[step] = tally.done[step] = 0;
        }
        if (per_done.bottom[c] > 0)
            per_case[c] = per_done.top[c] / per_done.bottom[c];
    }
    result->all.contacts = audit->contacts;
    free(tally.contacts);
    free(tally.done);
    free(tally.named);
}

/* The ratio of contacts to times done, with the cases of each step resampled. */
static void estimate_steps(struct resolution *result, const struct audit *audit, const struct attempts *attempts)
{
    size_t steps = (size_t)audit->journey->steps;
    size_t *at = xcalloc(steps + 2, sizeof *at);
    double *top = xcalloc(attempts->count + 1, sizeof *top), *bottom = xcalloc(attempts->count + 1, sizeof *bottom);
    for (size_t s = 0; s < steps; s++)
        at[s + 1] = at[s] + (size_t)result->step[s].cases;
    for (size_t i = 0; i < attempts->count; i++) {
        const struct attempt *attempt = &attempts->attempt[i];
        top[at[attempt->step]] = attempt->contacts;
        bottom[at[attempt->step]++] = attempt->done;
    }
    for (size_t s = 0; s < steps; s++) {
        struct resolved *step = &result->step[s];
        size_t cases = (size_t)step->cases, first = at[s] - cases;
        step->contacts_per_done = estimate_of(audit, top + first, bottom + first, cases);
        step->first_share = estimate_share(step->first, step->cases);
    }
    free(at);
    free(top);
    free(bottom);
}

/* An institution's cases have several of its steps: they are resampled as wholes. */
static void estimate_institution(struct resolved *result, const struct audit *audit, const struct attempts *attempts,
                                 const size_t *chosen, size_t count, double *sum[4])
{
    size_t cases = 0;
    uint32_t before = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        const struct attempt *attempt = &attempts->attempt[chosen[i]];
        if (attempt->number != before) {
            before = attempt->number;
            for (int k = 0; k < 4; k++)
                sum[k][cases] = 0;
            cases++;
        }
        sum[0][cases - 1] += attempt->contacts;
        sum[1][cases - 1] += attempt->done;
        sum[2][cases - 1] += attempt->first;
        sum[3][cases - 1]++;
    }
    const struct estimate_request request[] = {
        { sum[0], sum[1], &result->contacts_per_done },
        { sum[2], sum[3], &result->first_share },
    };
    estimates_of(audit, request, 2, cases);
}

static void estimate_institutions(struct resolution *result, const struct audit *audit, const struct attempts *attempts)
{
    size_t institutions = (size_t)audit->journey->institutions;
    size_t *begin = xcalloc(institutions + 2, sizeof *begin), *chosen = xcalloc(attempts->count + 1, sizeof *chosen);
    double *sum[4];
    for (int k = 0; k < 4; k++)
        sum[k] = xcalloc(audit->log->case_count + 1, sizeof(double));
    for (size_t i = 0; i < institutions; i++)           /* their attempts: as many as cases were counted */
        begin[i + 2] = begin[i + 1] + (size_t)result->institution[i].cases;
    for (size_t a = 0; a < attempts->count; a++) {
        int institution = audit->journey->step[attempts->attempt[a].step].institution;
        if (institution != NONE)
            chosen[begin[institution + 1]++] = a;
    }
    for (size_t i = 0; i < institutions; i++)
        estimate_institution(&result->institution[i], audit, attempts, chosen + begin[i], begin[i + 1] - begin[i], sum);
    for (int k = 0; k < 4; k++)
        free(sum[k]);
    free(begin);
    free(chosen);
}

static void find_lateness(struct resolution *result, const struct audit *audit)
{
    for (int s = 0; s < audit->journey->steps; s++) {
        const struct step *step = &audit->journey->step[s];
        const struct step_finding *finding = &audit->step[s];
        struct lateness *late = &result->late[s];
        int64_t announced = duration_given(step->wait) ? finding->waits + finding->never_came_late : 0;
        int64_t limit = duration_given(step->limit) ? finding->waits + finding->never_came_limit : 0;
        late->announced_users = announced ? finding->late : 0;
        late->limit_users = limit ? finding->late_limit : 0;
        late->announced = estimate_share(late->announced_users, announced);
        late->limit = estimate_share(late->limit_users, limit);
    }
}

void resolution_init(struct resolution *result, struct audit *audit, struct estimates *estimates)
{
    struct attempts attempts = { 0 };
    *result = (struct resolution){
        .step = arena_alloc(&audit->arena, ((size_t)audit->journey->steps + 1) * sizeof *result->step),
        .institution =
            arena_alloc(&audit->arena, ((size_t)audit->journey->institutions + 1) * sizeof *result->institution),
        .late = arena_alloc(&audit->arena, ((size_t)audit->journey->steps + 1) * sizeof *result->late),
    };
    walk_cases(result, audit, estimates, &attempts);
    estimate_steps(result, audit, &attempts);
    estimate_institutions(result, audit, &attempts);
    find_lateness(result, audit);
    free(attempts.attempt);
}
