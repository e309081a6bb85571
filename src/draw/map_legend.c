/* The legend: what is drawn, and only what is drawn. Then how to read it, and what is not shown. */
#include "base/message.h"
#include "draw/icons.h"
#include "draw/map_picture.h"
#include "measure/told.h"
#include <math.h>

enum { ROWS = 4, ROW_HEIGHT = 38, GROUP_GAP = 44, HEADING = 40, SAMPLE = 64 };

/* Items go down in columns of ROWS, group after group from left to right; a group that does not fit starts a new line.
 * rows: the most on this line; tried: of a group measured only. */
struct legend {
    struct picture *picture;
    double left, x, y, column_width;
    int row, rows, tried;
    bool drawing;
};

static void begin_group(struct legend *legend, const char *title)
{
    legend->row = 0;
    legend->column_width = 0;
    if (legend->drawing)
        text_at(legend->picture, legend->x, legend->y + 28, 14, true, legend->picture->theme->text, title);
    legend->column_width = lettering_width(legend->picture->letters, title, 14, true);
}

/* Room for an item whose sample is `sample` wide; returns its middle height. */
static double next_item(struct legend *legend, double sample, const char *text)
{
    if (legend->row == ROWS) {
        legend->x += legend->column_width + 26;
        legend->column_width = 0;
        legend->row = 0;
    }
    double y = legend->y + HEADING + (legend->row++ + 0.5) * ROW_HEIGHT;
    legend->tried = legend->row > legend->tried ? legend->row : legend->tried;
    legend->column_width =
        fmax(legend->column_width, sample + 10 + lettering_width(legend->picture->letters, text, 13, false));
    if (legend->drawing)
        text_at(legend->picture, legend->x + sample + 10, y + 4.5, 13, false, legend->picture->theme->text, text);
    return y;
}

static void end_group(struct legend *legend) { legend->x += legend->column_width + GROUP_GAP; }

static bool channel_drawn(const struct picture *picture, int channel)
{
    for (int i = 0; i < picture->layout->cards; i++) {
        const struct map_card *card = &picture->layout->card[i];
        const struct step *step = card->step != NONE ? &picture->journey->step[card->step] : NULL;
        int own = step ? (step->channels ? (int)step->via[0] : CHANNEL_NONE)
                       : (int)picture->audit->detour[card->detour].channel;
        if (own == channel)
            return true;
    }
    return false;
}

static void channels_group(struct legend *legend)
{
    if (!legend->picture->channels)
        return;
    begin_group(legend, _("Channels"));
    for (int channel = 1; channel <= CHANNEL_COUNT; channel++) { /* the unknown one last */
        int one = channel % CHANNEL_COUNT;
        if (!channel_drawn(legend->picture, one))
            continue;
        double y =
            next_item(legend, 28, one ? capitalised(legend->picture, vocabulary_name(&CHANNELS, one)) : _("Not said"));
        if (legend->drawing)
            channel_disc(legend->picture, (enum channel)one, legend->x + 14, y, 14,
                         legend->picture->theme->neutral_tab);
    }
    end_group(legend);
}

static bool kind_drawn(const struct picture *picture, int kind)
{
    for (int i = picture->journey->steps; i < picture->layout->cards; i++)
        if (verdict_redundant(picture->audit->detour[picture->layout->card[i].detour].verdict) ==
            (kind == MAP_LINK_REDUNDANT))
            return true;
    return false;
}

static bool skip_drawn(const struct picture *picture)
{
    for (int i = 0; i < picture->journey->steps; i++)
        if (map_step_skipped(picture->layout, i))
            return true;
    return false;
}

static void card_item(struct legend *legend, int kind, bool skipped, const char *text)
{
    double y = next_item(legend, SAMPLE - 20, text);
    if (legend->drawing)
        draw_card_shape(legend->picture, legend->x + 2, y - 12, SAMPLE - 24, 24, kind, skipped,
                        skipped ? legend->picture->theme->second_text : legend->picture->theme->planned);
}

