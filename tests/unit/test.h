/* tests/unit/test.h - cmocka, and the few assertions it has not. Include it first; each test_<subject>.c ends in
 * a main() that returns cmocka_run_group_tests(). A test's name is a sentence that says what holds.
 */
#ifndef PARCOURS_TEST_H
#define PARCOURS_TEST_H
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/diagnostics.h"

/* A test whose state is made by the file's own setup() and taken down by its teardown(). */
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

/* cmocka 1.1.5 compares floats only; also fails on NaN. */
#define assert_near(got, wanted, tolerance)                                                        \
    do {                                                                                           \
        double got_ = (got), wanted_ = (wanted), tolerance_ = (tolerance);                         \
        if (!(fabs(got_ - wanted_) <= tolerance_)) {                                               \
            print_error("%.17g is not within %g of %.17g\n", got_, tolerance_, wanted_);           \
            fail();                                                                                \
        }                                                                                          \
    } while (0)

/* What a user would be shown of `list` (a struct diagnostics *), whole, as text to free(). */
static inline char *diagnostics_shown(const struct diagnostics *list)
{
    char *shown = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&shown, &length);
    diagnostics_print(list, out, true);
    fclose(out);
    return shown;
}

#define assert_diagnostics(list, wanted)                                                           \
    do {                                                                                           \
        char *shown_ = diagnostics_shown(list);                                                    \
        assert_string_equal(shown_, (wanted));                                                     \
        free(shown_);                                                                              \
    } while (0)

/* The folder of reference data outside the repository (it may be absent), or NULL: then the caller skips:
 *     const char *shared = shared_folder();
 *     if (!shared) { print_message("... needs ../shared\n"); skip(); } */
static inline const char *shared_folder(void)
{
    const char *folder = getenv("PARCOURS_SHARED");
    return folder && *folder ? folder : NULL;
}
#endif
