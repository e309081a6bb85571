#include "draw/satisfaction_labels.h"
#include <math.h>

enum { ROUNDS = 4, DIRECTIONS = 12, DISTANCES = 8 };
static const double DISTANCE[DISTANCES] = { 5, 9, 15, 23, 33, 46, 62, 84 };
static const double FORBIDDEN = 1e4, CROSSED = 250, POINT_SIZE = 6;

struct surroundings {
    struct label *label;
    int count;
    struct box frame;
    struct point cut;
    const struct box *taken;
    int takens;
    const struct box *line;
    int lines;
};

static double common_length(double a, double a_size, double b, double b_size)
{
    return fmax(0, fmin(a + a_size, b + b_size) - fmax(a, b));
}
static double common_area(struct box a, struct box b)
{
    return common_length(a.x, a.width, b.x, b.width) * common_length(a.y, a.height, b.y, b.height);
}

static double outside(struct box box, struct box frame)
{
    return fmax(0, frame.x - box.x) + fmax(0, box.x + box.width - frame.x - frame.width) + fmax(0, frame.y - box.y) +
           fmax(0, box.y + box.height - frame.y - frame.height);
}

/* Does the way from the point to the box cross a box? Looked at in steps. */
static bool way_crosses(struct point from, struct point to, struct box box)
{
    enum { STEPS = 12 };
    for (int i = 1; i < STEPS; i++) {
        double x = from.x + (to.x - from.x) * i / STEPS, y = from.y + (to.y - from.y) * i / STEPS;
        if (x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height)
            return true;
    }
    return false;
}

/* At the end of the box that is nearer to the point. */
static bool is_disc_right(struct box box, struct point point)
{
    return fabs(box.x + box.width - point.x) < fabs(box.x - point.x);
}
static struct point disc_in(struct box box, bool right)
{
    return (struct point){ right ? box.x + box.width - LABEL_DISC / 2 : box.x + LABEL_DISC / 2, box.y + box.height / 2 };
}
struct point label_disc(const struct label *label) { return disc_in(label->box, label->disc_right); }

static double disturbance(const struct surroundings *around, int number, struct box box)
{
    const struct point point = around->label[number].point;
    struct point middle = { box.x + box.width / 2, box.y + box.height / 2 },
                 disc = disc_in(box, is_disc_right(box, point));
    struct box words = { is_disc_right(box, point) ? box.x : box.x + LABEL_DISC, box.y, box.width - LABEL_DISC, box.height };
    bool other_side = (point.x < around->cut.x) != (middle.x < around->cut.x) ||
                      (point.y < around->cut.y) != (middle.y < around->cut.y);
    double cost = FORBIDDEN * outside(box, around->frame) + (other_side ? 70 : 0);
    cost += words.width > 0 && way_crosses(point, disc, words) ? 0.6 * CROSSED : 0;
    for (int i = 0; i < around->count; i++) {
        const struct label *other = &around->label[i];
        struct box dot = { other->point.x - POINT_SIZE / 2, other->point.y - POINT_SIZE / 2, POINT_SIZE, POINT_SIZE };
        if (common_area(box, dot) > 0)
            cost += FORBIDDEN / 4;
        if (i == number || other->box.width <= 0)
            continue;
        double common = common_area(box, other->box);
        cost += common > 0 ? FORBIDDEN + 40 * common : 0;
        cost += way_crosses(point, disc, other->box) ? CROSSED : 0;
        cost += way_crosses(other->point, label_disc(other), box) ? CROSSED : 0;
    }
    for (int i = 0; i < around->takens; i++)
        if (common_area(box, around->taken[i]) > 0)
            cost += FORBIDDEN;
    for (int i = 0; i < around->lines; i++)
        cost += 4 * common_area(box, around->line[i]);
    return cost;
}

static struct box place_at(const struct label *label, int direction, double distance)
{
    double angle = 2 * acos(-1) * direction / DIRECTIONS, across = cos(angle), down = sin(angle);
    double width = label->named ? label->width : LABEL_DISC, height = label->named ? label->height : LABEL_DISC;
    double x = label->point.x + across * distance + (fabs(across) < 0.3 ? 0 : copysign(width / 2, across));
    double y = label->point.y + down * distance + (fabs(down) < 0.3 ? 0 : copysign(height / 2, down));
    return (struct box){ x - width / 2, y - height / 2, width, height };
}

/* The best place for one label as the others stand; what it costs. */
static double settle(struct surroundings *around, int number)
{
    struct label *label = &around->label[number];
    double least = HUGE_VAL;
    struct box best = { 0 };
    for (int d = 0; d < DISTANCES; d++)
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            struct box box = place_at(label, direction, DISTANCE[d]);
            double away = fmin(fabs(box.x + LABEL_DISC / 2 - label->point.x), /* of the disc, at the nearer end */
                               fabs(box.x + box.width - LABEL_DISC / 2 - label->point.x));
            double cost = disturbance(around, number, box) + 2 * DISTANCE[d] + 1.5 * away + (direction % 6 ? 1 : 0);
            if (cost < least) {
                least = cost;
                best = box;
            }
        }
    label->box = best;
    label->disc_right = is_disc_right(best, label->point);
    return least;
}

/* The named label that disturbs most; -1: none that stands on something, or crosses. */
static int worst_name(const struct surroundings *around)
{
    double most = CROSSED;
    int worst = -1;
    for (int i = 0; i < around->count; i++) {
        double cost = around->label[i].named ? disturbance(around, i, around->label[i].box) : 0;
        if (cost >= most) {
            most = cost;
            worst = i;
        }
    }
    return worst;
}

void labels_place(struct label *label, int count, struct box frame, struct point cut, const struct box *taken,
                  int takens, const struct box *line, int lines)
{
    struct surroundings around = { label, count, frame, cut, taken, takens, line, lines };
    for (int i = 0; i < count; i++)
        label[i].box = (struct box){ 0 };
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < count; i++)
            settle(&around, i);
    for (int worst; (worst = worst_name(&around)) >= 0;) {
        label[worst].named = false;
        for (int i = 0; i < count; i++)
            settle(&around, i);
    }
}
