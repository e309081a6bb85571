#include "measure/tally.h"
#include <stdlib.h>
#include <string.h>

/* Findings arrive case by case, so "a user more" is told by the last case that was counted. */
static void count_user(int64_t *users, size_t *last_case, size_t number)
{
    if (*last_case != number + 1) {
        *last_case = number + 1;
        ++*users;
    }
}

void tally_contacts(struct audit *audit)
{
    const struct event_log *log = audit->log;
    size_t institutions = (size_t)audit->journey->institutions + 1, verdict_case[VERDICT_COUNT] = { 0 };
    size_t *institution_case = xcalloc(institutions, sizeof *institution_case);
    audit->by_institution = arena_alloc(&audit->arena, institutions * sizeof(int64_t));
    audit->redundant_by_institution = arena_alloc(&audit->arena, institutions * sizeof(int64_t));
    audit->users_by_institution = arena_alloc(&audit->arena, institutions * sizeof(int64_t));
    for (size_t c = 0; c < log->case_count; c++)
        for (size_t row = log->cases[c].first, end = row + log->cases[c].count; row < end; row++) {
            const struct contact_finding *finding = &audit->contact[row];
            size_t institution = finding->institution == NONE ? institutions - 1 : (size_t)finding->institution;
            enum cause cause = verdict_cause(finding->verdict);
            audit->contacts++;
            audit->planned += finding->verdict == VERDICT_PLANNED;
            audit->redundant += cause != CAUSE_NONE;
            audit->by_verdict[finding->verdict]++;
            audit->stated_by_verdict[finding->verdict] += finding->stated;
            count_user(&audit->users_by_verdict[finding->verdict], &verdict_case[finding->verdict], c);
            audit->by_cause[cause]++;
            audit->by_institution[institution]++;
            audit->redundant_by_institution[institution] += cause != CAUSE_NONE;
            count_user(&audit->users_by_institution[institution], &institution_case[institution], c);
            audit->by_channel[finding->channel]++;
            if (finding->step != NONE)
                audit->step[finding->step].contacts++;
            if (finding->step != NONE && finding->move == MOVE_MATCH) {
                audit->step[finding->step].matched++;
                active_time_add(&audit->step[finding->step].time, &finding->time);
            }
        }
    free(institution_case);
}

/* Hand-offs as they come; brought together whenever the list is full, so it holds at most twice the distinct ones. */
struct hand_off_list { struct hand_off *item; size_t count, capacity; };

static int compare_hand_offs(const void *left, const void *right)
{
    const struct hand_off *a = left, *b = right;
    return a->from != b->from ? a->from - b->from : a->to - b->to;
}

/* One line a pair, by from then to. */
static void bring_together(struct hand_off_list *list)
{
    size_t kept = 0;
    if (list->count)
        qsort(list->item, list->count, sizeof *list->item, compare_hand_offs);
    for (size_t i = 0; i < list->count; i++) {
        const struct hand_off *item = &list->item[i];
        if (kept && !compare_hand_offs(&list->item[kept - 1], item)) {
            list->item[kept - 1].planned += item->planned;
            list->item[kept - 1].lived += item->lived;
        } else {
            list->item[kept++] = *item;
        }
    }
    list->count = kept;
}

static void add_hand_off(struct hand_off_list *list, struct hand_off hand_off)
{
    enum { FIRST_CAPACITY = 1024 };
    if (list->count == list->capacity) {
        bring_together(list);
        if (list->count >= list->capacity / 2) {
            list->capacity = list->capacity ? list->capacity * 2 : FIRST_CAPACITY;
            list->item = xrealloc(list->item, list->capacity * sizeof *list->item);
        }
    }
    list->item[list->count++] = hand_off;
}

/* The next institution of a chain of contacts: what users do alone is left out, an unknown institution breaks the
 * chain (nobody knows who handed over to whom). Counts the hand-off. */
static int follow_chain(const struct audit *audit, int before, int institution, bool planned,
                        struct hand_off_list *list)
{
    if (institution_is_self(audit->journey, institution))
        return before;
    if (before != NONE && institution != NONE && before != institution)
        add_hand_off(list, (struct hand_off){ before, institution, planned, !planned });
    return institution;
}

