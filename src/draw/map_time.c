/* Where the time goes: what is planned above what was lived, in two accounts that are never mixed. Means over the users
 * who completed, so that the classes add up to the whole. */
#include "base/message.h"
#include "draw/figures.h"
#include "draw/map_rows.h"
#include "measure/told.h"
#include <math.h>
#include <string.h>

enum { BAR_HEIGHT = 28, BAR_GAP = 24, TITLE_LINE = 27, NOTE_LINE = 44, FIRST_BAR = 56, ACCOUNT_GAP = 46, ROOM = 14 };
static const double VALUE_SIZE = 12, TOTAL_SIZE = 15;

/* One account: its classes are `first` to `first` + 3 of the theme's; seconds. */
enum { PLANNED, LIVED, BARS };
struct account {
    enum time_class first;
    const char *title, *note, *folded; /* folded: which classes are counted as another; "" */
    double part[BARS][4];
    const struct summary *summary; /* of the lived whole */
    bool planned_known;
    const char *(*text)(struct picture *picture, double seconds);
};

static double whole(const double part[4]) { return part[0] + part[1] + part[2] + part[3]; }

/* --- what was lived, and by how many --- */

/* A class that too few users had is counted as another one, which then adds up: productive, or own time. */
static bool fold(double part[4], int class, int into)
{
    bool some = part[class] > 0;
    part[into] += part[class];
    part[class] = 0;
    return some;
}

static bool fold_active(struct picture *picture, double part[4])
{
    bool folded = false;
    for (int class = 1; class <= 2; class ++)
        if (!audit_class(picture->audit, class))
            folded |= fold(part, class, 0);
    return folded;
}

static bool fold_elapsed(struct picture *picture, double part[4])
{
    bool folded = false;
    for (int class = 0; class < ELAPSED_OWN; class ++)
        if (!audit_elapsed(picture->audit, class))
            folded |= fold(part, class, ELAPSED_OWN);
    return folded;
}

static void split(const struct active_time *time, double users, double part[4])
{
    part[0] = (double)time->productive / users;
    part[1] = (double)time->relation / users;
    part[2] = (double)time->autonomy / users;
    part[3] = (double)active_time_unproductive(time) / users;
}

/* Whom the means are of, and how sure they are. */
static const char *note_of(struct picture *picture, const struct account *account)
{
    const struct summary *summary = account->summary;
    const char *count = completed_text(picture, account->first == TIME_CONTACT), *interval = "";
    if (isfinite(summary->ci95[0]) && isfinite(summary->ci95[1]))
        interval = arena_printf(&picture->arena, _("95%%: %s to %s"), account->text(picture, summary->ci95[0]),
                                account->text(picture, summary->ci95[1]));
    if (!*interval)
        return arena_printf(&picture->arena, _("means of those who completed (%s)"), count);
    /* n, then the interval of the mean of the whole */
    return arena_printf(&picture->arena, _("means of those who completed (%s; whole, %s)"), count, interval);
}

static bool active_account(struct picture *picture, struct account *account)
{
    const struct audit *audit = picture->audit;
    *account = (struct account){ .first = TIME_PRODUCTIVE,
                                 .title = _("Time users spend themselves"),
                                 .folded = "",
                                 .summary = &audit->completed_active,
                                 .text = minutes_text };
    if (account->summary->n <= 0 || !audit_shown(audit, account->summary->n))
        return false;
    split(&audit->completed_time, (double)account->summary->n, account->part[LIVED]);
    split(&audit->theory.time, 1, account->part[PLANNED]);
    account->planned_known = whole(account->part[PLANNED]) > 0;
    if (fold_active(picture, account->part[LIVED]))
        account->folded = arena_printf(&picture->arena, _("what fewer than %d of them had is counted as productive"),
                                       audit->options.min_group);
    account->note = note_of(picture, account);
    return whole(account->part[LIVED]) > 0;
}

/* The theory's elapsed time is its longest path of announced waits plus the user's own time. */
static bool elapsed_account(struct picture *picture, struct account *account)
{
    const struct audit *audit = picture->audit;
    *account = (struct account){ .first = TIME_CONTACT,
                                 .title = _("Time that passes, from the first contact to the last"),
                                 .folded = "",
                                 .summary = &audit->completed_elapsed,
                                 .text = days_text };
    if (audit->completed_dated <= 0 || !audit_shown(audit, audit->completed_dated))
        return false;
    for (int class = 0; class < ELAPSED_COUNT; class ++)
        account->part[LIVED][class] = (double)audit->completed_elapsed_class[class] / (double)audit->completed_dated;
    double planned = (double)audit->theory.elapsed_seconds;
    account->part[PLANNED][ELAPSED_CONTACT] = fmin(planned, (double)audit->theory.time.total);
    account->part[PLANNED][ELAPSED_ANNOUNCED] = planned - account->part[PLANNED][ELAPSED_CONTACT];
    account->planned_known = planned > 0;
    if (fold_elapsed(picture, account->part[LIVED]))
        account->folded = arena_printf(&picture->arena, _("what fewer than %d of them had is counted as own time"),
                                       audit->options.min_group);
    account->note = note_of(picture, account);
    return whole(account->part[LIVED]) > 0;
}

static int accounts_of(struct picture *picture, struct account account[2])
{
    int accounts = 0;
    if (!picture->audit)
        return 0;
    accounts += elapsed_account(picture, &account[accounts]);
    accounts += active_account(picture, &account[accounts]);
    return accounts;
}

