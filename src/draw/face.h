/* draw/face.h - how satisfied somebody is, as a face and as a word: five grades of the scale from -2 to +2. */
#ifndef PARCOURS_DRAW_FACE_H
#define PARCOURS_DRAW_FACE_H
#include "base/buffer.h"
#include "draw/theme.h"

enum { FACES = 5 };
/* The grade of a mean from -2 to +2: 0 very bad … 4 very good, the nearest. */
int face_grade(double mean);
const char *face_word(int grade);               /* translated */
void draw_face(struct buffer *svg, int grade, double x, double y, double radius, const struct theme *theme);
#endif
