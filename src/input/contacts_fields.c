#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "input/contacts.h"
#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DURATION_DAYS_MAXIMUM = 366, DOCUMENTS_MAXIMUM = 1000, SHOWN_MAXIMUM = 60 };

/* How much of a cell a message shows. */
static int shown(const struct cell *cell)
{
    int length = cell->length > SHOWN_MAXIMUM ? SHOWN_MAXIMUM : (int)cell->length;
    while (length > 0 && (uint32_t)length < cell->length && (cell->text[length] & 0xC0) == 0x80)
        length--;
    return length;
}

/* The string of a cell; rows often repeat the row before. */
static uint32_t string_of(struct contacts *contacts, struct column *column, const struct cell *cell)
{
    const struct interner *strings = &contacts->log->strings;
    uint32_t last = column->last;
    if (last && strings->length[last] == cell->length && !memcmp(strings->text[last], cell->text, cell->length))
        return last;
    return column->last = interner_add(&contacts->log->strings, cell->text, cell->length);
}

/* The place for what a cell's text was understood as; `known` says whether it is there already. */
static int32_t *understood(struct column *column, const struct cell *cell, bool *known)
{
    uint32_t before = column->words.count, word = interner_add(&column->words, cell->text, cell->length);
    *known = word < before;
    if (word >= column->values) {
        column->values = column->values ? 2 * column->values : 32;
        if (column->values <= word)
            column->values = (size_t)word + 1;
        column->value = xrealloc(column->value, column->values * sizeof *column->value);
    }
    return &column->value[word];
}

static void *member(struct contacts *contacts, const struct column *column)
{
    return (char *)&contacts->row + column->field->offset;
}

static void set_case(struct contacts *contacts, struct column *column, struct cell *cell)
{
    contacts->name = string_of(contacts, column, cell);
}

static void set_string(struct contacts *contacts, struct column *column, struct cell *cell)
{
    uint32_t string = string_of(contacts, column, cell);
    memcpy(member(contacts, column), &string, sizeof string);
}

static void report_word(struct contacts *contacts, const struct column *column, const struct cell *cell)
{
    const struct vocabulary *vocabulary = column->field->vocabulary;
    struct source_position at = contacts_at(contacts, cell);
    struct buffer words = { 0 }, nearest = { 0 };
    vocabulary_list(vocabulary, &words);
    if (vocabulary_suggest(vocabulary, cell->text, &nearest))
        diagnostics_warning(contacts->diagnostics, at,
            _("'%.*s' in column '%s' is none of the words it can hold: did you mean '%s'? The contact is kept without it; "
              "expected %s"),
            shown(cell), cell->text, column->name, buffer_text(&nearest), buffer_text(&words));
    else
        diagnostics_warning(contacts->diagnostics, at,
            _("'%.*s' in column '%s' is none of the words it can hold: the contact is kept without it; "
              "expected %s"),
            shown(cell), cell->text, column->name, buffer_text(&words));
    buffer_release(&words);
    buffer_release(&nearest);
}

static void set_word(struct contacts *contacts, struct column *column, struct cell *cell)
{
    bool known;
    int32_t *word = understood(column, cell, &known);
    if (!known)
        *word = vocabulary_find(column->field->vocabulary, cell->text);
    if (*word < 0) {
        report_word(contacts, column, cell);
        return;
    }
    static_assert(sizeof(enum channel) == sizeof *word && sizeof(enum reason) == sizeof *word, "enums are ints");
    memcpy(member(contacts, column), word, sizeof *word);
}

static void set_channel(struct contacts *contacts, struct column *column, struct cell *cell)
{
    set_word(contacts, column, cell);
    if (contacts->row.channel == CHANNEL_NONE)
        contacts->row.channel_text = interner_add(&contacts->log->strings, cell->text, cell->length);
}

static void set_cause(struct contacts *contacts, struct column *column, struct cell *cell)
{
    bool known;
    int32_t *word = understood(column, cell, &known);
    if (!known)
        *word = vocabulary_find(&NON_TAKE_UPS, cell->text);
    if (*word < 0)
        report_word(contacts, column, cell);
    else
        contacts->cause = (enum non_take_up)*word;
}

static void report_date(struct contacts *contacts, const struct column *column, const struct cell *cell)
{
    struct parsed_time other;
    struct source_position at = contacts_at(contacts, cell);
    bool month_first = contacts->order == DATE_MONTH_FIRST;
    if (!time_parse(cell->text, cell->length, month_first ? DATE_DAY_FIRST : DATE_MONTH_FIRST, &other))
        diagnostics_warning(contacts->diagnostics, at,
            _("'%.*s' in column '%s' is not a date: expected 2025-03-31, 31/03/2025 14:30 or 31 mars 2025; read as "
              "blank"),
            shown(cell), cell->text, column->name);
    else if (month_first)
        diagnostics_warning(contacts->diagnostics, at,
            _("'%.*s' in column '%s' is not a date with the month first, as dates are read here: read as blank"),
            shown(cell), cell->text, column->name);
    else
        diagnostics_warning(contacts->diagnostics, at,
            _("'%.*s' in column '%s' is not a date with the day first, as dates are read here: read as blank"),
            shown(cell), cell->text, column->name);
}

