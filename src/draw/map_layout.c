/* Coordinates of the comparison map: first across, then down. */
#include "draw/map_layout.h"
#include <math.h>
#include <stdlib.h>

enum {
    LEAVE = 12, ARRIVE = 18, GUTTER = 10,               /* beside the room for lines; that room at least */
    STAVE_PADDING = 12, STAVE_GAP = 24, ROW_GAP = 34, SYSTEM_GAP = 56, BAND_GAP = 22,
    PILLS = 26,                                         /* of what lies between stacked cards: no lines on pills */
};

/* --- across --- */

static bool column_has_capsule(const struct map_layout *layout, int column)
{
    for (int i = 0; i < layout->cards; i++)
        if (layout->card[i].column == column && layout->card[i].capsule)
            return true;
    return false;
}

/* Room for the numbers where lines come in from other systems, or go out to them. */
static void find_edges(struct map_system *system)
{
    for (int i = 0; i < system->wires; i++) {
        if (system->wire[i].from_column < 0)
            system->edge[0] = EDGE_WIDTH;
        if (system->wire[i].to_column == system->columns)
            system->edge[1] = EDGE_WIDTH;
    }
}

/* Left edges of columns and gutters; returns the width the system needs. `stretch`: added to each inner gutter. */
static double place_columns(struct map_layout *layout, int number, double stretch)
{
    struct map_system *system = &layout->system[number];
    double x = MARGIN + TAB_WIDTH + system->edge[0];
    for (int i = 0; i <= system->columns; i++) {
        bool inner = i > 0 && i < system->columns;
        system->gutter_x[i] = x + LEAVE;
        system->gutter_width[i] = fmax(GUTTER, map_gutter_width(system, i)) + (inner ? stretch : 0);
        x += LEAVE + system->gutter_width[i] + ARRIVE;
        if (i == system->columns)
            break;
        x += column_has_capsule(layout, system->first + i) ? CAPSULE_SPACE : 0;
        system->column_x[i] = x;
        x += CARD_WIDTH;
    }
    return x + system->edge[1] + MARGIN;
}

static void place_across(struct map_layout *layout, double least_width)
{
    enum { STRETCH_LIMIT = 70 };
    layout->width = least_width;
    for (int i = 0; i < layout->systems; i++) {
        struct map_system *system = &layout->system[i];
        size_t gutters = (size_t)system->columns + 1;
        find_edges(system);
        system->column_x = arena_alloc(&layout->arena, gutters * sizeof *system->column_x);
        system->gutter_x = arena_alloc(&layout->arena, gutters * sizeof *system->gutter_x);
        system->gutter_width = arena_alloc(&layout->arena, gutters * sizeof *system->gutter_width);
        layout->width = fmax(layout->width, place_columns(layout, i, 0));
    }
    for (int i = 0; i < layout->systems; i++) {
        double spare = layout->width - place_columns(layout, i, 0);
        int gutters = layout->system[i].columns - 1;
        place_columns(layout, i, gutters > 0 ? fmin(floor(spare / gutters), STRETCH_LIMIT) : 0);
        layout->system[i].right = layout->width - MARGIN;
    }
    for (int i = 0; i < layout->cards; i++) {
        struct map_card *card = &layout->card[i];
        const struct map_system *system = &layout->system[card->system];
        card->x = system->column_x[card->column - system->first];
    }
}

static void place_bands(struct map_layout *layout, struct map_system *system)
{
    int last = NONE;
    system->band = arena_alloc(&layout->arena, (size_t)system->columns * sizeof *system->band);
    for (int i = 0; i < system->columns; i++) {
        int phase = last;
        for (int card = 0; card < layout->cards; card++)
            if (layout->card[card].column == system->first + i && map_card_phase(layout, card) > phase)
                phase = map_card_phase(layout, card);
        if (phase == last)
            continue;
        double space = column_has_capsule(layout, system->first + i) ? CAPSULE_SPACE : 0;
        double left = !system->bands ? MARGIN + TAB_WIDTH + 6
                                     : (system->column_x[i - 1] + CARD_WIDTH + system->column_x[i] - space) / 2;
        if (system->bands)
            system->band[system->bands - 1].width = left - system->band[system->bands - 1].x;
        system->band[system->bands++] = (struct map_band){ phase, left, 0 };
        last = phase;
    }
    if (system->bands)
        system->band[system->bands - 1].width = system->right - system->band[system->bands - 1].x;
}

