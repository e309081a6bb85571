/* The audit summary: one A4 page. Header, answer, figures and method are here, the panels in summary_*.c. */
#include "base/message.h"
#include "draw/figures.h"
#include "draw/summary_parts.h"
#include <string.h>

#define PAGE_WIDTH 595.3
#define PAGE_HEIGHT 841.9

enum {
    LEFT = 30,
    RIGHT = 565,
    WIDTH = RIGHT - LEFT,
    ANSWER_TOP = 63,
    ANSWER_HEIGHT = 46,
    FIGURES_TOP = 116,
    FIGURE_WIDTH = 101,
    FIGURE_STEP = 108,
    METHOD_TOP = 791,
    METHOD_LINES = 4,
    SOURCE_WIDTH = 205,
    NAMED_KINDS = 3, /* redundant kinds in the answer */
};

static const struct panel MAP = { LEFT, 201, WIDTH, 124 };
static const struct panel DELAY = { LEFT, 352, 262, 122 }, HAND_OFFS = { 304, 352, RIGHT - 304, 122 };
static const struct panel EFFORTS = { LEFT, 500, 172, 160 }, REDUNDANT = { 212, 500, RIGHT - 212, 160 };
static const struct panel PROFILES = { LEFT, 686, 172, 102 }, FIRST = { 212, 686, RIGHT - 212, 102 };

static const struct figure_look FIGURE = {
    FIGURE_WIDTH, 62, 7,
    4.5,          5,  { { 20.5, 19, 11 }, { 31.5, 8.5, 7 }, { 40.5, 7.5, 7 }, { 49.5, 7.5, 7 }, { 58, 7.5, 7 } },
};

static double fitting_size(struct picture *picture, double size, bool bold, double width, const char *text)
{
    while (size > CAPTION_LEAST + 0.25 && text_width(picture, text, size, bold) > width)
        size -= 0.25;
    return size;
}

void summary_heading(struct summary_view *view, struct panel panel, const char *title, const char *beside)
{
    struct picture *picture = view->picture;
    double size = HEADING, width;
    while ((width = text_width(picture, title, size, true)) > panel.width && size > BODY)
        size -= 0.4;
    fitting_at(picture, panel.x, panel.y - 7, size, true, picture->theme->text, panel.width, title);
    if (width + 30 < panel.width && *beside)
        fitting_at(picture, panel.x + width + 7, panel.y - 7, CAPTION + 0.2, false, picture->theme->second_text,
                   panel.width - width - 7, beside);
}

void summary_sentence(struct summary_view *view, struct panel panel, const char *text)
{
    text_lines(view->picture, panel.x, panel.y + 12, BODY, false, view->picture->theme->second_text, 11.5,
               panel.width - 8, 5, text);
}

void fitting_at(struct picture *picture, double x, double y, double size, bool bold, const char *fill, double width,
                const char *text)
{
    size = fitting_size(picture, size, bold, width, text);
    text_at(picture, x, y, size, bold, fill, lettering_fit(picture->letters, &picture->arena, text, size, bold, width));
}

void fitting_to(struct picture *picture, double right, double y, double size, bool bold, const char *fill, double width,
                const char *text)
{
    size = fitting_size(picture, size, bold, width, text);
    text_to(picture, right, y, size, bold, fill,
            lettering_fit(picture->letters, &picture->arena, text, size, bold, width));
}

void fitting_middle(struct picture *picture, double middle, double y, double size, bool bold, const char *fill,
                    double width, const char *text)
{
    size = fitting_size(picture, size, bold, width, text);
    text_middle(picture, middle, y, size, bold, fill,
                lettering_fit(picture->letters, &picture->arena, text, size, bold, width));
}

struct stroke bar_outline(const struct picture *picture) { return (struct stroke){ picture->theme->text, 0.8, NULL }; }

const char *signed_text(struct picture *picture, const char *text, double value)
{
    return arena_printf(&picture->arena, "%s\u00A0%s", value < 0 ? "\u2212" : "+", text);
}

