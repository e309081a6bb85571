/* The states of a user's journey, each with what a visit to it brings and where it leads. */
#include "simulate/analytic_chain.h"
#include "simulate/survival.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD = 4, CHASES_MAXIMUM = 4096 };

static size_t places(const struct profile_chain *made) { return (size_t)made->plan->net->places; }

/* The state of a key, new or old. */
static int state_of(struct profile_chain *made, const unsigned char *tokens, enum stage stage, int channel,
                    int transition)
{
    unsigned char *key = made->key;
    key[0] = (unsigned char)stage;
    key[1] = (unsigned char)(channel | (made->requested ? REQUESTED : 0));
    key[2] = (unsigned char)(transition & 0xff);
    key[3] = (unsigned char)(transition >> 8 & 0xff);
    if (tokens)
        memcpy(key + HEAD, tokens, made->key_size - HEAD);
    else
        memset(key + HEAD, 0, made->key_size - HEAD);
    int state = (int)interner_add(&made->keys, (const char *)key, made->key_size) - 1;
    if (state == made->chain.states) {
        chain_add_state(&made->chain);
        GROW(made->reward, made->rewards, made->rewards_capacity);
        made->reward[made->rewards++] = (struct reward){ 0 };
    }
    return state;
}

static void go(struct profile_chain *made, int from, double probability, const unsigned char *tokens, enum stage stage,
               int channel, int transition)
{
    if (probability > 0)
        chain_add_way(&made->chain, from, state_of(made, tokens, stage, channel, transition), probability);
}

/* --- tokens ------------------------------------------------------------------------------------------------------- */

static bool enabled(const struct net_transition *transition, const unsigned char *tokens)
{
    for (int i = 0; i < transition->inputs; i++)
        if (!tokens[transition->input[i]])
            return false;
    return true;
}

static void fire(struct profile_chain *made, int from, double probability, const unsigned char *tokens, int number)
{
    const struct net_transition *fired = &made->plan->net->transition[number];
    unsigned char *next = xcalloc(2 * places(made) + 1, 1);
    int moving = 0;
    memcpy(next, tokens, 2 * places(made));
    for (int i = 0; i < fired->inputs; i++)
        next[fired->input[i]]--;
    for (size_t p = 0; p < places(made); p++)
        moving += next[p] && made->plan->place[p].consumers;
    if (fired->step != NET_SILENT || fired->automatic != NONE) {
        made->overlaps = made->overlaps || moving;
        go(made, from, probability, next, STAGE_BEGIN, 0, number);
    } else {
        for (int i = 0; i < fired->outputs; i++)
            if (next[fired->output[i]] < UINT8_MAX)
                next[fired->output[i]]++;
        go(made, from, probability, next, STAGE_TOKENS, 0, 0);
    }
    free(next);
}

static void stay(struct profile_chain *made, int from, double probability, const unsigned char *tokens, int place)
{
    unsigned char *next = xcalloc(2 * places(made) + 1, 1);
    memcpy(next, tokens, 2 * places(made));
    next[place]--;
    next[places(made) + (size_t)place]++;
    go(made, from, probability, next, STAGE_TOKENS, 0, 0);
    free(next);
}

/* The first place, in file order, from which a token can go on: one thing after the other. */
static void tokens_go_on(struct profile_chain *made, int from, const unsigned char *tokens)
{
    const struct plan *plan = made->plan;
    for (int p = 0; p < plan->net->places; p++) {
        const struct place_plan *place = &plan->place[p];
        int count = 0;
        if (!tokens[p] || !place->consumers)
            continue;
        if (place->free) {
            const struct way *way = &place->way[made->profile * place->ways];
            for (int i = 0; i < place->ways; i++) {
                double probability = way[i].until - (i ? way[i - 1].until : 0);
                if (way[i].transition == STAY && probability > 0)
                    stay(made, from, probability, tokens, p);
                else if (probability > 0)
                    fire(made, from, probability, tokens, way[i].transition);
            }
            return;
        }
        for (int i = 0; i < place->consumers; i++)
            count += enabled(&plan->net->transition[place->consumer[i]], tokens);
        for (int i = 0; i < place->consumers; i++)
            if (enabled(&plan->net->transition[place->consumer[i]], tokens))
                fire(made, from, 1.0 / count, tokens, place->consumer[i]);
        if (count)
            return;
    }
}

