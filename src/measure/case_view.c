#include "measure/case_view.h"
#include <stdlib.h>
#include <string.h>

static void make_room(struct case_view *view, int count)
{
    if (count <= view->capacity)
        return;
    size_t n = (size_t)(view->capacity = 2 * count);
    view->contact = xrealloc(view->contact, n * sizeof *view->contact);
    view->activity = xrealloc(view->activity, n * sizeof *view->activity);
    view->move_of_contact = xrealloc(view->move_of_contact, n * sizeof *view->move_of_contact);
    view->matched = xrealloc(view->matched, n * sizeof *view->matched);
    view->occurrence = xrealloc(view->occurrence, n * sizeof *view->occurrence);
    view->nothing_new = xrealloc(view->nothing_new, n * sizeof *view->nothing_new);
    view->hands_over = xrealloc(view->hands_over, n * sizeof *view->hands_over);
}

void case_view_release(struct case_view *view)
{
    free(view->contact);
    free(view->activity);
    free(view->move_of_contact);
    free(view->matched);
    free(view->occurrence);
    free(view->nothing_new);
    free(view->hands_over);
    free(view->document_key);
    *view = (struct case_view){ 0 };
}

/* Note the documents of a contact; was at least one of them new? A document of the journey is known by its number,
 * others by their text, kept apart by sign. */
static bool add_documents(struct case_view *view, const uint32_t *list)
{
    bool some_new = false;
    for (uint32_t i = 1; i <= list[0]; i++) {
        int number = view->audit->matching->document_of_string[list[i]],
            key = number != NONE ? number : -2 - (int)list[i];
        bool known = false;
        for (int k = 0; k < view->documents && !known; k++)
            known = view->document_key[k] == key;
        if (known)
            continue;
        GROW(view->document_key, view->documents, view->documents_capacity);
        view->document_key[view->documents++] = key;
        some_new = true;
    }
    return some_new;
}

void case_view_open(struct case_view *view, const struct audit *audit, size_t number)
{
    const struct event_log *log = audit->log;
    const struct alignment_set *alignments = audit->alignments;
    view->audit = audit;
    view->number = number;
    view->first = log->cases[number].first;
    view->count = (int)log->cases[number].count;
    view->alignment = &alignments->alignment[alignments->alignment_of_case[number]];
    view->finding = audit->contact + view->first;
    view->documents = 0;
    make_room(view, view->count);
    for (int i = 0; i < view->count; i++) {
        view->contact[i] = event_log_contact(log, view->first + (size_t)i);
        view->activity[i] = matching_activity(audit->matching, log, view->first + (size_t)i);
        const uint32_t *list = event_log_document_list(log, view->contact[i].documents);
        view->hands_over[i] = list[0] > 0;
        view->nothing_new[i] = !add_documents(view, list);
    }
    for (int m = 0; m < view->alignment->moves; m++) {
        const struct move *move = &view->alignment->move[m];
        if (move->kind == MOVE_SKIP)
            continue;
        view->move_of_contact[move->contact] = m;
        view->matched[move->contact] = move->kind == MOVE_MATCH ? move->step : NONE;
        view->occurrence[move->contact] = move->kind == MOVE_MATCH ? view->alignment->occurrence_of_move[m] : NONE;
    }
}

bool contact_may_be(const struct case_view *view, int position, int step)
{
    const struct activity *activity = view->activity[position];
    for (int i = 0; i < activity->candidates; i++)
        if (activity->candidate[i] == step)
            return true;
    return false;
}

bool contacts_share_step(const struct case_view *view, int a, int b)
{
    if (view->matched[a] != NONE)
        return view->matched[b] != NONE ? view->matched[a] == view->matched[b]
                                        : contact_may_be(view, b, view->matched[a]);
    for (int i = 0; i < view->activity[a]->candidates; i++) {
        int step = view->activity[a]->candidate[i];
        if (view->matched[b] != NONE ? view->matched[b] == step : contact_may_be(view, b, step))
            return true;
    }
    return false;
}

int contact_named_step(const struct case_view *view, int position, step_condition *satisfies)
{
    const struct activity *activity = view->activity[position];
    int institution = contact_institution(view, position, NONE), best = NONE, best_rank = 0;
    for (int i = 0; i < activity->candidates; i++) {
        const struct step *step = &view->audit->journey->step[activity->candidate[i]];
        int rank = 1 + 2 * (institution != NONE && step->institution == institution) + !step->automatic;
        if (rank > best_rank && (!satisfies || satisfies(view, position, activity->candidate[i]))) {
            best = activity->candidate[i];
            best_rank = rank;
        }
    }
    return best;
}

bool run_goes_on(const struct alignment *alignment, int number)
{
    bool *after = xcalloc((size_t)alignment->run.count, sizeof *after), found = false;
    after[number] = true;
    for (int i = number + 1; i < alignment->run.count && !found; i++) {
        for (int k = 0; k < alignment->run.occurrence[i].before_count; k++)
            after[i] = after[i] || after[alignment->run.occurrence[i].before[k]];
        int move = alignment->move_of_occurrence[i];
        found = after[i] && move != NONE && alignment->move[move].kind == MOVE_MATCH;
    }
    free(after);
    return found;
}

bool step_is_skipped(const struct case_view *view, int step)
{
    for (int m = 0; m < view->alignment->moves; m++)
        if (view->alignment->move[m].kind == MOVE_SKIP && view->alignment->move[m].step == step)
            return true;
    return false;
}

int contact_institution(const struct case_view *view, int position, int step)
{
    const struct matching *matching = view->audit->matching;
    uint32_t written = view->contact[position].institution;
    if (written && !matching->institutions_foreign)
        return matching->institution_of_string[written];
    return step == NONE ? NONE : view->audit->journey->step[step].institution;
}

static int64_t seconds_of(int64_t instant) { return instant / 1000 - (instant % 1000 < 0); }

int64_t contact_start(const struct contact *contact)
{
    int64_t instant = contact->start != TIME_NONE ? contact->start : contact->end;
    return instant == TIME_NONE ? TIME_NONE : seconds_of(instant);
}

int64_t contact_end(const struct contact *contact)
{
    int64_t instant = contact->end != TIME_NONE ? contact->end : contact->start;
    return instant == TIME_NONE ? TIME_NONE : seconds_of(instant);
}
