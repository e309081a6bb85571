/* Sheets: take-up and its causes, profiles, satisfaction, irritants. */
#include "base/message.h"
#include "report/audit_xlsx.h"
#include <math.h>
#include <stdlib.h>

static const struct book_column TAKE_UP_COLUMN[] = {
    { N_("Outcome"), BOOK_TEXT, N_("where the user's journey stands") },
    { N_("Users"), BOOK_COUNT, N_("how many; “–”: folded, so that nobody can be told by subtraction") },
    { N_("Share"), BOOK_SHARE, N_("of all users reported") },
};
static const struct book_column NON_TAKE_UP_COLUMN[] = {
    { N_("Cause"), BOOK_TEXT, N_("why users gave up or never started: as stated, else derived from their contacts") },
    { N_("Users"), BOOK_COUNT, N_("how many; “–”: folded, so that nobody can be told by subtraction") },
    { N_("Share"), BOOK_SHARE, N_("of those who gave up or never started") },
};

/* A line of users who are in no other line of the table. A folded one: how few it is, or that it is all but few. */
static void put_exclusive(struct tables *tables, const char *name, const struct fold_line *line, int64_t whole)
{
    book_text(tables->book, name);
    if (line->folded && audit_shown(tables->audit, line->users) && audit_shown(tables->audit, whole - line->users))
        put_hidden(tables);
    else
        put_part(tables, line->users, whole);
    if (line->folded)
        book_text(tables->book, "");
    else
        put_share_of_users(tables, line->users, whole);
    book_row_end(tables->book);
}

static void write_take_up(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    uint32_t *outcome = xcalloc(audit->log->case_count + 1, sizeof *outcome);
    for (size_t c = 0; c < audit->log->case_count; c++)
        outcome[c] = UINT32_C(1) << audit->cases[c].take_up;
    struct fold fold;
    fold_cases(&fold, audit, outcome, TAKE_UP_COUNT);
    for (int state = 0; state < TAKE_UP_COUNT; state++)
        put_exclusive(tables, _(TAKE_UP_WORD[state].name), &fold.line[state], (int64_t)audit->log->case_count);
    book_strong(tables->book, _("total"));
    book_count(tables->book, (int64_t)audit->log->case_count);
    book_row_end(tables->book);
    fold_release(&fold);
    free(outcome);
}

static bool is_not_taken_up(const struct case_finding *finding)
{
    return finding->take_up == TAKE_UP_ABANDONED || finding->take_up == TAKE_UP_NEVER_STARTED;
}

static int64_t not_taken_up(const struct audit *audit)
{
    return audit->take_up[TAKE_UP_ABANDONED] + audit->take_up[TAKE_UP_NEVER_STARTED];
}

static void write_non_take_up(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    uint32_t *cause = xcalloc(audit->log->case_count + 1, sizeof *cause);
    for (size_t c = 0; c < audit->log->case_count; c++)
        if (is_not_taken_up(&audit->cases[c]))
            cause[c] = UINT32_C(1) << audit->cases[c].non_take_up;
    struct fold fold;
    fold_cases(&fold, audit, cause, NON_TAKE_UP_COUNT);
    for (int i = 1; i <= NON_TAKE_UP_COUNT; i++) {
        int number = i % NON_TAKE_UP_COUNT;             /* not known comes last */
        if (number == NON_TAKE_UP_NONE && !fold.line[number].users)
            continue;
        put_exclusive(tables, number ? vocabulary_name(&NON_TAKE_UPS, number) : _("cause not known"), &fold.line[number],
                      not_taken_up(audit));
    }
    fold_release(&fold);
    free(cause);
}

static bool enough_not_taken_up(const struct tables *tables)
{
    return not_taken_up(tables->audit) > 0 && audit_shown(tables->audit, not_taken_up(tables->audit));
}

const struct sheet SHEET_TAKE_UP = {
    N_("Take-up"), N_("an outcome; every user has exactly one"), SHEET_COLUMNS(TAKE_UP_COLUMN), NULL, write_take_up,
};
const struct sheet SHEET_NON_TAKE_UP = {
    N_("Causes of non-take-up"), N_("a cause why users do not receive what they could"),
    SHEET_COLUMNS(NON_TAKE_UP_COLUMN), enough_not_taken_up, write_non_take_up,
};

/* --- profiles ------------------------------------------------------------------------------------------------- */

