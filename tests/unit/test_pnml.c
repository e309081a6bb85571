#include "test.h"
#include "input/reader.h"
#include "input_file.h"
#include <jansson.h>

extern const struct reader PNML_READER;

static struct diagnostics diagnostics;
static struct journey *journey;

static int setup(void **state) { return input_folder_enter(state); }
static int teardown(void **state)
{
    journey_free(journey);
    journey = NULL;
    diagnostics_release(&diagnostics);
    return input_folder_leave(state);
}

static bool read_source(struct source *source)
{
    journey_free(journey);
    journey = source ? PNML_READER.read_journey(source, &diagnostics) : NULL;
    source_close(source);
    return journey != NULL;
}
static bool read_text(const char *text)
{
    return read_source(input_file("net.pnml", text, strlen(text), &diagnostics));
}

#define NAMED(name) "<name><text>" name "</text></name>"

static void transitions_of_one_name_are_one_step(void **state)
{
    (void)state;
    assert_true(read_text("<pnml><net id='n'>" NAMED(
        "The net") "<page id='x'><page id='y'>"
                   "<place id='p'><initialMarking><text>1</text></initialMarking></place></page><place id='q'/>"
                   "<transition id='t1'>" NAMED("a") "</transition><transition id='t2'>" NAMED(
                       "b") "</transition>"
                            "<transition id='t3'>" NAMED(
                                "a") "</transition><transition id='t4'/>"
                                     "<arc id='1' source='p' target='t1'/><arc id='2' source='t1' target='q'/>"
                                     "<arc id='3' source='p' target='t2'/><arc id='4' source='t2' target='q'/>"
                                     "<arc id='5' source='p' target='t3'/><arc id='6' source='t3' target='q'/>"
                                     "<arc id='7' source='p' target='t4'/><arc id='8' source='t4' "
                                     "target='q'/></page></net></pnml>"));
    const struct net *net = journey->given_net;
    assert_string_equal(journey->id, "n");
    assert_string_equal(journey_title(journey), "The net");
    assert_int_equal(journey->steps, 3);
    assert_string_equal(journey->step[0].id, "a");
    assert_string_equal(journey->step[2].id, "t4");             /* no name: the id */
    assert_int_equal(journey->step[0].institution, NONE);
    assert_int_equal(net->transitions, 4);
    assert_int_equal(net->transition[0].step, 0);
    assert_int_equal(net->transition[1].step, 1);
    assert_int_equal(net->transition[2].step, 0);
    assert_int_equal(net->transition[0].input[0], 0);
    assert_int_equal(net->transition[0].output[0], 1);
    assert_int_equal(net->initial[0], 1);
    assert_int_equal(net->final[0], 0);
    assert_int_equal(net->final[1], 1);                         /* no final marking: the sink */
    assert_int_equal(diagnostics.count, 0);
}

static void silent_transitions_are_told_by_the_tool_or_an_empty_name(void **state)
{
    (void)state;
    assert_true(read_text(
        "<pnml><net id='n'><place id='p'><initialMarking><text>1</text></initialMarking></place>"
        "<transition id='a'>" NAMED(
            "skip") "<toolspecific tool='ProM' version='6.4' activity='$invisible$'/></transition>"
                    "<transition id='b'>" NAMED(
                        "") "</transition>"
                            "<transition id='c'>" NAMED(
                                "C") "<toolspecific tool='S' version='1'><property "
                                     "key='invisible'>true</property></toolspecific></transition>"
                                     "<transition id='d'>" NAMED(
                                         "D") "<toolspecific tool='S' version='1'><property "
                                              "key='invisible'>false</property></toolspecific></transition>"
                                              "<transition id='e'>" NAMED("tau") "</transition></net></pnml>"));
    const int wanted[] = { NET_SILENT, NET_SILENT, NET_SILENT, 0, 1 };
    for (int i = 0; i < 5; i++)
        assert_int_equal(journey->given_net->transition[i].step, wanted[i]);
}

static void the_final_marking_is_the_first_one_given(void **state)
{
    (void)state;
    assert_true(read_text(
        "<pnml><net id='n'><place id='p'><initialMarking><text>2</text></initialMarking></place>"
        "<place id='q'><finalMarking><text>1</text></finalMarking></place><place id='r'/>"
        "<finalmarkings><marking><place idref='p'><text>0</text></place><place idref='r'><text>3</text></place>"
        "</marking></finalmarkings></net></pnml>"));
    const struct net *net = journey->given_net;
    assert_int_equal(net->initial[0], 2);
    assert_int_equal(net->final[0], 0);
    assert_int_equal(net->final[1], 0);
    assert_int_equal(net->final[2], 3);
}

static int arcs(const struct net *net)
{
    int sum = 0;
    for (int i = 0; i < net->transitions; i++)
        sum += net->transition[i].inputs + net->transition[i].outputs;
    return sum;
}

static void real_nets_give_what_is_known_of_them(void **state)
{
    (void)state;
    char path[5000];
    if (!shared_folder()) {
        print_message("real nets need ../shared\n");
        skip();
    }
    snprintf(path, sizeof path, "%s/data/pnml/truth.json", shared_folder());
    json_t *all = json_load_file(path, 0, NULL), *truth;
    const char *name;
    assert_non_null(all);
    json_object_foreach(all, name, truth) {
        snprintf(path, sizeof path, "%s/data/pnml/%s", shared_folder(), name);
        print_message("%s\n", name);
        assert_true(read_source(source_open(path, &diagnostics)));
        const struct net *net = journey->given_net;
        json_int_t silent = 0, tokens = 0, marked = json_integer_value(json_object_get(truth, "initial_tokens"));
        for (int i = 0; i < net->transitions; i++)
            silent += net->transition[i].step == NET_SILENT;
        for (int i = 0; i < net->places; i++)
            tokens += net->initial[i];
        assert_int_equal(net->transitions, json_integer_value(json_object_get(truth, "transitions")));
        assert_int_equal(arcs(net), json_integer_value(json_object_get(truth, "arcs")));
        assert_int_equal(silent, json_integer_value(json_object_get(truth, "invisible_transitions")));
        if (marked)                                             /* else the sources are taken, with a warning */
            assert_int_equal(tokens, marked);
        if (!json_integer_value(json_object_get(truth, "final_markings")))      /* the truth counts the places named there too */
            assert_int_equal(net->places, json_integer_value(json_object_get(truth, "places")));
    }
    json_decref(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(transitions_of_one_name_are_one_step),
        TEST(silent_transitions_are_told_by_the_tool_or_an_empty_name),
        TEST(the_final_marking_is_the_first_one_given),
        TEST(real_nets_give_what_is_known_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
