#include "measure/ledger.h"
#include <stdlib.h>

struct times { int64_t *start, *end; };                 /* [occurrences]: of its contact, TIME_NONE if none or undated */

static struct times occurrence_times(const struct case_view *view)
{
    size_t count = (size_t)view->alignment->run.count;
    struct times times = { xrealloc(NULL, (count + 1) * sizeof(int64_t)),
                           xrealloc(NULL, (count + 1) * sizeof(int64_t)) };
    for (size_t i = 0; i < count; i++)
        times.start[i] = times.end[i] = TIME_NONE;
    for (int i = 0; i < view->count; i++)
        if (view->occurrence[i] != NONE) {
            times.start[view->occurrence[i]] = contact_start(&view->contact[i]);
            times.end[view->occurrence[i]] = contact_end(&view->contact[i]);
        }
    return times;
}

static bool case_bounds(const struct case_view *view, int64_t *first, int64_t *last)
{
    *first = *last = TIME_NONE;
    for (int i = 0; i < view->count; i++) {
        int64_t start = contact_start(&view->contact[i]), end = contact_end(&view->contact[i]);
        if (start == TIME_NONE)
            continue;
        *first = *first == TIME_NONE || start < *first ? start : *first;
        *last = *last == TIME_NONE || end > *last ? end : *last;
    }
    return *first != TIME_NONE;
}

/* earliest[i]: the earliest start of any dated match after occurrence i; TIME_NONE: none. */
static void find_earliest_after(const struct run *run, const struct times *times, int64_t *earliest)
{
    for (int i = 0; i < run->count; i++)
        earliest[i] = TIME_NONE;
    for (int i = run->count - 1; i >= 0; i--) {
        int64_t own = times->start[i];
        int64_t best = own == TIME_NONE || (earliest[i] != TIME_NONE && earliest[i] < own) ? earliest[i] : own;
        for (int k = 0; best != TIME_NONE && k < run->occurrence[i].before_count; k++) {
            int64_t *at = &earliest[run->occurrence[i].before[k]];
            *at = *at == TIME_NONE || best < *at ? best : *at;
        }
    }
}

/* The latest of `end` (where known) or `otherwise` over what comes directly before occurrence i; TIME_NONE: nothing. */
static int64_t latest_before(const struct run *run, int i, const int64_t *end, const int64_t *otherwise)
{
    int64_t latest = TIME_NONE;
    for (int k = 0; k < run->occurrence[i].before_count; k++) {
        int before = run->occurrence[i].before[k];
        int64_t at = end[before] != TIME_NONE ? end[before] : otherwise[before];
        latest = at > latest ? at : latest;
    }
    return latest;
}

/* What happens without the user is taken to happen when it was announced, or when the first contact after it shows
 * that it has: nobody saw it late. */
static int64_t automatic_end(const struct step *step, int64_t start, int64_t earliest_after)
{
    int64_t due = duration_after(start, step->wait);
    return earliest_after != TIME_NONE && earliest_after < due ? earliest_after > start ? earliest_after : start : due;
}

/* One wait; `start`: when it begins; `earliest`: the first dated match after it. */
static struct wait wait_of(const struct step *step, int occurrence, int number, int64_t start, int64_t own, int64_t earliest,
                           int64_t last)
{
    bool came = own != TIME_NONE;
    int64_t end = came ? own : earliest != TIME_NONE ? earliest : last;
    if (step->automatic && duration_given(step->wait) && automatic_end(step, start, earliest) < end)
        end = automatic_end(step, start, earliest);
    return (struct wait){
        .occurrence = occurrence, .step = number, .start = start, .end = end > start ? end : start,
        .due = duration_given(step->wait) ? duration_after(start, step->wait) : TIME_NONE,
        .limit_due = duration_given(step->limit) ? duration_after(start, step->limit) : TIME_NONE,
        .came = came, .open = !came && earliest == TIME_NONE,
    };
}

void waits_of(const struct case_view *view, struct wait_list *list)
{
    const struct run *run = &view->alignment->run;
    int64_t first, last;
    list->count = 0;
    list->promised = TIME_NONE;
    if (!case_bounds(view, &first, &last) || !run->count)
        return;
    struct times times = occurrence_times(view);
    size_t size = (size_t)run->count * sizeof(int64_t);
    int64_t *earliest = xrealloc(NULL, size), *latest = xrealloc(NULL, size), *promised = xrealloc(NULL, size);
    find_earliest_after(run, &times, earliest);
    for (int i = 0; i < run->count; i++) {
        int number = run->occurrence[i].step;
        const struct step *step = &view->audit->journey->step[number];
        latest[i] = latest_before(run, i, times.end, latest);
        int64_t start = latest[i] != TIME_NONE ? latest[i] : first, own = times.start[i];
        int64_t from = latest_before(run, i, times.end, promised);
        promised[i] = from != TIME_NONE ? from : first;         /* what is still to come starts when what is before it is due */
        if (duration_given(step->wait))
            promised[i] = duration_after(promised[i], step->wait);
        if (own == TIME_NONE && earliest[i] == TIME_NONE && promised[i] > list->promised)
            list->promised = promised[i];
        if (duration_given(step->wait) || duration_given(step->limit)) {
            GROW(list->wait, list->count, list->capacity);
            list->wait[list->count++] = wait_of(step, i, number, start, own, earliest[i], last);
        }
        if (step->automatic && duration_given(step->wait))
            times.end[i] = automatic_end(step, start, earliest[i]);
    }
    free(earliest);
    free(latest);
    free(promised);
    free(times.start);
    free(times.end);
}

