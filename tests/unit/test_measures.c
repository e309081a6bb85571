/* The further subjects of an audit, against figures worked out by hand for three users and one who never began. */
#include "test.h"
#include "input_file.h"
#include "input/reader.h"
#include "measure/measures.h"
#include "measure/statistics.h"

static const char JOURNEY[] =
    "<journey xmlns=\"urn:parcours:journey:1\" id=\"test\" event=\"other\" lang=\"en\"><title>Test</title>"
    "<institution id=\"me\" name=\"Me\" self=\"yes\"/><institution id=\"a\" name=\"Town hall\"/>"
    "<institution id=\"b\" name=\"Fund\"/><document id=\"card\" name=\"Card\"/><document id=\"form\" name=\"Form\"/><path>"
    "<step id=\"ask\" with=\"a\" via=\"counter\" takes=\"10min\" travel=\"20min\" queue=\"5min\" fee=\"5\" needs=\"card\">Ask</step>"
    "<step id=\"file\" with=\"b\" via=\"web\" takes=\"30min\" needs=\"form card\">File</step>"
    "<step id=\"answer\" with=\"b\" via=\"mail\" by=\"institution\" wait=\"10d\" limit=\"20d\">Answer</step>"
    "<optional share=\"0.6\"><step id=\"visit\" with=\"a\" via=\"phone\">Visit</step></optional>"
    "<choice><option share=\"0.7\"><step id=\"pay\" with=\"b\" via=\"web\">Pay</step></option>"
    "<option share=\"0.3\" if=\"poor\"><step id=\"cash\" with=\"a\" via=\"counter\">Cash</step></option></choice></path></journey>";

/* u1 files twice and chases; u2 goes as planned, but for cash; u3 asks what the form means, and still waits. */
static const char CONTACTS[] =
    "case,region,step,institution,channel,start,minutes,queue,travel,reason,outcome\n"
    "u1,north,Ask,a,counter,2025-01-01,10,5,20,,done\nu1,north,File,b,web,2025-01-02,30,,,,incomplete\n"
    "u1,north,File,b,web,2025-01-05,20,,,,done\nu1,north,Where is it?,b,phone,2025-01-20,5,,,chase,\n"
    "u1,north,Answer,b,mail,2025-01-25,,,,,\nu1,north,Pay,b,web,2025-01-26,10,,,,done\n"
    "u2,south,Ask,a,counter,2025-02-01,,5,20,,done\nu2,south,File,b,web,2025-02-02,30,,,,done\n"
    "u2,south,Answer,b,mail,2025-02-10,,,,,\nu2,south,Cash,a,counter,2025-02-12,15,0,0,,done\n"
    "u3,south,Ask,a,counter,2025-03-01,10,5,20,,done\nu3,south,File,b,web,2025-03-02,30,,,clarify,done\n"
    "u4,north,,,,,,,,,\n";

struct fixture {
    struct journey *journey; struct event_log *log; struct net *net; bool net_owned; struct matching *matching;
    struct alignment_set *alignments; struct analysis *analysis; struct audit *audit; struct diagnostics diagnostics;
};

static void make_audit(struct fixture *fixture, const char *by, int min_group, int threads)
{
    struct audit_options options = { .min_group = min_group, .threads = threads, .bootstrap_draws = 200, .by = by,
                                     .user_hour = 12 };
    audit_free(fixture->audit);
    fixture->audit = audit_new(fixture->journey, fixture->net, fixture->log, fixture->matching, fixture->alignments,
                               fixture->analysis, &options, &fixture->diagnostics);
}