const char *institution_text(struct summary_view *view, int institution)
{
    if (institution == NONE)
        return _("institution not known");
    return clean_text(view->picture, institution_name(view->audit->journey, institution));
}

size_t lettered_kinds(const struct summary_view *view)
{
    const struct group_list *list = &view->shown.redundant;
    size_t lettered = list->count < LETTERED ? list->count : LETTERED;
    if (!audit_shown(view->audit, view->shown.users_redundant))
        return 0;
    bool few_left = list->count == lettered && list->rest.contacts && !audit_shown(view->audit, list->rest.users);
    return few_left && lettered ? lettered - 1 : lettered;
}

static void draw_title(struct summary_view *view)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    const char *title = picture_title(picture);
    enum { ROOM = WIDTH - SOURCE_WIDTH - 8 };
    svg_rect(picture->svg, 0, 0, PAGE_WIDTH, 8, 0, theme->outlined ? theme->paper : theme->planned,
             theme->outlined ? bar_outline(picture) : NO_STROKE);
    fitting_at(picture, LEFT, 29, 7.6, true, theme->second_text, ROOM, _("USER JOURNEY AUDIT · SUMMARY"));
    double size = 24;
    while (size > 15 && text_width(picture, title, size, true) > ROOM)
        size -= 0.5;
    if (text_width(picture, title, size, true) <= ROOM)
        text_at(picture, LEFT, 53, size, true, theme->text, title);
    else
        text_lines(picture, LEFT, 43, 12.5, true, theme->text, 14, ROOM, 2, title);
}

/* Attributes by which users can be told apart in groups. */
static int profile_attributes(const struct audit *audit)
{
    int attributes = 0;
    for (size_t i = 0; i < audit->profiles; i++)
        attributes += !i || audit->profile[i].attribute != audit->profile[i - 1].attribute;
    return attributes;
}

static const char *dates(struct summary_view *view)
{
    struct picture *picture = view->picture;
    int64_t first = view->audit->told->first, last = view->audit->told->last;
    if (first == TIME_NONE || last == TIME_NONE)
        return _("undated");
    return period_text(picture, first, last);
}

/* Who told what, and when; what of. */
static void draw_source(struct summary_view *view)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    int institutions = 0, steps = audit->journey->steps, attributes = profile_attributes(audit);
    for (int i = 0; i < audit->journey->institutions; i++)
        institutions += !audit->journey->institution[i].self;
    const char *line[] = {
        grouped_text(picture, arena_printf(&picture->arena,
                                           ngettext("%d user", "%d users", (unsigned long)view->users),
                                           (int)view->users)),
        dates(view),
        arena_printf(&picture->arena, ngettext("%d institution", "%d institutions", (unsigned long)institutions),
                     institutions),
    };
    line[0] =
        arena_printf(&picture->arena, ngettext("%s, %s contact", "%s, %s contacts", (unsigned long)audit->contacts),
                     line[0], number_text(picture, (double)audit->contacts, 0));
    line[2] = arena_printf(
        &picture->arena, ngettext("%s, %d planned step", "%s, %d planned steps", (unsigned long)steps), line[2], steps);
    if (attributes)
        line[2] =
            arena_printf(&picture->arena,
                         ngettext("%s, %d profile attribute", "%s, %d profile attributes", (unsigned long)attributes),
                         line[2], attributes);
    for (int i = 0; i < 3; i++)
        fitting_to(picture, RIGHT, 29 + 11.4 * i, 7.8, false, picture->theme->second_text, SOURCE_WIDTH, line[i]);
}

