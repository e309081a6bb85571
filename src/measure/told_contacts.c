/* Contacts by verdict: causes, verdicts within causes, kinds within verdicts, places of a kind, words that name no step. */
#include "measure/told.h"
#include <stdlib.h>
#include <string.h>

struct contacts {
    const struct audit *audit;
    struct told *told;
    const struct detour **by_kind;      /* [detours]: those of one kind together */
    int *kind_of, kinds;                /* [detours] */
    struct user_list *detour, *kind, *cause, *verdict;
    struct user_list *stated, *derived; /* [verdicts] */
    enum verdict *verdict_of;           /* [kinds] */
    int64_t redundant;                  /* users */
};

static int compare(int64_t a, int64_t b) { return (a > b) - (a < b); }

/* As shown.c has it: the same verdict, institution, and step or words. */
static int compare_kinds(const void *left, const void *right, void *context)
{
    const struct detour *a = *(const struct detour *const *)left, *b = *(const struct detour *const *)right;
    const struct audit *audit = context;
    int order = compare((int64_t)a->verdict, (int64_t)b->verdict);
    order = order ? order : compare(a->institution, b->institution);
    order = order ? order : compare(a->step, b->step);
    if (order || a->step != NONE)
        return order;
    return compare(audit->matching->activity_of_label[a->label], audit->matching->activity_of_label[b->label]);
}

static void find_kinds(struct contacts *contacts)
{
    const struct audit *audit = contacts->audit;
    contacts->by_kind = xcalloc(audit->detours + 1, sizeof *contacts->by_kind);
    contacts->kind_of = xcalloc(audit->detours + 1, sizeof *contacts->kind_of);
    contacts->verdict_of = xcalloc(audit->detours + 1, sizeof *contacts->verdict_of);
    for (size_t d = 0; d < audit->detours; d++)
        contacts->by_kind[d] = &audit->detour[d];
    qsort_r(contacts->by_kind, audit->detours, sizeof *contacts->by_kind, compare_kinds, (void *)audit);
    for (size_t i = 0; i < audit->detours; i++) {
        if (!i || compare_kinds(&contacts->by_kind[i - 1], &contacts->by_kind[i], (void *)audit))
            contacts->verdict_of[contacts->kinds++] = contacts->by_kind[i]->verdict;
        contacts->kind_of[contacts->by_kind[i] - audit->detour] = contacts->kinds - 1;
    }
}

static void list_users(struct contacts *contacts)
{
    const struct audit *audit = contacts->audit;
    contacts->detour = xcalloc(audit->detours + 1, sizeof *contacts->detour);
    contacts->kind = xcalloc((size_t)contacts->kinds + 1, sizeof *contacts->kind);
    contacts->cause = xcalloc(CAUSE_COUNT, sizeof *contacts->cause);
    contacts->verdict = xcalloc(VERDICT_COUNT, sizeof *contacts->verdict);
    contacts->stated = xcalloc(VERDICT_COUNT, sizeof *contacts->stated);
    contacts->derived = xcalloc(VERDICT_COUNT, sizeof *contacts->derived);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        const struct log_case *one = &audit->log->cases[c];
        for (size_t row = one->first, end = row + one->count; row < end; row++) {
            const struct contact_finding *finding = &audit->contact[row];
            enum cause cause = verdict_cause(finding->verdict);
            if (cause != CAUSE_NONE)
                user_list_add(&contacts->cause[cause], (uint32_t)c, 1);
            user_list_add(&contacts->verdict[finding->verdict], (uint32_t)c, 1);
            user_list_add(finding->stated ? &contacts->stated[finding->verdict] : &contacts->derived[finding->verdict],
                          (uint32_t)c, 1);
            if (finding->detour == NONE)
                continue;
            user_list_add(&contacts->detour[finding->detour], (uint32_t)c, 1);
            user_list_add(&contacts->kind[contacts->kind_of[finding->detour]], (uint32_t)c, 1);
        }
        contacts->redundant += audit->cases[c].redundant > 0;
    }
}

/* The flagged ones of `count` lists, covered among themselves. */
static void cover_flagged(struct contacts *contacts, const struct user_list *list, size_t count, const bool *flagged,
                          bool *told)
{
    struct user_list *of = xcalloc(count + 1, sizeof *of);     /* borrowed */
    bool *of_told = xcalloc(count + 1, sizeof *of_told);
    size_t *number = xcalloc(count + 1, sizeof *number), lists = 0;
    for (size_t i = 0; i < count; i++)
        if (flagged[i]) {
            of[lists] = list[i];
            number[lists++] = i;
        }
    told_cover(contacts->audit, of, lists, of_told);
    for (size_t i = 0; i < lists; i++)
        told[number[i]] = of_told[i];
    free(of);
    free(of_told);
    free(number);
}

