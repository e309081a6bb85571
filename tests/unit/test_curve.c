/* Smooth lines through points: they pass through them, never leave their range, and nested ones never cross. */
#include "test.h"
#include "base/random.h"
#include "draw/curve.h"

enum { POINTS = 12, ROUNDS = 2000 };

static double between(struct random_stream *random, double low, double high)
{
    return low + (high - low) * random_below(random, 1001) / 1000.0;
}

static void make_points(struct random_stream *random, struct point *point, int count)
{
    double x = 0;
    for (int i = 0; i < count; i++) {
        x += between(random, 8, 200);
        point[i] = (struct point){ x, random_below(random, 3) && i ? point[i - 1].y : between(random, -60, 60) };
    }
}

static void a_curve_passes_through_its_points_and_stays_between_neighbours(void **state)
{
    (void)state;
    struct random_stream random = random_stream_new(7, 1, 1);
    for (int round = 0; round < ROUNDS; round++) {
        struct point point[POINTS];
        double slope[POINTS];
        int count = 1 + (int)random_below(&random, POINTS);
        make_points(&random, point, count);
        curve_slopes(point, count, slope);
        assert_near(curve_at(point, slope, count, point[0].x), point[0].y, 1e-9);
        for (int i = 1; i < count; i++) {
            double low = fmin(point[i - 1].y, point[i].y), high = fmax(point[i - 1].y, point[i].y);
            assert_near(curve_at(point, slope, count, point[i].x), point[i].y, 1e-9);
            for (int k = 1; k < 20; k++) {
                double y = curve_at(point, slope, count, point[i - 1].x + k / 20.0 * (point[i].x - point[i - 1].x));
                assert_true(y >= low - 1e-9 && y <= high + 1e-9);
            }
        }
    }
}

static void the_slope_at_a_point_is_the_weighted_harmonic_mean_of_its_neighbours(void **state)
{
    (void)state;
    const struct point point[] = { { 0, 0 }, { 1, 1 }, { 3, 7 }, { 4, 5 } };
    double slope[4];
    curve_slopes(point, 4, slope);
    assert_near(slope[0], 1, 1e-12);
    /* secants 1 (over 1) and 3 (over 2): weights 2*2+1 = 5 and 2+2*1 = 4; 9 / (5/1 + 4/3) */
    assert_near(slope[1], 27.0 / 19, 1e-12);
    assert_near(slope[2], 0, 1e-12);
    assert_near(slope[3], -2, 1e-12);
}

static void nested_curves_never_cross(void **state)
{
    (void)state;
    struct random_stream random = random_stream_new(7, 2, 1);
    int touching = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct point point[3][POINTS];
        double slope[3][POINTS];
        int count = 2 + (int)random_below(&random, POINTS - 2);
        make_points(&random, point[0], count);
        for (int c = 1; c < 3; c++)
            for (int i = 0; i < count; i++) {
                double below = random_below(&random, 2) ? 0 : between(&random, 0, 40);
                point[c][i] = (struct point){ point[0][i].x, point[c - 1][i].y + below };
                touching += below <= 0;
            }
        curve_slopes_nested((const struct point *const[]){ point[0], point[1], point[2] }, 3, count,
                            (double *const[]){ slope[0], slope[1], slope[2] });
        for (double x = point[0][0].x; x < point[0][count - 1].x; x += 2)
            for (int c = 0; c < 2; c++)
                assert_true(curve_at(point[c], slope[c], count, x) <=
                            curve_at(point[c + 1], slope[c + 1], count, x) + 1e-6);
    }
    assert_true(touching > ROUNDS);
}

static void a_path_runs_both_ways_over_the_same_points(void **state)
{
    (void)state;
    const struct point point[] = { { 0, 0 }, { 30, 30 }, { 60, 0 } };
    double slope[3];
    struct buffer svg = { 0 };
    curve_slopes(point, 3, slope);
    curve_path(&svg, 'M', point, slope, 3, false);
    assert_string_equal(svg.data, "M0.0 0.0C10.0 10.0 20.0 30.0 30.0 30.0C40.0 30.0 50.0 10.0 60.0 0.0");
    buffer_clear(&svg);
    curve_path(&svg, 'L', point, slope, 3, true);
    assert_string_equal(svg.data, "L60.0 0.0C50.0 10.0 40.0 30.0 30.0 30.0C20.0 30.0 10.0 10.0 0.0 0.0");
    buffer_release(&svg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_curve_passes_through_its_points_and_stays_between_neighbours),
        cmocka_unit_test(the_slope_at_a_point_is_the_weighted_harmonic_mean_of_its_neighbours),
        cmocka_unit_test(nested_curves_never_cross),
        cmocka_unit_test(a_path_runs_both_ways_over_the_same_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