/* Planned and lived, in one sentence. */
static const char *held_against_plan(struct summary_view *view)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    const struct summary *contacts = &audit->completed_contacts, *elapsed = &audit->completed_elapsed;
    const char *planned = number_text(picture, (double)audit->theory.contacts, 0),
               *lived = number_text(picture, contacts->mean, 1);
    if (!contacts->n)
        return _("Nobody completed the journey: nothing is held against the plan.");
    if (!audit_shown(audit, contacts->n))
        return arena_printf(&picture->arena,
                            _("Fewer than %d users completed the journey: nothing is held against the "
                              "plan."),
                            audit->options.min_group);
    if (!elapsed->n || !audit_shown(audit, elapsed->n) || !audit->theory.announces)
        return arena_printf(&picture->arena, _("Planned contacts: %s. Users have %s."), planned, lived);
    return arena_printf(&picture->arena, ngettext("The plan takes %s contact and %s. Users have %s, in %s (median).",
                                 "The plan takes %s contacts and %s. Users have %s, in %s (median).",
                                 (unsigned long)audit->theory.contacts),
                        planned, days_text(picture, (double)audit->theory.elapsed_seconds), lived,
                        days_text(picture, elapsed->median));
}

/* Where no redundant contacts can be told: how many had none, or went as planned. */
static const char *followed_plan(struct summary_view *view)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    int64_t conforming = audit->conforming;
    int64_t users = audit_all_users(audit);
    if (!conforming || conforming == users || audit->told->conforming != TOLD)
        return audit->redundant ? "" : _("No contact is redundant.");
    return arena_printf(&picture->arena, _("%s of all users went exactly as planned."),
                        percent_text(picture, (double)conforming / (double)users));
}

/* The `most` kinds of redundant contacts that weigh most, and how much they weigh together. */
static const char *heaviest_kinds(struct summary_view *view, size_t most)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    const struct group_list *list = &view->shown.redundant;
    size_t kinds = lettered_kinds(view) < most ? lettered_kinds(view) : most;
    int64_t seconds = 0, all_seconds = list->rest.time.total, contacts = 0;
    const char *names = "";
    if (!kinds)
        return followed_plan(view);
    for (size_t i = 0; i < list->count; i++)
        all_seconds += list->group[i].time.total;
    for (size_t i = 0; i < kinds; i++) {
        seconds += list->group[i].time.total;
        contacts += list->group[i].contacts;
        names = arena_printf(
            &picture->arena, i ? "%s, %s" : "%s%s", names,
            arena_printf(&picture->arena, _("“%s”"), clean_text(picture, group_name(audit, &list->group[i]))));
    }
    if (all_seconds > 0)
        return arena_printf(&picture->arena,
                            ngettext("One kind of redundant contact (%s) makes up %s of the time lost in them.",
                                     "The heaviest redundant contacts (%s) make up %s of the time lost in them.",
                                     (unsigned long)kinds),
                            names, percent_text(picture, (double)seconds / (double)all_seconds));
    return arena_printf(&picture->arena,
                        ngettext("One kind (%s) makes up %s of the redundant contacts.",
                                 "The most frequent ones (%s) make up %s of the redundant contacts.",
                                 (unsigned long)kinds),
                        names, percent_text(picture, (double)contacts / (double)audit->redundant));
}

static void draw_answer(struct summary_view *view)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    char *line[4];
    bool whole = false;
    double size = 0;
    int lines = 0;
    for (size_t kinds = NAMED_KINDS; kinds > 0 && !whole; kinds--) { /* rather name fewer than lose the end */
        const char *text = arena_printf(&picture->arena, "%s %s", held_against_plan(view), heaviest_kinds(view, kinds));
        for (size = 11.25; size > BODY && !whole;) {
            size -= 0.25;
            lines = lettering_wrap(picture->letters, &picture->arena, text, size, true, WIDTH - 30,
                                   (int)((ANSWER_HEIGHT - 8) / (1.22 * size)), line, &whole);
        }
    }
    svg_rect(picture->svg, LEFT, ANSWER_TOP, WIDTH, ANSWER_HEIGHT, 3, theme->redundant_tint,
             theme->outlined || theme->double_lines ? bar_outline(picture) : NO_STROKE);
    svg_rect(picture->svg, LEFT, ANSWER_TOP, 4, ANSWER_HEIGHT, 0, theme->outlined ? theme->paper : theme->redundant,
             theme->outlined ? bar_outline(picture) : NO_STROKE);
    double y = ANSWER_TOP + ANSWER_HEIGHT / 2.0 - (lines - 1) * 0.61 * size + 0.36 * size;
    for (int i = 0; i < lines; i++)
        text_at(picture, LEFT + 15, y + i * 1.22 * size, size, true, theme->text, line[i]);
}

