/* BPMN: what each construct allows, against runs written down by hand; the oracle's models; the counts of other
 * readers. Random processes are in test_bpmn_random.c. */
#include "test.h"
#include "align/alignment.h"
#include "base/buffer.h"
#include "input/reader.h"
#include "input_file.h"
#include "net_language.h"
#include <jansson.h>
#include <unistd.h>

#define HEAD "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"d\" targetNamespace=\"x\">"
#define TAIL "</definitions>"
#define PROCESS(...) HEAD "<process id=\"p\">" __VA_ARGS__ "</process>" TAIL
#define TASK(id) "<task id=\"" id "\" name=\"" id "\"/>"
#define NODE(kind, id) "<" kind " id=\"" id "\"/>"
#define START NODE("startEvent", "s")
#define END NODE("endEvent", "e")
#define FLOW(from, to) "<sequenceFlow id=\"" from "-" to "\" sourceRef=\"" from "\" targetRef=\"" to "\"/>"
#define CONDITIONAL(from, to) \
    "<sequenceFlow id=\"" from "-" to "\" sourceRef=\"" from "\" targetRef=\"" to "\"><conditionExpression>c</conditionExpression></sequenceFlow>"
#define BOUNDARY(id, host, cancels, definition) \
    "<boundaryEvent id=\"" id "\" attachedToRef=\"" host "\" cancelActivity=\"" cancels "\"><" definition "/></boundaryEvent>"

extern const struct reader BPMN_READER;

static struct journey *read_text(const char *text, struct diagnostics *diagnostics)
{
    struct source *source = input_file("process.bpmn", text, strlen(text), diagnostics);
    struct journey *journey = BPMN_READER.read_journey(source, diagnostics);
    source_close(source);
    return journey;
}

/* --- constructs ---------------------------------------------------------------------------------------------------- */

