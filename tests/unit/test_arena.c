#include "test.h"
#include "base/arena.h"
#include <stdalign.h>

static void what_is_allocated_is_zero_aligned_and_apart(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    struct arena arena = { 0 };
    static unsigned char *part[COUNT];
    for (int i = 0; i < COUNT; i++) {
        size_t size = (size_t)(i * 37 % 301);
        part[i] = arena_alloc(&arena, size);
        assert_non_null(part[i]);
        assert_int_equal((uintptr_t)part[i] % alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++)
            if (part[i][k])
                fail_msg("byte %zu of part %d is not zero", k, i);
        memset(part[i], i % 255 + 1, size);
    }
    for (int i = 0; i < COUNT; i++)
        for (size_t k = 0; k < (size_t)(i * 37 % 301); k++)
            if (part[i][k] != i % 255 + 1)
                fail_msg("byte %zu of part %d was written over", k, i);
    arena_release(&arena);
}

static void an_arena_is_empty_and_reusable_after_its_release(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    memset(arena_alloc(&arena, 100), 'x', 100);
    assert_true(arena.total >= 100);
    arena_release(&arena);
    assert_null(arena.head);
    assert_int_equal(arena.total, 0);
    assert_int_equal(*(char *)arena_alloc(&arena, 100), 0);
    arena_release(&arena);
    arena_release(&arena);
}

static void a_large_piece_leaves_the_next_ones_usable(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    char *small = arena_alloc(&arena, 10), *large = arena_alloc(&arena, 1000000), *next = arena_alloc(&arena, 10);
    memset(large, 'l', 1000000);
    memset(small, 's', 10);
    memset(next, 'n', 10);
    assert_true(large[0] == 'l' && large[999999] == 'l' && small[9] == 's' && next[0] == 'n');
    assert_true(arena.total >= 1000020);
    arena_release(&arena);
}

static void texts_are_copied_with_their_end(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    char original[] = "mairie";
    char *copy = arena_strdup(&arena, original), *part = arena_strndup(&arena, original, 3);
    original[0] = 'M';
    assert_string_equal(copy, "mairie");
    assert_string_equal(part, "mai");
    assert_string_equal(arena_strndup(&arena, NULL, 0), "");
    assert_string_equal(arena_printf(&arena, "%s-%d", "caf", 75), "caf-75");
    char *wide = arena_printf(&arena, "%*s", 100000, "x");       /* larger than a block */
    assert_int_equal(strlen(wide), 100000);
    assert_int_equal(wide[99999], 'x');
    arena_release(&arena);
}

static void grow_keeps_what_an_array_holds(void **state)
{
    (void)state;
    int *number = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 1000; i++) {
        GROW(number, count, capacity);
        number[count++] = i;
    }
    assert_true(capacity >= count);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(number[i], i);
    free(number);
    free(xrealloc(NULL, 0));
    unsigned char *zero = xcalloc(0, 8);
    assert_non_null(zero);
    free(zero);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_allocated_is_zero_aligned_and_apart),
        cmocka_unit_test(an_arena_is_empty_and_reusable_after_its_release),
        cmocka_unit_test(a_large_piece_leaves_the_next_ones_usable),
        cmocka_unit_test(texts_are_copied_with_their_end),
        cmocka_unit_test(grow_keeps_what_an_array_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