static void steps_group(struct legend *legend)
{
    begin_group(legend, _("Steps"));
    card_item(legend, MAP_LINK_PLANNED, false, _("planned step"));
    if (kind_drawn(legend->picture, MAP_LINK_REDUNDANT))
        card_item(legend, MAP_LINK_REDUNDANT, false, _("redundant contact"));
    if (kind_drawn(legend->picture, MAP_LINK_EXTRA))
        card_item(legend, MAP_LINK_EXTRA, false, _("other contact outside the plan"));
    if (skip_drawn(legend->picture))
        card_item(legend, MAP_LINK_PLANNED, true, _("planned step that users skip"));
    end_group(legend);
}

/* As map_links.c draws them: what is redundant is double without colours, what is extra is dashed, the way past a
 * skipped step dotted. */
static void line_item(struct legend *legend, enum map_link_kind kind, double width, const char *text)
{
    const struct theme *theme = legend->picture->theme;
    double y = next_item(legend, SAMPLE, text), x = legend->x;
    if (!legend->drawing)
        return;
    const char *colour = kind == MAP_LINK_PLANNED ? theme->planned
                         : kind == MAP_LINK_EXTRA ? theme->extra
                                                  : theme->redundant;
    const char *dash = kind == MAP_LINK_EXTRA ? theme->extra_dash : kind == MAP_LINK_SKIPPED ? SKIPPED_DASH : NULL;
    struct point line[] = { { x, y }, { x + SAMPLE - 12, y } };
    svg_rounded_line(legend->picture->svg, line, 2, 0,
                     (struct stroke){ colour, width, dash });
    if (kind == MAP_LINK_REDUNDANT && theme->double_lines)
        svg_rounded_line(legend->picture->svg, line, 2, 0, (struct stroke){ theme->paper, 0.4 * width, NULL });
    svg_arrow(legend->picture->svg, (struct point){ x + SAMPLE, y }, 1, 0, kind == MAP_LINK_SKIPPED ? 9 : 13, colour);
}

static bool way_past_drawn(const struct picture *picture)
{
    for (int i = 0; i < picture->layout->links; i++)
        if (picture->layout->link[i].kind == MAP_LINK_SKIPPED)
            return true;
    return false;
}

static void links_group(struct legend *legend)
{
    begin_group(legend, _("Ways"));
    line_item(legend, MAP_LINK_PLANNED, 4, _("planned journey"));
    if (kind_drawn(legend->picture, MAP_LINK_REDUNDANT))
        line_item(legend, MAP_LINK_REDUNDANT, legend->picture->theme->double_lines ? 8 : 5.5,
                  _("detour; the wider, the more users"));
    if (kind_drawn(legend->picture, MAP_LINK_EXTRA))
        line_item(legend, MAP_LINK_EXTRA, 5.5, _("other way; the wider, the more users"));
    if (way_past_drawn(legend->picture))
        line_item(legend, MAP_LINK_SKIPPED, 3, _("way past a skipped step"));
    end_group(legend);
}

static void pill_item(struct legend *legend, struct pill pill, const char *text)
{
    double width = pill_width(legend->picture, &pill), y = next_item(legend, width, text);
    if (legend->drawing)
        pill_to(legend->picture, legend->x + width, y, &pill);
}

/* Waits: on the theoretical map what was announced; else what was lived, as announced or longer. */
static void capsules_item(struct legend *legend)
{
    struct picture *picture = legend->picture;
    const char *announced = days_text(picture, 45 * 86400.0);
    if (!picture->audit) {
        double y = next_item(legend, CAPSULE_WIDTH, _("announced wait"));
        if (legend->drawing)
            draw_capsule(picture, legend->x, y, "", announced, false);
        return;
    }
    double y = next_item(legend, 2 * CAPSULE_WIDTH + 6,
                         _("wait lived (median) and announced; slanting lines: longer than announced"));
    if (!legend->drawing)
        return;
    announced = arena_printf(&picture->arena, _("planned %s"), announced);
    draw_capsule(picture, legend->x, y, days_text(picture, 40 * 86400.0), announced, false);
    draw_capsule(picture, legend->x + CAPSULE_WIDTH + 6, y, days_text(picture, 62 * 86400.0), announced, true);
}

