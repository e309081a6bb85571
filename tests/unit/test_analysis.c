#include "test.h"
#include "base/random.h"
#include "graph/analysis.h"
#include "graph/analysis_graph.h"
#include "graph/analysis_states.h"
#include "model/journey.h"

/* --- small journeys, written as text ---
 * A path: "S(a A(b c) C(d e) O(f) R(g h))" with S sequence, A any-order, C choice (an option a child), O optional,
 * R repeat; steps are lower-case letters. */

static const char *step_name(struct journey *journey, int number)
{
    return arena_printf(&journey->arena, "%c", 'a' + number);
}

static int add_step(struct journey *journey, const char *id)
{
    size_t size = ((size_t)journey->steps + 1) * sizeof *journey->step;
    struct step *grown = arena_alloc(&journey->arena, size);
    if (journey->steps)
        memcpy(grown, journey->step, size - sizeof *grown);
    journey->step = grown;
    grown[journey->steps] = (struct step){
        .id = arena_strdup(&journey->arena, id), .institution = NONE, .takes = SECONDS_ABSENT, .queue = SECONDS_ABSENT,
        .travel = SECONDS_ABSENT, .wait = DURATION_NONE, .limit = DURATION_NONE, .kind = KIND_PRODUCTIVE, .phase = NONE,
        .at = { "t.xml", journey->steps + 10, 3 },
    };
    return journey->steps++;
}

static int add_node(struct journey *journey, enum node_kind kind, int parent)
{
    enum { MOST = 4096 };
    if (!journey->node)
        journey->node = arena_alloc(&journey->arena, MOST * sizeof *journey->node);
    assert_true(journey->nodes < MOST);
    int n = journey->nodes++;
    journey->node[n] = (struct node){ kind, parent, NONE, NONE, NONE, NONE, (double)NAN, NULL, { "t.xml", n + 1, 1 } };
    if (parent != NONE) {
        int *link = &journey->node[parent].first_child;
        while (*link != NONE)
            link = &journey->node[*link].next_sibling;
        *link = n;
    }
    return n;
}

static const char *parse_nodes(struct journey *journey, const char *at, int parent)
{
    while (*at && *at != ')') {
        if (*at == ' ') {
            at++;
            continue;
        }
        int under = parent;
        if (journey->node[parent].kind == NODE_CHOICE)
            under = add_node(journey, NODE_OPTION, parent);
        if (at[1] == '(') {
            static const char letter[] = "SACOR";
            static const enum node_kind kind[] = {
                NODE_SEQUENCE, NODE_ANY_ORDER, NODE_CHOICE, NODE_OPTIONAL, NODE_REPEAT,
            };
            at = parse_nodes(journey, at + 2, add_node(journey, kind[strchr(letter, *at) - letter], under)) + 1;
        } else {
            char id[2] = { *at++, 0 };
            int node = add_node(journey, NODE_STEP, under);
            journey->node[node].step = add_step(journey, id);
        }
    }
    return at;
}

static struct journey *path(const char *text)
{
    struct journey *journey = journey_new();
    journey->file = "t.xml";
    journey->root = add_node(journey, NODE_SEQUENCE, NONE);
    parse_nodes(journey, text, journey->root);
    return journey;
}

/* A flow: steps "abc"; gateways "S E F* M1 N?" with S start, E end, * all, 1 one, ? any; links "Sa aF" from, to. */
static struct journey *flow(const char *steps, const char *gateways, const char *links)
{
    struct journey *journey = journey_new();
    journey->file = "t.xml";
    for (; *steps; steps++)
        add_step(journey, (char[]){ *steps, 0 });
    journey->gateway = arena_alloc(&journey->arena, 32 * sizeof *journey->gateway);
    journey->link = arena_alloc(&journey->arena, 128 * sizeof *journey->link);
    for (const char *at = gateways; *at; at++) {
        if (*at == ' ')
            continue;
        enum gateway_kind kind = *at == 'S' ? GATEWAY_START : *at == 'E' ? GATEWAY_END : at[1] == '1' ? GATEWAY_ONE :
                                 at[1] == '*' ? GATEWAY_ALL : GATEWAY_ANY;
        journey->gateway[journey->gateways] = (struct gateway){
            arena_strndup(&journey->arena, at, 1), kind, { "t.xml", 50 + journey->gateways, 5 },
        };
        journey->gateways++;
        at += kind != GATEWAY_START && kind != GATEWAY_END;
    }
    int end[2], given = 0;
    for (const char *at = links; *at; at++) {                   /* "Sa aE": pairs of letters */
        if (*at == ' ')
            continue;
        end[given] = NONE;
        for (int s = 0; s < journey->steps; s++)
            end[given] = journey->step[s].id[0] == *at ? s : end[given];
        for (int g = 0; g < journey->gateways; g++)
            end[given] = journey->gateway[g].id[0] == *at ? journey->steps + g : end[given];
        assert_int_not_equal(end[given], NONE);
        given = !given;
        if (!given)
            journey->link[journey->links++] = (struct link){ end[0], end[1], (double)NAN, NULL, { "t.xml", 90, 1 } };
    }
    return journey;
}