static void step_over(struct profile_chain *made, int from, double probability, const unsigned char *tokens,
                      int transition)
{
    const struct net_transition *fired = &made->plan->net->transition[transition];
    unsigned char *next = xcalloc(2 * places(made) + 1, 1);
    memcpy(next, tokens, 2 * places(made));
    for (int i = 0; i < fired->outputs; i++)
        if (next[fired->output[i]] < UINT8_MAX)
            next[fired->output[i]]++;
    go(made, from, probability, next, STAGE_TOKENS, 0, 0);
    free(next);
}

bool profile_chain_is_final(const struct profile_chain *made, int state)
{
    const unsigned char *tokens = (const unsigned char *)interner_text(&made->keys, (uint32_t)state + 1) + HEAD;
    for (size_t p = 0; p < places(made); p++)
        if (tokens[p] + tokens[places(made) + p] != made->plan->net->final[p])
            return false;
    return true;
}

/* --- rewards ------------------------------------------------------------------------------------------------------ */

static void add_contact(struct reward *reward, const struct visit *visit)
{
    double mean = visit->service.mean + visit->relation + visit->autonomy, own = mean + visit->travel;
    reward->contacts = reward->contacts2 = 1;
    reward->active = own;
    reward->active2 = visit->service.variance + own * own;
    reward->elapsed = mean;
    reward->elapsed2 = visit->service.variance + mean * mean;
}

/* A time that passes before or after what is already in the reward, independent of it. */
static void add_delay(struct reward *reward, const struct distribution *law)
{
    double mean = law->kind == DISTRIBUTION_NONE ? 0 : law->mean;
    reward->elapsed2 += 2 * reward->elapsed * mean + law->variance + mean * mean;
    reward->elapsed += mean;
}

/* How many chases fall into one wait W: chance j comes if W > after + j again, and is taken with the rule's probability
 * until the limit. `share[k]`: the probability that k chances were taken so far. */
void expected_chases(struct profile_chain *made, const struct errand *errand, double *mean, double *second)
{
    const struct behaviour_rule *rule = errand->chase;
    double patience = made->plan->population->profile[made->profile].patience;
    bool certain = errand->chase_after.kind <= DISTRIBUTION_CONSTANT && rule->again.kind <= DISTRIBUTION_CONSTANT;
    made->inexact |= !certain || errand->batch > 0 ? INEXACT_CHASE : 0;
    bool again = rule->again.kind != DISTRIBUTION_NONE && rule->again.mean > 0;
    int limit = rule->limit < 0 || rule->limit > CHASES_MAXIMUM ? CHASES_MAXIMUM : rule->limit > 0 ? rule->limit : 1;
    double *share = xcalloc((size_t)limit + 2, sizeof *share);
    share[0] = 1;
    *mean = *second = 0;
    for (int j = 0; j < CHASES_MAXIMUM && (j == 0 || again); j++) {
        double comes = law_survival(&errand->delay, errand->chase_after.mean * patience + j * rule->again.mean);
        if (comes < 1e-16)
            break;
        for (int k = j < limit ? j : limit - 1; k >= 0; k--) {
            double taken = share[k] * rule->probability;
            *mean += comes * taken;
            *second += comes * taken * (2 * k + 1);
            share[k + 1] += taken;
            share[k] -= taken;
        }
    }
    free(share);
}

static void add_chases(struct profile_chain *made, struct reward *reward, const struct errand *errand, int step)
{
    if (!errand->chase)
        return;
    double mean, second;
    expected_chases(made, errand, &mean, &second);
    const struct visit *visit =
        plan_visit(made->plan, made->profile, step, plan_channel_after(made->plan, errand->chase, step));
    struct reward one = { 0 };
    add_contact(&one, visit);
    reward->contacts = mean;
    reward->contacts2 = second;
    reward->active = mean * one.active;
    reward->active2 = mean * (one.active2 - one.active * one.active) + second * one.active * one.active;
    made->overlaps = made->overlaps || mean > 0;
}

