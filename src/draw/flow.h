/* draw/flow.h - the items of a legend, one after the other, on as many lines as they need. */
#ifndef PARCOURS_DRAW_FLOW_H
#define PARCOURS_DRAW_FLOW_H
#include "draw/picture.h"

struct flow {
    struct picture *picture;
    double left, right;         /* of all lines */
    double x, y;                /* where the next item begins; middle of its line */
    double size, line, gap;     /* of letters; from line to line; between two items */
};
/* Room for a sample `width` wide, and its text, drawn; returns the sample's left edge; flow->y is its middle. */
double flow_item(struct flow *flow, double width, const char *text);
#endif
