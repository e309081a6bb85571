/* measure/burden.h - what the journey costs: hours of the user, euros of the institutions, fees. Three accounts, never
 * added to each other.
 *
 * Standard cost model (European Commission, Better Regulation toolbox, tool 60; SEC(2005) 1329): price = tariff x time,
 * quantity = population x frequency. The population is the cases, the frequency once.
 *
 *   hours           active time of the users (active_time.c); of it unproductive. Always there.
 *   user euros      hours x the tariff asked for (--user-hour). There is no default: no tariff for citizens' own time
 *                   was found in a source that could be cited, and the usual practice is hours apart, priced only if
 *                   asked.
 *   institutions    each contact with an institution (not `self`) x the cost of a contact through its channel (--cost);
 *                   of it those of redundant contacts. Contacts through a channel without a cost, or an unknown one,
 *                   are counted and cost 0. Defaults: CHANNEL_COST, with their source.
 *   fees            the fee of the step of each matched contact; beside them the reference run's.
 *
 * Means are per case with a contact; intervals by the bootstrap over cases. Unit: hours, euros.
 */
#ifndef PARCOURS_MEASURE_BURDEN_H
#define PARCOURS_MEASURE_BURDEN_H
#include "measure/estimates.h"

/* Euros a contact; NAN: none known. Counter £8.62, phone £2.83, web £0.15: Socitm, 2011/12, English councils. Mail: 30
 * web visits (Government Digital Service, Digital Efficiency Report, 2012). At £0.811 a euro, the mean of 2012. */
extern const double CHANNEL_COST[CHANNEL_COUNT];
extern const char *const CHANNEL_COST_SOURCE;       /* N_(): in one sentence, for people */

struct costs { int64_t contacts, redundant, users; double euros, redundant_euros; };   /* users: of a channel only; euros: counts x costs, channel by channel */

struct burden {
    double user_hour;                       /* euros, NAN: not asked for */
    double cost[CHANNEL_COUNT];             /* as used */
    bool default_costs;
    struct estimate hours, unproductive_hours;                  /* per case */
    struct estimate user_euros, unproductive_user_euros;        /* n 0 without a tariff */
    struct estimate institution_euros, redundant_euros, fees;   /* per case */
    double total_hours, total_unproductive_hours, total_fees;
    struct costs total, channel[CHANNEL_COUNT], *institution;   /* [institutions + 1], the last: unknown */
    int64_t without_cost;                   /* contacts with an institution whose channel has no cost or is unknown */
    int64_t fees_paid, fees_users;          /* contacts with a fee; cases with one */
    double planned_hours, planned_euros, planned_fees;          /* of the reference run, by its preferred channels */
};

void burden_init(struct burden *burden, struct audit *audit, struct estimates *estimates);
/* Once the estimates are drawn: hours x tariff. */
void burden_price(struct burden *burden);
#endif
