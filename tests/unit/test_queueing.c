/* The simulator against queueing theory: every closed-form value of ../shared/oracle/queueing.json, and some formulas stated
 * here again, so that a machine without that folder tests them, too.
 *
 * Each model is run RUNS times with other seeds. A figure's mean over the runs is held against the value with Student's law;
 * the whole table at a family-wise level of 1 % (Bonferroni): each of its m values at 1 % / m. */
#include "test.h"
#include "input_file.h"
#include "simulated.h"
#include "base/buffer.h"
#include "base/date.h"
#include "simulate/variate.h"
#include <jansson.h>

enum { RUNS = 20, FIGURES = 16, MINUTE = 60, HOUR = 3600 };
#ifdef PARCOURS_CHECK_INVARIANTS
enum { USERS = 3000 };                  /* of a run; each event is checked, too */
#else
enum { USERS = 30000 };
#endif

/* What the cases of one run told; read by figures. */
struct cases { uint64_t left, not_written_to; double at, period, end, present; };
static struct cases CASES;

static void note_case(void *context, const struct simulated_case *left)
{
    (void)context;
    bool written_to = false;
    for (int i = 0; i < left->contacts; i++)
        written_to = written_to || left->contact[i]->by == BY_INSTITUTION;
    CASES.left++;
    CASES.not_written_to += !written_to;
    for (double time = CASES.at; CASES.period > 0 && time < CASES.end; time += CASES.period)
        CASES.present += left->arrived <= time && time < left->left;
}

typedef double figure_of(const struct simulation *simulation);
struct expectation { const char *key; figure_of *figure; double value; };      /* value: NAN: the oracle's */

struct model {
    const char *id;                     /* of the oracle */
    const char *inside, *journey;       /* journey: or NULL */
    uint64_t users;                     /* 0: USERS */
    double days;                        /* instead of users, if not 0 */
    double warm_up;                     /* seconds */
    struct expectation expected[FIGURES];
    void (*prepare)(struct simulated *made);
};

/* --- figures: of the first desk, in minutes ---------------------------------------------------------------------- */

static double desk(const struct simulation *simulation, int d, int y, int x) { return simulation_desk(simulation, d, y, x).mean; }
static double wait(const struct simulation *s) { return desk(s, 0, DESK_WAIT, DESK_ADMITTED) / MINUTE; }
static double wait_second(const struct simulation *s) { return desk(s, 1, DESK_WAIT, DESK_ADMITTED) / MINUTE; }
static double wait_hours(const struct simulation *s) { return wait(s) / 60; }
static double waits(const struct simulation *s) { return desk(s, 0, DESK_WAITED, DESK_ADMITTED); }
static double busy(const struct simulation *s) { return desk(s, 0, DESK_BUSY_TIME, DESK_SERVER_TIME); }
static double busy_second(const struct simulation *s) { return desk(s, 1, DESK_BUSY_TIME, DESK_SERVER_TIME); }
static double busy_third(const struct simulation *s) { return desk(s, 2, DESK_BUSY_TIME, DESK_SERVER_TIME); }
static double carried(const struct simulation *s) { return desk(s, 0, DESK_BUSY_TIME, DESK_OPEN_TIME); }
static double queue_length(const struct simulation *s) { return desk(s, 0, DESK_QUEUE_TIME, DESK_OPEN_TIME); }
static double in_system(const struct simulation *s) { return desk(s, 0, DESK_IN_SYSTEM_TIME, DESK_OPEN_TIME); }
static double in_network(const struct simulation *s) { return in_system(s) + desk(s, 1, DESK_IN_SYSTEM_TIME, DESK_OPEN_TIME); }
static double blocked(const struct simulation *s) { return desk(s, 0, DESK_BLOCKED, DESK_ARRIVALS); }
static double reneged(const struct simulation *s) { return desk(s, 0, DESK_ABANDONED, DESK_ARRIVALS); }
static double served_within_minute(const struct simulation *s) { return 1 - histogram_exceeds(&s->wait[0], MINUTE); }
static double served_within_quarter(const struct simulation *s) { return 1 - histogram_exceeds(&s->wait[0], HOUR / 4); }

