/* Who already held what redundant contacts asked for. */
#include "measure/shown.h"
#include <stdlib.h>

/* Of each document, who got it first in the case at hand; the journey's documents by number, then other words. */
struct receipts { int64_t *of_case; int *receiver; };

struct holder_count { int64_t users, last_case; };

/* The first document of the contact that somebody held before it, and who; NONE if none was. Notes what is new. */
static int holder_of_documents(const struct audit *audit, size_t row, int64_t user, struct receipts *receipts)
{
    const struct event_log *log = audit->log;
    const struct journey *journey = audit->journey;
    int holder = NONE;
    const uint32_t *list = log->documents ? event_log_document_list(log, log->documents[row]) : NULL;
    for (uint32_t i = 1; list && i <= list[0]; i++) {
        int document = audit->matching->document_of_string[list[i]];
        size_t key = document == NONE ? (size_t)journey->documents + list[i] : (size_t)document;
        int before = receipts->of_case[key] == user ? receipts->receiver[key] : NONE;
        if (before == NONE && document != NONE)
            before = journey->document[document].held_by;
        if (holder == NONE && !institution_is_self(journey, before))
            holder = before;
        if (receipts->of_case[key] != user) {
            receipts->of_case[key] = user;
            receipts->receiver[key] = audit->contact[row].institution;
        }
    }
    return holder;
}

/* A request made again is known to whom it is made to; anything else only by its documents. */
static int holder_of(const struct audit *audit, size_t row, int by_documents)
{
    const struct contact_finding *finding = &audit->contact[row];
    bool again = verdict_cause(finding->verdict) == CAUSE_REPEATED_REQUEST;
    if (by_documents != NONE || !again || institution_is_self(audit->journey, finding->institution))
        return by_documents;
    return finding->institution;
}

static void count_holders(const struct audit *audit, const int *group_of_detour, struct holder_count *count)
{
    const struct event_log *log = audit->log;
    size_t keys = (size_t)audit->journey->documents + log->strings.count;
    struct receipts receipts = { xcalloc(keys, sizeof(int64_t)), xcalloc(keys, sizeof(int)) };
    for (size_t c = 0; c < log->case_count; c++)
        for (size_t row = log->cases[c].first, end = row + log->cases[c].count; row < end; row++) {
            int64_t user = (int64_t)c + 1;
            int by_documents = holder_of_documents(audit, row, user, &receipts), detour = audit->contact[row].detour;
            int holder = holder_of(audit, row, by_documents), group = detour == NONE ? NONE : group_of_detour[detour];
            if (group == NONE || holder == NONE)
                continue;
            struct holder_count *of = &count[(size_t)group * (size_t)audit->journey->institutions + (size_t)holder];
            of->users += of->last_case != user;
            of->last_case = user;
        }
    free(receipts.of_case);
    free(receipts.receiver);
}

void shown_find_holders(struct shown *shown, const struct audit *audit)
{
    struct group_list *list = &shown->redundant;
    size_t institutions = (size_t)audit->journey->institutions;
    int *group_of_detour = xcalloc(audit->detours, sizeof *group_of_detour);
    struct holder_count *count = xcalloc(list->count * institutions, sizeof *count);
    for (size_t d = 0; d < audit->detours; d++)
        group_of_detour[d] = NONE;
    for (size_t g = 0; g < list->count; g++)
        for (int p = 0; p < list->group[g].places; p++)
            group_of_detour[list->group[g].place[p]] = (int)g;
    count_holders(audit, group_of_detour, count);
    for (size_t g = 0; g < list->count; g++) {
        int64_t most = 0;
        list->group[g].holder = NONE;
        for (size_t i = 0; i < institutions; i++)
            if (count[g * institutions + i].users > most) {
                most = count[g * institutions + i].users;
                list->group[g].holder = audit_shown(audit, most) ? (int)i : NONE;
            }
    }
    free(group_of_detour);
    free(count);
}
