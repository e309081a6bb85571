#include "base/message.h"
#include "report/definitions.h"
#include "report/sections.h"

struct figure {
    const char *value, *label, *note, *about;   /* about: its definition (definitions.h) */
    int64_t users;                      /* behind it */
    const double *interval;             /* of the mean, or NULL */
    double unit;                        /* seconds of one unit of the interval; 0: a plain number */
    bool hot, dated;                    /* dated: over the dated ones */
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
    page_means(page, figure->about, figure->label);
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
        page_phrase(page, _("n = %s, indicative"), say_completed(&page->arena, page->audit, figure->dated));
    else
        page_phrase(page, _("n = %s"), say_completed(&page->arena, page->audit, figure->dated));
    page_raw(page, "</small></li>\n");
}

static void write_contact_figures(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct summary *contacts = &audit->completed_contacts, *redundant = &audit->completed_redundant;
    struct figure figures[] = {
        { .label = _("contacts per user"), .about = "contact", .users = contacts->n, .interval = contacts->ci95 },
        { .label = _("redundant contacts per user"),
          .about = "redundant",
          .users = redundant->n,
          .interval = redundant->ci95 },
    };
    figures[0].value = say_number(arena, contacts->mean, 1);
    figures[0].note = arena_printf(arena, _("mean; planned: %s"), say_count(arena, audit->theory.contacts));
    figures[1].value = say_number(arena, redundant->mean, 1);
    figures[1].note = _("mean; none planned");
    figures[1].hot = redundant->mean >= 0.05;           /* "0.0" is no alarm; as on the map */
    write_figure(page, &figures[0]);
    write_figure(page, &figures[1]);
}

static void write_elapsed_figure(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    struct figure figure = {
        .label = _("from first to last contact"), .about = "elapsed", .users = audit->completed_elapsed.n, .dated = true
    };
    figure.value = say_days(arena, audit->completed_elapsed.median);
    figure.note = audit->theory.announces ? arena_printf(arena, _("median; planned: %s"),
                                                               say_days(arena, (double)audit->theory.elapsed_seconds))
                                                : _("median; no wait is announced");
    write_figure(page, &figure);
}

static void write_time_figures(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct summary *active = &audit->completed_active, *unproductive = &audit->completed_unproductive;
    struct figure figures[] = {
        { .label = _("of the user's own time"),
          .about = "own-time",
          .users = active->n,
          .interval = active->ci95,
          .unit = 60 },
        { .label = _("unproductive time per user"), .about = "own-time",
          .users = unproductive->n,
          .interval = unproductive->ci95,
          .unit = 60,
          .hot = unproductive->mean >= 30 },
    };
    const int64_t planned[] = { audit->theory.time.total, active_time_unproductive(&audit->theory.time) };
    figures[0].value = say_minutes(arena, active->mean);
    figures[1].value = say_minutes(arena, unproductive->mean);
    for (int i = 0; i < 2; i++) {
        figures[i].note = planned_time_unknown(audit)
                              ? _("mean; the plan does not say")
                              : arena_printf(arena, _("mean; planned: %s"), say_minutes(arena, (double)planned[i]));
        write_figure(page, &figures[i]);
    }
}

static void write_figures(struct page *page)
{
    page_raw(page, "<ul class=\"figures\">\n");
    write_contact_figures(page);
    if (summary_shown(page->audit, &page->audit->completed_elapsed))
        write_elapsed_figure(page);
    if (!own_time_unknown(page->audit))
        write_time_figures(page);
    page_raw(page, "</ul>\n");
}

static void write_elapsed(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const char *days = say_days(arena, audit->completed_elapsed.median);
    const char *reports = say_dated_reports(arena, audit);
    if (!summary_shown(audit, &audit->completed_elapsed))
        return;
    if (audit->theory.announces)
        page_element(page, "p class=\"answer\"",
                     _("From first to last contact it took %s (median of %s); the plan announces %s."),
                     days, reports, say_days(arena, (double)audit->theory.elapsed_seconds));
    else
        page_element(
            page, "p class=\"answer\"",
            _("From first to last contact it took %s (median of %s); the plan announces no wait."), days,
            reports);
}

