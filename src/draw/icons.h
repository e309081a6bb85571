/* draw/icons.h - channels and marks as small drawings on a 24 x 24 grid, in one colour. */
#ifndef PARCOURS_DRAW_ICONS_H
#define PARCOURS_DRAW_ICONS_H
#include "base/buffer.h"
#include "model/vocabulary.h"

enum mark { MARK_CLOCK, MARK_TWICE, MARK_JUMP, MARK_PERSON, MARK_HOURGLASS, MARK_WARNING, MARK_BULB, MARK_REPEAT, MARK_COUNT };

void icon_channel(struct buffer *svg, enum channel channel, double x, double y, double size, const char *colour);
void icon_mark(struct buffer *svg, enum mark mark, double x, double y, double size, const char *colour);
#endif
