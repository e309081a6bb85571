#include "align/alignment.h"
#include "align/search.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/parallel.h"
#include <stdlib.h>
#include <string.h>

enum { STATE_LIMIT_DEFAULT = 20000000 };

/* One distinct sequence of activities, and the distinct profiles that share it. */
struct group { uint32_t first_case; size_t cases; uint32_t *profile; uint32_t profiles, capacity; };

struct aligner {
    const struct journey *journey; const struct net *net; const struct event_log *log; const struct matching *matching;
    struct group *group; size_t groups, groups_capacity;
    uint32_t *group_of_case, *profile_of_case;
    uint32_t *profile_first_case; size_t profiles, profiles_capacity;
    struct search **search;                     /* [threads], made when first needed */
    size_t state_limit;
    bool plain;                                 /* the log says nothing of institutions, channels…: a variant is a profile */
    struct alignment *alignment;                /* [profiles] */
    int *cost;                                  /* [groups] */
    enum search_result *result;                 /* [groups] */
};

static struct profile_contact profile_of(const struct aligner *aligner, size_t row)
{
    const struct event_log *log = aligner->log;
    int institution = matching_institution(aligner->matching, log, row);
    if (institution == NONE && matching_institution_unknown(aligner->matching, log, row))
        institution = PROFILE_INSTITUTION_UNKNOWN;
    return (struct profile_contact){
        institution, log->channel ? log->channel[row] : CHANNEL_NONE, log->outcome ? log->outcome[row] : OUTCOME_NONE,
        log->reason ? log->reason[row] : REASON_NONE,
    };
}

static void add_profile(struct aligner *aligner, struct group *group, uint32_t case_number)
{
    GROW(aligner->profile_first_case, aligner->profiles, aligner->profiles_capacity);
    aligner->profile_first_case[aligner->profiles] = case_number;
    GROW(group->profile, group->profiles, group->capacity);
    group->profile[group->profiles++] = (uint32_t)aligner->profiles++;
}

/* What tells case `c` from others: its activities, and its profile. */
static void case_keys(const struct aligner *aligner, size_t c, struct buffer *variant, struct buffer *profile)
{
    const struct event_log *log = aligner->log;
    buffer_clear(variant);
    buffer_clear(profile);
    for (size_t row = log->cases[c].first, end = row + log->cases[c].count; row < end; row++) {
        uint32_t activity = aligner->matching->activity_of_label[log->label[row]];
        buffer_add(variant, (const char *)&activity, sizeof activity);
        if (aligner->plain)
            continue;
        struct profile_contact contact = profile_of(aligner, row);
        uint32_t word[3] = { activity, (uint32_t)contact.institution,
            (uint32_t)contact.channel | (uint32_t)contact.outcome << 8 | (uint32_t)contact.reason << 16 |
                (uint32_t)(log->by ? log->by[row] : 0) << 24 };
        buffer_add(profile, (const char *)word, sizeof word);
    }
}

/* Cases of the same activities are one group; of the same (activity, institution, channel, outcome, reason, by), one
 * profile. The interners number both in order of first appearance; number 0, the empty string, is the case without contacts. */
static void group_cases(struct aligner *aligner)
{
    const struct event_log *log = aligner->log;
    struct interner variants = { 0 }, profiles = { 0 };
    struct buffer variant = { 0 }, profile = { 0 };
    uint32_t *profile_number = NULL;                    /* [profiles]: our number; UINT32_MAX until met (0 may never be) */
    size_t numbers = 0, numbers_capacity = 0;
    for (size_t c = 0; c < log->case_count; c++) {
        case_keys(aligner, c, &variant, &profile);
        uint32_t number = interner_add(&variants, buffer_text(&variant), variant.length);
        while (aligner->groups <= number) {
            GROW(aligner->group, aligner->groups, aligner->groups_capacity);
            aligner->group[aligner->groups++] = (struct group){ 0 };
        }
        struct group *group = &aligner->group[number];
        if (!group->cases++)
            group->first_case = (uint32_t)c;
        aligner->group_of_case[c] = number;
        uint32_t which = aligner->plain ? number : interner_add(&profiles, buffer_text(&profile), profile.length);
        while (numbers <= which) {
            GROW(profile_number, numbers, numbers_capacity);
            profile_number[numbers++] = UINT32_MAX;
        }
        if (profile_number[which] == UINT32_MAX) {
            profile_number[which] = (uint32_t)aligner->profiles;
            add_profile(aligner, group, (uint32_t)c);
        }
        aligner->profile_of_case[c] = profile_number[which];
    }
    free(profile_number);
    buffer_release(&variant);
    buffer_release(&profile);
    interner_release(&variants);
    interner_release(&profiles);
}