static const struct book_column PROFILE_COLUMN[] = {
    { N_("Attribute"), BOOK_TEXT, N_("what the data says of users") },
    { N_("Group"), BOOK_TEXT, N_("users of whom it says this") },
    { N_("Users"), BOOK_COUNT, N_("how many (n)") },
    { N_("Contacts per user"), BOOK_DECIMAL, N_("mean") },
    { N_("Redundant per user"), BOOK_DECIMAL, N_("mean") },
    { N_("Own time per user (minutes)"), BOOK_DECIMAL, N_("mean") },
    { N_("Unproductive per user (minutes)"), BOOK_DECIMAL, N_("mean") },
    { N_("Users who completed it"), BOOK_COUNT, N_("neither told if they nor the others of the group are few") },
    { N_("Share who completed it"), BOOK_SHARE, N_("of the group") },
    { N_("Note"), BOOK_TEXT, N_("“indicative” where they are fewer than 30") },
};

struct profile_row { struct profile_group group; const char *name; bool hidden; };      /* hidden: who completed it */

static void put_profile(struct tables *tables, const struct profile_row *row)
{
    const struct audit *audit = tables->audit;
    const struct profile_group *group = &row->group;
    struct book *book = tables->book;
    double users = (double)group->cases;
    book_text(book, event_log_text(audit->log, audit->log->attribute[group->attribute].name));
    book_text(book, row->name);
    book_count(book, group->cases);
    book_number(book, (double)group->contacts / users);
    book_number(book, (double)group->redundant / users);
    put_minutes(tables, &group->time, (double)group->time.total / users);
    put_minutes(tables, &group->time, (double)active_time_unproductive(&group->time) / users);
    if (row->hidden) {
        put_hidden(tables);
        book_text(book, "");
    } else {
        put_part(tables, group->completed, group->cases);
        put_share_of_users(tables, group->completed, group->cases);
    }
    book_text(book, group->cases < INDICATIVE_BELOW ? _("indicative") : "");
    book_row_end(book);
}

static void add_profile(struct profile_group *sum, const struct profile_group *group)
{
    sum->attribute = group->attribute;
    sum->cases += group->cases;
    sum->contacts += group->contacts;
    sum->redundant += group->redundant;
    sum->completed += group->completed;
    active_time_add(&sum->time, &group->time);
}

/* The groups of one attribute, which share no user: the small ones together, with the smallest of the others if need be.
 * row[] has room for all and one more; how many were made. */
static size_t make_rows(const struct audit *audit, const struct profile_group *group, size_t count, struct profile_row *row)
{
    struct profile_group rest = { 0 };
    size_t joins = SIZE_MAX, rows = 0;
    for (size_t i = 0; i < count; i++)
        if (!audit_shown(audit, group[i].cases))
            add_profile(&rest, &group[i]);
        else if (joins == SIZE_MAX || group[i].cases < group[joins].cases)
            joins = i;
    if (rest.cases && !audit_shown(audit, rest.cases) && joins != SIZE_MAX)
        add_profile(&rest, &group[joins]);
    else
        joins = SIZE_MAX;
    for (size_t i = 0; i < count; i++)
        if (i != joins && audit_shown(audit, group[i].cases))
            row[rows++] = (struct profile_row){
                group[i], group[i].value ? event_log_text(audit->log, group[i].value) : _("not said"), false
            };
    if (rest.cases && audit_shown(audit, rest.cases))
        row[rows++] = (struct profile_row){ rest, _("others, folded"), false };
    return rows;
}

/* All who completed it are known: where one group alone does not say how many it has, the smallest other does not either. */
static void hide_completed(const struct audit *audit, struct profile_row *row, size_t rows)
{
    size_t silent = 0, smallest = SIZE_MAX;
    for (size_t i = 0; i < rows; i++) {
        const struct profile_group *group = &row[i].group;
        int64_t without = group->cases - group->completed;
        if ((group->completed && !audit_shown(audit, group->completed)) || (without && !audit_shown(audit, without)))
            silent++;
        else if (smallest == SIZE_MAX || group->cases < row[smallest].group.cases)
            smallest = i;
    }
    if (silent == 1 && smallest != SIZE_MAX)
        row[smallest].hidden = true;
}

static void write_profile(struct tables *tables, const struct profile_group *group, size_t count)
{
    struct profile_row *row = xcalloc(count + 1, sizeof *row);
    size_t rows = make_rows(tables->audit, group, count, row);
    hide_completed(tables->audit, row, rows);
    for (size_t i = 0; i < rows; i++)
        put_profile(tables, &row[i]);
    free(row);
}

static void write_profiles(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    for (size_t i = 0, next; i < audit->profiles; i = next) {
        for (next = i; next < audit->profiles && audit->profile[next].attribute == audit->profile[i].attribute;)
            next++;
        write_profile(tables, &audit->profile[i], next - i);
    }
}

static bool any_profile(const struct tables *tables) { return tables->audit->profiles > 0; }

const struct sheet SHEET_PROFILES = {
    N_("Profiles"), N_("a group of users, by what the data says of them"),
    SHEET_COLUMNS(PROFILE_COLUMN), any_profile, write_profiles,
};

