/* draw/cards.h - sheets of cards of 76 x 76 mm to cut out: steps, and contacts outside the plan.
 *
 * Blank ones, or one filled card a step of a journey and blank contacts. Each sheet has crop marks and a control line.
 */
#ifndef PARCOURS_DRAW_CARDS_H
#define PARCOURS_DRAW_CARDS_H
#include "draw/paper.h"
#include "draw/theme.h"
#include "model/journey.h"

enum { CARD_SIDE = 76 };                /* mm */

struct cards_request {
    const struct journey *journey;      /* or NULL: blank cards of both kinds */
    const struct theme *theme;
    enum paper paper;
    bool portrait;
    int copies;                         /* blank cards of a kind; 0: half a sheet of each, or a contact a step */
};

/* How many cards stand side by side and below each other on a sheet. */
struct card_grid { int columns, rows; double x, y, pitch_x, pitch_y; };      /* mm */
struct card_grid card_grid_of(enum paper paper, bool portrait);

int cards_sheets(const struct cards_request *request);
void cards_sheet_draw(struct drawing *drawing, const struct cards_request *request, int sheet);    /* units of a form */
/* All sheets, one a page. False after a diagnostic. */
bool cards_write(const struct cards_request *request, const char *path, struct diagnostics *diagnostics);
#endif
