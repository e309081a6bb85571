/* Logs: grouping, order, columns that come late, attributes, pairs of start and complete; words held against a journey. */
#include "test.h"
#include "model/event_log.h"
#include "model/matching.h"
#include "random_journey.h"

static struct event_log *log_;
static struct diagnostics diagnostics;

static int setup(void **state) { (void)state; log_ = event_log_new(); event_log_add_file(log_, "log.csv"); return 0; }

static int teardown(void **state)
{
    (void)state;
    event_log_free(log_);
    diagnostics_release(&diagnostics);
    return 0;
}

static uint32_t string(const char *text) { return interner_add_string(&log_->strings, text); }

static struct contact contact(const char *label, int64_t start)
{
    struct contact contact;
    contact_init(&contact);
    contact.label = string(label);
    contact.start = start;
    contact.line = (uint32_t)log_->count + 2;
    return contact;
}

static void add(const char *name, const char *label, int64_t start)
{
    struct contact row = contact(label, start);
    event_log_add(log_, string(name), &row, NULL);
}

static void assert_labels(size_t number, const char *wanted)
{
    char text[64] = "";
    for (size_t i = 0; i < log_->cases[number].count; i++)
        strncat(text, event_log_text(log_, log_->label[log_->cases[number].first + i]), 8);
    assert_string_equal(text, wanted);
}

static void rows_are_grouped_by_case_and_sorted_stably_and_undated_rows_follow_the_row_before(void **state)
{
    (void)state;
    add("u", "c", 300);
    add("v", "x", 5);
    add("u", "d", TIME_NONE);       /* follows c */
    add("u", "a", 100);
    add("u", "b", 100);
    add("v", "y", 5);
    add("w", "q", TIME_NONE);
    add("w", "p", 1);               /* the first row of w is undated: it stays first */
    event_log_finish(log_, &diagnostics);
    assert_int_equal(log_->case_count, 3);
    assert_labels(0, "abcd");
    assert_labels(1, "xy");
    assert_labels(2, "qp");
    assert_int_equal(event_log_first_instant(log_), 1);
    assert_int_equal(event_log_last_instant(log_), 300);
}

static void a_column_that_appears_late_is_absent_before(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++)
        add("u", "a", i);
    struct contact row = contact("b", 1000);
    row.minutes = 90;
    row.satisfaction = -150;
    row.outcome = OUTCOME_REFUSED;
    event_log_add(log_, string("u"), &row, NULL);
    event_log_finish(log_, &diagnostics);
    assert_null(log_->queue);
    assert_int_equal(event_log_contact(log_, 999).minutes, LOG_SECONDS_ABSENT);
    assert_int_equal(event_log_contact(log_, 999).satisfaction, LOG_SATISFACTION_ABSENT);
    struct contact back = event_log_contact(log_, 1000);
    assert_int_equal(back.minutes, 90);
    assert_int_equal(back.satisfaction, -150);
    assert_int_equal(back.outcome, OUTCOME_REFUSED);
    assert_int_equal(back.queue, LOG_SECONDS_ABSENT);
}

static void an_attribute_is_a_profile_if_it_is_constant_within_cases_blanks_aside(void **state)
{
    (void)state;
    int age = event_log_add_attribute(log_, "age"), mood = event_log_add_attribute(log_, "mood");
    assert_int_equal(event_log_add_attribute(log_, "age"), age);
    const uint32_t first[] = { string("old"), string("good") }, second[] = { 0, string("bad") };
    struct contact row = contact("a", 2);
    event_log_add(log_, string("u"), &row, first);
    row.start = 1;
    event_log_add(log_, string("u"), &row, second);
    event_log_finish(log_, &diagnostics);
    assert_true(log_->attribute[age].of_case);
    assert_string_equal(event_log_text(log_, log_->attribute[age].value[0]), "old");
    assert_false(log_->attribute[mood].of_case);
    assert_string_equal(event_log_text(log_, log_->attribute[mood].value[0]), "bad");     /* sorted with its row */
    assert_int_equal(log_->attribute[mood].distinct, 2);
}

static void an_end_before_its_start_is_said_and_counts_as_no_length_but_a_bare_date_of_the_same_day_is_not(void **state)
{
    (void)state;
    struct contact row = contact("a", 90000000);
    row.end = 80000000;
    row.end_has_time = row.start_has_time = true;
    event_log_add(log_, string("u"), &row, NULL);
    row.start = 86400000 + 3600000;
    row.end = 86400000;
    row.end_has_time = false;
    event_log_add(log_, string("v"), &row, NULL);
    event_log_finish(log_, &diagnostics);
    assert_int_equal(log_->end[0], 90000000);
    assert_int_equal(log_->end[1], 86400000 + 3600000);
    assert_diagnostics(&diagnostics,
                       "log.csv:2: warning: the contact ends (1970-01-01 22:13) before it starts (1970-01-02 01:00): "
                       "counted as having no length\n");
}

