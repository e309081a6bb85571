#include "draw/map.h"
#include "base/message.h"
#include "draw/picture.h"

enum { LEAST_WIDTH = 1280 };

/* Patterns of waits: dots for what was announced, slanting lines for what lasted longer. */
static const char DEFINITIONS[] =
    "<defs>\n"
    "<pattern id=\"map-announced\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"7\" height=\"7\" fill=\"#D9EEFA\"/>"
    "<circle cx=\"3.5\" cy=\"3.5\" r=\"1.1\" fill=\"#0B3C5D\"/></pattern>\n"
    "<pattern id=\"map-overrun\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\">"
    "<rect width=\"7\" height=\"7\" fill=\"#FFF6E3\"/>"
    "<rect width=\"2.6\" height=\"7\" fill=\"#E69F00\"/></pattern>\n"
    "</defs>\n";

static void open_svg(struct picture *picture, double width, double height)
{
    struct buffer *svg = picture->svg;
    buffer_add_string(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    if (!picture->linked)
        buffer_printf(svg, " width=\"%.0fpt\" height=\"%.0fpt\"", width, height);
    buffer_printf(svg, " viewBox=\"0 0 %.0f %.0f\" font-family=\"%s, sans-serif\"", width, height, LETTERING_FONTS);
    buffer_printf(svg, " role=\"%s\" aria-labelledby=\"map-title map-description\" xml:lang=\"%s\">\n",
                  picture->linked ? "group" : "img", message_language());
    buffer_add_string(svg, "<title id=\"map-title\">");
    svg_escape(svg, map_title(picture));
    buffer_add_string(svg, "</title>\n<desc id=\"map-description\">");
    int steps = picture->journey->steps, others = picture->layout->cards - steps;
    svg_escape(svg, arena_printf(&picture->arena,
                                 _("Map of a journey: institutions one below the other, steps from left to right. "
                                   "%d planned steps; %d kinds of contacts outside the plan."), steps, others));
    buffer_add_string(svg, "</desc>\n");
    svg_rect(svg, 0, 0, width, height, 0, "#fff", NO_STROKE);
    buffer_add_string(svg, DEFINITIONS);
}

void map_svg(struct buffer *svg, const struct journey *journey, const struct net *net, const struct audit *audit,
             bool linked, const char *helper, struct diagnostics *diagnostics)
{
    struct map_layout layout;
    struct buffer body = { 0 };
    map_layout_init(&layout, journey, net, audit, LEAST_WIDTH, helper, diagnostics);
    struct picture picture = {
        .svg = &body, .letters = lettering_new(), .layout = &layout, .journey = journey, .audit = layout.audit,
        .whole_audit = audit, .linked = linked,
    };
    for (int i = 0; i < journey->steps; i++)
        picture.channels |= journey->step[i].channels > 0;
    map_layout_shift(&layout, header_height(&picture, layout.width));
    draw_header(&picture, layout.width);
    draw_lanes(&picture);
    draw_links(&picture);
    draw_cards(&picture);
    double bottom = draw_legend(&picture, layout.bottom + 24);
    picture.svg = svg;
    open_svg(&picture, layout.width, bottom + 10);
    buffer_add(svg, buffer_text(&body), body.length);
    buffer_add_string(svg, "</svg>\n");
    buffer_release(&body);
    lettering_free(picture.letters);
    arena_release(&picture.arena);
    map_layout_release(&layout);
}
