/* BPMN: random processes of tasks and gateways, nested or not, held against a token game played on their flows.
 *
 * The game knows nothing of nets: a marking is a number of tokens a flow, and an inclusive join goes on when a token
 * waits in front of it and none elsewhere can still come to one of its empty flows without passing it. Processes where
 * two tokens can meet on one flow are left out: there, the game and the reader may differ. */
#include "test.h"
#include "base/random.h"
#include "input/reader.h"
#include "input_file.h"
#include "net_language.h"

enum { NODES = 11, FLOWS = 40, GAME_STATES_MAXIMUM = 20000, WORD_LENGTH = 5, PROCESSES = 6000 };
enum kind { START, TASK, ONE, ALL, ANY, END };
struct flow { int from, to; };
struct process {
    int nodes; enum kind kind[NODES]; char letter[NODES];
    struct flow flow[FLOWS]; int flows;
    bool reach[NODES][FLOWS][FLOWS];    /* [n][f][g]: a token of flow f can come to flow g without passing node n */
};
extern const struct reader BPMN_READER;

/* --- a random process ------------------------------------------------------------------------------------------------ */

static void add_flow(struct process *process, int from, int to)
{
    for (int f = 0; f < process->flows; f++)
        if (process->flow[f].from == from && process->flow[f].to == to)
            return;
    if (process->flows < FLOWS)
        process->flow[process->flows++] = (struct flow){ from, to };
}

static bool has_flow(const struct process *process, int node, bool in)
{
    for (int f = 0; f < process->flows; f++)
        if ((in ? process->flow[f].to : process->flow[f].from) == node)
            return true;
    return false;
}

static void make_process(struct process *process, struct random_stream *random)
{
    static const enum kind kinds[] = { TASK, TASK, ONE, ONE, ALL, ANY, ANY };
    int letters = 0;
    *process = (struct process){ .nodes = 6 + (int)random_below(random, NODES - 5) };
    for (int v = 0, last = process->nodes - 1; v <= last; v++) {
        process->kind[v] = !v ? START : v == last ? END : kinds[random_below(random, 7)];
        if (process->kind[v] == TASK)
            process->letter[v] = (char)('a' + letters++);
        int outs = v == last ? 0 : process->kind[v] <= TASK ? 1 : 1 + (int)random_below(random, 3);
        for (int i = 0; i < outs; i++) {
            int to = v + 1 + (int)random_below(random, 4);
            add_flow(process, v, to < last ? to : last);
        }
        for (int from = v - 1; v && !has_flow(process, v, true) && from >= 0; from--)
            if (process->kind[from] >= ONE)
                add_flow(process, from, v);
    }
    int back = 1 + (int)random_below(random, (uint32_t)process->nodes - 1);
    if (process->kind[back] == ONE && random_below(random, 2))
        add_flow(process, back, 1 + (int)random_below(random, (uint32_t)back));
}

static void write_process(const struct process *process, struct buffer *out)
{
    static const char *const tag[] = { "startEvent", "task", "exclusiveGateway", "parallelGateway",
        "inclusiveGateway", "endEvent" };
    buffer_add_string(out,
                      "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"d\"><process id=\"p\">");
    for (int v = 0; v < process->nodes; v++)
        buffer_printf(out, process->kind[v] == TASK ? "<%s id=\"n%d\" name=\"%c\"/>" : "<%s id=\"n%d\"/>",
                      tag[process->kind[v]], v, process->letter[v]);
    for (int f = 0; f < process->flows; f++)
        buffer_printf(out, "<sequenceFlow id=\"f%d\" sourceRef=\"n%d\" targetRef=\"n%d\"/>", f, process->flow[f].from,
                      process->flow[f].to);
    buffer_add_string(out, "</process></definitions>");
}

/* --- the token game -------------------------------------------------------------------------------------------------- */

static void find_reach(struct process *process)
{
    for (int n = 0; n < process->nodes; n++)
        for (int f = 0; f < process->flows; f++) {
            bool *reach = process->reach[n][f];
            reach[f] = true;
            for (bool changed = true; changed;) {
                changed = false;
                for (int g = 0; g < process->flows; g++)
                    for (int h = 0; reach[g] && process->flow[g].to != n && h < process->flows; h++)
                        if (process->flow[h].from == process->flow[g].to && !reach[h])
                            reach[h] = changed = true;
            }
        }
}

struct game {
    const struct process *process;
    struct interner states, words;      /* a state: tokens of each flow, then the word so far */
    char next[FLOWS + WORD_LENGTH + 2];
    bool safe;
};

static void reach_state(struct game *game, const char *state, const char *consumed, uint32_t produced, int node)
{
    const struct process *process = game->process;
    size_t flows = (size_t)process->flows, letters = strlen(state + flows);
    for (int f = 0, out = 0; f < process->flows; f++) {
        game->next[f] = (char)(state[f] - consumed[f]);
        if (process->flow[f].from == node)
            game->next[f] = (char)(game->next[f] + (char)(produced >> out++ & 1));
        game->safe = game->safe && game->next[f] <= 1;
    }
    memcpy(game->next + flows, state + flows, letters);
    if (process->kind[node] == TASK)
        game->next[flows + letters++] = process->letter[node];
    if (letters <= WORD_LENGTH)
        interner_add(&game->states, game->next, flows + letters);
}

