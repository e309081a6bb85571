#include "base/output_file.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/unmatched.h"
#include "report/summary.h"
#include <string.h>

static struct {
    const char *output;
    struct duration idle;
    int64_t min_group, seed;
    bool names, quotes;
} chosen = { .idle = { 0, (int64_t)90 * DAY_SECONDS }, .min_group = 5, .seed = 1 };

/* What was read and computed; zero is empty. */
struct work {
    struct journey *journey;
    struct event_log *log;
    struct net *net; bool net_owned;
    struct matching *matching;
    struct alignment_set *alignments;
    struct analysis *analysis;
    struct audit *audit;
    struct buffer map, map_plain;
};

static void work_release(struct work *work)
{
    buffer_release(&work->map);
    buffer_release(&work->map_plain);
    audit_free(work->audit);
    analysis_free(work->analysis);
    alignment_set_free(work->alignments);
    matching_free(work->matching);
    if (work->net_owned)
        net_free(work->net);
    event_log_free(work->log);
    journey_free(work->journey);
}

static enum exit_status load(struct work *work, const struct log_options *options, struct invocation *invocation)
{
    progress_stage(_("reading the journey and the contacts"));
    struct diagnostics *diagnostics = &invocation->diagnostics;
    enum exit_status status = load_journey(&work->journey, invocation->operand[0], diagnostics);
    enum exit_status log_status =
        load_log(&work->log, invocation->operand + 1, (size_t)invocation->operands - 1, options, diagnostics);
    return log_status > status ? log_status : status;
}

/* From what was read to the audit; false after a diagnostic. */
static bool compute(struct work *work, struct diagnostics *diagnostics)
{
    event_log_pair_lifecycle(work->log);
    work->net = net_compile(work->journey, &work->net_owned, diagnostics);
    if (!work->net)
        return false;
    work->matching = matching_new(work->journey, work->log);
    unmatched_report(work->journey, work->log, work->matching, diagnostics);
    progress_stage(_("aligning"));
    struct align_options align_options = { .threads = command_threads(), .states = (size_t)COMMON.max_states,
                                           .seconds = (double)COMMON.max_seconds, .exact = true };
    work->alignments =
        alignment_set_new(work->journey, work->net, work->log, work->matching, &align_options, diagnostics);
    if (!work->alignments)
        return false;
    progress_stage(_("auditing"));
    work->analysis = analysis_new(work->journey, work->net);
    struct audit_options audit_options = {
        .min_group = (int)chosen.min_group,
        .idle_seconds = duration_nominal_seconds(chosen.idle),
        .seed = (uint64_t)chosen.seed,
        .threads = command_threads(),
        .names = chosen.names,
        .quotes = chosen.quotes,
    };
    work->audit = audit_new(work->journey, work->net, work->log, work->matching, work->alignments, work->analysis,
                            &audit_options, diagnostics);
    return work->audit != NULL;
}

static void draw(struct work *work, struct diagnostics *diagnostics)
{
    progress_stage(_("drawing the map"));
    map_svg(&work->map, work->journey, work->net, work->audit, true, NULL, diagnostics);
    struct diagnostics same = { 0 };                    /* as said of the first */
    map_svg(&work->map_plain, work->journey, work->net, work->audit, false, NULL, &same);
    diagnostics_release(&same);
}

/* Every file of the table, also after one could not be written. */
static bool write_files(const struct report *report, struct diagnostics *diagnostics)
{
    progress_stage(_("writing the report"));
    bool good = true;
    for (int i = 0; WRITERS[i]; i++) {
        struct buffer path = { 0 };
        buffer_printf(&path, "%s/%s", chosen.output, WRITERS[i]->file);
        good = WRITERS[i]->write(report, buffer_text(&path), diagnostics) && good;
        buffer_release(&path);
    }
    return good;
}

static enum exit_status compare(struct work *work, const struct log_options *options, struct invocation *invocation)
{
    struct diagnostics *diagnostics = &invocation->diagnostics;
    enum exit_status status = load(work, options, invocation);
    if (status != STATUS_DONE)
        return status;
    if (!output_directory_make(chosen.output, diagnostics) || !compute(work, diagnostics))
        return failure(diagnostics);
    draw(work, diagnostics);
    struct report report = {
        .audit = work->audit, .map = &work->map, .map_plain = &work->map_plain, .input = invocation->operand + 1,
        .inputs = (size_t)invocation->operands - 1, .warnings = diagnostics->warnings,
    };
    if (!write_files(&report, diagnostics))
        return failure(diagnostics);
    summary_write(&invocation->out, &report, chosen.output);
    return STATUS_DONE;
}

static enum exit_status run(struct invocation *invocation)
{
    struct log_options options;
    if (!contacts_options(invocation, &options))
        return STATUS_USAGE;
    if (!chosen.output)
        return usage_error(invocation, _("where to? expected -o DIR, the folder for the report"));
    struct work work = { 0 };
    enum exit_status status = compare(&work, &options, invocation);
    progress_end();
    work_release(&work);
    return status;
}

static const struct option_spec OPTIONS[] = {
    { .name = "output", .letter = 'o', .kind = OPTION_STRING, .argument = N_("DIR"), .target = &chosen.output,
      .help = N_("the folder for the report; made if it is not there") },
    { .name = "idle", .kind = OPTION_DURATION, .argument = N_("DELAY"), .target = &chosen.idle,
      .help = N_("after how long without a contact an unfinished case counts as given up (default: 90d)") },
    { .name = "min-group", .kind = OPTION_INTEGER, .argument = N_("N"), .minimum = 1, .maximum = 1000000,
      .target = &chosen.min_group,
      .help = N_("fold what describes fewer than N users in what is made to be shown (default: 5)") },
    { .name = "names", .kind = OPTION_FLAG, .target = &chosen.names,
      .help = N_("show users' pseudonyms in the report") },
    { .name = "quotes", .kind = OPTION_FLAG, .target = &chosen.quotes,
      .help = N_("show what users said in the report") },
    { .name = "seed", .kind = OPTION_INTEGER, .argument = N_("N"), .minimum = 0, .maximum = INT64_MAX,
      .target = &chosen.seed, .help = N_("of the random draws behind the intervals (default: 1)") },
    THREADS_OPTION,
    ALIGN_OPTIONS,
    CONTACTS_OPTIONS,
    COMMON_OPTIONS,
    { 0 },
};

const struct command COMPARE_COMMAND = {
    .name = "compare",
    .operands = N_("JOURNEY CONTACTS… -o DIR"),
    .summary = N_("hold what users report against the journey: the audit"),
    .details = N_(
        "Standard output has the answer in a dozen lines. DIR gets report.html (to be shown: the same, the map, "
        "tables, how each number is defined), map.svg and map.pdf (to be shown), audit.json (every figure), "
        "contacts.csv (one line a contact: its verdict, the rule, the class of each minute) and cases.csv (one line"
        " a user). What is made to be shown names no user and folds small groups; the other files are complete: "
        "keep them to yourself."),
    .options = OPTIONS,
    .minimum = 2,
    .maximum = -1,
    .run = run,
};
