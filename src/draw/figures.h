/* draw/figures.h - the five headline figures of an audit, and how they are set in a box: for the map and the summary.
 *
 * Means over completed users with their interval; the delay is a median. What describes too few users is not told.
 * Texts live in the picture's arena; picture->audit is not NULL.
 */
#ifndef PARCOURS_DRAW_FIGURES_H
#define PARCOURS_DRAW_FIGURES_H
#include "draw/picture.h"

enum { FIGURES = 5, INDICATIVE = 30 };      /* means over fewer users are said to be indicative */

struct figure {
    const char *value, *label, *beside;
    const char *note;                       /* n and interval, in one line */
    const char *interval, *count;           /* the same in two; or "" */
    bool warm;                              /* something to worry about */
};
void figures_of(struct picture *picture, struct figure figure[FIGURES]);
/* "n = 47", or that it is indicative. */
const char *count_text(struct picture *picture, int64_t n);
/* The same of those who completed (and are dated), where that number may be told. */
const char *completed_text(struct picture *picture, bool dated);

/* Lines of a figure: value, label, beside, note; or value, label, beside, interval, count. */
enum { FIGURE_LINES = 5 };
struct figure_look {
    double width, height, inset, radius;
    int lines;                              /* 4 or 5 */
    struct { double baseline, size, least; } line[FIGURE_LINES];
};
void draw_figure(struct picture *picture, double x, double y, const struct figure *figure,
                 const struct figure_look *look);

/* "March 2023 – May 2024", or "March 2023" if it began and ended in one month. */
const char *period_text(struct picture *picture, int64_t first, int64_t last);
/* Who told what, and when; or that they are too few. */
const char *source_line(struct picture *picture);
#endif
