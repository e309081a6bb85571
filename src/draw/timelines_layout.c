/* Which users, in which order, on which axis; where each mark of a strip stands. */
#include "draw/timelines.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PILL_SPAN = 46,
    PILL_SIZE = 9,    /* of one pill at most, unless its number needs more; of its number */
    ROOM_ABOVE = 100, /* above the shortest strip: one mark of each kind, whatever its number */
};
#define MARK_GAP 1.2

double strip_x(const struct strip *strip, int64_t seconds)
{
    return strip->left + strip->scale * (double)(seconds - strip->story.start);
}

/* --- marks on the bar --- */

static double least_width(struct lettering *letters, const struct strip_mark *mark, double radius)
{
    char number[16];
    if (mark->count == 1)
        return 2 * radius;
    snprintf(number, sizeof number, "%d", mark->count);
    return fmax(lettering_width(letters, number, PILL_SIZE, true) + 9, 2 * radius + 4);
}

/* Its outline from its instants; not further to the left than `from`. */
static void span(struct lettering *letters, struct strip_mark *mark, double from)
{
    double least = least_width(letters, mark, STRIP_RADIUS);
    mark->left = fmax(mark->first - STRIP_RADIUS, from);
    mark->right = mark->last + STRIP_RADIUS;
    double missing = least - (mark->right - mark->left);
    if (missing <= 0)
        return;
    mark->left = fmax(mark->left - missing / 2, from);
    mark->right = mark->left + least;
}

/* From left to right: a contact that would touch the mark before it joins it, unless that one is long enough; then a
 * new mark begins right behind. `mark` holds single contacts by time; returns how many marks are left. */
static int put_together(struct lettering *letters, struct strip_mark *mark, int count, double least)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        struct strip_mark next = mark[i], *before = kept ? &mark[kept - 1] : NULL;
        double from = before ? before->right + MARK_GAP : least;
        bool touches = before && next.first - STRIP_RADIUS < from;
        double end = next.last + STRIP_RADIUS;
        if (touches && (end - before->left <= PILL_SPAN || end <= before->right)) {
            double edge = kept > 1 ? mark[kept - 2].right + MARK_GAP : least;
            before->count += next.count;
            before->last = next.last;
            span(letters, before, edge);
        } else {
            span(letters, &next, from);
            mark[kept++] = next;
        }
    }
    return kept;
}

/* --- marks above the bar --- */

