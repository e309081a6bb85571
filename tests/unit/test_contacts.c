#include "test.h"
#include "base/buffer.h"
#include "base/text.h"
#include "input/contacts.h"
#include "input_file.h"

static struct diagnostics diagnostics;
static struct event_log *contacts_log;
static struct log_format format;
static struct log_options options;

static int setup(void **state)
{
    options = (struct log_options){ 0 };
    return input_folder_enter(state);
}
static void clear(void)
{
    event_log_free(contacts_log);
    contacts_log = NULL;
    free(format.columns);
    format = (struct log_format){ 0 };
    diagnostics_release(&diagnostics);
}
static int teardown(void **state)
{
    clear();
    return input_folder_leave(state);
}

static bool read_text(const char *text)
{
    clear();
    contacts_log = event_log_new();
    struct source *source = input_file("in.csv", text, strlen(text), &diagnostics);
    bool good = CSV_READER.read_log(source, &options, contacts_log, &format, &diagnostics);
    if (good)
        event_log_finish(contacts_log, &diagnostics);
    source_close(source);
    return good;
}
/* The first contact of a file of one row. */
static struct contact one_row(const char *header, const char *row)
{
    char text[1000];
    snprintf(text, sizeof text, "%s\n%s\n", header, row);
    assert_true(read_text(text));
    assert_int_equal(contacts_log->count, 1);
    return event_log_contact(contacts_log, 0);
}
#define assert_text(string, wanted) assert_string_equal(event_log_text(contacts_log, (string)), (wanted))

/* --- columns --- */

static void columns_are_known_in_french_whatever_their_order_case_and_accents(void **state)
{
    (void)state;
    struct contact c = one_row(
        "ETAPE;Pièces;n° "
        "USAGER;Durée;Attente;trajet;Préparation;Motif;Résultat;Canal;Organisme;Verbatim;Irritant;Temps;Initiative",
        "Dépôt;RIB | Acte ;u1;10;5;20;3;relance;renvoyé;guichet;CAF;- bof -;attente;relation;organisme");
    assert_text(contacts_log->cases[0].name, "u1");
    assert_text(c.label, "Dépôt");
    assert_text(c.institution, "CAF");
    assert_int_equal(c.channel, CHANNEL_COUNTER);
    assert_int_equal(c.minutes, 600);
    assert_int_equal(c.queue, 300);
    assert_int_equal(c.travel, 1200);
    assert_int_equal(c.prepare, 180);
    assert_int_equal(c.by, BY_INSTITUTION);
    assert_int_equal(c.reason, REASON_CHASE);
    assert_int_equal(c.outcome, OUTCOME_REDIRECTED);
    assert_int_equal(c.kind, KIND_RELATION);
    assert_text(c.irritant, "attente");
    assert_text(c.quote, "- bof -");
    const uint32_t *documents = event_log_document_list(contacts_log, c.documents);
    assert_int_equal(documents[0], 2);
    assert_text(documents[1], "RIB");
    assert_text(documents[2], "Acte");
    assert_int_equal(diagnostics.count, 0);
}

static void columns_are_known_by_their_english_names(void **state)
{
    (void)state;
    struct contact c = one_row("case,step,start,end,minutes,relation,autonomy,satisfaction,takeup",
                               "1,a,2025-03-01T09:00,2025-03-01T09:30,30,10,5,-1,non-demande");
    assert_int_equal(c.start, 1740819600000);
    assert_int_equal(c.end, 1740821400000);
    assert_true(c.start_has_time);
    assert_int_equal(c.relation, 600);
    assert_int_equal(c.autonomy, 300);
    assert_int_equal(c.satisfaction, -100);
    assert_int_equal(contacts_log->cases[0].stated_cause, NON_TAKE_UP_NOT_REQUESTED);
}

