/* Sheets: how complex the plan is by itself, who can do each of its steps. Nothing of users in them. */
#include "base/message.h"
#include "report/audit_xlsx.h"
#include <math.h>

static const struct book_column PLAN_COLUMN[] = {
    { N_("Of the plan"), BOOK_TEXT,
      N_("counts, not a score: what users find complicated is asked of them; repeated parts count once") },
    { N_("Unit"), BOOK_TEXT, N_("where it is no plain number") },
    { N_("How many"), BOOK_COUNT, N_("of the journey file, whoever lived it") },
};

static void put_count(struct tables *tables, const char *what, double count)
{
    book_text(tables->book, what);
    book_text(tables->book, "");
    book_number(tables->book, count);
    book_row_end(tables->book);
}

static void put_runs(struct tables *tables, double runs)
{
    book_text(tables->book, _("Different ways through"));
    book_text(tables->book, "");
    if (isfinite(runs) && runs < RUNS_MAXIMUM)
        book_number(tables->book, runs);
    else
        book_text(tables->book, isfinite(runs) ? _("too many to count") : _("not countable"));
    book_row_end(tables->book);
}

static void write_plan(struct tables *tables)
{
    const struct plan *plan = &tables->audit->measures->plan;
    const struct accessibility *access = &tables->audit->measures->accessibility;
    put_count(tables, _("Steps with the user"), plan->by_user + plan->by_institution);
    put_count(tables, _("Steps without the user"), plan->automatic);
    put_count(tables, _("Institutions"), plan->institutions);
    put_count(tables, _("Contacts along the reference run"), (double)plan->reference_contacts);
    put_count(tables, _("Changes of institution along it"), (double)plan->hand_offs);
    put_count(tables, _("Choices"), plan->choices);
    put_count(tables, _("Optional parts"), plan->optionals);
    put_count(tables, _("Parts that can be repeated"), plan->repeats);
    put_runs(tables, plan->runs);
    put_count(tables, _("Documents asked for"), plan->documents);
    put_count(tables, _("Times a document is asked for"), plan->requests);
    book_text(tables->book, _("Longest way through, announced waits only"));
    book_text(tables->book, measured_unit(AS_DAYS));
    put_measured(tables, plan->longest == SECONDS_ABSENT ? NAN : (double)plan->longest, AS_DAYS);
    book_row_end(tables->book);
    if (!access->steps)
        return;
    put_count(tables, _("Steps with the user that say a channel"), (double)access->steps);
    put_count(tables, _("of them, that nobody can do without internet"), (double)access->online_only);
    put_count(tables, _("the same along the reference run"), (double)access->reference_steps);
    put_count(tables, _("of them, that nobody can do without internet"), (double)access->reference_online_only);
}

const struct sheet SHEET_PLAN = {
    N_("Plan by itself"), N_("a count of the planned journey"), SHEET_COLUMNS(PLAN_COLUMN), NULL, write_plan,
};

/* --- who can do each step ----------------------------------------------------------------------------------------- */

static const struct book_column ACCESS_COLUMN[] = {
    { N_("Step"), BOOK_TEXT, N_("of the plan, in its order, with the user") },
    { N_("Without internet"), BOOK_TEXT,
      N_("channels left to someone who has none: counter, phone, mail, text message, kiosk, home visit, helper") },
    { N_("Note"), BOOK_TEXT, N_("“web only”, “online only”, “counter only” where there is no other way") },
    { N_("Travel (minutes)"), BOOK_DECIMAL, N_("as the plan says; “–” where it does not") },
    { N_("Queue (minutes)"), BOOK_DECIMAL, N_("as the plan says; “–” where it does not") },
    { N_("Fee (euros)"), BOOK_EUROS, N_("as the plan says; “–” where it does not") },
    { N_("Announced (days)"), BOOK_DECIMAL,
      N_("the wait the plan announces; a month counts its mean length, 30.4 days") },
    { N_("Documents"), BOOK_COUNT, N_("to be handed over; opening hours are not in a journey, so they are not known") },
};

static const char *offline_channels(struct tables *tables, const struct step *step, const struct access *access)
{
    struct buffer text = { 0 };
    for (int i = 0; i < access->offline_count; i++)
        buffer_printf(&text, "%s%s", i ? ", " : "", vocabulary_name(&CHANNELS, (int)access->offline[i]));
    const char *kept = arena_strdup(&tables->arena, buffer_text(&text));
    buffer_release(&text);
    return access->offline_count ? kept : step->channels ? _("none") : _("not said");
}

static double seconds_given(int64_t seconds) { return seconds == SECONDS_ABSENT ? NAN : (double)seconds; }

static void put_access(struct tables *tables, int number)
{
    const struct step *step = &tables->audit->journey->step[number];
    const struct access *access = &tables->audit->measures->accessibility.step[number];
    struct book *book = tables->book;
    book_text(book, step_title(tables->audit->journey, number));
    book_text(book, offline_channels(tables, step, access));
    book_text(book, access->web_only       ? _("web only")
                    : access->online_only  ? _("online only")
                    : access->counter_only ? _("counter only")
                                           : "");
    put_measured(tables, seconds_given(access->travel), AS_MINUTES);
    put_measured(tables, seconds_given(access->queue), AS_MINUTES);
    put_measured(tables, access->fee > 0 ? access->fee : NAN, AS_EUROS);
    if (duration_given(access->announced))
        book_number(book, (double)duration_nominal_seconds(access->announced) / DAY_SECONDS);
    else
        put_hidden(tables);
    book_count(book, access->documents);
    book_row_end(book);
}

static void write_access(struct tables *tables)
{
    for (int s = 0; s < tables->audit->journey->steps; s++)
        if (!tables->audit->journey->step[s].automatic)
            put_access(tables, s);
}

static bool any_access(const struct tables *tables) { return tables->audit->measures->accessibility.steps > 0; }

const struct sheet SHEET_ACCESS = {
    N_("Who can do each step"), N_("a step of the plan that the user takes part in"),
    SHEET_COLUMNS(ACCESS_COLUMN), any_access, write_access,
};
