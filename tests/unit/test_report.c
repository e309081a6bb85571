/* The shown outputs of a small audit: escaped, folded, the same bytes twice. */
#include "test.h"
#include "input_file.h"
#include "input/reader.h"
#include "report/digest.h"
#include "report/page.h"
#include "measure/shown.h"
#include "report/summary.h"
#include "report/writer.h"

static const char JOURNEY[] =
    "<journey xmlns=\"urn:parcours:journey:1\" id=\"test\" event=\"other\" lang=\"en\"><title>A &lt;b&gt; title</title>"
    "<institution id=\"a\" name=\"Town &amp; hall\"/><institution id=\"b\" name=\"Fund\"/><document id=\"d\" "
    "name=\"Form\"/>"
    "<path><step id=\"ask\" with=\"a\" via=\"counter\" takes=\"10min\" needs=\"d\">Ask</step>"
    "<step id=\"get\" with=\"b\" via=\"mail\" by=\"institution\" wait=\"10d\" "
    "takes=\"5min\">Get</step></path></journey>";

struct fixture {
    struct journey *journey; struct event_log *log; struct net *net; bool net_owned; struct matching *matching;
    struct alignment_set *alignments; struct analysis *analysis; struct audit *audit;
    struct drawing map; struct report report; struct diagnostics diagnostics;
};

/* Nine users; all chase by phone, three of them twice; five say one off-map word, four another. */
static void add_contacts(struct buffer *text)
{
    buffer_add_string(text, "case,step,institution,channel,start,minutes,documents,reason,group\n");
    for (int user = 1; user <= 9; user++) {
        buffer_printf(text, "person-%d,Ask,a,counter,2024-01-0%d,10,d,,value-%d\n", user, user, user);
        for (int i = 0; i < (user <= 3 ? 2 : 1); i++)
            buffer_printf(text, "person-%d,Where is it?,b,phone,2024-01-1%d,6,,chase,value-%d\n", user, user, user);
        buffer_printf(text, "person-%d,%s,a,phone,2024-01-2%d,3,,,value-%d\n", user, user <= 5 ? "frequent" : "rare",
                      user, user);
        buffer_printf(text, "person-%d,Get,b,mail,2024-02-0%d,5,,,value-%d\n", user, user, user);
    }
}

static int make(void **state, int min_group)
{
    struct fixture *fixture = xcalloc(1, sizeof *fixture);
    struct buffer contacts = { 0 };
    struct diagnostics *diagnostics = &fixture->diagnostics;
    assert_int_equal(input_folder_enter(state), 0);
    add_contacts(&contacts);
    source_close(input_file("journey.xml", JOURNEY, sizeof JOURNEY - 1, diagnostics));
    source_close(input_file("contacts.csv", contacts.data, contacts.length, diagnostics));
    buffer_release(&contacts);
    static const char *const names[] = { "contacts.csv" };
    struct log_options options = { 0 };
    fixture->journey = journey_read("journey.xml", diagnostics);
    fixture->log = event_log_read(names, 1, &options, NULL, diagnostics);
    assert_non_null(fixture->journey);
    assert_non_null(fixture->log);
    fixture->net = net_compile(fixture->journey, &fixture->net_owned, diagnostics);
    fixture->matching = matching_new(fixture->journey, fixture->log);
    struct align_options align = { .threads = 1 };
    fixture->alignments =
        alignment_set_new(fixture->journey, fixture->net, fixture->log, fixture->matching, &align, diagnostics);
    fixture->analysis = analysis_new(fixture->journey, fixture->net);
    struct audit_options audit = { .min_group = min_group, .idle_seconds = 90 * DAY_SECONDS, .seed = 1, .threads = 1 };
    fixture->audit = audit_new(fixture->journey, fixture->net, fixture->log, fixture->matching, fixture->alignments,
                               fixture->analysis, &audit, diagnostics);
    assert_non_null(fixture->audit);
    buffer_add_string(
        &fixture->map.svg,
        "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><style>a{fill:red}</style></svg>\n");
    fixture->report = (struct report){
        .audit = fixture->audit, .map = &fixture->map, .map_plain = &fixture->map, .input = names, .inputs = 1
    };
    *state = fixture;
    return 0;
}

