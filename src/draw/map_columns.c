/* Cards and links of the comparison map; each card's lane, column and row. */
#include "draw/map_layout.h"
#include "graph/successors.h"
#include "measure/told.h"
#include <stdlib.h>
#include <string.h>

enum {
    DETOUR_LIMIT = 60,      /* cards of detours; the lightest beyond that are counted with those left out */
    ROW_LIMIT = 2,          /* detours stacked in one lane and column before the next column is taken */
    WIDENINGS = 200,        /* how often at most a stack is broken up that way */
};

bool map_step_has_wait(const struct map_layout *layout, int step)
{
    if (duration_given(layout->journey->step[step].wait) &&
        duration_nominal_seconds(layout->journey->step[step].wait) > 0)
        return true;
    return layout->audit && layout->audit->step[step].waits > 0 &&
           audit_shown(layout->audit, layout->audit->step[step].waits) &&
           audit_shown(layout->audit, layout->audit->step[step].cases);
}

bool map_step_skipped(const struct map_layout *layout, int step)
{
    int64_t users = layout->audit ? layout->audit->step[step].skipped_cases : 0;
    return users > 0 && (audit_skipped(layout->audit, step) == TOLD || audit_skipped(layout->audit, step) == TOLD_ALL_BUT);
}

bool map_detour_shown(const struct map_layout *layout, size_t detour)
{
    for (int i = layout->journey->steps; i < layout->cards; i++)
        if ((size_t)layout->card[i].detour == detour)
            return true;
    return false;
}

/* --- what may be told of the detours left out --- */

static bool is_of_detour(const struct contact_finding *contact, const struct detour *detour,
                         const struct event_log *log, size_t row)
{
    return contact->verdict == detour->verdict && contact->institution == detour->institution &&
           contact->step == detour->step && contact->planned_before == detour->planned_before &&
           (contact->step != NONE || log->label[row] == detour->label);
}

/* How many users had a contact of a detour that is left out; 0 without a log to count them in. */
static int64_t users_of_folded(const struct map_layout *layout)
{
    const struct audit *audit = layout->audit;
    int64_t users = 0;
    for (size_t c = 0; audit->log && audit->contact && c < audit->log->case_count; c++) {
        bool found = false;
        const struct log_case *one = &audit->log->cases[c];
        for (size_t row = one->first; row < (size_t)one->first + one->count && !found; row++)
            for (size_t d = 0; d < audit->detours && !found; d++)
                found = !map_detour_shown(layout, d) && (!audit->told || audit->told->stands_for[d] == NONE) && audit->contact[row].verdict != VERDICT_PLANNED &&
                        is_of_detour(&audit->contact[row], &audit->detour[d], audit->log, row);
        users += found;
    }
    return users;
}

/* --- cards and links --- */

static void add_cards(struct map_layout *layout)
{
    const struct audit *audit = layout->audit;
    size_t detours = audit ? audit->detours : 0;
    layout->card = arena_alloc(&layout->arena, ((size_t)layout->journey->steps + detours + 1) * sizeof *layout->card);
    for (int step = 0; step < layout->journey->steps; step++)
        layout->card[layout->cards++] =
            (struct map_card){ .step = step, .detour = NONE, .capsule = map_step_has_wait(layout, step) };
    int shown = 0;
    int64_t contacts = 0;
    for (size_t i = 0; i < detours; i++) {
        if (audit_card(audit, i) && shown < DETOUR_LIMIT) {
            layout->card[layout->cards++] = (struct map_card){ .step = NONE, .detour = (int)i };
            shown++;
        } else if (!audit->told || audit->told->stands_for[i] == NONE) {
            layout->folded++;
            contacts += audit->detour[i].contacts;
        }
    }
    if (layout->folded && audit_shown(audit, users_of_folded(layout)))
        layout->folded_contacts = contacts;
}

/* Widths of lines can be measured: nearly all is all. */
static double told_share(const struct map_layout *layout, int64_t users)
{
    return audit_part(layout->audit, users) == TOLD_ALL_BUT ? 1 : (double)users / (double)layout->users;
}

static void add_link(struct map_layout *layout, int *capacity, struct map_link **link, int from, int to,
                     enum map_link_kind kind, double share)
{
    GROW(*link, layout->links, *capacity);
    (*link)[layout->links++] = (struct map_link){ .from = from, .to = to, .kind = kind, .share = share };
}

/* Around a step that users skip: from the planned step before it to the one after it, the nearest in the file. */
static void add_way_around(struct map_layout *layout, int *capacity, struct map_link **link,
                           const struct successors *planned, int step)
{
    int before = NONE, after = NONE;
    for (int i = 0; i < planned->count; i++) {
        int a = planned->pair[i][0], b = planned->pair[i][1];
        if (b == step && a < step && a > before)
            before = a;
        if (a == step && b > step && (after == NONE || b < after))
            after = b;
    }
    if (before != NONE && after != NONE)
        add_link(layout, capacity, link, before, after, MAP_LINK_SKIPPED,
                 told_share(layout, layout->audit->step[step].skipped_cases));
}