/* --- satisfaction --------------------------------------------------------------------------------------------- */

static const struct book_column SATISFACTION_COLUMN[] = {
    { N_("Of what"), BOOK_TEXT, N_("contacts that are this step at its place, or all") },
    { N_("Users"), BOOK_COUNT, N_("who answered") },
    { N_("Answers"), BOOK_COUNT, N_("contacts of which users said how satisfied they were") },
    { N_("Mean"), BOOK_DECIMAL, N_("from −2, very dissatisfied, to +2, very satisfied") },
    { N_("First quartile"), BOOK_DECIMAL, N_("a quarter of the answers is at most this; of type 7") },
    { N_("Median"), BOOK_DECIMAL, N_("half of the answers are at most this; of type 7") },
    { N_("Third quartile"), BOOK_DECIMAL, N_("three quarters of the answers are at most this; of type 7") },
    { N_("Note"), BOOK_TEXT, N_("“indicative” where they are fewer than 30") },
};

static void put_satisfaction(struct tables *tables, const char *name, const struct satisfaction *satisfaction)
{
    book_text(tables->book, name);
    put_users(tables, satisfaction->users);
    book_count(tables->book, satisfaction->answers);
    book_number(tables->book, satisfaction->mean);
    for (int i = 0; i < 3; i++)
        book_number(tables->book, satisfaction->quartile[i]);
    book_text(tables->book, satisfaction->users < INDICATIVE_BELOW ? _("indicative") : "");
    book_row_end(tables->book);
}

/* All answers are shown too, so a step alone with few of them could be had by subtraction. */
static void write_satisfaction(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    int steps = audit->journey->steps, *line_of_row = xcalloc(audit->log->count + 1, sizeof *line_of_row);
    for (size_t row = 0; row < audit->log->count; row++) {
        bool answered = audit->log->satisfaction && audit->log->satisfaction[row] != LOG_SATISFACTION_ABSENT;
        bool matched = audit->contact[row].move == MOVE_MATCH;
        line_of_row[row] = !answered ? NONE : matched ? audit->contact[row].step : steps;
    }
    struct fold fold;
    fold_contacts(&fold, audit, line_of_row, steps + 1);
    for (int s = 0; s < steps; s++)
        if (fold.line[s].users && !fold.line[s].folded)
            put_satisfaction(tables, step_title(audit->journey, s), &audit->step_satisfaction[s]);
    put_satisfaction(tables, _("all contacts"), &audit->satisfaction);
    fold_release(&fold);
    free(line_of_row);
}

static bool any_satisfaction(const struct tables *tables)
{
    return tables->audit->satisfaction.users && audit_shown(tables->audit, tables->audit->satisfaction.users);
}

const struct sheet SHEET_SATISFACTION = {
    N_("Satisfaction"), N_("a step of which enough users said how satisfied they were"),
    SHEET_COLUMNS(SATISFACTION_COLUMN), any_satisfaction, write_satisfaction,
};

/* --- irritants ------------------------------------------------------------------------------------------------ */

static const struct book_column IRRITANT_COLUMN[] = {
    { N_("Irritant"), BOOK_TEXT, N_("what annoyed, as users wrote it; case and accents aside") },
    { N_("Where"), BOOK_TEXT, N_("the step, or the kind of contacts outside the plan") },
    { N_("Verdict"), BOOK_TEXT, N_("of contacts outside the plan") },
    { N_("Users"), BOOK_COUNT, N_("who said so; irritants of few users are not listed") },
    { N_("Contacts"), BOOK_COUNT, N_("of which they said so") },
};

static void write_irritants(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    struct book *book = tables->book;
    for (size_t i = 0; i < audit->irritants; i++) {
        const struct irritant *irritant = &audit->irritant[i];
        const struct detour *detour = irritant->detour == NONE ? NULL : &audit->detour[irritant->detour];
        if (!audit_shown(audit, irritant->users))
            return;                                     /* most users come first */
        book_text(book, event_log_text(audit->log, irritant->text));
        book_text(book, detour ? detour_name(audit, detour)
                        : irritant->step != NONE ? step_title(audit->journey, irritant->step) : "");
        book_text(book, detour ? _(VERDICT_WORD[detour->verdict].name) : "");
        book_count(book, irritant->users);
        book_count(book, irritant->contacts);
        book_row_end(book);
    }
}

static bool any_irritant(const struct tables *tables)
{
    return tables->audit->irritants && audit_shown(tables->audit, tables->audit->irritant[0].users);
}

const struct sheet SHEET_IRRITANTS = {
    N_("Irritants"), N_("what annoyed enough users, at one place"),
    SHEET_COLUMNS(IRRITANT_COLUMN), any_irritant, write_irritants,
};
