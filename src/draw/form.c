#include "draw/form.h"

void form_init(struct picture *picture, const struct journey *journey, const struct theme *theme)
{
    picture_init(picture, &(struct view_request){ .journey = journey, .theme = theme, .case_number = NONE });
}

void form_line(struct picture *picture, double x, double y, double right, double bottom, double width,
               const char *colour, const char *dash)
{
    svg_rounded_line(picture->svg, (struct point[]){ { x, y }, { right, bottom } }, 2, 0,
                     (struct stroke){ colour, width, dash });
}

void form_dots(struct picture *picture, double x, double y, double right, double size)
{
    double dot = 0.06 * size;
    if (right > x)
        form_line(picture, x, y, right, y, dot, picture->theme->second_text,
                  arena_printf(&picture->arena, "%.1f %.1f", 1.4 * dot, 4.2 * dot));
}

void form_crop_marks(struct picture *picture, double x, double y, double width, double height)
{
    double right = x + width, bottom = y + height, near = MM(1), far = MM(5.5);
    const char *colour = picture->theme->text;
    for (int corner = 0; corner < 4; corner++) {
        double at_x = corner % 2 ? right : x, at_y = corner / 2 ? bottom : y;
        double out_x = corner % 2 ? 1 : -1, out_y = corner / 2 ? 1 : -1;
        form_line(picture, at_x + out_x * near, at_y, at_x + out_x * far, at_y, PT(0.6), colour, NULL);
        form_line(picture, at_x, at_y + out_y * near, at_x, at_y + out_y * far, PT(0.6), colour, NULL);
    }
}

void form_control_line(struct picture *picture, double x, double y)
{
    const char *colour = picture->theme->text;
    double right = x + MM(CONTROL_LINE), tick = MM(1);
    form_line(picture, x, y, right, y, PT(0.8), colour, NULL);
    form_line(picture, x, y - tick, x, y + tick, PT(0.6), colour, NULL);
    form_line(picture, right, y - tick, right, y + tick, PT(0.6), colour, NULL);
}

int form_instruction(struct picture *picture, double x, double y, double size, double width, int number, int limit,
                     const char *text)
{
    double radius = 1.08 * size;
    const struct theme *theme = picture->theme;
    svg_circle(picture->svg, x + radius, y, radius, theme->outlined ? theme->paper : theme->planned,
               tab_stroke(picture, theme->text));
    text_middle(picture, x + radius, y + 0.46 * size, 1.3 * size, true, theme->outlined ? theme->text : theme->paper,
                arena_printf(&picture->arena, "%d", number));
    double indent = 2 * radius + 0.6 * size, leading = 1.25 * size;
    char *line[6];
    int lines = lettering_wrap(picture->letters, &picture->arena, text, size, false, width - indent,
                               limit < 6 ? limit : 6, line, NULL);
    double first =
        y + 0.36 * size - (lines < 4 ? lines - 1 : 3) * leading / 2; /* the disc beside the middle of three */
    for (int i = 0; i < lines; i++)
        text_at(picture, x + indent, first + i * leading, size, false, theme->text, line[i]);
    return lines;
}
