/* Gutters and gaps cut into tracks. A rail is what lies on one track: the parts of the wires of one bundle. */
#include "draw/route.h"
#include <stdlib.h>
#include <string.h>

enum { CROSSING = 20, LEAVING_LAST = 1, CONFLICT = 100000 };

/* Where a rail meets what leads on from it: in a gutter a level, `after` to the right of it; in a gap a place across,
 * `after` below it. */
struct stub { int at; bool after; };
struct rail {
    int key;                    /* of its bundle: twice the end they share, 1 more for a target's */
    int first, last;            /* from … to, levels or places */
    struct stub *stub; int stubs, capacity;
    int track;
};
struct rails { struct rail *item; int count, capacity; };

static void rails_release(struct rails *rails)
{
    for (int i = 0; i < rails->count; i++)
        free(rails->item[i].stub);
    free(rails->item);
}

static struct rail *rail_of(struct rails *rails, int key)
{
    for (int i = 0; i < rails->count; i++)
        if (rails->item[i].key == key)
            return &rails->item[i];
    GROW(rails->item, rails->count, rails->capacity);
    rails->item[rails->count] = (struct rail){ .key = key, .first = -1 };
    return &rails->item[rails->count++];
}

static void extend(struct rail *rail, int a, int b)
{
    int first = a < b ? a : b, last = a < b ? b : a;
    if (rail->first < 0 || first < rail->first)
        rail->first = first;
    if (last > rail->last)
        rail->last = last;
}

static void add_stub(struct rail *rail, int at, bool after)
{
    for (int i = 0; i < rail->stubs; i++)
        if (rail->stub[i].at == at && rail->stub[i].after == after)
            return;
    GROW(rail->stub, rail->stubs, rail->capacity);
    rail->stub[rail->stubs++] = (struct stub){ at, after };
}

/* Kinds are bundles of their own. */
static int source_key(const struct route_wire *wire) { return 2 * (wire->from * ROUTE_PORTS + wire->port); }
static int target_key(const struct route_wire *wire) { return 2 * (wire->to * ROUTE_PORTS + wire->port) + 1; }

/* --- gutters --- */

/* Whose bundle a wire's only turn belongs to: the end that more wires turn for in that gutter. */
static int key_of_single_turn(const struct route_grid *grid, const struct route_wire *wire, int number, int wires)
{
    const struct route_wire *own = &wire[number];
    if (own->from_column < 0)
        return target_key(own);
    if (own->to_column == grid->columns)
        return source_key(own);
    int of_source = 0, of_target = 0;
    for (int i = 0; i < wires; i++)
        for (int turn = 0; turn < wire[i].turns; turn++)
            if (wire[i].port == own->port && wire[i].gutter[turn] == own->gutter[0]) {
                of_source += wire[i].from == own->from;
                of_target += wire[i].to == own->to;
            }
    return of_source > of_target ? source_key(own) : target_key(own);
}

static int key_of_turn(const struct route_grid *grid, const struct route_wire *wire, int number, int wires, int turn)
{
    if (wire[number].turns == 1)
        return key_of_single_turn(grid, wire, number, wires);
    return turn ? target_key(&wire[number]) : source_key(&wire[number]);
}

static void gather_gutter(const struct route_grid *grid, const struct route_wire *wire, int wires, int gutter,
                          struct rails *rails)
{
    for (int i = 0; i < wires; i++)
        for (int turn = 0; turn < wire[i].turns; turn++) {
            if (wire[i].gutter[turn] != gutter)
                continue;
            struct rail *rail = rail_of(rails, key_of_turn(grid, wire, i, wires, turn));
            extend(rail, wire[i].level[turn], wire[i].level[turn + 1]);
            int before = wire_place(&wire[i], turn), after = wire_place(&wire[i], turn + 2);
            /* where both turns are in this gutter, the second is thought of as on the right */
            add_stub(rail, wire[i].level[turn], before > 2 * gutter);
            add_stub(rail, wire[i].level[turn + 1], after >= 2 * gutter);
        }
}

