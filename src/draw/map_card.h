/* draw/map_card.h - the parts of a card of the map, for whoever fills it with something else. Drawn by map_cards.c. */
#ifndef PARCOURS_DRAW_MAP_CARD_H
#define PARCOURS_DRAW_MAP_CARD_H
#include "draw/map_picture.h"

/* Open the card's group: id from the model, `described` for who hovers or cannot see; then the shape
 * (draw_card_shape), what is in it, and close_card(). */
void open_card(struct picture *picture, const struct map_card *card, const char *described);
void close_card(struct picture *picture);
/* Channel on a disc and its name; `over`, what kind of contact it is, or ""; the title on three lines at most (smaller,
 * then cut). */
void draw_card_heading(struct picture *picture, const struct map_card *card, enum channel channel, const char *over,
                       const char *title, struct lane_paint paint);
/* At the bottom: the user's time (below 0: none), and a few words at the right. */
void draw_card_foot(struct picture *picture, const struct map_card *card, double seconds, const char *beside);
#endif
