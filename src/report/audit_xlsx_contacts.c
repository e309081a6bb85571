/* Sheets: contacts outside the plan by kind, verdicts, causes, words that match no step. */
#include "base/message.h"
#include "report/audit_xlsx.h"
#include <stdlib.h>

static const struct book_column REDUNDANT_COLUMN[] = {
    { N_("Contact"), BOOK_TEXT, N_("the step it is about, or the words users wrote") },
    { N_("Institution"), BOOK_TEXT, N_("with whom, as written or of the step") },
    { N_("Verdict"), BOOK_TEXT, N_("what the comparison says of these contacts; the sheet of verdicts explains each") },
    { N_("Cause"), BOOK_TEXT, N_("why they are redundant") },
    { N_("Users"), BOOK_COUNT, N_("who had such a contact") },
    { N_("Contacts"), BOOK_COUNT, N_("how many") },
    { N_("Own time (minutes)"), BOOK_DECIMAL, N_("of these users together, in these contacts") },
    { N_("Own time per user concerned (minutes)"), BOOK_DECIMAL, N_("the same, per user who had one") },
    { N_("Already held by"), BOOK_TEXT, N_("who most often had the documents that were asked for again") },
};
static const struct book_column OTHER_COLUMN[] = {
    { N_("Contact"), BOOK_TEXT, N_("the step it is about, or the words users wrote") },
    { N_("Institution"), BOOK_TEXT, N_("with whom, as written or of the step") },
    { N_("Verdict"), BOOK_TEXT, N_("what the comparison says of these contacts; the sheet of verdicts explains each") },
    { N_("Users"), BOOK_COUNT, N_("who had such a contact") },
    { N_("Contacts"), BOOK_COUNT, N_("how many") },
    { N_("Own time (minutes)"), BOOK_DECIMAL, N_("of these users together, in these contacts") },
    { N_("Own time per user concerned (minutes)"), BOOK_DECIMAL, N_("the same, per user who had one") },
};

/* Each row's kind among those shown, `count` for the kinds of too few users. */
static int *kinds_of_rows(const struct audit *audit, const struct group_list *list, bool redundant)
{
    int *kind_of_detour = xcalloc(audit->detours + 1, sizeof *kind_of_detour);
    int *line_of_row = xcalloc(audit->log->count + 1, sizeof *line_of_row);
    for (size_t i = 0; i < audit->detours; i++)
        kind_of_detour[i] = (int)list->count;
    for (size_t i = 0; i < list->count; i++)
        for (int k = 0; k < list->group[i].places; k++)
            kind_of_detour[list->group[i].place[k]] = (int)i;
    for (size_t row = 0; row < audit->log->count; row++) {
        const struct contact_finding *finding = &audit->contact[row];
        bool in = finding->verdict != VERDICT_PLANNED && verdict_redundant(finding->verdict) == redundant;
        line_of_row[row] = !in ? NONE : finding->detour == NONE ? (int)list->count : kind_of_detour[finding->detour];
    }
    free(kind_of_detour);
    return line_of_row;
}

static void put_kind(struct tables *tables, const struct group *group, const struct fold_line *line, bool redundant)
{
    struct book *book = tables->book;
    book_text(book, group_name(tables->audit, group));
    book_text(book, say_institution(tables->audit, group->institution));
    book_text(book, _(VERDICT_WORD[group->verdict].name));
    if (redundant)
        book_text(book, _(CAUSE_WORD[verdict_cause(group->verdict)].name));
    put_group(tables, told_part(tables->audit->told, line->users), line->users, line->contacts, &line->time);
    if (redundant)
        book_text(book, group->holder == NONE ? "" : institution_name(tables->audit->journey, group->holder));
    book_row_end(book);
}

static void put_other_kinds(struct tables *tables, const struct fold_line *rest, bool redundant)
{
    if (!rest->contacts)
        return;
    book_strong(tables->book, _("others, of few users each"));
    for (int i = 0; i < (redundant ? 3 : 2); i++)
        book_text(tables->book, "");
    put_group(tables, told_part(tables->audit->told, rest->users), rest->users, rest->contacts, &rest->time);
    book_row_end(tables->book);
}

