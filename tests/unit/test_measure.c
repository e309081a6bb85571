/* The ledgers and verdicts on random journeys and logs: both accounts add up, exactly, for every case; the elapsed
 * account is what one gets second by second from the definition; every contact has one verdict. */
#include "test.h"
#include "measure/case_story.h"
#include "random_journey.h"

enum { ROUNDS = 3000, CASES = 4 };

struct world {
    struct random_stream random;
    struct journey *journey; struct net *net; bool owned;
    struct event_log *log; struct matching *matching; struct alignment_set *set; struct analysis *analysis;
    struct audit *audit;
};

static int roll(struct world *world, int sides) { return (int)random_below(&world->random, (uint32_t)sides); }
static int32_t seconds_or_blank(struct world *world) { return roll(world, 2) ? LOG_SECONDS_ABSENT : roll(world, 100); }

static void add_contact(struct world *world, uint32_t name)
{
    static const char *const off_map[] = { "neighbour", "charity" };
    struct event_log *log = world->log;
    struct contact contact;
    uint32_t document[2];
    contact_init(&contact);
    int step = roll(world, world->journey->steps + 2);
    contact.label =
        interner_add_string(&log->strings, step < world->journey->steps ? world->journey->step[step].id
                                                                        : off_map[step - world->journey->steps]);
    contact.start = roll(world, 6) ? 1000 * (int64_t)roll(world, 1000) : TIME_NONE;
    contact.start_has_time = roll(world, 4) > 0;
    if (contact.start != TIME_NONE && roll(world, 2)) {
        contact.end = contact.start + 1000 * (int64_t)roll(world, 200) + roll(world, 1000);
        contact.end_has_time = roll(world, 4) > 0;
    }
    contact.channel = (enum channel)roll(world, 4);
    contact.institution =
        roll(world, 3)
            ? 0
            : interner_add_string(&log->strings,
                                  roll(world, 5) ? world->journey->institution[roll(world, 3)].id : "elsewhere");
    contact.minutes = seconds_or_blank(world);
    contact.queue = seconds_or_blank(world);
    contact.travel = seconds_or_blank(world);
    contact.prepare = seconds_or_blank(world);
    contact.relation = seconds_or_blank(world);
    contact.autonomy = seconds_or_blank(world);
    contact.by = (enum initiative)roll(world, BY_COUNT);
    contact.reason = roll(world, 3) ? REASON_NONE : (enum reason)roll(world, REASON_COUNT);
    contact.outcome = roll(world, 2) ? OUTCOME_NONE : (enum outcome)roll(world, OUTCOME_COUNT);
    contact.kind = roll(world, 2) ? KIND_NONE : (enum time_kind)roll(world, KIND_COUNT);
    for (int i = 0; i < 2; i++)
        document[i] = interner_add_string(&log->strings, world->journey->document[roll(world, 2)].id);
    contact.documents = event_log_documents(log, document, (size_t)roll(world, 3));
    event_log_add(log, name, &contact, NULL);
}

static void world_open(struct world *world, uint64_t round)
{
    struct diagnostics diagnostics = { 0 };
    *world = (struct world){ .random = random_stream_new(31, round, 9), .log = event_log_new() };
    world->journey = random_journey_path(&world->random, RANDOM_STEPS_MAXIMUM);
    for (int c = 0; c < CASES; c++) {
        char text[16];
        snprintf(text, sizeof text, "c%d", c);
        uint32_t name = interner_add_string(&world->log->strings, text);
        event_log_declare_cause(world->log, name, NON_TAKE_UP_NONE);
        for (int i = roll(world, 9); i > 0; i--)
            add_contact(world, name);
        struct contact declared;
        contact_init(&declared);
        event_log_add(world->log, name, &declared, NULL);
    }
    event_log_finish(world->log, &diagnostics);
    world->net = net_compile(world->journey, &world->owned, &diagnostics);
    world->matching = matching_new(world->journey, world->log);
    world->set = alignment_set_new(world->journey, world->net, world->log, world->matching,
                                   &(struct align_options){ .threads = 1 }, &diagnostics);
    assert_non_null(world->set);
    world->analysis = analysis_new(world->journey, world->net);
    world->audit = audit_new(world->journey, world->net, world->log, world->matching, world->set, world->analysis,
                             &(struct audit_options){ .threads = 1, .bootstrap_draws = 5 }, &diagnostics);
    assert_non_null(world->audit);
    diagnostics_release(&diagnostics);
}

