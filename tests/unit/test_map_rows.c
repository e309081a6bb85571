/* The rows under the lanes of the map: who is too few is not shown, quotes only where asked for, bars add up to their
 * account, texts stay in their boxes and off each other. */
#include "test.h"
#include "base/message.h"
#include "base/random.h"
#include "draw/lettering.h"
#include "draw/map_layout.h"
#include "draw/view.h"
#include "input/reader.h"
#include "input_file.h"
#include <libxml/parser.h>

/* Ask and Send may come in any order; then an answer that is announced in ten days. Town hall and fund. */
static const char JOURNEY[] =
    "<journey xmlns=\"urn:parcours:journey:1\" id=\"test\" event=\"other\" lang=\"en\"><title>Test</title>"
    "<institution id=\"a\" name=\"Town hall\"/><institution id=\"b\" name=\"Fund\"/><path>"
    "<step id=\"ask\" with=\"a\" via=\"counter\" takes=\"30min\" travel=\"10min\">Ask</step>"
    "<step id=\"send\" with=\"b\" via=\"web\" takes=\"20min\">Send</step>"
    "<step id=\"get\" with=\"b\" via=\"mail\" by=\"institution\" wait=\"10d\" takes=\"5min\">Get</step></path></journey>";
static const char HEADER[] = "case,step,institution,channel,start,minutes,queue,travel,reason,satisfaction,irritant,quote,relation\n";

struct fixture {
    struct journey *journey; struct event_log *log; struct net *net; bool net_owned; struct matching *matching;
    struct alignment_set *alignments; struct analysis *analysis; struct audit *audit; struct diagnostics diagnostics;
    struct drawing drawing; xmlDocPtr document;
};

static void compute(struct fixture *fixture, bool quotes)
{
    struct diagnostics *diagnostics = &fixture->diagnostics;
    struct audit_options options = { .threads = 1, .bootstrap_draws = 20, .quotes = quotes };
    fixture->net = net_compile(fixture->journey, &fixture->net_owned, diagnostics);
    fixture->matching = matching_new(fixture->journey, fixture->log);
    fixture->alignments = alignment_set_new(fixture->journey, fixture->net, fixture->log, fixture->matching,
                                            &(struct align_options){ .threads = 1 }, diagnostics);
    fixture->analysis = analysis_new(fixture->journey, fixture->net);
    fixture->audit = audit_new(fixture->journey, fixture->net, fixture->log, fixture->matching, fixture->alignments,
                               fixture->analysis, &options, diagnostics);
    assert_non_null(fixture->audit);
}

static void open_map(struct fixture *fixture, const char *journey, const char *contacts, bool quotes,
                     const struct theme *theme)
{
    static const char *const names[] = { "contacts.csv" };
    struct log_options options = { 0 };
    struct diagnostics *diagnostics = &fixture->diagnostics;
    *fixture = (struct fixture){ 0 };
    source_close(input_file("journey.xml", journey, strlen(journey), diagnostics));
    source_close(input_file("contacts.csv", contacts, strlen(contacts), diagnostics));
    fixture->journey = journey_read("journey.xml", diagnostics);
    fixture->log = event_log_read(names, 1, &options, NULL, diagnostics);
    assert_non_null(fixture->journey);
    assert_non_null(fixture->log);
    compute(fixture, quotes);
    struct view_request request = { .journey = fixture->journey, .net = fixture->net, .audit = fixture->audit,
                                    .theme = theme, .case_number = NONE, .helper = "/nowhere" };
    assert_true(MAP_VIEW.draw(&fixture->drawing, &request, diagnostics));
    fixture->document = xmlReadMemory(fixture->drawing.svg.data, (int)fixture->drawing.svg.length, "map.svg", NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_HUGE);
    assert_non_null(fixture->document);
}

static void close_map(struct fixture *fixture)
{
    xmlFreeDoc(fixture->document);
    drawing_release(&fixture->drawing);
    audit_free(fixture->audit);
    analysis_free(fixture->analysis);
    alignment_set_free(fixture->alignments);
    matching_free(fixture->matching);
    if (fixture->net_owned)
        net_free(fixture->net);
    event_log_free(fixture->log);
    journey_free(fixture->journey);
    diagnostics_release(&fixture->diagnostics);
}

