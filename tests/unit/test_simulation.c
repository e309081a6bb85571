/* What the simulation's README says, one by one: small models without chance, and what their users report. */
#include "test.h"
#include "input_file.h"
#include "simulated.h"
#include "base/buffer.h"
#include "base/date.h"

enum { MINUTE = 60, HOUR = 3600, ROWS = 4000, CASES = 2000 };

/* All that the users of one run told, in the order they left. */
static struct simulated_contact ROW[ROWS];
static struct told { uint64_t user; int profile; enum fate fate; enum non_take_up cause; double arrived, left; int first, contacts; } CASE[CASES];
static int rows, cases;

static void note(void *context, const struct simulated_case *left)
{
    (void)context;
    if (cases == CASES || rows + left->contacts > ROWS)
        return;
    CASE[cases++] = (struct told){ left->user, left->profile, left->fate, left->cause, left->arrived, left->left, rows, left->contacts };
    for (int i = 0; i < left->contacts; i++)
        ROW[rows++] = *left->contact[i];
}

static struct simulated MADE;

static void run_for(uint64_t users, double horizon, double warm_up, const char *inside, const char *journey)
{
    rows = cases = 0;
    simulated_model(&MADE, inside, journey);
    simulated_run(&MADE, &(struct simulation_options){ .users = users, .horizon = horizon, .warm_up = warm_up, .replications = 1,
                                                       .seed = 5, .threads = 1, .leaving = note });
}

static int forget(void **state)
{
    (void)state;
    simulated_release(&MADE);
    return 0;
}

static double users(enum user_sum sum) { return simulation_user_total(MADE.simulation, NONE, sum); }
static double desk(int sum) { return simulation_desk_total(MADE.simulation, 0, sum); }

static const struct told *case_of(uint64_t user)
{
    for (int i = 0; i < cases; i++)
        if (CASE[i].user == user)
            return &CASE[i];
    fail_msg("user %d never left", (int)user);
    return NULL;
}

static const struct simulated_contact *row_of(uint64_t user, int contact) { return &ROW[case_of(user)->first + contact]; }

#define STEP "<step id='s' with='d' via='counter'/>"
#define EVERY(time) "<arrivals interarrival='constant(" time ")'/>"
#define WEEK "<calendar id='week'><open days='mon-fri' from='9:00' to='17:00'/></calendar>"

/* --- desks ---------------------------------------------------------------------------------------------------------------- */

static void who_comes_first_is_served_first(void **state)
{
    (void)state;
    run_for(4, 0, 0, EVERY("1min") STEP "<desk with='d' via='counter' servers='1'/><time law='90s'/>", NULL);
    for (uint64_t user = 0; user < 4; user++) {
        assert_near(row_of(user, 0)->start, (double)(user + 1) * MINUTE, 1e-6);
        assert_near(row_of(user, 0)->queue, (double)user * 30, 1e-6);
        assert_near(row_of(user, 0)->end, MINUTE + (double)(user + 1) * 90, 1e-6);
    }
}

static void the_first_profile_goes_before_others_but_interrupts_nobody(void **state)
{
    (void)state;
    run_for(200, 0, 0, "<profile id='a' share='0.5'>A</profile><profile id='b' share='0.5'>B</profile>" EVERY("1min") STEP
            "<desk with='d' via='counter' servers='1' discipline='priority'/><time law='61s'/>", NULL);
    int overtaken = 0;
    for (int i = 0; i < cases; i++)
        for (int k = 0; k < cases; k++) {
            const struct simulated_contact *one = row_of(CASE[i].user, 0), *other = row_of(CASE[k].user, 0);
            double began = one->start + one->queue, other_began = other->start + other->queue;
            bool waited_together = one->start < other_began && other->start < began && one != other;
            if (waited_together && CASE[i].profile < CASE[k].profile && one->start <= began)
                assert_true(began < other_began || other->start > one->start || other_began <= one->start);
            overtaken += waited_together && one->start > other->start && began < other_began;
            assert_true(one == other || began + 61 <= other_began + 1e-6 || other_began + 61 <= began + 1e-6);
        }
    assert_true(overtaken > 0);
}