static bool wait_drawn(const struct picture *picture)
{
    for (int i = 0; i < picture->journey->steps; i++)
        if (picture->layout->card[i].capsule)
            return true;
    return false;
}

static bool time_drawn(const struct picture *picture)
{
    for (int i = 0; i < picture->journey->steps; i++)
        if (picture->journey->step[i].takes != SECONDS_ABSENT)
            return true;
    for (int i = picture->journey->steps; i < picture->layout->cards; i++)
        if (active_time_known(&audit_card(picture->audit, (size_t)picture->layout->card[i].detour)->time))
            return true;
    return false;
}

static bool repeat_drawn(const struct picture *picture)
{
    for (int i = 0; i < picture->journey->steps; i++)
        if (picture->layout->card[i].repeats)
            return true;
    return false;
}

static void mark_item(struct legend *legend, enum mark mark, const char *text)
{
    double y = next_item(legend, 16, text);
    if (legend->drawing)
        icon_mark(legend->picture->svg, mark, legend->x, y - 8, 16, legend->picture->theme->second_text);
}

static void users_items(struct legend *legend)
{
    struct picture *picture = legend->picture;
    bool redundant = kind_drawn(picture, MAP_LINK_REDUNDANT);
    struct lane_paint paint = redundant ? picture->theme->redundant_tab : picture->theme->extra_tab;
    int64_t all = picture->layout->users, sample = all < 24 ? all : 12;
    pill_item(legend,
              (struct pill){ map_share_text(picture, number_text(picture, (double)sample, 0)), 12, paint.on_tab,
                             paint.tab, paint.line, redundant ? MARK_TWICE : MARK_PERSON },
              _("users who had such a contact, of all users"));
    pill_item(legend,
              (struct pill){ arena_printf(&picture->arena, "× %s", number_text(picture, 2.4, 1)), 11, paint.line,
                             picture->theme->paper, redundant ? picture->theme->redundant : picture->theme->extra,
                             MARK_COUNT },
              _("how often, for each of them"));
}

static void marks_group(struct legend *legend)
{
    struct picture *picture = legend->picture;
    bool users = picture->layout->cards > picture->journey->steps;
    if (!users && !wait_drawn(picture) && !time_drawn(picture) && !repeat_drawn(picture))
        return;
    begin_group(legend, _("Marks"));
    if (users)
        users_items(legend);
    if (time_drawn(picture))
        mark_item(legend, MARK_CLOCK, _("time a user spends on it, once"));
    if (repeat_drawn(picture))
        mark_item(legend, MARK_REPEAT, _("step that may be done again"));
    if (wait_drawn(picture))
        capsules_item(legend);
    end_group(legend);
}

/* --- the rows under the lanes --- */

static void dot_item(struct legend *legend)
{
    struct picture *picture = legend->picture;
    double y = next_item(legend, SAMPLE - 20, _("median at a step (its number); band: the middle half")), x = legend->x;
    if (!legend->drawing)
        return;
    svg_rect(picture->svg, x, y - 8, SAMPLE - 20, 16, 0, picture->theme->band,
             (struct stroke){ picture->theme->second_text, 0.7, picture->theme->outlined ? "4 3" : NULL });
    svg_rect(picture->svg, x, y - 1.5, SAMPLE - 20, 3, 0, picture->theme->planned, NO_STROKE);
    svg_circle(picture->svg, x + SAMPLE / 2.0 - 10, y, 7, picture->theme->paper,
               (struct stroke){ picture->theme->planned, 2.2, NULL });
}

