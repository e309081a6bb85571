/* Sheets: the headline under other rules; what people stated against what the rules say. */
#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/audit_xlsx.h"
#include <math.h>

static const struct book_column RULES_COLUMN[] = {
    { N_("Rules"), BOOK_TEXT, N_("one of them changed at a time") },
    { N_("Redundant, of all contacts"), BOOK_SHARE, N_("rounded as in the report; “–”: not told, or there is none") },
    { N_("Redundant: interval, from"), BOOK_SHARE, N_("of 95%, by bootstrap over users") },
    { N_("Redundant: interval, to"), BOOK_SHARE, N_("of 95%, by bootstrap over users") },
    { N_("Unproductive, of all own time"), BOOK_SHARE,
      N_("rounded as in the report; “–”: not told, or there is none") },
    { N_("Unproductive: interval, from"), BOOK_SHARE, N_("of 95%, by bootstrap over users") },
    { N_("Unproductive: interval, to"), BOOK_SHARE, N_("of 95%, by bootstrap over users") },
};
static const struct book_column STATED_COLUMN[] = {
    { N_("Stated by people"), BOOK_TEXT, N_("the verdict that follows from the reason they gave") },
    { N_("The rules say the same"), BOOK_SHARE,
      N_("of these contacts, had nobody stated a reason; rounded as in the report; “–”: not told") },
    { N_("else most often"), BOOK_TEXT,
      N_("the verdict of the rules instead; clarification, an institution's error and appeals exist only as stated") },
};

static void write_rules(struct tables *tables)
{
    const struct sensitivity *result = &tables->audit->measures->sensitivity;
    for (int i = 0; i < VARIATION_COUNT; i++) {
        bool told = told_variation(tables->audit, i);
        book_text(tables->book, _(VARIATION_WORD[i].name));
        put_estimate(tables, &result->variation[i].redundant_share, told, AS_SHARE);
        put_estimate(tables, &result->variation[i].unproductive_share, told, AS_SHARE);
        book_row_end(tables->book);
    }
}

static void write_stated(struct tables *tables)
{
    const struct sensitivity *result = &tables->audit->measures->sensitivity;
    for (int stated = 0; stated < VERDICT_COUNT; stated++) {
        int64_t contacts = 0;
        int instead = most_often_instead(tables->audit, stated);
        if (!told_stated(tables->audit, stated))
            continue;
        for (int derived = 0; derived < VERDICT_COUNT; derived++)
            contacts += result->confusion[stated][derived];
        bool told = contacts && told_agreed(tables->audit, stated);
        book_text(tables->book, _(VERDICT_WORD[stated].name));
        put_measured(tables, told ? (double)result->confusion[stated][stated] / (double)contacts : NAN, AS_SHARE);
        book_text(tables->book, instead == NONE ? "–" : _(VERDICT_WORD[instead].name));
        book_row_end(tables->book);
    }
}

static bool has_rules(const struct tables *tables)
{
    return audit_shown(tables->audit, tables->audit->contacts_per_case.n) &&
           audit_shown(tables->audit, tables->shown.users_redundant);
}

static bool any_stated(const struct tables *tables)
{
    if (!has_rules(tables) || !tables->audit->measures->sensitivity.stated || !tables->audit->told->verdicts_stated)
        return false;
    for (int stated = 0; stated < VERDICT_COUNT; stated++)
        if (told_stated(tables->audit, stated))
            return true;
    return false;
}

const struct sheet SHEET_OTHER_RULES = {
    N_("Other rules"), N_("the headline under other rules than the audit's"),
    SHEET_COLUMNS(RULES_COLUMN), has_rules, write_rules,
};
const struct sheet SHEET_STATED = {
    N_("Stated and derived"), N_("a verdict that people stated, held against what the rules would have said"),
    SHEET_COLUMNS(STATED_COLUMN), any_stated, write_stated,
};