static void add_institutions(struct journey *journey, const char *names, const char *self)
{
    journey->institution = arena_alloc(&journey->arena, strlen(names) * sizeof *journey->institution + 1);
    for (; *names; names++) {
        const char *name = arena_strndup(&journey->arena, names, 1);
        journey->institution[journey->institutions++] =
            (struct institution){ name, name, NULL, strchr(self, *names) != NULL, { "t.xml", 2, 1 } };
    }
}

static void add_documents(struct journey *journey, int count)
{
    journey->document = arena_alloc(&journey->arena, (size_t)count * sizeof *journey->document);
    for (int d = 0; d < count; d++) {
        const char *name = arena_printf(&journey->arena, "doc%d", d);
        journey->document[d] = (struct document){ name, name, NONE, { "t.xml", 30 + d, 1 } };
    }
    journey->documents = count;
}

static void append_document(struct journey *journey, int **list, int *count, int document)
{
    int *grown = arena_alloc(&journey->arena, ((size_t)*count + 1) * sizeof *grown);
    if (*count)
        memcpy(grown, *list, (size_t)*count * sizeof *grown);
    grown[(*count)++] = document;
    *list = grown;
}

static void needs(struct journey *journey, int step, int document)
{
    append_document(journey, &journey->step[step].needs, &journey->step[step].needs_count, document);
}

static void gives(struct journey *journey, int step, int document)
{
    append_document(journey, &journey->step[step].gives, &journey->step[step].gives_count, document);
}

/* --- what is found, as text --- */

static const char *step_id(const struct journey *journey, int step)
{
    return step == NONE ? "-" : journey->step[step].id;
}

/* One word a finding of this kind. */
static char *found(const struct analysis *analysis, const struct journey *journey, enum finding_kind kind)
{
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    for (int i = 0; i < analysis->findings; i++) {
        const struct finding *f = &analysis->finding[i];
        if (f->kind != kind)
            continue;
        fputs(ftell(out) ? " " : "", out);
        switch (kind) {
        case FINDING_STUCK:
            fprintf(out, "%s%s%s/%d", step_id(journey, f->step), f->gateway == NONE ? "" : "@",
                    f->gateway == NONE ? "" : journey->gateway[f->gateway].id, (int)f->reason);
            break;
        case FINDING_LOOP:
            for (int k = 0; k < f->steps_count; k++)
                fputs(step_id(journey, f->steps[k]), out);
            break;
        case FINDING_HAND_OFF:
            fprintf(out, "%s>%s:%d", journey->institution[f->institution].id,
                    journey->institution[f->other_institution].id, f->count);
            break;
        case FINDING_UNREACHABLE: case FINDING_MANDATORY:
            fputs(step_id(journey, f->step), out);
            break;
        default:
            fprintf(out, "%s:%s<%s", step_id(journey, f->step), journey->document[f->document].id,
                    step_id(journey, f->other_step));
        }
    }
    fclose(out);
    return text;
}

static struct analysis *analyse(const struct journey *journey)
{
    struct diagnostics diagnostics = { 0 };
    bool owned;
    struct net *net = net_compile(journey, &owned, &diagnostics);
    struct analysis *analysis = analysis_new(journey, net);
    diagnostics_release(&diagnostics);
    if (owned)
        net_free(net);
    return analysis;
}

