/* Fewer places and silent transitions, the same runs (Murata's fusions of series, Haddad's agglomerations).
 *
 *     (p) -[silent t]-> …     only t takes from p, and t takes from p alone: whatever fills p does what t would do
 *     … -[silent t]-> (p)     only t fills p, and t fills p alone: what takes from p takes what t would take.
 *                             Kept where that would put off a choice that can go wrong: then either nothing else may
 *                             take what t takes, or all that takes from p takes nothing else.
 *
 * The final marking must be empty: every token that arrives in p goes on. No transition ever gets two arcs to a place.
 */
#include "base/interner.h"
#include "input/bpmn_internal.h"
#include <stdlib.h>
#include <string.h>

enum { PASSES_MAXIMUM = 64 };

/* Who fills and who takes from each place; true until the place is `stale`. */
struct use { int *start, *transition; };
struct reduction {
    struct bpmn_draft *draft;
    struct use fillers, takers;
    unsigned char *stale, *mark;        /* [places]; mark: scratch, all 0 */
    bool changed;
};

static struct use use_of(const struct bpmn_draft *draft, bool outputs)
{
    struct use use = { xcalloc((size_t)draft->places + 2, sizeof(int)),
        xcalloc((size_t)draft->total + 1, sizeof(int)) };
    for (int round = 0; round < 2; round++) {
        for (int t = 0; t < draft->count; t++) {
            const struct bpmn_arcs *arcs = &draft->arcs[t];
            int count = arcs->gone ? 0 : outputs ? arcs->outputs : arcs->inputs;
            for (int i = 0; i < count; i++) {
                int place = outputs ? arcs->output[i] : arcs->input[i];
                if (round)
                    use.transition[use.start[place + 1]++] = t;
                else
                    use.start[place + 2]++;
            }
        }
        for (int p = 2; !round && p < draft->places + 2; p++)
            use.start[p] += use.start[p - 1];
    }
    return use;
}

static int uses(const struct use *use, int place) { return use->start[place + 1] - use->start[place]; }

static bool holds(const int *place, int count, int wanted)
{
    for (int i = 0; i < count; i++)
        if (place[i] == wanted)
            return true;
    return false;
}

/* Would `list`, with `place` replaced by `by`, hold something twice? */
static bool would_double(struct reduction *reduction, const int *list, int count, int place, const int *by,
                         int by_count)
{
    bool doubled = false;
    for (int i = 0; i < by_count; i++)
        reduction->mark[by[i]] = 1;
    for (int i = 0; i < count; i++)
        doubled |= list[i] != place && reduction->mark[list[i]];
    for (int i = 0; i < by_count; i++)
        reduction->mark[by[i]] = 0;
    return doubled;
}

static void replace(struct reduction *reduction, int **list, int *count, int place, const int *by, int by_count)
{
    int kept = 0;
    *list = xrealloc(*list, ((size_t)*count + (size_t)by_count + 1) * sizeof **list);
    for (int i = 0; i < *count; i++)
        if ((*list)[i] != place)
            (*list)[kept++] = (*list)[i];
    for (int i = 0; i < by_count; i++)
        (*list)[kept++] = by[i];
    reduction->draft->total += kept - *count;
    *count = kept;
}

/* What fills p does what t would do. */
static void fuse_forward(struct reduction *reduction, int place)
{
    struct bpmn_draft *draft = reduction->draft;
    if (uses(&reduction->takers, place) != 1)
        return;
    struct bpmn_arcs *silent = &draft->arcs[reduction->takers.transition[reduction->takers.start[place]]];
    int first = reduction->fillers.start[place], end = reduction->fillers.start[place + 1];
    if (silent->gone || silent->step != NET_SILENT || silent->inputs != 1 ||
        holds(silent->output, silent->outputs, place))
        return;
    long grown = (long)(end - first) * silent->outputs;
    if (draft->total + grown > BPMN_ARCS_MAXIMUM || (end - first > 1 && silent->outputs > 1 && grown > 64))
        return;
    for (int i = first; i < end; i++) {
        const struct bpmn_arcs *filler = &draft->arcs[reduction->fillers.transition[i]];
        if (would_double(reduction, filler->output, filler->outputs, place, silent->output, silent->outputs))
            return;
    }
    for (int i = 0; i < silent->outputs; i++)
        if (draft->initial[place] && draft->initial[silent->output[i]])
            return;
    for (int i = first; i < end; i++) {
        struct bpmn_arcs *filler = &draft->arcs[reduction->fillers.transition[i]];
        replace(reduction, &filler->output, &filler->outputs, place, silent->output, silent->outputs);
    }
    for (int i = 0; i < silent->outputs; i++) {
        reduction->stale[silent->output[i]] = 1;
        draft->initial[silent->output[i]] |= draft->initial[place];
    }
    draft->initial[place] = 0;
    reduction->stale[place] = 1;
    silent->gone = reduction->changed = true;
}

