/* measure/sensitivity.h - would the headline hold if the rules were others? And would they have said what people
 * stated?
 *
 * Redundant contacts and unproductive minutes, counted again over all contacts with one rule changed at a time:
 *
 *   as-is               the rules of the audit
 *   chasing-kept        chasing is not redundant
 *   off-map-redundant   contacts off the map with an institution of the journey (not `self`), unplanned so far, are
 *                       redundant
 *   stated-only         only what people stated makes a contact redundant
 *   estimates-left-out  minutes that were filled in where the cell was blank count as 0 (redundant contacts stay)
 *
 * A contact that is no longer redundant has its queue, its travel and what was stated unproductive left as unproductive
 * time (active_time.c). Shares: of all contacts, of all active time; intervals: bootstrap over cases, ratio of sums.
 *
 * Stated against derived: where a stated reason decided, what the rules would have said without it. confusion[s][d]:
 * contacts stated s, derived d. Agreement is the diagonal; clarification, institution's error and appeal exist only as
 * stated, so no rule can agree there (derivable leaves them out).
 */
#ifndef PARCOURS_MEASURE_SENSITIVITY_H
#define PARCOURS_MEASURE_SENSITIVITY_H
#include "measure/estimates.h"

enum variation {
    VARIATION_AS_IS,
    VARIATION_CHASING_KEPT,
    VARIATION_OFF_MAP_REDUNDANT,
    VARIATION_STATED_ONLY,
    VARIATION_ESTIMATES_LEFT_OUT,
    VARIATION_COUNT
};
extern const struct word VARIATION_WORD[VARIATION_COUNT];

struct variation_result {
    int64_t redundant, unproductive, active;    /* contacts; seconds */
    int64_t users;                              /* with at least one redundant contact */
    struct estimate redundant_share, unproductive_share;
};
struct sensitivity {
    struct variation_result variation[VARIATION_COUNT];
    int64_t confusion[VERDICT_COUNT][VERDICT_COUNT];            /* contacts: stated, derived */
    int64_t confusion_users[VERDICT_COUNT][VERDICT_COUNT], stated_users[VERDICT_COUNT];     /* distinct users */
    int64_t stated, derivable, agreed;
};

void sensitivity_init(struct sensitivity *result, struct audit *audit, struct estimates *estimates);
#endif
