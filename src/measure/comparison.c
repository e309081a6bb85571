#include "measure/comparison.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include "measure/comparison_draw.h"
#include "measure/ledger.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct word COMPARED_WORD[COMPARED_COUNT] = {
    [COMPARED_CONTACTS] = { "contacts", N_("Contacts per user"), "" },
    [COMPARED_REDUNDANT] = { "redundant", N_("Redundant per user"), "" },
    [COMPARED_ACTIVE] = { "active_minutes", N_("Own time per user"), "" },
    [COMPARED_UNPRODUCTIVE] = { "unproductive_minutes", N_("Unproductive per user"), "" },
    [COMPARED_ELAPSED] = { "elapsed_seconds", N_("From first to last contact"), "" },
    [COMPARED_INTERLOCUTORS] = { "institutions", N_("Institutions met"), "" },
    [COMPARED_COMPLETED] = { "completed", N_("Completed"), "" },
    [COMPARED_SATISFACTION] = { "satisfaction", N_("Satisfaction"), "" },
};

/* Which group a contact or a case is in: a key is a string, an institution, a channel or a file, from 0. */
struct sorting {
    struct audit *audit;
    struct comparison *result;
    const struct log_attribute *attribute; /* of a column */
    size_t keys;
    int64_t *users; /* [keys] with a contact in it */
    bool *used;     /* [keys]: somebody is in it, with a contact or without */
    int *group;     /* [keys] */
};

static const struct word WORDS[] = {
    [BY_WITH_INSTITUTION] = { "institution", NULL, "organisme" },
    [BY_CHANNEL_USED] = { "channel", NULL, "canal" },
    [BY_FILE] = { "file", NULL, "fichier" },
};

static bool refuse(const struct audit *audit, struct diagnostics *diagnostics)
{
    struct buffer known = { 0 };
    for (size_t a = 0; a < audit->log->attributes; a++)
        buffer_printf(&known, ", %s", event_log_text(audit->log, audit->log->attribute[a].name));
    diagnostics_error(
        diagnostics, (struct source_position){ NULL, 0, 0 },
        _("option '--by': there is no column '%s' in the contacts; expected one of: institution, channel, "
          "file%s"),
        audit->options.by, buffer_text(&known));
    buffer_release(&known);
    return false;
}

static bool find_what(struct sorting *sorting, struct diagnostics *diagnostics)
{
    const struct audit *audit = sorting->audit;
    const struct event_log *log = audit->log;
    struct comparison *result = sorting->result;
    result->by = audit->options.by;
    result->overlapping = true;
    for (int kind = BY_WITH_INSTITUTION; kind <= BY_FILE; kind++)
        if (text_same(result->by, WORDS[kind].id) || text_same(result->by, WORDS[kind].aliases)) {
            result->kind = (enum compared_by)kind;
            result->overlapping = kind != BY_FILE;
            result->by = WORDS[kind].id;
            sorting->keys = kind == BY_FILE           ? log->files + 1
                            : kind == BY_CHANNEL_USED ? CHANNEL_COUNT
                                                      : (size_t)audit->journey->institutions + 1;
            if (kind == BY_FILE && log->files < 2)
                return diagnostics_error(
                    diagnostics, (struct source_position){ NULL, 0, 0 },
                    _("option '--by': one file of contacts was given, and 'file' compares several"));
            return true;
        }
    for (size_t a = 0; a < log->attributes && !sorting->attribute; a++)
        if (text_same(result->by, event_log_text(log, log->attribute[a].name)))
            sorting->attribute = &log->attribute[a];
    if (!sorting->attribute)
        return refuse(audit, diagnostics);
    result->by = event_log_text(log, sorting->attribute->name);
    result->kind = sorting->attribute->of_case ? BY_PROFILE : BY_COLUMN;
    result->overlapping = !sorting->attribute->of_case;
    sorting->keys = log->strings.count;
    return true;
}

/* The key of a contact; SIZE_MAX: in no group (what users do alone is with no institution). */
static size_t key_of(const struct sorting *sorting, size_t c, size_t row)
{
    const struct audit *audit = sorting->audit;
    const struct contact_finding *finding = &audit->contact[row];
    switch (sorting->result->kind) {
    case BY_PROFILE:
        return sorting->attribute->value[c];
    case BY_COLUMN:
        return sorting->attribute->value[row];
    case BY_WITH_INSTITUTION:
        return institution_is_self(audit->journey, finding->institution) ? SIZE_MAX
                                                                         : (size_t)(finding->institution + 1);
    case BY_CHANNEL_USED:
        return (size_t)finding->channel;
    default:
        return audit->log->file_of ? (size_t)audit->log->file_of[row] : 0;
    }
}

static const char *name_of(const struct sorting *sorting, size_t key)
{
    const struct audit *audit = sorting->audit;
    switch (sorting->result->kind) {
    case BY_FILE:
        return key < audit->log->files ? audit->log->file[key] : NULL;
    case BY_CHANNEL_USED:
        return key ? vocabulary_name(&CHANNELS, (int)key) : NULL;
    case BY_WITH_INSTITUTION:
        return key ? institution_name(audit->journey, (int)key - 1) : NULL;
    default:
        return key ? event_log_text(audit->log, (uint32_t)key) : NULL;
    }
}

