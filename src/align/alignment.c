#include "align/alignment.h"
#include "align/search.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/parallel.h"
#include <stdlib.h>
#include <string.h>

/* One distinct sequence of activities, and the distinct profiles that share it. */
struct group { uint32_t first_case; size_t cases; uint32_t *profile; uint32_t profiles, capacity; };

struct aligner {
    const struct journey *journey; const struct net *net; const struct event_log *log; const struct matching *matching;
    struct group *group; size_t groups, groups_capacity;
    uint32_t *group_of_case, *profile_of_case;
    uint32_t *profile_first_case; size_t profiles, profiles_capacity;
    struct search **search;                     /* [threads], made when first needed */
    struct search_limits limits;
    bool plain;                                 /* no institutions, channels… in the log: a variant is a profile */
    struct alignment *alignment;                /* [profiles] */
    uint32_t *shared;                           /* [profiles]: whose alignment it has: its own, or an earlier one's */
    struct cost_bounds *cost;                   /* [groups] */
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

/* What tells cases from each other, one row of words a contact; room for the longest case. */
enum { PROFILE_WORDS = 3 };
struct case_keys { uint32_t *variant, *profile; size_t variant_size, profile_size; };      /* sizes in bytes */

static void case_keys_init(struct case_keys *keys, const struct event_log *log)
{
    size_t longest = 0;
    for (size_t c = 0; c < log->case_count; c++)
        longest = log->cases[c].count > longest ? log->cases[c].count : longest;
    keys->variant = xrealloc(NULL, (longest + 1) * sizeof *keys->variant);
    keys->profile = xrealloc(NULL, (longest + 1) * PROFILE_WORDS * sizeof *keys->profile);
}

/* The keys of case `c`: its activities, and unless the log is plain its profile. */
static void case_keys_fill(struct case_keys *keys, const struct aligner *aligner, size_t c)
{
    const struct event_log *log = aligner->log;
    const uint32_t *activity = aligner->matching->activity_of_label, *label = log->label + log->cases[c].first;
    size_t count = log->cases[c].count;
    for (size_t i = 0; i < count; i++)
        keys->variant[i] = activity[label[i]];
    keys->variant_size = count * sizeof *keys->variant;
    keys->profile_size = count * PROFILE_WORDS * sizeof *keys->profile;
    for (size_t i = 0; !aligner->plain && i < count; i++) {
        size_t row = log->cases[c].first + i;
        struct profile_contact contact = profile_of(aligner, row);
        uint32_t *word = keys->profile + i * PROFILE_WORDS;
        word[0] = keys->variant[i];
        word[1] = (uint32_t)contact.institution;
        word[2] = (uint32_t)contact.channel | (uint32_t)contact.outcome << 8 | (uint32_t)contact.reason << 16 |
                  (uint32_t)(log->by ? log->by[row] : 0) << 24;
    }
}

/* Cases of the same activities are one group; of the same (activity, institution, channel, outcome, reason, by), one
 * profile. The interners number both in order of first appearance; number 0, the empty string, is the case without
 * contacts. */
static void group_cases(struct aligner *aligner)
{
    const struct event_log *log = aligner->log;
    struct interner variants = { 0 }, profiles = { 0 };
    struct case_keys keys;
    uint32_t *profile_number = NULL;            /* [profiles]: our number; UINT32_MAX until met (0 may never be) */
    size_t numbers = 0, numbers_capacity = 0;
    case_keys_init(&keys, log);
    for (size_t c = 0; c < log->case_count; c++) {
        case_keys_fill(&keys, aligner, c);
        uint32_t number = interner_add(&variants, (const char *)keys.variant, keys.variant_size);
        while (aligner->groups <= number) {
            GROW(aligner->group, aligner->groups, aligner->groups_capacity);
            aligner->group[aligner->groups++] = (struct group){ 0 };
        }
        struct group *group = &aligner->group[number];
        if (!group->cases++)
            group->first_case = (uint32_t)c;
        aligner->group_of_case[c] = number;
        uint32_t which = number;
        if (!aligner->plain)
            which = interner_add(&profiles, (const char *)keys.profile, keys.profile_size);
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
    free(keys.variant);
    free(keys.profile);
    interner_release(&variants);
    interner_release(&profiles);
}

static bool same_alignment(const struct alignment *a, const struct alignment *b)
{
    if (a->moves != b->moves || a->run.count != b->run.count)
        return false;
    for (int m = 0; m < a->moves; m++)
        if (a->move[m].kind != b->move[m].kind || a->move[m].step != b->move[m].step)
            return false;
    for (int o = 0; o < a->run.count; o++) {
        const struct occurrence *x = &a->run.occurrence[o], *y = &b->run.occurrence[o];
        if (x->step != y->step || x->before_count != y->before_count || a->passed_at[o] != b->passed_at[o] ||
            (x->before_count && memcmp(x->before, y->before, (size_t)x->before_count * sizeof *x->before)))
            return false;
    }
    return true;
}

/* Most profiles of a variant are aligned alike: keep such an alignment once. In ten million events nearly every case
 * has a profile of its own, and alignments would be most of the memory. */
enum { SHARED_SOUGHT_MAXIMUM = 16 };

static void share_alignment(struct aligner *aligner, const struct group *group, uint32_t number)
{
    uint32_t own = group->profile[number], sought = 0;
    for (uint32_t p = 0; p < number && sought < SHARED_SOUGHT_MAXIMUM; p++) {
        uint32_t other = group->profile[p];
        if (aligner->shared[other] != other)
            continue;
        sought++;
        if (same_alignment(&aligner->alignment[own], &aligner->alignment[other])) {
            run_release(&aligner->alignment[own].run);
            aligner->alignment[own] = (struct alignment){ 0 };
            aligner->shared[own] = other;
            return;
        }
    }
}

static void align_group(void *context, size_t item, int thread)
{
    struct aligner *aligner = context;
    const struct event_log *log = aligner->log;
    struct group *group = &aligner->group[item];
    if (!group->cases)
        return;
    if (!aligner->search[thread])
        aligner->search[thread] = search_new(aligner->journey, aligner->net, aligner->limits);
    struct search *search = aligner->search[thread];
    size_t first = log->cases[group->first_case].first, count = log->cases[group->first_case].count;
    const struct activity **activity = xrealloc(NULL, (count + 1) * sizeof *activity);
    struct profile_contact *profile = xrealloc(NULL, (count + 1) * sizeof *profile);
    for (size_t i = 0; i < count; i++)
        activity[i] = matching_activity(aligner->matching, log, first + i);
    aligner->result[item] = search_variant(search, activity, (int)count, &aligner->cost[item]);
    bool found = aligner->result[item] == SEARCH_DONE;
    for (uint32_t p = 0; found && p < group->profiles; p++) {
        size_t row = log->cases[aligner->profile_first_case[group->profile[p]]].first;
        for (size_t i = 0; i < count; i++)
            profile[i] = profile_of(aligner, row + i);
        if (!search_alignment(search, profile, &aligner->alignment[group->profile[p]]))
            aligner->result[item] = SEARCH_NOT_CANONICAL;
        share_alignment(aligner, group, p);
    }
    free(activity);
    free(profile);
}

/* The model is at fault: nothing can be aligned with it. */
static bool report_model(const struct aligner *aligner, enum search_result result, struct diagnostics *diagnostics)
{
    struct source_position at = { .file = aligner->journey->file };
    if (result == SEARCH_NO_END)
        return diagnostics_error(diagnostics, at,
                                 _("no run of this model ever reaches its end: nothing can be aligned with it"));
    if (result == SEARCH_UNBOUNDED)
        return diagnostics_error(diagnostics, at,
                                 _("a place of this model can hold ever more tokens: expected a bounded net"));
    return true;
}

/* What the limits left open; an error if everything had to be exact. */
static bool report_limits(const struct aligner *aligner, const struct alignment_set *set, bool exact,
                          struct diagnostics *diagnostics)
{
    struct source_position at = { .file = aligner->journey->file };
    if (set->not_canonical)
        diagnostics_warning(diagnostics, at,
                            ngettext("%zu variant has so many optimal alignments that the one shown may not be the "
                                     "canonical one; its cost is exact (--max-states allows more)",
                                     "%zu variants have so many optimal alignments that those shown may not be the "
                                     "canonical ones; their costs are exact (--max-states allows more)",
                                     set->not_canonical),
                            set->not_canonical);
    if (!set->inexact)
        return true;
    struct buffer text = { 0 };
    buffer_printf(&text,
                  ngettext("%zu variant is not aligned exactly within the limits; its cost is between proven bounds, "
                           "nothing is approximated in its place (--max-states and --max-seconds allow more)",
                           "%zu variants are not aligned exactly within the limits; their costs are between proven "
                           "bounds, nothing is approximated in their place (--max-states and --max-seconds allow more)",
                           set->inexact),
                  set->inexact);
    if (exact)
        diagnostics_error(diagnostics, at, "%s", text.data);
    else
        diagnostics_warning(diagnostics, at, "%s", text.data);
    buffer_release(&text);
    return !exact;
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

/* The worst a case can cost: every contact extra, and the shortest run skipped. */
static int worst_cost(int contacts, const struct alignment_set *set)
{
    return set->empty_cost.upper == INT_MAX ? INT_MAX : contacts + set->empty_cost.upper;
}

static void add_variant(struct alignment_set *set, const struct variant *variant, double fitness[2], double *most)
{
    double cases = (double)variant->cases, worst = (double)variant->contacts + set->empty_cost.lower;
    bool exact = variant->cost.lower == variant->cost.upper;
    set->inexact += !exact;
    set->not_canonical += exact && !variant->canonical;
    set->total_cost += (int64_t)variant->cost.lower * (int64_t)variant->cases;
    if (variant->cost.upper == INT_MAX)
        set->total_cost_upper = INT64_MAX;
    else if (set->total_cost_upper != INT64_MAX)
        set->total_cost_upper += (int64_t)variant->cost.upper * (int64_t)variant->cases;
    *most += worst * cases;
    fitness[0] += ratio(variant->cost.lower, worst) * cases;
    fitness[1] += variant->cost.upper == INT_MAX ? 0 : ratio(variant->cost.upper, worst) * cases;
}

/* Variants in their order, fitness, totals. */
static void summarise(const struct aligner *aligner, struct alignment_set *set)
{
    const struct event_log *log = aligner->log;
    uint32_t *order = xrealloc(NULL, (aligner->groups + 1) * sizeof *order),
             *rank = xcalloc(aligner->groups + 1, sizeof *rank);
    size_t count = 0;
    double fitness[2] = { 0 }, most = 0, cases = (double)log->case_count;
    for (size_t g = 0; g < aligner->groups; g++)
        if (aligner->group[g].cases)
            order[count++] = (uint32_t)g;
    if (count)
        qsort_r(order, count, sizeof *order, compare_groups, (void *)aligner);
    set->variants = count;
    set->variant = arena_alloc(&set->arena, count * sizeof *set->variant);
    for (size_t i = 0; i < count; i++) {
        const struct group *group = &aligner->group[order[i]];
        int contacts = (int)log->cases[group->first_case].count, worst = worst_cost(contacts, set);
        struct cost_bounds cost = aligner->cost[order[i]];
        cost.upper = cost.upper < worst ? cost.upper : worst;
        rank[order[i]] = (uint32_t)i;
        set->variant[i] = (struct variant){ group->cases, group->first_case, contacts, cost,
                                            aligner->result[order[i]] == SEARCH_DONE };
        add_variant(set, &set->variant[i], fitness, &most);
    }
    set->mean_fitness = cases > 0 ? fitness[0] / cases : 1;
    set->mean_fitness_lower = cases > 0 ? fitness[1] / cases : 1;
    set->log_fitness = ratio((double)set->total_cost, most);
    set->log_fitness_lower = set->total_cost_upper == INT64_MAX ? 0 : ratio((double)set->total_cost_upper, most);
    for (size_t c = 0; c < log->case_count; c++) {
        set->variant_of_case[c] = rank[aligner->group_of_case[c]];
        set->alignment_of_case[c] = aligner->shared[aligner->profile_of_case[c]];
    }
    free(order);
    free(rank);
}

static bool align_all(struct aligner *aligner, struct alignment_set *set, int threads, struct diagnostics *diagnostics)
{
    aligner->search[0] = search_new(aligner->journey, aligner->net, aligner->limits);
    bool good = report_model(aligner, search_variant(aligner->search[0], NULL, 0, &set->empty_cost), diagnostics);
    if (good)
        parallel_for(aligner->groups, threads, align_group, aligner);
    for (size_t g = 0; good && g < aligner->groups; g++)
        if (aligner->group[g].cases)
            good = report_model(aligner, aligner->result[g], diagnostics);
    return good;
}

struct alignment_set *alignment_set_new(const struct journey *journey, const struct net *net,
                                        const struct event_log *log, const struct matching *matching,
                                        const struct align_options *options, struct diagnostics *diagnostics)
{
    int threads = options && options->threads > 0 ? options->threads : parallel_threads();
    struct aligner aligner = { .journey = journey, .net = net, .log = log, .matching = matching };
    struct alignment_set *set = xcalloc(1, sizeof *set);
    bool institutions = log->institution && journey->institutions && !matching->institutions_foreign;
    aligner.plain = !institutions && !log->channel && !log->outcome && !log->reason && !log->by;
    aligner.limits.states = options ? options->states : 0;
    aligner.limits.seconds = options ? options->seconds : 0;
    set->variant_of_case = arena_alloc(&set->arena, log->case_count * sizeof(uint32_t));
    set->alignment_of_case = arena_alloc(&set->arena, log->case_count * sizeof(uint32_t));
    aligner.group_of_case = xcalloc(log->case_count, sizeof(uint32_t));
    aligner.profile_of_case = xcalloc(log->case_count, sizeof(uint32_t));
    group_cases(&aligner);
    aligner.cost = xcalloc(aligner.groups, sizeof *aligner.cost);
    aligner.result = xcalloc(aligner.groups, sizeof *aligner.result);
    aligner.search = xcalloc((size_t)threads, sizeof(struct search *));
    aligner.shared = xcalloc(aligner.profiles, sizeof *aligner.shared);
    for (size_t i = 0; i < aligner.profiles; i++)
        aligner.shared[i] = (uint32_t)i;
    set->alignments = aligner.profiles;
    set->alignment = aligner.alignment = xcalloc(aligner.profiles, sizeof *aligner.alignment);
    bool good = align_all(&aligner, set, threads, diagnostics);
    if (good) {
        summarise(&aligner, set);
        good = report_limits(&aligner, set, options && options->exact, diagnostics);
    }
    for (int t = 0; t < threads; t++)
        search_free(aligner.search[t]);
    for (size_t g = 0; g < aligner.groups; g++)
        free(aligner.group[g].profile);
    free(aligner.search);
    free(aligner.group);
    free(aligner.group_of_case);
    free(aligner.profile_of_case);
    free(aligner.shared);
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
