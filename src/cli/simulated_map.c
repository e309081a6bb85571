#include "cli/simulated_map.h"
#include "cli/command.h"
#include "draw/view.h"

enum { DRAWN_FROM = 100 };              /* detours of fewer than one user in so many are not drawn: the map is to be read */

static bool draw_audit(struct drawing *drawing, const struct simulated_sample *sample, const struct audit *audit,
                       struct diagnostics *diagnostics)
{
    struct view_request request = {
        .journey = sample->plan->journey, .net = sample->plan->net, .audit = audit, .theme = THEMES[0], .case_number = NONE
    };
    return MAP_VIEW.draw(drawing, &request, diagnostics);
}

static bool draw_aligned(struct drawing *drawing, const struct simulated_sample *sample, const struct matching *matching,
                         const struct alignment_set *alignments, uint64_t seed, struct diagnostics *diagnostics)
{
    const struct plan *plan = sample->plan;
    int least = sample->users / DRAWN_FROM;
    struct audit_options options = { .min_group = least > 1 ? least : 1, .idle_seconds = (int64_t)90 * DAY_SECONDS, .seed = seed,
                                     .threads = command_threads(), .simulated = true, .headlines_only = true };
    struct analysis *analysis = analysis_new(plan->journey, plan->net);
    struct audit *audit =
        audit_new(plan->journey, plan->net, sample->log, matching, alignments, analysis, &options, diagnostics);
    bool good = audit && draw_audit(drawing, sample, audit, diagnostics);
    audit_free(audit);
    analysis_free(analysis);
    return good;
}

bool simulated_map_draw(struct drawing *drawing, const struct simulated_sample *sample, uint64_t seed,
                        struct diagnostics *diagnostics)
{
    const struct plan *plan = sample->plan;
    struct matching *matching = matching_new(plan->journey, sample->log);
    struct align_options options = { .threads = command_threads() };
    struct alignment_set *alignments =
        alignment_set_new(plan->journey, plan->net, sample->log, matching, &options, diagnostics);
    bool good = alignments && draw_aligned(drawing, sample, matching, alignments, seed, diagnostics);
    alignment_set_free(alignments);
    matching_free(matching);
    return good;
}
