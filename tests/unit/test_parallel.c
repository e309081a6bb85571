#include "test.h"
#include "base/parallel.h"
#include <stdatomic.h>
#include <unistd.h>

enum { MOST = 20000 };
struct tally { atomic_int times[MOST]; atomic_int wrong_thread; atomic_uint used; int threads; uint64_t result[MOST]; };

static void count_item(void *context, size_t item, int thread)
{
    struct tally *tally = context;
    atomic_fetch_add(&tally->times[item], 1);
    if (thread < 0 || thread >= (tally->threads < 1 ? 1 : tally->threads))
        atomic_fetch_add(&tally->wrong_thread, 1);
    else if (thread < 32)
        atomic_fetch_or(&tally->used, 1U << thread);
    tally->result[item] = item * item + 1;
}

static void run_all(struct tally *tally, size_t count, int threads)
{
    memset(tally, 0, sizeof *tally);
    tally->threads = threads;
    parallel_for(count, threads, count_item, tally);
    for (size_t i = 0; i < MOST; i++)
        if (atomic_load(&tally->times[i]) != (i < count))
            fail_msg("%d threads, %zu items: item %zu was done %d times", threads, count, i,
                     atomic_load(&tally->times[i]));
    assert_int_equal(atomic_load(&tally->wrong_thread), 0);
}

static void every_item_is_done_once_by_any_number_of_threads(void **state)
{
    (void)state;
    static const size_t count[] = { 0, 1, 2, 3, 7, 8, 9, 1000, MOST };
    struct tally *tally = malloc(sizeof *tally);
    for (int threads = 1; threads <= 8; threads++)
        for (size_t i = 0; i < sizeof count / sizeof *count; i++) {
            run_all(tally, count[i], threads);
            for (size_t k = 0; k < count[i]; k++)
                assert_true(tally->result[k] == k * k + 1);
        }
    free(tally);
}

static void odd_numbers_of_threads_are_put_right(void **state)
{
    (void)state;
    struct tally *tally = malloc(sizeof *tally);
    run_all(tally, 100, 0);
    assert_int_equal(atomic_load(&tally->used), 1);              /* this thread alone */
    run_all(tally, 100, -3);
    assert_int_equal(atomic_load(&tally->used), 1);
    run_all(tally, 100, 100000);
    free(tally);
}

struct meeting { atomic_int present; int wanted; bool met; };

/* Each of the first items waits until all are being worked on at once: one thread alone would wait in vain. */
static void meet(void *context, size_t item, int thread)
{
    (void)item, (void)thread;
    struct meeting *meeting = context;
    atomic_fetch_add(&meeting->present, 1);
    for (int i = 0; i < 5000 && atomic_load(&meeting->present) < meeting->wanted; i++)
        usleep(1000);
    if (atomic_load(&meeting->present) < meeting->wanted)
        meeting->met = false;
}

static void threads_work_at_the_same_time(void **state)
{
    (void)state;
    struct meeting meeting = { .wanted = 4, .met = true };
    parallel_for(4, 4, meet, &meeting);
    assert_true(meeting.met);
}

static void the_machine_offers_a_sensible_number(void **state)
{
    (void)state;
    assert_in_range(parallel_threads(), 1, 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_is_done_once_by_any_number_of_threads),
        cmocka_unit_test(odd_numbers_of_threads_are_put_right),
        cmocka_unit_test(threads_work_at_the_same_time),
        cmocka_unit_test(the_machine_offers_a_sensible_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
