/* After which step journeys stop that are not completed: what is told where nothing redundant can be. */
#include "base/message.h"
#include "draw/summary_parts.h"
#include <math.h>
#include <stdlib.h>

enum { ROWS = 7, LABEL_WIDTH = 190, VALUE_WIDTH = 34, ROW_HEIGHT = 18 };

/* step NONE: other steps, or none at all. */
struct last_step {
    int64_t users;
    int step;
};

static int compare_users(const void *left, const void *right)
{
    const struct last_step *a = left, *b = right;
    int order = (a->users < b->users) - (a->users > b->users);
    return order ? order : a->step - b->step;
}

/* The last step of each unfinished case, the most frequent first; the last row is of all others. How many are not
 * completed is told, so the others are too: if not, there is no row. */
static int last_steps(const struct summary_view *view, struct last_step *row)
{
    const struct audit *audit = view->audit;
    const struct event_log *log = audit->log;
    int steps = audit->journey->steps, rows = 0;
    struct last_step *last = xcalloc((size_t)steps + 1, sizeof *last), others = { 0, NONE };
    int64_t *users = xcalloc((size_t)steps + 1, sizeof *users);
    bool *folded = xcalloc((size_t)steps + 1, sizeof *folded);
    for (int s = 0; s <= steps; s++)
        last[s].step = s < steps ? s : NONE;
    for (size_t c = 0; c < log->case_count; c++) {
        int step = NONE;
        if (!log->cases[c].count || audit->cases[c].take_up == TAKE_UP_COMPLETED)
            continue;
        for (size_t r = log->cases[c].first, end = r + log->cases[c].count; r < end; r++)
            step = audit->contact[r].move == MOVE_MATCH ? audit->contact[r].step : step;
        last[step == NONE ? steps : step].users++;
    }
    qsort(last, (size_t)steps, sizeof *last, compare_users);
    for (int s = 0; s <= steps; s++) {
        users[s] = last[s].users;
        folded[s] = (s >= ROWS - 1 || s == steps) && users[s]; /* no room, or none at all */
    }
    bool told = protection_fold(users, (size_t)steps + 1, NONE, audit->options.min_group, folded) &&
                audit->told->take_up[TAKE_UP_COMPLETED] == TOLD;
    for (int s = 0; s <= steps; s++)
        if (folded[s])
            others.users += users[s];
        else if (users[s] && told)
            row[rows++] = last[s];
    if (others.users && told)
        row[rows++] = others;
    free(last);
    free(users);
    free(folded);
    return rows;
}

void draw_unfinished(struct summary_view *view, struct panel panel)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    struct last_step row[ROWS];
    int rows = last_steps(view, row);
    const char *redundant =
        view->audit->redundant
            ? arena_printf(&picture->arena, _("Redundant contacts: they concern fewer than %d users."),
                           view->audit->options.min_group)
            : _("No contact is redundant.");
    int64_t most = 0;
    for (int i = 0; i < rows; i++)
        most = row[i].users > most ? row[i].users : most;
    summary_heading(view, panel,
                    rows ? _("Where unfinished journeys stop") : _("Redundant contacts, the heaviest first"),
                    rows ? _("users, by the last planned step they had") : "");
    for (int i = 0; i < rows; i++) {
        double y = panel.y + 4 + i * ROW_HEIGHT, scale = (panel.width - LABEL_WIDTH - VALUE_WIDTH) / (double)most;
        fitting_at(picture, panel.x, y + 9, BODY, false, theme->text, LABEL_WIDTH - 6,
                   row[i].step == NONE ? _("others")
                                       : clean_text(picture, step_title(view->audit->journey, row[i].step)));
        svg_rect(picture->svg, panel.x + LABEL_WIDTH, y + 1, fmax(0.5, (double)row[i].users * scale), 10, 0,
                 theme->soft, bar_outline(picture));
        text_at(picture, panel.x + LABEL_WIDTH + (double)row[i].users * scale + 5, y + 9, BODY, true, theme->text,
                number_text(picture, (double)row[i].users, 0));
    }
    text_lines(picture, panel.x, panel.y + 13 + rows * ROW_HEIGHT, BODY, false, theme->second_text, 11, panel.width, 2,
               redundant);
}
