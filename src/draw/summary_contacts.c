/* Redundant contacts from the heaviest to the lightest: a table of kinds, the rest together, the total. */
#include "base/message.h"
#include "draw/icons.h"
#include "draw/summary_parts.h"
#include <math.h>

enum { NAME_WIDTH = 153, USERS_RIGHT = 205, EACH_RIGHT = 250, TIME_RIGHT = 288, HELD_LEFT = 295, HEAD_HEIGHT = 14 };

struct table_row {
    const char *users, *each, *time, *held;
};

/* "22 / 48", or of thousands "22" alone: the page says of how many, and the column has no room for both. */
static const char *out_of(struct summary_view *view, const char *users)
{
    enum { THOUSAND = 1000 };
    if (view->users >= THOUSAND)
        return users;
    return arena_printf(&view->picture->arena, "%s / %d", users, (int)view->users);
}

static const char *time_each(struct summary_view *view, const struct active_time *time)
{
    if (!active_time_known(time))
        return "–";
    return minutes_text(view->picture, (double)time->total / (double)view->users);
}

static void draw_values(struct summary_view *view, struct panel panel, double base, const struct table_row *row)
{
    struct picture *picture = view->picture;
    const char *colour = picture->theme->text;
    fitting_to(picture, panel.x + USERS_RIGHT, base, BODY, true, colour, USERS_RIGHT - NAME_WIDTH - 18, row->users);
    fitting_to(picture, panel.x + EACH_RIGHT, base, BODY, true, colour, EACH_RIGHT - USERS_RIGHT - 5, row->each);
    fitting_to(picture, panel.x + TIME_RIGHT, base, BODY, true, colour, TIME_RIGHT - EACH_RIGHT - 3, row->time);
    fitting_at(picture, panel.x + HELD_LEFT, base, BODY - 0.4, false, colour, panel.width - HELD_LEFT, row->held);
}

static void draw_head(struct summary_view *view, struct panel panel)
{
    struct picture *picture = view->picture;
    const char *colour = picture->theme->second_text;
    double base = panel.y + HEAD_HEIGHT - 4.5;
    fitting_at(picture, panel.x + 16, base, CAPTION, true, colour, NAME_WIDTH, _("Kind"));
    fitting_to(picture, panel.x + USERS_RIGHT, base, CAPTION, true, colour, 40, _("users"));
    fitting_to(picture, panel.x + EACH_RIGHT, base, CAPTION, true, colour, EACH_RIGHT - USERS_RIGHT, _("per user"));
    fitting_to(picture, panel.x + TIME_RIGHT, base, CAPTION, true, colour, TIME_RIGHT - EACH_RIGHT - 2, _("time"));
    fitting_at(picture, panel.x + HELD_LEFT, base, CAPTION, true, colour, panel.width - HELD_LEFT,
               _("already held by"));
    svg_rect(picture->svg, panel.x, panel.y + HEAD_HEIGHT, panel.width, 0.8, 0, picture->theme->text, NO_STROKE);
}

/* The channel that most of its contacts took. */
static enum channel channel_of(const struct summary_view *view, const struct group *group)
{
    const struct detour *most = &view->audit->detour[group->place[0]];
    for (int p = 1; p < group->places; p++)
        if (view->audit->detour[group->place[p]].contacts > most->contacts)
            most = &view->audit->detour[group->place[p]];
    return most->channel;
}

static void draw_kind(struct summary_view *view, struct panel panel, double y, double height, int letter)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    const struct group *group = &view->shown.redundant.group[letter];
    double middle = y + height / 2, x = panel.x + 16;
    struct table_row row = {
        out_of(view, told_users_text(picture, group->users)),
        number_text(picture, (double)group->contacts / (double)view->users, 1),
        time_each(view, &group->time),
        group->holder == NONE ? "–" : institution_text(view, group->holder),
    };
    if (letter % 2)
        svg_rect(picture->svg, panel.x, y, panel.width, height, 0, theme->soft, NO_STROKE);
    draw_letter(picture, panel.x + 7, middle, letter);
    fitting_at(picture, x, middle - 1.6, BODY, true, theme->text, NAME_WIDTH,
               clean_text(picture, group_name(view->audit, group)));
    enum channel channel = channel_of(view, group);
    if (channel != CHANNEL_NONE)
        icon_channel(picture->svg, channel, x, middle + 1.4, 7.6, theme->second_text);
    fitting_at(picture, x + (channel != CHANNEL_NONE ? 10 : 0), middle + 8, CAPTION, false, theme->second_text,
               NAME_WIDTH - 10,
               arena_printf(&picture->arena, _("%s: %s"), institution_text(view, group->institution),
                            _(VERDICT_WORD[group->verdict].name)));
    draw_values(view, panel, middle + 3, &row);
}