static void assert_found_in(struct journey *journey, enum finding_kind kind, const char *wanted)
{
    struct analysis *analysis = analyse(journey);
    char *text = found(analysis, journey, kind);
    assert_string_equal(text, wanted);
    free(text);
    analysis_free(analysis);
}

static void assert_found(struct journey *journey, enum finding_kind kind, const char *wanted)
{
    assert_found_in(journey, kind, wanted);
    journey_free(journey);
}

static void assert_said(struct journey *journey, const char *wanted)
{
    struct diagnostics diagnostics = { 0 };
    struct analysis *analysis = analyse(journey);
    analysis_report(analysis, journey, &diagnostics);
    assert_diagnostics(&diagnostics, wanted);
    diagnostics_release(&diagnostics);
    analysis_free(analysis);
    journey_free(journey);
}

/* --- paths --- */

static void every_branch_of_an_any_order_is_mandatory_and_no_option_is(void **state)
{
    (void)state;
    assert_found(path("a A(b S(c O(d))) C(e f) R(g O(h)) C(i) j"), FINDING_MANDATORY, "a b c g i j");
}

static void a_path_is_never_stuck_and_never_out_of_reach(void **state)
{
    (void)state;
    struct journey *journey = path("a A(b c d e f g h i j k l m n o p q r s t u) v");     /* 2^20 orders */
    assert_found_in(journey, FINDING_STUCK, "");
    assert_found_in(journey, FINDING_UNREACHABLE, "");
    assert_found(journey, FINDING_MANDATORY, "a b c d e f g h i j k l m n o p q r s t u v");
}

static void repeats_are_loops_and_any_order_is_none(void **state)
{
    (void)state;
    assert_found(path("a A(b c) d"), FINDING_LOOP, "");
    assert_found(path("a R(b c) R(d) e R(f R(g) O(h))"), FINDING_LOOP, "bc d fgh");
}

static void hand_offs_pass_through_what_users_do_alone(void **state)
{
    (void)state;
    struct journey *journey = path("a b c d e");
    add_institutions(journey, "MUC", "U");
    static const int with[] = { 0, 1, 2, 2, 0 };
    for (int s = 0; s < 5; s++)
        journey->step[s].institution = with[s];
    assert_found_in(journey, FINDING_HAND_OFF, "M>C:1 C>M:1");
    journey->step[4].automatic = true;                                   /* nobody goes anywhere for it */
    assert_found(journey, FINDING_HAND_OFF, "M>C:1");
}

static void hand_offs_are_counted_a_pair_of_steps_each(void **state)
{
    (void)state;
    struct journey *journey = path("a A(b c) d");
    add_institutions(journey, "MC", "");
    static const int with[] = { 0, 1, 1, 0 };
    for (int s = 0; s < 4; s++)
        journey->step[s].institution = with[s];
    assert_found(journey, FINDING_HAND_OFF, "M>C:2 C>M:2");
}

/* --- flows --- */

static void a_sound_flow_has_nothing_wrong(void **state)
{
    (void)state;
    struct journey *journey = flow("abcd", "S E F* J* O1 M1", "Sa aF Fb Fc bJ cJ JO Od OM dM ME");
    assert_found_in(journey, FINDING_UNREACHABLE, "");
    assert_found_in(journey, FINDING_STUCK, "");
    assert_found(journey, FINDING_MANDATORY, "a b c");
}

static void a_step_without_links_from_the_start_never_happens(void **state)
{
    (void)state;
    struct journey *journey = flow("abc", "S E", "Sa aE bc cE");
    assert_found_in(journey, FINDING_UNREACHABLE, "b c");
    assert_said(journey,
                "t.xml:11:3: error: step 'b' can never happen: expected links that lead to it from the start\n"
                "t.xml:12:3: error: step 'c' can never happen: expected links that lead to it from the start\n");
}

static void a_step_without_a_way_on_is_where_one_is_stuck(void **state)
{
    (void)state;
    struct journey *journey = flow("abc", "S E O1", "Sa aO Ob bc OE");
    assert_found_in(journey, FINDING_STUCK, "c/0");
    assert_said(journey, "t.xml:12:3: error: users can be stuck after step 'c': nothing leads from it to the end\n");
}

