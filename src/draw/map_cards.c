/* Cards of the comparison map: planned steps, extra contacts, and the waits before them. */
#include "base/message.h"
#include "draw/icons.h"
#include "draw/map.h"
#include "draw/map_card.h"
#include "draw/map_picture.h"
#include "measure/told.h"
#include <math.h>

enum { PADDING = 10, TEXT_WIDTH = CARD_WIDTH - 2 * PADDING };

void draw_card_shape(struct picture *picture, double x, double y, double width, double height, int kind, bool skipped,
                     const char *colour)
{
    if (kind == MAP_LINK_REDUNDANT)
        svg_cut_rect(picture->svg, x, y, width, height, fmin(14, height / 4), picture->theme->redundant_tint,
                     (struct stroke){ picture->theme->redundant, 3, NULL });
    else if (kind == MAP_LINK_EXTRA)
        svg_rect(picture->svg, x, y, width, height, fmin(22, height / 3), picture->theme->extra_tint,
                 (struct stroke){ picture->theme->extra, 2.4, NULL });
    else
        svg_rect(picture->svg, x, y, width, height, 8, picture->theme->paper,
                 (struct stroke){ colour, skipped ? 2 : 1.6, skipped ? "7 5" : NULL });
}

void draw_capsule(struct picture *picture, double x, double y, const char *lived, const char *announced, bool late)
{
    struct buffer *svg = picture->svg;
    svg_rect(svg, x, y - CAPSULE_HEIGHT / 2.0, CAPSULE_WIDTH, CAPSULE_HEIGHT, 9,
             late ? picture->theme->capsule_overrun : picture->theme->capsule_announced,
             (struct stroke){ picture->theme->text, 1.2, NULL });
    const char *first = *lived ? lived : announced, *second = *lived ? announced : "";
    double wide = fmin(CAPSULE_WIDTH - 10, fmax(lettering_width(picture->letters, first, 14, true),
                                                lettering_width(picture->letters, second, 10.5, false)) +
                                               6);
    double height = *second ? 34 : 22;
    svg_rect(svg, x + (CAPSULE_WIDTH - wide) / 2, y - height / 2, wide, height, 4, picture->theme->paper, NO_STROKE);
    double size = 14, small = 10.5;
    while (size > 9 && lettering_width(picture->letters, first, size, true) > CAPSULE_WIDTH - 14)
        size -= 0.5;
    while (small > 8 && lettering_width(picture->letters, second, small, false) > CAPSULE_WIDTH - 14)
        small -= 0.5;
    text_middle(picture, x + CAPSULE_WIDTH / 2.0, y + (*second ? -1 : 5), size, true, picture->theme->text, first);
    text_middle(picture, x + CAPSULE_WIDTH / 2.0, y + 13, small, false, picture->theme->text, second);
}

/* The wait before a step: the lived median, bold, over what was announced. */
static void draw_wait(struct picture *picture, const struct map_card *card)
{
    const struct step *step = &picture->journey->step[card->step];
    const char *announced = "", *lived = "";
    double promised = duration_given(step->wait) ? (double)duration_nominal_seconds(step->wait) : NAN, median = NAN;
    if (picture->audit) {
        const struct step_finding *finding = &picture->audit->step[card->step];
        int64_t n = finding->waits;
        if (n > 0 && audit_shown(picture->audit, n) && audit_shown(picture->audit, finding->cases)) {
            median = ((double)finding->wait[(n - 1) / 2] + (double)finding->wait[n / 2]) / 2;
            lived = days_text(picture, median);
        }
    }
    if (promised > 0) {
        announced = days_text(picture, promised);
        if (*lived) /* a wait, in a small label under the one that was lived: "planned 45 d" */
            announced = arena_printf(&picture->arena, _("planned %s"), announced);
    }
    draw_capsule(picture, card->x - CAPSULE_SPACE + 4, card->y + PLANNED_PORT, lived, announced, median > promised);
}

