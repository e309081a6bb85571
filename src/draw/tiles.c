#include "draw/tiles.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "draw/print.h"
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Cuts are looked for millimetre by millimetre. What a cut costs, from worst to mildest; sums never reach the next. */
enum {
    CLEARANCE = 1, /* mm: nearer to a box is through it */
    COMFORT = 3,   /* mm: nearer is better avoided */
};
static const int64_t COST_CARD = 20000000000, COST_SHEETS = 10000000000, COST_TEXT = 10000000, COST_CLOSE = 100000;

/* What cutting at each whole millimetre of an axis costs; the caller frees. */
struct cut_costs {
    int64_t *cost;
    int *cards;
};

static void add_range(int64_t *sum, int length, double low, double high, double clearance, int64_t amount)
{
    int first = (int)fmax(0, floor(low - clearance) + 1), after = (int)fmin(length + 1, ceil(high + clearance));
    if (first >= after)
        return;
    sum[first] += amount;
    sum[after] -= amount;
}

/* Lines are crossed everywhere; what must not be is a cut along one. */
static bool is_lengthwise(const struct drawing_box *box, bool across)
{
    return box->part != PART_LINE || (across ? box->height > 2 * box->width : box->width > 2 * box->height);
}

static struct cut_costs cut_costs_of(int length, const struct drawing_box *box, size_t boxes, bool across)
{
    size_t cells = (size_t)length + 2;
    struct cut_costs costs = { xcalloc(cells, sizeof *costs.cost), xcalloc(cells, sizeof *costs.cards) };
    int64_t *cards = xcalloc(cells, sizeof *cards), *close = xcalloc(cells, sizeof *close);
    for (size_t i = 0; i < boxes; i++) {
        double low = across ? box[i].x : box[i].y, high = low + (across ? box[i].width : box[i].height);
        bool card = box[i].part == PART_CARD;
        if (!is_lengthwise(&box[i], across))
            continue;
        add_range(costs.cost, length, low, high, CLEARANCE, card ? COST_CARD : COST_TEXT);
        add_range(close, length, low, high, COMFORT, 1);
        if (card)
            add_range(cards, length, low, high, CLEARANCE, 1);
    }
    for (int at = 1; at <= length; at++) {
        costs.cost[at] += costs.cost[at - 1];
        cards[at] += cards[at - 1];
        close[at] += close[at - 1];
    }
    for (int at = 0; at <= length; at++) {
        costs.cards[at] = (int)cards[at];
        costs.cost[at] += close[at] ? COST_CLOSE : 0;
    }
    free(cards);
    free(close);
    return costs;
}

/* best[k][at]: the least cost of k + 1 tiles of which the last begins at `at`; from[k][at]: where the one before does. */
struct cut_table {
    int64_t best[TILE_LIMIT][1200];
    int from[TILE_LIMIT][1200];
};

static void fill_table(struct cut_table *table, int tiles, int length, int window, const int64_t *cost)
{
    int reach = window - TILE_OVERLAP;
    for (int k = 0; k < tiles; k++)
        for (int at = 0; at < length; at++) {
            int64_t least = k == 0 && at == 0 ? 0 : INT64_MAX;
            for (int before = at - reach < 0 ? 0 : at - reach; k > 0 && before <= at - window / 2; before++) {
                int64_t sum = table->best[k - 1][before];
                if (sum == INT64_MAX)
                    continue;
                sum += cost[at] + (int64_t)(reach - (at - before)) * (TILE_LIMIT - k); /* late, the first above all */
                if (sum < least) {
                    least = sum;
                    table->from[k][at] = before;
                }
            }
            table->best[k][at] = least;
        }
}

/* The cheapest last start from which the end is reached with `tiles` tiles; *cost: INT64_MAX if none. */
static int best_last(const struct cut_table *table, int tiles, int length, int window, int64_t *cost)
{
    int best = 0;
    *cost = INT64_MAX;
    for (int at = length > window ? length - window : 0; at < length; at++)
        if (table->best[tiles - 1][at] < *cost) {
            *cost = table->best[tiles - 1][at];
            best = at;
        }
    return best;
}