static void diamond_item(struct legend *legend, bool redundant, const char *text)
{
    double y = next_item(legend, SAMPLE - 20, text);
    if (legend->drawing)
        draw_diamond(legend->picture, legend->x + SAMPLE / 2.0 - 10, y, redundant);
}

static void opinions_group(struct legend *legend)
{
    struct picture *picture = legend->picture;
    bool step = map_satisfaction_drawn(picture, MAP_OPINION_STEP), irritants = map_irritants_drawn(picture),
         redundant = map_satisfaction_drawn(picture, MAP_OPINION_REDUNDANT),
         extra = map_satisfaction_drawn(picture, MAP_OPINION_EXTRA);
    if (!step && !redundant && !extra && !irritants)
        return;
    begin_group(legend, _("Satisfaction and irritants"));
    if (step)
        dot_item(legend);
    if (redundant)
        diamond_item(legend, true, _("median of redundant contacts; line: the middle half"));
    if (extra)
        diamond_item(legend, false, _("median of other contacts outside the plan"));
    if (irritants) {
        double y = next_item(legend, SAMPLE - 20, _("what annoyed most users there, in their words"));
        if (legend->drawing)
            icon_mark(picture->svg, MARK_WARNING, legend->x + SAMPLE / 2.0 - 18, y - 8, 16, picture->theme->redundant_text);
    }
    end_group(legend);
}

/* The classes of one account, each with its paint. */
static void time_group(struct legend *legend, enum time_class first, const char *title)
{
    struct picture *picture = legend->picture;
    bool begun = false;
    for (int class = first; class < (int)first + 4; class++) {
        if (!map_time_drawn(picture, (enum time_class)class))
            continue;
        if (!begun)
            begin_group(legend, title);
        begun = true;
        double y = next_item(legend, 36, _(TIME_CLASS_NAME[class]));
        if (legend->drawing)
            svg_rect(picture->svg, legend->x, y - 9, 36, 18, 0, picture->theme->time[class], time_outline(picture));
    }
    if (begun)
        end_group(legend);
}

static void elapsed_group(struct legend *legend) { time_group(legend, TIME_CONTACT, _("Time that passes")); }
static void active_group(struct legend *legend) { time_group(legend, TIME_PRODUCTIVE, _("Time users spend themselves")); }

/* Lay the groups out from `y`; returns the lower edge. Measured first, so that a group never passes the right edge. */
static double draw_groups(struct picture *picture, double y, bool drawing)
{
    static void (*const group[])(struct legend *) = { channels_group, steps_group,  links_group, marks_group,
                                                      opinions_group, elapsed_group, active_group };
    struct legend legend = { picture, MARGIN + 20, MARGIN + 20, y, 0, 0, 0, 0, false };
    double right = picture->layout->width - MARGIN;
    for (size_t i = 0; i < sizeof group / sizeof *group; i++) {
        double start = legend.x;
        legend.drawing = false;
        legend.tried = 0;
        group[i](&legend);
        if (legend.x - GROUP_GAP > right && start > legend.left) {
            start = legend.left;
            legend.y += HEADING + legend.rows * ROW_HEIGHT + 10;
            legend.rows = 0;
        }
        legend.rows = legend.tried > legend.rows ? legend.tried : legend.rows;
        legend.x = start;
        legend.drawing = drawing;
        group[i](&legend);
    }
    return legend.y + HEADING + legend.rows * ROW_HEIGHT + 10;
}

