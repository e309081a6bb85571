/* Effort and satisfaction: steps as numbered circles, redundant kinds as lettered diamonds, by the user's time a
 * contact (log scale) and how satisfied they were. Where circles are so many that they would stand far from their
 * places, the less telling ones are points without a number. Without enough answers: unproductive time by cause. */
#include "base/message.h"
#include "draw/summary_parts.h"
#include <math.h>
#include <stdlib.h>

enum {
    AXIS_LEFT = 15,
    AXIS_BOTTOM = 19,
    STRIP = 11,
    ROUNDS = 400,
    LEAST_POINTS = 3, /* fewer make no picture */
};
#define RADIUS 5.9
#define POINT 2.2
#define APART 12.6 /* between middles */
#define FAR 21.0   /* from its place: a circle tells something else there */

/* seconds: the user's time a contact; satisfaction: -2 … +2. (x, y): where it is drawn; (true_x, true_y): its place. */
struct dot {
    double seconds, satisfaction, true_x, true_y, x, y;
    int step, letter;
    bool point; /* drawn without its number */
};

struct efforts {
    struct dot *dot;
    int dots, points;
    int silent;
}; /* points: dots without a number; silent: steps with contacts, of too few answers */
struct frame {
    double left, right, top, bottom, low, high;
}; /* low, high: logarithms of seconds at the sides */

static void add_steps(const struct summary_view *view, struct efforts *efforts)
{
    const struct audit *audit = view->audit;
    for (int s = 0; s < audit->journey->steps; s++) {
        const struct step_finding *step = &audit->step[s];
        const struct satisfaction *felt = audit->step_satisfaction ? &audit->step_satisfaction[s] : NULL;
        if (!step->matched)
            continue;
        if (!audit_answers(audit, s, NONE) || step->time.total <= 0) {
            efforts->silent++;
            continue;
        }
        efforts->dot[efforts->dots++] = (struct dot){
            .seconds = (double)step->time.total / (double)step->matched,
            .satisfaction = felt->mean,
            .step = s,
            .letter = NONE,
        };
    }
}

/* A kind's places together: the mean over all their answers; shown if one place alone has enough users. */
static void add_kinds(const struct summary_view *view, struct efforts *efforts)
{
    const struct audit *audit = view->audit;
    for (size_t k = 0; audit->detour_satisfaction && k < lettered_kinds(view); k++) {
        const struct group *group = &view->shown.redundant.group[k];
        double sum = 0;
        int64_t answers = 0, users = 0;
        for (int p = 0; p < group->places; p++) {
            const struct satisfaction *felt = &audit->detour_satisfaction[group->place[p]];
            if (!audit_answers(audit, NONE, group->place[p]))
                continue;
            sum += felt->mean * (double)felt->answers;
            answers += felt->answers;
            users = felt->users > users ? felt->users : users;
        }
        if (answers && audit_shown(audit, users) && group->time.total > 0)
            efforts->dot[efforts->dots++] = (struct dot){
                .seconds = (double)group->time.total / (double)group->contacts,
                .satisfaction = sum / (double)answers,
                .step = NONE,
                .letter = (int)k,
            };
    }
}

/* A frame around all dots. */
static struct frame frame_of(struct panel panel, const struct efforts *efforts)
{
    struct frame frame = { panel.x + AXIS_LEFT,
                           panel.x + panel.width - 1,
                           panel.y,
                           panel.y + panel.height - AXIS_BOTTOM,
                           INFINITY,
                           -INFINITY };
    for (int i = 0; i < efforts->dots; i++) {
        frame.low = fmin(frame.low, log(efforts->dot[i].seconds));
        frame.high = fmax(frame.high, log(efforts->dot[i].seconds));
    }
    double middle = (frame.low + frame.high) / 2, half = fmax((frame.high - frame.low) / 2 * 1.12, log(2));
    frame.low = middle - half;
    frame.high = middle + half;
    return frame;
}

