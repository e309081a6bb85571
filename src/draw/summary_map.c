/* The map in short: lanes with discs only. Cards, columns and ways are the map's own (map_layout.h, route.h), on a
 * grid small enough for one page: contacts outside the plan that are not redundant stay on the map itself, and where
 * there is no room for more, kinds of fewer contacts, small institutions and stacks of steps are folded; it is said. */
#include "base/message.h"
#include "draw/icons.h"
#include "draw/map_layout.h"
#include "draw/summary_parts.h"
#include <math.h>
#include <stdlib.h>

enum {
    TAB = 62,
    TAB_GAP = 3,
    LANE_GAP = 3,
    COLUMNS_MOST = 22,
    LANES_MOST = 8,
    ROWS_GOOD = 7,
    ROWS_MOST = 10,
    ICON_RADIUS_LEAST = 5,
    PORT_PLANNED = 1,
    PORT_REDUNDANT = 2,
};
#define RADIUS_MOST 9.0
#define PITCH_MOST 42.0

/* lane, row: where it stands in its lane; grid_row: among the rows of all lanes. */
struct disc {
    int card, lane, column, row, grid_row;
    double x, y;
};

struct small_map {
    struct map_layout layout;
    struct disc *disc;
    int discs;
    int *disc_of_card;            /* [cards] or NONE */
    int *lane, *lane_rows, lanes; /* institutions; the last may be OTHERS */
    int *lane_of;                 /* [layout lanes] */
    int columns, rows, folded_detours, folded_lanes;
    double left, top, pitch_x, pitch_y, radius;
    struct route_wire *wire;
    int *link;
    int wires;
    struct route_plan plan;
};
enum { OTHERS = -2 };

static bool is_redundant(const struct small_map *map, int card)
{
    int detour = map->layout.card[card].detour;
    return detour != NONE && verdict_redundant(map->layout.audit->detour[detour].verdict);
}

/* Steps, and the redundant kinds that are wanted. */
static void choose_cards(struct small_map *map, const bool *wanted)
{
    map->discs = 0;
    for (int i = 0; i < map->layout.cards; i++) {
        const struct map_card *card = &map->layout.card[i];
        map->disc_of_card[i] = card->step != NONE || wanted[i] ? map->discs : NONE;
        if (map->disc_of_card[i] != NONE)
            map->disc[map->discs++] = (struct disc){ .card = i, .lane = card->lane, .column = card->column };
    }
}

/* Columns that hold a disc, numbered anew; returns how many. */
static int count_columns(struct small_map *map)
{
    int columns = 0, *number = xcalloc((size_t)map->layout.columns + 1, sizeof *number);
    for (int i = 0; i < map->discs; i++)
        number[map->disc[i].column] = 1;
    for (int c = 0; c < map->layout.columns; c++) {
        int used = number[c];
        number[c] = columns;
        columns += used;
    }
    for (int i = 0; i < map->discs; i++)
        map->disc[i].column = number[map->disc[i].column];
    free(number);
    return columns;
}

/* Rows of all lanes if each were on its own; `stacked`: [lanes x columns] of the layout, zero before and after. */
static int count_rows(const struct small_map *map, int *stacked)
{
    int rows = 0, columns = map->layout.columns, *most = xcalloc((size_t)map->layout.lanes + 1, sizeof *most);
    for (int i = 0; i < map->discs; i++) {
        const struct map_card *card = &map->layout.card[map->disc[i].card];
        int here = ++stacked[card->lane * columns + card->column];
        rows += here > most[card->lane];
        most[card->lane] = here > most[card->lane] ? here : most[card->lane];
    }
    for (int i = 0; i < map->discs; i++)
        stacked[map->layout.card[map->disc[i].card].lane * columns + map->layout.card[map->disc[i].card].column] = 0;
    free(most);
    return rows;
}