static void align_group(void *context, size_t item, int thread)
{
    struct aligner *aligner = context;
    const struct event_log *log = aligner->log;
    struct group *group = &aligner->group[item];
    if (!group->cases)
        return;
    if (!aligner->search[thread])
        aligner->search[thread] = search_new(aligner->journey, aligner->net, aligner->state_limit);
    struct search *search = aligner->search[thread];
    size_t first = log->cases[group->first_case].first, count = log->cases[group->first_case].count;
    const struct activity **activity = xrealloc(NULL, (count + 1) * sizeof *activity);
    struct profile_contact *profile = xrealloc(NULL, (count + 1) * sizeof *profile);
    for (size_t i = 0; i < count; i++)
        activity[i] = matching_activity(aligner->matching, log, first + i);
    aligner->result[item] = search_variant(search, activity, (int)count, &aligner->cost[item]);
    for (uint32_t p = 0; aligner->result[item] == SEARCH_DONE && p < group->profiles; p++) {
        size_t row = log->cases[aligner->profile_first_case[group->profile[p]]].first;
        for (size_t i = 0; i < count; i++)
            profile[i] = profile_of(aligner, row + i);
        search_alignment(search, profile, &aligner->alignment[group->profile[p]]);
    }
    free(activity);
    free(profile);
}

static bool report_failure(const struct aligner *aligner, enum search_result result, const struct group *group,
                           struct diagnostics *diagnostics)
{
    struct source_position at = { .file = aligner->journey->file };
    switch (result) {
    case SEARCH_DONE:
        return true;
    case SEARCH_NO_END:
        return diagnostics_error(diagnostics, at, _("no run of this model ever reaches its end: nothing can be aligned with it"));
    case SEARCH_UNBOUNDED:
        return diagnostics_error(diagnostics, at, _("a place of this model can hold ever more tokens: expected a bounded net"));
    default:
        return diagnostics_error(diagnostics, at,
            ngettext("a case of %u contact needs more than %zu search states to align exactly; nothing is approximated in its place",
                     "a case of %u contacts needs more than %zu search states to align exactly; nothing is approximated in its place",
                     group ? aligner->log->cases[group->first_case].count : 0),
            group ? aligner->log->cases[group->first_case].count : 0, aligner->state_limit);
    }
}

static int compare_groups(const void *a, const void *b, void *context)
{
    const struct aligner *aligner = context;
    const struct group *x = &aligner->group[*(const uint32_t *)a], *y = &aligner->group[*(const uint32_t *)b];
    if (x->cases != y->cases)
        return x->cases < y->cases ? 1 : -1;
    return (x->first_case > y->first_case) - (x->first_case < y->first_case);
}

static double ratio(double cost, double most) { return most > 0 ? 1 - cost / most : 1; }