/* --- stages ------------------------------------------------------------------------------------------------------- */

static const struct visit *visit_of(const struct profile_chain *made, int transition, int channel)
{
    const struct net_transition *fired = &made->plan->net->transition[transition];
    return plan_visit(made->plan, made->profile, fired->step, (enum channel)channel);
}

static int channel_after(const struct profile_chain *made, const struct visit *visit, enum behaviour kind,
                         int transition)
{
    return (int)plan_channel_after(made->plan, visit->rule[kind], made->plan->net->transition[transition].step);
}

/* To a contact through one of the step's channels; on the first attempt perhaps at a wrong door. */
static void attempt(struct profile_chain *made, int from, const unsigned char *tokens, int transition, bool first)
{
    const struct errand *errand = plan_errand(made->plan, made->profile, made->plan->net->transition[transition].step);
    for (int i = 0; i < errand->channels; i++) {
        double weight = errand->weight[i] - (i ? errand->weight[i - 1] : 0);
        const struct visit *visit = visit_of(made, transition, errand->via[i]);
        bool may_err = first && !errand->by_institution && !made->helped;
        double wrong = may_err ? visit->probability[BEHAVIOUR_WRONG_DOOR] : 0;
        go(made, from, weight * wrong, tokens, STAGE_WRONG_DOOR, errand->via[i], transition);
        go(made, from, weight * (1 - wrong), tokens, STAGE_CONTACT, errand->via[i], transition);
    }
}

static void begin(struct profile_chain *made, int state, const unsigned char *tokens, int transition)
{
    const struct net_transition *fired = &made->plan->net->transition[transition];
    int step = fired->step != NET_SILENT ? fired->step : fired->automatic;
    const struct errand *errand = plan_errand(made->plan, made->profile, step);
    struct reward reward = { 0 };
    add_chases(made, &reward, errand, step);
    add_delay(&reward, &errand->delay);
    made->overlaps = made->overlaps || errand->batch > 0;
    made->reward[state] = reward;
    if (errand->automatic)
        step_over(made, state, 1, tokens, transition);
    else
        attempt(made, state, tokens, transition, true);
}

static void contact(struct profile_chain *made, int state, const unsigned char *tokens, struct state_head head)
{
    const struct visit *visit = visit_of(made, head.transition, head.channel);
    bool by_institution =
        plan_errand(made->plan, made->profile, made->plan->net->transition[head.transition].step)->by_institution;
    double incomplete = by_institution ? 0 : visit->probability[BEHAVIOUR_INCOMPLETE];
    double give_up = incomplete * visit->probability[BEHAVIOUR_GIVE_UP];
    double error = by_institution ? visit->probability[BEHAVIOUR_ERROR] : 0;
    add_contact(&made->reward[state], visit);
    if (give_up > 0) {
        bool others = false;
        made->gives_up = true;
        for (size_t p = 0; p < 2 * places(made); p++)
            others = others || tokens[p];
        made->inexact |= others ? INEXACT_GIVE_UP_AMONG_BRANCHES : 0;
        go(made, state, give_up, NULL, STAGE_GAVE_UP, (int)visit->rule[BEHAVIOUR_GIVE_UP]->cause, 0);
    }
    go(made, state, incomplete - give_up, tokens, STAGE_AGAIN, head.channel, head.transition);
    go(made, state, (1 - incomplete) * error, tokens, STAGE_CORRECT, head.channel, head.transition);
    go(made, state, (1 - incomplete) * (1 - error), tokens, STAGE_AFTER, head.channel, head.transition);
}

