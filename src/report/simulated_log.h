/* report/simulated_log.h - simulated contacts as a log: CSV with the columns of the design's section 5, or XES.
 *
 * Written user by user as they leave: what is in memory is one case. `reasons`: whether the contacts say why they took place,
 * and users why they got nothing; without them the log is what an institution would see. Times of day are whole seconds.
 */
#ifndef PARCOURS_REPORT_SIMULATED_LOG_H
#define PARCOURS_REPORT_SIMULATED_LOG_H
#include "base/buffer.h"
#include "base/output_file.h"
#include "simulate/simulation.h"

struct simulated_log {
    struct output_file file;
    const struct plan *plan;
    bool reasons, xes;
    struct buffer out;                  /* not yet written */
};

/* A name that ends in .xes makes XES. False after a diagnostic. */
bool simulated_log_open(struct simulated_log *log, const char *path, const struct plan *plan, bool reasons,
                        struct diagnostics *diagnostics);
void simulated_log_case(void *log, const struct simulated_case *left);      /* simulation_options.leaving */
bool simulated_log_commit(struct simulated_log *log, struct diagnostics *diagnostics);
void simulated_log_abandon(struct simulated_log *log);
#endif
