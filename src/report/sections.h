/* report/sections.h - the parts of report.html, in order; how to add one.
 *
 * A section is one function: it writes what stands between its heading and the next. Add it here and to the table in
 * report/html.c.
 */
#ifndef PARCOURS_REPORT_SECTIONS_H
#define PARCOURS_REPORT_SECTIONS_H
#include "report/page.h"

void section_answer(struct page *page);         /* html_answer.c: the answer in words and figures */
void section_map(struct page *page);            /* html_map.c */
void section_steps(struct page *page);
void section_redundant(struct page *page);      /* html_contacts.c */
void section_other(struct page *page);
void section_contacts(struct page *page);       /* html_lists.c: the contacts of each kind */
void section_time(struct page *page);           /* html_time.c: both ledgers */
void section_waits(struct page *page);          /* html_waits.c */
void section_hand_offs(struct page *page);      /* html_institutions.c */
void section_documents(struct page *page);
void section_take_up(struct page *page);        /* html_users.c */
void section_profiles(struct page *page);
void section_groups(struct page *page);         /* html_groups.c: kinds of contacts by groups of users */
void section_users(struct page *page);          /* only with --names */
void section_quotes(struct page *page);         /* only with --quotes */
void section_interlocutors(struct page *page);  /* html_interlocutors.c: how many institutions, how many at once */
void section_resolution(struct page *page);     /* html_resolution.c: contacts per need, first-contact resolution */
void section_viewpoint(struct page *page);      /* html_viewpoint.c: what each institution sees */
void section_burden(struct page *page);         /* html_burden.c: hours, euros, fees */
void section_comparison(struct page *page);     /* html_comparison.c: groups side by side; only with --by */
void section_access(struct page *page);         /* html_access.c: who can do each step */
void section_plan(struct page *page);           /* html_plan.c: how complex the plan is */
void section_sensitivity(struct page *page);    /* html_sensitivity.c: other rules; stated against derived */
void section_structure(struct page *page);      /* html_structure.c: what the journey itself says */
void section_input(struct page *page);          /* html_input.c */
void section_method(struct page *page);         /* html_method.c */

/* Of a comparison, for stdout too: what a group is called, and whether its figure may be told. */
struct compared_group;
const char *say_group_name(const struct compared_group *group);
bool compared_told(const struct page *page, const struct compared_group *group, int figure);

/* Swatches of the ledgers' classes, defined once a page (html_time.c): colour and pattern, never colour alone. */
void page_patterns(struct page *page);
void section_timelines(struct page *page);      /* only with --names; html_pictures.c */
void page_network(struct page *page);           /* the network of hand-offs, as a picture */
void page_summary(struct page *page);           /* the summary of one A4 page, likewise */
/* A drawing in the page, all its ids and references to them with `prefix` and a dash before them. */
void page_drawing(struct page *page, const struct buffer *drawing, const char *prefix);

/* Above the map, html_filters.c: check boxes for its layers (siblings of its figure), filters for who has script. */
void page_layers(struct page *page, const char *svg);
void page_filters(struct page *page);
#endif
