#include "simulate/absorbing_chain.h"
#include "base/arena.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

int chain_add_state(struct absorbing_chain *chain) { return chain->states++; }

void chain_add_way(struct absorbing_chain *chain, int from, int to, double probability)
{
    if (!(probability > 0))
        return;
    GROW(chain->way, chain->ways, chain->ways_capacity);
    chain->way[chain->ways++] = (struct chain_way){ from, to, probability };
}

void chain_release(struct absorbing_chain *chain)
{
    free(chain->way);
    free(chain->first);
    free(chain->component);
    free(chain->order);
    *chain = (struct absorbing_chain){ 0 };
}

/* --- components: Tarjan's, with a stack of its own ---------------------------------------------------------------- */

struct tarjan { int *index, *low, *stack, *path, *next; int stacked, depth, visited; };

static void sort_ways(struct absorbing_chain *chain)
{
    struct chain_way *sorted = xcalloc((size_t)chain->ways, sizeof *sorted);
    chain->first = xcalloc((size_t)chain->states + 2, sizeof *chain->first);
    for (int i = 0; i < chain->ways; i++)
        chain->first[chain->way[i].from + 2]++;
    for (int s = 2; s < chain->states + 2; s++)
        chain->first[s] += chain->first[s - 1];
    for (int i = 0; i < chain->ways; i++)
        sorted[chain->first[chain->way[i].from + 1]++] = chain->way[i];
    free(chain->way);
    chain->way = sorted;
    chain->ways_capacity = chain->ways;
}

static void enter(struct tarjan *tarjan, int state)
{
    tarjan->index[state] = tarjan->low[state] = ++tarjan->visited;
    tarjan->stack[tarjan->stacked++] = state;
    tarjan->path[tarjan->depth++] = state;
}

/* All ways of `state` are gone: it may be the first of its component. */
static void finish_state(struct absorbing_chain *chain, struct tarjan *tarjan, int state)
{
    tarjan->depth--;
    if (tarjan->depth) {
        int above = tarjan->path[tarjan->depth - 1];
        tarjan->low[above] = tarjan->low[state] < tarjan->low[above] ? tarjan->low[state] : tarjan->low[above];
    }
    if (tarjan->low[state] != tarjan->index[state])
        return;
    for (int member = -1; member != state;) {
        member = tarjan->stack[--tarjan->stacked];
        chain->component[member] = chain->components;
        tarjan->low[member] = chain->states + 1;                /* out of the way */
    }
    chain->components++;
}

static void find_components(struct absorbing_chain *chain)
{
    size_t states = (size_t)chain->states;
    int *room = xcalloc(5 * states, sizeof *room);
    struct tarjan tarjan = { room, room + states, room + 2 * states, room + 3 * states, room + 4 * states, 0, 0, 0 };
    for (int root = 0; root < chain->states; root++) {
        if (tarjan.index[root])
            continue;
        enter(&tarjan, root);
        while (tarjan.depth) {
            int state = tarjan.path[tarjan.depth - 1], way = chain->first[state] + tarjan.next[state]++;
            if (way >= chain->first[state + 1]) {
                finish_state(chain, &tarjan, state);
                continue;
            }
            int to = chain->way[way].to;
            if (!tarjan.index[to])
                enter(&tarjan, to);
            else if (tarjan.low[to] <= chain->states && tarjan.index[to] < tarjan.low[state])
                tarjan.low[state] = tarjan.index[to];
        }
    }
    free(room);
}

static void order_states(struct absorbing_chain *chain)
{
    int *count = xcalloc((size_t)chain->components + 1, sizeof *count);
    chain->order = xcalloc((size_t)chain->states, sizeof *chain->order);
    for (int s = 0; s < chain->states; s++)
        count[chain->component[s] + 1]++;
    for (int c = 0; c < chain->components; c++)
        count[c + 1] += count[c];
    for (int s = 0; s < chain->states; s++)
        chain->order[count[chain->component[s]]++] = s;
    free(count);
}

static int block_end(const struct absorbing_chain *chain, int start)
{
    int end = start;
    while (end < chain->states && chain->component[chain->order[end]] == chain->component[chain->order[start]])
        end++;
    return end;
}

/* Can each component be left, or does it consist of an absorbing state? */
static bool all_end(const struct absorbing_chain *chain, int largest, bool *too_large)
{
    bool good = true;
    for (int start = 0; start < chain->states; start = block_end(chain, start)) {
        int end = block_end(chain, start);
        bool left = false, goes_on = false;
        for (int i = start; i < end; i++)
            for (int w = chain->first[chain->order[i]]; w < chain->first[chain->order[i] + 1]; w++) {
                goes_on = true;
                left = left || chain->component[chain->way[w].to] != chain->component[chain->order[i]];
            }
        *too_large = *too_large || end - start > largest;
        good = good && (left || !goes_on);
    }
    return good && !*too_large;
}