static void units_stand_in_the_header_or_in_the_cell(void **state)
{
    (void)state;
    static const struct { const char *header, *cell; int32_t seconds;
    } CASE[] = {
        { "Durée (h)", "1,5", 5400 },     { "duree_h", "0.25", 900 },
        { "attente [min]", "12", 720 },   { "minutes_h", "2", 7200 },
        { "durée en heures", "2", 7200 }, { "Durée (h)", "45 min", 2700 },
        { "minutes", "1h30", 5400 },      { "minutes", "1 h 30 min", 5400 },
        { "minutes", "0,5 h", 1800 },     { "minutes", "45 min.", 2700 },
        { "minutes", "1:05:30", 3930 },   { "minutes", "PT1H30M", 5400 },
        { "minutes", "90 s", 90 },        { "minutes", "0", 0 },
        { "Durée (estimée)", "10", 600 }, { "minutes", "1 234", 74040 },
        { "minutes", "2 heures", 7200 },
    };
    for (size_t i = 0; i < sizeof CASE / sizeof *CASE; i++) {
        char header[100], row[100];
        snprintf(header, sizeof header, "case;step;%s", CASE[i].header);
        snprintf(row, sizeof row, "1;a;%s", CASE[i].cell);
        struct contact c = one_row(header, row);
        if (diagnostics.count)
            print_error("%s: %s\n", CASE[i].cell, diagnostics.item[0].text);
        assert_int_equal(diagnostics.count, 0);
        assert_int_equal(strstr(CASE[i].header, "attente") ? c.queue : c.minutes, CASE[i].seconds);
    }
}

static void what_is_no_duration_is_said_and_read_as_blank(void **state)
{
    (void)state;
    static const char *const CELL[] = { "beaucoup", "-5",    "1:30", "1h75", "30 min 2 h", "1 an",
                                        "99999999", "-1h30", "h",    "1..2", "1e300" };
    for (size_t i = 0; i < sizeof CELL / sizeof *CELL; i++) {
        char row[100];
        snprintf(row, sizeof row, "1;a;%s", CELL[i]);
        struct contact c = one_row("case;step;minutes", row);
        assert_int_equal(c.minutes, LOG_SECONDS_ABSENT);
        assert_int_equal(diagnostics.warnings, 1);
        assert_int_equal(diagnostics.item[0].at.column, 5);
    }
}

static void an_unknown_column_is_a_profile_if_it_is_constant_within_cases(void **state)
{
    (void)state;
    assert_true(read_text("case;step;territoire;note\n1;a;nord;x\n1;b;nord;y\n2;a;sud;x\n"));
    assert_int_equal(contacts_log->attributes, 2);
    assert_true(contacts_log->attribute[0].of_case);
    assert_text(contacts_log->attribute[0].value[1], "sud");
    assert_false(contacts_log->attribute[1].of_case);
    assert_string_equal(format.columns, "case = case; step = step; territoire = attribute; note = attribute");
    assert_int_equal(format.separator, ';');
    assert_string_equal(format.encoding, "utf-8");
}

static void the_better_name_has_the_field_and_the_other_column_is_kept(void **state)
{
    (void)state;
    assert_true(read_text("id;usager;étape\n77;u1;a\n78;u1;b\n"));
    assert_int_equal(contacts_log->case_count, 1);
    assert_text(contacts_log->cases[0].name, "u1");
    assert_int_equal(contacts_log->attributes, 1);
    assert_diagnostics(&diagnostics,
                       "in.csv:1: warning: columns 'usager' and 'id' both say 'case': 'usager' is taken; --columns "
                       "case=\"…\" settles it\n");
}

static void columns_can_be_said(void **state)
{
    (void)state;
    options.columns = "case=\"Le \"\"vrai\"\" numéro\", étape = Quoi";
    assert_true(read_text("usager;Le \"vrai\" numéro;quoi\nx;u1;a\n"));
    assert_text(contacts_log->cases[0].name, "u1");
    assert_text(contacts_log->label[0], "a");
    assert_int_equal(diagnostics.count, 0);
}

