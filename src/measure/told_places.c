/* Steps, institutions, channels, hand-offs. */
#include "measure/told.h"
#include <stdlib.h>

/* --- steps --- */

/* Users with a contact about the step that no number shown beside it counts: made again, or of a kind that is folded. */
static void list_left(const struct told *told, const struct audit *audit, struct user_list *left)
{
    int *matched = xcalloc((size_t)audit->journey->steps + 1, sizeof *matched);     /* last case with a match, + 1 */
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            const struct contact_finding *finding = &audit->contact[row];
            if (finding->step == NONE)
                continue;
            bool first = finding->move == MOVE_MATCH && matched[finding->step] != (int)c + 1;
            if (finding->move == MOVE_MATCH)
                matched[finding->step] = (int)c + 1;
            if (!first && (finding->detour == NONE || !told->kind[finding->detour]))
                user_list_add(&left[finding->step], (uint32_t)c, 1);
        }
    free(matched);
}

/* All contacts are of a step or of none, and their sum is told: so is what the untold ones have together. */
static void cover_steps(struct told *told, const struct audit *audit)
{
    size_t steps = (size_t)audit->journey->steps, places = steps + 1;
    struct user_list *list = xcalloc(places, sizeof *list);
    bool *folded = xcalloc(places, sizeof *folded);
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            int step = audit->contact[row].step;
            user_list_add(&list[step == NONE ? (int)steps : step], (uint32_t)c, 1);
        }
    for (size_t s = 0; s < steps; s++)
        folded[s] = !told->step_contacts[s];
    folded[steps] = told->off_map != TOLD;
    protection_cover(list, places, told->least, folded);
    for (size_t s = 0; s < steps; s++)
        told->step_contacts[s] = !folded[s];
    if (folded[steps] && told->off_map == TOLD)
        told->off_map = TOLD_FOLDED;
    user_list_release(list, places);
    free(folded);
}

/* The same of the answers: at a step, at a detour, elsewhere. */
static void find_answers(struct told *told, const struct audit *audit)
{
    size_t steps = (size_t)audit->journey->steps, places = steps + audit->detours + 1;
    struct user_list *list = xcalloc(places, sizeof *list);
    bool *folded = xcalloc(places, sizeof *folded);
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            const struct contact_finding *finding = &audit->contact[row];
            if (!audit->log->satisfaction || audit->log->satisfaction[row] == LOG_SATISFACTION_ABSENT)
                continue;
            size_t place = finding->move == MOVE_MATCH ? (size_t)finding->step
                           : finding->detour != NONE   ? steps + (size_t)finding->detour
                                                       : places - 1;
            user_list_add(&list[place], (uint32_t)c, 1);
        }
    for (size_t d = 0; d < audit->detours; d++)
        folded[steps + d] = !told->detour[d];
    protection_cover(list, places, told->least, folded);
    told->step_answers = arena_alloc(&told->arena, places);
    told->detour_answers = told->step_answers + steps;
    for (size_t i = 0; i + 1 < places; i++)
        told->step_answers[i] = !folded[i];
    user_list_release(list, places);
    free(folded);
}

static void decide_step(struct told *told, const struct step_finding *step, int s)
{
    int64_t least = told->least, came_late = step->late - step->never_came_late, awaited = step->waits + step->never_came_late;
    told->step_done[s] = told_part(told, step->cases);
    told->step_skipped[s] = told_part(told, step->skipped_cases);
    int64_t neither = told->users - step->cases - step->skipped_cases;
    if (told->step_done[s] == TOLD && told->step_skipped[s] == TOLD && step->skipped_cases && neither > 0 &&
        !protection_enough(neither, least))
        told->step_skipped[s] = TOLD_FOLDED;
    bool rounds = step->waits > step->cases;        /* a step of several rounds: waits are no users */
    told->step_waits[s] = protection_enough(step->waits, least) && protection_enough(step->cases, least) &&
                          (rounds || (protection_apart(step->waits, step->cases, least) &&
                                      protection_apart(step->waits, told->users, least)));
    told->step_late[s] = told->step_waits[s] && protection_enough(came_late, least) &&
                         protection_enough(step->never_came_late, least) &&
                         protection_enough(step->waits - came_late, least);
    told->step_limit[s] = told->step_waits[s] && protection_of(step->late_limit, awaited, least) == TOLD &&
                          (!told->step_late[s] || step->late_limit > step->late ||
                           protection_apart(step->late_limit, step->late, least));
}

/* The same of the redundant ones only. */
static void list_redundant_left(const struct told *told, const struct audit *audit, struct user_list *of_step,
                                struct user_list *of_institution, struct user_list *of_channel)
{
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            const struct contact_finding *finding = &audit->contact[row];
            if (!verdict_redundant(finding->verdict))
                continue;
            user_list_add(&of_channel[finding->channel], (uint32_t)c, 1);
            if (finding->detour != NONE && told->kind[finding->detour])
                continue;
            if (finding->step != NONE)
                user_list_add(&of_step[finding->step], (uint32_t)c, 1);
            int with = finding->institution == NONE ? audit->journey->institutions : finding->institution;
            user_list_add(&of_institution[with], (uint32_t)c, 1);
        }
}

