#include "base/message.h"
#include "report/sections.h"
#include <math.h>

/* A class of a ledger with its swatch: fill of token, name. */
struct class_of_time { const char *fill, *name, *meaning; };

enum { ACTIVE_PRODUCTIVE, ACTIVE_RELATION, ACTIVE_AUTONOMY, ACTIVE_UNPRODUCTIVE, ACTIVE_CLASSES };
static const struct class_of_time ACTIVE[ACTIVE_CLASSES] = {
    { "#009E73", N_("productive"), N_("moves the journey on") },
    { "url(#time-relation)", N_("relation"), N_("listening, explaining, as stated") },
    { "url(#time-autonomy)", N_("autonomy"), N_("learning to do it alone, as stated") },
    { "url(#time-unproductive)", N_("unproductive"), N_("redundant contacts, queues and travel") },
};
static const struct class_of_time ELAPSED[ELAPSED_COUNT] = {
    [ELAPSED_CONTACT] = { "#1F2A55", N_("in contact"), N_("contacts whose start and end time are known") },
    [ELAPSED_ANNOUNCED] = { "url(#time-announced)", N_("announced wait"), N_("an announced wait is running") },
    [ELAPSED_OVERRUN] = { "url(#time-overrun)", N_("overrun"), N_("a wait has outlasted what was announced") },
    [ELAPSED_OWN] = { "#F1F2F3", N_("own time"), N_("nothing is awaited: the user's own pace") },
};

void page_patterns(struct page *page)
{
    page_raw(page, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"patterns\" width=\"0\" height=\"0\" "
                   "aria-hidden=\"true\" focusable=\"false\"><defs>\n"
                   "<pattern id=\"time-relation\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect "
                   "width=\"8\" height=\"8\" fill=\"#0072B2\"/>"
                   "<path d=\"M0 4H8\" stroke=\"#fff\" stroke-width=\"1.4\"/></pattern>\n"
                   "<pattern id=\"time-autonomy\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect "
                   "width=\"8\" height=\"8\" fill=\"#CC79A7\"/>"
                   "<path d=\"M4 0V8\" stroke=\"#1B1F2A\" stroke-width=\"1.4\"/></pattern>\n"
                   "<pattern id=\"time-unproductive\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\"><rect "
                   "width=\"9\" height=\"9\" fill=\"#D55E00\"/>"
                   "<path d=\"M0 0L9 9M9 0L0 9\" stroke=\"#fff\" stroke-width=\"1.3\"/></pattern>\n"
                   "<pattern id=\"time-announced\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><rect "
                   "width=\"7\" height=\"7\" fill=\"#56B4E9\"/>"
                   "<circle cx=\"3.5\" cy=\"3.5\" r=\"1.2\" fill=\"#1B1F2A\"/></pattern>\n"
                   "<pattern id=\"time-overrun\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><rect "
                   "width=\"7\" height=\"7\" fill=\"#E69F00\"/>"
                   "<path d=\"M-1 8L8 -1\" stroke=\"#1B1F2A\" stroke-width=\"1.3\"/></pattern>\n"
                   "</defs></svg>\n");
}

static void write_swatch(struct page *page, const char *fill)
{
    buffer_printf(page->out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"swatch\" width=\"28\" height=\"16\" "
                  "aria-hidden=\"true\" focusable=\"false\">"
                  "<rect x=\"1\" y=\"1\" width=\"26\" height=\"14\" fill=\"%s\" stroke=\"#1B1F2A\"/></svg>",
                  fill);
}

/* One bar: `part` seconds of each class, drawn on a scale of `longest` seconds; `text` says it to who can't see it. */
static void write_bar(struct page *page, const char *title, const struct class_of_time *class, const double *part,
                      int classes, double longest, const char *text)
{
    double x = 1;
    page_element(page, "h4", "%s", title);
    page_raw(page, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bar\" viewBox=\"0 0 1000 30\" width=\"1000\" "
                   "height=\"30\" role=\"img\" aria-label=\"");
    page_text(page, text);
    page_raw(page, "\">");
    for (int i = 0; i < classes; i++) {
        double width = longest > 0 ? 998 * part[i] / longest : 0;
        if (width >= 0.05)
            buffer_printf(page->out,
                          "<rect x=\"%.1f\" y=\"1\" width=\"%.1f\" height=\"28\" fill=\"%s\" stroke=\"#1B1F2A\" "
                          "stroke-width=\"1.2\"/>",
                          x, width, class[i].fill);
        x += width;
    }
    page_raw(page, "</svg>\n");
}

static void class_cell(struct page *page, const struct class_of_time *class)
{
    page_raw(page, "<th scope=\"row\">");
    write_swatch(page, class->fill);
    page_text(page, _(class->name));
    page_raw(page, "</th>");
}

/* Too few users with time of that class: it is shown within another one. */
static bool active_folded(const struct page *page, int class)
{
    return (class == ACTIVE_RELATION && !page->audit->told->relation) ||
           (class == ACTIVE_AUTONOMY && !page->audit->told->autonomy);
}

