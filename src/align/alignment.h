/* align/alignment.h - the cheapest way to read a case as a run of the journey.
 *
 * For each variant (distinct sequence of activities) the exact optimal cost: 1 for each contact that is not in the run
 * (extra), 1 for each visible step of the run without a contact (skip), 0 for matches and silent transitions. Among the
 * optimal alignments of a profile (distinct sequence of activity, institution, channel, outcome, reason, initiative)
 * one is chosen, canonically: see search.h.
 */
#ifndef PARCOURS_ALIGN_ALIGNMENT_H
#define PARCOURS_ALIGN_ALIGNMENT_H
#include "graph/compile.h"
#include "model/matching.h"
#include <limits.h>

enum move_kind { MOVE_MATCH, MOVE_EXTRA, MOVE_SKIP };
struct move { enum move_kind kind; int contact, step; };    /* contact: position in the case, or NONE; step, or NONE */

struct alignment {
    struct move *move; int moves;
    int cost;
    struct run run;                 /* the journey's run that was followed */
    int *move_of_occurrence;        /* [run.count]: its move, or NONE for automatic steps */
    int *occurrence_of_move;        /* [moves]: its occurrence, or NONE for extra */
    int *passed_at;                 /* [run.count]: number of moves after which it is passed; automatic: as late as the order allows */
};

/* cost: exact if lower == upper. INT_MAX as upper: nothing was found that ends the model within the limits. */
struct variant {
    size_t cases;
    uint32_t first_case;
    int contacts;
    struct cost_bounds {
        int lower, upper;
    } cost;
    bool canonical;
};

struct alignment_set {
    struct arena arena;
    struct variant *variant; size_t variants;       /* most frequent first; ties by first case */
    uint32_t *variant_of_case;                      /* [cases] */
    struct alignment *alignment; size_t alignments; /* a profile each, in order of first case; empty where an earlier profile's
                                                     * serves, and where the cost is not exact */
    uint32_t *alignment_of_case;                    /* [cases] */
    struct cost_bounds empty_cost;                  /* cheapest run without any contact */
    int64_t total_cost, total_cost_upper;           /* over cases; equal where all costs are exact; upper INT64_MAX if unknown */
    size_t inexact, not_canonical;                  /* variants */
    double mean_fitness, log_fitness;               /* design section 6; 0/0 is 1; of the lower costs where not all are exact */
    double mean_fitness_lower, log_fitness_lower;   /* of the upper costs */
};

struct align_options {
    int threads;                    /* 0: as many as the machine has */
    size_t states;                  /* limit for one variant; 0: SEARCH_STATES_DEFAULT */
    double seconds;                 /* limit for one variant, CPU; 0: none (results then depend on nothing but the input) */
    bool exact;                     /* fail, saying so, where a limit leaves a cost open */
};

/* NULL after a diagnostic: the model cannot end or is unbounded, or options.exact and a limit was passed. What limits
 * leave open otherwise is a warning. */
struct alignment_set *alignment_set_new(const struct journey *journey, const struct net *net,
                                        const struct event_log *log, const struct matching *matching,
                                        const struct align_options *options, struct diagnostics *diagnostics);
void alignment_set_free(struct alignment_set *set);
#endif
