/* The life of a contact: which channel, which door, served or not, what was wrong with it, and what follows. */
#include "simulate/replication.h"
#include <math.h>

static const struct behaviour_rule *rule_of(const struct task *task, enum behaviour kind) { return task->visit->rule[kind]; }

/* Does it happen, with the probability of the contact's rule? */
static bool happens(const struct replication *run, const struct task *task, enum behaviour kind, enum purpose purpose)
{
    double probability = task->visit->probability[kind];
    return probability > 0 &&
           (probability >= 1 ||
            variate_unit(variate_bits(user_at(run, task->user)->key, task_name(task), purpose)) < probability);
}

static double delay_after(const struct replication *run, const struct task *task, enum behaviour kind)
{
    uint64_t name = task_name(task) | (uint64_t)kind << 52;     /* a contact may bring about several things */
    return variate(&rule_of(task, kind)->law, variate_bits(user_at(run, task->user)->key, name, FOR_RETURN));
}

/* --- what is waited for before a contact ----------------------------------------------------------------------- */

static void plan_chase(struct replication *run, uint32_t slot, double after)
{
    struct task *task = task_at(run, slot);
    if (run->now + after < task->due)                           /* else the answer comes first */
        event_calendar_plan(&run->events, run->now + after, EVENT_CHASE, slot, task->generation);
}

/* The answers of a back office that decides in batches leave together, so many seconds apart from the first Monday on. */
static double decided_at(double time, double batch) { return batch > 0 ? ceil(time / batch) * batch : time; }

/* When a wait that begins at `from` is over as announced: months are those of the calendar. */
static int64_t announced_after(const struct replication *run, int64_t from, const struct errand *errand)
{
    int64_t origin = run->plan->population->origin * DAY_SECONDS;
    return duration_after(origin + from, errand->announced) - origin;
}

void step_begins(struct replication *run, uint32_t user_slot, int transition)
{
    const struct net_transition *fired = &run->plan->net->transition[transition];
    int step = fired->step != NET_SILENT ? fired->step : fired->automatic;
    struct user *user = user_at(run, user_slot);
    const struct errand *errand = plan_errand(run->plan, user->profile, step);
    uint32_t slot = task_open(run, user_slot, TASK_STEP, step);
    struct task *task = task_at(run, slot);
    task->transition = transition;
    task->occurrence = user->counter[step]++;
    task->since = floor(run->now);
    double delay = variate(&errand->delay, variate_bits(user->key, task_name(task), FOR_DELAY));
    if (errand->by_calendar)
        delay = (double)announced_after(run, (int64_t)task->since, errand) - task->since;
    if (errand->batch > 0)
        delay = decided_at(run->now + delay, errand->batch) - run->now;
    if (user->observed) {
        run->step_sum[step * STEP_SUMS + STEP_BEGUN]++;
        run->step_sum[step * STEP_SUMS + STEP_DELAY] += delay;
    }
    if (errand->automatic) {
        task->state = TASK_DELAYED;
        event_calendar_plan(&run->events, run->now + delay, EVENT_PASS, slot, task->generation);
        return;
    }
    task_delay(run, slot, delay);
    if (errand->chase) {
        double patience = variate(&errand->chase_after, variate_bits(user->key, task_name(task), FOR_CHASE_AFTER));
        plan_chase(run, slot, patience * run->plan->population->profile[user->profile].patience);
    }
}

/* A wait has outlasted the user's patience. */
void chase_falls_due(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    struct user *user = user_at(run, task->user);
    const struct behaviour_rule *rule = plan_errand(run->plan, user->profile, task->step)->chase;
    uint64_t name = variate_name(TASK_CHASE, (unsigned)task->step, task->occurrence, task->chances++);
    if (variate_unit(variate_bits(user->key, name, FOR_CHASE)) < rule->probability) {
        uint32_t chase = task_open(run, task->user, TASK_CHASE, task->step);
        struct task *made = task_at(run, chase);
        made->occurrence = task->occurrence;
        made->attempt = task->chases++;
        made->channel = (uint8_t)plan_channel_after(run->plan, rule, task->step);
        made->about = slot;
        made->about_generation = task->generation;
        task_delay(run, chase, 0);
    }
    if (rule->again.kind != DISTRIBUTION_NONE && (rule->limit < 0 || task->chases < rule->limit))
        plan_chase(run, slot, variate(&rule->again, variate_bits(user->key, name, FOR_CHASE_AFTER)));
}