struct construct { const char *what, *text, *words, *said; };
static const struct construct CONSTRUCTS[] = {
    { "sequence", PROCESS(START TASK("a") TASK("b") END FLOW("s", "a") FLOW("a", "b") FLOW("b", "e")), "ab", NULL },
    { "exclusive", PROCESS(START NODE("exclusiveGateway", "x") TASK("a") TASK("b") FLOW("s", "x") FLOW("x", "a") FLOW("x", "b")
          END FLOW("a", "e") FLOW("b", "e")), "a b", NULL },
    { "event-based", PROCESS(START NODE("eventBasedGateway", "x") NODE("intermediateCatchEvent", "i") TASK("a") TASK("b") FLOW("s", "x")
          FLOW("x", "i") FLOW("i", "a") FLOW("x", "b") END FLOW("a", "e") FLOW("b", "e")), "a b", NULL },
    { "implicit split, ends one by one", PROCESS(START TASK("a") TASK("b") TASK("c") END FLOW("s", "a") FLOW("a", "b") FLOW("a", "c")
          FLOW("b", "e")), "abc acb", NULL },
    { "implicit join lets each token pass", PROCESS(START NODE("parallelGateway", "x") TASK("a") FLOW("s", "x") FLOW("x", "a")
          "<sequenceFlow id=\"again\" sourceRef=\"x\" targetRef=\"a\"/>" END FLOW("a", "e")), "aa", NULL },
    { "parallel", PROCESS(START NODE("parallelGateway", "x") TASK("a") TASK("b") NODE("parallelGateway", "y") TASK("c") FLOW("s", "x")
          FLOW("x", "a") FLOW("x", "b") FLOW("a", "y") FLOW("b", "y") FLOW("y", "c") END FLOW("c", "e")), "abc bac", NULL },
    { "inclusive", PROCESS(START NODE("inclusiveGateway", "x") TASK("a") TASK("b") NODE("inclusiveGateway", "y") TASK("c") FLOW("s", "x")
          FLOW("x", "a") FLOW("x", "b") FLOW("a", "y") FLOW("b", "y") FLOW("y", "c") END FLOW("c", "e")), "ac bc abc bac", NULL },
    { "inclusive, by default", PROCESS(START "<inclusiveGateway id=\"x\" default=\"x-b\"/>" TASK("a") TASK("b") TASK("d")
          NODE("inclusiveGateway", "y") TASK("c") FLOW("s", "x") FLOW("x", "a") FLOW("x", "b") FLOW("x", "d") FLOW("a", "y") FLOW("b", "y")
          FLOW("d", "y") FLOW("y", "c") END FLOW("c", "e")), "ac bc dc adc dac", NULL },
    { "conditions on an activity's flows", PROCESS(START TASK("a") TASK("b") TASK("c") TASK("d") FLOW("s", "a") CONDITIONAL("a", "b")
          CONDITIONAL("a", "c") FLOW("a", "d")), "ad abd acd adb adc abcd abdc acbd acdb adbc adcb", NULL },
    { "inclusive join behind an exclusive choice inside", PROCESS(START NODE("parallelGateway", "x") NODE("exclusiveGateway", "o") TASK("a")
          TASK("b") TASK("c") NODE("inclusiveGateway", "y") TASK("d") FLOW("s", "x") FLOW("x", "o") FLOW("x", "c") FLOW("o", "a") FLOW("o", "b")
          FLOW("a", "y") FLOW("c", "y") FLOW("y", "d") END FLOW("d", "e") FLOW("b", "e")),
      "acd bcd cad cbd cdb", NULL },
    { "inclusive join around a loop", PROCESS(START NODE("inclusiveGateway", "x") NODE("exclusiveGateway", "l") TASK("a")
          NODE("exclusiveGateway", "m") TASK("b") NODE("inclusiveGateway", "y") TASK("c") FLOW("s", "x") FLOW("x", "l") FLOW("l", "a")
          FLOW("a", "m") FLOW("m", "l") FLOW("m", "y") FLOW("x", "b") FLOW("b", "y") FLOW("y", "c") END FLOW("c", "e")),
      "ac bc aac abc bac aaac aabc abac baac", NULL },
    { "complex gateway", PROCESS(START NODE("complexGateway", "x") TASK("a") TASK("b") FLOW("s", "x") FLOW("x", "a") FLOW("x", "b") END
          FLOW("a", "e") FLOW("b", "e")), "a b ab ba", "is read as an inclusive one" },
    { "several starts", PROCESS(START NODE("startEvent", "t") TASK("a") TASK("b") END FLOW("s", "a") FLOW("t", "b") FLOW("a", "e")
          FLOW("b", "e")), "a b", NULL },
    { "no start", PROCESS(TASK("a") TASK("b") TASK("c") FLOW("a", "b")), "abc acb cab", "has no start event" },
    { "boundary, interrupting", PROCESS(START TASK("a") BOUNDARY("t", "a", "true", "timerEventDefinition") TASK("b") TASK("c") FLOW("s", "a")
          FLOW("a", "b") FLOW("t", "c")), "c ab", NULL },
    { "boundary, not interrupting", PROCESS(START TASK("a") BOUNDARY("t", "a", "false", "timerEventDefinition") TASK("b") TASK("c")
          FLOW("s", "a") FLOW("a", "b") FLOW("t", "c")), "ab abc acb cab", NULL },
    { "sub-process with several ends", PROCESS(START "<subProcess id=\"u\">" NODE("startEvent", "v") TASK("a") TASK("b") TASK("c")
          NODE("exclusiveGateway", "x") NODE("endEvent", "f") NODE("endEvent", "g") FLOW("v", "a") FLOW("v", "x") FLOW("x", "b") FLOW("x", "c")
          FLOW("a", "f") FLOW("b", "f") FLOW("c", "g") "</subProcess>" TASK("d") END FLOW("s", "u") FLOW("u", "d") FLOW("d", "e")),
      "abd acd bad cad", NULL },
    { "sub-process interrupted, one token", PROCESS(START "<subProcess id=\"u\">" NODE("startEvent", "v") TASK("a") TASK("b") FLOW("v", "a")
          FLOW("a", "b") "</subProcess>" BOUNDARY("t", "u", "true", "timerEventDefinition") TASK("c") TASK("d") FLOW("s", "u") FLOW("u", "c")
          FLOW("t", "d")), "d ad abc abd" , NULL },
    { "sub-process interrupted, two tokens", PROCESS(START "<subProcess id=\"u\">" NODE("startEvent", "v") TASK("a") TASK("b") FLOW("v", "a")
          FLOW("v", "b") "</subProcess>" BOUNDARY("t", "u", "true", "timerEventDefinition") TASK("c") TASK("d") FLOW("s", "u") FLOW("u", "c")
          FLOW("t", "d")), "d ad bd abc abd bac bad", NULL },
    { "an error end leaves through the border", PROCESS(START "<subProcess id=\"u\">" NODE("startEvent", "v") NODE("exclusiveGateway", "x")
          TASK("a") TASK("b") "<endEvent id=\"f\"><errorEventDefinition/></endEvent>" FLOW("v", "x") FLOW("x", "a") FLOW("x", "b") FLOW("b", "f")
          "</subProcess>" BOUNDARY("t", "u", "true", "errorEventDefinition") TASK("c") TASK("d") FLOW("s", "u") FLOW("u", "c") FLOW("t", "d")),
      "d ac ad bd", NULL },
    { "a terminating end", PROCESS(START NODE("parallelGateway", "x") TASK("a") TASK("b") TASK("c") END
          "<endEvent id=\"t\"><terminateEventDefinition/></endEvent>" FLOW("s", "x") FLOW("x", "a") FLOW("a", "b") FLOW("b", "e") FLOW("x", "c")
          FLOW("c", "t")), "c ac ca abc acb cab", NULL },
    { "event sub-process, interrupting", PROCESS(START TASK("a") TASK("b") END FLOW("s", "a") FLOW("a", "b") FLOW("b", "e")
          "<subProcess id=\"u\" triggeredByEvent=\"true\">" NODE("startEvent", "v") TASK("c") FLOW("v", "c") "</subProcess>"),
      "c ab ac abc", NULL },
    { "event sub-process, beside", PROCESS(START TASK("a") END FLOW("s", "a") FLOW("a", "e")
          "<subProcess id=\"u\" triggeredByEvent=\"true\"><startEvent id=\"v\" isInterrupting=\"false\"/>" TASK("c") FLOW("v", "c") "</subProcess>"),
      "a ac ca acc cac cca accc cacc ccac ccca", NULL },
    { "loop", PROCESS(START "<task id=\"a\" name=\"a\"><standardLoopCharacteristics/></task>" FLOW("s", "a") TASK("b") FLOW("a", "b")),
      "ab aab aaab", NULL },
    { "loop tested before", PROCESS(START "<task id=\"a\" name=\"a\"><standardLoopCharacteristics testBefore=\"true\"/></task>" FLOW("s", "a")
          TASK("b") FLOW("a", "b")), "b ab aab aaab", NULL },
    { "instances", PROCESS(START "<task id=\"a\" name=\"a\"><multiInstanceLoopCharacteristics/></task>" FLOW("s", "a")), "a aa aaa aaaa",
      "read as repeated, once or more" },
    { "ad hoc", PROCESS(START "<adHocSubProcess id=\"u\">" TASK("a") TASK("b") TASK("c") FLOW("b", "c") "</adHocSubProcess>" TASK("d")
          FLOW("s", "u") FLOW("u", "d")), "d ad aad bcd aaad abcd bcad", "any number of times" },
    { "links", PROCESS(START "<intermediateThrowEvent id=\"i\"><linkEventDefinition name=\"l\"/></intermediateThrowEvent>"
          "<intermediateCatchEvent id=\"j\"><linkEventDefinition name=\"l\"/></intermediateCatchEvent>" TASK("a") FLOW("s", "i") FLOW("j", "a")),
      "a", NULL },
    { "call activity, and the process it calls", HEAD "<process id=\"p\">" START "<callActivity id=\"a\" name=\"a\" calledElement=\"q\"/>"
          FLOW("s", "a") "</process><process id=\"q\">" TASK("z") "</process>" TAIL, "a", "is called by a call activity" },
    { "two processes", HEAD "<process id=\"p\">" START TASK("a") FLOW("s", "a") "</process><process id=\"q\">" NODE("startEvent", "t") TASK("b")
          FLOW("t", "b") "</process>" TAIL, "ab ba", "run side by side" },
    { "one name, two tasks", PROCESS(START TASK("a") "<task id=\"b\" name=\" a&#10;\"/>" FLOW("s", "a") FLOW("a", "b")), "aa", NULL },
    { "a join that waits for itself", PROCESS(START NODE("parallelGateway", "x") TASK("a") FLOW("s", "x") FLOW("x", "a") FLOW("a", "x")), "", NULL },
    { "an empty sub-process is a step", PROCESS(START "<subProcess id=\"a\" name=\"a\"/>" FLOW("s", "a")), "a", "read as one step" },
    { "a join that cannot know", PROCESS(START NODE("inclusiveGateway", "x") TASK("a") TASK("b") NODE("inclusiveGateway", "y") TASK("c")
          NODE("exclusiveGateway", "z") FLOW("s", "x") FLOW("x", "a") FLOW("x", "b") FLOW("a", "y") FLOW("b", "y") FLOW("y", "c") FLOW("c", "z")
          FLOW("z", "a") END FLOW("z", "e")), NULL, "cannot be told which branches the gateway 'y'" },
};

