/* Lines of a table, those told and those folded together: nothing is lost, nobody is counted twice. What may be told is
 * tested with measure/told.h. */
#include "test.h"
#include "base/random.h"
#include "report/fold.h"

enum { CASES = 40, ROWS = 400, LINES = 8, ROUNDS = 2000 };

struct world {
    struct event_log log;
    struct log_case cases[CASES];
    struct contact_finding contact[ROWS];
    struct audit audit;
    int line_of_row[ROWS];
    uint32_t lines_of_case[CASES];
};

/* Line 0 half of the time, line 1 a quarter, …; NONE for what is left. */
static int skewed_line(struct random_stream *random)
{
    int line = 0;
    while (line < LINES && random_below(random, 2))
        line++;
    return line < LINES ? line : NONE;
}

static void world_init(struct world *world, uint64_t round)
{
    struct random_stream random = random_stream_new(5, round, 1);
    *world = (struct world){ .log = { .cases = world->cases, .case_count = CASES, .count = ROWS } };
    world->audit = (struct audit){ .log = &world->log, .contact = world->contact };
    for (int c = 0; c < CASES; c++) {
        world->cases[c] = (struct log_case){ .first = (uint32_t)(c * ROWS / CASES), .count = ROWS / CASES };
        int line = skewed_line(&random);
        world->lines_of_case[c] = line == NONE ? 0 : UINT32_C(1) << line;
    }
    for (int row = 0; row < ROWS; row++) {
        world->line_of_row[row] = skewed_line(&random);
        world->contact[row].time.total = world->contact[row].time.productive = (int64_t)random_below(&random, 100);
        world->contact[row].verdict = random_below(&random, 2) ? VERDICT_PLANNED : VERDICT_CHASING;
    }
}

/* Distinct users of the folded lines, counted anew. */
static int64_t users_of_rows(const struct world *world, const struct fold *fold, int only)
{
    int64_t users = 0;
    for (int c = 0; c < CASES; c++) {
        bool in = false;
        for (int row = c * ROWS / CASES; row < (c + 1) * ROWS / CASES; row++) {
            int line = world->line_of_row[row];
            in = in || (line != NONE && (only == NONE ? fold->line[line].folded : line == only));
        }
        users += in;
    }
    return users;
}

/* Which lines are told, at random; the same of the world's contacts and cases. */
static void choose(uint64_t round, bool told[LINES])
{
    struct random_stream random = random_stream_new(7, round, 2);
    for (int i = 0; i < LINES; i++)
        told[i] = random_below(&random, 3) > 0;
}

static void lines_of_contacts_and_the_folded_ones_together_have_every_contact_once_and_every_user_once(void **state)
{
    (void)state;
    int folds = 0;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct world world;
        struct fold fold;
        bool told[LINES];
        int64_t contacts = 0, seconds = 0, redundant = 0;
        world_init(&world, round);
        choose(round, told);
        fold_contacts(&fold, &world.audit, world.line_of_row, LINES, told);
        for (int i = 0; i < LINES; i++) {
            assert_int_equal(fold.line[i].users, users_of_rows(&world, &fold, i));
            assert_int_equal(fold.line[i].folded, fold.line[i].users && !told[i]);
            contacts += fold.line[i].folded ? 0 : fold.line[i].contacts;
            seconds += fold.line[i].folded ? 0 : fold.line[i].time.total;
            redundant += fold.line[i].folded ? 0 : fold.line[i].redundant;
        }
        for (int row = 0; row < ROWS; row++)
            if (world.line_of_row[row] != NONE) {
                contacts--;
                seconds -= world.contact[row].time.total;
                redundant -= world.contact[row].verdict == VERDICT_CHASING;
            }
        assert_int_equal(contacts + fold.rest.contacts, 0);
        assert_int_equal(seconds + fold.rest.time.total, 0);
        assert_int_equal(redundant + fold.rest.redundant, 0);
        assert_int_equal(fold.rest.users, users_of_rows(&world, &fold, NONE));
        folds += fold.folded > 1;
        fold_release(&fold);
    }
    assert_true(folds > ROUNDS / 10);
}

static void lines_of_cases_and_the_folded_ones_together_have_every_user_once(void **state)
{
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct world world;
        struct fold fold;
        bool told[LINES];
        int64_t shown = 0, all = 0;
        world_init(&world, round);
        choose(round, told);
        fold_cases(&fold, &world.audit, world.lines_of_case, LINES, told);
        for (int i = 0; i < LINES; i++) {
            assert_int_equal(fold.line[i].folded, fold.line[i].users && !told[i]);
            shown += fold.line[i].folded ? 0 : fold.line[i].users;        /* each user is in one line here */
        }
        for (int c = 0; c < CASES; c++)
            all += world.lines_of_case[c] != 0;
        assert_int_equal(shown + fold.rest.users, all);
        fold_release(&fold);
    }
}

static void a_user_in_two_folded_lines_is_one_of_the_rest(void **state)
{
    (void)state;
    struct world world;
    struct fold fold;
    bool told[LINES] = { false };
    world_init(&world, 0);
    for (int row = 0; row < ROWS; row++)
        world.line_of_row[row] = row % 2;
    fold_contacts(&fold, &world.audit, world.line_of_row, LINES, told);
    assert_int_equal(fold.folded, 2);
    assert_int_equal(fold.rest.contacts, ROWS);
    assert_int_equal(fold.rest.users, CASES);
    fold_release(&fold);
    for (int c = 0; c < CASES; c++)
        world.lines_of_case[c] = 3;
    fold_cases(&fold, &world.audit, world.lines_of_case, LINES, told);
    assert_int_equal(fold.line[0].users, CASES);
    assert_int_equal(fold.rest.users, CASES);
    fold_release(&fold);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_contacts_and_the_folded_ones_together_have_every_contact_once_and_every_user_once),
        cmocka_unit_test(lines_of_cases_and_the_folded_ones_together_have_every_user_once),
        cmocka_unit_test(a_user_in_two_folded_lines_is_one_of_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