/* --- reading the picture --- */

struct box { double x, y, right, bottom; };

static double number(xmlNodePtr node, const char *name)
{
    xmlChar *text = xmlGetProp(node, (const xmlChar *)name);
    double value = text ? strtod((const char *)text, NULL) : 0;
    xmlFree(text);
    return value;
}

static bool has(xmlNodePtr node, const char *name, const char *wanted)
{
    xmlChar *text = xmlGetProp(node, (const xmlChar *)name);
    bool same = text && !strcmp((const char *)text, wanted);
    xmlFree(text);
    return same;
}

static bool is(xmlNodePtr node, const char *name) { return !strcmp((const char *)node->name, name); }

/* The next element in the order of the file, within `top`; NULL at the end. */
static xmlNodePtr next_node(xmlNodePtr node, xmlNodePtr top)
{
    xmlNodePtr next = xmlFirstElementChild(node);
    while (!next && node != top) {
        next = xmlNextElementSibling(node);
        node = node->parent;
    }
    return next;
}

static xmlNodePtr find_id(const struct fixture *fixture, const char *id)
{
    xmlNodePtr top = xmlDocGetRootElement(fixture->document), node = top;
    while (node && !has(node, "id", id))
        node = next_node(node, top);
    return node;
}

static struct box rectangle(xmlNodePtr node)
{
    double x = number(node, "x"), y = number(node, "y");
    return (struct box){ x, y, x + number(node, "width"), y + number(node, "height") };
}

static struct box text_box(struct lettering *letters, xmlNodePtr node)
{
    char *text = (char *)xmlNodeGetContent(node);
    double size = number(node, "font-size"), x = number(node, "x"), y = number(node, "y");
    double width = lettering_width(letters, text, size, has(node, "font-weight", "700"));
    x -= has(node, "text-anchor", "middle") ? width / 2 : has(node, "text-anchor", "end") ? width : 0;
    xmlFree(text);
    return (struct box){ x, y - 0.75 * size, x + width, y + 0.2 * size };
}

static bool overlap(struct box a, struct box b)
{
    const double touch = 0.2;
    return a.x < b.right - touch && b.x < a.right - touch && a.y < b.bottom - touch && b.y < a.bottom - touch;
}

static bool inside(struct box a, struct box b)
{
    return a.x >= b.x - 0.2 && a.right <= b.right + 0.2 && a.y >= b.y - 0.2 && a.bottom <= b.bottom + 0.2;
}

static const char *content(xmlNodePtr node)
{
    static char text[400];
    char *whole = (char *)xmlNodeGetContent(node);
    snprintf(text, sizeof text, "%s", whole);
    xmlFree(whole);
    return text;
}

/* How many texts of the row say exactly this. */
static int said(const struct fixture *fixture, const char *row, const char *text)
{
    xmlNodePtr top = find_id(fixture, row);
    int times = 0;
    for (xmlNodePtr node = top; node; node = next_node(node, top))
        times += is(node, "text") && !strcmp(content(node), text);
    return times;
}

static bool anywhere(const struct fixture *fixture, const char *text) { return strstr(fixture->drawing.svg.data, text); }

/* --- contacts --- */

/* Users 1 … 8 live the plan; `chasing` of them chase once, all with the same irritant and their own quote; the first
 * `felt` say how satisfied they were with Send. */
static void write_contacts(struct buffer *text, int chasing, int felt)
{
    buffer_add_string(text, HEADER);
    for (int user = 1; user <= 8; user++) {
        buffer_printf(text, "u%d,Ask,a,counter,2024-01-0%dT09:00,30,5,10,,1,Far away,,%s\n", user, user,
                      user <= 4 ? "7" : "");
        buffer_printf(text, "u%d,Send,b,web,2024-01-1%d,20,,,,%s,%s,,\n", user, user, user <= felt ? "-1" : "",
                      user <= felt ? "Form 12" : "");
        if (user <= chasing)
            buffer_printf(text, "u%d,Where is it?,b,phone,2024-01-2%d,9,,,chase,-2,No answer,I called on day %s,\n", user,
                          user, user > 1 ? "ten" : "one");
        buffer_printf(text, "u%d,Get,b,mail,2024-02-0%d,5,,,,2,,,\n", user, user);
    }
}

