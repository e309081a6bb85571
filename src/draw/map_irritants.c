/* What annoyed users, under the cards where it did: how many said so, and the most cited in their words. */
#include "base/message.h"
#include "draw/icons.h"
#include "draw/map_rows.h"
#include <math.h>
#include <stdlib.h>

enum {
    ITEM_WIDTH = 150,
    ITEM_GAP = 14,
    LINE_GAP = 12,
    LEADING = 15,
    HEAD_LEADING = 17,
    WHERE_LEADING = 13,
    WHERE_LINES = 2,
    TEXT_LINES = 4
};
static const double HEAD_SIZE = 13, TEXT_SIZE = 12, WHERE_SIZE = 11;

static struct row_heading heading(struct picture *picture)
{
    return (struct row_heading){
        "irritants",
        _("Irritants"),
        arena_printf(&picture->arena, _("the most cited at each place, by %d users at least"),
                     picture->audit->options.min_group),
    };
}

struct item {
    const struct map_card *card;
    const struct irritant *irritant;
    double left, height;
    int line; /* from the top, as many as it takes */
    char *where[WHERE_LINES];
    int wheres;
    char *text[TEXT_LINES];
    int texts;
};
struct item_list {
    struct item *item;
    int count;
    double *line_height;
    int lines;
};

/* The most cited at the card, enough to be shown: irritants are sorted by users. */
static const struct irritant *most_cited(const struct audit *audit, const struct map_card *card)
{
    for (size_t i = 0; i < audit->irritants && audit_shown(audit, audit->irritant[i].users); i++)
        if ((card->detour == NONE || audit_told(audit, (size_t)card->detour)) && audit->irritant[i].step == card->step && audit->irritant[i].detour == card->detour)
            return &audit->irritant[i];
    return NULL;
}

static int compare_items(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->left < y->left || x->left > y->left)
        return x->left < y->left ? -1 : 1;
    return (x->card > y->card) - (x->card < y->card);
}

/* Each on the first line with room under its column. */
static void pack(struct picture *picture, struct item_list *list)
{
    double *line_end = arena_alloc(&picture->arena, ((size_t)list->count + 1) * sizeof *line_end);
    list->line_height = arena_alloc(&picture->arena, ((size_t)list->count + 1) * sizeof *list->line_height);
    for (int i = 0; i < list->count; i++) {
        struct item *item = &list->item[i];
        item->line = line_with_room(line_end, list->count, item->left, item->left + ITEM_WIDTH, ITEM_GAP);
        list->line_height[item->line] = fmax(list->line_height[item->line], item->height);
        list->lines = item->line >= list->lines ? item->line + 1 : list->lines;
    }
}

/* Which card it is about: a column may hold several. */
static const char *where(struct picture *picture, const struct map_card *card)
{
    if (card->step != NONE)
        return arena_printf(&picture->arena, _("step %d"), card->step + 1);
    const struct detour *detour = &picture->audit->detour[card->detour];
    const char *verdict = _(VERDICT_WORD[detour->verdict].name);
    if (detour->institution == NONE)
        return verdict;
    return arena_printf(&picture->arena, "%s, %s",
                        clean_text(picture, institution_name(picture->journey, detour->institution)), verdict);
}

static struct item_list items_of(struct picture *picture, const struct map_layout *layout, int system)
{
    struct item_list list = { .item = arena_alloc(&picture->arena, ((size_t)layout->cards + 1) * sizeof *list.item) };
    double most = layout->system[system].right - ROW_PADDING - ITEM_WIDTH;
    for (int i = 0; picture->audit && i < layout->cards; i++) {
        const struct map_card *card = &layout->card[i];
        const struct irritant *irritant = card->system == system ? most_cited(picture->audit, card) : NULL;
        if (!irritant)
            continue;
        struct item *item = &list.item[list.count++];
        *item = (struct item){ .card = card, .irritant = irritant };
        item->left = fmin(most, card_middle(layout, card) - CARD_WIDTH / 2.0);
        const char *text =
            capitalised(picture, clean_text(picture, event_log_text(picture->audit->log, irritant->text)));
        item->texts = lettering_wrap(picture->letters, &picture->arena, text, TEXT_SIZE, false, ITEM_WIDTH, TEXT_LINES,
                                     item->text, NULL);
        item->wheres = lettering_wrap(picture->letters, &picture->arena, where(picture, card), WHERE_SIZE, false,
                                      ITEM_WIDTH, WHERE_LINES, item->where, NULL);
        item->height = HEAD_LEADING + item->wheres * WHERE_LEADING + 2 + item->texts * LEADING;
    }
    qsort(list.item, (size_t)list.count, sizeof *list.item, compare_items);
    pack(picture, &list);
    return list;
}

bool map_irritants_drawn(struct picture *picture)
{
    for (int system = 0; system < picture->layout->systems; system++)
        if (items_of(picture, picture->layout, system).count)
            return true;
    return false;
}

static double height_of(struct picture *picture, const struct item_list *list)
{
    double height = ROW_PADDING + 4;
    for (int i = 0; i < list->lines; i++)
        height += list->line_height[i] + LINE_GAP;
    struct row_heading head = heading(picture);
    return fmax(height, row_heading_height(picture, &head));
}

double irritants_height(struct picture *picture, const struct map_layout *layout, int system)
{
    struct item_list list = items_of(picture, layout, system);
    return list.count ? height_of(picture, &list) : 0;
}

static void draw_item(struct picture *picture, const struct item *item, double top)
{
    int users = (int)item->irritant->users;
    const char *told = within_text(picture, users, card_users(picture->audit, item->card));
    icon_mark(picture->svg, MARK_WARNING, item->left, top - 1, 16, picture->theme->redundant_text);
    text_fitting(picture, item->left + 21, top + 12, HEAD_SIZE, 10, true, picture->theme->redundant_text,
                 ITEM_WIDTH - 21,
                 arena_printf(&picture->arena, ngettext("%s user", "%s users", (unsigned long)users), told));
    double y = top + HEAD_LEADING + 10;
    for (int i = 0; i < item->wheres; i++, y += WHERE_LEADING)
        text_at(picture, item->left, y, WHERE_SIZE, false, picture->theme->second_text, item->where[i]);
    y += 3;
    for (int i = 0; i < item->texts; i++, y += LEADING)
        text_at(picture, item->left, y, TEXT_SIZE, false, picture->theme->text, item->text[i]);
}

void draw_irritants(struct picture *picture, int system, double top)
{
    struct item_list list = items_of(picture, picture->layout, system);
    struct row_heading head = heading(picture);
    open_row(picture, &head, system, picture->layout->system[system].right, top, height_of(picture, &list));
    double y = top + ROW_PADDING;
    for (int line = 0; line < list.lines; line++) {
        for (int i = 0; i < list.count; i++)
            if (list.item[i].line == line)
                draw_item(picture, &list.item[i], y);
        y += list.line_height[line] + LINE_GAP;
    }
    close_row(picture);
}
