/* report/kinds.h - the kinds of contacts outside the plan, as the page numbers them: for its rows, lists and filters.
 *
 * Kinds are those of `shown`, the redundant ones first. Kind k has the list "contacts-(k + 1)".
 */
#ifndef PARCOURS_REPORT_KINDS_H
#define PARCOURS_REPORT_KINDS_H
#include "measure/crossed.h"
#include "measure/listing.h"
#include "report/page.h"

enum {
    LISTED_BY_MONTH_MAXIMUM = 100000,   /* contacts of the log: beyond, lists say years */
    LISTED_BY_NAME_MAXIMUM = 2000,      /* contacts outside the plan: beyond, lists don't say who, even with --names */
};
struct kinds {
    const struct group **kind; size_t kinds;
    int64_t contacts;                   /* of all of them */
    bool by_month, by_name;
    struct listings listings;
    struct crossed crossed;
};
void kinds_init(struct kinds *kinds, const struct audit *audit, const struct shown *shown);
void kinds_release(struct kinds *kinds);
/* One of its cards on the map shows that channel. */
bool kind_has_channel(const struct audit *audit, const struct group *group, int channel);
int kind_number(const struct page *page, const struct group *group);    /* of a group of page->shown */

/* Rows that filters and the map's cards find: <tr data-kind=…>. */
void page_kind_row(struct page *page, const struct group *group);
void page_step_row(struct page *page, int step);
void page_link_to_list(struct page *page, const struct group *group);
#endif
