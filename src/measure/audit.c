#include "measure/audit.h"
#include "base/parallel.h"
#include "measure/ledger.h"
#include "measure/measures.h"
#include "measure/rule.h"
#include "measure/statistics.h"
#include "measure/take_up.h"
#include "measure/tally.h"
#include "measure/theory.h"
#include "measure/told.h"
#include <stdlib.h>
#include <string.h>

enum { MIN_GROUP_DEFAULT = 5, IDLE_DAYS_DEFAULT = 90 };

/* Verdicts and active time of the case at hand. */
static void find_contacts(struct case_view *view, struct case_finding *result)
{
    bool all_planned = true;
    rules_decide(view);
    for (int i = 0; i < view->count; i++) {
        struct contact_finding *finding = &view->finding[i];
        const struct step *step = finding->step == NONE ? NULL : &view->audit->journey->step[finding->step];
        finding->time = active_time_of(&view->contact[i], step, verdict_cause(finding->verdict));
        active_time_add(&result->time, &finding->time);
        result->redundant += verdict_redundant(finding->verdict);
        result->extra += finding->move == MOVE_EXTRA;
        all_planned = all_planned && finding->verdict == VERDICT_PLANNED;
    }
    result->contacts = view->count;
    result->conforming = view->count && !view->alignment->cost && all_planned;
}

/* Steps: matched and skipped in this case. `seen` and `skips` [steps] are all zero before and after. */
static void find_steps(const struct case_view *view, struct audit *audit, unsigned char *seen, int *skips)
{
    const struct alignment *alignment = view->alignment;
    for (int m = 0; m < alignment->moves; m++) {
        const struct move *move = &alignment->move[m];
        if (move->kind == MOVE_SKIP)
            skips[move->step]++;
        if (move->kind == MOVE_MATCH && !seen[move->step]) {
            seen[move->step] = 1;
            audit->step[move->step].cases++;
        }
    }
    for (int i = 0; i < view->count; i++)
        if (view->finding[i].verdict == VERDICT_OUT_OF_ORDER)
            skips[view->finding[i].step]--;
    for (int m = 0; m < alignment->moves; m++) {
        const struct move *move = &alignment->move[m];
        if (move->kind == MOVE_SKIP && skips[move->step]) {
            audit->step[move->step].skipped += skips[move->step];
            audit->step[move->step].skipped_cases += run_goes_on(alignment, alignment->occurrence_of_move[m]);
            skips[move->step] = 0;
        }
        if (move->kind == MOVE_MATCH)
            seen[move->step] = 0;
    }
}

static bool is_past(const struct wait *wait, int64_t due) { return due != TIME_NONE && wait->end > due; }

/* Lived waits by step, and who was late; once a case. */
static void find_waits(struct audit *audit, const struct wait_list *waits, size_t *capacity)
{
    for (int i = 0; i < waits->count; i++) {
        const struct wait *wait = &waits->wait[i];
        struct step_finding *step = &audit->step[wait->step];
        bool late = is_past(wait, wait->due), past_limit = is_past(wait, wait->limit_due);
        for (int k = 0; k < i; k++)                      /* an earlier round of the same step may have been late already */
            if (waits->wait[k].step == wait->step) {
                late = late && !is_past(&waits->wait[k], waits->wait[k].due);
                past_limit = past_limit && !is_past(&waits->wait[k], waits->wait[k].limit_due);
            }
        step->late += late;
        step->late_limit += past_limit;
        step->never_came_late += late && !wait->came;
        step->never_came_limit += past_limit && !wait->came;
        if (!wait->came)
            continue;
        GROW(step->wait, step->waits, capacity[wait->step]);
        step->wait[step->waits++] = wait->end - wait->start;
    }
}