static int setup(void **state)
{
    struct fixture *fixture = xcalloc(1, sizeof *fixture);
    struct diagnostics *diagnostics = &fixture->diagnostics;
    static const char *const names[] = { "contacts.csv" };
    struct log_options options = { 0 };
    assert_int_equal(input_folder_enter(state), 0);
    source_close(input_file("journey.xml", JOURNEY, sizeof JOURNEY - 1, diagnostics));
    source_close(input_file("contacts.csv", CONTACTS, sizeof CONTACTS - 1, diagnostics));
    fixture->journey = journey_read("journey.xml", diagnostics);
    fixture->log = event_log_read(names, 1, &options, NULL, diagnostics);
    assert_non_null(fixture->journey);
    assert_non_null(fixture->log);
    fixture->net = net_compile(fixture->journey, &fixture->net_owned, diagnostics);
    fixture->matching = matching_new(fixture->journey, fixture->log);
    fixture->alignments = alignment_set_new(fixture->journey, fixture->net, fixture->log, fixture->matching,
                                            &(struct align_options){ .threads = 1 }, diagnostics);
    fixture->analysis = analysis_new(fixture->journey, fixture->net);
    make_audit(fixture, NULL, 1, 1);
    assert_non_null(fixture->audit);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    audit_free(fixture->audit);
    analysis_free(fixture->analysis);
    alignment_set_free(fixture->alignments);
    matching_free(fixture->matching);
    if (fixture->net_owned)
        net_free(fixture->net);
    event_log_free(fixture->log);
    journey_free(fixture->journey);
    diagnostics_release(&fixture->diagnostics);
    free(fixture);
    *state = NULL;
    return input_folder_leave(state);
}

static const struct measures *measures_of(void **state) { return ((struct fixture *)*state)->audit->measures; }

static void assert_estimate(const struct estimate *got, int n, double value)
{
    assert_int_equal(got->n, n);
    assert_near(got->value, value, 1e-9);
    assert_true(got->ci95[0] <= value + 1e-9 && value - 1e-9 <= got->ci95[1]);
}

static void institutions_met_and_followed_by_at_once_are_counted(void **state)
{
    const struct interlocutors *result = &measures_of(state)->interlocutors;
    assert_int_equal(result->planned, 2);
    assert_int_equal(result->lived.n, 3);
    assert_near(result->lived.mean, 2, 1e-12);
    assert_int_equal(result->completed.n, 2);
    assert_int_equal(result->dated, 3);
    /* u2 alone: the town hall from 1 to 12 February, the fund from 2 to 10. u1 met the town hall once */
    assert_near(result->overlap.mean, 8.0 * DAY_SECONDS / 3, 1e-6);
    assert_estimate(&result->overlapping, 3, 1.0 / 3);
    assert_estimate(&result->of_elapsed, 3, 8.0 / (25 + 11 + 1));
    assert_int_equal(result->most, 2);
    assert_int_equal(result->pairs, 1);
    assert_int_equal(result->pair[0].users, 1);
    assert_int_equal(result->pair[0].seconds, 8 * DAY_SECONDS);
}

static void contacts_per_need_and_first_contact_resolution(void **state)
{
    const struct resolution *result = &measures_of(state)->resolution;
    assert_int_equal(result->all.contacts, 12);
    assert_int_equal(result->all.done, 10);
    assert_int_equal(result->all.cases, 10);
    assert_int_equal(result->all.first, 9);
    assert_estimate(&result->all.contacts_per_done, 3, 1.2);
    assert_estimate(&result->all.first_share, 3, 0.9);
    assert_near(result->per_case.mean, (1.5 + 1 + 1) / 3, 1e-12);
    assert_near(result->per_case.median, 1, 1e-12);
    assert_int_equal(result->step[1].contacts, 4);
    assert_int_equal(result->step[1].done, 3);
    assert_estimate(&result->step[1].contacts_per_done, 3, 4.0 / 3);
    assert_estimate(&result->step[1].first_share, 3, 2.0 / 3);
    assert_estimate(&result->institution[2].first_share, 3, 5.0 / 6);
    assert_int_equal(result->institution[0].cases, 0);
}