static double user(const struct simulation *s, enum user_sum y) { return simulation_user(s, NONE, y, USER_LEFT).mean; }
static double time_in_system(const struct simulation *s) { return user(s, USER_TIME) / MINUTE; }
static double time_in_system_hours(const struct simulation *s) { return user(s, USER_TIME) / HOUR; }
static double time_variance(const struct simulation *s)
{
    double mean = user(s, USER_TIME);
    return (user(s, USER_TIME_SQUARED) - mean * mean) / MINUTE / MINUTE;
}
static double longer_than_2(const struct simulation *s) { return histogram_exceeds(s->time, 2 * MINUTE); }
static double longer_than_10(const struct simulation *s) { return histogram_exceeds(s->time, 10 * MINUTE); }
static double time_q95(const struct simulation *s) { return histogram_quantile(s->time, 0.95) / MINUTE; }
static double time_q90(const struct simulation *s) { return histogram_quantile(s->time, 0.9) / MINUTE; }
static double time_median(const struct simulation *s) { return histogram_quantile(s->time, 0.5) / MINUTE; }
static double at_once(const struct simulation *s) { return 1 - histogram_exceeds(s->time, 1); }
static double contacts(const struct simulation *s) { return user(s, USER_CONTACTS); }
static double contacts_variance(const struct simulation *s)
{
    double mean = contacts(s);
    return user(s, USER_CONTACTS_SQUARED) - mean * mean;
}
static double redundant_share(const struct simulation *s) { return simulation_redundant(s, NONE, USER_CONTACTS).mean; }
static double first_class_wait(const struct simulation *s) { return simulation_user(s, 0, USER_QUEUE, USER_LEFT).mean / MINUTE; }
static double second_class_wait(const struct simulation *s) { return simulation_user(s, 1, USER_QUEUE, USER_LEFT).mean / MINUTE; }
static double cobham_sum(const struct simulation *s) { return 0.3 * first_class_wait(s) + 0.5 * second_class_wait(s); }
/* Steps begun with the desk's institution, per user: where one user comes a minute, the rate of its arrivals. */
static double visits_of(const struct simulation *s, int d)
{
    const struct journey *journey = s->plan->journey;
    double begun = 0;
    for (int i = 0; i < journey->steps; i++)
        if (journey->step[i].institution == s->plan->population->desk[d].institution)
            begun += simulation_step_total(s, i, STEP_BEGUN);
    return begun / simulation_user_total(s, NONE, USER_ARRIVED);
}
static double visits_first(const struct simulation *s) { return visits_of(s, 0); }
static double visits_second(const struct simulation *s) { return visits_of(s, 1); }
static double visits_third(const struct simulation *s) { return visits_of(s, 2); }
static double wait_seconds_first(const struct simulation *s) { return desk(s, 0, DESK_WAIT, DESK_ADMITTED); }
static double wait_seconds_second(const struct simulation *s) { return desk(s, 1, DESK_WAIT, DESK_ADMITTED); }
static double wait_seconds_third(const struct simulation *s) { return desk(s, 2, DESK_WAIT, DESK_ADMITTED); }
static double working_cycle(const struct simulation *s) { return user(s, USER_TIME_WORKING); }
static double step_contacts(const struct simulation *s, int step)
{
    return simulation_step_per_user(s, step, STEP_DONE).mean;
}
static double done_0(const struct simulation *s) { return step_contacts(s, 0); }
static double done_1(const struct simulation *s) { return step_contacts(s, 1); }
static double done_2(const struct simulation *s) { return step_contacts(s, 2); }
static double done_3(const struct simulation *s) { return step_contacts(s, 3); }
static double done_4(const struct simulation *s) { return step_contacts(s, 4); }
static double done_5(const struct simulation *s) { return step_contacts(s, 5); }
static double done_6(const struct simulation *s) { return step_contacts(s, 6); }
static double six_institutions(const struct simulation *s)
{
    double all = 0;
    for (int i = 0; i < 6; i++)
        all += step_contacts(s, 2 * i);
    return all;
}
static double not_refused_by_the_first(const struct simulation *s) { return 1 - step_contacts(s, 1); }
static double without_refusal(const struct simulation *s)
{
    (void)s;
    return (double)CASES.not_written_to / (double)CASES.left;
}
static double orbit_time(const struct simulation *s) { return (user(s, USER_TIME) - user(s, USER_SERVICE)) / MINUTE; }
static double orbit_length(const struct simulation *s) { return orbit_time(s) * 0.5; }       /* Little's law: 0.5 a minute */
static double retries(const struct simulation *s)
{
    return simulation_desk_total(s, 0, DESK_RETRIALS) / simulation_user_total(s, NONE, USER_ARRIVED);
}
static double presence(const struct simulation *s)
{
    (void)s;
    return CASES.present / floor((CASES.end - CASES.at) / CASES.period + 1);
}

