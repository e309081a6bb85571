/* tests/unit/simulated.h - models written in tests, and simulations of them. */
#ifndef PARCOURS_SIMULATED_H
#define PARCOURS_SIMULATED_H
#include "simulate/analytic.h"
#include "simulate/simulation.h"

struct simulated { struct population *population; struct plan *plan; struct simulation *simulation; };

/* Read the model (`inside`: what stands in its <model>) and, if not NULL, the journey it names; fails the test if anything is
 * wrong with them. The current folder gets the files: use input_folder_enter(). */
void simulated_model(struct simulated *made, const char *inside, const char *journey);
/* Run it; an earlier run's results are freed. */
void simulated_run(struct simulated *made, const struct simulation_options *options);
void simulated_release(struct simulated *made);
#endif
