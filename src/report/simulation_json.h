/* report/simulation_json.h - simulation.json: what a simulation found, for programs.
 *
 * Keys are those of the design's section 11 and a few more; doc/formats.md lists them. Figures come with `ci95` (null where
 * there is no telling), times are seconds, costs euros. It counts everything: it is a working file, like audit.json.
 */
#ifndef PARCOURS_REPORT_SIMULATION_JSON_H
#define PARCOURS_REPORT_SIMULATION_JSON_H
#include "base/buffer.h"
#include "simulate/analytic.h"
#include "simulate/simulation.h"

/* `analytic` may be NULL; `exact`: whether its expectations are written, too. False after a diagnostic. */
bool simulation_json_write(const struct simulation *simulation, const struct analytic *analytic, bool exact, const char *path,
                           struct diagnostics *diagnostics);
#endif