/* --- models ------------------------------------------------------------------------------------------------------------ */

#define ONE_STEP "<step id='s' with='d' via='counter'/>"
#define QUEUE(rate, servers, more, law)                                                                                  \
    "<arrivals rate='" rate "'/>" ONE_STEP "<desk with='d' via='counter' servers='" servers "' " more "/><time law='" law "'/>"

static const char NETWORK[] =
    "<institution id='a' name='A'/><institution id='b' name='B'/><flow><start id='in'/><end id='out'/>"
    "<step id='one' with='a' via='counter'>One</step><step id='two' with='b' via='counter'>Two</step>"
    "<gateway id='g' kind='one'/><gateway id='h' kind='one'/><link from='in' to='one'/><link from='one' to='g'/>"
    "<link from='g' to='two' share='0.8'/><link from='g' to='out' share='0.2'/><link from='two' to='h'/>"
    "<link from='h' to='one' share='0.25'/><link from='h' to='out' share='0.75'/></flow>";

static const char LOAN[] =
    "<institution id='clerk' name='Clerk'/><institution id='officer' name='Officer'/><institution id='back' name='Back'/>"
    "<flow><start id='s'/><end id='e'/>"
    "<step id='t1' with='clerk' via='counter'>1</step><step id='t2' with='clerk' via='counter'>2</step>"
    "<step id='t3' with='clerk' via='counter'>3</step><step id='t4' with='officer' via='counter'>4</step>"
    "<step id='t5' with='officer' via='counter'>5</step><step id='t6' with='officer' via='counter'>6</step>"
    "<step id='t7' with='back' via='counter'>7</step><step id='t8' with='officer' via='counter'>8</step>"
    "<step id='t9' with='back' via='counter'>9</step><step id='t10' with='back' via='counter'>10</step>"
    "<gateway id='g1' kind='one'/><gateway id='g2' kind='one'/><gateway id='g3' kind='one'/>"
    "<link from='s' to='t1'/><link from='t1' to='t2'/><link from='t2' to='g1'/><link from='g1' to='t3' share='0.2'/>"
    "<link from='g1' to='t4' share='0.8'/><link from='t3' to='t2'/><link from='t4' to='t5'/><link from='t5' to='t6'/>"
    "<link from='t6' to='g2'/><link from='g2' to='t7' share='0.3'/><link from='g2' to='t8' share='0.7'/>"
    "<link from='t7' to='e'/><link from='t8' to='t9'/><link from='t9' to='g3'/><link from='g3' to='t8' share='0.15'/>"
    "<link from='g3' to='t10' share='0.85'/><link from='t10' to='e'/></flow>";

#define LOAN_TIME(step, minutes) "<time step='" step "' law='exponential(mean=" minutes ")'/>"
static const char LOAN_MODEL[] =
    "<calendar id='week'><open days='mon-fri' from='9:00' to='17:00'/></calendar><arrivals rate='6/h' calendar='week'/>"
    "<desk with='clerk' via='counter' servers='5' calendar='week'/><desk with='officer' via='counter' servers='5' calendar='week'/>"
    "<desk with='back' via='counter' servers='5' calendar='week'/>"
    LOAN_TIME("t1", "16min") LOAN_TIME("t2", "16min") LOAN_TIME("t3", "16min") LOAN_TIME("t4", "10min") LOAN_TIME("t5", "10min")
    LOAN_TIME("t6", "10min") LOAN_TIME("t8", "10min") LOAN_TIME("t7", "20min") LOAN_TIME("t9", "20min") LOAN_TIME("t10", "20min");