static void a_join_waits_for_ever_for_a_branch_that_was_not_chosen(void **state)
{
    (void)state;
    struct journey *journey = flow("abc", "S E O1 J*", "SO Oa Ob aJ bJ Jc cE");
    assert_found_in(journey, FINDING_UNREACHABLE, "c");
    assert_found_in(journey, FINDING_STUCK, "a@J/1");
    assert_found_in(journey, FINDING_MANDATORY, "");
    assert_said(
        journey,
        "t.xml:12:3: error: step 'c' can never happen: gateway 'J' before it waits for branches that never all come\n"
        "t.xml:53:5: error: users can be stuck before gateway 'J': it waits for branches that may not all come: "
        "expected kind=\"one\", to go on with whichever comes\n");
}

static void a_join_that_many_steps_lead_to_is_named_once(void **state)
{
    (void)state;
    struct journey *journey = flow("", "S E O1 J*", "SO JE");
    journey->link = arena_alloc(&journey->arena, 700 * sizeof *journey->link);
    for (int s = 0; s < 300; s++)                                        /* gateways are numbered after them */
        add_step(journey, arena_printf(&journey->arena, "s%d", s));
    int first = journey->steps;
    journey->links = 0;
    static const int fixed[][2] = { { 0, 2 }, { 3, 1 } };
    for (int l = 0; l < 2; l++)
        journey->link[journey->links++] = (struct link){ .from = first + fixed[l][0], .to = first + fixed[l][1] };
    for (int s = 0; s < 300; s++) {
        journey->link[journey->links++] = (struct link){ .from = first + 2, .to = s };
        journey->link[journey->links++] = (struct link){ .from = s, .to = first + 3 };
    }
    assert_found(journey, FINDING_STUCK, "s0@J/1");
}

static void a_join_misses_a_branch_that_leads_nowhere(void **state)
{
    (void)state;
    assert_found(flow("ab", "S E F* J*", "SF Fa Fb FJ aJ JE"), FINDING_STUCK, "");      /* b ends by itself */
    assert_found(flow("abc", "S E F* J* O1", "SF Fa FO Ob Oc aJ bJ JE"), FINDING_STUCK, "c/0 a@J/1");
}

static void a_join_fed_from_the_start_is_named_without_a_step(void **state)
{
    (void)state;
    assert_found(flow("a", "S E O1 J*", "SO Oa OJ aJ JE"), FINDING_STUCK, "-@J/1");
}

static void steps_that_come_again_for_ever_are_a_circle(void **state)
{
    (void)state;
    struct journey *journey = flow("abc", "S E O1", "SO OE Oa ab bc ca");
    assert_found_in(journey, FINDING_STUCK, "a/2");
    assert_found_in(journey, FINDING_LOOP, "abc");
    assert_said(journey, "t.xml:10:3: error: users can be stuck between steps 'a' and 'c', which come again for ever: "
                         "expected a way from them to the end\n");
}

static void an_end_reached_while_a_branch_is_open_is_said(void **state)
{
    (void)state;
    assert_found(flow("abc", "S E F* M1", "SF Fa Fb aM bM Mc cE"), FINDING_STUCK, "c/3");
}

static void a_flow_without_a_way_to_its_end_is_stuck_where_it_stops(void **state)
{
    (void)state;
    assert_found(flow("ab", "S E", "Sa bE"), FINDING_STUCK, "a/0");
    assert_found(flow("b", "S E", "bE"), FINDING_STUCK, "-@S/0");
}

static void without_a_net_the_rest_is_still_examined(void **state)
{
    (void)state;
    struct journey *journey = flow("ab", "E", "ab bE");                  /* no start: it does not compile */
    add_documents(journey, 1);
    needs(journey, 0, 0);
    struct analysis *analysis = analysis_new(journey, NULL);
    char *text = found(analysis, journey, FINDING_DOCUMENT_NOBODY);
    assert_string_equal(text, "a:doc0<-");
    assert_int_equal(analysis->findings, 1);
    free(text);
    analysis_free(analysis);
    journey_free(journey);
}