/* Redundant kinds, those of most contacts first, as far as there is room. */
static void choose_detours(struct small_map *map)
{
    bool *wanted = xcalloc((size_t)map->layout.cards + 1, sizeof *wanted);
    int *stacked = xcalloc((size_t)map->layout.lanes * (size_t)map->layout.columns + 1, sizeof *stacked);
    choose_cards(map, wanted);
    map->columns = count_columns(map);
    int rows = count_rows(map, stacked);
    int rows_most = rows + 1 > ROWS_GOOD ? rows + 1 : ROWS_GOOD,
        columns_most = map->columns + LETTERED > COLUMNS_MOST ? map->columns + LETTERED : COLUMNS_MOST;
    for (int i = 0; i < map->layout.cards; i++) {
        if (!is_redundant(map, i))
            continue;
        wanted[i] = true;
        choose_cards(map, wanted);
        wanted[i] = count_columns(map) <= columns_most && count_rows(map, stacked) <= rows_most;
        map->folded_detours += !wanted[i];
    }
    choose_cards(map, wanted);
    map->columns = count_columns(map);
    free(wanted);
    free(stacked);
}

/* Lanes with a disc, in the author's order; if they are too many, those with the fewest discs go into one. */
static void choose_lanes(struct small_map *map)
{
    int lanes = map->layout.lanes, used = 0, *discs = xcalloc((size_t)lanes + 1, sizeof *discs);
    for (int i = 0; i < map->discs; i++)
        used += !discs[map->disc[i].lane]++;
    for (; used > LANES_MOST - (map->folded_lanes > 0); used--) {
        int least = NONE;
        for (int l = 0; l < lanes; l++)
            if (discs[l] > 0 && (least == NONE || discs[l] <= discs[least]))
                least = l;
        discs[least] = -discs[least];
        map->folded_lanes++;
    }
    for (int l = 0; l < lanes; l++) {
        map->lane_of[l] = map->lanes;
        if (discs[l] > 0)
            map->lane[map->lanes++] = map->layout.lane[l];
    }
    for (int l = 0; l < lanes; l++)
        map->lane_of[l] = discs[l] < 0 ? map->lanes : map->lane_of[l];
    if (map->folded_lanes)
        map->lane[map->lanes++] = OTHERS;
    for (int i = 0; i < map->discs; i++)
        map->disc[i].lane = map->lane_of[map->disc[i].lane];
    free(discs);
}

/* Discs of one cell stand one below the other. */
static void stack(struct small_map *map)
{
    map->rows = 0;
    for (int l = 0; l < map->lanes; l++)
        map->lane_rows[l] = 0;
    for (int i = 0; i < map->discs; i++) {
        struct disc *disc = &map->disc[i];
        disc->row = 0;
        for (int j = 0; j < i; j++)
            disc->row += map->disc[j].lane == disc->lane && map->disc[j].column == disc->column;
        if (disc->row + 1 > map->lane_rows[disc->lane])
            map->lane_rows[disc->lane] = disc->row + 1;
    }
    for (int l = 0; l < map->lanes; l++)
        map->rows += map->lane_rows[l];
}

/* Without room for stacks, those of a column stand side by side. */
static void unstack(struct small_map *map)
{
    int *wide = xcalloc((size_t)map->columns + 1, sizeof *wide), columns = 0;
    for (int i = 0; i < map->discs; i++)
        if (map->disc[i].row + 1 > wide[map->disc[i].column])
            wide[map->disc[i].column] = map->disc[i].row + 1;
    for (int c = 0; c < map->columns; c++) {
        int width = wide[c];
        wide[c] = columns;
        columns += width;
    }
    for (int i = 0; i < map->discs; i++)
        map->disc[i].column = wide[map->disc[i].column] + map->disc[i].row;
    map->columns = columns;
    free(wide);
    stack(map);
}

static void place(struct small_map *map, struct panel panel)
{
    map->left = panel.x + TAB + TAB_GAP + 4;
    map->top = panel.y - LANE_GAP / 2.0; /* lanes end a gap before the next */
    map->pitch_x = fmin((panel.x + panel.width - map->left - 4) / map->columns, 42);
    map->pitch_y = fmin(panel.height / map->rows, PITCH_MOST);
    map->left += (panel.x + panel.width - map->left - 4 - map->pitch_x * map->columns) / 2;
    map->radius = fmin(RADIUS_MOST, fmin(0.37 * map->pitch_x, 0.36 * map->pitch_y));
    for (int i = 0; i < map->discs; i++) {
        struct disc *disc = &map->disc[i];
        disc->grid_row = disc->row;
        for (int l = 0; l < disc->lane; l++)
            disc->grid_row += map->lane_rows[l];
        disc->x = map->left + (disc->column + 0.5) * map->pitch_x;
        disc->y = map->top + (disc->grid_row + 0.5) * map->pitch_y;
    }
}

