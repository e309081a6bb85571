/* report/fold.h - a table's lines, and which of them may be shown when the table's total is known too.
 *
 * A line of fewer than --min-group users is folded into `rest`. Where all that is folded is still of fewer users, the
 * total less the lines that are shown would tell of them: the line of fewest users joins them. One is always enough, for
 * it has --min-group users itself.
 *
 *     users              8   6   3   12              3 is folded; alone it could be had by subtraction,
 *     shown              8   .   .   12   rest 9     so 6 is folded with it
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

/* Of contacts: line_of_row [log->count], NONE for a contact that is in no line. Cost: O(contacts). The caller releases. */
void fold_contacts(struct fold *fold, const struct audit *audit, const int *line_of_row, int lines);
/* Of cases: bit i of lines_of_case [log->case_count] is set if the user is in line i; at most 32 lines. Only users are
 * counted. Cost: O(cases x lines). */
void fold_cases(struct fold *fold, const struct audit *audit, const uint32_t *lines_of_case, int lines);
void fold_release(struct fold *fold);
#endif
