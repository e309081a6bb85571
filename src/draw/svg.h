/* draw/svg.h - the few SVG shapes the pictures are made of, written with one decimal.
 *
 * Colours, patterns and classes are the program's own words; every other text passes through svg_clean() once, then
 * through svg_escape() where it is written.
 */
#ifndef PARCOURS_DRAW_SVG_H
#define PARCOURS_DRAW_SVG_H
#include "base/arena.h"
#include "base/buffer.h"
#include <stdbool.h>

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };
struct point { double x, y; };
struct stroke { const char *colour; double width; const char *dash; };      /* colour NULL: none; dash NULL: solid */

/* What can be shown of a text from outside: valid UTF-8 (U+FFFD for what is not), white space as single spaces, no
 * control, formatting or direction-changing characters, no more than three marks on one letter (more would reach into
 * the lines around), 1,000 bytes at most. */
char *svg_clean(struct arena *arena, const char *text);
void svg_escape(struct buffer *svg, const char *text);          /* & < > " ' */
void svg_number(struct buffer *svg, double value);              /* one decimal, never "-0.0"; 0 if not finite */
/* prefix + `id` where everything but letters, digits, '_', '-' and '.' is '_'; then "-NUMBER" if that changed it. */
void svg_id(struct buffer *svg, const char *prefix, const char *id, int number);

void svg_text(struct buffer *svg, struct point at, double size, bool bold, const char *fill, enum anchor anchor,
              const char *text);
void svg_rect(struct buffer *svg, double x, double y, double width, double height, double radius, const char *fill,
              struct stroke stroke);
void svg_circle(struct buffer *svg, double x, double y, double radius, const char *fill, struct stroke stroke);
/* A rectangle whose corners are cut off. */
void svg_cut_rect(struct buffer *svg, double x, double y, double width, double height, double cut, const char *fill,
                  struct stroke stroke);
/* A line through `point` with corners rounded to `radius`; fill none. */
void svg_rounded_line(struct buffer *svg, const struct point *point, int count, double radius, struct stroke stroke);
/* A filled triangle whose tip is at `tip`, pointing in direction (dx, dy), a unit vector along an axis. */
void svg_arrow(struct buffer *svg, struct point tip, double dx, double dy, double size, const char *fill);
#endif
