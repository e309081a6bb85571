/* What stands around the picture on a tile: crop marks, where the next sheets go, a plan of them, a control line. */
#include "base/message.h"
#include "draw/form.h"
#include "draw/tiles.h"
#include <math.h>

struct area {
    double x, y, width, height;
};

/* Places on the page, in units of a form. `right`, `bottom`: where the dashed lines are; the window's end if none. */
struct tile_page {
    struct picture picture;
    const struct tiling *tiling;
    const struct theme *theme; /* with its paper: the picture's own is clear */
    int row, column;
    bool last_row, last_column;
    double width, height; /* of the sheet */
    struct area window;
    double right, bottom;
};

static double window_right(const struct tile_page *page) { return page->window.x + page->window.width; }
static double window_bottom(const struct tile_page *page) { return page->window.y + page->window.height; }

static void find_places(struct tile_page *page)
{
    const struct tile_axis *across = &page->tiling->across, *down = &page->tiling->down;
    struct extent paper = paper_extent(page->tiling->small, page->tiling->portrait);
    double left = across->start[page->column], top = down->start[page->row];
    page->width = MM(paper.width);
    page->height = MM(paper.height);
    page->window = (struct area){ MM(SHEET_MARGIN), MM(SHEET_MARGIN), MM(tile_end(across, page->column) - left),
                                  MM(tile_end(down, page->row) - top) };
    page->last_column = page->column == across->count - 1;
    page->last_row = page->row == down->count - 1;
    page->right = page->last_column ? window_right(page) : MM(SHEET_MARGIN + across->start[page->column + 1] - left);
    page->bottom = page->last_row ? window_bottom(page) : MM(SHEET_MARGIN + down->start[page->row + 1] - top);
}

/* What another sheet will cover: still there, to align by, but faint under the hatching. */
static void hatch(struct tile_page *page, struct area area)
{
    buffer_printf(page->picture.svg,
                  "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" fill-opacity=\".6\"/>\n",
                  area.x, area.y, area.width, area.height, page->theme->paper);
    svg_rect(page->picture.svg, area.x, area.y, area.width, area.height, 0, "url(#fill-glue)", NO_STROKE);
}

/* In the middle of a strip that is `room` long and begins at (x, y), a third of the way: what goes there. */
static void label(struct tile_page *page, double x, double y, double room, bool upright, int row, int column)
{
    char name[8];
    tile_name(name, row, column);
    struct picture *picture = &page->picture;
    const char *text = arena_printf(&picture->arena, _("glue %s here, its edge on the dashes"), name);
    double size = PT(8);
    if (text_width(picture, text, size, true) > room - 4 * size)
        text = arena_printf(&picture->arena, _("glue %s"), name);
    text = lettering_fit(picture->letters, &picture->arena, text, size, true, room - 4 * size);
    double width = text_width(picture, text, size, true) + 2 * size, height = 1.7 * size;
    double along = fmax(room / 3, width / 2 + size);
    x += upright ? 0 : along;
    y += upright ? along : 0;
    buffer_printf(picture->svg, "<g transform=\"translate(%.1f %.1f)%s\">\n", x, y, upright ? " rotate(90)" : "");
    svg_rect(picture->svg, -width / 2, -height / 2, width, height, 3, page->theme->paper,
             (struct stroke){ page->theme->text, PT(0.6), NULL });
    text_middle(picture, 0, 0.36 * size, size, true, page->theme->text, text);
    buffer_add_string(picture->svg, "</g>\n");
}

static void draw_glue(struct tile_page *page)
{
    double right = window_right(page), bottom = window_bottom(page), tip = MM(0.6), size = MM(3);
    struct picture *picture = &page->picture;
    const char *black = page->theme->text;
    if (!page->last_column)
        hatch(page, (struct area){ page->right, page->window.y, right - page->right, page->window.height });
    if (!page->last_row)
        hatch(page, (struct area){ page->window.x, page->bottom, page->right - page->window.x, bottom - page->bottom });
    if (!page->last_column) {
        form_line(picture, page->right, page->window.y, page->right, bottom, PT(0.9), black, "8.5 4.2");
        svg_arrow(picture->svg, (struct point){ page->right, page->window.y - tip }, 0, 1, size, black);
        svg_arrow(picture->svg, (struct point){ page->right, bottom + tip }, 0, -1, size, black);
        label(page, (page->right + right) / 2, page->window.y, page->window.height, true, page->row, page->column + 1);
    }
    if (!page->last_row) {
        form_line(picture, page->window.x, page->bottom, page->right, page->bottom, PT(0.9), black, "8.5 4.2");
        svg_arrow(picture->svg, (struct point){ page->window.x - tip, page->bottom }, 1, 0, size, black);
        svg_arrow(picture->svg, (struct point){ right + tip, page->bottom }, -1, 0, size, black);
        label(page, page->window.x, (page->bottom + bottom) / 2, page->right - page->window.x, false, page->row + 1,
              page->column);
    }
}

/* The height of a cell of the plan in an area; cells are 4 wide for 3 high. */
static double cell_height(const struct tile_page *page, struct area area)
{
    double pad = MM(3);
    double height =
        fmin((area.height - pad) / page->tiling->down.count, 0.75 * (area.width - pad) / page->tiling->across.count);
    return fmax(0, fmin(height, MM(4)));
}