static void fold_active(const struct page *page, double part[ACTIVE_CLASSES])
{
    for (int i = 0; i < ACTIVE_CLASSES; i++)
        if (active_folded(page, i)) {
            part[ACTIVE_PRODUCTIVE] += part[i];
            part[i] = 0;
        }
}

static void split(const struct active_time *time, double divisor, double part[ACTIVE_CLASSES])
{
    part[ACTIVE_PRODUCTIVE] = (double)time->productive / divisor;
    part[ACTIVE_RELATION] = (double)time->relation / divisor;
    part[ACTIVE_AUTONOMY] = (double)time->autonomy / divisor;
    part[ACTIVE_UNPRODUCTIVE] = (double)active_time_unproductive(time) / divisor;
}

static double sum(const double *part, int count)
{
    double total = 0;
    for (int i = 0; i < count; i++)
        total += part[i];
    return total;
}

static void write_active_table(struct page *page, const double *planned, const double *lived)
{
    static const struct column column[] = {
        { N_("Class"), false, false },
        { N_("Planned"), true, false },
        { N_("Lived, mean per user"), true, false },
        { N_("All users together"), true, false },
        { N_("What it is"), false, false },
    };
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    double all[ACTIVE_CLASSES];
    bool unknown = planned_time_unknown(audit);
    split(&audit->time, 1, all);
    fold_active(page, all);
    page_table(page, _("The user's own time: planned, lived by those who completed, and of all users"), column,
               sizeof column / sizeof *column);
    for (int i = 0; i < ACTIVE_CLASSES; i++) {
        page_row(page, NULL);
        class_cell(page, &ACTIVE[i]);
        page_number_cell(page, unknown ? "–" : say_minutes(arena, planned[i]));
        bool hidden = active_folded(page, i);
        page_number_cell(page, !lived ? "–" : hidden ? _("folded with others") : say_minutes(arena, lived[i]));
        page_number_cell(page, hidden || !audit->told->active_all ? _("folded with others") : say_minutes(arena, all[i]));
        page_cell(page, hidden ? arena_printf(arena, _("concerns fewer than %d users: counted as productive here"),
                                              audit->options.min_group)
                               : _(ACTIVE[i].meaning));
        page_row_end(page);
    }
    page_last_row(page, NULL);
    page_header_cell(page, _("total"));
    page_number_cell(page, unknown ? "–" : say_minutes(arena, sum(planned, ACTIVE_CLASSES)));
    page_number_cell(page, lived ? say_minutes(arena, sum(lived, ACTIVE_CLASSES)) : "–");
    page_number_cell(page, say_minutes(arena, (double)audit->time.total));
    page_cell(page, arena_printf(arena, _("estimated: %s of the total; blanks that nothing could fill: %s"),
                                 say_share(arena, audit->time.estimated, audit->time.total),
                                 say_count(arena, audit->time.unknown)));
    page_row_end(page);
    page_table_end(page);
}

static void write_unproductive(struct page *page)
{
    static const struct column column[] = {
        { N_("Cause of unproductive time"), false, false },
        { N_("Planned"), true, false },
        { N_("All users together"), true, false },
        { N_("Share of unproductive time"), true, false },
    };
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    page_table(page, _("Unproductive time by cause"), column, sizeof column / sizeof *column);
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
        bool hidden = !audit->told->unproductive[cause];
        page_row(page, NULL);
        page_header_cell(page, _(CAUSE_WORD[cause].name));
        page_number_cell(page, planned_time_unknown(audit)
                                   ? "–" : say_minutes(arena, (double)audit->theory.time.unproductive[cause]));
        page_number_cell(page, hidden ? _("folded with others")
                                      : say_minutes(arena, (double)audit->time.unproductive[cause]));
        page_number_cell(page, hidden ? _("folded with others")
                                      : say_share(arena, audit->time.unproductive[cause],
                                                  active_time_unproductive(&audit->time)));
        page_row_end(page);
    }
    page_table_end(page);
}

