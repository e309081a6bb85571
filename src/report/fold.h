/* report/fold.h - a table's lines, counted, with those that may not be told (measure/told.h) folded into `rest`.
 */
#ifndef PARCOURS_REPORT_FOLD_H
#define PARCOURS_REPORT_FOLD_H
#include "measure/audit.h"

struct fold_line {
    int64_t users, contacts, redundant;     /* users: distinct */
    struct active_time time;
    bool folded;
    int64_t last_case;                      /* while counting: number of the last case seen, from 1 */
};
struct fold {
    struct fold_line *line; int lines;
    struct fold_line rest;                  /* the folded ones together; users: distinct */
    int folded;                             /* how many */
};

/* Of contacts: line_of_row [log->count], NONE for a contact that is in no line; told [lines]. Cost: O(contacts). The caller
 * releases. */
void fold_contacts(struct fold *fold, const struct audit *audit, const int *line_of_row, int lines, const bool *told);
/* Of cases: bit i of lines_of_case [log->case_count] is set if the user is in line i; at most 32 lines. Only users are
 * counted. Cost: O(cases x lines). */
void fold_cases(struct fold *fold, const struct audit *audit, const uint32_t *lines_of_case, int lines, const bool *told);
void fold_release(struct fold *fold);
#endif
