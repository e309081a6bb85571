/* draw/map.h - the comparison map: planned journey and lived detours on institutions' lanes.
 *
 *           ┌ column 0 ┐ ┌ column 1 ┐ …          columns: order of steps, planned and lived (not a time scale)
 *   lane 0  [ card ]────────┐                    lanes: institutions in the author's order
 *   lane 1              [ card ]──( extra )      cards: planned steps, extra contacts (grouped), skipped dashed
 *
 * It is the view "map" (draw/view.h); without an audit, the theoretical map. Everything is placed by map_layout.h.
 */
#ifndef PARCOURS_DRAW_MAP_H
#define PARCOURS_DRAW_MAP_H
#include "base/buffer.h"
#include "model/journey.h"

/* The id of a card, and of the row of the report that it links to: "step-ID" (the step's id, sanitised), or for a
 * detour (step NONE) "detour-N", N being its number in audit->detour, from 1. */
void map_card_id(struct buffer *svg, const struct journey *journey, int step, int detour);
#endif
