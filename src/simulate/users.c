/* Users: they arrive, their tokens walk the net, their tasks take turns, they leave. */
#include "simulate/replication.h"
#include <string.h>

enum { SILENT_STEPS_MAXIMUM = 100000 }; /* tokens that walk on and on without a step: nobody gets out of there */

/* --- tasks ------------------------------------------------------------------------------------------------------ */

uint32_t task_open(struct replication *run, uint32_t user_slot, enum task_kind kind, int step)
{
    uint32_t slot = pool_take(&run->tasks);
    struct task *task = task_at(run, slot);
    struct user *user = user_at(run, user_slot);
    uint32_t generation = task->generation + 1;
    memset(task, 0, run->tasks.stride);
    task->generation = generation;
    task->kind = (uint8_t)kind;
    task->step = step;
    task->user = user_slot;
    task->sibling = user->task;
    task->next = NOBODY;
    task->transition = task->desk = NONE;
    user->task = slot;
    user->open++;
    return slot;
}

static void unlink_task(struct replication *run, struct user *user, uint32_t slot)
{
    uint32_t *link = &user->task;
    while (*link != slot)
        link = &task_at(run, *link)->sibling;
    *link = task_at(run, slot)->sibling;
}

void task_close(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    struct user *user = user_at(run, task->user);
    unlink_task(run, user, slot);
    user->open--;
    run->events.called_off += task->state == TASK_DELAYED || task->state == TASK_COMING;
    task->state = TASK_CLOSED;
    task->generation++;
    pool_give(&run->tasks, slot);
}

void task_delay(struct replication *run, uint32_t slot, double delay)
{
    struct task *task = task_at(run, slot);
    task->due = run->now + delay;
    task->state = TASK_DELAYED;
    if (delay > 0)
        event_calendar_plan(&run->events, task->due, EVENT_READY, slot, task->generation);
    else
        user_is_ready(run, slot);
}

void user_is_ready(struct replication *run, uint32_t slot)
{
    struct task *task = task_at(run, slot);
    struct user *user = user_at(run, task->user);
    if (task->state != TASK_COMING)
        task->state = TASK_READY;
    task->next = NOBODY;
    if (user->ready_first == NOBODY)
        user->ready_first = slot;
    else
        task_at(run, user->ready_last)->next = slot;
    user->ready_last = slot;
}

/* --- tokens ----------------------------------------------------------------------------------------------------- */

static void put_token(struct replication *run, int place)
{
    GROW(run->token, run->tokens, run->tokens_capacity);
    run->token[run->tokens++] = (uint32_t)place;
}

static int choose_way(const struct replication *run, struct user *user, int place)
{
    const struct place_plan *plan = &run->plan->place[place];
    const struct way *way = &plan->way[user->profile * plan->ways];
    int i = 0;
    if (plan->ways > 1) {
        uint64_t name = variate_name(0, (unsigned)place, user->counter[plan->counter]++, 0);
        double unit = variate_unit(variate_bits(user->key, name, FOR_CHOICE));
        while (unit >= way[i].until && i < plan->ways - 1)
            i++;
    }
    return way[i].transition;
}

static bool enabled(const struct replication *run, struct user *user, int transition)
{
    const struct net_transition *at = &run->plan->net->transition[transition];
    const unsigned char *marking = user_marking(run->plan, user);
    for (int i = 0; i < at->inputs; i++)
        if (!marking[run->plan->place[at->input[i]].marking])
            return false;
    return true;
}

/* A place that may have to wait for others: of what can happen now, one, evenly; STAY if nothing can. */
static int choose_enabled(const struct replication *run, struct user *user, int place)
{
    const struct place_plan *plan = &run->plan->place[place];
    int count = 0, chosen = STAY;
    for (int i = 0; i < plan->consumers; i++)
        count += enabled(run, user, plan->consumer[i]);
    if (!count)
        return STAY;
    double unit = 0;
    if (count > 1) {
        uint64_t name = variate_name(1, (unsigned)place, user->counter[plan->counter]++, 0);
        unit = variate_unit(variate_bits(user->key, name, FOR_CHOICE));
    }
    int left = (int)(unit * count);
    for (int i = 0; i < plan->consumers && left >= 0; i++)
        if (enabled(run, user, plan->consumer[i]) && left-- == 0)
            chosen = plan->consumer[i];
    return chosen;
}