static void who_waits_longer_than_their_patience_leaves_the_queue(void **state)
{
    (void)state;
    run_for(3, 0, 0, EVERY("1min") STEP "<desk with='d' via='counter' servers='1' patience='5min'/><time law='1h'/>", NULL);
    assert_int_equal(row_of(0, 0)->outcome, OUTCOME_DONE);
    assert_int_equal(row_of(1, 0)->outcome, OUTCOME_ABANDONED);     /* and does not try again */
    assert_near(row_of(1, 0)->queue, 5 * MINUTE, 1e-6);
    assert_near(row_of(1, 0)->end, 7 * MINUTE, 1e-6);
    assert_near(desk(DESK_ABANDONED), 2, 0);
    assert_int_equal(case_of(1)->fate, FATE_GAVE_UP);
}

static void who_finds_the_queue_full_is_turned_away(void **state)
{
    (void)state;
    run_for(4, 0, 0, EVERY("1min") STEP "<desk with='d' via='counter' servers='1' queue-limit='1'/><time law='1h'/>", NULL);
    assert_int_equal(row_of(1, 0)->outcome, OUTCOME_DONE);
    assert_int_equal(row_of(2, 0)->outcome, OUTCOME_ABANDONED);
    assert_near(row_of(2, 0)->end, row_of(2, 0)->start, 0);
    assert_near(desk(DESK_BLOCKED), 2, 0);
    assert_near(desk(DESK_ARRIVALS), 4, 0);
}

static void closing_time_suspends_a_service_or_lets_it_be_finished(void **state)
{
    (void)state;
    run_for(1, 0, 0, WEEK EVERY("16h30min") STEP "<desk with='d' via='counter' servers='1' calendar='week'/><time law='1h'/>", NULL);
    assert_near(row_of(0, 0)->end, (24 + 9.5) * HOUR, 1e-6);
    assert_near(row_of(0, 0)->service, HOUR, 1e-6);
    simulated_release(&MADE);
    run_for(1, 0, 0, WEEK EVERY("16h30min") STEP
            "<desk with='d' via='counter' servers='1' calendar='week' closing='finish'/><time law='1h'/>", NULL);
    assert_near(row_of(0, 0)->end, 17.5 * HOUR, 1e-6);
}

static void who_comes_while_it_is_closed_waits_for_the_opening(void **state)
{
    (void)state;                                    /* at 6:00 and at noon; the queue of closing time is served first next day */
    run_for(3, 0, 0, WEEK EVERY("6h") STEP "<desk with='d' via='counter' servers='1' calendar='week'/><time law='6h'/>", NULL);
    assert_near(row_of(0, 0)->start, 9 * HOUR, 1e-6);
    assert_near(row_of(0, 0)->end, 15 * HOUR, 1e-6);
    assert_near(row_of(1, 0)->start, 12 * HOUR, 1e-6);
    assert_near(row_of(1, 0)->end, (24 + 13) * HOUR, 1e-6);
    assert_near(row_of(2, 0)->start, (24 + 9) * HOUR, 1e-6);        /* came at 18:00 */
    assert_near(row_of(2, 0)->queue, 4 * HOUR, 1e-6);
}

#define SPREAD_MODEL(desk)                                                                                                       \
    "<calendar id='split'><open days='mon-fri' from='9:00' to='10:00'/><open days='mon-fri' from='14:00' to='17:00'/></calendar>" \
    EVERY("13min") STEP "<desk with='d' via='counter' servers='500' calendar='split'" desk "/><time law='1min'/>"

static void who_finds_a_desk_closed_comes_within_its_spread_of_opening_hours(void **state)
{
    (void)state;                                    /* 2 h: past ten, until three; those of the weekend, too */
    run_for(CASES, 0, 0, SPREAD_MODEL(" spread='2h'"), NULL);
    const struct calendar *calendar = &MADE.population->calendar[0];
    double sum = 0, squares = 0, most = 0, least = INFINITY;
    int closed = 0;
    assert_int_equal(cases, CASES);
    for (int i = 0; i < cases; i++) {
        double start = ROW[CASE[i].first].start, arrived = CASE[i].arrived;
        assert_true(calendar_open(calendar, start));
        if (calendar_open(calendar, arrived)) {
            assert_near(start, arrived, 1e-6);
            continue;
        }
        double after = calendar_open_seconds(calendar, calendar_next_opening(calendar, arrived), start);
        assert_true(after >= 0 && after <= 2 * HOUR);
        sum += after, squares += after * after, closed++;
        most = fmax(most, after), least = fmin(least, after);
    }
    double error = 2 * HOUR / sqrt(12.0 * closed);              /* standard error of a mean of uniform ones */
    assert_true(closed > CASES / 2);
    assert_near(sum / closed, HOUR, 4 * error);
    assert_near(sqrt(squares / closed - sum / closed * sum / closed), 2 * HOUR / sqrt(12), 0.05 * HOUR);
    assert_true(least < 0.01 * 2 * HOUR && most > 0.99 * 2 * HOUR);
}

