/* Sheets: the headline figures, the steps of the plan, the delays. */
#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/audit_xlsx.h"
#include <math.h>
#include <stdlib.h>

static const struct book_column HEADLINE_COLUMN[] = {
    { N_("Figure"), BOOK_TEXT, N_("what is measured, per user") },
    { N_("Unit"), BOOK_TEXT, N_("of all numbers of the row") },
    { N_("Of whom"), BOOK_TEXT, N_("users who completed the journey, or all who had a contact") },
    { N_("Mean"), BOOK_DECIMAL, N_("over these users") },
    { N_("Interval of the mean, from"), BOOK_DECIMAL, N_("95 in 100 intervals made so hold it: percentile bootstrap over users, 2,000 draws") },
    { N_("Interval of the mean, to"), BOOK_DECIMAL, N_("95 in 100 intervals made so hold it: percentile bootstrap over users, 2,000 draws") },
    { N_("Median"), BOOK_DECIMAL, N_("half of the users have at most this; of type 7") },
    { N_("9 in 10 below"), BOOK_DECIMAL, N_("the ninth decile, of type 7") },
    { N_("Planned"), BOOK_DECIMAL, N_("what the reference run of the plan promises; empty where the plan says nothing") },
    { N_("Users"), BOOK_COUNT, N_("how many the row is about (n)") },
    { N_("Note"), BOOK_TEXT, N_("“indicative” where they are fewer than 30") },
};
enum { IN_CONTACTS, IN_MINUTES, IN_DAYS };
struct headline { const char *figure; int unit; bool completed; const struct summary *summary; double planned; };

static enum telling headline_telling(const struct audit *audit, const struct headline *headline)
{
    if (!audit_shown(audit, headline->summary->n))
        return headline->summary->n ? TOLD_FEWER : TOLD;
    if (headline->completed)
        return audit_completed(audit, headline->unit == IN_DAYS) ? TOLD : TOLD_FOLDED;
    return headline->unit == IN_DAYS ? audit->told->undated == TOLD_FEWER ? TOLD_ALL_BUT : audit->told->undated : TOLD;
}

static double rounded(double value, double step) { return step > 0 ? round(value / step) * step : value; }

static void put_headline(struct tables *tables, const struct headline *headline)
{
    static const char *const unit[] = { N_("contacts"), N_("minutes"), N_("days") };
    static const double divisor[] = { 1, 60, DAY_SECONDS };
    struct book *book = tables->book;
    const struct summary *summary = headline->summary;
    double divide = divisor[headline->unit], shown = summary_shown(tables->audit, summary) ? 1 / divide : NAN;
    enum telling telling = headline_telling(tables->audit, headline);
    double step = telling == TOLD ? 0 : 0.1;            /* an exact mean of so few numbers would tell how many they are */
    book_text(book, _(headline->figure));
    book_text(book, _(unit[headline->unit]));
    book_text(book, headline->completed ? _("users who completed it") : _("all users with a contact"));
    book_number(book, rounded(summary->mean * shown, step));
    book_number(book, rounded(summary->ci95[0] * shown, step));
    book_number(book, rounded(summary->ci95[1] * shown, step));
    book_number(book, rounded(summary->median * shown, step));
    book_number(book, rounded(summary->p90 * shown, step));
    book_number(book, headline->planned / divide);
    put_told(tables, summary->n, telling);
    book_text(book, summary->n && summary->n < INDICATIVE_BELOW ? _("indicative") : "");
    book_row_end(book);
}

static void write_headlines(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    const struct theory *theory = &audit->theory;
    bool untimed = planned_time_unknown(audit);
    double active = untimed ? NAN : (double)theory->time.total;
    double unproductive = untimed ? NAN : (double)active_time_unproductive(&theory->time);
    double elapsed = theory->announces ? (double)theory->elapsed_seconds : NAN;
    const struct headline headlines[] = {
        { N_("contacts"), IN_CONTACTS, true, &audit->completed_contacts, (double)theory->contacts },
        { N_("redundant contacts"), IN_CONTACTS, true, &audit->completed_redundant, 0 },
        { N_("user's own time"), IN_MINUTES, true, &audit->completed_active, active },
        { N_("unproductive time"), IN_MINUTES, true, &audit->completed_unproductive, unproductive },
        { N_("from first to last contact"), IN_DAYS, true, &audit->completed_elapsed, elapsed },
        { N_("contacts"), IN_CONTACTS, false, &audit->contacts_per_case, NAN },
        { N_("redundant contacts"), IN_CONTACTS, false, &audit->redundant_per_case, NAN },
        { N_("user's own time"), IN_MINUTES, false, &audit->active_per_case, NAN },
        { N_("unproductive time"), IN_MINUTES, false, &audit->unproductive_per_case, NAN },
        { N_("from first to last contact"), IN_DAYS, false, &audit->elapsed_per_case, NAN },
    };
    for (size_t i = 0; i < sizeof headlines / sizeof *headlines; i++)
        if (headlines[i].unit != IN_MINUTES || !own_time_unknown(audit))
            put_headline(tables, &headlines[i]);
}

