/* What users said, where they were least satisfied: at most two bubbles, in a strip above the scale of satisfaction, so
 * that they hide none of its points. */
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include "draw/map_rows.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BUBBLE_WIDTH = 226, LEADING = 16, PADDING = 10, APART = 12, LEAST_DISTANCE = 24 };
static const double SIZE = 12.5;

/* --- which --- */

static bool said_at(const struct audit *audit, size_t row, const struct map_card *card)
{
    const struct contact_finding *finding = &audit->contact[row];
    return card->step != NONE ? finding->detour == NONE && finding->move == MOVE_MATCH && finding->step == card->step
                              : finding->detour == card->detour;
}

/* What was said most often at the card, whatever the case and accents; ties: the first. 0: nothing. */
static uint32_t most_said(const struct audit *audit, const struct map_card *card)
{
    const struct event_log *log = audit->log;
    struct interner folded = { 0 };
    struct buffer words = { 0 };
    size_t *count = NULL, counts = 0, capacity = 0, most = 0;
    uint32_t *first = NULL, best = 0;
    for (size_t row = 0; row < log->count; row++) {
        if (!log->quote[row] || !said_at(audit, row, card))
            continue;
        buffer_clear(&words);
        text_fold(&words, event_log_text(log, log->quote[row]));
        if (!words.length)
            continue;
        size_t number = interner_add(&folded, words.data, words.length) - 1; /* 0 is the empty text */
        if (number == counts) {
            GROW(count, counts, capacity);
            first = xrealloc(first, capacity * sizeof *first);
            first[counts] = log->quote[row];
            count[counts++] = 0;
        }
        count[number]++;
    }
    for (size_t i = 0; i < counts; i++)
        if (count[i] > most) {
            most = count[i];
            best = first[i];
        }
    interner_release(&folded);
    buffer_release(&words);
    free(count);
    free(first);
    return best;
}

/* Which steps and, after them, which detours somebody said something at: one look at the log spares many. */
static bool *spoken_at(struct picture *picture)
{
    const struct audit *audit = picture->audit;
    size_t steps = (size_t)audit->journey->steps;
    bool *spoken = arena_alloc(&picture->arena, steps + audit->detours + 1);
    for (size_t row = 0; row < audit->log->count; row++) {
        const struct contact_finding *finding = &audit->contact[row];
        if (audit->log->quote[row] && finding->detour != NONE)
            spoken[steps + (size_t)finding->detour] = true;
        else if (audit->log->quote[row] && finding->step != NONE)
            spoken[finding->step] = true;
    }
    return spoken;
}

/* Least satisfied first; then the more users, then the order of the cards. */
static int compare_by_misery(const void *a, const void *b)
{
    const struct opinion *x = a, *y = b;
    if (x->satisfaction->quartile[1] < y->satisfaction->quartile[1] ||
        x->satisfaction->quartile[1] > y->satisfaction->quartile[1])
        return x->satisfaction->quartile[1] < y->satisfaction->quartile[1] ? -1 : 1;
    if (x->satisfaction->mean < y->satisfaction->mean || x->satisfaction->mean > y->satisfaction->mean)
        return x->satisfaction->mean < y->satisfaction->mean ? -1 : 1;
    if (x->satisfaction->users != y->satisfaction->users)
        return x->satisfaction->users < y->satisfaction->users ? 1 : -1;
    return (x->card > y->card) - (x->card < y->card);
}

static bool is_another(const struct event_log *log, const struct quote *quote, int quotes,
                       const struct opinion *opinion, uint32_t text)
{
    for (int i = 0; i < quotes; i++)
        if (text_same(event_log_text(log, quote[i].text), event_log_text(log, text)) ||
            (quote[i].system == opinion->card->system && fabs(quote[i].x - opinion->x) < LEAST_DISTANCE))
            return false;
    return true;
}

