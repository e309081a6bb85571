#include "draw/satisfaction_picture.h"
#include "base/message.h"
#include "draw/picture.h"
#include "draw/satisfaction_labels.h"
#include "draw/satisfaction_words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_WIDTH 842.0
#define PAGE_HEIGHT 595.0
#define EDGE 28.0
#define TOP 84.0  /* of map and list */
#define FOOT 74.0 /* under them */
#define BODY 8.5
#define CAPTION 7.2
enum { NAMES_MOST = 30, TICKS = 10, NAME_LINES = 2, WHISKER_BOXES = 6 };
static const double LIST_LEFT = 556, PLOT_LEFT = 62, PLOT_RIGHT = 536, LIST_NAME = 136, ROW = 16.5, ROW_NOTE = 7.6, ROW_HEAD = 20;

struct satisfaction_picture {
    struct picture picture;
    const struct satisfaction_map *map;
    struct box plot;
    double low[2], high[2]; /* of the axes */
    double height;
};

static const char *words(struct satisfaction_picture *view, const char *text)
{
    return clean_text(&view->picture, text);
}

/* --- axes --- */

static void find_range(struct satisfaction_picture *view, int axis)
{
    const struct satisfaction_map *map = view->map;
    double low = map->cut[axis], high = map->cut[axis];
    for (int rank = 0; rank < map->placed; rank++) {
        const struct figure_interval *figure = &map_item_placed(map, rank)->axis[axis];
        low = fmin(low, fmin(figure->value, figure->ci95[0]));
        high = fmax(high, fmax(figure->value, figure->ci95[1]));
    }
    double around = high > low ? 0.07 * (high - low) : 0.5;
    view->low[axis] = low - around;
    view->high[axis] = high + around;
}

static double at(const struct satisfaction_picture *view, int axis, double value)
{
    double share = (value - view->low[axis]) / (view->high[axis] - view->low[axis]);
    share = fmax(0, fmin(1, share));
    return axis == AXIS_SATISFACTION ? view->plot.x + share * view->plot.width
                                     : view->plot.y + (1 - share) * view->plot.height;
}

static double tick_step(double range)
{
    double step = pow(10, floor(log10(range / 5)));
    while (range / step > TICKS)
        step *= range / step > 5 * TICKS ? 10 : range / step > 2 * TICKS ? 5 : 2;
    return step;
}

static const char *tick_text(struct satisfaction_picture *view, int axis, double value, double step)
{
    if (axis == AXIS_IMPORTANCE && view->map->method == IMPORTANCE_SHAPLEY)
        return percent_text(&view->picture, value / 100);
    return number_text(&view->picture, fabs(value) < step / 100 ? 0 : value, step < 0.099 ? 2 : step < 0.99 ? 1 : 0);
}

static void draw_axis(struct satisfaction_picture *view, int axis)
{
    struct picture *picture = &view->picture;
    const struct theme *theme = picture->theme;
    struct box plot = view->plot;
    double step = tick_step(view->high[axis] - view->low[axis]);
    if (axis == AXIS_IMPORTANCE && view->map->method == IMPORTANCE_SHAPLEY)
        step = fmax(step, 1);
    for (double value = ceil(view->low[axis] / step) * step; value <= view->high[axis]; value += step) {
        double place = at(view, axis, value);
        if (axis == AXIS_SATISFACTION) {
            svg_rect(picture->svg, place - 0.4, plot.y + plot.height, 0.8, 4, 0, theme->text, NO_STROKE);
            text_middle(picture, place, plot.y + plot.height + 13, CAPTION + 0.3, false, theme->text,
                        tick_text(view, axis, value, step));
        } else {
            svg_rect(picture->svg, plot.x - 4, place - 0.4, 4, 0.8, 0, theme->text, NO_STROKE);
            text_to(picture, plot.x - 6, place + 2.6, CAPTION + 0.3, false, theme->text,
                    tick_text(view, axis, value, step));
        }
    }
}