/* An all-split of 20 branches has a million states. One branch that is never joined leaves a step stuck. */
static void a_flow_with_too_many_states_is_judged_on_its_graph(void **state)
{
    (void)state;
    char links[256] = "SF JE uv";
    for (char c = 'a'; c < 'u'; c++)
        snprintf(links + strlen(links), sizeof links - strlen(links), " F%c %cJ", c, c);
    struct journey *journey = flow("abcdefghijklmnopqrstuv", "S E F* J*", links);
    struct analysis *analysis = analyse(journey);
    assert_true(analysis->limited);
    char *text = found(analysis, journey, FINDING_MANDATORY);
    assert_string_equal(text, "a b c d e f g h i j k l m n o p q r s t");
    free(text);
    text = found(analysis, journey, FINDING_UNREACHABLE);
    assert_string_equal(text, "u v");
    free(text);
    analysis_free(analysis);
    journey->link[0].to = 21;                                            /* S -> v, which leads nowhere, and nothing to F */
    analysis = analyse(journey);
    assert_false(analysis->limited);
    text = found(analysis, journey, FINDING_STUCK);
    assert_string_equal(text, "v/0");
    free(text);
    analysis_free(analysis);
    journey_free(journey);
}

/* u ; v beside twenty branches: where v leads nowhere its token simply ends, where it leads back to u nobody ever ends. */
static void past_the_limit_a_circle_without_a_way_out_is_still_found(void **state)
{
    (void)state;
    char links[256] = "SF JE Fu uv vu";
    for (char c = 'a'; c < 'u'; c++)
        snprintf(links + strlen(links), sizeof links - strlen(links), " F%c %cJ", c, c);
    struct journey *journey = flow("abcdefghijklmnopqrstuv", "S E F* J*", links);
    struct analysis *analysis = analyse(journey);
    assert_true(analysis->limited);
    char *text = found(analysis, journey, FINDING_STUCK);
    assert_string_not_equal(text, "");
    assert_non_null(strpbrk(text, "uv"));
    free(text);
    analysis_free(analysis);
    for (int l = 4; l + 1 < journey->links; l++)                         /* without v -> u */
        journey->link[l] = journey->link[l + 1];
    journey->links--;
    analysis = analyse(journey);
    assert_true(analysis->limited);
    text = found(analysis, journey, FINDING_STUCK);
    assert_string_equal(text, "");
    free(text);
    analysis_free(analysis);
    journey_free(journey);
}

/* --- documents --- */

static struct journey *five_steps(void)
{
    struct journey *journey = path("a b c d e");
    add_institutions(journey, "MCU", "U");
    add_documents(journey, 2);
    for (int s = 0; s < 5; s++)
        journey->step[s].institution = s % 2;                            /* M C M C M */
    return journey;
}

static void a_document_is_asked_again_once_somebody_asked_for_it(void **state)
{
    (void)state;
    struct journey *journey = five_steps();
    needs(journey, 0, 0), needs(journey, 1, 0), needs(journey, 2, 0);    /* M first; C again; M itself again */
    assert_found_in(journey, FINDING_DOCUMENT_AGAIN, "b:doc0<a c:doc0<a");
    struct analysis *analysis = analyse(journey);
    assert_int_equal(analysis->tell_us_once, 2);
    assert_int_equal(analysis->tell_us_once_of_institution[0], 1);
    assert_int_equal(analysis->tell_us_once_of_institution[1], 1);
    analysis_free(analysis);
    journey_free(journey);
}

static void a_document_somebody_holds_is_asked_again_at_the_first_request(void **state)
{
    (void)state;
    struct journey *journey = five_steps();
    journey->document[0].held_by = 1;
    needs(journey, 0, 0), needs(journey, 1, 0);                          /* of the holder, too: the asker is included */
    assert_found(journey, FINDING_DOCUMENT_AGAIN, "a:doc0<- b:doc0<-");
}

static void a_document_that_was_given_is_asked_again_and_one_given_later_is_not(void **state)
{
    (void)state;
    struct journey *journey = five_steps();
    needs(journey, 0, 0), gives(journey, 1, 0), needs(journey, 2, 0);
    gives(journey, 0, 1), needs(journey, 3, 1);
    assert_found(journey, FINDING_DOCUMENT_AGAIN, "c:doc0<b d:doc1<a");
}

static void what_users_do_alone_neither_asks_nor_gives_nor_holds(void **state)
{
    (void)state;
    struct journey *journey = five_steps();
    journey->step[0].institution = journey->step[1].institution = 2;     /* U is self */
    journey->document[0].held_by = 2;
    needs(journey, 0, 0), gives(journey, 1, 0), needs(journey, 2, 0), needs(journey, 4, 0);
    assert_found(journey, FINDING_DOCUMENT_AGAIN, "e:doc0<c");
}