static void find_redundant(struct told *told, const struct audit *audit)
{
    size_t steps = (size_t)audit->journey->steps + 1, institutions = (size_t)audit->journey->institutions + 1;
    struct user_list *step = xcalloc(steps, sizeof *step), *institution = xcalloc(institutions, sizeof *institution),
                     *channel = xcalloc(CHANNEL_COUNT, sizeof *channel);
    told->step_redundant = arena_alloc(&told->arena, steps);
    told->institution_redundant = arena_alloc(&told->arena, institutions);
    list_redundant_left(told, audit, step, institution, channel);
    for (size_t i = 0; i < steps; i++)
        told->step_redundant[i] = protection_enough((int64_t)step[i].count, told->least);
    for (size_t i = 0; i < institutions; i++)
        told->institution_redundant[i] = protection_enough((int64_t)institution[i].count, told->least);
    told_cover(audit, channel, CHANNEL_COUNT, told->channel_redundant);
    user_list_release(step, steps);
    user_list_release(institution, institutions);
    user_list_release(channel, CHANNEL_COUNT);
}

static void find_steps(struct told *told, const struct audit *audit)
{
    size_t steps = (size_t)audit->journey->steps + 1;
    struct user_list *left = xcalloc(steps, sizeof *left);
    told->step_done = arena_alloc(&told->arena, steps * sizeof *told->step_done);
    told->step_skipped = arena_alloc(&told->arena, steps * sizeof *told->step_skipped);
    told->step_contacts = arena_alloc(&told->arena, steps);
    told->step_waits = arena_alloc(&told->arena, steps);
    told->step_late = arena_alloc(&told->arena, steps);
    told->step_limit = arena_alloc(&told->arena, steps);
    list_left(told, audit, left);
    for (int s = 0; s < audit->journey->steps; s++) {
        decide_step(told, &audit->step[s], s);
        told->step_contacts[s] = protection_enough((int64_t)left[s].count, told->least) &&
                                 told->step_done[s] == TOLD;
    }
    user_list_release(left, steps);
    cover_steps(told, audit);
}

/* --- institutions and channels --- */

/* Of what is told of an institution, groups that are within its users: kinds of contacts with it, steps with it. */
static void decide_institution_users(struct told *told, const struct audit *audit, int number, int64_t users)
{
    int place = number == NONE ? audit->journey->institutions : number;
    enum telling *telling = &told->institution_users[place];
    int64_t *most = &told->institution_least[place];
    *telling = told_part(told, users);
    for (size_t d = 0; d < audit->detours; d++)
        if (told->kind[d] && audit->detour[d].institution == number) {
            if (!protection_apart(told->kind_users[d], users, told->least) ||
                !protection_apart(audit->detour[d].users, users, told->least))
                *telling = TOLD_FOLDED;
            *most = told->kind_users[d] > *most ? told->kind_users[d] : *most;
        }
    for (int s = 0; s < audit->journey->steps; s++)
        if (audit->journey->step[s].institution == number && told->step_done[s] == TOLD && audit->step[s].cases <= users) {
            if (!protection_apart(audit->step[s].cases, users, told->least))
                *telling = TOLD_FOLDED;
            *most = audit->step[s].cases > *most ? audit->step[s].cases : *most;
        }
    if (!protection_enough(users, told->least))
        *telling = TOLD_FEWER;
}

static void find_institutions(struct told *told, const struct audit *audit)
{
    size_t count = (size_t)audit->journey->institutions + 1;
    struct user_list *institution = xcalloc(count, sizeof *institution), *channel = xcalloc(CHANNEL_COUNT, sizeof *channel);
    told->institution = arena_alloc(&told->arena, count);
    told->institution_users = arena_alloc(&told->arena, count * sizeof *told->institution_users);
    told->institution_least = arena_alloc(&told->arena, count * sizeof *told->institution_least);
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            const struct contact_finding *finding = &audit->contact[row];
            size_t with = finding->institution == NONE ? count - 1 : (size_t)finding->institution;
            user_list_add(&institution[with], (uint32_t)c, 1);
            user_list_add(&channel[finding->channel], (uint32_t)c, 1);
        }
    told_cover(audit, institution, count, told->institution);
    told_cover(audit, channel, CHANNEL_COUNT, told->channel);
    for (size_t i = 0; i < count; i++)
        decide_institution_users(told, audit, i + 1 < count ? (int)i : NONE, (int64_t)institution[i].count);
    user_list_release(institution, count);
    user_list_release(channel, CHANNEL_COUNT);
}

/* --- hand-offs --- */

static int compare_hand_offs(const void *left, const void *right)
{
    const struct hand_off *a = left, *b = right;
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->to > b->to) - (a->to < b->to);
}

static void find_hand_offs(struct told *told, const struct audit *audit)
{
    struct user_list *list = xcalloc(audit->hand_offs + 1, sizeof *list);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        int before = NONE;
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            struct hand_off key = { .from = before, .to = audit->contact[row].institution };
            if (institution_is_self(audit->journey, key.to))
                continue;
            before = key.to;
            if (key.from == NONE || key.to == NONE || key.from == key.to)
                continue;
            const struct hand_off *found =
                bsearch(&key, audit->hand_off, audit->hand_offs, sizeof key, compare_hand_offs);
            if (found)
                user_list_add(&list[found - audit->hand_off], (uint32_t)c, 1);
        }
    }
    told->hand_off = arena_alloc(&told->arena, audit->hand_offs + 1);
    told->hand_offs = told_cover(audit, list, audit->hand_offs, told->hand_off);
    user_list_release(list, audit->hand_offs);
}

void told_find_places(struct told *told, const struct audit *audit)
{
    find_steps(told, audit);
    find_institutions(told, audit);
    find_redundant(told, audit);
    find_hand_offs(told, audit);
    find_answers(told, audit);
}