static void assert_columns_refused(const char *said, const char *wanted)
{
    options.columns = said;
    assert_false(read_text("usager;étape;date\nx;u1;a\n"));
    assert_diagnostics(&diagnostics, wanted);
}
static void what_is_wrong_with_columns_said_is_said(void **state)
{
    (void)state;
    assert_columns_refused("cas=usagé,step=étape",
                           "--columns: error: 'in.csv' has no column 'usagé': did you mean 'usager'?\n");
    assert_columns_refused(
        "satisfation=date",
        "--columns: error: 'satisfation' is nothing a column can hold: did you mean 'satisfaction'?\n");
    assert_columns_refused("case=usager,case=date", "--columns: error: 'case' is said twice\n");
    assert_columns_refused("case=date,start=date",
                           "--columns: error: column 'date' is said to be both 'case' and 'start'\n");
    assert_columns_refused("case",
                           "--columns: error: 'case' is not understood: expected case=\"N° usager\",step=\"Étape\"\n");
    assert_columns_refused(
        "case=\"x", "--columns: error: 'case=\"x' is not understood: expected case=\"N° usager\",step=\"Étape\"\n");
    assert_columns_refused(
        "case=zzzzzzzzzzzzz",
        "--columns: error: 'in.csv' has no column 'zzzzzzzzzzzzz': it has 'usager', 'étape', 'date'\n");
}

static void aliases_are_written_as_headers_are_compared(void **state)
{
    (void)state;
    for (const struct contact_field *field = CONTACT_FIELDS; field->id; field++)
        for (const char *at = field->aliases; *at;) {
            struct buffer alias = { 0 }, folded = { 0 };
            size_t length = strcspn(at, "|");
            buffer_add(&alias, at, length);
            text_fold(&folded, alias.data);
            assert_string_equal(folded.data, alias.data);
            for (const struct contact_field *other = CONTACT_FIELDS; other->id; other++)
                assert_true(other == field || strcmp(other->id, alias.data));
            buffer_release(&alias);
            buffer_release(&folded);
            at += length + (at[length] == '|');
        }
}

/* --- dates --- */

static int64_t day(int year, int month, int d) { return date_days(year, month, d) * DAY_SECONDS * 1000; }

static void one_date_that_can_only_be_month_first_decides_for_all(void **state)
{
    (void)state;
    assert_true(read_text("case;step;date\n1;a;01/04/2024\n1;b;04/25/2024\n"));
    assert_int_equal(contacts_log->start[0], day(2024, 1, 4));
    assert_int_equal(format.date_order, DATE_MONTH_FIRST);
    assert_int_equal(contacts_log->input.ambiguous_dates, 0);
    assert_int_equal(diagnostics.count, 0);
}
static void ambiguous_dates_are_day_first_and_counted(void **state)
{
    (void)state;
    assert_true(read_text("case;step;date\n1;a;01/04/2024\n1;b;03/03/2024\n1;c;05/04/2024\n"));
    assert_int_equal(contacts_log->input.ambiguous_dates, 2);
    assert_int_equal(contacts_log->start[2], day(2024, 4, 5));
    assert_int_equal(diagnostics.warnings, 1);
    options.date_order = DATE_MONTH_FIRST;
    assert_true(read_text("case;step;date\n1;a;01/04/2024\n"));
    assert_int_equal(contacts_log->start[0], day(2024, 1, 4));
    assert_int_equal(contacts_log->input.ambiguous_dates, 0);
    assert_int_equal(diagnostics.count, 0);
}
static void dates_that_contradict_the_others_are_said_and_the_contact_is_kept(void **state)
{
    (void)state;
    assert_true(read_text("case;step;date\n1;a;25/03/2024\n1;b;26/03/2024\n1;c;03/27/2024\n"));
    assert_int_equal(contacts_log->count, 3);
    assert_int_equal(contacts_log->start[2], TIME_NONE);
    assert_int_equal(contacts_log->input.unparsable_time, 1);
    assert_int_equal(contacts_log->input.missing_time, 0);
    assert_diagnostics(&diagnostics, "in.csv: warning: dates are written in two ways, some with the day first (2 "
                                     "certainly) and some with the month first (1 "
                                     "certainly): all are read day first; --dates dmy or --dates mdy settles it\n"
                                     "in.csv:4:5: warning: '03/27/2024' in column 'date' is not a date with the day "
                                     "first, as dates are read here: read as blank\n");
}
static void every_french_way_to_write_a_date_is_read(void **state)
{
    (void)state;
    static const char *const WAY[] = { "2024-03-14T10:54:00",      "le 14 mars 2024 à 10h54", "14.3.24 10:54",
                                       "14 mars 2024 10:54",       "14/03/2024 10h54",        "14/03/2024 10:54:00",
                                       "2024-03-14T11:54:00+01:00" };
    for (size_t i = 0; i < sizeof WAY / sizeof *WAY; i++) {
        char row[100];
        snprintf(row, sizeof row, "1;a;%s", WAY[i]);
        assert_int_equal(one_row("case;step;date", row).start, day(2024, 3, 14) + 39240000);
    }
}

