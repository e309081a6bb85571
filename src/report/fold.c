#include "report/fold.h"
#include <stdlib.h>

/* Fold what is not told; true if something was. */
static bool fold_untold(struct fold *fold, const bool *told)
{
    for (int i = 0; i < fold->lines; i++)
        if (fold->line[i].users && !told[i]) {
            fold->line[i].folded = true;
            fold->folded++;
        }
    return fold->folded > 0;
}

static void count_contact(struct fold_line *line, const struct contact_finding *finding, int64_t user)
{
    line->contacts++;
    line->redundant += verdict_redundant(finding->verdict);
    active_time_add(&line->time, &finding->time);
    line->users += line->last_case != user;
    line->last_case = user;
}

/* Into their lines, or (rest) the folded ones into the rest. */
static void count_contacts(struct fold *fold, const struct audit *audit, const int *line_of_row, bool rest)
{
    fold->rest = (struct fold_line){ 0 };
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            int line = line_of_row[row];
            if (line == NONE || (rest && !fold->line[line].folded))
                continue;
            count_contact(rest ? &fold->rest : &fold->line[line], &audit->contact[row], (int64_t)c + 1);
        }
}

void fold_contacts(struct fold *fold, const struct audit *audit, const int *line_of_row, int lines, const bool *told)
{
    *fold = (struct fold){ .line = xcalloc((size_t)lines + 1, sizeof *fold->line), .lines = lines };
    count_contacts(fold, audit, line_of_row, false);
    if (fold_untold(fold, told))
        count_contacts(fold, audit, line_of_row, true);
}

static void count_rest(struct fold *fold, const struct audit *audit, const uint32_t *lines_of_case)
{
    uint32_t folded = 0;
    for (int i = 0; i < fold->lines; i++)
        folded |= (uint32_t)fold->line[i].folded << i;
    fold->rest.users = 0;
    for (size_t c = 0; c < audit->log->case_count; c++)
        fold->rest.users += (lines_of_case[c] & folded) != 0;
}

void fold_cases(struct fold *fold, const struct audit *audit, const uint32_t *lines_of_case, int lines, const bool *told)
{
    *fold = (struct fold){ .line = xcalloc((size_t)lines + 1, sizeof *fold->line), .lines = lines };
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (int i = 0; i < lines; i++)
            fold->line[i].users += lines_of_case[c] >> i & 1;
    if (fold_untold(fold, told))
        count_rest(fold, audit, lines_of_case);
}

void fold_release(struct fold *fold)
{
    free(fold->line);
    *fold = (struct fold){ 0 };
}
