/* Title and headline figures. */
#include "base/message.h"
#include "draw/map_picture.h"
#include <math.h>

enum {
    FIGURES = 5, FIGURE_WIDTH = 224, FIGURE_HEIGHT = 126, FIGURE_GAP = 12, TITLE_WIDTH_LEAST = 620, TITLE_HEIGHT = 132,
    INDICATIVE = 30,            /* means over fewer users are said to be indicative */
};

struct figure { const char *value, *label, *beside, *note; bool warm; };

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

/* n and the interval, in the value's own unit. */
static const char *note_of(struct picture *picture, const struct summary *summary, const char *low, const char *high)
{
    int n = (int)summary->n;
    if (!isfinite(summary->ci95[0]) || !isfinite(summary->ci95[1]))
        return arena_printf(&picture->arena, _("n = %d"), n);
    if (n < INDICATIVE)
        return arena_printf(&picture->arena, _("n = %d, indicative; 95%%: %s to %s"), n, low, high);
    return arena_printf(&picture->arena, _("n = %d; 95%%: %s to %s"), n, low, high);
}

static struct figure nothing(struct picture *picture, const char *label)
{
    return (struct figure){ "–", label,
                            picture->audit->take_up[TAKE_UP_COMPLETED]
                                ? arena_printf(&picture->arena, _("fewer than %d completed"),
                                               picture->audit->options.min_group)
                                : _("nobody completed"),
                            "", false };
}

static struct figure contacts_figure(struct picture *picture)
{
    const struct summary *summary = &picture->audit->completed_contacts;
    if (!audit_shown(picture->audit, summary->n))
        return nothing(picture, _("contacts per user"));
    return (struct figure){
        number_text(picture, summary->mean, 1),
        _("contacts per user"),
        arena_printf(&picture->arena, _("planned: %s"),
                     number_text(picture, (double)picture->audit->theory.contacts, 0)),
        note_of(picture, summary, number_text(picture, summary->ci95[0], 1), number_text(picture, summary->ci95[1], 1)),
        false,
    };
}

static struct figure redundant_figure(struct picture *picture)
{
    const struct summary *summary = &picture->audit->completed_redundant;
    if (!audit_shown(picture->audit, summary->n))
        return nothing(picture, _("redundant contacts"));
    return (struct figure){
        number_text(picture, summary->mean, 1),
        _("redundant contacts"),
        _("per user, on average"),
        note_of(picture, summary, number_text(picture, summary->ci95[0], 1), number_text(picture, summary->ci95[1], 1)),
        summary->mean >= 0.05,
    };
}

static struct figure elapsed_figure(struct picture *picture)
{
    const struct summary *summary = &picture->audit->completed_elapsed;
    if (!audit_shown(picture->audit, summary->n))
        return nothing(picture, _("from end to end"));
    int64_t announced = picture->audit->theory.elapsed_seconds;
    return (struct figure){
        days_text(picture, summary->median), /* a headline delay is a median: one stuck case must not move it */
        _("from end to end (median)"),
        announced > 0 ? arena_printf(&picture->arena, _("planned: %s"), days_text(picture, (double)announced))
                      : _("no delay is announced"),
        arena_printf(&picture->arena, _("n = %d; on average %s"), (int)summary->n, days_text(picture, summary->mean)),
        false,
    };
}

static struct figure unproductive_figure(struct picture *picture)
{
    const struct summary *summary = &picture->audit->completed_unproductive;
    if (!audit_shown(picture->audit, summary->n))
        return nothing(picture, _("of unproductive time"));
    if (!(picture->audit->completed_active.mean > 0))
        return (struct figure){ "–", _("of unproductive time"), _("no time is known"), "", false };
    return (struct figure){
        minutes_text(picture, summary->mean),
        _("of unproductive time"),
        arena_printf(&picture->arena, _("out of %s spent, on average"),
                     minutes_text(picture, picture->audit->completed_active.mean)),
        note_of(picture, summary, minutes_text(picture, summary->ci95[0]), minutes_text(picture, summary->ci95[1])),
        summary->mean >= 30,
    };
}

