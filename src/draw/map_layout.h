/* draw/map_layout.h - where everything of the comparison map stands, before a line is drawn.
 *
 *     system 0   column 0   column 1   column 2        a system is a row of the whole map, like a line of a score
 *     stave      [ card ]──────────────[ card ]        a stave is one lane in one system; lanes without a card there
 *     stave                 [ card ]───┘ [ card ]      are left out; cards in the same column and lane are stacked
 *     system 1   column 3 …
 *
 * Columns are the longest path over planned links and detours in model order, loops broken by model order; they are the
 * order of steps, not a time scale. Lanes are institutions in the author's order. Units are points at A1, y downwards.
 * What fewer than min_group users did is left out here, so nothing drawn from a layout can show it.
 */
#ifndef PARCOURS_DRAW_MAP_LAYOUT_H
#define PARCOURS_DRAW_MAP_LAYOUT_H
#include "draw/route.h"
#include "draw/svg.h"
#include "measure/audit.h"

enum {
    CARD_WIDTH = 120, CARD_HEIGHT = 126, CAPSULE_WIDTH = 76, CAPSULE_HEIGHT = 44, CAPSULE_SPACE = 94,
    SKIPPED_PORT = 14, PLANNED_PORT = 45, REDUNDANT_PORT = 80, EXTRA_PORT = 104,        /* below a card's top */
    TAB_WIDTH = 132, MARGIN = 24, BAND_HEIGHT = 40, SYSTEM_COLUMNS = 16,
    EDGE_WIDTH = 64,            /* where links come in from other systems or go to them: the numbers of steps there */
};

/* MAP_LINK_SKIPPED: the way around a step that many skip. */
enum map_link_kind { MAP_LINK_PLANNED, MAP_LINK_REDUNDANT, MAP_LINK_EXTRA, MAP_LINK_SKIPPED, MAP_LINK_KINDS };

struct map_card {
    int step, detour;           /* one of them; the other NONE; detour: number in audit->detour */
    int lane, column, row;      /* row in the stack of its lane and column, from 0 */
    int system;
    bool capsule;               /* a wait stands before it */
    bool repeats;               /* a planned step that may follow itself */
    double x, y;                /* top left corner */
};

/* A link is drawn in one piece, or in two where it goes from one system to another: out to the right edge of one,
 * in from the left edge of the other. */
struct map_link {
    int from, to;               /* cards */
    enum map_link_kind kind;
    double share;               /* of users, for the width of lived links */
    struct map_route { struct point *point; int count; } route[2]; int pieces;         /* corners, ends included */
};

struct map_stave { int lane; double y, height; };
struct map_band { int phase; double x, width; };
struct map_system {
    int first, columns;
    double *column_x;           /* [columns]: left edge of the cards */
    double top, right;          /* of the phase band; right edge of the lanes */
    double edge[2];             /* left and right: EDGE_WIDTH where links come in from other systems or go to them */
    double rows_top;            /* where the rows under the lanes begin: satisfaction, irritants */
    struct map_stave *stave; int staves;
    struct map_band *band; int bands;
    /* routing, map_wires.c: rows are those of all staves, from top to bottom */
    int rows; double *row_y, *gap_y;    /* [rows]: top of the cards; [rows + 1]: top of the room for lines */
    double *gutter_x;                   /* [columns + 1]: left edge of the room for lines */
    double *gutter_width;               /* [columns + 1]: of that room */
    struct route_plan plan;
    struct route_wire *wire; int wires;
    int (*wire_link)[2];                /* [wires]: which link, which of its pieces */
};

struct map_layout {
    struct arena arena;
    const struct journey *journey;
    const struct audit *audit;              /* NULL: the theoretical map, or too few users to show anything lived */
    int64_t users;                          /* with at least one contact: N of the pills */
    struct map_card *card; int cards;       /* steps in journey order, then detours in audit order */
    struct map_link *link; int links;
    int *lane; int lanes;                   /* institutions, or NONE for what has none */
    struct map_system *system; int systems;
    int columns, system_columns;            /* in all; in one system at most */
    bool phases;                            /* phases follow each other in columns: there is a band */
    double width, top, bottom;              /* of the lanes with their bands */
    size_t folded;                          /* detours left out */
    int64_t folded_contacts;                /* in them; 0 if that may not be told */
};

/* Everything but heights: `least_width`: the map is at least as wide; `columns`: of one system at most, 0:
 * SYSTEM_COLUMNS. The caller releases. */
void map_layout_init(struct map_layout *layout, const struct journey *journey, const struct net *net,
                     const struct audit *audit, double least_width, int columns);
/* Heights: the first system begins at `top`; rows_height[systems] is kept free under each system (NULL: nothing). */
void map_layout_stack(struct map_layout *layout, double top, const double *rows_height);
void map_layout_release(struct map_layout *layout);

/* --- parts of map_layout_init() --- */
/* map_columns.c: cards, links, lanes; column, lane and row of each card. */
void map_place_in_columns(struct map_layout *layout, const struct net *net);
int map_card_phase(const struct map_layout *layout, int card);      /* or NONE */
bool map_step_has_wait(const struct map_layout *layout, int step);
bool map_step_skipped(const struct map_layout *layout, int step);   /* by enough users for it to be shown */
bool map_detour_shown(const struct map_layout *layout, size_t detour);
/* map_systems.c: which columns stand in which system. */
void map_break_into_systems(struct map_layout *layout);
/* map_wires.c: the links of each system routed on its grid; then, once everything has its place, their corners. */
void map_route_links(struct map_layout *layout);
void map_place_links(struct map_layout *layout);
int map_stave_rows(const struct map_layout *layout, int system, int lane);     /* stacked cards; 0: no stave */
double map_gap_height(const struct map_system *system, int gap);               /* room for the lines in it */
double map_gutter_width(const struct map_system *system, int gutter);
#endif
