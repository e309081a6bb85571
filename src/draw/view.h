/* draw/view.h - one view a file: what can be drawn of a journey and its audit; how to add one.
 *
 * 1. Write src/draw/NAME.c with one `const struct view NAME_VIEW`.
 * 2. Add its line to the table in src/draw/view.c, and its name to VIEW_CHOICES in src/cli/view_choice.c.
 * 3. Test it, and open what it draws.
 *
 * Views are made to be shown: they fold what describes fewer than audit->options.min_group users, and name nobody
 * unless audit->options.names.
 */
#ifndef PARCOURS_DRAW_VIEW_H
#define PARCOURS_DRAW_VIEW_H
#include "draw/drawing.h"
#include "draw/theme.h"
#include "measure/audit.h"

struct view_request {
    const struct journey *journey;
    const struct net *net;
    const struct audit *audit; /* NULL: the theory alone */
    const struct theme *theme;
    bool linked;        /* for the HTML report: cards are links to its rows, ids begin with "map-", and the
                                       drawing takes the width it is given */
    int columns;        /* of one system of a map at most; 0: SYSTEM_COLUMNS */
    int case_number;    /* in audit->cases, for views of one case; else NONE */
    const char *helper; /* path of parcours-graphviz; NULL: beside the program */
};

struct view {
    const char *name; /* as in --view */
    bool of_contacts; /* needs an audit */
    bool names_users; /* shows single users: only with --names */
    bool one_case;    /* needs case_number */
    bool in_systems;  /* minds request->columns: it can be wider or higher, as paper wants it */
    /* Into an empty drawing; false after a diagnostic. */
    bool (*draw)(struct drawing *drawing, const struct view_request *request, struct diagnostics *diagnostics);
};
extern const struct view CASE_VIEW, MAP_VIEW, NETWORK_VIEW, SUMMARY_VIEW, TIMELINES_VIEW;
extern const struct view *const VIEWS[];        /* ends with NULL */
const struct view *view_find(const char *name); /* or NULL */
#endif
