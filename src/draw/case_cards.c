/* The cards of one user's map: steps with the numbers of the contacts that did them, skipped, not lived; contacts
 * outside the plan. */
#include "base/message.h"
#include "draw/case_picture.h"
#include "draw/flow.h"
#include "draw/icons.h"
#include "draw/map_card.h"
#include <math.h>
#include <stdlib.h>

const struct lane_paint *case_paint(const struct case_picture *one, const struct contact_finding *finding)
{
    const struct theme *theme = one->picture.theme;
    if (verdict_redundant(finding->verdict))
        return &theme->redundant_tab;
    return finding->move == MOVE_EXTRA ? &theme->extra_tab : &theme->neutral_tab;
}

int case_others(const struct case_picture *one)
{
    int others = 0;
    for (int i = 0; i < one->contacts; i++)
        others += case_finding(one, i)->move == MOVE_EXTRA && !verdict_redundant(case_finding(one, i)->verdict);
    return others;
}

/* The contacts of a card: positions in the case, ascending. */
struct visits {
    int *position;
    int count;
};

static struct visits visits_of(struct case_picture *one, const struct map_card *card)
{
    struct visits visits = { arena_alloc(&one->picture.arena, ((size_t)one->contacts + 1) * sizeof *visits.position),
                             0 };
    for (int i = 0; i < one->contacts; i++) {
        const struct contact_finding *finding = case_finding(one, i);
        if (card->step != NONE ? finding->move == MOVE_MATCH && finding->step == card->step
                               : finding->detour == card->detour)
            visits.position[visits.count++] = i;
    }
    return visits;
}

/* "3, 7, 9", or "3, 7 + 12" where there are too many to be said on the width of a card. */
static const char *numbers_text(struct case_picture *one, const struct visits *visits, double size)
{
    struct picture *picture = &one->picture;
    const char *best = "";
    for (int said = 1; said <= visits->count; said++) {
        struct buffer text = { 0 };
        for (int i = 0; i < said; i++)
            buffer_printf(&text, "%s%d", i ? ", " : "", visits->position[i] + 1);
        if (said < visits->count)
            buffer_printf(&text, " + %d", visits->count - said);
        const char *list = arena_strdup(&picture->arena, buffer_text(&text));
        buffer_release(&text);
        if (said > 1 && text_width(picture, list, size, true) > CARD_WIDTH - 50)
            break;
        best = list;
    }
    return best;
}

static void draw_numbers(struct case_picture *one, const struct map_card *card, const struct visits *visits,
                         const struct lane_paint *paint)
{
    if (visits->count)
        pill_to(
            &one->picture, card->x + CARD_WIDTH + 6, card->y,
            &(struct pill){ numbers_text(one, visits, 12), 12, paint->on_tab, paint->tab, paint->line, MARK_COUNT });
}

/* When first, on the lower edge. */
static void draw_date(struct case_picture *one, const struct map_card *card, const char *date, const char *colour)
{
    const struct theme *theme = one->picture.theme;
    if (*date)
        pill_to(&one->picture, card->x + CARD_WIDTH + 6, card->y + CARD_HEIGHT + 1,
                &(struct pill){ date, 11, theme->text, theme->paper, colour, MARK_COUNT });
}

static const char *date_of(struct case_picture *one, const struct visits *visits)
{
    for (int i = 0; i < visits->count; i++) {
        struct contact contact = case_contact(one, visits->position[i]);
        if (contact_start(&contact) != TIME_NONE)
            return short_date(&one->picture, 1000 * contact_start(&contact));
    }
    return "";
}

static double seconds_of(const struct case_picture *one, const struct visits *visits)
{
    struct active_time time = { 0 };
    for (int i = 0; i < visits->count; i++)
        active_time_add(&time, &case_finding(one, visits->position[i])->time);
    return visits->count && active_time_known(&time) ? (double)time.total : -1;
}

/* The last wait for the step: as lived over what was announced; "more than" where what was awaited was late already
 * when the contacts end. */
static void draw_wait(struct case_picture *one, const struct map_card *card)
{
    struct picture *picture = &one->picture;
    const struct step *step = &picture->journey->step[card->step];
    const struct wait *wait = NULL;
    for (int i = 0; i < one->story.waits.count; i++)
        if (one->story.waits.wait[i].step == card->step)
            wait = &one->story.waits.wait[i];
    const char *announced = "", *lived = "";
    if (wait && wait->due != TIME_NONE) /* as long as the months it falls into */
        announced = days_text(picture, (double)(wait->due - wait->start));
    else if (duration_given(step->wait))
        announced = days_text(picture, (double)duration_nominal_seconds(step->wait));
    bool late = wait && wait->due != TIME_NONE && wait->end > wait->due;
    if (wait && (wait->came || (wait->open && late))) {
        lived = days_text(picture, (double)(wait->end - wait->start));
        lived = wait->came ? lived : arena_printf(&picture->arena, "> %s", lived);
        if (*announced)
            announced = arena_printf(&picture->arena, _("planned %s"), announced);
    }
    draw_capsule(picture, card->x - CAPSULE_SPACE + 4, card->y + PLANNED_PORT, lived, announced, *lived && late);
}

static bool is_skipped(const struct case_picture *one, int step)
{
    for (int i = 0; i < one->story.skips; i++)
        if (one->story.skip[i].step == step)
            return true;
    return false;
}

