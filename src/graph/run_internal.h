/* graph/run_internal.h - building runs. Private to src/graph. */
#ifndef PARCOURS_GRAPH_RUN_INTERNAL_H
#define PARCOURS_GRAPH_RUN_INTERNAL_H
#include "graph/compile.h"

struct occurrence_set { int *member, count; };          /* occurrences, ascending; lives in the run's arena */

/* What comes nearest before something that comes after all of these: no member is before another. */
struct occurrence_set occurrence_set_union(struct run *run, const struct occurrence_set *set, int sets);
struct occurrence_set occurrence_set_one(struct run *run, int occurrence);
int run_add(struct run *run, int step, struct occurrence_set before);   /* the new occurrence's number */
/* The option of a choice that the reference run takes: highest share, ties: first; shares not said share the rest equally. */
int likeliest_option(const struct journey *journey, int choice);
/* The run with the fewest visible steps (cheapest_run.c). False if there is none, or too many markings to look. */
bool play_cheapest(struct run *run, const struct net *net);
/* Does the reference run take an optional? */
bool optional_is_likely(const struct node *optional);
#endif
