/* What to do first: what weighs most today, cause by cause, and how the journeys end. No scenario is simulated here:
 * the figures are what these contacts and waits cost now, the most that could be saved. */
#include "base/message.h"
#include "draw/summary_parts.h"
#include <math.h>
#include <stdlib.h>

enum { LEVERS = 3, LEVERS_MOST = CAUSE_COUNT + 2, ROW_HEIGHT = 20, ROW_STEP = 23, EFFECT_WIDTH = 130 };

/* weight orders what is alike: seconds of the user's time a user. */
struct lever {
    const char *what, *effect;
    double weight;
};

static const char *cause_advice(enum cause cause)
{
    switch (cause) {
    case CAUSE_REPEATED_REQUEST:
        return _("Tell users where their request stands");
    case CAUSE_FRAGMENTATION:
        return _("One door to the right institution");
    default:
        return _("Ask for nothing that is already held");
    }
}

/* What redundant contacts of one cause cost, per user. */
static void add_cause(struct summary_view *view, enum cause cause, struct lever *lever, int *levers)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    double users = (double)view->users, seconds = (double)audit->time.unproductive[cause] / users;
    double contacts = (double)audit->by_cause[cause] / users;
    if (!audit->told->cause[cause] || !audit->told->unproductive[cause] || contacts < 0.05)
        return;
    const char *number = number_text(picture, contacts, 1);
    lever[(*levers)++] = (struct lever){
        cause_advice(cause),
        seconds >= 30 ? arena_printf(&picture->arena, _("%s contacts, %s"), number, minutes_text(picture, seconds))
                      : arena_printf(&picture->arena, _("%s contacts"), number),
        seconds + contacts,
    };
}

static int compare_levers(const void *left, const void *right)
{
    const struct lever *a = left, *b = right;
    return (a->weight < b->weight) - (a->weight > b->weight);
}

/* The step that is late longest: in days, so beside the causes. */
static bool late_lever(struct summary_view *view, struct lever *lever)
{
    struct picture *picture = view->picture;
    struct delay delay;
    delay_of(view, &delay);
    if (!delay.steps || !audit_shown(view->audit, delay.users))
        return false;
    double seconds = (double)delay.overrun[0] / (double)delay.users;
    const char *title = clean_text(picture, step_title(view->audit->journey, delay.step[0]));
    *lever = (struct lever){ arena_printf(&picture->arena, _("Keep the delay announced: %s"), title),
                             days_text(picture, seconds), 0 };
    return seconds >= DAY_SECONDS / 2.0;
}

/* The document that most users handed over again. */
static bool document_lever(struct summary_view *view, struct lever *lever)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    size_t most = audit->documents;
    for (size_t i = 0; i < audit->documents; i++)
        if (audit->document[i].document != NONE && view->shown.document_again_users[i] &&
            shown_document_again(&view->shown, audit, i) == TOLD &&
            (most == audit->documents || view->shown.document_again_users[i] > view->shown.document_again_users[most]))
            most = i;
    if (most == audit->documents)
        return false;
    int users = (int)view->shown.document_again_users[most];
    const char *name = clean_text(picture, audit->journey->document[audit->document[most].document].name);
    *lever =
        (struct lever){ arena_printf(&picture->arena, _("Do not ask again for: %s"), name),
                        arena_printf(&picture->arena,
                                     ngettext("%d user gave it again", "%d users gave it again", (unsigned long)users),
                                     users),
                        0 };
    return true;
}

/* Those who give up or never start. */
static bool non_take_up_lever(struct summary_view *view, struct lever *lever)
{
    const int64_t *take_up = view->audit->take_up;
    int64_t users = take_up[TAKE_UP_ABANDONED] + take_up[TAKE_UP_NEVER_STARTED];
    *lever = (struct lever){
        _("Find out why users give up or never start"),
        arena_printf(&view->picture->arena, ngettext("%d user", "%d users", (unsigned long)users), (int)users), 0
    };
    return users && audit_shown(view->audit, users) && view->audit->told->take_up[TAKE_UP_ABANDONED] == TOLD &&
           view->audit->told->take_up[TAKE_UP_NEVER_STARTED] == TOLD;
}