/* As audit.json calls it, whatever the language. */
static const char *id_of(const struct sorting *sorting, size_t key)
{
    if (sorting->result->kind == BY_CHANNEL_USED)
        return key ? vocabulary_id(&CHANNELS, (int)key) : NULL;
    if (sorting->result->kind == BY_WITH_INSTITUTION)
        return key ? sorting->audit->journey->institution[key - 1].id : NULL;
    return name_of(sorting, key);
}

/* --- which groups there are --- */

/* Users declared without a contact have a profile, as in the report's groups of users; they are in no other group. */
static bool counts(const struct comparison *comparison, const struct log_case *one)
{
    return one->count > 0 || comparison->kind == BY_PROFILE;
}

static void count_users(struct sorting *sorting)
{
    const struct event_log *log = sorting->audit->log;
    size_t *last = xcalloc(sorting->keys + 1, sizeof *last);
    for (size_t c = 0; c < log->case_count; c++) {
        const struct log_case *one = &log->cases[c];
        bool whole = sorting->result->kind == BY_PROFILE;
        sorting->result->users += counts(sorting->result, one);
        for (size_t row = one->first, end = row + (whole ? 1 : one->count); row < end; row++) {
            size_t key = key_of(sorting, c, row);
            if (key == SIZE_MAX || last[key] == c + 1)
                continue;
            last[key] = c + 1;
            sorting->used[key] = true;
            sorting->users[key] += counts(sorting->result, one);
        }
    }
    free(last);
}

struct ranked {
    size_t key;
    int64_t users;
    const char *id, *name;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->users != b->users)
        return a->users < b->users ? 1 : -1;
    int names = strcmp(a->id ? a->id : "", b->id ? b->id : "");
    return names ? names : (a->key > b->key) - (a->key < b->key);
}

/* Users in a group from `kept` on; each once. */
static int64_t users_beyond(const struct sorting *sorting, const struct ranked *ranked, size_t count, size_t kept)
{
    const struct event_log *log = sorting->audit->log;
    bool *beyond = xcalloc(sorting->keys + 1, sizeof *beyond), whole = sorting->result->kind == BY_PROFILE;
    int64_t users = 0;
    for (size_t i = kept; i < count; i++)
        beyond[ranked[i].key] = true;
    for (size_t c = 0; kept < count && c < log->case_count; c++) {
        bool is = false;
        const struct log_case *one = &log->cases[c];
        for (size_t row = one->first, end = row + (whole ? 1 : one->count); row < end && !is; row++) {
            size_t key = key_of(sorting, c, row);
            is = key != SIZE_MAX && beyond[key];
        }
        users += is;
    }
    free(beyond);
    return users;
}

static void make_groups(struct sorting *sorting, const struct ranked *ranked, size_t count, size_t kept)
{
    struct comparison *result = sorting->result;
    result->group = arena_alloc(&sorting->audit->arena, (kept + 1) * sizeof *result->group);
    for (size_t i = 0; i < count; i++)
        sorting->group[ranked[i].key] = (int)(i < kept ? i : kept);
    for (size_t i = 0; i < kept; i++) {
        result->group[i].name = ranked[i].name;
        result->group[i].id = id_of(sorting, ranked[i].key);
    }
    result->groups = kept + (kept < count);
    result->folded = count - kept;
    if (kept < count)
        result->group[kept].others = true;
}

static void find_groups(struct sorting *sorting)
{
    size_t count = 0, kept = 0;
    int64_t least = sorting->audit->options.min_group;
    struct ranked *ranked = xcalloc(sorting->keys + 1, sizeof *ranked);
    for (size_t key = 0; key < sorting->keys; key++)
        if (sorting->used[key])
            ranked[count++] = (struct ranked){ key, sorting->users[key], id_of(sorting, key), name_of(sorting, key) };
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    while (kept < count && kept < GROUPS_MAXIMUM && ranked[kept].users >= least)
        kept++;
    while (kept && kept < count && users_beyond(sorting, ranked, count, kept) < least)
        kept--;
    make_groups(sorting, ranked, count, kept);
    free(ranked);
}

/* --- what each user says of each group --- */

/* A user's contacts in one group, while its case is walked. */
struct part {
    int64_t contacts, redundant, active, unproductive, start, end, institutions, marks, marked;
};

struct gathering {
    const struct sorting *sorting;
    struct comparison_draws *draws;
    struct part *part;   /* [groups] */
    size_t *met;         /* [groups x institutions]: the last case that met it there, from 1 */
    int *touched, count; /* groups of the case */
};