static void write_active(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    int64_t completed = audit->take_up[TAKE_UP_COMPLETED];
    bool some = completed && audit_shown(audit, completed);
    double planned[ACTIVE_CLASSES], lived[ACTIVE_CLASSES] = { 0 };
    split(&audit->theory.time, 1, planned);
    if (some)
        split(&audit->completed_time, (double)completed, lived);
    fold_active(page, lived);
    double planned_total = sum(planned, ACTIVE_CLASSES), lived_total = sum(lived, ACTIVE_CLASSES);
    double longest = fmax(planned_total, lived_total);
    page_element(page, "h3", _("The user's own time"));
    if (own_time_unknown(audit)) {
        page_element(page, "p", _("Neither the files nor the journey say how much of their own time users spend."));
        return;
    }
    if (planned_time_unknown(audit))
        page_element(page, "h4", "%s", _("Planned: the journey does not say how much time it takes"));
    else
        write_bar(page, arena_printf(arena, _("Planned: %s"), say_minutes(arena, planned_total)), ACTIVE, planned,
                  ACTIVE_CLASSES, longest,
                  arena_printf(arena, _("Planned: %s, of which %s unproductive; the table below has every class."),
                               say_minutes(arena, planned_total), say_minutes(arena, planned[ACTIVE_UNPRODUCTIVE])));
    if (some)
        write_bar(page,
                  arena_printf(arena, _("Lived: %s (mean of those who completed, n = %s)"), say_minutes(arena, lived_total),
                               say_completed(arena, audit, false)),
                  ACTIVE, lived, ACTIVE_CLASSES, longest,
                  arena_printf(arena, _("Lived: %s, of which %s unproductive; the table below has every class."),
                               say_minutes(arena, lived_total), say_minutes(arena, lived[ACTIVE_UNPRODUCTIVE])));
    write_active_table(page, planned, some ? lived : NULL);
    if (audit->told->unproductive_by_cause)
        write_unproductive(page);
    else
        page_element(page, "p", _("Unproductive time by cause is not told: too few users have any."));
}

static void write_elapsed_table(struct page *page, const double *lived)
{
    static const struct column column[] = {
        { N_("Class"), false, false },
        { N_("Lived, mean per user"), true, false },
        { N_("Share"), true, false },
        { N_("What it is"), false, false },
    };
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    double total = sum(lived, ELAPSED_COUNT);
    page_table(page, _("The time that passes, for those who completed and gave dates"), column,
               sizeof column / sizeof *column);
    for (int i = 0; i < ELAPSED_COUNT; i++) {
        page_row(page, NULL);
        class_cell(page, &ELAPSED[i]);
        bool hidden = i != ELAPSED_OWN && !audit->told->elapsed[i];
        page_number_cell(page, hidden ? _("folded with others") : say_days(arena, lived[i]));
        page_number_cell(page, hidden ? _("folded with others") : say_share(arena, (int64_t)lived[i], (int64_t)total));
        page_cell(page, hidden ? arena_printf(arena, _("concerns fewer than %d users: counted as own time here"),
                                              audit->options.min_group)
                               : _(ELAPSED[i].meaning));
        page_row_end(page);
    }
    page_last_row(page, NULL);
    page_header_cell(page, _("total"));
    page_number_cell(page, say_days(arena, total));
    page_number_cell(page, "");
    page_cell(page, arena_printf(arena, _("median: %s; reports without dates have no such account: %s"),
                                 say_days(arena, audit->completed_elapsed.median),
                                 say_told(arena, audit, audit->undated_cases, audit->told->undated)));
    page_row_end(page);
    page_table_end(page);
}

static void write_elapsed(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    int64_t dated = audit->completed_dated;
    double lived[ELAPSED_COUNT],
        planned[ELAPSED_COUNT] = { [ELAPSED_ANNOUNCED] = audit->theory.announces ? (double)audit->theory.elapsed_seconds : 0 };
    page_element(page, "h3", _("The time that passes, from the first contact to the last"));
    if (!page_enough(page, dated))
        return;
    for (int i = 0; i < ELAPSED_COUNT; i++)
        lived[i] = (double)audit->completed_elapsed_class[i] / (double)dated;
    for (int i = 0; i < ELAPSED_OWN; i++)
        if (!page->audit->told->elapsed[i]) {
            lived[ELAPSED_OWN] += lived[i];
            lived[i] = 0;
        }
    double total = sum(lived, ELAPSED_COUNT), longest = fmax(total, planned[ELAPSED_ANNOUNCED]);
    const char *said =
        arena_printf(arena, _("Planned: %s, the longest path of announced waits and the user's own time"),
                     say_days(arena, planned[ELAPSED_ANNOUNCED]));
    if (audit->theory.announces)
        write_bar(page, said, ELAPSED, planned, ELAPSED_COUNT, longest, said);
    else
        page_element(page, "h4", "%s", _("Planned: the journey announces no wait"));
    write_bar(page,
              arena_printf(arena, _("Lived: %s (mean of those who completed, n = %s)"), say_days(arena, total),
                           say_completed(arena, audit, true)),
              ELAPSED, lived, ELAPSED_COUNT, longest,
              arena_printf(arena,
                           _("Lived: %s, of which %s announced and %s overrun; the table below has every class."),
                           say_days(arena, total), say_days(arena, lived[ELAPSED_ANNOUNCED]),
                           say_days(arena, lived[ELAPSED_OVERRUN])));
    write_elapsed_table(page, lived);
}

void section_time(struct page *page)
{
    page_element(page, "p",
                 _("Two accounts that are never mixed: the minutes users spend themselves, and the days that pass. "
                   "Means add up; the headline delay is a median."));
    if (!page_enough(page, page->audit->contacts_per_case.n))
        return;
    write_active(page);
    write_elapsed(page);
}
