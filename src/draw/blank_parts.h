/* draw/blank_parts.h - the parts of the blank poster, from top to bottom; each returns its lower edge, in units. */
#ifndef PARCOURS_DRAW_BLANK_PARTS_H
#define PARCOURS_DRAW_BLANK_PARTS_H
#include "draw/blank.h"
#include "draw/form.h"

struct blank {
    struct picture picture;
    const struct blank_request *request;
    struct blank_layout layout;
    double body, caption, least;    /* sizes of text, units; least: what can be read on this paper */
    double left, right, width;      /* between the margins */
    double columns_left;            /* where the tabs end */
    int lane[BLANK_LANES];          /* institutions; LANE_USER or LANE_EMPTY */
    int lanes;                      /* that are named */
};
enum { LANE_USER = -1, LANE_EMPTY = -2 };

double blank_header(struct blank *blank, double y);
double blank_phases(struct blank *blank, double y);
double blank_lanes(struct blank *blank, double y);
double blank_satisfaction(struct blank *blank, double y);
double blank_waiting(struct blank *blank, double y);
double blank_documents(struct blank *blank, double y);
double blank_remarks(struct blank *blank, double y);
double blank_channels(struct blank *blank, double y, bool draw);    /* draw false: only how far it would go */

/* The least width of a cell and of the tabs for their texts, units. */
double blank_least_cell(struct blank *blank);
double blank_least_tab(struct blank *blank);
#endif