const struct sheet SHEET_HEADLINES = {
    N_("Headline figures"), N_("a figure per user, beside what the plan promises"),
    SHEET_COLUMNS(HEADLINE_COLUMN), NULL, write_headlines,
};

/* --- steps ---------------------------------------------------------------------------------------------------- */

static const struct book_column STEP_COLUMN[] = {
    { N_("Step"), BOOK_TEXT, N_("of the plan, in its order") },
    { N_("Institution"), BOOK_TEXT, N_("with whom it is done") },
    { N_("Channels"), BOOK_TEXT, N_("how it can be done, the preferred one first") },
    { N_("Planned own time (minutes)"), BOOK_DECIMAL, N_("the contact, its queue and travel as planned") },
    { N_("Users who did it"), BOOK_COUNT, N_("with a contact that is this step, at its place") },
    { N_("Users who skipped it"), BOOK_COUNT, N_("went on without a contact for it") },
    { N_("Users with a contact about it"), BOOK_COUNT, N_("planned or not") },
    { N_("Contacts about it"), BOOK_COUNT, N_("planned or not; “–”: folded, so that nobody can be told by subtraction") },
    { N_("of them redundant"), BOOK_COUNT, N_("contacts about it that are redundant") },
    { N_("Own time (minutes)"), BOOK_DECIMAL, N_("of all users together, in contacts about it") },
};

static const char *channel_names(struct tables *tables, const struct step *step)
{
    struct buffer text = { 0 };
    for (int i = 0; i < step->channels; i++)
        buffer_printf(&text, "%s%s", i ? ", " : "", vocabulary_name(&CHANNELS, (int)step->via[i]));
    const char *kept = arena_strdup(&tables->arena, buffer_text(&text));
    buffer_release(&text);
    return kept;
}

static double planned_minutes(const struct step *step)
{
    bool said = step->takes >= 0 || step->queue >= 0 || step->travel >= 0;
    int64_t seconds = (step->takes > 0 ? step->takes : 0) + (step->queue > 0 ? step->queue : 0) +
                      (step->travel > 0 ? step->travel : 0);
    return said ? (double)seconds / 60 : NAN;
}

static void put_step(struct tables *tables, int number, const struct fold_line *line)
{
    const struct audit *audit = tables->audit;
    const struct step *step = &audit->journey->step[number];
    struct book *book = tables->book;
    book_text(book, step_title(audit->journey, number));
    book_text(book, institution_name(audit->journey, step->institution));
    book_text(book, channel_names(tables, step));
    book_number(book, planned_minutes(step));
    if (step->automatic) {
        for (int i = 0; i < 2; i++)
            put_hidden(tables);                         /* nobody does it */
    } else {
        put_told(tables, audit->step[number].cases, audit->told->step_done[number]);
        put_told(tables, audit->step[number].skipped_cases, audit->told->step_skipped[number]);
    }
    put_told(tables, line->users, line->folded ? TOLD_FOLDED : told_step_users(audit, number, line->users));
    if (line->folded) {
        for (int i = 0; i < 3; i++)
            put_hidden(tables);
    } else {
        book_count(book, line->contacts);
        if (audit->told->step_redundant[number])
            book_count(book, line->redundant);
        else
            put_hidden(tables);
        put_minutes(tables, &line->time, (double)line->time.total);
    }
    book_row_end(book);
}

