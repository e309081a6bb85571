/* tests/unit/random_journey.h - small random journeys, the same for the same random stream. */
#ifndef PARCOURS_TEST_RANDOM_JOURNEY_H
#define PARCOURS_TEST_RANDOM_JOURNEY_H
#include "base/random.h"
#include "model/journey.h"

enum { RANDOM_STEPS_MAXIMUM = 8, RANDOM_INSTITUTIONS = 3 };

struct journey *random_journey_empty(void);     /* three institutions, two documents, room for steps and nodes, none yet */
/* A path of up to `steps` steps with every kind of node, nested up to three deep. */
struct journey *random_journey_path(struct random_stream *random, int steps);
/* Institutions, channels, initiatives, waits, limits, times, documents for the steps there are. */
void random_journey_dress(struct journey *journey, struct random_stream *random);
#endif
