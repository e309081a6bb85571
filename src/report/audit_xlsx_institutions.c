/* Sheets: institutions, channels, hand-offs, documents. */
#include "base/message.h"
#include "report/audit_xlsx.h"
#include <math.h>
#include <stdlib.h>

static const struct book_column INSTITUTION_COLUMN[] = {
    { N_("Institution"), BOOK_TEXT, N_("as written in the contacts, or of the step they name") },
    { N_("Role"), BOOK_TEXT, N_("as the journey says") },
    { N_("Users"), BOOK_COUNT, N_("who had a contact with it") },
    { N_("Contacts"), BOOK_COUNT, N_("with it; “–”: folded, so that nobody can be told by subtraction") },
    { N_("of them redundant"), BOOK_COUNT, N_("contacts with it that are redundant") },
    { N_("Own time (minutes)"), BOOK_DECIMAL, N_("of all users together, in contacts with it") },
    { N_("Own time per user concerned (minutes)"), BOOK_DECIMAL, N_("the same, per user who had one") },
    { N_("Asked although already held (planned)"), BOOK_COUNT,
      N_("documents the plan asks here although an institution of the journey has them (tell-us-once)") },
};
static const struct book_column CHANNEL_COLUMN[] = {
    { N_("Channel"), BOOK_TEXT, N_("as written in the contacts, or the step's preferred one") },
    { N_("Users"), BOOK_COUNT, N_("who had a contact through it") },
    { N_("Contacts"), BOOK_COUNT, N_("through it; “–”: folded, so that nobody can be told by subtraction") },
    { N_("of them redundant"), BOOK_COUNT, N_("contacts through it that are redundant") },
    { N_("Own time (minutes)"), BOOK_DECIMAL, N_("of all users together, in contacts through it") },
    { N_("Own time per user concerned (minutes)"), BOOK_DECIMAL, N_("the same, per user who had one") },
};

/* Users, contacts, redundant ones, minutes, minutes a user: the five cells of a line or of what was folded. */
static void put_line(struct tables *tables, const struct fold_line *line, enum telling telling, bool redundant)
{
    put_told(tables, line->users, line->folded ? TOLD_FOLDED : telling);
    if (line->folded || !audit_shown(tables->audit, line->users)) {
        for (int i = 0; i < 4; i++)
            put_hidden(tables);
        return;
    }
    book_count(tables->book, line->contacts);
    if (redundant)
        book_count(tables->book, line->redundant);
    else
        put_hidden(tables);
    put_minutes(tables, &line->time, (double)line->time.total);
    if (telling == TOLD)
        put_minutes(tables, &line->time, (double)line->time.total / (double)line->users);
    else
        put_hidden(tables);
}

static void put_rest(struct tables *tables, const struct fold *fold, int blank)
{
    if (!fold->folded)
        return;
    book_strong(tables->book, _("folded ones together"));
    for (int i = 0; i < blank; i++)
        book_text(tables->book, "");
    put_line(tables, &fold->rest, rest_telling(tables, fold), false);
    book_row_end(tables->book);
}

static void write_institutions(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    int institutions = audit->journey->institutions, *line_of_row = xcalloc(audit->log->count + 1, sizeof *line_of_row);
    for (size_t row = 0; row < audit->log->count; row++)
        line_of_row[row] = audit->contact[row].institution == NONE ? institutions : audit->contact[row].institution;
    struct fold fold;
    fold_contacts(&fold, audit, line_of_row, institutions + 1, audit->told->institution);
    for (int i = 0; i <= institutions; i++) {
        bool unknown = i == institutions;
        const char *role = unknown ? NULL : audit->journey->institution[i].role;
        if (unknown && !fold.line[i].users)
            continue;
        book_text(tables->book, say_institution(audit, unknown ? NONE : i));
        book_text(tables->book, role ? role : "");
        put_line(tables, &fold.line[i], audit->told->institution_users[i], audit->told->institution_redundant[i]);
        if (!unknown && !audit->journey->institution[i].self)
            book_count(tables->book, audit->analysis->tell_us_once_of_institution[i]);
        book_row_end(tables->book);
    }
    put_rest(tables, &fold, 1);
    fold_release(&fold);
    free(line_of_row);
}

