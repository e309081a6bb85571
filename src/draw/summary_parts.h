/* draw/summary_parts.h - the parts of the audit summary, one A4 page, in the order they are drawn.
 *
 *     title, source            the answer             five figures
 *     the map in short: lanes with discs only
 *     where the delay comes from        hand-offs
 *     effort and satisfaction    redundant contacts
 *     by profile                 what to do first
 *     method
 *
 * Each part keeps to its panel whatever the language, the numbers and the names: texts are fitted, lines are counted,
 * and what there is no room for is folded and said. Users are those with at least one contact. Units are points.
 */
#ifndef PARCOURS_DRAW_SUMMARY_PARTS_H
#define PARCOURS_DRAW_SUMMARY_PARTS_H
#include "draw/picture.h"
#include "measure/shown.h"

#define HEADING 10.8            /* sizes of texts: headings, body, captions */
#define BODY 8.5
#define CAPTION 7.2
#define CAPTION_LEAST 7.0

struct panel { double x, y, width, height; };       /* of what stands under its heading; the heading's line is y - 7 */

struct summary_view {
    struct picture *picture;
    const struct audit *audit;
    const struct view_request *request;
    struct shown shown;
    int64_t users;
};

void summary_heading(struct summary_view *view, struct panel panel, const char *title, const char *beside);
/* A sentence in place of what can't be drawn. */
void summary_sentence(struct summary_view *view, struct panel panel, const char *text);
/* One line from `x` on, to the left of `right`, or around `middle`, in `width`: smaller down to the smallest caption,
 * then with an ellipsis. */
void fitting_at(struct picture *picture, double x, double y, double size, bool bold, const char *fill, double width,
                const char *text);
void fitting_to(struct picture *picture, double right, double y, double size, bool bold, const char *fill, double width,
                const char *text);
void fitting_middle(struct picture *picture, double middle, double y, double size, bool bold, const char *fill,
                    double width, const char *text);
/* The outline of a bar of time, and a line of the picture's text colour. */
struct stroke bar_outline(const struct picture *picture);
const char *signed_text(struct picture *picture, const char *text, double value);       /* "+ text", "− text" */
const char *institution_text(struct summary_view *view, int institution);
void draw_letter(struct picture *picture, double x, double y, int letter); /* of a redundant kind: a diamond */

void draw_map_in_short(struct summary_view *view, struct panel panel);
void draw_delay(struct summary_view *view, struct panel panel);
void draw_hand_offs(struct summary_view *view, struct panel panel);
void draw_efforts(struct summary_view *view, struct panel panel);
void draw_redundant_table(struct summary_view *view, struct panel panel);
void draw_profiles(struct summary_view *view, struct panel panel);
void draw_channels(struct summary_view *view, struct panel panel);         /* where efforts are not known */
void draw_unfinished(struct summary_view *view, struct panel panel);       /* where nothing redundant is shown */
void draw_what_first(struct summary_view *view, struct panel panel);

/* --- what they are made of --- */

/* How many of the heaviest redundant kinds stand for themselves, by letters A …; the others fold into one line, which
 * is of enough users, or tells nothing. */
enum { LETTERED = 5 };
size_t lettered_kinds(const struct summary_view *view);

/* From the planned to the lived delay, over completed and dated users: sums of seconds, which add up exactly. */
enum { DELAY_STEPS = 4 };
struct delay {
    int64_t users;
    int64_t planned;                            /* of the theory, once a user */
    int step[DELAY_STEPS]; int64_t overrun[DELAY_STEPS]; int steps;     /* the longest, of enough users each */
    int64_t other_overrun; int other_steps;     /* the others together */
    int64_t late;                               /* overrun: all of these */
    int64_t own;                                /* nothing is awaited: the user's own pace */
    int64_t difference;                         /* what is left: waits and contacts, less what was planned of them */
    int64_t lived;
};
void delay_of(const struct summary_view *view, struct delay *delay);
#endif
