/* Lists of contacts and kinds by groups of users: what they tell is true, and tells of nobody. */
#include "test.h"
#include "base/buffer.h"
#include "base/random.h"
#include "input_file.h"
#include "lived.h"
#include "measure/case_view.h"
#include "measure/crossed.h"
#include "measure/listing.h"
#include "report/sections.h"

enum { LOGS = 30, STRAYS = 3 };

/* A log of up to 169 users: the same few contacts outside the plan, in months, channels and times that vary a little. */
static void write_contacts(struct buffer *text, uint64_t seed)
{
    static const char *const channel[] = { "phone", "phone", "phone", "counter", "mail", "" };
    struct random_stream random = random_stream_new(seed, 1, 1);
    int users = 20 + (int)random_below(&random, 150), months = 1 + (int)random_below(&random, 15);
    buffer_add_string(text, "case,step,institution,channel,start,minutes,reason,town,age\n");
    for (int user = 0; user < users; user++) {
        int town = (int)random_below(&random, 4), age = (int)random_below(&random, 9);
        int strays = (int)random_below(&random, 6);
        buffer_printf(text, "u%d,releve,carsat,web,2024-01-01,20,,town %d,age %d\n", user, town, age);
        for (int i = 0; i < strays; i++) {
            int month = (int)random_below(&random, (uint32_t)months);
            buffer_printf(text, "u%d,Stray %d,%s,%s,", user, (int)random_below(&random, STRAYS),
                          random_below(&random, 2) ? "carsat" : "agirc", channel[random_below(&random, 6)]);
            if (random_below(&random, 8))
                buffer_printf(text, "%d-%02d-%02d", 2023 + month / 12, month % 12 + 1,
                              1 + (int)random_below(&random, 28));
            buffer_printf(text, ",%d,%s,town %d,age %d\n", 5 * (int)random_below(&random, 40),
                          random_below(&random, 3) ? "chase" : "", town, age);
        }
    }
}

struct made {
    struct lived lived;
    struct shown shown;
    const struct group *kind[64];
    size_t kinds;
};

static void make(struct made *made, uint64_t seed)
{
    struct buffer contacts = { 0 };
    write_contacts(&contacts, seed);
    lived_init(&made->lived, LIVED_JOURNEY, contacts.data, contacts.length);
    buffer_release(&contacts);
    shown_init(&made->shown, made->lived.audit);
    made->kinds = 0;
    for (size_t i = 0; i < made->shown.redundant.count; i++)
        made->kind[made->kinds++] = &made->shown.redundant.group[i];
    for (size_t i = 0; i < made->shown.other.count; i++)
        made->kind[made->kinds++] = &made->shown.other.group[i];
}

static void unmake(struct made *made)
{
    shown_release(&made->shown);
    lived_release(&made->lived);
}

/* Does a contact look as the line says, where the line says something? */
static bool alike(const struct audit *audit, size_t row, const struct listed_line *line)
{
    struct contact contact = event_log_contact(audit->log, row);
    int64_t start = contact_start(&contact), minutes = audit->contact[row].time.total / 60;
    int year = LISTED_UNDATED, month = 0, day;
    if (start != TIME_NONE)
        date_from_days(start / DAY_SECONDS, &year, &month, &day);
    int band = minutes < 15    ? LISTED_UNDER_15
               : minutes < 60  ? LISTED_UNDER_60
               : minutes < 120 ? LISTED_UNDER_120
                               : LISTED_OVER;
    return (!line->year || line->year == year) && (!line->month || line->month == month) &&
           (line->channel == NONE || line->channel == (int)audit->contact[row].channel) &&
           (line->minutes == NONE || line->minutes == band);
}

/* Contacts of a kind, and their users, that look as a line says. */
static void count_alike(const struct audit *audit, const int *kind_of, int kind, const struct listed_line *line,
                        int64_t *contacts, int64_t *users)
{
    *contacts = *users = 0;
    for (size_t c = 0; c < audit->log->case_count; c++) {
        int64_t before = *contacts;
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            int detour = audit->contact[row].detour;
            *contacts += detour != NONE && kind_of[detour] == kind && alike(audit, row, line);
        }
        *users += *contacts > before;
    }
}

static void every_contact_of_a_kind_is_in_one_line_that_is_of_enough_users(void **state)
{
    (void)state;
    size_t lines = 0, detailed = 0;
    for (uint64_t seed = 1; seed <= LOGS; seed++) {
        struct made made;
        struct listings listings;
        make(&made, seed);
        listings_init(&listings, made.lived.audit, made.kind, made.kinds, true);
        int *kind_of = kind_of_detours(made.lived.audit, made.kind, made.kinds);
        for (size_t k = 0; k < made.kinds; k++) {
            int64_t sum = 0;
            for (size_t i = 0; i < listings.of[k].lines; i++) {
                const struct listed_line *line = &listings.of[k].line[i];
                int64_t contacts, users;
                count_alike(made.lived.audit, kind_of, (int)k, line, &contacts, &users);
                assert_true(line->users >= 5);
                assert_true(users >= line->users && contacts >= line->contacts);
                bool full = line->minutes != NONE;
                assert_true(!full || (users == line->users && contacts == line->contacts));
                detailed += full;
                sum += line->contacts;
                lines++;
            }
            assert_int_equal(sum, made.kind[k]->contacts);
        }
        free(kind_of);
        listings_release(&listings);
        unmake(&made);
    }
    assert_true(lines > 100 && detailed > 10);
}

