/* The contacts files of ../shared/data/csv that are in the long layout, each against what it is meant to say: one table
 * of contacts (canonical.json), exported in many ways (truth.json). */
#include "test.h"
#include "input/reader.h"
#include <jansson.h>

extern const struct reader CSV_READER;

static struct diagnostics diagnostics;
static struct event_log *contacts;
static struct log_format format;

static void clear(void)
{
    event_log_free(contacts);
    contacts = NULL;
    free(format.columns);
    format = (struct log_format){ 0 };
    diagnostics_release(&diagnostics);
}
static int setup(void **state) { (void)state; return 0; }
static int teardown(void **state) { (void)state; clear(); return 0; }

static const char *data_folder(void)
{
    static char folder[4096];
    if (!shared_folder()) {
        print_message("contacts files need ../shared\n");
        skip();
    }
    snprintf(folder, sizeof folder, "%s/data/csv", shared_folder());
    return folder;
}
static json_t *load(const char *name)
{
    char path[5000];
    snprintf(path, sizeof path, "%s/%s", data_folder(), name);
    json_t *json = json_load_file(path, 0, NULL);
    assert_non_null(json);
    return json;
}
static bool read_file(const char *name, const struct log_options *options)
{
    char path[5000];
    clear();
    snprintf(path, sizeof path, "%s/%s", data_folder(), name);
    struct source *source = source_open(path, &diagnostics);
    assert_non_null(source);
    contacts = event_log_new();
    bool good = CSV_READER.read_log(source, options, contacts, &format, &diagnostics);
    if (good)
        event_log_finish(contacts, &diagnostics);
    source_close(source);
    return good;
}

static const char *text(const json_t *row, const char *key)
{
    const char *value = json_string_value(json_object_get(row, key));
    return value ? value : "";
}
static bool is_dash(const char *value) { return !strcmp(value, "—"); }
static int64_t instant(const json_t *row, const char *key)
{
    struct parsed_time time;
    const char *value = text(row, key);
    assert_true(time_parse(value, strlen(value), DATE_DAY_FIRST, &time));
    return time.instant;
}

/* What a file leaves out or writes otherwise than the canonical table. */
enum {
    DAYS_ONLY = 1,
    NO_DURATION = 2,
    LOCAL_TIME = 4,
    NO_COMMENT = 8,
    ONE_ROW_SHORT = 16,
    SOME_ROWS = 32,
    ONE_CASE_GARBLED = 64
};

static const char *comment(size_t row)
{
    for (size_t i = 0; i < contacts->attributes; i++)
        if (contacts->attribute[i].value && !contacts->attribute[i].of_case)
            return event_log_text(contacts, contacts->attribute[i].value[row]);
    return "";
}

/* Paris is an hour ahead of UTC before 2024-03-31T01:00Z, two after. */
static int64_t paris(int64_t local)
{
    int64_t change = 1711846800000;
    return local - (local - 3600000 < change ? 3600000 : 7200000);
}

static bool same_contact(size_t row, const struct log_case *its_case, const json_t *wanted, unsigned how)
{
    struct contact c = event_log_contact(contacts, row);
    int64_t start = instant(wanted, "debut"), end = instant(wanted, "fin"), day = 86400000;
    if (how & DAYS_ONLY)
        start -= start % day, end -= end % day;
    if (how & LOCAL_TIME)
        start = paris(start), end = paris(end);
    const char *institution = text(wanted, "institution"), *channel = text(wanted, "canal");
    double hours = json_number_value(json_object_get(wanted, "duree_h"));
    const json_t *mark = json_object_get(wanted, "satisfaction");
    bool short_row = (how & ONE_ROW_SHORT) && c.minutes == LOG_SECONDS_ABSENT;
    int satisfaction = json_is_integer(mark) ? ((int)json_integer_value(mark) - 3) * 100 : LOG_SATISFACTION_ABSENT;
    return !strcmp(event_log_text(contacts, its_case->name), text(wanted, "id_usager")) &&
           !strcmp(event_log_text(contacts, c.label), text(wanted, "etape")) &&
           !strcmp(event_log_text(contacts, c.institution), is_dash(institution) ? "" : institution) &&
           (int)c.channel == (is_dash(channel) ? 0 : vocabulary_find(&CHANNELS, channel)) && !c.channel_text &&
           c.start == start && c.end == end &&
           (short_row || (how & NO_DURATION) ||
            (c.minutes == lround(hours * 3600) && c.satisfaction == satisfaction)) &&
           (short_row || (how & NO_COMMENT) || !strcmp(comment(row), text(wanted, "commentaire")));
}

/* Contacts that are in the canonical table; each of its rows counts once. */
static size_t count_same(const json_t *canonical, unsigned how)
{
    size_t same = 0, rows = json_array_size(canonical);
    bool *taken = calloc(rows, sizeof *taken);
    for (size_t c = 0; c < contacts->case_count; c++)
        for (size_t row = contacts->cases[c].first; row < contacts->cases[c].first + contacts->cases[c].count; row++)
            for (size_t i = 0; i < rows; i++)
                if (!taken[i] && same_contact(row, &contacts->cases[c], json_array_get(canonical, i), how)) {
                    taken[i] = true;
                    same++;
                    break;
                }
    free(taken);
    return same;
}

