#include "measure/shown.h"
#include <stdlib.h>
#include <string.h>

/* One walk over all contacts; `seen` arrays hold case number + 1, so that each user is counted once. */
struct walk {
    const struct audit *audit;
    struct shown *shown;
    struct group *group; size_t groups; /* at most detours */
    int *group_of_detour;
    const struct detour **by_key;       /* sorted, for look-ups */
    int *group_of;                      /* [contacts]; NONE: planned */
    int64_t *step_seen, *hand_off_seen, *document_seen, *document_again_seen, *unmatched_seen;
    int *document_of_string;            /* [strings]: finding + 1 */
    int *unmatched_of_activity;         /* [activities]: number + 1 */
    int64_t seen_cause[CAUSE_COUNT], seen_channel[CHANNEL_COUNT];
};

static int compare_numbers(int64_t a, int64_t b) { return (a > b) - (a < b); }

static uint32_t class_of(const struct audit *audit, int step, uint32_t label)
{
    return step == NONE ? audit->matching->activity_of_label[label] : 0;
}

static const struct audit *sorting;      /* qsort has no context; set and used within shown_init only */

static int compare_kinds(const struct detour *a, const struct detour *b)
{
    int order = compare_numbers((int64_t)a->verdict, (int64_t)b->verdict);
    order = order ? order : compare_numbers(a->institution, b->institution);
    order = order ? order : compare_numbers(a->step, b->step);
    return order ? order : compare_numbers(class_of(sorting, a->step, a->label), class_of(sorting, b->step, b->label));
}

static int compare_detours(const void *left, const void *right)
{
    const struct detour *a = *(const struct detour *const *)left, *b = *(const struct detour *const *)right;
    int order = compare_kinds(a, b);
    return order ? order : compare_numbers(a->planned_before, b->planned_before);
}

static int compare_weight(const void *left, const void *right)
{
    const struct group *a = left, *b = right;
    int order = compare_numbers(b->time.total, a->time.total);
    order = order ? order : compare_numbers(b->contacts, a->contacts);
    order = order ? order : compare_numbers(b->users, a->users);
    return order ? order : compare_numbers(a->place[0], b->place[0]);
}

/* Detours of one kind stand together in by_key: a group each, with its places. */
static void find_kinds(struct walk *walk)
{
    const struct audit *audit = walk->audit;
    int *place = arena_alloc(&walk->shown->arena, (audit->detours + 1) * sizeof *place);
    walk->group = xcalloc(audit->detours + 1, sizeof *walk->group);
    walk->group_of_detour = xcalloc(audit->detours + 1, sizeof *walk->group_of_detour);
    for (size_t i = 0; i < audit->detours; i++) {
        const struct detour *detour = walk->by_key[i];
        if (!i || compare_kinds(walk->by_key[i - 1], detour))
            walk->group[walk->groups++] = (struct group){
                .verdict = detour->verdict,
                .institution = detour->institution,
                .step = detour->step,
                .label = detour->label,
                .place = place + i,
            };
        place[i] = (int)(detour - audit->detour);
        walk->group[walk->groups - 1].places++;
        walk->group_of_detour[place[i]] = (int)walk->groups - 1;
    }
}

static void walk_init(struct walk *walk, const struct audit *audit, struct shown *shown)
{
    const struct matching *matching = audit->matching;
    *walk = (struct walk){ .audit = audit, .shown = shown };
    walk->by_key = xcalloc(audit->detours + 1, sizeof *walk->by_key);
    for (size_t i = 0; i < audit->detours; i++)
        walk->by_key[i] = &audit->detour[i];
    sorting = audit;
    qsort(walk->by_key, audit->detours, sizeof *walk->by_key, compare_detours);
    find_kinds(walk);
    walk->group_of = xcalloc(audit->log->count + 1, sizeof *walk->group_of);
    walk->step_seen = xcalloc((size_t)audit->journey->steps + 1, sizeof(int64_t));
    walk->hand_off_seen = xcalloc(audit->hand_offs + 1, sizeof(int64_t));
    walk->document_seen = xcalloc(audit->documents + 1, sizeof(int64_t));
    walk->document_again_seen = xcalloc(audit->documents + 1, sizeof(int64_t));
    walk->unmatched_seen = xcalloc(matching->unmatched_count + 1, sizeof(int64_t));
    walk->document_of_string = xcalloc((size_t)audit->log->strings.count + 1, sizeof(int));
    walk->unmatched_of_activity = xcalloc((size_t)matching->activities + 1, sizeof(int));
    for (size_t i = 0; i < matching->unmatched_count; i++)
        walk->unmatched_of_activity[matching->activity_of_label[matching->unmatched[i].label]] = (int)i + 1;
}

static void walk_release(struct walk *walk)
{
    free(walk->group);
    free(walk->group_of_detour);
    free(walk->by_key);
    free(walk->group_of);
    free(walk->step_seen);
    free(walk->hand_off_seen);
    free(walk->document_seen);
    free(walk->document_again_seen);
    free(walk->unmatched_seen);
    free(walk->document_of_string);
    free(walk->unmatched_of_activity);
}

