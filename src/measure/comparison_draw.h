/* measure/comparison_draw.h - the resampling behind a comparison of groups. Private to comparison.c.
 *
 *     unit u: a user       item[first[u]] … item[first[u + 1] - 1]: what they say of each group they are in
 */
#ifndef PARCOURS_MEASURE_COMPARISON_DRAW_H
#define PARCOURS_MEASURE_COMPARISON_DRAW_H
#include "measure/comparison.h"

/* A figure is the sum of top over the sum of bottom. */
struct comparison_item { int group; double top[COMPARED_COUNT], bottom[COMPARED_COUNT]; };
struct comparison_draws {
    struct comparison_item *item; size_t items, items_capacity;
    size_t *first, units, units_capacity;
};

void comparison_draws_add(struct comparison_draws *draws, const struct comparison_item *item, bool new_user);
/* Fill the figures of all groups, and release. */
void comparison_draws_run(struct comparison_draws *draws, const struct audit *audit, struct comparison *result);
#endif