static void late_steps_have_their_base(void **state)
{
    const struct lateness *late = measures_of(state)->resolution.late;
    assert_estimate(&late[2].announced, 2, 0.5);        /* u1 waited 20 days for what was announced in 10 */
    assert_estimate(&late[2].limit, 2, 0);              /* and 20 is not past the limit of 20 */
    assert_int_equal(late[0].announced.n, 0);
}

static void the_plan_is_counted_by_itself(void **state)
{
    const struct plan *plan = &measures_of(state)->plan;
    assert_int_equal(plan->steps, 6);
    assert_int_equal(plan->by_user, 5);
    assert_int_equal(plan->by_institution, 1);
    assert_int_equal(plan->institutions, 2);
    assert_int_equal(plan->hand_offs, 3);
    assert_int_equal(plan->reference_contacts, 5);
    assert_int_equal(plan->choices, 1);
    assert_int_equal(plan->options, 2);
    assert_int_equal(plan->optionals, 1);
    assert_int_equal(plan->conditioned, 1);
    assert_int_equal(plan->requests, 3);
    assert_int_equal(plan->documents, 2);
    assert_int_equal(plan->longest, 10 * DAY_SECONDS);
    assert_near(plan->runs, 4, 0);
}

/* One way through two, another through three; `again` leads back to the first. */
static const char FLOW[] =
    "<journey xmlns=\"urn:parcours:journey:1\" id=\"f\" event=\"other\" lang=\"en\"><title>F</title><institution id=\"a\" name=\"A\"/>"
    "<flow><start id=\"s\"/><step id=\"one\" with=\"a\" via=\"web\" wait=\"5d\">One</step><gateway id=\"g\" kind=\"one\"/>"
    "<step id=\"two\" with=\"a\" via=\"mail\" wait=\"20d\">Two</step><step id=\"three\" with=\"a\" via=\"mail\" wait=\"3d\">Three</step>"
    "<gateway id=\"j\" kind=\"one\"/><gateway id=\"again\" kind=\"one\"/><step id=\"four\" with=\"a\" via=\"mail\" wait=\"1d\">Four</step>"
    "<end id=\"e\"/><link from=\"s\" to=\"one\"/><link from=\"one\" to=\"g\"/><link from=\"g\" to=\"two\" if=\"x\"/>"
    "<link from=\"g\" to=\"three\"/><link from=\"two\" to=\"j\"/><link from=\"three\" to=\"j\"/><link from=\"j\" to=\"again\"/>"
    "<link from=\"again\" to=\"one\"/><link from=\"again\" to=\"four\"/><link from=\"four\" to=\"e\"/></flow></journey>";

static void a_flow_is_counted_without_the_links_that_lead_back(void **state)
{
    struct diagnostics diagnostics = { 0 };
    assert_int_equal(input_folder_enter(state), 0);
    source_close(input_file("flow.xml", FLOW, sizeof FLOW - 1, &diagnostics));
    struct journey *journey = journey_read("flow.xml", &diagnostics);
    assert_non_null(journey);
    struct audit audit = { .journey = journey };
    struct plan plan;
    plan_init(&plan, &audit);
    assert_int_equal(plan.choices, 1);
    assert_int_equal(plan.options, 2);
    assert_int_equal(plan.repeats, 1);
    assert_int_equal(plan.conditioned, 1);
    assert_int_equal(plan.longest, 26 * DAY_SECONDS);
    assert_near(plan.runs, 2, 0);
    journey_free(journey);
    diagnostics_release(&diagnostics);
    assert_int_equal(input_folder_leave(state), 0);
}

