#include "model/matching.h"
#include "base/buffer.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* Folded names of steps, each with the steps that bear it. */
struct names {
    struct interner folded;
    struct bearers { int *step; int count, capacity; } *bearers;    /* [folded.count] */
    size_t capacity;
};

static void add_name(struct names *names, const char *text, int step)
{
    struct buffer folded = { 0 };
    text_fold(&folded, text);
    if (folded.length) {
        uint32_t number = interner_add(&names->folded, folded.data, folded.length);
        if (number >= names->capacity) {
            size_t capacity = 2 * (size_t)number + 16;
            names->bearers = xrealloc(names->bearers, capacity * sizeof *names->bearers);
            memset(names->bearers + names->capacity, 0, (capacity - names->capacity) * sizeof *names->bearers);
            names->capacity = capacity;
        }
        struct bearers *bearers = &names->bearers[number];
        if (!bearers->count || bearers->step[bearers->count - 1] != step) {
            GROW(bearers->step, bearers->count, bearers->capacity);
            bearers->step[bearers->count++] = step;
        }
    }
    buffer_release(&folded);
}

static void names_collect(struct names *names, const struct journey *journey)
{
    for (int s = 0; s < journey->steps; s++) {          /* step by step, so that bearers are ascending */
        const struct step *step = &journey->step[s];
        add_name(names, step->id, s);
        for (int i = 0; i < step->titles; i++)
            add_name(names, step->title[i].text, s);
        for (int i = 0; i < step->aliases; i++)
            add_name(names, step->alias[i], s);
    }
}

static void names_release(struct names *names)
{
    for (size_t i = 0; i < names->capacity; i++)
        free(names->bearers[i].step);
    free(names->bearers);
    interner_release(&names->folded);
}

/* The steps a label may stand for, into `candidate` (arena); how many. */
static int find_candidates(struct matching *matching, const struct journey *journey, const struct names *names,
                           const struct interner *ids, const char *label, const int **candidate)
{
    uint32_t id = interner_find(ids, label, strlen(label));
    int exact = id != INTERNER_NONE && id > 0 ? (int)id - 1 : NONE, count = 0;
    const int *found = &exact;
    if (exact != NONE) {
        count = 1;
    } else if (!journey->given_net) {
        struct buffer folded = { 0 };
        text_fold(&folded, label);
        uint32_t name = interner_find(&names->folded, buffer_text(&folded), folded.length);
        if (folded.length && name != INTERNER_NONE && name < names->capacity) {
            found = names->bearers[name].step;
            count = names->bearers[name].count;
        }
        buffer_release(&folded);
    }
    int *copy = arena_alloc(&matching->arena, (size_t)count * sizeof *copy);
    if (count)
        memcpy(copy, found, (size_t)count * sizeof *copy);
    *candidate = copy;
    return count;
}

/* Labels of the same candidates are one class: the key is the candidates' bytes, or the label itself off the map. */
static void classify(struct matching *matching, const struct journey *journey, const struct event_log *log)
{
    struct names names = { 0 };
    struct interner ids = { 0 }, classes = { 0 };
    interner_add_string(&ids, "");
    for (int s = 0; s < journey->steps; s++)            /* ids are distinct: number s + 1 is step s */
        interner_add_string(&ids, journey->step[s].id);
    names_collect(&names, journey);
    interner_add_string(&classes, "");
    for (size_t row = 0; row < log->count; row++) {
        uint32_t label = log->label[row];
        if (matching->activity_of_label[label] != UINT32_MAX)
            continue;
        const int *candidate;
        const char *text = event_log_text(log, label);
        int count = find_candidates(matching, journey, &names, &ids, text, &candidate);
        struct buffer key = { 0 };
        buffer_add_string(&key, count ? "steps:" : "label:");
        if (count)
            buffer_add(&key, (const char *)candidate, (size_t)count * sizeof *candidate);
        else if (journey->given_net)
            buffer_add_string(&key, text);
        else
            text_fold(&key, text);
        uint32_t number = interner_add(&classes, key.data, key.length) - 1;
        buffer_release(&key);
        if (number == matching->activities) {
            matching->activity = xrealloc(matching->activity, ((size_t)number + 1) * sizeof *matching->activity);
            matching->activity[matching->activities++] = (struct activity){ candidate, count, label };
        }
        matching->activity_of_label[label] = number;
    }
    names_release(&names);
    interner_release(&ids);
    interner_release(&classes);
}

static bool named(const char *text, const char *id, const char *name)
{
    return text_same(text, id) || text_same(text, name);
}

enum { FOREIGN_NAMES_MINIMUM = 3 };                     /* fewer may be slips, or the one helper who was named */