static int compare_marks(const void *a, const void *b)
{
    const struct strip_mark *x = a, *y = b;
    double here = x->first + x->last, there = y->first + y->last;
    if (here != there)
        return here < there ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

/* Marks of a kind whose instants lie within `reach` of the first one's become one; returns how many are left, by the
 * middle of their instants. */
static int gather_marks(const struct strip_mark *from, int count, double reach, struct strip_mark *to)
{
    int last[STRIP_MARK_KINDS], kept = 0;
    for (int kind = 0; kind < STRIP_MARK_KINDS; kind++)
        last[kind] = NONE;
    for (int i = 0; i < count; i++) {
        int group = last[from[i].kind];
        if (reach > 0 && group != NONE && from[i].first - to[group].first <= reach) {
            to[group].count += from[i].count;
            to[group].last = from[i].last;
        } else {
            last[from[i].kind] = kept;
            to[kept++] = from[i];
        }
    }
    qsort(to, (size_t)kept, sizeof *to, compare_marks);
    return kept;
}

/* A run of marks that touch each other, moved as one: where its left edge would best be, over how many marks. */
struct block {
    double wish, width;
    int marks;
};

/* Places marks side by side, each as near to the middle of its instants as the others let it (least squares, pool
 * adjacent violators); returns how far the furthest one is from there. */
static double push_apart(struct lettering *letters, struct strip_mark *mark, int count, double least, double most,
                         struct block *block)
{
    int blocks = 0, first = 0;
    double furthest = 0;
    for (int i = 0; i < count; i++) {
        double width = least_width(letters, &mark[i], STRIP_RADIUS_ABOVE) + MARK_GAP;
        block[blocks++] = (struct block){ (mark[i].first + mark[i].last - width) / 2, width, 1 };
        while (blocks > 1 && block[blocks - 2].wish + block[blocks - 2].width > block[blocks - 1].wish) {
            struct block *a = &block[blocks - 2], *b = &block[blocks - 1];
            a->wish = (a->wish * a->marks + (b->wish - a->width) * b->marks) / (a->marks + b->marks);
            a->width += b->width;
            a->marks += b->marks;
            blocks--;
        }
    }
    for (int i = 0; i < blocks; i++) /* within the bounds, without a step back to what is before */
        block[i].wish = fmax(block[i].wish, i ? block[i - 1].wish + block[i - 1].width : least);
    for (int i = blocks - 1; i >= 0; i--)
        block[i].wish = fmin(block[i].wish, (i < blocks - 1 ? block[i + 1].wish : most + MARK_GAP) - block[i].width);
    for (int i = 0; i < blocks; first += block[i++].marks) {
        double x = block[i].wish;
        for (struct strip_mark *at = mark + first; at < mark + first + block[i].marks; at++) {
            at->left = x;
            at->right = x + least_width(letters, at, STRIP_RADIUS_ABOVE);
            x = at->right + MARK_GAP;
            double middle = (at->left + at->right) / 2;
            furthest = fmax(furthest, fmax(at->first - middle, middle - at->last));
        }
    }
    if (blocks && block[0].wish < least - 0.01)
        return INFINITY; /* they do not fit */
    return furthest;
}

/* Marks above the bar: put together no more than they must. Returns how many are left. */
static int place_above(struct lettering *letters, struct strip_mark *mark, int count, double least, double most)
{
    if (!count)
        return 0;
    struct strip_mark *trial = xcalloc((size_t)count, sizeof *trial);
    struct block *block = xcalloc((size_t)count, sizeof *block);
    int kept = count;
    for (double reach = 0;; reach = reach > 0 ? reach * 1.5 : 4) {
        kept = gather_marks(mark, count, reach, trial);
        if (push_apart(letters, trial, kept, least, most, block) <= STRIP_PUSH || reach > most - least)
            break;
    }
    memcpy(mark, trial, (size_t)kept * sizeof *mark);
    free(trial);
    free(block);
    return kept;
}

/* --- one strip --- */

/* When it happened, in seconds: an undated contact when the one before it did. */
static int64_t instant_of(const struct contact *contact, int64_t before)
{
    int64_t start = contact_start(contact);
    return start != TIME_NONE ? start : before;
}

static enum strip_mark_kind kind_of(const struct contact_finding *finding)
{
    if (verdict_redundant(finding->verdict))
        return STRIP_REDUNDANT;
    return finding->move == MOVE_EXTRA ? STRIP_EXTRA : STRIP_CONTACT;
}

/* Single marks by time: on the bar into `bar`, the others into `above`. */
static void find_marks(const struct strip *strip, const struct audit *audit, struct strip_mark *bar, int *bars,
                       struct strip_mark *above, int *aboves)
{
    const struct log_case *one = &audit->log->cases[strip->number];
    int64_t at = strip->story.start;
    int skip = 0;
    for (int i = 0; i <= (int)one->count; i++) {
        struct contact contact;
        if (i < (int)one->count) {
            contact = event_log_contact(audit->log, one->first + (size_t)i);
            at = instant_of(&contact, at);
        }
        double x = strip_x(strip, at);
        for (; skip < strip->story.skips && strip->story.skip[skip].before == i; skip++)
            above[(*aboves)++] = (struct strip_mark){ STRIP_SKIPPED, 1, CHANNEL_NONE, x, x, x, x };
        if (i == (int)one->count)
            break;
        const struct contact_finding *finding = &audit->contact[one->first + (size_t)i];
        struct strip_mark mark = { kind_of(finding), 1, finding->channel, x, x, x, x };
        if (mark.kind == STRIP_CONTACT)
            bar[(*bars)++] = mark;
        else
            above[(*aboves)++] = mark;
    }
}

/* Placed at its plain size, then enlarged. */
static void enlarge(struct strip *strip, double size)
{
    strip->size = size;
    strip->left *= size;
    strip->scale *= size;
    for (struct strip_mark *mark = strip->mark; mark < strip->mark + strip->marks; mark++) {
        mark->first *= size;
        mark->last *= size;
        mark->left *= size;
        mark->right *= size;
    }
}

void strip_init(struct strip *strip, struct arena *arena, struct lettering *letters, const struct audit *audit,
                size_t number, double left, double right, double scale, double size)
{
    left /= size;
    right /= size;
    *strip = (struct strip){ .number = number, .left = left, .scale = scale / size };
    case_story_init(&strip->story, audit, number);
    size_t room = audit->log->cases[number].count + (size_t)strip->story.skips + 1;
    struct strip_mark *bar = xcalloc(room, sizeof *bar), *above = xcalloc(room, sizeof *above);
    int bars = 0, aboves = 0;
    find_marks(strip, audit, bar, &bars, above, &aboves);
    strip->on_bar = put_together(letters, bar, bars, left - STRIP_RADIUS);
    double end = fmin(right, fmax(strip_x(strip, strip->story.end), left + ROOM_ABOVE));
    aboves = place_above(letters, above, aboves, left - STRIP_RADIUS_ABOVE, end + STRIP_RADIUS_ABOVE);
    strip->marks = strip->on_bar + aboves;
    strip->mark = arena_alloc(arena, ((size_t)strip->marks + 1) * sizeof *strip->mark);
    memcpy(strip->mark, bar, (size_t)strip->on_bar * sizeof *bar);
    memcpy(strip->mark + strip->on_bar, above, (size_t)aboves * sizeof *above);
    enlarge(strip, size);
    free(bar);
    free(above);
}

void strip_release(struct strip *strip) { case_story_release(&strip->story); }

/* --- all strips --- */

double round_tick(double days)
{
    static const double step[] = { 1, 2, 5, 10 };
    if (!(days > 0))
        return 1;
    double unit = pow(10, floor(log10(days)) - 1);
    for (;; unit *= 10)
        for (size_t i = 0; i < sizeof step / sizeof *step; i++)
            if (days / (step[i] * unit) <= 8.0000001)
                return step[i] * unit;
}

/* Variance of redundant contacts between the groups of an attribute, corrected; -INFINITY if it makes no groups. */
static double tells(const struct audit *audit, int attribute)
{
    double sum = 0, squares = 0, between = 0, n = 0, groups = 0;
    for (size_t c = 0; c < audit->log->case_count; c++) {
        double value = audit->cases[c].redundant;
        n++;
        sum += value;
        squares += value * value;
    }
    for (size_t g = 0; g < audit->profiles; g++) {
        if (audit->profile[g].attribute != attribute)
            continue;
        double size = (double)audit->profile[g].cases, redundant = (double)audit->profile[g].redundant;
        groups++;
        between += redundant * redundant / size;
    }
    if (groups < 2 || n <= groups)
        return -INFINITY;
    double all = squares - sum * sum / n, within = squares - between;
    return all > 0 ? 1 - within / (n - groups) / (all / (n - 1)) : 0;
}

int telling_attribute(const struct audit *audit)
{
    int best = NONE;
    double most = -INFINITY;
    for (int a = 0; a < (int)audit->log->attributes; a++) {
        double here = tells(audit, a);
        if (here > most + 1e-12) {
            most = here;
            best = a;
        }
    }
    return best;
}

static int compare_durations(const void *a, const void *b, void *context)
{
    const struct case_finding *cases = context;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    if (cases[x].elapsed_total != cases[y].elapsed_total)
        return cases[x].elapsed_total < cases[y].elapsed_total ? -1 : 1;
    return (x > y) - (x < y);
}

/* `count` of list[], evenly chosen, the first and the last among them. */
static int choose(size_t *list, size_t count, size_t limit)
{
    if (count <= limit)
        return (int)count;
    for (size_t i = 0; i < limit; i++)
        list[i] = list[i * (count - 1) / (limit - 1)];
    return (int)limit;
}

void timelines_init(struct timelines *timelines, const struct audit *audit, struct lettering *letters, double left,
                    double right)
{
    *timelines = (struct timelines){ .audit = audit, .left = left, .right = right };
    size_t cases = audit->log->case_count, *dated = xcalloc(cases + 1, sizeof *dated), with = 0, without = 0;
    timelines->undated = arena_alloc(&timelines->arena, (cases + 1) * sizeof *timelines->undated);
    for (size_t c = 0; c < cases; c++)
        if (!audit->cases[c].contacts)
            timelines->without_contact++;
        else if (audit->cases[c].dated)
            dated[with++] = c;
        else
            timelines->undated[without++] = c;
    timelines->dated = (int64_t)with;
    timelines->without_dates = (int64_t)without;
    if (with)
        qsort_r(dated, with, sizeof *dated, compare_durations, audit->cases);
    timelines->strips = choose(dated, with, STRIPS_LIMIT);
    timelines->undated_shown = choose(timelines->undated, without, UNDATED_LIMIT);
    double longest = timelines->strips ? (double)audit->cases[dated[timelines->strips - 1]].elapsed_total : 0;
    timelines->seconds = fmax(longest, (double)audit->theory.elapsed_seconds);
    timelines->seconds = timelines->seconds > 0 ? timelines->seconds : DAY_SECONDS;
    timelines->tick = round_tick(timelines->seconds / DAY_SECONDS) * DAY_SECONDS;
    timelines->attribute = telling_attribute(audit);
    timelines->strip = arena_alloc(&timelines->arena, ((size_t)timelines->strips + 1) * sizeof *timelines->strip);
    for (int i = 0; i < timelines->strips; i++)
        strip_init(&timelines->strip[i], &timelines->arena, letters, audit, dated[i], left, right,
                   (right - left) / timelines->seconds, 1);
    free(dated);
}

void timelines_release(struct timelines *timelines)
{
    for (int i = 0; i < timelines->strips; i++)
        strip_release(&timelines->strip[i]);
    arena_release(&timelines->arena);
}
