/* Hand-offs from institution to institution, a matrix: lived (planned) per user. What users do alone is left out. */
#include "base/message.h"
#include "draw/summary_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MATRIX = 6, FROM_WIDTH = 54, ROW_HEIGHT_MOST = 18, NOTE_HEIGHT = 12, HEAD_HEIGHT = 19 };

/* One cell: hand-offs of one pair, or of all pairs that fold into it; hidden if one of them may not be told. */
struct cell {
    int64_t planned, lived;
    bool hidden;
};

struct matrix {
    int institution[MATRIX];
    int count; /* rows and columns; the last is NONE if others are folded into it */
    struct cell cell[MATRIX][MATRIX];
    int others; /* institutions folded into the last */
};

struct passed {
    int institution;
    int64_t hand_offs;
};

static int compare_passed(const void *left, const void *right)
{
    const struct passed *a = left, *b = right;
    if (a->hand_offs != b->hand_offs)
        return a->hand_offs < b->hand_offs ? 1 : -1;
    return a->institution - b->institution;
}

static int compare_places(const void *left, const void *right)
{
    return ((const struct passed *)left)->institution - ((const struct passed *)right)->institution;
}

/* The institutions that hand over most, in the author's order; the others together. */
static void choose_institutions(const struct audit *audit, struct matrix *matrix)
{
    struct passed *passed = xcalloc((size_t)audit->journey->institutions + 1, sizeof *passed);
    int involved = 0;
    for (int i = 0; i < audit->journey->institutions; i++)
        passed[i].institution = i;
    for (size_t h = 0; h < audit->hand_offs; h++) {
        const struct hand_off *hand_off = &audit->hand_off[h];
        passed[hand_off->from].hand_offs += hand_off->lived + hand_off->planned;
        passed[hand_off->to].hand_offs += hand_off->lived + hand_off->planned;
    }
    qsort(passed, (size_t)audit->journey->institutions, sizeof *passed, compare_passed);
    while (involved < audit->journey->institutions && passed[involved].hand_offs)
        involved++;
    int kept = involved <= MATRIX ? involved : MATRIX - 1;
    qsort(passed, (size_t)kept, sizeof *passed, compare_places);
    for (int i = 0; i < kept; i++)
        matrix->institution[i] = passed[i].institution;
    matrix->count = kept;
    matrix->others = involved - kept;
    if (matrix->others)
        matrix->institution[matrix->count++] = NONE;
    free(passed);
}

static int place_of(const struct matrix *matrix, int institution)
{
    for (int i = 0; i < matrix->count; i++)
        if (matrix->institution[i] == institution)
            return i;
    return matrix->count - 1;
}

static void fill(const struct summary_view *view, struct matrix *matrix)
{
    const struct audit *audit = view->audit;
    *matrix = (struct matrix){ 0 };
    choose_institutions(audit, matrix);
    for (size_t h = 0; h < audit->hand_offs; h++) {
        const struct hand_off *hand_off = &audit->hand_off[h];
        struct cell *cell = &matrix->cell[place_of(matrix, hand_off->from)][place_of(matrix, hand_off->to)];
        cell->planned += hand_off->planned;
        cell->lived += hand_off->lived;
        cell->hidden = cell->hidden || !audit->told->hand_off[h];
    }
}

static void draw_cell(struct summary_view *view, const struct cell *cell, double x, double y, double width,
                      double height)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    double lived = (double)cell->lived / (double)view->users, more = lived - (double)cell->planned;
    bool hidden = cell->lived && cell->hidden, over = !hidden && more >= 0.05;
    const char *text = hidden ? "·" : "";
    if (hidden && cell->planned)
        text = arena_printf(&picture->arena, "· (%s)", number_text(picture, (double)cell->planned, 0));
    else if (!hidden && (cell->lived || cell->planned))
        text = arena_printf(&picture->arena, "%s (%s)", per_user_text(picture, lived),
                            number_text(picture, (double)cell->planned, 0));
    svg_rect(picture->svg, x + 0.8, y + 0.8, width - 1.6, height - 1.6, 0,
             !over         ? theme->paper
             : more >= 0.5 ? theme->redundant_shade
                           : theme->redundant_tint,
             (struct stroke){ over ? theme->text : theme->rule, over ? more >= 0.5 ? 1.4 : 1 : 0.6, NULL });
    fitting_middle(picture, x + width / 2, y + height / 2 + 2.8, BODY - 0.5, over,
                   hidden ? theme->second_text : theme->text, width - 3, text);
}

