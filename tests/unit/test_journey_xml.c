#include "test.h"
#include "input/reader.h"
#include "input_file.h"
#include <iconv.h>

extern const struct reader JOURNEY_READER;

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

static bool read_bytes(const char *bytes, size_t length)
{
    journey_free(journey);
    diagnostics_release(&diagnostics);
    struct source *source = input_file("j.xml", bytes, length, &diagnostics);
    journey = JOURNEY_READER.read_journey(source, &diagnostics);
    source_close(source);
    return journey != NULL;
}
static bool read_text(const char *text) { return read_bytes(text, strlen(text)); }

#define HEAD                                                                                                           \
    "<journey xmlns='urn:parcours:journey:1' id='j' event='birth' lang='fr'>\n<title>Titre</title><title "             \
    "lang='en'>Title</title>\n"                                                                                        \
    "<source href='http://x' date='2025-01'>Une  source</source>\n"                                                    \
    "<institution id='moi' name='Moi' self='yes'/><institution id='caf' name='CAF' role='famille'/>\n"                 \
    "<document id='acte' name='Acte' held-by='caf'/><document id='rib' name='RIB'/>\n"
#define TAIL "</journey>\n"

static void a_step_has_all_that_is_written(void **state)
{
    (void)state;
    assert_true(read_text(
        HEAD
        "<path><step id='s' with='caf' via='web counter' by='institution' takes='30min' queue='PT10M'\n"
        " travel='1h30min' wait='4mo' limit='2mo 3d' needs='rib acte' gives='acte' kind='relation' fee='12,50 €'>\n"
        "  Demander &amp;\n  attendre <title "
        "lang='en'>Ask</title><alias>Demande</alias><alias>Dossier</alias></step></path>" TAIL));
    const struct step *step = &journey->step[0];
    assert_int_equal(journey->steps, 1);
    assert_string_equal(step->id, "s");
    assert_int_equal(step->institution, 1);
    assert_int_equal(step->channels, 2);
    assert_int_equal(step->via[0], CHANNEL_WEB);
    assert_int_equal(step->via[1], CHANNEL_COUNTER);
    assert_true(step->by_institution);
    assert_false(step->automatic);
    assert_int_equal(step->takes, 1800);
    assert_int_equal(step->queue, 600);
    assert_int_equal(step->travel, 5400);
    assert_int_equal(step->wait.months, 4);
    assert_int_equal(step->limit.months, 2);
    assert_int_equal(step->limit.seconds, 3 * DAY_SECONDS);
    assert_int_equal(step->needs_count, 2);
    assert_int_equal(step->needs[0], 1);
    assert_int_equal(step->needs[1], 0);
    assert_int_equal(step->gives_count, 1);
    assert_int_equal(step->kind, KIND_RELATION);
    assert_near(step->fee, 12.5, 0);
    assert_int_equal(step->titles, 2);
    assert_string_equal(step->title[0].text, "Demander & attendre");
    assert_string_equal(step->title[0].language, "");
    assert_string_equal(step->title[1].text, "Ask");
    assert_int_equal(step->aliases, 2);
    assert_string_equal(step->alias[1], "Dossier");
    assert_int_equal(step->at.line, 6);
    assert_int_equal(step->at.column, 7);
    assert_string_equal(step->at.file, "j.xml");
    assert_int_equal(diagnostics.count, 0);
}

static void what_is_not_written_has_its_default(void **state)
{
    (void)state;
    assert_true(
        read_text(HEAD "<path><step id='s' with='moi'/><step id='a' with='caf' via='automatic'>A</step></path>" TAIL));
    const struct step *step = &journey->step[0];
    assert_int_equal(step->takes, SECONDS_ABSENT);
    assert_false(duration_given(step->wait));
    assert_int_equal(step->channels, 0);
    assert_false(step->by_institution);
    assert_int_equal(step->kind, KIND_PRODUCTIVE);
    assert_int_equal(step->phase, NONE);
    assert_string_equal(step_title(journey, 0), "s");
    assert_true(journey->step[1].automatic);
}

