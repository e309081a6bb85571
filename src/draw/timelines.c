#include "draw/timelines.h"
#include "base/message.h"
#include "draw/face.h"
#include "draw/icons.h"
#include "draw/timelines_parts.h"
#include <math.h>

enum {
    NAME_X = 38,
    NAME_WIDTH = 104,
    AXIS_LEFT = 158,
    AXIS_RIGHT = 566,
    LENGTH_WIDTH = 52,
    CONTACTS_X = 644,
    REDUNDANT_X = 689,
    UNPRODUCTIVE_X = 740,
    OPINION_X = 789,
    OPINION_WIDTH = 45,
    FIGURE_WIDTH = 40,
    UNDATED_HEIGHT = 24,
};

const char *timelines_name(struct picture *picture, const struct timelines *timelines, size_t number)
{
    const struct event_log *log = timelines->audit->log;
    const char *name = clean_text(picture, event_log_text(log, log->cases[number].name));
    return lettering_fit(picture->letters, &picture->arena, *name ? name : "–", 9.5, false, 200);
}

/* The mean of what the user said of the contacts; false if nothing. */
static bool opinion(const struct audit *audit, size_t number, double *mean)
{
    const struct log_case *one = &audit->log->cases[number];
    double sum = 0, answers = 0;
    for (size_t row = one->first; row < (size_t)one->first + one->count; row++) {
        struct contact contact = event_log_contact(audit->log, row);
        if (contact.satisfaction == LOG_SATISFACTION_ABSENT)
            continue;
        sum += contact.satisfaction / 100.0;
        answers++;
    }
    *mean = sum / answers;
    return answers > 0;
}

/* One line around `x` that fits: smaller down to 7, then with an ellipsis. */
static void in_the_middle(struct picture *picture, double x, double y, double size, bool bold, const char *colour,
                          double width, const char *text)
{
    while (size > 7 && text_width(picture, text, size, bold) > width)
        size -= 0.5;
    text_middle(picture, x, y, size, bold, colour,
                lettering_fit(picture->letters, &picture->arena, text, size, bold, width));
}

/* --- the frame --- */

static const char *subtitle(struct picture *picture, const struct timelines *timelines)
{
    int64_t all = timelines->dated + timelines->without_dates;
    int shown = timelines->strips + timelines->undated_shown;
    const char *count =
        shown < all ? arena_printf(&picture->arena, _("%d of %d users"), shown, (int)all)
                    : arena_printf(&picture->arena, ngettext("%d user", "%d users", (unsigned long)all), (int)all);
    /* the journey; how many users; in which order */
    return arena_printf(&picture->arena, _("%s · %s, sorted by length"), picture_title(picture), count);
}

static void draw_head(struct picture *picture, const struct timelines *timelines)
{
    const double width = TIMELINES_WIDTH - 2 * TIMELINES_MARGIN;
    text_fitting(picture, TIMELINES_MARGIN, 42, 22, 14, true, picture->theme->text, width, _("One strip a user"));
    text_fitting(picture, TIMELINES_MARGIN, 60, 9.5, 8, false, picture->theme->second_text, width,
                 subtitle(picture, timelines));
}

static const char *tick_text(struct picture *picture, const struct timelines *timelines, int tick)
{
    double days = tick * timelines->tick / DAY_SECONDS;
    int decimals = timelines->tick < DAY_SECONDS ? (int)ceil(-log10(timelines->tick / DAY_SECONDS) - 1e-9) : 0;
    return tick ? number_text(picture, days, decimals < 6 ? decimals : 6) : days_text(picture, 0);
}

/* Names of the columns and ticks above `y`, lines from there to `bottom`. */
static void draw_axis(struct picture *picture, const struct timelines *timelines, double y, double bottom)
{
    const char *heading[] = { _("contacts"), _("redundant"), _("unproductive"), _("opinion") };
    const double middle[] = { CONTACTS_X, REDUNDANT_X, UNPRODUCTIVE_X, OPINION_X }, room[] = { 46, 46, 52, 36 };
    const char *grey = picture->theme->second_text;
    double scale = (timelines->right - timelines->left) / timelines->seconds;
    for (int tick = 0; timelines->strips && tick * timelines->tick <= timelines->seconds * 1.0001; tick++) {
        double x = timelines->left + tick * timelines->tick * scale;
        svg_rounded_line(picture->svg, (struct point[]){ { x, y - 4 }, { x, bottom } }, 2, 0,
                         (struct stroke){ picture->theme->rule, 0.8, NULL });
        text_middle(picture, x, y - 8, 8.5, false, grey, tick_text(picture, timelines, tick));
    }
    for (size_t i = 0; i < sizeof middle / sizeof *middle; i++)
        in_the_middle(picture, middle[i], y - 8, 8.5, true, grey, room[i], heading[i]);
    if (timelines->attribute != NONE) {
        const struct event_log *log = timelines->audit->log;
        text_fitting(picture, NAME_X, y - 8, 8.5, 7, false, grey, NAME_WIDTH,
                     clean_text(picture, event_log_text(log, log->attribute[timelines->attribute].name)));
    }
}

