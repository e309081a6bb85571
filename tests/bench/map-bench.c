/* map-bench JOURNEY [RUNS] - lay out the map of a journey, links and all, and print, as one line:
 *
 *     CPU-SECONDS CARDS LANES LINKS SYSTEMS
 *
 * CPU seconds are those of the fastest of RUNS (1), after the journey was read.
 */
#include "base/diagnostics.h"
#include "bench.h"
#include "draw/map_layout.h"
#include "graph/compile.h"
#include "input/reader.h"
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **argument)
{
    struct diagnostics diagnostics = { 0 };
    bool owned = false;
    struct journey *journey = count > 1 ? journey_read(argument[1], &diagnostics) : NULL;
    struct net *net = journey ? net_compile(journey, &owned, &diagnostics) : NULL;
    if (!net)
        return 1;
    long runs = count > 2 ? strtol(argument[2], NULL, 10) : 1;
    double best = 0;
    for (long i = 0; i < runs; i++) {
        struct map_layout layout;
        double start = cpu_seconds();
        map_layout_init(&layout, journey, net, NULL, 0, 0);
        map_layout_stack(&layout, 0, NULL);
        double took = cpu_seconds() - start;
        best = !i || took < best ? took : best;
        if (i == runs - 1)
            printf("%.6f %d %d %d %d\n", best, layout.cards, layout.lanes, layout.links, layout.systems);
        map_layout_release(&layout);
    }
    if (owned)
        net_free(net);
    journey_free(journey);
    diagnostics_release(&diagnostics);
    return 0;
}