static void each_construct_allows_the_runs_it_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CONSTRUCTS / sizeof *CONSTRUCTS; i++) {
        const struct construct *construct = &CONSTRUCTS[i];
        struct diagnostics diagnostics = { 0 };
        struct buffer words = { 0 };
        struct journey *journey = read_text(construct->text, &diagnostics);
        char *shown = diagnostics_shown(&diagnostics);
        if (!journey)
            print_error("%s: %s\n", construct->what, shown);
        assert_non_null(journey);
        assert_true(net_language(journey, 4, &words));
        if (construct->words && strcmp(buffer_text(&words), construct->words)) {
            print_error("%s\n", construct->what);
            assert_string_equal(buffer_text(&words), construct->words);
        }
        if (construct->said && !strstr(shown, construct->said)) {
            print_error("%s: '%s' is not said:\n%s", construct->what, construct->said, shown);
            fail();
        }
        free(shown);
        buffer_release(&words);
        journey_free(journey);
        diagnostics_release(&diagnostics);
    }
}

/* --- reference data ------------------------------------------------------------------------------------------------ */

static const char *path_of(struct buffer *path, const char *shared, const char *folder, const char *name, const char *suffix)
{
    buffer_clear(path);
    buffer_printf(path, "%s/%s/%s%s", shared, folder, name, suffix);
    return buffer_text(path);
}

