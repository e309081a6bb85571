/* draw/timelines_parts.h - the parts of the drawing of strips, from top to bottom. Private to src/draw/timelines*.c. */
#ifndef PARCOURS_DRAW_TIMELINES_PARTS_H
#define PARCOURS_DRAW_TIMELINES_PARTS_H
#include "draw/timelines.h"

#define TIMELINES_WIDTH 841.9                   /* A4 on its long side */
#define TIMELINES_MARGIN 30.0

/* The pseudonym, clean and not longer than fits into a sentence. */
const char *timelines_name(struct picture *picture, const struct timelines *timelines, size_t number);
/* Each draws from `y` (the middle of its first line) on and returns the y of its last. timelines_notes.c */
double draw_timelines_legend(struct picture *picture, const struct timelines *timelines, double y);
double draw_timelines_notes(struct picture *picture, const struct timelines *timelines, double y);
#endif