static bool read_time(struct contacts *contacts, const struct column *column, const struct cell *cell,
                      struct parsed_time *time)
{
    if (!time_parse(cell->text, cell->length, contacts->order, time)) {
        report_date(contacts, column, cell);
        contacts->unparsable = true;
        return false;
    }
    if (time->ambiguous && !contacts->order_known && !contacts->ambiguous++) {
        contacts->ambiguous_at = contacts_at(contacts, cell);
        snprintf(contacts->ambiguous_text, sizeof contacts->ambiguous_text, "%.*s",
                 cell->length < sizeof contacts->ambiguous_text ? (int)cell->length : 10, cell->text);
    }
    return true;
}

static void set_start(struct contacts *contacts, struct column *column, struct cell *cell)
{
    struct parsed_time time;
    if (!read_time(contacts, column, cell, &time))
        return;
    contacts->row.start = time.instant;
    contacts->row.start_has_time = time.has_time;
}

static void set_end(struct contacts *contacts, struct column *column, struct cell *cell)
{
    struct parsed_time time;
    if (!read_time(contacts, column, cell, &time))
        return;
    contacts->row.end = time.instant;
    contacts->row.end_has_time = time.has_time;
}

/* Says why the cell is no duration; `seconds` if it is one that can't be. */
static void report_duration(struct contacts *contacts, const struct column *column, const struct cell *cell,
                            bool is_duration, int64_t seconds)
{
    struct source_position at = contacts_at(contacts, cell);
    if (!is_duration)
        diagnostics_warning(contacts->diagnostics, at,
            _("'%.*s' in column '%s' is not a duration: expected 45, 45 min, 1h30 or 0,5 h; read as blank"),
            shown(cell), cell->text, column->name);
    else if (seconds < 0)
        diagnostics_warning(contacts->diagnostics, at, _("'%.*s' in column '%s' is negative: read as blank"),
                            shown(cell), cell->text, column->name);
    else
        diagnostics_warning(contacts->diagnostics, at,
            _("'%.*s' in column '%s' is more than a year of somebody's time: read as blank"),
            shown(cell), cell->text, column->name);
}

static void set_duration(struct contacts *contacts, struct column *column, struct cell *cell)
{
    bool known;
    int32_t *whole = understood(column, cell, &known);
    if (!known || *whole < 0) {
        int64_t seconds = 0;
        bool is_duration = duration_cell(cell->text, cell->length, column->unit, &seconds);
        bool possible = is_duration && seconds >= 0 && seconds <= (int64_t)DURATION_DAYS_MAXIMUM * DAY_SECONDS;
        *whole = possible ? (int32_t)seconds : -1;
        if (!possible)
            report_duration(contacts, column, cell, is_duration, seconds);
    }
    if (*whole >= 0)
        memcpy(member(contacts, column), whole, sizeof *whole);
}

/* From the scale said, linearly, to -200 … +200 hundredths. */
static void set_satisfaction(struct contacts *contacts, struct column *column, struct cell *cell)
{
    double low = contacts->options->satisfaction_low, high = contacts->options->satisfaction_high, value;
    bool scale = low < high || low > high;
    if (!scale)
        low = -2, high = 2;
    if (column->silenced)
        return;
    if (!number_parse(cell->text, cell->length, &value)) {
        diagnostics_warning(contacts->diagnostics, contacts_at(contacts, cell),
            _("'%.*s' in column '%s' is not a number: read as blank"), shown(cell), cell->text, column->name);
    } else if (value < fmin(low, high) || value > fmax(low, high)) {
        diagnostics_warning(contacts->diagnostics, contacts_at(contacts, cell),
            _("'%.*s' in column '%s' is not between %g and %g: read as blank; --satisfaction-scale says another scale"),
            shown(cell), cell->text, column->name, low, high);
    } else {
        contacts->row.satisfaction = (int16_t)lround((value - low) / (high - low) * 400 - 200);
    }
}

uint32_t contacts_document(struct contacts *contacts, const char *text, size_t length)
{
    struct buffer name = { 0 }, folded = { 0 };
    buffer_add(&name, text, length);
    text_fold(&folded, buffer_text(&name));
    uint32_t before = contacts->documents.count;
    uint32_t number = interner_add(&contacts->documents, buffer_text(&folded), folded.length);
    if (number >= contacts->document_capacity) {
        contacts->document_capacity = 2 * ((size_t)number + 8);
        contacts->document = xrealloc(contacts->document, contacts->document_capacity * sizeof *contacts->document);
    }
    if (number >= before)
        contacts->document[number] = interner_add(&contacts->log->strings, text, length);
    buffer_release(&name);
    buffer_release(&folded);
    return contacts->document[number];
}