void draw_card_heading(struct picture *picture, const struct map_card *card, enum channel channel, const char *over,
                       const char *title, struct lane_paint paint)
{
    double x = card->x, y = card->y;
    double line = 53, leading = 16, size = 13.5, least = 11;
    if (*over) { /* what kind of contact it is: one line, or two */
        bool one = lettering_width(picture->letters, over, 10.5, true) <= TEXT_WIDTH;
        int lines = text_lines(picture, x + PADDING, y + (one ? 49 : 46.5), one ? 11 : 10, true,
                               picture->theme->second_text, 11.5, TEXT_WIDTH + 4, 2, over);
        line = lines == 1 ? 65 : 72.5;
        leading = lines == 1 ? 15 : 12.2;
        size = lines == 1 ? 12.5 : 11.5;
        least = 10.5;
    }
    if (channel != CHANNEL_NONE || picture->channels) {
        channel_disc(picture, channel, x + 22, y + 22, 14, paint);
        text_fitting(picture, x + 42, y + 27, 12.5, 8, true, paint.line, CARD_WIDTH - 42 - 6,
                     channel == CHANNEL_NONE ? _("Not said")
                                             : capitalised(picture, vocabulary_name(&CHANNELS, (int)channel)));
    } else if (!*over) {
        line = 32;
    }
    char *lines[4];
    bool whole = false;
    int count = lettering_wrap(picture->letters, &picture->arena, title, size, true, TEXT_WIDTH, 3, lines, &whole);
    for (; !whole && size > least; size -= 0.5)
        count =
            lettering_wrap(picture->letters, &picture->arena, title, size - 0.5, true, TEXT_WIDTH, 3, lines, &whole);
    if (!whole && leading > 13) { /* a fourth line, rather than an end that is missing */
        count = lettering_wrap(picture->letters, &picture->arena, title, size, true, TEXT_WIDTH, 4, lines, NULL);
        line -= count > 3 ? 2.5 : 0;
        leading = count > 3 ? 12.2 : leading;
    }
    for (int i = 0; i < count; i++)
        text_at(picture, x + PADDING, y + line + i * leading, size, true, picture->theme->text, lines[i]);
}

void draw_card_foot(struct picture *picture, const struct map_card *card, double seconds, const char *number)
{
    if (seconds >= 0) {
        icon_mark(picture->svg, MARK_CLOCK, card->x + PADDING, card->y + 101.5, 14, picture->theme->second_text);
        text_at(picture, card->x + PADDING + 18, card->y + 113, 12.5, false, picture->theme->text,
                minutes_text(picture, seconds));
    }
    text_to(picture, card->x + CARD_WIDTH - PADDING, card->y + 113, 12.5, false, picture->theme->text, number);
}

/* The user's time in a step as planned, through its preferred channel. -1: not said. */
static double planned_seconds(const struct step *step)
{
    enum channel channel = step->channels ? step->via[0] : CHANNEL_NONE;
    bool place = channel == CHANNEL_COUNTER || channel == CHANNEL_KIOSK;
    if (step->takes == SECONDS_ABSENT)
        return -1;
    return (double)step->takes + (step->queue > 0 && (place || channel == CHANNEL_PHONE) ? (double)step->queue : 0) +
           (step->travel > 0 && place ? (double)step->travel : 0);
}

/* As the report's style sheet calls it, where each kind can be switched off. */
static const char *card_kind(const struct picture *picture, const struct map_card *card)
{
    if (card->step != NONE)
        return "planned";
    return verdict_redundant(picture->audit->detour[card->detour].verdict) ? "redundant" : "extra";
}

void open_card(struct picture *picture, const struct map_card *card, const char *described)
{
    struct buffer *svg = picture->svg;
    double left = card->capsule ? CAPSULE_SPACE : 0;
    picture_keep_whole(picture, card->x - left, card->y - 10, left + CARD_WIDTH + 8, CARD_HEIGHT + 20); /* with pills */
    if (picture->linked) {
        buffer_printf(svg, "<a class=\"card %s\" href=\"#", card_kind(picture, card));
        map_card_id(svg, picture->journey, card->step, card->detour);
        buffer_add_string(svg, "\">");
    }
    buffer_printf(svg, "<g id=\"%s", picture->linked ? "map-" : "");
    map_card_id(svg, picture->journey, card->step, card->detour);
    buffer_add_string(svg, "\"><title>");
    svg_escape(svg, described);
    buffer_add_string(svg, "</title>\n");
}

void close_card(struct picture *picture)
{
    buffer_add_string(picture->svg, picture->linked ? "</g></a>\n" : "</g>\n");
}

const char *map_share_text(struct picture *picture, const char *users)
{
    enum { MANY = 10000 };
    if (picture->layout->users >= MANY)
        return users;
    return arena_printf(&picture->arena, "%s/%d", users, (int)picture->layout->users);
}

