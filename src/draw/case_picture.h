/* draw/case_picture.h - one user's journey: the planned map with what this person lived on it, then when, then the
 * story contact by contact. It is the view "case" (draw/view.h); it shows a single user, so only with --names.
 *
 *     name, figures                            case.c
 *     map: cards with the numbers of contacts  case_cards.c
 *     strip of days                            case_strip.c
 *     table: number, date, step, …, why        case_table.c, case_reasons.c
 *
 * Contacts are numbered from 1 in the order they were lived. Units are points at A1, like the map's.
 */
#ifndef PARCOURS_DRAW_CASE_PICTURE_H
#define PARCOURS_DRAW_CASE_PICTURE_H
#include "draw/map_picture.h"
#include "measure/case_story.h"

enum { CASE_ROWS_LIMIT = 200 };                 /* contacts in the table; the rest is counted */

struct case_picture {
    struct picture picture;
    const struct audit *whole, *audit;          /* of all; of this user alone, its only case being number 0 */
    size_t number, first;                       /* of the case in the whole; its first row */
    int contacts;
    struct case_story story;
};

static inline const struct contact_finding *case_finding(const struct case_picture *one, int position)
{
    return &one->audit->contact[position];
}
static inline struct contact case_contact(const struct case_picture *one, int position)
{
    return event_log_contact(one->whole->log, one->first + (size_t)position);
}
const char *short_date(struct picture *picture, int64_t instant);      /* "12/03/2024", "2024-03-12"; case.c */

void draw_case_cards(struct case_picture *one);
/* These draw from `y` on and return where they end; case_legend: of the map. */
double draw_case_legend(struct case_picture *one, double y);
double draw_case_strip(struct case_picture *one, double y);
double draw_case_table(struct case_picture *one, double y);
/* Why the contact at `position` is what it is: the reason in words, what it refers to, who says so. case_reasons.c */
const char *case_reason(struct case_picture *one, int position);
/* How many contacts are outside the plan without being redundant. */
int case_others(const struct case_picture *one);
/* The paint of discs and pills of a contact: as planned, redundant, otherwise outside the plan. */
const struct lane_paint *case_paint(const struct case_picture *one, const struct contact_finding *finding);
#endif
