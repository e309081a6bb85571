/* graph/run_internal.h - building runs. Private to src/graph. */
#ifndef PARCOURS_GRAPH_RUN_INTERNAL_H
#define PARCOURS_GRAPH_RUN_INTERNAL_H
#include "graph/compile.h"

struct occurrence_set { int *member, count; };          /* occurrences, ascending; lives in the run's arena */

/* What comes nearest before something that comes after all of these: no member is before another. */
struct occurrence_set occurrence_set_union(struct run *run, const struct occurrence_set *set, int sets);
struct occurrence_set occurrence_set_one(struct run *run, int occurrence);
int run_add(struct run *run, int step, struct occurrence_set before);   /* the new occurrence's number */
#endif