static void hours_euros_and_fees_are_three_accounts(void **state)
{
    const struct burden *burden = &measures_of(state)->burden;
    assert_near(burden->total_hours, 245.0 / 60, 1e-12);
    assert_near(burden->total_unproductive_hours, 140.0 / 60, 1e-12);
    assert_estimate(&burden->hours, 3, 245.0 / 180);
    assert_estimate(&burden->user_euros, 3, 245.0 / 180 * 12);
    assert_near(burden->total.euros, 4 * 10.63 + 5 * 0.18 + 3.49 + 2 * 5.55, 1e-9);
    assert_near(burden->total.redundant_euros, 2 * 0.18 + 3.49, 1e-9);
    assert_estimate(&burden->institution_euros, 3, burden->total.euros / 3);
    assert_estimate(&burden->redundant_euros, 3, burden->total.redundant_euros / 3);
    assert_near(burden->planned_euros, 10.63 + 0.18 + 5.55 + 3.49 + 0.18, 1e-9);
    assert_estimate(&burden->fees, 3, 5);
    assert_near(burden->planned_fees, 5, 0);
    assert_int_equal(burden->fees_paid, 3);
    assert_int_equal(burden->without_cost, 0);
    assert_int_equal(burden->channel[CHANNEL_COUNTER].users, 3);
    assert_int_equal(burden->institution[1].contacts + burden->institution[2].contacts, 12);
}

static void a_step_without_internet_has_a_profile(void **state)
{
    const struct accessibility *result = &measures_of(state)->accessibility;
    assert_int_equal(result->steps, 6);
    assert_int_equal(result->online_only, 2);
    assert_int_equal(result->reference_steps, 5);
    assert_int_equal(result->reference_online_only, 2);
    assert_true(result->step[0].counter_only && !result->step[0].online_only);
    assert_true(result->step[1].web_only && result->step[1].offline_count == 0);
    assert_int_equal(result->step[1].documents, 2);
    assert_int_equal(result->step[2].offline[0], CHANNEL_MAIL);
    assert_int_equal(result->step[0].travel, 20 * 60);
}

static void assert_variation(const struct variation_result *got, int redundant, int unproductive, int active)
{
    assert_int_equal(got->redundant, redundant);
    assert_int_equal(got->unproductive, unproductive * 60);
    assert_int_equal(got->active, active * 60);
    assert_near(got->redundant_share.value, redundant / 12.0, 1e-12);
    assert_near(got->unproductive_share.value, (double)unproductive / active, 1e-12);
}

static void the_headline_is_counted_again_under_other_rules(void **state)
{
    const struct variation_result *variation = measures_of(state)->sensitivity.variation;
    assert_variation(&variation[VARIATION_AS_IS], 3, 140, 245);
    assert_variation(&variation[VARIATION_CHASING_KEPT], 2, 135, 245);
    assert_variation(&variation[VARIATION_OFF_MAP_REDUNDANT], 3, 140, 245);
    assert_variation(&variation[VARIATION_STATED_ONLY], 2, 110, 245);
    assert_variation(&variation[VARIATION_ESTIMATES_LEFT_OUT], 3, 140, 235);
}

static void what_is_stated_is_held_against_the_rules(void **state)
{
    const struct sensitivity *result = &measures_of(state)->sensitivity;
    assert_int_equal(result->stated, 2);
    assert_int_equal(result->derivable, 1);
    assert_int_equal(result->agreed, 1);
    assert_int_equal(result->confusion[VERDICT_CHASING][VERDICT_CHASING], 1);
    assert_int_equal(result->confusion[VERDICT_CLARIFICATION][VERDICT_PLANNED], 1);
    assert_int_equal(result->confusion_users[VERDICT_CLARIFICATION][VERDICT_PLANNED], 1);
}

static void an_institution_sees_its_own_contacts_only(void **state)
{
    const struct view_of_institution *town = &measures_of(state)->viewpoint.institution[1], *fund = town + 1;
    assert_int_equal(town->users, 3);
    assert_int_equal(town->contacts, 4);
    assert_int_equal(town->answers, 0);
    assert_int_equal(fund->contacts, 8);
    assert_int_equal(fund->repeated, 1);
    assert_int_equal(fund->users_repeated, 1);
    assert_int_equal(fund->redundant, 3);
    assert_int_equal(fund->answers, 2);
    assert_near(fund->delay_median, 14.0 * DAY_SECONDS, 1e-6);      /* 20 days from the complete file, and 8 */
    assert_int_equal(fund->files, 3);
    assert_int_equal(fund->complete, 2);
    assert_estimate(&fund->own_contacts, 3, 8.0 / 3);
    assert_estimate(&fund->lived_contacts_mean, 3, 4);
    assert_near(fund->lived_elapsed_median, 11.0 * DAY_SECONDS, 1e-6);
    assert_int_equal(measures_of(state)->viewpoint.institution[0].users, 0);
}

