#include "base/output_file.h"
#include "base/text.h"
#include "cli/audit_run.h"
#include "cli/price_options.h"
#include "cli/progress.h"
#include "report/summary.h"
#include <string.h>

static struct {
    const char *output, *by, *user_hour, *cost;
} chosen;

/* The map twice: to go into the report, and as a file of its own. */
static bool draw(const struct audit_run *run, struct drawing *linked, struct drawing *plain,
                 struct diagnostics *diagnostics)
{
    progress_stage(_("drawing"));
    struct view_request request = { .journey = run->journey,
                                    .net = run->net,
                                    .audit = run->audit,
                                    .theme = &COLOUR_THEME,
                                    .linked = true,
                                    .case_number = NONE };
    struct diagnostics same = { 0 }; /* as said of the first */
    bool good = MAP_VIEW.draw(linked, &request, diagnostics);
    request.linked = false;
    good = good && MAP_VIEW.draw(plain, &request, &same);
    diagnostics_release(&same);
    return good;
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

static enum exit_status compare(struct audit_run *run, struct invocation *invocation)
{
    struct diagnostics *diagnostics = &invocation->diagnostics;
    if (!output_directory_make(chosen.output, diagnostics) || !audit_run_compute(run, diagnostics))
        return failure(diagnostics);
    struct drawing map = { 0 }, map_plain = { 0 };
    struct report report = {
        .audit = run->audit,
        .map = &map,
        .map_plain = &map_plain,
        .input = invocation->operand + 1,
        .inputs = (size_t)invocation->operands - 1,
    };
    bool good = draw(run, &map, &map_plain, diagnostics);
    report.warnings = diagnostics->warnings;
    good = good && write_files(&report, diagnostics);
    drawing_release(&map);
    drawing_release(&map_plain);
    if (!good)
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
    if (!price_options(invocation, chosen.user_hour, chosen.cost))
        return STATUS_USAGE;
    AUDIT.by = chosen.by;
    options.separate_files = chosen.by && (text_same(chosen.by, "file") || text_same(chosen.by, "fichier"));
    struct audit_run audit_run = { 0 };
    enum exit_status status = audit_run_load(&audit_run, invocation->operand[0], invocation->operand + 1,
                                             (size_t)invocation->operands - 1, &options, &invocation->diagnostics);
    if (status == STATUS_DONE)
        status = compare(&audit_run, invocation);
    progress_end();
    audit_run_release(&audit_run);
    return status;
}

static const struct option_spec OPTIONS[] = {
    { .name = "output",
      .letter = 'o',
      .kind = OPTION_STRING,
      .argument = N_("DIR"),
      .target = &chosen.output,
      .help = N_("the folder for the report; made if it is not there") },
    AUDIT_OPTIONS,
    { .name = "by",
      .kind = OPTION_STRING,
      .argument = N_("COLUMN"),
      .target = &chosen.by,
      .help = N_("compare groups of users side by side: by a column of the contacts, or by institution, channel or file; "
                 "by file, users of different files are different people") },
    { .name = "user-hour",
      .kind = OPTION_STRING,
      .argument = N_("EUROS"),
      .target = &chosen.user_hour,
      .help = N_("also price an hour of the users' own time (default: hours only)") },
    { .name = "cost",
      .kind = OPTION_STRING,
      .argument = N_("LIST"),
      .target = &chosen.cost,
      .help = N_("what a contact costs the institution, in euros by channel, instead of what the method page gives: "
                 "counter=10.5,phone=4") },
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
    .details =
        N_("Standard output has the answer in a dozen lines. DIR gets report.html (to be shown: the same, the "
           "map, tables, how each number is defined), map.svg and map.pdf, network.svg: who passes users on to "
           "whom, summary.pdf: one A4 page, audit.xlsx: the tables as a workbook (to be shown), audit.json (every "
           "figure), contacts.csv (one line a contact: its verdict, the rule, the class of each minute), "
           "contacts.xes (the same for other tools), cases.csv (one line a user) and waits.csv (one line a wait). "
           "What is made to be shown names no user and folds small groups; the other files are complete: keep them "
           "to yourself. With --names, DIR also gets timelines.pdf: one strip a user."),
    .options = OPTIONS,
    .minimum = 2,
    .maximum = -1,
    .run = run,
};
