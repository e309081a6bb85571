/* Systems of the comparison map: rows of columns, broken where a phase begins, like a score. */
#include "draw/map_layout.h"
#include <stdlib.h>

/* Is there a phase that begins at this column? Then a system may well begin there. */
static bool phase_begins(const struct map_layout *layout, int column)
{
    int before = NONE, here = NONE;
    for (int i = 0; layout->phases && i < layout->cards; i++) {
        int phase = map_card_phase(layout, i);
        if (layout->card[i].column < column && phase > before)
            before = phase;
        if (layout->card[i].column == column && phase > here)
            here = phase;
    }
    return here != NONE && here > before;
}

/* Where each system begins: as few systems as can be, of about the same length, that begin with a phase.
 * starts[columns + 1]. */
static int break_into_systems(const struct map_layout *layout, int *starts)
{
    int columns = layout->columns, limit = layout->system_columns;
    int system_cost = limit * limit * 6 / 5, inside_a_phase_cost = system_cost / 2;
    int *cost = xcalloc((size_t)columns + 1, sizeof *cost), *from = xcalloc((size_t)columns + 1, sizeof *from);
    for (int end = 1; end <= columns; end++) {
        cost[end] = -1;
        for (int start = end - 1; start >= 0 && end - start <= limit; start--) {
            int length = end - start;
            int sum = cost[start] + system_cost + length * length +
                      (start && !phase_begins(layout, start) ? inside_a_phase_cost : 0);
            if (cost[end] < 0 || sum < cost[end]) {
                cost[end] = sum;
                from[end] = start;
            }
        }
    }
    int systems = 0;
    for (int end = columns; end > 0; end = from[end])
        systems++;
    for (int end = columns, i = systems; end > 0; end = from[end])
        starts[--i] = from[end];
    starts[systems] = columns;
    free(cost);
    free(from);
    return systems;
}

void map_break_into_systems(struct map_layout *layout)
{
    int *starts = xcalloc((size_t)layout->columns + 2, sizeof *starts);
    layout->systems = break_into_systems(layout, starts);
    layout->system = arena_alloc(&layout->arena, ((size_t)layout->systems + 1) * sizeof *layout->system);
    for (int i = 0; i < layout->systems; i++) {
        struct map_system *system = &layout->system[i];
        system->first = starts[i];
        system->columns = starts[i + 1] - starts[i];
        for (int card = 0; card < layout->cards; card++)
            if (layout->card[card].column >= starts[i] && layout->card[card].column < starts[i + 1])
                layout->card[card].system = i;
    }
    free(starts);
}
