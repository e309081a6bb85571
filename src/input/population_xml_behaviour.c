/* How long things take, what goes wrong and what people then do, what it costs. */
#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "input/population_xml.h"
#include <math.h>
#include <string.h>

/* --- time and delay ------------------------------------------------------------------------------------------- */

void load_time(struct population_loader *loader, const struct xml_element *element)
{
    struct time_rule *rule = &loader->population->time[loader->population->times++];
    *rule = (struct time_rule){ .scope = model_scope(loader, element), .at = element->at };
    model_law(loader, element, "law", &rule->law);
    model_source(loader, element);
}

void load_delay(struct population_loader *loader, const struct xml_element *element)
{
    struct delay_rule *rule = &loader->population->delay[loader->population->delays++];
    *rule = (struct delay_rule){
        .scope = model_scope(loader, element), .batch = model_seconds(loader, element, "batch", 0), .at = element->at,
    };
    model_law(loader, element, "law", &rule->law);
    model_source(loader, element);
    if (!xml_attribute(element, "law") && !xml_attribute(element, "batch"))
        WRONG(&loader->text, element->at,
              _("'delay' needs a law, as in law=\"gamma(mean=45d, sd=20d)\", or a batch, as in batch=\"1w\""));
}

void load_invest(struct population_loader *loader, const struct xml_element *element)
{
    struct invest_rule *rule = &loader->population->invest[loader->population->invests++];
    *rule = (struct invest_rule){
        .scope = model_scope(loader, element),
        .relation = model_seconds(loader, element, "relation", 0),
        .autonomy = model_seconds(loader, element, "autonomy", 0),
        .at = element->at,
    };
    model_source(loader, element);
    if (!xml_attribute(element, "relation") && !xml_attribute(element, "autonomy"))
        WRONG(&loader->text, element->at, _("'invest' needs a time, as in relation=\"10min\" or autonomy=\"10min\""));
}

/* --- behaviour ------------------------------------------------------------------------------------------------ */

/* Which attributes say something of which kind; a probability without a default is needed. */
static const struct {
    const char *attributes;
    int probability, after;             /* enum population_default_number, or NONE */
} KINDS[BEHAVIOUR_KINDS] = {
    [BEHAVIOUR_INCOMPLETE] = { "after then-via", NONE, NONE },
    [BEHAVIOUR_WRONG_DOOR] = { "then-via to", NONE, NONE },
    [BEHAVIOUR_MISUNDERSTOOD] = { "after half-life then-via", NONE, NONE },
    [BEHAVIOUR_CHASE] = { "after again limit then-via", NONE, DEFAULT_CHASE_AFTER },
    [BEHAVIOUR_RETRY] = { "after limit then-via", DEFAULT_RETRY, DEFAULT_RETRY_AFTER },
    [BEHAVIOUR_GIVE_UP] = { "cause", DEFAULT_GIVE_UP, NONE },
    [BEHAVIOUR_ERROR] = { "after then-via", NONE, NONE },
};

static bool lists(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += length)
        if ((at == list || at[-1] == ' ') && (!at[length] || at[length] == ' '))
            return true;
    return false;
}

static int kind_of(struct population_loader *loader, const struct xml_element *element)
{
    const char *name[BEHAVIOUR_KINDS];
    for (int i = 0; i < BEHAVIOUR_KINDS; i++)
        name[i] = behaviour_name((enum behaviour)i);
    return model_word(loader, element, "kind", name, BEHAVIOUR_KINDS, NONE);
}

static void check_attributes(struct population_loader *loader, const struct xml_element *element, int kind)
{
    static const char *const special = "after again limit half-life then-via to cause";
    for (int i = 0; i < element->attributes; i++) {
        const struct xml_attribute *attribute = &element->attribute[i];
        if (attribute->space || !lists(special, attribute->name) || lists(KINDS[kind].attributes, attribute->name))
            continue;
        WRONG(&loader->text, attribute->name_at, _("'%s' says nothing of the behaviour '%s', which can have: %s"),
              attribute->name, behaviour_name((enum behaviour)kind), KINDS[kind].attributes);
    }
}

/* "1.2": a factor on the announced wait; else a law. */
static void load_after(struct population_loader *loader, const struct xml_element *element, struct behaviour_rule *rule)
{
    const char *text = value_text(&loader->text, element, "after"), *expected;
    double factor;
    int standard = KINDS[rule->kind].after;
    if (text && rule->kind == BEHAVIOUR_CHASE && number_parse(text, strlen(text), &factor)) {
        rule->relative = true;
        factor = model_number(loader, element, "after", 0, 1000, 1);
        distribution_make(&rule->law, DISTRIBUTION_CONSTANT, factor, 0, &expected);
    } else if (text) {
        model_law(loader, element, "after", &rule->law);
    } else if (rule->kind == BEHAVIOUR_CHASE) {
        rule->relative = true;
        distribution_make(&rule->law, DISTRIBUTION_CONSTANT, default_number(loader->population, DEFAULT_CHASE_AFTER), 0,
                          &expected);
    } else if (standard != NONE) {
        rule->law = default_law(loader->population, (enum population_default_number)standard);
    }
}

static void load_probability(struct population_loader *loader, const struct xml_element *element,
                             struct behaviour_rule *rule)
{
    int standard = KINDS[rule->kind].probability;
    rule->probability = model_number(loader, element, "probability", 0, 1, 0);
    if (xml_attribute(element, "probability"))
        return;
    if (standard != NONE)
        rule->probability = default_number(loader->population, (enum population_default_number)standard);
    else
        WRONG(&loader->text, element->at, _("the behaviour '%s' needs a probability, as in probability=\"0.2\""),
              behaviour_name(rule->kind));
}

