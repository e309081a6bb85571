/* draw/paper.h - sheets of paper: their sizes, and what can be read on them.
 *
 * Sheets are measured in millimetres, PDF pages in points. Forms that are made for paper are drawn in quarters of a
 * millimetre: 76 mm, 50 mm and every size of paper are whole numbers then, and the one decimal of an SVG is 0.025 mm.
 */
#ifndef PARCOURS_DRAW_PAPER_H
#define PARCOURS_DRAW_PAPER_H
#include "draw/drawing.h"

#define MILLIMETRE (72 / 25.4)              /* in points */
#define QUARTER (MILLIMETRE / 4)            /* of a millimetre, in points: what a unit of a form is */
#define MM(length) (4.0 * (length))         /* in units of a form */
#define PT(size) ((size) / QUARTER)

enum paper { PAPER_A4, PAPER_A3, PAPER_A2, PAPER_A1, PAPER_A0, PAPER_COUNT };   /* ISO 216, smallest first */
enum { SHEET_MARGIN = 10 };                 /* mm, all around, where printers don't reach */
struct extent { double width, height; };    /* mm */

extern const char *const PAPER_NAME[PAPER_COUNT];
struct extent paper_extent(enum paper paper, bool portrait);

/* The smallest size of text in points that a sheet is read by: 7 in the hand (A4, A3), 16 on a wall. */
double paper_least_text(enum paper paper);
/* From how many metres a text of `size` points can be read: 16 points at 0.7 m, and in proportion. */
double reading_distance(double size);

/* Points on paper a unit of a drawing, when it is fitted into the margins of a sheet. */
double paper_fit(const struct drawing *drawing, struct extent sheet);
/* If it is clearly larger on an upright sheet. */
bool paper_better_upright(const struct drawing *drawing, enum paper paper);
/* Warn if the smallest text is too small for the paper, at `scale` points a unit: which text, how small, from where it
 * can be read, and on which paper it would be large enough (`fitted`: if the drawing grows with the paper). */
void paper_check_text(const struct drawing *drawing, enum paper paper, bool portrait, double scale, bool fitted,
                      const char *who, struct diagnostics *diagnostics);
#endif
