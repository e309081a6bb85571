/* Satisfaction and irritants by place, against figures worked out by hand. */
#include "test.h"
#include "input_file.h"
#include "input/reader.h"
#include "measure/audit.h"

static const char JOURNEY[] =
    "<journey xmlns=\"urn:parcours:journey:1\" id=\"test\" event=\"other\" lang=\"en\"><title>Test</title>"
    "<institution id=\"a\" name=\"Town hall\"/><path><step id=\"ask\" with=\"a\" via=\"counter\">Ask</step>"
    "<step id=\"get\" with=\"a\" via=\"mail\">Get</step></path></journey>";

/* Ask: -2, -1, 0, 2 of four users (u5 says nothing). Chasing: u1 twice, u2 once. Get: u1 only, -0.5 halfway. */
static const char CONTACTS[] =
    "case,step,reason,satisfaction,irritant\n"
    "u1,Ask,,-2,Guichet ferm\xc3\xa9\nu1,Where is it?,chase,-2,No answer\nu1,Where is it?,chase,-1,no ANSWER\n"
    "u1,Get,,-0.5,\n"
    "u2,Ask,,-1,GUICHET FERME\nu2,Where is it?,chase,0,  \nu2,Get,,,-\n"
    "u3,Ask,,0,guichet  ferm\xc3\xa9\nu3,Get,,,No answer\n"
    "u4,Ask,,2,Far away\nu4,Get,,,\n"
    "u5,Ask,,,Far away\nu5,Get,,,Form 12\n";

struct fixture {
    struct journey *journey; struct event_log *log; struct net *net; bool net_owned; struct matching *matching;
    struct alignment_set *alignments; struct analysis *analysis; struct audit *audit; struct diagnostics diagnostics;
};

static int make(void **state, const char *contacts)
{
    struct fixture *fixture = xcalloc(1, sizeof *fixture);
    struct diagnostics *diagnostics = &fixture->diagnostics;
    static const char *const names[] = { "contacts.csv" };
    struct log_options options = { 0 };
    assert_int_equal(input_folder_enter(state), 0);
    source_close(input_file("journey.xml", JOURNEY, sizeof JOURNEY - 1, diagnostics));
    source_close(input_file("contacts.csv", contacts, strlen(contacts), diagnostics));
    fixture->journey = journey_read("journey.xml", diagnostics);
    fixture->log = event_log_read(names, 1, &options, NULL, diagnostics);
    assert_non_null(fixture->journey);
    assert_non_null(fixture->log);
    fixture->net = net_compile(fixture->journey, &fixture->net_owned, diagnostics);
    fixture->matching = matching_new(fixture->journey, fixture->log);
    fixture->alignments = alignment_set_new(fixture->journey, fixture->net, fixture->log, fixture->matching,
                                            &(struct align_options){ .threads = 1 }, diagnostics);
    fixture->analysis = analysis_new(fixture->journey, fixture->net);
    fixture->audit = audit_new(fixture->journey, fixture->net, fixture->log, fixture->matching, fixture->alignments,
                               fixture->analysis, &(struct audit_options){ .threads = 1, .bootstrap_draws = 5 },
                               diagnostics);
    assert_non_null(fixture->audit);
    *state = fixture;
    return 0;
}

static int setup(void **state) { return make(state, CONTACTS); }
static int setup_silent(void **state) { return make(state, "case,step\nu1,Ask\nu1,Where is it?\nu1,Get\n"); }

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

static void assert_satisfaction(const struct satisfaction *got, int answers, int users, double mean, double first,
                                double median, double third)
{
    assert_int_equal(got->answers, answers);
    assert_int_equal(got->users, users);
    assert_near(got->mean, mean, 1e-12);
    assert_near(got->quartile[0], first, 1e-12);
    assert_near(got->quartile[1], median, 1e-12);
    assert_near(got->quartile[2], third, 1e-12);
}

static void satisfaction_is_told_step_by_step_and_for_each_kind_of_extra_contacts(void **state)
{
    const struct fixture *fixture = *state;
    const struct audit *audit = fixture->audit;
    /* -2 -1 0 2: quartiles of type 7 stand at 0.75, 1.5 and 2.25 of 0 … 3 */
    assert_satisfaction(&audit->step_satisfaction[0], 4, 4, -0.25, -1.25, -0.5, 0.5);
    assert_satisfaction(&audit->step_satisfaction[1], 1, 1, -0.5, -0.5, -0.5, -0.5);
    assert_int_equal(audit->detours, 1);
    assert_satisfaction(&audit->detour_satisfaction[0], 3, 2, -1, -1.5, -1, -0.5);
    /* -2 -2 -1 -1 -0.5 0 0 2, of u1 … u4 */
    assert_satisfaction(&audit->satisfaction, 8, 4, -4.5 / 8, -1.25, -0.75, 0);
}

static void contacts_know_the_kind_of_extra_contacts_they_are_of(void **state)
{
    const struct fixture *fixture = *state;
    int64_t contacts = 0;
    for (size_t row = 0; row < fixture->log->count; row++) {
        const struct contact_finding *finding = &fixture->audit->contact[row];
        assert_int_equal(finding->detour, finding->verdict == VERDICT_PLANNED ? NONE : 0);
        contacts += finding->detour == 0;
    }
    assert_int_equal(contacts, fixture->audit->detour[0].contacts);
}

static void assert_irritant(const struct fixture *fixture, size_t number, const char *text, int step, int detour,
                            int users, int contacts)
{
    const struct irritant *irritant = &fixture->audit->irritant[number];
    assert_string_equal(event_log_text(fixture->log, irritant->text), text);
    assert_int_equal(irritant->step, step);
    assert_int_equal(irritant->detour, detour);
    assert_int_equal(irritant->users, users);
    assert_int_equal(irritant->contacts, contacts);
}

static void irritants_that_differ_by_case_accents_and_spaces_are_one_shown_as_first_written(void **state)
{
    const struct fixture *fixture = *state;
    assert_int_equal(fixture->audit->irritants, 5);     /* blanks and dashes are none */
    assert_irritant(fixture, 0, "Guichet ferm\xc3\xa9", 0, NONE, 3, 3);
    assert_irritant(fixture, 1, "Far away", 0, NONE, 2, 2);
    assert_irritant(fixture, 2, "No answer", NONE, 0, 1, 2);
    assert_irritant(fixture, 3, "Form 12", 1, NONE, 1, 1);
    assert_irritant(fixture, 4, "No answer", 1, NONE, 1, 1);
}

static void who_says_nothing_has_no_opinion(void **state)
{
    const struct fixture *fixture = *state;
    const struct audit *audit = fixture->audit;
    const struct satisfaction *silent[] = { &audit->step_satisfaction[0], &audit->step_satisfaction[1],
                                            &audit->detour_satisfaction[0], &audit->satisfaction };
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        assert_int_equal(silent[i]->answers, 0);
        assert_int_equal(silent[i]->users, 0);
        assert_true(isnan(silent[i]->mean) && isnan(silent[i]->quartile[1]));
    }
    assert_int_equal(audit->irritants, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(satisfaction_is_told_step_by_step_and_for_each_kind_of_extra_contacts),
        TEST(contacts_know_the_kind_of_extra_contacts_they_are_of),
        TEST(irritants_that_differ_by_case_accents_and_spaces_are_one_shown_as_first_written),
        cmocka_unit_test_setup_teardown(who_says_nothing_has_no_opinion, setup_silent, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
