#include "cli/drawing_file.h"
#include "cli/progress.h"
#include "cli/view_choice.h"

static struct { const char *output; } chosen;

static enum exit_status draw(struct audit_run *run, const struct view *view, enum drawing_format format,
                             struct invocation *invocation)
{
    struct drawing drawing = { 0 };
    struct view_request request;
    struct diagnostics *diagnostics = &invocation->diagnostics;
    enum exit_status status = view_prepare(view, run, &request, invocation);
    if (status == STATUS_DONE && !(view->draw(&drawing, &request, diagnostics) &&
                                   drawing_write(&drawing, format, chosen.output, diagnostics)))
        status = failure(diagnostics);
    drawing_release(&drawing);
    return status;
}

static enum exit_status run(struct invocation *invocation)
{
    struct log_options options;
    const struct view *view;
    if (!contacts_options(invocation, &options) || !(view = view_chosen(invocation)))
        return STATUS_USAGE;
    enum drawing_format format = drawing_format(invocation, chosen.output);
    if (format == DRAWING_UNKNOWN)
        return STATUS_USAGE;
    struct audit_run audit_run = { 0 };
    enum exit_status status = audit_run_load(&audit_run, invocation->operand[0], invocation->operand + 1,
                                             (size_t)invocation->operands - 1, &options, &invocation->diagnostics);
    if (status == STATUS_DONE)
        status = draw(&audit_run, view, format, invocation);
    progress_end();
    audit_run_release(&audit_run);
    return status;
}

static const struct option_spec OPTIONS[] = {
    { .name = "output", .letter = 'o', .kind = OPTION_STRING, .argument = N_("FILE"), .target = &chosen.output,
      .help = N_("the picture: FILE.svg, FILE.pdf or FILE.png; '-' is SVG to standard output") },
    VIEW_OPTIONS,
    THEME_OPTION,
    AUDIT_OPTIONS,
    THREADS_OPTION,
    ALIGN_OPTIONS,
    CONTACTS_OPTIONS,
    COMMON_OPTIONS,
    { 0 },
};

const struct command DRAW_COMMAND = {
    .name = "draw",
    .operands = N_("JOURNEY [CONTACTS…] -o FILE"),
    .summary = N_("draw a journey as it is planned, or as users lived it"),
    .details = N_("Institutions are lanes, steps are cards with their channel, links say what follows what. With "
                  "contacts, what users lived is drawn over the plan."),
    .options = OPTIONS,
    .minimum = 1,
    .maximum = -1,
    .run = run,
};