static void draw_axis_names(struct satisfaction_picture *view)
{
    struct picture *picture = &view->picture;
    struct box plot = view->plot;
    const char *across = arena_printf(&picture->arena, "%s →", satisfaction_axis_name(view->map, AXIS_SATISFACTION));
    const char *up = arena_printf(&picture->arena, "↑ %s", satisfaction_axis_name(view->map, AXIS_IMPORTANCE));
    text_to(picture, plot.x + plot.width, plot.y + plot.height + 26, BODY, true, picture->theme->text, across);
    text_fitting(picture, EDGE, plot.y - 8, BODY, CAPTION, true, picture->theme->text, plot.x + plot.width - EDGE, up);
}

/* --- quadrants --- */

static struct box quadrant_box(const struct satisfaction_picture *view, enum quadrant quadrant)
{
    struct box plot = view->plot;
    double x = at(view, AXIS_SATISFACTION, view->map->cut[0]), y = at(view, AXIS_IMPORTANCE, view->map->cut[1]);
    bool right = quadrant == QUADRANT_BUILD_ON || quadrant == QUADRANT_MAINTAIN;
    bool upper = quadrant == QUADRANT_IMPROVE || quadrant == QUADRANT_BUILD_ON;
    return (struct box){ right ? x : plot.x, upper ? plot.y : y, right ? plot.x + plot.width - x : x - plot.x,
                         upper ? y - plot.y : plot.y + plot.height - y };
}

/* In its outer corner, in capitals by size alone; returns where it stands. */
static struct box draw_quadrant_name(struct satisfaction_picture *view, enum quadrant quadrant)
{
    struct picture *picture = &view->picture;
    struct box plot = view->plot;
    bool right = quadrant == QUADRANT_BUILD_ON || quadrant == QUADRANT_MAINTAIN;
    bool upper = quadrant == QUADRANT_IMPROVE || quadrant == QUADRANT_BUILD_ON;
    const char *name = capitalised(picture, _(QUADRANT_NAME[quadrant]));
    const char *colour = quadrant == QUADRANT_IMPROVE ? picture->theme->redundant_text : picture->theme->text;
    double size = 12, width;
    while ((width = text_width(picture, name, size, true)) > plot.width / 2 - 16 && size > BODY)
        size -= 0.5;
    double y = upper ? plot.y + 17 : plot.y + plot.height - 9;
    if (right)
        text_to(picture, plot.x + plot.width - 8, y, size, true, colour, name);
    else
        text_at(picture, plot.x + 8, y, size, true, colour, name);
    return (struct box){ right ? plot.x + plot.width - 10 - width : plot.x + 6, y - size, width + 4, size + 5 };
}

static void draw_quadrants(struct satisfaction_picture *view, struct box *name)
{
    struct picture *picture = &view->picture;
    const struct theme *theme = picture->theme;
    static const enum quadrant order[QUADRANTS] = { QUADRANT_BUILD_ON, QUADRANT_MAINTAIN, QUADRANT_WATCH,
                                                    QUADRANT_IMPROVE };
    struct box plot = view->plot;
    double x = at(view, AXIS_SATISFACTION, view->map->cut[0]), y = at(view, AXIS_IMPORTANCE, view->map->cut[1]);
    for (int q = 0; q < QUADRANTS; q++) {
        struct box box = quadrant_box(view, order[q]);
        const char *fill = order[q] == QUADRANT_IMPROVE ? theme->redundant_tint
                           : order[q] == QUADRANT_WATCH ? theme->soft
                                                        : theme->paper;
        svg_rect(picture->svg, box.x, box.y, fmax(0, box.width), fmax(0, box.height), 0, fill, NO_STROKE);
    }
    svg_rect(picture->svg, plot.x, plot.y, plot.width, plot.height, 0, "none", (struct stroke){ theme->text, 1, NULL });
    struct box improve = quadrant_box(view, QUADRANT_IMPROVE);
    if (improve.width > 2 && improve.height > 2) /* told from the others in black and white too */
        svg_rect(picture->svg, improve.x + 1, improve.y + 1, improve.width - 2, improve.height - 2, 0, "none",
                 (struct stroke){ theme->redundant, 2, NULL });
    svg_rounded_line(picture->svg, (struct point[]){ { x, plot.y }, { x, plot.y + plot.height } }, 2, 0,
                     (struct stroke){ theme->text, 1.2, "5 3" });
    svg_rounded_line(picture->svg, (struct point[]){ { plot.x, y }, { plot.x + plot.width, y } }, 2, 0,
                     (struct stroke){ theme->text, 1.2, "5 3" });
    for (int q = 0; q < QUADRANTS; q++)
        name[q] = draw_quadrant_name(view, (enum quadrant)q);
}

