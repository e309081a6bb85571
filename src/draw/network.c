#include "draw/network.h"
#include "base/message.h"
#include "draw/figures.h"
#include <math.h>
#include <string.h>

enum {
    EDGE = 28, LEAST_WIDTH = 960, HEADER = 150, PADDING = 13, NAME_SIZE = 15, LINE_SIZE = 12, LABEL_SIZE = 12,
    GROUP_LABEL_HEIGHT = 38, NAME_WIDTH = 190,
};
#define SHAPE 2.2           /* width : height of the frame that the network should fit into */

static const char *const GROUP_TITLE = N_("Candidates for a one-stop shop");

/* --- sizes --- */

/* The name on one or two lines; larger with contacts, by area. */
static void size_node(struct picture *picture, const struct network *network, struct network_node *node)
{
    char *line[2];
    const char *name = clean_text(picture, institution_name(picture->journey, node->institution));
    int lines = lettering_wrap(picture->letters, &picture->arena, name, NAME_SIZE, true, NAME_WIDTH, 2, line, NULL);
    double width = 110, most = 0, own = isfinite(node->contacts) ? node->contacts : (double)node->planned;
    for (int i = 0; i < lines; i++)
        width = fmax(width, text_width(picture, line[i], NAME_SIZE, true));
    for (int i = 0; i < 2; i++)
        width = fmax(width, text_width(picture, node->lines[i], LINE_SIZE, false));
    for (int i = 0; i < network->nodes; i++)
        most = fmax(most, isfinite(network->node[i].contacts) ? network->node[i].contacts
                                                              : (double)network->node[i].planned);
    double scale = 1 + 0.5 * (most > 0 ? sqrt(own / most) : 0);
    node->width = (fmin(width, NAME_WIDTH) + 2 * PADDING) * (1 + (scale - 1) / 3);
    node->height = (2 * PADDING + 19 * lines + 16 * (*node->lines[0] ? 1 : 0) + 16 * (*node->lines[1] ? 1 : 0)) * scale;
}

static const char *group_line(struct picture *picture, const struct network_group *group)
{
    /* hand-offs per user within a group of institutions, and all that these institutions have part in */
    return arena_printf(&picture->arena, _("%s of %s hand-offs stay among them"),
                        number_text(picture, group->inside, 1), number_text(picture, group->all, 1));
}

static struct free_layout *ask_for_places(struct picture *picture, const struct network *network)
{
    struct arena *arena = &picture->arena;
    struct free_layout *layout = arena_alloc(arena, sizeof *layout);
    *layout = (struct free_layout){
        .nodes = network->nodes,
        .edges = network->edges,
        .groups = network->groups,
        .gap = network->edges > NETWORK_EDGES ? 26 : 38,
        .ranks = 56,
    };
    layout->node = arena_alloc(arena, ((size_t)layout->nodes + 1) * sizeof *layout->node);
    layout->edge = arena_alloc(arena, ((size_t)layout->edges + 1) * sizeof *layout->edge);
    layout->group = arena_alloc(arena, ((size_t)layout->groups + 1) * sizeof *layout->group);
    for (int i = 0; i < layout->nodes; i++) {
        size_node(picture, network, &network->node[i]);
        layout->node[i] = (struct free_node){ .width = network->node[i].width, .height = network->node[i].height };
    }
    for (int i = 0; i < layout->edges; i++) {
        const struct network_edge *edge = &network->edge[i];
        bool label = *edge->label;
        layout->edge[i] = (struct free_edge){
            .from = edge->from,
            .to = edge->to,
            .weight = 1 + (int)(19 * edge->weight / fmax(network->largest, 1e-9)),
            .label_width = label ? text_width(picture, edge->label, LABEL_SIZE, true) + 14 : 0,
            .label_height = label ? NETWORK_LABEL_HEIGHT : 0,
        };
    }
    for (int i = 0; i < layout->groups; i++)
        layout->group[i] = (struct free_group){
            .node = network->group[i].node,
            .count = network->group[i].count,
            .label_width = fmax(text_width(picture, _(GROUP_TITLE), LABEL_SIZE + 1, true),
                                text_width(picture, group_line(picture, &network->group[i]), LABEL_SIZE, false)) + 8,
            .label_height = GROUP_LABEL_HEIGHT,
        };
    return layout;
}