static void without_a_spread_all_come_as_it_opens_and_nobody_else_is_moved_by_one(void **state)
{
    (void)state;
    static double start[CASES];                     /* of each user */
    run_for(CASES, 0, 0, SPREAD_MODEL(""), NULL);
    const struct calendar *calendar = &MADE.population->calendar[0];
    for (int i = 0; i < cases; i++) {
        start[CASE[i].user] = ROW[CASE[i].first].start;
        assert_near(ROW[CASE[i].first].start, calendar_next_opening(calendar, CASE[i].arrived), 0);
    }
    simulated_release(&MADE);
    run_for(CASES, 0, 0, SPREAD_MODEL(" spread='0'"), NULL);
    for (uint64_t user = 0; user < CASES; user++)
        assert_true(row_of(user, 0)->start == start[user]);
    simulated_release(&MADE);
    run_for(CASES, 0, 0, SPREAD_MODEL(" spread='30min'"), NULL);
    int moved = 0;
    for (uint64_t user = 0; user < CASES; user++) {
        bool open = calendar_open(&MADE.population->calendar[0], case_of(user)->arrived);
        assert_true(row_of(user, 0)->start == start[user] || !open);
        moved += row_of(user, 0)->start > start[user];
    }
    assert_true(moved > CASES / 2);
}

/* --- what goes wrong ---------------------------------------------------------------------------------------------------------- */

static void failed_attempts_are_made_again_up_to_the_limit(void **state)
{
    (void)state;
    run_for(2, 0, 0, EVERY("1min") STEP "<desk with='d' via='counter' servers='1' queue-limit='0'/><time law='10h'/>"
            "<behaviour kind='retry' probability='1' after='1h' limit='3'/>", NULL);
    assert_int_equal(case_of(1)->contacts, 4);
    assert_int_equal(row_of(1, 2)->outcome, OUTCOME_FAILED);
    assert_int_equal(case_of(1)->fate, FATE_GAVE_UP);
    assert_near(row_of(1, 3)->start - row_of(1, 0)->start, 3 * HOUR, 1e-6);
    assert_near(desk(DESK_RETRIALS), 3, 0);
    assert_near(users((enum user_sum)(USER_CLASS + CLASS_FAILED_ATTEMPT)), 3, 0);
}

static void giving_up_ends_everything_for_the_cause_stated(void **state)
{
    (void)state;
    run_for(2, 0, 0, EVERY("1min") "<desk with='i' via='counter' servers='1' queue-limit='0'/><time step='a' law='10h'/>"
            "<behaviour kind='give-up' probability='1' cause='not-requested'/>",
            "<institution id='i' name='I'/><path><any-order><step id='a' with='i' via='counter'>A</step>"
            "<step id='b' with='i' via='mail' by='institution' wait='9d'>B</step></any-order></path>");
    assert_int_equal(case_of(1)->fate, FATE_GAVE_UP);
    assert_int_equal(case_of(1)->cause, NON_TAKE_UP_NOT_REQUESTED);
    assert_int_equal(case_of(1)->contacts, 1);
    assert_int_equal(row_of(1, 0)->outcome, OUTCOME_ABANDONED);
    assert_near(case_of(1)->left, 2 * MINUTE, 1e-6);
    assert_int_equal(case_of(0)->fate, FATE_COMPLETED);
}

static void an_incomplete_file_is_brought_again(void **state)
{
    (void)state;
    run_for(300, 0, 0, EVERY("1h") "<step id='s' with='d' via='web'/><time law='10min'/>"
            "<behaviour kind='incomplete' probability='0.4' after='2d'/>", NULL);
    int again = 0;
    for (int i = 0; i < cases; i++)
        for (int k = 0; k < CASE[i].contacts; k++) {
            const struct simulated_contact *row = &ROW[CASE[i].first + k];
            assert_int_equal(row->outcome, k + 1 < CASE[i].contacts ? OUTCOME_INCOMPLETE : OUTCOME_DONE);
            assert_int_equal(row->reason, k ? REASON_MISSING_DOCUMENT : REASON_FIRST);
            if (k)
                assert_near(row->start - row[-1].end, 2 * DAY_SECONDS, 1e-6);
            again += k > 0;
        }
    assert_in_range(again, 130, 280);                               /* 200 on average */
    assert_near(users((enum user_sum)(USER_CLASS + CLASS_INCOMPLETE_FILE)), again, 0);
}