static int setup(void **state) { return make(state, 5); }
static int setup_unprotected(void **state) { return make(state, 1); }

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
    drawing_release(&fixture->map);
    diagnostics_release(&fixture->diagnostics);
    free(fixture);
    remove("report.html");
    remove("audit.json");
    remove("contacts.csv");
    remove("cases.csv");
    *state = NULL;
    return input_folder_leave(state);
}

static char *written(struct fixture *fixture, const struct writer *writer)
{
    assert_true(writer->write(&fixture->report, writer->file, &fixture->diagnostics));
    FILE *file = fopen(writer->file, "rb");
    assert_non_null(file);
    struct buffer text = { 0 };
    char block[4096];
    for (size_t length; (length = fread(block, 1, sizeof block, file));)
        buffer_add(&text, block, length);
    fclose(file);
    return text.data;
}

static void assert_holds(const char *text, const char *part)
{
    if (!strstr(text, part)) {
        print_error("there is no '%s' in:\n%s\n", part, text);
        fail();
    }
}

static void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part)) {
        print_error("'%s' is in:\n%s\n", part, text);
        fail();
    }
}

static void users_are_counted_once_behind_each_line(void **state)
{
    struct fixture *fixture = *state;
    struct shown shown;
    shown_init(&shown, fixture->audit);
    assert_int_equal(shown.redundant.count, 1);
    assert_int_equal(shown.redundant.group[0].verdict, VERDICT_CHASING);
    assert_int_equal(shown.redundant.group[0].users, 9);
    assert_int_equal(shown.redundant.group[0].contacts, 12);
    assert_int_equal(shown.redundant.group[0].time.total, 12 * 360);
    assert_int_equal(shown.users_redundant, 9);
    assert_int_equal(shown.users_by_cause[CAUSE_REPEATED_REQUEST], 9);
    assert_int_equal(shown.users_by_cause[CAUSE_FRAGMENTATION], 0);
    assert_int_equal(shown.other.count, 0);                 /* "frequent", of five users, keeps the other company */
    assert_int_equal(shown.other.folded, 2);
    assert_int_equal(shown.other.rest.users, 9);
    assert_int_equal(shown.other.rest.contacts, 9);
    assert_int_equal(shown.step_users[0], 9);
    shown_release(&shown);
}

static void small_groups_and_names_are_not_in_the_report(void **state)
{
    char *page = written(*state, &REPORT_HTML_WRITER);
    assert_holds(page, "frequent");
    assert_lacks(page, "rare");
    assert_lacks(page, "person-");
    assert_lacks(page, "value-");
    assert_lacks(page, "<td class=\"n\">4</td>");
    assert_holds(page, "fewer than 5");
    free(page);
}

static void without_protection_they_are(void **state)
{
    char *page = written(*state, &REPORT_HTML_WRITER);
    assert_holds(page, "frequent");
    assert_holds(page, "rare");
    assert_holds(page, "value-7");
    assert_holds(page, "<td class=\"n\">4</td>");
    assert_lacks(page, "person-");                          /* names take --names */
    free(page);
}

static void the_summary_answers_and_names_nobody(void **state)
{
    struct fixture *fixture = *state;
    struct buffer text = { 0 };
    summary_write(&text, &fixture->report, "out/");
    assert_holds(text.data, "A <b> title: reports of 9 users, 39 contacts\n");
    assert_holds(text.data, "Redundant contacts: 12 of 39, of 9 users.");
    assert_holds(text.data, "  Where is it? (Fund), chasing an answer: 9 users, 12 contacts, 1");
    assert_holds(text.data, "out/report.html");
    assert_lacks(text.data, "frequent");                    /* nine contacts name no step: four would be the others' */
    assert_lacks(text.data, "rare");
    assert_lacks(text.data, "person-");
    buffer_release(&text);
}

static void names_are_escaped_in_the_page(void **state)
{
    char *page = written(*state, &REPORT_HTML_WRITER);
    assert_holds(page, "A &lt;b&gt; title");
    assert_holds(page, "Town &amp; hall");
    assert_lacks(page, "<b> title");
    assert_lacks(page, "<?xml");                            /* the map's own declaration has no place in a page */
    free(page);
}

