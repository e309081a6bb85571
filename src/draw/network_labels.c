/* Where the numbers of the network stand. */
#include "draw/network.h"
#include <math.h>

enum { SAMPLES = 40, SHARES = 15, SIDES = 3, SLIDES = 7, LEVELS = 3 };
/* A sample of a line under it, or near it: whose is it?; at an end of its own line. */
enum { FOREIGN_COST = 10, OWN_COST = 4, NEAR_COST = 2, NEAR = 12, FAR_COST = 16 };

struct labels {
    const struct free_layout *layout;
    struct free_box *taken; int count;
    struct point *sample;                   /* [edges * SAMPLES]: points of the lines */
};

static struct free_box around(struct point centre, double width, double height)
{
    return (struct free_box){ centre.x - width / 2, centre.y - height / 2, width, height };
}

static bool is_free(const struct labels *labels, struct free_box box)
{
    if (box.x < 0 || box.y < 0)
        return false;
    for (int i = 0; i < labels->count; i++) {
        const struct free_box *other = &labels->taken[i];
        if (box.x < other->x + other->width && other->x < box.x + box.width && box.y < other->y + other->height &&
            other->y < box.y + box.height)
            return false;
    }
    return true;
}

/* What lies under the box; `own`: the line whose label it is, or NONE. */
static double covered(const struct labels *labels, struct free_box box, int own)
{
    double cost = 0;
    for (int i = 0; i < labels->layout->edges * SAMPLES; i++) {
        struct point at = labels->sample[i];
        double away = fmax(fmax(box.x - at.x, at.x - box.x - box.width), fmax(box.y - at.y, at.y - box.y - box.height));
        if (i / SAMPLES == own)
            cost += away < 1 ? OWN_COST : 0;
        else
            cost += away < 2 ? FOREIGN_COST : away < NEAR ? NEAR_COST : 0;
    }
    return cost;
}

/* Beside the line at `share` of it, to its left (-1), right (1), or on it (0). */
static struct point beside(const struct free_edge *edge, double share, int side, double height)
{
    struct point along, at = free_edge_at(edge, share, &along);
    double away = side * (fabs(along.y) * (edge->label_width / 2) + fabs(along.x) * height / 2 + 6);
    return (struct point){ at.x - away * along.y, at.y + away * along.x };
}

static bool place_label(struct labels *labels, struct free_edge *edge, int number)
{
    const double height = NETWORK_LABEL_HEIGHT - 3;
    double best = INFINITY;
    for (int i = 0; i < SHARES * SIDES; i++) {
        double share = 0.5 + (i / SIDES % 2 ? 0.055 : -0.055) * (i / SIDES / 2.0 + i / SIDES % 2 * 0.5);
        struct point at = beside(edge, share, i % SIDES - 1, height);
        struct free_box box = around(at, edge->label_width - 4, height);
        if (!is_free(labels, box))
            continue;
        double cost = covered(labels, box, number) + FAR_COST * fabs(share - 0.5);
        if (cost < best) {
            best = cost;
            edge->label = at;
        }
    }
    if (isfinite(best))
        labels->taken[labels->count++] = around(edge->label, edge->label_width - 4, height);
    return isfinite(best);
}

/* Within the group at its top, above it or below it, wherever it hides least. */
static void place_group_label(struct labels *labels, struct free_group *group)
{
    double best = INFINITY, room = fmax(group->box.width - group->label_width - 12, 0);
    double level[LEVELS] = { group->box.y + group->label_height / 2 + 6, group->box.y - group->label_height / 2 - 2,
                             group->box.y + group->box.height + group->label_height / 2 + 2 };
    for (int i = 0; i < LEVELS * SLIDES; i++) {
        struct point at = { group->box.x + 6 + group->label_width / 2 + room * (i % SLIDES) / (SLIDES - 1),
                            level[i / SLIDES] };
        struct free_box box = around(at, group->label_width, group->label_height);
        double cost = covered(labels, box, NONE) + (is_free(labels, box) ? 0 : 10000) + i / SLIDES;
        if (cost < best) {
            best = cost;
            group->label = at;
            group->outside = i / SLIDES > 0;
        }
    }
    labels->taken[labels->count++] = around(group->label, group->label_width, group->label_height);
}

int network_place_labels(struct network *network, struct free_layout *layout, struct arena *arena)
{
    size_t most = (size_t)(layout->nodes + layout->groups + layout->edges + 1);
    struct labels labels = { layout, arena_alloc(arena, most * sizeof(struct free_box)), 0, NULL };
    int lost = 0;
    labels.sample = arena_alloc(arena, ((size_t)layout->edges * SAMPLES + 1) * sizeof *labels.sample);
    for (int i = 0; i < layout->edges * SAMPLES; i++)
        labels.sample[i] = free_edge_at(&layout->edge[i / SAMPLES], i % SAMPLES / (SAMPLES - 1.0), NULL);
    for (int i = 0; i < layout->nodes; i++)
        labels.taken[labels.count++] =
            around(layout->node[i].centre, layout->node[i].width + 4, layout->node[i].height + 4);
    for (int i = 0; i < layout->groups; i++)
        if (layout->group[i].box.width > 0)
            place_group_label(&labels, &layout->group[i]);
    for (int i = 0; i < layout->edges; i++)
        if (*network->edge[i].label && !place_label(&labels, &layout->edge[i], i)) {
            network->edge[i].label = "";
            lost++;
        }
    return lost;
}

double network_bottom(const struct free_layout *layout)
{
    double bottom = 0;
    for (int i = 0; i < layout->nodes; i++)
        bottom = fmax(bottom, layout->node[i].centre.y + layout->node[i].height / 2);
    for (int i = 0; i < layout->edges; i++) {
        bottom = fmax(bottom, layout->edge[i].label.y + NETWORK_LABEL_HEIGHT);
        for (int j = 0; j < layout->edge[i].count; j++)
            bottom = fmax(bottom, layout->edge[i].point[j].y);
    }
    for (int i = 0; i < layout->groups; i++) {
        bottom = fmax(bottom, layout->group[i].box.y + layout->group[i].box.height);
        bottom = fmax(bottom, layout->group[i].label.y + layout->group[i].label_height / 2);
    }
    return bottom;
}
