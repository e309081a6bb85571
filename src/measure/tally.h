/* measure/tally.h - the parts of an audit that are counted once all cases have their findings. Private to src/measure. */
#ifndef PARCOURS_MEASURE_TALLY_H
#define PARCOURS_MEASURE_TALLY_H
#include "measure/audit.h"

void tally_contacts(struct audit *audit);       /* by verdict, cause, institution, channel; users */
void tally_hand_offs(struct audit *audit);
void tally_documents(struct audit *audit);
void tally_profiles(struct audit *audit);
void tally_detours(struct audit *audit);        /* and the detour of each contact */
void tally_satisfaction(struct audit *audit);   /* opinions.c; once detours are known */
void tally_irritants(struct audit *audit);
void tally_summaries(struct audit *audit);      /* means, quantiles, intervals; completed cases beside the theory */
#endif
