/* When it happened: the user's strip as the view of all strips has it, enlarged, over its own axis of days. */
#include "base/message.h"
#include "draw/case_picture.h"
#include "draw/timelines.h"
#include <math.h>

enum { PADDING = 24, LENGTH_WIDTH = 110 };
#define ENLARGED 1.6

static void draw_axis(struct picture *picture, const struct strip *strip, double right, double y)
{
    double days = (right - strip->left) / strip->scale / DAY_SECONDS, step = round_tick(days);
    double bottom = y + STRIP_HEIGHT * ENLARGED;
    int decimals = step < 1 ? (int)fmin(6, ceil(-log10(step) - 1e-9)) : 0;
    for (int tick = 0; tick * step <= days * 1.0001; tick++) {
        double x = strip->left + tick * step * strip->scale * DAY_SECONDS;
        svg_rounded_line(picture->svg, (struct point[]){ { x, y }, { x, bottom } }, 2, 0,
                         (struct stroke){ picture->theme->rule, 1, NULL });
        text_middle(picture, x, bottom + 17, 12.5, false, picture->theme->second_text,
                    tick ? number_text(picture, tick * step, decimals) : days_text(picture, 0));
    }
}

static void draw_length(struct picture *picture, const struct strip *strip, double y)
{
    double x = strip_x(strip, strip->story.end);
    for (int i = 0; i < strip->marks; i++)
        x = fmax(x, i < strip->on_bar ? strip->mark[i].right : (strip->mark[i].left + strip->mark[i].right) / 2);
    text_fitting(picture, x + 8, y + STRIP_AXIS * ENLARGED + 6, 16, 11, true, picture->theme->text, LENGTH_WIDTH - 16,
                 days_text(picture, (double)(strip->story.end - strip->story.start)));
}

double draw_case_strip(struct case_picture *one, double y)
{
    struct picture *picture = &one->picture;
    const struct theme *theme = picture->theme;
    if (!one->story.dated)
        return y;
    double planned = (double)one->audit->theory.elapsed_seconds, width = picture->layout->width;
    double length = fmax(fmax(planned, (double)(one->story.end - one->story.start)), 3600);
    double left = MARGIN + PADDING, right = width - MARGIN - PADDING - LENGTH_WIDTH;
    text_at(picture, MARGIN, y + 18, 18, true, theme->text, _("When"));
    if (planned > 0)
        text_to(picture, width - MARGIN, y + 18, 13, false, theme->second_text,
                arena_printf(&picture->arena, _("days since the first contact; dashed line: planned length (%s)"),
                             days_text(picture, planned)));
    y += 30;
    struct strip strip;
    strip_init(&strip, &picture->arena, picture->letters, one->whole, one->number, left, right, (right - left) / length,
               ENLARGED);
    svg_rect(picture->svg, MARGIN, y, width - 2 * MARGIN, STRIP_HEIGHT * ENLARGED, 7, theme->soft, NO_STROKE);
    draw_axis(picture, &strip, right, y);
    draw_strip(picture, &strip, y, planned > 0 ? left + planned * strip.scale : -1);
    draw_length(picture, &strip, y);
    strip_release(&strip);
    return y + STRIP_HEIGHT * ENLARGED + 24;
}