/* One token arrives: the transition that fires of it, or STAY. */
static int token_goes_on(struct replication *run, struct user *user, int place)
{
    const struct place_plan *plan = &run->plan->place[place];
    unsigned char *marking = user_marking(run->plan, user);
    if (plan->free) {
        int transition = choose_way(run, user, place);
        if (transition == STAY)
            marking[plan->marking]++;
        return transition;
    }
    if (marking[plan->marking] < UINT8_MAX)
        marking[plan->marking]++;
    if (!plan->consumers)
        return STAY;
    int transition = choose_enabled(run, user, place);
    if (transition == STAY)
        return STAY;
    const struct net_transition *fired = &run->plan->net->transition[transition];
    for (int i = 0; i < fired->inputs; i++)
        marking[run->plan->place[fired->input[i]].marking]--;
    return transition;
}

static void walk(struct replication *run, uint32_t slot)
{
    struct user *user = user_at(run, slot);
    for (int i = 0; run->tokens && i < SILENT_STEPS_MAXIMUM; i++) {
        int transition = token_goes_on(run, user, (int)run->token[--run->tokens]);
        if (transition == STAY)
            continue;
        const struct net_transition *fired = &run->plan->net->transition[transition];
        if (fired->step != NET_SILENT || fired->automatic != NONE)
            step_begins(run, slot, transition);
        else
            for (int k = fired->outputs; k-- > 0;)
                put_token(run, fired->output[k]);
    }
    user->undone = user->undone || run->tokens;
    run->tokens = 0;
}

void user_walks_on(struct replication *run, uint32_t slot, const struct net_transition *fired)
{
    for (int i = fired->outputs; i-- > 0;)
        put_token(run, fired->output[i]);
    walk(run, slot);
}

/* --- arriving and leaving --------------------------------------------------------------------------------------- */

static double *sums_of(const struct replication *run, int profile) { return &run->user_sum[profile * USER_SUMS]; }

static void log_case(struct replication *run, const struct user *user, enum fate fate)
{
    if (!user_logged(run, user))
        return;
    int count = 0;
    for (uint32_t slot = user->contact_first; slot != NOBODY;) {
        const struct simulated_contact *contact = pool_at(&run->contacts, slot);
        GROW(run->row, count, run->rows_capacity);
        run->row[count++] = contact;
        slot = contact->next;
    }
    struct simulated_case left = { user->number, user->profile, fate, user->cause, user->arrived, run->now, run->row, count };
    run->options->leaving(run->options->context, &left);
    for (uint32_t slot = user->contact_first; slot != NOBODY;) {
        uint32_t next = ((struct simulated_contact *)pool_at(&run->contacts, slot))->next;
        pool_give(&run->contacts, slot);
        slot = next;
    }
}

void contact_logged(struct replication *run, struct user *user, const struct simulated_contact *contact)
{
    uint32_t slot = pool_take(&run->contacts);
    struct simulated_contact *kept = pool_at(&run->contacts, slot);
    *kept = *contact;
    kept->next = NOBODY;
    if (user->contact_first == NOBODY)
        user->contact_first = slot;
    else
        ((struct simulated_contact *)pool_at(&run->contacts, user->contact_last))->next = slot;
    user->contact_last = slot;
}

static bool reached_the_end(const struct replication *run, struct user *user)
{
    const unsigned char *marking = user_marking(run->plan, user), *final = run->plan->final;
    bool good = !user->undone && !user->gave_up;
    for (int i = 0; good && i < run->plan->markings; i++)
        good = marking[i] == final[i];
    return good;
}

/* Why somebody did not get what they could claim, where it is not stated: as `compare` derives it. */
static enum non_take_up derived_cause(const struct user *user)
{
    return user->requested ? NON_TAKE_UP_NOT_RECEIVED : NON_TAKE_UP_NOT_REQUESTED;
}

static void count_leaving(struct replication *run, const struct user *user, bool completed)
{
    double *sum = sums_of(run, user->profile), time = run->now - user->arrived;
    sum[completed ? USER_COMPLETED : USER_ABANDONED]++;
    sum[USER_LEFT]++;
    sum[USER_ENDED]++;
    sum[USER_TIME] += time;
    sum[USER_TIME_SQUARED] += time * time;
    sum[USER_CONTACTS] += user->contacts;
    sum[USER_CONTACTS_SQUARED] += (double)user->contacts * user->contacts;
    for (int i = 0; i < CLASS_COUNT; i++)
        if (user->class[i])
            sum[USER_CLASS + i] += user->class[i];
    sum[USER_SERVICE] += user->service;
    sum[USER_QUEUE] += user->queue;
    sum[USER_TRAVEL] += user->travel;
    sum[USER_RELATION] += user->relation;
    sum[USER_AUTONOMY] += user->autonomy;
    sum[USER_UNPRODUCTIVE] += user->unproductive;
    sum[USER_COST] += user->cost;
    sum[USER_OWN_COST] += run->plan->population->cost.user_hour * (user->service + user->queue + user->travel) / 3600;
    sum[USER_CAUSE + (int)user->cause] += !completed;
    histogram_add(run->time, time);
    if (!run->working.calendar)
        return;
    double working = open_clock_read(&run->working, run->now) - user->arrived_working;
    sum[USER_TIME_WORKING] += working;
    histogram_add(run->time_working, working);
}