/* What is not lettered; false if nothing is left, or too few users stand behind it. */
static bool rest_of(const struct summary_view *view, size_t lettered, struct group *rest, size_t *kinds)
{
    const struct group_list *list = &view->shown.redundant;
    *rest = list->rest;
    *kinds = list->folded;
    for (size_t i = lettered; i < list->count; i++) {
        rest->contacts += list->group[i].contacts;
        active_time_add(&rest->time, &list->group[i].time);
        ++*kinds;
    }
    return rest->contacts > 0;
}

static const char *users_text(struct summary_view *view)
{
    struct picture *picture = view->picture;
    int64_t users = view->shown.users_redundant, least = view->audit->options.min_group;
    if (view->audit->told->redundant == TOLD_ALL_BUT)
        return grouped_text(picture, arena_printf(&picture->arena, _("over %d"), (int)(view->users - least)));
    if (view->audit->told->redundant == TOLD_FOLDED)
        return out_of(view, arena_printf(&picture->arena, "≥\u00A0%s",
                                         number_text(picture, (double)shown_redundant_least(&view->shown, view->audit), 0)));
    return out_of(view, number_text(picture, (double)users, 0));
}

static void draw_total(struct summary_view *view, struct panel panel, double y, const struct group *all)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    int64_t access = audit->time.unproductive[CAUSE_ACCESS];
    struct table_row row = { users_text(view), number_text(picture, (double)all->contacts / (double)view->users, 1),
                             time_each(view, &all->time), "" };
    svg_rect(picture->svg, panel.x, y, panel.width, 0.8, 0, picture->theme->text, NO_STROKE);
    text_at(picture, panel.x + 16, y + 12, BODY, true, picture->theme->text, _("Total"));
    draw_values(view, panel, y + 12, &row);
    if (access > 0 && audit->told->unproductive[CAUSE_ACCESS] && audit->told->unproductive_by_cause)
        text_lines(picture, panel.x + HELD_LEFT, y + 8.5, CAPTION_LEAST, false, picture->theme->second_text, 8.5,
                   panel.width - HELD_LEFT, 2,
                   arena_printf(&picture->arena, _("+ %s of queues, travel"),
                                minutes_text(picture, (double)access / (double)view->users)));
}

void draw_redundant_table(struct summary_view *view, struct panel panel)
{
    struct picture *picture = view->picture;
    size_t lettered = lettered_kinds(view), kinds;
    struct group rest;
    if (!view->audit->redundant || !audit_shown(view->audit, view->shown.users_redundant)) {
        draw_unfinished(view, panel);
        return;
    }
    summary_heading(view, panel, _("Redundant contacts, the heaviest first"), _("per user: mean of all users"));
    bool more = rest_of(view, lettered, &rest, &kinds);
    const double others = 13.5, total = 20, top = panel.y + HEAD_HEIGHT + 1;
    double height = fmin((panel.height - HEAD_HEIGHT - 1 - others - total) / LETTERED, 24), y = top;
    draw_head(view, panel);
    for (size_t i = 0; i < lettered; i++, y += height)
        draw_kind(view, panel, y, height, (int)i);
    if (more) {
        struct table_row row = { "", number_text(picture, (double)rest.contacts / (double)view->users, 1),
                                 time_each(view, &rest.time), "" };
        fitting_at(picture, panel.x + 16, y + 9.5, BODY, false, picture->theme->text, NAME_WIDTH,
                   arena_printf(&picture->arena, ngettext("%d other kind", "%d other kinds", (unsigned long)kinds),
                                (int)kinds));
        draw_values(view, panel, y + 9.5, &row);
        y += others;
    }
    for (size_t i = 0; i < lettered; i++) {
        rest.contacts += view->shown.redundant.group[i].contacts;
        active_time_add(&rest.time, &view->shown.redundant.group[i].time);
    }
    draw_total(view, panel, y, &rest);
}
