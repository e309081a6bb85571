/* draw/map_rows.h - what stands under the lanes of the comparison map, on the columns of its cards. Private to the rows.
 *
 *     ┌ Satisfaction  ──●───◆──●──     map_satisfaction.c, map_quotes.c    under each system
 *     ├ Irritants       △ 17 users     map_irritants.c                     under each system
 *     └ Time            ▇▇▇▇▒▒▒▒       map_time.c                          once
 *
 * Each row is measured before it is drawn, by the same code; a row that would be empty has height 0 and is left out.
 */
#ifndef PARCOURS_DRAW_MAP_ROWS_H
#define PARCOURS_DRAW_MAP_ROWS_H
#include "draw/map_picture.h"

enum { ROW_PADDING = 12, ROW_SPACE = 10, ROWS_GAP = 14 };       /* inside a row; between rows; above the first */

/* map_rows.c: the frame of a row with its name and what it is on the left, in a group with an id; close it with
 * close_row(). `name` ends up in the id: "row-NAME", or "row-NAME-2" of the second system and so on. */
struct row_heading { const char *id, *name, *note; };
double row_heading_height(struct picture *picture, const struct row_heading *heading);
void open_row(struct picture *picture, const struct row_heading *heading, int system, double right, double top,
              double height);
void close_row(struct picture *picture);
/* The middle of the column in which `card` stands. */
/* Users who did the step, or had the extra contacts. */
int64_t card_users(const struct audit *audit, const struct map_card *card);
double card_middle(const struct map_layout *layout, const struct map_card *card);
/* The first of `lines` lines on which something from `left` on has room; its right edge goes there. NONE: none. */
int line_with_room(double *line_end, int lines, double left, double right, double gap);

/* A point of the satisfaction row: one card whose users said how satisfied they were, enough of them. */
struct opinion {
    const struct map_card *card;
    const struct satisfaction *satisfaction;
    double x;
    bool crowded;               /* too many in its column for a number to fit in each */
};
struct opinion_list { struct opinion *opinion; int count; };
/* Those of one system, from left to right, in the picture's arena. */
struct opinion_list map_opinions(struct picture *picture, const struct map_layout *layout, int system);

enum map_opinion opinion_kind(const struct picture *picture, const struct map_card *card);

/* At most two of what users said, where they were least satisfied; only if the audit's options ask for quotes. */
enum { QUOTES = 2 };
struct quote {
    int system;
    const struct map_card *card;
    double x;                   /* of the point it was said at */
    uint32_t text;              /* in the log's strings */
    char *line[4]; int lines;
    double left, width, height; /* of its bubble */
};
int map_quotes(struct picture *picture, const struct map_layout *layout, struct quote quote[QUOTES]);
void draw_quote(struct picture *picture, const struct quote *quote, double top, struct point said_at,
                const char *colour);

double satisfaction_height(struct picture *picture, const struct map_layout *layout, int system);
void draw_satisfaction(struct picture *picture, int system, double top);
double irritants_height(struct picture *picture, const struct map_layout *layout, int system);
void draw_irritants(struct picture *picture, int system, double top);
#endif
