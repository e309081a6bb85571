/* The legend of the strips, and what is said under them. */
#include "base/message.h"
#include "draw/flow.h"
#include "draw/icons.h"
#include "draw/timelines.h"
#include "draw/timelines_parts.h"

/* --- legend --- */

static bool has_class(const struct timelines *timelines, enum elapsed_class class)
{
    for (int i = 0; i < timelines->strips; i++)
        for (int k = 0; k < timelines->strip[i].story.stretches; k++)
            if (timelines->strip[i].story.stretch[k].class == class)
                return true;
    return false;
}

static bool has_mark(const struct timelines *timelines, enum strip_mark_kind kind, bool several)
{
    for (int i = 0; i < timelines->strips; i++)
        for (int k = 0; k < timelines->strip[i].marks; k++)
            if (timelines->strip[i].mark[k].kind == kind && (timelines->strip[i].mark[k].count > 1) == several)
                return true;
    return false;
}

static void class_items(struct flow *flow, const struct timelines *timelines)
{
    static const struct {
        enum elapsed_class class;
        enum time_class paint;
    } item[] = {
        { ELAPSED_ANNOUNCED, TIME_ANNOUNCED },
        { ELAPSED_OVERRUN, TIME_OVERRUN },
        { ELAPSED_CONTACT, TIME_CONTACT },
        { ELAPSED_OWN, TIME_OWN },
    };
    const struct theme *theme = flow->picture->theme;
    for (size_t i = 0; i < sizeof item / sizeof *item; i++) {
        if (!has_class(timelines, item[i].class))
            continue;
        double x = flow_item(flow, 22, _(TIME_CLASS_NAME[item[i].paint]));
        if (item[i].class == ELAPSED_OWN)
            svg_rect(flow->picture->svg, x, flow->y - 1, 22, 2, 0, theme->text, NO_STROKE);
        else
            svg_rect(flow->picture->svg, x, flow->y - 6, 22, 12, 0, theme->time[item[i].paint],
                     (struct stroke){ theme->text, 0.8, NULL });
    }
}

static void mark_item(struct flow *flow, enum strip_mark_kind kind, int count, enum channel channel, const char *text)
{
    double width = count > 1 ? 22 : 2 * STRIP_RADIUS_ABOVE, x = flow_item(flow, width, text);
    draw_strip_mark(flow->picture, &(struct strip_mark){ kind, count, channel, x, x, x, x + width }, flow->y, 1);
}

static void mark_items(struct flow *flow, const struct timelines *timelines)
{
    static const struct {
        enum strip_mark_kind kind;
        const char *text;
    } item[] = {
        { STRIP_CONTACT, N_("planned contact") },
        { STRIP_REDUNDANT, N_("redundant contact") },
        { STRIP_EXTRA, N_("other contact outside the plan") },
        { STRIP_SKIPPED, N_("skipped step") },
    };
    bool several = false;
    for (size_t i = 0; i < sizeof item / sizeof *item; i++) {
        bool one = has_mark(timelines, item[i].kind, false), many = has_mark(timelines, item[i].kind, true);
        if (one || many)
            mark_item(flow, item[i].kind, 1, i == STRIP_CONTACT ? CHANNEL_WEB : CHANNEL_PHONE, _(item[i].text));
        several |= many;
    }
    if (several)
        mark_item(flow, STRIP_CONTACT, 4, CHANNEL_NONE, _("several, put together"));
}

static bool has_channel(const struct timelines *timelines, int channel)
{
    for (int i = 0; i < timelines->strips; i++)
        for (int k = 0; k < timelines->strip[i].marks; k++) {
            const struct strip_mark *mark = &timelines->strip[i].mark[k];
            if (mark->kind != STRIP_SKIPPED && mark->count == 1 && (int)mark->channel == channel)
                return true;
        }
    return false;
}

double draw_timelines_legend(struct picture *picture, const struct timelines *timelines, double y)
{
    const double right = TIMELINES_WIDTH - TIMELINES_MARGIN, line = 18;
    struct flow flow = { picture, TIMELINES_MARGIN, right, TIMELINES_MARGIN, y, 9, line, 20 };
    if (!timelines->strips)
        return y - line;
    class_items(&flow, timelines);
    mark_items(&flow, timelines);
    if (timelines->audit->theory.elapsed_seconds > 0) {
        double x = flow_item(&flow, 18,
                             arena_printf(&picture->arena, _("planned length (%s)"),
                                          days_text(picture, (double)timelines->audit->theory.elapsed_seconds)));
        svg_rounded_line(picture->svg, (struct point[]){ { x, flow.y }, { x + 18, flow.y } }, 2, 0,
                         (struct stroke){ picture->theme->planned, 1.6, "4 3" });
    }
    for (int channel = 1; channel <= CHANNEL_COUNT; channel++) { /* the unknown one last */
        int one = channel % CHANNEL_COUNT;
        if (!has_channel(timelines, one))
            continue;
        double x = flow_item(&flow, 10, one ? vocabulary_name(&CHANNELS, one) : _("channel not said"));
        icon_channel(picture->svg, (enum channel)one, x, flow.y - 5, 10, picture->theme->text);
    }
    return flow.y;
}