static void write_channels(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    int *line_of_row = xcalloc(audit->log->count + 1, sizeof *line_of_row);
    for (size_t row = 0; row < audit->log->count; row++)
        line_of_row[row] = (int)audit->contact[row].channel;
    struct fold fold;
    fold_contacts(&fold, audit, line_of_row, CHANNEL_COUNT, audit->told->channel);
    for (int i = 1; i <= CHANNEL_COUNT; i++) {
        int channel = i % CHANNEL_COUNT;                /* not known comes last */
        if (!fold.line[channel].users)
            continue;
        book_text(tables->book, channel == CHANNEL_NONE ? _("channel not known") : vocabulary_name(&CHANNELS, channel));
        put_line(tables, &fold.line[channel], told_part(audit->told, fold.line[channel].users),
                 audit->told->channel_redundant[channel]);
        book_row_end(tables->book);
    }
    put_rest(tables, &fold, 0);
    fold_release(&fold);
    free(line_of_row);
}

static bool has_institutions(const struct tables *tables) { return tables->audit->journey->institutions > 0; }

const struct sheet SHEET_INSTITUTIONS = {
    N_("Institutions"), N_("an institution of the journey"),
    SHEET_COLUMNS(INSTITUTION_COLUMN), has_institutions, write_institutions,
};
const struct sheet SHEET_CHANNELS = {
    N_("Channels"), N_("a channel that users took"), SHEET_COLUMNS(CHANNEL_COLUMN), NULL, write_channels,
};

/* --- hand-offs ------------------------------------------------------------------------------------------------ */

static const struct book_column HAND_OFF_COLUMN[] = {
    { N_("From"), BOOK_TEXT, N_("the institution of a contact") },
    { N_("To"), BOOK_TEXT, N_("the institution of the user's next contact; what users do alone is left out") },
    { N_("Planned, per user"), BOOK_COUNT, N_("along the reference run of the plan") },
    { N_("Users"), BOOK_COUNT, N_("who lived it") },
    { N_("Lived"), BOOK_COUNT, N_("by all users together; “–”: folded, so that nobody can be told by subtraction") },
    { N_("Lived, per user"), BOOK_DECIMAL, N_("the same, over all users") },
};

static int compare_hand_offs(const void *left, const void *right)
{
    const struct hand_off *a = left, *b = right;
    return a->from != b->from ? a->from - b->from : a->to - b->to;
}

/* The hand-off that each contact ends, or NONE: as the tally counts them, an unknown institution breaks the chain. */
static int *hand_offs_of_rows(const struct audit *audit)
{
    int *line_of_row = xcalloc(audit->log->count + 1, sizeof *line_of_row);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        int from = NONE;
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            struct hand_off key = { .from = from, .to = audit->contact[row].institution };
            line_of_row[row] = NONE;
            if (institution_is_self(audit->journey, key.to))
                continue;
            from = key.to;
            if (key.from == NONE || key.to == NONE || key.from == key.to)
                continue;
            const struct hand_off *found =
                bsearch(&key, audit->hand_off, audit->hand_offs, sizeof key, compare_hand_offs);
            line_of_row[row] = found ? (int)(found - audit->hand_off) : NONE;
        }
    }
    return line_of_row;
}