static void shift(struct free_layout *layout, double dx, double dy)
{
    for (int i = 0; i < layout->nodes; i++) {
        layout->node[i].centre.x += dx;
        layout->node[i].centre.y += dy;
    }
    for (int i = 0; i < layout->edges; i++) {
        struct free_edge *edge = &layout->edge[i];
        for (int j = 0; j < edge->count; j++) {
            edge->point[j].x += dx;
            edge->point[j].y += dy;
        }
        edge->label.x += dx;
        edge->label.y += dy;
    }
    for (int i = 0; i < layout->groups; i++) {
        struct free_group *group = &layout->group[i];
        group->box.x += dx;
        group->box.y += dy;
        group->label.x += dx;
        group->label.y += dy;
    }
}

/* --- shapes --- */

double network_line_width(const struct network *network, double weight)
{
    return 2.4 + 6.6 * weight / fmax(network->largest, 2);
}

static void curve(struct picture *picture, const struct point *point, int count, struct stroke stroke)
{
    struct buffer *svg = picture->svg;
    buffer_add_string(svg, "<path d=\"M");
    for (int i = 0; i < count; i++) {
        buffer_add_string(svg, i == 0 ? "" : i % 3 == 1 ? "C" : " ");
        svg_number(svg, point[i].x);
        buffer_add_char(svg, ' ');
        svg_number(svg, point[i].y);
    }
    buffer_printf(svg, "\" fill=\"none\" stroke=\"%s\" stroke-width=\"", stroke.colour);
    svg_number(svg, stroke.width);
    buffer_add_char(svg, '"');
    if (stroke.dash)
        buffer_printf(svg, " stroke-dasharray=\"%s\"", stroke.dash);
    buffer_add_string(svg, "/>\n");
}

/* Cut the last piece of a curve off `back` before its end (de Casteljau), so that the arrow's tip is sharp. */
static void cut_end(struct point *p, double back)
{
    double low = 0.02, t = 1;
    struct free_edge piece = { .point = p, .count = 4 };
    for (int i = 0; i < 24; i++) {                          /* where it is `back` from the end */
        double middle = (low + t) / 2;
        struct point at = free_edge_at(&piece, middle, NULL);
        if (hypot(at.x - p[3].x, at.y - p[3].y) > back)
            low = middle;
        else
            t = middle;
    }
    struct point a = { p[0].x + t * (p[1].x - p[0].x), p[0].y + t * (p[1].y - p[0].y) },
                 b = { p[1].x + t * (p[2].x - p[1].x), p[1].y + t * (p[2].y - p[1].y) },
                 c = { p[2].x + t * (p[3].x - p[2].x), p[2].y + t * (p[3].y - p[2].y) };
    struct point ab = { a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) },
                 bc = { b.x + t * (c.x - b.x), b.y + t * (c.y - b.y) };
    p[1] = a;
    p[2] = ab;
    p[3] = (struct point){ ab.x + t * (bc.x - ab.x), ab.y + t * (bc.y - ab.y) };
}

static bool more_than_planned(enum network_edge_kind kind)
{
    return kind == NETWORK_MORE || kind == NETWORK_UNPLANNED;
}

/* Wide enough for what is inside. */
static double full_width(const struct picture *picture, enum network_edge_kind kind, double width)
{
    if (!more_than_planned(kind))
        return width;
    return picture->theme->double_lines ? width + 4 : kind == NETWORK_MORE ? fmax(width, 6) : width;
}

static double arrow_size(double width) { return 8 + 1.1 * width; }

/* A copy that ends under its arrow. */
static struct point *shortened(struct picture *picture, const struct point *point, int count, double width)
{
    struct point *line = arena_alloc(&picture->arena, (size_t)count * sizeof *line);
    memcpy(line, point, (size_t)count * sizeof *line);
    cut_end(line + count - 4, 0.8 * arrow_size(width));
    return line;
}

/* More often than planned: the planned line within a wider one; not planned: without it. Black on white: hollow. */
void draw_network_line(struct picture *picture, const struct point *point, int count, enum network_edge_kind kind,
                       double width)
{
    const struct theme *theme = picture->theme;
    bool more = more_than_planned(kind);
    width = full_width(picture, kind, width);
    const struct point *line = shortened(picture, point, count, width);
    curve(picture, line, count, (struct stroke){ theme->paper, width + 4.5, NULL });
    curve(picture, line, count,
          (struct stroke){ more ? theme->redundant : theme->planned, width, kind == NETWORK_NOT_LIVED ? "7 5" : NULL });
    if (more && theme->double_lines)
        curve(picture, line, count, (struct stroke){ theme->paper, width - 2.6, NULL });
    if (kind == NETWORK_MORE)
        curve(picture, line, count, (struct stroke){ theme->planned, 1.8, NULL });
}

