/* cli/view_choice.h - which view is drawn, of whom, in which theme: what `draw` and `poster` have in common. */
#ifndef PARCOURS_CLI_VIEW_CHOICE_H
#define PARCOURS_CLI_VIEW_CHOICE_H
#include "cli/audit_run.h"
#include "draw/view.h"

extern struct view_choice { const char *user; int view, theme; } VIEW;
/* As VIEWS (draw/view.c) and THEMES (draw/theme.c) have them. */
extern const char VIEW_CHOICES[], THEME_CHOICES[];

/* The view that was asked for; NULL after a usage error if it needs what was not said. */
const struct view *view_chosen(struct invocation *invocation);
/* Compute the audit from what was read, and what to ask of view->draw(); STATUS_DONE, or why not. */
enum exit_status view_prepare(const struct view *view, struct audit_run *run, struct view_request *request,
                              struct invocation *invocation);

#define VIEW_OPTIONS                                                                                              \
    { .name = "view", .kind = OPTION_CHOICE, .choices = VIEW_CHOICES, .target = &VIEW.view,                       \
      .help = N_("what to draw (default: map)") },                                                                \
    { .name = "case", .kind = OPTION_STRING, .argument = N_("NAME"), .target = &VIEW.user,                        \
      .help = N_("the user whose journey is drawn, for views of one") }

#define THEME_OPTION                                                                                              \
    { .name = "theme", .kind = OPTION_CHOICE, .choices = THEME_CHOICES, .target = &VIEW.theme,                    \
      .help = N_("how it is painted: for screens, for black ink, or lines only (default: colour)") }
#endif
