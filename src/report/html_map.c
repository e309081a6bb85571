#include "base/message.h"
#include "report/kinds.h"
#include "report/sections.h"
#include <math.h>
#include <string.h>

void section_map(struct page *page)
{
    const struct buffer *map = &page->report->map->svg;
    const char *svg = strstr(buffer_text(map), "<svg");
    if (!svg)
        return;
    page_layers(page, svg);
    page_filters(page);
    page_raw(page, "<figure>\n<div class=\"map\" tabindex=\"0\" role=\"region\" aria-label=\"");
    page_text(page, _("The map, which can be scrolled"));
    page_raw(page, "\">\n");
    buffer_add(page->out, svg, map->length - (size_t)(svg - map->data));
    page_raw(page, "\n</div>\n");
    page_element(page, "figcaption",
                 _("Columns are the order of steps, not a scale of time. Each card is a link to its row in the tables "
                   "below, which say the same in words."));
    page_raw(page, "</figure>\n");
}

static const char *channel_names(struct page *page, const struct step *step)
{
    struct buffer text = { 0 };
    for (int i = 0; i < step->channels; i++)
        buffer_printf(&text, "%s%s", i ? ", " : "", vocabulary_name(&CHANNELS, (int)step->via[i]));
    const char *kept = arena_strdup(&page->arena, step->channels ? buffer_text(&text) : "–");
    buffer_release(&text);
    return kept;
}

static const char *planned_time(struct page *page, const struct step *step)
{
    int64_t seconds = (step->takes > 0 ? step->takes : 0) + (step->queue > 0 ? step->queue : 0) +
                      (step->travel > 0 ? step->travel : 0);
    bool said = step->takes >= 0 || step->queue >= 0 || step->travel >= 0;
    return said ? say_minutes(&page->arena, (double)seconds) : "–";
}

static void write_step(struct page *page, int s)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct step *step = &audit->journey->step[s];
    const struct step_finding *finding = &audit->step[s];
    page_step_row(page, s);
    page_header_cell(page, step_title(audit->journey, s));
    page_cell(page, say_institution(audit, step->institution));
    page_cell(page, channel_names(page, step));
    page_number_cell(page, planned_time(page, step));
    bool few = !audit_shown(audit, page->audit->contacts_per_case.n);
    const struct told *told = audit->told;
    page_number_cell(page, step->automatic ? "–" : few ? _("not told")
                                                 : say_told(arena, audit, finding->cases, told->step_done[s]));
    page_number_cell(page, step->automatic ? "–" : few ? _("not told")
                                                 : say_told(arena, audit, finding->skipped_cases, told->step_skipped[s]));
    page_number_cell(page, !few && told->step_contacts[s] ? say_count(arena, finding->contacts) : _("not told"));
    page_number_cell(page, say_delay(arena, step->wait));
    page_number_cell(page, waits_enough(audit, finding) ? say_days(arena, wait_quantile(finding, 0.5))
                           : finding->waits ? _("not told") : "–");
    page_row_end(page);
}

void section_steps(struct page *page)
{
    static const struct column column[] = {
        { N_("Step"), false, false },
        { N_("Institution"), false, false },
        { N_("Channels"), false, false },
        { N_("Planned time of the user"), true, false },
        { N_("Users who did it"), true, false },
        { N_("Users who skipped it"), true, false },
        { N_("Contacts about it"), true, false },
        { N_("Announced wait"), true, false },
        { N_("Lived wait (median)"), true, false },
    };
    page_table(page, _("The planned steps in order, and what users lived"), column, sizeof column / sizeof *column);
    for (int s = 0; s < page->audit->journey->steps; s++)
        write_step(page, s);
    page_table_end(page);
}
