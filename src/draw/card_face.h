/* draw/card_face.h - what stands on a card of 76 mm, in units of a form; (x, y) is its top left corner. */
#ifndef PARCOURS_DRAW_CARD_FACE_H
#define PARCOURS_DRAW_CARD_FACE_H
#include "draw/form.h"

void card_of_step(struct picture *picture, double x, double y, int step); /* of the picture's journey; NONE: blank */
void card_of_contact(struct picture *picture, double x, double y);        /* outside the plan: blank */
#endif
