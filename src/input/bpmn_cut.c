/* What cuts a scope short: an end that terminates it, an interruption. All of its tokens go at once.
 *
 *     one token at most   from each place it can be in, a transition to where the cut leads
 *     several             from each marking of the scope, a transition that takes all of it: exact if no marking
 *                         holds another, which the scope's markings are explored to see. Where something silent can
 *                         still happen, it may as well happen before the cut: such markings need no transition.
 *     too many to explore,    one more token, `running`, that each step of the scope needs; a cut takes it, and
 *     or one holds another    what is left behind is swept away. No run is lost, none added; only a scope that is
 *                         begun again before all is swept may go on where it was cut. A place where users can be
 *                         stuck may be seen where there is none.
 */
#include "base/message.h"
#include "input/bpmn_internal.h"
#include <stdlib.h>
#include <string.h>

enum { MARKINGS_MAXIMUM = 20000, CUTS_MAXIMUM = 2000, CUT_ARCS_MAXIMUM = 100000, WORK_MAXIMUM = 50000000 };

void bpmn_inside_release(struct bpmn_inside *inside)
{
    free(inside->initial.item);
    free(inside->cuts.item);
    interner_release(&inside->markings);
}

static bool in_scope(const struct bpmn_inside *inside, int place) { return place >= inside->first_place &&
    place < inside->end_place; }

/* --- all markings of a scope ------------------------------------------------------------------------------------- */

struct exploration {
    const struct bpmn_draft *draft;
    struct bpmn_inside *inside;
    size_t places;
    struct bpmn_list *taker;            /* [places]: transitions that take from it */
    bool *settled;
                             /* [places]: what takes from it is silent, takes nothing else, and stays inside */
    struct bpmn_list from, to;          /* silent moves between markings */
    char *next;
    bool *quiet, *covered;              /* [markings + 1]: nothing silent can happen; a cut can be silently come to */
    long work;
};

static bool stays_inside(const struct bpmn_inside *inside, const struct bpmn_arcs *arcs, int number)
{
    bool stays = number != inside->end_transition;
    for (int i = 0; i < arcs->outputs; i++)
        stays = stays && in_scope(inside, arcs->output[i]);
    return stays;
}

static void exploration_init(struct exploration *exploration, const struct bpmn_draft *draft,
                             struct bpmn_inside *inside)
{
    size_t places = (size_t)(inside->end_place - inside->first_place);
    *exploration = (struct exploration){ .draft = draft, .inside = inside, .places = places };
    exploration->taker = xcalloc(places + 1, sizeof *exploration->taker);
    exploration->settled = xcalloc(places + 1, sizeof *exploration->settled);
    exploration->next = xcalloc(places + 1, 1);
    exploration->quiet = xcalloc(MARKINGS_MAXIMUM + 2, sizeof *exploration->quiet);
    exploration->covered = xcalloc(MARKINGS_MAXIMUM + 2, sizeof *exploration->covered);
    for (size_t p = 0; p < places; p++)
        exploration->settled[p] = true;
    for (int t = inside->first_transition; t < draft->count; t++) {
        const struct bpmn_arcs *arcs = &draft->arcs[t];
        bool settles = arcs->step == NET_SILENT && arcs->inputs == 1 && stays_inside(inside, arcs, t);
        for (int i = 0; i < arcs->inputs; i++)
            if (in_scope(inside, arcs->input[i])) {
                size_t place = (size_t)(arcs->input[i] - inside->first_place);
                bpmn_list_add(&exploration->taker[place], t);
                exploration->settled[place] = exploration->settled[place] && settles;
            }
    }
}

static void exploration_release(struct exploration *exploration)
{
    for (size_t p = 0; p < exploration->places; p++)
        free(exploration->taker[p].item);
    free(exploration->taker), free(exploration->settled), free(exploration->next);
    free(exploration->quiet), free(exploration->covered);
    free(exploration->from.item), free(exploration->to.item);
}

/* The marking after a transition, in exploration->next; false if it can't happen, *safe = false if a place would hold
 * two tokens. */
static bool play(struct exploration *exploration, const struct bpmn_arcs *arcs, const char *marking, bool *safe)
{
    const struct bpmn_inside *inside = exploration->inside;
    char *next = exploration->next;
    exploration->work += 1 + arcs->inputs;
    for (int i = 0; i < arcs->inputs; i++)
        if (!in_scope(inside, arcs->input[i]) || !marking[arcs->input[i] - inside->first_place])
            return false;
    exploration->work += (long)exploration->places / 16;
    memcpy(next, marking, exploration->places);
    for (int i = 0; i < arcs->inputs; i++)
        next[arcs->input[i] - inside->first_place] = 0;
    for (int i = 0; i < arcs->outputs; i++)
        if (in_scope(inside, arcs->output[i])) {
            *safe = *safe && !next[arcs->output[i] - inside->first_place];
            next[arcs->output[i] - inside->first_place] = 1;
        }
    return true;
}