static void a_step_that_names_a_document_twice_asks_once(void **state)
{
    (void)state;
    struct journey *journey = five_steps();
    needs(journey, 0, 0), needs(journey, 0, 0), needs(journey, 2, 0);
    assert_found(journey, FINDING_DOCUMENT_AGAIN, "c:doc0<a");
}

static void documents_asked_again_are_said_with_who_has_them(void **state)
{
    (void)state;
    struct journey *journey = five_steps();
    journey->document[1].held_by = 0;
    needs(journey, 0, 0), gives(journey, 1, 0), needs(journey, 2, 0), needs(journey, 3, 1);
    journey->document[0].held_by = 2;
    assert_said(journey, "t.xml:12:3: warning: step 'c' asks for document 'doc0', which 'C' gave in step 'b'\n"
                         "t.xml:13:3: warning: step 'd' asks for document 'doc1', which 'M' already holds\n");
}

static void a_document_needed_before_its_only_giver_is_early(void **state)
{
    (void)state;
    struct journey *journey = five_steps();
    needs(journey, 1, 0), gives(journey, 3, 0), needs(journey, 4, 0);
    assert_found_in(journey, FINDING_DOCUMENT_EARLY, "b:doc0<d");
    assert_found_in(journey, FINDING_SINGLE_POINT, "d:doc0<-");
    journey->document[0].held_by = 1;                                    /* somebody has it: it need not come from d */
    assert_found(journey, FINDING_DOCUMENT_EARLY, "");
}

static void a_giver_beside_or_in_an_earlier_round_is_early_enough(void **state)
{
    (void)state;
    static const struct { const char *path; const char *early; } example[] = {
        { "S(a b)", "a:doc0<b" }, { "A(a b)", "" }, { "R(S(a b))", "" }, { "C(a b)", "a:doc0<b" }, { "R(C(a b))", "" },
        { "A(S(O(a)) S(R(b)))", "" }, { "O(a) O(b)", "a:doc0<b" }, { "R(a) R(b)", "a:doc0<b" },
    };
    for (size_t i = 0; i < sizeof example / sizeof *example; i++) {
        struct journey *journey = path(example[i].path);
        add_documents(journey, 1);
        needs(journey, 0, 0), gives(journey, 1, 0);
        assert_found(journey, FINDING_DOCUMENT_EARLY, example[i].early);
    }
}

static void a_step_that_gives_itself_what_it_needs_is_early(void **state)
{
    (void)state;
    struct journey *journey = path("a");
    add_documents(journey, 1);
    needs(journey, 0, 0), gives(journey, 0, 0);
    assert_found_in(journey, FINDING_SINGLE_POINT, "");
    assert_said(journey,
                "t.xml:10:3: warning: step 'a' needs document 'doc0', which only this step gives: expected an earlier "
                "step that gives it, or held-by\n");
}

static void a_document_of_nobody_is_a_note_if_somebody_needs_it(void **state)
{
    (void)state;
    struct journey *journey = five_steps();
    needs(journey, 1, 0);
    assert_found_in(journey, FINDING_DOCUMENT_NOBODY, "b:doc0<-");
    assert_said(journey, "t.xml:30:1: note: document 'doc0' is held by nobody and given by no step: users must have it "
                         "already\n");
}

static void two_givers_are_no_single_point(void **state)
{
    (void)state;
    struct journey *journey = path("C(a b) c");
    add_documents(journey, 1);
    gives(journey, 0, 0), gives(journey, 1, 0), needs(journey, 2, 0);
    assert_found(journey, FINDING_SINGLE_POINT, "");
}

/* --- the tree against the markings: a thousand random paths --- */

static void grow_node(struct journey *journey, int node, int depth, struct random_stream *random)
{
    int children = journey->node[node].kind == NODE_CHOICE ? 2 : 1 + (int)random_below(random, 3);
    for (int i = 0; i < children && journey->steps < 9; i++) {
        int under = journey->node[node].kind == NODE_CHOICE ? add_node(journey, NODE_OPTION, node) : node;
        static const enum node_kind kind[] = { NODE_SEQUENCE, NODE_ANY_ORDER, NODE_CHOICE, NODE_OPTIONAL, NODE_REPEAT };
        if (depth < 4 && random_below(random, 2)) {
            grow_node(journey, add_node(journey, kind[random_below(random, 5)], under), depth + 1, random);
        } else {
            int leaf = add_node(journey, NODE_STEP, under);
            journey->node[leaf].step = add_step(journey, step_name(journey, journey->steps));
        }
    }
}