static void map_documents(struct walk *walk)
{
    const struct audit *audit = walk->audit;
    int *of_document = xcalloc((size_t)audit->journey->documents + 1, sizeof *of_document);
    for (size_t i = 0; i < audit->documents; i++)
        if (audit->document[i].document != NONE)
            of_document[audit->document[i].document] = (int)i + 1;
        else
            walk->document_of_string[audit->document[i].text] = (int)i + 1;
    for (uint32_t s = 1; s < audit->log->strings.count; s++) {
        int document = audit->matching->document_of_string[s];
        if (document != NONE)
            walk->document_of_string[s] = of_document[document];
    }
    free(of_document);
}

/* Count a user once: true the first time `user` comes by. */
static bool first_time(int64_t *seen, int64_t user)
{
    bool first = *seen != user;
    *seen = user;
    return first;
}

static int find_group(const struct walk *walk, size_t row)
{
    const struct audit *audit = walk->audit;
    const struct contact_finding *finding = &audit->contact[row];
    struct detour wanted = {
        .verdict = finding->verdict, .institution = finding->institution, .step = finding->step,
        .label = audit->log->label[row], .planned_before = finding->planned_before,
    };
    const struct detour *key = &wanted;
    const struct detour **found = bsearch(&key, walk->by_key, audit->detours, sizeof *walk->by_key, compare_detours);
    return found ? walk->group_of_detour[*found - audit->detour] : NONE;
}

static void add_to_group(struct group *group, const struct contact_finding *finding, int64_t user)
{
    group->contacts++;
    group->users += first_time(&group->last_case, user);
    active_time_add(&group->time, &finding->time);
}

static void walk_documents(struct walk *walk, size_t row, int64_t user)
{
    const struct event_log *log = walk->audit->log;
    const uint32_t *list =
        log->documents && log->documents[row] ? event_log_document_list(log, log->documents[row]) : NULL;
    for (uint32_t i = 1; list && i <= list[0]; i++) {
        int document = walk->document_of_string[list[i]] - 1;
        if (document < 0)
            continue;
        if (first_time(&walk->document_seen[document], user))
            walk->shown->document_users[document]++;
        else if (first_time(&walk->document_again_seen[document], user))
            walk->shown->document_again_users[document]++;
    }
}

static int compare_hand_offs(const void *left, const void *right)
{
    const struct hand_off *a = left, *b = right;
    int order = compare_numbers(a->from, b->from);
    return order ? order : compare_numbers(a->to, b->to);
}

/* The hand-off that a contact with `to` makes after one with `*from`, which moves on; NULL if none. As tally.c has it:
 * what users do alone is left out, an unknown institution breaks the chain. */
static const struct hand_off *next_hand_off(const struct audit *audit, int *from, int to)
{
    if (institution_is_self(audit->journey, to))
        return NULL;
    struct hand_off key = { .from = *from, .to = to };
    *from = to;
    if (key.from == NONE || to == NONE || key.from == to)
        return NULL;
    return bsearch(&key, audit->hand_off, audit->hand_offs, sizeof key, compare_hand_offs);
}

static void walk_hand_off(struct walk *walk, int *from, int to, int64_t user)
{
    const struct hand_off *found = next_hand_off(walk->audit, from, to);
    if (found && first_time(&walk->hand_off_seen[found - walk->audit->hand_off], user))
        walk->shown->hand_off_users[found - walk->audit->hand_off]++;
}

static void walk_contact(struct walk *walk, size_t row, int64_t user)
{
    const struct audit *audit = walk->audit;
    const struct contact_finding *finding = &audit->contact[row];
    struct shown *shown = walk->shown;
    enum cause cause = verdict_cause(finding->verdict);
    uint32_t activity = audit->matching->activity_of_label[audit->log->label[row]];
    int unmatched = activity < audit->matching->activities ? walk->unmatched_of_activity[activity] - 1 : NONE;
    walk->group_of[row] = finding->verdict == VERDICT_PLANNED ? NONE : find_group(walk, row);
    if (walk->group_of[row] != NONE)
        add_to_group(&walk->group[walk->group_of[row]], finding, user);
    if (cause != CAUSE_NONE && first_time(&walk->seen_cause[cause], user))
        shown->users_by_cause[cause]++;
    if (cause != CAUSE_NONE && first_time(&walk->seen_cause[CAUSE_NONE], user))
        shown->users_redundant++;
    if (first_time(&walk->seen_channel[finding->channel], user))
        shown->users_by_channel[finding->channel]++;
    if (unmatched >= 0 && first_time(&walk->unmatched_seen[unmatched], user))
        shown->unmatched_users[unmatched]++;
    if (finding->step != NONE && first_time(&walk->step_seen[finding->step], user))
        shown->step_users[finding->step]++;
    walk_documents(walk, row, user);
}

static bool kind_told(const struct audit *audit, const struct group *group)
{
    return audit->told ? audit->told->kind[group->place[0]] : audit_shown(audit, group->users);
}

