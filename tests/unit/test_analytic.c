/* The journey without queues as an absorbing chain: against the oracle, against formulas, against enumeration, against the
 * simulation of the same model. */
#include "test.h"
#include "input_file.h"
#include "simulated.h"
#include "simulate/absorbing_chain.h"

#define EXACT 1e-9

static struct analytic *analysed(struct simulated *made, const char *inside, const char *journey)
{
    struct diagnostics diagnostics = { 0 };
    simulated_model(made, inside, journey);
    struct analytic *analytic = analytic_new(made->plan, &diagnostics);
    assert_non_null(analytic);
    diagnostics_release(&diagnostics);
    return analytic;
}

static void release(struct simulated *made, struct analytic *analytic)
{
    analytic_free(analytic);
    simulated_release(made);
}

/* Values of ../shared/oracle/queueing.json, absorb-channels, stated here: they need no folder. */
static void a_journey_between_channels_is_solved_exactly(void **state)
{
    (void)state;
    struct simulated made;
    struct analytic *analytic = analysed(&made,
        "<arrivals rate='1/min'/><time step='web' law='exponential(mean=20min)'/><time step='phone' law='exponential(mean=15min)'/>"
        "<time step='desk' law='exponential(mean=45min)'/>",
        "<institution id='i' name='I'/><flow><start id='in'/><end id='out'/>"
        "<step id='web' with='i' via='web'>Web</step><step id='phone' with='i' via='phone'>Phone</step>"
        "<step id='desk' with='i' via='counter'>Desk</step><step id='ok' with='i' via='automatic'>Ok</step>"
        "<step id='digital' with='i' via='automatic'>D</step><step id='waiting' with='i' via='automatic'>W</step>"
        "<step id='refused' with='i' via='automatic'>R</step>"
        "<gateway id='a' kind='one'/><gateway id='b' kind='one'/><gateway id='c' kind='one'/>"
        "<link from='in' to='web'/><link from='web' to='a'/><link from='phone' to='b'/><link from='desk' to='c'/>"
        "<link from='a' to='phone' share='0.25'/><link from='a' to='ok' share='0.6'/><link from='a' to='digital' share='0.1'/>"
        "<link from='a' to='web' share='0.05'/><link from='b' to='phone' share='0.2'/><link from='b' to='desk' share='0.25'/>"
        "<link from='b' to='ok' share='0.45'/><link from='b' to='waiting' share='0.1'/><link from='c' to='desk' share='0.1'/>"
        "<link from='c' to='phone' share='0.05'/><link from='c' to='ok' share='0.8'/><link from='c' to='refused' share='0.05'/>"
        "<link from='ok' to='out'/><link from='digital' to='out'/><link from='waiting' to='out'/>"
        "<link from='refused' to='out'/></flow>");
    assert_near(analytic->contacts, 1.4803793937139669, EXACT);
    assert_near(analytic->contacts_variance, 0.7563842842566171, EXACT);
    assert_near(analytic->step_begun[3], 0.8566114933978054, EXACT);
    assert_near(analytic->step_begun[4], 0.10526315789473684, EXACT);
    assert_near(analytic->step_begun[5], 0.03347591593825553, EXACT);
    assert_near(analytic->step_begun[6], 0.004649432769202158, EXACT);
    assert_near(analytic->step_begun[0], 1.0526315789473684, EXACT);
    assert_near(analytic->step_begun[1], 0.3347591593825553, EXACT);
    assert_near(analytic->step_begun[2], 0.09298865538404315, EXACT);
    assert_near(analytic->elapsed / 60, 30.258508461967637, EXACT);
    assert_near(analytic->elapsed_variance / 3600, 1144.4985597567031, 1e-6);
    assert_near(analytic->completed, 1, EXACT);
    assert_int_equal(analytic->inexact, 0);
    release(&made, analytic);
}