static void write_kinds(struct tables *tables, const struct group_list *list, bool redundant)
{
    int *line_of_row = kinds_of_rows(tables->audit, list, redundant);
    struct fold fold;
    bool *told = xcalloc(list->count + 1, sizeof *told);
    for (size_t i = 0; i < list->count; i++)
        told[i] = true;                                 /* all but those that are folded, the last line */
    fold_contacts(&fold, tables->audit, line_of_row, (int)list->count + 1, told);
    for (size_t i = 0; i < list->count; i++)
        put_kind(tables, &list->group[i], &fold.line[i], redundant);
    put_other_kinds(tables, &fold.line[list->count], redundant);
    free(told);
    fold_release(&fold);
    free(line_of_row);
}

static void write_redundant(struct tables *tables) { write_kinds(tables, &tables->shown.redundant, true); }
static void write_other(struct tables *tables) { write_kinds(tables, &tables->shown.other, false); }

static bool any_redundant(const struct tables *tables)
{
    return tables->shown.redundant.count || tables->shown.redundant.folded;
}
static bool any_other(const struct tables *tables) { return tables->shown.other.count || tables->shown.other.folded; }

const struct sheet SHEET_REDUNDANT = {
    N_("Redundant contacts"), N_("a kind of redundant contacts: same verdict, institution and step or words"),
    SHEET_COLUMNS(REDUNDANT_COLUMN), any_redundant, write_redundant,
};
const struct sheet SHEET_OTHER = {
    N_("Other contacts"), N_("a kind of contacts outside the plan that are not redundant"),
    SHEET_COLUMNS(OTHER_COLUMN), any_other, write_other,
};

/* --- verdicts and causes -------------------------------------------------------------------------------------- */

static const struct book_column VERDICT_COLUMN[] = {
    { N_("Verdict"), BOOK_TEXT, N_("every contact has exactly one") },
    { N_("Meaning"), BOOK_TEXT, N_("in one phrase") },
    { N_("Cause"), BOOK_TEXT, N_("why such contacts are redundant; “not redundant” for the others") },
    { N_("Users"), BOOK_COUNT, N_("who had such a contact") },
    { N_("Contacts"), BOOK_COUNT, N_("how many") },
    { N_("Own time (minutes)"), BOOK_DECIMAL, N_("of these users together, in these contacts") },
    { N_("Own time per user concerned (minutes)"), BOOK_DECIMAL, N_("the same, per user who had one") },
};
static const struct book_column CAUSE_COLUMN[] = {
    { N_("Cause"), BOOK_TEXT, N_("why contacts are redundant; contacts that are not have none") },
    { N_("Users"), BOOK_COUNT, N_("who had such a contact") },
    { N_("Contacts"), BOOK_COUNT, N_("how many") },
    { N_("Own time (minutes)"), BOOK_DECIMAL, N_("of these users together, in these contacts") },
    { N_("Own time per user concerned (minutes)"), BOOK_DECIMAL, N_("the same, per user who had one") },
};

/* The line that holds what was folded; `blank` cells between its name and its figures. */
static void put_rest(struct tables *tables, const struct fold *fold, int blank)
{
    if (!fold->folded)
        return;
    book_strong(tables->book, _("others, folded"));
    for (int i = 0; i < blank; i++)
        book_text(tables->book, "");
    put_group(tables, rest_telling(tables, fold), fold->rest.users, fold->rest.contacts, &fold->rest.time);
    book_row_end(tables->book);
}