static void the_head_is_read(void **state)
{
    (void)state;
    assert_true(read_text(HEAD "<path><step id='s' with='moi'/></path>" TAIL));
    assert_string_equal(journey->id, "j");
    assert_string_equal(journey->event, "birth");
    assert_string_equal(journey->language, "fr");
    assert_int_equal(journey->titles, 2);
    assert_string_equal(journey->source, "Une source");
    assert_string_equal(journey->source_href, "http://x");
    assert_string_equal(journey->source_date, "2025-01");
    assert_true(institution_is_self(journey, 0));
    assert_false(institution_is_self(journey, 1));
    assert_string_equal(journey->institution[1].role, "famille");
    assert_int_equal(journey->document[0].held_by, 1);
    assert_int_equal(journey->document[1].held_by, NONE);
}

/* The tree as a text: kinds as letters, children in parentheses, steps by their id. */
static void write_tree(FILE *out, int node)
{
    static const char *const letter[] = { "S", "", "A", "C", "O", "P", "R", "H" };
    const struct node *n = &journey->node[node];
    if (n->kind == NODE_STEP) {
        fputs(journey->step[n->step].id, out);
        return;
    }
    fprintf(out, "%s(", letter[n->kind]);
    for (int child = n->first_child; child != NONE; child = journey->node[child].next_sibling) {
        assert_int_equal(journey->node[child].parent, node);
        write_tree(out, child);
    }
    fputc(')', out);
}

#define S(id) "<step id='" id "' with='caf'/>"

static void the_path_becomes_a_tree(void **state)
{
    (void)state;
    assert_true(read_text(
        HEAD "<path>" S("a") "<phase name='Un'><title lang='en'>One</title>" S("b") "<any-order>" S("c") "<path>" S("d")
            S("e") "</path><optional share='0.6'>" S("f")
                S("g") "</optional></any-order><choice><option share='0.7'>" S(
                    "h") "</option><option if='seul'/></choice></phase><repeat more='0.2'>" S("i") "</repeat></"
                                                                                                   "path>" TAIL));
    char *tree = NULL;
    size_t length;
    FILE *out = open_memstream(&tree, &length);
    write_tree(out, journey->root);
    fclose(out);
    assert_string_equal(tree, "S(aH(bA(cS(de)P(fg))C(O(h)O()))R(i))");
    free(tree);
    assert_int_equal(journey->phases, 1);
    assert_string_equal(journey->phase[0].name, "Un");
    assert_int_equal(journey->phase[0].titles, 2);
    const int phase[] = { NONE, 0, 0, 0, 0, 0, 0, 0, NONE };
    for (int i = 0; i < 9; i++)
        assert_int_equal(journey->step[i].phase, phase[i]);
    for (int i = 0; i < journey->nodes; i++) {
        const struct node *node = &journey->node[i];
        assert_true(node->kind != NODE_OPTIONAL || fabs(node->share - 0.6) < 1e-12);
        assert_true(node->kind != NODE_REPEAT || fabs(node->share - 0.2) < 1e-12);
        assert_true(node->kind != NODE_STEP || isnan(node->share));
        assert_true(node->kind != NODE_OPTION || node->first_child != NONE || !strcmp(node->condition, "seul"));
    }
    assert_int_equal(journey->gateways, 0);
}

static void a_flow_becomes_a_graph_whatever_the_order_of_its_parts(void **state)
{
    (void)state;
    assert_true(read_text(
        HEAD "<flow><link from='start' to='a'/><gateway id='g' kind='any'/><start id='start'/><step id='a' with='caf'/>"
             "<link from='a' to='g'/><link from='g' to='b' share='0.5' if='x'/><link from='g' to='end'/>"
             "<step id='b' with='caf'/><link from='b' to='end'/><end id='end'/></flow>" TAIL));
    assert_int_equal(journey->root, NONE);
    assert_int_equal(journey->steps, 2);
    assert_int_equal(journey->gateways, 3);
    assert_int_equal(journey->gateway[0].kind, GATEWAY_ANY);
    assert_int_equal(journey->gateway[1].kind, GATEWAY_START);
    assert_int_equal(journey->gateway[2].kind, GATEWAY_END);
    const int link[][2] = { { 3, 0 }, { 0, 2 }, { 2, 1 }, { 2, 4 }, { 1, 4 } };
    assert_int_equal(journey->links, 5);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(journey->link[i].from, link[i][0]);
        assert_int_equal(journey->link[i].to, link[i][1]);
    }
    assert_near(journey->link[2].share, 0.5, 0);
    assert_string_equal(journey->link[2].condition, "x");
    assert_true(isnan(journey->link[0].share));
}