static double x_of(const struct frame *frame, double seconds)
{
    double inner = frame->right - frame->left - 2 * RADIUS - 4;
    return frame->left + RADIUS + 2 + inner * (log(seconds) - frame->low) / (frame->high - frame->low);
}

static double y_of(const struct frame *frame, double satisfaction)
{
    double top = frame->top + STRIP + RADIUS, bottom = frame->bottom - STRIP - RADIUS;
    return top + (bottom - top) * (2 - fmax(-2, fmin(2, satisfaction))) / 4;
}

static void keep_inside(const struct frame *frame, struct dot *dot)
{
    dot->x = fmax(frame->left + RADIUS + 1.5, fmin(frame->right - RADIUS - 1.5, dot->x));
    dot->y = fmax(frame->top + STRIP + RADIUS, fmin(frame->bottom - STRIP - RADIUS, dot->y));
}

/* Push two dots apart that are too near; those at one place along a direction of their own. */
static bool push(struct dot *a, struct dot *b, int turn)
{
    double dx = b->x - a->x, dy = b->y - a->y, distance = hypot(dx, dy);
    if (distance >= APART - 0.01)
        return false;
    if (distance < 0.01) {
        dx = cos(2.4 * turn); /* the golden angle: dots at one place go all ways */
        dy = sin(2.4 * turn);
        distance = 1;
    }
    double by = (APART - hypot(b->x - a->x, b->y - a->y)) / 2 + 0.02;
    a->x -= by * dx / distance;
    a->y -= by * dy / distance;
    b->x += by * dx / distance;
    b->y += by * dy / distance;
    return true;
}

/* Dots apart from each other, near their places. */
static void push_apart(const struct frame *frame, struct efforts *efforts)
{
    for (int i = 0; i < efforts->dots; i++) {
        struct dot *dot = &efforts->dot[i];
        dot->x = dot->true_x = x_of(frame, dot->seconds);
        dot->y = dot->true_y = y_of(frame, dot->satisfaction);
    }
    bool moved = true;
    for (int round = 0; round < ROUNDS && moved; round++) {
        moved = false;
        for (int i = 0; i < efforts->dots; i++)
            for (int j = i + 1; j < efforts->dots && !efforts->dot[i].point; j++)
                if (!efforts->dot[j].point)
                    moved = push(&efforts->dot[i], &efforts->dot[j], i + j) || moved;
        for (int i = 0; i < efforts->dots; i++)
            if (!efforts->dot[i].point)
                keep_inside(frame, &efforts->dot[i]);
    }
}

static bool strayed(const struct dot *dot) { return hypot(dot->x - dot->true_x, dot->y - dot->true_y) > FAR; }

/* The further from "keep" towards "tackle first", the more telling. */
static double telling(const struct dot *dot) { return dot->true_x + dot->true_y; }

/* The least telling number of all, or of those that stray. */
static struct dot *least_telling(struct efforts *efforts, bool astray)
{
    struct dot *least = NULL;
    for (int i = 0; i < efforts->dots; i++) {
        struct dot *dot = &efforts->dot[i];
        if (dot->letter == NONE && !dot->point && (!astray || strayed(dot)) &&
            (!least || telling(dot) < telling(least)))
            least = dot;
    }
    return least;
}

/* As long as circles stray, numbers are given up: in a crowd the least telling ones, at last those that stray. Letters
 * stay, the table refers to them. */
static void spread(const struct frame *frame, struct efforts *efforts)
{
    enum { FEW = 3 };
    for (;;) {
        int far = 0;
        push_apart(frame, efforts);
        for (int i = 0; i < efforts->dots; i++)
            far += strayed(&efforts->dot[i]);
        for (int give = far > FEW ? 1 + far / 3 : far; give; give--) {
            struct dot *least = far > FEW ? NULL : least_telling(efforts, true);
            if (!least && !(least = least_telling(efforts, false)))
                return;
            least->point = true;
            least->x = least->true_x;
            least->y = least->true_y;
            efforts->points++;
        }
        if (!far)
            return;
    }
}