struct interval { int64_t start, end; };

static int compare_intervals(const void *a, const void *b)
{
    const struct interval *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

static int compare_times(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The union of the contacts that have a length, as disjoint intervals in order; how many. */
static int contact_intervals(const struct case_view *view, struct interval *interval)
{
    int count = 0, merged = 0;
    for (int i = 0; i < view->count; i++) {
        const struct contact *contact = &view->contact[i];
        if (contact->start_has_time && contact->end_has_time && contact_end(contact) > contact_start(contact))
            interval[count++] = (struct interval){ contact_start(contact), contact_end(contact) };
    }
    qsort(interval, (size_t)count, sizeof *interval, compare_intervals);
    for (int i = 0; i < count; i++) {
        if (merged && interval[i].start <= interval[merged - 1].end)
            interval[merged - 1].end =
                interval[i].end > interval[merged - 1].end ? interval[i].end : interval[merged - 1].end;
        else
            interval[merged++] = interval[i];
    }
    return merged;
}

/* The class of the stretch from `at` on, where no contact is; *charged: the step whose wait is overrun. */
static enum elapsed_class stretch_class(const struct wait_list *waits, int64_t at, int *charged)
{
    int64_t latest = TIME_NONE;
    *charged = NONE;
    for (int i = 0; i < waits->count; i++) {
        const struct wait *wait = &waits->wait[i];
        if (wait->due == TIME_NONE || at < wait->start || at >= wait->end)
            continue;
        if (at < wait->due) {
            *charged = NONE;                            /* an overrun that was found before does not count now */
            return ELAPSED_ANNOUNCED;
        }
        if (wait->end > latest || (wait->end == latest && wait->step < *charged)) {
            latest = wait->end;
            *charged = wait->step;
        }
    }
    return *charged == NONE ? ELAPSED_OWN : ELAPSED_OVERRUN;
}

static int64_t clamp(int64_t value, int64_t low, int64_t high)
{
    return value < low ? low : value > high ? high : value;
}

/* Where the class of time may change: bounds of the case, of contacts and of waits; ascending. cut[] has room for all. */
static int gather_cuts(const struct wait_list *waits, const struct interval *interval, int intervals, int64_t first,
                       int64_t last, int64_t *cut)
{
    int cuts = 0;
    cut[cuts++] = first;
    cut[cuts++] = last;
    for (int i = 0; i < intervals; i++) {
        cut[cuts++] = interval[i].start;
        cut[cuts++] = interval[i].end;
    }
    for (int i = 0; i < waits->count; i++) {
        if (waits->wait[i].due == TIME_NONE)
            continue;
        cut[cuts++] = clamp(waits->wait[i].start, first, last);
        cut[cuts++] = clamp(waits->wait[i].end, first, last);
        cut[cuts++] = clamp(waits->wait[i].due, first, last);
    }
    qsort(cut, (size_t)cuts, sizeof *cut, compare_times);
    return cuts;
}

int elapsed_stretches(const struct case_view *view, const struct wait_list *waits, struct elapsed_stretch **list)
{
    int64_t first, last;
    *list = NULL;
    if (!case_bounds(view, &first, &last))
        return -1;
    struct interval *interval = xrealloc(NULL, ((size_t)view->count + 1) * sizeof *interval);
    int intervals = contact_intervals(view, interval), contact = 0, count = 0;
    size_t room = 2 + 2 * (size_t)intervals + 3 * (size_t)waits->count;
    int64_t *cut = xrealloc(NULL, room * sizeof *cut);
    int cuts = gather_cuts(waits, interval, intervals, first, last, cut);
    *list = xrealloc(NULL, room * sizeof **list);
    for (int i = 0; i + 1 < cuts; i++) {
        struct elapsed_stretch stretch = { cut[i], cut[i + 1], ELAPSED_CONTACT, NONE };
        while (contact < intervals && interval[contact].end <= cut[i])
            contact++;
        if (stretch.start == stretch.end)
            continue;
        if (contact == intervals || interval[contact].start > cut[i])
            stretch.class = stretch_class(waits, cut[i], &stretch.charged);
        struct elapsed_stretch *before = count ? *list + count - 1 : NULL;
        if (before && before->class == stretch.class && before->charged == stretch.charged)
            before->end = stretch.end;
        else
            (*list)[count++] = stretch;
    }
    free(cut);
    free(interval);
    return count;
}

void elapsed_account(const struct case_view *view, const struct wait_list *waits, struct case_finding *result,
                     int64_t *overrun)
{
    struct elapsed_stretch *stretch;
    int count = elapsed_stretches(view, waits, &stretch);
    result->dated = count >= 0;
    for (int i = 0; i < count; i++) {
        int64_t length = stretch[i].end - stretch[i].start;
        result->elapsed_total += length;
        result->elapsed[stretch[i].class] += length;
        if (stretch[i].class == ELAPSED_OVERRUN)
            overrun[stretch[i].charged] += length;
    }
    free(stretch);
}
