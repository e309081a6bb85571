/* draw/tiles.h - a large sheet cut into small ones, to be printed anywhere and glued together.
 *
 *       0      start[1]  end of tile 0                Each tile prints a window of the whole inside its margins.
 *       ├─ tile 0 ─┊▒▒▒▒▒┤                            ┊ dashed: where the next tile's trimmed edge goes (start[1])
 *                  ├─── tile 1 ───┊▒▒┤                ▒ glue: printed on both, at least TILE_OVERLAP wide
 *                                 ├ tile 2 ─ …        Rows are letters, columns numbers: A1, A2, …, B1, …
 *
 * Cuts pass where they cross the fewest cards and texts, as late as they can; one row or column of tiles more is spent
 * if that saves a card. Everything is in millimetres.
 */
#ifndef PARCOURS_DRAW_TILES_H
#define PARCOURS_DRAW_TILES_H
#include "draw/paper.h"
#include "draw/theme.h"

enum { TILE_OVERLAP = 10, TILE_LIMIT = 12 };

struct tile_axis {
    int count;
    double start[TILE_LIMIT];   /* where each tile's window begins; start[0] is 0 */
    double window;              /* what fits on a tile */
    double length;              /* of the whole, in whole millimetres */
    int cards_cut;              /* how many cards the cuts go through */
};
struct tiling {
    enum paper large, small;
    bool portrait;              /* both lie the same way */
    struct extent whole;        /* what is cut: the large sheet, or the part of it that is drawn on, with its margins */
    struct tile_axis across, down;
};

/* Set large, small (smaller) and portrait before. How `whole` (rounded up) is cut; the boxes, in millimetres from its
 * top left corner, should not be. Cost: O(tiles x length x window) in millimetres, and O(boxes). */
void tiling_cut(struct tiling *tiling, struct extent whole, const struct drawing_box *box, size_t boxes);
/* Where the window of tile `number` ends: at the end of what fits, or of the whole. */
double tile_end(const struct tile_axis *axis, int number);
void tile_name(char name[8], int row, int column);  /* "B3" */

/* tile_page.c: what stands around the window of a tile: marks, where to glue, the plan of the tiles, a control line.
 * In units of a form; no paper behind it, so that it can lie on the picture. */
void tile_page_draw(struct drawing *drawing, const struct tiling *tiling, int row, int column, const char *title,
                    const struct theme *theme);
/* tile_plan.c: the first page: the steps to assemble, and where the thumbnail of the whole goes (mm). */
struct tile_thumbnail { double x, y, scale; };      /* scale: of the whole */
struct tile_thumbnail tile_plan_draw(struct drawing *drawing, const struct tiling *tiling, const char *title,
                                     const struct theme *theme);

/* The PDF: the plan, then the tiles row by row. False after a diagnostic. */
struct tile_print {
    const struct drawing *drawing;
    const struct tiling *tiling;
    double x, y, scale;         /* of the drawing on the whole: its top left corner, mm; points a unit */
    const char *title;          /* clean */
    const struct theme *theme;
};
bool tiles_write(const struct tile_print *wanted, const char *path, struct diagnostics *diagnostics);
#endif