static struct journey *random_path(unsigned seed)
{
    struct random_stream random = random_stream_new(2025, seed, 1);
    struct journey *journey = journey_new();
    journey->file = "t.xml";
    journey->root = add_node(journey, NODE_SEQUENCE, NONE);
    grow_node(journey, journey->root, 0, &random);
    add_documents(journey, 3);
    for (int d = 0; d < 3 && journey->steps; d++) {
        gives(journey, (int)random_below(&random, (uint32_t)journey->steps), d);
        for (int i = 0; i < 3; i++)
            needs(journey, (int)random_below(&random, (uint32_t)journey->steps), d);
    }
    return journey;
}

static void tree_and_markings_agree_on_random_paths(void **state)
{
    (void)state;
    static const enum finding_kind kind[] = { FINDING_UNREACHABLE, FINDING_STUCK, FINDING_MANDATORY,
                                              FINDING_DOCUMENT_EARLY };
    int mandatory = 0, early = 0;
    for (unsigned seed = 0; seed < 1000; seed++) {
        struct diagnostics diagnostics = { 0 };
        struct journey *journey = random_path(seed), as_net = *journey;
        bool owned;
        struct net *net = net_compile(journey, &owned, &diagnostics);
        as_net.root = NONE;
        as_net.nodes = 0;
        as_net.given_net = net;
        struct analysis *by_tree = analysis_new(journey, net), *by_states = analysis_new(&as_net, net);
        assert_false(by_states->limited);
        for (size_t k = 0; k < sizeof kind / sizeof *kind; k++) {
            char *tree = found(by_tree, journey, kind[k]), *states = found(by_states, &as_net, kind[k]);
            assert_string_equal(tree, states);
            mandatory += kind[k] == FINDING_MANDATORY && *tree;
            early += kind[k] == FINDING_DOCUMENT_EARLY && *tree;
            free(tree);
            free(states);
        }
        analysis_free(by_tree);
        analysis_free(by_states);
        net_free(net);
        journey_free(journey);
        diagnostics_release(&diagnostics);
    }
    assert_true(mandatory > 300 && mandatory < 1000);                    /* the sample has both */
    assert_true(early > 300 && early < 1000);
}

/* --- what stands under it --- */

static void the_typed_graph_knows_its_neighbours_by_kind(void **state)
{
    (void)state;
    struct journey *journey = path("a A(b c)");
    add_institutions(journey, "MC", "");
    add_documents(journey, 1);
    journey->step[1].institution = 1;
    journey->step[1].via[journey->step[1].channels++] = CHANNEL_WEB;
    needs(journey, 1, 0), needs(journey, 2, 0), gives(journey, 0, 0);
    struct successors successors;
    successors_init(&successors, journey, NULL);
    struct typed_graph *graph = typed_graph_new(journey, &successors);
    int *neighbour = calloc((size_t)typed_graph_vertices(graph), sizeof *neighbour);
    assert_int_equal(typed_graph_vertices(graph), 3 + 2 + CHANNEL_COUNT + 1);
    assert_int_equal(typed_graph_neighbours(graph, 0, EDGE_THEN, true, neighbour), 2);
    assert_int_equal(neighbour[0], 1);
    assert_int_equal(neighbour[1], 2);
    assert_int_equal(typed_graph_neighbours(graph, typed_graph_document(graph, 0), EDGE_NEEDS, false, neighbour), 2);
    assert_int_equal(typed_graph_neighbours(graph, typed_graph_document(graph, 0), EDGE_GIVES, false, neighbour), 1);
    assert_int_equal(neighbour[0], 0);
    assert_int_equal(typed_graph_neighbours(graph, 1, EDGE_WITH, true, neighbour), 1);
    assert_int_equal(neighbour[0], typed_graph_institution(graph, 1));
    assert_int_equal(typed_graph_neighbours(graph, 1, EDGE_VIA, true, neighbour), 1);
    assert_int_equal(neighbour[0], typed_graph_channel(graph, CHANNEL_WEB));
    assert_int_equal(typed_graph_neighbours(graph, 0, EDGE_VIA, true, neighbour), 0);
    free(neighbour);
    typed_graph_free(graph);
    successors_release(&successors);
    journey_free(journey);
}