/* Variants in their order, fitness, totals. */
static void summarise(const struct aligner *aligner, struct alignment_set *set)
{
    const struct event_log *log = aligner->log;
    uint32_t *order = xrealloc(NULL, (aligner->groups + 1) * sizeof *order), *rank = xcalloc(aligner->groups + 1, sizeof *rank);
    size_t count = 0;
    for (size_t g = 0; g < aligner->groups; g++)
        if (aligner->group[g].cases)
            order[count++] = (uint32_t)g;
    if (count)
        qsort_r(order, count, sizeof *order, compare_groups, (void *)aligner);
    set->variants = count;
    set->variant = arena_alloc(&set->arena, count * sizeof *set->variant);
    double fitness = 0;
    int64_t most = 0;
    for (size_t i = 0; i < count; i++) {
        const struct group *group = &aligner->group[order[i]];
        int contacts = (int)log->cases[group->first_case].count, cost = aligner->cost[order[i]];
        rank[order[i]] = (uint32_t)i;
        set->variant[i] = (struct variant){ group->cases, group->first_case, contacts, cost };
        set->total_cost += (int64_t)cost * (int64_t)group->cases;
        most += ((int64_t)contacts + set->empty_cost) * (int64_t)group->cases;
        fitness += ratio(cost, (double)contacts + set->empty_cost) * (double)group->cases;
    }
    set->mean_fitness = log->case_count ? fitness / (double)log->case_count : 1;
    set->log_fitness = ratio((double)set->total_cost, (double)most);
    for (size_t c = 0; c < log->case_count; c++) {
        set->variant_of_case[c] = rank[aligner->group_of_case[c]];
        set->alignment_of_case[c] = aligner->profile_of_case[c];
    }
    free(order);
    free(rank);
}

static bool align_all(struct aligner *aligner, struct alignment_set *set, int threads, struct diagnostics *diagnostics)
{
    bool good = true;
    int empty_cost = 0;
    aligner->search[0] = search_new(aligner->journey, aligner->net, aligner->state_limit);
    good = report_failure(aligner, search_variant(aligner->search[0], NULL, 0, &empty_cost), NULL, diagnostics);
    set->empty_cost = empty_cost;
    if (good)
        parallel_for(aligner->groups, threads, align_group, aligner);
    for (size_t g = 0; good && g < aligner->groups; g++)
        if (aligner->group[g].cases)
            good = report_failure(aligner, aligner->result[g], &aligner->group[g], diagnostics);
    return good;
}

struct alignment_set *alignment_set_new(const struct journey *journey, const struct net *net, const struct event_log *log,
                                        const struct matching *matching, const struct align_options *options,
                                        struct diagnostics *diagnostics)
{
    int threads = options && options->threads > 0 ? options->threads : parallel_threads();
    struct aligner aligner = { .journey = journey, .net = net, .log = log, .matching = matching };
    struct alignment_set *set = xcalloc(1, sizeof *set);
    aligner.plain = !log->institution && !log->channel && !log->outcome && !log->reason && !log->by;
    aligner.state_limit = options && options->state_limit ? options->state_limit : STATE_LIMIT_DEFAULT;
    set->variant_of_case = arena_alloc(&set->arena, log->case_count * sizeof(uint32_t));
    set->alignment_of_case = arena_alloc(&set->arena, log->case_count * sizeof(uint32_t));
    aligner.group_of_case = xcalloc(log->case_count, sizeof(uint32_t));
    aligner.profile_of_case = xcalloc(log->case_count, sizeof(uint32_t));
    group_cases(&aligner);
    aligner.cost = xcalloc(aligner.groups, sizeof *aligner.cost);
    aligner.result = xcalloc(aligner.groups, sizeof *aligner.result);
    aligner.search = xcalloc((size_t)threads, sizeof(struct search *));
    set->alignments = aligner.profiles;
    set->alignment = aligner.alignment = xcalloc(aligner.profiles, sizeof *aligner.alignment);
    bool good = align_all(&aligner, set, threads, diagnostics);
    if (good)
        summarise(&aligner, set);
    for (int t = 0; t < threads; t++)
        search_free(aligner.search[t]);
    for (size_t g = 0; g < aligner.groups; g++)
        free(aligner.group[g].profile);
    free(aligner.search);
    free(aligner.group);
    free(aligner.group_of_case);
    free(aligner.profile_of_case);
    free(aligner.profile_first_case);
    free(aligner.cost);
    free(aligner.result);
    if (good)
        return set;
    alignment_set_free(set);
    return NULL;
}

void alignment_set_free(struct alignment_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->alignments; i++)
        run_release(&set->alignment[i].run);
    free(set->alignment);
    arena_release(&set->arena);
    free(set);
}
