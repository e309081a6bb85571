/* Phase bands, lanes and their tabs. */
#include "base/message.h"
#include "draw/map_picture.h"
#include "measure/told.h"
#include <math.h>

struct lane_paint lane_paint(const struct picture *picture, int lane)
{
    return institution_paint(picture, picture->layout->lane[lane]);
}

static void point_to(struct buffer *svg, char command, double x, double y)
{
    buffer_add_char(svg, command);
    svg_number(svg, x);
    buffer_add_char(svg, ' ');
    svg_number(svg, y);
}

/* A band with a point to the right, and a notch to the left unless it is the first. */
static void draw_band(struct picture *picture, const struct map_system *system, int number)
{
    struct buffer *svg = picture->svg;
    const struct map_band *band = &system->band[number];
    const double tip = 12, top = system->top, bottom = top + BAND_HEIGHT, middle = (top + bottom) / 2;
    double right = band->x + band->width - 5;
    buffer_add_string(svg, "<path d=\"");
    point_to(svg, 'M', band->x, top);
    point_to(svg, 'L', right - tip, top);
    point_to(svg, 'L', right, middle);
    point_to(svg, 'L', right - tip, bottom);
    point_to(svg, 'L', band->x, bottom);
    if (number)
        point_to(svg, 'L', band->x + tip, middle);
    buffer_printf(svg, "z\" fill=\"%s\"", picture->theme->band);
    if (picture->theme->outlined)
        buffer_printf(svg, " stroke=\"%s\"", picture->theme->text);
    buffer_add_string(svg, "/>\n");
    double x = band->x + (number ? 24 : 12);
    const char *title = clean_text(picture, phase_title(picture->journey, band->phase));
    text_fitting(picture, x, middle + 6, 17, 11, true, picture->theme->text, right - tip - x,
                 arena_printf(&picture->arena, "%d  %s", band->phase + 1, title));
}

static int64_t planned_contacts(const struct picture *picture, int institution)
{
    int64_t contacts = 0;
    if (picture->audit) {
        const struct run *run = &picture->audit->theory.run;
        for (int i = 0; i < run->count; i++) {
            const struct step *step = &picture->journey->step[run->occurrence[i].step];
            contacts += step->institution == institution && !step->automatic;
        }
    } else {
        for (int i = 0; i < picture->journey->steps; i++)
            contacts += picture->journey->step[i].institution == institution;
    }
    return contacts;
}

/* "3 -> 4.2": planned contacts and lived ones a user, the arrow drawn as a path. */
static void draw_contacts(struct picture *picture, double x, double y, int institution, const char *colour)
{
    int64_t planned = planned_contacts(picture, institution);
    if (!picture->audit) {
        text_at(picture, x, y, 15, true, colour,
                arena_printf(&picture->arena, ngettext("%d step", "%d steps", (unsigned long)planned), (int)planned));
        return;
    }
    int unknown = picture->journey->institutions, number = institution == NONE ? unknown : institution;
    bool shown = picture->audit->by_institution &&
                 (audit_institution(picture->audit, number) || picture->layout->users == 1);
    const char *before = number_text(picture, (double)planned, 0);
    double lived = shown ? (double)picture->audit->by_institution[number] / (double)picture->layout->users : 0;
    const char *after = !shown                       ? "–"
                        : picture->layout->users > 1 ? per_user_text(picture, lived)
                                                     : number_text(picture, lived, 0);
    double arrow = x + lettering_width(picture->letters, before, 19, true) + 7;
    text_at(picture, x, y, 19, true, colour, before);
    svg_rect(picture->svg, arrow, y - 8, 12, 2.4, 0, colour, NO_STROKE);
    svg_arrow(picture->svg, (struct point){ arrow + 19, y - 6.8 }, 1, 0, 9, colour);
    text_at(picture, arrow + 26, y, 19, true, colour, after);
    text_fitting(picture, x, y + 17, 11.5, 8.5, false, colour, TAB_WIDTH - 16,
                 institution_is_self(picture->journey, institution) ? _("actions per user,") : _("contacts per user,"));
    text_fitting(picture, x, y + 31, 11.5, 8.5, false, colour, TAB_WIDTH - 16, _("planned and lived"));
}

static void draw_stave(struct picture *picture, const struct map_system *system, const struct map_stave *stave)
{
    struct buffer *svg = picture->svg;
    struct lane_paint paint = lane_paint(picture, stave->lane);
    int institution = picture->layout->lane[stave->lane];
    double x = MARGIN + 10, y = stave->y;
    svg_rect(svg, MARGIN, y, system->right - MARGIN, stave->height, 7, paint.tint, tab_stroke(picture, paint.line));
    svg_rect(svg, MARGIN, y, TAB_WIDTH, stave->height, 7, paint.tab, tab_stroke(picture, paint.line));
    const char *name = clean_text(picture, institution_name(picture->journey, institution));
    bool nameless = institution == NONE && picture->layout->lanes > 1;
    int lines = text_lines(picture, x, y + 27, 16, true, paint.on_tab, 19, TAB_WIDTH - 16, 2,
                           nameless ? _("Elsewhere, or not said") : name);
    double below = y + 27 + 18 * lines;
    if (institution != NONE && picture->journey->institution[institution].role)
        below += 14 * text_lines(picture, x, below, 11.5, false, paint.on_tab, 14, TAB_WIDTH - 16, 2,
                                 clean_text(picture, picture->journey->institution[institution].role));
    draw_contacts(picture, x, fmax(y + 103, below + 12), institution, paint.on_tab);
}

void draw_lanes(struct picture *picture)
{
    const struct map_layout *layout = picture->layout;
    for (int i = 0; i < layout->systems; i++) {
        const struct map_system *system = &layout->system[i];
        for (int j = 0; j < system->bands; j++)
            draw_band(picture, system, j);
        if (layout->phases) {
            text_fitting(picture, MARGIN, system->top + 17, 12, 9, false, picture->theme->second_text, TAB_WIDTH,
                         _("order of steps"));
            text_fitting(picture, MARGIN, system->top + 32, 10.5, 8, false, picture->theme->second_text, TAB_WIDTH,
                         _("(not a time scale)"));
        }
        for (int j = 0; j < system->staves; j++)
            draw_stave(picture, system, &system->stave[j]);
    }
}