/* --- under the strips --- */

/* Who is read aloud: most redundant contacts, then most overrun; ties: the first. */
static const struct strip *telling_strip(const struct timelines *timelines)
{
    const struct strip *best = NULL;
    for (int i = 0; i < timelines->strips; i++) {
        const struct case_finding *one = &timelines->audit->cases[timelines->strip[i].number];
        const struct case_finding *most = best ? &timelines->audit->cases[best->number] : NULL;
        if (!most || one->redundant > most->redundant ||
            (one->redundant == most->redundant && one->elapsed[ELAPSED_OVERRUN] > most->elapsed[ELAPSED_OVERRUN]))
            best = &timelines->strip[i];
    }
    return best;
}

/* "chasing an answer: 2; repeated: 1" */
static const char *verdict_list(struct picture *picture, const struct audit *audit, size_t number)
{
    const struct log_case *one = &audit->log->cases[number];
    int count[VERDICT_COUNT] = { 0 };
    const char *list = "";
    for (size_t row = one->first; row < (size_t)one->first + one->count; row++)
        if (verdict_redundant(audit->contact[row].verdict))
            count[audit->contact[row].verdict]++;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        if (count[verdict])
            list =
                arena_printf(&picture->arena, "%s%s%s", list, *list ? _("; ") : "",
                             arena_printf(&picture->arena, _("%s: %d"), _(VERDICT_WORD[verdict].name), count[verdict]));
    return list;
}

static const char *reading(struct picture *picture, const struct timelines *timelines)
{
    const struct strip *strip = telling_strip(timelines);
    if (!strip)
        return "";
    const struct audit *audit = timelines->audit;
    const struct case_finding *one = &audit->cases[strip->number];
    const char *name = timelines_name(picture, timelines, strip->number);
    const char *length = days_text(picture, (double)one->elapsed_total);
    const char *contacts = arena_printf(
        &picture->arena, ngettext("%d contact", "%d contacts", (unsigned long)one->contacts), one->contacts);
    const char *start =
        one->redundant
            ? arena_printf(&picture->arena,
                           ngettext("Reading: %s had %s in %s, %d of them redundant (%s)",
                                    "Reading: %s had %s in %s, %d of them redundant (%s)",
                                    (unsigned long)one->redundant),
                           name, contacts, length, one->redundant, verdict_list(picture, audit, strip->number))
            : arena_printf(&picture->arena, _("Reading: %s had %s in %s, none of them redundant"), name, contacts,
                           length);
    if (!one->elapsed[ELAPSED_OVERRUN])
        return arena_printf(&picture->arena, "%s.", start);
    return arena_printf(&picture->arena, _("%s; %s of waiting went beyond what was announced."), start,
                        days_text(picture, (double)one->elapsed[ELAPSED_OVERRUN]));
}

/* What is not drawn, and why. */
static const char *not_drawn(struct picture *picture, const struct timelines *timelines)
{
    struct arena *arena = &picture->arena;
    const char *text = "";
    if (timelines->dated > timelines->strips)
        text = arena_printf(arena, _("%d strips of %d, evenly chosen by length."), timelines->strips,
                            (int)timelines->dated);
    if (timelines->without_dates > timelines->undated_shown)
        text = arena_printf(arena, "%s%s%s", text, *text ? " " : "",
                            arena_printf(arena, _("%d of the %d users without dates are listed."),
                                         timelines->undated_shown, (int)timelines->without_dates));
    if (timelines->without_contact)
        text = arena_printf(arena, "%s%s%s", text, *text ? " " : "",
                            arena_printf(arena,
                                         ngettext("%d user had no contact and has no strip.",
                                                  "%d users had no contact and have no strip.",
                                                  (unsigned long)timelines->without_contact),
                                         (int)timelines->without_contact));
    return text;
}

double draw_timelines_notes(struct picture *picture, const struct timelines *timelines, double y)
{
    const double width = TIMELINES_WIDTH - 2 * TIMELINES_MARGIN;
    const struct theme *theme = picture->theme;
    const char *text = reading(picture, timelines);
    if (*text)
        y += 14 * text_lines(picture, TIMELINES_MARGIN, y, 9.5, false, theme->text, 14, width, 4, text) + 2;
    text = not_drawn(picture, timelines);
    if (*text)
        y += 12 * text_lines(picture, TIMELINES_MARGIN, y, 8.5, false, theme->second_text, 12, width, 2, text);
    y += 12 * text_lines(picture, TIMELINES_MARGIN, y, 8.5, false, theme->second_text, 12, width, 3,
                         _("A strip runs from a user's first contact to the last. Names are shown because it was "
                           "asked for (--names): do not publish."));
    return y;
}