bool map_time_drawn(struct picture *picture, enum time_class class)
{
    struct account account[2];
    for (int i = accounts_of(picture, account) - 1; i >= 0; i--) {
        int own = (int)class - (int)account[i].first;
        if (own >= 0 && own < 4 && (account[i].part[PLANNED][own] > 0 || account[i].part[LIVED][own] > 0))
            return true;
    }
    return false;
}

/* --- drawing --- */

struct stroke time_outline(const struct picture *picture) { return (struct stroke){ picture->theme->text, 1, NULL }; }

/* The value on a plate, with the class's name if there is room for it; false where there is none for either. */
static bool draw_value(struct picture *picture, double x, double y, double width, const char *name, const char *value)
{
    const double margin = 6;
    const char *text = arena_printf(&picture->arena, "%s %s", name, value);
    double wide = text_width(picture, text, VALUE_SIZE, true);
    if (wide + 2 * margin + 6 > width) {
        text = value;
        wide = text_width(picture, text, VALUE_SIZE, true);
    }
    if (wide + 2 * margin + 2 > width)
        return false;
    svg_rect(picture->svg, x + (width - wide) / 2 - margin, y + 5, wide + 2 * margin, BAR_HEIGHT - 10, 3,
             picture->theme->paper, NO_STROKE);
    text_middle(picture, x + width / 2, y + BAR_HEIGHT / 2.0 + 4.3, VALUE_SIZE, true, picture->theme->text, text);
    return true;
}

/* What has no room for its number in the bar is told below it. */
static void draw_bar(struct picture *picture, const struct account *account, int bar, double x, double y, double scale,
                     double room)
{
    const double *part = account->part[bar];
    const char *below = "";
    double left = x;
    for (int class = 0; class < 4; class ++) {
        enum time_class which = (enum time_class)((int)account->first + class);
        double width = part[class] * scale;
        if (part[class] <= 0)
            continue;
        const char *value = account->text(picture, part[class]), *name = _(TIME_CLASS_NAME[which]);
        buffer_add_string(picture->svg, "<g class=\"time\"><title>");
        svg_escape(picture->svg, arena_printf(&picture->arena, "%s %s", name, value));
        buffer_add_string(picture->svg, "</title>\n");
        svg_rect(picture->svg, left, y, width, BAR_HEIGHT, 0, picture->theme->time[which], time_outline(picture));
        if (!draw_value(picture, left, y, width, name, value))
            below = arena_printf(&picture->arena, "%s%s%s %s", below, *below ? ", " : "", name, value);
        buffer_add_string(picture->svg, "</g>\n");
        left += width;
    }
    text_at(picture, left + 9, y + BAR_HEIGHT / 2.0 + 5.3, TOTAL_SIZE, true, picture->theme->text,
            account->text(picture, whole(part)));
    if (*below)
        text_fitting(picture, x, y + BAR_HEIGHT + 15, 11.5, 8.5, false, picture->theme->second_text, room,
                     arena_printf(&picture->arena, _("also: %s"), below));
}

static void draw_account(struct picture *picture, const struct account *account, double x, double top, double width)
{
    static const char *const label[BARS] = { N_("planned"), N_("lived") };
    double labels = 0, totals = 0, longest = 0;
    for (int bar = 0; bar < BARS; bar++) {
        labels = fmax(labels, text_width(picture, _(label[bar]), 13, true) + 10);
        totals = fmax(totals, text_width(picture, account->text(picture, whole(account->part[bar])), TOTAL_SIZE, true));
        longest = fmax(longest, whole(account->part[bar]));
    }
    double scale = (width - labels - totals - 12) / longest;
    text_fitting(picture, x, top + TITLE_LINE, 15, 11, true, picture->theme->text, width, account->title);
    text_fitting(picture, x, top + NOTE_LINE, 11.5, 8.5, false, picture->theme->second_text, width, account->note);
    for (int bar = 0; bar < BARS; bar++) {
        double y = top + FIRST_BAR + bar * (BAR_HEIGHT + BAR_GAP);
        text_to(picture, x + labels - 10, y + BAR_HEIGHT / 2.0 + 4.7, 13, true, picture->theme->text, _(label[bar]));
        if (bar == PLANNED && !account->planned_known)
            text_fitting(picture, x + labels, y + BAR_HEIGHT / 2.0 + 4.7, 13, 10, false, picture->theme->second_text,
                         width - labels, _("not said"));
        else
            draw_bar(picture, account, bar, x + labels, y, scale, width - labels);
    }
    text_fitting(picture, x + labels, top + FIRST_BAR + BARS * (BAR_HEIGHT + BAR_GAP) + 10, 11.5, 8.5, false,
                 picture->theme->second_text, width - labels, account->folded);
}

static double time_height(const struct account *account, int accounts)
{
    bool folded = false;
    for (int i = 0; i < accounts; i++)
        folded |= *account[i].folded != '\0';
    return FIRST_BAR + BARS * (BAR_HEIGHT + BAR_GAP) + (folded ? 18 : 0) + 4;
}

double draw_time(struct picture *picture, double top)
{
    struct account account[2];
    int accounts = accounts_of(picture, account);
    if (!accounts)
        return top;
    struct row_heading heading = { "time", _("Time"),
                                   _("means; planned above, lived below; the classes are in the legend") };
    double right = picture->layout->width - MARGIN, x = MARGIN + TAB_WIDTH + ROOM;
    double height = fmax(time_height(account, accounts), row_heading_height(picture, &heading));
    double width = (right - ROOM - x - (accounts - 1) * ACCOUNT_GAP) / accounts;
    open_row(picture, &heading, 0, right, top, height);
    for (int i = 0; i < accounts; i++)
        draw_account(picture, &account[i], x + i * (width + ACCOUNT_GAP), top, width);
    close_row(picture);
    return top + height;
}