static void cover_kinds(struct contacts *contacts, const bool verdict[VERDICT_COUNT], bool *kind_told)
{
    bool *flagged = xcalloc((size_t)contacts->kinds + 1, sizeof *flagged);
    for (int k = 0; k < contacts->kinds; k++)
        flagged[k] = verdict[contacts->verdict_of[k]];
    cover_flagged(contacts, contacts->kind, (size_t)contacts->kinds, flagged, kind_told);
    free(flagged);
}

/* Verdicts of one part of the contacts, of the causes flagged; the kinds of each that is told, and of those folded. */
static void cover_verdicts(struct contacts *contacts, const bool cause[CAUSE_COUNT], bool *kind_told)
{
    bool flagged[VERDICT_COUNT], folded[VERDICT_COUNT], *told = contacts->told->verdict;
    for (int v = 0; v < VERDICT_COUNT; v++)
        flagged[v] = cause[verdict_cause((enum verdict)v)];
    cover_flagged(contacts, contacts->verdict, VERDICT_COUNT, flagged, told);
    for (int v = 0; v < VERDICT_COUNT; v++) {
        bool one[VERDICT_COUNT] = { false };
        one[v] = flagged[v] && told[v];
        folded[v] = flagged[v] && !told[v];
        cover_kinds(contacts, one, kind_told);
    }
    cover_kinds(contacts, folded, kind_told);
}

static void decide_kinds(struct contacts *contacts, bool *kind_told)
{
    bool left[CAUSE_COUNT] = { false };
    struct told *told = contacts->told;
    told_cover(contacts->audit, contacts->cause, CAUSE_COUNT, told->cause);
    for (int cause = 0; cause < CAUSE_COUNT; cause++) {
        bool one[CAUSE_COUNT] = { false };
        one[cause] = cause == CAUSE_NONE || told->cause[cause];
        left[cause] = !one[cause];
        cover_verdicts(contacts, one, kind_told);
    }
    cover_verdicts(contacts, left, kind_told);
}

/* What was stated and what was derived of a verdict are two parts of it, and of all contacts. */
static void decide_stated(struct contacts *contacts)
{
    struct told *told = contacts->told;
    bool folded[VERDICT_COUNT];
    for (int v = 0; v < VERDICT_COUNT; v++) {
        told->verdict_stated[v] = told->verdict[v] && protection_enough((int64_t)contacts->stated[v].count, told->least) &&
                                  protection_enough((int64_t)contacts->derived[v].count, told->least);
        folded[v] = !told->verdict_stated[v];
    }
    told->verdicts_stated =
        protection_enough(protection_union(contacts->stated, VERDICT_COUNT, folded), told->least) &&
        protection_enough(protection_union(contacts->derived, VERDICT_COUNT, folded), told->least);
}

/* Places of one kind: numbers in by_kind from `first` to `end`. Users who had it elsewhere only are a group too. */
static void decide_places(struct contacts *contacts, size_t first, size_t end, bool *told)
{
    const struct audit *audit = contacts->audit;
    size_t count = end - first;
    struct user_list *place = xcalloc(count + 1, sizeof *place);
    int kind = contacts->kind_of[contacts->by_kind[first] - audit->detour];
    int64_t users = (int64_t)contacts->kind[kind].count, least = audit->options.min_group;
    bool *folded = xcalloc(count + 1, sizeof *folded);
    for (size_t i = 0; i < count; i++) {
        place[i] = contacts->detour[contacts->by_kind[first + i] - audit->detour];      /* borrowed */
        folded[i] = !protection_apart((int64_t)place[i].count, users, least);
    }
    for (bool settled = false; !settled;) {
        protection_cover(place, count, least, folded);
        int64_t sum = 0;
        size_t smallest = count;
        for (size_t i = 0; i < count; i++) {
            sum += folded[i] ? 0 : (int64_t)place[i].count;
            if (!folded[i] && (smallest == count || place[i].count < place[smallest].count))
                smallest = i;
        }
        settled = smallest == count || sum >= users || protection_apart(sum, users, least);
        if (!settled)
            folded[smallest] = true;
    }
    for (size_t i = 0; i < count; i++)
        told[contacts->by_kind[first + i] - audit->detour] = !folded[i];
    free(place);
    free(folded);
}