static void fold(struct walk *walk, struct group_list *list, bool redundant)
{
    const struct audit *audit = walk->audit;
    list->group = arena_alloc(&walk->shown->arena, (walk->groups + 1) * sizeof *list->group);
    for (size_t i = 0; i < walk->groups; i++) {
        const struct group *group = &walk->group[i];
        if (verdict_redundant(group->verdict) != redundant || !group->contacts)
            continue;
        if (kind_told(audit, group))
            list->group[list->count++] = *group;
        else
            list->folded++;
    }
    qsort(list->group, list->count, sizeof *list->group, compare_weight);
}

/* The users of all that was folded, counted once each. */
static void walk_rest(struct walk *walk)
{
    const struct audit *audit = walk->audit;
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (uint32_t i = 0; i < audit->log->cases[c].count; i++) {
            size_t row = audit->log->cases[c].first + i;
            const struct contact_finding *finding = &audit->contact[row];
            int group = walk->group_of[row];
            if (finding->verdict == VERDICT_PLANNED || (group != NONE && kind_told(audit, &walk->group[group])))
                continue;
            struct group_list *list =
                verdict_redundant(finding->verdict) ? &walk->shown->redundant : &walk->shown->other;
            add_to_group(&list->rest, finding, (int64_t)c + 1);
        }
}

/* Users with time of each class: what stands behind the ledgers' lines. */
static void count_ledgers(struct shown *shown, const struct case_finding *finding)
{
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++)
        shown->users_unproductive[cause] += finding->time.unproductive[cause] > 0;
    shown->users_relation += finding->time.relation > 0;
    shown->users_autonomy += finding->time.autonomy > 0;
    if (finding->take_up == TAKE_UP_COMPLETED && finding->dated)
        for (int class = 0; class < ELAPSED_COUNT; class++)
            shown->users_elapsed[class] += finding->elapsed[class] > 0;
}

void shown_init(struct shown *shown, const struct audit *audit)
{
    struct walk walk;
    *shown = (struct shown){ 0 };
    shown->step_users = arena_alloc(&shown->arena, ((size_t)audit->journey->steps + 1) * sizeof(int64_t));
    shown->hand_off_users = arena_alloc(&shown->arena, (audit->hand_offs + 1) * sizeof(int64_t));
    shown->document_users = arena_alloc(&shown->arena, (audit->documents + 1) * sizeof(int64_t));
    shown->document_again_users = arena_alloc(&shown->arena, (audit->documents + 1) * sizeof(int64_t));
    shown->unmatched_users = arena_alloc(&shown->arena, (audit->matching->unmatched_count + 1) * sizeof(int64_t));
    walk_init(&walk, audit, shown);
    map_documents(&walk);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        int from = NONE;
        bool off_map = false;
        for (uint32_t i = 0; i < audit->log->cases[c].count; i++) {
            size_t row = audit->log->cases[c].first + i;
            walk_contact(&walk, row, (int64_t)c + 1);
            walk_hand_off(&walk, &from, audit->contact[row].institution, (int64_t)c + 1);
            off_map = off_map || audit->contact[row].step == NONE;
        }
        shown->users_off_map += off_map;
        count_ledgers(shown, &audit->cases[c]);
    }
    fold(&walk, &shown->redundant, true);
    fold(&walk, &shown->other, false);
    walk_rest(&walk);
    walk_release(&walk);
    shown_find_holders(shown, audit);
}

void shown_release(struct shown *shown) { arena_release(&shown->arena); }

const char *group_name(const struct audit *audit, const struct group *group)
{
    return group->step != NONE ? step_title(audit->journey, group->step) : event_log_text(audit->log, group->label);
}

enum telling shown_document(const struct shown *shown, const struct audit *audit, size_t number)
{
    return protection_of(shown->document_users[number], audit->contacts_per_case.n, audit->options.min_group);
}

enum telling shown_document_again(const struct shown *shown, const struct audit *audit, size_t number)
{
    if (shown_document(shown, audit, number) == TOLD_FEWER)
        return TOLD_FEWER;
    int64_t again = shown->document_again_users[number];
    enum telling of_all = protection_of(again, audit->contacts_per_case.n, audit->options.min_group);
    return of_all != TOLD ? of_all : protection_of(again, shown->document_users[number], audit->options.min_group);
}

bool shown_document_times(const struct shown *shown, const struct audit *audit, size_t number)
{
    return shown_document(shown, audit, number) == TOLD &&      /* those handed over the first time are the users */
           protection_enough(shown->document_again_users[number], audit->options.min_group);
}

int64_t shown_redundant_least(const struct shown *shown, const struct audit *audit)
{
    int64_t least = audit->options.min_group, users = audit->contacts_per_case.n, most = least;
    for (size_t i = 0; i < shown->redundant.count; i++)
        if (protection_of(shown->redundant.group[i].users, users, least) == TOLD && shown->redundant.group[i].users > most)
            most = shown->redundant.group[i].users;
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++)
        if (audit->told->cause[cause] && audit->told->cause_users[cause] == TOLD && shown->users_by_cause[cause] > most)
            most = shown->users_by_cause[cause];
    return most;
}
