/* What may be told: random tables against a reader who knows all that is told and every zero. */
#include "test.h"
#include "base/arena.h"
#include "base/random.h"
#include "measure/protection.h"

enum { LINES = 9, TABLES = 20000, NONE_KEPT = -1 };

/* What a reader can narrow an unknown line of a sum to: each is 1 at least, whatever is zero he knows. */
static void assert_nothing_learnt(const int64_t *value, size_t count, const bool *folded, int64_t least)
{
    int64_t sum = 0, lines = 0;
    for (size_t i = 0; i < count; i++) {
        sum += folded[i] ? value[i] : 0;
        lines += folded[i] && value[i];
    }
    for (size_t i = 0; i < count; i++) {
        if (!value[i])
            continue;
        if (!folded[i]) {
            assert_true(value[i] >= least);
            continue;
        }
        int64_t high = sum - (lines - 1), low = lines > 1 ? 1 : sum;
        assert_true(low == 1 || least == 1);
        assert_true(high >= least);                    /* so all of 1 … least - 1, and least, can be */
    }
}

static void a_folded_line_of_a_partition_is_not_found_from_its_total(void **state)
{
    (void)state;
    struct random_stream random = random_stream_new(1, 0, 0);
    int told = 0, nothing = 0;
    for (int t = 0; t < TABLES; t++) {
        int64_t users[LINES], least = 1 + random_below(&random, 7);
        bool folded[LINES] = { false };
        size_t count = 1 + random_below(&random, LINES);
        int keep = random_below(&random, 2) ? NONE_KEPT : (int)random_below(&random, (uint32_t)count);
        for (size_t i = 0; i < count; i++)
            users[i] = random_below(&random, 3) ? random_below(&random, 12) : random_below(&random, 40);
        if (protection_fold(users, count, keep, least, folded)) {
            assert_nothing_learnt(users, count, folded, least);
            told++;
            continue;
        }
        for (size_t i = 0; i < count; i++)
            assert_true(folded[i] || !users[i]);
        nothing++;
    }
    assert_true(told > TABLES / 2 && nothing > TABLES / 100);
}

static void nothing_is_folded_that_need_not_be(void **state)
{
    (void)state;
    int64_t users[] = { 30, 0, 12, 5 };
    bool folded[4] = { false };
    assert_true(protection_fold(users, 4, NONE_KEPT, 5, folded));
    for (int i = 0; i < 4; i++)
        assert_false(folded[i]);
}

static void the_line_to_keep_joins_last(void **state)
{
    (void)state;
    int64_t users[] = { 6, 2, 20 };
    bool folded[3] = { false };
    assert_true(protection_fold(users, 3, 0, 5, folded));
    assert_false(folded[0]);
    assert_true(folded[1] && folded[2]);
    int64_t pair[] = { 46, 1 };
    bool both[2] = { false };
    assert_true(protection_fold(pair, 2, 0, 5, both));
    assert_true(both[0] && both[1]);                   /* 46 of 47 would tell of the one */
}

static void five_lines_of_one_user_are_not_told_by_a_sum_of_five(void **state)
{
    (void)state;
    int64_t users[] = { 1, 1, 1, 1, 1, 7, 30 };
    bool folded[7] = { false };
    assert_true(protection_fold(users, 7, NONE_KEPT, 5, folded));
    assert_true(folded[5]);
    assert_false(folded[6]);
}

static void a_part_is_told_only_if_its_complement_may_be(void **state)
{
    (void)state;
    assert_int_equal(protection_of(0, 47, 5), TOLD);
    assert_int_equal(protection_of(47, 47, 5), TOLD);
    assert_int_equal(protection_of(1, 47, 5), TOLD_FEWER);
    assert_int_equal(protection_of(4, 47, 5), TOLD_FEWER);
    assert_int_equal(protection_of(5, 47, 5), TOLD);
    assert_int_equal(protection_of(42, 47, 5), TOLD);
    assert_int_equal(protection_of(43, 47, 5), TOLD_ALL_BUT);
    assert_int_equal(protection_of(46, 47, 5), TOLD_ALL_BUT);
    assert_int_equal(protection_of(3, 6, 5), TOLD_FEWER);
    assert_int_equal(protection_of(46, 47, 1), TOLD);
}

