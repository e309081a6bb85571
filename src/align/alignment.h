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

struct variant { size_t cases; uint32_t first_case; int contacts; int cost; };

struct alignment_set {
    struct arena arena;
    struct variant *variant; size_t variants;       /* most frequent first; ties by first case */
    uint32_t *variant_of_case;                      /* [cases] */
    struct alignment *alignment; size_t alignments; /* distinct profiles, in order of their first case */
    uint32_t *alignment_of_case;                    /* [cases] */
    int empty_cost;                                 /* cheapest run without any contact */
    int64_t total_cost;                             /* over cases */
    double mean_fitness, log_fitness;               /* design section 6; 0/0 is 1 */
};

struct align_options { int threads; size_t state_limit; };      /* 0 = default */

/* NULL after a diagnostic: the model cannot end, is unbounded, or a limit was passed. */
struct alignment_set *alignment_set_new(const struct journey *journey, const struct net *net, const struct event_log *log,
                                        const struct matching *matching, const struct align_options *options,
                                        struct diagnostics *diagnostics);
void alignment_set_free(struct alignment_set *set);
#endif
