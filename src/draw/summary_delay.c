/* Where the delay comes from: from the planned to the lived delay, bar after bar. Means, which add up. */
#include "base/message.h"
#include "draw/figures.h"
#include "draw/summary_parts.h"
#include <math.h>
#include <stdlib.h>

enum { LABEL_LEAST = 90, LABEL_MOST = 142, VALUE_WIDTH = 40, LEGEND_HEIGHT = 13, ROWS = DELAY_STEPS + 5 };

/* `from`, `to`: where the bar begins and ends, in seconds a user; a total stands on zero. */
struct bar_row {
    const char *label;
    double from, to;
    enum time_class class;
    bool total, dashed;
};

struct late_step {
    int step;
    int64_t overrun, cases;
};

static int compare_late(const void *left, const void *right)
{
    const struct late_step *a = left, *b = right;
    if (a->overrun != b->overrun)
        return a->overrun < b->overrun ? 1 : -1;
    return a->step - b->step;
}

/* The longest overruns by themselves; too small ones, those of too few users and what is over the room fold into the
 * others, which then are of enough users too: one step of them is. */
static void choose_steps(const struct summary_view *view, struct delay *delay)
{
    const struct audit *audit = view->audit;
    struct late_step *late = xcalloc((size_t)audit->journey->steps + 1, sizeof *late);
    int count = 0, shown = 0;
    int64_t rest_users = 0;
    for (int s = 0; s < audit->journey->steps; s++)
        if (audit->step[s].completed_overrun)
            late[count++] =
                (struct late_step){ s, audit->step[s].completed_overrun, audit->step[s].completed_overrun_cases };
    qsort(late, (size_t)count, sizeof *late, compare_late);
    for (int i = 0; i < count; i++) {
        if (shown < DELAY_STEPS && audit_shown(audit, late[i].cases) && late[i].overrun * 200 >= delay->lived) {
            delay->step[shown] = late[i].step;
            delay->overrun[shown++] = late[i].overrun;
            continue;
        }
        delay->other_overrun += late[i].overrun;
        delay->other_steps++;
        rest_users = late[i].cases > rest_users ? late[i].cases : rest_users;
    }
    if (delay->other_steps && shown && !audit_shown(audit, rest_users)) {
        delay->other_overrun += delay->overrun[--shown];
        delay->other_steps++;
    }
    delay->steps = shown;
    if (!audit->told->elapsed[ELAPSED_OVERRUN])
        delay->other_overrun = delay->other_steps = 0; /* stays in the difference */
    free(late);
}

void delay_of(const struct summary_view *view, struct delay *delay)
{
    const struct audit *audit = view->audit;
    const int64_t *class = audit->completed_elapsed_class;
    *delay = (struct delay){ .users = audit->completed_dated, .planned = audit->theory.elapsed_seconds };
    for (int e = 0; e < ELAPSED_COUNT; e++)
        delay->lived += class[e];
    choose_steps(view, delay);
    delay->own = audit->told->elapsed[ELAPSED_OWN] ? class[ELAPSED_OWN] : 0;
    for (int i = 0; i < delay->steps; i++)
        delay->late += delay->overrun[i];
    delay->late += delay->other_overrun;
    delay->difference = delay->lived - delay->users * delay->planned - delay->own - delay->late;
}

static void add_row(struct bar_row *row, int *rows, const char *label, double seconds, enum time_class class)
{
    double from = row[*rows - 1].to;
    row[(*rows)++] = (struct bar_row){ label, from, from + seconds, class, false, false };
}

static int rows_of(struct summary_view *view, const struct delay *delay, struct bar_row *row)
{
    double n = (double)delay->users;
    int rows = 0;
    row[rows++] = (struct bar_row){ _("Planned journey"), 0, (double)delay->planned, TIME_ANNOUNCED, true, false };
    for (int i = 0; i < delay->steps; i++)
        add_row(row, &rows, clean_text(view->picture, step_title(view->audit->journey, delay->step[i])),
                (double)delay->overrun[i] / n, TIME_OVERRUN);
    if (delay->other_overrun)
        add_row(row, &rows, delay->steps ? _("Other late steps") : _("Late steps"), (double)delay->other_overrun / n,
                TIME_OVERRUN);
    if (delay->own)
        add_row(row, &rows, _("Own pace, nothing awaited"), (double)delay->own / n, TIME_OWN);
    if (delay->difference) {
        add_row(row, &rows, _("Waits as announced: difference"), (double)delay->difference / n, TIME_ANNOUNCED);
        row[rows - 1].dashed = true;
    }
    row[rows++] = (struct bar_row){ _("Lived journey"), 0, (double)delay->lived / n, TIME_CLASSES, true, false };
    return rows;
}

/* The value of a row in days (below ten days in all: tenths), rounded so that the rows add up to the last one. */
static const char *row_value(struct picture *picture, const struct bar_row *row, double lived)
{
    double unit = lived < 10.0 * DAY_SECONDS ? DAY_SECONDS / 10.0 : DAY_SECONDS;
    double from = row->total ? 0 : round(row->from / unit), value = (round(row->to / unit) - from) * unit;
    const char *text = days_text(picture, fabs(value));
    return row->total ? text : signed_text(picture, text, value);
}

