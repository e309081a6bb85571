/* Which lines of a table are folded: no line of few users is shown, none can be had by subtraction, nothing is lost. */
#include "test.h"
#include "base/random.h"
#include "report/fold.h"

enum { CASES = 40, ROWS = 400, LINES = 8, ROUNDS = 2000, SMALLEST = 5 };

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
    world->audit = (struct audit){ .log = &world->log, .contact = world->contact, .options = { .min_group = SMALLEST } };
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

static void lines_of_contacts_are_folded_until_nobody_can_be_told(void **state)
{
    (void)state;
    int folds = 0, joined = 0;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct world world;
        struct fold fold;
        int64_t contacts = 0, seconds = 0, all_contacts = 0, all_seconds = 0;
        bool shown = false;
        world_init(&world, round);
        fold_contacts(&fold, &world.audit, world.line_of_row, LINES);
        for (int i = 0; i < LINES; i++) {
            assert_int_equal(fold.line[i].users, users_of_rows(&world, &fold, i));
            assert_true(fold.line[i].folded || !fold.line[i].users || fold.line[i].users >= SMALLEST);
            contacts += fold.line[i].folded ? 0 : fold.line[i].contacts;
            seconds += fold.line[i].folded ? 0 : fold.line[i].time.total;
            shown = shown || (fold.line[i].users && !fold.line[i].folded);
            joined += fold.line[i].folded && fold.line[i].users >= SMALLEST;
        }
        for (int row = 0; row < ROWS; row++)
            if (world.line_of_row[row] != NONE) {
                all_contacts++;
                all_seconds += world.contact[row].time.total;
            }
        assert_int_equal(contacts + fold.rest.contacts, all_contacts);
        assert_int_equal(seconds + fold.rest.time.total, all_seconds);
        assert_int_equal(fold.rest.users, users_of_rows(&world, &fold, NONE));
        assert_true(!fold.folded || fold.rest.users >= SMALLEST || !shown);
        folds += fold.folded > 0;
        fold_release(&fold);
    }
    assert_true(folds > ROUNDS / 10);
    assert_true(joined > 10);
}

static void lines_of_cases_are_folded_until_nobody_can_be_told(void **state)
{
    (void)state;
    int joined = 0;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct world world;
        struct fold fold;
        int64_t rest = 0;
        bool shown = false;
        world_init(&world, round);
        fold_cases(&fold, &world.audit, world.lines_of_case, LINES);
        for (int i = 0; i < LINES; i++) {
            assert_true(fold.line[i].folded || !fold.line[i].users || fold.line[i].users >= SMALLEST);
            rest += fold.line[i].folded ? fold.line[i].users : 0;        /* each user is in one line here */
            shown = shown || (fold.line[i].users && !fold.line[i].folded);
            joined += fold.line[i].folded && fold.line[i].users >= SMALLEST;
        }
        assert_int_equal(fold.rest.users, rest);
        assert_true(!fold.folded || rest >= SMALLEST || !shown);
        fold_release(&fold);
    }
    assert_true(joined > 10);
}

static void nothing_is_folded_that_is_of_enough_users(void **state)
{
    (void)state;
    struct world world;
    struct fold fold;
    world_init(&world, 0);
    for (int row = 0; row < ROWS; row++)
        world.line_of_row[row] = row % 2;
    fold_contacts(&fold, &world.audit, world.line_of_row, LINES);
    assert_int_equal(fold.folded, 0);
    assert_int_equal(fold.rest.contacts, 0);
    assert_int_equal(fold.line[0].contacts + fold.line[1].contacts, ROWS);
    assert_int_equal(fold.line[0].users, CASES);
    fold_release(&fold);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_contacts_are_folded_until_nobody_can_be_told),
        cmocka_unit_test(lines_of_cases_are_folded_until_nobody_can_be_told),
        cmocka_unit_test(nothing_is_folded_that_is_of_enough_users),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