/* What can happen at marking m through the transitions that take from `place` first. */
static bool expand(struct exploration *exploration, uint32_t m, size_t place)
{
    struct bpmn_inside *inside = exploration->inside;
    bool safe = true;
    for (int i = 0; i < exploration->taker[place].count && safe; i++) {
        int t = exploration->taker[place].item[i];
        const struct bpmn_arcs *arcs = &exploration->draft->arcs[t];
        if (arcs->input[0] - inside->first_place != (int)place ||
            !play(exploration, arcs, interner_text(&inside->markings, m), &safe))
            continue;
        uint32_t to = interner_add(&inside->markings, exploration->next, exploration->places);
        safe = safe && to <= MARKINGS_MAXIMUM && exploration->work < WORK_MAXIMUM;
        if (arcs->step != NET_SILENT || !stays_inside(inside, arcs, t))
            continue;
        exploration->quiet[m] = false;
        bpmn_list_add(&exploration->from, (int)m);
        bpmn_list_add(&exploration->to, (int)to);
    }
    return safe;
}

/* All markings, but where a place is settled: then what happens there comes before all else, which it cannot disturb.
 * False if there are too many, or one is not safe. */
static bool explore(struct exploration *exploration)
{
    struct bpmn_inside *inside = exploration->inside;
    bool safe = !exploration->draft->too_large;
    for (int i = 0; i < inside->initial.count; i++)
        exploration->next[inside->initial.item[i] - inside->first_place] = 1;
    interner_add_string(&inside->markings, "");
    interner_add(&inside->markings, exploration->next, exploration->places);
    for (uint32_t m = 1; m < inside->markings.count && safe; m++) {
        const char *marking = interner_text(&inside->markings, m);
        size_t place = 0;
        while (place < exploration->places &&
               !(marking[place] && exploration->settled[place] && exploration->taker[place].count))
            place++;
        exploration->work += (long)exploration->places / 4;
        exploration->quiet[m] = true;
        if (place < exploration->places)
            safe = expand(exploration, m, place);
        for (size_t p = 0; place == exploration->places && p < exploration->places && safe; p++)
            if (interner_text(&inside->markings, m)[p])
                safe = expand(exploration, m, p);
    }
    return safe;
}

/* Marking m is to be cut; so is, in effect, whatever silently comes to it. */
static void add_cut(struct exploration *exploration, uint32_t m, const int *start, const int *source)
{
    struct bpmn_list queue = { 0 };
    bpmn_list_add(&exploration->inside->cuts, (int)m);
    exploration->covered[m] = true;
    bpmn_list_add(&queue, (int)m);
    while (queue.count) {
        int to = queue.item[--queue.count];
        for (int i = start[to]; i < start[to + 1]; i++)
            if (!exploration->covered[source[i]]) {
                exploration->covered[source[i]] = true;
                bpmn_list_add(&queue, source[i]);
            }
    }
    free(queue.item);
}

/* The quiet markings, and one of each silent circle that leads to none. */
static void choose_cuts(struct exploration *exploration)
{
    size_t markings = exploration->inside->markings.count, moves = (size_t)exploration->to.count;
    int *start = xcalloc(markings + 2, sizeof *start), *source = xcalloc(moves + 1, sizeof *source);
    for (size_t i = 0; i < moves; i++)
        start[exploration->to.item[i]]++;
    for (size_t m = 1; m <= markings; m++)
        start[m] += start[m - 1];
    for (size_t i = moves; i-- > 0;)
        source[--start[exploration->to.item[i]]] = exploration->from.item[i];
    for (int quiet = 1; quiet >= 0; quiet--)
        for (uint32_t m = 1; m < markings; m++)
            if (!exploration->covered[m] && (!quiet || exploration->quiet[m]))
                add_cut(exploration, m, start, source);
    free(start);
    free(source);
}

/* Would what `whole` holds beyond `part` vanish, silently and by itself, were `part` cut away? */
static bool rest_vanishes(struct exploration *exploration, const char *whole, const char *part)
{
    const struct bpmn_inside *inside = exploration->inside;
    struct bpmn_list *taker = exploration->taker;
    char *rest = xcalloc(exploration->places + 1, 1);
    size_t tokens = 0, steps = 0;
    for (size_t p = 0; p < exploration->places; p++)
        tokens += (size_t)(rest[p] = (char)(whole[p] - part[p]));
    for (bool moved = true; moved && tokens && steps++ < exploration->places;) {
        moved = false;
        for (size_t p = 0; p < exploration->places && !moved; p++)
            for (int i = 0; rest[p] && i < taker[p].count && !moved; i++) {
                const struct bpmn_arcs *arcs = &exploration->draft->arcs[taker[p].item[i]];
                bool safe = true;
                moved = arcs->step == NET_SILENT && stays_inside(inside, arcs, taker[p].item[i]) &&
                    play(exploration, arcs, rest, &safe);
                if (!moved)
                    continue;
                memcpy(rest, exploration->next, exploration->places);
                tokens += (size_t)arcs->outputs - (size_t)arcs->inputs;
            }
    }
    free(rest);
    return !tokens;
}

