/* How much fits on the blank poster: sizes follow the paper, from A0, but texts stay readable and places usable. */
#include "base/message.h"
#include "draw/blank.h"
#include <math.h>

enum { LANES_MOST = 7, COLUMNS_MOST = 24 }; /* unless more are asked for */

/* Heights and widths in sizes of the body text. */
static const double LANE_PAD = 0.17, COLUMN_GAP = 0.35, BLOCK_GAP = 0.3;
enum { BLOCKS = 8 };

static double millimetres(double points) { return points / MILLIMETRE; }

static void set_sizes(struct blank_layout *layout, const struct blank_request *request, const struct blank_needs *needs)
{
    static const double place[PAPER_COUNT] = { 25, 27, 38, 53, PLACE_LARGEST };
    double scale = pow(0.5, (PAPER_A0 - (int)request->paper) / 2.0), least = paper_least_text(request->paper);
    layout->body = fmax(32 * scale, request->paper <= PAPER_A3 ? 8.5 : least);
    layout->caption = fmax(25 * scale, least);
    layout->place = place[request->paper];
    double body = millimetres(layout->body), caption = millimetres(layout->caption);
    double title = 1.15 * millimetres(fmax(84 * scale, 1.8 * layout->body)) + 3.7 * body, guide = 8.8 * caption;
    layout->header = request->portrait ? title + guide + body : fmax(title, guide);
    layout->phases = 1.9 * body;
    layout->satisfaction = 6.5 * body;
    layout->waiting = layout->documents = fmax(3.7 * caption, 1.5 * body + 1.6 * caption);
    layout->remarks = 6.5 * body;
    layout->channels = 2.5 * body * needs->channel_rows + 1.5 * caption;
    layout->gap = 0.22 * body;
    layout->tab = fmax(7.2 * body, needs->tab);
    layout->left = SHEET_MARGIN;
    layout->lanes_top = SHEET_MARGIN + layout->header + layout->phases + 2 * BLOCK_GAP * body;
}

static double height_of_lanes(const struct blank_layout *layout)
{
    return layout->sheet.height - 2 * SHEET_MARGIN - layout->header - layout->phases - layout->satisfaction -
           layout->waiting - layout->documents - layout->remarks - layout->channels -
           BLOCKS * BLOCK_GAP * millimetres(layout->body);
}

/* How many `size` wide things fit, each but the last with `gap` behind it. */
static int how_many(double space, double size, double gap) { return (int)floor((space + gap) / (size + gap) + 1e-9); }

/* Rather than have smaller places, the rows to draw and write in give up to a third; returns how much. */
static double make_room(struct blank_layout *layout, double wanted)
{
    double both = layout->satisfaction + layout->remarks, give = fmax(0, fmin(wanted, 0.35 * both));
    layout->satisfaction *= 1 - give / both;
    layout->remarks *= 1 - give / both;
    return give;
}

static bool fit_lanes(struct blank_layout *layout, const struct blank_request *request, struct diagnostics *diagnostics)
{
    double space = height_of_lanes(layout), pad = 2 * LANE_PAD * millimetres(layout->body), gap = layout->gap;
    int fit = how_many(space, layout->place + pad, gap), most = how_many(space, PLACE_LEAST + pad, gap);
    layout->lanes = request->lanes ? request->lanes : fit < 1 ? 1 : fit > LANES_MOST ? LANES_MOST : fit;
    if (layout->lanes > most)
        return diagnostics_error(
            diagnostics, (struct source_position){ .file = request->who },
            request->paper != PAPER_A0
                ? _("%d lanes do not fit on %s with places of at least %d mm: expected at most %d, or larger paper")
            : request->portrait
                ? _("%d lanes do not fit on %s with places of at least %d mm: expected at most %d")
                : _("%d lanes do not fit on %s with places of at least %d mm: expected at most %d, or --portrait"),
            layout->lanes, PAPER_NAME[request->paper], PLACE_LEAST, most);
    space += make_room(layout, layout->lanes * (layout->place + pad + gap) - gap - space);
    double each = (space + gap) / layout->lanes - gap;
    layout->place = fmin(layout->place, floor(each - pad));
    double lane = fmin(each, layout->place + 3 * pad);
    layout->pitch_y = lane + gap;
    layout->remarks += space - layout->lanes * layout->pitch_y + gap; /* what is left is for writing */
    return true;
}

static bool fit_columns(struct blank_layout *layout, const struct blank_request *request, double cell,
                        struct diagnostics *diagnostics)
{
    double space = layout->sheet.width - 2 * SHEET_MARGIN - layout->tab;
    double gap = COLUMN_GAP * millimetres(layout->body);
    int fit = (int)floor(space / fmax(layout->place + gap, cell)), most = (int)floor(space / (PLACE_LEAST + gap));
    layout->columns = request->columns ? request->columns : fit < 1 ? 1 : fit > COLUMNS_MOST ? COLUMNS_MOST : fit;
    if (layout->columns > most)
        return diagnostics_error(
            diagnostics, (struct source_position){ .file = request->who },
            request->paper != PAPER_A0
                ? _("%d columns do not fit on %s with places of at least %d mm: expected at most %d, or larger paper")
            : request->portrait
                ? _("%d columns do not fit on %s with places of at least %d mm: expected at most %d, or --landscape")
                : _("%d columns do not fit on %s with places of at least %d mm: expected at most %d"),
            layout->columns, PAPER_NAME[request->paper], PLACE_LEAST, most);
    layout->pitch_x = space / layout->columns;
    layout->place = fmin(layout->place, floor(layout->pitch_x - gap));
    return true;
}

bool blank_layout_init(struct blank_layout *layout, const struct blank_request *request,
                       const struct blank_needs *needs, struct diagnostics *diagnostics)
{
    *layout = (struct blank_layout){ .sheet = paper_extent(request->paper, request->portrait) };
    set_sizes(layout, request, needs);
    return fit_lanes(layout, request, diagnostics) && fit_columns(layout, request, needs->cell, diagnostics);
}
