/* Contacts per user by profile: the attribute whose groups differ most; without one, by institution. */
#include "base/message.h"
#include "draw/figures.h"
#include "draw/summary_parts.h"
#include <math.h>
#include <stdlib.h>

enum { BARS = 5, LABEL_WIDTH = 76, VALUE_WIDTH = 26, FOOT_HEIGHT = 11 };

/* One bar: contacts of `users`, of them redundant if `split`. number: place among its like. */
struct bar {
    int64_t users, contacts, redundant;
    const char *label;
    int number;
    bool split, folded; /* folded: not told by itself */
};

static int compare_users(const void *left, const void *right)
{
    const struct bar *a = left, *b = right;
    int order = a->folded != b->folded ? a->folded - b->folded : (a->users < b->users) - (a->users > b->users);
    return order ? order : a->number - b->number;
}

static int compare_numbers(const void *left, const void *right)
{
    return ((const struct bar *)left)->number - ((const struct bar *)right)->number;
}

static void add_bar(struct bar *sum, const struct bar *bar)
{
    sum->users += bar->users;
    sum->contacts += bar->contacts;
    sum->redundant += bar->redundant;
}

/* The largest groups stand for themselves, in their order; the others fold into one, which takes in the smallest ones
 * until it is of enough users. Returns how many bars are left; 0 if none but the others is. */
static int fold(const struct summary_view *view, struct bar *bar, int count)
{
    struct bar others = { .label = _("others"), .number = NONE, .split = true };
    struct bar *sorted = xcalloc((size_t)count + 1, sizeof *sorted);
    for (int i = 0; i < count; i++)
        sorted[i] = bar[i];
    qsort(sorted, (size_t)count, sizeof *sorted, compare_users);
    int kept = count <= BARS ? count : BARS - 1;
    while (kept && (sorted[kept - 1].folded || !audit_shown(view->audit, sorted[kept - 1].users)))
        kept--;
    for (int i = kept; i < count; i++)
        add_bar(&others, &sorted[i]);
    while (kept && others.users && !audit_shown(view->audit, others.users))
        add_bar(&others, &sorted[--kept]);
    int written = 0;
    qsort(sorted, (size_t)kept, sizeof *sorted, compare_numbers);
    while (written < kept) {
        bar[written] = sorted[written];
        written++;
    }
    if (kept && others.users && audit_completed(view->audit, false))
        bar[written++] = others;
    free(sorted);
    return kept ? written : 0;
}

/* Between the groups: the sum of squares of their means' distances from the mean of all users. */
static double spread(const struct bar *bar, int count)
{
    double users = 0, contacts = 0, sum = 0;
    for (int i = 0; i < count; i++) {
        users += (double)bar[i].users;
        contacts += (double)bar[i].contacts;
    }
    for (int i = 0; i < count; i++)
        sum += (double)bar[i].users * pow((double)bar[i].contacts / (double)bar[i].users - contacts / users, 2);
    return sum;
}

static int bars_of_attribute(struct summary_view *view, size_t first, size_t end, struct bar *bar)
{
    const struct audit *audit = view->audit;
    int count = 0;
    for (size_t i = first; i < end; i++) {
        const struct profile_group *group = &audit->profile[i];
        if (group->completed)
            bar[count] = (struct bar){
                group->completed,
                group->completed_contacts,
                group->completed_redundant,
                group->value ? clean_text(view->picture, event_log_text(audit->log, group->value)) : _("not said"),
                count,
                true,
                !audit->told->profile[i] || audit->told->profile_completed[i] != TOLD,
            };
        count += group->completed > 0;
    }
    return fold(view, bar, count);
}

/* The bars of the attribute that tells users apart most; returns how many, and which attribute. */
static int choose_attribute(struct summary_view *view, struct bar *best, int *attribute)
{
    const struct audit *audit = view->audit;
    struct bar *bar = xcalloc(audit->profiles + 2, sizeof *bar);
    int bars = 0;
    double widest = -1;
    for (size_t i = 0, end; i < audit->profiles; i = end) {
        for (end = i; end < audit->profiles && audit->profile[end].attribute == audit->profile[i].attribute;)
            end++;
        int count = bars_of_attribute(view, i, end, bar);
        if (count < 2 || spread(bar, count) <= widest)
            continue;
        widest = spread(bar, count);
        bars = count;
        *attribute = audit->profile[i].attribute;
        for (int b = 0; b < count; b++)
            best[b] = bar[b];
    }
    free(bar);
    return bars;
}

static void draw_bar(struct summary_view *view, struct panel panel, double y, double pitch, const struct bar *bar,
                     double scale, bool counted)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    double users = counted ? (double)bar->users : (double)view->users;
    double mean = (double)bar->contacts / users, redundant = (double)bar->redundant / users;
    double x = panel.x + LABEL_WIDTH, height = fmin(10, pitch - 6), useful = (mean - redundant) * scale;
    fitting_at(picture, panel.x, counted ? y + 7.5 : y + 5 + height / 2, BODY - 0.2, false, theme->text,
               LABEL_WIDTH - 4, bar->label);
    if (counted)
        fitting_at(picture, panel.x, y + 15.3, CAPTION_LEAST, false, theme->second_text, LABEL_WIDTH - 4,
                   count_text(picture, bar->users));
    svg_rect(picture->svg, x, y + 2, useful, height, 0, bar->split ? theme->time[TIME_PRODUCTIVE] : theme->soft,
             bar_outline(picture));
    if (redundant * scale >= 0.2)
        svg_rect(picture->svg, x + useful, y + 2, redundant * scale, height, 0, theme->time[TIME_UNPRODUCTIVE],
                 bar_outline(picture));
    text_at(picture, x + mean * scale + 5, y + 2 + height / 2 + 3, BODY, true, theme->text,
            number_text(picture, mean, 1));
}

