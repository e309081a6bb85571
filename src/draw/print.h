/* draw/print.h - a PDF file of pages of any size, on which drawings are placed, scaled and clipped.
 *
 *     struct print *print = print_new(title);
 *     struct artwork *artwork = artwork_new(&drawing, path, diagnostics);      (NULL after a diagnostic)
 *     print_page(print, width, height);
 *     print_artwork(print, artwork, &(struct placement){ .x = …, .scale = … });
 *     artwork_free(artwork);
 *     good = print_write(print, path, diagnostics);                            (also says what went wrong before)
 *     print_free(print);
 *
 * Text stays text, fonts are embedded, lines and patterns stay vectors. The same calls give the same bytes. All sizes
 * are points, y downwards.
 */
#ifndef PARCOURS_DRAW_PRINT_H
#define PARCOURS_DRAW_PRINT_H
#include "draw/drawing.h"

struct print;
struct artwork;         /* a drawing that was read, to be placed any number of times */

struct placement {
    double x, y;                                    /* where the drawing's top left corner goes */
    double scale;                                   /* points a unit of the drawing */
    struct { double x, y, width, height; } clip;    /* on the page; width 0: the whole page */
};

struct print *print_new(const char *title);         /* never NULL */
void print_page(struct print *print, double width, double height);
void print_artwork(struct print *print, struct artwork *artwork, const struct placement *placement);
bool print_write(struct print *print, const char *path, struct diagnostics *diagnostics);
void print_free(struct print *print);               /* NULL is fine */

struct artwork *artwork_new(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics);
void artwork_free(struct artwork *artwork);         /* NULL is fine */
#endif
