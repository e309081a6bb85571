#include "test.h"
#include "input/reader.h"
#include "input_file.h"
#include <jansson.h>

static struct diagnostics diagnostics;
static struct event_log *log_read;

static int setup(void **state) { return input_folder_enter(state); }
static int teardown(void **state)
{
    event_log_free(log_read);
    log_read = NULL;
    diagnostics_release(&diagnostics);
    return input_folder_leave(state);
}

/* Whatever the extension says; log_read stays NULL if the file is refused. */
static bool read_source(struct source *source)
{
    event_log_free(log_read);
    log_read = NULL;
    const struct reader *reader = source ? reader_for(source, &diagnostics) : NULL;
    struct event_log *log = event_log_new();
    bool good = reader && reader->read_log && reader->read_log(source, NULL, log, NULL, &diagnostics);
    source_close(source);
    if (!good) {
        event_log_free(log);
        return false;
    }
    event_log_finish(log, &diagnostics);
    log_read = log;
    return true;
}

static bool read_text(const char *text) { return read_source(input_file("log.xes", text, strlen(text), &diagnostics)); }

#define NAME(name) "<string key='concept:name' value='" name "'/>"

static const char *text_of(uint32_t string) { return event_log_text(log_read, string); }

static void events_become_contacts_with_their_columns(void **state)
{
    (void)state;
    assert_true(read_text("<log xmlns='http://www.xes-standard.org/'><trace>" NAME("c&amp;1") "<event>" NAME(
        "Déposer &lt;1&gt;") "<date key='time:timestamp' value='2025-03-01T09:30:00.250+01:00'/>"
                             "<date key='end' value='2025-03-01T10:00:00Z'/><string key='lifecycle:transition' "
                             "value='COMPLETE'/>"
                             "<string key='org:group' value='Mairie'/><string key='channel' value='guichet'/>"
                             "<int key='minutes' value='12'/><string key='travel' value='1h'/><string key='by' "
                             "value='institution'/>"
                             "<string key='reason' value='relance'/><string key='outcome' value='failed'/>"
                             "<string key='kind' value='relation'/><string key='documents' value='rib | acte|rib'/>"
                             "<float key='satisfaction' value='-1.5'/><string key='irritant' value='attente'/>"
                             "<string key='quote' value='trop long'/></event></trace></log>"));
    assert_int_equal(log_read->case_count, 1);
    assert_int_equal(log_read->count, 1);
    assert_string_equal(text_of(log_read->cases[0].name), "c&1");
    struct contact contact = event_log_contact(log_read, 0);
    assert_string_equal(text_of(contact.label), "Déposer <1>");
    char time[TIME_TEXT_SIZE];
    assert_string_equal(time_format_iso(contact.start, time), "2025-03-01T08:30:00.250Z");
    assert_string_equal(time_format_iso(contact.end, time), "2025-03-01T10:00:00.000Z");
    assert_true(contact.start_has_time);
    assert_int_equal(contact.lifecycle, LIFECYCLE_COMPLETE);
    assert_string_equal(text_of(contact.institution), "Mairie");
    assert_int_equal(contact.channel, CHANNEL_COUNTER);
    assert_int_equal(contact.minutes, 720);
    assert_int_equal(contact.travel, 3600);
    assert_int_equal(contact.queue, LOG_SECONDS_ABSENT);
    assert_int_equal(contact.by, BY_INSTITUTION);
    assert_int_equal(contact.reason, REASON_CHASE);
    assert_int_equal(contact.outcome, OUTCOME_FAILED);
    assert_int_equal(contact.kind, KIND_RELATION);
    assert_int_equal(event_log_document_list(log_read, contact.documents)[0], 2);
    assert_int_equal(contact.satisfaction, -150);
    assert_string_equal(text_of(contact.irritant), "attente");
    assert_string_equal(text_of(contact.quote), "trop long");
    assert_int_equal(diagnostics.count, 0);
}

static void nested_attributes_lists_and_globals_are_passed_over(void **state)
{
    (void)state;
    assert_true(read_text("<log><extension name='x'/><global scope='event'>" NAME(
        "UNKNOWN") "</global><classifier name='c' "
                   "keys='k'/>" NAME("the log") "<trace>" NAME("1") "<list key='l'><values>" NAME(
                       "no") "</values></list>"
                             "<event><string "
                             "key='concept:name' "
                             "value='a'>" NAME(
                                 "nested") "</"
                                           "string><container "
                                           "key='c'>" NAME(
                                               "no") "</container><date key='time:timestamp' "
                                                     "value='2025-03-01T09:30:00Z'/></event></trace></log>"));
    assert_int_equal(log_read->count, 1);
    assert_string_equal(text_of(log_read->label[0]), "a");
    assert_int_equal(diagnostics.count, 0);
}

static void attributes_of_a_trace_become_attributes_of_its_case(void **state)
{
    (void)state;
    assert_true(read_text("<log><trace><string key='age' value='old'/>" NAME(
        "1") "<int key='n' value='7'/></trace>"
             "<trace><event>" NAME("a") "</event><string key='age' value='young'/>" NAME("2") "</trace></log>"));
    assert_int_equal(log_read->case_count, 2);
    assert_int_equal(log_read->attributes, 2);
    assert_string_equal(text_of(log_read->attribute[0].name), "age");
    assert_true(log_read->attribute[0].of_case);
    assert_string_equal(text_of(log_read->attribute[0].value[0]), "old");
    assert_string_equal(text_of(log_read->attribute[0].value[1]), "young");
    assert_string_equal(text_of(log_read->cases[1].name), "2");
    assert_int_equal(log_read->cases[1].count, 1);
}