static void leave(struct replication *run, uint32_t slot)
{
    struct user *user = user_at(run, slot);
    bool completed = reached_the_end(run, user);
    enum fate fate = completed ? FATE_COMPLETED : user->gave_up ? FATE_GAVE_UP : FATE_LEFT_UNDONE;
    if (!completed && user->cause == NON_TAKE_UP_NONE)
        user->cause = derived_cause(user);
    if (user->observed)
        count_leaving(run, user, completed);
    log_case(run, user, fate);
    run->left++;
    pool_give(&run->users, slot);
}

void user_goes_on(struct replication *run, uint32_t slot)
{
    struct user *user = user_at(run, slot);
    while (user->in_contact == NOBODY && user->ready_first != NOBODY) {
        uint32_t next = user->ready_first;
        struct task *task = task_at(run, next);
        user->ready_first = task->next;
        if (contact_is_void(run, task))
            task_close(run, next);
        else if (task->state == TASK_COMING)
            contact_comes(run, next);
        else
            contact_attempt(run, next);
    }
    if (!user->open)
        leave(run, slot);
}

void user_gives_up(struct replication *run, uint32_t slot, enum non_take_up cause)
{
    struct user *user = user_at(run, slot);
    user->gave_up = true;
    user->cause = cause;
    user->ready_first = user->ready_last = user->in_contact = NOBODY;
    while (user->task != NOBODY) {
        contact_no_more(run, task_at(run, user->task));
        task_close(run, user->task);
    }
}

static int draw_profile(const struct replication *run, uint64_t key)
{
    int profiles = run->plan->population->profiles, i = 0;
    if (profiles == 1)
        return 0;
    double unit = variate_unit(variate_bits(key, 0, FOR_PROFILE));
    while (unit >= run->plan->profile_until[i] && i < profiles - 1)
        i++;
    return i;
}

static bool drawn(uint64_t key, enum purpose purpose, double probability)
{
    return probability > 0 && variate_unit(variate_bits(key, 0, purpose)) < probability;
}

static void never_starts(struct replication *run, struct user *user)
{
    if (user->observed) {
        double *sum = sums_of(run, user->profile);
        sum[USER_NEVER_STARTED]++;
        sum[USER_ENDED]++;
        sum[USER_CAUSE + (int)NON_TAKE_UP_NOT_KNOWN]++;
    }
    user->cause = NON_TAKE_UP_NOT_KNOWN;
    log_case(run, user, FATE_NEVER_STARTED);
    run->left++;
}

void user_arrives(struct replication *run)
{
    const struct plan *plan = run->plan;
    uint32_t slot = pool_take(&run->users);
    struct user *user = user_at(run, slot);
    memset(user, 0, run->users.stride);
    user->in_contact = user->ready_first = user->ready_last = user->task = NOBODY;
    user->contact_first = user->contact_last = NOBODY;
    user->number = run->arrived++;
    user->key = run->next_key;
    user->arrived = run->now;
    user->first_contact = NAN;
    user->arrived_working = run->working.calendar ? open_clock_read(&run->working, run->now) : 0;
    user->profile = (uint16_t)draw_profile(run, user->key);
    user->observed = run->now >= run->options->warm_up;
    const struct profile *profile = &plan->population->profile[user->profile];
    if (user->observed)
        sums_of(run, user->profile)[USER_ARRIVED]++;
    if (drawn(user->key, FOR_AWARENESS, profile->unaware)) {
        never_starts(run, user);
        pool_give(&run->users, slot);
        return;
    }
    user->helped = drawn(user->key, FOR_HELPER, profile->helper);
    for (int p = plan->net->places; p-- > 0;)
        for (int i = 0; i < plan->net->initial[p]; i++)
            put_token(run, p);
    walk(run, slot);
    user_goes_on(run, slot);
    run->inside_most = run->arrived - run->left > run->inside_most ? run->arrived - run->left : run->inside_most;
}

/* Not over when the run is: censored. They count as inside and in nothing else. */
void users_inside_end(struct replication *run)
{
    for (uint32_t slot = 0; slot < run->tasks.made; slot++) {
        struct task *task = task_at(run, slot);
        if (task->state == TASK_CLOSED)
            continue;
        uint32_t user_slot = task->user;
        struct user *user = user_at(run, user_slot);
        if (user->observed)
            sums_of(run, user->profile)[USER_INSIDE]++;
        while (user->task != NOBODY)
            task_close(run, user->task);
        log_case(run, user, FATE_INSIDE);
        run->left++;
    }
}
