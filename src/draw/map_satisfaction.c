/* Satisfaction under the lanes: medians of the planned steps as a curve in the band of their middle half, extra contacts
 * as diamonds. Who is too few is not drawn, and the curve has a gap there. */
#include "base/message.h"
#include "draw/curve.h"
#include "draw/map_rows.h"
#include "measure/told.h"
#include <math.h>
#include <stdlib.h>

enum { UNIT = 30, RADIUS = 9, DOT = 4, DIAMOND = 8, ABOVE = 20, COUNT_LINES = 2, COUNT_LEADING = 13, SCALE_WIDTH = 34 };
static const double COUNT_SIZE = 10.5;

static struct row_heading heading(void)
{
    return (struct row_heading){
        "satisfaction",
        _("Satisfaction"),
        _("median and middle half of the answers (band); below, how many users answered"),
    };
}

/* --- what is drawn --- */

static const struct satisfaction *opinion_of(const struct audit *audit, const struct map_card *card)
{
    const struct satisfaction *all = card->step != NONE ? audit->step_satisfaction : audit->detour_satisfaction;
    const struct satisfaction *one = all ? &all[card->step != NONE ? card->step : card->detour] : NULL;
    return audit_answers(audit, card->step, card->detour) ? one : NULL;
}

/* In a column, steps stand before extra contacts: cards are in that order. */
static int compare_places(const struct map_card *a, const struct map_card *b)
{
    return a->column != b->column ? a->column - b->column : (a > b) - (a < b);
}

static int compare_opinions(const void *a, const void *b)
{
    return compare_places(((const struct opinion *)a)->card, ((const struct opinion *)b)->card);
}

/* The points of a column stand side by side over its cards. */
static void spread(const struct map_layout *layout, struct opinion *opinion, int count)
{
    const double widest = 30, room = CARD_WIDTH - 20, legible = 2 * RADIUS + 2;
    double apart = count > 1 ? fmin(widest, room / (count - 1)) : widest;
    for (int i = 0; i < count; i++) {
        opinion[i].x = card_middle(layout, opinion[i].card) + (i - (count - 1) / 2.0) * apart;
        opinion[i].crowded = apart < legible;
    }
}

struct opinion_list map_opinions(struct picture *picture, const struct map_layout *layout, int system)
{
    struct opinion_list list = { .opinion =
                                     arena_alloc(&picture->arena, ((size_t)layout->cards + 1) * sizeof *list.opinion) };
    for (int i = 0; picture->audit && i < layout->cards; i++) {
        const struct map_card *card = &layout->card[i];
        const struct satisfaction *satisfaction = opinion_of(picture->audit, card);
        if (satisfaction && card->system == system)
            list.opinion[list.count++] = (struct opinion){ .card = card, .satisfaction = satisfaction };
    }
    qsort(list.opinion, (size_t)list.count, sizeof *list.opinion, compare_opinions);
    for (int first = 0, next; first < list.count; first = next) {
        next = first + 1;
        while (next < list.count && list.opinion[next].card->column == list.opinion[first].card->column)
            next++;
        spread(layout, list.opinion + first, next - first);
    }
    return list;
}

enum map_opinion opinion_kind(const struct picture *picture, const struct map_card *card)
{
    if (card->step != NONE)
        return MAP_OPINION_STEP;
    return verdict_redundant(picture->audit->detour[card->detour].verdict) ? MAP_OPINION_REDUNDANT : MAP_OPINION_EXTRA;
}

bool map_satisfaction_drawn(struct picture *picture, enum map_opinion what)
{
    for (int system = 0; system < picture->layout->systems; system++) {
        struct opinion_list list = map_opinions(picture, picture->layout, system);
        for (int i = 0; i < list.count; i++)
            if (opinion_kind(picture, list.opinion[i].card) == what)
                return true;
    }
    return false;
}

/* --- how high --- */

/* Room above the scale for what users said. */
static double quotes_height(struct picture *picture, const struct map_layout *layout, int system)
{
    struct quote quote[QUOTES];
    double height = 0;
    for (int i = map_quotes(picture, layout, quote) - 1; i >= 0; i--)
        if (quote[i].system == system)
            height = fmax(height, quote[i].height + 14);
    return height;
}

double satisfaction_height(struct picture *picture, const struct map_layout *layout, int system)
{
    if (!map_opinions(picture, layout, system).count)
        return 0;
    double height =
        quotes_height(picture, layout, system) + ABOVE + 4 * UNIT + RADIUS + 6 + COUNT_LINES * COUNT_LEADING + 4;
    struct row_heading head = heading();
    return fmax(height, row_heading_height(picture, &head));
}

/* --- drawing --- */

/* Who had the contact and did not answer is a group too. */
static const char *answered_text(struct picture *picture, const struct opinion *opinion)
{
    return within_text(picture, opinion->satisfaction->users, card_users(picture->audit, opinion->card));
}

static const char *opinion_colour(const struct picture *picture, const struct map_card *card)
{
    enum map_opinion kind = opinion_kind(picture, card);
    return kind == MAP_OPINION_STEP        ? picture->theme->planned
           : kind == MAP_OPINION_REDUNDANT ? picture->theme->redundant
                                           : picture->theme->extra;
}

