#include "cli/view_choice.h"
#include "cli/progress.h"
#include <string.h>

struct view_choice VIEW;
const char VIEW_CHOICES[] = "map|case|network|summary|timelines";
const char THEME_CHOICES[] = "colour|black-and-white|outline";

const struct view *view_chosen(struct invocation *invocation)
{
    const struct view *view = VIEWS[VIEW.view];
    bool good = false;
    if (view->of_contacts && invocation->operands < 2)
        usage_error(invocation, _("--view %s draws what users lived: expected JOURNEY CONTACTS…"), view->name);
    else if (view->names_users && !AUDIT.names)
        usage_error(invocation, _("--view %s shows single users: add --names if whoever sees it may see that"),
                    view->name);
    else if (view->one_case && !VIEW.user)
        usage_error(invocation,
                    _("--view %s draws one user's journey: expected --case NAME, as in the "
                      "contacts"),
                    view->name);
    else
        good = true;
    return good ? view : NULL;
}

/* The case of the user that was asked for; NONE after a usage error. */
static int find_case(const struct event_log *log, struct invocation *invocation)
{
    for (size_t i = 0; i < log->case_count; i++)
        if (!strcmp(interner_text(&log->strings, log->cases[i].name), VIEW.user))
            return (int)i;
    usage_error(invocation, _("the contacts hold no user '%s'"), VIEW.user);
    return NONE;
}

enum exit_status view_prepare(const struct view *view, struct audit_run *run, struct view_request *request,
                              struct invocation *invocation)
{
    *request = (struct view_request){ .journey = run->journey, .theme = THEMES[VIEW.theme], .case_number = NONE };
    if (view->one_case) {
        request->case_number = find_case(run->log, invocation);
        if (request->case_number == NONE)
            return STATUS_USAGE;
    }
    if (!audit_run_compute(run, &invocation->diagnostics))
        return failure(&invocation->diagnostics);
    request->net = run->net;
    request->audit = run->audit;
    progress_stage(_("drawing"));
    return STATUS_DONE;
}
