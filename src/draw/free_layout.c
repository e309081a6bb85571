#include "draw/free_layout.h"
#include "base/message.h"
#include "base/number.h"
#include "draw/helper_process.h"
#include <math.h>
#include <string.h>

enum { POINT_LIMIT = 4000, COORDINATE_LIMIT = 1000000 };

/* --- the request --- */

static void write_request(struct buffer *request, const struct free_layout *layout, const char *direction)
{
    buffer_printf(request, "free %s %.1f %.1f\n", direction, layout->gap, layout->ranks);
    for (int i = 0; i < layout->nodes; i++)
        buffer_printf(request, "node %.1f %.1f\n", layout->node[i].width, layout->node[i].height);
    for (int i = 0; i < layout->edges; i++) {
        const struct free_edge *edge = &layout->edge[i];
        buffer_printf(request, "edge %d %d %d %.1f %.1f\n", edge->from, edge->to, edge->weight, edge->label_width,
                      edge->label_height);
    }
    for (int i = 0; i < layout->groups; i++) {
        const struct free_group *group = &layout->group[i];
        buffer_printf(request, "group %.1f %.1f %d", group->label_width, group->label_height, group->count);
        for (int j = 0; j < group->count; j++)
            buffer_printf(request, " %d", group->node[j]);
        buffer_add_char(request, '\n');
    }
    buffer_add_string(request, "end\n");
}

/* --- the answer, checked like any input --- */

struct words { const char *at; };

static bool read_word(struct words *words, const char **word, size_t *length)
{
    words->at += strspn(words->at, " ");
    *word = words->at;
    *length = strcspn(words->at, " \n");
    words->at += *length;
    return *length > 0;
}

static bool read_number(struct words *words, double *value)
{
    const char *word;
    size_t length;
    return read_word(words, &word, &length) && number_parse(word, length, value) && fabs(*value) < COORDINATE_LIMIT;
}

static bool read_integer(struct words *words, int limit, int *value)
{
    double number;
    if (!read_number(words, &number) || number < 0 || number >= limit || number > floor(number))
        return false;
    *value = (int)number;
    return true;
}

/* The helper's y goes upwards. */
static bool read_point(struct words *words, const struct free_layout *layout, struct point *point)
{
    if (!read_number(words, &point->x) || !read_number(words, &point->y))
        return false;
    point->y = layout->height - point->y;
    return true;
}

static bool read_edge(struct words *words, struct free_layout *layout, struct arena *arena)
{
    int number, count;
    if (!read_integer(words, layout->edges, &number) || !read_integer(words, POINT_LIMIT, &count) || count < 4 ||
        count % 3 != 1)
        return false;
    struct free_edge *edge = &layout->edge[number];
    edge->point = arena_alloc(arena, (size_t)count * sizeof *edge->point);
    edge->count = count;
    for (int i = 0; i < count; i++)
        if (!read_point(words, layout, &edge->point[i]))
            return false;
    return true;
}

static bool read_group(struct words *words, struct free_layout *layout)
{
    int number;
    struct point low, high;
    if (!read_integer(words, layout->groups, &number) || !read_point(words, layout, &low) ||
        !read_point(words, layout, &high) || !read_point(words, layout, &layout->group[number].label))
        return false;
    layout->group[number].box = (struct free_box){ low.x, high.y, high.x - low.x, low.y - high.y };
    return true;
}

static bool read_line(const char *line, struct free_layout *layout, struct arena *arena)
{
    struct words words = { line };
    const char *word;
    size_t length;
    int number;
    if (!read_word(&words, &word, &length))
        return false;
    if (length == 4 && !memcmp(word, "size", 4))
        return read_number(&words, &layout->width) && read_number(&words, &layout->height);
    if (length == 4 && !memcmp(word, "node", 4))
        return read_integer(&words, layout->nodes, &number) &&
               read_point(&words, layout, &layout->node[number].centre);
    if (length == 4 && !memcmp(word, "edge", 4))
        return read_edge(&words, layout, arena);
    if (length == 5 && !memcmp(word, "label", 5))
        return read_integer(&words, layout->edges, &number) && read_point(&words, layout, &layout->edge[number].label);
    return length == 5 && !memcmp(word, "group", 5) && read_group(&words, layout);
}

