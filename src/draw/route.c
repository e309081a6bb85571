#include "draw/route.h"
#include <stdlib.h>
#include <string.h>

enum {
    ROUNDS = 4,                 /* there and back, twice */
    /* in hundredths of the weights in the header */
    QUARTER_CROSSING_COST = 1500, OVERLAP_COST = 40000, BEND_COST = 600, COLUMN_COST = 3740, LEVEL_COST = 660,
};

/* How much already runs where, all wires but those of the one that is being routed and of its bundles. */
struct router {
    const struct route_grid *grid;
    struct route_wire *wire;
    int wires;
    bool *gap_only;             /* [wires]: must not run along rows */
    int levels;
    int *across;                /* [levels][columns + 1]: 2 a wire that crosses that gutter at that level, 1 one that ends in it */
    int *through;               /* [levels][columns]: wires that pass that column at that level */
    int *down;                  /* [columns + 1][levels]: 2 a wire that runs up or down past that level, 1 one that turns
                                   there in a gap: then only one of two crosses what else runs along that gap */
};

static bool is_free(const struct route_grid *grid, int row, int first, int last)
{
    for (int column = first; column <= last; column++)
        if (grid->occupied[row * grid->columns + column])
            return false;
    return true;
}

static bool related(const struct route_wire *a, const struct route_wire *b)
{
    return a->port == b->port && (a->from == b->from || a->to == b->to);
}

static int low(int a, int b) { return a < b ? a : b; }
static int high(int a, int b) { return a > b ? a : b; }

static int weight_down(int level, int first, int last)
{
    return level > first && level < last ? 2 : level_is_gap(level) ? 1 : 0;
}

/* Put a wire on the grid (sign 1) or take it off (-1). */
static void mark(struct router *router, const struct route_wire *wire, int sign)
{
    int columns = router->grid->columns;
    for (int i = 0; i <= wire->turns; i++) {
        int a = wire_place(wire, i), b = wire_place(wire, i + 1), first = low(a, b), last = high(a, b);
        for (int place = first; place <= last; place++) {
            bool inside = place > first && place < last;
            if (place % 2 == 0)
                router->across[wire->level[i] * (columns + 1) + place / 2] += sign * (inside ? 2 : 1);
            else if (inside)
                router->through[wire->level[i] * columns + place / 2] += sign;
        }
    }
    for (int i = 0; i < wire->turns; i++) {
        int first = low(wire->level[i], wire->level[i + 1]), last = high(wire->level[i], wire->level[i + 1]);
        for (int level = first; level <= last; level++)
            router->down[wire->gutter[i] * router->levels + level] += sign * weight_down(level, first, last);
    }
}

static int horizontal_cost(const struct router *router, int level, int a, int b)
{
    int columns = router->grid->columns, first = low(a, b), last = high(a, b), cost = COLUMN_COST * (last - first) / 2;
    for (int place = first; place <= last; place++) {
        bool inside = place > first && place < last;
        if (place % 2 == 0)
            cost += QUARTER_CROSSING_COST * (inside ? 2 : 1) * router->down[place / 2 * router->levels + level];
        else if (inside && !level_is_gap(level) && router->through[level * columns + place / 2])
            cost += OVERLAP_COST;
    }
    return cost;
}

static int way_cost(const struct router *router, const struct route_wire *way)
{
    int cost = 2 * BEND_COST * way->turns;
    for (int i = 0; i <= way->turns; i++)
        cost += horizontal_cost(router, way->level[i], wire_place(way, i), wire_place(way, i + 1));
    for (int i = 0; i < way->turns; i++) {
        int first = low(way->level[i], way->level[i + 1]), last = high(way->level[i], way->level[i + 1]);
        cost += LEVEL_COST * (last - first);
        for (int level = first; level <= last; level++)
            cost += QUARTER_CROSSING_COST * weight_down(level, first, last) *
                    router->across[level * (router->grid->columns + 1) + way->gutter[i]];
    }
    return cost;
}

/* What it is worth to run along a gap together with the wire's own bundle: what they share is drawn once. */
static int merge_gain(const struct router *router, const struct route_wire *way, int horizontal)
{
    int a = wire_place(way, horizontal), b = wire_place(way, horizontal + 1), longest = 0;
    for (int i = 0; i < router->wires; i++) {
        const struct route_wire *other = &router->wire[i];
        if (!related(way, other) || (other->from == way->from && other->to == way->to))
            continue;
        for (int j = 0; j <= other->turns; j++) {
            int c = wire_place(other, j), d = wire_place(other, j + 1);
            int shared = low(high(a, b), high(c, d)) - high(low(a, b), low(c, d));
            if (other->level[j] == way->level[horizontal])
                longest = high(longest, shared);
        }
    }
    return COLUMN_COST * longest / 2;
}

struct best { struct route_wire way; int cost; bool found; };

/* `along`: the horizontal that lies in a gap, or -1. */
static void consider(const struct router *router, struct best *best, const struct route_wire *way, int along)
{
    int cost = way_cost(router, way) - (along >= 0 ? merge_gain(router, way, along) : 0);
    if (!best->found || cost < best->cost)
        *best = (struct best){ *way, cost, true };
}