/* No place of the kind can be told from the others: the card of the one with most contacts stands for all. */
static void make_whole(struct contacts *contacts, size_t first, size_t end)
{
    const struct audit *audit = contacts->audit;
    struct told *told = contacts->told;
    const struct detour *most = contacts->by_kind[first];
    for (size_t i = first; i < end; i++) {
        if (told->detour[contacts->by_kind[i] - audit->detour])
            return;
        most = contacts->by_kind[i]->contacts > most->contacts ? contacts->by_kind[i] : most;
    }
    size_t number = (size_t)(most - audit->detour);
    struct detour *whole = told->whole[number] = arena_alloc(&told->arena, sizeof *whole);
    *whole = *most;
    whole->users = told->kind_users[number];
    whole->contacts = 0;
    whole->time = (struct active_time){ 0 };
    for (size_t i = first; i < end; i++) {
        whole->contacts += contacts->by_kind[i]->contacts;
        active_time_add(&whole->time, &contacts->by_kind[i]->time);
        told->stands_for[contacts->by_kind[i] - audit->detour] = (int)number;
    }
}

/* `part` users stand beside `whole` ones that they are of: both can't be told where the others are too few. */
static void keep_apart(const struct told *told, size_t part, size_t whole, enum telling *telling)
{
    if (*telling == TOLD && part && !protection_apart((int64_t)part, (int64_t)whole, told->least))
        *telling = TOLD_FOLDED;
}

/* The numbers of users that told ones are within: of their verdict, their cause, all redundant contacts. */
static void decide_users(struct contacts *contacts, const bool *kind_told)
{
    struct told *told = contacts->told;
    size_t redundant = (size_t)contacts->redundant;
    told->redundant = told_part(told, contacts->redundant);
    for (int cause = 0; cause < CAUSE_COUNT; cause++)
        told->cause_users[cause] = told_part(told, (int64_t)contacts->cause[cause].count);
    for (int v = 0; v < VERDICT_COUNT; v++)
        told->verdict_users[v] = told_part(told, (int64_t)contacts->verdict[v].count);
    for (int k = 0; k < contacts->kinds; k++) {
        enum verdict verdict = contacts->verdict_of[k];
        enum cause cause = verdict_cause(verdict);
        size_t users = kind_told[k] ? contacts->kind[k].count : 0;
        keep_apart(told, users, contacts->verdict[verdict].count, &told->verdict_users[verdict]);
        keep_apart(told, users, contacts->cause[cause].count, &told->cause_users[cause]);
        if (cause != CAUSE_NONE)
            keep_apart(told, users, redundant, &told->redundant);
    }
    for (int v = 0; v < VERDICT_COUNT; v++) {
        enum cause cause = verdict_cause((enum verdict)v);
        size_t users = told->verdict[v] && told->verdict_users[v] == TOLD ? contacts->verdict[v].count : 0;
        keep_apart(told, users, contacts->cause[cause].count, &told->cause_users[cause]);
        if (cause != CAUSE_NONE)
            keep_apart(told, users, redundant, &told->redundant);
    }
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++)
        if (told->cause[cause] && told->cause_users[cause] == TOLD)
            keep_apart(told, contacts->cause[cause].count, redundant, &told->redundant);
}

/* --- words that name no step --- */

struct words { struct user_list *all, *left; int *of_activity; size_t count; struct user_list off_map, off_map_left; };

static void list_words(const struct contacts *contacts, const bool *kind_told, struct words *words)
{
    const struct audit *audit = contacts->audit;
    const struct matching *matching = audit->matching;
    words->count = matching->unmatched_count;
    words->all = xcalloc(words->count + 1, sizeof *words->all);
    words->left = xcalloc(words->count + 1, sizeof *words->left);
    words->of_activity = xcalloc((size_t)matching->activities + 1, sizeof *words->of_activity);
    for (size_t i = 0; i < words->count; i++)
        words->of_activity[matching->activity_of_label[matching->unmatched[i].label]] = (int)i + 1;
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            uint32_t activity = matching->activity_of_label[audit->log->label[row]];
            int word = activity < matching->activities ? words->of_activity[activity] - 1 : NONE;
            int detour = audit->contact[row].detour;
            bool left = detour == NONE || !kind_told[contacts->kind_of[detour]];
            if (word >= 0)
                user_list_add(&words->all[word], (uint32_t)c, 1);
            if (word >= 0 && left)
                user_list_add(&words->left[word], (uint32_t)c, 1);
            if (audit->contact[row].step == NONE)
                user_list_add(&words->off_map, (uint32_t)c, 1);
            if (audit->contact[row].step == NONE && left)
                user_list_add(&words->off_map_left, (uint32_t)c, 1);
        }
}