/* How many followed the plan exactly; not told where they, or the others, are too few. */
static struct figure conforming_figure(struct picture *picture)
{
    const struct audit *audit = picture->audit;
    int64_t users = picture->layout->users, conforming = audit->conforming;
    int least = audit->options.min_group;
    const char *value, *share = "";
    if (conforming > 0 && !audit_shown(audit, conforming)) {
        value = arena_printf(&picture->arena, _("under %d"), least);
    } else if (conforming < users && !audit_shown(audit, users - conforming)) {
        value = arena_printf(&picture->arena, _("over %d"), (int)users - least);
    } else {
        value = arena_printf(&picture->arena, "%d", (int)conforming);
        share = percent_text(picture, (double)conforming / (double)users);
    }
    return (struct figure){
        value,
        _("follow the plan exactly"),
        arena_printf(&picture->arena, ngettext("out of %d user", "out of %d users", (unsigned long)users), (int)users),
        share,
        false,
    };
}

static void draw_figure(struct picture *picture, double x, double y, const struct figure *figure)
{
    const double inner = FIGURE_WIDTH - 30;
    svg_rect(picture->svg, x, y, FIGURE_WIDTH, FIGURE_HEIGHT, 8,
             figure->warm ? picture->theme->redundant_tint : picture->theme->soft,
             figure->warm ? (struct stroke){ picture->theme->redundant, 1.6, NULL } : NO_STROKE);
    text_fitting(picture, x + 15, y + 46, 38, 20, true,
                 figure->warm ? picture->theme->redundant_text : picture->theme->text, inner, figure->value);
    text_fitting(picture, x + 15, y + 71, 14.5, 11, true, picture->theme->text, inner, figure->label);
    text_fitting(picture, x + 15, y + 91, 13.5, 10.5, false, picture->theme->second_text, inner, figure->beside);
    text_fitting(picture, x + 15, y + 111, 12, 9, false, picture->theme->second_text, inner, figure->note);
}

/* Who told, and when. */
static const char *source_line(struct picture *picture)
{
    if (!picture->whole_audit)
        return arena_printf(&picture->arena,
                            ngettext("%d planned step", "%d planned steps", (unsigned long)picture->journey->steps),
                            picture->journey->steps);
    if (!picture->audit)
        return arena_printf(&picture->arena, _("Fewer than %d users told what they lived: it is not shown."),
                            picture->whole_audit->options.min_group);
    int64_t users = picture->layout->users;
    const struct event_log *log = picture->audit->log;
    int64_t first = log ? event_log_first_instant(log) : TIME_NONE,
            last = log ? event_log_last_instant(log) : TIME_NONE;
    const char *count = arena_printf(
        &picture->arena, ngettext("What %d user lived", "What %d users lived", (unsigned long)users), (int)users);
    if (first == TIME_NONE || last == TIME_NONE)
        return count;
    /* what so many users lived, from this date to that date */
    return arena_printf(&picture->arena, _("%s, from %s to %s"), count, date_text(picture, first),
                        date_text(picture, last));
}

void draw_header(struct picture *picture, double width)
{
    bool beside = beside_title(width);
    double room = width - 2 * MARGIN - (picture->audit && beside ? FIGURES * (FIGURE_WIDTH + FIGURE_GAP) + 20 : 0);
    text_fitting(picture, MARGIN, 64, 40, 24, true, picture->theme->text, room, picture_title(picture));
    text_fitting(picture, MARGIN, 96, 19, 13, false, picture->theme->second_text, room,
                 picture->audit ? _("What was planned and what was lived, step by step")
                                : _("What is planned, step by step"));
    text_fitting(picture, MARGIN, 122, 15, 11, false, picture->theme->second_text, room, source_line(picture));
    if (!picture->audit)
        return;
    struct figure figure[FIGURES] = {
        contacts_figure(picture),     redundant_figure(picture),  elapsed_figure(picture),
        unproductive_figure(picture), conforming_figure(picture),
    };
    double x = beside ? width - MARGIN - FIGURES * FIGURE_WIDTH - (FIGURES - 1) * FIGURE_GAP : MARGIN,
           y = beside ? 20 : TITLE_HEIGHT + 8;
    for (int i = 0; i < FIGURES; i++)
        draw_figure(picture, x + i * (FIGURE_WIDTH + FIGURE_GAP), y, &figure[i]);
}