static void axis_cut(struct tile_axis *axis, double whole, double window, const struct drawing_box *box, size_t boxes,
                     bool across)
{
    int length = (int)whole, fits = (int)window;
    int reach = fits - TILE_OVERLAP, fewest = length <= fits ? 1 : 1 + (length - fits + reach - 1) / reach;
    *axis = (struct tile_axis){ .count = fewest, .window = window, .length = whole };
    if (fewest == 1)
        return;
    assert(fewest < TILE_LIMIT && length < 1200);
    struct cut_costs costs = cut_costs_of(length, box, boxes, across);
    struct cut_table *table = xcalloc(1, sizeof *table);
    fill_table(table, fewest + 1, length, fits, costs.cost);
    int64_t cost, more;
    int at = best_last(table, fewest, length, fits, &cost), other = best_last(table, fewest + 1, length, fits, &more);
    if (more < cost - COST_SHEETS) {
        axis->count = fewest + 1;
        at = other;
    }
    for (int k = axis->count - 1; k > 0; k--) {
        axis->start[k] = at;
        axis->cards_cut += costs.cards[at];
        at = table->from[k][at];
    }
    free(table);
    free(costs.cost);
    free(costs.cards);
}

void tiling_cut(struct tiling *tiling, struct extent whole, const struct drawing_box *box, size_t boxes)
{
    struct extent part = paper_extent(tiling->small, tiling->portrait);
    tiling->whole = (struct extent){ ceil(whole.width - 1e-6), ceil(whole.height - 1e-6) };
    axis_cut(&tiling->across, tiling->whole.width, part.width - 2 * SHEET_MARGIN, box, boxes, true);
    axis_cut(&tiling->down, tiling->whole.height, part.height - 2 * SHEET_MARGIN, box, boxes, false);
}

double tile_end(const struct tile_axis *axis, int number)
{
    return fmin(axis->start[number] + axis->window, axis->length);
}

void tile_name(char name[8], int row, int column) { snprintf(name, 8, "%c%d", 'A' + row % 26, column % 100 + 1); }

/* --- the file --- */

struct tile_job {
    const struct tile_print *wanted;
    struct print *print;
    struct artwork *artwork; /* the drawing */
    const char *path;
    struct diagnostics *diagnostics;
};

/* What stands on a page besides the picture; releases it. */
static bool print_marks(const struct tile_job *job, struct drawing *marks)
{
    struct artwork *artwork = artwork_new(marks, job->path, job->diagnostics);
    if (artwork)
        print_artwork(job->print, artwork, &(struct placement){ .scale = QUARTER });
    artwork_free(artwork);
    drawing_release(marks);
    return artwork != NULL;
}

static bool print_plan(const struct tile_job *job)
{
    const struct tile_print *wanted = job->wanted;
    struct drawing marks = { 0 };
    struct tile_thumbnail at = tile_plan_draw(&marks, wanted->tiling, wanted->title, wanted->theme);
    print_artwork(job->print, job->artwork,
                  &(struct placement){ .x = (at.x + wanted->x * at.scale) * MILLIMETRE,
                                       .y = (at.y + wanted->y * at.scale) * MILLIMETRE,
                                       .scale = wanted->scale * at.scale });
    return print_marks(job, &marks);
}

static bool print_tile(const struct tile_job *job, int row, int column)
{
    const struct tile_print *wanted = job->wanted;
    const struct tile_axis *across = &wanted->tiling->across, *down = &wanted->tiling->down;
    double left = across->start[column], top = down->start[row];
    print_artwork(job->print, job->artwork,
                  &(struct placement){ .x = (SHEET_MARGIN + wanted->x - left) * MILLIMETRE,
                                       .y = (SHEET_MARGIN + wanted->y - top) * MILLIMETRE,
                                       .scale = wanted->scale,
                                       .clip = { SHEET_MARGIN * MILLIMETRE, SHEET_MARGIN * MILLIMETRE,
                                                 (tile_end(across, column) - left) * MILLIMETRE,
                                                 (tile_end(down, row) - top) * MILLIMETRE } });
    struct drawing marks = { 0 };
    tile_page_draw(&marks, wanted->tiling, row, column, wanted->title, wanted->theme);
    return print_marks(job, &marks);
}

bool tiles_write(const struct tile_print *wanted, const char *path, struct diagnostics *diagnostics)
{
    struct tile_job job = { .wanted = wanted, .path = path, .diagnostics = diagnostics };
    job.artwork = artwork_new(wanted->drawing, path, diagnostics);
    if (!job.artwork)
        return false;
    const struct tiling *tiling = wanted->tiling;
    struct extent paper = paper_extent(tiling->small, tiling->portrait);
    job.print = print_new(wanted->title);
    print_page(job.print, paper.width * MILLIMETRE, paper.height * MILLIMETRE);
    bool good = print_plan(&job);
    for (int row = 0; good && row < tiling->down.count; row++)
        for (int column = 0; good && column < tiling->across.count; column++) {
            print_page(job.print, paper.width * MILLIMETRE, paper.height * MILLIMETRE);
            good = print_tile(&job, row, column);
        }
    good = good && print_write(job.print, path, diagnostics);
    print_free(job.print);
    artwork_free(job.artwork);
    return good;
}
