/* tests/unit/map_fixture.h - journeys of any size with what users lived of them, made from a seed, to be drawn. */
#ifndef PARCOURS_TEST_MAP_FIXTURE_H
#define PARCOURS_TEST_MAP_FIXTURE_H
#include "measure/audit.h"

enum { USERS = 47, MIN_GROUP = 5 };

/* Steps follow each other in file order, some in threes: in any order, one of them, or again and again. */
struct map_fixture {
    struct journey *journey;
    struct event_log *log;
    struct audit *audit;
    struct diagnostics diagnostics;
};
void map_fixture_init(struct map_fixture *fixture, int steps, int institutions, int phases, int detours, uint64_t seed);
void map_fixture_release(struct map_fixture *fixture);
#endif