/* Is no marking held by another, but with something that vanishes anyway? (The empty one needs no cut.) */
static bool all_apart(struct exploration *exploration)
{
    const struct bpmn_inside *inside = exploration->inside;
    size_t places = exploration->places;
    long arcs = 0;
    if (inside->cuts.count > CUTS_MAXIMUM)
        return false;
    for (int i = 0; i < inside->cuts.count; i++) {
        const char *one = interner_text(&inside->markings, (uint32_t)inside->cuts.item[i]);
        int tokens = 0;
        for (size_t p = 0; p < places; p++)
            tokens += one[p];
        arcs += tokens;
        for (uint32_t m = 1; tokens && m < inside->markings.count; m++) {
            const char *other = interner_text(&inside->markings, m);
            size_t p = 0;
            while (p < places && one[p] <= other[p])
                p++;
            exploration->work += (long)p;
            bool held = p == places && (int)m != inside->cuts.item[i];
            if ((held && !rest_vanishes(exploration, other, one)) || exploration->work > 4L * WORK_MAXIMUM)
                return false;
        }
    }
    return arcs <= CUT_ARCS_MAXIMUM;
}

static bool find_markings(const struct bpmn_draft *draft, struct bpmn_inside *inside)
{
    struct exploration exploration;
    exploration_init(&exploration, draft, inside);
    bool good = explore(&exploration);
    if (good)
        choose_cuts(&exploration);
    good = good && all_apart(&exploration);
    exploration_release(&exploration);
    return good;
}

/* --- cutting ----------------------------------------------------------------------------------------------------- */

/* Each step of the scope needs `running`, and so does its end; what a cut leaves behind is swept. */
static void guard(struct bpmn *bpmn, struct bpmn_inside *inside)
{
    struct bpmn_draft *draft = &bpmn->draft;
    inside->running = bpmn_new_place(bpmn);
    inside->swept = bpmn_new_place(bpmn);
    for (int t = inside->first_transition, count = draft->count; t < count && !draft->too_large; t++) {
        struct bpmn_arcs *arcs = &draft->arcs[t];
        if (arcs->step != NET_SILENT || t == inside->end_transition) {
            arcs->input = xrealloc(arcs->input, ((size_t)arcs->inputs + 1) * sizeof *arcs->input);
            arcs->input[arcs->inputs++] = inside->running;
        }
        if (arcs->step != NET_SILENT) {
            arcs->output = xrealloc(arcs->output, ((size_t)arcs->outputs + 1) * sizeof *arcs->output);
            arcs->output[arcs->outputs++] = inside->running;
        }
        draft->total += 2;
    }
    for (int place = inside->first_place; place < inside->end_place && !draft->too_large; place++) {
        bpmn_take(bpmn, place), bpmn_take(bpmn, inside->swept), bpmn_put(bpmn, inside->swept);
        bpmn_fire(bpmn, NET_SILENT);
    }
    bpmn_silent(bpmn, inside->swept, NONE);
}

void bpmn_prepare_cuts(struct bpmn *bpmn, struct bpmn_inside *inside)
{
    const struct bpmn_scope *scope = &bpmn->scope[inside->scope];
    if (scope->sequential)
        return;
    inside->by_marking = find_markings(&bpmn->draft, inside);
    if (inside->by_marking)
        return;
    diagnostics_warning(bpmn->diagnostics, scope->element->at,
                        _("'%s' can be cut short in too many states to tell them apart: 'check' may find users "
                          "stuck in it where they are not"),
                        bpmn->node[scope->root].name);
    guard(bpmn, inside);
}

static void cut_markings(struct bpmn *bpmn, const struct bpmn_inside *inside, int from, int target)
{
    for (int i = 0; i < inside->cuts.count; i++) {
        const char *marking = interner_text(&inside->markings, (uint32_t)inside->cuts.item[i]);
        for (int place = inside->first_place; place < inside->end_place; place++)
            if (marking[place - inside->first_place])
                bpmn_take(bpmn, place);
        if (target != NONE)
            bpmn_put(bpmn, target);
        if (bpmn->draft.take.count && (from == NONE || marking[from - inside->first_place]))
            bpmn_fire(bpmn, NET_SILENT);
        bpmn->draft.take.count = bpmn->draft.put.count = 0;
    }
}

void bpmn_cut(struct bpmn *bpmn, const struct bpmn_inside *inside, int from, int target)
{
    if (inside->by_marking) {
        cut_markings(bpmn, inside, from, target);
    } else if (inside->running != NONE) {
        if (from != NONE)
            bpmn_take(bpmn, from);
        bpmn_take(bpmn, inside->running), bpmn_put(bpmn, inside->swept);
        if (target != NONE)
            bpmn_put(bpmn, target);
        bpmn_fire(bpmn, NET_SILENT);
    } else {
        for (int place = inside->first_place; place < inside->end_place; place++)
            bpmn_silent(bpmn, place, target);
    }
}
