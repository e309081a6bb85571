/* align-bench MODEL LOG - align a log, one thread, and print, as one line:
 *
 *     CPU-SECONDS CASES VARIANTS EVENTS COST
 *
 * CPU seconds of one alignment once model and log are read: compiling the net, matching names to steps, finding the
 * variants and aligning them. Everything is made anew each time; the fastest of as many runs as fit in about a second
 * (at least RUNS_MINIMUM).
 */
#include "align/alignment.h"
#include "base/diagnostics.h"
#include "bench.h"
#include "input/reader.h"
#include <stdio.h>

enum { RUNS_MINIMUM = 5 };

static bool align(const struct journey *journey, const struct event_log *log, double *took, size_t *variants, long long *cost)
{
    struct diagnostics diagnostics = { 0 };
    struct align_options options = { .threads = 1 };
    bool owned;
    double start = cpu_seconds();
    struct net *net = net_compile(journey, &owned, &diagnostics);
    if (!net)
        return false;
    struct matching *matching = matching_new(journey, log);
    struct alignment_set *set = alignment_set_new(journey, net, log, matching, &options, &diagnostics);
    *took = cpu_seconds() - start;
    if (set) {
        *variants = set->variants;
        *cost = (long long)set->total_cost;
    }
    alignment_set_free(set);
    matching_free(matching);
    if (owned)
        net_free(net);
    diagnostics_release(&diagnostics);
    return set != NULL;
}

int main(int count, char **argument)
{
    if (count != 3)
        return 2;
    struct diagnostics diagnostics = { 0 };
    struct journey *journey = journey_read(argument[1], &diagnostics);
    struct event_log *log = event_log_read((const char *const *)&argument[2], 1, NULL, NULL, &diagnostics);
    if (!journey || !log)
        return 1;
    double best = 0, took, start = cpu_seconds();
    size_t variants = 0;
    long long cost = 0;
    for (int run = 0; run < RUNS_MINIMUM || cpu_seconds() - start < 1; run++) {
        if (!align(journey, log, &took, &variants, &cost))
            return 1;
        best = !run || took < best ? took : best;
    }
    printf("%.6f %zu %zu %zu %lld\n", best, log->case_count, variants, log->count, cost);
    event_log_free(log);
    journey_free(journey);
    diagnostics_release(&diagnostics);
    return 0;
}