static const char *name_of(struct summary_view *view, const struct matrix *matrix, int place)
{
    if (matrix->institution[place] == NONE)
        return arena_printf(&view->picture->arena, _("Others (%d)"), matrix->others);
    return institution_text(view, matrix->institution[place]);
}

/* In one line, or in two, broken at a hyphen too, or with one; `base`: of the last. */
static void draw_column_name(struct summary_view *view, double middle, double base, double width, const char *name)
{
    struct picture *picture = view->picture;
    struct buffer spaced = { 0 };
    char *line[2];
    int lines = 1;
    for (const char *at = name; *at; at++) {
        buffer_add_char(&spaced, *at);
        if (*at == '-' && at[1] && at[1] != ' ')
            buffer_add_char(&spaced, ' ');
    }
    if (text_width(picture, name, CAPTION_LEAST, true) > width)
        lines = lettering_wrap(picture->letters, &picture->arena, buffer_text(&spaced), CAPTION, true, width, 2, line,
                               NULL);
    if (lines == 1)
        fitting_middle(picture, middle, base, BODY - 0.7, true, picture->theme->text, width, name);
    for (int i = 0; i < lines && lines > 1; i++)
        text_middle(picture, middle, base - 8.2 * (lines - 1 - i), CAPTION, true, picture->theme->text, line[i]);
    buffer_release(&spaced);
}

static void draw_matrix(struct summary_view *view, struct panel panel, const struct matrix *matrix)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    double width = (panel.width - FROM_WIDTH) / matrix->count,
           height = fmin((panel.height - HEAD_HEIGHT - NOTE_HEIGHT) / matrix->count, ROW_HEIGHT_MOST);
    width = fmin(width, 60);
    fitting_to(picture, panel.x + FROM_WIDTH - 8, panel.y + 14, CAPTION, false, theme->second_text, FROM_WIDTH - 8,
               _("From \\ to"));
    for (int i = 0; i < matrix->count; i++) {
        double y = panel.y + HEAD_HEIGHT + i * height;
        draw_column_name(view, panel.x + FROM_WIDTH + (i + 0.5) * width, panel.y + 14, width - 2,
                         name_of(view, matrix, i));
        fitting_at(picture, panel.x, y + height / 2 + 3, BODY - 0.5, true, theme->text, FROM_WIDTH - 4,
                   name_of(view, matrix, i));
        for (int j = 0; j < matrix->count; j++) {
            double x = panel.x + FROM_WIDTH + j * width;
            if (i == j && matrix->institution[i] != NONE)
                svg_rect(picture->svg, x + 0.8, y + 0.8, width - 1.6, height - 1.6, 0, theme->band,
                         theme->outlined ? (struct stroke){ theme->rule, 0.6, "1.5 1.5" } : NO_STROKE);
            else
                draw_cell(view, &matrix->cell[i][j], x, y, width, height);
        }
    }
}

/* What is shown, with the totals, unless what is folded could be had from them. */
static const char *measure(struct summary_view *view)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    int64_t planned = 0, lived = 0;
    for (size_t h = 0; h < audit->hand_offs; h++) {
        planned += audit->hand_off[h].planned;
        lived += audit->hand_off[h].lived;
    }
    if (!audit->hand_offs || !audit->told->hand_offs)
        return _("per user: lived (planned)");
    return arena_printf(&picture->arena, _("per user: lived (planned); in all %s (%s)"),
                        number_text(picture, (double)lived / (double)view->users, 1),
                        number_text(picture, (double)planned, 0));
}

static const char *marks(struct summary_view *view)
{
    int least = view->audit->options.min_group;
    return least < 2 ? _("Bold and framed: more than planned.")
                     : arena_printf(&view->picture->arena,
                                    _("Bold and framed: more than planned. ·: fewer than %d users, or telling of them."), least);
}

void draw_hand_offs(struct summary_view *view, struct panel panel)
{
    struct picture *picture = view->picture;
    struct matrix matrix;
    fill(view, &matrix);
    summary_heading(view, panel, _("Hand-offs"), measure(view));
    if (!matrix.count) {
        summary_sentence(view, panel, _("Nobody is passed from one institution to another."));
        return;
    }
    draw_matrix(view, panel, &matrix);
    fitting_at(picture, panel.x, panel.y + panel.height - 1, CAPTION, false, picture->theme->second_text, panel.width,
               marks(view));
}
