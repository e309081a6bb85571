/* Systems, staves and coordinates of the comparison map; its links, routed. */
#include "draw/map_layout.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    GUTTER = 62, TRACK = 7, TRACK_LIMIT = 8,    /* between columns: at least, for each line that turns there, at most */
    STAVE_PADDING = 12, ROW_GAP = 34, STAVE_GAP = 26, SYSTEM_GAP = 56, BAND_GAP = 22, EDGE = 64, FIRST = 34,
};

/* --- systems --- */

/* Is there a phase that begins at this column? Then a system may well begin there. */
static bool phase_begins(const struct map_layout *layout, int column)
{
    int before = NONE, here = NONE;
    for (int i = 0; layout->phases && i < layout->cards; i++) {
        int phase = map_card_phase(layout, i);
        if (layout->card[i].column < column && phase > before)
            before = phase;
        if (layout->card[i].column == column && phase > here)
            here = phase;
    }
    return here != NONE && here > before;
}

/* Where each system begins: few systems, of about the same length, that begin with a phase. starts[columns + 1]. */
static int break_into_systems(const struct map_layout *layout, int *starts)
{
    enum { SYSTEM_COST = 300, INSIDE_A_PHASE_COST = 150 };
    int columns = layout->columns;
    int *cost = xcalloc((size_t)columns + 1, sizeof *cost), *from = xcalloc((size_t)columns + 1, sizeof *from);
    for (int end = 1; end <= columns; end++) {
        cost[end] = -1;
        for (int start = end - 1; start >= 0 && end - start <= SYSTEM_COLUMNS; start--) {
            int length = end - start;
            int sum = cost[start] + SYSTEM_COST + length * length +
                      (start && !phase_begins(layout, start) ? INSIDE_A_PHASE_COST : 0);
            if (cost[end] < 0 || sum < cost[end]) {
                cost[end] = sum;
                from[end] = start;
            }
        }
    }
    int systems = 0;
    for (int end = columns; end > 0; end = from[end])
        systems++;
    for (int end = columns, i = systems; end > 0; end = from[end])
        starts[--i] = from[end];
    starts[systems] = columns;
    free(cost);
    free(from);
    return systems;
}

static void add_systems(struct map_layout *layout)
{
    int *starts = xcalloc((size_t)layout->columns + 2, sizeof *starts);
    layout->systems = break_into_systems(layout, starts);
    layout->system = arena_alloc(&layout->arena, ((size_t)layout->systems + 1) * sizeof *layout->system);
    for (int i = 0; i < layout->systems; i++) {
        struct map_system *system = &layout->system[i];
        system->first = starts[i];
        system->columns = starts[i + 1] - starts[i];
        system->column_x = arena_alloc(&layout->arena, (size_t)system->columns * sizeof *system->column_x);
        for (int card = 0; card < layout->cards; card++)
            if (layout->card[card].column >= starts[i] && layout->card[card].column < starts[i + 1])
                layout->card[card].system = i;
    }
    free(starts);
}

/* --- widths --- */

/* How many bundles of lines turn in the space before `column`: those that end at its cards, those that begin at the
 * cards before it. */
static int tracks_before(const struct map_layout *layout, int system, int column)
{
    int tracks = 0;
    for (int i = 0; i < layout->links; i++) {
        const struct map_link *link = &layout->link[i];
        const struct map_card *from = &layout->card[link->from], *to = &layout->card[link->to];
        bool straight = from->lane == to->lane && from->row == to->row && to->column == from->column + 1;
        bool ends = to->column == column && to->system == system && !straight;
        bool begins = from->column == column - 1 && from->system == system && to->column != column;
        for (int j = 0; j < i; j++) {
            ends &= layout->link[j].to != link->to || layout->link[j].kind != link->kind;
            begins &= layout->link[j].from != link->from || layout->link[j].kind != link->kind;
        }
        tracks += ends + begins;
    }
    return tracks < TRACK_LIMIT ? tracks : TRACK_LIMIT;
}

static bool column_has_capsule(const struct map_layout *layout, int column)
{
    for (int i = 0; i < layout->cards; i++)
        if (layout->card[i].column == column && layout->card[i].capsule)
            return true;
    return false;
}