/* The lived delay by class: announced waits with contacts, overrun, own pace. */
static void draw_lived(struct summary_view *view, const struct delay *delay, double x, double y, double height,
                       double scale)
{
    struct picture *picture = view->picture;
    double n = (double)delay->users;
    const struct {
        double seconds;
        enum time_class class;
    } part[] = {
        { (double)(delay->lived - delay->late - delay->own) / n, TIME_ANNOUNCED },
        { (double)delay->late / n, TIME_OVERRUN },
        { (double)delay->own / n, TIME_OWN },
    };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        double width = part[i].seconds * scale;
        if (width >= 0.3)
            svg_rect(picture->svg, x, y, width, height, 0, picture->theme->time[part[i].class], bar_outline(picture));
        x += width;
    }
}

static void draw_row(struct summary_view *view, const struct bar_row *row, double x, double y, double pitch,
                     double scale, const struct delay *delay)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    double low = fmin(row->from, row->to), high = fmax(row->from, row->to), height = fmin(10, pitch - 3.5);
    double left = x + low * scale, right = x + high * scale, top = y + (pitch - height) / 2, base = y + pitch / 2 + 3;
    struct stroke outline = bar_outline(picture);
    outline.dash = row->dashed ? "2 1.4" : NULL;
    if (row->class == TIME_CLASSES)
        draw_lived(view, delay, x, top, height, scale);
    else
        svg_rect(picture->svg, left, top, fmax(right - left, 0.4), height, 0, theme->time[row->class], outline);
    text_at(picture, right + 4, base, BODY - 0.3, true, theme->text,
            row_value(picture, row, (double)delay->lived / (double)delay->users));
}

/* All labels in one size; returns the width they take. */
static double draw_labels(struct summary_view *view, struct panel panel, const struct bar_row *row, int rows,
                          double pitch)
{
    struct picture *picture = view->picture;
    double size = BODY, width = LABEL_LEAST;
    for (int i = 0; i < rows; i++)
        while (size > CAPTION_LEAST && text_width(picture, row[i].label, size, row[i].total) > LABEL_MOST - 6)
            size -= 0.25;
    for (int i = 0; i < rows; i++)
        width = fmax(width, fmin(LABEL_MOST, text_width(picture, row[i].label, size, row[i].total) + 6));
    for (int i = 0; i < rows; i++)
        fitting_at(picture, panel.x, panel.y + i * pitch + pitch / 2 + 3, size, row[i].total, picture->theme->text,
                   width - 6, row[i].label);
    return width;
}

static void draw_legend_line(struct summary_view *view, struct panel panel, const struct delay *delay)
{
    static const enum time_class class[] = { TIME_ANNOUNCED, TIME_OVERRUN, TIME_OWN };
    const bool used[] = { delay->planned || delay->difference, delay->late > 0, delay->own > 0 };
    struct picture *picture = view->picture;
    const char *const name[] = { _("announced, contacts"), _("overrun"), _("own pace") };
    double x = panel.x, y = panel.y + panel.height - 1;
    for (int i = 0; i < 3; i++) {
        if (!used[i])
            continue;
        svg_rect(picture->svg, x, y - 6.6, 13, 7.6, 0, picture->theme->time[class[i]], bar_outline(picture));
        fitting_at(picture, x + 16, y, CAPTION, false, picture->theme->text, panel.x + panel.width - x - 16, name[i]);
        x += 16 + text_width(picture, name[i], CAPTION, false) + 7;
    }
}

void draw_delay(struct summary_view *view, struct panel panel)
{
    struct picture *picture = view->picture;
    struct bar_row row[ROWS];
    struct delay delay;
    const char *title = _("Where the delay comes from");
    int64_t dated = view->audit->completed_dated;
    delay_of(view, &delay);
    if (!dated || !audit_shown(view->audit, dated) || delay.lived <= 0) {
        summary_heading(view, panel, title, "");
        summary_sentence(view, panel,
                         !dated             ? _("Nobody who completed the journey is dated.")
                         : delay.lived <= 0 ? _("All contacts of those who completed are at one instant.")
                                            : _("Too few of those who completed are dated."));
        return;
    }
    summary_heading(view, panel, title, arena_printf(&picture->arena, _("means, %s"), completed_text(picture, true)));
    int rows = rows_of(view, &delay, row);
    double pitch = fmin((panel.height - LEGEND_HEIGHT) / rows, 17), low = 0, high = 0;
    for (int i = 0; i < rows; i++) {
        low = fmin(low, fmin(row[i].from, row[i].to));
        high = fmax(high, fmax(row[i].from, row[i].to));
    }
    double labels = draw_labels(view, panel, row, rows, pitch);
    double scale = (panel.width - labels - VALUE_WIDTH) / (high - low), zero = panel.x + labels - low * scale;
    for (int i = 0; i < rows; i++) {
        if (i + 1 < rows) /* from one bar's end down to the next bar */
            svg_rect(picture->svg, zero + row[i].to * scale - 0.3, panel.y + i * pitch + pitch / 2, 0.6, pitch, 0,
                     picture->theme->text, NO_STROKE);
        draw_row(view, &row[i], zero, panel.y + i * pitch, pitch, scale, &delay);
    }
    draw_legend_line(view, panel, &delay);
}
