#include "draw/map.h"
#include "base/message.h"
#include "draw/map_picture.h"

enum { LEAST_WIDTH = 1280 };

static const char *description(struct picture *picture)
{
    int steps = picture->journey->steps, others = picture->layout->cards - steps;
    return arena_printf(&picture->arena,
                        _("Map of a journey: institutions one below the other, steps from left to right. "
                          "Planned steps: %d; kinds of contacts outside the plan: %d."),
                        steps, others);
}

static bool draw(struct drawing *drawing, const struct view_request *request, struct diagnostics *diagnostics)
{
    (void)diagnostics;
    struct map_layout layout;
    struct picture picture;
    picture_init(&picture, request);
    map_layout_init(&layout, request->journey, request->net, picture.audit, LEAST_WIDTH, request->columns);
    picture.layout = &layout;
    double *rows_height = arena_alloc(&picture.arena, ((size_t)layout.systems + 1) * sizeof *rows_height);
    for (int i = 0; i < layout.systems; i++)
        rows_height[i] = map_rows_height(&picture, &layout, i);
    map_layout_stack(&layout, header_height(&picture, layout.width), rows_height);
    draw_header(&picture, layout.width);
    draw_lanes(&picture);
    draw_links(&picture);
    draw_cards(&picture);
    for (int i = 0; i < layout.systems; i++)
        draw_rows(&picture, i, layout.system[i].rows_top);
    double bottom = draw_time(&picture, layout.bottom + 14);
    bottom = draw_legend(&picture, bottom + 14);
    picture_finish(&picture, drawing, layout.width, bottom + 10, picture_title(&picture), description(&picture));
    map_layout_release(&layout);
    return true;
}

const struct view MAP_VIEW = { .name = "map", .in_systems = true, .draw = draw };