bool contact_is_void(const struct replication *run, const struct task *task)
{
    if (task->kind != TASK_CHASE)
        return false;
    const struct task *about = task_at(run, task->about);
    return about->generation != task->about_generation || about->state != TASK_DELAYED;
}

/* --- the contact ------------------------------------------------------------------------------------------------ */

static void choose_channel(const struct user *user, const struct errand *errand, struct task *task)
{
    int i = 0;
    if (errand->channels > 1) {
        double unit = variate_unit(variate_bits(user->key, task_name(task), FOR_CHANNEL));
        while (unit >= errand->weight[i] && i < errand->channels - 1)
            i++;
    }
    task->channel = (uint8_t)errand->via[i];
    task->visit = errand->visit[i];
}

/* Only the first attempt goes to a wrong door, and nobody who is helped. */
static void choose_door(struct replication *run, const struct user *user, struct task *task)
{
    const struct visit *visit = task->visit;
    if (task->door_tried || task->kind != TASK_STEP)
        return;
    task->door_tried = true;
    if (user->helped || !happens(run, task, BEHAVIOUR_WRONG_DOOR, FOR_WRONG_DOOR))
        return;
    double unit = variate_unit(variate_bits(user->key, task_name(task), FOR_WHICH_DOOR));
    task->at_wrong_door = true;
    task->institution = visit->door[(int)(unit * visit->doors)];
    task->desk = population_find_desk(run->plan->population, task->institution, visit->channel);
}

void contact_attempt(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    struct user *user = user_at(run, task->user);
    const struct errand *errand = plan_errand(run->plan, user->profile, task->step);
    if (task->kind != TASK_CHASE)
        task->attempt++;
    if (task->kind == TASK_STEP)
        choose_channel(user, errand, task);
    else
        task->visit = plan_visit(run->plan, user->profile, task->step, (enum channel)task->channel);
    task->institution = task->visit->institution;
    task->desk = task->visit->desk;
    if (task->kind == TASK_STEP && errand->by_institution)
        task->desk = NONE;                                      /* an institution comes without a queue */
    else if (!task->visit->plain)
        choose_door(run, user, task);
    task->wished = run->now;
    contact_comes(run, slot);
}

void contact_comes(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    if (task->desk != NONE) {
        station_comes(run, slot);
        return;
    }
    user_at(run, task->user)->in_contact = slot;
    task->state = TASK_IN_SERVICE;
    task->joined = run->now;
    task->waited = 0;
    task->service = contact_service(run, task);
    event_calendar_plan(&run->events, run->now + task->service, EVENT_SERVED, slot, task->generation);
}

double contact_service(const struct replication *run, const struct task *task)
{
    const struct visit *visit = task->visit;
    return variate(&visit->service, variate_bits(user_at(run, task->user)->key, task_name(task), FOR_SERVICE)) +
           visit->relation + visit->autonomy;
}

/* --- what is said of it ------------------------------------------------------------------------------------------ */

/* As `compare` reads it: see doc/simulation.md, "What a contact is called". */
static enum contact_class classify(const struct task *task, const struct errand *errand, enum outcome outcome)
{
    switch ((enum task_kind)task->kind) {
    case TASK_CHASE: return CLASS_CHASING;
    case TASK_CLARIFY: return CLASS_CLARIFICATION;
    case TASK_CORRECT: return CLASS_INSTITUTION_ERROR;
    case TASK_STEP: break;
    }
    bool comes_back = task->missing_document && !errand->rounds;
    switch (outcome) {
    case OUTCOME_REDIRECTED: return CLASS_WRONG_DOOR;
    case OUTCOME_FAILED: return comes_back ? CLASS_INCOMPLETE_FILE : CLASS_FAILED_ATTEMPT;
    case OUTCOME_INCOMPLETE: return errand->rounds ? CLASS_PLANNED : CLASS_INCOMPLETE_FILE;
    case OUTCOME_ABANDONED: return comes_back ? CLASS_INCOMPLETE_FILE : CLASS_PLANNED;
    default: return CLASS_PLANNED;
    }
}

