/* Links of the comparison map as wires on the grid of each system, and back to corners on paper. */
#include "draw/map_layout.h"
#include <math.h>
#include <stdlib.h>

enum { TRACK = 8, LABELLED_TRACK = 16, WIDEST_TRACK = 14, TIP = 6 };

static const int PORT_ORDER[MAP_LINK_KINDS] = { [MAP_LINK_SKIPPED] = 0, [MAP_LINK_PLANNED] = 1,
                                                [MAP_LINK_REDUNDANT] = 2, [MAP_LINK_EXTRA] = 3 };
static const int PORT_HEIGHT[ROUTE_PORTS] = { SKIPPED_PORT, PLANNED_PORT, REDUNDANT_PORT, EXTRA_PORT };

int map_stave_rows(const struct map_layout *layout, int system, int lane)
{
    int rows = 0;
    for (int i = 0; i < layout->cards; i++)
        if (layout->card[i].system == system && layout->card[i].lane == lane && layout->card[i].row >= rows)
            rows = layout->card[i].row + 1;
    return rows;
}

double map_gap_height(const struct map_system *system, int gap)
{
    return system->plan.gap_tracks[gap] * (system->plan.gap_labelled[gap] ? LABELLED_TRACK : TRACK);
}

double map_gutter_width(const struct map_system *system, int gutter)
{
    return system->plan.gutter_tracks[gutter] * TRACK;
}

/* --- onto the grid --- */

/* first_row[lane]: of its stave among all rows of the system. */
static int *number_rows(struct map_layout *layout, int number)
{
    int *first_row = xcalloc((size_t)layout->lanes + 1, sizeof *first_row);
    struct map_system *system = &layout->system[number];
    for (int lane = 0; lane < layout->lanes; lane++) {
        first_row[lane] = system->rows;
        system->rows += map_stave_rows(layout, number, lane);
    }
    return first_row;
}

/* Links that leave for (come from) other systems from (to) one card are one wire at that end: the first of them. */
static int first_alike(const struct map_layout *layout, int link, int piece)
{
    const struct map_link *one = &layout->link[link];
    for (int i = 0; i < link; i++) {
        const struct map_link *other = &layout->link[i];
        bool leaves = layout->card[other->from].system != layout->card[other->to].system;
        if (leaves && other->kind == one->kind && (piece ? other->to == one->to : other->from == one->from))
            return i;
    }
    return link;
}

static void add_wire(const struct map_layout *layout, int number, int link, const int *first_row)
{
    struct map_system *system = &layout->system[number];
    struct map_link *one = &layout->link[link];
    const struct map_card *from = &layout->card[one->from], *to = &layout->card[one->to];
    one->pieces = from->system == to->system ? 1 : 2;
    if (from->system != number && to->system != number)
        return;
    if (one->pieces == 2 && first_alike(layout, link, from->system == number ? 0 : 1) != link)
        return;
    struct route_wire *wire = &system->wire[system->wires];
    *wire = (struct route_wire){ .from = one->from, .to = one->to, .port = PORT_ORDER[one->kind],
                                 .from_column = -1, .to_column = system->columns };
    if (from->system == number) {
        wire->from_row = first_row[from->lane] + from->row;
        wire->from_column = from->column - system->first;
    }
    if (to->system == number) {
        wire->to_row = first_row[to->lane] + to->row;
        wire->to_column = to->column - system->first;
    }
    system->wire_link[system->wires][0] = link;
    system->wire_link[system->wires++][1] = from->system == number ? 0 : 1;
}

static void route_system(struct map_layout *layout, int number)
{
    struct map_system *system = &layout->system[number];
    int *first_row = number_rows(layout, number);
    struct route_grid grid = { system->rows, system->columns, NULL };
    struct arena scratch = { 0 };
    grid.occupied = arena_alloc(&scratch, (size_t)(grid.rows * grid.columns) * sizeof(bool) + 1);
    for (int i = 0; i < layout->cards; i++) {
        const struct map_card *card = &layout->card[i];
        if (card->system == number)
            grid.occupied[(first_row[card->lane] + card->row) * grid.columns + card->column - system->first] = true;
    }
    system->wire = arena_alloc(&layout->arena, ((size_t)layout->links + 1) * sizeof *system->wire);
    system->wire_link = arena_alloc(&layout->arena, ((size_t)layout->links + 1) * sizeof *system->wire_link);
    for (int i = 0; i < layout->links; i++)
        add_wire(layout, number, i, first_row);
    route_wires(&layout->arena, &grid, system->wire, system->wires, &system->plan);
    arena_release(&scratch);
    free(first_row);
}

void map_route_links(struct map_layout *layout)
{
    for (int i = 0; i < layout->systems; i++)
        route_system(layout, i);
}

/* --- onto paper --- */

static double turn_x(const struct map_system *system, int gutter, int track)
{
    int tracks = system->plan.gutter_tracks[gutter];
    double pitch = fmin(WIDEST_TRACK, system->gutter_width[gutter] / tracks);
    return system->gutter_x[gutter] + system->gutter_width[gutter] / 2 + (track - (tracks - 1) / 2.0) * pitch;
}

static double level_y(const struct map_system *system, const struct route_wire *wire, int level)
{
    int row = level / ROUTE_LEVELS;
    if (!level_is_gap(level))
        return system->row_y[row] + PORT_HEIGHT[level % ROUTE_LEVELS - 1];
    return system->gap_y[row] + (wire->gap_track + 0.5) * map_gap_height(system, row) / system->plan.gap_tracks[row];
}

static void place_wire(struct map_layout *layout, const struct map_system *system, int number)
{
    const struct route_wire *wire = &system->wire[number];
    struct map_route *route = &layout->link[system->wire_link[number][0]].route[system->wire_link[number][1]];
    double x = wire->from_column < 0 ? MARGIN + TAB_WIDTH + EDGE_WIDTH - TIP : system->column_x[wire->from_column] + CARD_WIDTH;
    if (!route->point)
        route->point = arena_alloc(&layout->arena, (size_t)(2 * wire->turns + 2) * sizeof *route->point);
    route->count = 0;
    route->point[route->count++] = (struct point){ x, level_y(system, wire, wire->level[0]) };
    for (int i = 0; i < wire->turns; i++) {
        x = turn_x(system, wire->gutter[i], wire->track[i]);
        route->point[route->count++] = (struct point){ x, level_y(system, wire, wire->level[i]) };
        route->point[route->count++] = (struct point){ x, level_y(system, wire, wire->level[i + 1]) };
    }
    x = wire->to_column < system->columns ? system->column_x[wire->to_column] : system->right - EDGE_WIDTH + TIP;
    route->point[route->count++] = (struct point){ x, level_y(system, wire, wire->level[wire->turns]) };
}

void map_place_links(struct map_layout *layout)
{
    for (int i = 0; i < layout->systems; i++)
        for (int j = 0; j < layout->system[i].wires; j++)
            place_wire(layout, &layout->system[i], j);
    for (int i = 0; i < layout->links; i++)
        for (int piece = 0; piece < layout->link[i].pieces && layout->link[i].pieces == 2; piece++)
            layout->link[i].route[piece] = layout->link[first_alike(layout, i, piece)].route[piece];
}