/* --- one user --- */

static void draw_name(struct picture *picture, const struct timelines *timelines, size_t number, double y, bool both)
{
    const struct event_log *log = timelines->audit->log;
    const char *name = clean_text(picture, event_log_text(log, log->cases[number].name)), *attribute = "";
    if (timelines->attribute != NONE)
        attribute = clean_text(picture, event_log_text(log, log->attribute[timelines->attribute].value[number]));
    bool two = both && *attribute;
    text_fitting(picture, NAME_X, y + (two ? -1 : 4), 11, 8, true, picture->theme->text, NAME_WIDTH,
                 *name ? name : "–");
    if (*attribute)
        text_fitting(picture, two ? NAME_X : AXIS_LEFT, y + (two ? 11 : 4), 8.6, 7.5, false,
                     picture->theme->second_text, two ? NAME_WIDTH : 200, attribute);
}

static void draw_opinion(struct picture *picture, const struct timelines *timelines, size_t number, double y)
{
    double mean;
    if (!opinion(timelines->audit, number, &mean)) {
        text_middle(picture, OPINION_X, y + 3.6, 9.5, false, picture->theme->second_text, "–");
        return;
    }
    int grade = face_grade(mean);
    draw_face(picture->svg, grade, OPINION_X, y - 4, 9, picture->theme);
    in_the_middle(picture, OPINION_X, y + 14, 7, false, picture->theme->second_text, OPINION_WIDTH, face_word(grade));
}

static void figure(struct picture *picture, double x, double y, bool bold, const char *colour, const char *text)
{
    in_the_middle(picture, x, y + 3.6, 9.5, bold, colour, FIGURE_WIDTH, text);
}

static const char *unproductive_text(struct picture *picture, const struct case_finding *one)
{
    return active_time_known(&one->time) ? minutes_text(picture, (double)active_time_unproductive(&one->time)) : "–";
}

static void draw_figures(struct picture *picture, const struct timelines *timelines, size_t number, double y)
{
    const struct case_finding *one = &timelines->audit->cases[number];
    const struct theme *theme = picture->theme;
    figure(picture, CONTACTS_X, y, true, theme->text, number_text(picture, one->contacts, 0));
    if (one->redundant) {
        struct pill pill = { arena_printf(&picture->arena, "+ %d", one->redundant),
                             9.5,
                             theme->redundant_text,
                             theme->paper,
                             theme->redundant,
                             MARK_COUNT };
        pill_to(picture, REDUNDANT_X + pill_width(picture, &pill) / 2, y, &pill);
    } else {
        figure(picture, REDUNDANT_X, y, false, theme->second_text, "0");
    }
    figure(picture, UNPRODUCTIVE_X, y, true, theme->text, unproductive_text(picture, one));
}

/* How long it took, behind the last mark, beside the line of the planned length; and what it came to, if not to its
 * end. */
static void draw_length(struct picture *picture, const struct timelines *timelines, int number, double y,
                        double planned_x)
{
    const struct strip *strip = &timelines->strip[number];
    const struct case_finding *one = &timelines->audit->cases[strip->number];
    double x = strip_x(strip, strip->story.end) + 4;
    for (int i = 0; i < strip->marks; i++) /* right of what is on the bar, and of the stems of what is above it */
        x = fmax(x, 4 + (i < strip->on_bar ? strip->mark[i].right : (strip->mark[i].left + strip->mark[i].right) / 2));
    const char *length = days_text(picture, (double)one->elapsed_total);
    const char *state = one->take_up == TAKE_UP_COMPLETED ? "" : _(TAKE_UP_WORD[one->take_up].name);
    double width = fmax(text_width(picture, length, 9.5, true), text_width(picture, state, 7.5, false));
    if (planned_x > x - 3 && planned_x < x + width + 2)
        x = planned_x + 4;
    svg_rect(picture->svg, x - 1, y + STRIP_AXIS - 8, fmin(width, LENGTH_WIDTH) + 2, *state ? 20 : 14, 2,
             number % 2 ? picture->theme->paper : picture->theme->soft, NO_STROKE); /* over the lines of the axis */
    text_fitting(picture, x, y + STRIP_AXIS + (*state ? 0 : 3.5), 9.5, 7, true, picture->theme->text, LENGTH_WIDTH,
                 length);
    text_fitting(picture, x, y + STRIP_AXIS + 9.5, 7.5, 7, false, picture->theme->second_text, LENGTH_WIDTH, state);
}