static void add_links(struct map_layout *layout, const struct successors *planned)
{
    struct map_link *link = NULL;
    int capacity = 0;
    for (int i = 0; i < planned->count; i++)
        if (planned->pair[i][0] == planned->pair[i][1])
            layout->card[planned->pair[i][0]].repeats = true;
        else
            add_link(layout, &capacity, &link, planned->pair[i][0], planned->pair[i][1], MAP_LINK_PLANNED, 1);
    for (int step = 0; step < layout->journey->steps; step++)
        if (map_step_skipped(layout, step))
            add_way_around(layout, &capacity, &link, planned, step);
    for (int i = layout->journey->steps; i < layout->cards; i++) {
        const struct detour *detour = audit_card(layout->audit, (size_t)layout->card[i].detour);
        enum map_link_kind kind = verdict_redundant(detour->verdict) ? MAP_LINK_REDUNDANT : MAP_LINK_EXTRA;
        double share = told_share(layout, detour->users);
        if (detour->planned_before != NONE)
            add_link(layout, &capacity, &link, detour->planned_before, i, kind, share);
        if (detour->rejoins != NONE)
            add_link(layout, &capacity, &link, i, detour->rejoins, kind, share);
    }
    if (layout->links) {
        layout->link = arena_alloc(&layout->arena, (size_t)layout->links * sizeof *link);
        memcpy(layout->link, link, (size_t)layout->links * sizeof *link);
    }
    free(link);
}

/* --- columns --- */

/* Is `step` to be placed rather than `best`? First those that await nothing; where links go round in circles, one that
 * something placed leads to, and that awaits least; then the earlier of the file. */
static bool comes_first(int step, int best, const int *missing, const bool *reached)
{
    bool free_step = missing[step] <= 0, free_best = missing[best] <= 0;
    if (free_step != free_best)
        return free_step;
    if (free_step || reached[step] != reached[best])
        return !free_step && reached[step];
    return missing[step] < missing[best];
}

/* Steps in an order that planned links respect, as far as they can be respected. */
static void order_steps(const struct journey *journey, const struct successors *planned, int *position)
{
    int *missing = xcalloc((size_t)journey->steps + 1, sizeof *missing);
    bool *reached = xcalloc((size_t)journey->steps + 1, sizeof *reached);
    for (int i = 0; i < journey->steps; i++)
        position[i] = NONE;
    for (int i = 0; i < planned->count; i++)
        missing[planned->pair[i][1]] += planned->pair[i][0] != planned->pair[i][1];
    for (int placed = 0; placed < journey->steps; placed++) {
        int next = NONE;
        for (int step = 0; step < journey->steps; step++)
            if (position[step] == NONE && (next == NONE || comes_first(step, next, missing, reached)))
                next = step;
        position[next] = placed;
        for (int i = 0; i < planned->count; i++)
            if (planned->pair[i][0] == next && planned->pair[i][1] != next) {
                missing[planned->pair[i][1]]--;
                reached[planned->pair[i][1]] = true;
            }
    }
    free(missing);
    free(reached);
}

/* "Card `before` stands in an earlier column than card `after`." */
struct precedence { int before, after; };
struct precedences { struct precedence *item; size_t count, capacity; };

static void precede(struct precedences *list, int before, int after)
{
    GROW(list->item, list->count, list->capacity);
    list->item[list->count++] = (struct precedence){ before, after };
}

int map_card_phase(const struct map_layout *layout, int card)
{
    const struct map_card *one = &layout->card[card];
    if (one->step != NONE)
        return layout->journey->step[one->step].phase;
    const struct detour *detour = &layout->audit->detour[one->detour];
    int step = detour->planned_before != NONE ? detour->planned_before : detour->rejoins;
    return step != NONE ? layout->journey->step[step].phase : NONE;
}

/* Do the phases follow each other in the order of steps, each once? */
static bool phases_in_order(const struct journey *journey, const int *position)
{
    int last = NONE;
    if (!journey->phases)
        return false;
    for (int place = 0; place < journey->steps; place++)
        for (int step = 0; step < journey->steps; step++)
            if (position[step] == place && journey->step[step].phase != NONE) {
                if (journey->step[step].phase < last)
                    return false;
                last = journey->step[step].phase;
            }
    return last != NONE;
}

/* Does the plan lead on from one step to the other? */
static bool leads_to(const struct successors *planned, const int *position, int steps, int from, int to)
{
    bool *reached = xcalloc((size_t)steps + 1, sizeof *reached), more = true;
    reached[from] = true;
    while (more && !reached[to]) {
        more = false;
        for (int i = 0; i < planned->count; i++) {
            int a = planned->pair[i][0], b = planned->pair[i][1];
            if (reached[a] && !reached[b] && position[a] < position[b])
                more = reached[b] = true;
        }
    }
    bool leads = reached[to] && from != to;
    free(reached);
    return leads;
}

/* A detour stands behind the step it leaves. Before the step it rejoins only if the plan leads there anyway: between
 * steps that can be done in any order, it must not part them. So one more detour moves nothing by more than a column,
 * and no two cards change sides. */