/* Steps 3 … 6 stand for how it ended. */
static const char CHANNELS_JOURNEY[] =
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
    "<link from='ok' to='out'/><link from='digital' to='out'/><link from='waiting' to='out'/><link from='refused' to='out'/></flow>";

/* Each institution is tried until it says yes (0.9) or, after a no, nobody tries again (0.7): then it refuses. */
#define INSTITUTION(i)                                                                                                    \
    "<path><repeat more='0.03'><step id='s" i "' with='i' via='web'>S</step></repeat><optional share='0.07216494845360824'>" \
    "<step id='r" i "' with='i' via='mail' by='institution'>R</step></optional></path>"
static const char INSTITUTIONS[] =
    "<institution id='i' name='I'/><path><any-order>" INSTITUTION("1") INSTITUTION("2") INSTITUTION("3") INSTITUTION("4")
    INSTITUTION("5") INSTITUTION("6") "</any-order></path>";
static const char REPEAT[] = "<step id='s' with='d' via='web'/><arrivals rate='1/min'/>"
                             "<behaviour kind='misunderstood' probability='0.3' after='1min' half-life='0'/>";

static double hour_factor(int hour)     /* the mean of 1 + 0.8 sin(2 pi t / 24) over the hour */
{
    return 1 + 0.8 * 24 / (2 * M_PI) * (cos(2 * M_PI * hour / 24) - cos(2 * M_PI * (hour + 1) / 24));
}

static void daily_wave(struct simulated *made)
{
    for (int hour = 0; hour < HOURS; hour++)
        made->population->arrivals.hour[hour] = hour_factor(hour);
    CASES.at = 10 * 24 * HOUR + 6 * HOUR;
    CASES.period = 24 * HOUR;
    CASES.end = 60.0 * 24 * HOUR;
}

/* The expected number present at 6:00, of a rate that is constant within hours: what the simulation is exact for. */
static double wave_presence(void)
{
    double mean = 0;
    for (int hour = 0; hour < 24 * 20; hour++) {                /* `hour` hours before 5:00 */
        int of_day = ((5 - hour) % 24 + 24) % 24;
        mean += 10 * hour_factor(of_day) * (exp(-0.5 * hour) - exp(-0.5 * (hour + 1))) / 0.5;
    }
    return mean;
}