static void repeat_contacts_are_one_over_what_is_settled_at_once(void **state)
{
    (void)state;
    struct simulated made;
    struct analytic *analytic = analysed(&made, "<step id='s' with='d' via='web'/><arrivals rate='1/min'/>"
                                                "<behaviour kind='misunderstood' probability='0.3' after='1min' half-life='0'/>", NULL);
    assert_near(analytic->contacts, 1 / 0.7, EXACT);
    assert_near(analytic->contacts_variance, 0.3 / 0.49, EXACT);
    assert_near(analytic->class[CLASS_CLARIFICATION] / analytic->contacts, 0.3, EXACT);
    release(&made, analytic);
}

static void telling_once_and_six_times(void **state)
{
    (void)state;
    struct simulated made;
    struct analytic *analytic = analysed(&made, "<step id='s' with='d' via='web'/><arrivals rate='1/min'/>"
        "<behaviour kind='incomplete' probability='0.1' after='1d'/><behaviour kind='give-up' probability='0.7'/>", NULL);
    assert_near(analytic->contacts, 1.0309278350515465, EXACT);
    assert_near(analytic->completed, 0.9278350515463918, EXACT);
    assert_near(analytic->cause[NON_TAKE_UP_NOT_REQUESTED] + analytic->cause[NON_TAKE_UP_NOT_RECEIVED], 1 - analytic->completed, EXACT);
    release(&made, analytic);
}

static void chases_of_a_constant_patience_are_counted(void **state)
{
    (void)state;
    struct simulated made;                                      /* wait exponential of 10 d; chances at 5 d, 8 d, 11 d … */
    struct analytic *analytic = analysed(&made, "<arrivals rate='1/h'/><delay step='b' law='exponential(mean=10d)'/>"
        "<behaviour kind='chase' step='b' probability='0.5' after='5d' again='3d'/>",
        "<institution id='i' name='I'/><path><step id='a' with='i' via='web'>A</step>"
        "<step id='b' with='i' via='mail' by='institution' wait='5d'>B</step></path>");
    double q = exp(-0.3), expected = 0.5 * exp(-0.5) / (1 - q);
    assert_near(analytic->class[CLASS_CHASING], expected, EXACT);
    assert_near(analytic->contacts, 2 + expected, EXACT);
    assert_int_equal(analytic->inexact, 0);
    release(&made, analytic);
}

/* --- enumeration ------------------------------------------------------------------------------------------------------------ */

/* choice(0.7: a, optional(0.4: b); 0.3: c), repeat(d, more 0.2), each contact incomplete with probability 0.1, nobody gives
 * up. Walk every path, contact by contact, until what is left weighs nothing. */
struct sums { double probability, contacts, contacts2; };

static void finish_path(struct sums *sums, double probability, int contacts)
{
    sums->probability += probability;
    sums->contacts += probability * contacts;
    sums->contacts2 += probability * contacts * contacts;
}

/* `steps` more contacts to complete one after the other; -1 stands for the repeat that ends the path. */
static void enumerate(struct sums *sums, double probability, int contacts, int steps)
{
    if (probability < 1e-18)
        return;
    if (steps > 0) {
        enumerate(sums, probability * 0.1, contacts + 1, steps);
        enumerate(sums, probability * 0.9, contacts + 1, steps - 1);
        return;
    }
    /* the repeat: one more d, incomplete or not, then again or the end */
    enumerate(sums, probability * 0.1, contacts + 1, 0);
    if (probability * 0.9 * 0.2 >= 1e-18)
        enumerate(sums, probability * 0.9 * 0.2, contacts + 1, 0);
    finish_path(sums, probability * 0.9 * 0.8, contacts + 1);
}

