#include "report/kinds.h"
#include "base/message.h"
#include <stdlib.h>

void kinds_init(struct kinds *kinds, const struct audit *audit, const struct shown *shown)
{
    const struct group_list *list[] = { &shown->redundant, &shown->other };
    *kinds = (struct kinds){ .by_month = audit->log->count <= LISTED_BY_MONTH_MAXIMUM };
    kinds->kind = xcalloc(shown->redundant.count + shown->other.count + 1, sizeof *kinds->kind);
    for (int l = 0; l < 2 && audit_shown(audit, audit->contacts_per_case.n); l++)
        for (size_t i = 0; i < list[l]->count; i++) {
            kinds->kind[kinds->kinds++] = &list[l]->group[i];
            kinds->contacts += list[l]->group[i].contacts;
        }
    kinds->by_name = audit->options.names && kinds->contacts <= LISTED_BY_NAME_MAXIMUM;
    listings_init(&kinds->listings, audit, kinds->kind, kinds->kinds, kinds->by_month);
    crossed_init(&kinds->crossed, audit, kinds->kind, kinds->kinds);
}

void kinds_release(struct kinds *kinds)
{
    listings_release(&kinds->listings);
    crossed_release(&kinds->crossed);
    free(kinds->kind);
}

int kind_number(const struct page *page, const struct group *group)
{
    for (size_t k = 0; k < page->kinds->kinds; k++)
        if (page->kinds->kind[k] == group)
            return (int)k;
    return NONE;
}

static void add_institution(struct page *page, int institution)
{
    if (institution == NONE)
        page_raw(page, " data-institution=\"none\"");
    else
        buffer_printf(page->out, " data-institution=\"%d\"", institution);
}

bool kind_has_channel(const struct audit *audit, const struct group *group, int channel)
{
    for (int i = 0; i < group->places; i++) {
        const struct detour *card = audit_card(audit, (size_t)group->place[i]);
        if (card && (int)card->channel == channel)
            return true;
    }
    return false;
}

static void add_channels_of_kind(struct page *page, const struct group *group)
{
    bool some = false;
    for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_COUNT; channel++)
        if (kind_has_channel(page->audit, group, channel)) {
            buffer_printf(page->out, "%s%s", some ? " " : " data-channels=\"", CHANNELS.word[channel].id);
            some = true;
        }
    page_raw(page, some ? "\"" : "");
}

static void add_groups(struct page *page, int kind)
{
    const struct crossed *crossed = &page->kinds->crossed;
    bool some = false;
    for (size_t c = 0; c < crossed->columns; c++) {
        size_t cell = (size_t)kind * crossed->columns + c;
        if (!crossed->told[cell] || !crossed->users[cell])
            continue;
        buffer_printf(page->out, "%sg%zu:%lld", some ? " " : " data-groups=\"", c, (long long)crossed->users[cell]);
        some = true;
    }
    page_raw(page, some ? "\"" : "");
}

void page_kind_row(struct page *page, const struct group *group)
{
    int kind = kind_number(page, group);
    buffer_printf(page->out, "<tr data-kind=\"%s\" data-verdict=\"%s\"",
                  verdict_redundant(group->verdict) ? "redundant" : "extra", VERDICT_WORD[group->verdict].id);
    add_institution(page, group->institution);
    add_channels_of_kind(page, group);
    if (kind != NONE) {
        if (told_part(page->audit->told, group->users) == TOLD)
            buffer_printf(page->out, " data-users=\"%lld\"", (long long)group->users);
        add_groups(page, kind);
        buffer_printf(page->out, " data-list=\"contacts-%d\"", kind + 1);
    }
    page_raw(page, ">");
}

void page_step_row(struct page *page, int step)
{
    const struct step *planned = &page->audit->journey->step[step];
    page_raw(page, "<tr id=\"");
    map_card_id(page->out, page->audit->journey, step, NONE);
    page_raw(page, "\" data-kind=\"planned\" data-verdict=\"planned\"");
    add_institution(page, planned->institution);
    for (int i = 0; i < planned->channels; i++)
        buffer_printf(page->out, "%s%s", i ? " " : " data-channels=\"", CHANNELS.word[planned->via[i]].id);
    page_raw(page, planned->channels ? "\">" : ">");
}

void page_link_to_list(struct page *page, const struct group *group)
{
    int kind = kind_number(page, group);
    if (kind == NONE)
        return;
    buffer_printf(page->out, " <a class=\"listed open-list\" href=\"#contacts-%d\">", kind + 1);
    page_text(page, _("its contacts"));
    page_raw(page, "</a>");
}
