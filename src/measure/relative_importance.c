#include "measure/relative_importance.h"
#include "base/arena.h"
#include "base/random.h"
#include "measure/statistics.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STREAM_ORDERS = 5 };              /* purpose of the random streams drawn here */
static const double NOTHING_LEFT = 1e-9; /* of a variance of 1: what else varies is rounding */

/* --- correlations --- */

void correlations(const double *const *value, int variables, size_t rows, const uint32_t *times, double *matrix)
{
    size_t n = (size_t)variables;
    double *mean = xcalloc(n, sizeof *mean), *row = xcalloc(n, sizeof *row), count = 0;
    memset(matrix, 0, n * n * sizeof *matrix);
    for (size_t r = 0; r < rows; r++) {
        double weight = times ? times[r] : 1;
        count += weight;
        for (size_t i = 0; i < n && weight > 0; i++)
            mean[i] += weight * value[i][r];
    }
    for (size_t i = 0; i < n && count > 0; i++)
        mean[i] /= count;
    for (size_t r = 0; r < rows; r++) {
        double weight = times ? times[r] : 1;
        if (weight <= 0)
            continue;
        for (size_t i = 0; i < n; i++)
            row[i] = value[i][r] - mean[i];
        for (size_t i = 0; i < n; i++)
            for (size_t k = i; k < n; k++)
                matrix[i * n + k] += weight * row[i] * row[k];
    }
    for (size_t i = 0; i < n; i++) /* what is left of a constant after rounding is not variance */
        mean[i] = matrix[i * n + i] > 1e-12 * count * (1 + mean[i] * mean[i]) ? sqrt(matrix[i * n + i]) : 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i; k < n; k++) {
            double spread = mean[i] * mean[k];
            matrix[i * n + k] = spread > 0 ? (i == k ? 1 : matrix[i * n + k] / spread) : 0;
            matrix[k * n + i] = matrix[i * n + k];
        }
    free(mean);
    free(row);
}

double correlation_pearson(const double *a, const double *b, size_t rows, const uint32_t *times)
{
    double count = 0, mean_a = 0, mean_b = 0, aa = 0, bb = 0, ab = 0;
    size_t distinct = 0;
    for (size_t r = 0; r < rows; r++) {
        double weight = times ? times[r] : 1;
        if (weight <= 0 || isnan(a[r]) || isnan(b[r]))
            continue;
        distinct++;
        count += weight;
        mean_a += weight * a[r];
        mean_b += weight * b[r];
    }
    if (distinct < 3)
        return NAN;
    mean_a /= count;
    mean_b /= count;
    for (size_t r = 0; r < rows; r++) {
        double weight = times ? times[r] : 1;
        if (weight <= 0 || isnan(a[r]) || isnan(b[r]))
            continue;
        aa += weight * (a[r] - mean_a) * (a[r] - mean_a);
        bb += weight * (b[r] - mean_b) * (b[r] - mean_b);
        ab += weight * (a[r] - mean_a) * (b[r] - mean_b);
    }
    bool varies = aa > 1e-12 * count * (1 + mean_a * mean_a) && bb > 1e-12 * count * (1 + mean_b * mean_b);
    return varies ? fmax(-1, fmin(1, ab / sqrt(aa * bb))) : NAN;
}

/* Ranks from 1; ties share the mean of theirs. */
static double *ranks_of(const double *value, size_t count)
{
    double *sorted = xcalloc(count + 1, sizeof *sorted), *rank = xcalloc(count + 1, sizeof *rank);
    memcpy(sorted, value, count * sizeof *sorted);
    sort_doubles(sorted, count);
    for (size_t i = 0; i < count; i++) {
        size_t low = 0, high = count; /* the first that is not below */
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (sorted[middle] < value[i])
                low = middle + 1;
            else
                high = middle;
        }
        size_t end = low, top = count; /* the first that is above */
        while (end < top) {
            size_t middle = (end + top) / 2;
            if (sorted[middle] <= value[i])
                end = middle + 1;
            else
                top = middle;
        }
        rank[i] = ((double)low + (double)end + 1) / 2;
    }
    free(sorted);
    return rank;
}