static enum reason reason_of(const struct task *task, enum outcome outcome)
{
    switch ((enum task_kind)task->kind) {
    case TASK_CHASE: return REASON_CHASE;
    case TASK_CLARIFY: return REASON_CLARIFY;
    case TASK_CORRECT: return REASON_ERROR;
    case TASK_STEP: break;
    }
    if (outcome == OUTCOME_REDIRECTED)
        return REASON_WRONG_DOOR;
    if (task->missing_document)
        return REASON_MISSING_DOCUMENT;
    return outcome == OUTCOME_FAILED ? REASON_OTHER : REASON_FIRST;     /* who is not let in does not come to the matter */
}

/* The account of section 8: what of a contact that is not redundant is relation or autonomy. */
static void add_time(struct user *user, const struct errand *errand, double service, double relation, double autonomy)
{
    double rest = service - relation - autonomy;
    user->relation += relation + (errand->kind == KIND_RELATION ? rest : 0);
    user->autonomy += autonomy + (errand->kind == KIND_AUTONOMY ? rest : 0);
}

static void add_up(const struct replication *run, struct user *user, const struct simulated_contact *contact,
                   const struct errand *errand, const struct visit *visit, bool happened)
{
    bool redundant = contact->class != CLASS_PLANNED;
    user->contacts++;
    user->class[contact->class]++;
    user->service += contact->service;
    user->queue += contact->queue;
    user->travel += contact->travel;
    if (!redundant)
        add_time(user, errand, contact->service, contact->relation, contact->autonomy);
    user->unproductive += contact->queue + contact->travel + (redundant ? contact->service : 0);
    user->cost += happened ? visit->cost + visit->cost_second * contact->service : 0;
    user->requested = user->requested || visit->request;
    if (!user->observed)
        return;
    double *sum = &run->step_sum[contact->step * STEP_SUMS];
    sum[STEP_CONTACTS]++;
    sum[STEP_REDUNDANT] += redundant;
    sum[STEP_CLASS + (int)contact->class]++;
}

/* The wait for a step is over: it lasted from when the step could begin, or the user's first contact, up to its own. */
static void count_announced_wait(const struct replication *run, const struct user *user, const struct task *task,
                                 const struct errand *errand)
{
    if (!user->observed || !duration_given(errand->announced))
        return;
    int64_t from = (int64_t)fmax(task->since, user->first_contact), end = (int64_t)fmax(task->stood, (double)from);
    int64_t due = announced_after(run, from, errand);
    double *sum = &run->step_sum[task->step * STEP_SUMS];
    sum[STEP_WAITS]++;
    sum[STEP_LATE] += end > due;
    sum[STEP_ANNOUNCED] += (double)((end < due ? end : due) - from);
    sum[STEP_OVERRUN] += end > due ? (double)(end - due) : 0;
}

static void stand(struct task *task, enum standing standing, double start)
{
    if (standing <= task->standing)
        return;
    task->standing = (uint8_t)standing;
    task->stood = floor(start);
}

/* A contact about a step: does it stand for the step? In a loop of its own each does, and begins the next round. */
static void step_contacted(const struct replication *run, struct task *task, const struct errand *errand, enum outcome outcome)
{
    const struct user *user = user_at(run, task->user);
    enum standing standing = outcome == OUTCOME_DONE                    ? STANDING_DONE
                             : task->institution != errand->institution ? STANDING_ELSEWHERE
                             : outcome == OUTCOME_FAILED || task->missing_document ? STANDING_TRIED
                                                                                    : STANDING_BEGUN;
    stand(task, standing, task->joined);
    if (outcome == OUTCOME_INCOMPLETE && !task->incomplete) {
        task->incomplete = task->visit;
        task->incomplete_service = task->service;
    }
    if (errand->rounds || outcome == OUTCOME_DONE)
        count_announced_wait(run, user, task, errand);
    if (errand->rounds) {
        task->since = floor(run->now);
        task->standing = STANDING_NONE;
    }
}

