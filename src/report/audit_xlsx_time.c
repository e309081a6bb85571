/* Sheets: the two accounts, the users' own minutes and the days that pass. */
#include "base/message.h"
#include "report/audit_xlsx.h"
#include <math.h>
#include <stdlib.h>

enum {
    OWN_PRODUCTIVE,
    OWN_RELATION,
    OWN_AUTONOMY,
    OWN_CAUSES,                                         /* then unproductive, a line a cause */
    OWN_CLASSES = OWN_CAUSES + CAUSE_COUNT - 1,
};

static const struct book_column OWN_COLUMN[] = {
    { N_("Class"), BOOK_TEXT, N_("every minute is in exactly one") },
    { N_("Cause"), BOOK_TEXT, N_("of unproductive time") },
    { N_("Planned (minutes)"), BOOK_DECIMAL, N_("what the reference run asks of one user; empty if the plan does not say") },
    { N_("Lived, mean (minutes)"), BOOK_DECIMAL, N_("per user who completed the journey; means add up") },
    { N_("All users together (minutes)"), BOOK_DECIMAL, N_("with those who did not complete it") },
    { N_("Share"), BOOK_SHARE, N_("of the time of all users together") },
    { N_("Users"), BOOK_COUNT, N_("with time of that class; “–”: folded, so that nobody can be told by subtraction") },
};

static int64_t own_seconds(const struct active_time *time, int class)
{
    switch (class) {
    case OWN_PRODUCTIVE: return time->productive;
    case OWN_RELATION: return time->relation;
    case OWN_AUTONOMY: return time->autonomy;
    default: return time->unproductive[class - OWN_CAUSES + 1];
    }
}

static const char *own_name(int class)
{
    static const char *const name[] = { N_("productive"), N_("relation"), N_("autonomy") };
    return class < OWN_CAUSES ? _(name[class]) : _("unproductive");
}

/* The classes each user has time of; `completed`: of those who completed only. */
static uint32_t *own_classes_of_cases(const struct audit *audit, bool completed)
{
    uint32_t *classes = xcalloc(audit->log->case_count + 1, sizeof *classes);
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (int class = 0; class < OWN_CLASSES; class++)
            if ((!completed || audit->cases[c].take_up == TAKE_UP_COMPLETED) &&
                own_seconds(&audit->cases[c].time, class) > 0)
                classes[c] |= UINT32_C(1) << class;
    return classes;
}

/* Of what is told of the classes, here and in the report; `lived`: of those who completed by cause too. */
static bool fold_own_time(struct fold *fold, const struct audit *audit)
{
    const struct told *decided = audit->told;
    bool told[OWN_CLASSES], lived = true;
    told[OWN_PRODUCTIVE] = decided->active_all && decided->relation && decided->autonomy;
    told[OWN_RELATION] = decided->active_all && decided->relation;
    told[OWN_AUTONOMY] = decided->active_all && decided->autonomy;
    for (int class = OWN_CAUSES; class < OWN_CLASSES; class++)
        told[class] = decided->active_all && decided->unproductive[class - OWN_CAUSES + 1];
    struct fold completed;
    uint32_t *of_all = own_classes_of_cases(audit, false), *of_completed = own_classes_of_cases(audit, true);
    fold_cases(fold, audit, of_all, OWN_CLASSES, told);
    fold_cases(&completed, audit, of_completed, OWN_CLASSES, told);
    for (int class = OWN_CAUSES; class < OWN_CLASSES; class++)
        lived = lived && protection_enough(completed.line[class].users, decided->least) &&
                protection_apart(completed.line[class].users, fold->line[class].users, decided->least);
    fold_release(&completed);
    free(of_all);
    free(of_completed);
    return lived;
}

static void put_own_figures(struct tables *tables, int64_t planned, int64_t lived, int64_t all)
{
    const struct audit *audit = tables->audit;
    int64_t completed = audit->take_up[TAKE_UP_COMPLETED];
    bool some = completed && audit_shown(audit, completed);
    book_number(tables->book, planned_time_unknown(audit) ? NAN : (double)planned / 60);
    double mean = some && lived >= 0 ? (double)lived / 60 / (double)completed : NAN;    /* exact, it would tell how many */
    book_number(tables->book, audit_completed(audit, false) ? mean : round(mean));
    book_number(tables->book, (double)all / 60);
    book_number(tables->book, audit->time.total ? (double)all / (double)audit->time.total : NAN);
}

static void put_own_class(struct tables *tables, int class, const struct fold_line *line, bool lived)
{
    const struct audit *audit = tables->audit;
    int64_t planned = own_seconds(&audit->theory.time, class);
    book_text(tables->book, own_name(class));
    book_text(tables->book, class < OWN_CAUSES ? "" : _(CAUSE_WORD[class - OWN_CAUSES + 1].name));
    if (line->folded) {
        book_number(tables->book, planned_time_unknown(audit) ? NAN : (double)planned / 60);
        for (int i = 0; i < 3; i++)
            put_hidden(tables);
    } else {
        put_own_figures(tables, planned, lived || class < OWN_CAUSES ? own_seconds(&audit->completed_time, class) : -1,
                        own_seconds(&audit->time, class));
    }
    put_told(tables, line->users, line->folded ? TOLD_FOLDED : told_part(audit->told, line->users));
    book_row_end(tables->book);
}