static void open_contacts(struct fixture *fixture, int chasing, int felt, bool quotes)
{
    struct buffer contacts = { 0 };
    write_contacts(&contacts, chasing, felt);
    open_map(fixture, JOURNEY, contacts.data, quotes, &COLOUR_THEME);
    buffer_release(&contacts);
}

/* --- who is too few --- */

static void what_enough_users_said_is_shown_with_how_many_they_are(void **state)
{
    (void)state;
    struct fixture fixture;
    open_contacts(&fixture, 5, 6, false);
    assert_int_equal(said(&fixture, "row-satisfaction", "8"), 2);   /* Ask, Get */
    assert_int_equal(said(&fixture, "row-satisfaction", "≥\u00A05"), 2);   /* Send, chasing: 6 and 5 of 8 tell of the others */
    assert_int_equal(said(&fixture, "row-irritants", "8 users"), 1);
    assert_int_equal(said(&fixture, "row-irritants", "≥\u00A05 users"), 2);
    assert_int_equal(said(&fixture, "row-irritants", "No answer"), 1);
    close_map(&fixture);
}

static void what_fewer_than_min_group_users_said_is_nowhere_and_the_curve_has_a_gap(void **state)
{
    (void)state;
    struct fixture fixture;
    open_contacts(&fixture, 4, 4, true);
    assert_int_equal(said(&fixture, "row-satisfaction", "4"), 0);
    assert_int_equal(said(&fixture, "row-irritants", "4 users"), 0);
    assert_false(anywhere(&fixture, "No answer"));
    assert_false(anywhere(&fixture, "Form 12"));
    assert_false(anywhere(&fixture, "I called"));
    xmlNodePtr top = find_id(&fixture, "row-satisfaction");
    int points = 0;
    for (xmlNodePtr node = top; node; node = next_node(node, top)) {
        assert_false(has(node, "class", "median"));     /* Get, with Send missing before it: no line */
        points += has(node, "class", "opinion");
    }
    assert_int_equal(points, 1);                        /* Ask keeps Send and chasing company: all answers are told */
    close_map(&fixture);
    open_contacts(&fixture, 5, 5, true);
    top = find_id(&fixture, "row-satisfaction");
    int curves = 0;
    for (xmlNodePtr node = top; node; node = next_node(node, top))
        curves += has(node, "class", "median");
    assert_int_equal(curves, 1);
    close_map(&fixture);
}

static void rows_without_anything_to_show_are_left_out(void **state)
{
    (void)state;
    struct fixture fixture;
    struct buffer contacts = { 0 };
    buffer_add_string(&contacts, "case,step\n");
    for (int user = 1; user <= 8; user++)
        buffer_printf(&contacts, "u%d,Ask\n", user);
    open_map(&fixture, JOURNEY, contacts.data, true, &COLOUR_THEME);
    assert_null(find_id(&fixture, "row-satisfaction"));
    assert_null(find_id(&fixture, "row-irritants"));
    assert_null(find_id(&fixture, "row-time"));         /* nobody completed */
    assert_false(anywhere(&fixture, "Satisfaction"));
    close_map(&fixture);
    buffer_release(&contacts);
}

static void quotes_are_shown_only_where_they_were_asked_for_the_most_common_first(void **state)
{
    (void)state;
    struct fixture fixture;
    open_contacts(&fixture, 5, 6, false);
    assert_false(anywhere(&fixture, "I called"));
    close_map(&fixture);
    open_contacts(&fixture, 5, 6, true);
    assert_int_equal(said(&fixture, "row-satisfaction", "“I called on day ten”"), 1);
    assert_false(anywhere(&fixture, "day one"));
    close_map(&fixture);
}

/* Bubbles of what users said: off the points of the curve, off each other, and around their words. */
static int check_bubbles(struct lettering *letters, xmlNodePtr row);

