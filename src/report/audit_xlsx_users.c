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

static void put_folded(struct tables *tables, int64_t users, int64_t whole)
{
    if (!users)
        return;
    book_strong(tables->book, _("folded ones together"));
    book_count(tables->book, users);
    put_share(tables, users, whole, true);
    book_row_end(tables->book);
}

static void write_take_up(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    const struct told *told = audit->told;
    int64_t users = said_users(audit);
    for (int state = 0; state < TAKE_UP_COUNT; state++) {
        book_text(tables->book, _(TAKE_UP_WORD[state].name));
        put_told(tables, audit->take_up[state], told->take_up[state]);
        put_share(tables, audit->take_up[state], users, told->take_up[state] == TOLD);
        book_row_end(tables->book);
    }
    put_folded(tables, told->take_up_folded, users);
    book_strong(tables->book, told->all ? _("total") : _("total of those with a contact"));
    book_count(tables->book, users);
    book_row_end(tables->book);
}

static int64_t not_taken_up(const struct audit *audit)
{
    return audit->take_up[TAKE_UP_ABANDONED] + audit->take_up[TAKE_UP_NEVER_STARTED];
}

static void write_non_take_up(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    int64_t left = not_taken_up(audit), folded = 0;
    for (int cause = NON_TAKE_UP_NONE + 1; cause <= NON_TAKE_UP_COUNT; cause++) {
        bool unknown = cause == NON_TAKE_UP_COUNT, fold = audit->told->cause_folded[cause];
        int64_t users = unknown ? left : audit->non_take_up[cause];
        left -= users;
        folded += fold ? users : 0;
        if (unknown && !users)
            continue;
        book_text(tables->book, unknown ? _("cause not known") : vocabulary_name(&NON_TAKE_UPS, cause));
        put_told(tables, users, fold ? TOLD_FOLDED : TOLD);
        put_share(tables, users, not_taken_up(audit), !fold);
        book_row_end(tables->book);
    }
    put_folded(tables, folded, not_taken_up(audit));
}

static bool enough_not_taken_up(const struct tables *tables)
{
    return not_taken_up(tables->audit) > 0 && tables->audit->told->causes;
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

static void put_profile(struct tables *tables, const struct profile_group *group, const char *name, enum telling completed)
{
    const struct audit *audit = tables->audit;
    struct book *book = tables->book;
    double users = (double)group->cases;
    book_text(book, event_log_text(audit->log, audit->log->attribute[group->attribute].name));
    book_text(book, name);
    book_count(book, group->cases);
    book_number(book, (double)group->contacts / users);
    book_number(book, (double)group->redundant / users);
    put_minutes(tables, &group->time, (double)group->time.total / users);
    put_minutes(tables, &group->time, (double)active_time_unproductive(&group->time) / users);
    put_told(tables, group->completed, completed);
    put_share(tables, group->completed, group->cases, completed == TOLD);
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

/* The groups of one attribute, which share no user. */
static void write_profile(struct tables *tables, size_t first, size_t end)
{
    const struct audit *audit = tables->audit;
    struct profile_group rest = { 0 };
    for (size_t i = first; i < end; i++) {
        const struct profile_group *group = &audit->profile[i];
        if (audit->told->profile[i])
            put_profile(tables, group, group->value ? event_log_text(audit->log, group->value) : _("not said"),
                        audit->told->profile_completed[i]);
        else
            add_profile(&rest, group);
    }
    if (rest.cases && audit->told->profile_others[first])
        put_profile(tables, &rest, _("others, folded"), audit->told->others_completed[first]);
}

static void write_profiles(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    for (size_t i = 0, next; i < audit->profiles; i = next) {
        for (next = i; next < audit->profiles && audit->profile[next].attribute == audit->profile[i].attribute;)
            next++;
        write_profile(tables, i, next);
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

static void put_satisfaction(struct tables *tables, const char *name, const struct satisfaction *satisfaction,
                             enum telling telling)
{
    book_text(tables->book, name);
    put_told(tables, satisfaction->users, telling);
    book_count(tables->book, satisfaction->answers);
    book_number(tables->book, satisfaction->mean);
    for (int i = 0; i < 3; i++)
        book_number(tables->book, satisfaction->quartile[i]);
    book_text(tables->book, satisfaction->users < INDICATIVE_BELOW ? _("indicative") : "");
    book_row_end(tables->book);
}

static void write_satisfaction(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    for (int s = 0; s < audit->journey->steps; s++) {
        if (!audit_answers(audit, s, NONE))
            continue;
        enum telling telling = told_part(audit->told, audit->step_satisfaction[s].users);
        if (telling == TOLD && !protection_apart(audit->step_satisfaction[s].users, audit->step[s].cases, audit->told->least))
            telling = TOLD_FOLDED;      /* who did it and did not answer */
        put_satisfaction(tables, step_title(audit->journey, s), &audit->step_satisfaction[s], telling);
    }
    put_satisfaction(tables, _("all contacts"), &audit->satisfaction, told_part(audit->told, audit->satisfaction.users));
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
        if (detour && !audit_told(audit, (size_t)irritant->detour))
            continue;
        book_text(book, event_log_text(audit->log, irritant->text));
        book_text(book, detour ? detour_name(audit, detour)
                        : irritant->step != NONE ? step_title(audit->journey, irritant->step) : "");
        book_text(book, detour ? _(VERDICT_WORD[detour->verdict].name) : "");
        int64_t whole = detour ? detour->users : irritant->step != NONE ? audit->step[irritant->step].cases : irritant->users;
        put_told(tables, irritant->users, protection_of(irritant->users, whole, audit->options.min_group));
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
