/* Title and headline figures. */
#include "base/message.h"
#include "draw/figures.h"
#include "draw/map_picture.h"

enum {
    FIGURE_WIDTH = 224, FIGURE_HEIGHT = 126, FIGURE_GAP = 12, TITLE_WIDTH_LEAST = 620, TITLE_HEIGHT = 132,
};

static const struct figure_look LOOK = {
    FIGURE_WIDTH, FIGURE_HEIGHT, 15, 8, 4,
    { { 46, 38, 20 }, { 71, 14.5, 11 }, { 91, 13.5, 10.5 }, { 111, 12, 9 } },
};

static bool beside_title(double width)
{
    return width >= 2 * MARGIN + FIGURES * (FIGURE_WIDTH + FIGURE_GAP) + TITLE_WIDTH_LEAST;
}

double header_height(struct picture *picture, double width)
{
    if (!picture->audit || beside_title(width))
        return TITLE_HEIGHT + 22;
    return TITLE_HEIGHT + FIGURE_HEIGHT + 22;
}

void draw_header(struct picture *picture, double width)
{
    bool beside = beside_title(width);
    double room = width - 2 * MARGIN - (picture->audit && beside ? FIGURES * (FIGURE_WIDTH + FIGURE_GAP) + 20 : 0);
    text_fitting(picture, MARGIN, 64, 40, 24, true, picture->theme->text, room, picture_title(picture));
    text_fitting(picture, MARGIN, 96, 19, 13, false, picture->theme->second_text, room,
                 !picture->audit                     ? _("What is planned, step by step")
                 : picture->audit->options.simulated ? _("What is planned and what was simulated, step by step")
                                                     : _("What was planned and what was lived, step by step"));
    text_fitting(picture, MARGIN, 122, 15, 11, false, picture->theme->second_text, room, source_line(picture));
    if (!picture->audit)
        return;
    struct figure figure[FIGURES];
    figures_of(picture, figure);
    double x = beside ? width - MARGIN - FIGURES * FIGURE_WIDTH - (FIGURES - 1) * FIGURE_GAP : MARGIN,
           y = beside ? 20 : TITLE_HEIGHT + 8;
    for (int i = 0; i < FIGURES; i++)
        draw_figure(picture, x + i * (FIGURE_WIDTH + FIGURE_GAP), y, &figure[i], &LOOK);
}
