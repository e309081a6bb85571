/* Exact costs and fitness on real logs, against what an independent exhaustive search found (../shared/oracle). */
#include "test.h"
#include "align/alignment.h"
#include "base/buffer.h"
#include "base/interner.h"
#include "input/reader.h"
#include <jansson.h>
#include <unistd.h>

struct pair {
    json_t *expected;
    struct journey *journey; struct net *net; bool owned;
    struct event_log *log; struct matching *matching; struct alignment_set *set;
};

static const char *oracle_path(struct buffer *path, const char *shared, const char *name, const char *suffix)
{
    buffer_clear(path);
    buffer_printf(path, "%s/oracle/alignment/%s%s", shared, name, suffix);
    return buffer_text(path);
}

static void pair_open(struct pair *pair, const char *shared, const char *name, int threads)
{
    struct buffer path = { 0 };
    struct diagnostics diagnostics = { 0 };
    *pair = (struct pair){ .expected = json_load_file(oracle_path(&path, shared, name, ".json"), 0, NULL) };
    assert_non_null(pair->expected);
    pair->journey = journey_read(
        oracle_path(&path, shared, json_string_value(json_object_get(pair->expected, "model")), ""), &diagnostics);
    assert_non_null(pair->journey);
    const char *log = json_string_value(json_object_get(pair->expected, "log"));
    if (access(oracle_path(&path, shared, log, ""), R_OK) != 0)
        oracle_path(&path, shared, log, ".gz");
    const char *const paths[] = { buffer_text(&path) };
    struct log_options options = { 0 };
    pair->log = event_log_read(paths, 1, &options, NULL, &diagnostics);
    assert_non_null(pair->log);
    pair->net = net_compile(pair->journey, &pair->owned, &diagnostics);
    pair->matching = matching_new(pair->journey, pair->log);
    pair->set = alignment_set_new(pair->journey, pair->net, pair->log, pair->matching,
                                  &(struct align_options){ .threads = threads }, &diagnostics);
    assert_non_null(pair->set);
    assert_int_equal(diagnostics.errors, 0);
    diagnostics_release(&diagnostics);
    buffer_release(&path);
}

static void pair_close(struct pair *pair)
{
    alignment_set_free(pair->set);
    matching_free(pair->matching);
    event_log_free(pair->log);
    if (pair->owned)
        net_free(pair->net);
    journey_free(pair->journey);
    json_decref(pair->expected);
}

/* A trace as one string: names and separators that no name has. */
static void spell(struct buffer *out, const char *name)
{
    buffer_add_string(out, name);
    buffer_add_char(out, '\x1f');
}

static int expected_cost(const struct pair *pair, const struct variant *variant)
{
    struct buffer own = { 0 }, other = { 0 };
    int cost = -1;
    size_t i;
    json_t *each;
    for (size_t row = pair->log->cases[variant->first_case].first, end = row + (size_t)variant->contacts; row < end;
         row++)
        spell(&own, event_log_text(pair->log, pair->log->label[row]));
    json_array_foreach(json_object_get(pair->expected, "variants"), i, each) {
        size_t k;
        json_t *name;
        buffer_clear(&other);
        json_array_foreach(json_object_get(each, "trace"), k, name)
            spell(&other, json_string_value(name));
        if (!strcmp(buffer_text(&own), buffer_text(&other)) &&
            json_integer_value(json_object_get(each, "count")) == (json_int_t)variant->cases)
            cost = (int)json_integer_value(json_object_get(each, "cost"));
    }
    buffer_release(&own);
    buffer_release(&other);
    return cost;
}

static void check_pair(const char *shared, const char *name, int threads)
{
    struct pair pair;
    pair_open(&pair, shared, name, threads);
    json_t *summary = json_object_get(pair.expected, "summary");
    assert_int_equal(pair.set->variants, json_integer_value(json_object_get(summary, "variants")));
    assert_int_equal(pair.set->inexact + pair.set->not_canonical, 0);
    assert_int_equal(pair.set->total_cost, json_integer_value(json_object_get(summary, "total_cost")));
    assert_int_equal(pair.set->empty_cost.upper,
                     json_integer_value(json_object_get(summary, "empty_trace_model_cost")));
    assert_near(pair.set->log_fitness, json_number_value(json_object_get(summary, "log_fitness")), 1e-9);
    assert_near(pair.set->mean_fitness, json_number_value(json_object_get(summary, "avg_trace_fitness")), 1e-9);
    for (size_t v = 0; v < pair.set->variants; v++)
        assert_int_equal(pair.set->variant[v].cost.upper, expected_cost(&pair, &pair.set->variant[v]));
    print_message("%s: %zu variants, cost %lld\n", name, pair.set->variants, (long long)pair.set->total_cost);
    pair_close(&pair);
}

static void every_variant_costs_what_exhaustive_search_found(void **state)
{
    static const char *const name[] = {
        "running-example.imf02", "running-example.given", "roadtraffic50traces.imf02", "roadtraffic100traces.imf02",
        "roadtraffic_1t_per_variant.imf02", "teleclaims.imf02", "helpdesk.imf02", "BPIC13_closed.imf02",
        "receipt.given_receipt", "receipt.imf02", "BPIC20_PrepaidTravelCost.imf02", "BPIC15_1f.imf02",
    };
    (void)state;
    const char *shared = shared_folder();
    if (!shared) {
        print_message("the oracle is in ../shared, which is not here\n");
        skip();
    }
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        check_pair(shared, name[i], 1 + (int)i % 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_variant_costs_what_exhaustive_search_found) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
