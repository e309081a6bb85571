/* draw/drawing.h - a finished picture: SVG text, its size, and what whoever prints it must know.
 *
 * The SVG has no script and no external reference, ids from the model, one decimal, no time of day: the same input gives
 * the same bytes, and a small edit a small difference. Sizes are points (1/72 inch) at 100 %.
 */
#ifndef PARCOURS_DRAW_DRAWING_H
#define PARCOURS_DRAW_DRAWING_H
#include "base/buffer.h"
#include "base/diagnostics.h"

/* What should not be cut where the picture is cut into sheets: a text, a card (with the texts in it), or lengthwise, a
 * line: a box that is thin one way. */
enum drawing_part { PART_LINE, PART_TEXT, PART_CARD };
struct drawing_box { double x, y, width, height; enum drawing_part part; };

struct drawing {
    struct buffer svg;
    double width, height;
    struct drawing_box *box; size_t boxes;
    double smallest_text;    /* size of the smallest text in it; 0: no text */
    char smallest_words[48]; /* its first words */
};
void drawing_release(struct drawing *drawing);

/* To PDF (one page, text stays text, fonts embedded) or PNG (`scale`: pixels a point) through librsvg; false after a
 * diagnostic. Deterministic bytes. */
bool drawing_write_pdf(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics);
bool drawing_write_png(const struct drawing *drawing, const char *path, double scale, struct diagnostics *diagnostics);
bool drawing_write_svg(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics);
#endif