bool chain_finish(struct absorbing_chain *chain, int largest, bool *too_large)
{
    *too_large = false;
    sort_ways(chain);
    chain->component = xcalloc((size_t)chain->states, sizeof *chain->component);
    find_components(chain);
    order_states(chain);
    return all_end(chain, largest, too_large);
}

/* --- linear systems ----------------------------------------------------------------------------------------------- */

/* Gaussian elimination with partial pivoting; `a` (n x n, by rows) is used up, b becomes the solution. */
static void solve(double *a, double *b, int n)
{
    for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k + 1; i < n; i++)
            if (fabs(a[i * n + k]) > fabs(a[pivot * n + k]))
                pivot = i;
        for (int j = 0; j < n && pivot != k; j++) {
            double other = a[k * n + j];
            a[k * n + j] = a[pivot * n + j];
            a[pivot * n + j] = other;
        }
        double other = b[k];
        b[k] = b[pivot];
        b[pivot] = pivot == k ? b[k] : other;
        for (int i = k + 1; i < n; i++) {
            double factor = a[i * n + k] / a[k * n + k];
            for (int j = k; j < n && factor != 0; j++)
                a[i * n + j] -= factor * a[k * n + j];
            b[i] -= factor * b[k];
        }
    }
    for (int i = n - 1; i >= 0; i--) {
        for (int j = i + 1; j < n; j++)
            b[i] -= a[i * n + j] * b[j];
        b[i] /= a[i * n + i];
    }
}

/* One component: (I - Q) x = b over its states, or the transposed system. x holds b on the way in. */
static void solve_block(const struct absorbing_chain *chain, int start, int end, bool transposed, int *place, double *x)
{
    int n = end - start;
    double *a = xcalloc((size_t)n * (size_t)n, sizeof *a), *b = xcalloc((size_t)n, sizeof *b);
    for (int i = 0; i < n; i++) {
        place[chain->order[start + i]] = i;
        a[i * n + i] = 1;
        b[i] = x[chain->order[start + i]];
    }
    for (int i = 0; i < n; i++) {
        int state = chain->order[start + i];
        for (int w = chain->first[state]; w < chain->first[state + 1]; w++) {
            int to = chain->way[w].to;
            if (chain->component[to] == chain->component[state])
                a[transposed ? place[to] * n + i : i * n + place[to]] -= chain->way[w].probability;
        }
    }
    solve(a, b, n);
    for (int i = 0; i < n; i++)
        x[chain->order[start + i]] = b[i];
    free(a);
    free(b);
}

void chain_visits(const struct absorbing_chain *chain, int start, double *visits)
{
    int *place = xcalloc((size_t)chain->states, sizeof *place);
    memset(visits, 0, (size_t)chain->states * sizeof *visits);
    visits[start] = 1;
    for (int end = chain->states; end > 0;) {                   /* against the order: from the start on */
        int begin = end;
        while (begin > 0 && chain->component[chain->order[begin - 1]] == chain->component[chain->order[end - 1]])
            begin--;
        solve_block(chain, begin, end, true, place, visits);
        for (int i = begin; i < end; i++)
            for (int w = chain->first[chain->order[i]]; w < chain->first[chain->order[i] + 1]; w++)
                if (chain->component[chain->way[w].to] != chain->component[chain->order[i]])
                    visits[chain->way[w].to] += visits[chain->order[i]] * chain->way[w].probability;
        end = begin;
    }
    free(place);
}

void chain_totals(const struct absorbing_chain *chain, const double *h, double *total)
{
    int *place = xcalloc((size_t)chain->states, sizeof *place);
    for (int start = 0, end; start < chain->states; start = end) {
        end = block_end(chain, start);
        for (int i = start; i < end; i++) {
            int state = chain->order[i];
            total[state] = h[state];
            for (int w = chain->first[state]; w < chain->first[state + 1]; w++)
                if (chain->component[chain->way[w].to] != chain->component[state])
                    total[state] += chain->way[w].probability * total[chain->way[w].to];
        }
        solve_block(chain, start, end, false, place, total);
    }
    free(place);
}

double chain_variance(const struct absorbing_chain *chain, int start, const double *h, const double *h2)
{
    size_t states = (size_t)chain->states;
    double *total = xcalloc(states, sizeof *total), *second = xcalloc(states, sizeof *second);
    double *reward = xcalloc(states, sizeof *reward);
    chain_totals(chain, h, total);
    for (size_t s = 0; s < states; s++)
        reward[s] = h2[s] + 2 * h[s] * (total[s] - h[s]);
    chain_totals(chain, reward, second);
    double variance = second[start] - total[start] * total[start];
    free(total);
    free(second);
    free(reward);
    return variance;
}