/* --- items --- */

static struct point point_of(const struct satisfaction_picture *view, const struct map_item *item)
{
    return (struct point){ at(view, AXIS_SATISFACTION, item->axis[0].value),
                           at(view, AXIS_IMPORTANCE, item->axis[1].value) };
}

static const char *item_colour(const struct satisfaction_picture *view, const struct map_item *item)
{
    return item->quadrant == QUADRANT_IMPROVE ? view->picture.theme->redundant_text : view->picture.theme->text;
}

/* Two lines and their ends, drawn; the boxes are what labels should leave free: the ends before all. */
static void draw_whiskers(struct satisfaction_picture *view, const struct map_item *item,
                          struct box line[WHISKER_BOXES])
{
    struct buffer *svg = view->picture.svg;
    const char *colour = view->picture.theme->second_text;
    struct point point = point_of(view, item);
    double left = at(view, 0, item->axis[0].ci95[0]), right = at(view, 0, item->axis[0].ci95[1]),
           bottom = at(view, 1, item->axis[1].ci95[0]), top = at(view, 1, item->axis[1].ci95[1]);
    struct point end[4] = { { left, point.y }, { right, point.y }, { point.x, top }, { point.x, bottom } };
    line[0] = (struct box){ left, point.y - 0.5, right - left, 1 };
    line[1] = (struct box){ point.x - 0.5, top, 1, bottom - top };
    for (int i = 0; i < 2; i++)
        svg_rect(svg, line[i].x, line[i].y, fmax(1, line[i].width), fmax(1, line[i].height), 0, colour, NO_STROKE);
    for (int i = 0; i < 4; i++) {
        double across = i < 2 ? 1 : 5, down = i < 2 ? 5 : 1;
        svg_rect(svg, end[i].x - across / 2, end[i].y - down / 2, across, down, 0, colour, NO_STROKE);
        line[2 + i] = (struct box){ end[i].x - 3, end[i].y - 3, 6, 6 };
    }
}

static void draw_disc(struct satisfaction_picture *view, const struct map_item *item, double x, double y)
{
    struct picture *picture = &view->picture;
    const struct theme *theme = picture->theme;
    const char *colour = item_colour(view, item);
    bool hollow = item->indicative || theme->outlined;
    svg_circle(picture->svg, x, y, LABEL_DISC / 2 - 0.6, hollow ? theme->paper : colour,
               (struct stroke){ colour, 1.1, item->indicative ? "2 1.6" : NULL });
    text_middle(picture, x, y + 2.9, item->number > 99 ? 7 : 8, true, hollow ? colour : theme->paper,
                arena_printf(&picture->arena, "%d", item->number));
}

struct item_label {
    char *line[NAME_LINES];
    int lines;
    double width;
};

static void measure_label(struct satisfaction_picture *view, const struct map_item *item, struct label *label,
                          struct item_label *text)
{
    struct picture *picture = &view->picture;
    text->lines = lettering_wrap(picture->letters, &picture->arena, words(view, item->name), CAPTION + 0.6, false, 92,
                                 NAME_LINES, text->line, NULL);
    for (int i = 0; i < text->lines; i++)
        text->width = fmax(text->width, text_width(picture, text->line[i], CAPTION + 0.6, false));
    *label = (struct label){ .point = point_of(view, item),
                             .width = LABEL_DISC + 4 + text->width,
                             .height = fmax(LABEL_DISC, text->lines * 9.2 + 2),
                             .named = view->map->placed <= NAMES_MOST };
}