static const struct compared_group *group_called(const struct comparison *comparison, const char *id)
{
    for (size_t g = 0; g < comparison->groups; g++)
        if (comparison->group[g].id && !strcmp(comparison->group[g].id, id))
            return &comparison->group[g];
    fail_msg("no group %s", id);
    return NULL;
}

static void groups_of_users_stand_side_by_side(void **state)
{
    make_audit(*state, "county", 1, 1);
    assert_null(((struct fixture *)*state)->audit);                 /* there is no such column */
    make_audit(*state, "REGION", 1, 1);
    const struct comparison *result = measures_of(state)->comparison;
    const struct compared_group *north = group_called(result, "north"), *south = group_called(result, "south");
    assert_int_equal(result->groups, 2);
    assert_int_equal(north->users, 2);              /* with u4, who never began */
    assert_int_equal(south->users, 2);
    assert_near(north->figure[COMPARED_CONTACTS].value.value, 3, 1e-12);
    assert_near(south->figure[COMPARED_CONTACTS].value.value, 3, 1e-12);
    assert_near(north->figure[COMPARED_CONTACTS].difference, 0, 1e-12);
    assert_near(south->figure[COMPARED_REDUNDANT].difference, 0.5 - 1, 1e-12);
    assert_near(south->figure[COMPARED_REDUNDANT].difference_ci95[0], -2, 1e-12);   /* one resample in 16: u2 twice, u1 twice */
    assert_near(south->figure[COMPARED_REDUNDANT].difference_ci95[1], 1, 1e-12);
    assert_near(north->figure[COMPARED_COMPLETED].value.value, 0.5, 1e-12);
    assert_near(south->figure[COMPARED_ELAPSED].value.value, 6.0 * DAY_SECONDS, 1e-6);
}

static void institutions_stand_side_by_side_with_the_contacts_of_each(void **state)
{
    make_audit(*state, "institution", 1, 1);
    const struct comparison *result = measures_of(state)->comparison;
    const struct compared_group *town = group_called(result, "a"), *fund = group_called(result, "b");
    assert_true(result->overlapping);
    assert_int_equal(town->contacts, 4);
    assert_near(fund->figure[COMPARED_CONTACTS].value.value, 8.0 / 3, 1e-12);
    assert_near(fund->figure[COMPARED_CONTACTS].difference, 4.0 / 3, 1e-12);
    assert_int_equal(fund->figure[COMPARED_COMPLETED].value.n, 0);
}

static void small_groups_are_folded_until_they_are_enough(void **state)
{
    make_audit(*state, "region", 3, 1);
    const struct comparison *result = measures_of(state)->comparison;
    assert_int_equal(result->groups, 1);            /* two of the north, two of the south */
    assert_true(result->group[0].others);
    assert_int_equal(result->folded, 2);
    assert_int_equal(result->group[0].users, 4);
    assert_true(isnan(result->group[0].figure[COMPARED_CONTACTS].difference));
}

static void threads_change_nothing(void **state)
{
    make_audit(*state, "region", 1, 1);
    struct compared_figure one = group_called(measures_of(state)->comparison, "south")->figure[COMPARED_ACTIVE];
    struct estimate hours = measures_of(state)->burden.hours;
    make_audit(*state, "region", 1, 4);
    assert_memory_equal(&one, &group_called(measures_of(state)->comparison, "south")->figure[COMPARED_ACTIVE], sizeof one);
    assert_memory_equal(&hours, &measures_of(state)->burden.hours, sizeof hours);
}

