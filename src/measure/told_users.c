/* How journeys end, why, and groups of users. */
#include "measure/told.h"
#include <stdlib.h>

/* Those with a contact end in four ways; the number of those who completed stands beside every mean, so it folds last. */
static void decide_take_up(struct told *told, const struct audit *audit)
{
    static const enum take_up way[] = { TAKE_UP_COMPLETED, TAKE_UP_ONGOING, TAKE_UP_ABANDONED, TAKE_UP_UNKNOWN };
    enum { WAYS = sizeof way / sizeof *way };
    int64_t users[WAYS];
    bool folded[WAYS] = { false };
    for (int i = 0; i < WAYS; i++)
        users[i] = audit->take_up[way[i]];
    bool enough = protection_fold(users, WAYS, 0, told->least, folded);
    for (int i = 0; i < WAYS; i++) {
        told->take_up[way[i]] = folded[i] || !enough ? TOLD_FOLDED : TOLD;
        told->take_up_folded += folded[i] && enough ? users[i] : 0;
    }
    told->all = protection_enough(audit->take_up[TAKE_UP_NEVER_STARTED], told->least);
    told->take_up[TAKE_UP_NEVER_STARTED] = told->all ? TOLD : TOLD_FEWER;
}

static void decide_completed(struct told *told, const struct audit *audit)
{
    int64_t completed = audit->take_up[TAKE_UP_COMPLETED], dated = audit->completed_dated;
    bool known = told->take_up[TAKE_UP_COMPLETED] == TOLD;
    told->dated = told_part(told, dated) == TOLD && (!known || protection_apart(dated, completed, told->least));
    told->refused = known ? protection_of(audit->refused, completed, told->least)
                    : protection_enough(audit->refused, told->least) ? TOLD_FOLDED : TOLD_FEWER;
    told->undated = told_part(told, audit->undated_cases);
    if (told->undated == TOLD && !protection_apart(completed - dated, audit->undated_cases, told->least))
        told->undated = TOLD_FOLDED;
    told->conforming = told_part(told, audit->conforming);
    int64_t redundant = 0;
    for (size_t c = 0; c < audit->log->case_count; c++)
        redundant += audit->cases[c].redundant > 0;
    /* who has neither a redundant contact nor a journey as planned is a group as well; so is who completed otherwise */
    if (told->conforming == TOLD && audit->conforming &&
        ((told->redundant == TOLD && !protection_enough(told->users - redundant - audit->conforming, told->least)) ||
         (known && audit->conforming <= completed && !protection_apart(audit->conforming, completed, told->least))))
        told->conforming = TOLD_FOLDED;
}

static void decide_causes(struct told *told, const struct audit *audit)
{
    int64_t users[NON_TAKE_UP_COUNT + 1] = { 0 };
    int64_t left = audit->take_up[TAKE_UP_ABANDONED] + audit->take_up[TAKE_UP_NEVER_STARTED];
    bool told_both = told->take_up[TAKE_UP_ABANDONED] == TOLD && told->take_up[TAKE_UP_NEVER_STARTED] == TOLD;
    told->ended = told_both && told->take_up[TAKE_UP_COMPLETED] == TOLD;
    told->stated = told_both ? protection_of(audit->non_take_up_stated, left, told->least) : TOLD_FOLDED;
    for (int cause = NON_TAKE_UP_NONE + 1; cause < NON_TAKE_UP_COUNT; cause++)
        left -= users[cause] = audit->non_take_up[cause];
    users[NON_TAKE_UP_COUNT] = left;
    told->causes = protection_fold(users, NON_TAKE_UP_COUNT + 1, NONE, told->least, told->cause_folded) && told_both;
    bool some = false;
    for (int cause = NON_TAKE_UP_NONE + 1; cause <= NON_TAKE_UP_COUNT; cause++)
        some = some || (users[cause] && !told->cause_folded[cause]);
    told->causes = told->causes && some;
}

/* --- groups of users --- */

/* Values of one attribute, from `first` to `end`. */
static void decide_lines(struct told *told, const struct audit *audit, size_t first, size_t end)
{
    size_t count = end - first, smallest = 0;
    int64_t *users = xcalloc(count + 1, sizeof *users);
    bool *folded = xcalloc(count + 1, sizeof *folded);
    for (size_t i = 0; i < count; i++) {
        users[i] = audit->profile[first + i].cases;
        smallest = users[i] < users[smallest] ? i : smallest;
    }
    folded[smallest] = !told->all;      /* all values would add up to all users */
    bool enough = protection_fold(users, count, NONE, told->least, folded);
    for (size_t i = 0; i < count; i++) {
        told->profile[first + i] = !folded[i];
        told->profile_others[first] = told->profile_others[first] || folded[i];
    }
    told->profile_others[first] = told->profile_others[first] && enough && told->all;
    free(users);
    free(folded);
}

static void decide_completed_lines(struct told *told, const struct audit *audit, size_t first, size_t end)
{
    size_t count = end - first;
    int64_t *part = xcalloc(count + 1, sizeof *part), *whole = xcalloc(count + 1, sizeof *whole);
    bool *hidden = xcalloc(count + 1, sizeof *hidden);
    for (size_t i = 0; i < count; i++) {
        size_t line = told->profile[first + i] ? i : count;     /* the others are the last line */
        part[line] += audit->profile[first + i].completed;
        whole[line] += audit->profile[first + i].cases;
    }
    hidden[count] = whole[count] && !told->profile_others[first];
    if (told->take_up[TAKE_UP_COMPLETED] == TOLD) {
        protection_cross(part, whole, count + 1, told->least, hidden);
    } else {
        for (size_t i = 0; i <= count; i++)
            hidden[i] = hidden[i] || protection_of(part[i], whole[i], told->least) != TOLD;
    }
    for (size_t i = 0; i < count; i++)
        told->profile_completed[first + i] = hidden[i] ? TOLD_FOLDED : TOLD;
    told->others_completed[first] = hidden[count] ? TOLD_FOLDED : TOLD;
    free(part);
    free(whole);
    free(hidden);
}

void told_find_users(struct told *told, const struct audit *audit)
{
    size_t profiles = audit->profiles + 1;
    decide_take_up(told, audit);
    decide_completed(told, audit);
    decide_causes(told, audit);
    told->profile = arena_alloc(&told->arena, profiles);
    told->profile_others = arena_alloc(&told->arena, profiles);
    told->profile_completed = arena_alloc(&told->arena, profiles * sizeof *told->profile_completed);
    told->others_completed = arena_alloc(&told->arena, profiles * sizeof *told->others_completed);
    for (size_t first = 0, end; first < audit->profiles; first = end) {
        for (end = first; end < audit->profiles && audit->profile[end].attribute == audit->profile[first].attribute;)
            end++;
        decide_lines(told, audit, first, end);
        decide_completed_lines(told, audit, first, end);
    }
}
