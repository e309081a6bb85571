#include "report/simulation_summary.h"
#include "base/format.h"
#include "base/message.h"
#include <math.h>

/* --- pieces of sentences ------------------------------------------------------------------------------------------ */

static void put_span(struct buffer *out, double seconds)
{
    if (fabs(seconds) < 2 * DAY_SECONDS)
        format_minutes(out, seconds);
    else
        format_days(out, seconds);
}

/* "4.2 (4.1 to 4.3)" by one of the functions of base/format.h. */
static void put_interval(struct buffer *out, struct estimate estimate, void (*put)(struct buffer *, double))
{
    put(out, estimate.mean);
    if (isnan(estimate.low))
        return;
    buffer_add_string(out, " (");
    put(out, estimate.low);
    buffer_add_string(out, _(" to "));
    put(out, estimate.high);
    buffer_add_char(out, ')');
}

static void put_decimal(struct buffer *out, double value) { format_number(out, value, 2); }
static void put_share(struct buffer *out, double value) { format_percent(out, value, 1); }

static void line(struct buffer *out, const char *label, const struct buffer *text)
{
    buffer_printf(out, "%s%s\n", label, buffer_text(text));
}

static void say_estimate(struct buffer *out, const char *label, struct estimate estimate,
                         void (*put)(struct buffer *, double))
{
    struct buffer text = { 0 };
    put_interval(&text, estimate, put);
    line(out, label, &text);
    buffer_release(&text);
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

static void say_users(struct buffer *out, const struct simulation *simulation)
{
    static const struct { const char *label; enum user_sum sum; } part[] = {
        { N_("Users: "), USER_ARRIVED }, { N_("; completed: "), USER_COMPLETED }, { N_("; gave up: "), USER_ABANDONED },
        { N_("; never started: "), USER_NEVER_STARTED }, { N_("; still inside: "), USER_INSIDE },
    };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        double count = simulation_user_total(simulation, NONE, part[i].sum);
        if (i > 2 && !(count > 0))
            continue;
        buffer_add_string(out, _(part[i].label));
        format_number(out, count, 0);
    }
    buffer_add_char(out, '\n');
}

static void say_desk(struct buffer *out, const struct simulation *simulation, int d)
{
    const struct desk *desk = &simulation->plan->population->desk[d];
    buffer_add_string(out, institution_name(simulation->plan->journey, desk->institution));
    for (int channel = CHANNEL_NONE + 1, first = 1; channel < CHANNEL_COUNT; channel++)
        if (desk->via[channel]) {
            buffer_printf(out, first ? " (%s" : ", %s", vocabulary_name(&CHANNELS, channel));
            first = 0;
        }
    buffer_add_string(out, _("): wait "));
    put_interval(out, simulation_desk(simulation, d, DESK_WAIT, DESK_ADMITTED), format_minutes);
    buffer_add_string(out, _("; busy "));
    format_percent(out, simulation_desk(simulation, d, DESK_BUSY_TIME, DESK_SERVER_TIME).mean, 0);
    double left =
        simulation_desk_total(simulation, d, DESK_ABANDONED) + simulation_desk_total(simulation, d, DESK_BLOCKED);
    if (left > 0) {
        buffer_add_string(out, _("; not served "));
        format_percent(out, left / simulation_desk_total(simulation, d, DESK_ARRIVALS), 1);
    }
    buffer_add_char(out, '\n');
}

static void say_analytic(struct buffer *out, const struct analytic *analytic)
{
    buffer_add_string(out, analytic->inexact ? _("Without queues, nearly: ") : _("Without queues, exactly: "));
    buffer_add_string(out, _("contacts per user "));
    format_number(out, analytic->contacts, 4);
    buffer_add_string(out, _("; take-up "));
    format_percent(out, analytic->completed, 2);
    buffer_add_char(out, '\n');
}

void simulation_summary(struct buffer *out, const struct simulation *simulation, const struct analytic *analytic,
                        const char *folder, int drawn)
{
    say_users(out, simulation);
    say_estimate(out, _("Take-up: "), simulation_user(simulation, NONE, USER_COMPLETED, USER_ENDED), put_share);
    say_estimate(out, _("Contacts per user: "), simulation_user(simulation, NONE, USER_CONTACTS, USER_LEFT),
                 put_decimal);
    say_estimate(out, _("of which redundant: "), simulation_redundant(simulation, NONE, USER_LEFT), put_decimal);
    say_estimate(out, _("From coming to leaving: "), simulation_user(simulation, NONE, USER_TIME, USER_LEFT), put_span);
    for (int d = 0; d < simulation->plan->population->desks && d < 8; d++)
        say_desk(out, simulation, d);
    if (analytic)
        say_analytic(out, analytic);
    buffer_printf(out, _("Files: %s/simulation.json, map.svg "), folder);
    buffer_printf(out, ngettext("(of %d user of the first replication)\n", "(of %d users of the first replication)\n",
                                (unsigned long)drawn), drawn);
}