/* What a name stands on, so that no whisker runs through it. */
static void draw_plate(struct satisfaction_picture *view, const struct label *label)
{
    struct box box = label->box;
    if (label->named)
        svg_rect(view->picture.svg, label->disc_right ? box.x - 1 : box.x + LABEL_DISC / 2, box.y,
                 box.width - LABEL_DISC / 2 + 1, box.height, 3, view->picture.theme->paper, NO_STROKE);
}

static void draw_leader(struct satisfaction_picture *view, const struct map_item *item, const struct label *label)
{
    struct point disc = label_disc(label);
    if (hypot(disc.x - label->point.x, disc.y - label->point.y) > LABEL_DISC / 2 + 6)
        svg_rounded_line(view->picture.svg, (struct point[]){ label->point, disc }, 2, 0,
                         (struct stroke){ item_colour(view, item), 0.7, NULL });
}

static void draw_label(struct satisfaction_picture *view, const struct map_item *item, const struct label *label,
                       const struct item_label *text)
{
    struct picture *picture = &view->picture;
    double radius = LABEL_DISC / 2, disc = label_disc(label).x, middle = label_disc(label).y;
    draw_disc(view, item, disc, middle);
    for (int i = 0; i < text->lines && label->named; i++) {
        double y = middle + 2.7 + (i - (text->lines - 1) / 2.0) * 9.2;
        if (label->disc_right)
            text_to(picture, disc - radius - 2.5, y, CAPTION + 0.6, false, picture->theme->text, text->line[i]);
        else
            text_at(picture, disc + radius + 2.5, y, CAPTION + 0.6, false, picture->theme->text, text->line[i]);
    }
}

static void draw_items(struct satisfaction_picture *view, const struct box *name)
{
    const struct satisfaction_map *map = view->map;
    size_t count = (size_t)map->placed;
    struct box *line = xcalloc(WHISKER_BOXES * count + 2, sizeof *line), plot = view->plot;
    struct label *label = xcalloc(count + 1, sizeof *label);
    struct item_label *text = xcalloc(count + 1, sizeof *text);
    for (int i = 0; i < map->placed; i++) {
        draw_whiskers(view, map_item_placed(map, i), &line[WHISKER_BOXES * i]);
        measure_label(view, map_item_placed(map, i), &label[i], &text[i]);
    }
    line[WHISKER_BOXES * count] = (struct box){ at(view, 0, map->cut[0]) - 0.6, plot.y, 1.2, plot.height };
    line[WHISKER_BOXES * count + 1] = (struct box){ plot.x, at(view, 1, map->cut[1]) - 0.6, plot.width, 1.2 };
    labels_place(label, map->placed, (struct box){ plot.x + 3, plot.y + 3, plot.width - 6, plot.height - 6 },
                 (struct point){ at(view, 0, map->cut[0]), at(view, 1, map->cut[1]) }, name, QUADRANTS, line,
                 WHISKER_BOXES * map->placed + 2);
    for (int i = 0; i < map->placed; i++)
        draw_plate(view, &label[i]);
    for (int i = 0; i < map->placed; i++)
        draw_leader(view, map_item_placed(map, i), &label[i]);
    for (int i = map->placed; i-- > 0;) {
        const struct map_item *item = map_item_placed(map, i);
        svg_circle(view->picture.svg, label[i].point.x, label[i].point.y, 2.6,
                   item->indicative ? view->picture.theme->paper : item_colour(view, item),
                   (struct stroke){ item_colour(view, item), 1, NULL });
    }
    for (int i = map->placed; i-- > 0;)
        draw_label(view, map_item_placed(map, i), &label[i], &text[i]);
    free(line);
    free(label);
    free(text);
}

