#include "test.h"
#include "base/random.h"

/* The generators as their authors publish them (xoshiro256starstar.c 1.0, splitmix64.c, prng.di.unimi.it), written
 * again here with other words, so that a slip in one of the two shows. */
static uint64_t reference_splitmix64(uint64_t *x)
{
    uint64_t z = (*x += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

static uint64_t reference_xoshiro(uint64_t s[4])
{
    uint64_t result = rotl(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0], s[3] ^= s[1], s[1] ^= s[2], s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 45);
    return result;
}

static void the_generator_gives_the_published_numbers(void **state)
{
    (void)state;
    static const uint64_t wanted[] = {
        /* from the state 1, 2, 3, 4 */
        UINT64_C(11520),
        UINT64_C(0),
        UINT64_C(1509978240),
        UINT64_C(1215971899390074240),
        UINT64_C(1216172134540287360),
        UINT64_C(607988272756665600),
        UINT64_C(16172922978634559625),
        UINT64_C(8476171486693032832),
        UINT64_C(10595114339597558777),
        UINT64_C(2904607092377533576),
    };
    struct random_stream stream = { { 1, 2, 3, 4 } };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_true(random_next(&stream) == wanted[i]);
}

static void a_stream_starts_from_its_three_numbers_mixed(void **state)
{
    (void)state;
    static const struct { uint64_t seed, number, purpose, state[4], next[3];
    } example[] = {
        /* computed elsewhere */
        { 0,
          0,
          0,
          { 0x238275bc38fcbe91, 0xf89a2566b5822c54, 0x47200e1d9780fa44, 0xe710dc7a64e2470a },
          { 0x8c4986f3f0e565d5, 0xf4547fdf5c2f56b6, 0x6a9e0d6a14f022fb } },
        { 42,
          7,
          3,
          { 0xf55e4254d4655539, 0x952872c6f05627c1, 0x5783126008ab587d, 0xf166a329c09cf6c1 },
          { 0x0e167c1f927e7a94, 0x0b9248eb5fbcb0e3, 0x68a8e68a5de94dd4 } },
        { UINT64_MAX,
          UINT64_MAX,
          UINT64_MAX,
          { 0x595b17f487c0e71b, 0xe06d6e1cc4622ba2, 0x43285ebb25b662a5, 0xfef3718b353e7acb },
          { 0x9e2d8742a0d5beb9, 0xa674d478d14d79f9, 0x537b83b0e6dec9d4 } },
    };
    uint64_t published = 1234567;
    assert_true(reference_splitmix64(&published) == UINT64_C(6457827717110365317));
    assert_true(reference_splitmix64(&published) == UINT64_C(3203168211198807973));
    for (size_t i = 0; i < sizeof example / sizeof *example; i++) {
        struct random_stream stream = random_stream_new(example[i].seed, example[i].number, example[i].purpose);
        assert_memory_equal(stream.state, example[i].state, sizeof stream.state);
        uint64_t x = example[i].seed, s[4];
        x = reference_splitmix64(&x) ^ example[i].number;
        x = reference_splitmix64(&x) ^ example[i].purpose;
        for (int k = 0; k < 4; k++)
            s[k] = reference_splitmix64(&x);
        assert_memory_equal(stream.state, s, sizeof s);
        for (int k = 0; k < 3; k++)
            assert_true(random_next(&stream) == example[i].next[k]);
        for (int k = 0; k < 3; k++)
            reference_xoshiro(s);
        for (int k = 0; k < 10000; k++)
            assert_true(random_next(&stream) == reference_xoshiro(s));
    }
}

static void a_stream_does_not_depend_on_what_others_drew(void **state)
{
    (void)state;
    struct random_stream a = random_stream_new(1, 10, 2), again = random_stream_new(1, 10, 2),
                         other = random_stream_new(1, 11, 2);
    for (int i = 0; i < 1000; i++) {
        for (int k = 0; k < i % 5; k++)
            random_next(&other);
        assert_true(random_next(&a) == random_next(&again));
    }
}

/* Streams of neighbouring numbers must not look alike: of 64 bits, 32 +- 4 * sqrt(n) / 2 differ on average. */
static void streams_of_neighbouring_numbers_are_unlike(void **state)
{
    (void)state;
    enum { COUNT = 4000 };
    for (int part = 0; part < 3; part++) {
        double differing = 0;
        for (uint64_t i = 0; i < COUNT; i++) {
            struct random_stream x = random_stream_new(part == 0 ? i : 5, part == 1 ? i : 5, part == 2 ? i : 5);
            struct random_stream y =
                random_stream_new(part == 0 ? i + 1 : 5, part == 1 ? i + 1 : 5, part == 2 ? i + 1 : 5);
            differing += __builtin_popcountll(random_next(&x) ^ random_next(&y));
        }
        assert_near(differing / COUNT, 32, 5 * 4 / sqrt(COUNT));         /* sd of one: sqrt(64) / 2 = 4 */
    }
    struct random_stream swapped = random_stream_new(1, 2, 3), other = random_stream_new(1, 3, 2);
    assert_true(random_next(&swapped) != random_next(&other));           /* number and purpose are not interchangeable */
}

static void numbers_below_a_bound_are_uniform(void **state)
{
    (void)state;
    static const uint32_t bound[] = { 2, 3, 7, 10, 100, 1000 };
    for (size_t b = 0; b < sizeof bound / sizeof *bound; b++) {
        struct random_stream stream = random_stream_new(2025, b, 1);
        uint32_t count[1000] = { 0 }, draws = 200 * 1000;
        for (uint32_t i = 0; i < draws; i++) {
            uint32_t drawn = random_below(&stream, bound[b]);
            assert_true(drawn < bound[b]);
            count[drawn]++;
        }
        double expected = (double)draws / bound[b], chi_square = 0, freedom = bound[b] - 1;
        for (uint32_t i = 0; i < bound[b]; i++)
            chi_square += (count[i] - expected) * (count[i] - expected) / expected;
        /* Wilson and Hilferty: the cube root is near normal; 4 sd on either side, for a fixed seed. */
        double z = (cbrt(chi_square / freedom) - (1 - 2 / (9 * freedom))) / sqrt(2 / (9 * freedom));
        assert_near(z, 0, 4);
    }
}

/* With a bound of 3 * 2^30, a method without rejection gives a third of the numbers twice as often as the rest. */
static void large_bounds_are_unbiased(void **state)
{
    (void)state;
    struct random_stream stream = random_stream_new(7, 7, 7);
    uint32_t bound = UINT32_C(3) << 30, draws = 90000, third[3] = { 0 }, residue[3] = { 0 };
    for (uint32_t i = 0; i < draws; i++) {
        uint32_t drawn = random_below(&stream, bound);
        assert_true(drawn < bound);
        third[drawn >> 30]++;
        residue[drawn % 3]++;                                            /* where multiply-shift alone would be biased */
    }
    for (int i = 0; i < 3; i++) {
        assert_near(third[i], draws / 3.0, 5 * sqrt(draws * 2 / 9.0));
        assert_near(residue[i], draws / 3.0, 5 * sqrt(draws * 2 / 9.0));
    }
    assert_int_equal(random_below(&stream, 1), 0);
}

static void uniform_numbers_lie_in_the_half_open_interval(void **state)
{
    (void)state;
    struct random_stream stream = random_stream_new(3, 1, 4);
    double sum = 0, squares = 0, least = 1, most = 0;
    enum { COUNT = 100000 };
    for (int i = 0; i < COUNT; i++) {
        double drawn = random_uniform(&stream);
        assert_true(drawn >= 0 && drawn < 1);
        sum += drawn, squares += drawn * drawn;
        least = fmin(least, drawn), most = fmax(most, drawn);
    }
    assert_near(sum / COUNT, 0.5, 5 * sqrt(1.0 / 12 / COUNT));
    assert_near(squares / COUNT, 1.0 / 3, 5 * sqrt(4.0 / 45 / COUNT));
    assert_true(least < 0.001 && most > 0.999);
    struct random_stream all_ones = { { 0, 0, 0, 0 } };
    assert_true(random_uniform(&all_ones) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_generator_gives_the_published_numbers),
        cmocka_unit_test(a_stream_starts_from_its_three_numbers_mixed),
        cmocka_unit_test(a_stream_does_not_depend_on_what_others_drew),
        cmocka_unit_test(streams_of_neighbouring_numbers_are_unlike),
        cmocka_unit_test(numbers_below_a_bound_are_uniform),
        cmocka_unit_test(large_bounds_are_unbiased),
        cmocka_unit_test(uniform_numbers_lie_in_the_half_open_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