static double height_of(double zero, double satisfaction) { return zero - UNIT * satisfaction; }

static void draw_scale(struct picture *picture, double left, double right, double zero)
{
    static const char *const label[] = { "+2", "", "0", "", "−2" };
    for (int i = 0; i < 5; i++) {
        double y = height_of(zero, 2 - i);
        svg_rounded_line(picture->svg, (struct point[]){ { left, y }, { right, y } }, 2, 0,
                         (struct stroke){ i == 2 ? picture->theme->second_text : picture->theme->rule,
                                          i == 2 ? 1.2 : 0.8, i == 2 ? NULL : "3 4" });
        text_to(picture, left - 6, y + 4, 11, true, picture->theme->second_text, label[i]);
    }
}

/* Stretches of planned steps that are told of, one after the other in their columns; what happens without users is not
 * missed. `stretch`[count]: number of the stretch of each opinion, NONE for extra contacts. */
static void find_stretches(const struct picture *picture, const struct opinion_list *list, int *stretch)
{
    const struct map_layout *layout = picture->layout;
    int number = 0;
    const struct map_card *before = NULL;
    for (int i = 0; i < list->count; i++) {
        const struct map_card *card = list->opinion[i].card;
        stretch[i] = NONE;
        if (card->step == NONE)
            continue;
        for (int j = 0; before && j < layout->cards; j++) {
            const struct map_card *between = &layout->card[j];
            bool told = between->step == NONE || opinion_of(picture->audit, between) ||
                        picture->journey->step[between->step].automatic;
            if (!told && compare_places(before, between) < 0 && compare_places(between, card) < 0) {
                number++;
                break;
            }
        }
        stretch[i] = number;
        before = card;
    }
}

/* Points, then slopes, of the third quartile, the median and the first: from the top down. */
struct band {
    struct point *point[3];
    double *slope[3];
    int count;
};

static struct band band_of(struct picture *picture, const struct opinion_list *list, const int *stretch, int number,
                           double zero)
{
    struct band band = { .count = 0 };
    for (int c = 0; c < 3; c++) {
        band.point[c] = arena_alloc(&picture->arena, (size_t)list->count * sizeof(struct point));
        band.slope[c] = arena_alloc(&picture->arena, (size_t)list->count * sizeof(double));
    }
    for (int i = 0; i < list->count; i++) {
        if (stretch[i] != number)
            continue;
        for (int c = 0; c < 3; c++)
            band.point[c][band.count] =
                (struct point){ list->opinion[i].x, height_of(zero, list->opinion[i].satisfaction->quartile[2 - c]) };
        band.count++;
    }
    curve_slopes_nested((const struct point *const *)band.point, 3, band.count, band.slope);
    return band;
}

static void draw_band(struct picture *picture, const struct band *band)
{
    struct buffer *svg = picture->svg;
    buffer_add_string(svg, "<path d=\"");
    curve_path(svg, 'M', band->point[0], band->slope[0], band->count, false);
    curve_path(svg, 'L', band->point[2], band->slope[2], band->count, true);
    buffer_printf(svg, "z\" fill=\"%s\" stroke=\"%s\" stroke-width=\"0.7\"%s/>\n", picture->theme->band,
                  picture->theme->second_text, picture->theme->outlined ? " stroke-dasharray=\"4 3\"" : "");
    buffer_add_string(svg, "<path class=\"median\" d=\"");
    curve_path(svg, 'M', band->point[1], band->slope[1], band->count, false);
    buffer_printf(svg, "\" fill=\"none\" stroke=\"%s\" stroke-width=\"3\"/>\n", picture->theme->planned);
}

/* The middle half of the answers at one point, where no band shows it. */
static void draw_whisker(struct picture *picture, const struct opinion *opinion, double zero, const char *colour)
{
    double high = height_of(zero, opinion->satisfaction->quartile[2]),
           low = height_of(zero, opinion->satisfaction->quartile[0]);
    if (low - high > 0.5)
        svg_rounded_line(picture->svg, (struct point[]){ { opinion->x, high }, { opinion->x, low } }, 2, 0,
                         (struct stroke){ colour, 2, NULL });
}

static void draw_curves(struct picture *picture, const struct opinion_list *list, double zero)
{
    int *stretch = arena_alloc(&picture->arena, ((size_t)list->count + 1) * sizeof *stretch), stretches = 0;
    find_stretches(picture, list, stretch);
    for (int i = 0; i < list->count; i++)
        stretches = stretch[i] >= stretches ? stretch[i] + 1 : stretches;
    for (int number = 0; number < stretches; number++) {
        struct band band = band_of(picture, list, stretch, number, zero);
        if (band.count > 1)
            draw_band(picture, &band);
        for (int i = 0; i < list->count; i++)
            if (band.count == 1 && stretch[i] == number)
                draw_whisker(picture, &list->opinion[i], zero, picture->theme->planned);
    }
}

