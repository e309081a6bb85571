/* What only the whole tells: contacts that cannot be, desks for nobody, rules that never apply. */
#include "base/buffer.h"
#include "base/message.h"
#include "input/population_xml.h"
#include <math.h>
#include <string.h>

#define WARN(checks, at, ...) diagnostics_warning((checks)->diagnostics, (at), __VA_ARGS__)

/* Through which channels contacts come, of a step and at an institution: as planned, and as behaviours lead them. */
struct checks {
    struct population_loader *loader;
    const struct population *population;
    const struct journey *journey;
    struct diagnostics *diagnostics;
    bool *of_step, *at_institution;             /* [steps or institutions][CHANNEL_COUNT] */
    bool anywhere[CHANNEL_COUNT];
    bool any_institution;                       /* a wrong door may be any */
    bool turned_away;                           /* some desk fails some attempts */
};

static void collect_step(struct checks *checks, int number)
{
    const struct step *step = &checks->journey->step[number];
    bool *of_step = checks->of_step + (size_t)number * CHANNEL_COUNT;
    of_step[CHANNEL_NONE] = !step->channels;
    for (int i = 0; i < step->channels; i++)
        of_step[step->via[i]] = true;
}

static void collect_behaviour(struct checks *checks, const struct behaviour_rule *rule)
{
    size_t size = CHANNEL_COUNT;
    if (rule->via != CHANNEL_NONE && rule->scope.step == NONE)
        checks->anywhere[rule->via] = true;
    else if (rule->via != CHANNEL_NONE)
        checks->of_step[(size_t)rule->scope.step * size + rule->via] = true;
    if (rule->kind != BEHAVIOUR_WRONG_DOOR)
        return;
    if (rule->institution == NONE)
        checks->any_institution = true;
    else
        memset(checks->at_institution + (size_t)rule->institution * size, true, size);
}

static void collect(struct checks *checks)
{
    const struct population *population = checks->population;
    size_t size = CHANNEL_COUNT;
    checks->of_step = arena_alloc(checks->loader->arena, ((size_t)checks->journey->steps + 1) * size);
    checks->at_institution = arena_alloc(checks->loader->arena, ((size_t)checks->journey->institutions + 1) * size);
    for (int s = 0; s < checks->journey->steps; s++)
        collect_step(checks, s);
    for (int i = 0; i < population->behaviours; i++)
        collect_behaviour(checks, &population->behaviour[i]);
    for (int s = 0; s < checks->journey->steps; s++)
        for (size_t c = 0; c < size && checks->journey->step[s].institution != NONE; c++)
            checks->at_institution[(size_t)checks->journey->step[s].institution * size + c] |=
                checks->of_step[(size_t)s * size + c];
    for (int i = 0; i < population->desks; i++)
        checks->turned_away |=
            population->desk[i].queue_limit >= 0 || population->desk[i].patience.kind != DISTRIBUTION_NONE;
}

/* --- scopes --------------------------------------------------------------------------------------------------- */

static bool channel_used(const struct checks *checks, int step, enum channel channel)
{
    if (checks->anywhere[channel])
        return true;
    for (int s = step == NONE ? 0 : step; s < (step == NONE ? checks->journey->steps : step + 1); s++)
        if (checks->of_step[(size_t)s * CHANNEL_COUNT + channel])
            return true;
    return false;
}

/* True if the rule can apply to some contact. */
static bool check_scope(struct checks *checks, const struct rule_scope *scope, struct source_position at)
{
    const char *step = scope->step == NONE ? "" : checks->journey->step[scope->step].id;
    if (scope->profile != NONE && checks->population->profile[scope->profile].share <= 0)
        return WARN(checks, at, _("this never applies: nobody has the profile '%s', its share is 0"),
                    checks->population->profile[scope->profile].id);
    if (scope->channel == CHANNEL_NONE || channel_used(checks, scope->step, scope->channel))
        return true;
    if (scope->step == NONE)
        return WARN(checks, at, _("this never applies: no step of the journey happens via '%s'"),
                    vocabulary_id(&CHANNELS, scope->channel));
    return WARN(checks, at, _("this never applies: the step '%s' does not happen via '%s'"), step,
                vocabulary_id(&CHANNELS, scope->channel));
}

