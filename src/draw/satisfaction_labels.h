/* draw/satisfaction_labels.h - where the labels of points go: beside their point, on nothing else.
 *
 * Each label tries places around its point, near ones first, and takes the one that disturbs least: other labels and points
 * not at all, lines as little as can be. All try again a few times, as the others have moved. Then, as long as one stands on
 * something or its leader runs across another, the worst loses its name, and only its disc is placed.
 * Deterministic. Cost: labels^2 x places x rounds; with names, as many rounds more as names have to go.
 */
#ifndef PARCOURS_DRAW_SATISFACTION_LABELS_H
#define PARCOURS_DRAW_SATISFACTION_LABELS_H
#include "draw/svg.h"

struct box { double x, y, width, height; };
struct label {
    struct point point;
    double width, height;               /* with its name; height at least the disc's */
    bool named;                         /* in: it has a name; out: there is room for it */
    struct box box;                     /* out */
    bool disc_right;                    /* out: the disc stands at the right end of the box */
};
#define LABEL_DISC 15.0                 /* diameter */
struct point label_disc(const struct label *label);     /* its centre; the leader goes there from the point */
/* Within `frame`, off the boxes of `taken`, on the same side of `cut` as their point if there is room; lines are thin boxes
 * that should not be covered. */
void labels_place(struct label *label, int count, struct box frame, struct point cut, const struct box *taken, int takens,
                  const struct box *line, int lines);
#endif
