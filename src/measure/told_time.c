/* Both accounts of time, by class; the period they are of. */
#include "measure/told.h"
#include <stdlib.h>

enum { PRODUCTIVE, RELATION, AUTONOMY, CLASSES };

/* Classes of the user's own time: of all users, and of those who completed; who did not is a group too. */
static void decide_classes(struct told *told, const struct audit *audit)
{
    struct user_list *list = xcalloc(CLASSES, sizeof *list);
    bool folded[CLASSES] = { false };
    int64_t completed[CLASSES] = { 0 };
    for (size_t c = 0; c < audit->log->case_count; c++) {
        const struct active_time *time = &audit->cases[c].time;
        const int64_t part[CLASSES] = { time->productive, time->relation, time->autonomy };
        for (int i = 0; i < CLASSES; i++) {
            if (part[i] > 0)
                user_list_add(&list[i], (uint32_t)c, part[i]);
            completed[i] += part[i] > 0 && audit->cases[c].take_up == TAKE_UP_COMPLETED;
        }
    }
    for (int i = RELATION; i < CLASSES; i++) {
        int64_t users = (int64_t)list[i].count;
        folded[i] = !protection_enough(users, told->least) || !protection_enough(completed[i], told->least) ||
                    !protection_apart(completed[i], users, told->least);
        folded[PRODUCTIVE] = folded[PRODUCTIVE] || folded[i];
    }
    told->active_all = protection_cover(list, CLASSES, told->least, folded);
    told->relation = !folded[RELATION];
    told->autonomy = !folded[AUTONOMY];
    user_list_release(list, CLASSES);
}

/* Unproductive time by cause: redundant contacts on the one hand, whose sum the kinds tell, the rest on the other. */
static void decide_unproductive(struct told *told, const struct audit *audit)
{
    struct user_list *list = xcalloc(CAUSE_COUNT, sizeof *list);
    bool folded[CAUSE_COUNT] = { false };
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (int cause = 0; cause < CAUSE_COUNT; cause++)
            if (audit->cases[c].time.unproductive[cause] > 0)
                user_list_add(&list[cause], (uint32_t)c, audit->cases[c].time.unproductive[cause]);
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_STATED; cause++)
        folded[cause] = !told->cause[cause];
    bool redundant = protection_cover(list, CAUSE_STATED, told->least, folded);
    bool rest = protection_cover(list + CAUSE_STATED, CAUSE_COUNT - CAUSE_STATED, told->least, folded + CAUSE_STATED);
    for (int cause = 0; cause < CAUSE_COUNT; cause++)
        told->unproductive[cause] = !folded[cause];
    told->unproductive_by_cause = redundant && rest;
    told->active_all = told->active_all && told->unproductive_by_cause;
    user_list_release(list, CAUSE_COUNT);
}

/* The classes of elapsed time, of those who completed and are dated; small ones are counted as own time. */
static void decide_elapsed(struct told *told, const struct audit *audit)
{
    struct user_list *list = xcalloc(ELAPSED_COUNT, sizeof *list);
    bool folded[ELAPSED_COUNT] = { false };
    for (size_t c = 0; c < audit->log->case_count; c++) {
        const struct case_finding *finding = &audit->cases[c];
        if (finding->take_up != TAKE_UP_COMPLETED || !finding->dated)
            continue;
        for (int class = 0; class < ELAPSED_COUNT; class++)
            if (finding->elapsed[class] > 0)
                user_list_add(&list[class], (uint32_t)c, finding->elapsed[class]);
    }
    for (int class = 0; class < ELAPSED_COUNT; class++)
        folded[ELAPSED_OWN] = folded[ELAPSED_OWN] || !protection_enough((int64_t)list[class].count, told->least);
    protection_cover(list, ELAPSED_COUNT, told->least, folded);
    for (int class = 0; class < ELAPSED_COUNT; class++)
        told->elapsed[class] = !folded[class];
    user_list_release(list, ELAPSED_COUNT);
}

/* --- the period --- */

static int compare_instants(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* The first and the last contact are somebody's: the period begins when min_group users have begun. */
static void find_period(struct told *told, const struct audit *audit)
{
    size_t cases = 0, least = (size_t)told->least;
    int64_t *first = xcalloc(audit->log->case_count + 1, sizeof *first),
            *last = xcalloc(audit->log->case_count + 1, sizeof *last);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        int64_t from = TIME_NONE, to = TIME_NONE;
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            int64_t start = audit->log->start[row];
            from = start != TIME_NONE && (from == TIME_NONE || start < from) ? start : from;
            to = start != TIME_NONE && (to == TIME_NONE || start > to) ? start : to;
        }
        if (from == TIME_NONE)
            continue;
        first[cases] = from;
        last[cases++] = to;
    }
    told->first = told->last = TIME_NONE;
    if (cases >= least && least) {
        qsort(first, cases, sizeof *first, compare_instants);
        qsort(last, cases, sizeof *last, compare_instants);
        told->first = first[least - 1];
        told->last = last[cases - least] > told->first ? last[cases - least] : told->first;
    }
    free(first);
    free(last);
}

void told_find_time(struct told *told, const struct audit *audit)
{
    decide_classes(told, audit);
    decide_unproductive(told, audit);
    decide_elapsed(told, audit);
    find_period(told, audit);
}