/* What it costs if rail a lies to the left of (or above) rail b. */
static int rail_cost(const struct rail *a, const struct rail *b, bool gutter)
{
    int cost = a->key % 2 > b->key % 2 ? LEAVING_LAST : 0;
    for (int i = 0; i < a->stubs; i++) {
        const struct stub *stub = &a->stub[i];
        if (!stub->after)
            continue;
        cost += stub->at > b->first && stub->at < b->last ? CROSSING : 0;
        for (int j = 0; j < b->stubs && gutter; j++)    /* the one's way out and the other's way in on one line */
            if (b->stub[j].at == stub->at && !b->stub[j].after && !level_is_gap(stub->at))
                cost += CONFLICT;
    }
    for (int i = 0; i < b->stubs; i++)
        if (!b->stub[i].after && b->stub[i].at > a->first && b->stub[i].at < a->last)
            cost += CROSSING;
    return cost;
}

/* Put the rails in order, then each on the first track right of (below) those it may not share one with. True if two
 * of them contradict each other whatever their order: *conflict. */
static bool lay_rails(struct rails *rails, bool gutter, int *tracks, int conflict[2])
{
    int count = rails->count;
    int *cost = xcalloc((size_t)count * (size_t)count + 1, sizeof *cost), *order = xcalloc((size_t)count + 1, sizeof *order);
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++)
            cost[i * count + j] = i == j ? 0 : rail_cost(&rails->item[i], &rails->item[j], gutter);
    route_order(cost, count, order);
    bool contradicts = false;
    *tracks = 0;
    for (int j = 0; j < count; j++) {
        struct rail *rail = &rails->item[order[j]];
        for (int i = 0; i < j; i++) {
            const struct rail *before = &rails->item[order[i]];
            bool touch = before->first <= rail->last && rail->first <= before->last;
            if (touch && rail->track <= before->track)
                rail->track = before->track + 1;
            if (!contradicts && cost[order[i] * count + order[j]] >= CONFLICT) {
                contradicts = true;
                conflict[0] = order[i];
                conflict[1] = order[j];
            }
        }
        *tracks = rail->track >= *tracks ? rail->track + 1 : *tracks;
    }
    free(cost);
    free(order);
    return contradicts;
}

/* Of two rails that contradict each other, a wire that turns once between two rows: it has a part in both ends of it. */
static int wire_to_move(const struct route_grid *grid, const struct route_wire *wire, int wires, int gutter,
                        const struct rails *rails, const int conflict[2])
{
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < wires; i++) {
            bool once = wire[i].turns == 1 && wire[i].gutter[0] == gutter && !level_is_gap(wire[i].level[0]) &&
                        !level_is_gap(wire[i].level[1]);
            if (once && key_of_single_turn(grid, wire, i, wires) == rails->item[conflict[side]].key)
                return i;
        }
    return -1;
}

static int cut_gutter(const struct route_grid *grid, struct route_wire *wire, int wires, int gutter, int *tracks)
{
    struct rails rails = { 0 };
    int conflict[2], move = -1;
    gather_gutter(grid, wire, wires, gutter, &rails);
    if (lay_rails(&rails, true, tracks, conflict))
        move = wire_to_move(grid, wire, wires, gutter, &rails, conflict);
    for (int i = 0; i < wires && move < 0; i++)
        for (int turn = 0; turn < wire[i].turns; turn++)
            if (wire[i].gutter[turn] == gutter)
                wire[i].track[turn] = rail_of(&rails, key_of_turn(grid, wire, i, wires, turn))->track;
    rails_release(&rails);
    return move;
}

/* --- gaps --- */

enum { ACROSS = 1000 };         /* places across, finer than tracks: gutter g is around 2 g ACROSS */

