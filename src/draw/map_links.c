/* Links of the comparison map. Lines that share an end are a bundle: they merge; other lines cross it with a gap. */
#include "draw/icons.h"
#include "draw/map.h"
#include "draw/map_picture.h"
#include <stdlib.h>

static const char *link_colour(const struct picture *picture, enum map_link_kind kind)
{
    return kind == MAP_LINK_PLANNED ? picture->theme->planned
           : kind == MAP_LINK_EXTRA ? picture->theme->extra
                                    : picture->theme->redundant;
}

/* Without colours, what is redundant is a double line. */
static bool is_double(const struct picture *picture, enum map_link_kind kind)
{
    return picture->theme->double_lines && kind == MAP_LINK_REDUNDANT;
}

static double line_width(const struct picture *picture, const struct map_link *link)
{
    enum { DOUBLE_LEAST = 4 };
    if (link->kind == MAP_LINK_SKIPPED)
        return 3;
    double width = link->kind == MAP_LINK_PLANNED ? 4 : 2 + 6.5 * link->share;
    return is_double(picture, link->kind) ? width + DOUBLE_LEAST : width;
}

static double arrow_size(const struct map_link *link)
{
    return link->kind == MAP_LINK_PLANNED ? 12 : link->kind == MAP_LINK_SKIPPED ? 9 : 9 + 6 * link->share;
}

/* The bundle of each link: the lowest link of the same kind that it is joined to by common ends. */
static int *find_bundles(const struct map_layout *layout)
{
    int *bundle = xcalloc((size_t)layout->links + 1, sizeof *bundle);
    for (int i = 0; i < layout->links; i++)
        bundle[i] = i;
    for (int i = 0; i < layout->links; i++)
        for (int j = 0; j < i; j++) {
            const struct map_link *a = &layout->link[i], *b = &layout->link[j];
            if (a->kind != b->kind || (a->from != b->from && a->to != b->to) || bundle[i] == bundle[j])
                continue;
            int low = bundle[i] < bundle[j] ? bundle[i] : bundle[j], high = bundle[i] + bundle[j] - low;
            for (int k = 0; k <= i; k++)
                if (bundle[k] == high)
                    bundle[k] = low;
        }
    return bundle;
}

static void link_id(struct picture *picture, const struct map_link *link)
{
    struct buffer *svg = picture->svg;
    const struct map_card *from = &picture->layout->card[link->from], *to = &picture->layout->card[link->to];
    buffer_printf(svg, "%sedge-", picture->linked ? "map-" : "");
    map_card_id(svg, picture->journey, from->step, from->detour);
    buffer_add_string(svg, "--");
    map_card_id(svg, picture->journey, to->step, to->detour);
}

/* In the report, links can be switched off by kind and follow their cards. */
static void open_link(struct picture *picture, const struct map_link *link)
{
    static const char *const kind[MAP_LINK_KINDS] = { "planned", "redundant", "extra", "skipped" };
    struct buffer *svg = picture->svg;
    const struct map_card *from = &picture->layout->card[link->from], *to = &picture->layout->card[link->to];
    buffer_add_string(svg, "<g id=\"");
    link_id(picture, link);
    if (picture->linked) {
        buffer_printf(svg, "\" class=\"link %s\" data-from=\"", kind[link->kind]);
        map_card_id(svg, picture->journey, from->step, from->detour);
        buffer_add_string(svg, "\" data-to=\"");
        map_card_id(svg, picture->journey, to->step, to->detour);
    }
    buffer_add_string(svg, "\">\n");
}

static const char *line_dash(const struct picture *picture, enum map_link_kind kind)
{
    return kind == MAP_LINK_SKIPPED ? SKIPPED_DASH : kind == MAP_LINK_EXTRA ? picture->theme->extra_dash : NULL;
}

/* `casing`: the white line under it. Pieces that arrive end under their arrow. */
static void draw_line(struct picture *picture, const struct map_link *link, bool casing)
{
    struct stroke stroke = { casing ? picture->theme->paper : link_colour(picture, link->kind),
                             line_width(picture, link) + (casing ? 4.5 : 0),
                             casing ? NULL : line_dash(picture, link->kind) };
    for (int i = 0; i < link->pieces; i++) {
        const struct map_route *route = &link->route[i];
        double back = 0.7 * arrow_size(link);
        struct point *end = &route->point[route->count - 1];
        end->x -= back; /* the tip shall be sharp */
        svg_rounded_line(picture->svg, route->point, route->count, 9, stroke);
        if (!casing && is_double(picture, link->kind))
            svg_rounded_line(picture->svg, route->point, route->count, 9,
                             (struct stroke){ picture->theme->paper, 0.4 * stroke.width, NULL });
        end->x += back;
        if (!casing) {
            picture_keep_line(picture, route->point, route->count, stroke.width);
            svg_arrow(picture->svg, (struct point){ end->x - 1, end->y }, 1, 0, arrow_size(link),
                      link_colour(picture, link->kind));
        }
    }
}

static void draw_bundle(struct picture *picture, const int *bundle, int number)
{
    const struct map_layout *layout = picture->layout;
    for (int i = number; i < layout->links; i++)
        if (bundle[i] == number)
            draw_line(picture, &layout->link[i], true);
    for (int i = number; i < layout->links; i++) {
        if (bundle[i] != number)
            continue;
        open_link(picture, &layout->link[i]);
        draw_line(picture, &layout->link[i], false);
        buffer_add_string(picture->svg, "</g>\n");
    }
}

/* Where lines leave a system or come into one: the numbers of the steps they go to or come from. */
static void label_edge(struct picture *picture, int number, bool out)
{
    const struct map_layout *layout = picture->layout;
    const struct map_link *link = &layout->link[number];
    struct buffer list = { 0 };
    for (int i = 0; i < layout->links; i++) {
        const struct map_link *other = &layout->link[i];
        bool together = other->pieces == 2 && other->kind == link->kind &&
                        (out ? other->from == link->from : other->to == link->to);
        if (together && i < number)
            return; /* said already */
        int step = layout->card[out ? other->to : other->from].step;
        if (together && step != NONE)
            buffer_printf(&list, "%s%d", list.length ? ", " : "", step + 1);
    }
    if (list.length) {
        enum { GAP = 5 };
        const struct map_route *route = &link->route[out ? 0 : 1];
        double edge = out ? route->point[route->count - 1].x + GAP : MARGIN + TAB_WIDTH + GAP;
        text_fitting(picture, edge, route->point[out ? route->count - 1 : 0].y + 4.5, 12.5, 9, true,
                     link->kind == MAP_LINK_PLANNED ? picture->theme->planned
                     : link->kind == MAP_LINK_EXTRA ? picture->theme->extra
                                                    : picture->theme->redundant_text,
                     EDGE_WIDTH - 2 * GAP - 6, list.data);
    }
    buffer_release(&list);
}

void draw_links(struct picture *picture)
{
    const struct map_layout *layout = picture->layout;
    int *bundle = find_bundles(layout);
    static const enum map_link_kind order[] = { MAP_LINK_PLANNED, MAP_LINK_SKIPPED, MAP_LINK_EXTRA,
                                                 MAP_LINK_REDUNDANT };
    for (size_t kind = 0; kind < sizeof order / sizeof *order; kind++)
        for (int i = 0; i < layout->links; i++)
            if (layout->link[i].kind == order[kind] && bundle[i] == i)
                draw_bundle(picture, bundle, i);
    for (int i = 0; i < layout->links; i++)
        if (layout->link[i].pieces == 2) {
            label_edge(picture, i, true);
            label_edge(picture, i, false);
        }
    free(bundle);
}