double correlation_spearman(const double *a, const double *b, size_t rows)
{
    double *x = xcalloc(rows + 1, sizeof *x), *y = xcalloc(rows + 1, sizeof *y);
    size_t count = 0;
    for (size_t r = 0; r < rows; r++)
        if (!isnan(a[r]) && !isnan(b[r])) {
            x[count] = a[r];
            y[count++] = b[r];
        }
    double *rank_x = ranks_of(x, count), *rank_y = ranks_of(y, count);
    double found = correlation_pearson(rank_x, rank_y, count, NULL);
    free(x);
    free(y);
    free(rank_x);
    free(rank_y);
    return found;
}

/* --- regression --- */

/* The lower triangle of Cholesky's factor of the p x p front of `matrix`, whose rows are p + 1 long; false: singular. */
static bool factorise(const double *matrix, int p, double *factor)
{
    for (int i = 0; i < p; i++)
        for (int k = 0; k <= i; k++) {
            double sum = matrix[i * (p + 1) + k];
            for (int j = 0; j < k; j++)
                sum -= factor[i * p + j] * factor[k * p + j];
            if (i == k && sum <= NOTHING_LEFT)
                return false;
            factor[i * p + k] = i == k ? sqrt(sum) : sum / factor[k * p + k];
        }
    return true;
}

/* Solve (factor factor') x = x in place. */
static void solve(const double *factor, int p, double *x)
{
    for (int i = 0; i < p; i++) {
        for (int k = 0; k < i; k++)
            x[i] -= factor[i * p + k] * x[k];
        x[i] /= factor[i * p + i];
    }
    for (int i = p; i-- > 0;) {
        for (int k = i + 1; k < p; k++)
            x[i] -= factor[k * p + i] * x[k];
        x[i] /= factor[i * p + i];
    }
}

double regression(const double *matrix, int p, double *coefficient, double *inflation)
{
    double *factor = xcalloc((size_t)(p * p) + 1, sizeof *factor), *unit = xcalloc((size_t)p + 1, sizeof *unit);
    double explained = NAN;
    if (matrix[p * (p + 1) + p] > 0 && factorise(matrix, p, factor)) {
        explained = 0;
        for (int i = 0; i < p; i++)
            coefficient[i] = matrix[i * (p + 1) + p];
        solve(factor, p, coefficient);
        for (int i = 0; i < p; i++)
            explained += coefficient[i] * matrix[i * (p + 1) + p];
        for (int i = 0; i < p && inflation; i++) {
            memset(unit, 0, (size_t)p * sizeof *unit);
            unit[i] = 1;
            solve(factor, p, unit);
            inflation[i] = unit[i];
        }
    }
    for (int i = 0; i < p && isnan(explained); i++) {
        coefficient[i] = NAN;
        if (inflation)
            inflation[i] = INFINITY;
    }
    free(factor);
    free(unit);
    return explained;
}

/* --- Shapley --- */

/* What is left of an n x n matrix once its first variable is held fixed: (n - 1) x (n - 1). */
static void hold_first(const double *matrix, int n, double *left)
{
    double pivot = matrix[0];
    for (int i = 1; i < n; i++) {
        double factor = pivot > NOTHING_LEFT ? matrix[i * n] / pivot : 0;
        for (int k = 1; k < n; k++)
            left[(i - 1) * (n - 1) + k - 1] = matrix[i * n + k] - factor * matrix[k];
    }
}

/* R2 of every subset: one variable after the other is taken in or left out, and the matrix that is left gets smaller, so
 * that most subsets cost next to nothing. */
struct subsets {
    double *level[SHAPLEY_EXACT_MAXIMUM + 1];
    double *explained;
    int p;
};

static void visit(struct subsets *subsets, int variable, unsigned taken)
{
    const double *matrix = subsets->level[variable];
    int n = subsets->p + 1 - variable;
    if (n == 1) {
        subsets->explained[taken] = 1 - matrix[0];
        return;
    }
    double *left = subsets->level[variable + 1];
    for (int i = 1; i < n; i++)
        memcpy(left + (i - 1) * (n - 1), matrix + i * n + 1, (size_t)(n - 1) * sizeof *left);
    visit(subsets, variable + 1, taken);
    hold_first(matrix, n, left);
    visit(subsets, variable + 1, taken | 1u << variable);
}