/* --- down --- */

/* Room of at least `least` for the lines of a gap, which stand in its middle and `beside` away from what bounds it. */
static double place_gap(struct map_system *system, int gap, double y, double least, double beside)
{
    double lines = map_gap_height(system, gap), room = fmax(least, lines + beside);
    system->gap_y[gap] = y + (room - lines) / 2;
    return y + room;
}

/* The rows of one stave; returns its lower edge. */
static double place_stave(struct map_layout *layout, int number, int lane, int first_row, double y)
{
    struct map_system *system = &layout->system[number];
    int rows = map_stave_rows(layout, number, lane);
    double top = y;
    y += STAVE_PADDING;
    for (int row = 0; row < rows; row++) {
        if (row)
            y = place_gap(system, first_row + row, y, ROW_GAP, PILLS);
        system->row_y[first_row + row] = y;
        for (int i = 0; i < layout->cards; i++)
            if (layout->card[i].system == number && layout->card[i].lane == lane && layout->card[i].row == row)
                layout->card[i].y = y;
        y += CARD_HEIGHT;
    }
    y += STAVE_PADDING;
    system->stave[system->staves++] = (struct map_stave){ lane, top, y - top };
    return y;
}

static double place_staves(struct map_layout *layout, int number, double y)
{
    struct map_system *system = &layout->system[number];
    int row = 0;
    system->staves = 0;
    system->top = y;
    y += layout->phases ? BAND_HEIGHT : 0;
    for (int lane = 0; lane < layout->lanes; lane++) {
        int rows = map_stave_rows(layout, number, lane);
        if (!rows)
            continue;
        y = place_gap(system, row, y, row ? STAVE_GAP : BAND_GAP, 12);
        y = place_stave(layout, number, lane, row, y);
        row += rows;
    }
    bool lines = system->plan.gap_tracks[row] > 0;
    return place_gap(system, row, y, 0, lines ? 12 : 0);
}

void map_layout_stack(struct map_layout *layout, double top, const double *rows_height)
{
    double y = top;
    layout->top = top;
    for (int i = 0; i < layout->systems; i++) {
        y = place_staves(layout, i, y);
        layout->system[i].rows_top = y;
        y += (rows_height ? rows_height[i] : 0) + SYSTEM_GAP;
    }
    layout->bottom = layout->systems ? y - SYSTEM_GAP : top;
    map_place_links(layout);
}

void map_layout_init(struct map_layout *layout, const struct journey *journey, const struct net *net,
                     const struct audit *audit, double least_width, int columns)
{
    *layout = (struct map_layout){ .journey = journey, .system_columns = columns ? columns : SYSTEM_COLUMNS };
    if (audit && audit->contacts_per_case.n > 0 && audit_shown(audit, audit->contacts_per_case.n)) {
        layout->audit = audit;
        layout->users = audit->contacts_per_case.n;
    }
    map_place_in_columns(layout, net);
    map_break_into_systems(layout);
    map_route_links(layout);
    place_across(layout, least_width);
    for (int i = 0; i < layout->systems; i++) {
        struct map_system *system = &layout->system[i];
        system->row_y = arena_alloc(&layout->arena, ((size_t)system->rows + 1) * sizeof *system->row_y);
        system->gap_y = arena_alloc(&layout->arena, ((size_t)system->rows + 1) * sizeof *system->gap_y);
        system->stave = arena_alloc(&layout->arena, ((size_t)layout->lanes + 1) * sizeof *system->stave);
        if (layout->phases)
            place_bands(layout, system);
    }
}

void map_layout_release(struct map_layout *layout) { arena_release(&layout->arena); }
