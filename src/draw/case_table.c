/* The story: contacts in the order they were lived, skipped steps where they were skipped. */
#include "base/message.h"
#include "draw/case_picture.h"
#include "draw/face.h"
#include "draw/icons.h"
#include <math.h>

enum { NUMBER, DATE, STEP, INSTITUTION, CHANNEL, MINUTES, VERDICT, WHY, FACE, COLUMNS };
enum { TEXT = 13, LEADING = 17, CELL_LINES = 3, CELL_GAP = 14, QUOTE_LINES = 4 };

static const char *const COLUMN_NAME[COLUMNS] = {
    N_("No."),         N_("Date"),    N_("Step, or what was said"),
    N_("Institution"), N_("Channel"), N_("Minutes"),
    N_("Verdict"),     N_("Why"),     N_("Opinion"),
};

/* x[c]: left edge of column c; x[COLUMNS]: the right edge. What is left of the width goes to step and why. */
struct table {
    struct case_picture *one;
    double x[COLUMNS + 1];
};

static void table_init(struct table *table, struct case_picture *one)
{
    static const double width[COLUMNS] = { 52, 100, 0, 150, 110, 84, 170, 0, 84 };
    double rest = one->picture.layout->width - 2 * MARGIN, x = MARGIN;
    table->one = one;
    for (int c = 0; c < COLUMNS; c++)
        rest -= width[c];
    for (int c = 0; c < COLUMNS; c++) {
        table->x[c] = x;
        x += width[c] > 0 ? width[c] : c == STEP ? 0.36 * rest : 0.64 * rest;
    }
    table->x[COLUMNS] = x;
}

/* The lines of a cell, drawn from `y` on if `drawing`; how many. */
static int cell(struct table *table, int column, double y, bool bold, const char *colour, int limit, const char *text,
                bool drawing)
{
    struct picture *picture = &table->one->picture;
    char *line[QUOTE_LINES + CELL_LINES];
    int lines = lettering_wrap(picture->letters, &picture->arena, text, TEXT, bold,
                               table->x[column + 1] - table->x[column] - CELL_GAP, limit, line, NULL);
    for (int i = 0; drawing && i < lines; i++)
        text_at(picture, table->x[column], y + i * (double)LEADING, TEXT, bold, colour, line[i]);
    return lines;
}

/* What is in a row; each text is clean and in the reader's language. */
struct row {
    const char *text[COLUMNS];
    int number;
    const struct lane_paint *paint;
    double opinion;
};

static double row_height(struct table *table, const struct row *row)
{
    int lines = 1;
    for (int c = 0; c < COLUMNS; c++)
        if (row->text[c])
            lines = (int)fmax(
                lines, cell(table, c, 0, c == STEP, "", c == WHY ? QUOTE_LINES : CELL_LINES, row->text[c], false));
    return lines * LEADING + 13;
}

static double draw_row(struct table *table, const struct row *row, double y, bool band)
{
    struct picture *picture = &table->one->picture;
    const struct theme *theme = picture->theme;
    double height = row_height(table, row);
    if (band)
        svg_rect(picture->svg, MARGIN, y, table->x[COLUMNS] - MARGIN, height, 4, theme->soft, NO_STROKE);
    if (row->number) {
        struct pill pill = { arena_printf(&picture->arena, "%d", row->number),
                             12,
                             row->paint->on_tab,
                             row->paint->tab,
                             row->paint->line,
                             MARK_COUNT };
        pill_to(picture, table->x[NUMBER] + 6 + pill_width(picture, &pill), y + 15, &pill);
    }
    for (int c = 0; c < COLUMNS; c++)
        if (row->text[c])
            cell(table, c, y + 19.5, c == STEP, c == VERDICT && row->paint ? row->paint->line : theme->text,
                 c == WHY ? QUOTE_LINES : CELL_LINES, row->text[c], true);
    if (isfinite(row->opinion))
        draw_face(picture->svg, face_grade(row->opinion), table->x[FACE] + 11, y + 15, 9, theme);
    return y + height;
}

static const char *institution_text(struct case_picture *one, int position)
{
    const struct contact_finding *finding = case_finding(one, position);
    struct contact contact = case_contact(one, position);
    if (finding->institution == NONE)
        return clean_text(&one->picture, event_log_text(one->whole->log, contact.institution));
    return clean_text(&one->picture, institution_name(one->picture.journey, finding->institution));
}