static void decide_words(const struct contacts *contacts, const bool *kind_told)
{
    struct told *told = contacts->told;
    struct words words = { 0 };
    list_words(contacts, kind_told, &words);
    bool *folded = xcalloc(words.count + 1, sizeof *folded);
    for (size_t i = 0; i < words.count; i++)
        folded[i] = !protection_enough((int64_t)words.left[i].count, told->least);
    for (int k = 0, d = 0; k < contacts->kinds; k++) {      /* by_kind has the kinds in their order */
        const struct detour *detour = contacts->by_kind[d];
        uint32_t activity = detour->step == NONE ? contacts->audit->matching->activity_of_label[detour->label] : 0;
        int word = detour->step == NONE ? words.of_activity[activity] - 1 : NONE;
        if (word >= 0 && kind_told[k] &&
            !protection_apart((int64_t)contacts->kind[k].count, (int64_t)words.all[word].count, told->least))
            folded[word] = true;
        while ((size_t)d < contacts->audit->detours && contacts->kind_of[contacts->by_kind[d] - contacts->audit->detour] == k)
            d++;
    }
    protection_cover(words.all, words.count, told->least, folded);
    told->word = arena_alloc(&told->arena, words.count + 1);
    for (size_t i = 0; i < words.count; i++)
        told->word[i] = !folded[i];
    told->off_map = !protection_enough((int64_t)words.off_map.count, told->least)        ? TOLD_FEWER
                    : !protection_enough((int64_t)words.off_map_left.count, told->least) ? TOLD_FOLDED
                                                                                         : TOLD;
    free(folded);
    free(words.of_activity);
    free(words.off_map.user);
    free(words.off_map_left.user);
    user_list_release(words.all, words.count);
    user_list_release(words.left, words.count);
}

void told_find_contacts(struct told *told, const struct audit *audit)
{
    struct contacts contacts = { .audit = audit, .told = told };
    find_kinds(&contacts);
    list_users(&contacts);
    bool *kind_told = xcalloc((size_t)contacts.kinds + 1, sizeof *kind_told);
    decide_kinds(&contacts, kind_told);
    decide_users(&contacts, kind_told);
    decide_stated(&contacts);
    decide_words(&contacts, kind_told);
    told->kind = arena_alloc(&told->arena, audit->detours + 1);
    told->detour = arena_alloc(&told->arena, audit->detours + 1);
    told->whole = arena_alloc(&told->arena, (audit->detours + 1) * sizeof *told->whole);
    told->stands_for = arena_alloc(&told->arena, (audit->detours + 1) * sizeof *told->stands_for);
    for (size_t d = 0; d < audit->detours; d++)
        told->stands_for[d] = NONE;
    told->kind_users = arena_alloc(&told->arena, (audit->detours + 1) * sizeof *told->kind_users);
    for (size_t first = 0, end; first < audit->detours; first = end) {
        int kind = contacts.kind_of[contacts.by_kind[first] - audit->detour];
        for (end = first; end < audit->detours && contacts.kind_of[contacts.by_kind[end] - audit->detour] == kind; end++) {
            told->kind[contacts.by_kind[end] - audit->detour] = kind_told[kind];
            told->kind_users[contacts.by_kind[end] - audit->detour] = (int64_t)contacts.kind[kind].count;
        }
        if (kind_told[kind]) {
            decide_places(&contacts, first, end, told->detour);
            make_whole(&contacts, first, end);
        }
    }
    user_list_release(contacts.detour, audit->detours);
    user_list_release(contacts.kind, (size_t)contacts.kinds);
    user_list_release(contacts.cause, CAUSE_COUNT);
    user_list_release(contacts.verdict, VERDICT_COUNT);
    user_list_release(contacts.stated, VERDICT_COUNT);
    user_list_release(contacts.derived, VERDICT_COUNT);
    free(contacts.by_kind);
    free(contacts.kind_of);
    free(contacts.verdict_of);
    free(kind_told);
}
