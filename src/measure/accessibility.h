/* measure/accessibility.h - who can do a step: a profile of each, not a score; read off the plan alone.
 *
 *   offline         channels left to someone without internet: counter, phone, mail, sms, kiosk, home-visit, helper
 *                   (web, email and video need it; what is automatic needs nothing and is left out)
 *   online_only     it has channels and none is offline; web_only: the web is the only one
 *   counter_only    one must go there
 *   travel, queue, fee, announced wait, documents asked: as the plan says, where it says so
 *   opening hours   a journey file does not hold them (desks of a simulation model do): never known, and said so
 *
 * Over the journey: steps that happen with the user (not automatic) and have a channel; of them online_only ones are
 * those that someone without internet can't do. The same along the reference run. How many people that is: 15 % of
 * the French have no internet at home (Défenseur des droits and 60 Millions de consommateurs, 2022).
 */
#ifndef PARCOURS_MEASURE_ACCESSIBILITY_H
#define PARCOURS_MEASURE_ACCESSIBILITY_H
#include "measure/audit.h"

struct access {
    enum channel offline[CHANNEL_COUNT]; int offline_count;     /* in the step's order */
    bool online_only, web_only, counter_only, opening_hours_known;
    int64_t travel, queue;              /* seconds, or SECONDS_ABSENT */
    double fee;                         /* euros */
    struct duration announced;
    int documents;
};
struct accessibility {
    struct access *step;                /* [steps] */
    int64_t steps, online_only;         /* with a channel, not automatic */
    int64_t reference_steps, reference_online_only;     /* occurrences in the reference run */
};

bool channel_needs_internet(enum channel channel);
void accessibility_init(struct accessibility *result, struct audit *audit);
#endif