/* What takes from p takes what t would take. */
static void fuse_backward(struct reduction *reduction, int place)
{
    struct bpmn_draft *draft = reduction->draft;
    if (uses(&reduction->fillers, place) != 1 || draft->initial[place])
        return;
    struct bpmn_arcs *silent = &draft->arcs[reduction->fillers.transition[reduction->fillers.start[place]]];
    int first = reduction->takers.start[place], end = reduction->takers.start[place + 1];
    if (silent->gone || silent->step != NET_SILENT || silent->outputs != 1 || first == end || !silent->inputs ||
        (silent->inputs > 1 && end - first > 1) || holds(silent->input, silent->inputs, place))
        return;
    bool alone = true, free_choice = true;
    for (int i = 0; i < silent->inputs; i++)
        alone = alone && !reduction->stale[silent->input[i]] && uses(&reduction->takers, silent->input[i]) == 1;
    for (int i = first; i < end; i++) {
        const struct bpmn_arcs *taker = &draft->arcs[reduction->takers.transition[i]];
        free_choice = free_choice && taker->inputs == 1;
        if (would_double(reduction, taker->input, taker->inputs, place, silent->input, silent->inputs))
            return;
    }
    if (!alone && !free_choice)
        return;
    for (int i = first; i < end; i++) {
        struct bpmn_arcs *taker = &draft->arcs[reduction->takers.transition[i]];
        replace(reduction, &taker->input, &taker->inputs, place, silent->input, silent->inputs);
    }
    for (int i = 0; i < silent->inputs; i++)
        reduction->stale[silent->input[i]] = 1;
    reduction->stale[place] = 1;
    silent->gone = reduction->changed = true;
}

/* Silent transitions that change nothing. */
static void drop_idle(struct reduction *reduction)
{
    for (int t = 0; t < reduction->draft->count; t++) {
        struct bpmn_arcs *arcs = &reduction->draft->arcs[t];
        bool idle = !arcs->gone && arcs->step == NET_SILENT && arcs->inputs == arcs->outputs;
        for (int i = 0; idle && i < arcs->inputs; i++)
            idle = holds(arcs->output, arcs->outputs, arcs->input[i]);
        arcs->gone |= idle;
    }
}

static int compare_places(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Transitions that do what an earlier one does. */
static void drop_twins(struct bpmn_draft *draft)
{
    struct interner known = { 0 };
    struct bpmn_list key = { 0 };
    interner_add_string(&known, "");
    for (int t = 0; t < draft->count; t++) {
        struct bpmn_arcs *arcs = &draft->arcs[t];
        if (arcs->gone)
            continue;
        qsort(arcs->input, (size_t)arcs->inputs, sizeof *arcs->input, compare_places);
        qsort(arcs->output, (size_t)arcs->outputs, sizeof *arcs->output, compare_places);
        key.count = 0;
        bpmn_list_add(&key, arcs->step);
        bpmn_list_add(&key, arcs->inputs);
        for (int i = 0; i < arcs->inputs + arcs->outputs; i++)
            bpmn_list_add(&key, i < arcs->inputs ? arcs->input[i] : arcs->output[i - arcs->inputs]);
        uint32_t before = known.count;
        arcs->gone = interner_add(&known, (const char *)key.item, (size_t)key.count * sizeof *key.item) < before;
    }
    free(key.item);
    interner_release(&known);
}

void bpmn_reduce(struct bpmn_draft *draft)
{
    struct reduction reduction = { .draft = draft, .changed = true };
    reduction.mark = xcalloc((size_t)draft->places + 1, 1);
    reduction.stale = xcalloc((size_t)draft->places + 1, 1);
    for (int pass = 0; pass < PASSES_MAXIMUM && reduction.changed; pass++) {
        reduction.changed = false;
        drop_idle(&reduction);
        drop_twins(draft);
        reduction.fillers = use_of(draft, true);
        reduction.takers = use_of(draft, false);
        memset(reduction.stale, 0, (size_t)draft->places + 1);
        for (int p = 0; p < draft->places; p++) {
            if (!reduction.stale[p])
                fuse_forward(&reduction, p);
            if (!reduction.stale[p])
                fuse_backward(&reduction, p);
        }
        free(reduction.fillers.start), free(reduction.fillers.transition);
        free(reduction.takers.start), free(reduction.takers.transition);
    }
    free(reduction.mark);
    free(reduction.stale);
}