static void two_quotes_about_neighbours_stand_side_by_side(void **state)
{
    (void)state;
    struct fixture fixture;
    struct buffer contacts = { 0 };
    struct lettering *letters = lettering_new();
    buffer_add_string(&contacts, HEADER);
    for (int user = 1; user <= 12; user++) {    /* two kinds of contacts in one column: between Ask and Send */
        int kind = user % 2;
        buffer_printf(&contacts, "u%d,Ask,a,counter,2024-01-02,30,,,,1,,,\nu%d,Kind %d,%c,phone,2024-01-03,9,,,error,-2,,"
                      "they said many many long words and then long words about it number %d,\n",
                      user, user, kind, 'a' + kind, kind);
        buffer_printf(&contacts, "u%d,Send,b,web,2024-01-04,30,,,,1,,,\n", user);
    }
    open_map(&fixture, JOURNEY, contacts.data, true, &COLOUR_THEME);
    assert_int_equal(check_bubbles(letters, find_id(&fixture, "row-satisfaction")), 2);
    close_map(&fixture);
    lettering_free(letters);
    buffer_release(&contacts);
}

/* --- the accounts --- */

/* Widths of the segments of the time row that stand in the given half, planned (0) above lived (1). */
static void add_up_widths(const struct fixture *fixture, double sum[2][2], double *end)
{
    xmlNodePtr top = find_id(fixture, "row-time");
    assert_non_null(top);
    double middle = fixture->drawing.width / 2 + MARGIN, first = 0;
    for (xmlNodePtr node = top; node; node = next_node(node, top)) {
        if (!has(node, "class", "time"))
            continue;
        struct box bar = rectangle(xmlNextElementSibling(xmlFirstElementChild(node)));
        first = first > 0 ? first : bar.y;
        int half = bar.x > middle, lived = bar.y > first + 1;
        if (sum[half][lived] > 0)
            assert_near(bar.x, end[2 * half + lived], 0.11);    /* one after the other, without a gap */
        sum[half][lived] += bar.right - bar.x;
        end[2 * half + lived] = bar.right;
    }
}

static void bars_add_up_to_each_account_and_small_classes_are_counted_with_another(void **state)
{
    (void)state;
    struct fixture fixture;
    double sum[2][2] = { { 0 } }, end[4];
    open_contacts(&fixture, 5, 6, false);
    const struct audit *audit = fixture.audit;
    add_up_widths(&fixture, sum, end);
    double days_planned = (double)audit->theory.elapsed_seconds, days = audit->completed_elapsed.mean;
    double active_planned = (double)audit->theory.time.total, active = audit->completed_active.mean;
    assert_int_equal(audit->take_up[TAKE_UP_COMPLETED], 8);
    assert_near(sum[0][0] / sum[0][1], days_planned / days, 0.002);
    assert_near(sum[1][0] / sum[1][1], active_planned / active, 0.002);
    /* four users' relation is productive here, and said to be */
    assert_true(audit->completed_time.relation > 0);
    assert_false(anywhere(&fixture, "<title>relation"));
    assert_true(anywhere(&fixture, "what fewer than 5 of them had is counted as productive"));
    close_map(&fixture);
}

static void the_two_accounts_never_share_a_class(void **state)
{
    (void)state;
    struct fixture fixture;
    open_contacts(&fixture, 5, 6, false);
    xmlNodePtr top = find_id(&fixture, "row-time");
    double middle = fixture.drawing.width / 2 + MARGIN;
    int seen = 0;
    for (xmlNodePtr node = top; node; node = next_node(node, top)) {
        if (!has(node, "class", "time"))
            continue;
        xmlNodePtr title = xmlFirstElementChild(node), bar = xmlNextElementSibling(title);
        bool active = !strncmp(content(title), "productive", 10) || !strncmp(content(title), "relation", 8) ||
                      !strncmp(content(title), "autonomy", 8) || !strncmp(content(title), "unproductive", 12);
        assert_int_equal(active, number(bar, "x") > middle);
        assert_true(number(bar, "stroke-width") >= 0.8);
        seen++;
    }
    assert_true(seen >= 5);
    close_map(&fixture);
}

/* --- where texts stand --- */