static bool inside(const struct free_layout *layout, const struct free_node *node)
{
    return node->centre.x >= 0 && node->centre.x <= layout->width && node->centre.y >= 0 &&
           node->centre.y <= layout->height;
}

/* Every node has its place and every edge its way. */
static bool read_answer(const char *text, struct free_layout *layout, struct arena *arena)
{
    for (int i = 0; i < layout->nodes; i++)
        layout->node[i].centre = (struct point){ -1, -1 };
    for (int i = 0; i < layout->edges; i++) {
        layout->edge[i].count = 0;
        layout->edge[i].label = (struct point){ NAN, NAN };
    }
    for (; *text && strcmp(text, "end\n"); text += strcspn(text, "\n") + 1)
        if (!strchr(text, '\n') || !read_line(text, layout, arena))
            return false;
    bool good = *text != '\0';
    for (int i = 0; i < layout->nodes; i++)
        good = good && inside(layout, &layout->node[i]);
    for (int i = 0; i < layout->edges; i++) {
        struct free_edge *edge = &layout->edge[i];
        good = good && edge->count > 0;
        if (good && !isfinite(edge->label.x))
            edge->label = free_edge_at(edge, 0.5, NULL);
    }
    return good;
}

/* --- without the helper --- */

static double circle_radius(const struct free_layout *layout)
{
    double around = 0, widest = 0;
    for (int i = 0; i < layout->nodes; i++) {
        around += hypot(layout->node[i].width, layout->node[i].height) + 2 * layout->gap;
        widest = fmax(widest, layout->node[i].width);
    }
    return layout->nodes > 1 ? fmax(around / (2 * 3.14159265358979), widest) : 0;
}

/* Where the way from `from` leaves the node's rectangle. */
static struct point border(const struct free_node *node, struct point from)
{
    double dx = from.x - node->centre.x, dy = from.y - node->centre.y;
    double share = fmin(fabs(dx) > 0 ? node->width / 2 / fabs(dx) : 1, fabs(dy) > 0 ? node->height / 2 / fabs(dy) : 1);
    share = fmin(share, 1);
    return (struct point){ node->centre.x + share * dx, node->centre.y + share * dy };
}

/* A bow to the right of its way, so that both directions are apart. */
static void bend(struct free_edge *edge, const struct free_node *from, const struct free_node *to, struct arena *arena)
{
    double dx = to->centre.x - from->centre.x, dy = to->centre.y - from->centre.y, bow = 0.16;
    struct point top = { from->centre.x + dx / 2 - bow * dy, from->centre.y + dy / 2 + bow * dx };
    struct point start = border(from, top), end = border(to, top);
    edge->count = 4;
    edge->point = arena_alloc(arena, 4 * sizeof *edge->point);
    edge->point[0] = start;
    edge->point[1] = (struct point){ start.x + (top.x - start.x) * 2 / 3, start.y + (top.y - start.y) * 2 / 3 };
    edge->point[2] = (struct point){ end.x + (top.x - end.x) * 2 / 3, end.y + (top.y - end.y) * 2 / 3 };
    edge->point[3] = end;
    edge->label = free_edge_at(edge, 0.5, NULL);
}

static void place_on_circle(struct free_layout *layout, struct arena *arena)
{
    double radius = circle_radius(layout), wide = 0, high = 0;
    for (int i = 0; i < layout->nodes; i++) {
        wide = fmax(wide, layout->node[i].width);
        high = fmax(high, layout->node[i].height);
    }
    layout->width = 2 * radius + wide + 2 * layout->gap;
    layout->height = 2 * radius + high + 2 * layout->gap;
    for (int i = 0; i < layout->nodes; i++) {
        double angle = 2 * 3.14159265358979 * i / layout->nodes - 3.14159265358979 / 2;
        layout->node[i].centre =
            (struct point){ layout->width / 2 + radius * cos(angle), layout->height / 2 + radius * sin(angle) };
    }
    for (int i = 0; i < layout->edges; i++)
        bend(&layout->edge[i], &layout->node[layout->edge[i].from], &layout->node[layout->edge[i].to], arena);
    for (int i = 0; i < layout->groups; i++)
        layout->group[i].box = (struct free_box){ 0 };
}