static void set_documents(struct contacts *contacts, struct column *column, struct cell *cell)
{
    bool known;
    int32_t *list = understood(column, cell, &known);
    if (!known) {
        uint32_t document[DOCUMENTS_MAXIMUM];
        size_t count = 0;
        char *at = cell->text, *end = cell->text + cell->length;
        while (at < end && count < DOCUMENTS_MAXIMUM) {
            size_t length = strcspn(at, "|");
            struct cell part = { .text = at, .length = (uint32_t)length };
            at += length + (at + length < end);
            cell_trim(&part);
            if (part.length)
                document[count++] = contacts_document(contacts, part.text, part.length);
        }
        if (at < end)
            diagnostics_warning(contacts->diagnostics, contacts_at(contacts, cell),
                                _("more than a thousand documents in a cell: the others are not read"));
        *list = (int32_t)event_log_documents(contacts->log, document, count);
    }
    contacts->row.documents = (uint32_t)*list;
}

/* How to add a field: a line here (its id; the header words that mean it, in French and English, as text_fold() leaves
 * them, the best first; what it does with a cell; where the result goes), and a line in tests/unit/test_contacts.c. */
#define TO(name) offsetof(struct contact, name)
const struct contact_field CONTACT_FIELDS[] = {
    { "case", "usager|n° usager|no usager|numero usager|num usager|id usager|usager id|identifiant usager|personne|"
              "id personne|user|user id|case id|caseid|case:concept:name|repondant|id repondant|pseudonyme|individu|cas|"
              "dossier|n° dossier|no dossier|numero de dossier|identifiant|id", set_case, NULL, 0, true },
    { "step", "etape|demarche|activite|activity|nom de l'etape|etape du parcours|concept:name|operation|task|tache",
              set_string, NULL, TO(label), false },
    { "institution", "organisme|administration|interlocuteur|organization|organisation|agency|org:group",
              set_string, NULL, TO(institution), false },
    { "channel", "canal|canal de contact|mode de contact|moyen de contact|mode",
                 set_channel, &CHANNELS, TO(channel), false },
    { "start", "debut|date de debut|date debut|date du contact|date contact|date|date et heure|date heure|horodatage|"
               "start time|start date|start timestamp|timestamp|time:timestamp|begin", set_start, NULL, 0, false },
    { "end", "fin|date de fin|date fin|end time|end date|end timestamp|completion time", set_end, NULL, 0, false },
    { "minutes", "duree|duree du contact|temps passe|temps du contact|duration",
                 set_duration, NULL, TO(minutes), false },
    { "queue", "attente|temps d'attente|duree d'attente|file d'attente|waiting|waiting time",
               set_duration, NULL, TO(queue), false },
    { "travel", "trajet|temps de trajet|duree du trajet|deplacement|temps de deplacement|travel time",
                set_duration, NULL, TO(travel), false },
    { "prepare", "preparation|temps de preparation|duree de preparation|preparation time",
                 set_duration, NULL, TO(prepare), false },
    { "by", "initiative|a l'initiative de|initie par|initiated by", set_word, &INITIATIVES, TO(by), false },
    { "reason", "motif|motif du contact|raison", set_word, &REASONS, TO(reason), false },
    { "outcome", "resultat|issue|result", set_word, &OUTCOMES, TO(outcome), false },
    { "documents", "pieces|pieces remises|pieces fournies|pieces justificatives|justificatifs|documents remis|document",
                   set_documents, NULL, 0, false },
    { "kind", "temps|type de temps|nature du temps|kind of time", set_word, &TIME_KINDS, TO(kind), false },
    { "relation", "relationnel|temps relationnel|temps de relation", set_duration, NULL, TO(relation), false },
    { "autonomy", "autonomie|temps d'autonomie|temps d'autonomisation", set_duration, NULL, TO(autonomy), false },
    { "satisfaction", "note de satisfaction|niveau de satisfaction", set_satisfaction, NULL, 0, false },
    { "irritant", "irritants|point de friction|pain point", set_string, NULL, TO(irritant), true },
    { "quote", "verbatim|verbatims|citation", set_string, NULL, TO(quote), true },
    { "takeup", "non recours|cause de non recours|take up|non take up", set_cause, &NON_TAKE_UPS, 0, false },
    { 0 },
};

bool contact_field_is_duration(const struct contact_field *field) { return field && field->set == set_duration; }
bool contact_field_is_date(const struct contact_field *field)
{
    return field && (field->set == set_start || field->set == set_end);
}
bool contact_field_is_satisfaction(const struct contact_field *field)
{
    return field && field->set == set_satisfaction;
}