static void record(struct replication *run, struct task *task, enum outcome outcome)
{
    struct user *user = user_at(run, task->user);
    const struct visit *visit = task->visit;
    bool happened = outcome != OUTCOME_FAILED && !(outcome == OUTCOME_ABANDONED && task->state != TASK_IN_SERVICE);
    const struct errand *errand = plan_errand(run->plan, user->profile, task->step);
    struct simulated_contact contact = {
        .step = task->step,
        .institution = task->institution,
        .channel = (enum channel)task->channel,
        .by = task->kind == TASK_STEP && errand->by_institution ? BY_INSTITUTION : BY_USER,
        .reason = reason_of(task, outcome),
        .outcome = outcome,
        .class = classify(task, errand, outcome),
        .start = task->joined,
        .end = run->now,
        .service = happened ? task->service : 0,
        .queue = task->waited,
        .travel = visit->travel,
        .relation = happened ? visit->relation : 0,
        .autonomy = happened ? visit->autonomy : 0,
    };
    add_up(run, user, &contact, errand, visit, happened);
    if (isnan(user->first_contact))
        user->first_contact = floor(task->joined);
    if (task->kind == TASK_STEP)
        step_contacted(run, task, errand, outcome);
    else if (task->kind == TASK_CHASE && task_at(run, task->about)->generation == task->about_generation)
        stand(task_at(run, task->about), STANDING_ELSEWHERE, task->joined);
    if (user_logged(run, user))
        contact_logged(run, user, &contact);
}

/* --- what follows ------------------------------------------------------------------------------------------------ */

/* Nobody will come again for this step. Its first incomplete contact, if there is one, is then the one that stands for it. */
void contact_no_more(struct replication *run, struct task *task)
{
    struct user *user = user_at(run, task->user);
    const struct errand *errand = plan_errand(run->plan, user->profile, task->step);
    if (task->kind != TASK_STEP || errand->rounds || task->standing == STANDING_NONE || task->standing == STANDING_DONE)
        return;
    count_announced_wait(run, user, task, errand);
    if (!task->incomplete)
        return;
    user->unproductive -= task->incomplete_service;
    add_time(user, errand, task->incomplete_service, task->incomplete->relation, task->incomplete->autonomy);
    user->class[CLASS_INCOMPLETE_FILE]--;
    user->class[CLASS_PLANNED]++;
    if (!user->observed)
        return;
    double *sum = &run->step_sum[task->step * STEP_SUMS];
    sum[STEP_REDUNDANT]--;
    sum[STEP_CLASS + (int)CLASS_INCOMPLETE_FILE]--;
    sum[STEP_CLASS + (int)CLASS_PLANNED]++;
}

/* The user gives the whole journey up: everything is over for them. */
static void abandon(struct replication *run, struct task *task, enum non_take_up cause)
{
    record(run, task, OUTCOME_ABANDONED);
    if (user_at(run, task->user)->observed)
        run->step_sum[task->step * STEP_SUMS + STEP_GAVE_UP]++;
    user_gives_up(run, task->user, cause);
}

static bool gives_up(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    if (task->kind != TASK_STEP || !happens(run, task, BEHAVIOUR_GIVE_UP, FOR_GIVE_UP))
        return false;
    abandon(run, task, rule_of(task, BEHAVIOUR_GIVE_UP)->cause);
    return true;
}

static bool tries_again(const struct replication *run, const struct task *task)
{
    const struct behaviour_rule *retry = rule_of(task, BEHAVIOUR_RETRY);
    return task->kind != TASK_CHASE && retry && (retry->limit < 0 || task->failures < retry->limit) &&
           happens(run, task, BEHAVIOUR_RETRY, FOR_RETRY);
}