void draw_network_arrow(struct picture *picture, const struct point *point, int count, enum network_edge_kind kind,
                        double width)
{
    width = full_width(picture, kind, width);
    struct point tip = point[count - 1], back = shortened(picture, point, count, width)[count - 1];
    double dx = tip.x - back.x, dy = tip.y - back.y, length = fmax(hypot(dx, dy), 1e-6);
    svg_arrow(picture->svg, tip, dx / length, dy / length, arrow_size(width),
              more_than_planned(kind) ? picture->theme->redundant : picture->theme->planned);
}

void draw_network_group(struct picture *picture, struct free_box box)
{
    svg_rect(picture->svg, box.x, box.y, box.width, box.height, 16, picture->theme->soft,
             (struct stroke){ picture->theme->second_text, 1.4, "2 4" });
}

/* --- the picture --- */

static const char *edge_words(struct picture *picture, const struct network *network, const struct network_edge *edge)
{
    const struct journey *journey = picture->journey;
    const char *from = clean_text(picture, institution_name(journey, network->node[edge->from].institution)),
               *to = clean_text(picture, institution_name(journey, network->node[edge->to].institution));
    const char *planned = number_text(picture, (double)edge->planned, 0);
    if (!network->lived)
        return arena_printf(&picture->arena, _("%s to %s: planned %s"), from, to, planned);
    if (!isfinite(edge->lived))
        return arena_printf(&picture->arena, _("%s to %s: planned %s, lived by nobody or not told"), from, to, planned);
    return arena_printf(&picture->arena, _("%s to %s: %s per user, planned %s"), from, to,
                        per_user_text(picture, edge->lived), planned);
}

static void node_id(struct picture *picture, const struct network *network, int node)
{
    int institution = network->node[node].institution;
    svg_id(picture->svg, "institution-", picture->journey->institution[institution].id, institution);
}

static void draw_edge(struct picture *picture, const struct network *network, const struct free_layout *layout, int i)
{
    const struct network_edge *edge = &network->edge[i];
    buffer_add_string(picture->svg, "<g id=\"from-");
    node_id(picture, network, edge->from);
    buffer_add_string(picture->svg, "-to-");
    node_id(picture, network, edge->to);
    buffer_add_string(picture->svg, "\"><title>");
    svg_escape(picture->svg, edge_words(picture, network, edge));
    buffer_add_string(picture->svg, "</title>\n");
    draw_network_line(picture, layout->edge[i].point, layout->edge[i].count, edge->kind,
                      network_line_width(network, edge->weight));
    buffer_add_string(picture->svg, "</g>\n");
}

static void draw_label(struct picture *picture, const struct network_edge *edge, const struct free_edge *place)
{
    if (!*edge->label)
        return;
    svg_rect(picture->svg, place->label.x - place->label_width / 2 + 3, place->label.y - NETWORK_LABEL_HEIGHT / 2.0 + 2,
             place->label_width - 6, NETWORK_LABEL_HEIGHT - 4, 4, picture->theme->paper, NO_STROKE);
    text_middle(picture, place->label.x, place->label.y + 4.3, LABEL_SIZE, true,
                more_than_planned(edge->kind) ? picture->theme->redundant_text : picture->theme->planned, edge->label);
}

static void draw_node(struct picture *picture, const struct network *network, const struct free_layout *layout, int i)
{
    const struct network_node *node = &network->node[i];
    struct lane_paint paint = institution_paint(picture, node->institution);
    double x = layout->node[i].centre.x - node->width / 2, y = layout->node[i].centre.y - node->height / 2,
           inner = node->width - 2 * PADDING;
    char *line[2];
    const char *name = clean_text(picture, institution_name(picture->journey, node->institution));
    int lines = lettering_wrap(picture->letters, &picture->arena, name, NAME_SIZE, true, inner, 2, line, NULL);
    int below = (*node->lines[0] ? 1 : 0) + (*node->lines[1] ? 1 : 0);
    double top = layout->node[i].centre.y - (19 * lines + 16 * below) / 2.0;
    picture_keep_whole(picture, x, y, node->width, node->height);
    buffer_add_string(picture->svg, "<g id=\"");
    node_id(picture, network, i);
    buffer_add_string(picture->svg, "\">\n");
    svg_rect(picture->svg, x, y, node->width, node->height, 10, paint.tab, tab_stroke(picture, paint.line));
    for (int j = 0; j < lines; j++)
        text_at(picture, x + PADDING, top + 15 + 19 * j, NAME_SIZE, true, paint.on_tab, line[j]);
    top += 19 * lines;
    for (int j = 0; j < 2; j++) {
        text_fitting(picture, x + PADDING, top + 13, LINE_SIZE, 9, false, paint.on_tab, inner, node->lines[j]);
        top += *node->lines[j] ? 16 : 0;
    }
    buffer_add_string(picture->svg, "</g>\n");
}