static void add_contact(struct gathering *gathering, size_t c, size_t row, int group)
{
    const struct audit *audit = gathering->sorting->audit;
    const struct contact_finding *finding = &audit->contact[row];
    struct contact contact = event_log_contact(audit->log, row);
    struct part *part = &gathering->part[group];
    int64_t start = contact_start(&contact), end = contact_end(&contact);
    if (!part->contacts++) {
        gathering->touched[gathering->count++] = group;
        part->start = part->end = TIME_NONE;
    }
    part->redundant += verdict_redundant(finding->verdict);
    part->active += finding->time.total;
    part->unproductive += active_time_unproductive(&finding->time);
    part->start = start != TIME_NONE && (part->start == TIME_NONE || start < part->start) ? start : part->start;
    part->end = end != TIME_NONE && (part->end == TIME_NONE || end > part->end) ? end : part->end;
    if (contact.satisfaction != LOG_SATISFACTION_ABSENT) {
        part->marks += contact.satisfaction;
        part->marked++;
    }
    if (finding->institution == NONE || institution_is_self(audit->journey, finding->institution))
        return;
    size_t *met = &gathering->met[(size_t)group * (size_t)audit->journey->institutions + (size_t)finding->institution];
    part->institutions += *met != c + 1;
    *met = c + 1;
}

static void put(struct comparison_item *item, enum compared figure, double top, double bottom)
{
    item->top[figure] = bottom > 0 ? top : 0;
    item->bottom[figure] = bottom;
}

static struct comparison_item item_of(const struct gathering *gathering, size_t c, int group)
{
    const struct comparison *result = gathering->sorting->result;
    const struct part *part = &gathering->part[group];
    enum take_up take_up = gathering->sorting->audit->cases[c].take_up;
    bool met = part->contacts > 0, some = met || result->kind == BY_PROFILE,
         ended = take_up == TAKE_UP_COMPLETED || take_up == TAKE_UP_ABANDONED || take_up == TAKE_UP_NEVER_STARTED;
    struct comparison_item item = { .group = group };
    put(&item, COMPARED_CONTACTS, (double)part->contacts, some);
    put(&item, COMPARED_REDUNDANT, (double)part->redundant, some);
    put(&item, COMPARED_ACTIVE, (double)part->active, some);
    put(&item, COMPARED_UNPRODUCTIVE, (double)part->unproductive, some);
    put(&item, COMPARED_ELAPSED, met ? (double)(part->end - part->start) : 0, met && part->start != TIME_NONE);
    put(&item, COMPARED_INTERLOCUTORS, (double)part->institutions, some && result->kind != BY_WITH_INSTITUTION);
    put(&item, COMPARED_COMPLETED, take_up == TAKE_UP_COMPLETED, ended && !result->overlapping);
    put(&item, COMPARED_SATISFACTION, (double)part->marks / 100, (double)part->marked);
    return item;
}

static void gather_case(struct gathering *gathering, size_t c)
{
    const struct sorting *sorting = gathering->sorting;
    struct comparison *result = sorting->result;
    const struct log_case *one = &sorting->audit->log->cases[c];
    gathering->count = 0;
    for (size_t row = one->first, end = row + one->count; row < end; row++) {
        size_t key = key_of(sorting, c, row);
        if (key != SIZE_MAX)
            add_contact(gathering, c, row, sorting->group[key]);
    }
    if (!one->count && result->kind == BY_PROFILE)
        gathering->touched[gathering->count++] = sorting->group[key_of(sorting, c, one->first)];
    for (int i = 0; i < gathering->count; i++) {
        int group = gathering->touched[i];
        struct comparison_item item = item_of(gathering, c, group);
        comparison_draws_add(gathering->draws, &item, i == 0);
        result->group[group].users += gathering->part[group].contacts > 0 || result->kind == BY_PROFILE;
        result->group[group].contacts += gathering->part[group].contacts;
        gathering->part[group] = (struct part){ 0 };
    }
}

static void gather(const struct sorting *sorting, struct comparison_draws *draws)
{
    const struct audit *audit = sorting->audit;
    size_t groups = sorting->result->groups + 1;
    struct gathering gathering = {
        .sorting = sorting,
        .draws = draws,
        .part = xcalloc(groups, sizeof *gathering.part),
        .met = xcalloc(groups * ((size_t)audit->journey->institutions + 1), sizeof *gathering.met),
        .touched = xcalloc(groups, sizeof *gathering.touched),
    };
    for (size_t c = 0; c < audit->log->case_count; c++)
        gather_case(&gathering, c);
    free(gathering.part);
    free(gathering.met);
    free(gathering.touched);
}

struct comparison *comparison_new(struct audit *audit, struct diagnostics *diagnostics)
{
    struct comparison *result = arena_alloc(&audit->arena, sizeof *result);
    struct sorting sorting = { .audit = audit, .result = result };
    struct comparison_draws draws = { 0 };
    if (!find_what(&sorting, diagnostics))
        return NULL;
    sorting.users = xcalloc(sorting.keys + 1, sizeof *sorting.users);
    sorting.used = xcalloc(sorting.keys + 1, sizeof *sorting.used);
    sorting.group = xcalloc(sorting.keys + 1, sizeof *sorting.group);
    count_users(&sorting);
    find_groups(&sorting);
    gather(&sorting, &draws);
    comparison_draws_run(&draws, audit, result);
    free(sorting.users);
    free(sorting.used);
    free(sorting.group);
    return result;
}
