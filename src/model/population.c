#include "model/population.h"
#include "base/message.h"
#include <stdlib.h>
#include <string.h>

const struct population_default POPULATION_DEFAULTS[DEFAULT_COUNT + 1] = {
    [DEFAULT_INTERARRIVAL] = { N_("time between arrivals"), "exponential",
                               N_("many users who come independently of each other (Palm-Khintchine theorem)"),
                               "1960" },
    [DEFAULT_START] = { N_("first day simulated"), "2025-01-06", N_("supposed: a Monday"), "2025" },
    [DEFAULT_PHONE_TIME] = { N_("length of a call"), "13min 48s",
                             N_("HMRC, mean handling time in 2022-23, as the NAO reports it"), "2024" },
    [DEFAULT_CHASE_AFTER] = { N_("when a user begins to chase, in announced waits"), "1",
                              N_("supposed: as soon as the announced wait is over"), "2025" },
    [DEFAULT_RETRY] = { N_("probability to try again after a failed attempt"), "0.333",
                        N_("NAO of HMRC in 2011-12: a third of the callers whom a recording turned away"), "2012" },
    [DEFAULT_RETRY_AFTER] = { N_("time until the next attempt"), "uniform(0, 24h)",
                              N_("NAO of HMRC in 2011-12: within 24 hours; evenly: supposed"), "2012" },
    [DEFAULT_GIVE_UP] = { N_("probability to give up for good after a failed attempt"), "0.25",
                          N_("a quarter of those who gave an online procedure up (INSEE Focus 267)"), "2021" },
    [DEFAULT_COST_COUNTER] = { N_("cost of a visit, in euros"), "9.93",
                               N_("Socitm 2011-12: £8.62; at €1.152 a pound, the mean of 2011"), "2012" },
    [DEFAULT_COST_PHONE] = { N_("cost of a call, in euros"), "3.26",
                             N_("Socitm 2011-12: £2.83; at €1.152 a pound, the mean of 2011"), "2012" },
    [DEFAULT_COST_WEB] = { N_("cost of a visit to the site, in euros"), "0.17",
                           N_("Socitm 2011-12: £0.15; at €1.152 a pound, the mean of 2011"), "2012" },
    [DEFAULT_COST_MAIL] = { N_("cost of a letter, in euros"), "5.10",
                            N_("30 times the web (Government Digital Service, Digital Efficiency Report)"), "2012" },
    [DEFAULT_COUNT] = { NULL, NULL, NULL, NULL },
};

struct population *population_new(void)
{
    struct population *population = xcalloc(1, sizeof *population);
    population->arrivals.calendar = NONE;
    for (int i = 0; i < HOURS; i++)
        population->arrivals.hour[i] = 1;
    for (int i = 0; i < WEEKDAYS; i++)
        population->arrivals.weekday[i] = 1;
    for (int i = 0; i < MONTHS; i++)
        population->arrivals.month[i] = 1;
    return population;
}

void population_free(struct population *population)
{
    if (!population)
        return;
    journey_free(population->journey);
    arena_release(&population->arena);
    free(population);
}

const char *population_title(const struct population *population)
{
    const char *own = population->titles ? population->title[0].text : "";
    for (int i = 0; i < population->titles; i++)
        if (!strcmp(population->title[i].language, message_language()))
            return population->title[i].text;
    return own;
}

const char *behaviour_name(enum behaviour kind)
{
    static const char *const name[BEHAVIOUR_KINDS] = {
        [BEHAVIOUR_INCOMPLETE] = "incomplete", [BEHAVIOUR_WRONG_DOOR] = "wrong-door",
        [BEHAVIOUR_MISUNDERSTOOD] = "misunderstood", [BEHAVIOUR_CHASE] = "chase", [BEHAVIOUR_RETRY] = "retry",
        [BEHAVIOUR_GIVE_UP] = "give-up", [BEHAVIOUR_ERROR] = "error",
    };
    return name[kind];
}

int population_find_profile(const struct population *population, const char *id)
{
    for (int i = 0; i < population->profiles; i++)
        if (!strcmp(population->profile[i].id, id))
            return i;
    return NONE;
}

int rule_fit(const struct rule_scope *scope, int step, enum channel channel, int profile)
{
    if ((scope->step != NONE && scope->step != step) ||
        (scope->channel != CHANNEL_NONE && scope->channel != channel) ||
        (scope->profile != NONE && scope->profile != profile))
        return -1;
    return (scope->step != NONE) + (scope->channel != CHANNEL_NONE) + (scope->profile != NONE);
}

int population_find_desk(const struct population *population, int institution, enum channel channel)
{
    for (int i = 0; i < population->desks; i++)
        if (population->desk[i].institution == institution && population->desk[i].via[channel])
            return i;
    return NONE;
}
