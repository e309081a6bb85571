/* draw/form.h - parts of what is printed to be filled in, cut out or glued: in units of a form (draw/paper.h). */
#ifndef PARCOURS_DRAW_FORM_H
#define PARCOURS_DRAW_FORM_H
#include "draw/paper.h"
#include "draw/picture.h"

enum { CONTROL_LINE = 50 };     /* mm */

/* A picture without an audit; `journey` may be NULL. `theme` outlives it. */
void form_init(struct picture *picture, const struct journey *journey, const struct theme *theme);
void form_line(struct picture *picture, double x, double y, double right, double bottom, double width,
               const char *colour, const char *dash);
/* A dotted line to write on, as coarse as a text of `size`. */
void form_dots(struct picture *picture, double x, double y, double right, double size);
/* Where to cut around a box: at each corner two short lines, outside of it. */
void form_crop_marks(struct picture *picture, double x, double y, double width, double height);
/* From (x, y) on, CONTROL_LINE mm long exactly, with ends. */
void form_control_line(struct picture *picture, double x, double y);
/* A step of instructions: its number on a disc around `y`, its text beside in `width`, `limit` (6) lines at most;
 * returns how many. */
int form_instruction(struct picture *picture, double x, double y, double size, double width, int number, int limit,
                     const char *text);
#endif