static int compare_seconds(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The overrun of one case, by step, into the sums; `overrun` [steps] is all zero afterwards. */
static void find_overruns(struct audit *audit, const struct wait_list *waits, const struct case_finding *result,
                          int64_t *overrun)
{
    bool completed = result->take_up == TAKE_UP_COMPLETED;
    for (int i = 0; i < waits->count; i++) {
        int s = waits->wait[i].step;
        audit->step[s].overrun += overrun[s];
        if (completed && overrun[s]) {
            audit->step[s].completed_overrun += overrun[s];
            audit->step[s].completed_overrun_cases++;
        }
        overrun[s] = 0;                                 /* a step with several rounds counts once */
    }
}

static void add_case(struct audit *audit, const struct case_finding *result)
{
    bool completed = result->take_up == TAKE_UP_COMPLETED;
    audit->take_up[result->take_up]++;
    audit->refused += result->refused;
    audit->conforming += result->conforming;
    audit->non_take_up[result->non_take_up] += result->non_take_up != NON_TAKE_UP_NONE;
    audit->non_take_up_stated += result->non_take_up_stated;
    audit->undated_cases += result->contacts && !result->dated;
    audit->completed_dated += completed && result->dated;
    active_time_add(&audit->time, &result->time);
    if (completed)
        active_time_add(&audit->completed_time, &result->time);
    for (int e = 0; e < ELAPSED_COUNT; e++) {
        audit->elapsed[e] += result->elapsed[e];
        audit->completed_elapsed_class[e] += completed ? result->elapsed[e] : 0;
    }
}

static void find_cases(struct audit *audit)
{
    struct case_view view = { 0 };
    struct wait_list waits = { 0 };
    size_t steps = (size_t)audit->journey->steps;
    unsigned char *seen = xcalloc(steps + 1, 1);
    int *skips = xcalloc(steps + 1, sizeof *skips);
    int64_t *overrun = xcalloc(steps + 1, sizeof *overrun), last = event_log_last_instant(audit->options.observed ? audit->options.observed : audit->log);
    size_t *capacity = xcalloc(steps + 1, sizeof *capacity);
    last = last == TIME_NONE ? last : last / 1000 - (last % 1000 < 0);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        struct case_finding *result = &audit->cases[c];
        case_view_open(&view, audit, c);
        result->alignment = view.alignment;
        find_contacts(&view, result);
        waits_of(&view, &waits);
        elapsed_account(&view, &waits, result, overrun);
        take_up_decide(&view, &waits, last, result);
        find_steps(&view, audit, seen, skips);
        find_waits(audit, &waits, capacity);
        find_overruns(audit, &waits, result, overrun);
        add_case(audit, result);
    }
    for (size_t s = 0; s < steps; s++)
        if (audit->step[s].waits)
            qsort(audit->step[s].wait, (size_t)audit->step[s].waits, sizeof(int64_t), compare_seconds);
    case_view_release(&view);
    free(waits.wait);
    free(seen);
    free(skips);
    free(overrun);
    free(capacity);
}

struct audit *audit_new(const struct journey *journey, const struct net *net, const struct event_log *log,
                        const struct matching *matching, const struct alignment_set *alignments,
                        const struct analysis *analysis, const struct audit_options *options,
                        struct diagnostics *diagnostics)
{
    struct audit *audit = xcalloc(1, sizeof *audit);
    audit->journey = journey;
    audit->net = net;
    audit->log = log;
    audit->matching = matching;
    audit->alignments = alignments;
    audit->analysis = analysis;
    audit->options = options ? *options : (struct audit_options){ 0 };
    if (audit->options.min_group <= 0)
        audit->options.min_group = MIN_GROUP_DEFAULT;
    if (audit->options.idle_seconds <= 0)
        audit->options.idle_seconds = (int64_t)IDLE_DAYS_DEFAULT * DAY_SECONDS;
    if (audit->options.bootstrap_draws <= 0)
        audit->options.bootstrap_draws = BOOTSTRAP_DRAWS;
    if (audit->options.threads <= 0)
        audit->options.threads = parallel_threads();
    if (!theory_init(&audit->theory, journey, net, analysis, diagnostics)) {
        audit_free(audit);
        return NULL;
    }
    audit->contact = xcalloc(log->count, sizeof *audit->contact);
    audit->cases = xcalloc(log->case_count, sizeof *audit->cases);
    audit->step = xcalloc((size_t)journey->steps, sizeof *audit->step);
    find_cases(audit);
    tally_contacts(audit);
    tally_hand_offs(audit);
    tally_documents(audit);
    tally_profiles(audit);
    tally_detours(audit);
    tally_satisfaction(audit);
    tally_irritants(audit);
    tally_summaries(audit);
    if (!audit->options.headlines_only && !(audit->measures = measures_new(audit, diagnostics))) {
        audit_free(audit);
        return NULL;
    }
    audit->told = told_new(audit);
    return audit;
}

void audit_free(struct audit *audit)
{
    if (!audit)
        return;
    for (int s = 0; audit->step && s < audit->journey->steps; s++)
        free(audit->step[s].wait);
    theory_release(&audit->theory);
    free(audit->contact);
    free(audit->cases);
    free(audit->step);
    free(audit->profile);
    free(audit->detour);
    free(audit->irritant);
    told_free(audit->told);
    arena_release(&audit->arena);
    free(audit);
}
