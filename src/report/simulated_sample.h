/* report/simulated_sample.h - some of the simulated users, evenly, as an event log in memory: to be audited and drawn like real ones.
 *
 *     simulated_sample_init ──> simulation_run (leaving: simulated_sample_case) ──> simulated_sample_finish ──> struct event_log
 *
 * One user in `every` of the first replication, by number, without those who came before the end of the warm-up; at most
 * SIMULATED_SAMPLE of them. Reasons and causes are stated.
 */
#ifndef PARCOURS_REPORT_SIMULATED_SAMPLE_H
#define PARCOURS_REPORT_SIMULATED_SAMPLE_H
#include "model/event_log.h"
#include "simulate/simulation.h"

enum { SIMULATED_SAMPLE = 2000 };
struct simulated_sample {
    const struct plan *plan;            /* borrowed */
    struct event_log *log;              /* owned */
    double warm_up;
    uint64_t every;
    uint32_t profile;                   /* number of the log's attribute */
    int users;
};

/* `every` is such that as many users as the options let expect make a full sample. */
void simulated_sample_init(struct simulated_sample *sample, const struct plan *plan, const struct simulation_options *options);
void simulated_sample_case(void *sample, const struct simulated_case *left);    /* simulation_options.leaving */
void simulated_sample_finish(struct simulated_sample *sample, struct diagnostics *diagnostics);
void simulated_sample_release(struct simulated_sample *sample);
#endif
