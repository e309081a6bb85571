/* The rows under the lanes: their frames, their order. */
#include "draw/map_rows.h"
#include "base/message.h"
#include <math.h>
#include <string.h>

enum { NAME_SIZE = 16, NAME_LEADING = 19, FIRST_LINE = 27, NOTE_LEADING = 14, NOTE_LINES = 6, LINES = 12 };
static const double NOTE_SIZE = 11.5;

double row_heading_height(struct picture *picture, const struct row_heading *heading)
{
    char *line[LINES];
    int names = lettering_wrap(picture->letters, &picture->arena, heading->name, NAME_SIZE, true, TAB_WIDTH - 16, 2,
                               line, NULL);
    int notes = lettering_wrap(picture->letters, &picture->arena, heading->note, NOTE_SIZE, false, TAB_WIDTH - 16,
                               NOTE_LINES, line, NULL);
    return FIRST_LINE + (names - 1) * NAME_LEADING + 4 + notes * NOTE_LEADING + ROW_PADDING;
}

void open_row(struct picture *picture, const struct row_heading *heading, int system, double right, double top,
              double height)
{
    const double x = MARGIN + 10;
    buffer_printf(picture->svg, "<g id=\"%srow-%s", picture->linked ? "map-" : "", heading->id);
    if (system > 0)
        buffer_printf(picture->svg, "-%d", system + 1);
    buffer_add_string(picture->svg, "\">\n");
    svg_rect(picture->svg, MARGIN, top, right - MARGIN, height, 7, picture->theme->paper,
             (struct stroke){ picture->theme->rule, 1.2, NULL });
    int lines = text_lines(picture, x, top + FIRST_LINE, NAME_SIZE, true, picture->theme->text, NAME_LEADING,
                           TAB_WIDTH - 16, 2, heading->name);
    text_lines(picture, x, top + FIRST_LINE + (lines - 1) * NAME_LEADING + 4 + NOTE_LEADING, NOTE_SIZE, false,
               picture->theme->second_text, NOTE_LEADING, TAB_WIDTH - 16, NOTE_LINES, heading->note);
}

void close_row(struct picture *picture) { buffer_add_string(picture->svg, "</g>\n"); }

int64_t card_users(const struct audit *audit, const struct map_card *card)
{
    return card->step != NONE ? audit->step[card->step].cases : audit_card(audit, (size_t)card->detour)->users;
}

double card_middle(const struct map_layout *layout, const struct map_card *card)
{
    const struct map_system *system = &layout->system[card->system];
    return system->column_x[card->column - system->first] + CARD_WIDTH / 2.0;
}

int line_with_room(double *line_end, int lines, double left, double right, double gap)
{
    for (int i = 0; i < lines; i++)
        if (left >= line_end[i] + gap) {
            line_end[i] = right;
            return i;
        }
    return NONE;
}

double map_rows_height(struct picture *picture, const struct map_layout *layout, int system)
{
    double satisfaction = satisfaction_height(picture, layout, system),
           irritants = irritants_height(picture, layout, system);
    if (satisfaction + irritants <= 0)
        return 0;
    return ROWS_GAP + satisfaction + irritants + (satisfaction > 0 && irritants > 0 ? ROW_SPACE : 0);
}

void draw_rows(struct picture *picture, int system, double top)
{
    double height = satisfaction_height(picture, picture->layout, system);
    top += ROWS_GAP;
    if (height > 0) {
        draw_satisfaction(picture, system, top);
        top += height + ROW_SPACE;
    }
    if (irritants_height(picture, picture->layout, system) > 0)
        draw_irritants(picture, system, top);
}