static void what_lines_leave_of_a_channel_is_of_enough_users_or_of_nobody(void **state)
{
    (void)state;
    int told = 0;
    for (uint64_t seed = 1; seed <= LOGS; seed++) {
        struct made made;
        struct listings listings;
        make(&made, seed);
        const struct audit *audit = made.lived.audit;
        listings_init(&listings, audit, made.kind, made.kinds, true);
        for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
            int64_t left = audit->by_channel[channel];
            for (size_t k = 0; k < made.kinds; k++)
                for (size_t i = 0; i < listings.of[k].lines; i++)
                    if (listings.of[k].line[i].channel == channel) {
                        left -= listings.of[k].line[i].contacts;
                        told++;
                    }
            assert_true(left == 0 || left == audit->by_channel[channel] || left >= 5);
        }
        listings_release(&listings);
        unmake(&made);
    }
    assert_true(told > 50);
}

static void without_protection_every_contact_is_told_in_full(void **state)
{
    (void)state;
    struct made made;
    struct listings listings;
    make(&made, 7);
    made.lived.audit->options.min_group = 1;
    listings_init(&listings, made.lived.audit, made.kind, made.kinds, true);
    assert_true(made.kinds > 0);
    for (size_t k = 0; k < made.kinds; k++)
        for (size_t i = 0; i < listings.of[k].lines; i++) {
            assert_int_not_equal(listings.of[k].line[i].minutes, NONE);
            assert_int_not_equal(listings.of[k].line[i].year, 0);
        }
    listings_release(&listings);
    unmake(&made);
}

static void large_logs_are_listed_by_year(void **state)
{
    (void)state;
    struct made made;
    struct listings listings;
    size_t years = 0;
    make(&made, 3);
    listings_init(&listings, made.lived.audit, made.kind, made.kinds, false);
    for (size_t k = 0; k < made.kinds; k++)
        for (size_t i = 0; i < listings.of[k].lines; i++) {
            assert_int_equal(listings.of[k].line[i].month, 0);
            years += listings.of[k].line[i].year > 0;
        }
    assert_true(years > 0);
    listings_release(&listings);
    unmake(&made);
}

/* --- kinds by groups --- */

static int64_t users_of_group(const struct audit *audit, const int *kind_of, int kind,
                              const struct crossed_column *column)
{
    int64_t users = 0;
    for (size_t c = 0; c < audit->log->case_count; c++) {
        bool any = false;
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            int detour = audit->contact[row].detour;
            any = any || (detour != NONE && kind_of[detour] == kind);
        }
        users += any && audit->log->attribute[column->attribute].value[c] == column->value;
    }
    return users;
}

static void check_attribute(const struct made *made, const struct crossed *crossed, const int *kind_of, size_t kind,
                            size_t from, size_t end, int *told)
{
    int64_t left = made->kind[kind]->users;
    for (size_t c = from; c < end; c++) {
        size_t cell = kind * crossed->columns + c;
        if (!crossed->told[cell])
            continue;
        int64_t users = users_of_group(made->lived.audit, kind_of, (int)kind, &crossed->column[c]);
        assert_int_equal(crossed->users[cell], users);
        assert_true(users == 0 || users >= 5);
        assert_true(users == crossed->column[c].users || crossed->column[c].users - users >= 5);
        left -= users;
        ++*told;
    }
    assert_true(left == 0 || left >= 5);
}

static void cells_of_kinds_by_groups_are_right_and_leave_no_small_rest(void **state)
{
    (void)state;
    int told = 0, cells = 0;
    for (uint64_t seed = 1; seed <= LOGS; seed++) {
        struct made made;
        struct crossed crossed;
        make(&made, seed);
        crossed_init(&crossed, made.lived.audit, made.kind, made.kinds);
        int *kind_of = kind_of_detours(made.lived.audit, made.kind, made.kinds);
        for (size_t from = 0, end; from < crossed.columns; from = end) {
            for (end = from; end < crossed.columns && crossed.column[end].attribute == crossed.column[from].attribute;)
                end++;
            for (size_t k = 0; k < made.kinds; k++)
                check_attribute(&made, &crossed, kind_of, k, from, end, &told);
        }
        cells += (int)(crossed.columns * made.kinds);
        free(kind_of);
        crossed_release(&crossed);
        unmake(&made);
    }
    assert_true(told > 20 && told < cells);
}

/* --- drawings in a page --- */

static void ids_of_a_drawing_and_what_refers_to_them_get_its_prefix_and_texts_do_not(void **state)
{
    (void)state;
    struct buffer drawing = { 0 }, out = { 0 };
    struct page page = { .out = &out };
    buffer_add_string(
        &drawing,
        "<?xml version=\"1.0\"?>\n<svg aria-labelledby=\"a b\" role=\"img\"><title id=\"a\">x id=\"a\" url(#a)</title>"
        "<rect id=\"b\" fill=\"url(#p)\"/><a href=\"#c\"><g class=\"id\"/></a></svg>\n");
    page_drawing(&page, &drawing, "net");
    assert_string_equal(
        buffer_text(&out),
        "<svg aria-labelledby=\"net-a net-b\" role=\"img\"><title id=\"net-a\">x id=\"a\" url(#a)</title>"
        "<rect id=\"net-b\" fill=\"url(#net-p)\"/><a href=\"#net-c\"><g class=\"id\"/></a></svg>\n");
    buffer_release(&drawing);
    buffer_release(&out);
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, input_folder_enter, input_folder_leave)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(every_contact_of_a_kind_is_in_one_line_that_is_of_enough_users),
        IN_FOLDER(what_lines_leave_of_a_channel_is_of_enough_users_or_of_nobody),
        IN_FOLDER(without_protection_every_contact_is_told_in_full),
        IN_FOLDER(large_logs_are_listed_by_year),
        IN_FOLDER(cells_of_kinds_by_groups_are_right_and_leave_no_small_rest),
        cmocka_unit_test(ids_of_a_drawing_and_what_refers_to_them_get_its_prefix_and_texts_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
