/* draw/picture.h - what the parts of the comparison map are drawn with: colours, and texts that fit.
 *
 * A dark muted colour says who (institution); a bright one says what is wrong or what kind of time. Nothing depends on
 * hue alone: shape, line and pattern say it too. Texts given here are clean (svg_clean) and in the reader's language.
 */
#ifndef PARCOURS_DRAW_PICTURE_H
#define PARCOURS_DRAW_PICTURE_H
#include "draw/lettering.h"
#include "draw/map_layout.h"

#define COLOUR_TEXT "#1B1F2A"
#define COLOUR_SECOND_TEXT "#5B6270"
#define COLOUR_PLANNED "#1F2A55"
#define COLOUR_REDUNDANT "#D55E00"          /* lines and outlines only: too light for text */
#define COLOUR_REDUNDANT_TEXT "#A13F00"
#define COLOUR_REDUNDANT_TINT "#FDEFE4"
#define COLOUR_EXTRA "#5B6270"
#define COLOUR_EXTRA_TINT "#F7F8FA"
#define COLOUR_SOFT "#F4F5F7"
#define COLOUR_BAND "#E3E6EC"
#define NO_STROKE ((struct stroke){ 0 })

struct picture {
    struct buffer *svg;
    struct lettering *letters;
    struct arena arena;                     /* of texts */
    const struct map_layout *layout;
    const struct journey *journey;
    const struct audit *audit;              /* NULL: nothing lived is shown */
    const struct audit *whole_audit;        /* NULL: a theoretical map */
    bool channels;                          /* some step says a channel: a card without one is then "unknown" */
    bool linked;
};

struct lane_colour { const char *dark, *tint; };
struct lane_colour lane_colour(const struct picture *picture, int lane);

/* --- values as texts, in the picture's arena --- */
const char *number_text(struct picture *picture, double value, int decimals);
const char *minutes_text(struct picture *picture, double seconds);
const char *days_text(struct picture *picture, double seconds);
const char *percent_text(struct picture *picture, double share);
const char *date_text(struct picture *picture, int64_t instant);
const char *capitalised(struct picture *picture, const char *text);     /* first letter: ASCII and Latin-1 */
const char *clean_text(struct picture *picture, const char *text);

/* --- texts --- */
void text_at(struct picture *picture, double x, double y, double size, bool bold, const char *fill, const char *text);
void text_to(struct picture *picture, double right, double y, double size, bool bold, const char *fill,
             const char *text);
/* One line that fits: smaller down to `least`, then with an ellipsis. */
void text_fitting(struct picture *picture, double x, double y, double size, double least, bool bold, const char *fill,
                  double width, const char *text);
/* Several lines, `leading` apart; returns how many. */
int text_lines(struct picture *picture, double x, double y, double size, bool bold, const char *fill, double leading,
               double width, int limit, const char *text);
/* A rounded label of height 1.55 `size`, text centred, its right edge at `right`, centred on `y`; mark MARK_COUNT: none. */
struct pill { const char *text; double size; const char *colour, *background, *outline; int mark; };
double pill_width(struct picture *picture, const struct pill *pill);
void pill_to(struct picture *picture, double right, double y, const struct pill *pill);

/* --- parts of the map --- */
const char *map_title(struct picture *picture);
void draw_header(struct picture *picture, double width);        /* at the top left corner; map_header.c */
double header_height(struct picture *picture, double width);
void draw_lanes(struct picture *picture);                       /* map_lanes.c: bands, staves, tabs */
void draw_links(struct picture *picture);                       /* map_links.c */
void draw_cards(struct picture *picture);                       /* map_cards.c */
void draw_card_shape(struct picture *picture, double x, double y, double width, double height, int kind, bool skipped,
                     const char *colour);                       /* kind: of its links */
void draw_capsule(struct picture *picture, double x, double y, const char *lived, const char *announced, bool late);
double draw_legend(struct picture *picture, double y);          /* returns its lower edge; map_legend.c */
#endif
