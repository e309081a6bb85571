#include "draw/figures.h"
#include "base/message.h"
#include "measure/told.h"
#include <math.h>
#include <string.h>

const char *count_text(struct picture *picture, int64_t n)
{
    return grouped_text(picture, arena_printf(&picture->arena,
                                              n < INDICATIVE ? _("n = %d, indicative") : _("n = %d"), (int)n));
}

const char *completed_text(struct picture *picture, bool dated)
{
    const struct audit *audit = picture->audit;
    if (audit_completed(audit, dated))
        return count_text(picture, dated ? audit->completed_dated : audit->completed_contacts.n);
    return arena_printf(&picture->arena, _("n ≥ %d"), audit->options.min_group);
}

/* n and the interval of the mean, in the value's own unit, into the figure. */
static struct figure with_note(struct picture *picture, struct figure figure, const struct summary *summary,
                               const char *low, const char *high)
{
    figure.note = figure.count = completed_text(picture, false);
    figure.interval = "";
    if (!isfinite(summary->ci95[0]) || !isfinite(summary->ci95[1]))
        return figure;
    figure.interval = arena_printf(&picture->arena, _("95%%: %s to %s"), low, high);
    figure.note = arena_printf(&picture->arena, _("%s; %s"), figure.count, figure.interval);
    return figure;
}

static struct figure nothing(struct picture *picture, const char *label)
{
    return (struct figure){
        .value = "–",
        .label = label,
        .note = "",
        .interval = "",
        .count = "",
        .beside = picture->audit->take_up[TAKE_UP_COMPLETED]
                      ? arena_printf(&picture->arena, _("fewer than %d completed"), picture->audit->options.min_group)
                      : _("nobody completed"),
    };
}

static struct figure contacts_figure(struct picture *picture)
{
    const struct summary *summary = &picture->audit->completed_contacts;
    if (!audit_shown(picture->audit, summary->n))
        return nothing(picture, _("contacts per user"));
    struct figure figure = { .value = number_text(picture, summary->mean, 1), .label = _("contacts per user") };
    figure.beside = arena_printf(&picture->arena, _("mean; planned: %s"),
                                 number_text(picture, (double)picture->audit->theory.contacts, 0));
    return with_note(picture, figure, summary, number_text(picture, summary->ci95[0], 1),
                     number_text(picture, summary->ci95[1], 1));
}

static struct figure redundant_figure(struct picture *picture)
{
    const struct summary *summary = &picture->audit->completed_redundant;
    if (!audit_shown(picture->audit, summary->n))
        return nothing(picture, _("redundant contacts"));
    struct figure figure = { .value = number_text(picture, summary->mean, 1),
                             .label = _("redundant contacts"),
                             .beside = _("mean; none planned"),
                             .warm = summary->mean >= 0.05 };
    return with_note(picture, figure, summary, number_text(picture, summary->ci95[0], 1),
                     number_text(picture, summary->ci95[1], 1));
}

static struct figure elapsed_figure(struct picture *picture)
{
    const struct summary *summary = &picture->audit->completed_elapsed;
    if (!audit_shown(picture->audit, summary->n))
        return nothing(picture, _("from end to end"));
    int64_t announced = picture->audit->theory.announces ? picture->audit->theory.elapsed_seconds : 0;
    const char *mean = days_text(picture, summary->mean);
    return (struct figure){
        .value =
            days_text(picture, summary->median), /* a headline delay is a median: one stuck case must not move it */
        .label = _("from end to end"),
        .beside = announced > 0
                      ? arena_printf(&picture->arena, _("median; planned: %s"), days_text(picture, (double)announced))
                      : _("median; none announced"),
        .note = arena_printf(&picture->arena, _("%s; on average %s"), completed_text(picture, true), mean),
        .interval = arena_printf(&picture->arena, _("on average %s"), mean),
        .count = completed_text(picture, true),
    };
}

static struct figure unproductive_figure(struct picture *picture)
{
    const struct summary *summary = &picture->audit->completed_unproductive;
    if (!audit_shown(picture->audit, summary->n))
        return nothing(picture, _("of unproductive time"));
    if (!(picture->audit->completed_active.mean > 0))
        return (struct figure){ "–", _("of unproductive time"), _("no time is known"), "", "", "", false };
    struct figure figure = { .value = minutes_text(picture, summary->mean),
                             .label = _("of unproductive time"),
                             .warm = summary->mean >= 30 };
    figure.beside = arena_printf(&picture->arena, _("mean, out of %s"),
                                 minutes_text(picture, picture->audit->completed_active.mean));
    return with_note(picture, figure, summary, minutes_text(picture, summary->ci95[0]),
                     minutes_text(picture, summary->ci95[1]));
}

