/* draw/theme.h - the paints of a picture, by what they mean; how to add a theme.
 *
 * Dark muted colours say who (institution), bright ones what kind of time or problem; shape, line and pattern say the
 * same, so that nothing depends on hue. Text has a contrast of at least 4.5:1 on what it stands on, lines and shapes
 * of 3:1 (or a dark outline): tests/unit/test_theme.c computes it from these tables.
 *
 * To add a theme: one `const struct theme` in theme.c and its line in THEMES.
 */
#ifndef PARCOURS_DRAW_THEME_H
#define PARCOURS_DRAW_THEME_H
#include "base/buffer.h"
#include <stdbool.h>

/* The user's active time, then the calendar's elapsed time: the two ledgers, never in one bar. */
enum time_class {
    TIME_PRODUCTIVE,
    TIME_RELATION,
    TIME_AUTONOMY,
    TIME_UNPRODUCTIVE,
    TIME_CONTACT,
    TIME_ANNOUNCED,
    TIME_OVERRUN,
    TIME_OWN,
    TIME_CLASSES
};

/* line: outlines, and text on paper; tab: what tabs and discs are filled with; on_tab: text and drawings on it. */
struct lane_paint {
    const char *line, *tab, *on_tab, *tint;
};
enum { LANE_PAINTS = 9 };

struct theme {
    const char *name;                                        /* as in --theme */
    const char *paper, *text, *second_text, *rule;           /* rule: grid lines, frames of boxes */
    const char *planned;                                     /* lines and outlines */
    const char *redundant, *redundant_text, *redundant_tint; /* lines, outlines; text; card */
    const char *redundant_shade; /* a deeper tint, for `text` to stand on */
    const char *extra, *extra_tint; /* other contacts outside the plan: lines, outlines, text; card */
    const char *extra_dash;         /* of their lines: in grey their colour tells nothing */
    const char *soft, *band;        /* boxes of figures and legends; phases */
    struct lane_paint self, lane[LANE_PAINTS];
    struct lane_paint redundant_tab, extra_tab, neutral_tab; /* discs and pills of such contacts; of no lane */
    const char *time[TIME_CLASSES]; /* a colour or url(#fill-…); draw with an outline of `text`, 0.8 at least */
    const char *capsule_announced, *capsule_overrun;
    const char *definitions; /* <defs> of the patterns above */
    bool double_lines;       /* detours are two lines side by side */
    bool outlined;           /* nothing is filled: discs, tabs and pills get an outline of `line` */
};
extern const struct theme COLOUR_THEME, BLACK_AND_WHITE_THEME, OUTLINE_THEME;
extern const struct theme *const THEMES[]; /* ends with NULL */

/* N_() names of the classes, for legends. */
extern const char *const TIME_CLASS_NAME[TIME_CLASSES];
#endif
