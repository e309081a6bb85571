/* What users said: how satisfied they were, and what annoyed them, by place. */
#include "base/buffer.h"
#include "base/text.h"
#include "measure/statistics.h"
#include "measure/tally.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- satisfaction --- */

/* Answers put together: of the steps, then of the detours, then all; each place has its slice of `value`. */
struct answers {
    struct satisfaction **place;
    size_t places, *last_case, *end;
    int64_t *hundredths;
    double *value;
};

static bool answered(const struct event_log *log, size_t row)
{
    return log->satisfaction && log->satisfaction[row] != LOG_SATISFACTION_ABSENT;
}

/* The places row speaks of: the step it is matched to, the kind of contacts outside the plan it is one of, all. */
static int places_of(const struct audit *audit, size_t row, size_t place[3])
{
    const struct contact_finding *finding = &audit->contact[row];
    size_t steps = (size_t)audit->journey->steps;
    int places = 0;
    if (finding->move == MOVE_MATCH)
        place[places++] = (size_t)finding->step;
    if (finding->detour != NONE)
        place[places++] = steps + (size_t)finding->detour;
    place[places++] = steps + audit->detours;
    return places;
}

static void count_answers(const struct audit *audit, struct answers *answers)
{
    const struct event_log *log = audit->log;
    for (size_t c = 0; c < log->case_count; c++)
        for (size_t row = log->cases[c].first, end = row + log->cases[c].count; row < end; row++) {
            size_t place[3];
            int places = answered(log, row) ? places_of(audit, row, place) : 0;
            for (int i = 0; i < places; i++) {
                struct satisfaction *satisfaction = answers->place[place[i]];
                satisfaction->answers++;
                satisfaction->users += answers->last_case[place[i]] != c + 1;
                answers->last_case[place[i]] = c + 1;
            }
        }
}

static void gather_answers(const struct audit *audit, struct answers *answers)
{
    size_t sum = 0;
    for (size_t i = 0; i < answers->places; i++) {
        answers->end[i] = sum;
        sum += (size_t)answers->place[i]->answers;
    }
    answers->value = xcalloc(sum + 1, sizeof *answers->value);
    for (size_t row = 0; row < audit->log->count; row++) {
        size_t place[3];
        int places = answered(audit->log, row) ? places_of(audit, row, place) : 0;
        for (int i = 0; i < places; i++) {
            answers->value[answers->end[place[i]]++] = audit->log->satisfaction[row] / 100.0;
            answers->hundredths[place[i]] += audit->log->satisfaction[row];
        }
    }
}

/* The mean's interval: users are resampled, each with all their answers about the place. Only of steps and of all: kinds
 * of extra contacts are many and of few. */
static void find_intervals(const struct audit *audit, struct answers *answers)
{
    size_t sum = 0, *at = xcalloc(answers->places + 1, sizeof *at);
    for (size_t i = 0; i < answers->places; i++) {
        at[i] = sum;
        sum += (size_t)answers->place[i]->users;
        answers->last_case[i] = 0;
    }
    double *top = xcalloc(sum + 1, sizeof *top), *bottom = xcalloc(sum + 1, sizeof *bottom);
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            size_t place[3];
            int places = answered(audit->log, row) ? places_of(audit, row, place) : 0;
            for (int i = 0; i < places; i++) {
                at[place[i]] += answers->last_case[place[i]] != c + 1;
                answers->last_case[place[i]] = c + 1;
                top[at[place[i]] - 1] += audit->log->satisfaction[row] / 100.0;
                bottom[at[place[i]] - 1]++;
            }
        }
    for (size_t i = 0; i < answers->places; i++) {
        size_t users = (size_t)answers->place[i]->users, first = at[i] - users;
        struct ratio ratio = { .top = top + first, .bottom = bottom + first, .ci95 = { NAN, NAN } };
        bool wanted = i < (size_t)audit->journey->steps || i + 1 == answers->places;
        if (wanted && !audit->options.headlines_only)
            bootstrap_ratios(&ratio, 1, users, audit->options.seed, audit->options.bootstrap_draws, audit->options.threads);
        answers->place[i]->ci95[0] = ratio.ci95[0];
        answers->place[i]->ci95[1] = ratio.ci95[1];
    }
    free(at);
    free(top);
    free(bottom);
}

static void sum_up_answers(struct answers *answers)
{
    for (size_t i = 0; i < answers->places; i++) {
        struct satisfaction *satisfaction = answers->place[i];
        size_t count = (size_t)satisfaction->answers;
        double *value = answers->value + answers->end[i] - count;
        sort_doubles(value, count);
        satisfaction->mean = count ? (double)answers->hundredths[i] / 100 / (double)count : NAN;
        for (int q = 0; q < 3; q++)
            satisfaction->quartile[q] = quantile(value, count, 0.25 * (q + 1));
    }
}