/* Left edges of the columns; returns the width the system needs. `stretch`: added before each column but the first. */
static double place_columns(struct map_layout *layout, int number, double stretch)
{
    struct map_system *system = &layout->system[number];
    double x = MARGIN + TAB_WIDTH;
    for (int i = 0; i < system->columns; i++) {
        int column = system->first + i;
        x += (i                     ? GUTTER + stretch
              : layout->systems > 1 ? EDGE
                                    : FIRST) +
             TRACK * tracks_before(layout, number, column);
        x += column_has_capsule(layout, column) ? CAPSULE_SPACE : 0;
        system->column_x[i] = x;
        x += CARD_WIDTH;
    }
    x += TRACK * tracks_before(layout, number, system->first + system->columns);
    return x + (layout->systems > 1 ? EDGE : FIRST) + MARGIN;
}

static void place_across(struct map_layout *layout, double least_width)
{
    enum { STRETCH_LIMIT = 70 };
    layout->width = least_width;
    for (int i = 0; i < layout->systems; i++)
        layout->width = fmax(layout->width, place_columns(layout, i, 0));
    for (int i = 0; i < layout->systems; i++) {
        double spare = layout->width - place_columns(layout, i, 0);
        int gutters = layout->system[i].columns - 1;
        place_columns(layout, i, gutters > 0 ? fmin(floor(spare / gutters), STRETCH_LIMIT) : 0);
        layout->system[i].right = layout->width - MARGIN;
    }
}

/* --- heights --- */

static int rows_in(const struct map_layout *layout, int system, int lane)
{
    int rows = 0;
    for (int i = 0; i < layout->cards; i++)
        if (layout->card[i].system == system && layout->card[i].lane == lane && layout->card[i].row >= rows)
            rows = layout->card[i].row + 1;
    return rows;
}

