/* The head of the blank poster: title, how to fill it in, phases. */
#include "base/message.h"
#include "draw/blank_parts.h"
#include "draw/icons.h"
#include <math.h>

/* --- title, and how to fill it in --- */

static void draw_field(struct blank *blank, double x, double y, double right, const char *name)
{
    struct picture *picture = &blank->picture;
    double wide = text_width(picture, name, blank->body, true);
    text_fitting(picture, x, y, blank->body, fmax(0.75 * blank->body, blank->least), true, picture->theme->text,
                 0.7 * (right - x), name);
    form_dots(picture, x + fmin(wide, 0.7 * (right - x)) + 0.5 * blank->body, y + 0.2 * blank->body, right,
              blank->body);
}

static double draw_guide(struct blank *blank, double x, double y, double width)
{
    const char *const step[] = {
        _("Lay out the planned journey: one blank card a step, in the lane of its institution."),
        _("Tell the journey as it was lived: add the contacts that were too many (cards with cut corners)."),
        _("Join them with a felt pen: black for what was planned, orange for what was lived. Strike out skipped "
          "steps."),
        _("Fill in the rows below: satisfaction, waiting, documents asked for again, what annoys, ideas."),
    };
    struct picture *picture = &blank->picture;
    double size = blank->caption, height = 8.8 * size, half = width / 2, room = half - 1.2 * size;
    bool two_lines = true;
    for (int i = 0; i < 4; i++)
        two_lines &= text_width(picture, step[i], size, false) < 1.85 * (room - 2.76 * size);
    svg_rect(picture->svg, x, y, width, height, 0.5 * size, picture->theme->soft,
             tab_stroke(picture, picture->theme->rule));
    for (int i = 0; i < 4; i++)
        form_instruction(picture, x + 0.8 * size + i % 2 * half, y + (2.3 + 4.2 * (i / 2)) * size,
                         two_lines ? size : fmax(0.9 * size, blank->least), room, i + 1, 3, step[i]);
    return y + height;
}

double blank_header(struct blank *blank, double y)
{
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    bool upright = blank->request->portrait;
    double width = upright ? blank->width : 0.585 * blank->width, gap = 1.2 * blank->body;
    double size = fmax(84.0 / 32 * blank->body * (blank->request->paper == PAPER_A0 ? 1 : 0.9), 1.8 * blank->body);
    if (blank->request->journey) {
        text_fitting(picture, blank->left, y + 0.85 * size, size, 1.1 * blank->body, true, theme->text, width,
                     picture_title(picture));
    } else {
        const char *first = _("Our journey"), *second = _("as planned and as lived");
        double all = text_width(picture, first, size, true) + text_width(picture, second, size, false) + 0.35 * size;
        size *= fmin(1, width / all);
        text_at(picture, blank->left, y + 0.85 * size, size, true, theme->text, first);
        text_at(picture, blank->left + text_width(picture, first, size, true) + 0.35 * size, y + 0.85 * size, size,
                false, theme->second_text, second);
    }
    double fields_end = y + MM(blank->layout.header) - (upright ? 8.8 * blank->caption + 0.5 * blank->body : 0);
    double half = (width - gap) / 2, line = fields_end - 2.4 * blank->body;
    for (int row = 0; row < 2; row++, line += 1.85 * blank->body) {
        draw_field(blank, blank->left, line, blank->left + half, row ? _("From, to") : _("Life event"));
        draw_field(blank, blank->left + half + gap, line, blank->left + width,
                   row ? _("Date, place, group") : _("The user"));
    }
    double guide_y = upright ? fields_end + 0.5 * blank->body : y;
    draw_guide(blank, upright ? blank->left : blank->left + width + gap, guide_y,
               upright ? blank->width : blank->width - width - gap);
    return y + MM(blank->layout.header);
}

/* --- phases --- */

/* After how many columns phase `number` ends: in the proportion of its steps, each at least one column if they fit. */
static void phase_ends(const struct blank *blank, int phases, double *end)
{
    const struct journey *journey = blank->request->journey;
    double sum = 0;
    int columns = blank->layout.columns;
    for (int i = 0; i < phases; i++) {
        int steps = journey && journey->phases ? 0 : 1;
        for (int k = 0; journey && journey->phases && k < journey->steps; k++)
            steps += journey->step[k].phase == i;
        sum += steps > 0 ? steps : 1;
        end[i] = sum;
    }
    for (int i = 0; i < phases; i++) {
        end[i] *= columns / sum;
        if (phases <= columns)
            end[i] = fmin(fmax(round(end[i]), (i ? end[i - 1] : 0) + 1), columns - (phases - 1 - i));
    }
}

static void draw_phase(struct blank *blank, double x, double y, double right, int number, const char *name)
{
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    double height = MM(blank->layout.phases), tip = 0.35 * height, middle = y + height / 2,
           base = middle + 0.36 * blank->body;
    buffer_printf(picture->svg,
                  "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fz\" fill=\"%s\" stroke=\"%s\" "
                  "stroke-width=\"%.1f\"/>\n",
                  x, y, right - tip, y, right, middle, right - tip, y + height, x, y + height, number > 1 ? x + tip : x,
                  middle, theme->paper, theme->second_text, 0.08 * blank->body);
    double at = x + (number > 1 ? tip : 0), end = right - 1.2 * tip;
    double pad = fmin(0.7 * blank->body, 0.1 * (end - at));
    const char *text = arena_printf(&picture->arena, "%d", number);
    double size = fmin(blank->body, blank->body * (end - at - 2 * pad) / text_width(picture, text, blank->body, true));
    text_at(picture, at + pad, base, size, true, theme->second_text, text);
    at += pad + text_width(picture, text, size, true) + 0.5 * blank->body;
    if (*name && end - at > 1.5 * blank->body)
        text_fitting(picture, at, base, blank->body, blank->caption, true, theme->text, end - at, name);
    else if (!*name)
        form_dots(picture, at, base, right - 2 * tip, blank->body);
}

double blank_phases(struct blank *blank, double y)
{
    enum { PHASES_MOST = 40 };
    struct picture *picture = &blank->picture;
    const struct journey *journey = blank->request->journey;
    bool named = journey && journey->phases > 0;
    int columns = blank->layout.columns, phases = named ? journey->phases : (int)fmax(1, round(columns / 2.6));
    phases = phases > PHASES_MOST ? PHASES_MOST : phases;
    double end[PHASES_MOST], x = blank->columns_left, height = MM(blank->layout.phases), gap = 0.15 * height;
    phase_ends(blank, phases, end);
    text_fitting(picture, blank->left, y + height / 2 + 0.36 * blank->body, blank->body,
                 fmax(0.8 * blank->body, blank->least), true, picture->theme->text, MM(blank->layout.tab) - blank->body,
                 _("Phases"));
    for (int i = 0; i < phases; i++) {
        double right = blank->columns_left + end[i] * MM(blank->layout.pitch_x);
        draw_phase(blank, x, y, right, i + 1, named ? clean_text(picture, phase_title(journey, i)) : "");
        x = right + gap - 0.35 * height;
    }
    return y + height;
}