static const struct model MODELS[] = {
    { "mm1-0.5", QUEUE("0.5/min", "1", "", "exponential(mean=1min)"), NULL, 0, 0, 100 * MINUTE,
      { { "rho", busy, NAN }, { "L", in_system, NAN }, { "Lq", queue_length, NAN }, { "W", time_in_system, NAN }, { "Wq", wait, NAN },
        { "VarT", time_variance, NAN }, { "P_T_gt_t", longer_than_2, NAN }, { "T_q95", time_q95, NAN } }, NULL },
    { "mm1-0.9", QUEUE("0.9/min", "1", "", "exponential(mean=1min)"), NULL, 4 * USERS, 0, USERS / 5 * MINUTE,
      { { "rho", busy, NAN }, { "L", in_system, NAN }, { "Lq", queue_length, NAN }, { "W", time_in_system, NAN }, { "Wq", wait, NAN },
        { "VarT", time_variance, NAN }, { "P_T_gt_t", longer_than_10, NAN }, { "T_q95", time_q95, NAN } }, NULL },
    { "mmc-3-2.4", QUEUE("2.4/min", "3", "", "exponential(mean=1min)"), NULL, 0, 0, 200 * MINUTE,
      { { "rho", busy, NAN }, { "P_wait", waits, NAN }, { "Wq", wait, NAN }, { "W", time_in_system, NAN }, { "Lq", queue_length, NAN },
        { "L", in_system, NAN }, { "SL_t", served_within_minute, NAN } }, NULL },
    { "mmc-5-15", QUEUE("15/h", "5", "", "exponential(mean=16min)"), NULL, 0, 0, 2000 * MINUTE,
      { { "rho", busy, NAN }, { "P_wait", waits, NAN }, { "Wq", wait_hours, NAN }, { "W", time_in_system_hours, NAN },
        { "Lq", queue_length, NAN }, { "L", in_system, NAN }, { "SL_t", served_within_quarter, NAN } }, NULL },
    { "erlB-3", QUEUE("2/min", "3", "queue-limit='0'", "lognormal(mean=1min, sd=1min)"), NULL, 0, 0, 100 * MINUTE,
      { { "B", blocked, NAN }, { "carried", carried, NAN } }, NULL },
    { "mmck-3-10-2.4", QUEUE("2.4/min", "3", "queue-limit='7'", "exponential(mean=1min)"), NULL, 0, 0, 200 * MINUTE,
      { { "P_block", blocked, NAN }, { "Lq", queue_length, NAN }, { "Wq_accepted", wait, NAN }, { "util", busy, NAN } }, NULL },
    { "erlA-3-0.5", QUEUE("2.4/min", "3", "patience='exponential(mean=2min)'", "exponential(mean=1min)"), NULL, 0, 0, 100 * MINUTE,
      { { "P_wait", waits, NAN }, { "P_ab", reneged, NAN }, { "EW", wait, NAN }, { "Lq", queue_length, NAN }, { "util", busy, NAN } },
      NULL },
    { "mg1-deterministic", QUEUE("0.8/min", "1", "", "constant(1min)"), NULL, 0, 0, 400 * MINUTE,
      { { "rho", busy, NAN }, { "Wq", wait, NAN }, { "W", time_in_system, NAN }, { "L", in_system, NAN } }, NULL },
    { "mg1-Erlang-2", QUEUE("0.8/min", "1", "", "erlang(k=2, mean=1min)"), NULL, 0, 0, 400 * MINUTE,
      { { "rho", busy, NAN }, { "Wq", wait, NAN }, { "W", time_in_system, NAN }, { "L", in_system, NAN } }, NULL },
    { "mg1-uniform(0.5,1.5)", QUEUE("0.8/min", "1", "", "uniform(30s, 90s)"), NULL, 0, 0, 400 * MINUTE,
      { { "rho", busy, NAN }, { "Wq", wait, NAN }, { "W", time_in_system, NAN }, { "L", in_system, NAN } }, NULL },
    { "mg1-prio-2",
      "<profile id='first' share='0.375'>F</profile><profile id='second' share='0.625'>S</profile>" QUEUE(
          "0.8/min", "1", "discipline='priority'", "exponential(mean=1min)"),
      NULL, 0, 0, 400 * MINUTE,
      { { "Wq_class1", first_class_wait, NAN }, { "Wq_class2", second_class_wait, NAN },
        { "conservation_sum_rho_Wq", cobham_sum, NAN } }, NULL },
    { "jackson-2",
      "<arrivals rate='1/min'/><desk with='a' via='counter' servers='1'/><desk with='b' via='counter' servers='1'/>"
      "<time step='one' law='exponential(mean=30s)'/><time step='two' law='exponential(mean=24s)'/>",
      NETWORK, 0, 0, 100 * MINUTE,
      { { "lam1", visits_first, NAN }, { "rho1", busy, NAN }, { "Wq1", wait, NAN }, { "lam2", visits_second, NAN },
        { "rho2", busy_second, NAN }, { "Wq2", wait_second, NAN }, { "W_network", time_in_system, NAN },
        { "L_network", in_network, NAN } }, NULL },
    { "jackson-loan10", LOAN_MODEL, LOAN, USERS / 3, 0, 14 * DAY_SECONDS,
      { { "Clerk_Wq_s", wait_seconds_first, NAN }, { "Clerk_visits", visits_first, NAN }, { "Clerk_rho", busy, NAN },
        { "Officer_Wq_s", wait_seconds_second, NAN }, { "Officer_visits", visits_second, NAN }, { "Officer_rho", busy_second, NAN },
        { "Back_Wq_s", wait_seconds_third, NAN }, { "Back_visits", visits_third, NAN }, { "Back_rho", busy_third, NAN },
        { "working_cycle_s", working_cycle, NAN } }, NULL },
    { "absorb-channels",
      "<arrivals rate='1/min'/><time step='web' law='exponential(mean=20min)'/><time step='phone' law='exponential(mean=15min)'/>"
      "<time step='desk' law='exponential(mean=45min)'/>",
      CHANNELS_JOURNEY, 0, 0, 0,
      { { "E_contacts", contacts, NAN }, { "Var_contacts", contacts_variance, NAN }, { "P_Success", done_3, NAN },
        { "P_Abandon_digital", done_4, NAN }, { "P_Abandon_wait", done_5, NAN }, { "P_Refused", done_6, NAN },
        { "visits_Web", done_0, NAN }, { "visits_Phone", done_1, NAN }, { "visits_Desk", done_2, NAN },
        { "E_time", time_in_system, NAN }, { "Var_time_exp_holding", time_variance, NAN },
        { "time_q90_exp_holding", time_q90, NAN }, { "time_median_exp_holding", time_median, NAN } }, NULL },
    { "tellusonce-6",
      "<arrivals rate='1/min'/>",
      INSTITUTIONS, 0, 0, 0,
      { { "contacts_separate", six_institutions, NAN }, { "contacts_once", done_0, NAN },
        { "P_complete_separate", without_refusal, NAN }, { "P_complete_once", not_refused_by_the_first, NAN } }, NULL },
    { "repeat-0.7", REPEAT, NULL, 0, 0, 0,
      { { "multiplier", contacts, NAN }, { "redundant_share", redundant_share, NAN }, { "var", contacts_variance, NAN } }, NULL },
    { "retrial-0.5-1.0",
      QUEUE("0.5/min", "1", "queue-limit='0'", "exponential(mean=1min)")
      "<behaviour kind='retry' probability='1' after='exponential(mean=1min)'/>",
      NULL, 0, 0, 200 * MINUTE,
      { { "P_busy", busy, NAN }, { "E_orbit", orbit_length, NAN }, { "E_time_orbit", orbit_time, NAN },
        { "E_retries_per_customer", retries, NAN } }, NULL },
    { "calendar-wait",
      "<calendar id='week'><open days='mon-fri' from='9:00' to='17:00'/></calendar><arrivals rate='4/h'/>" ONE_STEP
      "<desk with='d' via='counter' servers='100000' calendar='week'/>",
      NULL, 0, 700 + 9.01 / 24, 0,    /* until all of the last weekend have been served */ { { "E_wait_h", time_in_system_hours, NAN }, { "P_open", at_once, NAN } }, NULL },
    { "mtminf-10", "<arrivals rate='10/h'/>" ONE_STEP "<time law='exponential(mean=2h)'/>", NULL, 0, 60, 0,
      { { "m_t", presence, 0 } }, daily_wave },
};
enum { MODEL_COUNT = sizeof MODELS / sizeof *MODELS };