/* Definitions, what the numbers stand on, and where the rest is. */
static const char *method(struct summary_view *view)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    const char *estimated =
        audit->time.total ? percent_text(picture, (double)audit->time.estimated / (double)audit->time.total) : "–";
    const char *rows = "";
    if (audit->told->all) /* rows less contacts are those of people without one */
        rows = arena_printf(&picture->arena, _("Rows read: %s, rejected: %s."),
                            number_text(picture, (double)audit->log->input.rows, 0),
                            number_text(picture, (double)audit->log->input.rejected, 0));
    return grouped_text(picture, arena_printf(
        &picture->arena,
        _("Method. Each user's contacts are held against the cheapest run of the plan. Redundant: outside the plan, "
          "asking or giving again what is known, or sent elsewhere. Headlines and bars cover users who completed; the "
          "map, hand-offs and redundant contacts all users with a contact (n = %d). Bars are means and add up; the "
          "headline delay is a median. Intervals of 95%%: bootstrap over users. Under %d users: indicative; under %d: "
          "folded. %s Own time estimated from the plan or from dates: %s."),
        (int)view->users, INDICATIVE, audit->options.min_group, rows, estimated));
}

static void draw_method(struct summary_view *view)
{
    struct picture *picture = view->picture;
    svg_rect(picture->svg, LEFT, METHOD_TOP, WIDTH, 0.6, 0, picture->theme->rule, NO_STROKE);
    text_lines(picture, LEFT, METHOD_TOP + 10, CAPTION_LEAST, false, picture->theme->second_text, 8.9, WIDTH,
               METHOD_LINES, method(view));
}

static void draw_page(struct summary_view *view)
{
    struct figure figure[FIGURES];
    draw_source(view);
    draw_answer(view);
    figures_of(view->picture, figure);
    for (int i = 0; i < FIGURES; i++)
        draw_figure(view->picture, LEFT + i * (FIGURE_STEP + 0.5), FIGURES_TOP, &figure[i], &FIGURE);
    draw_map_in_short(view, MAP);
    draw_delay(view, DELAY);
    draw_hand_offs(view, HAND_OFFS);
    draw_efforts(view, EFFORTS);
    draw_redundant_table(view, REDUNDANT);
    draw_profiles(view, PROFILES);
    draw_what_first(view, FIRST);
    draw_method(view);
}

static bool draw(struct drawing *drawing, const struct view_request *request, struct diagnostics *diagnostics)
{
    (void)diagnostics;
    struct picture picture;
    picture_init(&picture, request);
    struct summary_view view = { .picture = &picture, .audit = picture.audit, .request = request };
    const char *title = picture_title(&picture);
    const char *description =
        _("Summary of an audit on one page: the answer, headline figures, the map in short, where "
          "the delay comes from, hand-offs, effort and satisfaction, redundant contacts, profiles, "
          "what to do first, the method.");
    draw_title(&view);
    if (view.audit) {
        view.users = view.audit->contacts_per_case.n;
        shown_init(&view.shown, view.audit);
        draw_page(&view);
        shown_release(&view.shown);
    } else {
        summary_sentence(&view, (struct panel){ LEFT, ANSWER_TOP, WIDTH, ANSWER_HEIGHT }, source_line(&picture));
    }
    picture_finish(&picture, drawing, PAGE_WIDTH, PAGE_HEIGHT, title, description);
    return true;
}

const struct view SUMMARY_VIEW = { .name = "summary", .of_contacts = true, .draw = draw };