/* Over the lines, on a plate: dot keeps no lines off a group's label. */
static void draw_group_label(struct picture *picture, const struct network_group *group, const struct free_group *place)
{
    double x = place->label.x - place->label_width / 2 + 4;
    if (!(place->box.width > 0))
        return;
    svg_rect(picture->svg, x - 4, place->label.y - GROUP_LABEL_HEIGHT / 2.0 + 1, place->label_width,
             GROUP_LABEL_HEIGHT - 2, 5, place->outside ? picture->theme->paper : picture->theme->soft, NO_STROKE);
    text_at(picture, x, place->label.y - 3, LABEL_SIZE + 1, true, picture->theme->text, _(GROUP_TITLE));
    text_at(picture, x, place->label.y + 13, LABEL_SIZE, false, picture->theme->second_text,
            group_line(picture, group));
}

static void draw_network(struct picture *picture, const struct network *network, const struct free_layout *layout)
{
    for (int i = 0; i < network->groups; i++)
        if (layout->group[i].box.width > 0)
            draw_network_group(picture, layout->group[i].box);
    for (int i = network->edges - 1; i >= 0; i--)
        draw_edge(picture, network, layout, i);
    for (int i = network->edges - 1; i >= 0; i--)
        draw_network_arrow(picture, layout->edge[i].point, layout->edge[i].count, network->edge[i].kind,
                           network_line_width(network, network->edge[i].weight));
    for (int i = 0; i < network->nodes; i++)
        draw_node(picture, network, layout, i);
    for (int i = 0; i < network->edges; i++)
        draw_label(picture, &network->edge[i], &layout->edge[i]);
    for (int i = 0; i < network->groups; i++)
        draw_group_label(picture, &network->group[i], &layout->group[i]);
}

static void draw_heading(struct picture *picture, const struct network *network, double width)
{
    text_fitting(picture, EDGE, 62, 36, 22, true, picture->theme->text, width - 2 * EDGE, picture_title(picture));
    text_fitting(picture, EDGE, 92, 18, 12, false, picture->theme->second_text, width - 2 * EDGE,
                 network->lived ? _("Who passes users on to whom: planned and lived")
                                : _("Who passes users on to whom, as it is planned"));
    text_fitting(picture, EDGE, 117, 14, 10, false, picture->theme->second_text, width - 2 * EDGE,
                 source_line(picture));
    const char *nothing = !network->nodes   ? _("The journey names no institution that users deal with.")
                          : !network->edges ? _("Nobody is passed from one institution to another.")
                                            : "";
    text_fitting(picture, EDGE, 146, 14, 10, true, picture->theme->text, width - 2 * EDGE, nothing);
}

static const char *description(struct picture *picture, const struct network *network)
{
    return arena_printf(&picture->arena,
                        _("Network of hand-offs: institutions and the ways on which users are passed from one to "
                          "another. Institutions: %d; hand-offs: %d."),
                        network->nodes, network->edges);
}

static bool draw(struct drawing *drawing, const struct view_request *request, struct diagnostics *diagnostics)
{
    struct picture picture;
    struct network network;
    picture_init(&picture, request);
    bool good = network_init(&network, &picture, request, diagnostics);
    int lost = 0;
    double width = LEAST_WIDTH, bottom = HEADER;
    if (good && network.nodes) {
        struct free_layout *layout = ask_for_places(&picture, &network);
        if (!free_layout_place(layout, SHAPE, request->helper, &picture.arena, diagnostics))
            network.groups = layout->groups = 0;
        width = fmax(width, layout->width + 2 * EDGE);
        shift(layout, (width - layout->width) / 2, HEADER + 12);
        lost = network_place_labels(&network, layout, &picture.arena);
        draw_network(&picture, &network, layout);
        bottom = network_bottom(layout) + 30;
    }
    if (good) {
        draw_heading(&picture, &network, width);
        bottom = draw_network_legend(&picture, &network, lost, EDGE, bottom, width - 2 * EDGE);
    }
    picture_finish(&picture, drawing, width, bottom + EDGE, picture_title(&picture),
                   good ? description(&picture, &network) : "");
    return good;
}

const struct view NETWORK_VIEW = { .name = "network", .draw = draw };