static const char *share_text(struct picture *picture, int64_t users)
{
    return map_share_text(picture, told_users_text(picture, users));
}

static void draw_step(struct picture *picture, const struct map_card *card)
{
    const struct step *step = &picture->journey->step[card->step];
    struct lane_paint paint = lane_paint(picture, card->lane);
    const char *title = clean_text(picture, step_title(picture->journey, card->step));
    bool often = map_step_skipped(picture->layout, card->step);
    int64_t skipped = often ? picture->audit->step[card->step].skipped_cases : 0;
    open_card(picture, card, arena_printf(&picture->arena, "%d. %s", card->step + 1, title));
    if (card->capsule) {
        buffer_add_string(picture->svg, picture->linked ? "<g class=\"wait\">\n" : "");
        draw_wait(picture, card);
        buffer_add_string(picture->svg, picture->linked ? "</g>\n" : "");
    }
    draw_card_shape(picture, card->x, card->y, CARD_WIDTH, CARD_HEIGHT, MAP_LINK_PLANNED, often,
                    often ? picture->theme->second_text : paint.line);
    draw_card_heading(picture, card, step->channels ? step->via[0] : CHANNEL_NONE, "", title, paint);
    draw_card_foot(picture, card, planned_seconds(step), arena_printf(&picture->arena, "%d", card->step + 1));
    if (card->repeats)
        icon_mark(picture->svg, MARK_REPEAT,
                  card->x + CARD_WIDTH - PADDING - 19 -
                      text_width(picture, arena_printf(&picture->arena, "%d", card->step + 1), 12.5, false),
                  card->y + 101.5, 14, picture->theme->second_text);
    if (often)
        pill_to(picture, card->x + CARD_WIDTH + 6, card->y + CARD_HEIGHT + 1,
                &(struct pill){ arena_printf(&picture->arena, _("%s skip it"), share_text(picture, skipped)), 11,
                                picture->theme->text, picture->theme->paper, picture->theme->text, MARK_JUMP });
    close_card(picture);
}

static void draw_detour(struct picture *picture, const struct map_card *card)
{
    const struct detour *detour = audit_card(picture->audit, (size_t)card->detour);
    bool redundant = verdict_redundant(detour->verdict);
    const char *title = clean_text(picture, detour_name(picture->audit, detour));
    const char *verdict = capitalised(picture, _(VERDICT_WORD[detour->verdict].name));
    struct lane_paint paint = redundant ? picture->theme->redundant_tab : picture->theme->extra_tab;
    double each = detour->users ? (double)detour->contacts / (double)detour->users : 0;
    open_card(picture, card,
              arena_printf(&picture->arena, "%s: %s (%s)", verdict, title, share_text(picture, detour->users)));
    draw_card_shape(picture, card->x, card->y, CARD_WIDTH, CARD_HEIGHT, redundant ? MAP_LINK_REDUNDANT : MAP_LINK_EXTRA,
                    false, paint.line);
    draw_card_heading(picture, card, detour->channel, verdict, title, paint);
    draw_card_foot(picture, card,
                   active_time_known(&detour->time) ? (double)detour->time.total / (double)detour->contacts : -1, "");
    pill_to(picture, card->x + CARD_WIDTH + 6, card->y,
            &(struct pill){ share_text(picture, detour->users), 12, paint.on_tab, paint.tab, paint.line,
                            redundant ? MARK_TWICE : MARK_PERSON });
    if (each >= 1.05 && audit_part(picture->audit, detour->users) == TOLD) /* contacts by it would be the users */
        pill_to(picture, card->x + CARD_WIDTH + 6, card->y + CARD_HEIGHT,
                &(struct pill){ arena_printf(&picture->arena, "× %s", number_text(picture, each, 1)), 11, paint.line,
                                picture->theme->paper, redundant ? picture->theme->redundant : picture->theme->extra,
                                MARK_COUNT });
    close_card(picture);
}

void draw_cards(struct picture *picture)
{
    for (int i = 0; i < picture->layout->cards; i++)
        if (picture->layout->card[i].step != NONE)
            draw_step(picture, &picture->layout->card[i]);
        else
            draw_detour(picture, &picture->layout->card[i]);
}

void map_card_id(struct buffer *svg, const struct journey *journey, int step, int detour)
{
    if (step != NONE)
        svg_id(svg, "step-", journey->step[step].id, step + 1);
    else
        buffer_printf(svg, "detour-%d", detour + 1);
}