static bool check_visible(struct checks *checks, const struct rule_scope *scope, struct source_position at)
{
    if (scope->step == NONE || !checks->journey->step[scope->step].automatic)
        return true;
    return WARN(checks, at, _("this never applies: the step '%s' happens without the user"),
                checks->journey->step[scope->step].id);
}

static bool same_scope(const struct rule_scope *a, const struct rule_scope *b)
{
    return a->step == b->step && a->channel == b->channel && a->profile == b->profile;
}

static void check_repeated(struct checks *checks, const struct rule_scope *one, struct source_position at,
                           const struct rule_scope *later, struct source_position later_at)
{
    if (!same_scope(one, later))
        return;
    WARN(checks, at, _("this never applies: a later line says the same of the same contacts"));
    diagnostics_note(checks->diagnostics, later_at, _("it is here"));
}

/* Each rule with the next one of the same scope. */
#define CHECK_REPEATED(checks, rule, rules, same_kind)                                                            \
    for (int i = 0; i < (rules); i++)                                                                             \
        for (int k = i + 1; k < (rules); k++)                                                                     \
            if ((same_kind) && same_scope(&(rule)[i].scope, &(rule)[k].scope)) {                                  \
                check_repeated((checks), &(rule)[i].scope, (rule)[i].at, &(rule)[k].scope, (rule)[k].at);         \
                break;                                                                                            \
            }

static void check_rules(struct checks *checks)
{
    const struct population *population = checks->population;
    for (int i = 0; i < population->times; i++)
        if (check_visible(checks, &population->time[i].scope, population->time[i].at))
            check_scope(checks, &population->time[i].scope, population->time[i].at);
    for (int i = 0; i < population->invests; i++)
        if (check_visible(checks, &population->invest[i].scope, population->invest[i].at))
            check_scope(checks, &population->invest[i].scope, population->invest[i].at);
    for (int i = 0; i < population->delays; i++)
        check_scope(checks, &population->delay[i].scope, population->delay[i].at);
    CHECK_REPEATED(checks, population->time, population->times, true)
    CHECK_REPEATED(checks, population->invest, population->invests, true)
    CHECK_REPEATED(checks, population->delay, population->delays, true)
    CHECK_REPEATED(checks, population->behaviour, population->behaviours,
                   population->behaviour[i].kind == population->behaviour[k].kind &&
                       population->behaviour[i].institution == population->behaviour[k].institution)
}

/* --- behaviours ----------------------------------------------------------------------------------------------- */

/* Steps by the institution (true), by the user (false). */
static bool has_step(const struct journey *journey, bool by_institution)
{
    for (int s = 0; s < journey->steps; s++)
        if (journey->step[s].by_institution == by_institution && !journey->step[s].automatic)
            return true;
    return false;
}

static bool check_initiative(struct checks *checks, const struct behaviour_rule *rule, bool by_institution)
{
    int step = rule->scope.step;
    if (step == NONE ? has_step(checks->journey, by_institution)
                     : checks->journey->step[step].by_institution == by_institution)
        return true;
    return by_institution ? WARN(checks, rule->at, _("this never applies: '%s' is about steps by an institution"),
                                 behaviour_name(rule->kind))
                          : WARN(checks, rule->at, _("this never applies: '%s' is about steps by the user"),
                                 behaviour_name(rule->kind));
}

static bool other_institution(const struct checks *checks)
{
    int others = 0;
    for (int i = 0; i < checks->journey->institutions; i++)
        others += !checks->journey->institution[i].self;
    return others > 1;
}

static void check_wrong_door(struct checks *checks, const struct behaviour_rule *rule)
{
    const struct journey *journey = checks->journey;
    int door = rule->institution, step = rule->scope.step;
    if (door == NONE && !other_institution(checks))
        diagnostics_error(
            checks->diagnostics, rule->at,
            _("there is no wrong door: the journey has one institution only; name another with 'to', or remove this"));
    if (door != NONE && step != NONE && journey->step[step].institution == door)
        diagnostics_error(checks->diagnostics, rule->at, _("'%s' is the right door of the step '%s'"),
                          journey->institution[door].id, journey->step[step].id);
}

