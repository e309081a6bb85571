/* Sheets: institutions met, and followed by at once; contacts it takes to get a step done, by step, by institution. */
#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/audit_xlsx.h"
#include <math.h>

/* --- institutions ------------------------------------------------------------------------------------------------- */

static const struct book_column INTERLOCUTOR_COLUMN[] = {
    { N_("Figure"), BOOK_TEXT,
      N_("an institution follows a user from their first to their last contact; what users do alone is none") },
    { N_("Unit"), BOOK_TEXT, N_("of all numbers of the row") },
    { N_("Value"), BOOK_DECIMAL, N_("rounded as in the report; “–”: not told, or there is none") },
    { N_("Interval, from"), BOOK_DECIMAL, N_("of 95%, by bootstrap over users") },
    { N_("Interval, to"), BOOK_DECIMAL, N_("of 95%, by bootstrap over users") },
    { N_("Planned"), BOOK_DECIMAL, N_("of the plan's reference run") },
};

static void put_interlocutors(struct tables *tables, const char *figure, const char *unit,
                              const struct estimate *estimate, enum measured_as as, bool told, double planned)
{
    book_text(tables->book, figure);
    book_text(tables->book, unit);
    put_estimate(tables, estimate, told, as);
    book_number(tables->book, planned);
    book_row_end(tables->book);
}

static void write_interlocutors(struct tables *tables)
{
    const struct interlocutors *result = &tables->audit->measures->interlocutors;
    const struct estimate lived = estimate_of_mean(&result->lived), overlap = estimate_of_mean(&result->overlap),
                          *share = &result->overlapping;
    int64_t users = share->n ? llround(share->value * (double)share->n) : 0;
    put_interlocutors(tables, _("institutions met by a user, on average"), _("institutions"), &lived, AS_NUMBER, true,
                      result->planned);
    if (!told_overlaps(tables->audit))
        return;
    put_interlocutors(tables, _("users followed by two institutions or more at once"), measured_unit(AS_SHARE), share,
                      AS_SHARE, told_of(tables->audit, users, result->dated), NAN);
    put_interlocutors(tables, _("for how long, on average over all dated users"), measured_unit(AS_DAYS), &overlap,
                      AS_DAYS, true, NAN);
    put_interlocutors(tables, _("the same, of the time from first to last contact"), measured_unit(AS_SHARE),
                      &result->of_elapsed, AS_SHARE, true, NAN);
}

static bool any_interlocutor(const struct tables *tables)
{
    return audit_shown(tables->audit, tables->audit->measures->interlocutors.lived.n);
}

const struct sheet SHEET_INTERLOCUTORS = {
    N_("Institutions at once"), N_("a figure on how many institutions deal with one user"),
    SHEET_COLUMNS(INTERLOCUTOR_COLUMN), any_interlocutor, write_interlocutors,
};

static const struct book_column AT_ONCE_COLUMN[] = {
    { N_("Institution"), BOOK_TEXT, N_("that follows the user") },
    { N_("and"), BOOK_TEXT, N_("another one that follows the same user at the same time") },
    { N_("Users followed by both at once"), BOOK_COUNT,
      N_("of those whose contacts are dated; the pairs with most users are listed") },
    { N_("For how long, on average (days)"), BOOK_DECIMAL, N_("over these users; rounded as in the report") },
};

static void write_at_once(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    const struct interlocutors *result = &audit->measures->interlocutors;
    int rows = 0;
    for (size_t i = 0; i < result->pairs && rows < PAIRS_TOLD; i++) {
        const struct overlap *pair = &result->pair[i];
        if (!told_overlap(audit, pair))
            continue;
        rows++;
        book_text(tables->book, institution_name(audit->journey, pair->a));
        book_text(tables->book, institution_name(audit->journey, pair->b));
        book_count(tables->book, pair->users);
        put_measured(tables, (double)pair->seconds / (double)pair->users, AS_DAYS);
        book_row_end(tables->book);
    }
}

static bool any_at_once(const struct tables *tables)
{
    const struct interlocutors *result = &tables->audit->measures->interlocutors;
    if (!any_interlocutor(tables) || !told_overlaps(tables->audit))
        return false;
    for (size_t i = 0; i < result->pairs; i++)
        if (told_overlap(tables->audit, &result->pair[i]))
            return true;
    return false;
}

const struct sheet SHEET_AT_ONCE = {
    N_("Followed by both"), N_("two institutions that follow the same users at the same time"),
    SHEET_COLUMNS(AT_ONCE_COLUMN), any_at_once, write_at_once,
};

/* --- needs -------------------------------------------------------------------------------------------------------- */