/* All contacts are of a step or of none, and all of them together are known. */
static void write_steps(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    int steps = audit->journey->steps, *line_of_row = xcalloc(audit->log->count + 1, sizeof *line_of_row);
    for (size_t row = 0; row < audit->log->count; row++)
        line_of_row[row] = audit->contact[row].step == NONE ? steps : audit->contact[row].step;
    struct fold fold;
    bool *told = xcalloc((size_t)steps + 1, sizeof *told);
    for (int s = 0; s < steps; s++)
        told[s] = audit->told->step_contacts[s];
    fold_contacts(&fold, audit, line_of_row, steps + 1, told);
    free(told);
    for (int s = 0; s < steps; s++)
        put_step(tables, s, &fold.line[s]);
    fold_release(&fold);
    free(line_of_row);
}

const struct sheet SHEET_STEPS = {
    N_("Steps"), N_("a step of the plan"), SHEET_COLUMNS(STEP_COLUMN), NULL, write_steps,
};

/* --- delays --------------------------------------------------------------------------------------------------- */

static const struct book_column DELAY_COLUMN[] = {
    { N_("Step awaited"), BOOK_TEXT, N_("with an announced wait or a legal limit") },
    { N_("Institution"), BOOK_TEXT, N_("with whom it is done") },
    { N_("Announced (days)"), BOOK_DECIMAL, N_("the wait the plan announces; a month counts its mean length, 30.4 days") },
    { N_("Lived, median (days)"), BOOK_DECIMAL, N_("from the end of the contact that starts the wait to the awaited one") },
    { N_("Lived, 9 in 10 below (days)"), BOOK_DECIMAL, N_("the ninth decile, of type 7") },
    { N_("Waits"), BOOK_COUNT, N_("how many ended with the awaited contact (n)") },
    { N_("Users later than announced"), BOOK_COUNT, N_("who got it late, or are late and never got it") },
    { N_("Legal limit (days)"), BOOK_DECIMAL, N_("a month counts its mean length, 30.4 days") },
    { N_("Users past the limit"), BOOK_COUNT, N_("as for later than announced") },
    { N_("Users late who never got it"), BOOK_COUNT, N_("among those later than announced") },
    { N_("Note"), BOOK_TEXT, N_("“indicative” where they are fewer than 30") },
};

static bool has_wait(const struct step *step, const struct step_finding *finding)
{
    return duration_given(step->wait) || duration_given(step->limit) || finding->late || finding->late_limit;
}

static double days(struct duration delay)
{
    return duration_given(delay) ? (double)duration_nominal_seconds(delay) / DAY_SECONDS : NAN;
}

static void put_delay(struct tables *tables, int number)
{
    const struct audit *audit = tables->audit;
    const struct step *step = &audit->journey->step[number];
    const struct step_finding *finding = &audit->step[number];
    struct book *book = tables->book;
    double shown = waits_enough(audit, finding) ? 1.0 / DAY_SECONDS : NAN;
    const struct told *told = audit->told;
    book_text(book, step_title(audit->journey, number));
    book_text(book, institution_name(audit->journey, step->institution));
    book_number(book, days(step->wait));
    book_number(book, wait_quantile(finding, 0.5) * shown);
    book_number(book, wait_quantile(finding, 0.9) * shown);
    put_told(tables, finding->waits, few_or_folded(audit, finding->waits, told->step_waits[number]));
    put_told(tables, finding->late, few_or_folded(audit, finding->late, told->step_late[number]));
    book_number(book, days(step->limit));
    put_told(tables, finding->late_limit, few_or_folded(audit, finding->late_limit, told->step_limit[number]));
    put_told(tables, finding->never_came_late, few_or_folded(audit, finding->never_came_late, told->step_late[number]));
    book_text(book, finding->waits && finding->waits < INDICATIVE_BELOW ? _("indicative") : "");
    book_row_end(book);
}

static void write_delays(struct tables *tables)
{
    for (int s = 0; s < tables->audit->journey->steps; s++)
        if (has_wait(&tables->audit->journey->step[s], &tables->audit->step[s]))
            put_delay(tables, s);
}

static bool any_delay(const struct tables *tables)
{
    for (int s = 0; s < tables->audit->journey->steps; s++)
        if (has_wait(&tables->audit->journey->step[s], &tables->audit->step[s]))
            return true;
    return false;
}

const struct sheet SHEET_DELAYS = {
    N_("Delays"), N_("a step that is waited for"), SHEET_COLUMNS(DELAY_COLUMN), any_delay, write_delays,
};
