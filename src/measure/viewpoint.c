#include "measure/viewpoint.h"
#include "measure/ledger.h"
#include "measure/statistics.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is resampled of a case that met the institution. */
enum sum {
    SUM_CONTACTS,
    SUM_REPEATED,
    SUM_FILES,
    SUM_COMPLETE,
    SUM_UNPRODUCTIVE,
    SUM_ACTIVE,
    SUM_LIVED_CONTACTS,
    SUM_LIVED_REDUNDANT,
    SUM_LIVED_INSTITUTIONS,
    SUM_LIVED_UNPRODUCTIVE,
    SUM_LIVED_ACTIVE,
    SUM_ONE,
    SUM_COUNT
};

struct look {
    struct audit *audit;
    struct view_of_institution *view;
    const size_t *row;                          /* of the case at hand, with the institution */
    size_t rows;
    size_t request;                             /* the row of the latest request at its desk; SIZE_MAX: none yet */
    size_t *named_step, *named_activity, stamp; /* the last (institution, case) that named it */
    double *sum[SUM_COUNT];                     /* [users] */
    double *delay;
    size_t delays, delays_capacity;
    double *elapsed; /* [dated] */
};

static uint32_t activity_of(const struct audit *audit, size_t row)
{
    return audit->matching->activity_of_label[audit->log->label[row]];
}

/* Has an earlier contact of the case, with the institution, named the same step or the same words? Notes that one has. */
static bool is_repeated(struct look *look, size_t row)
{
    int step = look->audit->contact[row].step;
    size_t *named = step != NONE ? &look->named_step[step] : &look->named_activity[activity_of(look->audit, row)];
    bool repeated = *named == look->stamp;
    *named = look->stamp;
    return repeated;
}

/* A contact by which the user asks something complete of the institution. */
static bool is_request(const struct audit *audit, size_t row)
{
    const struct contact_finding *finding = &audit->contact[row];
    bool matched = finding->move == MOVE_MATCH;
    if (matched ? audit->journey->step[finding->step].by_institution : finding->verdict != VERDICT_INCOMPLETE_FILE)
        return false;
    return !audit->log->by || audit->log->by[row] != BY_INSTITUTION;
}

static void find_delay(struct look *look, size_t position)
{
    const struct audit *audit = look->audit;
    const struct contact_finding *finding = &audit->contact[look->row[position]];
    if (finding->move != MOVE_MATCH || !audit->journey->step[finding->step].by_institution)
        return;
    size_t request = look->request;
    if (request == SIZE_MAX) {
        look->view->unrequested++;
        return;
    }
    struct contact asked = event_log_contact(audit->log, request),
                   answer = event_log_contact(audit->log, look->row[position]);
    if (contact_end(&asked) == TIME_NONE || contact_start(&answer) == TIME_NONE)
        return;
    int64_t delay = contact_start(&answer) - contact_end(&asked);
    GROW(look->delay, look->delays, look->delays_capacity);
    look->delay[look->delays++] = (double)(delay > 0 ? delay : 0);
}

/* Of the first contact that names a step with `needs`: was the file complete? */
static void find_file(struct look *look, size_t position, size_t user)
{
    const struct audit *audit = look->audit;
    const struct event_log *log = audit->log;
    int step = audit->contact[look->row[position]].step;
    if (step == NONE || !audit->journey->step[step].needs_count)
        return;
    bool complete = !log->outcome || log->outcome[look->row[position]] != OUTCOME_INCOMPLETE;
    for (size_t i = position; complete && i < look->rows; i++)
        complete = audit->contact[look->row[i]].step != step ||
                   audit->contact[look->row[i]].verdict != VERDICT_INCOMPLETE_FILE;
    look->view->files++;
    look->view->complete += complete;
    look->sum[SUM_FILES][user]++;
    look->sum[SUM_COMPLETE][user] += complete;
}

static void look_at_contact(struct look *look, size_t position, size_t user)
{
    const struct contact_finding *finding = &look->audit->contact[look->row[position]];
    bool repeated = is_repeated(look, look->row[position]);
    look->view->contacts++;
    look->view->repeated += repeated;
    look->view->redundant += verdict_redundant(finding->verdict);
    active_time_add(&look->view->time, &finding->time);
    look->sum[SUM_CONTACTS][user]++;
    look->sum[SUM_REPEATED][user] += repeated;
    look->sum[SUM_ACTIVE][user] += (double)finding->time.total;
    look->sum[SUM_UNPRODUCTIVE][user] += (double)active_time_unproductive(&finding->time);
    find_delay(look, position);
    if (!repeated)
        find_file(look, position, user);
    if (is_request(look->audit, look->row[position]))
        look->request = look->row[position];
}

static void look_at_life(struct look *look, size_t c, size_t user, const struct interlocutors *interlocutors)
{
    const struct case_finding *finding = &look->audit->cases[c];
    struct view_of_institution *view = look->view;
    view->lived_contacts += finding->contacts;
    view->lived_redundant += finding->redundant;
    active_time_add(&view->lived_time, &finding->time);
    look->sum[SUM_LIVED_CONTACTS][user] = finding->contacts;
    look->sum[SUM_LIVED_REDUNDANT][user] = finding->redundant;
    look->sum[SUM_LIVED_INSTITUTIONS][user] = interlocutors->of_case[c];
    look->sum[SUM_LIVED_ACTIVE][user] = (double)finding->time.total;
    look->sum[SUM_LIVED_UNPRODUCTIVE][user] = (double)active_time_unproductive(&finding->time);
    look->sum[SUM_ONE][user] = 1;
    if (finding->dated)
        look->elapsed[view->dated++] = (double)finding->elapsed_total;
}