static void route(struct small_map *map)
{
    struct arena *arena = &map->layout.arena;
    struct route_grid grid = { map->rows, map->columns, NULL };
    grid.occupied = arena_alloc(arena, (size_t)(map->rows * map->columns) + 1);
    for (int i = 0; i < map->discs; i++)
        grid.occupied[map->disc[i].grid_row * map->columns + map->disc[i].column] = true;
    map->wire = arena_alloc(arena, ((size_t)map->layout.links + 1) * sizeof *map->wire);
    map->link = arena_alloc(arena, ((size_t)map->layout.links + 1) * sizeof *map->link);
    for (int i = 0; i < map->layout.links; i++) {
        const struct map_link *link = &map->layout.link[i];
        int from = map->disc_of_card[link->from], to = map->disc_of_card[link->to];
        if (from == NONE || to == NONE || link->kind > MAP_LINK_REDUNDANT)
            continue;
        map->link[map->wires] = i;
        map->wire[map->wires++] = (struct route_wire){
            .from = from,
            .to = to,
            .port = link->kind == MAP_LINK_PLANNED ? PORT_PLANNED : PORT_REDUNDANT,
            .from_row = map->disc[from].grid_row,
            .from_column = map->disc[from].column,
            .to_row = map->disc[to].grid_row,
            .to_column = map->disc[to].column,
        };
    }
    route_wires(arena, &grid, map->wire, map->wires, &map->plan);
}

/* --- onto paper --- */

static double turn_x(const struct small_map *map, int gutter, int track)
{
    int tracks = map->plan.gutter_tracks[gutter];
    double pitch = fmin(3.4, (map->pitch_x - 2 * map->radius) / (tracks + 0.6));
    return map->left + gutter * map->pitch_x + (track - (tracks - 1) / 2.0) * pitch;
}

static double level_y(const struct small_map *map, const struct route_wire *wire, int level)
{
    int row = level / ROUTE_LEVELS;
    double y = map->top + row * map->pitch_y;
    if (!level_is_gap(level)) {
        int port = level % ROUTE_LEVELS - 1;
        return y + map->pitch_y / 2 + (port == PORT_PLANNED ? -0.15 : 0.45) * map->radius;
    }
    int tracks = map->plan.gap_tracks[row];
    double pitch = fmin(3.0, (map->pitch_y - 2 * map->radius) / (tracks + 0.6));
    return y + (wire->gap_track - (tracks - 1) / 2.0) * pitch;
}

static void draw_wire(struct summary_view *view, const struct small_map *map, int number, bool casing)
{
    const struct route_wire *wire = &map->wire[number];
    const struct map_link *link = &map->layout.link[map->link[number]];
    const struct theme *theme = view->picture->theme;
    bool redundant = link->kind == MAP_LINK_REDUNDANT, twice = redundant && theme->double_lines;
    double scale = fmax(0.45, fmin(1, map->radius / 7)),
           width = (redundant ? 0.9 + 2.6 * link->share : 1.8) * scale + (twice ? 1.2 : 0);
    struct stroke stroke = { casing      ? theme->paper
                             : redundant ? theme->redundant
                                         : theme->planned,
                             width + (casing ? 1.6 : 0), NULL };
    struct point point[6];
    int points = 0;
    point[points++] = (struct point){ map->disc[wire->from].x, level_y(map, wire, wire->level[0]) };
    for (int i = 0; i < wire->turns; i++) {
        double x = turn_x(map, wire->gutter[i], wire->track[i]);
        point[points++] = (struct point){ x, level_y(map, wire, wire->level[i]) };
        point[points++] = (struct point){ x, level_y(map, wire, wire->level[i + 1]) };
    }
    point[points++] = (struct point){ map->disc[wire->to].x, level_y(map, wire, wire->level[wire->turns]) };
    svg_rounded_line(view->picture->svg, point, points, fmin(4, map->radius / 2), stroke);
    if (twice && !casing)
        svg_rounded_line(view->picture->svg, point, points, fmin(4, map->radius / 2),
                         (struct stroke){ theme->paper, 0.45 * stroke.width, NULL });
}

