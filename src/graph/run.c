/* Runs as partial orders: who came directly before whom, by following tokens. */
#include "graph/compile.h"
#include "graph/run_internal.h"
#include <stdlib.h>
#include <string.h>

void run_release(struct run *run)
{
    arena_release(&run->arena);
    free(run->occurrence);
    *run = (struct run){ 0 };
}

static int compare_ints(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

/* Mark everything that is before a member: one sweep from the latest back, as occurrences are numbered in order. */
static unsigned char *mark_earlier(const struct run *run, const int *member, int count)
{
    unsigned char *earlier = xcalloc((size_t)run->count + 1, 1), *reached = xcalloc((size_t)run->count + 1, 1);
    for (int i = 0; i < count; i++)
        reached[member[i]] = 1;
    for (int i = run->count - 1; i >= 0; i--)
        for (int k = 0; reached[i] && k < run->occurrence[i].before_count; k++)
            earlier[run->occurrence[i].before[k]] = reached[run->occurrence[i].before[k]] = 1;
    free(reached);
    return earlier;
}

struct occurrence_set occurrence_set_union(struct run *run, const struct occurrence_set *set, int sets)
{
    int total = 0, count = 0;
    for (int i = 0; i < sets; i++)
        total += set[i].count;
    int *member = arena_alloc(&run->arena, (size_t)total * sizeof *member);
    for (int i = 0; i < sets; i++)
        for (int k = 0; k < set[i].count; k++)
            member[count++] = set[i].member[k];
    if (sets == 1)
        return (struct occurrence_set){ member, count };
    qsort(member, (size_t)count, sizeof *member, compare_ints);
    unsigned char *earlier = mark_earlier(run, member, count);
    int kept = 0;
    for (int i = 0; i < count; i++)                     /* only the nearest: nothing that is before another member */
        if (!earlier[member[i]] && (!i || member[i] != member[i - 1]))
            member[kept++] = member[i];
    free(earlier);
    return (struct occurrence_set){ member, kept };
}

int run_add(struct run *run, int step, struct occurrence_set before)
{
    GROW(run->occurrence, run->count, run->capacity);
    run->occurrence[run->count] = (struct occurrence){ step, before.member, before.count };
    return run->count++;
}

struct occurrence_set occurrence_set_one(struct run *run, int occurrence)
{
    int *member = arena_alloc(&run->arena, sizeof *member);
    *member = occurrence;
    return (struct occurrence_set){ member, 1 };
}

/* The tokens of a place, first in first out: what each of them comes after. */
struct tokens { struct occurrence_set *set; int first, count, capacity; };

static void put_token(struct tokens *tokens, struct occurrence_set set)
{
    GROW(tokens->set, tokens->count, tokens->capacity);
    tokens->set[tokens->count++] = set;
}

void run_play(struct run *run, const struct net *net, const int *transition, int count)
{
    struct tokens *place = xcalloc((size_t)net->places, sizeof *place);
    struct occurrence_set *taken = NULL;
    int taken_capacity = 0;
    for (int p = 0; p < net->places; p++)
        for (int i = 0; i < net->initial[p]; i++)
            put_token(&place[p], (struct occurrence_set){ NULL, 0 });
    for (int i = 0; i < count; i++) {
        const struct net_transition *fired = &net->transition[transition[i]];
        if (fired->inputs > taken_capacity) {
            taken_capacity = fired->inputs;
            taken = xrealloc(taken, (size_t)taken_capacity * sizeof *taken);
        }
        for (int k = 0; k < fired->inputs; k++)
            taken[k] = place[fired->input[k]].set[place[fired->input[k]].first++];
        struct occurrence_set set = occurrence_set_union(run, taken, fired->inputs);
        int step = fired->step != NET_SILENT ? fired->step : fired->automatic;
        if (step != NONE)
            set = occurrence_set_one(run, run_add(run, step, set));
        for (int k = 0; k < fired->outputs; k++)
            put_token(&place[fired->output[k]], set);
    }
    for (int p = 0; p < net->places; p++)
        free(place[p].set);
    free(place);
    free(taken);
}