/* --- the table -------------------------------------------------------------------------------------------------------- */

struct measured { double sum, squares; };

static void run_model(const struct model *model, struct measured measured[FIGURES])
{
    struct simulated made;
    simulated_model(&made, model->inside, model->journey);
    for (int run = 0; run < RUNS; run++) {
        CASES = (struct cases){ 0 };
        if (model->prepare)
            model->prepare(&made);
        struct simulation_options options = {
            .users = model->days > 0 ? 0 : model->users ? model->users : USERS,
            .horizon = model->days * DAY_SECONDS, .warm_up = model->warm_up, .replications = 1, .seed = 1000 + (uint64_t)run,
            .threads = 1, .leaving = note_case,
        };
        simulated_run(&made, &options);
        for (int i = 0; i < FIGURES && model->expected[i].key; i++) {
            double value = model->expected[i].figure(made.simulation);
            measured[i].sum += value;
            measured[i].squares += value * value;
        }
    }
    simulated_release(&made);
}

/* How many standard errors the mean over the runs is away from `value`. */
static double deviation(struct measured measured, double value)
{
    double mean = measured.sum / RUNS, variance = (measured.squares - RUNS * mean * mean) / (RUNS - 1);
    double error = sqrt(fmax(variance, 0) / RUNS);
    double rounding = 1e-9 * fmax(1, fabs(value));
    return error > rounding ? (mean - value) / error : fabs(mean - value) <= rounding ? 0 : INFINITY;
}