static const struct book_column NEED_BY_STEP_COLUMN[] = {
    { N_("Step"), BOOK_TEXT, N_("the need: a step of the plan") },
    { N_("Figure"), BOOK_TEXT,
      N_("contacts for it; settled at once: every contact that names it was planned and got it done; lateness") },
    { N_("Unit"), BOOK_TEXT, N_("of all numbers of the row") },
    { N_("Value"), BOOK_DECIMAL, N_("rounded as in the report; “–”: not told, or there is none") },
    { N_("Interval, from"), BOOK_DECIMAL,
      N_("of 95%, by bootstrap over users; of a share, of the binomial distribution") },
    { N_("Interval, to"), BOOK_DECIMAL,
      N_("of 95%, by bootstrap over users; of a share, of the binomial distribution") },
    { N_("Users"), BOOK_COUNT,
      N_("with a contact that names it; of lateness: who waited, to the end or late and still") },
    { N_("Note"), BOOK_TEXT, N_("“indicative” where they are fewer than 30") },
};
static const struct book_column NEED_BY_INSTITUTION_COLUMN[] = {
    { N_("Institution"), BOOK_TEXT, N_("with whom the steps are done") },
    { N_("Figure"), BOOK_TEXT,
      N_("contacts for a step; settled at once: every contact that names it was planned and got it done") },
    { N_("Unit"), BOOK_TEXT, N_("of all numbers of the row") },
    { N_("Value"), BOOK_DECIMAL, N_("rounded as in the report; “–”: not told, or there is none") },
    { N_("Interval, from"), BOOK_DECIMAL, N_("of 95%, by bootstrap over users") },
    { N_("Interval, to"), BOOK_DECIMAL, N_("of 95%, by bootstrap over users") },
    { N_("Tries of its steps"), BOOK_COUNT, N_("a user counts once for each of its steps that a contact names") },
    { N_("Note"), BOOK_TEXT, N_("“indicative” where they are fewer than 30") },
};

struct need {
    const char *name, *figure;
    const struct estimate *estimate; enum measured_as as; bool told;
    bool base_told; int64_t base;
};

static void put_need(struct tables *tables, const struct need *need)
{
    book_text(tables->book, need->name);
    book_text(tables->book, need->figure);
    book_text(tables->book, need->as == AS_NUMBER ? _("contacts") : measured_unit(need->as));
    put_estimate(tables, need->estimate, need->told, need->as);
    if (need->base_told)
        book_count(tables->book, need->base);
    else
        put_hidden(tables);
    book_text(tables->book, need->told && need->base < INDICATIVE_BELOW ? _("indicative") : "");
    book_row_end(tables->book);
}

/* `late`: of a step; NULL for an institution. */
static void put_needs(struct tables *tables, const char *name, const struct resolved *resolved,
                      const struct lateness *late, struct resolution_told told)
{
    if (!told.row)
        return;
    put_need(tables, &(struct need){ name, _("contacts each time it is done"), &resolved->contacts_per_done, AS_NUMBER,
                                     told.figures, told.users, resolved->cases });
    put_need(tables, &(struct need){ name, _("settled at the first contact"), &resolved->first_share, AS_SHARE,
                                     told.figures, told.users, resolved->cases });
    if (late && late->announced.n)
        put_need(tables, &(struct need){ name, _("later than announced"), &late->announced, AS_SHARE, told.announced,
                                         told.waited, lateness_users(late) });
    if (late && late->limit.n)
        put_need(tables, &(struct need){ name, _("past the legal limit"), &late->limit, AS_SHARE, told.limit,
                                         told.waited, lateness_users(late) });
}

static void write_by_step(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    for (int s = 0; s < audit->journey->steps; s++)
        put_needs(tables, step_title(audit->journey, s), &audit->measures->resolution.step[s],
                  &audit->measures->resolution.late[s], told_resolution_of_step(audit, s));
}

/* The last lines: of all institutions together, which the report says in a sentence. */
static void write_by_institution(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    const struct resolution *result = &audit->measures->resolution;
    for (int i = 0; i < audit->journey->institutions; i++)
        put_needs(tables, institution_name(audit->journey, i), &result->institution[i], NULL,
                  told_resolution_of_institution(audit, i));
    put_need(tables, &(struct need){ _("all contacts"), _("contacts each time it is done"),
                                     &result->all.contacts_per_done, AS_NUMBER, true, false,
                                     result->all.contacts_per_done.n });
    put_need(tables, &(struct need){ _("all contacts"), _("settled at the first contact"), &result->all.first_share,
                                     AS_SHARE, true, false, result->all.first_share.n });
}

static bool any_need(const struct tables *tables)
{
    return audit_shown(tables->audit, tables->audit->measures->resolution.all.contacts_per_done.n);
}

const struct sheet SHEET_NEEDS_BY_STEP = {
    N_("Needs by step"), N_("a figure of a step that enough users tried"),
    SHEET_COLUMNS(NEED_BY_STEP_COLUMN), any_need, write_by_step,
};
const struct sheet SHEET_NEEDS_BY_INSTITUTION = {
    N_("Needs by institution"), N_("a figure of an institution's steps"),
    SHEET_COLUMNS(NEED_BY_INSTITUTION_COLUMN), any_need, write_by_institution,
};