static void draw_ticks(struct summary_view *view, const struct frame *frame)
{
    static const int minute[] = { 1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 960, 2880 };
    struct picture *picture = view->picture;
    const char *colour = picture->theme->second_text;
    double last = frame->left - 30;
    for (size_t i = 0; i < sizeof minute / sizeof *minute; i++) {
        double x = x_of(frame, 60.0 * minute[i]);
        const char *text = minutes_text(picture, 60.0 * minute[i]);
        double half = text_width(picture, text, CAPTION_LEAST, false) / 2;
        if (x < frame->left + 2 || x > frame->right - 2)
            continue;
        svg_rect(picture->svg, x - 0.3, frame->bottom, 0.6, 2.5, 0, picture->theme->text, NO_STROKE);
        if (x - half < last + 5 || x + half > frame->right + 1)
            continue;
        text_middle(picture, x, frame->bottom + 9.3, CAPTION_LEAST, false, colour, text);
        last = x + half;
    }
    for (int y = -2; y <= 2; y += 2)
        text_to(picture, frame->left - 3, y_of(frame, y) + 2.5, CAPTION_LEAST, false, colour,
                y > 0 ? "+2" : number_text(picture, y, 0));
    fitting_middle(picture, (frame->left + frame->right) / 2, frame->bottom + AXIS_BOTTOM - 1, CAPTION, false, colour,
                   frame->right - frame->left, _("user's time per contact (log scale)"));
}

static void draw_frame(struct summary_view *view, const struct frame *frame, double split)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    double middle = y_of(frame, 0), half = (frame->right - frame->left) / 2 - 6;
    const char *const word[] = { _("keep"), _("useful but heavy"), _("annoys, takes little"), _("tackle first") };
    svg_rect(picture->svg, split, middle, frame->right - split, frame->bottom - middle, 0, theme->redundant_tint,
             NO_STROKE);
    svg_rounded_line(picture->svg, (struct point[]){ { split, frame->top + STRIP }, { split, frame->bottom - STRIP } },
                     2, 0, (struct stroke){ theme->second_text, 0.7, "2.5 2" });
    svg_rounded_line(picture->svg, (struct point[]){ { frame->left, middle }, { frame->right, middle } }, 2, 0,
                     (struct stroke){ theme->second_text, 0.7, "2.5 2" });
    svg_rect(picture->svg, frame->left, frame->top, frame->right - frame->left, frame->bottom - frame->top, 0, "none",
             (struct stroke){ theme->text, 0.8, NULL });
    fitting_at(picture, frame->left + 3, frame->top + 8.4, CAPTION, true, theme->second_text, half, word[0]);
    fitting_to(picture, frame->right - 3, frame->top + 8.4, CAPTION, true, theme->second_text, half, word[1]);
    fitting_at(picture, frame->left + 3, frame->bottom - 3, CAPTION, true, theme->second_text, half, word[2]);
    fitting_to(picture, frame->right - 3, frame->bottom - 3, CAPTION, true, theme->redundant_text, half, word[3]);
}

static void draw_dot(struct summary_view *view, const struct dot *dot)
{
    struct picture *picture = view->picture;
    const struct theme *theme = picture->theme;
    if (dot->point) {
        svg_circle(picture->svg, dot->x, dot->y, POINT, theme->second_text, (struct stroke){ theme->paper, 0.6, NULL });
    } else if (dot->letter == NONE) {
        svg_circle(picture->svg, dot->x, dot->y, RADIUS, theme->paper, (struct stroke){ theme->planned, 1.2, NULL });
        text_middle(picture, dot->x, dot->y + 2.6, CAPTION_LEAST, true, theme->text,
                    arena_printf(&picture->arena, "%d", dot->step + 1));
    } else {
        draw_letter(picture, dot->x, dot->y, dot->letter);
    }
}

