/* report/simulation_summary.h - what a simulation found, in a dozen lines in the reader's language. */
#ifndef PARCOURS_REPORT_SIMULATION_SUMMARY_H
#define PARCOURS_REPORT_SIMULATION_SUMMARY_H
#include "base/buffer.h"
#include "simulate/analytic.h"
#include "simulate/simulation.h"

/* `analytic` may be NULL. `folder`: where the files are; `drawn`: users on the map. */
void simulation_summary(struct buffer *out, const struct simulation *simulation, const struct analytic *analytic,
                        const char *folder, int drawn);
#endif