/* --- both --- */

static void warn(enum helper_end end, int reason, const char *helper, struct diagnostics *diagnostics)
{
    struct source_position at = { .file = helper };
    switch (end) {
    case HELPER_MISSING:
        diagnostics_warning(diagnostics, at, _("can't be run (%s): institutions are drawn on a circle"),
                            strerror(reason));
        break;
    case HELPER_LATE:
        diagnostics_warning(diagnostics, at, _("took more than %d seconds: institutions are drawn on a circle"),
                            FREE_LAYOUT_SECONDS);
        break;
    default:
        diagnostics_warning(diagnostics, at, _("failed: institutions are drawn on a circle"));
    }
}

static enum helper_end ask(struct free_layout *layout, const char *direction, const char *helper, struct arena *arena,
                           int *reason)
{
    struct buffer request = { 0 }, answer = { 0 };
    write_request(&request, layout, direction);
    enum helper_end end = helper_run(helper, &request, &answer, FREE_LAYOUT_SECONDS, reason);
    if (end == HELPER_DONE && !read_answer(buffer_text(&answer), layout, arena))
        end = HELPER_FAILED;
    buffer_release(&request);
    buffer_release(&answer);
    return end;
}

/* Ranks from left to right or downwards: whichever is larger when fitted into a frame of that shape. */
static enum helper_end ask_for_best(struct free_layout *layout, double shape, const char *helper, struct arena *arena,
                                    int *reason)
{
    static const char *const direction[] = { "TB", "LR" };
    double need[2];
    enum helper_end end = HELPER_DONE;
    for (int i = 0; i < 2 && end == HELPER_DONE; i++) {
        end = ask(layout, direction[i], helper, arena, reason);
        need[i] = fmax(layout->width / shape, layout->height);
    }
    return end == HELPER_DONE && need[0] < need[1] ? ask(layout, direction[0], helper, arena, reason) : end;
}

bool free_layout_place(struct free_layout *layout, double shape, const char *helper, struct arena *arena,
                       struct diagnostics *diagnostics)
{
    int reason = 0;
    helper = helper ? helper : helper_beside_program(arena);
    enum helper_end end = ask_for_best(layout, shape, helper, arena, &reason);
    int groups = layout->groups;
    if (end == HELPER_FAILED && groups) {                   /* groups are the hardest part of it */
        layout->groups = 0;
        end = ask_for_best(layout, shape, helper, arena, &reason);
        layout->groups = groups;
        for (int i = 0; i < groups; i++)
            layout->group[i].box = (struct free_box){ 0 };
    }
    if (end != HELPER_DONE) {
        warn(end, reason, helper, diagnostics);
        place_on_circle(layout, arena);
    }
    return end == HELPER_DONE;
}

struct point free_edge_at(const struct free_edge *edge, double share, struct point *direction)
{
    int pieces = (edge->count - 1) / 3;
    double place = fmin(fmax(share, 0), 1) * pieces;
    int piece = (int)fmin(floor(place), pieces - 1);
    double t = place - piece, u = 1 - t;
    const struct point *p = &edge->point[3 * piece];
    double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    struct point at = { a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                        a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };
    if (direction) {
        double dx = u * u * (p[1].x - p[0].x) + 2 * u * t * (p[2].x - p[1].x) + t * t * (p[3].x - p[2].x),
               dy = u * u * (p[1].y - p[0].y) + 2 * u * t * (p[2].y - p[1].y) + t * t * (p[3].y - p[2].y);
        if (!(hypot(dx, dy) > 1e-6)) {                  /* control points on one another */
            dx = p[3].x - p[0].x;
            dy = p[3].y - p[0].y;
        }
        double length = hypot(dx, dy);
        *direction = length > 0 ? (struct point){ dx / length, dy / length } : (struct point){ 1, 0 };
    }
    return at;
}