/* A dot that had to give way is tied to its place. */
static void draw_tie(struct picture *picture, const struct dot *dot)
{
    if (hypot(dot->x - dot->true_x, dot->y - dot->true_y) < RADIUS)
        return;
    svg_rounded_line(picture->svg, (struct point[]){ { dot->x, dot->y }, { dot->true_x, dot->true_y } }, 2, 0,
                     (struct stroke){ picture->theme->second_text, 0.6, NULL });
    svg_circle(picture->svg, dot->true_x, dot->true_y, 1.1, picture->theme->second_text, NO_STROKE);
}

void draw_letter(struct picture *picture, double x, double y, int letter)
{
    struct lane_paint paint = picture->theme->redundant_tab;
    const double half = RADIUS + 0.9;
    svg_cut_rect(picture->svg, x - half, y - half, 2 * half, 2 * half, half, paint.tab,
                 (struct stroke){ picture->theme->outlined ? paint.line : picture->theme->paper, 0.8, NULL });
    text_middle(picture, x, y + 2.6, CAPTION_LEAST, true, paint.on_tab,
                arena_printf(&picture->arena, "%c", 'A' + letter));
}

static void draw_quadrant(struct summary_view *view, struct panel panel, struct efforts *efforts)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    struct frame frame = frame_of(panel, efforts);
    double each = audit->contacts ? (double)audit->time.total / (double)audit->contacts : 0;
    double split = each > 0 ? x_of(&frame, each) : 0;
    split = fmax(frame.left + 20, fmin(frame.right - 20, split));
    spread(&frame, efforts);
    summary_heading(view, panel, _("Effort, satisfaction"),
                    efforts->points ? _("points: other steps") : _("mean, −2 to +2"));
    draw_frame(view, &frame, split);
    draw_ticks(view, &frame);
    for (int i = 0; i < efforts->dots; i++)
        draw_tie(picture, &efforts->dot[i]);
    for (int points = 1; points >= 0; points--)
        for (int i = 0; i < efforts->dots; i++)
            if (efforts->dot[i].point == points)
                draw_dot(view, &efforts->dot[i]);
}

static bool told_cause(const struct audit *audit, int cause)
{
    return audit->told->unproductive_by_cause && audit->told->unproductive[cause];
}

/* One bar a cause: unproductive minutes a user, of all users. */
static void draw_causes(struct summary_view *view, struct panel panel)
{
    struct picture *picture = view->picture;
    const struct audit *audit = view->audit;
    double most = 0, y = panel.y;
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++)
        if (told_cause(audit, cause))
            most = fmax(most, (double)audit->time.unproductive[cause] / (double)view->users);
    if (most <= 0) {
        draw_channels(view, panel);
        return;
    }
    summary_heading(view, panel, _("Unproductive time"), _("by cause, per user"));
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++, y += 25) {
        bool enough = told_cause(audit, cause);
        double seconds = (double)audit->time.unproductive[cause] / (double)view->users, full = panel.width - 52;
        const char *value = enough ? minutes_text(picture, seconds) : view->shown.users_unproductive[cause] ? "·" : "–";
        fitting_at(picture, panel.x, y + 9, BODY, false, picture->theme->text, panel.width,
                   capitalised(picture, _(CAUSE_WORD[cause].name)));
        double width = enough ? full * seconds / most : 0;
        if (width > 0)
            svg_rect(picture->svg, panel.x, y + 12, width, 9, 0, picture->theme->time[TIME_UNPRODUCTIVE],
                     bar_outline(picture));
        text_at(picture, panel.x + width + 4, y + 19.5, BODY, true, picture->theme->text, value);
    }
    text_lines(picture, panel.x, y + 12, CAPTION, false, picture->theme->second_text, 9, panel.width, 2,
               _("How satisfied users were is not known of enough of them."));
}

void draw_efforts(struct summary_view *view, struct panel panel)
{
    struct efforts efforts = { 0 };
    efforts.dot = xcalloc((size_t)view->audit->journey->steps + LETTERED, sizeof *efforts.dot);
    add_steps(view, &efforts);
    add_kinds(view, &efforts);
    if (efforts.dots >= LEAST_POINTS)
        draw_quadrant(view, panel, &efforts);
    else
        draw_causes(view, panel);
    free(efforts.dot);
}
