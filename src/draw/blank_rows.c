/* The lower half of the blank poster: rows with a cell a column, remarks, and what channels and lines look like. */
#include "base/message.h"
#include "draw/blank_parts.h"
#include "draw/face.h"
#include "draw/icons.h"
#include <math.h>

/* The frame of a row, its cells' borders, and its name with what belongs there. mark MARK_COUNT: none. */
static void draw_row(struct blank *blank, double y, double height, enum mark mark, const char *name, const char *what,
                     double room)
{
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    double pad = 0.55 * blank->body, x = blank->left + pad, width = room - 2 * pad, size = blank->body;
    svg_rect(picture->svg, blank->left, y, blank->width, height, 0.35 * size, theme->paper,
             (struct stroke){ theme->second_text, 0.075 * size, NULL });
    for (int column = 1; column < blank->layout.columns; column++) {
        double at = blank->columns_left + column * MM(blank->layout.pitch_x);
        form_line(picture, at, y + 0.3 * size, at, y + height - 0.3 * size, PT(0.8), theme->rule, NULL);
    }
    double base = y + 1.25 * size, from = x;
    if (mark != MARK_COUNT) {
        icon_mark(picture->svg, mark, x - 0.1 * size, base - 0.9 * size, 1.1 * size, theme->text);
        from += 1.25 * size;
    }
    text_fitting(picture, from, base, size, fmax(0.75 * size, blank->least), true, theme->text, x + width - from, name);
    text_lines(picture, x, base + 1.35 * blank->caption, blank->caption, false, theme->second_text,
               1.2 * blank->caption, width, (int)fmax(1, (height - 1.6 * size) / (1.2 * blank->caption)), what);
}

double blank_satisfaction(struct blank *blank, double y)
{
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    double height = MM(blank->layout.satisfaction), radius = fmin(0.5 * blank->body, 0.08 * height), tab = MM(blank->layout.tab);
    draw_row(blank, y, height, MARK_COUNT, _("Satisfaction"), _("one dot a step, joined up"), tab - 2.4 * radius);
    for (int grade = 0; grade < FACES; grade++) {
        double middle = y + height * (FACES - 0.5 - grade + 0.08 * (grade - 2)) / FACES;
        bool centre = grade == FACES / 2;
        draw_face(picture->svg, grade, blank->columns_left - 1.6 * radius, middle, radius, theme);
        form_line(picture, blank->columns_left + 0.2 * blank->body, middle, blank->right - 0.3 * blank->body, middle,
                  (centre ? 0.08 : 0.04) * blank->body, centre ? theme->text : theme->rule, NULL);
    }
    return y + height;
}

double blank_least_cell(struct blank *blank)
{
    struct picture *picture = &blank->picture;
    double size = blank->caption;
    double box =
        fmax(text_width(picture, _("given before"), size, true), text_width(picture, _("new one"), size, false));
    double days = fmax(text_width(picture, _("days"), size, false), text_width(picture, _("announced"), size, false));
    return fmax(box + 2.6 * size, days + 4 * size);
}

double blank_least_tab(struct blank *blank)
{
    struct picture *picture = &blank->picture;
    double size = blank->body, pad = 1.1 * size;
    double marked =
        fmax(text_width(picture, _("Waiting"), size, true), text_width(picture, _("Documents"), size, true));
    return fmax(text_width(picture, _("Satisfaction"), fmax(0.85 * size, blank->least), true) + 1.2 * size,
                fmin(marked + 1.25 * size, 8 * size)) +
           pad;
}

