/* The view of one user: header, map, strip, table. */
#include "base/message.h"
#include "draw/case_picture.h"
#include "draw/figures.h"
#include <math.h>
#include <string.h>

enum {
    LEAST_WIDTH = 1280,
    TITLE_HEIGHT = 132,
    FIGURE_WIDTH = 224,
    FIGURE_HEIGHT = 104,
    FIGURE_GAP = 12,
    OWN_FIGURES = 4
};

static const struct figure_look LOOK = {
    FIGURE_WIDTH, FIGURE_HEIGHT, 15, 8, 4, { { 44, 36, 18 }, { 67, 14.5, 11 }, { 87, 13.5, 10.5 }, { 100, 12, 9 } },
};

const char *short_date(struct picture *picture, int64_t instant)
{
    int year, month, day;
    int64_t days = instant / ((int64_t)DAY_SECONDS * 1000) - (instant % ((int64_t)DAY_SECONDS * 1000) < 0);
    date_from_days(days, &year, &month, &day);
    /* year, month, day; in the order and with the signs of the language */
    return arena_printf(&picture->arena, _("%04d-%02d-%02d"), year, month, day);
}

/* --- header --- */

static struct figure figure(const char *value, const char *label, const char *beside, bool warm)
{
    return (struct figure){ value, label, beside, "", "", "", warm };
}

static void gather_figures(struct case_picture *one, struct figure figures[OWN_FIGURES])
{
    struct picture *picture = &one->picture;
    const struct case_finding *finding = &one->audit->cases[0];
    const struct theory *theory = &one->audit->theory;
    double unproductive = (double)active_time_unproductive(&finding->time);
    bool timed = active_time_known(&finding->time);
    figures[0] = figure(
        number_text(picture, finding->contacts, 0), _("contacts"),
        arena_printf(&picture->arena, _("planned: %s"), number_text(picture, (double)theory->contacts, 0)), false);
    figures[1] = figure(number_text(picture, finding->redundant, 0), _("redundant contacts"),
                        arena_printf(&picture->arena, _("others outside the plan: %d"), case_others(one)),
                        finding->redundant > 0);
    figures[2] = figure(finding->dated ? days_text(picture, (double)finding->elapsed_total) : "–", _("from end to end"),
                        theory->elapsed_seconds > 0 ? arena_printf(&picture->arena, _("planned: %s"),
                                                                   days_text(picture, (double)theory->elapsed_seconds))
                                                    : _("no delay is announced"),
                        false);
    figures[3] = figure(
        timed ? minutes_text(picture, unproductive) : "–", _("of unproductive time"),
        timed ? arena_printf(&picture->arena, _("out of %s spent"), minutes_text(picture, (double)finding->time.total))
              : _("no time is known"),
        unproductive >= 30);
}

/* "profil: carrière complète · territoire: ville" */
static const char *profile(struct case_picture *one)
{
    const struct event_log *log = one->whole->log;
    const char *text = "";
    for (size_t a = 0; a < log->attributes && strlen(text) < 400; a++) {
        if (!log->attribute[a].of_case || !log->attribute[a].value[one->number])
            continue;
        const char *pair = arena_printf(
            &one->picture.arena, _("%s: %s"), clean_text(&one->picture, event_log_text(log, log->attribute[a].name)),
            clean_text(&one->picture, event_log_text(log, log->attribute[a].value[one->number])));
        text = arena_printf(&one->picture.arena, "%s%s%s", text, *text ? " · " : "", pair);
    }
    return text;
}

/* When it began and ended, and what came of it. */
static const char *period(struct case_picture *one)
{
    struct picture *picture = &one->picture;
    const char *state = capitalised(picture, _(TAKE_UP_WORD[one->audit->cases[0].take_up].name));
    if (!one->story.dated)
        return state;
    /* what came of it, from this date to that date */
    return arena_printf(&picture->arena, _("%s, from %s to %s"), state, date_text(picture, 1000 * one->story.start),
                        date_text(picture, 1000 * one->story.end));
}

static const char *name_of(struct case_picture *one)
{
    const struct event_log *log = one->whole->log;
    const char *name = clean_text(&one->picture, event_log_text(log, log->cases[one->number].name));
    return *name ? name : "–";
}