static double expected_value(json_t *oracles, const char *id, const char *key)
{
    for (size_t i = 0; i < json_array_size(oracles); i++) {
        json_t *oracle = json_array_get(oracles, i);
        if (!strcmp(json_string_value(json_object_get(oracle, "id")), id))
            return json_number_value(json_object_get(json_object_get(oracle, "expected"), key));
    }
    fail_msg("no such oracle: %s %s", id, key);
    return NAN;
}

static int figures_of(const struct model *model)
{
    int count = 0;
    while (count < FIGURES && model->expected[count].key)
        count++;
    return count;
}

static json_t *load_oracles(json_t **whole)
{
    const char *shared = shared_folder();
    if (!shared)
        return NULL;
    char path[4096];
    snprintf(path, sizeof path, "%s/oracle/queueing.json", shared);
    *whole = json_load_file(path, 0, NULL);
    assert_non_null(*whole);
    return json_object_get(*whole, "oracles");
}

static void every_value_of_the_oracle_holds_jointly(void **state)
{
    (void)state;
    json_t *whole = NULL, *oracles = load_oracles(&whole);
    int tests = 0, wrong = 0;
    if (!oracles) {
        print_message("the values of queueing theory need ../shared\n");
        skip();
    }
    for (int m = 0; m < MODEL_COUNT; m++)
        tests += figures_of(&MODELS[m]);
    double limit = student_quantile(1 - 0.01 / tests / 2, RUNS - 1), most = 0;
    for (int m = 0; m < MODEL_COUNT; m++) {
        const struct model *model = &MODELS[m];
        struct measured measured[FIGURES] = { { 0, 0 } };
        run_model(model, measured);
        for (int i = 0; i < figures_of(model); i++) {
            bool wave = model->prepare == daily_wave;           /* the oracle's rate is smooth, ours constant within hours */
            double value = expected_value(oracles, model->id, model->expected[i].key);
            double away = deviation(measured[i], wave ? wave_presence() : value);
            if (wave)
                assert_near(wave_presence(), value, 0.005 * value);
            if (getenv("PARCOURS_TELL"))
                print_message("%-22s %-26s %14.6f expected, %14.6f simulated, %6.2f standard errors\n", model->id,
                              model->expected[i].key, value, measured[i].sum / RUNS, away);
            most = fmax(most, fabs(away));
            if (!(fabs(away) <= limit)) {
                print_error("%s %s: %g simulated, %g expected: %.1f standard errors, more than %.1f\n", model->id,
                            model->expected[i].key, measured[i].sum / RUNS, value, away, limit);
                wrong++;
            }
        }
    }
    print_message("%d values, each at a level of 1 %% / %d: %.2f standard errors allowed, %.2f at most\n", tests, tests, limit, most);
    assert_int_equal(wrong, 0);
    json_decref(whole);
}

/* --- the formulas again, for where there is no oracle -------------------------------------------------------------------- */

static double erlang_b(double load, int servers)
{
    double b = 1;
    for (int c = 1; c <= servers; c++)
        b = load * b / (c + load * b);
    return b;
}

static void formula_holds(const char *inside, figure_of *figure, double value)
{
    const struct model model = { "formula", inside, NULL, 0, 0, 200 * MINUTE, { { "value", figure, value } }, NULL };
    struct measured measured[FIGURES] = { { 0, 0 } };
    run_model(&model, measured);
    double away = deviation(measured[0], value);
    if (!(fabs(away) < student_quantile(1 - 0.01 / 5 / 2, RUNS - 1)))           /* five of them below */
        fail_msg("%g simulated, %g expected: %.1f standard errors", measured[0].sum / RUNS, value, away);
}