static struct alignment_set *align_with(const char *model, struct event_log *log, struct journey **journey)
{
    struct diagnostics diagnostics = { 0 };
    *journey = journey_read(model, &diagnostics);
    assert_non_null(*journey);
    struct matching *matching = matching_new(*journey, log);
    struct align_options options = { .threads = 1 };
    struct alignment_set *set = alignment_set_new(*journey, (*journey)->given_net, log, matching, &options, &diagnostics);
    assert_non_null(set);
    assert_int_equal(diagnostics.errors, 0);
    matching_free(matching);
    diagnostics_release(&diagnostics);
    return set;
}

/* The .pnml is held to the exhaustive search's costs in test_oracle.c. */
static void check_pair(const char *shared, const char *name, const char *log_name)
{
    struct buffer path = { 0 };
    struct diagnostics diagnostics = { 0 };
    struct log_options options = { 0 };
    path_of(&path, shared, "oracle/alignment", log_name, ".xes");
    if (access(buffer_text(&path), R_OK) != 0)
        path_of(&path, shared, "oracle/alignment", log_name, ".xes.gz");
    const char *const paths[] = { buffer_text(&path) };
    struct event_log *log = event_log_read(paths, 1, &options, NULL, &diagnostics);
    assert_non_null(log);
    struct journey *bpmn, *pnml;
    struct alignment_set *of_bpmn = align_with(path_of(&path, shared, "oracle/alignment", name, ".bpmn"), log, &bpmn);
    struct alignment_set *of_pnml = align_with(path_of(&path, shared, "oracle/alignment", name, ".pnml"), log, &pnml);
    assert_int_equal(of_bpmn->variants, of_pnml->variants);
    assert_int_equal(of_bpmn->inexact, 0);
    assert_int_equal(of_bpmn->empty_cost.lower, of_pnml->empty_cost.lower);
    for (size_t v = 0; v < of_bpmn->variants; v++)
        assert_int_equal(of_bpmn->variant[v].cost.lower, of_pnml->variant[v].cost.lower);
    assert_near(of_bpmn->log_fitness, of_pnml->log_fitness, 1e-12);
    alignment_set_free(of_bpmn);
    alignment_set_free(of_pnml);
    journey_free(bpmn);
    journey_free(pnml);
    event_log_free(log);
    diagnostics_release(&diagnostics);
    buffer_release(&path);
}

