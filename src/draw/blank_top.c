/* The upper half of the blank poster: title, how to fill it in, phases, lanes with places. */
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
    double at = x + 0.7 * blank->body + (number > 1 ? tip : 0);
    const char *text = arena_printf(&picture->arena, "%d", number);
    text_at(picture, at, base, blank->body, true, theme->second_text, text);
    at += text_width(picture, text, blank->body, true) + 0.5 * blank->body;
    if (*name)
        text_fitting(picture, at, base, blank->body, blank->caption, true, theme->text, right - 1.2 * tip - at, name);
    else
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

/* --- lanes --- */

static void draw_place(struct blank *blank, double x, double y)
{
    double side = MM(blank->layout.place), arm = 0.06 * side;
    for (int corner = 0; corner < 4; corner++) {
        double at_x = corner % 2 ? x + side : x, at_y = corner / 2 ? y + side : y;
        double in_x = corner % 2 ? -arm : arm, in_y = corner / 2 ? -arm : arm;
        struct point corner_line[] = { { at_x + in_x, at_y }, { at_x, at_y }, { at_x, at_y + in_y } };
        svg_rounded_line(blank->picture.svg, corner_line, 3, 0,
                         (struct stroke){ blank->picture.theme->rule, 0.06 * blank->body, NULL });
    }
}

/* As many lines as fit, smaller down to `least` before anything is left out; returns the height. */
static double draw_name(struct blank *blank, double x, double y, double size, double least, double width, int limit,
                        const char *colour, bool bold, const char *text)
{
    struct picture *picture = &blank->picture;
    char *line[4];
    bool whole = false;
    int count = lettering_wrap(picture->letters, &picture->arena, text, size, bold, width, limit, line, &whole);
    while (!whole && size > least) {
        size = fmax(least, 0.94 * size);
        count = lettering_wrap(picture->letters, &picture->arena, text, size, bold, width, limit, line, &whole);
    }
    for (int i = 0; i < count; i++)
        text_at(picture, x, y + (0.8 + 1.18 * i) * size, size, bold, colour, line[i]);
    return 1.18 * size * count;
}

/* How many contacts: planned, then lived. */
static void draw_counts(struct blank *blank, double x, double bottom, double width, const char *colour)
{
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    double height = 1.15 * blank->body, box = 0.38 * width, y = bottom - height, middle = y + height / 2;
    text_fitting(picture, x, y - 0.35 * blank->caption, blank->caption, fmax(0.8 * blank->caption, blank->least), false,
                 colour, width, _("contacts"));
    svg_rect(picture->svg, x, y, box, height, 3, theme->paper,
             (struct stroke){ theme->second_text, 0.04 * blank->body, NULL });
    svg_rect(picture->svg, x + width - box, y, box, height, 3, theme->paper,
             (struct stroke){ theme->redundant, 0.06 * blank->body, NULL });
    form_line(picture, x + box + 0.03 * width, middle, x + width - box - 0.08 * width, middle, 0.08 * blank->body,
              colour, NULL);
    svg_arrow(picture->svg, (struct point){ x + width - box - 0.03 * width, middle }, 1, 0, 0.4 * blank->body, colour);
}

static void draw_tab(struct blank *blank, int number, double y, double height)
{
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    int lane = blank->lane[number];
    double width = MM(blank->layout.tab), pad = 0.55 * blank->body, x = blank->left + pad, inner = width - 2 * pad,
           top = y + 0.5 * blank->body;
    const char *colour = theme->text, *second = theme->second_text;
    if (lane >= 0) {
        struct lane_paint paint = institution_paint(picture, lane);
        svg_rect(picture->svg, blank->left, y, width, height, 0.35 * blank->body, paint.tab,
                 tab_stroke(picture, paint.line));
        colour = second = paint.on_tab;
        const struct institution *institution = &blank->request->journey->institution[lane];
        top += draw_name(blank, x, top, blank->body, 0.7 * blank->body, inner, 3, colour, true,
                         clean_text(picture, institution_name(blank->request->journey, lane)));
        if (institution->role)
            draw_name(blank, x, top + 0.2 * blank->caption, blank->caption, 0.8 * blank->caption, inner, 2, colour,
                      false, clean_text(picture, institution->role));
    } else if (lane == LANE_USER) {
        icon_mark(picture->svg, MARK_PERSON, x, top - 0.1 * blank->body, 1.1 * blank->body, colour);
        text_fitting(picture, x + 1.4 * blank->body, top + 0.8 * blank->body, blank->body,
                     fmax(0.7 * blank->body, blank->least), true, colour, inner - 1.4 * blank->body, _("User"));
        draw_name(blank, x, top + 1.4 * blank->body, blank->caption, fmax(0.8 * blank->caption, blank->least), inner, 2,
                  second, false, _("at home, online"));
    } else {
        text_fitting(picture, x, top + 0.75 * blank->body, fmax(0.9 * blank->body, blank->least),
                     fmax(0.7 * blank->body, blank->least), true, second, inner, _("Institution"));
        form_dots(picture, x, top + 2.2 * blank->body, x + inner, blank->body);
        if (height > 7 * blank->body)
            form_dots(picture, x, top + 3.5 * blank->body, x + inner, blank->body);
    }
    draw_counts(blank, x, y + height - 0.45 * blank->body, inner, second);
}

double blank_lanes(struct blank *blank, double y)
{
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    const struct blank_layout *layout = &blank->layout;
    double height = MM(layout->pitch_y - layout->gap), side = MM(layout->place);
    for (int i = 0; i < layout->lanes; i++, y += MM(layout->pitch_y)) {
        const char *tint = blank->lane[i] >= 0 ? institution_paint(picture, blank->lane[i]).tint
                           : i % 2             ? theme->paper
                                               : theme->soft;
        struct stroke edge = { theme->second_text, 0.075 * blank->body, NULL };
        svg_rect(picture->svg, blank->left, y, blank->width, height, 0.35 * blank->body, tint, edge);
        draw_tab(blank, i, y, height);
        if (blank->lane[i] < 0)
            form_line(picture, blank->columns_left, y, blank->columns_left, y + height, edge.width, edge.colour, NULL);
        for (int column = 0; column < layout->columns; column++) {
            double x = blank->columns_left + (column + 0.5) * MM(layout->pitch_x) - side / 2;
            double top = y + (height - side) / 2;
            draw_place(blank, x, top);
            picture_keep_whole(picture, x, top, side, side);
        }
    }
    return y - MM(layout->gap);
}