/* --- the list --- */

/* The name in the list: on two lines rather than cut. */
static int list_name(struct satisfaction_picture *view, const struct map_item *item, char *line[NAME_LINES])
{
    return lettering_wrap(view->picture.letters, &view->picture.arena, words(view, item->name), BODY, false, LIST_NAME,
                          NAME_LINES, line, NULL);
}

static double row_height(struct satisfaction_picture *view, const struct map_item *item)
{
    char *line[NAME_LINES];
    int more = list_name(view, item, line) - 1 + (*satisfaction_marks(&view->picture.arena, item) != '\0');
    return ROW + ROW_NOTE * more + (more > 1 ? 2 : 0);
}

static double list_height(struct satisfaction_picture *view)
{
    const struct satisfaction_map *map = view->map;
    double height = 16;
    for (int q = 0; q < QUADRANTS; q++)
        height += ROW_HEAD * (map->quadrant_items[q] > 0);
    for (int i = 0; i < map->placed; i++)
        height += row_height(view, map_item_placed(map, i));
    return height;
}

static void draw_list_head(struct satisfaction_picture *view, double right)
{
    struct picture *picture = &view->picture;
    const char *colour = picture->theme->second_text;
    text_at(picture, LIST_LEFT, TOP, CAPTION, false, colour, _("item"));
    text_to(picture, right - 72, TOP, CAPTION, false, colour, _("satisf."));
    text_to(picture, right - 29, TOP, CAPTION, false, colour, _("import."));
    text_to(picture, right, TOP, CAPTION, false, colour, "n");
}

static double draw_row(struct satisfaction_picture *view, const struct map_item *item, double y, double right)
{
    struct picture *picture = &view->picture;
    const struct theme *theme = picture->theme;
    const char *marks = satisfaction_marks(&picture->arena, item);
    char *line[NAME_LINES];
    int lines = list_name(view, item, line);
    draw_disc(view, item, LIST_LEFT + 7.5, y - 3);
    for (int i = 0; i < lines; i++)
        text_at(picture, LIST_LEFT + 19, y + 10 * i, BODY, false, theme->text, line[i]);
    for (int axis = 0; axis < 2; axis++)
        text_to(picture, right - (axis ? 29 : 72), y, BODY, false, theme->text,
                satisfaction_value(&picture->arena, view->map, axis, item->axis[axis].value));
    text_to(picture, right, y, BODY, false, theme->text, number_text(picture, (double)item->answers[0], 0));
    text_fitting(picture, LIST_LEFT + 19, y + 9 + 10 * (lines - 1), CAPTION, 7, false, theme->second_text,
                 right - LIST_LEFT - 19, marks);
    return y + row_height(view, item);
}

static void draw_list(struct satisfaction_picture *view)
{
    struct picture *picture = &view->picture;
    const struct satisfaction_map *map = view->map;
    double y = TOP + 4, right = PAGE_WIDTH - EDGE;
    draw_list_head(view, right);
    for (int i = 0; i < map->placed; i++) {
        const struct map_item *item = map_item_placed(map, i);
        if (!i || item->quadrant != map_item_placed(map, i - 1)->quadrant) {
            bool improve = item->quadrant == QUADRANT_IMPROVE;
            svg_rect(picture->svg, LIST_LEFT, y + 2, right - LIST_LEFT, ROW_HEAD - 5, 2,
                     improve ? picture->theme->redundant_tint : picture->theme->soft,
                     tab_stroke(picture, picture->theme->text));
            text_fitting(picture, LIST_LEFT + 4, y + 12.5, BODY, CAPTION, true,
                         improve ? picture->theme->redundant_text : picture->theme->text, right - LIST_LEFT - 8,
                         capitalised(picture, _(QUADRANT_NAME[item->quadrant])));
            y += ROW_HEAD;
        }
        y = draw_row(view, item, y + 9.5, right) - 9.5;
    }
}

/* --- around it --- */

