/* Under the network: what is drawn, how to read it, what is not shown. */
#include "base/message.h"
#include "draw/network.h"
#include <math.h>

enum { SAMPLE = 58, ROW = 30, TEXT_SIZE = 13, ITEM_GAP = 30, NOTE_LEADING = 19, NOTE_LINES = 4 };

/* Items stand side by side and go on in the next row. */
struct flow { struct picture *picture; double left, right, x, y; };

/* Room for an item; its middle height. */
static double next_item(struct flow *flow, const char *text)
{
    double width = SAMPLE + 10 + text_width(flow->picture, text, TEXT_SIZE, false);
    if (flow->x > flow->left && flow->x + width > flow->right) {
        flow->x = flow->left;
        flow->y += ROW;
    }
    text_fitting(flow->picture, flow->x + SAMPLE + 10, flow->y + 4.5, TEXT_SIZE, 9, false, flow->picture->theme->text,
                 flow->right - flow->x - SAMPLE - 10, text);
    flow->x += width + ITEM_GAP;
    return flow->y;
}

static void line_item(struct flow *flow, enum network_edge_kind kind, double width, const char *text)
{
    double y = next_item(flow, text), end = flow->x - ITEM_GAP - 10 - text_width(flow->picture, text, TEXT_SIZE, false),
           start = end - SAMPLE;
    struct point point[4] = { { start, y }, { start + SAMPLE / 3.0, y }, { end - SAMPLE / 3.0, y }, { end, y } };
    draw_network_line(flow->picture, point, 4, kind, width);
    draw_network_arrow(flow->picture, point, 4, kind, width);
}

static bool drawn(const struct network *network, enum network_edge_kind kind)
{
    for (int i = 0; i < network->edges; i++)
        if (network->edge[i].kind == kind)
            return true;
    return false;
}

/* Some are exactly as often as planned, and say nothing. */
static bool unnumbered(const struct network *network)
{
    for (int i = 0; i < network->edges; i++)
        if (network->edge[i].kind == NETWORK_AS_PLANNED && network->edge[i].as_often)
            return true;
    return false;
}

static void draw_items(struct flow *flow, const struct network *network)
{
    struct picture *picture = flow->picture;
    const struct lane_paint *paint = &picture->theme->neutral_tab;
    double y = next_item(flow, _("institution; the larger, the more contacts")),
           x = flow->x - ITEM_GAP - 10 - SAMPLE -
               text_width(picture, _("institution; the larger, the more contacts"), TEXT_SIZE, false);
    svg_rect(picture->svg, x, y - 6, 20, 12, 4, paint->tab, tab_stroke(picture, paint->line));
    svg_rect(picture->svg, x + 26, y - 9, 30, 18, 5, paint->tab, tab_stroke(picture, paint->line));
    if (drawn(network, NETWORK_AS_PLANNED))
        line_item(flow, NETWORK_AS_PLANNED, 4.5,
                  network->lived ? unnumbered(network)
                                       ? _("as planned (no number), or less often; the wider, the more hand-offs per user")
                                       : _("less often than planned; the wider, the more hand-offs per user")
                                 : _("planned; the wider, the more often"));
    if (drawn(network, NETWORK_MORE))
        line_item(flow, NETWORK_MORE, 7, _("more often than planned"));
    if (drawn(network, NETWORK_UNPLANNED))
        line_item(flow, NETWORK_UNPLANNED, 5, _("not planned"));
    if (drawn(network, NETWORK_NOT_LIVED))
        line_item(flow, NETWORK_NOT_LIVED, 2.4,
                  _("planned, but lived by nobody, or not told: by too few users"));
    if (network->groups) {
        const char *text = _("they keep passing users to each other: at least half of their hand-offs stay among them");
        y = next_item(flow, text);
        draw_network_group(picture, (struct free_box){ flow->x - ITEM_GAP - 10 - SAMPLE -
                                                           text_width(picture, text, TEXT_SIZE, false),
                                                       y - 10, SAMPLE, 20 });
    }
}

/* The hand-off that exceeds its plan most, read aloud; else the heaviest. */
static const char *reading(struct picture *picture, const struct network *network)
{
    const struct network_edge *worst = NULL;
    for (int i = 0; i < network->edges; i++) {
        const struct network_edge *edge = &network->edge[i];
        if (edge->kind != NETWORK_NOT_LIVED &&
            (!worst || edge->weight - (double)edge->planned > worst->weight - (double)worst->planned))
            worst = edge;
    }
    if (!worst)
        return "";
    const struct journey *journey = picture->journey;
    const char *from = clean_text(picture, institution_name(journey, network->node[worst->from].institution)),
               *to = clean_text(picture, institution_name(journey, network->node[worst->to].institution));
    const char *planned = number_text(picture, (double)worst->planned, 0);
    if (!network->lived)
        return arena_printf(&picture->arena, _("Reading: times the plan passes a user on from %s to %s: %s."), from, to,
                            planned);
    return arena_printf(&picture->arena,
                        _("Reading: from %s to %s, users are passed on %s times each, on average; planned: %s."), from,
                        to, per_user_text(picture, worst->lived), planned);
}

static double note(struct picture *picture, double x, double y, double width, bool bold, const char *text)
{
    if (!*text)
        return y;
    return y + NOTE_LEADING * text_lines(picture, x, y, TEXT_SIZE, bold, picture->theme->text, NOTE_LEADING, width,
                                         NOTE_LINES, text);
}

static double draw_notes(struct picture *picture, const struct network *network, int unlabelled, double x, double y,
                         double width)
{
    struct arena *arena = &picture->arena;
    y = note(picture, x, y, width, true, reading(picture, network));
    y = note(picture, x, y, width, false,
             network->lived ? _("A hand-off: two contacts in a row with different institutions. What users do alone is "
                                "left out.")
                            : _("A hand-off: two steps in a row, as most users are meant to go, with different "
                                "institutions. What users do alone is left out."));
    if (network->folded)
        y = note(picture, x, y, width, false,
                 arena_printf(arena,
                              ngettext("+ %d other hand-off is not shown: lived by fewer than %d users.",
                                       "+ %d other hand-offs are not shown: lived by fewer than %d users, or telling of them.",
                                       (unsigned long)network->folded),
                              network->folded, picture->audit->options.min_group));
    if (network->light)
        y = note(picture, x, y, width, false,
                 arena_printf(arena, _("The lightest hand-offs are not drawn: %d (%s of all, together)."),
                              network->light, percent_text(picture, network->light_share)));
    if (network->nodes_left_out)
        y = note(picture, x, y, width, false,
                 arena_printf(arena, _("Institutions with fewer contacts, not drawn: %d."), network->nodes_left_out));
    if (unlabelled)
        y = note(picture, x, y, width, false,
                 arena_printf(arena, _("Hand-offs whose number found no room: %d."), unlabelled));
    return y;
}

double draw_network_legend(struct picture *picture, const struct network *network, int unlabelled, double x, double y,
                           double width)
{
    struct flow flow = { picture, x, x + width, x, y + 22 };
    if (!network->nodes)
        return y;
    svg_rect(picture->svg, x, y - 4, width, 1, 0, picture->theme->rule, NO_STROKE);
    draw_items(&flow, network);
    return draw_notes(picture, network, unlabelled, x, flow.y + 40, width);
}