static void files_in_the_long_layout_give_the_canonical_contacts(void **state)
{
    (void)state;
    static const struct { const char *name; unsigned how; size_t rejected;
    } FILE_[] = {
        { "01-excel-fr-cp1252-semicolon.csv", 0, 0 },
        { "02-excel-csv-utf8-bom.csv", 0, 0 },
        { "05-utf8-comma-iso-offset.csv", LOCAL_TIME, 0 },
        { "06-sep-line.csv", 0, 0 },
        { "07-all-quoted.csv", 0, 0 },
        { "08-tsv-lf.tsv", NO_COMMENT, 0 },
        { "09-macroman-cr.csv", NO_COMMENT, 0 },
        { "12-mixed-date-formats.csv", 0, 0 },
        { "14-ambiguous-dates.csv", DAYS_ONLY | NO_DURATION | NO_COMMENT | SOME_ROWS, 0 },
        { "15-ragged-total-row.csv", ONE_ROW_SHORT, 1 },
        { "20-mixed-encoding.csv", ONE_CASE_GARBLED, 0 },
        { "23-utf16le-no-bom.csv", NO_COMMENT, 0 },
        { "25-unsorted.csv", 0, 0 },
    };
    const struct log_options options = { .satisfaction_low = 1, .satisfaction_high = 5 };
    json_t *canonical = load("canonical.json"), *truth = load("truth.json");
    for (size_t i = 0; i < sizeof FILE_ / sizeof *FILE_; i++) {
        const json_t *file = json_object_get(truth, FILE_[i].name);
        size_t wanted = json_array_size(canonical);
        if (FILE_[i].how & SOME_ROWS)
            wanted = (size_t)json_integer_value(json_object_get(file, "data_rows"));
        print_message("%s\n", FILE_[i].name);
        assert_true(read_file(FILE_[i].name, &options));
        assert_int_equal(contacts->count, wanted);
        assert_int_equal(contacts->input.rejected, FILE_[i].rejected);
        assert_int_equal(count_same(canonical, FILE_[i].how), wanted - !!(FILE_[i].how & ONE_CASE_GARBLED));
        const char *separator = text(file, "separator");
        assert_true(!*separator || *separator == format.separator);
    }
    json_decref(canonical);
    json_decref(truth);
}

static bool says(const char *part, int line)
{
    for (size_t i = 0; i < diagnostics.count; i++)
        if (strstr(diagnostics.item[i].text, part) && diagnostics.item[i].at.line == line)
            return true;
    return false;
}

static void what_is_wrong_with_a_file_is_said_with_its_line(void **state)
{
    (void)state;
    const struct log_options options = { 0 };
    assert_true(read_file("14-ambiguous-dates.csv", &options));
    assert_true(says("day first or month first", 2));
    assert_int_equal(contacts->input.ambiguous_dates, 85);
    assert_true(read_file("15-ragged-total-row.csv", &options));
    assert_true(says("6 cells for 9 columns", 6) && says("colonne en trop", 10) && says("Total", 119));
    assert_true(read_file("17-header-only.csv", &options));
    assert_int_equal(contacts->count, 0);
    assert_true(says("no row", 1));
    assert_false(read_file("18-empty.csv", &options));
    assert_true(says("empty", 0));
    assert_false(read_file("19-bom-only.csv", &options));
    assert_true(says("empty", 0));
    assert_true(read_file("20-mixed-encoding.csv", &options));
    assert_true(says("offset 5883", 61));
    assert_true(read_file("21-unterminated-quote.csv", &options));      /* as it is here: cut before the quote */
    assert_true(says("cut off", 116));
    assert_true(read_file("01-excel-fr-cp1252-semicolon.csv", &options));
    assert_true(says("goes from 1 to 5", 0) && says("windows-1252", 0));
}

/* Layouts that are not read yet end with an error that lists the columns, and are named here. */
static void other_layouts_are_refused_for_now(void **state)
{
    (void)state;
    const struct log_options options = { 0 };
    static const char *const LATER[] = {
        "30-limesurvey-codes.csv", "32-google-forms-fr.csv", "33-demarches-simplifiees.csv", "35-path-in-one-cell.csv",
    };
    for (size_t i = 0; i < sizeof LATER / sizeof *LATER; i++) {
        assert_false(read_file(LATER[i], &options));
        assert_true(says("no column", 1));
        print_message("later: %s\n", LATER[i]);
    }
    print_message("later: workbooks (40, 42)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(files_in_the_long_layout_give_the_canonical_contacts),
        TEST(what_is_wrong_with_a_file_is_said_with_its_line),
        TEST(other_layouts_are_refused_for_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