static void more_than_64_attributes_are_said_and_not_kept(void **state)
{
    (void)state;
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    fputs("<log><trace>" NAME("1"), out);
    for (int i = 0; i < 70; i++)
        fprintf(out, "<string key='k%d' value='v'/>", i);
    fputs("</trace></log>", out);
    fclose(out);
    assert_true(read_text(text));
    free(text);
    assert_int_equal(log_read->attributes, 64);
    assert_diagnostics(&diagnostics,
                       "log.xes:1: warning: traces have more than 64 different attributes; from here on new ones are "
                       "not kept\n");
}

static void traces_without_a_name_are_numbered_and_never_mixed_up(void **state)
{
    (void)state;
    assert_true(
        read_text("<log><trace>" NAME("case 2") "</trace><trace><event>" NAME("a") "</event></trace><trace/></log>"));
    assert_int_equal(log_read->case_count, 3);
    assert_string_equal(text_of(log_read->cases[2].name), "case 3");
    assert_int_equal(log_read->cases[0].count, 0);
    assert_int_equal(log_read->cases[1].count, 1);
}

static void other_encodings_are_read(void **state)
{
    (void)state;
    assert_true(read_text("<?xml version='1.0' encoding='ISO-8859-1'?><log><trace>" NAME("1") "<event>" NAME(
        "\xE9t\xE9") "</event></trace></log>"));
    assert_string_equal(text_of(log_read->label[0]), "été");
}

static void an_event_is_a_few_bytes(void **state)
{
    (void)state;
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    fputs("<log>", out);
    for (int i = 0; i < 100; i++) {
        fprintf(out, "<trace><string key='concept:name' value='%d'/>", i);
        for (int k = 0; k < 100; k++)
            fputs("<event>" NAME("a") "<date key='time:timestamp' value='2025-03-01T09:30:00Z'/><string key='note' "
                                      "value='x'/></event>",
                  out);
        fputs("</trace>", out);
    }
    fputs("</log>", out);
    fclose(out);
    assert_true(read_text(text));
    free(text);
    assert_int_equal(log_read->count, 10000);
    size_t columns = 4 + 8 + 1 + 4;         /* label, start, time_flags, line: the ones that are always there */
    columns += log_read->lifecycle || log_read->institution || log_read->end || log_read->file_of ? 1000 : 0;
    assert_true(columns <= 32);
}

/* The real logs of ../shared/data/xes against truth.json. Two figures are not compared: `variants_by_name` counts in the
 * order of the file, a log is in the order of time (it differs in one file); names of events counts them when finished. */
static void check_log(const char *folder, const char *name, const json_t *truth)
{
    static const char *const key[] = { "cases", "events", "events_missing_timestamp", "events_unparsable_timestamp",
                                       "events_missing_name" };
    char path[5000], time[TIME_TEXT_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    print_message("%s\n", name);
    assert_true(read_source(source_open(path, &diagnostics)));
    const struct log_input *input = &log_read->input;
    const uint64_t got[] = { log_read->case_count, log_read->count, input->missing_time, input->unparsable_time,
                             input->missing_name };
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(got[i], json_integer_value(json_object_get(truth, key[i])));
    const char *first = json_string_value(json_object_get(truth, "first_utc")),
               *last = json_string_value(json_object_get(truth, "last_utc"));
    assert_true((event_log_first_instant(log_read) != TIME_NONE) == (first != NULL));
    if (first) {
        assert_string_equal(time_format_iso(event_log_first_instant(log_read), time), first);
        assert_string_equal(time_format_iso(event_log_last_instant(log_read), time), last);
    }
    unsigned char *seen = calloc(log_read->strings.count + 1, 1);
    json_int_t distinct = 0;
    for (size_t row = 0; row < log_read->count; row++) {
        uint32_t label = log_read->label[row];
        distinct += !seen[label] && strcmp(text_of(label), LOG_UNNAMED);
        seen[label] = 1;
    }
    free(seen);
    assert_int_equal(distinct, json_integer_value(json_object_get(truth, "distinct_names")));
}

static void real_logs_give_what_is_known_of_them(void **state)
{
    (void)state;
    char folder[4096], path[5000];
    if (!shared_folder()) {
        print_message("real logs need ../shared\n");
        skip();
    }
    snprintf(folder, sizeof folder, "%s/data/xes", shared_folder());
    snprintf(path, sizeof path, "%s/truth.json", folder);
    json_t *all = json_load_file(path, 0, NULL), *truth;
    const char *name;
    assert_non_null(all);
    json_object_foreach(all, name, truth) check_log(folder, name, truth);
    json_decref(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(events_become_contacts_with_their_columns),
        TEST(nested_attributes_lists_and_globals_are_passed_over),
        TEST(attributes_of_a_trace_become_attributes_of_its_case),
        TEST(more_than_64_attributes_are_said_and_not_kept),
        TEST(traces_without_a_name_are_numbered_and_never_mixed_up),
        TEST(other_encodings_are_read),
        TEST(an_event_is_a_few_bytes),
        TEST(real_logs_give_what_is_known_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