double blank_waiting(struct blank *blank, double y)
{
    struct picture *picture = &blank->picture;
    double height = MM(blank->layout.waiting), size = blank->caption, pad = 0.7 * size,
           pitch = MM(blank->layout.pitch_x);
    draw_row(blank, y, height, MARK_HOURGLASS, _("Waiting"), _("before the step"), MM(blank->layout.tab));
    const char *days = _("days"), *announced = _("announced");
    for (int column = 0; column < blank->layout.columns; column++) {
        double x = blank->columns_left + column * pitch + pad, right = x + pitch - 2 * pad;
        double first = y + height / 2 - 0.35 * size, second = y + height - 0.6 * size;
        form_dots(picture, x, first, right - text_width(picture, days, size, false) - 0.4 * size, size);
        text_to(picture, right, first, size, false, picture->theme->second_text, days);
        text_fitting(picture, x, second, size, fmax(0.7 * size, blank->least), false, picture->theme->second_text,
                     right - x, announced);
        form_dots(picture, x + text_width(picture, announced, size, false) + 0.4 * size, second, right, size);
    }
    return y + height;
}

double blank_documents(struct blank *blank, double y)
{
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    double height = MM(blank->layout.documents), size = blank->caption, pad = 0.7 * size,
           pitch = MM(blank->layout.pitch_x);
    draw_row(blank, y, height, MARK_TWICE, _("Documents"), _("asked for"), MM(blank->layout.tab));
    for (int column = 0; column < blank->layout.columns; column++) {
        double x = blank->columns_left + column * pitch + pad, box = 1.05 * size, text = x + box + 0.4 * size,
               width = pitch - 2 * pad - box - 0.2 * size;
        for (int line = 0; line < 2; line++) {
            double middle = y + height * (line ? 0.71 : 0.29);
            svg_rect(picture->svg, x, middle - box / 2, box, box, 0.1 * box, theme->paper,
                     (struct stroke){ line ? theme->redundant : theme->text, 0.09 * size, NULL });
            text_fitting(picture, text, middle + 0.36 * size, size, fmax(0.7 * size, blank->least), line,
                         line ? theme->redundant_text : theme->text, width, line ? _("given before") : _("new one"));
        }
    }
    return y + height;
}

/* what: what to write there, and the same in fewer words for small paper. */
static void draw_remark(struct blank *blank, double x, double y, double width, double height, enum mark mark,
                        const char *colour, const char *name, const char *const what[2])
{
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    double size = blank->body, pad = 0.55 * size, base = y + 1.35 * size;
    svg_rect(picture->svg, x, y, width, height, 0.35 * size, theme->paper, (struct stroke){ colour, 0.1 * size, NULL });
    icon_mark(picture->svg, mark, x + pad, base - 0.95 * size, 1.2 * size, colour);
    double at = x + pad + 1.55 * size;
    text_at(picture, at, base, size, true, theme->text, name);
    at += text_width(picture, name, size, true) + 0.6 * size;
    double least = fmax(0.8 * blank->caption, blank->least), room = x + width - pad - at;
    text_fitting(picture, at, base, blank->caption, least, false, theme->second_text, room,
                 text_width(picture, what[0], least, false) <= room ? what[0] : what[1]);
    for (double line = base + 1.55 * size; line < y + height - 0.4 * size; line += 1.55 * size)
        form_dots(picture, x + pad, line, x + width - pad, size);
}

double blank_remarks(struct blank *blank, double y)
{
    const struct theme *theme = blank->picture.theme;
    double height = MM(blank->layout.remarks), gap = 0.35 * blank->body, half = (blank->width - gap) / 2;
    draw_remark(blank, blank->left, y, half, height, MARK_WARNING, theme->redundant, _("What annoys"),
                (const char *const[]){ _("what costs time, what irritates; note the number of the column"),
                                       _("what costs time, what irritates") });
    draw_remark(blank, blank->left + half + gap, y, half, height, MARK_BULB, theme->planned, _("Ideas"),
                (const char *const[]){ _("what we would change; who can decide it; what it would do to contacts"),
                                       _("what we would change; who can decide it") });
    return y + height;
}

/* --- what channels and lines look like --- */

struct flow {
    double x, y, gap;
    bool draw;
};

