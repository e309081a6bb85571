/* report/audit_xlsx.h - the sheets of audit.xlsx, in order; how to add one.
 *
 * 1. Write its columns (name, format, meaning: the first sheet lists them all) and a function that writes its rows, in one of
 *    src/report/audit_xlsx_*.c; end with one `const struct sheet SHEET_NAME`.
 * 2. Declare it here and add it to the table in src/report/audit_xlsx.c.
 *
 * The workbook is made to be shown: what describes fewer than --min-group users is said so or folded (measure/told.h, fold.h), nobody is
 * named unless --names asks for it. A sheet is only written if enough users are reported at all.
 */
#ifndef PARCOURS_REPORT_AUDIT_XLSX_H
#define PARCOURS_REPORT_AUDIT_XLSX_H
#include "measure/shown.h"
#include "report/book.h"
#include "report/fold.h"
#include "report/measured.h"
#include "report/say.h"
#include "report/writer.h"

enum { SHEET_ROWS_MAXIMUM = 100000 };   /* of users or contacts, with --names: more are in the CSV files only */

struct tables {
    struct book *book;
    const struct report *report;
    const struct audit *audit;
    struct shown shown;
    struct arena arena;
};
struct sheet {
    const char *name;                   /* N_(); at most 31 characters in each language, none of []:*?/\ */
    const char *about;                  /* N_(): what a row is */
    const struct book_column *column; int columns;
    bool (*wanted)(const struct tables *tables);        /* NULL: always */
    void (*write)(struct tables *tables);
};
#define SHEET_COLUMNS(column) (column), (int)(sizeof(column) / sizeof *(column))

extern const struct sheet SHEET_HEADLINES, SHEET_STEPS, SHEET_DELAYS,                       /* audit_xlsx_journey.c */
    SHEET_REDUNDANT, SHEET_OTHER, SHEET_VERDICTS, SHEET_CAUSES, SHEET_UNMATCHED,            /* audit_xlsx_contacts.c */
    SHEET_INSTITUTIONS, SHEET_CHANNELS, SHEET_HAND_OFFS, SHEET_DOCUMENTS,                   /* audit_xlsx_institutions.c */
    SHEET_OWN_TIME, SHEET_ELAPSED,                                                          /* audit_xlsx_time.c */
    SHEET_TAKE_UP, SHEET_NON_TAKE_UP, SHEET_PROFILES, SHEET_SATISFACTION, SHEET_IRRITANTS,  /* audit_xlsx_users.c */
    SHEET_INTERLOCUTORS, SHEET_AT_ONCE, SHEET_NEEDS_BY_STEP, SHEET_NEEDS_BY_INSTITUTION,    /* audit_xlsx_needs.c */
    SHEET_COSTS, SHEET_CHANNEL_COSTS, SHEET_PLAN, SHEET_ACCESS,                             /* audit_xlsx_costs.c, _plan.c */
    SHEET_SIDE_BY_SIDE, SHEET_VIEWPOINT,                                                    /* audit_xlsx_compared.c */
    SHEET_OTHER_RULES, SHEET_STATED,                                                        /* audit_xlsx_sensitivity.c */
    SHEET_USERS, SHEET_CONTACTS;                                                            /* audit_xlsx_names.c */
extern const struct sheet *const SHEETS[];              /* ends with NULL */
void sheet_read_me(struct tables *tables);              /* audit_xlsx_read_me.c: the first sheet */

/* Cells, protected; each is one cell. */
void put_told(struct tables *tables, int64_t users, enum telling telling);      /* a count, or in words */
void put_share(struct tables *tables, int64_t part, int64_t whole, bool told);  /* a share of users; else an empty cell */
void put_minutes(struct tables *tables, const struct active_time *time, double seconds);   /* empty if nothing of it is known */
void put_hidden(struct tables *tables);                                         /* "–" */
/* Users, then contacts, minutes in all, minutes a user: the four cells of a group of contacts. */
void put_group(struct tables *tables, enum telling telling, int64_t users, int64_t contacts, const struct active_time *time);
/* Estimates, rounded as the report says them; what it does not tell, and what is none, is "–" (measured.h, told_subjects.h). */
void put_measured(struct tables *tables, double value, enum measured_as as);
void put_estimate(struct tables *tables, const struct estimate *estimate, bool told, enum measured_as as);  /* value, from, to */
struct estimate estimate_of_mean(const struct summary *summary);
const char *measured_unit(enum measured_as as);         /* translated: minutes, days, hours, euros, share; "" of a number */
/* Of what was folded: the users of `rest`, each counted once. */
enum telling rest_telling(const struct tables *tables, const struct fold *fold);
#endif