static int place_across(const struct route_wire *wire, const struct route_plan *plan, int horizontal, bool end)
{
    int turn = end ? horizontal : horizontal - 1;
    if (turn < 0 || turn >= wire->turns)
        return ACROSS * (1 + wire_place(wire, end ? horizontal + 1 : horizontal));
    int tracks = plan->gutter_tracks[wire->gutter[turn]];
    return ACROSS * (1 + 2 * wire->gutter[turn]) + (2 * wire->track[turn] + 1 - tracks) * ACROSS / (2 * tracks + 2);
}

static int gap_horizontal(const struct route_wire *wire, int gap)
{
    for (int i = 0; i <= wire->turns; i++)
        if (wire->level[i] == gap_level(gap))
            return i;
    return -1;
}

/* Whose bundle a wire's way along a gap belongs to: the end that more wires run there for; over an edge, the end that
 * is in this system, for it is labelled there with what it leads to. */
static int key_in_gap(const struct route_grid *grid, const struct route_wire *wire, int number, int wires, int gap)
{
    if (wire[number].from_column < 0 || wire[number].to_column == grid->columns)
        return wire[number].from_column < 0 ? target_key(&wire[number]) : source_key(&wire[number]);
    int of_source = 0, of_target = 0;
    for (int i = 0; i < wires; i++)
        if (wire[i].port == wire[number].port && gap_horizontal(&wire[i], gap) >= 0) {
            of_source += wire[i].from == wire[number].from;
            of_target += wire[i].to == wire[number].to;
        }
    return of_target > of_source ? target_key(&wire[number]) : source_key(&wire[number]);
}

static void gather_gap(const struct route_grid *grid, const struct route_wire *wire, int wires, int gap,
                       const struct route_plan *plan, struct rails *rails)
{
    for (int i = 0; i < wires; i++) {
        int horizontal = gap_horizontal(&wire[i], gap);
        if (horizontal < 0)
            continue;
        struct rail *rail = rail_of(rails, key_in_gap(grid, wire, i, wires, gap));
        int start = place_across(&wire[i], plan, horizontal, false), end = place_across(&wire[i], plan, horizontal, true);
        extend(rail, start, end);
        if (horizontal > 0)
            add_stub(rail, start, wire[i].level[horizontal - 1] > gap_level(gap));
        if (horizontal < wire[i].turns)
            add_stub(rail, end, wire[i].level[horizontal + 1] > gap_level(gap));
    }
}

static void cut_gap(const struct route_grid *grid, struct route_wire *wire, int wires, int gap, struct route_plan *plan)
{
    struct rails rails = { 0 };
    int none[2];
    gather_gap(grid, wire, wires, gap, plan, &rails);
    lay_rails(&rails, false, &plan->gap_tracks[gap], none);
    for (int i = 0; i < wires; i++)
        if (gap_horizontal(&wire[i], gap) >= 0) {
            wire[i].gap_track = rail_of(&rails, key_in_gap(grid, wire, i, wires, gap))->track;
            plan->gap_labelled[gap] |= wire[i].from_column < 0 || wire[i].to_column == grid->columns;
        }
    rails_release(&rails);
}

int route_tracks(struct arena *arena, const struct route_grid *grid, struct route_wire *wire, int wires,
                 struct route_plan *plan)
{
    plan->gutter_tracks = arena_alloc(arena, ((size_t)grid->columns + 1) * sizeof(int));
    plan->gap_tracks = arena_alloc(arena, ((size_t)grid->rows + 1) * sizeof(int));
    plan->gap_labelled = arena_alloc(arena, ((size_t)grid->rows + 1) * sizeof(bool));
    for (int gutter = 0; gutter <= grid->columns; gutter++) {
        int move = cut_gutter(grid, wire, wires, gutter, &plan->gutter_tracks[gutter]);
        if (move >= 0)
            return move;
    }
    for (int gap = 0; gap <= grid->rows; gap++)
        cut_gap(grid, wire, wires, gap, plan);
    return -1;
}
