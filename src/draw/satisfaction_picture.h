/* draw/satisfaction_picture.h - the satisfaction map drawn: one page, A4 across (longer if there are many items).
 *
 *     title, which importance, which cut
 *     the map: four quadrants with their names,          the list: number, item, satisfaction, importance, answers,
 *     points with whiskers (95 %), numbered discs        by quadrant; at the limit, indicative
 *     items without a place; the method
 *
 * Made to be shown: what the map does not tell is not in it. An indicative item has a hollow disc with a dashed edge.
 */
#ifndef PARCOURS_DRAW_SATISFACTION_PICTURE_H
#define PARCOURS_DRAW_SATISFACTION_PICTURE_H
#include "draw/drawing.h"
#include "draw/theme.h"
#include "measure/satisfaction_map.h"

void satisfaction_draw(struct drawing *drawing, const struct satisfaction_map *map, const char *title,
                       const struct theme *theme);
#endif