/* Straight, or with one turn between two rows. */
static void consider_rows(const struct router *router, const struct route_wire *wire, struct best *best)
{
    const struct route_grid *grid = router->grid;
    struct route_wire way = *wire;
    int first = wire->from_column + 1, last = wire->to_column - 1;
    if (first > last + 1)
        return;                         /* it goes back to the left */
    int from_row = wire->from_column < 0 ? wire->to_row : wire->from_row,
        to_row = wire->to_column == grid->columns ? wire->from_row : wire->to_row;
    way.turns = 0;
    way.level[0] = port_level(from_row, wire->port);
    if (from_row == to_row) {
        if (is_free(grid, from_row, first, last))
            consider(router, best, &way, -1);
        return;
    }
    way.turns = 1;
    way.level[1] = port_level(to_row, wire->port);
    for (int gutter = first; gutter <= last + 1; gutter++) {
        way.gutter[0] = gutter;
        if (is_free(grid, from_row, first, gutter - 1) && is_free(grid, to_row, gutter, last))
            consider(router, best, &way, -1);
    }
}

/* Out of the source's row into a gap and along it, then into the target's row. */
static void consider_gaps(const struct router *router, const struct route_wire *wire, struct best *best)
{
    const struct route_grid *grid = router->grid;
    struct route_wire way = *wire;
    bool in = wire->from_column < 0, out = wire->to_column == grid->columns;
    for (int gap = 0; gap <= grid->rows; gap++) {
        way.turns = 0;
        if (!in) {
            way.level[0] = port_level(wire->from_row, wire->port);
            way.gutter[way.turns++] = wire->from_column + 1;
        }
        int along = way.turns;
        way.level[along] = gap_level(gap);
        if (!out) {
            way.gutter[way.turns++] = wire->to_column;
            way.level[way.turns] = port_level(wire->to_row, wire->port);
        }
        consider(router, best, &way, along);
    }
}

/* Its best way as things are. `placed`: it and its bundles are on the grid. */
static void route(struct router *router, int number, bool placed)
{
    struct route_wire *wire = &router->wire[number];
    struct best best = { .found = false };
    for (int i = 0; i < router->wires; i++)
        if (related(wire, &router->wire[i]) && (placed || i < number))
            mark(router, &router->wire[i], -1);
    if (!router->gap_only[number])
        consider_rows(router, wire, &best);
    consider_gaps(router, wire, &best);
    *wire = best.way;
    for (int i = 0; i < router->wires; i++)
        if (related(wire, &router->wire[i]) && (placed || i <= number))
            mark(router, &router->wire[i], 1);
}

/* Does the wire lie on one of another bundle? Called while it and its bundles are off the grid. */
static bool overlaps(const struct router *router, const struct route_wire *wire)
{
    for (int i = 0; i <= wire->turns; i++) {
        int a = wire_place(wire, i), b = wire_place(wire, i + 1);
        for (int place = low(a, b) + 1; place < high(a, b) && !level_is_gap(wire->level[i]); place++)
            if (place % 2 && router->through[wire->level[i] * router->grid->columns + place / 2])
                return true;
    }
    return false;
}

/* Wires that still lie on others take a gap, where there is room for all. */
static void part_overlaps(struct router *router)
{
    for (int number = 0; number < router->wires; number++) {
        for (int i = 0; i < router->wires; i++)
            if (related(&router->wire[number], &router->wire[i]))
                mark(router, &router->wire[i], -1);
        router->gap_only[number] |= overlaps(router, &router->wire[number]);
        for (int i = 0; i < router->wires; i++)
            if (related(&router->wire[number], &router->wire[i]))
                mark(router, &router->wire[i], 1);
        if (router->gap_only[number])
            route(router, number, true);
    }
}

static struct router *router_new(struct arena *arena, const struct route_grid *grid, struct route_wire *wire, int wires)
{
    struct router *router = arena_alloc(arena, sizeof *router);
    int levels = gap_level(grid->rows) + 1, columns = grid->columns;
    *router = (struct router){ .grid = grid, .wire = wire, .wires = wires, .levels = levels };
    router->gap_only = arena_alloc(arena, (size_t)wires * sizeof(bool) + 1);
    router->across = arena_alloc(arena, (size_t)(levels * (columns + 1)) * sizeof(int));
    router->through = arena_alloc(arena, (size_t)(levels * columns) * sizeof(int) + 1);
    router->down = arena_alloc(arena, (size_t)((columns + 1) * levels) * sizeof(int));
    return router;
}

void route_wires(struct arena *arena, const struct route_grid *grid, struct route_wire *wire, int wires,
                 struct route_plan *plan)
{
    struct router *router = router_new(arena, grid, wire, wires);
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < wires; i++)
            route(router, round % 2 ? wires - 1 - i : i, round > 0);
    part_overlaps(router);
    /* Each wire given back takes a gap from then on, so this ends. */
    for (int number; (number = route_tracks(arena, grid, wire, wires, plan)) >= 0;) {
        router->gap_only[number] = true;
        route(router, number, true);
    }
}