/* Questions come one after the other, until one leaves none. */
static void after(struct profile_chain *made, int state, const unsigned char *tokens, struct state_head head)
{
    const struct visit *visit = visit_of(made, head.transition, head.channel);
    double doubt = made->helped ? 0 : visit->probability[BEHAVIOUR_MISUNDERSTOOD];
    if (doubt > 0) {
        made->overlaps = true;
        made->asks_later = made->asks_later || visit->rule[BEHAVIOUR_MISUNDERSTOOD]->law.kind != DISTRIBUTION_NONE;
        go(made, state, doubt, tokens, STAGE_CLARIFY,
           channel_after(made, visit, BEHAVIOUR_MISUNDERSTOOD, head.transition), head.transition);
    }
    step_over(made, state, 1 - doubt, tokens, head.transition);
}

static void expand(struct profile_chain *made, int state, const unsigned char *tokens)
{
    struct state_head head = profile_chain_head(made, state);
    const struct visit *visit = head.stage >= STAGE_WRONG_DOOR && head.stage <= STAGE_CLARIFY
                                    ? visit_of(made, head.transition, head.channel) : NULL;
    made->requested = head.requested;
    if (head.stage == STAGE_WRONG_DOOR || head.stage == STAGE_CONTACT)
        made->requested = made->requested ||
                          made->plan->journey->step[made->plan->net->transition[head.transition].step].needs_count > 0;
    switch ((enum stage)head.stage) {
    case STAGE_TOKENS:
        tokens_go_on(made, state, tokens);
        break;
    case STAGE_BEGIN:
        begin(made, state, tokens, head.transition);
        break;
    case STAGE_WRONG_DOOR:
        add_contact(&made->reward[state], visit);
        add_delay(&made->reward[state], &visit->rule[BEHAVIOUR_WRONG_DOOR]->law);
        attempt(made, state, tokens, head.transition, false);
        break;
    case STAGE_AGAIN:
        add_delay(&made->reward[state], &visit->rule[BEHAVIOUR_INCOMPLETE]->law);
        attempt(made, state, tokens, head.transition, false);
        break;
    case STAGE_CONTACT:
        contact(made, state, tokens, head);
        break;
    case STAGE_CORRECT:
        made->overlaps = true;
        made->asks_later = made->asks_later || visit->rule[BEHAVIOUR_ERROR]->law.kind != DISTRIBUTION_NONE;
        add_contact(&made->reward[state],
                    visit_of(made, head.transition, channel_after(made, visit, BEHAVIOUR_ERROR, head.transition)));
        go(made, state, 1, tokens, STAGE_AFTER, head.channel, head.transition);
        break;
    case STAGE_CLARIFY:
        add_contact(&made->reward[state], visit);
        after(made, state, tokens, head);
        break;
    case STAGE_AFTER:
        after(made, state, tokens, head);
        break;
    case STAGE_GAVE_UP:
        break;
    }
}

bool profile_chain_build(struct profile_chain *made, const struct plan *plan, int profile, bool helped)
{
    *made = (struct profile_chain){ .plan = plan, .profile = profile, .helped = helped };
    made->key_size = HEAD + 2 * places(made);
    made->key = xcalloc(made->key_size, 1);
    unsigned char *tokens = xcalloc(2 * places(made) + 1, 1);
    memcpy(tokens, plan->net->initial, places(made));
    bool good = plan->net->transitions < INT16_MAX;
    state_of(made, tokens, STAGE_TOKENS, 0, 0);
    for (int state = 0; good && state < made->chain.states; state++) {
        memcpy(tokens, interner_text(&made->keys, (uint32_t)state + 1) + HEAD, 2 * places(made));
        expand(made, state, tokens);
        good = made->chain.states <= ANALYTIC_STATES_MAXIMUM && made->keys.arena.total < (size_t)1 << 28;
    }
    free(tokens);
    made->inexact |= made->gives_up && made->asks_later ? INEXACT_GIVE_UP_AMONG_BRANCHES : 0;
    made->too_large = !good;
    return good;
}

void profile_chain_release(struct profile_chain *made)
{
    interner_release(&made->keys);
    chain_release(&made->chain);
    free(made->reward);
    free(made->key);
}