static void write_verdicts(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    int *line_of_row = xcalloc(audit->log->count + 1, sizeof *line_of_row);
    for (size_t row = 0; row < audit->log->count; row++)
        line_of_row[row] = (int)audit->contact[row].verdict;
    struct fold fold;
    fold_contacts(&fold, audit, line_of_row, VERDICT_COUNT, audit->told->verdict);
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        enum cause cause = verdict_cause((enum verdict)verdict);
        const struct fold_line *line = &fold.line[verdict];
        if (!line->contacts || line->folded)
            continue;
        book_text(tables->book, _(VERDICT_WORD[verdict].name));
        book_text(tables->book, _(VERDICT_REASON[verdict]));
        book_text(tables->book, cause == CAUSE_NONE ? _("not redundant") : _(CAUSE_WORD[cause].name));
        put_group(tables, audit->told->verdict_users[verdict], line->users, line->contacts, &line->time);
        book_row_end(tables->book);
    }
    put_rest(tables, &fold, 2);
    fold_release(&fold);
    free(line_of_row);
}

static void write_causes(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    int *line_of_row = xcalloc(audit->log->count + 1, sizeof *line_of_row);
    for (size_t row = 0; row < audit->log->count; row++) {
        enum cause cause = verdict_cause(audit->contact[row].verdict);
        line_of_row[row] = cause == CAUSE_NONE ? NONE : (int)cause;
    }
    struct fold fold;
    bool told[CAUSE_COUNT];
    for (int cause = 0; cause < CAUSE_COUNT; cause++)
        told[cause] = audit->told->cause[cause] && audit->told->unproductive[cause];
    fold_contacts(&fold, audit, line_of_row, CAUSE_COUNT, told);
    for (int cause = CAUSE_REPEATED_REQUEST; cause <= CAUSE_REDUNDANT_OPERATION; cause++) {
        if (!fold.line[cause].contacts || fold.line[cause].folded)
            continue;
        book_text(tables->book, _(CAUSE_WORD[cause].name));
        put_group(tables, audit->told->cause_users[cause], fold.line[cause].users, fold.line[cause].contacts, &fold.line[cause].time);
        book_row_end(tables->book);
    }
    put_rest(tables, &fold, 0);
    fold_release(&fold);
    free(line_of_row);
}

const struct sheet SHEET_VERDICTS = {
    N_("Verdicts"), N_("a verdict, of all contacts"), SHEET_COLUMNS(VERDICT_COLUMN), NULL, write_verdicts,
};
const struct sheet SHEET_CAUSES = {
    N_("Causes"), N_("a cause of redundant contacts"), SHEET_COLUMNS(CAUSE_COLUMN), any_redundant, write_causes,
};

/* --- words ---------------------------------------------------------------------------------------------------- */

static const struct book_column UNMATCHED_COLUMN[] = {
    { N_("As written"), BOOK_TEXT, N_("words that are no step of the plan") },
    { N_("Users"), BOOK_COUNT, N_("who had such a contact") },
    { N_("Contacts"), BOOK_COUNT, N_("how many") },
    { N_("Nearest step"), BOOK_TEXT, N_("the step whose name looks most like it, if one does") },
};

static bool word_shown(const struct tables *tables, size_t number)
{
    return tables->audit->told->word[number];
}

static void write_unmatched(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    size_t rows = 0;
    for (size_t i = 0; i < audit->matching->unmatched_count && rows < SHEET_ROWS_MAXIMUM; i++) {
        const struct unmatched *word = &audit->matching->unmatched[i];
        if (!word_shown(tables, i))
            continue;
        book_text(tables->book, event_log_text(audit->log, word->label));
        put_told(tables, tables->shown.unmatched_users[i], told_part(audit->told, tables->shown.unmatched_users[i]));
        book_count(tables->book, (int64_t)word->contacts);
        book_text(tables->book, word->nearest == NONE ? "" : step_title(audit->journey, word->nearest));
        book_row_end(tables->book);
        rows++;
    }
}

static bool any_unmatched(const struct tables *tables)
{
    for (size_t i = 0; i < tables->audit->matching->unmatched_count; i++)
        if (word_shown(tables, i))
            return true;
    return false;
}

const struct sheet SHEET_UNMATCHED = {
    N_("Words outside the map"), N_("words of enough users that match no step"),
    SHEET_COLUMNS(UNMATCHED_COLUMN), any_unmatched, write_unmatched,
};