/* Returns the height. */
static double draw_case_header(struct case_picture *one, bool drawing)
{
    struct picture *picture = &one->picture;
    const struct theme *theme = picture->theme;
    double width = picture->layout->width, figures_width = OWN_FIGURES * (FIGURE_WIDTH + FIGURE_GAP) - FIGURE_GAP;
    bool beside = width >= 2 * MARGIN + figures_width + 560;
    if (!drawing)
        return TITLE_HEIGHT + 22 + (beside ? 0 : FIGURE_HEIGHT);
    double room = width - 2 * MARGIN - (beside ? figures_width + 20 : 0);
    text_fitting(picture, MARGIN, 60, 40, 22, true, theme->text, room, name_of(one));
    text_fitting(picture, MARGIN, 92, 19, 13, false, theme->second_text, room,
                 arena_printf(&picture->arena, "%s · %s", picture_title(picture), period(one)));
    text_fitting(picture, MARGIN, 118, 15, 11, false, theme->second_text, room, profile(one));
    struct figure figures[OWN_FIGURES];
    gather_figures(one, figures);
    double x = beside ? width - MARGIN - figures_width : MARGIN, y = beside ? 26 : TITLE_HEIGHT + 4;
    for (int i = 0; i < OWN_FIGURES; i++)
        draw_figure(picture, x + i * (FIGURE_WIDTH + FIGURE_GAP), y, &figures[i], &LOOK);
    return 0;
}

/* --- all --- */

static void open_case(struct case_picture *one, const struct view_request *request, const struct audit *single)
{
    struct view_request own = *request;
    own.audit = single;
    own.linked = false;
    picture_init(&one->picture, &own);
    one->whole = request->audit;
    one->audit = single;
    one->number = (size_t)request->case_number;
    one->first = request->audit->log->cases[one->number].first;
    one->contacts = (int)request->audit->log->cases[one->number].count;
    case_story_init(&one->story, request->audit, one->number);
}

static double draw_map(struct case_picture *one)
{
    struct picture *picture = &one->picture;
    draw_lanes(picture);
    draw_links(picture);
    draw_case_cards(one);
    return draw_case_legend(one, picture->layout->bottom + 38);
}

static bool draw(struct drawing *drawing, const struct view_request *request, struct diagnostics *diagnostics)
{
    struct single_audit single;
    struct case_picture one;
    struct map_layout layout;
    if (!single_audit_init(&single, request->audit, (size_t)request->case_number, diagnostics)) {
        single_audit_release(&single);
        return false;
    }
    open_case(&one, request, single.audit);
    map_layout_init(&layout, request->journey, request->net, one.picture.audit, LEAST_WIDTH,
                    request->columns);
    for (int i = 0; i < layout.links; i++) /* of one user: no line is wider than others */
        layout.link[i].share = fmin(layout.link[i].share, 0.4);
    one.picture.layout = &layout;
    map_layout_stack(&layout, draw_case_header(&one, false), NULL);
    draw_case_header(&one, true);
    double y = draw_map(&one) + 26;
    y = draw_case_strip(&one, y) + 22;
    y = draw_case_table(&one, y) + 26;
    text_at(&one.picture, MARGIN, y, 12, false, request->theme->second_text,
            _("One user's journey, shown because it was asked for (--names): do not publish."));
    const char *title = arena_printf(&one.picture.arena, _("%s: %s"), picture_title(&one.picture), name_of(&one));
    const char *description =
        arena_printf(&one.picture.arena,
                     _("One user's journey on the planned map, then day by day, then contact by contact. "
                       "Contacts: %d, redundant: %d."),
                     one.audit->cases[0].contacts, one.audit->cases[0].redundant);
    picture_finish(&one.picture, drawing, layout.width, y + 20, title, description);
    case_story_release(&one.story);
    map_layout_release(&layout);
    single_audit_release(&single);
    return true;
}

const struct view CASE_VIEW = {
    .name = "case", .of_contacts = true, .names_users = true, .one_case = true, .in_systems = true, .draw = draw
};