static void world_close(struct world *world)
{
    audit_free(world->audit);
    analysis_free(world->analysis);
    alignment_set_free(world->set);
    matching_free(world->matching);
    event_log_free(world->log);
    net_free(world->net);
    journey_free(world->journey);
}

static void assert_adds_up(const struct active_time *time)
{
    assert_int_equal(time->total, time->productive + time->relation + time->autonomy + active_time_unproductive(time));
    assert_true(time->estimated <= time->total && time->estimated_from_dates <= time->estimated);
    assert_true(time->productive >= 0 && time->relation >= 0 && time->autonomy >= 0);
}

static int64_t floor_seconds(int64_t milliseconds) { return milliseconds / 1000 - (milliseconds % 1000 < 0); }
static int64_t start_of(const struct contact *c) { return floor_seconds(c->start); }
static int64_t end_of(const struct contact *c) { return floor_seconds(c->end != TIME_NONE ? c->end : c->start); }

/* ---- the elapsed account, naively -------------------------------------------------------------------------------- */

/* The dated contact matched to occurrence o, or NULL. */
static const struct contact *dated_match(const struct alignment *alignment, int o, const struct contact *contact)
{
    int move = alignment->move_of_occurrence[o];
    if (move == NONE || alignment->move[move].kind != MOVE_MATCH)
        return NULL;
    const struct contact *matched = &contact[alignment->move[move].contact];
    return matched->start == TIME_NONE ? NULL : matched;
}

static int64_t latest_before(const struct world *world, const struct alignment *alignment, int o,
                             const struct contact *contact, int64_t case_start);
static int64_t first_after(const struct alignment *alignment, int o, const struct contact *contact, int64_t otherwise);

/* When an automatic step with a wait is taken to have happened: as announced, or by the first match after it. */
static int64_t automatic_end(const struct world *world, const struct alignment *alignment, int o,
                             const struct contact *contact, int64_t case_start)
{
    int64_t latest = latest_before(world, alignment, o, contact, case_start), start = latest == TIME_NONE ? case_start : latest;
    int64_t due = start + world->journey->step[alignment->run.occurrence[o].step].wait.seconds;
    int64_t after = first_after(alignment, o, contact, INT64_MAX);
    return after < due ? after > start ? after : start : due;
}

static bool automatic_with_wait(const struct world *world, const struct alignment *alignment, int o)
{
    const struct step *step = &world->journey->step[alignment->run.occurrence[o].step];
    return step->automatic && duration_given(step->wait);
}

/* The latest end among the nearest dated matches, and automatic steps with a wait, before o, walking every way back. */
static int64_t latest_before(const struct world *world, const struct alignment *alignment, int o,
                             const struct contact *contact, int64_t case_start)
{
    int64_t latest = TIME_NONE;
    for (int k = 0; k < alignment->run.occurrence[o].before_count; k++) {
        int before = alignment->run.occurrence[o].before[k];
        const struct contact *match = dated_match(alignment, before, contact);
        int64_t end = match ? end_of(match)
                    : automatic_with_wait(world, alignment, before) ? automatic_end(world, alignment, before, contact, case_start)
                    : latest_before(world, alignment, before, contact, case_start);
        latest = end > latest ? end : latest;
    }
    return latest;
}

static bool comes_after(const struct run *run, int later, int earlier)
{
    for (int k = 0; k < run->occurrence[later].before_count; k++)
        if (run->occurrence[later].before[k] == earlier || comes_after(run, run->occurrence[later].before[k], earlier))
            return true;
    return false;
}

static int64_t first_after(const struct alignment *alignment, int o, const struct contact *contact, int64_t otherwise)
{
    int64_t first = TIME_NONE;
    for (int other = 0; other < alignment->run.count; other++) {
        const struct contact *match = dated_match(alignment, other, contact);
        if (match && comes_after(&alignment->run, other, o) && (first == TIME_NONE || start_of(match) < first))
            first = start_of(match);
    }
    return first == TIME_NONE ? otherwise : first;
}