static void gather_precedences(struct map_layout *layout, const struct successors *planned, const int *position,
                               struct precedences *list)
{
    for (int i = 0; i < planned->count; i++)
        if (position[planned->pair[i][0]] < position[planned->pair[i][1]])
            precede(list, planned->pair[i][0], planned->pair[i][1]);
    for (int i = layout->journey->steps; i < layout->cards; i++) {
        const struct detour *detour = &layout->audit->detour[layout->card[i].detour];
        int before = detour->planned_before, after = detour->rejoins;
        if (before != NONE)
            precede(list, before, i);
        if (after != NONE &&
            (before == NONE || leads_to(planned, position, layout->journey->steps, before, after)))
            precede(list, i, after);
    }
}

/* A phase ends before the next one begins. */
static bool part_phases(struct map_layout *layout)
{
    bool moved = false;
    int highest = -1;                                   /* column of the phases before this one */
    for (int phase = 0; layout->phases && phase < layout->journey->phases; phase++) {
        int reached = highest;
        for (int i = 0; i < layout->cards; i++) {
            if (map_card_phase(layout, i) != phase)
                continue;
            if (layout->card[i].column <= highest) {
                layout->card[i].column = highest + 1;
                moved = true;
            }
            reached = layout->card[i].column > reached ? layout->card[i].column : reached;
        }
        highest = reached;
    }
    return moved;
}

/* The longest path. There is no circle: every precedence goes up in the order of steps (a detour stands right behind
 * its step, or right before the one it leads to), and so do the phases. */
static void longest_path(struct map_layout *layout, const struct precedences *list, const int *least)
{
    for (int i = 0; i < layout->cards; i++)
        layout->card[i].column = least[i];
    bool moved = true;
    for (int round = 0; moved && round <= layout->cards; round++) {
        moved = false;
        for (size_t i = 0; i < list->count; i++) {
            int column = layout->card[list->item[i].before].column + 1;
            if (layout->card[list->item[i].after].column < column) {
                layout->card[list->item[i].after].column = column;
                moved = true;
            }
        }
        moved |= part_phases(layout);
    }
}

/* Number the cards of each lane and column from top to bottom: planned ones first. Returns a detour that stands too
 * low in a stack, or NONE. */
static int stack_rows(struct map_layout *layout)
{
    int too_low = NONE;
    for (int i = 0; i < layout->cards; i++) {
        int row = 0;
        for (int j = 0; j < i; j++)
            row += layout->card[j].lane == layout->card[i].lane && layout->card[j].column == layout->card[i].column;
        layout->card[i].row = row;
        if (layout->card[i].detour != NONE && row >= ROW_LIMIT && too_low == NONE)
            too_low = i;
    }
    return too_low;
}

/* Columns in which nothing stands (left by the widening) go. */
static void close_gaps(struct map_layout *layout)
{
    int last = 0;
    for (int i = 0; i < layout->cards; i++)
        last = layout->card[i].column > last ? layout->card[i].column : last;
    int *number = xcalloc((size_t)last + 1, sizeof *number);
    for (int i = 0; i < layout->cards; i++)
        number[layout->card[i].column] = 1;
    for (int column = 0; column <= last; column++)
        if (number[column])
            number[column] = layout->columns++;
    for (int i = 0; i < layout->cards; i++)
        layout->card[i].column = number[layout->card[i].column];
    free(number);
}

static void add_lanes(struct map_layout *layout)
{
    layout->lane = arena_alloc(&layout->arena, ((size_t)layout->journey->institutions + 1) * sizeof *layout->lane);
    for (int lane = 0; lane <= layout->journey->institutions; lane++) {
        int institution = lane < layout->journey->institutions ? lane : NONE;
        bool used = false;
        for (int i = 0; i < layout->cards; i++) {
            struct map_card *card = &layout->card[i];
            int own = card->step != NONE ? layout->journey->step[card->step].institution
                                         : layout->audit->detour[card->detour].institution;
            if (own != institution)
                continue;
            card->lane = layout->lanes;
            used = true;
        }
        if (used)
            layout->lane[layout->lanes++] = institution;
    }
}

void map_place_in_columns(struct map_layout *layout, const struct net *net)
{
    struct successors planned;
    struct precedences list = { 0 };
    successors_init(&planned, layout->journey, net);
    add_cards(layout);
    add_links(layout, &planned);
    add_lanes(layout);
    int *position = xcalloc((size_t)layout->journey->steps + 1, sizeof *position);
    int *least = xcalloc((size_t)layout->cards + 1, sizeof *least);
    order_steps(layout->journey, &planned, position);
    layout->phases = phases_in_order(layout->journey, position);
    gather_precedences(layout, &planned, position, &list);
    for (int round = 0; round <= WIDENINGS; round++) {
        longest_path(layout, &list, least);
        int too_low = stack_rows(layout);
        if (too_low == NONE)
            break;
        least[too_low] = layout->card[too_low].column + 1;
    }
    close_gaps(layout);
    free(list.item);
    free(least);
    free(position);
    successors_release(&planned);
}
