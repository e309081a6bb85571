/* Kinds of contacts by groups of users. */
#include "measure/crossed.h"
#include "measure/listing.h"
#include <stdlib.h>

/* Columns as they are counted: those of `crossed`, and one for the others of each attribute. */
struct count {
    struct crossed *crossed;
    const struct audit *audit;
    size_t attributes, width; /* width: columns + attributes; the others of attribute a: columns + a */
    int **column_of;          /* [attributes][strings]; NONE: among the others */
    int64_t *whole;           /* [width] users */
    int64_t *part;            /* [kinds x width] */
    uint32_t *seen;           /* [kinds]: user + 1 */
};

/* Attributes whole, as long as there is room: `from` to the end of one. */
static size_t end_of_attribute(const struct audit *audit, size_t from)
{
    size_t end = from;
    while (end < audit->profiles && audit->profile[end].attribute == audit->profile[from].attribute)
        end++;
    return end;
}

static void find_columns(struct crossed *crossed, const struct audit *audit)
{
    crossed->column = arena_alloc(&crossed->arena, (CROSSED_COLUMNS_MAXIMUM + 1) * sizeof *crossed->column);
    for (size_t from = 0, end; from < audit->profiles && audit->told; from = end) {
        size_t told = 0;
        end = end_of_attribute(audit, from);
        for (size_t i = from; i < end; i++)
            told += audit->told->profile[i];
        if (crossed->columns + told > CROSSED_COLUMNS_MAXIMUM)
            continue;
        for (size_t i = from; i < end; i++)
            if (audit->told->profile[i])
                crossed->column[crossed->columns++] =
                    (struct crossed_column){ audit->profile[i].attribute, audit->profile[i].value,
                                             audit->profile[i].cases };
    }
}

static void count_init(struct count *count, struct crossed *crossed, const struct audit *audit)
{
    *count = (struct count){ .crossed = crossed, .audit = audit, .attributes = audit->log->attributes };
    count->width = crossed->columns + count->attributes;
    count->column_of = xcalloc(count->attributes + 1, sizeof *count->column_of);
    for (size_t i = 0; i < crossed->columns; i++) {
        int **of = &count->column_of[crossed->column[i].attribute];
        if (!*of) {
            *of = xcalloc((size_t)audit->log->strings.count + 1, sizeof **of);
            for (size_t s = 0; s <= audit->log->strings.count; s++)
                (*of)[s] = NONE;
        }
        (*of)[crossed->column[i].value] = (int)i;
    }
    count->whole = xcalloc(count->width + 1, sizeof *count->whole);
    count->part = xcalloc(crossed->kinds * count->width + 1, sizeof *count->part);
    count->seen = xcalloc(crossed->kinds + 1, sizeof *count->seen);
}

static void count_release(struct count *count)
{
    for (size_t a = 0; a < count->attributes; a++)
        free(count->column_of[a]);
    free(count->column_of);
    free(count->whole);
    free(count->part);
    free(count->seen);
}

/* One more user of a line: in one column of each attribute. */
static void add_user(const struct count *count, int64_t *line, size_t user)
{
    for (size_t a = 0; a < count->attributes; a++) {
        if (!count->column_of[a])
            continue;
        int column = count->column_of[a][count->audit->log->attribute[a].value[user]];
        line[column == NONE ? count->crossed->columns + a : (size_t)column]++;
    }
}

static void count_users(struct count *count, const int *kind_of)
{
    const struct audit *audit = count->audit;
    for (size_t c = 0; c < audit->log->case_count; c++) {
        add_user(count, count->whole, c);
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            int detour = audit->contact[row].detour, kind = detour == NONE ? NONE : kind_of[detour];
            if (kind == NONE || count->seen[kind] == c + 1)
                continue;
            count->seen[kind] = (uint32_t)c + 1;
            add_user(count, count->part + (size_t)kind * count->width, c);
        }
    }
}

/* The cells of one kind and one attribute, whose columns are `from` to `end`, and its others. */
static void decide(struct count *count, size_t kind, size_t from, size_t end)
{
    struct crossed *crossed = count->crossed;
    int64_t part[CROSSED_COLUMNS_MAXIMUM + 1], whole[CROSSED_COLUMNS_MAXIMUM + 1];
    bool hidden[CROSSED_COLUMNS_MAXIMUM + 1] = { false };
    size_t cells = end - from, others = crossed->columns + (size_t)crossed->column[from].attribute;
    const int64_t *line = count->part + kind * count->width;
    for (size_t i = 0; i < cells; i++) {
        part[i] = line[from + i];
        whole[i] = count->whole[from + i];
    }
    part[cells] = line[others];
    whole[cells] = count->whole[others];
    bool enough = protection_cross(part, whole, cells + 1, count->audit->options.min_group, hidden);
    for (size_t i = 0; i < cells; i++) {
        crossed->told[kind * crossed->columns + from + i] = enough && !hidden[i];
        crossed->users[kind * crossed->columns + from + i] = enough && !hidden[i] ? part[i] : 0;
    }
}

void crossed_init(struct crossed *crossed, const struct audit *audit, const struct group *const *kind, size_t kinds)
{
    struct count count;
    *crossed = (struct crossed){ .kinds = kinds };
    find_columns(crossed, audit);
    crossed->users = arena_alloc(&crossed->arena, (kinds * crossed->columns + 1) * sizeof *crossed->users);
    crossed->told = arena_alloc(&crossed->arena, (kinds * crossed->columns + 1) * sizeof *crossed->told);
    int *kind_of = kind_of_detours(audit, kind, kinds);
    count_init(&count, crossed, audit);
    if (crossed->columns)
        count_users(&count, kind_of);
    for (size_t from = 0, end; from < crossed->columns; from = end) {
        for (end = from; end < crossed->columns && crossed->column[end].attribute == crossed->column[from].attribute;)
            end++;
        for (size_t k = 0; k < kinds; k++)
            decide(&count, k, from, end);
    }
    count_release(&count);
    free(kind_of);
}

void crossed_release(struct crossed *crossed) { arena_release(&crossed->arena); }