static void start_and_complete_of_one_activity_become_one_contact(void **state)
{
    (void)state;
    static const struct { const char *label; int64_t at; enum lifecycle lifecycle;
    } row[] = {
        { "a", 10, LIFECYCLE_START },    { "b", 20, LIFECYCLE_START }, { "a", 30, LIFECYCLE_COMPLETE },
        { "c", 40, LIFECYCLE_COMPLETE }, { "b", 50, LIFECYCLE_OTHER }, { "b", 60, LIFECYCLE_COMPLETE },
        { "d", 70, LIFECYCLE_START },
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct contact one = contact(row[i].label, row[i].at);
        one.lifecycle = row[i].lifecycle;
        event_log_add(log_, string("u"), &one, NULL);
    }
    event_log_finish(log_, &diagnostics);
    assert_int_equal(event_log_pair_lifecycle(log_), 2);
    assert_labels(0, "abcbd");
    assert_int_equal(log_->count, 5);
    assert_int_equal(log_->end[0], 30);
    assert_int_equal(log_->end[1], 60);
    assert_int_equal(log_->end[2], TIME_NONE);
}

static void equal_document_lists_have_one_number_whatever_their_order(void **state)
{
    (void)state;
    uint32_t one[] = { string("x"), string("y"), string("x") }, other[] = { string("y"), string("x") };
    uint32_t number = event_log_documents(log_, one, 3);
    assert_int_equal(event_log_documents(log_, other, 2), number);
    assert_int_not_equal(number, 0);
    assert_int_equal(event_log_document_list(log_, number)[0], 2);
    assert_int_equal(event_log_document_list(log_, 0)[0], 0);
}

static void words_match_by_id_then_by_title_or_alias_without_accents_and_misses_are_listed(void **state)
{
    (void)state;
    struct journey *journey = random_journey_empty();
    static struct translation title[3][1] = { { { "", "Déclarer la naissance" } },
                                              { { "", "Envoyer le dossier" } },
                                              { { "", "Envoyer le dossier" } } };
    static const char *alias[] = { "Naissance" }, *id[] = { "declarer", "dossier-caf", "dossier-cpam" };
    for (int s = 0; s < 3; s++)
        journey->step[journey->steps++] = (struct step){
            .id = id[s], .title = title[s], .titles = 1, .alias = alias, .aliases = s == 0, .institution = 1
        };
    add("u", "DECLARER  la naissance", 1);
    add("u", "naissance", 2);
    add("u", "declarer", 3);
    add("u", "envoyer le dossier", 4);
    add("u", "dossier-caf", 5);
    add("u", "Declarer la naisance", 6);
    add("u", "declarer la naisance", 7);
    add("u", "zzz", 8);
    event_log_finish(log_, &diagnostics);
    struct matching *matching = matching_new(journey, log_);
    static const int candidates[] = { 1, 1, 1, 2, 1, 0, 0, 0 };
    for (size_t row = 0; row < 8; row++)
        assert_int_equal(matching_activity(matching, log_, row)->candidates, candidates[row]);
    assert_int_equal(matching->activity_of_label[log_->label[0]], matching->activity_of_label[log_->label[2]]);
    assert_int_equal(matching->activity_of_label[log_->label[5]], matching->activity_of_label[log_->label[6]]);
    assert_int_equal(matching_activity(matching, log_, 4)->candidate[0], 1);
    assert_int_equal(matching->off_map, 3);
    assert_int_equal(matching->unmatched_count, 3);
    assert_int_equal(matching->unmatched[0].nearest, 0);
    assert_string_equal(event_log_text(log_, matching->unmatched[2].label), "zzz");
    assert_int_equal(matching->unmatched[2].nearest, NONE);
    matching_free(matching);
    journey_free(journey);
}

static void institutions_that_are_all_foreign_count_as_not_written_and_fewer_than_three_do_not(void **state)
{
    (void)state;
    struct journey *journey = random_journey_empty();           /* self, town, fund */
    static const char *const name[] = { "Group 1", "Group 2", "Group 3" };
    for (int i = 0; i < 3; i++) {
        struct contact row = contact("a", i);
        row.institution = string(name[i]);
        event_log_add(log_, string("u"), &row, NULL);
    }
    event_log_finish(log_, &diagnostics);
    struct matching *matching = matching_new(journey, log_);
    assert_true(matching->institutions_foreign);
    assert_false(matching_institution_unknown(matching, log_, 0));
    matching_free(matching);
    log_->institution[2] = log_->institution[1];
    matching = matching_new(journey, log_);
    assert_false(matching->institutions_foreign);
    assert_true(matching_institution_unknown(matching, log_, 0));
    matching_free(matching);
    log_->institution[2] = string("town");
    matching = matching_new(journey, log_);
    assert_false(matching->institutions_foreign);
    assert_int_equal(matching_institution(matching, log_, 2), 1);
    matching_free(matching);
    journey_free(journey);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_are_grouped_by_case_and_sorted_stably_and_undated_rows_follow_the_row_before),
        TEST(a_column_that_appears_late_is_absent_before),
        TEST(an_attribute_is_a_profile_if_it_is_constant_within_cases_blanks_aside),
        TEST(an_end_before_its_start_is_said_and_counts_as_no_length_but_a_bare_date_of_the_same_day_is_not),
        TEST(start_and_complete_of_one_activity_become_one_contact),
        TEST(equal_document_lists_have_one_number_whatever_their_order),
        TEST(institutions_that_are_all_foreign_count_as_not_written_and_fewer_than_three_do_not),
        TEST(words_match_by_id_then_by_title_or_alias_without_accents_and_misses_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
