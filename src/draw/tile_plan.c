/* The page that says how the tiles are put together. */
#include "base/message.h"
#include "draw/form.h"
#include "draw/tiles.h"
#include <math.h>

struct plan_page {
    struct picture picture;
    const struct tiling *tiling;
    const struct theme *theme;
    double width, height; /* units of a form */
    double x, y, scale;   /* of the thumbnail: units, and of the whole */
    double steps_x, steps_y, steps_width;
};

static void find_places(struct plan_page *page)
{
    const struct tiling *tiling = page->tiling;
    struct extent paper = paper_extent(tiling->small, tiling->portrait), large = tiling->whole;
    double edge = SHEET_MARGIN + 4, inner = paper.width - 2 * edge, top = edge + 26;
    double wide = tiling->portrait ? inner : 0.62 * inner;
    double high = (tiling->portrait ? 0.56 * paper.height : paper.height - edge - 14) - top;
    page->scale = fmin(wide / large.width, high / large.height);
    page->x = MM(edge);
    page->y = MM(top);
    page->width = MM(paper.width);
    page->height = MM(paper.height);
    if (tiling->portrait) {
        page->steps_x = MM(edge);
        page->steps_y = page->y + MM(large.height * page->scale + 14);
    } else {
        page->steps_x = page->x + MM(wide + 10);
        page->steps_y = page->y + MM(4);
    }
    page->steps_width = page->width - page->steps_x - MM(edge);
}

/* The cuts over the thumbnail, and each sheet's name in the middle of what it shows alone. */
static void draw_sheets(struct plan_page *page)
{
    const struct tile_axis *across = &page->tiling->across, *down = &page->tiling->down;
    struct picture *picture = &page->picture;
    const struct theme *theme = page->theme;
    double unit = MM(page->scale), width = across->length * unit, height = down->length * unit;
    svg_rect(picture->svg, page->x, page->y, width, height, 0, "none", (struct stroke){ theme->text, PT(1), NULL });
    for (int column = 1; column < across->count; column++)
        form_line(picture, page->x + across->start[column] * unit, page->y, page->x + across->start[column] * unit,
                  page->y + height, PT(1), theme->text, "8.5 4.2");
    for (int row = 1; row < down->count; row++)
        form_line(picture, page->x, page->y + down->start[row] * unit, page->x + width,
                  page->y + down->start[row] * unit, PT(1), theme->text, "8.5 4.2");
    for (int row = 0; row < down->count; row++)
        for (int column = 0; column < across->count; column++) {
            double right = column + 1 < across->count ? across->start[column + 1] : across->length,
                   bottom = row + 1 < down->count ? down->start[row + 1] : down->length;
            double x = page->x + (across->start[column] + right) / 2 * unit,
                   y = page->y + (down->start[row] + bottom) / 2 * unit;
            double size = fmin(PT(13), 0.3 * fmin(right - across->start[column], bottom - down->start[row]) * unit);
            char name[8];
            tile_name(name, row, column);
            svg_rect(picture->svg, x - 1.2 * size, y - 0.85 * size, 2.4 * size, 1.7 * size, 0.4 * size, theme->paper,
                     (struct stroke){ theme->text, PT(0.8), NULL });
            text_middle(picture, x, y + 0.36 * size, size, true, theme->text, name);
        }
}

static void draw_steps(struct plan_page *page)
{
    struct picture *picture = &page->picture;
    char last[8];
    tile_name(last, page->tiling->down.count - 1, page->tiling->across.count - 1);
    const char *const step[] = {
        _("Print all pages at 100 %: “actual size”, not “fit to page”. On each sheet the control line measures 50 mm."),
        arena_printf(&picture->arena,
                     _("Lay the sheets out as on this plan, from A1 to %s: letters are rows, numbers columns."), last),
        _("Cut off the left border of all sheets but those of column 1, and the upper border of all but those of row "
          "A, from one crop mark to the other."),
        _("Glue each row from left to right: the cut edge goes on the dashed line between the triangles, over the "
          "hatched strip."),
        _("Glue the rows below each other in the same way, from the top down."),
        _("Last, cut off the border around the whole."),
    };
    double size = PT(10), y = page->steps_y;
    for (size_t i = 0; i < sizeof step / sizeof *step; i++)
        y += 1.25 * size *
                 fmax(2, form_instruction(picture, page->steps_x, y, size, page->steps_width, (int)i + 1, 6, step[i])) +
             0.9 * size;
}

static void draw_texts(struct plan_page *page, const char *title)
{
    struct picture *picture = &page->picture;
    const struct tiling *tiling = page->tiling;
    const struct theme *theme = page->theme;
    double left = page->x, width = page->width - 2 * left, bottom = page->height - MM(SHEET_MARGIN + 4);
    int sheets = tiling->across.count * tiling->down.count;
    text_fitting(picture, left, MM(SHEET_MARGIN + 10), PT(20), PT(13), true, theme->text, width, title);
    const char *what = arena_printf(&picture->arena,
                                    tiling->portrait ? _("Assembly plan: %.0f × %.0f mm, as large as on %s, on %d "
                                                         "sheets of %s, portrait, that overlap by at least %d mm")
                                                     : _("Assembly plan: %.0f × %.0f mm, as large as on %s, on %d "
                                                         "sheets of %s, landscape, that overlap by at least %d mm"),
                                    tiling->whole.width, tiling->whole.height, PAPER_NAME[tiling->large], sheets,
                                    PAPER_NAME[tiling->small], TILE_OVERLAP);
    text_fitting(picture, left, MM(SHEET_MARGIN + 19), PT(11), PT(8.5), false, theme->second_text, width, what);
    form_control_line(picture, left, bottom - MM(1));
    text_fitting(picture, left + MM(CONTROL_LINE + 4), bottom, PT(9), PT(7), false, theme->text,
                 width - MM(CONTROL_LINE + 4), _("This line measures 50 mm if the page was printed at 100 %."));
}

struct tile_thumbnail tile_plan_draw(struct drawing *drawing, const struct tiling *tiling, const char *title,
                                     const struct theme *theme)
{
    struct theme clear = *theme;
    clear.paper = "none";
    struct plan_page page = { .tiling = tiling, .theme = theme };
    form_init(&page.picture, NULL, &clear);
    find_places(&page);
    draw_sheets(&page);
    draw_texts(&page, title);
    /* discs are of the paper's colour in outlined themes */
    page.picture.theme = theme;
    draw_steps(&page);
    page.picture.theme = &clear;
    double width = page.width, height = page.height;
    struct tile_thumbnail thumbnail = { page.x / MM(1), page.y / MM(1), page.scale };
    picture_finish(&page.picture, drawing, width, height, title, "");
    return thumbnail;
}
