/* draw/map_picture.h - the parts of the comparison map, in the order they are drawn. */
#ifndef PARCOURS_DRAW_MAP_PICTURE_H
#define PARCOURS_DRAW_MAP_PICTURE_H
#include "draw/map_layout.h"
#include "draw/picture.h"

#define SKIPPED_DASH "3 5" /* of the way past a skipped step */

struct lane_paint lane_paint(const struct picture *picture, int lane);
void draw_header(struct picture *picture, double width); /* at the top left corner; map_header.c */
double header_height(struct picture *picture, double width);
void draw_lanes(struct picture *picture); /* map_lanes.c: bands, staves, tabs */
void draw_links(struct picture *picture); /* map_links.c */
void draw_cards(struct picture *picture); /* map_cards.c */
void draw_card_shape(struct picture *picture, double x, double y, double width, double height, int kind, bool skipped,
                     const char *colour); /* kind: of its links */
/* "22/47", as in the pills of cards; "17,997" of ten thousand users and more: the heading says of how many. */
const char *map_share_text(struct picture *picture, const char *users);
void draw_capsule(struct picture *picture, double x, double y, const char *lived, const char *announced, bool late);
/* The rows under the lanes of a system, on its columns: satisfaction, irritants; map_rows.c. The height they need (0:
 * nothing to show) may be asked as soon as columns have their places. */
double map_rows_height(struct picture *picture, const struct map_layout *layout, int system);
void draw_rows(struct picture *picture, int system, double top);
double draw_time(struct picture *picture, double top); /* both accounts, once; its lower edge, `top` if none; map_time.c */
double draw_legend(struct picture *picture, double y); /* returns its lower edge; map_legend.c */

/* What is in these rows, for the legend. */
enum map_opinion { MAP_OPINION_STEP, MAP_OPINION_REDUNDANT, MAP_OPINION_EXTRA };
bool map_satisfaction_drawn(struct picture *picture, enum map_opinion what);
bool map_irritants_drawn(struct picture *picture);
bool map_time_drawn(struct picture *picture, enum time_class class);
void draw_diamond(struct picture *picture, double x, double y, bool redundant);
struct stroke time_outline(const struct picture *picture);
#endif
