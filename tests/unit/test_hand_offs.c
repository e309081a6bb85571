/* Hand-offs between as many institutions as a journey may have: counted as a table of a few of them counts. */
#include "test.h"
#include "base/random.h"
#include "input/journey_xml.h"
#include "measure/tally.h"
#include <sys/resource.h>

enum {
    INSTITUTIONS = JOURNEY_STEPS_MAXIMUM,
    MET = 200,                          /* of them; the first is the users themselves */
    APART = INSTITUTIONS / MET,
    CASES = 500, CONTACTS = 200,        /* of a case */
    MEGABYTES = 256,
};

/* Institution `number` of those met, or one that nobody knows. */
static int institution_of(int number) { return number == MET ? NONE : number * APART; }

/* Random contacts; lived[from][to]: what a reader of them counts. */
static void live(struct event_log *log, struct contact_finding *contact, int64_t (*lived)[MET])
{
    struct random_stream stream = random_stream_new(1, 2, 3);
    for (size_t c = 0; c < CASES; c++) {
        int before = MET;
        log->cases[c] = (struct log_case){ .first = (uint32_t)c * CONTACTS, .count = CONTACTS };
        for (size_t row = c * CONTACTS; row < (c + 1) * CONTACTS; row++) {
            int now = (int)random_below(&stream, MET + 1);
            contact[row].institution = institution_of(now);
            if (now == 0)
                continue;
            if (before != MET && now != MET && before != now)
                lived[before][now]++;
            before = now;
        }
    }
}

static void assert_hand_offs(const struct audit *audit, int64_t (*lived)[MET])
{
    size_t next = 0;
    for (int from = 0; from < MET; from++)
        for (int to = 0; to < MET; to++) {
            if (!lived[from][to])
                continue;
            assert_true(next < audit->hand_offs);
            const struct hand_off *got = &audit->hand_off[next++];
            assert_int_equal(got->from, from * APART);
            assert_int_equal(got->to, to * APART);
            assert_int_equal(got->lived, lived[from][to]);
        }
    assert_int_equal(next, audit->hand_offs);
    assert_true(next > 30000);
}

static void hand_offs_are_counted_by_pair_and_need_room_for_those_that_occur_only(void **state)
{
    (void)state;
    struct rusage usage;
    int64_t (*lived)[MET] = xcalloc(MET, sizeof *lived);
    struct institution *institution = xcalloc(INSTITUTIONS, sizeof *institution);
    struct contact_finding *contact = xcalloc((size_t)CASES * CONTACTS, sizeof *contact);
    struct log_case *cases = xcalloc(CASES, sizeof *cases);
    struct journey journey = { .institution = institution, .institutions = INSTITUTIONS };
    struct event_log log = { .cases = cases, .case_count = CASES, .count = (size_t)CASES * CONTACTS };
    struct audit audit = { .journey = &journey, .log = &log, .contact = contact };
    institution[0].self = true;
    live(&log, contact, lived);
    tally_hand_offs(&audit);
    assert_hand_offs(&audit, lived);
    arena_release(&audit.arena);
    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    assert_true(usage.ru_maxrss < MEGABYTES * 1024L);
    free(lived);
    free(institution);
    free(contact);
    free(cases);
}

/* a, automatic, b, self, a, b, c: what happens by itself and what users do alone are passed over. */
static void planned_hand_offs_follow_the_reference_run(void **state)
{
    (void)state;
    enum { SELF, A, B, C, STEPS };
    struct institution institution[] = { [SELF] = { .self = true }, [C] = { .self = false } };
    struct step step[] = { [SELF] = { .institution = SELF }, [A] = { .institution = A }, [B] = { .institution = B },
                           [C] = { .institution = C }, [STEPS] = { .institution = C, .automatic = true } };
    struct occurrence run[] = { { .step = A }, { .step = STEPS }, { .step = B }, { .step = SELF }, { .step = A },
                                { .step = B }, { .step = C } };
    static const int wanted[][3] = { { A, B, 2 }, { B, A, 1 }, { B, C, 1 } };
    struct journey journey = { .institution = institution, .institutions = 4, .step = step, .steps = 5 };
    struct event_log log = { 0 };
    struct audit audit = { .journey = &journey, .log = &log };
    audit.theory.run = (struct run){ .occurrence = run, .count = sizeof run / sizeof *run };
    tally_hand_offs(&audit);
    assert_int_equal(audit.hand_offs, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(audit.hand_off[i].from, wanted[i][0]);
        assert_int_equal(audit.hand_off[i].to, wanted[i][1]);
        assert_int_equal(audit.hand_off[i].planned, wanted[i][2]);
        assert_int_equal(audit.hand_off[i].lived, 0);
    }
    arena_release(&audit.arena);
}

static void where_nobody_is_passed_on_there_is_none(void **state)
{
    (void)state;
    struct institution institution = { .self = false };
    struct journey journey = { .institution = &institution, .institutions = 1 };
    struct event_log log = { 0 };
    struct audit audit = { .journey = &journey, .log = &log };
    tally_hand_offs(&audit);
    assert_int_equal(audit.hand_offs, 0);
    arena_release(&audit.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hand_offs_are_counted_by_pair_and_need_room_for_those_that_occur_only),
        cmocka_unit_test(planned_hand_offs_follow_the_reference_run),
        cmocka_unit_test(where_nobody_is_passed_on_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
