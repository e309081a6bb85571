#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include "input/contacts.h"
#include <stdlib.h>
#include <string.h>

enum { ATTRIBUTES_MAXIMUM = 256, HEADERS_SHOWN = 20, RANK_SAID = -1, RANK_NONE = 1000 };

/* --- header words --- */

/* Place of `folded` among the field's words: 0 its id, then its aliases; RANK_NONE if it is none. */
static int rank_of(const struct contact_field *field, const char *folded)
{
    size_t length = strlen(folded);
    int rank = 1;
    if (!strcmp(folded, field->id))
        return 0;
    for (const char *at = field->aliases; *at; rank++) {
        size_t word = strcspn(at, "|");
        if (word == length && !memcmp(at, folded, length))
            return rank;
        at += word + (at[word] == '|');
    }
    return RANK_NONE;
}

static const struct contact_field *find_field(const char *folded, int *rank)
{
    for (const struct contact_field *field = CONTACT_FIELDS; field->id; field++)
        if ((*rank = rank_of(field, folded)) != RANK_NONE)
            return field;
    return NULL;
}

/* Cut the unit off a folded header: "duree (h)", "attente [min]", "duree h", "duree en heures". `bracketed` if it was
 * in brackets (then anything may be in them). Returns the unit's seconds, or 0 if it names no unit. */
static int64_t cut_unit(char *folded, bool *bracketed)
{
    size_t length = strlen(folded);
    char last = length ? folded[length - 1] : 0;
    *bracketed = last == ')' || last == ']';
    char *open = *bracketed ? strrchr(folded, last == ')' ? '(' : '[') : strrchr(folded, ' ');
    if (!open || open == folded)
        return 0;
    const char *word = open + 1;
    size_t word_length = strlen(word) - *bracketed;
    if (!strncmp(word, "en ", 3))
        word += 3, word_length -= 3;
    int64_t unit = duration_unit(word, word_length);
    while (open > folded && open[-1] == ' ')
        open--;
    if (!*bracketed && open - folded > 3 && (!strncmp(open - 3, " en", 3) || !strncmp(open - 3, " in", 3)))
        open -= 3;
    *open = '\0';
    return unit;
}

/* What a header means: its field or NULL, how well the word fits, and the unit of a duration. */
static const struct contact_field *recognise(const char *header, int *rank, int64_t *unit)
{
    struct buffer folded = { 0 };
    bool bracketed;
    text_fold(&folded, header);
    *unit = 60;
    const struct contact_field *field = folded.length ? find_field(folded.data, rank) : NULL;
    if (!field && folded.length) {
        int64_t said = cut_unit(folded.data, &bracketed);
        field = find_field(folded.data, rank);
        if (!bracketed && !(said && contact_field_is_duration(field)))
            field = NULL;
        else if (said)
            *unit = said;
    }
    buffer_release(&folded);
    return field;
}

/* The unit in the header of a column that --columns calls a duration. */
static int64_t unit_of(const char *header)
{
    struct buffer folded = { 0 };
    bool bracketed;
    text_fold(&folded, header);
    int64_t unit = folded.length ? cut_unit(folded.data, &bracketed) : 0;
    buffer_release(&folded);
    return unit ? unit : 60;
}

/* --- messages --- */

/* 'A', 'B', … of the header */
static void list_headers(const struct contacts *contacts, struct buffer *out)
{
    size_t listed = 0, i = 0;
    for (; i < contacts->columns && listed < HEADERS_SHOWN; i++)
        if (*contacts->column[i].name)
            buffer_printf(out, "%s'%.60s'", listed++ ? ", " : "", contacts->column[i].name);
    if (i < contacts->columns)
        buffer_add_string(out, ", …");
}

static struct source_position header_at(const struct contacts *contacts)
{
    return (struct source_position){ contacts->file, (int)contacts->header_line, 0 };
}
static struct source_position option_at(void) { return (struct source_position){ "--columns", 0, 0 }; }

static bool report_missing(const struct contacts *contacts, bool no_case, bool no_step)
{
    struct buffer headers = { 0 };
    size_t known = 0;
    for (size_t i = 0; i < contacts->columns; i++)
        known += contacts->column[i].field != NULL;
    list_headers(contacts, &headers);
    if (!known)
        diagnostics_error(contacts->diagnostics, header_at(contacts),
            _("this line names no column that is known: expected column names such as usager, étape, date; found %s; "
              "--columns case=\"…\",step=\"…\" says which ones hold the user and the step"), buffer_text(&headers));
    else if (no_case && no_step)
        diagnostics_error(contacts->diagnostics, header_at(contacts),
            _("no column holds the user (case) and none the step: found %s; say which ones with "
              "--columns case=\"…\",step=\"…\""), buffer_text(&headers));
    else if (no_case)
        diagnostics_error(contacts->diagnostics, header_at(contacts),
            _("no column holds the user (case): found %s; say which one with --columns case=\"…\""),
            buffer_text(&headers));
    else
        diagnostics_error(contacts->diagnostics, header_at(contacts),
            _("no column holds the step: found %s; say which one with --columns step=\"…\""), buffer_text(&headers));
    buffer_release(&headers);
    return false;
}

