/* Lines of contacts: see listing.h for the rules. */
#include "measure/listing.h"
#include "measure/case_view.h"
#include <stdlib.h>

enum level { LEVEL_ALL, LEVEL_MONTH, LEVEL_YEAR, LEVEL_CHANNEL, LEVEL_NOTHING };

struct record {
    size_t row;
    uint32_t user;
    int level;
    struct listed_line told;
}; /* told: in full; see at_level() */

struct work {
    const struct audit *audit;
    struct record *record;
    size_t *first; /* [contacts of the kinds], kind after kind; [kinds + 1] */
    size_t kinds;
};

static int compare(int64_t a, int64_t b) { return (a > b) - (a < b); }

/* What is told of a contact at a level. */
static struct listed_line at_level(const struct record *record, int level)
{
    struct listed_line line = record->told;
    if (level > LEVEL_ALL)
        line.minutes = NONE;
    if (level > LEVEL_MONTH)
        line.month = 0;
    if (level > LEVEL_YEAR)
        line.year = 0;
    if (level > LEVEL_CHANNEL)
        line.channel = NONE;
    return line;
}

/* What is not told comes last. */
static int compare_lines(const struct listed_line *a, const struct listed_line *b)
{
    int order = compare(a->channel == NONE, b->channel == NONE);
    order = order ? order : compare(!a->year, !b->year);
    order = order ? order : compare(a->year, b->year);
    order = order ? order : compare(a->month ? a->month : 13, b->month ? b->month : 13);
    order = order ? order : compare(a->channel, b->channel);
    return order ? order
                 : compare(a->minutes == NONE ? LISTED_UNKNOWN + 1 : a->minutes,
                           b->minutes == NONE ? LISTED_UNKNOWN + 1 : b->minutes);
}

/* By what is told at the record's own level, then by user. */
static int compare_records(const void *left, const void *right)
{
    const struct record *a = left, *b = right;
    struct listed_line line_a = at_level(a, a->level), line_b = at_level(b, b->level);
    int order = compare(a->level, b->level);
    order = order ? order : compare_lines(&line_a, &line_b);
    return order ? order : compare(a->user, b->user);
}

/* The end of the run of records that are told alike; their users, each counted once (the records are sorted). */
static size_t end_of_line(const struct record *record, size_t count, size_t from, int64_t *users)
{
    struct listed_line line = at_level(&record[from], record[from].level);
    size_t end = from;
    *users = 0;
    for (; end < count && record[end].level == record[from].level; end++) {
        struct listed_line other = at_level(&record[end], record[end].level);
        if (compare_lines(&line, &other))
            break;
        *users += end == from || record[end].user != record[end - 1].user;
    }
    return end;
}

static void set_level(struct record *record, size_t from, size_t end, int level)
{
    for (size_t i = from; i < end; i++)
        record[i].level = level;
}

/* Until what is left without detail is of enough users, the line of fewest users joins it. Records of one kind. */
static void complete_last(struct record *record, size_t count, int64_t least)
{
    for (;;) {
        size_t smallest = count, smallest_end = count;
        int64_t fewest = INT64_MAX, last = 0;
        qsort(record, count, sizeof *record, compare_records);
        for (size_t i = 0, end; i < count; i = end) {
            int64_t users;
            end = end_of_line(record, count, i, &users);
            if (record[i].level == LEVEL_NOTHING) {
                last = users;
            } else if (users < fewest) {
                fewest = users;
                smallest = i;
                smallest_end = end;
            }
        }
        if (protection_enough(last, least) || smallest == count)
            return;
        set_level(record, smallest, smallest_end, LEVEL_NOTHING);
    }
}

static void coarsen(struct record *record, size_t count, int64_t least)
{
    set_level(record, 0, count, LEVEL_ALL);
    for (int level = LEVEL_ALL; level < LEVEL_NOTHING; level++) {
        qsort(record, count, sizeof *record, compare_records);
        for (size_t i = 0, end; i < count; i = end) {
            int64_t users;
            end = end_of_line(record, count, i, &users);
            if (record[i].level == level && users < least)
                set_level(record, i, end, level + 1);
        }
    }
    complete_last(record, count, least);
}

static size_t count_lines(const struct record *record, size_t count)
{
    size_t lines = 0;
    int64_t users;
    for (size_t i = 0; i < count; lines++)
        i = end_of_line(record, count, i, &users);
    return lines;
}

static void coarsen_kind(struct work *work, size_t kind)
{
    struct record *record = work->record + work->first[kind];
    size_t count = work->first[kind + 1] - work->first[kind];
    int64_t least = work->audit->options.min_group;
    coarsen(record, count, least);
    if (count_lines(record, count) > LISTED_LINES_MAXIMUM) {
        for (size_t i = 0; i < count; i++)
            record[i].told.month = 0;
        coarsen(record, count, least);
    }
}

/* --- channels, counted over all contacts --- */

/* Users of each channel with a contact that no line gives to it. */
static void count_uncovered(const struct work *work, int64_t uncovered[CHANNEL_COUNT])
{
    const struct audit *audit = work->audit;
    bool *covered = xcalloc(audit->log->count + 1, sizeof *covered);
    for (size_t i = 0; i < work->first[work->kinds]; i++)
        covered[work->record[i].row] = work->record[i].level < LEVEL_NOTHING;
    for (size_t c = 0; c < audit->log->case_count; c++) {
        bool seen[CHANNEL_COUNT] = { false };
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++)
            if (!covered[row])
                seen[audit->contact[row].channel] = true;
        for (int channel = 0; channel < CHANNEL_COUNT; channel++)
            uncovered[channel] += seen[channel];
    }
    free(covered);
}