static void check_row(const struct fixture *fixture, struct lettering *letters, xmlNodePtr row)
{
    struct box frame = rectangle(xmlFirstElementChild(row)), *box = xcalloc(4000, sizeof *box);
    int boxes = 0;
    assert_true(frame.x >= 0 && frame.right <= fixture->drawing.width && frame.bottom <= fixture->drawing.height);
    for (xmlNodePtr node = row; node && boxes < 4000; node = next_node(node, row)) {
        if (!is(node, "text"))
            continue;
        box[boxes] = text_box(letters, node);
        if (!inside(box[boxes], frame))
            fail_msg("'%s' leaves its row", content(node));
        for (int i = 0; i < boxes; i++)
            if (overlap(box[i], box[boxes]))
                fail_msg("'%s' stands on another text", content(node));
        boxes++;
    }
    free(box);
}

static int check_bubbles(struct lettering *letters, xmlNodePtr row)
{
    struct box bubble[4];
    int bubbles = 0;
    for (xmlNodePtr node = row; node; node = next_node(node, row)) {
        if (!has(node, "class", "quote"))
            continue;
        assert_true(bubbles < 2);
        bubble[bubbles] = rectangle(xmlFirstElementChild(node));
        for (xmlNodePtr text = xmlNextElementSibling(xmlFirstElementChild(node)); text; text = xmlNextElementSibling(text))
            assert_true(inside(text_box(letters, text), bubble[bubbles]));
        bubbles++;
    }
    assert_true(bubbles < 2 || !overlap(bubble[0], bubble[1]));
    for (xmlNodePtr node = row; node; node = next_node(node, row)) {
        double x = number(node, "cx"), y = number(node, "cy"), r = number(node, "r");
        double half = 8;
        if (is(node, "path") && node->parent && has(node->parent, "class", "opinion")) {
            xmlChar *path = xmlGetProp(node, (const xmlChar *)"d");
            assert_int_equal(sscanf((const char *)path, "M%lf %lf", &x, &y), 2);     /* left or upper corner */
            xmlFree(path);
            r = half;
        }
        for (int i = 0; r > 0 && i < bubbles; i++)
            assert_false(overlap((struct box){ x - r, y - r, x + r, y + r }, bubble[i]));
    }
    return bubbles;
}

static void write_words(struct buffer *text, struct random_stream *random, int most)
{
    static const char *const word[] = { "guichet", "anticonstitutionnellement", "RIB", "dossier", "m\xc3\xa9tropole", "à",
                                        "redemand\xc3\xa9", "trop" };
    for (int i = 1 + (int)random_below(random, (uint32_t)most); i > 0; i--)
        buffer_printf(text, "%s%s", word[random_below(random, 8)], i > 1 ? " " : "");
}

static void write_journey(struct buffer *text, struct random_stream *random, int steps)
{
    buffer_add_string(text, "<journey xmlns=\"urn:parcours:journey:1\" id=\"t\" event=\"other\" lang=\"en\"><title>T</title>");
    for (int i = 0; i < 5; i++)
        buffer_printf(text, "<institution id=\"i%d\" name=\"Caisse interprofessionnelle %d\"/>", i, i);
    buffer_add_string(text, "<path>");
    for (int i = 0; i < steps; i++) {
        bool group = i + 3 < steps && random_below(random, 3) == 0;
        buffer_add_string(text, group ? "<any-order>" : "");
        for (int k = group ? 3 : 1; k > 0; k--, i += k > 0)
            buffer_printf(text, "<step id=\"s%d\" with=\"i%d\" via=\"web\" takes=\"%dmin\">Step %d</step>", i,
                          (int)random_below(random, 5), 5 + (int)random_below(random, 90), i);
        buffer_add_string(text, group ? "</any-order>" : "");
    }
    buffer_add_string(text, "</path></journey>");
}