static void expectations_are_those_of_enumerating_every_path(void **state)
{
    (void)state;
    struct simulated made;
    struct sums sums = { 0, 0, 0 };
    struct analytic *analytic = analysed(&made, "<arrivals rate='1/min'/><behaviour kind='incomplete' probability='0.1' after='1d'/>",
        "<institution id='i' name='I'/><path><choice>"
        "<option share='0.7'><step id='a' with='i' via='web'>A</step><optional share='0.4'><step id='b' with='i' via='web'>B</step></optional></option>"
        "<option share='0.3'><step id='c' with='i' via='web'>C</step></option></choice>"
        "<repeat more='0.2'><step id='d' with='i' via='web'>D</step></repeat></path>");
    enumerate(&sums, 0.7 * 0.4, 0, 2);
    enumerate(&sums, 0.7 * 0.6, 0, 1);
    enumerate(&sums, 0.3, 0, 1);
    assert_near(sums.probability, 1, EXACT);
    assert_near(analytic->contacts, sums.contacts, EXACT);
    assert_near(analytic->contacts_variance, sums.contacts2 - sums.contacts * sums.contacts, 10 * EXACT);
    assert_near(analytic->step_begun[1], 0.28, EXACT);
    assert_near(analytic->step_begun[3], 1.25, EXACT);
    release(&made, analytic);
}

/* --- the simulation agrees --------------------------------------------------------------------------------------------------- */

static const char EVERYTHING_JOURNEY[] =
    "<institution id='i' name='I'/><institution id='k' name='K'/><document id='d' name='D'/><path>"
    "<any-order><step id='a' with='i' via='web counter' needs='d'>A</step>"
    "<optional share='0.5'><step id='b' with='k' via='phone'>B</step></optional></any-order>"
    "<choice><option share='0.6'><step id='c' with='k' via='mail' by='institution' wait='10d'>C</step></option>"
    "<option if='second'><step id='e' with='i' via='web'>E</step></option><option><step id='f' with='i' via='automatic'>F</step></option></choice>"
    "<repeat more='0.3'><step id='g' with='i' via='web'>G</step></repeat></path>";
static const char EVERYTHING[] =
    "<arrivals rate='1/h'/><profile id='first' share='0.6' prefers='web:3 counter:1' unaware='0.1'>F</profile>"
    "<profile id='second' share='0.4' prefers='web:1 counter:2' helper='0.5'>S</profile>"
    "<time via='web' law='gamma(mean=10min, sd=8min)'/><delay step='c' law='lognormal(mean=12d, sd=6d)'/>"
    "<behaviour kind='incomplete' step='g' probability='0.2' after='2d'/><behaviour kind='give-up' step='g' probability='0.3' cause='not-received'/>"
    "<behaviour kind='wrong-door' step='a' probability='0.15'/>"
    "<behaviour kind='misunderstood' probability='0.2' half-life='10min' then-via='phone'/>"
    "<behaviour kind='error' step='c' probability='0.1'/>"
    "<behaviour kind='chase' step='c' probability='0.7' after='1' again='2d' limit='3' then-via='phone'/>"
    "<invest step='a' relation='5min'/>";

static void the_simulation_agrees_with_the_chain(void **state)
{
    (void)state;
    struct simulated made;
    struct analytic *analytic = analysed(&made, EVERYTHING, EVERYTHING_JOURNEY);
    simulated_run(&made, &(struct simulation_options){ .users = 4000, .replications = 20, .seed = 3, .threads = 2 });
    struct estimate told[5 + CLASS_COUNT];
    double exact[5 + CLASS_COUNT];
    int count = 0;
    exact[count] = analytic->contacts, told[count++] = simulation_user(made.simulation, NONE, USER_CONTACTS, USER_LEFT);
    exact[count] = analytic->completed, told[count++] = simulation_user(made.simulation, NONE, USER_COMPLETED, USER_ENDED);
    exact[count] = analytic->never_started, told[count++] = simulation_user(made.simulation, NONE, USER_NEVER_STARTED, USER_ENDED);
    exact[count] = analytic->step_contacts[5], told[count++] = simulation_step_per_user(made.simulation, 5, STEP_CONTACTS);
    exact[count] = analytic->active, told[count++] = simulation_user(made.simulation, NONE, USER_SERVICE, USER_LEFT);
    for (int class = 0; class < CLASS_COUNT; class++)
        exact[count] = analytic->class[class],
        told[count++] = simulation_user(made.simulation, NONE, (enum user_sum)(USER_CLASS + class), USER_LEFT);
    double limit = student_quantile(1 - 0.01 / count / 2, 19);
    for (int i = 0; i < count && getenv("PARCOURS_TELL"); i++)
        print_message("%2d %10.6f exact %10.6f simulated, standard error %g\n", i, exact[i], told[i].mean, told[i].error);
    for (int i = 0; i < count; i++)
        if (!(fabs(told[i].mean - exact[i]) <= limit * told[i].error + EXACT))
            fail_msg("figure %d: %g simulated, %g exact: more than %.1f standard errors (%g)", i, told[i].mean, exact[i], limit, told[i].error);
    release(&made, analytic);
}