/* One sentence that reads the heaviest redundant detour aloud. */
static const char *reading(struct picture *picture)
{
    const struct detour *heaviest = NULL;
    for (int i = picture->journey->steps; i < picture->layout->cards; i++) {
        const struct detour *detour = audit_card(picture->audit, (size_t)picture->layout->card[i].detour);
        if (verdict_redundant(detour->verdict) && audit_part(picture->audit, detour->users) == TOLD && (!heaviest || detour->contacts > heaviest->contacts))
            heaviest = detour;
    }
    if (!heaviest)
        return "";
    const char *each = number_text(picture, (double)heaviest->contacts / (double)heaviest->users, 1);
    const char *users = number_text(picture, (double)heaviest->users, 0);
    const char *all = number_text(picture, (double)picture->layout->users, 0);
    const char *title = clean_text(picture, detour_name(picture->audit, heaviest));
    const char *with = clean_text(picture, institution_name(picture->journey, heaviest->institution));
    const char *verdict = _(VERDICT_WORD[heaviest->verdict].name);
    if (!*with)
        return arena_printf(
            &picture->arena,
            _("Reading: %s of %s users had contacts that the plan does not hold, “%s” (%s): %s each on average."),
            users, all, title, verdict, each);
    return arena_printf(
        &picture->arena,
        _("Reading: %s of %s users had contacts with %s that the plan does not hold, “%s” (%s): %s each on average."),
        users, all, with, title, verdict, each);
}

/* Whose satisfaction the points are, and what is not one. */
static const char *satisfaction_base(struct picture *picture)
{
    if (!map_satisfaction_drawn(picture, MAP_OPINION_STEP) && !map_satisfaction_drawn(picture, MAP_OPINION_REDUNDANT) &&
        !map_satisfaction_drawn(picture, MAP_OPINION_EXTRA))
        return "";
    int answered = (int)picture->audit->satisfaction.users, users = (int)picture->layout->users;
    if (audit_part(picture->audit, answered) != TOLD)
        return arena_printf(&picture->arena,
                            _("Satisfaction: from −2 (very unsatisfied) to +2 (very satisfied), of the users who said so; "
                              "no point where fewer than %d did."),
                            picture->audit->options.min_group);
    return grouped_text(
        picture, arena_printf(&picture->arena,
                              _("Satisfaction: from −2 (very unsatisfied) to +2 (very satisfied), of the %d users out "
                                "of %d who said so; no point where fewer than %d did."),
                              answered, users, picture->audit->options.min_group));
}

static const char *not_shown(struct picture *picture)
{
    const struct map_layout *layout = picture->layout;
    int least = picture->audit->options.min_group;
    if (layout->folded_contacts)
        return grouped_text(picture, arena_printf(
            &picture->arena,
            ngettext("Other detours (%d contact): had by fewer than %d users, telling of them, or too many to draw.",
                     "Other detours (%d contacts): had by fewer than %d users, telling of them, or too many to draw.",
                     (unsigned long)layout->folded_contacts),
            (int)layout->folded_contacts, least));
    if (layout->folded)
        return arena_printf(&picture->arena, _("Other detours, had by fewer than %d users or telling of them, are not shown."),
                            least);
    return "";
}

double draw_legend(struct picture *picture, double y)
{
    double width = picture->layout->width - 2 * MARGIN, bottom = draw_groups(picture, y, false);
    svg_rect(picture->svg, MARGIN, y, width, bottom - y, 8, picture->theme->soft, NO_STROKE);
    draw_groups(picture, y, true);
    y = bottom + 30;
    if (picture->audit) {
        const char *text = reading(picture);
        if (*text)
            y += 22 * text_lines(picture, MARGIN, y, 15.5, false, picture->theme->text, 22, width, 3, text);
        text = satisfaction_base(picture);
        if (*text)
            y += 19 * text_lines(picture, MARGIN, y, 13, false, picture->theme->second_text, 19, width, 2, text);
        text = not_shown(picture);
        if (*text)
            y += 19 * text_lines(picture, MARGIN, y, 13, false, picture->theme->second_text, 19, width, 2, text);
    }
    if (picture->journey->source)
        y += 18 * text_lines(picture, MARGIN, y, 12, false, picture->theme->second_text, 18, width, 2,
                             arena_printf(&picture->arena, _("Source of the plan: %s"),
                                          clean_text(picture, picture->journey->source)));
    return y;
}
