#include "base/message.h"
#include "report/kinds.h"
#include "report/sections.h"

static const struct column REDUNDANT_COLUMN[] = {
    { N_("Contact"), false, false },       { N_("Institution"), false, false },
    { N_("Verdict"), false, false },       { N_("Cause"), false, false },
    { N_("Users"), true, false },          { N_("Contacts per user concerned"), true, false },
    { N_("Contacts"), true, false },       { N_("Users' time"), true, false },
    { N_("Why it counts"), false, false },
};
static const struct column OTHER_COLUMN[] = {
    { N_("Contact"), false, false },
    { N_("Institution"), false, false },
    { N_("Verdict"), false, false },
    { N_("Users"), true, false },
    { N_("Contacts per user concerned"), true, false },
    { N_("Contacts"), true, false },
    { N_("Users' time"), true, false },
    { N_("Why it counts"), false, false },
};

static void write_figures(struct page *page, const struct group *group)
{
    struct arena *arena = &page->arena;
    enum telling telling = told_part(page->audit->told, group->users);
    page_number_cell(page, say_told(arena, page->audit, group->users, telling));
    if (telling == TOLD_FEWER) {
        for (int i = 0; i < 3; i++)
            page_number_cell(page, _("not told"));
        return;
    }
    /* contacts divided by it would be the users */
    page_number_cell(page, telling == TOLD ? say_number(arena, (double)group->contacts / (double)group->users, 1)
                                           : _("not told"));
    page_number_cell(page, say_count(arena, group->contacts));
    page_number_cell(page, say_own_time(arena, &group->time, (double)group->time.total));
}

/* Where in the journey, as on the map: its cards link to these. */
static void write_places(struct page *page, const struct group *group)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    for (int i = 0; i < group->places; i++) {
        const struct detour *detour = &audit->detour[group->place[i]];
        bool told = audit_told(audit, (size_t)group->place[i]);
        if (!audit_card(audit, (size_t)group->place[i]))
            continue;
        page_raw(page, "<span class=\"place\" id=\"");
        map_card_id(page->out, audit->journey, NONE, group->place[i]);
        page_raw(page, "\">");
        if (!told && detour->planned_before == NONE)
            page_phrase(page, "%s", _("most often before any planned step"));
        else if (!told)
            page_phrase(page, _("most often after “%s”"), step_title(audit->journey, detour->planned_before));
        else if (detour->planned_before == NONE)
            page_phrase(page, _("before any planned step: %s"), say_group_users(arena, audit, detour->users));
        else
            page_phrase(page, _("after “%s”: %s"), step_title(audit->journey, detour->planned_before),
                        say_group_users(arena, audit, detour->users));
        page_raw(page, "</span>");
    }
}

static void write_group(struct page *page, const struct group *group, bool redundant)
{
    const struct audit *audit = page->audit;
    page_kind_row(page, group);
    page_raw(page, "<th scope=\"row\">");
    page_text(page, group_name(audit, group));
    page_link_to_list(page, group);
    write_places(page, group);
    page_raw(page, "</th>");
    page_cell(page, say_institution(audit, group->institution));
    page_cell(page, _(VERDICT_WORD[group->verdict].name));
    if (redundant)
        page_cell(page, _(CAUSE_WORD[verdict_cause(group->verdict)].name));
    write_figures(page, group);
    page_cell(page, _(VERDICT_REASON[group->verdict]));
    page_row_end(page);
}

static void write_rest(struct page *page, const struct group_list *list, bool redundant)
{
    if (!list->rest.contacts)
        return;
    page_last_row(page, redundant ? "detour-others" : "detour-other-others");
    page_header_cell(page, _("others"));
    page_cell(page, "–");
    page_cell(page, "–");
    if (redundant)
        page_cell(page, "–");
    write_figures(page, &list->rest);
    page_cell(page, arena_printf(&page->arena, _("kinds that concern fewer than %d users each, and those that would tell of them"),
                                 page->audit->options.min_group));
    page_row_end(page);
}

static void write_list(struct page *page, const struct group_list *list, const char *caption, bool redundant)
{
    const struct column *column = redundant ? REDUNDANT_COLUMN : OTHER_COLUMN;
    size_t columns = redundant ? sizeof REDUNDANT_COLUMN / sizeof *column : sizeof OTHER_COLUMN / sizeof *column;
    page_table(page, caption, column, columns);
    for (size_t i = 0; i < list->count; i++)
        write_group(page, &list->group[i], redundant);
    write_rest(page, list, redundant);
    page_table_end(page);
}

static void write_causes(struct page *page)
{
    static const struct column column[] = {
        { N_("Cause"), false, false },
        { N_("Users"), true, false },
        { N_("Contacts"), true, false },
        { N_("Users' time"), true, false },
    };
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    page_table(page, _("Redundant contacts by cause, all users"), column, sizeof column / sizeof *column);
    for (int cause = CAUSE_REPEATED_REQUEST; cause <= CAUSE_REDUNDANT_OPERATION; cause++) {
        int64_t users = page->shown->users_by_cause[cause];
        bool hidden = !audit->told->cause[cause];
        page_row(page, NULL);
        page_header_cell(page, _(CAUSE_WORD[cause].name));
        page_number_cell(page, say_told(arena, audit, users, hidden ? TOLD_FOLDED : audit->told->cause_users[cause]));
        page_number_cell(page, hidden ? _("folded with others") : say_count(arena, audit->by_cause[cause]));
        page_number_cell(page, audit->told->unproductive[cause]
                                   ? say_minutes(arena, (double)audit->time.unproductive[cause])
                                   : _("folded with others"));
        page_row_end(page);
    }
    page_table_end(page);
}

void section_redundant(struct page *page)
{
    const struct audit *audit = page->audit;
    if (!audit->redundant) {
        page_element(page, "p", _("No contact is redundant."));
        return;
    }
    if (!page_enough(page, page->shown->users_redundant))
        return;
    page_element(page, "p",
                 _("Redundant contacts: %s of %s. The heaviest is the one that takes most of the users' time."),
                 say_count(&page->arena, audit->redundant), say_count(&page->arena, audit->contacts));
    write_list(page, &page->shown->redundant, _("Redundant contacts, from the heaviest to the lightest"), true);
    write_causes(page);
}

void section_other(struct page *page)
{
    const struct group_list *list = &page->shown->other;
    if (!list->count && !list->folded) {
        page_element(page, "p", _("There are no other contacts outside the plan."));
        return;
    }
    page_element(page, "p",
                 _("These are outside the plan too, but are not waste: contesting a decision, doing a step at another "
                   "time, help from others."));
    write_list(page, list, _("Other contacts outside the plan"), false);
}
