/* Means, quantiles and intervals over cases. */
#include "measure/statistics.h"
#include "measure/tally.h"
#include <math.h>
#include <stdlib.h>

enum { CONTACTS, REDUNDANT, ACTIVE, UNPRODUCTIVE, ELAPSED, MEASURES };

/* What case `c` says of a measure: NAN if it has nothing to say. */
static double measure_of(const struct audit *audit, size_t c, int measure)
{
    const struct case_finding *finding = &audit->cases[c];
    switch (measure) {
    case CONTACTS: return finding->contacts;
    case REDUNDANT: return finding->redundant;
    case ACTIVE: return (double)finding->time.total;
    case UNPRODUCTIVE: return (double)active_time_unproductive(&finding->time);
    default: return finding->dated ? (double)finding->elapsed_total : NAN;
    }
}

static struct summary summarise(const double *value, size_t cases, const double interval[2])
{
    double *present = xcalloc(cases, sizeof *present), sum = 0;
    size_t n = 0;
    for (size_t c = 0; c < cases; c++)
        if (!isnan(value[c])) {
            present[n++] = value[c];
            sum += value[c];
        }
    sort_doubles(present, n);
    struct summary summary = { (int64_t)n,
                               n ? sum / (double)n : NAN,
                               quantile(present, n, 0.5),
                               quantile(present, n, 0.9),
                               { interval[0], interval[1] } };
    free(present);
    return summary;
}

/* Cases with a contact, the five measures over all of them, then over those that are completed. */
void tally_summaries(struct audit *audit)
{
    struct summary *const summary[2 * MEASURES] = {
        &audit->contacts_per_case, &audit->redundant_per_case, &audit->active_per_case, &audit->unproductive_per_case,
        &audit->elapsed_per_case, &audit->completed_contacts, &audit->completed_redundant, &audit->completed_active,
        &audit->completed_unproductive, &audit->completed_elapsed,
    };
    size_t cases = 0;
    double *value[2 * MEASURES], interval[2 * MEASURES][2];
    for (int m = 0; m < 2 * MEASURES; m++)
        value[m] = xcalloc(audit->log->case_count, sizeof *value[m]);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        if (!audit->cases[c].contacts)
            continue;
        bool completed = audit->cases[c].take_up == TAKE_UP_COMPLETED;
        for (int m = 0; m < 2 * MEASURES; m++)
            value[m][cases] = m < MEASURES || completed ? measure_of(audit, c, m % MEASURES) : NAN;
        cases++;
    }
    bootstrap_means((const double *const *)value, 2 * MEASURES, cases, audit->options.seed,
                    audit->options.bootstrap_draws, audit->options.threads, interval);
    for (int m = 0; m < 2 * MEASURES; m++) {
        *summary[m] = summarise(value[m], cases, interval[m]);
        free(value[m]);
    }
}