/* Room for something `width` wide: on the next line if this one is full. */
static void take_room(const struct blank *blank, struct flow *flow, double width)
{
    if (flow->x + width > blank->right && flow->x > blank->columns_left) {
        flow->x = blank->columns_left;
        flow->y += 2.5 * blank->body;
    }
}

static void flow_channel(struct blank *blank, struct flow *flow, enum channel channel)
{
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    double radius = 0.9 * blank->body, size = fmax(0.9 * blank->body, blank->least);
    const char *name = capitalised(picture, vocabulary_name(&CHANNELS, (int)channel));
    double width = 2 * radius + 0.45 * size + text_width(picture, name, size, true);
    take_room(blank, flow, width);
    if (flow->draw) {
        double middle = flow->y + 1.15 * blank->body;
        channel_disc(picture, channel, flow->x + radius, middle, radius, theme->neutral_tab);
        text_at(picture, flow->x + 2 * radius + 0.45 * size, middle + 0.36 * size, size, true, theme->text, name);
    }
    flow->x += width + flow->gap;
}

enum line_kind { LINE_PLANNED, LINE_LIVED, LINE_SKIPPED };

static void draw_line_sample(struct picture *picture, double x, double y, double right, double size,
                             enum line_kind kind)
{
    const struct theme *theme = picture->theme;
    const char *colour = kind == LINE_PLANNED ? theme->planned : theme->redundant;
    double width = kind == LINE_PLANNED ? 0.12 * size : 0.2 * size;
    if (kind == LINE_SKIPPED) {
        form_line(picture, x, y, right, y, 0.12 * size, colour,
                  arena_printf(&picture->arena, "%.1f %.1f", 0.12 * size, 0.24 * size));
        return;
    }
    form_line(picture, x, y, right - 0.4 * size, y, width, colour, NULL);
    if (kind == LINE_LIVED && theme->double_lines)
        form_line(picture, x, y, right - 0.4 * size, y, 0.4 * width, theme->paper, NULL);
    svg_arrow(picture->svg, (struct point){ right, y }, 1, 0, (kind == LINE_PLANNED ? 0.6 : 0.75) * size, colour);
}

static void flow_line(struct blank *blank, struct flow *flow, enum line_kind kind, const char *name)
{
    struct picture *picture = &blank->picture;
    double size = fmax(0.9 * blank->body, blank->least), length = 2.4 * size;
    double width = length + 0.45 * size + text_width(picture, name, size, true);
    take_room(blank, flow, width);
    if (flow->draw) {
        double middle = flow->y + 1.15 * blank->body;
        draw_line_sample(picture, flow->x, middle, flow->x + length, size, kind);
        text_at(picture, flow->x + length + 0.45 * size, middle + 0.36 * size, size, true, picture->theme->text, name);
    }
    flow->x += width + flow->gap;
}

/* All of them with `gap` between; returns the lower edge. */
static double flow_all(struct blank *blank, double y, double gap, bool draw)
{
    struct flow flow = { blank->columns_left, y, gap, draw };
    for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_AUTOMATIC; channel++)
        flow_channel(blank, &flow, (enum channel)channel);
    flow_line(blank, &flow, LINE_PLANNED, _("planned"));
    flow_line(blank, &flow, LINE_LIVED, _("lived"));
    flow_line(blank, &flow, LINE_SKIPPED, _("skipped step"));
    return flow.y + 2.5 * blank->body;
}

double blank_channels(struct blank *blank, double y, bool draw)
{
    double wide = 1.1 * blank->body, narrow = 0.55 * blank->body;
    double gap = flow_all(blank, y, narrow, false) < flow_all(blank, y, wide, false) ? narrow : wide;
    if (draw)
        text_fitting(&blank->picture, blank->left, y + 1.5 * blank->body, blank->body,
                     fmax(0.75 * blank->body, blank->least), true, blank->picture.theme->text,
                     MM(blank->layout.tab) - blank->body, _("Channels"));
    return flow_all(blank, y, gap, draw);
}
