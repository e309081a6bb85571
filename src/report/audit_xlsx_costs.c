/* Sheets: hours of the users, euros of the institutions, fees; what contacts cost by channel. */
#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/audit_xlsx.h"
#include <math.h>

static const struct book_column COST_COLUMN[] = {
    { N_("Account"), BOOK_TEXT, N_("three of them, never added to each other") },
    { N_("Figure"), BOOK_TEXT, N_("per user with a contact") },
    { N_("Unit"), BOOK_TEXT, N_("of all numbers of the row") },
    { N_("Value"), BOOK_DECIMAL, N_("rounded as in the report; “–”: not told, or there is none") },
    { N_("Interval, from"), BOOK_DECIMAL, N_("of 95%, by bootstrap over users") },
    { N_("Interval, to"), BOOK_DECIMAL, N_("of 95%, by bootstrap over users") },
    { N_("Planned"), BOOK_DECIMAL,
      N_("what the reference run of the plan promises; empty where the plan says nothing") },
};

struct cost_row {
    const char *account, *figure;
    const struct estimate *estimate; enum measured_as as; bool told;
    double planned;
};

static void put_cost(struct tables *tables, const struct cost_row *row)
{
    book_text(tables->book, row->account);
    book_text(tables->book, row->figure);
    book_text(tables->book, measured_unit(row->as));
    put_estimate(tables, row->estimate, row->told, row->as);
    if (isfinite(row->planned))
        put_measured(tables, row->planned, row->as);
    book_row_end(tables->book);
}

static void put_hours(struct tables *tables)
{
    const struct burden *burden = &tables->audit->measures->burden;
    const char *account = _("users' hours");
    double planned = planned_time_unknown(tables->audit) ? NAN : burden->planned_hours;
    put_cost(tables, &(struct cost_row){ account, _("user's own time"), &burden->hours, AS_HOURS, true, planned });
    put_cost(tables, &(struct cost_row){ account, _("unproductive time"), &burden->unproductive_hours, AS_HOURS, true,
                                         NAN });
    if (!isfinite(burden->user_hour))
        return;
    const char *price = arena_printf(&tables->arena, _("own time, at %s euros an hour as asked"),
                                     say_number(&tables->arena, burden->user_hour, 2));
    put_cost(tables, &(struct cost_row){ account, price, &burden->user_euros, AS_EUROS, true, NAN });
    put_cost(tables, &(struct cost_row){ account, _("of it unproductive"), &burden->unproductive_user_euros, AS_EUROS,
                                         true, NAN });
}

static void write_costs(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    const struct burden *burden = &audit->measures->burden;
    const char *account = _("institutions' euros");
    if (!own_time_unknown(audit))
        put_hours(tables);
    put_cost(tables, &(struct cost_row){ account, _("contacts"), &burden->institution_euros, AS_EUROS, true,
                                         burden->planned_euros });
    put_cost(tables, &(struct cost_row){ account, _("redundant contacts"), &burden->redundant_euros, AS_EUROS,
                                         audit_shown(audit, tables->shown.users_redundant), NAN });
    if (burden->fees_paid || burden->planned_fees > 0)
        put_cost(tables, &(struct cost_row){ _("fees"), _("fees paid"), &burden->fees, AS_EUROS, told_fees(audit),
                                             burden->planned_fees });
}

static bool any_cost(const struct tables *tables)
{
    return audit_shown(tables->audit, tables->audit->contacts_per_case.n);
}

const struct sheet SHEET_COSTS = {
    N_("Costs"), N_("a figure of one of three accounts: the users' hours, the institutions' euros, the fees"),
    SHEET_COLUMNS(COST_COLUMN), any_cost, write_costs,
};

static const struct book_column CHANNEL_COST_COLUMN[] = {
    { N_("Channel"), BOOK_TEXT, N_("as written in the contacts, or the step's preferred one") },
    { N_("Cost of one contact (euros)"), BOOK_EUROS,
      N_("as asked with --cost, else the default; “–”: not known, it counts as nothing") },
    { N_("Source"), BOOK_TEXT, N_("of the costs used") },
    { N_("Contacts"), BOOK_COUNT,
      N_("with an institution, through it; “–”: folded, so that nobody can be told by subtraction") },
    { N_("Cost of all (euros)"), BOOK_EUROS, N_("contacts times their cost") },
};

static void write_channel_costs(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    const struct burden *burden = &audit->measures->burden;
    for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_COUNT; channel++) {
        const struct costs *costs = &burden->channel[channel];
        bool told = told_channel_cost(audit, channel), known = isfinite(burden->cost[channel]);
        if (!costs->contacts)
            continue;
        book_text(tables->book, vocabulary_name(&CHANNELS, channel));
        put_measured(tables, burden->cost[channel], AS_EUROS);
        book_text(tables->book, !known                                          ? ""
                                : burden->cost[channel] == CHANNEL_COST[channel] ? _(CHANNEL_COST_SOURCE)
                                                                                : _("as asked"));
        if (told)
            book_count(tables->book, costs->contacts);
        else
            put_hidden(tables);
        put_measured(tables, told && known ? costs->euros : NAN, AS_EUROS);
        book_row_end(tables->book);
    }
}

static bool any_channel_cost(const struct tables *tables)
{
    for (int channel = CHANNEL_NONE + 1; any_cost(tables) && channel < CHANNEL_COUNT; channel++)
        if (tables->audit->measures->burden.channel[channel].contacts)
            return true;
    return false;
}

const struct sheet SHEET_CHANNEL_COSTS = {
    N_("Costs by channel"), N_("a channel of contacts with institutions"),
    SHEET_COLUMNS(CHANNEL_COST_COLUMN), any_channel_cost, write_channel_costs,
};
