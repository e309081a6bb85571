/* draw/map_picture.h - the parts of the comparison map, in the order they are drawn. */
#ifndef PARCOURS_DRAW_MAP_PICTURE_H
#define PARCOURS_DRAW_MAP_PICTURE_H
#include "draw/map_layout.h"
#include "draw/picture.h"

struct lane_paint lane_paint(const struct picture *picture, int lane);
void draw_header(struct picture *picture, double width); /* at the top left corner; map_header.c */
double header_height(struct picture *picture, double width);
void draw_lanes(struct picture *picture); /* map_lanes.c: bands, staves, tabs */
void draw_links(struct picture *picture); /* map_links.c */
void draw_cards(struct picture *picture); /* map_cards.c */
void draw_card_shape(struct picture *picture, double x, double y, double width, double height, int kind, bool skipped,
                     const char *colour); /* kind: of its links */
void draw_capsule(struct picture *picture, double x, double y, const char *lived, const char *announced, bool late);
double draw_legend(struct picture *picture, double y); /* returns its lower edge; map_legend.c */
#endif