static void check_behaviour(struct checks *checks, const struct behaviour_rule *rule)
{
    bool of_institution = rule->kind == BEHAVIOUR_CHASE || rule->kind == BEHAVIOUR_ERROR;
    bool of_both = rule->kind == BEHAVIOUR_MISUNDERSTOOD || rule->kind == BEHAVIOUR_GIVE_UP;
    if (!check_visible(checks, &rule->scope, rule->at) || !check_scope(checks, &rule->scope, rule->at) ||
        (!of_both && !check_initiative(checks, rule, of_institution)))
        return;
    if (rule->kind == BEHAVIOUR_RETRY && !checks->turned_away)
        WARN(checks, rule->at, _("this never applies: no desk has a queue-limit or a patience, so no attempt fails"));
    if (rule->kind == BEHAVIOUR_WRONG_DOOR)
        check_wrong_door(checks, rule);
}

/* --- desks ---------------------------------------------------------------------------------------------------- */

static bool desk_used(const struct checks *checks, const struct desk *desk)
{
    for (int c = 0; c < CHANNEL_COUNT; c++)
        if (desk->via[c] && (checks->any_institution || checks->anywhere[c] ||
                             checks->at_institution[(size_t)desk->institution * CHANNEL_COUNT + (size_t)c]))
            return true;
    return false;
}

static void check_desks(struct checks *checks)
{
    for (int i = 0; i < checks->population->desks; i++) {
        const struct desk *desk = &checks->population->desk[i];
        if (desk->institution == NONE || desk_used(checks, desk))
            continue;
        diagnostics_error(
            checks->diagnostics, desk->at,
            _("this desk is for nobody: no contact of the journey is with '%s' through these channels; change 'via' "
              "or 'with', or remove the desk"),
            checks->journey->institution[desk->institution].id);
    }
}

static bool time_said(const struct population *population, int step, enum channel channel)
{
    if (population->journey->step[step].takes != SECONDS_ABSENT)
        return true;
    for (int i = 0; i < population->times; i++)
        if ((population->time[i].scope.step == NONE || population->time[i].scope.step == step) &&
            (population->time[i].scope.channel == CHANNEL_NONE || population->time[i].scope.channel == channel))
            return true;
    return false;
}

/* A contact at a desk that takes no time is more often forgotten than meant. */
static void check_times(struct checks *checks)
{
    const struct population *population = checks->population;
    for (int s = 0; s < checks->journey->steps; s++) {
        const struct step *step = &checks->journey->step[s];
        for (int i = 0; i < (step->channels ? step->channels : 1) && !step->by_institution && !step->automatic; i++) {
            enum channel channel = step->channels ? step->via[i] : CHANNEL_NONE;
            int desk = step->institution == NONE ? NONE : population_find_desk(population, step->institution, channel);
            if (desk == NONE || time_said(population, s, channel))
                continue;
            WARN(checks, population->desk[desk].at,
                 _("nothing says how long the step '%s' takes at this desk, so it takes no time; add <time step=\"%s\" "
                   "law=\"exponential(mean=20min)\"/>"),
                 step->id, step->id);
            break;
        }
    }
}

/* --- conditions ----------------------------------------------------------------------------------------------- */

static void check_condition(struct checks *checks, const char *condition, struct source_position at)
{
    if (!condition || id_space_find(&checks->loader->profiles, condition) != NONE)
        return;
    WARN(checks, at, _("the model has no profile '%s': this condition holds for nobody"), condition);
}

static void check_conditions(struct checks *checks)
{
    for (int i = 0; i < checks->journey->nodes; i++)
        check_condition(checks, checks->journey->node[i].condition, checks->journey->node[i].at);
    for (int i = 0; i < checks->journey->links; i++)
        check_condition(checks, checks->journey->link[i].condition, checks->journey->link[i].at);
}

void check_model(struct population_loader *loader, const struct xml_element *root)
{
    const struct population *population = loader->population;
    struct checks checks = {
        .loader = loader,
        .population = population,
        .journey = population->journey,
        .diagnostics = loader->text.diagnostics,
    };
    if (population->horizon > 0 && population->warm_up >= population->horizon)
        WRONG(&loader->text, xml_attribute(root, "warm-up")->at,
              _("the warm-up lasts as long as the whole simulation (horizon=\"%s\")"), xml_value(root, "horizon"));
    collect(&checks);
    check_desks(&checks);
    check_rules(&checks);
    for (int i = 0; i < population->behaviours; i++)
        check_behaviour(&checks, &population->behaviour[i]);
    check_times(&checks);
    check_conditions(&checks);
}