/* Users of the folded lists, counted the slow way. */
static int64_t users_of_folded(bool has[LINES][40], size_t count, const bool *folded)
{
    int64_t users = 0;
    for (int u = 0; u < 40; u++) {
        bool in = false;
        for (size_t i = 0; i < count; i++)
            in = in || (folded[i] && has[i][u]);
        users += in;
    }
    return users;
}

static void what_is_folded_of_overlapping_groups_is_of_enough_users(void **state)
{
    (void)state;
    struct random_stream random = random_stream_new(2, 0, 0);
    int folds = 0;
    for (int t = 0; t < TABLES / 10; t++) {
        size_t count = 1 + random_below(&random, LINES);
        int64_t least = 1 + random_below(&random, 7), contacts[LINES] = { 0 };
        bool has[LINES][40] = { { false } }, folded[LINES] = { false };
        struct user_list *list = calloc(count, sizeof *list);
        for (size_t i = 0; i < count; i++)
            for (uint32_t u = 0, in = 1 + random_below(&random, 20); u < 40; u++)
                if (!random_below(&random, in)) {
                    int times = 1 + (int)random_below(&random, 3);
                    for (int k = 0; k < times; k++)
                        user_list_add(&list[i], u, 1);
                    has[i][u] = true;
                    contacts[i] += times;
                }
        bool enough = protection_cover(list, count, least, folded);
        int64_t together = users_of_folded(has, count, folded);
        assert_int_equal(together, protection_union(list, count, folded));
        if (enough) {
            int64_t sum = 0, lines = 0;
            assert_true(!together || together >= least);
            for (size_t i = 0; i < count; i++) {
                sum += folded[i] ? contacts[i] : 0;
                lines += folded[i] && contacts[i];
                assert_true(folded[i] || !list[i].count || (int64_t)list[i].count >= least);
            }
            assert_true(!lines || least == 1 || sum - (lines - 1) >= least);
            folds += together > 0;
        }
        user_list_release(list, count);
    }
    assert_true(folds > TABLES / 100);
}

/* Least and most that a hidden part can be: within 0 … its whole, and the sum of the hidden parts is known. */
static void assert_part_unknown(const int64_t *whole, size_t count, const bool *hidden, size_t i, int64_t sum, int64_t least)
{
    int64_t others = 0;
    for (size_t j = 0; j < count; j++)
        others += hidden[j] && j != i ? whole[j] : 0;
    int64_t low = sum - others > 0 ? sum - others : 0, high = sum < whole[i] ? sum : whole[i];
    assert_true(high - low >= 1);                                  /* never the number itself */
    assert_true(low == 0 || low >= least || high - low >= least - 1);
}

static void completed_by_group_is_not_found_from_both_totals(void **state)
{
    (void)state;
    struct random_stream random = random_stream_new(3, 0, 0);
    int hides = 0;
    for (int t = 0; t < TABLES; t++) {
        size_t count = 1 + random_below(&random, LINES);
        int64_t part[LINES], whole[LINES], least = 2 + random_below(&random, 6);
        bool hidden[LINES] = { false };
        for (size_t i = 0; i < count; i++) {
            whole[i] = least + random_below(&random, 30);
            part[i] = random_below(&random, (uint32_t)whole[i] + 1);
        }
        if (!protection_cross(part, whole, count, least, hidden))
            continue;
        int64_t sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += hidden[i] ? part[i] : 0;
        for (size_t i = 0; i < count; i++) {
            if (!hidden[i]) {
                assert_int_equal(protection_of(part[i], whole[i], least), TOLD);
                continue;
            }
            assert_part_unknown(whole, count, hidden, i, sum, least);
            hides++;
        }
    }
    assert_true(hides > TABLES / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folded_line_of_a_partition_is_not_found_from_its_total),
        cmocka_unit_test(nothing_is_folded_that_need_not_be),
        cmocka_unit_test(the_line_to_keep_joins_last),
        cmocka_unit_test(five_lines_of_one_user_are_not_told_by_a_sum_of_five),
        cmocka_unit_test(a_part_is_told_only_if_its_complement_may_be),
        cmocka_unit_test(what_is_folded_of_overlapping_groups_is_of_enough_users),
        cmocka_unit_test(completed_by_group_is_not_found_from_both_totals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