static void the_wrong_door_comes_first_unless_somebody_helps(void **state)
{
    (void)state;
    run_for(200, 0, 0, EVERY("1h") "<profile id='alone' share='0.5'>A</profile><profile id='helped' share='0.5' helper='1'>H</profile>"
            "<behaviour kind='wrong-door' probability='1' to='k'/>",
            "<institution id='i' name='I'/><institution id='k' name='K'/><path><step id='s' with='i' via='counter' takes='5min'>S</step></path>");
    for (int i = 0; i < cases; i++) {
        assert_int_equal(CASE[i].contacts, CASE[i].profile ? 1 : 2);
        if (CASE[i].profile)
            continue;
        assert_int_equal(ROW[CASE[i].first].institution, 1);
        assert_int_equal(ROW[CASE[i].first].outcome, OUTCOME_REDIRECTED);
        assert_int_equal(ROW[CASE[i].first + 1].institution, 0);
        assert_int_equal(ROW[CASE[i].first + 1].outcome, OUTCOME_DONE);
    }
}

static double questions(const char *invest)
{
    struct buffer text = { 0 };
    buffer_printf(&text, "%s<step id='s' with='d' via='web'/><behaviour kind='misunderstood' probability='0.4' after='1d' half-life='5min'/>%s",
                  EVERY("1h"), invest);
    simulated_release(&MADE);
    run_for(20000, 0, 0, buffer_text(&text), NULL);
    buffer_release(&text);
    return simulation_user(MADE.simulation, NONE, (enum user_sum)(USER_CLASS + CLASS_CLARIFICATION), USER_LEFT).mean;
}

static void time_given_to_explaining_spares_questions(void **state)
{
    (void)state;
    assert_near(questions(""), 0.4 / 0.6, 0.03);
    assert_near(questions("<invest relation='5min'/>"), 0.2 / 0.8, 0.02);
    assert_near(questions("<invest relation='5min' autonomy='5min'/>"), 0.1 / 0.9, 0.015);
}

/* --- waiting -------------------------------------------------------------------------------------------------------------------- */

#define ANSWERED                                                                                                               \
    "<institution id='i' name='I'/><path><step id='a' with='i' via='web'>A</step>"                                             \
    "<step id='b' with='i' via='mail' by='institution' wait='10d'>B</step></path>"

static void who_waits_longer_than_announced_chases_until_the_answer(void **state)
{
    (void)state;
    run_for(1, 0, 0, EVERY("1h") "<delay step='b' law='15d'/><behaviour kind='chase' step='b' probability='1' after='1' again='2d'/>", ANSWERED);
    assert_int_equal(case_of(0)->contacts, 1 + 3 + 1);              /* after 10, 12 and 14 days */
    assert_int_equal(row_of(0, 1)->reason, REASON_CHASE);
    assert_near(row_of(0, 1)->start, HOUR + 10 * DAY_SECONDS, 1e-6);
    assert_near(row_of(0, 3)->start, HOUR + 14 * DAY_SECONDS, 1e-6);
    assert_int_equal(row_of(0, 4)->by, BY_INSTITUTION);
    assert_near(row_of(0, 4)->start, HOUR + 15 * DAY_SECONDS, 1e-6);
    assert_near(users((enum user_sum)(USER_CLASS + CLASS_CHASING)), 3, 0);
}

static void a_chase_is_not_made_once_the_answer_is_there(void **state)
{
    (void)state;                                                    /* the user is busy with c from day 9 to day 16 */
    run_for(1, 0, 0, EVERY("1h") "<delay step='b' law='15d'/><delay step='c' law='9d'/><time step='c' law='7d'/>"
            "<behaviour kind='chase' step='b' probability='1' after='1' again='2d'/>",
            "<institution id='i' name='I'/><path><any-order><step id='b' with='i' via='mail' by='institution' wait='10d'>B</step>"
            "<step id='c' with='i' via='counter'>C</step></any-order></path>");
    assert_int_equal(case_of(0)->contacts, 2);
    assert_near(row_of(0, 1)->start, HOUR + 16 * DAY_SECONDS, 1e-6);        /* the answer waits for its reader */
}

