/* One strip: elapsed time in patterned stretches, contacts on it, what was too much above it. */
#include "draw/icons.h"
#include "draw/timelines.h"
#include <math.h>

static const enum time_class CLASS_PAINT[ELAPSED_COUNT] = {
    [ELAPSED_CONTACT] = TIME_CONTACT,
    [ELAPSED_ANNOUNCED] = TIME_ANNOUNCED,
    [ELAPSED_OVERRUN] = TIME_OVERRUN,
    [ELAPSED_OWN] = TIME_OWN,
};

/* The user's own time is a line; every other class a bar. */
static void draw_stretches(struct picture *picture, const struct strip *strip, double axis)
{
    const double thinnest = 0.2; /* points; what is thinner can't be seen and would fill the file */
    for (int i = 0; i < strip->story.stretches; i++) {
        const struct elapsed_stretch *stretch = &strip->story.stretch[i];
        double left = strip_x(strip, stretch->start), width = strip_x(strip, stretch->end) - left;
        if (width < thinnest)
            continue;
        if (stretch->class == ELAPSED_OWN)
            svg_rect(picture->svg, left, axis - 1, width, 2, 0, picture->theme->text, NO_STROKE);
        else
            svg_rect(picture->svg, left, axis - STRIP_BAR / 2.0, width, STRIP_BAR, 0,
                     picture->theme->time[CLASS_PAINT[stretch->class]],
                     (struct stroke){ picture->theme->text, 0.8, NULL });
    }
}

static void number_in(struct picture *picture, const struct strip_mark *mark, double y, const char *colour)
{
    text_middle(picture, (mark->left + mark->right) / 2, y + 3.3, 9, true, colour,
                arena_printf(&picture->arena, "%d", mark->count));
}

/* Planned: a dark disc, or a dark pill with a number. */
static void draw_contact(struct picture *picture, const struct strip_mark *mark, double y)
{
    const struct lane_paint *paint = &picture->theme->neutral_tab;
    struct stroke edge = picture->theme->outlined ? (struct stroke){ paint->line, 1.2, NULL }
                                                  : (struct stroke){ picture->theme->paper, 1, NULL };
    svg_rect(picture->svg, mark->left, y - STRIP_RADIUS, mark->right - mark->left, 2 * STRIP_RADIUS, STRIP_RADIUS,
             paint->tab, edge);
    if (mark->count > 1)
        number_in(picture, mark, y, paint->on_tab);
    else
        icon_channel(picture->svg, mark->channel, (mark->left + mark->right) / 2 - 4.6, y - 4.6, 9.2, paint->on_tab);
}

/* Redundant: a vermilion octagon. Others outside the plan: a disc with an outline. Skipped: a dashed one. */
static void draw_above(struct picture *picture, const struct strip_mark *mark, double y)
{
    const struct theme *theme = picture->theme;
    const struct lane_paint *paint = &theme->redundant_tab;
    double radius = STRIP_RADIUS_ABOVE, width = mark->right - mark->left, middle = mark->left + width / 2;
    const char *colour = mark->kind == STRIP_REDUNDANT ? paint->on_tab
                         : mark->kind == STRIP_EXTRA   ? theme->extra
                                                       : theme->text;
    if (mark->kind == STRIP_REDUNDANT)
        svg_cut_rect(picture->svg, mark->left, y - radius, width, 2 * radius, 0.586 * radius, paint->tab,
                     theme->outlined ? (struct stroke){ paint->line, 1.4, NULL }
                                     : (struct stroke){ theme->paper, 0.8, NULL });
    else
        svg_rect(picture->svg, mark->left + 0.6, y - radius + 0.6, width - 1.2, 2 * radius - 1.2, radius - 0.6,
                 theme->paper,
                 (struct stroke){ mark->kind == STRIP_EXTRA ? theme->extra : theme->second_text, 1.2,
                                  mark->kind == STRIP_SKIPPED ? "2.2 1.8" : NULL });
    if (mark->count > 1)
        number_in(picture, mark, y, colour);
    else if (mark->kind == STRIP_SKIPPED)
        icon_mark(picture->svg, MARK_JUMP, middle - 5, y - 5, 10, colour);
    else
        icon_channel(picture->svg, mark->channel, middle - 5, y - 5, 10, colour);
}

void draw_strip_mark(struct picture *picture, const struct strip_mark *mark, double y)
{
    (mark->kind == STRIP_CONTACT ? draw_contact : draw_above)(picture, mark, y);
}

/* From the mark down to its instants: one line, or one to the first and one to the last. */
static void draw_stems(struct picture *picture, const struct strip_mark *mark, double y)
{
    const struct theme *theme = picture->theme;
    double middle = (mark->left + mark->right) / 2, from = y + STRIP_ABOVE + STRIP_RADIUS_ABOVE - 2,
           to = y + STRIP_AXIS;
    struct stroke stroke = { mark->kind == STRIP_REDUNDANT ? theme->redundant_tab.line : theme->second_text, 1.4,
                             NULL };
    double instant[] = { mark->first, mark->last };
    for (int i = 0; i < (mark->last > mark->first ? 2 : 1); i++) {
        double reach = mark->count > 1 ? fmax(-1, fmin(1, (instant[i] - middle) / 10)) * 5 : 0;
        svg_rounded_line(picture->svg, (struct point[]){ { middle + reach, from }, { instant[i], to } }, 2, 0, stroke);
    }
}

void draw_strip(struct picture *picture, const struct strip *strip, double y, double planned_x)
{
    const double axis = y + STRIP_AXIS;
    draw_stretches(picture, strip, axis);
    if (planned_x >= 0)
        svg_rounded_line(picture->svg, (struct point[]){ { planned_x, y }, { planned_x, y + STRIP_HEIGHT } }, 2, 0,
                         (struct stroke){ picture->theme->planned, 1.6, "4 3" });
    for (int i = strip->on_bar; i < strip->marks; i++)
        draw_stems(picture, &strip->mark[i], y);
    for (int i = 0; i < strip->marks; i++)
        draw_strip_mark(picture, &strip->mark[i], i < strip->on_bar ? axis : y + STRIP_ABOVE);
}
