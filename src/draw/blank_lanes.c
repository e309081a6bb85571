/* Lanes of the blank poster: their tabs, and the places for cards and notes. */
#include "base/message.h"
#include "draw/blank_parts.h"
#include "draw/icons.h"
#include <math.h>

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

/* --- tabs --- */

/* What is still free in a tab: from `top` down to `bottom`. */
struct tab { struct blank *blank; double x, width, top, bottom; const char *colour, *second; };

/* A text on `limit` (4) lines at most, as many as there is room for; smaller before anything is left out. */
static void tab_text(struct tab *tab, double size, double least, int limit, bool bold, const char *colour,
                     const char *text)
{
    struct picture *picture = &tab->blank->picture;
    char *line[4];
    for (;; size = fmax(least, 0.94 * size)) {
        bool whole = false;
        int room = (int)fmin(limit, floor((tab->bottom - tab->top) / (1.18 * size)));
        int count = room < 1 ? 0 : lettering_wrap(picture->letters, &picture->arena, text, size, bold, tab->width, room,
                                                  line, &whole);
        if (!whole && size > least)
            continue;
        for (int i = 0; i < count; i++)
            text_at(picture, tab->x, tab->top + (0.85 + 1.18 * i) * size, size, bold, colour, line[i]);
        tab->top += 1.18 * size * count;
        return;
    }
}

/* How many contacts: planned, then lived; low lanes have no room for it. */
static void draw_counts(struct tab *tab)
{
    struct blank *blank = tab->blank;
    struct picture *picture = &blank->picture;
    const struct theme *theme = picture->theme;
    double room = tab->bottom - tab->top, height = 1.15 * blank->body, box = 0.38 * tab->width;
    if (room < height + 1.3 * blank->body)
        return;
    double y = tab->bottom - height, middle = y + height / 2, right = tab->x + tab->width;
    tab->bottom = y - 0.25 * blank->body;
    svg_rect(picture->svg, tab->x, y, box, height, 3, theme->paper,
             (struct stroke){ theme->second_text, 0.04 * blank->body, NULL });
    svg_rect(picture->svg, right - box, y, box, height, 3, theme->paper,
             (struct stroke){ theme->redundant, 0.06 * blank->body, NULL });
    form_line(picture, tab->x + box + 0.03 * tab->width, middle, right - box - 0.08 * tab->width, middle,
              0.08 * blank->body, tab->second, NULL);
    svg_arrow(picture->svg, (struct point){ right - box - 0.03 * tab->width, middle }, 1, 0, 0.4 * blank->body,
              tab->second);
    if (room < height + 2.6 * blank->body + 1.3 * blank->caption)
        return;
    text_fitting(picture, tab->x, y - 0.35 * blank->caption, blank->caption,
                 fmax(0.8 * blank->caption, blank->least), false, tab->second, tab->width, _("contacts"));
    tab->bottom = y - 1.3 * blank->caption;
}

static void name_institution(struct tab *tab, int lane)
{
    struct blank *blank = tab->blank;
    const struct institution *institution = &blank->request->journey->institution[lane];
    tab_text(tab, blank->body, 0.7 * blank->body, 3, true, tab->colour,
             clean_text(&blank->picture, institution_name(blank->request->journey, lane)));
    tab->top += 0.15 * blank->caption;
    if (institution->role)
        tab_text(tab, blank->caption, 0.8 * blank->caption, 2, false, tab->second,
                 clean_text(&blank->picture, institution->role));
}

static void name_user(struct tab *tab)
{
    struct blank *blank = tab->blank;
    double indent = 1.4 * blank->body;
    icon_mark(blank->picture.svg, MARK_PERSON, tab->x, tab->top - 0.1 * blank->body, 1.1 * blank->body, tab->colour);
    text_fitting(&blank->picture, tab->x + indent, tab->top + 0.85 * blank->body, blank->body,
                 fmax(0.7 * blank->body, blank->least), true, tab->colour, tab->width - indent, _("User"));
    tab->top += 1.4 * blank->body;
    tab_text(tab, blank->caption, fmax(0.8 * blank->caption, blank->least), 2, false, tab->second, _("at home, online"));
}

static void leave_empty(struct tab *tab)
{
    struct blank *blank = tab->blank;
    text_fitting(&blank->picture, tab->x, tab->top + 0.75 * blank->body, fmax(0.9 * blank->body, blank->least),
                 fmax(0.7 * blank->body, blank->least), true, tab->second, tab->width, _("Institution"));
    for (double y = tab->top + 2.2 * blank->body; y < tab->bottom; y += 1.3 * blank->body)
        form_dots(&blank->picture, tab->x, y, tab->x + tab->width, blank->body);
}

static void draw_tab(struct blank *blank, int lane, double y, double height)
{
    struct picture *picture = &blank->picture;
    double pad = 0.55 * blank->body, width = MM(blank->layout.tab);
    struct tab tab = { .blank = blank,
                       .x = blank->left + pad,
                       .width = width - 2 * pad,
                       .top = y + 0.45 * blank->body,
                       .bottom = y + height - 0.45 * blank->body,
                       .colour = picture->theme->text,
                       .second = picture->theme->second_text };
    if (lane >= 0) {
        struct lane_paint paint = institution_paint(picture, lane);
        svg_rect(picture->svg, blank->left, y, width, height, 0.35 * blank->body, paint.tab,
                 tab_stroke(picture, paint.line));
        tab.colour = tab.second = paint.on_tab;
    }
    draw_counts(&tab);
    if (lane >= 0)
        name_institution(&tab, lane);
    else if (lane == LANE_USER)
        name_user(&tab);
    else
        leave_empty(&tab);
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
        draw_tab(blank, blank->lane[i], y, height);
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