static void draw_step(struct case_picture *one, const struct map_card *card)
{
    struct picture *picture = &one->picture;
    const struct theme *theme = picture->theme;
    const struct step *step = &picture->journey->step[card->step];
    struct visits visits = visits_of(one, card);
    struct lane_paint paint = lane_paint(picture, card->lane);
    const char *title = clean_text(picture, step_title(picture->journey, card->step));
    bool lived = visits.count > 0, skipped = !lived && is_skipped(one, card->step);
    const char *state = lived || skipped ? "" : step->automatic ? _("without the user") : _("not lived");
    open_card(picture, card, arena_printf(&picture->arena, "%d. %s", card->step + 1, title));
    if (card->capsule)
        draw_wait(one, card);
    draw_card_shape(picture, card->x, card->y, CARD_WIDTH, CARD_HEIGHT, MAP_LINK_PLANNED, skipped,
                    skipped                    ? theme->second_text
                    : lived || step->automatic ? paint.line
                                               : theme->rule);
    enum channel channel = step->channels ? step->via[0] : CHANNEL_NONE;
    draw_card_heading(picture, card, lived ? case_finding(one, visits.position[0])->channel : channel, "", title,
                      lived ? paint : theme->extra_tab);
    draw_card_foot(picture, card, seconds_of(one, &visits), state);
    draw_date(one, card, date_of(one, &visits), paint.line);
    draw_numbers(one, card, &visits, lived ? case_paint(one, case_finding(one, visits.position[0])) : NULL);
    if (skipped)
        pill_to(picture, card->x + CARD_WIDTH + 6, card->y + CARD_HEIGHT + 1,
                &(struct pill){ _("skipped"), 11, theme->text, theme->paper, theme->text, MARK_JUMP });
    close_card(picture);
}

static void draw_detour(struct case_picture *one, const struct map_card *card)
{
    struct picture *picture = &one->picture;
    const struct detour *detour = &one->audit->detour[card->detour];
    struct visits visits = visits_of(one, card);
    bool redundant = verdict_redundant(detour->verdict);
    const struct lane_paint *paint = redundant ? &picture->theme->redundant_tab : &picture->theme->extra_tab;
    const char *title = clean_text(picture, detour_name(one->audit, detour));
    const char *verdict = capitalised(picture, _(VERDICT_WORD[detour->verdict].name));
    open_card(picture, card, arena_printf(&picture->arena, _("%s: %s"), verdict, title));
    draw_card_shape(picture, card->x, card->y, CARD_WIDTH, CARD_HEIGHT, redundant ? MAP_LINK_REDUNDANT : MAP_LINK_EXTRA,
                    false, paint->line);
    draw_card_heading(picture, card, detour->channel, verdict, title, *paint);
    draw_card_foot(picture, card, seconds_of(one, &visits), "");
    draw_date(one, card, date_of(one, &visits), paint->line);
    draw_numbers(one, card, &visits, paint);
    close_card(picture);
}

void draw_case_cards(struct case_picture *one)
{
    for (int i = 0; i < one->picture.layout->cards; i++)
        if (one->picture.layout->card[i].step != NONE)
            draw_step(one, &one->picture.layout->card[i]);
        else
            draw_detour(one, &one->picture.layout->card[i]);
}

/* --- legend --- */

static void number_item(struct flow *flow, const struct lane_paint *paint, const char *numbers, const char *text)
{
    struct pill pill = { numbers, 12, paint->on_tab, paint->tab, paint->line, MARK_COUNT };
    double width = pill_width(flow->picture, &pill), x = flow_item(flow, width, text);
    pill_to(flow->picture, x + width, flow->y, &pill);
}

static void shape_item(struct flow *flow, int kind, bool skipped, const char *colour, const char *text)
{
    double x = flow_item(flow, 38, text);
    draw_card_shape(flow->picture, x, flow->y - 11, 38, 22, kind, skipped, colour);
}

double draw_case_legend(struct case_picture *one, double y)
{
    const struct theme *theme = one->picture.theme;
    double right = one->picture.layout->width - MARGIN;
    struct flow flow = { &one->picture, MARGIN, right, MARGIN, y, 13, 32, 30 };
    const struct case_finding *finding = &one->audit->cases[0];
    int waits = 0;
    for (int s = 0; s < one->picture.journey->steps; s++)
        waits += one->picture.layout->card[s].capsule;
    number_item(&flow, &theme->neutral_tab, "3, 7", _("which contacts, in the order they were lived"));
    shape_item(&flow, MAP_LINK_PLANNED, false, theme->planned, _("planned step, lived"));
    shape_item(&flow, MAP_LINK_PLANNED, false, theme->rule, _("planned step, not lived"));
    if (one->story.skips)
        shape_item(&flow, MAP_LINK_PLANNED, true, theme->second_text, _("skipped: the user went on without it"));
    if (finding->redundant)
        shape_item(&flow, MAP_LINK_REDUNDANT, false, theme->redundant, _("redundant contact"));
    if (case_others(one))
        shape_item(&flow, MAP_LINK_EXTRA, false, theme->extra, _("other contact outside the plan"));
    if (waits) {
        const char *planned =
            arena_printf(&one->picture.arena, _("planned %s"), days_text(&one->picture, 45 * 86400.0));
        flow.y += 6; /* taller than the others */
        double x = flow_item(&flow, 2 * CAPSULE_WIDTH + 6, _("wait as lived and as announced; slanting lines: longer"));
        draw_capsule(&one->picture, x, flow.y, days_text(&one->picture, 40 * 86400.0), planned, false);
        draw_capsule(&one->picture, x + CAPSULE_WIDTH + 6, flow.y, days_text(&one->picture, 62 * 86400.0), planned,
                     true);
    }
    return flow.y + (waits ? CAPSULE_HEIGHT / 2.0 : 12);
}