/* All figures of the row in words, for who hovers or cannot see. */
static void open_row(struct picture *picture, const struct timelines *timelines, size_t number)
{
    const struct case_finding *one = &timelines->audit->cases[number];
    double mean;
    const char *face = opinion(timelines->audit, number, &mean) ? face_word(face_grade(mean)) : "–";
    const char *length = one->dated ? days_text(picture, (double)one->elapsed_total) : _("no dates");
    buffer_printf(picture->svg, "<g id=\"user-%zu\"><title>", number + 1);
    /* name: length; contacts, of which redundant; unproductive time; opinion */
    svg_escape(picture->svg,
               arena_printf(&picture->arena, _("%s: %s; contacts: %d, redundant: %d; unproductive: %s; opinion: %s"),
                            timelines_name(picture, timelines, number), length, one->contacts, one->redundant,
                            unproductive_text(picture, one), face));
    buffer_add_string(picture->svg, "</title>\n");
}

static double planned_x(const struct timelines *timelines)
{
    int64_t planned = timelines->audit->theory.elapsed_seconds;
    return planned > 0 ? timelines->left + (timelines->right - timelines->left) * (double)planned / timelines->seconds
                       : -1;
}

static void draw_band(struct picture *picture, double y, double height, int number)
{
    if (number % 2 == 0)
        svg_rect(picture->svg, TIMELINES_MARGIN, y, TIMELINES_WIDTH - 2 * TIMELINES_MARGIN, height, 4,
                 picture->theme->soft, NO_STROKE);
}

static double draw_strips(struct picture *picture, const struct timelines *timelines, double y)
{
    double top = y, bottom = y + timelines->strips * (double)STRIP_HEIGHT, planned = planned_x(timelines);
    for (int i = 0; i < timelines->strips; i++)
        draw_band(picture, top + i * (double)STRIP_HEIGHT, STRIP_HEIGHT, i);
    draw_axis(picture, timelines, top, bottom);
    for (int i = 0; i < timelines->strips; i++, y += STRIP_HEIGHT) {
        const struct strip *strip = &timelines->strip[i];
        open_row(picture, timelines, strip->number);
        draw_name(picture, timelines, strip->number, y + STRIP_HEIGHT / 2.0, true);
        draw_strip(picture, strip, y, planned);
        draw_length(picture, timelines, i, y, planned);
        draw_figures(picture, timelines, strip->number, y + STRIP_HEIGHT / 2.0);
        draw_opinion(picture, timelines, strip->number, y + STRIP_HEIGHT / 2.0 - 2);
        buffer_add_string(picture->svg, "</g>\n");
    }
    return bottom;
}

/* Users without dates: their figures, no strip. */
static double draw_undated(struct picture *picture, const struct timelines *timelines, double y)
{
    if (!timelines->undated_shown)
        return y;
    y += 22;
    text_at(picture, TIMELINES_MARGIN, y, 10.5, true, picture->theme->text, _("Without dates: no strip can be drawn"));
    y += 8;
    for (int i = 0; i < timelines->undated_shown; i++, y += UNDATED_HEIGHT) {
        size_t number = timelines->undated[i];
        double middle = y + UNDATED_HEIGHT / 2.0, mean;
        draw_band(picture, y, UNDATED_HEIGHT, i);
        open_row(picture, timelines, number);
        draw_name(picture, timelines, number, middle, false);
        draw_figures(picture, timelines, number, middle);
        bool said = opinion(timelines->audit, number, &mean);
        figure(picture, OPINION_X, middle, false, picture->theme->second_text,
               said ? face_word(face_grade(mean)) : "–");
        buffer_add_string(picture->svg, "</g>\n");
    }
    return y;
}

static bool draw(struct drawing *drawing, const struct view_request *request, struct diagnostics *diagnostics)
{
    (void)diagnostics;
    struct picture picture;
    struct timelines timelines;
    picture_init(&picture, request);
    timelines_init(&timelines, request->audit, picture.letters, AXIS_LEFT, AXIS_RIGHT);
    draw_head(&picture, &timelines);
    double y = draw_timelines_legend(&picture, &timelines, 78);
    y = draw_strips(&picture, &timelines, y + 40);
    y = draw_undated(&picture, &timelines, y);
    y = draw_timelines_notes(&picture, &timelines, y + 22);
    const char *title = arena_printf(&picture.arena, _("%s: one strip a user"), picture_title(&picture));
    const char *description = arena_printf(
        &picture.arena,
        _("Strips of %d users on a common axis in days: announced waits, overruns, planned and redundant contacts. On "
          "the right: contacts, redundant contacts, unproductive time, opinion."),
        timelines.strips);
    picture_finish(&picture, drawing, TIMELINES_WIDTH, y + 14, title, description);
    timelines_release(&timelines);
    return true;
}

const struct view TIMELINES_VIEW = { .name = "timelines", .of_contacts = true, .names_users = true, .draw = draw };
