#include "draw/cards.h"
#include "base/message.h"
#include "draw/card_face.h"
#include "draw/print.h"
#include <math.h>

enum { GAP_ACROSS = 14, GAP_DOWN = 9, HEADING = 16, FOOT = 12, CARDS_MOST = 100000 };

struct card_grid card_grid_of(enum paper paper, bool portrait)
{
    struct extent sheet = paper_extent(paper, portrait);
    double width = sheet.width - 2 * SHEET_MARGIN, height = sheet.height - 2 * SHEET_MARGIN - HEADING - FOOT;
    struct card_grid grid = {
        .columns = (int)((width + GAP_ACROSS) / (CARD_SIDE + GAP_ACROSS)),
        .rows = (int)((height + GAP_DOWN) / (CARD_SIDE + GAP_DOWN)),
        .pitch_x = CARD_SIDE + GAP_ACROSS,
        .pitch_y = CARD_SIDE + GAP_DOWN,
    };
    grid.x = (sheet.width - grid.columns * grid.pitch_x + GAP_ACROSS) / 2;
    grid.y = SHEET_MARGIN + HEADING + (height - grid.rows * grid.pitch_y + GAP_DOWN) / 2;
    return grid;
}

/* Which card is where: steps first, then contacts; blank ones in turns, so that each sheet has both. */
struct card_counts {
    int steps, contacts;
};

static bool has_steps(const struct cards_request *request) { return request->journey && request->journey->steps; }

static struct card_counts counts_of(const struct cards_request *request)
{
    struct card_grid grid = card_grid_of(request->paper, request->portrait);
    int half = (grid.columns * grid.rows + 1) / 2;
    if (has_steps(request))
        return (struct card_counts){ request->journey->steps,
                                     request->copies ? request->copies : request->journey->steps };
    int copies = request->copies ? request->copies : half;
    return (struct card_counts){ copies, copies };
}

int cards_sheets(const struct cards_request *request)
{
    struct card_grid grid = card_grid_of(request->paper, request->portrait);
    struct card_counts counts = counts_of(request);
    int each = grid.columns * grid.rows;
    return (counts.steps + counts.contacts + each - 1) / each;
}

static void draw_card(struct picture *picture, const struct cards_request *request, int number, double x, double y)
{
    struct card_counts counts = counts_of(request);
    if (has_steps(request) && number < counts.steps)
        card_of_step(picture, x, y, number);
    else if (has_steps(request) || number % 2)
        card_of_contact(picture, x, y);
    else
        card_of_step(picture, x, y, NONE);
}

static void draw_texts(struct picture *picture, const struct cards_request *request, const struct card_grid *grid,
                       int sheet)
{
    struct extent paper = paper_extent(request->paper, request->portrait);
    const char *colour = picture->theme->second_text;
    double x = MM(grid->x), right = MM(paper.width - grid->x), y = MM(grid->y - 7);
    const char *page = arena_printf(&picture->arena, "%d/%d", sheet + 1, cards_sheets(request));
    const char *title = request->journey ? arena_printf(&picture->arena, _("%s · cards"), picture_title(picture))
                                         : _("Cards of steps and contacts");
    double beside = text_width(picture, page, PT(9), false);
    text_fitting(picture, x, y - PT(12), PT(10), PT(8.5), true, picture->theme->text, right - x - beside - PT(8),
                 title);
    text_to(picture, right, y - PT(12), PT(9), false, colour, page);
    text_fitting(picture, x, y, PT(9), PT(7), false, colour, right - x,
                 _("Print at 100 %, cut along the line (76 × 76 mm), circle the channel"));
    double foot = MM(paper.height - SHEET_MARGIN - 2);
    const char *control = _("Control: this line measures 50 mm");
    text_at(picture, x, foot, PT(8.5), false, colour, control);
    form_control_line(picture, x + text_width(picture, control, PT(8.5), false) + MM(4), foot - PT(3));
}

void cards_sheet_draw(struct drawing *drawing, const struct cards_request *request, int sheet)
{
    struct picture picture;
    form_init(&picture, request->journey, request->theme);
    struct extent paper = paper_extent(request->paper, request->portrait);
    struct card_grid grid = card_grid_of(request->paper, request->portrait);
    struct card_counts counts = counts_of(request);
    int each = grid.columns * grid.rows;
    draw_texts(&picture, request, &grid, sheet);
    for (int i = 0; i < each && sheet * each + i < counts.steps + counts.contacts; i++) {
        double x = MM(grid.x + i % grid.columns * grid.pitch_x), y = MM(grid.y + i / grid.columns * grid.pitch_y);
        form_crop_marks(&picture, x, y, MM(CARD_SIDE), MM(CARD_SIDE));
        draw_card(&picture, request, sheet * each + i, x, y);
    }
    const char *title = request->journey ? picture_title(&picture) : _("Cards of steps and contacts");
    picture_finish(&picture, drawing, MM(paper.width), MM(paper.height), title,
                   _("Cards of 76 mm to cut out: planned steps, and contacts that were too many, with the channels to "
                     "circle."));
}

bool cards_write(const struct cards_request *request, const char *path, struct diagnostics *diagnostics)
{
    struct extent paper = paper_extent(request->paper, request->portrait);
    struct print *print = print_new(_("Cards of steps and contacts"));
    bool good = true;
    for (int sheet = 0; good && sheet < cards_sheets(request); sheet++) {
        struct drawing drawing = { 0 };
        cards_sheet_draw(&drawing, request, sheet);
        struct artwork *artwork = artwork_new(&drawing, path, diagnostics);
        print_page(print, paper.width * MILLIMETRE, paper.height * MILLIMETRE);
        if (artwork)
            print_artwork(print, artwork, &(struct placement){ .scale = QUARTER });
        good = artwork != NULL;
        artwork_free(artwork);
        drawing_release(&drawing);
    }
    good = good && print_write(print, path, diagnostics);
    print_free(print);
    return good;
}