static void answers_of_a_batch_leave_together(void **state)
{
    (void)state;
    run_for(30, 0, 0, EVERY("5h") "<delay step='b' law='1d' batch='7d'/>", ANSWERED);
    for (int i = 0; i < cases; i++)
        assert_near(fmod(ROW[CASE[i].first + 1].start, 7 * DAY_SECONDS), 0, 1e-6);
}

static void waits_pass_side_by_side_and_contacts_one_after_the_other(void **state)
{
    (void)state;
    run_for(1, 0, 0, EVERY("1h") "<time law='1h'/>",
            "<institution id='i' name='I'/><path><any-order><step id='a' with='i' via='web' wait='3d'>A</step>"
            "<step id='b' with='i' via='web' wait='3d'>B</step><step id='c' with='i' via='mail' by='institution' wait='3d'>C</step></any-order></path>");
    for (int i = 0; i < 3; i++)
        assert_near(row_of(0, i)->start, (1 + i) * HOUR + 3 * DAY_SECONDS, 1e-6);
}

/* --- who counts ------------------------------------------------------------------------------------------------------------------ */

static void who_does_not_know_never_starts(void **state)
{
    (void)state;
    run_for(1000, 0, 0, "<profile id='p' unaware='0.3'>P</profile>" EVERY("1h") "<step id='s' with='d' via='web'/>", NULL);
    assert_near(users(USER_NEVER_STARTED), 300, 60);
    assert_near(users(USER_ARRIVED), users(USER_COMPLETED) + users(USER_NEVER_STARTED), 0);
    assert_near(users((enum user_sum)(USER_CAUSE + NON_TAKE_UP_NOT_KNOWN)), users(USER_NEVER_STARTED), 0);
}

static void the_end_censors_who_is_inside_and_the_warm_up_leaves_out_who_came_before(void **state)
{
    (void)state;
    run_for(0, 100.5 * HOUR, 50 * HOUR, EVERY("1h") "<step id='s' with='d' via='web'/><time law='10h'/>", NULL);
    assert_near(users(USER_ARRIVED), 51, 0);                        /* at hours 50 … 100 */
    assert_near(users(USER_INSIDE), 10, 0);
    assert_near(users(USER_COMPLETED), 41, 0);
    assert_near(simulation_user(MADE.simulation, NONE, USER_TIME, USER_LEFT).mean, 10 * HOUR, 1e-6);
}

static void an_option_with_if_is_for_its_profile_alone(void **state)
{
    (void)state;
    run_for(500, 0, 0, EVERY("1h") "<profile id='p' share='0.5'>P</profile><profile id='q' share='0.5'>Q</profile>",
            "<institution id='i' name='I'/><path><choice><option if='p'><step id='a' with='i' via='web'>A</step></option>"
            "<option share='0.3'><step id='b' with='i' via='web'>B</step></option><option share='0.7'><step id='c' with='i' via='web'>C</step></option></choice></path>");
    int taken[2][3] = { { 0 } };
    for (int i = 0; i < cases; i++)
        taken[CASE[i].profile][ROW[CASE[i].first].step]++;
    assert_true(taken[0][0] > 200 && !taken[0][1] && !taken[0][2]);
    assert_true(!taken[1][0] && taken[1][1] > 40 && taken[1][2] > 120);
}

/* --- chance ---------------------------------------------------------------------------------------------------------------------- */

static const char CHANCY[] =
    "<arrivals rate='2/h'/><profile id='p' share='0.7'>P</profile><profile id='q' share='0.3'>Q</profile>"
    "<time law='gamma(mean=20min, sd=15min)'/><delay step='b' law='lognormal(mean=%s, sd=4d)'/>"
    "<behaviour kind='incomplete' probability='0.2' after='exponential(mean=1d)'/>"
    "<behaviour kind='misunderstood' probability='0.2' after='exponential(mean=1d)'/>";
static const char TWO_WAYS[] =
    "<institution id='i' name='I'/><path><choice><option if='p'><step id='a' with='i' via='web counter'>A</step></option>"
    "<option if='q'><step id='b' with='i' via='mail' by='institution' wait='10d'>B</step><step id='c' with='i' via='web'>C</step></option></choice></path>";

static void run_chancy(const char *delay, int threads)
{
    char text[2000];
    snprintf(text, sizeof text, CHANCY, delay);
    rows = cases = 0;
    simulated_release(&MADE);
    simulated_model(&MADE, text, TWO_WAYS);
    simulated_run(&MADE, &(struct simulation_options){ .users = 500, .replications = 8, .seed = 5, .threads = threads, .leaving = note });
}