/* The plan's title of the step, or the words as written. */
static const char *step_text(struct case_picture *one, int position)
{
    const struct contact_finding *finding = case_finding(one, position);
    struct contact contact = case_contact(one, position);
    return clean_text(&one->picture, finding->step != NONE ? step_title(one->picture.journey, finding->step)
                                                           : event_log_text(one->whole->log, contact.label));
}

/* The reason; then what annoyed, and what was said if that may be shown. */
static const char *why_text(struct case_picture *one, int position)
{
    struct picture *picture = &one->picture;
    struct contact contact = case_contact(one, position);
    const char *why = case_reason(one, position);
    if (!one->whole->options.quotes)
        return why;
    const char *quote = clean_text(picture, event_log_text(one->whole->log, contact.quote));
    if (!*quote)
        quote = clean_text(picture, event_log_text(one->whole->log, contact.irritant));
    if (!*quote)
        return why;
    return arena_printf(&picture->arena, _("%s%s“%s”"), why, *why ? " – " : "", quote);
}

static struct row contact_row(struct case_picture *one, int position)
{
    struct picture *picture = &one->picture;
    const struct contact_finding *finding = case_finding(one, position);
    struct contact contact = case_contact(one, position);
    int64_t start = contact_start(&contact);
    struct row row = { .number = position + 1, .paint = case_paint(one, finding), .opinion = NAN };
    row.text[DATE] = start == TIME_NONE ? "–" : short_date(picture, 1000 * start);
    row.text[STEP] = step_text(one, position);
    row.text[INSTITUTION] = institution_text(one, position);
    row.text[CHANNEL] = finding->channel == CHANNEL_NONE ? "–" : vocabulary_name(&CHANNELS, (int)finding->channel);
    row.text[MINUTES] =
        active_time_known(&finding->time) ? minutes_text(picture, (double)finding->time.total) : "–";
    row.text[VERDICT] = _(VERDICT_WORD[finding->verdict].name);
    row.text[WHY] = why_text(one, position);
    if (contact.satisfaction != LOG_SATISFACTION_ABSENT)
        row.opinion = contact.satisfaction / 100.0;
    return row;
}

static struct row skip_row(struct case_picture *one, const struct case_skip *skip)
{
    struct picture *picture = &one->picture;
    const struct step *step = &picture->journey->step[skip->step];
    struct row row = { .opinion = NAN };
    row.text[NUMBER] = "–";
    row.text[STEP] = clean_text(picture, step_title(picture->journey, skip->step));
    row.text[INSTITUTION] = clean_text(picture, institution_name(picture->journey, step->institution));
    row.text[VERDICT] = _("skipped step");
    row.text[WHY] = capitalised(picture, _("the user went on without it"));
    return row;
}

static double draw_names(struct table *table, double y)
{
    struct picture *picture = &table->one->picture;
    for (int c = 0; c < COLUMNS; c++)
        text_fitting(picture, table->x[c], y + 16, 12.5, 9, true, picture->theme->second_text,
                     table->x[c + 1] - table->x[c] - CELL_GAP, _(COLUMN_NAME[c]));
    return y + 26;
}

double draw_case_table(struct case_picture *one, double y)
{
    struct picture *picture = &one->picture;
    struct table table;
    int skip = 0, rows = 0;
    table_init(&table, one);
    text_at(picture, MARGIN, y + 18, 18, true, picture->theme->text, _("The story, contact by contact"));
    y = draw_names(&table, y + 26);
    int shown = one->contacts < CASE_ROWS_LIMIT ? one->contacts : CASE_ROWS_LIMIT;
    for (int i = 0; i <= shown; i++) {
        for (; skip < one->story.skips && one->story.skip[skip].before <= i; skip++) {
            struct row row = skip_row(one, &one->story.skip[skip]);
            y = draw_row(&table, &row, y, rows++ % 2 == 0);
        }
        if (i == shown)
            break;
        struct row row = contact_row(one, i);
        y = draw_row(&table, &row, y, rows++ % 2 == 0);
    }
    if (one->contacts > shown)
        text_at(picture, MARGIN, (y += 20), TEXT, false, picture->theme->second_text,
                arena_printf(&picture->arena, _("and %d contacts more, in contacts.csv"), one->contacts - shown));
    return y;
}