static void put_hand_off(struct tables *tables, const struct hand_off *hand_off, const struct fold_line *line)
{
    const struct audit *audit = tables->audit;
    book_text(tables->book, institution_name(audit->journey, hand_off->from));
    book_text(tables->book, institution_name(audit->journey, hand_off->to));
    book_count(tables->book, hand_off->planned);
    put_told(tables, line->users, line->folded ? TOLD_FOLDED : told_part(audit->told, line->users));
    if (line->folded) {
        put_hidden(tables);
        put_hidden(tables);
    } else {
        book_count(tables->book, line->contacts);
        book_number(tables->book, (double)line->contacts / (double)audit->told->users);
    }
    book_row_end(tables->book);
}

static void write_hand_offs(struct tables *tables)
{
    const struct audit *audit = tables->audit;
    int *line_of_row = hand_offs_of_rows(audit);
    struct fold fold;
    fold_contacts(&fold, audit, line_of_row, (int)audit->hand_offs, audit->told->hand_off);
    for (size_t i = 0; i < audit->hand_offs; i++)
        put_hand_off(tables, &audit->hand_off[i], &fold.line[i]);
    if (fold.folded) {
        bool shown = audit->told->hand_offs;
        book_strong(tables->book, _("folded ones together"));
        book_text(tables->book, "");
        book_text(tables->book, "");
        put_told(tables, fold.rest.users, rest_telling(tables, &fold));
        book_number(tables->book, shown ? (double)fold.rest.contacts : NAN);
        book_number(tables->book, shown ? (double)fold.rest.contacts / (double)audit->told->users : NAN);
        book_row_end(tables->book);
    }
    fold_release(&fold);
    free(line_of_row);
}

static bool any_hand_off(const struct tables *tables) { return tables->audit->hand_offs > 0; }

const struct sheet SHEET_HAND_OFFS = {
    N_("Hand-offs"), N_("users passed on from one institution to another"),
    SHEET_COLUMNS(HAND_OFF_COLUMN), any_hand_off, write_hand_offs,
};

/* --- documents ------------------------------------------------------------------------------------------------ */

static const struct book_column DOCUMENT_COLUMN[] = {
    { N_("Document"), BOOK_TEXT, N_("of the journey, or words that enough users wrote") },
    { N_("Held by"), BOOK_TEXT, N_("the institution that has it already, as the journey says") },
    { N_("Users who handed it over"), BOOK_COUNT, N_("at least once") },
    { N_("Times handed over"), BOOK_COUNT, N_("by all users together") },
    { N_("Users who did so more than once"), BOOK_COUNT, N_("in the same journey") },
    { N_("Times asked again"), BOOK_COUNT, N_("all but the first time of each user") },
};

static void put_document(struct tables *tables, size_t number)
{
    const struct audit *audit = tables->audit;
    const struct document_finding *finding = &audit->document[number];
    const struct document *document = finding->document == NONE ? NULL : &audit->journey->document[finding->document];
    int64_t users = tables->shown.document_users[number], again = tables->shown.document_again_users[number];
    enum telling telling = shown_document(&tables->shown, audit, number);
    bool few = telling == TOLD_FEWER, times = shown_document_times(&tables->shown, audit, number);
    if (!document && few)
        return;                                         /* words of few users */
    book_text(tables->book, document ? document->name : event_log_text(audit->log, finding->text));
    book_text(tables->book, document && document->held_by != NONE ? institution_name(audit->journey, document->held_by) : "");
    put_told(tables, users, telling);
    book_number(tables->book, times ? (double)finding->asked : NAN);     /* less the users: times again */
    put_told(tables, again, shown_document_again(&tables->shown, audit, number));
    book_number(tables->book, times ? (double)finding->asked_again : NAN);
    book_row_end(tables->book);
}

static void write_documents(struct tables *tables)
{
    for (size_t i = 0; i < tables->audit->documents; i++)
        put_document(tables, i);
}

static bool any_document(const struct tables *tables) { return tables->audit->documents > 0; }

const struct sheet SHEET_DOCUMENTS = {
    N_("Documents"), N_("a document that is handed over"), SHEET_COLUMNS(DOCUMENT_COLUMN), any_document, write_documents,
};
