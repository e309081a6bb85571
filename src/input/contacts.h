/* input/contacts.h - a contacts file (design section 5): rows of cells become rows of an event log.
 *
 *     contacts.c           CSV_READER: reads ahead, then row by row
 *     contacts_columns.c   which column means what: the header, --columns
 *     contacts_fields.c    the table of fields, and what each does with a cell
 *     contacts_cells.c     cells that need reading: durations, units, dashes
 *
 * Internal to src/input.
 */
#ifndef PARCOURS_INPUT_CONTACTS_H
#define PARCOURS_INPUT_CONTACTS_H
#include "input/csv.h"
#include "input/reader.h"
#include <string.h>

struct contacts;
struct column;

/* One thing a column can say of a contact. */
struct contact_field {
    const char *id;                         /* in --columns, in JSON */
    const char *aliases;                    /* header words as text_fold() leaves them, best first, between '|' */
    void (*set)(struct contacts *contacts, struct column *column, struct cell *cell);  /* the cell is trimmed, not empty */
    const struct vocabulary *vocabulary;    /* for set_word */
    size_t offset;                          /* of the member of struct contact it goes to */
    bool free_text;                         /* a dash is a text, not a blank */
};
extern const struct reader CSV_READER;
enum { FIELD_CASE, FIELD_STEP };            /* the first two of the table */
extern const struct contact_field CONTACT_FIELDS[];     /* ends with id NULL */
bool contact_field_is_duration(const struct contact_field *field);
bool contact_field_is_date(const struct contact_field *field);
bool contact_field_is_satisfaction(const struct contact_field *field);
/* The string for a document's name: as it was first written, whatever accents and case later ones have. */
uint32_t contacts_document(struct contacts *contacts, const char *text, size_t length);

struct column {
    char *name;                             /* as in the header, trimmed */
    const struct contact_field *field;      /* or NULL */
    int attribute;                          /* number in the log, or -1 */
    int64_t unit;                           /* seconds, for durations */
    bool said;                              /* by --columns */
    const struct column *owner;             /* another column says the same field better; or NULL */
    bool silenced;                          /* already reported as a whole: say no more of its cells */
    uint32_t last;                          /* string of the row before: columns repeat themselves */
    struct interner words; int32_t *value; size_t values;   /* cells already understood: word -> value */
};

struct contacts {
    struct csv csv;
    struct event_log *log;
    const struct log_options *options;
    struct diagnostics *diagnostics;
    const char *file;
    uint16_t file_number;
    struct column *column; size_t columns;
    size_t case_column, step_column;
    uint32_t header_line;

    enum date_order order;                  /* how dates are read */
    bool order_known;                       /* said, or told by the file's dates */
    uint64_t ambiguous; struct source_position ambiguous_at; char ambiguous_text[40];
    struct interner documents;              /* folded names -> document[]: the string as first written */
    uint32_t *document; size_t document_capacity;

    struct contact row;                     /* the row being read */
    uint32_t name;                          /* its case */
    enum non_take_up cause;
    bool unparsable;                        /* a date of it could not be read */
    size_t details;                         /* cells that say something of a contact */
    uint32_t *attribute_value; size_t attributes;
};

/* contacts_columns.c: read the header (the first record) and --columns. False after a diagnostic. */
bool contacts_read_header(struct contacts *contacts);
void contacts_release_columns(struct contacts *contacts);
char *contacts_describe_columns(const struct contacts *contacts);   /* malloc'ed "N° usager = case; …" */

/* contacts_cells.c */
void cell_trim(struct cell *cell);                      /* spaces and no-break spaces at both ends */
/* "-", "–", "—": people's way to leave blank. */
static inline bool cell_is_dash(const struct cell *cell)
{
    return (cell->length == 1 && *cell->text == '-') ||
           (cell->length == 3 && (!memcmp(cell->text, "–", 3) || !memcmp(cell->text, "—", 3)));
}
int64_t duration_unit(const char *word, size_t length); /* seconds of "h", "min", "heures"…; 0 if it is no unit */
/* "90", "1,5", "1h30", "45 min", "1:30:00", "PT1H30M"; bare numbers count `unit` seconds. False if it is none. */
bool duration_cell(const char *text, size_t length, int64_t unit, int64_t *seconds);
/* The position of a cell of the current record. */
struct source_position contacts_at(const struct contacts *contacts, const struct cell *cell);
#endif