/* How many followed the plan exactly; not told where they, or the others, are too few. */
static struct figure conforming_figure(struct picture *picture)
{
    const struct audit *audit = picture->audit;
    int64_t users = audit_all_users(audit), conforming = audit->conforming;
    int least = audit->options.min_group;
    const char *value, *share = "";
    enum telling telling = audit_conforming(audit);
    if (telling == TOLD_FEWER) {
        value = arena_printf(&picture->arena, _("under %d"), least);
    } else if (telling == TOLD_ALL_BUT) {
        value = grouped_text(picture, arena_printf(&picture->arena, _("over %d"), (int)audit->contacts_per_case.n - least));
    } else if (telling == TOLD_FOLDED) {
        value = arena_printf(&picture->arena, _("%d or more"), least);
    } else {
        value = number_text(picture, (double)conforming, 0);
        share = percent_text(picture, (double)conforming / (double)users);
    }
    return (struct figure){
        .value = value,
        .label = _("exactly as planned"),
        .beside = grouped_text(
            picture, arena_printf(&picture->arena,
                                  ngettext("out of %d user", "out of %d users", (unsigned long)users), (int)users)),
        .note = share,
        .interval = share,
        .count = "",
    };
}

void figures_of(struct picture *picture, struct figure figure[FIGURES])
{
    figure[0] = contacts_figure(picture);
    figure[1] = redundant_figure(picture);
    figure[2] = elapsed_figure(picture);
    figure[3] = unproductive_figure(picture);
    figure[4] = conforming_figure(picture);
}

void draw_figure(struct picture *picture, double x, double y, const struct figure *figure,
                 const struct figure_look *look)
{
    const struct theme *theme = picture->theme;
    const char *text[FIGURE_LINES] = { figure->value, figure->label, figure->beside,
                                       look->lines == FIGURE_LINES ? figure->interval : figure->note, figure->count };
    svg_rect(picture->svg, x, y, look->width, look->height, look->radius,
             figure->warm ? theme->redundant_tint : theme->soft,
             figure->warm      ? (struct stroke){ theme->redundant, 0.2 * look->radius, NULL }
             : theme->outlined ? (struct stroke){ theme->rule, 0.1 * look->radius, NULL }
                               : NO_STROKE);
    for (int i = 0; i < look->lines; i++) {
        const char *colour = i > 1 ? theme->second_text : !i && figure->warm ? theme->redundant_text : theme->text;
        text_fitting(picture, x + look->inset, y + look->line[i].baseline, look->line[i].size, look->line[i].least,
                     i < 2, colour, look->width - 2 * look->inset, text[i]);
    }
}

const char *period_text(struct picture *picture, int64_t first, int64_t last)
{
    const char *from = month_text(picture, first), *to = month_text(picture, last);
    return strcmp(from, to) ? arena_printf(&picture->arena, "%s – %s", from, to) : from;
}

/* Who told, and when. */
const char *source_line(struct picture *picture)
{
    if (!picture->whole_audit)
        return arena_printf(&picture->arena,
                            ngettext("%d planned step", "%d planned steps", (unsigned long)picture->journey->steps),
                            picture->journey->steps);
    if (!picture->audit && !picture->whole_audit->contacts_per_case.n)
        return _("No user had any contact.");
    if (!picture->audit)
        return arena_printf(&picture->arena, _("Fewer than %d users told what they lived: it is not shown."),
                            picture->whole_audit->options.min_group);
    int64_t users = picture->audit->contacts_per_case.n;
    const struct told *told = picture->audit->told;     /* the very first and last contacts are somebody's */
    int64_t first = told ? told->first : TIME_NONE, last = told ? told->last : TIME_NONE;
    bool simulated = picture->audit->options.simulated;
    const char *count =
        simulated ? arena_printf(&picture->arena,
                                 ngettext("What %d simulated user met", "What %d simulated users met", (unsigned long)users),
                                 (int)users)
                  : arena_printf(&picture->arena,
                                 ngettext("What %d user lived", "What %d users lived", (unsigned long)users), (int)users);
    count = grouped_text(picture, count);
    if (first == TIME_NONE || last == TIME_NONE)
        return count;
    return arena_printf(&picture->arena, "%s, %s", count, period_text(picture, first, last));
}