/* The kind whose contacts through `channel`, as its lines tell them, are of the fewest users; NONE: no line tells any. */
static int fewest_told(const struct work *work, int channel)
{
    int kind = NONE;
    int64_t fewest = INT64_MAX;
    for (size_t k = 0; k < work->kinds; k++) {
        int64_t users = 0;
        for (size_t i = work->first[k]; i < work->first[k + 1]; i++)
            users += work->record[i].level < LEVEL_NOTHING && work->record[i].told.channel == channel;
        if (users && users < fewest) {
            fewest = users;
            kind = (int)k;
        }
    }
    return kind;
}

static void hide_channel(struct work *work, int kind, int channel)
{
    size_t first = work->first[kind], count = work->first[kind + 1] - first;
    for (size_t i = first; i < first + count; i++)
        if (work->record[i].told.channel == channel)
            work->record[i].level = LEVEL_NOTHING;
    complete_last(work->record + first, count, work->audit->options.min_group);
}

/* What is left of a channel's total, less what the lines tell, must be of enough users as well. */
static void protect_channels(struct work *work)
{
    for (bool again = true; again;) {
        int64_t uncovered[CHANNEL_COUNT] = { 0 };
        count_uncovered(work, uncovered);
        again = false;
        for (int channel = 0; channel < CHANNEL_COUNT && !again; channel++) {
            int kind = protection_enough(uncovered[channel], work->audit->options.min_group)
                           ? NONE
                           : fewest_told(work, channel);
            again = kind != NONE;
            if (again)
                hide_channel(work, kind, channel);
        }
    }
}

/* --- records --- */

static int band_of(const struct active_time *time)
{
    int64_t minutes = time->total / 60;
    if (!time->total && time->unknown)
        return LISTED_UNKNOWN;
    return minutes < 15    ? LISTED_UNDER_15
           : minutes < 60  ? LISTED_UNDER_60
           : minutes < 120 ? LISTED_UNDER_120
                           : LISTED_OVER;
}

static struct record record_of(const struct audit *audit, size_t row, uint32_t user, bool by_month)
{
    const struct contact_finding *finding = &audit->contact[row];
    struct contact contact = event_log_contact(audit->log, row);
    int64_t start = contact_start(&contact);
    struct record record = { .row = row, .user = user };
    record.told = (struct listed_line){ .year = LISTED_UNDATED,
                                        .channel = (int)finding->channel,
                                        .minutes = band_of(&finding->time) };
    if (start != TIME_NONE) {
        int day;
        int64_t days = start / DAY_SECONDS - (start % DAY_SECONDS < 0);
        date_from_days(days, &record.told.year, &record.told.month, &day);
        if (!by_month)
            record.told.month = 0;
    }
    return record;
}

int *kind_of_detours(const struct audit *audit, const struct group *const *kind, size_t kinds)
{
    int *of = xcalloc(audit->detours + 1, sizeof *of);
    for (size_t d = 0; d < audit->detours; d++)
        of[d] = NONE;
    for (size_t k = 0; k < kinds; k++)
        for (int i = 0; i < kind[k]->places; i++)
            of[kind[k]->place[i]] = (int)k;
    return of;
}

static void gather(struct work *work, const int *kind_of, bool by_month)
{
    const struct audit *audit = work->audit;
    size_t *next = xcalloc(work->kinds + 2, sizeof *next);
    work->first = xcalloc(work->kinds + 2, sizeof *work->first);
    for (size_t row = 0; row < audit->log->count; row++) {
        int detour = audit->contact[row].detour, kind = detour == NONE ? NONE : kind_of[detour];
        if (kind != NONE)
            work->first[kind + 1]++;
    }
    for (size_t k = 0; k < work->kinds; k++)
        work->first[k + 1] += work->first[k];
    for (size_t k = 0; k < work->kinds; k++)
        next[k] = work->first[k];
    work->record = xcalloc(work->first[work->kinds] + 1, sizeof *work->record);
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            int detour = audit->contact[row].detour, kind = detour == NONE ? NONE : kind_of[detour];
            if (kind != NONE)
                work->record[next[kind]++] = record_of(audit, row, (uint32_t)c, by_month);
        }
    free(next);
}

static int compare_shown_lines(const void *left, const void *right) { return compare_lines(left, right); }

static void write_lines(struct listings *listings, const struct work *work, size_t kind)
{
    const struct record *record = work->record + work->first[kind];
    size_t count = work->first[kind + 1] - work->first[kind], lines = 0;
    struct listing *listing = &listings->of[kind];
    listing->line = arena_alloc(&listings->arena, (count_lines(record, count) + 1) * sizeof *listing->line);
    for (size_t i = 0, end; i < count; i = end) {
        int64_t users;
        end = end_of_line(record, count, i, &users);
        struct listed_line line = at_level(&record[i], record[i].level);
        line.users = users;
        line.contacts = (int64_t)(end - i);
        listing->line[lines++] = line;
    }
    listing->lines = lines;
    qsort(listing->line, lines, sizeof *listing->line, compare_shown_lines);
}

void listings_init(struct listings *listings, const struct audit *audit, const struct group *const *kind, size_t kinds,
                   bool by_month)
{
    struct work work = { .audit = audit, .kinds = kinds };
    int *kind_of = kind_of_detours(audit, kind, kinds);
    *listings = (struct listings){ 0 };
    listings->of = arena_alloc(&listings->arena, (kinds + 1) * sizeof *listings->of);
    gather(&work, kind_of, by_month);
    for (size_t k = 0; k < kinds; k++)
        coarsen_kind(&work, k);
    protect_channels(&work);
    for (size_t k = 0; k < kinds; k++)
        write_lines(listings, &work, k);
    free(work.record);
    free(work.first);
    free(kind_of);
}

void listings_release(struct listings *listings) { arena_release(&listings->arena); }