void draw_diamond(struct picture *picture, double x, double y, bool redundant)
{
    const struct theme *theme = picture->theme;
    const char *fill = redundant && !theme->outlined ? theme->redundant : theme->paper;
    for (double half = DIAMOND; half > 3; half -= 4.5) {
        svg_cut_rect(picture->svg, x - half, y - half, 2 * half, 2 * half, half, fill,
                     (struct stroke){ redundant ? theme->redundant : theme->extra, 1.8, NULL });
        if (!redundant || !theme->outlined) /* lines only: a redundant one is double */
            return;
    }
}

static void draw_dot(struct picture *picture, const struct opinion *opinion, double y)
{
    struct stroke stroke = { picture->theme->planned, 2.2, NULL };
    const char *number = arena_printf(&picture->arena, "%d", opinion->card->step + 1);
    double size = 10.5;
    while (size > 8 && text_width(picture, number, size, true) > 2 * RADIUS - 3)
        size -= 0.5;
    bool fits = text_width(picture, number, size, true) <= 2 * RADIUS - 3 && !opinion->crowded;
    svg_circle(picture->svg, opinion->x, y, fits ? RADIUS : DOT, picture->theme->paper, stroke);
    if (fits)
        text_middle(picture, opinion->x, y + 0.36 * size, size, true, picture->theme->planned, number);
}

/* For who hovers, or cannot see: everything the point says. */
static void open_point(struct picture *picture, const struct opinion *opinion)
{
    const struct satisfaction *satisfaction = opinion->satisfaction;
    const struct map_card *card = opinion->card;
    const char *title =
        clean_text(picture, card->step != NONE ? step_title(picture->journey, card->step)
                                               : detour_name(picture->audit, &picture->audit->detour[card->detour]));
    const char *quartile[3];
    for (int i = 0; i < 3; i++)
        quartile[i] = number_text(picture, satisfaction->quartile[i],
                                  satisfaction->quartile[i] != rint(satisfaction->quartile[i]));
    buffer_add_string(picture->svg, "<g class=\"opinion\"><title>");
    svg_escape(picture->svg,
               arena_printf(&picture->arena, _("%s: median %s, half of the answers from %s to %s; users: %s"), title,
                            quartile[1], quartile[0], quartile[2], answered_text(picture, opinion)));
    buffer_add_string(picture->svg, "</title>\n");
}

static void draw_points(struct picture *picture, const struct opinion_list *list, double zero)
{
    double line_end[COUNT_LINES] = { 0 };
    for (int i = 0; i < list->count; i++) {
        const struct opinion *opinion = &list->opinion[i];
        enum map_opinion kind = opinion_kind(picture, opinion->card);
        double y = height_of(zero, opinion->satisfaction->quartile[1]);
        open_point(picture, opinion);
        if (kind == MAP_OPINION_STEP) {
            draw_dot(picture, opinion, y);
        } else {
            draw_whisker(picture, opinion, zero, opinion_colour(picture, opinion->card));
            draw_diamond(picture, opinion->x, y, kind == MAP_OPINION_REDUNDANT);
        }
        const char *users = answered_text(picture, opinion);
        double half = text_width(picture, users, COUNT_SIZE, false) / 2;
        int line = line_with_room(line_end, COUNT_LINES, opinion->x - half, opinion->x + half, 3);
        if (line != NONE)
            text_middle(picture, opinion->x, height_of(zero, -2) + RADIUS + 6 + COUNT_LEADING * (line + 0.7),
                        COUNT_SIZE, false, picture->theme->second_text, users);
        buffer_add_string(picture->svg, "</g>\n");
    }
}

static void draw_quotes(struct picture *picture, const struct opinion_list *list, int system, double top, double zero)
{
    struct quote quote[QUOTES];
    for (int q = map_quotes(picture, picture->layout, quote) - 1; q >= 0; q--)
        for (int i = 0; i < list->count; i++) {
            const struct opinion *opinion = &list->opinion[i];
            if (quote[q].system != system || quote[q].card != opinion->card)
                continue;
            double y = height_of(zero, opinion->satisfaction->quartile[1]);
            draw_quote(picture, &quote[q], top + 8,
                       (struct point){ opinion->x, y - (opinion->card->step != NONE ? RADIUS : DIAMOND) },
                       opinion_colour(picture, opinion->card));
        }
}

void draw_satisfaction(struct picture *picture, int system, double top)
{
    struct opinion_list list = map_opinions(picture, picture->layout, system);
    double right = picture->layout->system[system].right, left = MARGIN + TAB_WIDTH + SCALE_WIDTH;
    double zero = top + quotes_height(picture, picture->layout, system) + ABOVE + 2 * UNIT;
    struct row_heading head = heading();
    open_row(picture, &head, system, right, top, satisfaction_height(picture, picture->layout, system));
    draw_scale(picture, left, right - ROW_PADDING, zero);
    text_to(picture, left - 6, height_of(zero, -2) + RADIUS + 6 + 0.7 * COUNT_LEADING, COUNT_SIZE, false,
            picture->theme->second_text, "n");
    draw_curves(picture, &list, zero);
    draw_quotes(picture, &list, system, top, zero);
    draw_points(picture, &list, zero);
    close_row(picture);
}
