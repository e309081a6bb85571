/* draw/blank.h - the poster that a workshop fills in: lanes with places for cards and notes, rows below them.
 *
 *     title, lines for the event, the user, the dates          how to fill it in: 1 2 3 4
 *     phases     > 1 ------ > 2 --- > 3 ------
 *     lane       ⌜  ⌝ ⌜  ⌝ ⌜  ⌝   places of one size: 76 mm on A0, smaller on smaller paper, PLACE_LEAST at least
 *     lane       ⌞  ⌟ ⌞  ⌟ ⌞  ⌟
 *     satisfaction, waiting, documents: a cell a column
 *     what annoys                   what we would change
 *     channels, lines
 *
 * Drawn in units of a form, as large as the paper.
 */
#ifndef PARCOURS_DRAW_BLANK_H
#define PARCOURS_DRAW_BLANK_H
#include "draw/paper.h"
#include "draw/theme.h"
#include "model/journey.h"

enum { PLACE_LARGEST = 76, PLACE_LEAST = 18, BLANK_LANES = 40 };

struct blank_request {
    const struct journey *journey;      /* its institutions are lanes, its phases the band; or NULL */
    const struct theme *theme;
    enum paper paper;
    bool portrait;
    int lanes, columns;                 /* 0: as many as fit */
    const char *who;                    /* for messages about the command line */
};

/* Where its parts are: millimetres. */
struct blank_layout {
    struct extent sheet;
    double body, caption;               /* sizes of text, points */
    double place;                       /* side of a place */
    double left, lanes_top, tab;        /* tab: its width; places begin at left + tab */
    double pitch_x, pitch_y, gap;       /* from one column, one lane to the next; between lanes */
    int lanes, columns;
    double header, phases, satisfaction, waiting, documents, remarks, channels; /* heights */
};
/* What texts need: the least width of a cell and of the tabs, mm, and how many rows the channels take. */
struct blank_needs { double cell, tab; int channel_rows; };
/* False after a diagnostic. */
bool blank_layout_init(struct blank_layout *layout, const struct blank_request *request,
                       const struct blank_needs *needs, struct diagnostics *diagnostics);
/* False after a diagnostic: what was asked for does not fit on the paper. */
bool blank_draw(struct drawing *drawing, const struct blank_request *request, struct diagnostics *diagnostics);
#endif