/* The heaviest cause, the latest step, then the other causes, documents, who is lost on the way: as far as there is room. */
static int choose(struct summary_view *view, struct lever *chosen)
{
    struct lever cause[LEVERS_MOST], late, document;
    int causes = 0, levers = 0, next = 0;
    for (int i = CAUSE_REPEATED_REQUEST; i <= CAUSE_REDUNDANT_OPERATION; i++)
        add_cause(view, (enum cause)i, cause, &causes);
    qsort(cause, (size_t)causes, sizeof *cause, compare_levers);
    if (next < causes)
        chosen[levers++] = cause[next++];
    if (late_lever(view, &late))
        chosen[levers++] = late;
    while (next < causes && levers < LEVERS)
        chosen[levers++] = cause[next++];
    if (levers < LEVERS && document_lever(view, &document))
        chosen[levers++] = document;
    if (levers < LEVERS && non_take_up_lever(view, &document))
        chosen[levers++] = document;
    return levers;
}

static void draw_lever(struct summary_view *view, struct panel panel, double y, int number, const struct lever *lever)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    double base = y + ROW_HEIGHT / 2.0 + 3;
    svg_rect(picture->svg, panel.x, y, panel.width, ROW_HEIGHT, 3, theme->soft,
             theme->outlined ? (struct stroke){ theme->rule, 0.8, NULL } : NO_STROKE);
    svg_circle(picture->svg, panel.x + 10, y + ROW_HEIGHT / 2.0, 6.4, theme->outlined ? theme->paper : theme->planned,
               theme->outlined ? bar_outline(picture) : NO_STROKE);
    text_middle(picture, panel.x + 10, base - 0.3, BODY - 0.5, true, theme->outlined ? theme->text : theme->paper,
                arena_printf(&picture->arena, "%d", number));
    fitting_at(picture, panel.x + 22, base, BODY, true, theme->text,
               panel.width - 36 - fmin(EFFECT_WIDTH, text_width(picture, lever->effect, BODY, true)), lever->what);
    fitting_to(picture, panel.x + panel.width - 7, base, BODY, true, theme->redundant_text, EFFECT_WIDTH - 2,
               lever->effect);
}

/* How the journeys of all users end; what is folded goes under one word. Where that is all there is, all but too few
 * end as most do. */
static const char *take_up(struct summary_view *view)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    const struct told *told = audit->told;
    int64_t users = told->all ? (int64_t)audit->log->case_count : told->users;
    int largest = 0;
    const char *text = "";
    for (int t = 0; t < TAKE_UP_COUNT; t++) {
        largest = audit->take_up[t] > audit->take_up[largest] ? t : largest;
        if (audit->take_up[t] && told->take_up[t] == TOLD)
            text = arena_printf(&picture->arena, "%s%s%s %d", text, *text ? ", " : "", _(TAKE_UP_WORD[t].name),
                                (int)audit->take_up[t]);
    }
    if (told->take_up_folded == users && audit_part(audit, audit->take_up[largest]) == TOLD_ALL_BUT)
        return arena_printf(&picture->arena, _("Of %d users: %s, all but fewer than %d."), (int)users,
                            _(TAKE_UP_WORD[largest].name), audit->options.min_group);
    if (told->take_up_folded)
        text = arena_printf(&picture->arena, "%s%s%s %d", text, *text ? ", " : "", _("other endings"),
                            (int)told->take_up_folded);
    return *text ? arena_printf(&picture->arena,
                                ngettext("Of %d user: %s.", "Of %d users: %s.", (unsigned long)users),
                                (int)users, text)
                 : arena_printf(&picture->arena, ngettext("%d user", "%d users", (unsigned long)users), (int)users);
}

void draw_what_first(struct summary_view *view, struct panel panel)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    struct lever lever[LEVERS + 1];
    int levers = choose(view, lever), score = view->audit->theory.tell_us_once;
    double y = panel.y;
    summary_heading(view, panel, _("What to do first"), _("what it costs a user today: the most to be saved"));
    for (int i = 0; i < levers; i++, y += ROW_STEP)
        draw_lever(view, panel, y, i + 1, &lever[i]);
    if (!levers) {
        summary_sentence(view, panel, _("Nothing redundant or late concerns enough users to be shown."));
        y += 2 * ROW_STEP;
    }
    int lines = text_lines(picture, panel.x, y + 9, BODY, true, theme->text, 10.5, panel.width, 2,
                           grouped_text(picture, take_up(view)));
    text_lines(picture, panel.x, y + 9.5 + 10.5 * lines, BODY - 0.5, false, theme->text, 10, panel.width,
               lines > 1 ? 1 : 2,
               score ? arena_printf(&picture->arena,
                                    ngettext("The plan itself asks %d time for a document that is already held.",
                                             "The plan itself asks %d times for a document that is already held.",
                                             (unsigned long)score),
                                    score)
                     : _("The plan itself asks for no document that is already held."));
}
