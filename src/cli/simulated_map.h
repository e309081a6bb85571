/* cli/simulated_map.h - simulated users drawn like real ones: aligned, audited, and put on the map of their journey. */
#ifndef PARCOURS_CLI_SIMULATED_MAP_H
#define PARCOURS_CLI_SIMULATED_MAP_H
#include "draw/drawing.h"
#include "report/simulated_sample.h"

/* Into an empty drawing. Simulated people are no people: nobody is protected, only what is rare left out. False after
 * a diagnostic. */
bool simulated_map_draw(struct drawing *drawing, const struct simulated_sample *sample, uint64_t seed,
                        struct diagnostics *diagnostics);
#endif
