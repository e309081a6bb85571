/* input/population_xml.h - what the parts of the loader of simulation models share (private to it).
 *
 *   population_xml.c           recognise, read; the top level, sources
 *   population_xml_rules.c     which element holds which elements, attributes and text
 *   population_xml_values.c    numbers, rates, laws, references, scopes: from text, with what is wrong said
 *   population_xml_empirical.c laws that are a file of values
 *   population_xml_journey.c   the journey: another file, or the model's own steps one after the other
 *   population_xml_time.c      calendars, arrivals
 *   population_xml_people.c    profiles, desks
 *   population_xml_behaviour.c time, delay, behaviour, invest, cost
 *   population_xml_checks.c    what only the whole tells: a desk for nobody, a rule that never applies
 *
 * Everything goes on after an error, to report as many as sensible; the population is thrown away in the end.
 */
#ifndef PARCOURS_INPUT_POPULATION_XML_H
#define PARCOURS_INPUT_POPULATION_XML_H
#include "input/journey_xml.h"
#include "model/population.h"

#define MODEL_NAMESPACE "urn:parcours:model:1"

enum {
    MODEL_ELEMENTS_MAXIMUM = 5000,      /* rules, desks, profiles, own steps each */
    MODEL_CALENDARS_MAXIMUM = 200,
    MODEL_CLOSED_DAYS_MAXIMUM = 40000,  /* of a calendar */
    MODEL_HOLIDAY_YEARS = 60,           /* from the first day on */
    MODEL_SERVERS_MAXIMUM = 1000000,
    MODEL_EMPIRICAL_MAXIMUM = 1000000,  /* values of a file, and lines of it */
    MODEL_FIRST_YEAR = 1970, MODEL_LAST_YEAR = 2400,
};

struct population_loader {
    struct journey_loader text;         /* reading values; has the journey's steps and institutions as id spaces */
    struct id_space steps, calendars, profiles;
    struct population *population;
    struct arena *arena;                /* the population's */
    bool counted_days;                  /* something depends on which day it is */
};

/* rules */
bool model_rules_check(struct population_loader *loader, const struct xml_element *root);
/* values: absent attributes give the last argument; wrong ones are reported and give it too */
double model_number(struct population_loader *loader, const struct xml_element *element, const char *name, double least,
                    double most, double absent);
int model_whole(struct population_loader *loader, const struct xml_element *element, const char *name, int least,
                int most, int absent);
double model_seconds(struct population_loader *loader, const struct xml_element *element, const char *name,
                     double absent);
bool model_law(struct population_loader *loader, const struct xml_element *element, const char *name,
               struct distribution *law);                       /* false: absent or wrong */
bool model_empirical_law(struct population_loader *loader, const struct xml_attribute *attribute, const char *text,
                         struct distribution *law);
bool plain_number(const char *text, size_t length, double *number);     /* digits, signs, point and exponent only */
double unit_seconds(const char *unit, size_t length);                   /* of "min"; NAN: no unit */
/* Users a second, or NAN. */
double model_rate(struct population_loader *loader, const struct xml_element *element, const char *name);
/* Days since 1970, or INT64_MIN. */
int64_t model_date(struct population_loader *loader, const struct xml_element *element, const char *name);
/* Which of `count` words the attribute says, or `absent`. */
int model_word(struct population_loader *loader, const struct xml_element *element, const char *name,
               const char *const *word, int count, int absent);
int model_reference(struct population_loader *loader, const struct xml_element *element, const char *name,
                    struct id_space *space, const char *unknown);
int model_channel(struct population_loader *loader, const struct xml_element *element, const char *name);
int model_institution(struct population_loader *loader, const struct xml_element *element, const char *name);
bool model_channels(struct population_loader *loader, const struct xml_element *element, const char *name,
                    bool via[CHANNEL_COUNT]);                   /* false: absent */
struct rule_scope model_scope(struct population_loader *loader, const struct xml_element *element);
/* The attribute `source` of a figure goes to the model's list. */
void model_source(struct population_loader *loader, const struct xml_element *element);
/* The path of a file that the model names. */
const char *model_path(struct population_loader *loader, const char *name);
/* The same for a default of the table, which is noted as used. */
double default_number(struct population *population, enum population_default_number number);
struct distribution default_law(struct population *population, enum population_default_number number);
int64_t default_date(struct population *population, enum population_default_number number);
bool date_parse(const char *text, int64_t *days);               /* 2025-01-31 */
/* journey */
bool load_model_journey(struct population_loader *loader, const struct xml_element *root);
/* time, people, behaviour: one element each */
void load_calendar(struct population_loader *loader, const struct xml_element *element);
void load_arrivals(struct population_loader *loader, const struct xml_element *element);
void load_profile(struct population_loader *loader, const struct xml_element *element);
void load_desk(struct population_loader *loader, const struct xml_element *element);
void load_time(struct population_loader *loader, const struct xml_element *element);
void load_delay(struct population_loader *loader, const struct xml_element *element);
void load_behaviour(struct population_loader *loader, const struct xml_element *element);
void load_invest(struct population_loader *loader, const struct xml_element *element);
void load_cost(struct population_loader *loader, const struct xml_element *element);
void fill_profiles(struct population_loader *loader, const struct xml_element *root);   /* shares left open, "all" */
void fill_costs(struct population_loader *loader);
void fill_times(struct population_loader *loader);
/* checks */
void check_model(struct population_loader *loader, const struct xml_element *root);
#endif