void shapley_exact(const double *matrix, int p, double *share)
{
    unsigned all = 1u << p;
    struct subsets subsets = { .p = p, .explained = xcalloc(all, sizeof(double)) };
    for (int i = 0; i <= p; i++) {
        int n = p + 1 - i;
        subsets.level[i] = xcalloc((size_t)(n * n), sizeof(double));
    }
    memcpy(subsets.level[0], matrix, (size_t)((p + 1) * (p + 1)) * sizeof *matrix);
    memset(share, 0, (size_t)p * sizeof *share);
    if (matrix[p * (p + 1) + p] > 0)
        visit(&subsets, 0, 0);
    double weight[SHAPLEY_EXACT_MAXIMUM + 1]; /* of a subset of that size: size! (p - size - 1)! / p! */
    for (int size = 0; size < p; size++) {
        weight[size] = 1.0 / p;
        for (int i = 1; i <= size; i++) /* 1 / (p times the number of such subsets of the others) */
            weight[size] *= (double)i / (p - i);
    }
    for (unsigned taken = 0; taken < all; taken++) {
        int size = 0;
        for (unsigned bits = taken; bits; bits &= bits - 1)
            size++;
        for (int i = 0; i < p; i++)
            if (!(taken & 1u << i))
                share[i] += weight[size] * (subsets.explained[taken | 1u << i] - subsets.explained[taken]);
    }
    for (int i = 0; i <= p; i++)
        free(subsets.level[i]);
    free(subsets.explained);
}

/* What each variable adds when they enter in that order. */
static void add_in_order(const double *matrix, int p, const uint8_t *order, double *work, double *share)
{
    int n = p + 1;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            work[i * n + k] = matrix[(i < p ? order[i] : p) * n + (k < p ? order[k] : p)];
    for (int v = 0; v < p; v++) {
        double pivot = work[v * n + v];
        if (pivot <= NOTHING_LEFT)
            continue;
        share[order[v]] += work[v * n + p] * work[v * n + p] / pivot;
        for (int i = v + 1; i < n; i++) {
            double factor = work[i * n + v] / pivot;
            for (int k = v + 1; k < n; k++)
                work[i * n + k] -= factor * work[v * n + k];
        }
    }
}

void shapley_sampled(const double *matrix, int p, const uint8_t *order, size_t orders, double *share)
{
    double *work = xcalloc((size_t)((p + 1) * (p + 1)), sizeof *work);
    memset(share, 0, (size_t)p * sizeof *share);
    for (size_t o = 0; o < orders; o++)
        add_in_order(matrix, p, order + o * (size_t)p, work, share);
    for (int i = 0; i < p && orders; i++)
        share[i] /= (double)orders;
    free(work);
}

double determination(const double *matrix, int p)
{
    uint8_t order[PREDICTORS_MAXIMUM] = { 0 };
    double share[PREDICTORS_MAXIMUM], sum = 0;
    for (int i = 0; i < p; i++)
        order[i] = (uint8_t)i;
    shapley_sampled(matrix, p, order, 1, share);
    for (int i = 0; i < p; i++)
        sum += share[i];
    return sum;
}

uint8_t *shapley_orders(int p, size_t orders, uint64_t seed)
{
    uint8_t *order = xcalloc(orders * (size_t)p + 1, sizeof *order);
    for (size_t o = 0; o + 1 < orders; o += 2) {
        uint8_t *one = order + o * (size_t)p, *reverse = one + p;
        struct random_stream stream = random_stream_new(seed, o, STREAM_ORDERS);
        for (int i = 0; i < p; i++) { /* Fisher and Yates, inside out */
            uint32_t at = random_below(&stream, (uint32_t)i + 1);
            one[i] = one[at];
            one[at] = (uint8_t)i;
        }
        for (int i = 0; i < p; i++)
            reverse[i] = one[p - 1 - i];
    }
    return order;
}
