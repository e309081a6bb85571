/* draw/lettering.h - how wide a text is, and where it breaks.
 *
 * Measured with pango in the picture's own fonts, unhinted at 72 dots an inch, so that one unit is one point and the
 * same text has the same width on every surface. Texts must be clean (svg_clean): valid UTF-8, no control characters.
 */
#ifndef PARCOURS_DRAW_LETTERING_H
#define PARCOURS_DRAW_LETTERING_H
#include "base/arena.h"
#include <stdbool.h>

#define LETTERING_FONTS "Noto Sans, DejaVu Sans, Liberation Sans, Arial"

struct lettering;
struct lettering *lettering_new(void);                  /* never NULL; one thread at a time */
void lettering_free(struct lettering *lettering);

double lettering_width(struct lettering *lettering, const char *text, double size, bool bold);

/* Break `text` at spaces into lines no wider than `width`, `limit` lines at most; a word that is too long for a line
 * is cut: behind a hyphen or the like if there is one, else with a hyphen between letters. What does not fit is dropped
 * and the last line ends in an ellipsis; *whole (may be NULL) says if all is there and no word was cut.
 * Lines are allocated in `arena`. Returns the number of lines, at least 1 (maybe of an empty text). */
int lettering_wrap(struct lettering *lettering, struct arena *arena, const char *text, double size, bool bold,
                   double width, int limit, char **line, bool *whole);
/* One line of at most `width`, with an ellipsis if something had to go. */
char *lettering_fit(struct lettering *lettering, struct arena *arena, const char *text, double size, bool bold,
                    double width);
#endif
