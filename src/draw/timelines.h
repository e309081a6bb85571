/* draw/timelines.h - one strip a user on a common axis of days: when contacts came, what was waited for, what was too
 * much. It is the view "timelines" (draw/view.h); it shows single users, so only with --names.
 *
 *                    (x) (x)    ( )          above the bar: redundant, other extra contacts, skipped steps
 *     name      [4]========[2]///////o       on the bar: planned contacts, over stretches of elapsed time
 *     attribute  0        40        80 d
 *
 * Marks never overlap: on the bar they are put together into pills, above it they are pushed apart and stay tied to
 * their instant, or are put together where there is no room. Units are points at A4, y downwards.
 */
#ifndef PARCOURS_DRAW_TIMELINES_H
#define PARCOURS_DRAW_TIMELINES_H
#include "draw/picture.h"
#include "measure/case_story.h"

enum {
    STRIPS_LIMIT = 200, UNDATED_LIMIT = 100,    /* users drawn at most; beyond, evenly chosen by duration */
    STRIP_HEIGHT = 44, STRIP_BAR = 11,          /* of the bar of elapsed time */
    STRIP_AXIS = 26, STRIP_ABOVE = 11,          /* y of the bar's middle, of the marks above it */
    STRIP_PUSH = 16,                            /* how far a mark above the bar may stand from its instant, unless
                                                 * there is but one of each kind */
};
#define STRIP_RADIUS 6.5                        /* of marks on the bar */
#define STRIP_RADIUS_ABOVE 7.5

/* Kinds above the bar come after STRIP_CONTACT. */
enum strip_mark_kind { STRIP_CONTACT, STRIP_REDUNDANT, STRIP_EXTRA, STRIP_SKIPPED, STRIP_MARK_KINDS };

struct strip_mark {
    enum strip_mark_kind kind;
    int count;                  /* contacts, or skipped steps, put together; 1: one */
    enum channel channel;       /* of a single contact */
    double first, last;         /* x of their first and last instant */
    double left, right;         /* of the mark as drawn */
};

struct strip {
    size_t number;              /* of the case */
    struct case_story story;
    double left, scale;         /* x of its start; points a second */
    double size;                /* everything is so many times as large as said above */
    struct strip_mark *mark;    /* on the bar, then above it, each from left to right */
    int marks, on_bar;
};

/* Marks and x of one dated case, between `left` and `right`, `scale` points a second. */
void strip_init(struct strip *strip, struct arena *arena, struct lettering *letters, const struct audit *audit,
                size_t number, double left, double right, double scale, double size);
void strip_release(struct strip *strip);
double strip_x(const struct strip *strip, int64_t seconds);

struct timelines {
    struct arena arena;
    const struct audit *audit;
    struct strip *strip; int strips;            /* by duration, then by case */
    size_t *undated; int undated_shown;         /* cases, in the log's order */
    int64_t dated, without_dates, without_contact;      /* cases in all */
    double left, right;                         /* of the axis */
    double seconds, tick;                       /* its length; between two ticks */
    int attribute;                              /* number in log->attribute that is shown with each name, or NONE */
};
void timelines_init(struct timelines *timelines, const struct audit *audit, struct lettering *letters, double left,
                    double right);
void timelines_release(struct timelines *timelines);

/* The profile attribute that tells most about redundant contacts: largest share of their variance between its groups,
 * corrected for their number (epsilon squared, Kelley 1935); ties: the first. NONE if no attribute makes groups. */
int telling_attribute(const struct audit *audit);
/* The distance between ticks of an axis of that many days: 1, 2 or 5 times a power of ten, at most 9 ticks. */
double round_tick(double days);

/* timelines_strip.c: one strip, its origin at `y`. */
void draw_strip(struct picture *picture, const struct strip *strip, double y, double planned_x);
void draw_strip_mark(struct picture *picture, const struct strip_mark *mark, double y, double size);
#endif
