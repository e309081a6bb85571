/* draw/map.h - the comparison map: planned journey and lived detours on institutions' lanes.
 *
 *           ┌ column 0 ┐ ┌ column 1 ┐ …          columns: order of steps, planned and lived (not a time scale)
 *   lane 0  [ card ]────────┐                    lanes: institutions in the author's order
 *   lane 1              [ card ]──( extra )      cards: planned steps, extra contacts (grouped), skipped dashed
 *
 * map_layout() places everything in map units (points at A1); map_svg() writes it. `audit` NULL: the theoretical map.
 * Small groups are folded before layout: nothing under audit->options.min_group reaches the picture.
 */
#ifndef PARCOURS_DRAW_MAP_H
#define PARCOURS_DRAW_MAP_H
#include "base/buffer.h"
#include "measure/audit.h"

/* The whole SVG document appended to `svg`: no script, no external reference, ids from the model, one decimal.
 * `linked`: cards are links to #step-ID / #detour-N rows (for the HTML report).
 * Routing goes to the helper program `parcours-graphviz` (path, or NULL: beside the program); if it is missing, fails
 * or is late, straight links and a warning in `diagnostics`. */
void map_svg(struct buffer *svg, const struct journey *journey, const struct net *net, const struct audit *audit,
             bool linked, const char *helper, struct diagnostics *diagnostics);

/* SVG text to PDF or PNG through librsvg; false after a diagnostic. Deterministic bytes. */
bool render_pdf(const struct buffer *svg, const char *path, struct diagnostics *diagnostics);
bool render_png(const struct buffer *svg, const char *path, double scale, struct diagnostics *diagnostics);
#endif
