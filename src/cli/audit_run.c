#include "cli/audit_run.h"
#include "cli/progress.h"
#include "cli/unmatched.h"

struct audit_choice AUDIT = { .idle = { 0, (int64_t)90 * DAY_SECONDS }, .min_group = 5, .seed = 1 };

enum exit_status audit_run_load(struct audit_run *run, const char *journey, const char *const *contacts, size_t count,
                                const struct log_options *options, struct diagnostics *diagnostics)
{
    progress_stage(count ? _("reading the journey and the contacts") : _("reading the journey"));
    enum exit_status status = load_journey(&run->journey, journey, diagnostics);
    enum exit_status log_status = count ? load_log(&run->log, contacts, count, options, diagnostics) : STATUS_DONE;
    return log_status > status ? log_status : status;
}

static bool align(struct audit_run *run, struct diagnostics *diagnostics)
{
    run->matching = matching_new(run->journey, run->log);
    unmatched_report(run->journey, run->log, run->matching, diagnostics);
    progress_stage(_("aligning"));
    struct align_options options = { .threads = command_threads(),
                                     .states = (size_t)COMMON.max_states,
                                     .seconds = (double)COMMON.max_seconds,
                                     .exact = true };
    run->alignments = alignment_set_new(run->journey, run->net, run->log, run->matching, &options, diagnostics);
    return run->alignments != NULL;
}

bool audit_run_compute(struct audit_run *run, struct diagnostics *diagnostics)
{
    if (run->log)
        event_log_pair_lifecycle(run->log);
    run->net = net_compile(run->journey, &run->net_owned, diagnostics);
    if (!run->net || !run->log)
        return run->net != NULL;
    if (!align(run, diagnostics))
        return false;
    progress_stage(_("auditing"));
    run->analysis = analysis_new(run->journey, run->net);
    struct audit_options options = {
        .min_group = (int)AUDIT.min_group,
        .idle_seconds = duration_nominal_seconds(AUDIT.idle),
        .seed = (uint64_t)AUDIT.seed,
        .threads = command_threads(),
        .names = AUDIT.names,
        .quotes = AUDIT.quotes,
        .by = AUDIT.by,
        .user_hour = AUDIT.user_hour,
        .channel_cost = AUDIT.channel_cost,
    };
    run->audit = audit_new(run->journey, run->net, run->log, run->matching, run->alignments, run->analysis, &options,
                           diagnostics);
    return run->audit != NULL;
}

void audit_run_release(struct audit_run *run)
{
    audit_free(run->audit);
    analysis_free(run->analysis);
    alignment_set_free(run->alignments);
    matching_free(run->matching);
    if (run->net_owned)
        net_free(run->net);
    event_log_free(run->log);
    journey_free(run->journey);
}