static void a_bpmn_and_the_net_it_came_from_cost_the_same(void **state)
{
    static const char *const pair[][2] = {
        { "running-example.imf02", "running-example" }, { "roadtraffic50traces.imf02", "roadtraffic50traces" },
        { "roadtraffic100traces.imf02", "roadtraffic100traces" },
        { "roadtraffic_1t_per_variant.imf02", "roadtraffic_1t_per_variant" }, { "teleclaims.imf02", "teleclaims" },
        { "helpdesk.imf02", "helpdesk" }, { "BPIC13_closed.imf02", "BPIC13_closed" }, { "receipt.imf02", "receipt" },
        { "BPIC20_PrepaidTravelCost.imf02", "BPIC20_PrepaidTravelCost" }, { "BPIC15_1f.imf02", "BPIC15_1f" },
    };
    (void)state;
    const char *shared = shared_folder();
    if (!shared) {
        print_message("the oracle is in ../shared, which is not here\n");
        skip();
    }
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        check_pair(shared, pair[i][0], pair[i][1]);
}

static bool same(const json_t *truth, const char *key, int count)
{
    const json_t *wanted = json_object_get(truth, key);
    if (json_is_integer(wanted) && json_integer_value(wanted) == count)
        return true;
    print_error("  %s: %d, not %lld\n", key, count, (long long)json_integer_value(wanted));
    return false;
}

static bool same_counts(const struct bpmn_counts *counts, const json_t *truth)
{
    static const char *const gateway[] = { "exclusive", "parallel", "inclusive", "eventBased", "complex" };
    static const char *const event[] = { "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent" };
    const struct { const char *key; int count; } each[] = {
        { "processes", counts->processes }, { "tasks", counts->tasks }, { "subprocesses", counts->subprocesses },
        { "call_activities", counts->call_activities }, { "sequence_flows", counts->sequence_flows },
        { "message_flows", counts->message_flows }, { "lanes", counts->lanes }, { "pools", counts->pools },
    };
    bool good = true;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        good &= same(truth, each[i].key, each[i].count);
    for (int i = 0; i < BPMN_GATEWAY_KINDS; i++)
        good &= same(json_object_get(truth, "gateways"), gateway[i], counts->gateways[i]);
    for (int i = 0; i < BPMN_EVENT_KINDS; i++)
        good &= same(json_object_get(truth, "events"), event[i], counts->events[i]);
    return good;
}

/* What is no BPMN 2.0, or not whole, is refused; everything else has the counts that two other readers give. */
static void the_counts_are_those_of_other_readers(void **state)
{
    static const char *const refused[] = {
        "odd/not-bpmn.bpmn", "odd/lane-childlanesets.part.bpmn", "odd/missing-namespace.bpmn", "odd/binary-renamed.bpmn",
        "odd/genmymodel-C.1.0-invalid-utf8.bpmn", "odd/ibm-blueworks-A.1.0-export.zip",
    };
    (void)state;
    const char *shared = shared_folder(), *name;
    if (!shared) {
        print_message("the models are in ../shared, which is not here\n");
        skip();
    }
    struct buffer path = { 0 };
    json_t *truth = json_load_file(path_of(&path, shared, "data/bpmn", "truth.json", ""), JSON_ALLOW_NUL, NULL), *each;
    size_t wrong = 0, read = 0;
    assert_non_null(truth);
    json_object_foreach(truth, name, each) {
        struct diagnostics diagnostics = { 0 };
        struct journey *journey = journey_read(path_of(&path, shared, "data/bpmn", name, ""), &diagnostics);
        bool expected = true;
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
            expected = expected && strcmp(name, refused[i]) != 0;
        read += journey != NULL;
        if ((journey != NULL) != expected || (journey && !same_counts(journey->bpmn, each))) {
            print_error("%s: %s\n", name, journey ? "is read with other counts" : "is not read");
            wrong++;
        }
        journey_free(journey);
        diagnostics_release(&diagnostics);
    }
    print_message("%zu models read\n", read);
    json_decref(truth);
    buffer_release(&path);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_construct_allows_the_runs_it_should, input_folder_enter, input_folder_leave),
        cmocka_unit_test(a_bpmn_and_the_net_it_came_from_cost_the_same),
        cmocka_unit_test(the_counts_are_those_of_other_readers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