static void write_own_time(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    int64_t planned = 0, lived = 0, all = 0;
    struct fold fold;
    bool by_cause = fold_own_time(&fold, audit);
    for (int class = 0; class < OWN_CLASSES; class++) {
        put_own_class(tables, class, &fold.line[class], by_cause);
        if (!fold.line[class].folded)
            continue;
        planned += own_seconds(&audit->theory.time, class);
        lived += own_seconds(&audit->completed_time, class);
        all += own_seconds(&audit->time, class);
    }
    if (fold.folded) {
        book_strong(tables->book, _("folded ones together"));
        book_text(tables->book, "");
        put_own_figures(tables, planned, by_cause ? lived : -1, all);
        book_row_end(tables->book);
    }
    book_strong(tables->book, _("total"));
    book_text(tables->book, "");
    put_own_figures(tables, audit->theory.time.total, audit->completed_time.total, audit->time.total);
    book_row_end(tables->book);
    fold_release(&fold);
}

static bool own_time_known(const struct tables *tables) { return !own_time_unknown(tables->audit); }

const struct sheet SHEET_OWN_TIME = {
    N_("Users' own time"), N_("a class of the users' own time; what is estimated or unknown of it stands on the first sheet"),
    SHEET_COLUMNS(OWN_COLUMN), own_time_known, write_own_time,
};

/* --- the days that pass --------------------------------------------------------------------------------------- */

static const struct book_column ELAPSED_COLUMN[] = {
    { N_("Class"), BOOK_TEXT, N_("every instant from a user's first contact to the last is in exactly one") },
    { N_("Meaning"), BOOK_TEXT, N_("in one phrase") },
    { N_("Lived, mean (days)"), BOOK_DECIMAL, N_("per user who completed the journey and gave dates; means add up") },
    { N_("Share"), BOOK_SHARE, N_("of the days of these users") },
    { N_("Users"), BOOK_COUNT, N_("with time of that class; “–”: folded, so that nobody can be told by subtraction") },
};

static uint32_t *elapsed_classes_of_cases(const struct audit *audit)
{
    uint32_t *classes = xcalloc(audit->log->case_count + 1, sizeof *classes);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        const struct case_finding *finding = &audit->cases[c];
        if (finding->take_up != TAKE_UP_COMPLETED || !finding->dated)
            continue;
        for (int class = 0; class < ELAPSED_COUNT; class++)
            classes[c] |= (uint32_t)(finding->elapsed[class] > 0) << class;
    }
    return classes;
}

static void put_elapsed(struct tables *tables, int64_t seconds, int64_t total)
{
    double mean = (double)seconds / DAY_SECONDS / (double)tables->audit->completed_dated;
    book_number(tables->book, audit_completed(tables->audit, true) ? mean : round(mean * 10) / 10);
    book_number(tables->book, total ? (double)seconds / (double)total : NAN);
}

static void write_elapsed(struct tables *tables)
{
    static const char *const name[] = { N_("in contact"), N_("announced wait"), N_("overrun"), N_("own time") };
    static const char *const meaning[] = {
        N_("contacts whose start and end time are known"), N_("an announced wait is running"),
        N_("a wait has outlasted what was announced"), N_("nothing is awaited: the user's own pace"),
    };
    const struct audit *audit = tables->audit;
    uint32_t *classes = elapsed_classes_of_cases(audit);
    int64_t total = 0, rest = 0;
    struct fold fold;
    fold_cases(&fold, audit, classes, ELAPSED_COUNT, audit->told->elapsed);
    for (int class = 0; class < ELAPSED_COUNT; class++)
        total += audit->completed_elapsed_class[class];
    for (int class = 0; class < ELAPSED_COUNT; class++) {
        book_text(tables->book, _(name[class]));
        book_text(tables->book, _(meaning[class]));
        if (fold.line[class].folded) {
            rest += audit->completed_elapsed_class[class];
            put_hidden(tables);
            put_hidden(tables);
        } else {
            put_elapsed(tables, audit->completed_elapsed_class[class], total);
        }
        put_told(tables, fold.line[class].users,
                 fold.line[class].folded      ? TOLD_FOLDED
                 : !audit_completed(audit, true) ? few_or_folded(audit, fold.line[class].users, false)
                                              : protection_of(fold.line[class].users, audit->completed_dated,
                                                              audit->options.min_group));
        book_row_end(tables->book);
    }
    for (int line = !fold.folded; line < 2; line++) {
        book_strong(tables->book, line ? _("total") : _("folded ones together"));
        book_text(tables->book, "");
        put_elapsed(tables, line ? total : rest, total);
        put_told(tables, line ? audit->completed_dated : fold.rest.users,
                 !audit_completed(audit, true) ? TOLD_FOLDED
                                               : protection_of(line ? audit->completed_dated : fold.rest.users,
                                                               audit->completed_dated, audit->options.min_group));
        book_row_end(tables->book);
    }
    fold_release(&fold);
    free(classes);
}

static bool any_elapsed(const struct tables *tables)
{
    return tables->audit->completed_dated && audit_shown(tables->audit, tables->audit->completed_dated);
}

const struct sheet SHEET_ELAPSED = {
    N_("Time that passes"), N_("a class of the days from a user's first contact to the last"),
    SHEET_COLUMNS(ELAPSED_COLUMN), any_elapsed, write_elapsed,
};