static void settle(struct look *look)
{
    struct view_of_institution *view = look->view;
    view->answers = (int64_t)look->delays;
    sort_doubles(look->delay, look->delays);
    view->delay_median = quantile(look->delay, look->delays, 0.5);
    view->delay_p90 = quantile(look->delay, look->delays, 0.9);
    sort_doubles(look->elapsed, (size_t)view->dated);
    view->lived_elapsed_median = quantile(look->elapsed, (size_t)view->dated, 0.5);
    double *const *sum = look->sum;
    const struct estimate_request request[] = {
        { sum[SUM_CONTACTS], sum[SUM_ONE], &view->own_contacts },
        { sum[SUM_REPEATED], sum[SUM_ONE], &view->own_repeated },
        { sum[SUM_COMPLETE], sum[SUM_FILES], &view->complete_share },
        { sum[SUM_UNPRODUCTIVE], sum[SUM_ACTIVE], &view->unproductive_share },
        { sum[SUM_LIVED_CONTACTS], sum[SUM_ONE], &view->lived_contacts_mean },
        { sum[SUM_LIVED_REDUNDANT], sum[SUM_ONE], &view->lived_redundant_mean },
        { sum[SUM_LIVED_INSTITUTIONS], sum[SUM_ONE], &view->lived_interlocutors },
        { sum[SUM_LIVED_UNPRODUCTIVE], sum[SUM_LIVED_ACTIVE], &view->lived_unproductive_share },
    };
    estimates_of(look->audit, request, sizeof request / sizeof *request, (size_t)view->users);
}

/* The contacts of one case with the institution: look->row, look->rows. */
static void look_at_case(struct look *look, size_t c, const struct interlocutors *interlocutors)
{
    size_t user = (size_t)look->view->users++;
    look->request = SIZE_MAX;
    look->stamp++;
    for (int s = 0; s < SUM_COUNT; s++)
        look->sum[s][user] = 0;
    for (size_t i = 0; i < look->rows; i++)
        look_at_contact(look, i, user);
    look->view->users_repeated += look->sum[SUM_REPEATED][user] > 0;
    look_at_life(look, c, user, interlocutors);
}

/* The case of a row: cases stand in the order of their rows; those without any are passed over. */
static size_t case_of_row(const struct event_log *log, size_t row)
{
    size_t low = 0, high = log->case_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (log->cases[middle].first <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* `row` [count]: all contacts with the institution, in the order of the log. */
static void look_from(struct look *look, const size_t *row, size_t count, const struct interlocutors *interlocutors)
{
    const struct event_log *log = look->audit->log;
    look->delays = 0;
    for (size_t i = 0; i < count; i += look->rows) {
        size_t c = case_of_row(log, row[i]), end = log->cases[c].first + log->cases[c].count;
        look->row = row + i;
        look->rows = 0;
        while (i + look->rows < count && row[i + look->rows] < end)
            look->rows++;
        look_at_case(look, c, interlocutors);
    }
    settle(look);
}

/* Rows by institution: those of i are row[begin[i]] … row[begin[i + 1] - 1]. */
static size_t *sort_rows(const struct audit *audit, size_t *begin)
{
    size_t *row = xcalloc(audit->log->count + 1, sizeof *row), institutions = (size_t)audit->journey->institutions;
    for (size_t r = 0; r < audit->log->count; r++)
        if (audit->contact[r].institution != NONE)
            begin[audit->contact[r].institution + 2]++;
    for (size_t i = 0; i < institutions; i++)
        begin[i + 2] += begin[i + 1];
    for (size_t r = 0; r < audit->log->count; r++)
        if (audit->contact[r].institution != NONE)
            row[begin[audit->contact[r].institution + 1]++] = r;
    return row;
}

void viewpoint_init(struct viewpoint *result, struct audit *audit, const struct interlocutors *interlocutors)
{
    size_t institutions = (size_t)audit->journey->institutions, cases = audit->log->case_count + 1;
    size_t *begin = xcalloc(institutions + 2, sizeof *begin), *row = sort_rows(audit, begin);
    struct look look = { .audit = audit, .elapsed = xcalloc(cases, sizeof(double)) };
    result->institution = arena_alloc(&audit->arena, (institutions + 1) * sizeof *result->institution);
    look.named_step = xcalloc((size_t)audit->journey->steps + 1, sizeof *look.named_step);
    look.named_activity = xcalloc((size_t)audit->matching->activities + 1, sizeof *look.named_activity);
    for (int s = 0; s < SUM_COUNT; s++)
        look.sum[s] = xcalloc(cases, sizeof(double));
    for (size_t i = 0; i < institutions; i++) {
        look.view = &result->institution[i];
        if (!audit->journey->institution[i].self)
            look_from(&look, row + begin[i], begin[i + 1] - begin[i], interlocutors);
    }
    for (int s = 0; s < SUM_COUNT; s++)
        free(look.sum[s]);
    free(begin);
    free(row);
    free(look.named_step);
    free(look.named_activity);
    free(look.delay);
    free(look.elapsed);
}