static void a_file_that_is_compared_has_users_of_its_own(void **state)
{
    struct diagnostics diagnostics = { 0 };
    static const char *const names[] = { "one.csv", "two.csv" };
    assert_int_equal(input_folder_enter(state), 0);
    source_close(input_file("one.csv", "case,step\nu1,Ask\nu1,File\n", 24, &diagnostics));
    source_close(input_file("two.csv", "case,step\nu1,Ask\n", 17, &diagnostics));
    for (int separate = 0; separate < 2; separate++) {
        struct log_options options = { .separate_files = separate };
        struct event_log *log = event_log_read(names, 2, &options, NULL, &diagnostics);
        assert_non_null(log);
        assert_int_equal(log->case_count, 1 + separate);
        event_log_free(log);
    }
    diagnostics_release(&diagnostics);
    assert_int_equal(input_folder_leave(state), 0);
}

static void the_interval_of_a_share_is_binomial(void **state)
{
    (void)state;
    double interval[2];
    share_interval(5, 10, interval);                /* P(X <= 1) = 0.011, P(X <= 2) = 0.055; P(X <= 7) = 0.945 */
    assert_near(interval[0], 0.2, 1e-12);
    assert_near(interval[1], 0.8, 1e-12);
    share_interval(0, 10, interval);
    assert_near(interval[1], 0, 0);
    share_interval(0, 0, interval);
    assert_true(isnan(interval[0]));
}

static void a_ratio_of_sums_has_the_interval_of_its_resamples(void **state)
{
    (void)state;
    double top[] = { 2, 4, 0, 0 }, bottom[] = { 1, 1, 0, 0 }, same_top[] = { 3, 6, 9, 12 }, same_bottom[] = { 1, 2, 3, 4 };
    struct ratio ratio[2] = { { .top = top, .bottom = bottom }, { .top = same_top, .bottom = same_bottom } };
    bootstrap_ratios(ratio, 2, 4, 1, 500, 1);
    assert_near(ratio[0].value, 3, 1e-12);
    assert_near(ratio[0].ci95[0], 2, 1e-12);        /* only the first of the two, and only the second, are drawn often */
    assert_near(ratio[0].ci95[1], 4, 1e-12);
    assert_near(ratio[1].ci95[0], 3, 1e-12);
    assert_near(ratio[1].ci95[1], 3, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(institutions_met_and_followed_by_at_once_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(contacts_per_need_and_first_contact_resolution, setup, teardown),
        cmocka_unit_test_setup_teardown(late_steps_have_their_base, setup, teardown),
        cmocka_unit_test_setup_teardown(the_plan_is_counted_by_itself, setup, teardown),
        cmocka_unit_test(a_flow_is_counted_without_the_links_that_lead_back),
        cmocka_unit_test_setup_teardown(hours_euros_and_fees_are_three_accounts, setup, teardown),
        cmocka_unit_test_setup_teardown(a_step_without_internet_has_a_profile, setup, teardown),
        cmocka_unit_test_setup_teardown(the_headline_is_counted_again_under_other_rules, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_stated_is_held_against_the_rules, setup, teardown),
        cmocka_unit_test_setup_teardown(an_institution_sees_its_own_contacts_only, setup, teardown),
        cmocka_unit_test_setup_teardown(groups_of_users_stand_side_by_side, setup, teardown),
        cmocka_unit_test_setup_teardown(institutions_stand_side_by_side_with_the_contacts_of_each, setup, teardown),
        cmocka_unit_test_setup_teardown(small_groups_are_folded_until_they_are_enough, setup, teardown),
        cmocka_unit_test_setup_teardown(threads_change_nothing, setup, teardown),
        cmocka_unit_test(a_file_that_is_compared_has_users_of_its_own),
        cmocka_unit_test(the_interval_of_a_share_is_binomial),
        cmocka_unit_test(a_ratio_of_sums_has_the_interval_of_its_resamples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
