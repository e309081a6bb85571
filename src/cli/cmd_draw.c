#include "cli/audit_run.h"
#include "cli/drawing_file.h"
#include "cli/progress.h"
#include "draw/view.h"
#include <string.h>

/* As view_find() and THEMES have them. */
static const char VIEW_CHOICES[] = "map";
static const char THEME_CHOICES[] = "colour|black-and-white|outline";

static struct {
    const char *output, *user;
    int view, theme;
} chosen;

/* The case of the user that was asked for; NONE after a usage error. */
static int find_case(const struct event_log *log, struct invocation *invocation)
{
    for (size_t i = 0; i < log->case_count; i++)
        if (!strcmp(interner_text(&log->strings, log->cases[i].name), chosen.user))
            return (int)i;
    usage_error(invocation, _("the contacts hold no user '%s'"), chosen.user);
    return NONE;
}

static enum exit_status draw(struct audit_run *run, const struct view *view, enum drawing_format format,
                             struct invocation *invocation)
{
    struct diagnostics *diagnostics = &invocation->diagnostics;
    struct view_request request = { .journey = run->journey, .theme = THEMES[chosen.theme], .case_number = NONE };
    if (view->one_case) {
        request.case_number = find_case(run->log, invocation);
        if (request.case_number == NONE)
            return STATUS_USAGE;
    }
    if (!audit_run_compute(run, diagnostics))
        return failure(diagnostics);
    request.net = run->net;
    request.audit = run->audit;
    progress_stage(_("drawing"));
    struct drawing drawing = { 0 };
    bool good =
        view->draw(&drawing, &request, diagnostics) && drawing_write(&drawing, format, chosen.output, diagnostics);
    drawing_release(&drawing);
    return good ? STATUS_DONE : failure(diagnostics);
}

/* What a view needs that was not said: STATUS_USAGE after a diagnostic. */
static enum exit_status check_view(const struct view *view, struct invocation *invocation)
{
    if (view->of_contacts && invocation->operands < 2)
        return usage_error(invocation, _("--view %s draws what users lived: expected JOURNEY CONTACTS…"), view->name);
    if (view->names_users && !AUDIT.names)
        return usage_error(invocation, _("--view %s shows single users: add --names if whoever sees it may see that"),
                           view->name);
    if (view->one_case && !chosen.user)
        return usage_error(invocation,
                           _("--view %s draws one user's journey: expected --case NAME, as in the "
                             "contacts"),
                           view->name);
    return STATUS_DONE;
}

static enum exit_status run(struct invocation *invocation)
{
    struct log_options options;
    const struct view *view = VIEWS[chosen.view];
    if (!contacts_options(invocation, &options) || check_view(view, invocation) != STATUS_DONE)
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
    { .name = "output",
      .letter = 'o',
      .kind = OPTION_STRING,
      .argument = N_("FILE"),
      .target = &chosen.output,
      .help = N_("the picture: FILE.svg, FILE.pdf or FILE.png; '-' is SVG to standard output") },
    { .name = "view",
      .kind = OPTION_CHOICE,
      .choices = VIEW_CHOICES,
      .target = &chosen.view,
      .help = N_("what to draw (default: map)") },
    { .name = "case",
      .kind = OPTION_STRING,
      .argument = N_("NAME"),
      .target = &chosen.user,
      .help = N_("the user whose journey is drawn, for views of one") },
    { .name = "theme",
      .kind = OPTION_CHOICE,
      .choices = THEME_CHOICES,
      .target = &chosen.theme,
      .help = N_("how it is painted: for screens, for black ink, or lines only (default: colour)") },
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