/* --- --columns --- */

static const char *skip_spaces(const char *at) { return at + strspn(at, " \t"); }

/* A name up to one of `ends`, or in quotes with doubled quotes; NULL after a missing end quote. */
static const char *take_name(const char *at, const char *ends, struct buffer *name)
{
    at = skip_spaces(at);
    if (*at != '"') {
        size_t length = strcspn(at, ends);
        const char *end = at + length;
        while (length && (at[length - 1] == ' ' || at[length - 1] == '\t'))
            length--;
        buffer_add(name, at, length);
        return end;
    }
    for (at++; *at && (*at != '"' || at[1] == '"'); at++) {
        buffer_add_char(name, *at);
        at += *at == '"';
    }
    return *at ? skip_spaces(at + 1) : NULL;
}

static const struct contact_field *field_said(const struct contacts *contacts, const char *name)
{
    const char *id[32];
    size_t count = 0;
    int rank;
    struct buffer folded = { 0 }, ids = { 0 };
    text_fold(&folded, name);
    const struct contact_field *field = find_field(buffer_text(&folded), &rank);
    for (const struct contact_field *each = CONTACT_FIELDS; each->id && count < 32; each++) {
        buffer_printf(&ids, "%s%s", count ? ", " : "", each->id);
        id[count++] = each->id;
    }
    if (!field) {
        int nearest = text_nearest(name, id, count);
        if (nearest >= 0)
            diagnostics_error(contacts->diagnostics, option_at(),
                              _("'%s' is nothing a column can hold: did you mean '%s'?"), name, id[nearest]);
        else
            diagnostics_error(contacts->diagnostics, option_at(),
                              _("'%s' is nothing a column can hold: expected one of %s"), name, buffer_text(&ids));
    }
    buffer_release(&folded);
    buffer_release(&ids);
    return field;
}

static struct column *column_said(struct contacts *contacts, const char *name)
{
    for (size_t i = 0; i < contacts->columns; i++)
        if (!strcmp(contacts->column[i].name, name))
            return &contacts->column[i];
    for (size_t i = 0; i < contacts->columns; i++)
        if (*name && text_same(contacts->column[i].name, name))
            return &contacts->column[i];
    const char **names = xcalloc(contacts->columns, sizeof *names);
    for (size_t i = 0; i < contacts->columns; i++)
        names[i] = contacts->column[i].name;
    int nearest = text_nearest(name, names, contacts->columns);
    struct buffer headers = { 0 };
    list_headers(contacts, &headers);
    if (nearest >= 0)
        diagnostics_error(contacts->diagnostics, option_at(), _("'%s' has no column '%s': did you mean '%s'?"),
                          contacts->file, name, names[nearest]);
    else
        diagnostics_error(contacts->diagnostics, option_at(), _("'%s' has no column '%s': it has %s"),
                          contacts->file, name, buffer_text(&headers));
    free(names);
    buffer_release(&headers);
    return NULL;
}

/* `field`=`name` of --columns */
static bool say_column(struct contacts *contacts, const char *field_name, const char *name)
{
    const struct contact_field *field = field_said(contacts, field_name);
    struct column *column = field ? column_said(contacts, name) : NULL;
    if (!column)
        return false;
    for (size_t i = 0; i < contacts->columns; i++)
        if (contacts->column[i].said && contacts->column[i].field == field)
            return diagnostics_error(contacts->diagnostics, option_at(), _("'%s' is said twice"), field->id);
    if (column->said)
        return diagnostics_error(contacts->diagnostics, option_at(), _("column '%s' is said to be both '%s' and '%s'"),
                                 column->name, column->field->id, field->id);
    column->field = field;
    column->said = true;
    column->unit = unit_of(column->name);
    return true;
}

static bool say_columns(struct contacts *contacts, const char *said)
{
    struct buffer field = { 0 }, name = { 0 };
    bool good = true;
    for (const char *at = said; at && good && *(at = skip_spaces(at));) {
        buffer_clear(&field);
        buffer_clear(&name);
        at = take_name(at, "=,", &field);
        bool formed = at && *at == '=' && (at = take_name(at + 1, ",", &name)) && (!*at || *at == ',') && field.length;
        good = formed && say_column(contacts, buffer_text(&field), buffer_text(&name));
        if (!formed)
            diagnostics_error(contacts->diagnostics, option_at(),
                              _("'%s' is not understood: expected case=\"N° usager\",step=\"Étape\""), said);
        else if (*at)
            at++;
    }
    buffer_release(&field);
    buffer_release(&name);
    return good;
}

/* --- the header --- */

/* Give each field to the column whose header says it best (the first of equals). */
static void recognise_columns(struct contacts *contacts)
{
    int *rank = xcalloc(contacts->columns, sizeof *rank);
    for (size_t i = 0; i < contacts->columns; i++) {
        struct column *column = &contacts->column[i];
        if (!column->said)
            column->field = recognise(column->name, &rank[i], &column->unit);
        else
            rank[i] = RANK_SAID;
    }
    for (size_t i = 0; i < contacts->columns; i++) {
        size_t best = i;
        for (size_t k = 0; k < contacts->columns && contacts->column[i].field; k++)
            if (contacts->column[k].field == contacts->column[i].field &&
                (rank[k] < rank[best] || (rank[k] == rank[best] && k < best)))
                best = k;
        if (best != i)
            contacts->column[i].owner = &contacts->column[best];
    }
    free(rank);
}