static enum non_take_up cause_of(struct population_loader *loader, const struct xml_element *element)
{
    const char *word[NON_TAKE_UP_COUNT];
    for (int i = 1; i < NON_TAKE_UP_COUNT; i++)
        word[i - 1] = vocabulary_id(&NON_TAKE_UPS, i);
    return (enum non_take_up)(model_word(loader, element, "cause", word, NON_TAKE_UP_COUNT - 1, -1) + 1);
}

void load_behaviour(struct population_loader *loader, const struct xml_element *element)
{
    int kind = kind_of(loader, element);
    model_source(loader, element);
    if (kind == NONE)
        return;
    struct behaviour_rule *rule = &loader->population->behaviour[loader->population->behaviours++];
    check_attributes(loader, element, kind);
    *rule = (struct behaviour_rule){
        .kind = (enum behaviour)kind,
        .scope = model_scope(loader, element),
        .limit = model_whole(loader, element, "limit", 1, 1000000, -1),
        .half_life = model_seconds(loader, element, "half-life", 0),
        .via = (enum channel)model_channel(loader, element, "then-via"),
        .institution = model_institution(loader, element, "to"),
        .cause = cause_of(loader, element),
        .at = element->at,
    };
    if (rule->via == CHANNEL_AUTOMATIC)
        WRONG(&loader->text, xml_attribute(element, "then-via")->at, _("what is automatic is no contact"));
    load_probability(loader, element, rule);
    load_after(loader, element, rule);
    model_law(loader, element, "again", &rule->again);
}

/* --- costs ---------------------------------------------------------------------------------------------------- */

static void set_cost(struct population_loader *loader, const struct xml_element *element, const char *name,
                     double value, double *cost)
{
    if (!isnan(*cost))
        WRONG(&loader->text, xml_attribute(element, name)->at, _("this cost is given twice"));
    *cost = value;
}

void load_cost(struct population_loader *loader, const struct xml_element *element)
{
    struct cost *cost = &loader->population->cost;
    bool via[CHANNEL_COUNT] = { false };
    double contact = model_number(loader, element, "contact", 0, 1e6, NAN);
    double minute = model_number(loader, element, "minute", 0, 1e6, NAN);
    double hour = model_number(loader, element, "user-hour", 0, 1e6, NAN);
    bool said = model_channels(loader, element, "via", via);
    bool of_channel = xml_attribute(element, "contact") || xml_attribute(element, "minute");
    if (said != of_channel || (!said && !xml_attribute(element, "user-hour")))
        WRONG(&loader->text, element->at,
              _("expected is <cost via=\"phone\" contact=\"3.26\"/>, <cost via=\"phone\" minute=\"0.50\"/> or "
                "<cost user-hour=\"12\"/>, in euros"));
    for (int i = 1; i < CHANNEL_COUNT; i++) {
        if (via[i] && !isnan(contact))
            set_cost(loader, element, "contact", contact, &cost->per_contact[i]);
        if (via[i] && !isnan(minute))
            set_cost(loader, element, "minute", minute, &cost->per_minute[i]);
    }
    if (!isnan(hour))
        set_cost(loader, element, "user-hour", hour, &cost->user_hour);
    model_source(loader, element);
}

static bool journey_uses(const struct journey *journey, enum channel channel)
{
    for (int s = 0; s < journey->steps; s++)
        if (step_has_channel(&journey->step[s], channel))
            return true;
    return false;
}

/* Costs of the channels of the journey that the model leaves open. */
void fill_costs(struct population_loader *loader)
{
    static const struct { enum channel channel; enum population_default_number number; } standard[] = {
        { CHANNEL_COUNTER, DEFAULT_COST_COUNTER }, { CHANNEL_PHONE, DEFAULT_COST_PHONE },
        { CHANNEL_WEB, DEFAULT_COST_WEB }, { CHANNEL_MAIL, DEFAULT_COST_MAIL },
    };
    struct cost *cost = &loader->population->cost;
    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++) {
        enum channel channel = standard[i].channel;
        if (isnan(cost->per_contact[channel]) && isnan(cost->per_minute[channel]) &&
            journey_uses(loader->population->journey, channel))
            cost->per_contact[channel] = default_number(loader->population, standard[i].number);
    }
    for (int i = 0; i < CHANNEL_COUNT; i++) {
        cost->per_contact[i] = isnan(cost->per_contact[i]) ? 0 : cost->per_contact[i];
        cost->per_minute[i] = isnan(cost->per_minute[i]) ? 0 : cost->per_minute[i];
    }
    cost->user_hour = isnan(cost->user_hour) ? 0 : cost->user_hour;
}

/* --- times left open ------------------------------------------------------------------------------------------ */

static bool any_time(const struct population *population, int step, enum channel channel)
{
    for (int i = 0; i < population->times; i++) {
        const struct rule_scope *scope = &population->time[i].scope;
        if ((scope->step == NONE || scope->step == step) &&
            (scope->channel == CHANNEL_NONE || scope->channel == channel))
            return true;
    }
    return false;
}

/* A call of which nothing says how long it lasts. */
void fill_times(struct population_loader *loader)
{
    struct population *population = loader->population;
    const struct journey *journey = population->journey;
    for (int s = 0; s < journey->steps; s++) {
        const struct step *step = &journey->step[s];
        if (step->takes != SECONDS_ABSENT || step->by_institution || !step_has_channel(step, CHANNEL_PHONE))
            continue;
        if (!any_time(population, s, CHANNEL_PHONE))
            population->time[population->times++] = (struct time_rule){
                .scope = { s, CHANNEL_PHONE, NONE }, .law = default_law(population, DEFAULT_PHONE_TIME), .at = step->at,
            };
    }
}
