#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/measured.h"
#include "report/sections.h"
#include <math.h>

static void write_hours(struct page *page)
{
    const struct burden *burden = &page->audit->measures->burden;
    page_element(page, "h3", _("The users' hours"));
    if (own_time_unknown(page->audit)) {
        page_element(page, "p", _("Neither the files nor the journey say how much of their own time users spend."));
        return;
    }
    page_element(page, "p", _("Per user: %s of their own time, of which %s unproductive; the plan asks for %s."),
                 say_estimate(page, &burden->hours, AS_HOURS),
                 say_estimate(page, &burden->unproductive_hours, AS_HOURS),
                 planned_time_unknown(page->audit) ? "–" : say_measured(page, burden->planned_hours, AS_HOURS));
    if (isfinite(burden->user_hour))
        page_element(page, "p", _("Priced at %s an hour, as asked: %s per user, of which %s unproductive."),
                     say_measured(page, burden->user_hour, AS_EUROS), say_estimate(page, &burden->user_euros, AS_EUROS),
                     say_estimate(page, &burden->unproductive_user_euros, AS_EUROS));
    else
        page_element(
            page, "p class=\"note\"",
            _("Hours are not priced: no tariff for citizens' own time has a source that holds. --user-hour sets one."));
}

static void write_channels(struct page *page)
{
    static const struct column column[] = { { N_("Channel"), false, false },
                                            { N_("Cost of one contact"), true, false },
                                            { N_("Contacts"), true, false },
                                            { N_("Cost of all"), true, false } };
    const struct audit *audit = page->audit;
    const struct burden *burden = &audit->measures->burden;
    struct arena *arena = &page->arena;
    page_table(page, _("What contacts cost the institutions, by channel"), column, sizeof column / sizeof *column);
    for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_COUNT; channel++) {
        const struct costs *costs = &burden->channel[channel];
        bool told = told_channel_cost(audit, channel);
        if (!costs->contacts)
            continue;
        page_row(page, NULL);
        page_header_cell(page, vocabulary_name(&CHANNELS, channel));
        page_number_cell(page, say_measured(page, burden->cost[channel], AS_EUROS));
        page_number_cell(page, told ? say_count(arena, costs->contacts) : "–");
        page_number_cell(page,
                         told && isfinite(burden->cost[channel]) ? say_measured(page, costs->euros, AS_EUROS) : "–");
        page_row_end(page);
    }
    page_table_end(page);
}

static bool some_priced(const struct burden *burden)
{
    for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_COUNT; channel++)
        if (burden->channel[channel].contacts && isfinite(burden->cost[channel]))
            return true;
    return false;
}

static void write_institutions(struct page *page)
{
    const struct audit *audit = page->audit;
    const struct burden *burden = &audit->measures->burden;
    page_element(page, "h3", _("The institutions' euros"));
    if (!some_priced(burden)) {
        page_element(page, "p", "%s", _("No contact went through a channel whose cost is known."));
        return;
    }
    page_element(
        page, "p", _("Contacts of one user cost the institutions %s, planned %s; redundant ones are %s of it."),
        say_estimate(page, &burden->institution_euros, AS_EUROS), say_measured(page, burden->planned_euros, AS_EUROS),
        audit_shown(audit, page->shown->users_redundant) ? say_estimate(page, &burden->redundant_euros, AS_EUROS)
                                                         : "–");
    write_channels(page);
    page_element(page, "p class=\"note\"", _("Contacts through a channel whose cost is not known count as nothing."));
    page_element(page, "p class=\"note\"",
                 burden->default_costs ? _("Costs used: %s. --cost sets others.")
                                       : _("Costs as given; where not given: %s."),
                 _(CHANNEL_COST_SOURCE));
}

static void write_fees(struct page *page)
{
    const struct audit *audit = page->audit;
    const struct burden *burden = &audit->measures->burden;
    if (!burden->fees_paid && burden->planned_fees <= 0)
        return;
    page_element(page, "h3", _("Fees"));
    page_element(page, "p", _("Fees paid by a user: %s on average; the plan's reference run asks for %s."),
                 told_fees(audit) ? say_estimate(page, &burden->fees, AS_EUROS) : "–",
                 say_measured(page, burden->planned_fees, AS_EUROS));
}

void section_burden(struct page *page)
{
    if (!page_enough(page, page->audit->contacts_per_case.n))
        return;
    page_element(page, "p",
                 _("Three accounts that are never added: the users' hours, the institutions' euros, the fees."));
    write_hours(page);
    write_institutions(page);
    write_fees(page);
}