struct naive_wait { int64_t start, end, due; };

static enum elapsed_class class_at(int64_t at, const struct contact *contact, int contacts,
                                   const struct naive_wait *wait, int waits)
{
    for (int i = 0; i < contacts; i++)
        if (contact[i].start != TIME_NONE && contact[i].start_has_time && contact[i].end_has_time &&
            start_of(&contact[i]) <= at && at < end_of(&contact[i]))
            return ELAPSED_CONTACT;
    enum elapsed_class class = ELAPSED_OWN;
    for (int i = 0; i < waits; i++) {
        if (wait[i].start <= at && at < wait[i].end && at < wait[i].due)
            return ELAPSED_ANNOUNCED;
        if (wait[i].start <= at && at < wait[i].end)
            class = ELAPSED_OVERRUN;
    }
    return class;
}

static void check_elapsed(const struct world *world, size_t number)
{
    const struct case_finding *finding = &world->audit->cases[number];
    const struct alignment *alignment = finding->alignment;
    struct contact contact[16];
    struct naive_wait wait[64];
    int contacts = (int)world->log->cases[number].count, waits = 0;
    int64_t first = INT64_MAX, last = INT64_MIN, elapsed[ELAPSED_COUNT] = { 0 };
    for (int i = 0; i < contacts; i++) {
        contact[i] = event_log_contact(world->log, world->log->cases[number].first + (size_t)i);
        if (contact[i].start == TIME_NONE)
            continue;
        first = start_of(&contact[i]) < first ? start_of(&contact[i]) : first;
        last = end_of(&contact[i]) > last ? end_of(&contact[i]) : last;
    }
    assert_int_equal(finding->dated, first != INT64_MAX);
    for (int o = 0; finding->dated && o < alignment->run.count && waits < 64; o++) {
        const struct step *step = &world->journey->step[alignment->run.occurrence[o].step];
        if (!duration_given(step->wait))
            continue;
        int64_t latest = latest_before(world, alignment, o, contact, first), start = latest == TIME_NONE ? first : latest;
        const struct contact *own = dated_match(alignment, o, contact);
        int64_t end = own ? start_of(own) : first_after(alignment, o, contact, last);
        if (automatic_with_wait(world, alignment, o) && automatic_end(world, alignment, o, contact, first) < end)
            end = automatic_end(world, alignment, o, contact, first);
        wait[waits++] = (struct naive_wait){ start, end, start + step->wait.seconds };
    }
    for (int64_t at = first; finding->dated && at < last; at++)
        elapsed[class_at(at, contact, contacts, wait, waits)]++;
    int64_t sum = 0;
    for (int e = 0; e < ELAPSED_COUNT; e++) {
        assert_int_equal(finding->elapsed[e], elapsed[e]);
        sum += elapsed[e];
    }
    assert_int_equal(finding->elapsed_total, sum);
}

static void both_accounts_add_up_and_elapsed_time_is_classed_second_by_second(void **state)
{
    (void)state;
    int64_t seen[ELAPSED_COUNT] = { 0 }, verdicts[VERDICT_COUNT] = { 0 }, outcomes[TAKE_UP_COUNT] = { 0 };
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct world world;
        world_open(&world, round);
        const struct audit *audit = world.audit;
        struct active_time sum = { 0 };
        int64_t by_verdict = 0, cases = 0;
        for (size_t row = 0; row < world.log->count; row++) {
            assert_adds_up(&audit->contact[row].time);
            active_time_add(&sum, &audit->contact[row].time);
            assert_true(audit->contact[row].stated != (audit->contact[row].rule != 0));
        }
        assert_memory_equal(&sum, &audit->time, sizeof sum);
        for (size_t c = 0; c < world.log->case_count; c++)
            check_elapsed(&world, c);
        for (int v = 0; v < VERDICT_COUNT; v++) {
            by_verdict += audit->by_verdict[v];
            verdicts[v] += audit->by_verdict[v];
        }
        assert_int_equal(by_verdict, world.log->count);
        assert_int_equal(audit->contacts, world.log->count);
        for (int t = 0; t < TAKE_UP_COUNT; t++) {
            cases += audit->take_up[t];
            outcomes[t] += audit->take_up[t];
        }
        assert_int_equal(cases, world.log->case_count);
        for (int e = 0; e < ELAPSED_COUNT; e++)
            seen[e] += audit->elapsed[e];
        world_close(&world);
    }
    for (int v = 0; v < VERDICT_COUNT; v++)                 /* the generator reaches everything, or the test says nothing */
        assert_true(verdicts[v] > 0);
    for (int e = 0; e < ELAPSED_COUNT; e++)
        assert_true(seen[e] > 0);
    for (int t = 0; t < TAKE_UP_COUNT; t++)
        assert_true(outcomes[t] > 0 || t == TAKE_UP_ONGOING || t == TAKE_UP_ABANDONED);
}