static void components_are_numbered_by_their_first_vertex(void **state)
{
    (void)state;
    static const int edge[][2] = { { 4, 3 }, { 3, 4 }, { 4, 0 }, { 2, 1 }, { 1, 2 } };
    int component[6], components;
    assert_true(graph_components(6, edge, 5, component, &components));
    assert_int_equal(components, 4);
    static const int wanted[] = { 0, 1, 1, 2, 2, 3 };
    for (int v = 0; v < 6; v++)
        assert_int_equal(component[v], wanted[v]);
    assert_true(graph_components(0, edge, 0, component, &components));
    assert_int_equal(components, 0);
}

static void a_net_that_piles_up_tokens_is_not_played_for_ever(void **state)
{
    (void)state;
    struct net *net = net_new();
    int a = net_add_place(net), b = net_add_place(net), both[2] = { a, b };
    net_add_transition(net, 0, NONE, &a, 1, both, 2);
    net_finish(net);
    net->initial[a] = 1;
    struct state_space space;
    assert_false(states_explore(&space, net, 100000));
    states_release(&space);
    net_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_branch_of_an_any_order_is_mandatory_and_no_option_is),
        cmocka_unit_test(a_path_is_never_stuck_and_never_out_of_reach),
        cmocka_unit_test(repeats_are_loops_and_any_order_is_none),
        cmocka_unit_test(hand_offs_pass_through_what_users_do_alone),
        cmocka_unit_test(hand_offs_are_counted_a_pair_of_steps_each),
        cmocka_unit_test(a_sound_flow_has_nothing_wrong),
        cmocka_unit_test(a_step_without_links_from_the_start_never_happens),
        cmocka_unit_test(a_step_without_a_way_on_is_where_one_is_stuck),
        cmocka_unit_test(a_join_waits_for_ever_for_a_branch_that_was_not_chosen),
        cmocka_unit_test(a_join_that_many_steps_lead_to_is_named_once),
        cmocka_unit_test(a_join_misses_a_branch_that_leads_nowhere),
        cmocka_unit_test(a_join_fed_from_the_start_is_named_without_a_step),
        cmocka_unit_test(steps_that_come_again_for_ever_are_a_circle),
        cmocka_unit_test(an_end_reached_while_a_branch_is_open_is_said),
        cmocka_unit_test(a_flow_without_a_way_to_its_end_is_stuck_where_it_stops),
        cmocka_unit_test(without_a_net_the_rest_is_still_examined),
        cmocka_unit_test(a_flow_with_too_many_states_is_judged_on_its_graph),
        cmocka_unit_test(past_the_limit_a_circle_without_a_way_out_is_still_found),
        cmocka_unit_test(a_document_is_asked_again_once_somebody_asked_for_it),
        cmocka_unit_test(a_document_somebody_holds_is_asked_again_at_the_first_request),
        cmocka_unit_test(a_document_that_was_given_is_asked_again_and_one_given_later_is_not),
        cmocka_unit_test(what_users_do_alone_neither_asks_nor_gives_nor_holds),
        cmocka_unit_test(a_step_that_names_a_document_twice_asks_once),
        cmocka_unit_test(documents_asked_again_are_said_with_who_has_them),
        cmocka_unit_test(a_document_needed_before_its_only_giver_is_early),
        cmocka_unit_test(a_giver_beside_or_in_an_earlier_round_is_early_enough),
        cmocka_unit_test(a_step_that_gives_itself_what_it_needs_is_early),
        cmocka_unit_test(a_document_of_nobody_is_a_note_if_somebody_needs_it),
        cmocka_unit_test(two_givers_are_no_single_point),
        cmocka_unit_test(tree_and_markings_agree_on_random_paths),
        cmocka_unit_test(the_typed_graph_knows_its_neighbours_by_kind),
        cmocka_unit_test(components_are_numbered_by_their_first_vertex),
        cmocka_unit_test(a_net_that_piles_up_tokens_is_not_played_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