/* Twelve users who do most steps, and between them contacts of a few kinds in which they say much. */
static void write_lives(struct buffer *text, struct random_stream *random, int steps)
{
    struct buffer word[6] = { 0 };
    buffer_add_string(text, HEADER);
    for (int i = 0; i < 6; i++)
        write_words(&word[i], random, 20);
    for (int user = 0; user < 12; user++)
        for (int step = 0; step < steps; step++) {
            if (random_below(random, 12) == 0)
                continue;
            buffer_printf(text, "u%d,s%d,,,2024-%02d-%02d,%d,,,,%d,%s,%s,\n", user, step, 1 + step / 28 % 12, 1 + step % 28,
                          (int)random_below(random, 90), (int)random_below(random, 5) - 2,
                          random_below(random, 2) ? word[step % 6].data : "", random_below(random, 3) ? word[user % 6].data : "");
            for (int kind = 0; step % 3 == 0 && kind < 4; kind++)
                if (random_below(random, 3))
                    buffer_printf(text, "u%d,kind %d,i%d,phone,2024-%02d-%02d,8,,,%s,%d,%s,%s,\n", user, kind, kind,
                                  1 + step / 28 % 12, 1 + step % 28, kind % 2 ? "chase" : "other",
                                  (int)random_below(random, 5) - 2, word[kind].data, word[(kind + 1) % 6].data);
        }
    for (int i = 0; i < 6; i++)
        buffer_release(&word[i]);
}

static void texts_stay_in_their_rows_and_off_each_other_whatever_users_say(void **state)
{
    (void)state;
    struct lettering *letters = lettering_new();
    int bubbles = 0, rows = 0;
    for (uint64_t round = 0; round < 12; round++) {
        struct random_stream random = random_stream_new(41, round, 1);
        struct fixture fixture;
        struct buffer journey = { 0 }, contacts = { 0 };
        int steps = 2 + 3 * (int)round;
        write_journey(&journey, &random, steps);
        write_lives(&contacts, &random, steps);
        open_map(&fixture, journey.data, contacts.data, true, THEMES[round % 3]);
        xmlNodePtr top = xmlDocGetRootElement(fixture.document);
        for (xmlNodePtr node = top; node; node = next_node(node, top)) {
            xmlChar *id = xmlGetProp(node, (const xmlChar *)"id");
            if (id && !strncmp((const char *)id, "row-", 4)) {
                check_row(&fixture, letters, node);
                bubbles += check_bubbles(letters, node);
                rows++;
            }
            xmlFree(id);
        }
        close_map(&fixture);
        buffer_release(&journey);
        buffer_release(&contacts);
    }
    assert_true(bubbles >= 12);
    assert_true(rows >= 36);
    lettering_free(letters);
}

static void what_users_write_is_text_and_never_markup(void **state)
{
    (void)state;
    struct fixture fixture;
    struct buffer contacts = { 0 };
    buffer_add_string(&contacts, HEADER);
    for (int user = 1; user <= 6; user++) {
        buffer_printf(&contacts, "u%d,Ask,a,counter,2024-01-0%d,30,,,,-2,</text><script>a()</script>,", user, user);
        buffer_add_string(&contacts, "</title><script>b('x')</script>&\xE2\x80\xAE,\n");
    }
    open_map(&fixture, JOURNEY, contacts.data, true, &COLOUR_THEME);
    assert_false(anywhere(&fixture, "<script"));
    assert_false(anywhere(&fixture, "\xE2\x80\xAE"));
    assert_true(anywhere(&fixture, "&lt;script&gt;"));
    assert_int_equal(said(&fixture, "row-irritants", "6 users"), 1);
    close_map(&fixture);
    buffer_release(&contacts);
}

static int setup(void **state) { return input_folder_enter(state); }
static int teardown(void **state) { return input_folder_leave(state); }

int main(void)
{
    message_set_language("en", NULL);
    const struct CMUnitTest tests[] = {
        TEST(what_enough_users_said_is_shown_with_how_many_they_are),
        TEST(what_fewer_than_min_group_users_said_is_nowhere_and_the_curve_has_a_gap),
        TEST(rows_without_anything_to_show_are_left_out),
        TEST(quotes_are_shown_only_where_they_were_asked_for_the_most_common_first),
        TEST(two_quotes_about_neighbours_stand_side_by_side),
        TEST(bars_add_up_to_each_account_and_small_classes_are_counted_with_another),
        TEST(the_two_accounts_never_share_a_class),
        TEST(texts_stay_in_their_rows_and_off_each_other_whatever_users_say),
        TEST(what_users_write_is_text_and_never_markup),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