/* By step, and of completed cases alone: what pictures of delays and of profiles are made of. */
static void check_parts(const struct world *world, int64_t *overrun_seen)
{
    const struct audit *audit = world->audit;
    int64_t overrun = 0, completed_overrun = 0, matched = 0, planned_or_attempted = 0;
    for (int s = 0; s < world->journey->steps; s++) {
        const struct step_finding *step = &audit->step[s];
        overrun += step->overrun;
        completed_overrun += step->completed_overrun;
        matched += step->matched;
        assert_true((step->completed_overrun > 0) == (step->completed_overrun_cases > 0));
        assert_true(step->completed_overrun <= step->overrun);
        assert_true(step->completed_overrun_cases <= audit->completed_dated);
        assert_adds_up(&step->time);
    }
    for (size_t row = 0; row < world->log->count; row++)
        planned_or_attempted += audit->contact[row].move == MOVE_MATCH;
    assert_int_equal(overrun, audit->elapsed[ELAPSED_OVERRUN]);
    assert_int_equal(completed_overrun, audit->completed_elapsed_class[ELAPSED_OVERRUN]);
    assert_int_equal(matched, planned_or_attempted);
    *overrun_seen += completed_overrun;
}

static void the_overrun_of_all_steps_is_the_overrun_of_all_cases_and_of_the_completed_ones(void **state)
{
    (void)state;
    int64_t overrun = 0;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct world world;
        world_open(&world, round);
        check_parts(&world, &overrun);
        world_close(&world);
    }
    assert_true(overrun > 0);
}

/* As the map of one case draws them: without a gap, never two alike in a row, and only an overrun is charged to a step. */
static void check_story(const struct audit *audit, size_t number, int *stretches)
{
    struct case_story story;
    int64_t class[ELAPSED_COUNT] = { 0 };
    case_story_init(&story, audit, number);
    for (int i = 0; i < story.stretches; i++) {
        const struct elapsed_stretch *stretch = &story.stretch[i], *before = stretch - 1;
        class[stretch->class] += stretch->end - stretch->start;
        assert_int_equal(stretch->charged != NONE, stretch->class == ELAPSED_OVERRUN);
        assert_int_equal(stretch->start, i ? before->end : story.start);
        assert_false(i && before->class == stretch->class && before->charged == stretch->charged);
    }
    for (int e = 0; e < ELAPSED_COUNT; e++)
        assert_int_equal(class[e], audit->cases[number].elapsed[e]);
    *stretches += story.stretches;
    case_story_release(&story);
}

static void stretches_of_a_case_are_never_two_alike_and_only_overruns_are_charged_to_a_step(void **state)
{
    (void)state;
    int stretches = 0;
    for (uint64_t round = 0; round < ROUNDS / 3; round++) {
        struct world world;
        world_open(&world, round);
        for (size_t c = 0; c < world.log->case_count; c++)
            check_story(world.audit, c, &stretches);
        world_close(&world);
    }
    assert_true(stretches > ROUNDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_accounts_add_up_and_elapsed_time_is_classed_second_by_second),
        cmocka_unit_test(the_overrun_of_all_steps_is_the_overrun_of_all_cases_and_of_the_completed_ones),
        cmocka_unit_test(stretches_of_a_case_are_never_two_alike_and_only_overruns_are_charged_to_a_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
