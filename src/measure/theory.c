#include "measure/theory.h"
#include "measure/ledger.h"
#include <stdlib.h>

/* The longest way through the run: announced waits (a month counts its mean length, there being no start) and the
 * user's active time. */
static int64_t longest_path(const struct theory *theory, const struct journey *journey)
{
    int64_t *finish = xcalloc((size_t)theory->run.count, sizeof *finish), longest = 0;
    for (int i = 0; i < theory->run.count; i++) {
        const struct occurrence *occurrence = &theory->run.occurrence[i];
        const struct step *step = &journey->step[occurrence->step];
        for (int k = 0; k < occurrence->before_count; k++)
            if (finish[occurrence->before[k]] > finish[i])
                finish[i] = finish[occurrence->before[k]];
        finish[i] += active_time_planned(step).total;
        if (duration_given(step->wait))
            finish[i] += duration_nominal_seconds(step->wait);
        longest = finish[i] > longest ? finish[i] : longest;
    }
    free(finish);
    return longest;
}

bool theory_init(struct theory *theory, const struct journey *journey, const struct net *net,
                 const struct analysis *analysis, struct diagnostics *diagnostics)
{
    *theory = (struct theory){ .tell_us_once = analysis ? analysis->tell_us_once : 0 };
    if (!run_reference(&theory->run, journey, net, diagnostics))
        return false;
    for (int i = 0; i < theory->run.count; i++) {
        const struct step *step = &journey->step[theory->run.occurrence[i].step];
        struct active_time time = active_time_planned(step);
        theory->contacts += !step->automatic;
        theory->announces = theory->announces || duration_given(step->wait);
        active_time_add(&theory->time, &time);
    }
    theory->elapsed_seconds = longest_path(theory, journey);
    return true;
}

void theory_release(struct theory *theory) { run_release(&theory->run); }
