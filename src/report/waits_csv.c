/* waits.csv: one line a wait of each dated case: what the delays of audit.json count. */
#include "base/output_file.h"
#include "measure/case_story.h"
#include "report/csv.h"
#include "report/writer.h"
#include <stdlib.h>

static const char *const COLUMN[] = {
    "case", "step", "start", "end", "due", "limit_due", "came", "open", "late", "late_limit", "overrun_seconds", NULL,
};

static void put_instant(struct csv *csv, int64_t seconds)
{
    char text[TIME_TEXT_SIZE];
    csv_text(csv, seconds == TIME_NONE ? "" : time_format_iso(seconds * 1000, text));
}

static bool is_past(const struct wait *wait, int64_t due) { return due != TIME_NONE && wait->end > due; }

/* A case is late once for a step, whatever the rounds: the line of the first late one says so. */
static bool was_late(const struct wait_list *waits, int number, bool limit)
{
    for (int i = 0; i < number; i++) {
        const struct wait *wait = &waits->wait[i];
        if (wait->step == waits->wait[number].step && is_past(wait, limit ? wait->limit_due : wait->due))
            return true;
    }
    return false;
}

/* The overrun of the case that is charged to a step stands on its first line. */
static int64_t overrun_of(const struct case_story *story, int number)
{
    int step = story->waits.wait[number].step;
    int64_t seconds = 0;
    for (int i = 0; i < number; i++)
        if (story->waits.wait[i].step == step)
            return 0;
    for (int i = 0; i < story->stretches; i++)
        if (story->stretch[i].charged == step)
            seconds += story->stretch[i].end - story->stretch[i].start;
    return seconds;
}

static void put_wait(struct csv *csv, const struct audit *audit, size_t of, const struct case_story *story, int number)
{
    const struct wait *wait = &story->waits.wait[number];
    csv_text(csv, event_log_text(audit->log, audit->log->cases[of].name));
    csv_text(csv, audit->journey->step[wait->step].id);
    put_instant(csv, wait->start);
    put_instant(csv, wait->end);
    put_instant(csv, wait->due);
    put_instant(csv, wait->limit_due);
    csv_boolean(csv, wait->came);
    csv_boolean(csv, wait->open);
    csv_boolean(csv, is_past(wait, wait->due) && !was_late(&story->waits, number, false));
    csv_boolean(csv, is_past(wait, wait->limit_due) && !was_late(&story->waits, number, true));
    csv_integer(csv, overrun_of(story, number));
    csv_row_end(csv);
}

static bool any_wait(const struct journey *journey)
{
    for (int s = 0; s < journey->steps; s++)
        if (duration_given(journey->step[s].wait) || duration_given(journey->step[s].limit))
            return true;
    return false;
}

static bool write_waits(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    const struct audit *audit = report->audit;
    struct output_file file;
    struct buffer text = { 0 };
    struct csv csv = { .out = &text };
    if (!output_file_open(&file, path, diagnostics))
        return false;
    csv_header(&csv, COLUMN);
    csv_row_end(&csv);
    for (size_t c = 0; any_wait(audit->journey) && c < audit->log->case_count; c++) {
        struct case_story story;
        case_story_init(&story, audit, c);
        for (int i = 0; i < story.waits.count; i++)
            put_wait(&csv, audit, c, &story, i);
        case_story_release(&story);
        output_file_take(&file, &text);
    }
    return output_file_finish(&file, &text, diagnostics);
}

const struct writer WAITS_CSV_WRITER = { "waits.csv", false, write_waits };