void tally_hand_offs(struct audit *audit)
{
    const struct event_log *log = audit->log;
    const struct run *run = &audit->theory.run;
    struct hand_off_list list = { 0 };
    int before = NONE;
    for (int i = 0; i < run->count; i++) {
        const struct step *step = &audit->journey->step[run->occurrence[i].step];
        if (!step->automatic)
            before = follow_chain(audit, before, step->institution, true, &list);
    }
    for (size_t c = 0; c < log->case_count; c++) {
        before = NONE;
        for (size_t row = log->cases[c].first, end = row + log->cases[c].count; row < end; row++)
            before = follow_chain(audit, before, audit->contact[row].institution, false, &list);
    }
    bring_together(&list);
    audit->hand_off = arena_alloc(&audit->arena, (list.count + 1) * sizeof *audit->hand_off);
    if (list.count)
        memcpy(audit->hand_off, list.item, list.count * sizeof *audit->hand_off);
    audit->hand_offs = list.count;
    free(list.item);
}

/* Documents: the journey's in file order, then the others by text. */
static int compare_documents(const void *a, const void *b, void *context)
{
    const struct document_finding *x = a, *y = b;
    const struct event_log *log = context;
    if (x->document == NONE && y->document == NONE)
        return strcmp(event_log_text(log, x->text), event_log_text(log, y->text));
    if (x->document == NONE || y->document == NONE)
        return x->document == NONE ? 1 : -1;
    return x->document - y->document;
}

void tally_documents(struct audit *audit)
{
    const struct event_log *log = audit->log;
    size_t keys = (size_t)audit->journey->documents + log->strings.count;
    int64_t *asked = xcalloc(keys, sizeof *asked), *again = xcalloc(keys, sizeof *again);
    size_t *seen = xcalloc(keys, sizeof *seen), count = (size_t)audit->journey->documents;
    for (size_t c = 0; log->documents && c < log->case_count; c++)
        for (size_t row = log->cases[c].first, end = row + log->cases[c].count; row < end; row++) {
            const uint32_t *list = event_log_document_list(log, log->documents[row]);
            for (uint32_t i = 1; i <= list[0]; i++) {
                int document = audit->matching->document_of_string[list[i]];
                size_t key = document == NONE ? (size_t)audit->journey->documents + list[i] : (size_t)document;
                asked[key]++;
                again[key] += seen[key] == c + 1;
                seen[key] = c + 1;
            }
        }
    for (size_t key = count; key < keys; key++)
        count += asked[key] > 0;
    audit->document = arena_alloc(&audit->arena, count * sizeof *audit->document);
    for (size_t key = 0; key < keys; key++) {
        bool own = key < (size_t)audit->journey->documents;
        if (own || asked[key])
            audit->document[audit->documents++] =
                (struct document_finding){ own ? (int)key : NONE,
                                           own ? 0 : (uint32_t)(key - (size_t)audit->journey->documents), asked[key],
                                           again[key] };
    }
    if (audit->documents)
        qsort_r(audit->document, audit->documents, sizeof *audit->document, compare_documents, (void *)log);
    free(asked);
    free(again);
    free(seen);
}

enum { PROFILE_VALUES_MAXIMUM = 20 };                   /* an attribute with more values tells people apart, not groups */

static int compare_profiles(const void *a, const void *b, void *context)
{
    const struct profile_group *x = a, *y = b;
    const struct event_log *log = context;
    if (x->attribute != y->attribute)
        return x->attribute - y->attribute;
    return strcmp(event_log_text(log, x->value), event_log_text(log, y->value));
}

void tally_profiles(struct audit *audit)
{
    const struct event_log *log = audit->log;
    size_t capacity = 0;
    for (size_t a = 0; a < log->attributes; a++) {
        const struct log_attribute *attribute = &log->attribute[a];
        if (!attribute->of_case || attribute->distinct < 2 || attribute->distinct > PROFILE_VALUES_MAXIMUM)
            continue;
        size_t first = audit->profiles;
        for (size_t c = 0; c < log->case_count; c++) {
            size_t g = first;
            while (g < audit->profiles && audit->profile[g].value != attribute->value[c])
                g++;
            if (g == audit->profiles) {
                GROW(audit->profile, audit->profiles, capacity);
                audit->profile[audit->profiles++] =
                    (struct profile_group){ .attribute = (int)a, .value = attribute->value[c] };
            }
            struct profile_group *group = &audit->profile[g];
            group->cases++;
            group->contacts += audit->cases[c].contacts;
            group->redundant += audit->cases[c].redundant;
            active_time_add(&group->time, &audit->cases[c].time);
            if (audit->cases[c].take_up != TAKE_UP_COMPLETED)
                continue;
            group->completed++;
            group->completed_contacts += audit->cases[c].contacts;
            group->completed_redundant += audit->cases[c].redundant;
        }
    }
    if (audit->profiles)
        qsort_r(audit->profile, audit->profiles, sizeof *audit->profile, compare_profiles, (void *)log);
}