/* Smaller, in two lines if need be; `middle`: of the lane. */
static void draw_long_name(struct picture *picture, double x, double middle, const char *colour, const char *name)
{
    char *line[2];
    int lines = lettering_wrap(picture->letters, &picture->arena, name, CAPTION_LEAST, true, TAB - 9, 2, line, NULL);
    for (int i = 0; i < lines; i++)
        text_at(picture, x, middle + 2.6 + (i - (lines - 1) / 2.0) * 8.2, CAPTION_LEAST, true, colour, line[i]);
}

static void draw_lanes(struct summary_view *view, const struct small_map *map, struct panel panel)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    double y = panel.y;
    for (int l = 0; l < map->lanes; l++) {
        double height = map->lane_rows[l] * map->pitch_y;
        struct lane_paint paint =
            map->lane[l] == OTHERS ? theme->neutral_tab : institution_paint(picture, map->lane[l]);
        const char *name = map->lane[l] == OTHERS ? arena_printf(&picture->arena, _("Others (%d)"), map->folded_lanes)
                           : map->lane[l] == NONE ? _("Not said")
                                                  : institution_text(view, map->lane[l]);
        struct stroke outline = theme->outlined ? (struct stroke){ paint.line, 0.8, NULL } : NO_STROKE;
        svg_rect(picture->svg, panel.x, y, TAB, height - LANE_GAP, 2.5, paint.tab, outline);
        svg_rect(picture->svg, panel.x + TAB + TAB_GAP, y, panel.width - TAB - TAB_GAP, height - LANE_GAP, 2.5,
                 paint.tint, outline);
        bool one = height < 20 || text_width(picture, name, BODY - 0.5, true) <= TAB - 9;
        if (one)
            fitting_at(picture, panel.x + 5, y + (height - LANE_GAP) / 2 + 3, BODY, true, paint.on_tab, TAB - 9, name);
        else
            draw_long_name(picture, panel.x + 5, y + (height - LANE_GAP) / 2, paint.on_tab, name);
        y += height;
    }
}

static void draw_step(struct summary_view *view, const struct small_map *map, const struct disc *disc)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    int number = map->layout.card[disc->card].step;
    const struct step *step = &view->audit->journey->step[number];
    struct lane_paint paint = institution_paint(picture, step->institution);
    enum channel channel = step->channels ? step->via[0] : CHANNEL_NONE;
    bool often = map_step_skipped(&map->layout, number), icon = map->radius >= ICON_RADIUS_LEAST;
    double size = 1.28 * map->radius, y = disc->y;
    svg_circle(picture->svg, disc->x, y, map->radius + 0.8, theme->paper, NO_STROKE);
    svg_circle(picture->svg, disc->x, y, map->radius, often ? theme->paper : paint.tab,
               often ? (struct stroke){ theme->second_text, fmin(1.2, map->radius / 3), icon ? "2.2 1.6" : NULL }
               : theme->outlined ? (struct stroke){ paint.line, fmin(1, map->radius / 3), NULL }
                                 : NO_STROKE);
    if (icon && channel != CHANNEL_NONE)
        icon_channel(picture->svg, channel, disc->x - size / 2, y - size / 2, size,
                     often ? theme->second_text : paint.on_tab);
}

static void draw_detour(struct summary_view *view, const struct small_map *map, const struct disc *disc)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    const struct detour *detour = &view->audit->detour[map->layout.card[disc->card].detour];
    struct lane_paint paint = theme->redundant_tab;
    double radius = map->radius * 0.95, size = 1.28 * radius, y = disc->y;
    svg_cut_rect(picture->svg, disc->x - radius, y - radius, 2 * radius, 2 * radius, 0.58 * radius, paint.tab,
                 (struct stroke){ theme->outlined ? paint.line : theme->paper, 0.9, NULL });
    if (map->radius >= ICON_RADIUS_LEAST && detour->channel != CHANNEL_NONE)
        icon_channel(picture->svg, detour->channel, disc->x - size / 2, y - size / 2, size, paint.on_tab);
}