void contact_failed(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    task->at_wrong_door = false;
    if (gives_up(run, slot))
        return;
    bool again = tries_again(run, task);
    if (task->kind == TASK_STEP && !again) {                    /* who tries no more has given up, too */
        abandon(run, task, NON_TAKE_UP_NONE);
        return;
    }
    record(run, task, OUTCOME_FAILED);
    task->failures++;
    if (again)
        task_delay(run, slot, delay_after(run, task, BEHAVIOUR_RETRY));
    else
        task_close(run, slot);
}

/* A question or a correction that came of a contact: another contact, beside whatever comes next. */
static void follow_up(struct replication *run, uint32_t from, enum task_kind kind, enum behaviour behaviour)
{
    const struct task *task = task_at(run, from);
    uint32_t slot = task_open(run, task->user, kind, task->step);
    struct task *made = task_at(run, slot);
    made->occurrence = task->occurrence;
    made->channel = (uint8_t)plan_channel_after(run->plan, rule_of(task, behaviour), task->step);
    task_delay(run, slot, delay_after(run, task, behaviour));
}

static bool misunderstood(const struct replication *run, const struct task *task)
{
    return !user_at(run, task->user)->helped && happens(run, task, BEHAVIOUR_MISUNDERSTOOD, FOR_MISUNDERSTOOD);
}

static void follow_ups(struct replication *run, uint32_t slot)
{
    const struct task *task = task_at(run, slot);
    bool by_institution = plan_errand(run->plan, user_at(run, task->user)->profile, task->step)->by_institution;
    if (by_institution && happens(run, task, BEHAVIOUR_ERROR, FOR_ERROR))
        follow_up(run, slot, TASK_CORRECT, BEHAVIOUR_ERROR);
    if (misunderstood(run, task))
        follow_up(run, slot, TASK_CLARIFY, BEHAVIOUR_MISUNDERSTOOD);
}

static void step_done(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    uint32_t user = task->user;
    record(run, task, OUTCOME_DONE);
    if (user_at(run, user)->observed)
        run->step_sum[task->step * STEP_SUMS + STEP_DONE]++;
    if (!task->visit->plain)
        follow_ups(run, slot);
    user_walks_on(run, user, &run->plan->net->transition[task->transition]);
    task_close(run, slot);
}

static void step_served(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    if (task->visit->plain) {
        step_done(run, slot);
        return;
    }
    bool by_institution = plan_errand(run->plan, user_at(run, task->user)->profile, task->step)->by_institution;
    if (task->at_wrong_door) {
        record(run, task, OUTCOME_REDIRECTED);
        task->at_wrong_door = false;
        task_delay(run, slot, delay_after(run, task, BEHAVIOUR_WRONG_DOOR));
    } else if (!by_institution && happens(run, task, BEHAVIOUR_INCOMPLETE, FOR_INCOMPLETE)) {
        if (gives_up(run, slot))
            return;
        record(run, task, OUTCOME_INCOMPLETE);
        task->missing_document = true;
        task_delay(run, slot, delay_after(run, task, BEHAVIOUR_INCOMPLETE));
    } else {
        step_done(run, slot);
    }
}

void contact_served(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    if (task->desk != NONE)
        station_served(run, slot);
    user_at(run, task->user)->in_contact = NOBODY;
    if (task->kind == TASK_STEP) {
        step_served(run, slot);
        return;
    }
    record(run, task, OUTCOME_DONE);
    if (task->kind == TASK_CLARIFY && misunderstood(run, task)) {
        const struct behaviour_rule *rule = rule_of(task, BEHAVIOUR_MISUNDERSTOOD);
        double delay = delay_after(run, task, BEHAVIOUR_MISUNDERSTOOD);
        task->channel = (uint8_t)plan_channel_after(run->plan, rule, task->step);
        task_delay(run, slot, delay);
    } else {
        task_close(run, slot);
    }
}