/* Where the plan is out of the way: beside the picture, where a neighbour is glued over it, or in the margin. */
static struct area plan_area(const struct tile_page *page)
{
    double right = window_right(page), bottom = window_bottom(page), edge = MM(SHEET_MARGIN);
    const struct area choice[] = {
        { right + MM(6), page->window.y, page->width - edge - right - MM(6), page->window.height },
        { page->window.x, bottom + MM(6), page->window.width, page->height - edge - bottom - MM(6) },
        { page->right, page->window.y, right - page->right, page->window.height },
        { page->window.x, page->bottom, page->right - page->window.x, bottom - page->bottom },
        { page->width * 0.6, MM(3.2), page->width * 0.4 - edge - MM(8), MM(5.6) },
    };
    struct area best = choice[0];
    for (size_t i = 1; i < sizeof choice / sizeof *choice; i++)
        if (cell_height(page, choice[i]) > cell_height(page, best) + 0.5)
            best = choice[i];
    return best;
}

static void draw_plan(struct tile_page *page)
{
    struct area area = plan_area(page);
    struct picture *picture = &page->picture;
    const struct theme *theme = page->theme;
    int rows = page->tiling->down.count, columns = page->tiling->across.count;
    double height = cell_height(page, area), width = height / 0.75, pad = MM(1);
    double x = area.x + area.width - columns * width - MM(1.5), y = area.y + area.height - rows * height - MM(1.5);
    svg_rect(picture->svg, x - pad, y - pad, columns * width + 2 * pad, rows * height + 2 * pad, 3, theme->paper,
             (struct stroke){ theme->text, PT(0.6), NULL });
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++) {
            bool here = row == page->row && column == page->column;
            double left = x + column * width, top = y + row * height;
            char name[8];
            tile_name(name, row, column);
            svg_rect(picture->svg, left + 0.8, top + 0.8, width - 1.6, height - 1.6, 0,
                     here ? theme->text : theme->paper, (struct stroke){ theme->text, PT(0.5), NULL });
            if (height >= MM(2.6))
                text_middle(picture, left + width / 2, top + 0.7 * height, 0.6 * height, true,
                            here ? theme->paper : theme->text, name);
        }
}

static const char *trimming(const struct tile_page *page)
{
    if (page->row > 0 && page->column > 0)
        return _("Cut off the left and the upper border, along the picture.");
    if (page->row > 0)
        return _("Cut off the upper border, along the picture.");
    return page->column > 0 ? _("Cut off the left border, along the picture.")
                            : _("First sheet: nothing to cut off, the others go over it.");
}

static void draw_captions(struct tile_page *page, const char *title)
{
    struct picture *picture = &page->picture;
    const struct tiling *tiling = page->tiling;
    double size = PT(7.5), left = MM(SHEET_MARGIN + 8), bottom = page->height - MM(4.2);
    int sheets = tiling->across.count * tiling->down.count;
    char name[8];
    tile_name(name, page->row, page->column);
    double half = (page->width - 2 * left) / 2;
    text_fitting(picture, left, MM(6), size, PT(7), false, page->theme->text, 1.3 * half, trimming(page));
    text_to(picture, page->width - left, MM(6), size, false, page->theme->text,
            lettering_fit(picture->letters, &picture->arena, title, size, false, 0.65 * half));
    form_control_line(picture, left, page->height - MM(5));
    text_at(picture, left + MM(CONTROL_LINE + 2), bottom, size, false, page->theme->text, _("50 mm"));
    const char *caption = arena_printf(
        &picture->arena,
        tiling->portrait ? _("Sheet %s · %s on %d sheets of %s, portrait · print at 100 %%, without scaling")
                         : _("Sheet %s · %s on %d sheets of %s, landscape · print at 100 %%, without scaling"),
        name, PAPER_NAME[tiling->large], sheets, PAPER_NAME[tiling->small]);
    double from = left + MM(CONTROL_LINE + 16);
    text_fitting(picture, from, bottom, size, PT(7), false, page->theme->text,
                 page->width - from - MM(SHEET_MARGIN + 8), caption);
}

void tile_page_draw(struct drawing *drawing, const struct tiling *tiling, int row, int column, const char *title,
                    const struct theme *theme)
{
    struct theme clear = *theme;
    clear.paper = "none";
    struct tile_page page = { .tiling = tiling, .theme = theme, .row = row, .column = column };
    form_init(&page.picture, NULL, &clear);
    find_places(&page);
    buffer_printf(
        page.picture.svg,
        "<defs><pattern id=\"fill-glue\" width=\"14\" height=\"14\" patternUnits=\"userSpaceOnUse\">"
        "<path d=\"M-2 2L2 -2M-2 16L16 -2M12 16L16 12\" stroke=\"%s\" stroke-width=\".8\"/></pattern></defs>\n",
        theme->second_text);
    draw_glue(&page);
    form_crop_marks(&page.picture, page.window.x, page.window.y, page.window.width, page.window.height);
    draw_plan(&page);
    draw_captions(&page, title);
    double width = page.width, height = page.height;
    picture_finish(&page.picture, drawing, width, height, title, "");
}