static void draw_head(struct satisfaction_picture *view, const char *title)
{
    struct picture *picture = &view->picture;
    const struct theme *theme = picture->theme;
    const char *overall = "";
    if (!isnan(view->map->overall.value))
        overall = arena_printf(&picture->arena, _("; overall mark %s (n = %s)"),
                               number_text(picture, view->map->overall.value, 1),
                               number_text(picture, (double)view->map->overall_answers, 0));
    text_fitting(picture, EDGE, 38, 19, 11, true, theme->text, PAGE_WIDTH - 2 * EDGE, words(view, title));
    text_fitting(picture, EDGE, 54, 9.5, CAPTION, false, theme->second_text, PAGE_WIDTH - 2 * EDGE,
                 arena_printf(&picture->arena, "%s%s · %s", satisfaction_respondents(&picture->arena, view->map),
                              overall, _(IMPORTANCE_NAME[view->map->method])));
}

/* Which items have no place, and why. */
static const char *missing_items(struct satisfaction_picture *view)
{
    struct arena *arena = &view->picture.arena;
    const char *list = NULL;
    for (int i = 0; i < view->map->items; i++) {
        const struct map_item *item = &view->map->item[i];
        if (item->missing)
            list = arena_printf(arena, "%s%s%s (%s)", list ? list : "", list ? ", " : "", words(view, item->name),
                                satisfaction_missing(arena, view->map, item));
    }
    return list ? arena_printf(arena, _("Without a place: %s."), list) : "";
}

static void draw_foot(struct satisfaction_picture *view)
{
    struct picture *picture = &view->picture;
    struct arena *arena = &picture->arena;
    const char *text =
        arena_printf(arena, "%s %s %s %s", satisfaction_importance(arena, view->map),
                     satisfaction_cut(arena, view->map), satisfaction_intervals(arena, view->map), missing_items(view));
    double y = view->height - FOOT + 26;
    svg_rect(picture->svg, EDGE, y - 11, PAGE_WIDTH - 2 * EDGE, 0.7, 0, picture->theme->rule, NO_STROKE);
    text_lines(picture, EDGE, y, CAPTION, false, picture->theme->second_text, 9.4, PAGE_WIDTH - 2 * EDGE, 5, text);
}

/* The map in words, for who can't see it. */
static const char *description(struct satisfaction_picture *view)
{
    struct picture *picture = &view->picture;
    const char *text =
        _("Points in four quadrants by satisfaction (across) and importance (upwards), and the list of them.");
    for (int q = 0; q < QUADRANTS; q++)
        text = arena_printf(&picture->arena, "%s %s%s%d.", text, capitalised(picture, _(QUADRANT_NAME[q])), _(": "),
                            view->map->quadrant_items[q]);
    return text;
}

void satisfaction_draw(struct drawing *drawing, const struct satisfaction_map *map, const char *title,
                       const struct theme *theme)
{
    struct satisfaction_picture view = { .map = map };
    struct box name[QUADRANTS];
    picture_init(&view.picture, &(struct view_request){ .theme = theme, .case_number = NONE });
    view.height = fmax(PAGE_HEIGHT, TOP + list_height(&view) + FOOT);
    view.plot = (struct box){ PLOT_LEFT, TOP + 8, PLOT_RIGHT - PLOT_LEFT,
                              fmin(view.height - TOP - FOOT - 26, 1.5 * (PLOT_RIGHT - PLOT_LEFT)) };
    find_range(&view, AXIS_SATISFACTION);
    find_range(&view, AXIS_IMPORTANCE);
    draw_head(&view, title);
    draw_quadrants(&view, name);
    draw_axis(&view, AXIS_SATISFACTION);
    draw_axis(&view, AXIS_IMPORTANCE);
    draw_axis_names(&view);
    draw_items(&view, name);
    draw_list(&view);
    draw_foot(&view);
    const char *said = description(&view), *shown = words(&view, title);
    picture_finish(&view.picture, drawing, PAGE_WIDTH, view.height, shown, said);
}
