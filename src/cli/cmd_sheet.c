#include "base/output_file.h"
#include "cli/load.h"
#include "report/csv.h"
#include <string.h>

static struct { const char *output; } chosen;

/* The columns of a contacts file, as they are written in each language; readers know them all. */
enum column { COLUMN_CASE, COLUMN_STEP, COLUMN_INSTITUTION, COLUMN_CHANNEL, COLUMN_BY = 10, COLUMN_COUNT = 20 };
static const char *const ENGLISH[COLUMN_COUNT + 1] = {
    "case", "step", "institution", "channel", "start", "end", "minutes", "queue", "travel", "prepare", "by", "reason",
    "outcome", "documents", "kind", "relation", "autonomy", "satisfaction", "irritant", "quote", NULL,
};
static const char *const FRENCH[COLUMN_COUNT + 1] = {
    "usager",  "étape",    "organisme",   "canal",        "début",    "fin",      "durée",
    "attente", "trajet",   "préparation", "initiative",   "motif",    "résultat", "pièces",
    "temps",   "relation", "autonomie",   "satisfaction", "irritant", "verbatim", NULL,
};

/* A name that a spreadsheet would take for a formula is written with an apostrophe and would no longer be recognised
 * when the sheet comes back: the id stands for it. */
static const char *safe_name(const char *name, const char *id) { return strchr("=+-@\t\r", *name) ? id : name; }

static void add_step(const struct journey *journey, int number, struct csv *csv)
{
    const struct step *step = &journey->step[number];
    for (int column = 0; column < COLUMN_COUNT; column++)
        switch (column) {
        case COLUMN_STEP:
            csv_text(csv, safe_name(step_title(journey, number), step->id));
            break;
        case COLUMN_INSTITUTION:
            csv_text(csv, step->institution == NONE ? "" : safe_name(institution_name(journey, step->institution),
                                                                    journey->institution[step->institution].id));
            break;
        case COLUMN_CHANNEL:
            csv_text(csv, step->channels ? vocabulary_name(&CHANNELS, (int)step->via[0]) : "");
            break;
        case COLUMN_BY:
            csv_text(csv, step->by_institution ? vocabulary_name(&INITIATIVES, BY_INSTITUTION) : "");
            break;
        default:
            csv_text(csv, "");
        }
    csv_row_end(csv);
}

/* French spreadsheets split cells at semicolons, and all of them need the mark to see UTF-8. */
static void write_sheet(const struct journey *journey, struct buffer *out)
{
    bool french = !strcmp(message_language(), "fr");
    buffer_add_string(out, "\xEF\xBB\xBF");
    struct csv csv = { .out = out, .separator = french ? ';' : ',' };
    csv_header(&csv, french ? FRENCH : ENGLISH);
    csv_row_end(&csv);
    for (int step = 0; step < journey->steps; step++)
        if (!journey->step[step].automatic)
            add_step(journey, step, &csv);
}

static enum exit_status run(struct invocation *invocation)
{
    if (!chosen.output)
        return usage_error(invocation, _("where to? expected -o FILE.csv"));
    struct journey *journey;
    enum exit_status status = load_journey(&journey, invocation->operand[0], &invocation->diagnostics);
    if (status != STATUS_DONE)
        return status;
    struct buffer sheet = { 0 };
    write_sheet(journey, &sheet);
    if (!output_file_write(chosen.output, sheet.data, sheet.length, &invocation->diagnostics))
        status = failure(&invocation->diagnostics);
    buffer_release(&sheet);
    journey_free(journey);
    return status;
}

static const struct option_spec OPTIONS[] = {
    { .name = "output", .letter = 'o', .kind = OPTION_STRING, .argument = N_("FILE"), .target = &chosen.output,
      .help = N_("the CSV file to write; '-' is standard output") },
    COMMON_OPTIONS,
    { 0 },
};

const struct command SHEET_COMMAND = {
    .name = "sheet",
    .operands = N_("JOURNEY -o FILE"),
    .summary = N_("make a blank contacts file with the steps of a journey, to fill in"),
    .details = N_(
        "One row a step, with its institution and its first channel; the columns are named in the language of the "
        "messages. For each user, copy the rows, put a pseudonym into the first column, keep what happened, add what "
        "happened besides. Rows whose first column stays empty are reported and left out when the file is read."),
    .options = OPTIONS,
    .minimum = 1,
    .maximum = 1,
    .run = run,
};