/* A field said by two columns: the second is kept as an attribute, which is said unless --columns settled it. */
static void settle_duplicates(struct contacts *contacts)
{
    for (size_t i = 0; i < contacts->columns; i++) {
        struct column *column = &contacts->column[i];
        const struct column *owner = column->owner;
        if (!owner)
            continue;
        if (!owner->said)
            diagnostics_warning(contacts->diagnostics, header_at(contacts),
                _("columns '%s' and '%s' both say '%s': '%s' is taken; --columns %s=\"…\" settles it"),
                owner->name, column->name, column->field->id, owner->name, column->field->id);
        column->field = NULL;
    }
}

/* Columns without a field become attributes of the log, under names that differ. */
static void add_attributes(struct contacts *contacts)
{
    size_t added = 0, more = 0;
    for (size_t i = 0; i < contacts->columns; i++) {
        struct column *column = &contacts->column[i];
        if (column->field || !*column->name)
            continue;
        if (added++ >= ATTRIBUTES_MAXIMUM) {
            more++;
            column->silenced = true;
            continue;
        }
        int same = 1;
        for (size_t k = 0; k < i; k++)
            same += !contacts->column[k].field && !strcmp(contacts->column[k].name, column->name);
        struct buffer name = { 0 };
        buffer_add_string(&name, column->name);
        if (same > 1) {
            buffer_printf(&name, " (%d)", same);
            diagnostics_warning(contacts->diagnostics, header_at(contacts),
                _("column '%s' is there more than once: this one is kept as '%s'"), column->name, buffer_text(&name));
        }
        column->attribute = event_log_add_attribute(contacts->log, buffer_text(&name));
        buffer_release(&name);
    }
    if (more)
        diagnostics_warning(contacts->diagnostics, header_at(contacts),
            ngettext("%zu column more than can be kept as attributes (256): it is not read",
                     "%zu columns more than can be kept as attributes (256): they are not read", more), more);
}

/* A copy of the cell, trimmed, on one line. */
static char *header_name(struct cell *cell)
{
    cell_trim(cell);
    for (char *at = cell->text; *at; at++)
        if (*at == '\n' || *at == '\r')
            *at = ' ';
    return memcpy(xrealloc(NULL, cell->length + 1), cell->text, cell->length + 1);
}

bool contacts_read_header(struct contacts *contacts)
{
    struct csv *csv = &contacts->csv;
    contacts->header_line = csv->record_line;
    contacts->columns = csv->cells;
    contacts->column = xcalloc(csv->cells, sizeof *contacts->column);
    for (size_t i = 0; i < csv->cells; i++)
        contacts->column[i] = (struct column){ .name = header_name(&csv->cell[i]), .attribute = -1, .unit = 60 };
    if (contacts->options->columns && !say_columns(contacts, contacts->options->columns))
        return false;
    recognise_columns(contacts);
    contacts->case_column = contacts->step_column = contacts->columns;
    for (size_t i = contacts->columns; i-- > 0;) {
        const struct column *column = &contacts->column[i];
        if (!column->owner && column->field == &CONTACT_FIELDS[FIELD_CASE])
            contacts->case_column = i;
        if (!column->owner && column->field == &CONTACT_FIELDS[FIELD_STEP])
            contacts->step_column = i;
    }
    bool no_case = contacts->case_column == contacts->columns, no_step = contacts->step_column == contacts->columns;
    if (no_case || no_step)
        return report_missing(contacts, no_case, no_step);
    settle_duplicates(contacts);
    add_attributes(contacts);
    return true;
}

void contacts_release_columns(struct contacts *contacts)
{
    for (size_t i = 0; i < contacts->columns; i++) {
        free(contacts->column[i].name);
        free(contacts->column[i].value);
        interner_release(&contacts->column[i].words);
    }
    free(contacts->column);
    contacts->column = NULL;
    contacts->columns = 0;
}

static const char *unit_text(int64_t unit)
{
    return unit == 1 ? "s" : unit == 3600 ? "h" : unit == DAY_SECONDS ? "d" : unit == 7 * DAY_SECONDS ? "w" : "min";
}

char *contacts_describe_columns(const struct contacts *contacts)
{
    struct buffer out = { 0 };
    for (size_t i = 0; i < contacts->columns; i++) {
        const struct column *column = &contacts->column[i];
        if (!*column->name)
            continue;
        buffer_printf(&out, "%s%s = ", out.length ? "; " : "", column->name);
        if (contact_field_is_duration(column->field))
            buffer_printf(&out, "%s (%s)", column->field->id, unit_text(column->unit));
        else
            buffer_add_string(&out, column->field ? column->field->id : column->attribute >= 0 ? "attribute" : "-");
    }
    char *text = xrealloc(out.data, out.length + 1);
    text[out.length] = '\0';
    return text;
}