static void write_completed(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const char *contacts = say_number(arena, audit->completed_contacts.mean, 1),
               *planned = say_count(arena, audit->theory.contacts),
               *redundant = say_number(arena, audit->completed_redundant.mean, 1);
    if (audit_completed(audit, false))
        page_element(page, "p class=\"answer\"",
                     ngettext("The %s user who completed the journey had %s contacts, where the plan has %s; redundant "
                              "ones: %s.",
                              "The %s users who completed the journey had %s contacts each on average, where the plan has "
                              "%s; redundant ones: %s.",
                              (unsigned long)audit->completed_contacts.n),
                     say_count(arena, audit->completed_contacts.n), contacts, planned, redundant);
    else
        page_element(page, "p class=\"answer\"",
                     _("Those who completed the journey had %s contacts each on average, where the plan has %s; redundant "
                       "ones: %s. How many they are would tell of the few others."),
                     contacts, planned, redundant);
    if (own_time_unknown(audit))
        page_element(page, "p class=\"answer\"",
                     _("Neither the files nor the journey say how much of their own time users spend."));
    else if (planned_time_unknown(audit))
        page_element(page, "p class=\"answer\"",
                     _("They spent %s of their own time each on average, %s of it unproductive; the plan does not say "
                       "how much it asks for."),
                     say_minutes(arena, audit->completed_active.mean),
                     say_minutes(arena, audit->completed_unproductive.mean));
    else
        page_element(page, "p class=\"answer\"",
                     _("They spent %s of their own time each on average, %s of it unproductive; the plan asks for %s."),
                     say_minutes(arena, audit->completed_active.mean),
                     say_minutes(arena, audit->completed_unproductive.mean),
                     say_minutes(arena, (double)audit->theory.time.total));
    write_elapsed(page);
}

static void write_heaviest(struct page *page)
{
    const struct group_list *list = &page->shown->redundant;
    struct arena *arena = &page->arena;
    if (!list->count)
        return;
    const struct group *heaviest = &list->group[0];
    if (time_unknown(&heaviest->time)) {
        page_element(page, "p class=\"answer\"",
                     _("What comes most often: “%s” (%s, %s), which concerns %s and %s."),
                     group_name(page->audit, heaviest), say_institution(page->audit, heaviest->institution),
                     _(VERDICT_WORD[heaviest->verdict].name), say_group_users(arena, page->audit, heaviest->users),
                     say_contact_count(arena, heaviest->contacts));
        return;
    }
    page_element(page, "p class=\"answer\"",
                 _("What weighs most: “%s” (%s, %s), which concerns %s, %s and %s of their time."),
                 group_name(page->audit, heaviest), say_institution(page->audit, heaviest->institution),
                 _(VERDICT_WORD[heaviest->verdict].name), say_group_users(arena, page->audit, heaviest->users),
                 say_contact_count(arena, heaviest->contacts), say_minutes(arena, (double)heaviest->time.total));
}

static void write_notes(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    if (plan_is_one_of_many(audit))
        page_element(page, "p class=\"note\"", "%s", say_one_of_many());
    if (summary_shown(audit, &audit->completed_contacts)) {
        if (audit_completed(audit, false))
            page_element(page, "p class=\"note\"",
                         _("Figures beside the plan cover the users who completed the journey (%s of %s)."),
                         say_completed(arena, audit, false), say_all_users(arena, audit));
        else
            page_element(page, "p class=\"note\"", "%s",
                         _("Figures beside the plan cover the users who completed the journey."));
    }
    page_element(page, "p class=\"note\"", "%s",
                 _("Redundant means repeated, sent elsewhere or asked again: it says nothing of the people who worked on it."));
}

void section_answer(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    if (!audit->contacts_per_case.n) {
        page_element(page, "p class=\"answer\"", _("No user had any contact. Declared without one: %s."),
                     say_users(arena, audit, (int64_t)audit->log->case_count));
        return;
    }
    if (!audit_shown(audit, audit->contacts_per_case.n)) {
        page_element(page, "p class=\"answer\"",
                     _("Fewer than %d users are reported: figures about so few people are not shown here. They are in "
                       "the auditor's files."),
                     audit->options.min_group);
        return;
    }
    if (summary_shown(audit, &audit->completed_contacts))
        write_completed(page);
    else if (!audit->completed_contacts.n)
        page_element(page, "p class=\"answer\"",
                     _("No user completed the journey, so nothing is held against the plan here."));
    else
        page_element(page, "p class=\"answer\"",
                     _("Fewer than %d users completed the journey, so nothing is held against the plan here."),
                     audit->options.min_group);
    page_element(page, "p class=\"answer\"",
                 _("Of %s, %s had at least one redundant contact; %s followed the plan exactly."),
                 say_all_users(arena, audit), say_redundant_users(arena, page->shown, audit, true),
                 say_told_share(arena, audit, audit->conforming, said_users(audit), audit->told->conforming));
    write_heaviest(page);
    if (summary_shown(audit, &audit->completed_contacts))
        write_figures(page);
    write_notes(page);
    page_summary(page);
}
