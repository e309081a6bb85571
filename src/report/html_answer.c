#include "base/message.h"
#include "report/sections.h"

struct figure {
    const char *value, *label, *note;
    int64_t users;                      /* behind it */
    const double *interval;             /* of the mean, or NULL */
    double unit;                        /* seconds of one unit of the interval; 0: a plain number */
    bool hot;
};

static const char *value_text(struct page *page, double value, double unit)
{
    return unit > 0 ? say_minutes(&page->arena, value) : say_number(&page->arena, value, 1);
}

static void write_figure(struct page *page, const struct figure *figure)
{
    page_raw(page, figure->hot ? "<li class=\"hot\"><b>" : "<li><b>");
    page_text(page, figure->value);
    page_raw(page, "</b><span>");
    page_text(page, figure->label);
    page_raw(page, "</span><small>");
    page_text(page, figure->note);
    page_raw(page, "</small>");
    if (figure->interval) {
        page_raw(page, "<small>");
        page_phrase(page, _("95%% interval: %s to %s"), value_text(page, figure->interval[0], figure->unit),
                    value_text(page, figure->interval[1], figure->unit));
        page_raw(page, "</small>");
    }
    page_raw(page, "<small>");
    if (figure->users < INDICATIVE_BELOW)
        page_phrase(page, _("n = %s, indicative"), say_count(&page->arena, figure->users));
    else
        page_phrase(page, _("n = %s"), say_count(&page->arena, figure->users));
    page_raw(page, "</small></li>\n");
}

static void write_figures(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct summary *contacts = &audit->completed_contacts, *redundant = &audit->completed_redundant;
    const struct summary *active = &audit->completed_active, *unproductive = &audit->completed_unproductive;
    page_raw(page, "<ul class=\"figures\">\n");
    write_figure(page,
                 &(struct figure){ say_number(arena, contacts->mean, 1), _("contacts per user"),
                                   arena_printf(arena, _("mean; %s planned"), say_count(arena, audit->theory.contacts)),
                                   contacts->n, contacts->ci95, 0, false });
    write_figure(page, &(struct figure){ say_number(arena, redundant->mean, 1), _("redundant contacts per user"),
                                         _("mean; none planned"), redundant->n, redundant->ci95, 0, true });
    if (summary_shown(audit, &audit->completed_elapsed))
        write_figure(page, &(struct figure){ say_days(arena, audit->completed_elapsed.median),
                                             _("from first to last contact"),
                                             arena_printf(arena, _("median; %s planned"),
                                                          say_days(arena, (double)audit->theory.elapsed_seconds)),
                                             audit->completed_elapsed.n, NULL, 0, false });
    write_figure(page, &(struct figure){ say_minutes(arena, active->mean), _("of the user's own time"),
                                         arena_printf(arena, _("mean; %s planned"),
                                                      say_minutes(arena, (double)audit->theory.time.total)),
                                         active->n, active->ci95, 60, false });
    write_figure(
        page, &(struct figure){ say_minutes(arena, unproductive->mean), _("of it unproductive"),
                                arena_printf(arena, _("mean; %s planned"),
                                             say_minutes(arena, (double)active_time_unproductive(&audit->theory.time))),
                                unproductive->n, unproductive->ci95, 60, true });
    page_raw(page, "</ul>\n");
}

static void write_completed(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    page_element(page, "p class=\"answer\"",
                 _("The %s users who completed the journey had %s contacts each on average, where %s are planned; %s "
                   "of them were redundant."),
                 say_count(arena, audit->completed_contacts.n), say_number(arena, audit->completed_contacts.mean, 1),
                 say_count(arena, audit->theory.contacts), say_number(arena, audit->completed_redundant.mean, 1));
    page_element(page, "p class=\"answer\"",
                 _("They spent %s of their own time each on average, %s of it unproductive; the plan asks for %s."),
                 say_minutes(arena, audit->completed_active.mean),
                 say_minutes(arena, audit->completed_unproductive.mean),
                 say_minutes(arena, (double)audit->theory.time.total));
    if (summary_shown(audit, &audit->completed_elapsed))
        page_element(page, "p class=\"answer\"",
                     _("From first to last contact it took %s (median of %s dated reports); the plan announces %s."),
                     say_days(arena, audit->completed_elapsed.median), say_count(arena, audit->completed_elapsed.n),
                     say_days(arena, (double)audit->theory.elapsed_seconds));
}

static void write_heaviest(struct page *page)
{
    const struct group_list *list = &page->shown->redundant;
    struct arena *arena = &page->arena;
    if (!list->count)
        return;
    const struct group *heaviest = &list->group[0];
    page_element(page, "p class=\"answer\"",
                 _("What weighs most: “%s” (%s, %s), which concerns %s users, %s contacts and %s of their time."),
                 group_name(page->audit, heaviest), say_institution(page->audit, heaviest->institution),
                 _(VERDICT_WORD[heaviest->verdict].name), say_count(arena, heaviest->users),
                 say_count(arena, heaviest->contacts), say_minutes(arena, (double)heaviest->time.total));
}

void section_answer(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    int64_t users = (int64_t)audit->log->case_count;
    if (!audit_shown(audit, users)) {
        page_element(page, "p class=\"answer\"",
                     _("Fewer than %d users are reported: figures about so few people are not shown here. They are in "
                       "the auditor's files."),
                     audit->options.min_group);
        return;
    }
    if (summary_shown(audit, &audit->completed_contacts))
        write_completed(page);
    else
        page_element(page, "p class=\"answer\"",
                     _("Fewer than %d users completed the journey, so nothing is held against the plan here."),
                     audit->options.min_group);
    page_element(page, "p class=\"answer\"",
                 _("Of %s users, %s had at least one redundant contact; %s followed the plan exactly."),
                 say_count(arena, users), say_users_share(arena, audit, page->shown->users_redundant, users),
                 say_users_share(arena, audit, audit->conforming, users));
    write_heaviest(page);
    if (summary_shown(audit, &audit->completed_contacts))
        write_figures(page);
    page_element(page, "p class=\"note\"",
                 _("Figures beside the plan cover the users who completed the journey (%s of %s). Redundant means "
                   "repeated, sent elsewhere or asked again: it says nothing of the people who worked on it."),
                 say_users(arena, audit, audit->take_up[TAKE_UP_COMPLETED]), say_count(arena, users));
}