/* The same journey in other encodings is the same journey, with the same places. */
static void encodings_give_the_same_text_and_places(void **state)
{
    (void)state;
    static const struct { const char *encoding, *declared;
    } cases[] = {
        { "UTF-16", "UTF-16" },           { "UTF-16LE", NULL },
        { "UTF-16BE", "UTF-16" },         { "WINDOWS-1252", "windows-1252" },
        { "ISO-8859-15", "iso-8859-15" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2000], bytes[8000], *from = text, *to = bytes;
        int length = snprintf(text, sizeof text,
                              "<?xml version='1.0'%s%s%s?>\n%s<path>é<step id='é' with='cafe'>À côté</step></path>%s",
                              cases[i].declared ? " encoding='" : "", cases[i].declared ? cases[i].declared : "",
                              cases[i].declared ? "'" : "", HEAD, TAIL);
        size_t left = (size_t)length, room = sizeof bytes;
        iconv_t converter = iconv_open(cases[i].encoding, "UTF-8");
        assert_int_not_equal(iconv(converter, &from, &left, &to, &room), -1);
        iconv_close(converter);
        assert_false(read_bytes(bytes, sizeof bytes - room));
        assert_diagnostics(&diagnostics, "j.xml:7:7: error: text has no place in 'path'\n     7 | <path>é<step id='é' "
                                         "with='cafe'>À côté</step></path></journey>\n"
                                         "       |       ^\n"
                                         "j.xml:7:27: error: no institution has the id 'cafe'; did you mean 'caf'?\n"
                                         "     7 | <path>é<step id='é' with='cafe'>À côté</step></path></journey>\n    "
                                         "   |                           ^\n");
    }
}

static void indentation_is_no_text_however_long(void **state)
{
    (void)state;
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    fputs(HEAD "<path>", out);
    for (int i = 0; i < 5000; i++)
        fprintf(out, "\n%40s<step id='s%d' with='caf'>S</step>", "", i);
    fputs("</path>" TAIL, out);
    fclose(out);
    assert_true(read_text(text));
    assert_int_equal(journey->steps, 5000);
    free(text);
}

/* Every beginning of a journey, and every journey with one byte changed, is read or refused with a message. */
static void cut_and_changed_files_are_read_or_refused(void **state)
{
    (void)state;
    static const char whole[] = HEAD
        "<path><phase name='P'><step id='a' with='caf' needs='rib' takes='5min'>A</step><choice><option share='0.5'/>"
        "<option>" S("b") "</option></choice></phase></path>" TAIL;
    char text[sizeof whole];
    unsigned random = 1;
    for (size_t cut = 0; cut < sizeof whole; cut += 3) {
        bool good = read_bytes(whole, cut);
        assert_true(good || diagnostics.errors);
        assert_true(good == (cut >= strlen(whole) - 1));
    }
    for (int i = 0; i < 3000; i++) {
        memcpy(text, whole, sizeof whole);
        for (int k = 0; k <= i % 3; k++) {
            random = random * 1664525u + 1013904223u;
            text[random % strlen(whole)] = (char)(random >> 24);
        }
        bool good = read_bytes(text, strlen(whole));
        assert_true(good || diagnostics.errors);
        assert_true(!good || !diagnostics.errors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_step_has_all_that_is_written),
        TEST(what_is_not_written_has_its_default),
        TEST(the_head_is_read),
        TEST(the_path_becomes_a_tree),
        TEST(a_flow_becomes_a_graph_whatever_the_order_of_its_parts),
        TEST(encodings_give_the_same_text_and_places),
        TEST(indentation_is_no_text_however_long),
        TEST(cut_and_changed_files_are_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