/* The plan's number of contacts as a dashed line through all bars; a key of the two parts. */
static void draw_foot(struct summary_view *view, struct panel panel, double bottom, double scale, bool planned,
                      bool key)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    double x = panel.x + LABEL_WIDTH, base = bottom + 12;
    if (planned)
        svg_rounded_line(picture->svg,
                         (struct point[]){ { x + (double)view->audit->theory.contacts * scale, panel.y - 1 },
                                           { x + (double)view->audit->theory.contacts * scale, bottom } },
                         2, 0, (struct stroke){ theme->text, 1, "2.5 2" });
    if (!key)
        return;
    svg_rect(picture->svg, panel.x, base - 6.4, 9, 7, 0, theme->time[TIME_UNPRODUCTIVE], bar_outline(picture));
    const char *text = planned ? arena_printf(&picture->arena, _("redundant; dashes: as planned (%s)"),
                                              number_text(picture, (double)view->audit->theory.contacts, 0))
                               : _("redundant");
    fitting_at(picture, panel.x + 12.5, base, CAPTION, false, theme->text, panel.width - 13, text);
}

static void draw_bars(struct summary_view *view, struct panel panel, const struct bar *bar, int bars, bool counted)
{
    double most = counted ? (double)view->audit->theory.contacts : 0,
           pitch = fmin((panel.height - FOOT_HEIGHT) / bars, counted ? 27 : 18);
    bool key = false;
    for (int i = 0; i < bars; i++) {
        key = key || bar[i].redundant > 0;
        most = fmax(most, (double)bar[i].contacts / (counted ? (double)bar[i].users : (double)view->users));
    }
    double scale = most > 0 ? (panel.width - LABEL_WIDTH - VALUE_WIDTH) / most : 0;
    for (int i = 0; i < bars; i++)
        draw_bar(view, panel, panel.y + i * pitch, pitch, &bar[i], scale, counted);
    draw_foot(view, panel, panel.y + bars * pitch - 3, scale, counted, key || counted);
}

static int compare_contacts(const void *left, const void *right)
{
    const struct bar *a = left, *b = right;
    int order = (a->contacts < b->contacts) - (a->contacts > b->contacts);
    return order ? order : a->number - b->number;
}

/* Contacts of all users, most first; what is of too few users is left out. */
static void draw_counts(struct summary_view *view, struct panel panel, struct bar *bar, int bars, const char *title)
{
    summary_heading(view, panel, title, _("contacts per user"));
    qsort(bar, (size_t)bars, sizeof *bar, compare_contacts);
    if (bars)
        draw_bars(view, panel, bar, bars < BARS ? bars : BARS, false);
    else
        summary_sentence(view, panel, _("Nothing is known that tells groups of users apart."));
}

/* Where nothing tells users apart: by institution. */
static void draw_institutions(struct summary_view *view, struct panel panel)
{
    const struct audit *audit = view->audit;
    struct bar *bar = xcalloc((size_t)audit->journey->institutions + 1, sizeof *bar);
    int bars = 0;
    for (int i = 0; i < audit->journey->institutions; i++)
        if (audit_institution(audit, i))
            bar[bars++] = (struct bar){ audit->users_by_institution[i],
                                        audit->by_institution[i],
                                        audit->told->institution_redundant[i] ? audit->redundant_by_institution[i] : 0,
                                        institution_text(view, i),
                                        i,
                                        audit->told->institution_redundant[i],
                                        false };
    draw_counts(view, panel, bar, bars, _("By institution"));
    free(bar);
}

void draw_channels(struct summary_view *view, struct panel panel)
{
    const struct audit *audit = view->audit;
    struct bar bar[CHANNEL_COUNT];
    int bars = 0;
    for (int c = 0; c < CHANNEL_COUNT; c++)
        if (view->shown.users_by_channel[c] && audit->told->channel[c])
            bar[bars++] = (struct bar){
                view->shown.users_by_channel[c],
                audit->by_channel[c],
                0,
                c ? capitalised(view->picture, vocabulary_name(&CHANNELS, c)) : _("Not said"),
                c,
                false,
                false,
            };
    draw_counts(view, panel, bar, bars, _("By channel"));
}

void draw_profiles(struct summary_view *view, struct panel panel)
{
    struct picture *picture = view->picture;
    struct bar best[BARS + 1];
    int attribute = NONE, bars = choose_attribute(view, best, &attribute);
    if (!bars) {
        draw_institutions(view, panel);
        return;
    }
    const char *name =
        clean_text(picture, event_log_text(view->audit->log, view->audit->log->attribute[attribute].name));
    const char *beside = arena_printf(&picture->arena, _("%s, contacts per user"), name), *title = _("By profile");
    bool fits = text_width(picture, title, HEADING, true) + text_width(picture, beside, CAPTION_LEAST, false) + 8 <=
                panel.width;
    summary_heading(view, panel, title, fits ? beside : name);
    draw_bars(view, panel, best, bars, true);
}
