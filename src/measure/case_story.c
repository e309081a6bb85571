#include "measure/case_story.h"
#include <stdlib.h>

/* The skips of each step, less its out-of-order contacts: what is left to tell, the last ones first to go. */
static void find_skips(const struct case_view *view, struct case_story *story)
{
    const struct alignment *alignment = view->alignment;
    int *made_up = xcalloc((size_t)view->audit->journey->steps + 1, sizeof *made_up), before = view->count;
    story->skip = xcalloc((size_t)alignment->moves + 1, sizeof *story->skip);
    for (int i = 0; i < view->count; i++)
        if (view->finding[i].verdict == VERDICT_OUT_OF_ORDER)
            made_up[view->finding[i].step]++;
    int end = alignment->moves; /* filled from the end of the array, as moves are read backwards */
    for (int m = alignment->moves - 1; m >= 0; m--) {
        const struct move *move = &alignment->move[m];
        if (move->kind != MOVE_SKIP) {
            before = move->contact;
            continue;
        }
        int occurrence = alignment->occurrence_of_move[m];
        if (made_up[move->step] > 0)
            made_up[move->step]--;
        else if (run_goes_on(alignment, occurrence))
            story->skip[--end] = (struct case_skip){ move->step, occurrence, before };
    }
    for (; end < alignment->moves; end++)
        story->skip[story->skips++] = story->skip[end];
    free(made_up);
}

void case_story_init(struct case_story *story, const struct audit *audit, size_t number)
{
    struct case_view view = { 0 };
    *story = (struct case_story){ .start = TIME_NONE, .end = TIME_NONE };
    case_view_open(&view, audit, number);
    waits_of(&view, &story->waits);
    story->stretches = elapsed_stretches(&view, &story->waits, &story->stretch);
    story->dated = story->stretches >= 0;
    for (int i = 0; i < view.count; i++) {
        int64_t start = contact_start(&view.contact[i]), end = contact_end(&view.contact[i]);
        if (start == TIME_NONE)
            continue;
        story->start = story->start == TIME_NONE || start < story->start ? start : story->start;
        story->end = end > story->end ? end : story->end;
    }
    if (!story->dated)
        story->stretches = 0;
    find_skips(&view, story);
    case_view_release(&view);
}

void case_story_release(struct case_story *story)
{
    free(story->stretch);
    free(story->waits.wait);
    free(story->skip);
    *story = (struct case_story){ 0 };
}

bool single_audit_init(struct single_audit *single, const struct audit *whole, size_t number,
                       struct diagnostics *diagnostics)
{
    *single = (struct single_audit){ .alignments = *whole->alignments };
    event_log_borrow_case(&single->log, whole->log, number, &single->only);
    single->alignments.alignment_of_case += number;
    single->alignments.variant_of_case += number;
    struct audit_options options = whole->options;
    options.min_group = 1;
    options.headlines_only = true;
    options.observed = whole->options.observed ? whole->options.observed : whole->log;
    single->audit = audit_new(whole->journey, whole->net, &single->log, whole->matching, &single->alignments,
                              whole->analysis, &options, diagnostics);
    return single->audit != NULL;
}

void single_audit_release(struct single_audit *single)
{
    audit_free(single->audit);
    *single = (struct single_audit){ 0 };
}