static void a_changed_delay_changes_nobody_it_does_not_concern(void **state)
{
    (void)state;
    static struct told before[CASES];
    static struct simulated_contact row_before[ROWS];
    run_chancy("10d", 1);
    int count = cases, same = 0, moved = 0;
    memcpy(before, CASE, sizeof before);
    memcpy(row_before, ROW, sizeof row_before);
    run_chancy("20d", 1);
    assert_int_equal(cases, count);
    for (int i = 0; i < count; i++) {
        const struct told *after = case_of(before[i].user);
        assert_int_equal(after->profile, before[i].profile);
        assert_near(after->arrived, before[i].arrived, 0);
        if (before[i].profile) {                                    /* waits longer, but has the same contacts */
            assert_int_equal(after->contacts, before[i].contacts);
            for (int k = 0; k < after->contacts; k++)
                assert_near(ROW[after->first + k].service, row_before[before[i].first + k].service, 0);
            moved += after->left > before[i].left;
            continue;
        }
        assert_near(after->left, before[i].left, 0);
        assert_int_equal(after->contacts, before[i].contacts);
        for (int k = 0; k < after->contacts; k++) {
            const struct simulated_contact *x = &ROW[after->first + k], *y = &row_before[before[i].first + k];
            assert_true(x->start == y->start && x->end == y->end && x->channel == y->channel && x->outcome == y->outcome);
        }
        same++;
    }
    assert_true(same > 300 && moved > 100);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    run_chancy("10d", 1);
    size_t size = (size_t)MADE.simulation->samples * MADE.simulation->stride * sizeof(double);
    double *sum = xcalloc(size, 1), median = histogram_quantile(MADE.simulation->time, 0.5);
    memcpy(sum, MADE.simulation->sum, size);
    run_chancy("10d", 4);
    assert_memory_equal(sum, MADE.simulation->sum, size);
    assert_near(histogram_quantile(MADE.simulation->time, 0.5), median, 0);
    free(sum);
}

static void a_queue_that_only_grows_stops_the_simulation(void **state)
{
    (void)state;
    struct diagnostics diagnostics = { 0 };
    simulated_model(&MADE, "<arrivals rate='2/min'/>" STEP "<desk with='d' via='counter' servers='1'/><time law='exponential(mean=1min)'/>", NULL);
    assert_null(simulation_run(MADE.plan, &(struct simulation_options){ .users = 100000000, .replications = 2, .threads = 2 }, &diagnostics));
    assert_int_equal(diagnostics.errors, 1);
    assert_non_null(strstr(diagnostics.item[0].text, "only grows: 16384 wait"));
    diagnostics_release(&diagnostics);
}

#define A(test) cmocka_unit_test_teardown(test, forget)
int main(void)
{
    const struct CMUnitTest tests[] = {
        A(who_comes_first_is_served_first),
        A(the_first_profile_goes_before_others_but_interrupts_nobody),
        A(who_waits_longer_than_their_patience_leaves_the_queue),
        A(who_finds_the_queue_full_is_turned_away),
        A(closing_time_suspends_a_service_or_lets_it_be_finished),
        A(who_comes_while_it_is_closed_waits_for_the_opening),
        A(who_finds_a_desk_closed_comes_within_its_spread_of_opening_hours),
        A(without_a_spread_all_come_as_it_opens_and_nobody_else_is_moved_by_one),
        A(failed_attempts_are_made_again_up_to_the_limit),
        A(giving_up_ends_everything_for_the_cause_stated),
        A(an_incomplete_file_is_brought_again),
        A(the_wrong_door_comes_first_unless_somebody_helps),
        A(time_given_to_explaining_spares_questions),
        A(who_waits_longer_than_announced_chases_until_the_answer),
        A(a_chase_is_not_made_once_the_answer_is_there),
        A(answers_of_a_batch_leave_together),
        A(waits_pass_side_by_side_and_contacts_one_after_the_other),
        A(who_does_not_know_never_starts),
        A(the_end_censors_who_is_inside_and_the_warm_up_leaves_out_who_came_before),
        A(an_option_with_if_is_for_its_profile_alone),
        A(a_changed_delay_changes_nobody_it_does_not_concern),
        A(threads_change_nothing),
        A(a_queue_that_only_grows_stops_the_simulation),
    };
    return cmocka_run_group_tests(tests, input_folder_enter, input_folder_leave);
}
