#include "base/message.h"
#include "report/measured.h"
#include "report/sections.h"

static const char *say_channels(struct page *page, const struct step *step, const struct access *access)
{
    struct buffer text = { 0 };
    for (int i = 0; i < access->offline_count; i++)
        buffer_printf(&text, "%s%s", i ? ", " : "", vocabulary_name(&CHANNELS, (int)access->offline[i]));
    const char *said = arena_strdup(&page->arena, buffer_text(&text));
    buffer_release(&text);
    return access->offline_count ? said : step->channels ? _("none") : _("not said");
}

static const char *say_flags(const struct access *access)
{
    return access->web_only       ? _("web only")
           : access->online_only  ? _("online only")
           : access->counter_only ? _("counter only")
                                  : "";
}

static const char *say_seconds(struct page *page, int64_t seconds)
{
    return seconds == SECONDS_ABSENT ? "–" : say_minutes(&page->arena, (double)seconds);
}

void section_access(struct page *page)
{
    static const struct column column[] = {
        { N_("Step"), false, false },     { N_("Without internet"), false, false },
        { N_("Travel"), true, false },    { N_("Queue"), true, false },
        { N_("Fee"), true, false },       { N_("Announced wait"), true, false },
        { N_("Documents"), true, false }, { N_("Note"), false, false },
    };
    const struct audit *audit = page->audit;
    const struct accessibility *result = &audit->measures->accessibility;
    struct arena *arena = &page->arena;
    if (!result->steps) {
        page_element(page, "p", _("The journey says of no step through which channel it is done."));
        return;
    }
    page_element(page, "p",
                 _("Steps that nobody can do without internet: %s of %s (%s); along the reference run %s of %s."),
                 say_count(arena, result->online_only), say_count(arena, result->steps),
                 say_share(arena, result->online_only, result->steps), say_count(arena, result->reference_online_only),
                 say_count(arena, result->reference_steps));
    page_table(page, _("Who can do each step, as planned"), column, sizeof column / sizeof *column);
    for (int s = 0; s < audit->journey->steps; s++) {
        const struct step *step = &audit->journey->step[s];
        const struct access *access = &result->step[s];
        if (step->automatic)
            continue;
        page_row(page, NULL);
        page_header_cell(page, step_title(audit->journey, s));
        page_cell(page, say_channels(page, step, access));
        page_number_cell(page, say_seconds(page, access->travel));
        page_number_cell(page, say_seconds(page, access->queue));
        page_number_cell(page, access->fee > 0 ? say_measured(page, access->fee, AS_EUROS) : "–");
        page_number_cell(page, say_delay(arena, access->announced));
        page_number_cell(page, say_count(arena, access->documents));
        page_cell(page, say_flags(access));
        page_row_end(page);
    }
    page_table_end(page);
    page_element(
        page, "p class=\"note\"",
        _("Counter, phone, mail, text message, kiosk, home visit and helper need no internet. The plan does not hold "
          "opening hours: whether a counter can be reached in time is not known."));
}