static void the_policy_names_each_style_sheet_of_the_page(void **state)
{
    char *page = written(*state, &REPORT_HTML_WRITER), *policy_end = strstr(page, "</head>");
    int styles = 0;
    assert_holds(page, "default-src 'none'");
    for (const char *at = page; (at = strstr(at, "<style>")); styles++) {
        const char *begin = at + strlen("<style>"), *end = strstr(begin, "</style>");
        char digest[DIGEST_TEXT_SIZE], source[DIGEST_TEXT_SIZE + 16];
        digest_sha256(begin, (size_t)(end - begin), digest);
        snprintf(source, sizeof source, "'sha256-%s'", digest);
        const char *named = strstr(page, source);
        assert_true(named && named < policy_end);
        at = end;
    }
    assert_int_equal(styles, 2);                            /* its own, and the map's */
    free(page);
}

static void the_digest_is_sha256(void **state)
{
    (void)state;
    static const struct { const char *text, *digest; } known[] = {      /* FIPS 180-4 examples, in base64 */
        { "", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" },
        { "abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=" },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char digest[DIGEST_TEXT_SIZE];
        digest_sha256(known[i].text, strlen(known[i].text), digest);
        assert_string_equal(digest, known[i].digest);
    }
}

static void text_of_a_page_keeps_no_markup_and_no_control_character(void **state)
{
    (void)state;
    struct buffer out = { 0 };
    struct page page = { .out = &out };
    page_text(&page, "<a b=\"c\" d='e'>&amp; \x01\x7f\xff é\xEF\xBF\xBE\xC2\x85]]>");
    assert_string_equal(out.data,
                        "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp; \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD é"
                        "\xEF\xBF\xBD\xEF\xBF\xBD]]&gt;");
    buffer_release(&out);
}

static void the_same_audit_gives_the_same_bytes(void **state)
{
    static const struct writer *const writer[] = { &AUDIT_JSON_WRITER, &CASES_CSV_WRITER, &CONTACTS_CSV_WRITER,
                                                   &REPORT_HTML_WRITER };
    for (size_t i = 0; i < sizeof writer / sizeof *writer; i++) {
        char *one = written(*state, writer[i]), *two = written(*state, writer[i]);
        assert_string_equal(one, two);
        assert_true(strlen(one) > 500);
        free(one);
        free(two);
    }
}

static void the_auditors_tables_are_complete(void **state)
{
    char *contacts = written(*state, &CONTACTS_CSV_WRITER), *cases = written(*state, &CASES_CSV_WRITER);
    int lines = 0, case_lines = 0;
    for (const char *at = contacts; (at = strchr(at, '\n')); at++)
        lines++;
    for (const char *at = cases; (at = strchr(at, '\n')); at++)
        case_lines++;
    assert_int_equal(lines, 1 + 39);
    assert_int_equal(case_lines, 1 + 9);
    assert_holds(contacts, "\nperson-9,3,rare,,extra,unplanned,,rule,11,2024-01-29,,a,a,phone,");
    assert_holds(contacts,
                 "\nperson-1,2,Where is it?,,extra,chasing,repeated-request,stated,,2024-01-11,,b,b,phone,,chase,");
    assert_holds(cases, "\nperson-7,4,2,2,1,2,no,completed,no,,,");
    assert_holds(cases, ",value-7\n");
    free(contacts);
    free(cases);
}

#define UNPROTECTED(function) cmocka_unit_test_setup_teardown(function, setup_unprotected, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(users_are_counted_once_behind_each_line),
        TEST(small_groups_and_names_are_not_in_the_report),
        UNPROTECTED(without_protection_they_are),
        TEST(the_summary_answers_and_names_nobody),
        TEST(names_are_escaped_in_the_page),
        TEST(the_policy_names_each_style_sheet_of_the_page),
        cmocka_unit_test(the_digest_is_sha256),
        cmocka_unit_test(text_of_a_page_keeps_no_markup_and_no_control_character),
        TEST(the_same_audit_gives_the_same_bytes),
        TEST(the_auditors_tables_are_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