/* --- what cannot be ------------------------------------------------------------------------------------------------------------- */

static void a_journey_that_nobody_can_leave_is_said_so(void **state)
{
    (void)state;
    struct simulated made;
    struct diagnostics diagnostics = { 0 };
    simulated_model(&made, "<step id='s' with='d' via='web'/><arrivals rate='1/min'/>"
                           "<behaviour kind='incomplete' probability='1' after='1d'/>", NULL);
    assert_null(analytic_new(made.plan, &diagnostics));
    assert_diagnostics(&diagnostics, "model.xml: error: a user of profile 'all' would never leave: some step is repeated with "
                                     "probability 1, or what brings users back (an incomplete file, a question) has probability 1; "
                                     "expected less than 1\n");
    diagnostics_release(&diagnostics);
    simulated_release(&made);
}

static void an_overloaded_desk_is_recognised_before_running(void **state)
{
    (void)state;
    struct simulated made;
    struct diagnostics diagnostics = { 0 };
    struct analytic *analytic = analysed(&made, "<arrivals rate='3/min'/><step id='s' with='d' via='counter'/>"
        "<desk with='d' via='counter' servers='3'/><time law='exponential(mean=1min)'/>"
        "<behaviour kind='incomplete' probability='0.25' after='1d'/>", NULL);
    assert_near(analytic_offered_load(analytic, made.plan, 0), 4, EXACT);
    assert_false(analytic_load_is_bearable(analytic, made.plan, &diagnostics));
    assert_int_equal(diagnostics.errors, 1);
    assert_non_null(strstr(diagnostics.item[0].text, "expected at least 5 servers"));
    diagnostics_release(&diagnostics);
    release(&made, analytic);
}

static void a_chain_falls_into_parts_that_are_solved_in_order(void **state)
{
    (void)state;
    struct absorbing_chain chain = { 0 };
    bool large;
    double visits[4], total[4];
    const double one[4] = { 1, 1, 1, 0 };
    for (int i = 0; i < 4; i++)
        chain_add_state(&chain);
    chain_add_way(&chain, 0, 1, 0.5);
    chain_add_way(&chain, 0, 3, 0.5);
    chain_add_way(&chain, 1, 2, 1);
    chain_add_way(&chain, 2, 1, 0.75);
    chain_add_way(&chain, 2, 3, 0.25);
    assert_true(chain_finish(&chain, 10, &large));
    assert_int_equal(chain.components, 3);
    chain_visits(&chain, 0, visits);
    chain_totals(&chain, one, total);
    assert_near(visits[1], 2, EXACT);
    assert_near(visits[2], 2, EXACT);
    assert_near(visits[3], 1, EXACT);
    assert_near(total[0], 5, EXACT);
    assert_near(chain_variance(&chain, 0, one, one), 40, EXACT);        /* 1, or 1 + 2 G with G geometric of mean 4 */
    chain_release(&chain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_journey_between_channels_is_solved_exactly),
        cmocka_unit_test(repeat_contacts_are_one_over_what_is_settled_at_once),
        cmocka_unit_test(telling_once_and_six_times),
        cmocka_unit_test(chases_of_a_constant_patience_are_counted),
        cmocka_unit_test(expectations_are_those_of_enumerating_every_path),
        cmocka_unit_test(the_simulation_agrees_with_the_chain),
        cmocka_unit_test(a_journey_that_nobody_can_leave_is_said_so),
        cmocka_unit_test(an_overloaded_desk_is_recognised_before_running),
        cmocka_unit_test(a_chain_falls_into_parts_that_are_solved_in_order),
    };
    return cmocka_run_group_tests(tests, input_folder_enter, input_folder_leave);
}
