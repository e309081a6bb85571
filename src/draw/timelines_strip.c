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
    const double thinnest = 0.2,
                 high = STRIP_BAR * strip->size; /* what is thinner can't be seen and would fill the file */
    for (int i = 0; i < strip->story.stretches; i++) {
        const struct elapsed_stretch *stretch = &strip->story.stretch[i];
        double left = strip_x(strip, stretch->start), width = strip_x(strip, stretch->end) - left;
        if (width < thinnest)
            continue;
        if (stretch->class == ELAPSED_OWN)
            svg_rect(picture->svg, left, axis - strip->size, width, 2 * strip->size, 0, picture->theme->text,
                     NO_STROKE);
        else
            svg_rect(picture->svg, left, axis - high / 2, width, high, 0,
                     picture->theme->time[CLASS_PAINT[stretch->class]],
                     (struct stroke){ picture->theme->text, 0.8, NULL });
    }
}

/* The number of contacts put together, or the drawing of one. */
static void fill_mark(struct picture *picture, const struct strip_mark *mark, double y, double size, const char *colour)
{
    double middle = (mark->left + mark->right) / 2, icon = (mark->kind == STRIP_CONTACT ? 9.2 : 10) * size;
    if (mark->count > 1)
        text_middle(picture, middle, y + 3.3 * size, 9 * size, true, colour,
                    arena_printf(&picture->arena, "%d", mark->count));
    else if (mark->kind == STRIP_SKIPPED)
        icon_mark(picture->svg, MARK_JUMP, middle - icon / 2, y - icon / 2, icon, colour);
    else
        icon_channel(picture->svg, mark->channel, middle - icon / 2, y - icon / 2, icon, colour);
}

/* Planned: a dark disc, or a dark pill with a number. */
static void draw_contact(struct picture *picture, const struct strip_mark *mark, double y, double size)
{
    const struct lane_paint *paint = &picture->theme->neutral_tab;
    const double radius = STRIP_RADIUS * size;
    struct stroke edge = picture->theme->outlined ? (struct stroke){ paint->line, 1.2 * size, NULL }
                                                  : (struct stroke){ picture->theme->paper, size, NULL };
    svg_rect(picture->svg, mark->left, y - radius, mark->right - mark->left, 2 * radius, radius, paint->tab, edge);
    fill_mark(picture, mark, y, size, paint->on_tab);
}

static void draw_redundant(struct picture *picture, const struct strip_mark *mark, double y, double size)
{
    const struct lane_paint *paint = &picture->theme->redundant_tab;
    const double radius = STRIP_RADIUS_ABOVE * size, octagon = 0.586 * radius;
    svg_cut_rect(picture->svg, mark->left, y - radius, mark->right - mark->left, 2 * radius, octagon, paint->tab,
                 picture->theme->outlined ? (struct stroke){ paint->line, 1.4 * size, NULL }
                                          : (struct stroke){ picture->theme->paper, 0.8 * size, NULL });
    fill_mark(picture, mark, y, size, paint->on_tab);
}

/* Other contacts outside the plan: a disc with an outline. Skipped steps: a dashed one. */
static void draw_outlined(struct picture *picture, const struct strip_mark *mark, double y, double size)
{
    const struct theme *theme = picture->theme;
    const double inset = 0.6 * size, radius = STRIP_RADIUS_ABOVE * size - inset;
    bool skipped = mark->kind == STRIP_SKIPPED;
    struct stroke edge = { skipped ? theme->second_text : theme->extra, 1.2 * size, skipped ? "2.2 1.8" : NULL };
    svg_rect(picture->svg, mark->left + inset, y - radius, mark->right - mark->left - 2 * inset, 2 * radius, radius,
             theme->paper, edge);
    fill_mark(picture, mark, y, size, skipped ? theme->text : theme->extra);
}

void draw_strip_mark(struct picture *picture, const struct strip_mark *mark, double y, double size)
{
    (mark->kind == STRIP_CONTACT     ? draw_contact
     : mark->kind == STRIP_REDUNDANT ? draw_redundant
                                     : draw_outlined)(picture, mark, y, size);
}

/* From the mark down to its instants: one line, or one to the first and one to the last. */
static void draw_stems(struct picture *picture, const struct strip_mark *mark, double y, double size)
{
    const struct theme *theme = picture->theme;
    double middle = (mark->left + mark->right) / 2, instant[] = { mark->first, mark->last };
    double from = y + (STRIP_ABOVE + STRIP_RADIUS_ABOVE - 2) * size, to = y + STRIP_AXIS * size;
    struct stroke stroke = { mark->kind == STRIP_REDUNDANT ? theme->redundant_tab.line : theme->second_text, 1.4 * size,
                             NULL };
    for (int i = 0; i < (mark->last > mark->first ? 2 : 1); i++) {
        double reach = mark->count > 1 ? 5 * size * fmax(-1, fmin(1, (instant[i] - middle) / (10 * size))) : 0;
        svg_rounded_line(picture->svg, (struct point[]){ { middle + reach, from }, { instant[i], to } }, 2, 0, stroke);
    }
}

void draw_strip(struct picture *picture, const struct strip *strip, double y, double planned_x)
{
    const double axis = y + STRIP_AXIS * strip->size, above = y + STRIP_ABOVE * strip->size;
    draw_stretches(picture, strip, axis);
    if (planned_x >= 0)
        svg_rounded_line(picture->svg,
                         (struct point[]){ { planned_x, y }, { planned_x, y + STRIP_HEIGHT * strip->size } }, 2, 0,
                         (struct stroke){ picture->theme->planned, 1.6 * strip->size, "4 3" });
    for (int i = strip->on_bar; i < strip->marks; i++)
        draw_stems(picture, &strip->mark[i], y, strip->size);
    for (int i = 0; i < strip->marks; i++)
        draw_strip_mark(picture, &strip->mark[i], i < strip->on_bar ? axis : above, strip->size);
}
