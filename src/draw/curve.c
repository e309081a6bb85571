#include "draw/curve.h"
#include <math.h>

static double secant(const struct point *point, int i)
{
    return (point[i + 1].y - point[i].y) / (point[i + 1].x - point[i].x);
}

void curve_slopes(const struct point *point, int count, double *slope)
{
    for (int i = 0; i < count; i++) {
        if (count == 1) {
            slope[i] = 0;
        } else if (i == 0 || i == count - 1) {
            slope[i] = secant(point, i ? i - 1 : i);
        } else {
            double before = secant(point, i - 1), after = secant(point, i);
            double left = point[i].x - point[i - 1].x, right = point[i + 1].x - point[i].x;
            double first = 2 * right + left, second = right + 2 * left;
            slope[i] = before * after > 0 ? (first + second) / (first / before + second / after) : 0;
        }
    }
}

/* Height at share t of the way from point i to the next. */
static double height(const struct point *point, const double *slope, int i, double t)
{
    double wide = point[i + 1].x - point[i].x, back = 1 - t;
    return back * back * ((1 + 2 * t) * point[i].y + t * wide * slope[i]) +
           t * t * ((3 - 2 * t) * point[i + 1].y - back * wide * slope[i + 1]);
}

double curve_at(const struct point *point, const double *slope, int count, double x)
{
    int i = 0;
    while (i + 2 < count && point[i + 1].x < x)
        i++;
    return count == 1 ? point[0].y : height(point, slope, i, (x - point[i].x) / (point[i + 1].x - point[i].x));
}

/* May they cross between points i and i + 1? Not if no coefficient of their distance, as a Bezier curve, is negative. */
static bool may_cross(const struct point *upper, const double *upper_slope, const struct point *lower,
                      const double *lower_slope, int i)
{
    double third = (upper[i + 1].x - upper[i].x) / 3;
    return lower[i].y + third * lower_slope[i] < upper[i].y + third * upper_slope[i] - 1e-9 ||
           lower[i + 1].y - third * lower_slope[i + 1] < upper[i + 1].y - third * upper_slope[i + 1] - 1e-9;
}

void curve_slopes_nested(const struct point *const *point, int curves, int count, double *const *slope)
{
    for (int c = 0; c < curves; c++)
        curve_slopes(point[c], count, slope[c]);
    for (bool changed = true; changed;) { /* flat at both ends, curves mix their ends in the same shares: no crossing */
        changed = false;
        for (int i = 0; i + 1 < count; i++)
            for (int c = 0; c + 1 < curves; c++) {
                if (!may_cross(point[c], slope[c], point[c + 1], slope[c + 1], i))
                    continue;
                for (int all = 0; all < curves; all++) {
                    changed |= fabs(slope[all][i]) + fabs(slope[all][i + 1]) > 0;
                    slope[all][i] = slope[all][i + 1] = 0;
                }
            }
    }
}

static void add_point(struct buffer *svg, char command, double x, double y)
{
    buffer_add_char(svg, command);
    svg_number(svg, x);
    buffer_add_char(svg, ' ');
    svg_number(svg, y);
}

void curve_path(struct buffer *svg, char command, const struct point *point, const double *slope, int count,
                bool backwards)
{
    int first = backwards ? count - 1 : 0, step = backwards ? -1 : 1;
    add_point(svg, command, point[first].x, point[first].y);
    for (int k = 1; k < count; k++) {
        int from = first + step * (k - 1), to = from + step;
        double third = (point[to].x - point[from].x) / 3;
        add_point(svg, 'C', point[from].x + third, point[from].y + third * slope[from]);
        add_point(svg, ' ', point[to].x - third, point[to].y - third * slope[to]);
        add_point(svg, ' ', point[to].x, point[to].y);
    }
}