/* --- rows --- */

static void rows_are_used_or_rejected_and_counted(void **state)
{
    (void)state;
    assert_true(read_text("usager;étape;territoire\nu1;a;nord\n;b;nord\nusager;étape;territoire\n;;\nu2;;sud\nTotal;2;"
                          "\n u3 ; c ;\nu4\n"));
    assert_int_equal(contacts_log->input.rows, 7);
    assert_int_equal(contacts_log->input.used, 4);
    assert_int_equal(contacts_log->input.rejected, 3);
    assert_int_equal(contacts_log->count, 2);
    assert_int_equal(contacts_log->case_count, 4);
    assert_text(contacts_log->cases[2].name, "u3");
    assert_diagnostics(&diagnostics,
        "in.csv:3:1: warning: column 'usager' is blank: the row is not used, nobody knows whose it is\n"
        "in.csv:4: note: the header comes again: the row is not used\n"
        "in.csv:7:1: warning: a line of totals ('Total') is no contact: the row is not used\n"
        "in.csv:9: warning: the row ends before column 'étape': it is read as a user without contact\n");
}
static void a_row_without_step_that_tells_of_a_contact_is_said(void **state)
{
    (void)state;
    assert_true(read_text("case;step;date;takeup\n1;;2024-01-01;\n2;;;not-known\n"));
    assert_int_equal(contacts_log->count, 0);
    assert_int_equal(contacts_log->case_count, 2);
    assert_diagnostics(&diagnostics, "in.csv:2: warning: column 'step' is blank: the row only says that the user "
                                     "exists, what it says of a contact is not used\n");
}
static void an_unknown_channel_is_kept_as_written(void **state)
{
    (void)state;
    struct contact c = one_row("case;step;canal", "1;a;pigeon voyageur");
    assert_int_equal(c.channel, CHANNEL_NONE);
    assert_text(c.channel_text, "pigeon voyageur");
    assert_int_equal(diagnostics.warnings, 1);
    c = one_row("case;step;canal", "1;a;—");
    assert_int_equal(c.channel_text, 0);
    assert_int_equal(diagnostics.warnings, 0);
}
static void documents_that_differ_in_case_or_accents_are_one(void **state)
{
    (void)state;
    assert_true(read_text("case;step;pièces\n1;a;Relevé|RIB\n1;b;rib| releve | RELEVE\n"));
    assert_int_equal(event_log_contact(contacts_log, 0).documents, event_log_contact(contacts_log, 1).documents);
    const uint32_t *list = event_log_document_list(contacts_log, event_log_contact(contacts_log, 1).documents);
    assert_int_equal(list[0], 2);
    assert_text(list[1], "Relevé");
}
static void satisfaction_is_put_on_one_scale(void **state)
{
    (void)state;
    assert_int_equal(one_row("case;step;satisfaction", "1;a;+2").satisfaction, 200);
    assert_int_equal(one_row("case;step;satisfaction", "1;a;-1,5").satisfaction, -150);
    options.satisfaction_low = 1, options.satisfaction_high = 5;
    assert_int_equal(one_row("case;step;satisfaction", "1;a;1").satisfaction, -200);
    assert_int_equal(one_row("case;step;satisfaction", "1;a;4").satisfaction, 100);
    assert_int_equal(one_row("case;step;satisfaction", "1;a;6").satisfaction, LOG_SATISFACTION_ABSENT);
    assert_int_equal(diagnostics.warnings, 1);
    options.satisfaction_low = 0, options.satisfaction_high = 400;
    assert_int_equal(one_row("case;step;satisfaction", "1;a;327").satisfaction, 127);
}
static void a_scale_that_is_not_said_is_not_guessed(void **state)
{
    (void)state;
    assert_true(read_text("case;step;satisfaction\n1;a;1\n1;b;5\n"));
    assert_int_equal(event_log_contact(contacts_log, 0).satisfaction, LOG_SATISFACTION_ABSENT);
    assert_int_equal(diagnostics.warnings, 1);
}
static void parts_larger_than_the_whole_are_left_out(void **state)
{
    (void)state;
    struct contact c = one_row("case;step;minutes;relation;autonomy", "1;a;10;6;5");
    assert_int_equal(c.minutes, 600);
    assert_int_equal(c.relation, LOG_SECONDS_ABSENT);
    assert_int_equal(diagnostics.warnings, 1);
}
static void text_is_recognised_by_its_bytes(void **state)
{
    (void)state;
#define RECOGNISED(bytes) CSV_READER.recognise(bytes, sizeof(bytes) - 1)
    assert_true(RECOGNISED("a;b\n1;2\n"));
    assert_true(RECOGNISED("\xEF\xBB\xBFsep=;\na;b"));
    assert_true(RECOGNISED("\xFF\xFE" "a\0;\0b\0"));
    assert_true(RECOGNISED("a\0\t\0b\0"));
    assert_true(RECOGNISED("N\xB0 usager;\xC9tape"));
    assert_false(RECOGNISED("<?xml version=\"1.0\"?><a>;,</a>"));
    assert_false(RECOGNISED("\xEF\xBB\xBF  <log/>"));
    assert_false(RECOGNISED("\xFF\xFE<\0a\0,\0"));
    assert_false(RECOGNISED("PK\3\4;;;"));
    assert_false(RECOGNISED("{\"a\": 1, \"b\": 2}"));
    assert_false(RECOGNISED("a;b\n\0\0\0"));
    assert_false(RECOGNISED("un mot"));
    assert_false(RECOGNISED(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(columns_are_known_in_french_whatever_their_order_case_and_accents),
        TEST(columns_are_known_by_their_english_names),
        TEST(units_stand_in_the_header_or_in_the_cell),
        TEST(what_is_no_duration_is_said_and_read_as_blank),
        TEST(an_unknown_column_is_a_profile_if_it_is_constant_within_cases),
        TEST(the_better_name_has_the_field_and_the_other_column_is_kept),
        TEST(columns_can_be_said),
        TEST(what_is_wrong_with_columns_said_is_said),
        TEST(aliases_are_written_as_headers_are_compared),
        TEST(one_date_that_can_only_be_month_first_decides_for_all),
        TEST(ambiguous_dates_are_day_first_and_counted),
        TEST(dates_that_contradict_the_others_are_said_and_the_contact_is_kept),
        TEST(every_french_way_to_write_a_date_is_read),
        TEST(rows_are_used_or_rejected_and_counted),
        TEST(a_row_without_step_that_tells_of_a_contact_is_said),
        TEST(an_unknown_channel_is_kept_as_written),
        TEST(documents_that_differ_in_case_or_accents_are_one),
        TEST(satisfaction_is_put_on_one_scale),
        TEST(a_scale_that_is_not_said_is_not_guessed),
        TEST(parts_larger_than_the_whole_are_left_out),
        TEST(text_is_recognised_by_its_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