static int choose(struct picture *picture, const struct map_layout *layout, struct quote quote[QUOTES])
{
    const struct audit *audit = picture->audit;
    struct opinion *opinion = arena_alloc(&picture->arena, ((size_t)layout->cards + 1) * sizeof *opinion);
    int opinions = 0, quotes = 0, journey_steps = audit->journey->steps;
    for (int system = 0; system < layout->systems; system++) {
        struct opinion_list list = map_opinions(picture, layout, system);
        memcpy(opinion + opinions, list.opinion, (size_t)list.count * sizeof *opinion);
        opinions += list.count;
    }
    qsort(opinion, (size_t)opinions, sizeof *opinion, compare_by_misery);
    const bool *spoken = spoken_at(picture);
    for (int i = 0; i < opinions && quotes < QUOTES; i++) {
        const struct map_card *card = opinion[i].card;
        uint32_t text =
            spoken[card->step != NONE ? card->step : journey_steps + card->detour] ? most_said(audit, card) : 0;
        if (text && is_another(audit->log, quote, quotes, &opinion[i], text))
            quote[quotes++] = (struct quote){
                .system = opinion[i].card->system, .card = opinion[i].card, .x = opinion[i].x, .text = text
            };
    }
    return quotes;
}

/* --- where --- */

static void measure(struct picture *picture, const struct map_layout *layout, struct quote *quote)
{
    const double inner = BUBBLE_WIDTH - 2 * PADDING;
    /* what a user said, word for word, in the quotation marks of the language */
    const char *text =
        arena_printf(&picture->arena, _("“%s”"), clean_text(picture, event_log_text(picture->audit->log, quote->text)));
    quote->lines = lettering_wrap(picture->letters, &picture->arena, text, SIZE, false, inner,
                                  sizeof quote->line / sizeof *quote->line, quote->line, NULL);
    quote->width = 0;
    for (int i = 0; i < quote->lines; i++)
        quote->width = fmax(quote->width, text_width(picture, quote->line[i], SIZE, false));
    quote->width += 2 * PADDING;
    quote->height = quote->lines * LEADING + 10;
    double least = MARGIN + TAB_WIDTH + 6, most = layout->system[quote->system].right - 8 - quote->width;
    quote->left = fmax(least, fmin(most, quote->x - quote->width / 2));
}

/* Side by side around the middle between their points, inside the row. */
static void keep_apart(const struct map_layout *layout, struct quote *left, struct quote *right)
{
    double least = MARGIN + TAB_WIDTH + 6, most = layout->system[right->system].right - 8 - right->width;
    if (left->left + left->width + APART <= right->left)
        return;
    double middle = (left->x + right->x) / 2;
    left->left = fmax(least, fmin(left->left, middle - APART / 2.0 - left->width));
    right->left = fmax(right->left, left->left + left->width + APART);
    if (right->left > most) {
        right->left = most;
        left->left = fmin(left->left, most - APART - left->width);
    }
}

int map_quotes(struct picture *picture, const struct map_layout *layout, struct quote quote[QUOTES])
{
    const struct audit *audit = picture->audit;
    if (!audit || !audit->options.quotes || !audit->log || !audit->log->quote)
        return 0;
    int quotes = choose(picture, layout, quote);
    for (int i = 0; i < quotes; i++)
        measure(picture, layout, &quote[i]);
    if (quotes == QUOTES && quote[0].system == quote[1].system)
        keep_apart(layout, &quote[quote[0].x > quote[1].x], &quote[quote[0].x <= quote[1].x]);
    return quotes;
}

void draw_quote(struct picture *picture, const struct quote *quote, double top, struct point said, const char *colour)
{
    double bottom = top + quote->height;
    struct point from = { fmax(quote->left + 10, fmin(quote->left + quote->width - 10, said.x)), bottom };
    svg_rounded_line(picture->svg, (struct point[]){ from, said }, 2, 0, (struct stroke){ colour, 1.4, NULL });
    buffer_add_string(picture->svg, "<g class=\"quote\">\n");
    svg_rect(picture->svg, quote->left, top, quote->width, quote->height, 5, picture->theme->paper,
             (struct stroke){ colour, 1.4, NULL });
    for (int i = 0; i < quote->lines; i++)
        text_middle(picture, quote->left + quote->width / 2, top + 5 + LEADING * (i + 0.75), SIZE, false,
                    picture->theme->text, quote->line[i]);
    buffer_add_string(picture->svg, "</g>\n");
}