static double place_staves(struct map_layout *layout, int number, double y)
{
    struct map_system *system = &layout->system[number];
    system->stave = arena_alloc(&layout->arena, (size_t)layout->lanes * sizeof *system->stave);
    system->top = y;
    y += (layout->phases ? BAND_HEIGHT : 0) + BAND_GAP;
    for (int lane = 0; lane < layout->lanes; lane++) {
        int rows = rows_in(layout, number, lane);
        if (!rows)
            continue;
        double height = rows * CARD_HEIGHT + (rows - 1) * ROW_GAP + 2 * STAVE_PADDING;
        system->stave[system->staves++] = (struct map_stave){ lane, y, height };
        for (int i = 0; i < layout->cards; i++) {
            struct map_card *card = &layout->card[i];
            if (card->system != number || card->lane != lane)
                continue;
            card->x = system->column_x[card->column - system->first];
            card->y = y + STAVE_PADDING + card->row * (CARD_HEIGHT + ROW_GAP);
        }
        y += height + STAVE_GAP;
    }
    return y - STAVE_GAP;
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

static void place_down(struct map_layout *layout)
{
    double y = 0;
    for (int i = 0; i < layout->systems; i++) {
        y = place_staves(layout, i, y) + SYSTEM_GAP;
        if (layout->phases)
            place_bands(layout, &layout->system[i]);
    }
    layout->bottom = layout->systems ? y - SYSTEM_GAP : 0;
}

/* --- links --- */

static double port_height(enum map_link_kind kind)
{
    static const double height[] = { PLANNED_PORT, REDUNDANT_PORT, EXTRA_PORT };
    return height[kind];
}

static struct point leaving(const struct map_card *card, enum map_link_kind kind)
{
    return (struct point){ card->x + CARD_WIDTH, card->y + port_height(kind) };
}

static struct point arriving(const struct map_card *card, enum map_link_kind kind)
{
    return (struct point){ card->x - (card->capsule ? CAPSULE_SPACE : 0), card->y + port_height(kind) };
}

/* What the router is asked of a system: one piece a link within it; of one that leaves it or comes into it, the part
 * that lies in it. place[i]: where the route of piece i goes. */
static int gather_pieces(struct map_layout *layout, int number, struct route_link *piece, struct route **place)
{
    const struct map_system *system = &layout->system[number];
    int pieces = 0;
    for (int i = 0; i < layout->links; i++) {
        struct map_link *link = &layout->link[i];
        const struct map_card *from = &layout->card[link->from], *to = &layout->card[link->to];
        if (from->system != number && to->system != number)
            continue;
        struct point start = leaving(from, link->kind), end = arriving(to, link->kind);
        link->pieces = from->system == to->system ? 1 : 2;
        place[pieces] = &link->route[from->system == number ? 0 : 1];
        if (from->system != number)
            start = (struct point){ MARGIN + TAB_WIDTH + 2, end.y };
        else if (to->system != number)
            end = (struct point){ system->right - 2, start.y };
        piece[pieces++] = (struct route_link){ start, end };
    }
    return pieces;
}

/* What lines go around: cards with their pills and capsules; and, so that they stay within their system, the band
 * above it, the tabs, and what lies below. Returns how many. */
static int gather_boxes(const struct map_layout *layout, int number, struct route_box *box)
{
    enum { PILL = 14, BELOW = 20, THICKNESS = 6 };      /* pills stand on the upper and lower edges of cards */
    int boxes = 0;
    for (int i = 0; i < layout->cards; i++) {
        const struct map_card *card = &layout->card[i];
        double space = card->capsule ? CAPSULE_SPACE : 0;
        if (card->system == number)
            box[boxes++] =
                (struct route_box){ card->x - space, card->y - PILL, CARD_WIDTH + space, CARD_HEIGHT + 2 * PILL };
    }
    const struct map_system *system = &layout->system[number];
    const struct map_stave *last = &system->stave[system->staves - 1];
    double left = MARGIN + ROUTE_STUB, wide = system->right - MARGIN - 2 * ROUTE_STUB;     /* widened by the router */
    double top = system->stave[0].y, bottom = last->y + last->height;
    box[boxes++] = (struct route_box){ left, top - BELOW - THICKNESS, wide, THICKNESS };
    box[boxes++] = (struct route_box){ left, bottom + BELOW, wide, THICKNESS };
    box[boxes++] = (struct route_box){ left, top, TAB_WIDTH - 2 * ROUTE_STUB, bottom - top };
    return boxes;
}

/* System by system: what is small is routed faster, and more surely. The first warning stands for all. */
static void route_all(struct map_layout *layout, const char *helper, struct diagnostics *diagnostics)
{
    size_t links = (size_t)layout->links + 1;
    struct route_boxes boxes = { .box = xcalloc((size_t)layout->cards + 3, sizeof *boxes.box), .fences = 3 };
    struct route_link *piece = xcalloc(links, sizeof *piece);
    struct route *route = xcalloc(links, sizeof *route), **place = xcalloc(links, sizeof(struct route *));
    struct diagnostics more = { 0 };
    bool warned = false;
    for (int i = 0; i < layout->systems; i++) {
        boxes.count = gather_boxes(layout, i, boxes.box);
        int pieces = gather_pieces(layout, i, piece, place);
        if (!route_links(&layout->arena, &boxes, piece, pieces, helper, route, warned ? &more : diagnostics))
            warned = true;
        for (int j = 0; j < pieces; j++)
            *place[j] = route[j];
    }
    for (int i = 0; i < layout->links; i++) {                           /* on, under the capsule */
        struct route *last = &layout->link[i].route[layout->link[i].pieces - 1];
        last->point[last->count - 1].x = layout->card[layout->link[i].to].x;
    }
    diagnostics_release(&more);
    free(boxes.box);
    free(piece);
    free(route);
    free(place);
}

void map_layout_init(struct map_layout *layout, const struct journey *journey, const struct net *net,
                     const struct audit *audit, double least_width, const char *helper, struct diagnostics *diagnostics)
{
    *layout = (struct map_layout){ .journey = journey };
    if (audit && audit->contacts_per_case.n > 0 && audit_shown(audit, audit->contacts_per_case.n)) {
        layout->audit = audit;
        layout->users = audit->contacts_per_case.n;
    }
    map_place_in_columns(layout, net);
    add_systems(layout);
    place_across(layout, least_width);
    place_down(layout);
    route_all(layout, helper, diagnostics);
}

void map_layout_shift(struct map_layout *layout, double by)
{
    layout->top += by;
    layout->bottom += by;
    for (int i = 0; i < layout->cards; i++)
        layout->card[i].y += by;
    for (int i = 0; i < layout->systems; i++) {
        layout->system[i].top += by;
        for (int j = 0; j < layout->system[i].staves; j++)
            layout->system[i].stave[j].y += by;
    }
    for (int i = 0; i < layout->links; i++)
        for (int j = 0; j < layout->link[i].pieces; j++)
            for (int k = 0; k < layout->link[i].route[j].count; k++)
                layout->link[i].route[j].point[k].y += by;
}

void map_layout_release(struct map_layout *layout) { arena_release(&layout->arena); }