/* Numbers of users beside the redundant kinds, where there is room: never one over another. */
static void draw_counts(struct summary_view *view, const struct small_map *map, struct panel panel)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    struct {
        double right, y, width;
    } *drawn = xcalloc((size_t)map->discs + 1, sizeof *drawn);
    int count = 0;
    for (int i = 0; i < map->discs; i++) {
        const struct map_card *card = &map->layout.card[map->disc[i].card];
        if (card->detour == NONE)
            continue;
        struct pill pill = { told_users_text(picture, audit_card(view->audit, (size_t)card->detour)->users),
                             7,
                             theme->redundant_text,
                             theme->paper,
                             theme->redundant,
                             MARK_COUNT };
        double width = pill_width(picture, &pill), right = map->disc[i].x + 0.45 * map->radius + width,
               y = fmax(map->disc[i].y - map->radius + 0.5, panel.y + 5);
        bool free_place = right <= panel.x + panel.width;
        for (int j = 0; j < count && free_place; j++)
            free_place = fabs(drawn[j].y - y) > 11 || drawn[j].right - drawn[j].width > right + 0.5 ||
                         right - width > drawn[j].right + 0.5;
        if (!free_place)
            continue;
        pill_to(picture, right, y, &pill);
        drawn[count].right = right;
        drawn[count].y = y;
        drawn[count++].width = width;
    }
    free(drawn);
}

static const char *legend(struct summary_view *view, const struct small_map *map)
{
    struct picture *picture = view->picture;
    const char *text = arena_printf(&picture->arena,
                                    _("line: planned; cut corners: redundant, with users of %d; hollow: "
                                      "often skipped"),
                                    (int)view->users);
    if (map->folded_detours)
        text = arena_printf(
            &picture->arena,
            ngettext("%s; %d other kind left out", "%s; %d other kinds left out", (unsigned long)map->folded_detours),
            text, map->folded_detours);
    return grouped_text(picture, text);
}

static void draw_small_map(struct summary_view *view, struct small_map *map, struct panel panel)
{
    summary_heading(view, panel, _("The map in short"), legend(view, map));
    draw_lanes(view, map, panel);
    for (int kind = MAP_LINK_PLANNED; kind <= MAP_LINK_REDUNDANT; kind++)
        for (int pass = 0; pass < 2; pass++)
            for (int i = 0; i < map->wires; i++)
                if ((int)map->layout.link[map->link[i]].kind == kind)
                    draw_wire(view, map, i, pass == 0);
    for (int i = 0; i < map->discs; i++)
        if (map->layout.card[map->disc[i].card].step != NONE)
            draw_step(view, map, &map->disc[i]);
        else
            draw_detour(view, map, &map->disc[i]);
    draw_counts(view, map, panel);
}

void draw_map_in_short(struct summary_view *view, struct panel panel)
{
    struct small_map map = { .layout = {
                                 .journey = view->audit->journey, .audit = view->audit, .users = view->users } };
    map_place_in_columns(&map.layout, view->request->net);
    struct arena *arena = &map.layout.arena;
    map.disc = arena_alloc(arena, ((size_t)map.layout.cards + 1) * sizeof *map.disc);
    map.disc_of_card = arena_alloc(arena, ((size_t)map.layout.cards + 1) * sizeof *map.disc_of_card);
    map.lane = arena_alloc(arena, ((size_t)map.layout.lanes + 2) * sizeof *map.lane);
    map.lane_rows = arena_alloc(arena, ((size_t)map.layout.lanes + 2) * sizeof *map.lane_rows);
    map.lane_of = arena_alloc(arena, ((size_t)map.layout.lanes + 1) * sizeof *map.lane_of);
    choose_detours(&map);
    if (map.discs) {
        choose_lanes(&map);
        stack(&map);
        if (map.rows > ROWS_MOST)
            unstack(&map);
        place(&map, panel);
        route(&map);
        draw_small_map(view, &map, panel);
    }
    map_layout_release(&map.layout);
}