void tally_satisfaction(struct audit *audit)
{
    size_t steps = (size_t)audit->journey->steps, places = steps + audit->detours + 1;
    audit->step_satisfaction = arena_alloc(&audit->arena, (steps + 1) * sizeof(struct satisfaction));
    audit->detour_satisfaction = arena_alloc(&audit->arena, (audit->detours + 1) * sizeof(struct satisfaction));
    struct answers answers = {
        .place = xcalloc(places, sizeof *answers.place),
        .places = places,
        .last_case = xcalloc(places, sizeof *answers.last_case),
        .end = xcalloc(places, sizeof *answers.end),
        .hundredths = xcalloc(places, sizeof *answers.hundredths),
    };
    for (size_t i = 0; i + 1 < places; i++)
        answers.place[i] = i < steps ? &audit->step_satisfaction[i] : &audit->detour_satisfaction[i - steps];
    answers.place[places - 1] = &audit->satisfaction;
    count_answers(audit, &answers);
    gather_answers(audit, &answers);
    sum_up_answers(&answers);
    find_intervals(audit, &answers);
    free(answers.place);
    free(answers.last_case);
    free(answers.end);
    free(answers.hundredths);
    free(answers.value);
}

/* --- irritants --- */

/* What makes two irritants the same: the words, whatever their case and accents, and the place. */
struct irritant_key {
    uint32_t words;
    int step, detour;
};

/* Irritants that fold alike share a number, and are shown as the one read first: strings are numbered in that order. */
struct wordings {
    struct interner folded;
    uint32_t *words;    /* [strings]: number in `folded`; 0: blank, or not yet asked */
    uint32_t *first; size_t count, capacity;    /* [numbers in folded]: string */
};

static uint32_t words_of(struct wordings *wordings, const struct event_log *log, uint32_t text)
{
    if (!text || wordings->words[text])
        return wordings->words[text];
    struct buffer folded = { 0 };
    text_fold(&folded, event_log_text(log, text));
    uint32_t words = interner_add_string(&wordings->folded, buffer_text(&folded));
    buffer_release(&folded);
    while (wordings->count <= words) {
        GROW(wordings->first, wordings->count, wordings->capacity);
        wordings->first[wordings->count++] = text;
    }
    if (text < wordings->first[words])
        wordings->first[words] = text;
    wordings->words[text] = words;
    return words;
}

static int compare_irritants(const void *a, const void *b, void *context)
{
    const struct irritant *x = a, *y = b;
    if (x->users != y->users)
        return x->users < y->users ? 1 : -1;
    if (x->contacts != y->contacts)
        return x->contacts < y->contacts ? 1 : -1;
    int texts = strcmp(event_log_text(context, x->text), event_log_text(context, y->text));
    if (texts)
        return texts;
    return x->step != y->step ? x->step - y->step : x->detour - y->detour;
}

static void count_irritants(struct audit *audit, struct wordings *wordings)
{
    const struct event_log *log = audit->log;
    struct interner known = { 0 };
    size_t capacity = 0, *last_case = NULL, users = 0, users_capacity = 0;
    interner_add_string(&known, "");
    for (size_t c = 0; c < log->case_count; c++)
        for (size_t row = log->cases[c].first, end = row + log->cases[c].count; row < end; row++) {
            const struct contact_finding *finding = &audit->contact[row];
            struct irritant_key key = { words_of(wordings, log, log->irritant[row]), NONE, finding->detour };
            if (!key.words)
                continue;
            key.step = finding->detour == NONE ? finding->step : NONE;
            uint32_t number = interner_add(&known, (const char *)&key, sizeof key) - 1;
            if (number == audit->irritants) {
                GROW(audit->irritant, audit->irritants, capacity);
                audit->irritant[audit->irritants++] = (struct irritant){ key.words, key.step, key.detour, 0, 0 };
                GROW(last_case, users, users_capacity);
                last_case[users++] = 0;
            }
            audit->irritant[number].contacts++;
            audit->irritant[number].users += last_case[number] != c + 1;
            last_case[number] = c + 1;
        }
    interner_release(&known);
    free(last_case);
}

void tally_irritants(struct audit *audit)
{
    const struct event_log *log = audit->log;
    struct wordings wordings = { 0 };
    if (!log->irritant)
        return;
    interner_add_string(&wordings.folded, "");
    wordings.words = xcalloc(log->strings.count + 1, sizeof *wordings.words);
    count_irritants(audit, &wordings);
    for (size_t i = 0; i < audit->irritants; i++)
        audit->irritant[i].text = wordings.first[audit->irritant[i].text];
    if (audit->irritants)
        qsort_r(audit->irritant, audit->irritants, sizeof *audit->irritant, compare_irritants, (void *)log);
    interner_release(&wordings.folded);
    free(wordings.words);
    free(wordings.first);
}
