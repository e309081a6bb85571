/* measure/crossed.h - how many users of each group had contacts of each kind: two tables that cross, so both can tell.
 *
 * One column a value of a profile attribute that has a line of its own (told.h), one line a kind outside the plan. Its
 * users are told, and those of each group: a cell and the rest of its column must be of min_group users or of nobody,
 * and so must what is hidden of a line (protection_cross()). Groups without a line of their own count as one more column,
 * which is never told.
 */
#ifndef PARCOURS_MEASURE_CROSSED_H
#define PARCOURS_MEASURE_CROSSED_H
#include "measure/shown.h"
#include "measure/told.h"

enum { CROSSED_COLUMNS_MAXIMUM = 60 };  /* more are left out, whole attributes at a time */

struct crossed_column { int attribute; uint32_t value; int64_t users; };       /* value 0: not said */
struct crossed {
    struct arena arena;
    struct crossed_column *column; size_t columns;      /* values of one attribute stand together */
    size_t kinds;
    int64_t *users; bool *told;                         /* [kinds x columns]; users only where told */
};

/* Cost: O(contacts + kinds x columns^2). Without audit->told (an audit put together by hand): no columns. */
void crossed_init(struct crossed *crossed, const struct audit *audit, const struct group *const *kind, size_t kinds);
void crossed_release(struct crossed *crossed);
#endif