static void leave(struct game *game, const char *state, const char *consumed, int node)
{
    int outs = 0;
    for (int f = 0; f < game->process->flows; f++)
        outs += game->process->flow[f].from == node;
    uint32_t all = (UINT32_C(1) << outs) - 1;
    enum kind kind = game->process->kind[node];
    if ((kind != ONE && kind != ANY) || outs < 2) {
        reach_state(game, state, consumed, all, node);
        return;
    }
    for (uint32_t chosen = 1; chosen <= all; chosen++)
        if (kind == ANY || !(chosen & (chosen - 1)))
            reach_state(game, state, consumed, chosen, node);
}

static bool can_still_come(const struct process *process, const char *state, int node)
{
    for (int f = 0; f < process->flows; f++)
        for (int g = 0; state[f] && process->flow[f].to != node && g < process->flows; g++)
            if (process->flow[g].to == node && !state[g] && process->reach[node][f][g])
                return true;
    return false;
}

/* Let `node` happen in every way it can. */
static void play(struct game *game, const char *state, int node)
{
    const struct process *process = game->process;
    char consumed[FLOWS] = { 0 };
    int ins = 0, tokens = 0;
    for (int f = 0; f < process->flows; f++)
        if (process->flow[f].to == node) {
            ins++;
            tokens += state[f];
            consumed[f] = state[f];
        }
    if (process->kind[node] == ALL || process->kind[node] == ANY) {
        if (tokens && (process->kind[node] == ALL ? tokens == ins : !can_still_come(process, state, node)))
            leave(game, state, consumed, node);
        return;
    }
    for (int f = 0; f < process->flows; f++) {
        if (process->flow[f].to != node || !state[f])
            continue;
        memset(consumed, 0, sizeof consumed);
        consumed[f] = 1;
        leave(game, state, consumed, node);
    }
}

/* False if the process is not safe, or has too many states. */
static bool game_language(const struct process *process, struct buffer *out)
{
    static const char nothing[FLOWS];
    struct game game = { .process = process, .safe = true };
    interner_add_string(&game.states, "");
    interner_add_string(&game.words, "");
    char start[FLOWS + 1] = { 0 };
    leave(&game, start, nothing, 0);
    for (uint32_t s = 1; s < game.states.count && game.safe && game.states.count < GAME_STATES_MAXIMUM; s++) {
        const char *state = interner_text(&game.states, s), *word = state + process->flows;
        if (!memcmp(state, nothing, (size_t)process->flows))
            interner_add_string(&game.words, *word ? word : "-");
        for (int v = 1; v < process->nodes; v++)
            play(&game, state, v);
    }
    bool good = game.safe && game.states.count < GAME_STATES_MAXIMUM;
    words_join(&game.words, out);
    interner_release(&game.states);
    interner_release(&game.words);
    return good;
}

/* --- the test -------------------------------------------------------------------------------------------------------- */

struct tally { int compared, exact; };

/* Is each word of `some` among those of `all`? */
static bool among(const char *some, const char *all)
{
    struct buffer padded = { 0 }, word = { 0 };
    bool found = true;
    buffer_printf(&padded, " %s ", all);
    for (size_t length; *some && found; some += length + (some[length] == ' ')) {
        length = strcspn(some, " ");
        buffer_clear(&word);
        buffer_printf(&word, " %.*s ", (int)length, some);
        found = strstr(buffer_text(&padded), buffer_text(&word)) != NULL;
    }
    buffer_release(&padded);
    buffer_release(&word);
    return found;
}

static void compare(const struct process *process, struct tally *tally)
{
    struct buffer text = { 0 }, wanted = { 0 }, found = { 0 };
    struct diagnostics diagnostics = { 0 };
    write_process(process, &text);
    if (game_language(process, &wanted)) {
        struct source *source = input_file("random.bpmn", buffer_text(&text), text.length, &diagnostics);
        struct journey *journey = BPMN_READER.read_journey(source, &diagnostics);
        source_close(source);
        assert_non_null(journey);
        char *shown = diagnostics_shown(&diagnostics);
        bool loose = strstr(shown, "cannot be told") != NULL, whole = net_language(journey, WORD_LENGTH, &found);
        if (!loose && (!whole || strcmp(buffer_text(&found), buffer_text(&wanted)))) {
            print_error("%s\n%s", buffer_text(&text), shown);
            assert_string_equal(buffer_text(&found), buffer_text(&wanted));
            assert_true(whole);
        }
        if (loose && whole)                             /* no run is lost, some are added */
            assert_true(among(buffer_text(&wanted), buffer_text(&found)));
        tally->compared++;
        tally->exact += !loose;
        free(shown);
        journey_free(journey);
    }
    diagnostics_release(&diagnostics);
    buffer_release(&text);
    buffer_release(&wanted);
    buffer_release(&found);
}

static void random_processes_allow_what_the_token_game_plays(void **state)
{
    (void)state;
    struct process *process = xcalloc(1, sizeof *process);
    struct tally tally = { 0 };
    for (uint64_t i = 0; i < PROCESSES; i++) {
        struct random_stream random = random_stream_new(2024, i, 7);
        make_process(process, &random);
        find_reach(process);
        compare(process, &tally);
    }
    print_message("%d processes, %d without a join that cannot know\n", tally.compared, tally.exact);
    assert_true(tally.compared > PROCESSES / 2 && tally.exact > tally.compared * 9 / 10);
    free(process);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(random_processes_allow_what_the_token_game_plays, input_folder_enter,
                                        input_folder_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