static void match_strings(struct matching *matching, const struct journey *journey, const struct event_log *log)
{
    uint32_t strings = log->strings.count;
    unsigned char *is_institution = xcalloc(strings, 1), *is_document = xcalloc(strings, 1);
    for (size_t row = 0; log->institution && row < log->count; row++)
        is_institution[log->institution[row]] = 1;
    for (size_t list = 0; list < log->document_lists; list++)
        for (uint32_t i = 1; i <= log->document_list[list][0]; i++)
            is_document[log->document_list[list][i]] = 1;
    for (uint32_t s = 1; s < strings; s++) {
        const char *text = event_log_text(log, s);
        for (int i = 0; is_institution[s] && i < journey->institutions && matching->institution_of_string[s] == NONE;
             i++)
            if (named(text, journey->institution[i].id, journey->institution[i].name))
                matching->institution_of_string[s] = i;
        for (int i = 0; is_document[s] && i < journey->documents && matching->document_of_string[s] == NONE; i++)
            if (named(text, journey->document[i].id, journey->document[i].name))
                matching->document_of_string[s] = i;
    }
    bool known = false;
    for (uint32_t s = 1; s < strings; s++) {
        matching->institutions_named += is_institution[s];
        known = known || matching->institution_of_string[s] != NONE;
    }
    matching->institutions_foreign = !known && matching->institutions_named >= FOREIGN_NAMES_MINIMUM;
    free(is_institution);
    free(is_document);
}

/* The step whose id, title or alias is nearest to a label that matched nothing. */
static int nearest_step(const struct journey *journey, const char *label)
{
    size_t count = 0, capacity = 0;
    const char **name = NULL;
    int *step = NULL;
    for (int s = 0; s < journey->steps; s++) {
        const struct step *at = &journey->step[s];
        size_t needed = count + 1 + (size_t)at->titles + (size_t)at->aliases;
        if (needed > capacity) {
            capacity = 2 * needed;
            name = xrealloc(name, capacity * sizeof *name);
            step = xrealloc(step, capacity * sizeof *step);
        }
        name[count] = at->id, step[count++] = s;
        for (int i = 0; i < at->titles; i++)
            name[count] = at->title[i].text, step[count++] = s;
        for (int i = 0; i < at->aliases; i++)
            name[count] = at->alias[i], step[count++] = s;
    }
    int nearest = count ? text_nearest(label, name, count) : NONE, found = nearest < 0 ? NONE : step[nearest];
    free(name);
    free(step);
    return found;
}

static int compare_unmatched(const void *a, const void *b, void *context)
{
    const struct unmatched *x = a, *y = b;
    const struct event_log *log = context;
    if (x->contacts != y->contacts)
        return x->contacts < y->contacts ? 1 : -1;
    return strcmp(event_log_text(log, x->label), event_log_text(log, y->label));
}

enum { NEAREST_SOUGHT_MAXIMUM = 200 };                  /* suggestions for the most frequent labels only */

static void count_unmatched(struct matching *matching, const struct journey *journey, const struct event_log *log)
{
    size_t *contacts = xcalloc(log->strings.count, sizeof *contacts);
    for (size_t row = 0; row < log->count; row++)
        if (!matching_activity(matching, log, row)->candidates) {
            matching->unmatched_count += !contacts[log->label[row]]++;
            matching->off_map++;
        }
    matching->unmatched = arena_alloc(&matching->arena, matching->unmatched_count * sizeof *matching->unmatched);
    size_t filled = 0;
    for (uint32_t s = 0; s < log->strings.count; s++)
        if (contacts[s])
            matching->unmatched[filled++] = (struct unmatched){ s, contacts[s], NONE };
    free(contacts);
    if (filled)
        qsort_r(matching->unmatched, filled, sizeof *matching->unmatched, compare_unmatched, (void *)log);
    for (size_t i = 0; i < filled && i < NEAREST_SOUGHT_MAXIMUM; i++)
        matching->unmatched[i].nearest = nearest_step(journey, event_log_text(log, matching->unmatched[i].label));
}

struct matching *matching_new(const struct journey *journey, const struct event_log *log)
{
    struct matching *matching = xcalloc(1, sizeof *matching);
    size_t strings = log->strings.count;
    matching->activity_of_label = arena_alloc(&matching->arena, strings * sizeof(uint32_t));
    matching->institution_of_string = arena_alloc(&matching->arena, strings * sizeof(int));
    matching->document_of_string = arena_alloc(&matching->arena, strings * sizeof(int));
    memset(matching->activity_of_label, 0xFF, strings * sizeof(uint32_t));
    for (size_t i = 0; i < strings; i++)
        matching->institution_of_string[i] = matching->document_of_string[i] = NONE;
    classify(matching, journey, log);
    match_strings(matching, journey, log);
    count_unmatched(matching, journey, log);
    return matching;
}

void matching_free(struct matching *matching)
{
    if (!matching)
        return;
    free(matching->activity);
    arena_release(&matching->arena);
    free(matching);
}

int matching_institution(const struct matching *m, const struct event_log *log, size_t row)
{
    return log->institution ? m->institution_of_string[log->institution[row]] : NONE;
}

bool matching_institution_unknown(const struct matching *m, const struct event_log *log, size_t row)
{
    return log->institution && log->institution[row] && !m->institutions_foreign &&
           m->institution_of_string[log->institution[row]] == NONE;
}