static void waits_are_those_of_erlang_c(void **state)
{
    (void)state;
    double b = erlang_b(3.2, 4), c = b / (1 - 0.8 * (1 - b));
    formula_holds(QUEUE("3.2/min", "4", "", "exponential(mean=1min)"), wait, c / (4 - 3.2));
}

static void losses_are_those_of_erlang_b_whatever_the_service(void **state)
{
    (void)state;
    formula_holds(QUEUE("4/min", "5", "queue-limit='0'", "gamma(mean=1min, sd=2min)"), blocked, erlang_b(4, 5));
    formula_holds(QUEUE("4/min", "5", "queue-limit='0'", "constant(1min)"), blocked, erlang_b(4, 5));
}

static void waits_are_those_of_pollaczek_and_khinchine(void **state)
{
    (void)state;
    double second = 1 + 1.5 * 1.5;                              /* of a lognormal of mean 1 and sd 1.5 */
    formula_holds(QUEUE("0.6/min", "1", "", "lognormal(mean=1min, sd=90s)"), wait, 0.6 * second / 2 / (1 - 0.6));
}

static void patience_empties_an_overloaded_desk(void **state)
{
    (void)state;                                                /* patience like service: M/M/c+M is M/M/infinity */
    formula_holds(QUEUE("6/min", "2", "patience='exponential(mean=1min)'", "exponential(mean=1min)"), in_system, 6);
}

/* --- calendars, exactly ----------------------------------------------------------------------------------------------------- */

static double time_through(const char *arrival, const char *service)
{
    struct simulated made;
    struct buffer text = { 0 };
    buffer_printf(&text, "<calendar id='week'><open days='mon-fri' from='9:00' to='17:00'/></calendar>"
                         "<arrivals interarrival='constant(%s)'/>" ONE_STEP
                         "<desk with='d' via='counter' servers='1' calendar='week'/><time law='constant(%s)'/>", arrival, service);
    simulated_model(&made, buffer_text(&text), NULL);
    simulated_run(&made, &(struct simulation_options){ .users = 1, .replications = 1, .threads = 1 });
    double hours = time_in_system_hours(made.simulation);
    simulated_release(&made);
    buffer_release(&text);
    return hours;
}

static void closing_time_suspends_a_service_until_the_next_opening(void **state)
{
    (void)state;
    assert_near(time_through("112h", "8h"), 72, 1e-6);        /* Friday 16:00 */
    assert_near(time_through("9h", "40h"), 104, 1e-6);        /* Monday 9:00 */
    assert_near(time_through("60h30min", "7h"), 23, 1e-6);    /* Wednesday 12:30 */
}

/* --- intervals --------------------------------------------------------------------------------------------------------------- */

static void intervals_cover_what_they_say(void **state)
{
    (void)state;
    int covered = 0;
    double y[20], x[20];
    assert_near(student_quantile(0.975, 19), 2.093024054408263, 1e-12);
    for (int experiment = 0; experiment < 1000; experiment++) {
        for (int i = 0; i < 20; i++) {
            y[i] = 0;
            x[i] = 40;
            for (unsigned k = 0; k < 40; k++)
                y[i] += variate_exponential(variate_bits(variate_key(7, (uint64_t)(experiment * 20 + i)), k, FOR_SERVICE));
        }
        struct estimate estimate = estimate_ratio(y, x, 20, 1);
        covered += estimate.low <= 1 && 1 <= estimate.high;
    }
    assert_in_range(covered, 926, 971);
}

int main(void)
{
    variate_prepare();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_of_the_oracle_holds_jointly),
        cmocka_unit_test(waits_are_those_of_erlang_c),
        cmocka_unit_test(losses_are_those_of_erlang_b_whatever_the_service),
        cmocka_unit_test(waits_are_those_of_pollaczek_and_khinchine),
        cmocka_unit_test(patience_empties_an_overloaded_desk),
        cmocka_unit_test(closing_time_suspends_a_service_until_the_next_opening),
        cmocka_unit_test(intervals_cover_what_they_say),
    };
    return cmocka_run_group_tests(tests, input_folder_enter, input_folder_leave);
}
