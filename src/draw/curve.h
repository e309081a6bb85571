/* draw/curve.h - smooth lines that never leave the range of the points they pass through. */
#ifndef PARCOURS_DRAW_CURVE_H
#define PARCOURS_DRAW_CURVE_H
#include "draw/svg.h"

/* slope[count] of a cubic through points of ascending x, monotone between any two of them (Fritsch and Butland, 1984):
 * no bump that the points do not have. */
void curve_slopes(const struct point *point, int count, double *slope);
/* The same for several curves over the same x, given from the top down (y ascending at every point): slopes are made
 * flat where the curves might cross between two points. Cost: O(curves x count^2) at worst, O(curves x count) mostly. */
void curve_slopes_nested(const struct point *const *point, int curves, int count, double *const *slope);
/* Height of the curve at x, which lies between the first point and the last. */
double curve_at(const struct point *point, const double *slope, int count, double x);
/* Path data: to the first point by `command` ('M' or 'L'), then along the curve; backwards: from the last to the first. */
void curve_path(struct buffer *svg, char command, const struct point *point, const double *slope, int count,
                bool backwards);
#endif
