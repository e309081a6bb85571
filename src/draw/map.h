/* draw/map.h - the comparison map: planned journey and lived detours on institutions' lanes.
 *
 *           ┌ column 0 ┐ ┌ column 1 ┐ …          columns: order of steps, planned and lived (not a time scale)
 *   lane 0  [ card ]────────┐                    lanes: institutions in the author's order
 *   lane 1              [ card ]──( extra )      cards: planned steps, extra contacts (grouped), skipped dashed
 *
 * Everything is placed in map units (points at A1) by map_layout.h; map_svg() writes it. `audit` NULL: the theoretical
 * map. Small groups are folded before layout: nothing under audit->options.min_group reaches the picture.
 */
#ifndef PARCOURS_DRAW_MAP_H
#define PARCOURS_DRAW_MAP_H
#include "base/buffer.h"
#include "measure/audit.h"

/* The whole SVG document appended to `svg`: no script, no external reference, ids from the model, one decimal.
 * `linked`: for the HTML report; cards are links to the rows #step-ID and #detour-N, their own ids begin with "map-",
 * and the drawing takes the width it is given.
 * Routing goes to the helper program `parcours-graphviz` (path, or NULL: beside the program); if it is missing, fails
 * or is late, straight links and a warning in `diagnostics`. */
void map_svg(struct buffer *svg, const struct journey *journey, const struct net *net, const struct audit *audit,
             bool linked, const char *helper, struct diagnostics *diagnostics);

/* The id of a card, and of the row of the report that it links to: "step-ID" (the step's id, sanitised), or for a
 * detour (step NONE) "detour-N", N being its number in audit->detour, from 1. */
void map_card_id(struct buffer *svg, const struct journey *journey, int step, int detour);

/* SVG text to PDF or PNG through librsvg; false after a diagnostic. Deterministic bytes. `scale`: pixels a point. */
bool render_pdf(const struct buffer *svg, const char *path, struct diagnostics *diagnostics);
bool render_png(const struct buffer *svg, const char *path, double scale, struct diagnostics *diagnostics);
#endif
