/* draw/route.h - lines from card to card that go around the cards.
 *
 * Boxes are the cards; a link leaves a box at a point of its right side and arrives at a point of another's left side,
 * both horizontally. How that is done is a matter of this file: today the helper program parcours-graphviz does it
 * (orthogonal, over a pipe, within ROUTE_SECONDS); if it is missing, fails, is late or answers nonsense, lines go
 * straight over and up or down without minding the cards, and a warning says so.
 */
#ifndef PARCOURS_DRAW_ROUTE_H
#define PARCOURS_DRAW_ROUTE_H
#include "base/arena.h"
#include "base/diagnostics.h"
#include "draw/svg.h"

enum { ROUTE_SECONDS = 10, ROUTE_STUB = 10 };       /* ROUTE_STUB: lines keep this far from the sides of boxes */

struct route_box { double x, y, width, height; };   /* top left corner; y downwards */
struct route_link { struct point from, to; };
struct route { struct point *point; int count; };   /* corners, ends included; at least 2 */

/* What lines go around. The last `fences` boxes are no cards: they only keep lines from straying, and may be ignored. */
struct route_boxes { struct route_box *box; int count, fences; };

/* One route a link, allocated in `arena`. `helper`: path of the program; NULL: beside the running program.
 * False if lines are straight for want of the helper. */
bool route_links(struct arena *arena, const struct route_boxes *boxes, const struct route_link *link, int links,
                 const char *helper, struct route *route, struct diagnostics *diagnostics);

/* draw/helper_process.c: run `program`, give it `request` on its standard input, collect its standard output in `answer`.
 * A program that is not done after `seconds` is ended. *reason: the system's, where it could not be run. */
enum helper_end { HELPER_DONE, HELPER_MISSING, HELPER_FAILED, HELPER_LATE };
enum helper_end helper_run(const char *program, const struct buffer *request, struct buffer *answer, int seconds,
                           int *reason);
#endif
