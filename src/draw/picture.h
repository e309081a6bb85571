/* draw/picture.h - what views are drawn with: one open picture, values as texts, texts that fit.
 *
 * Texts given here are clean (svg_clean) and in the reader's language. Sizes and places are points, y downwards.
 */
#ifndef PARCOURS_DRAW_PICTURE_H
#define PARCOURS_DRAW_PICTURE_H
#include "draw/drawing.h"
#include "draw/lettering.h"
#include "draw/svg.h"
#include "draw/view.h"

#define NO_STROKE ((struct stroke){ 0 })

struct map_layout;
struct picture {
    struct buffer *svg; /* the body, until picture_finish() */
    struct lettering *letters;
    struct arena arena; /* of texts */
    const struct theme *theme;
    const struct journey *journey;   /* NULL: a blank form */
    const struct audit *audit;       /* NULL: nothing lived is shown */
    const struct audit *whole_audit; /* NULL: nothing lived is known */
    const struct map_layout *layout; /* of a map, else NULL */
    bool channels;                   /* some step says a channel: a card without one is then "unknown" */
    bool linked;
    struct buffer body;
    double smallest_text;
    char smallest_words[48];
    struct drawing_box *box; size_t boxes, boxes_capacity;
};

/* An empty picture of `request`; audit is NULL if too few users have a contact for anything lived to be shown. */
void picture_init(struct picture *picture, const struct view_request *request);
/* The document: size, title, description, patterns, paper, then what was drawn; and release everything. */
void picture_finish(struct picture *picture, struct drawing *drawing, double width, double height, const char *title,
                    const char *description);
/* Remember what should not be cut apart on paper; texts are remembered as they are set. */
void picture_keep_whole(struct picture *picture, double x, double y, double width, double height);
void picture_keep_line(struct picture *picture, const struct point *point, int count, double thickness);
const char *picture_title(struct picture *picture); /* the journey's, or that it has none */

/* By place in the journey, so that a paint stays with its institution; NONE: like the user's own. */
struct lane_paint institution_paint(const struct picture *picture, int institution);
/* The outline of tabs, discs and pills: none but in outlined themes. */
struct stroke tab_stroke(const struct picture *picture, const char *line);
void channel_disc(struct picture *picture, enum channel channel, double x, double y, double radius,
                  struct lane_paint paint);

/* Not only blank fields that nothing could fill: then 0 says nothing. */
static inline bool active_time_known(const struct active_time *time) { return time->total || !time->unknown; }

/* --- values as texts, in the picture's arena --- */
const char *number_text(struct picture *picture, double value, int decimals);
const char *minutes_text(struct picture *picture, double seconds); /* from 100 hours on without minutes */
/* What one user had on average: one decimal, two where one would show nothing; a little is never "0". */
const char *per_user_text(struct picture *picture, double value);
/* The program's own words (never those of users) with their whole numbers grouped in threes, as number_text does. */
const char *grouped_text(struct picture *picture, const char *text);
const char *days_text(struct picture *picture, double seconds);
const char *percent_text(struct picture *picture, double share);
const char *date_text(struct picture *picture, int64_t instant);
const char *month_text(struct picture *picture, int64_t instant);
/* Users of a group that is told, out of those with a contact: "22", or "≥ 43" where the others are too few. */
const char *told_users_text(struct picture *picture, int64_t users);
/* Users of a group within one that is told too (NULL audit->told: not known to be): "12", or "≥ 5". */
const char *within_text(struct picture *picture, int64_t users, int64_t whole);
const char *capitalised(struct picture *picture, const char *text); /* first letter: ASCII and Latin-1 */
const char *clean_text(struct picture *picture, const char *text);

/* --- texts --- */
void text_at(struct picture *picture, double x, double y, double size, bool bold, const char *fill, const char *text);
void text_middle(struct picture *picture, double x, double y, double size, bool bold, const char *fill,
                 const char *text);
void text_to(struct picture *picture, double right, double y, double size, bool bold, const char *fill,
             const char *text);
double text_width(struct picture *picture, const char *text, double size, bool bold);
/* One line that fits: smaller down to `least`, then with an ellipsis. */
void text_fitting(struct picture *picture, double x, double y, double size, double least, bool bold, const char *fill,
                  double width, const char *text);
/* Several lines, `leading` apart; returns how many. */
int text_lines(struct picture *picture, double x, double y, double size, bool bold, const char *fill, double leading,
               double width, int limit, const char *text);
/* A rounded label of height 1.55 `size`, text centred, its right edge at `right`, centred on `y`; mark MARK_COUNT: none. */
struct pill {
    const char *text;
    double size;
    const char *colour, *background, *outline;
    int mark;
};
double pill_width(struct picture *picture, const struct pill *pill);
void pill_to(struct picture *picture, double right, double y, const struct pill *pill);
#endif
