#include "graph/one_stop.h"
#include "model/journey.h"
#include <math.h>
#include <stdlib.h>

struct search {
    const double *passed;
    int institutions, largest;
    int *group;
    bool *tried;        /* [institutions * institutions]: a pair that led nowhere */
};

static double exchange(const struct search *search, int a, int b)
{
    return fmin(search->passed[a * search->institutions + b], search->passed[b * search->institutions + a]);
}

/* Half of the institutions that hand anybody over, ONE_STOP_LARGEST at most; 1 if there are too few to tell some from
 * the others. */
static int largest_group(const double *passed, int n)
{
    int involved = 0;
    for (int i = 0; i < n; i++) {
        bool any = false;
        for (int j = 0; j < n; j++)
            any = any || (i != j && passed[i * n + j] + passed[j * n + i] > 0);
        involved += any;
    }
    int half = involved < 4 ? 2 : involved / 2;
    return involved < 3 ? 1 : half < ONE_STOP_LARGEST ? half : ONE_STOP_LARGEST;
}

static bool best_pair(const struct search *search, int *first, int *second)
{
    double best = 0;
    for (int a = 0; a < search->institutions; a++)
        for (int b = a + 1; b < search->institutions; b++)
            if (search->group[a] == NONE && search->group[b] == NONE && !search->tried[a * search->institutions + b] &&
                exchange(search, a, b) > best) {
                best = exchange(search, a, b);
                *first = a;
                *second = b;
            }
    return best >= ONE_STOP_EXCHANGE;
}

/* Who exchanges most with the members of `number`, or NONE. */
static int best_joiner(const struct search *search, int number)
{
    int found = NONE;
    double best = 0;
    for (int i = 0; i < search->institutions; i++) {
        double sum = 0;
        for (int j = 0; j < search->institutions && search->group[i] == NONE; j++)
            sum += search->group[j] == number ? exchange(search, i, j) : 0;
        if (sum > best) {
            best = sum;
            found = i;
        }
    }
    return best >= ONE_STOP_EXCHANGE ? found : NONE;
}

static bool holds_together(const struct search *search, int number)
{
    double inside, all;
    one_stop_weight(search->passed, search->institutions, search->group, number, &inside, &all);
    return inside >= ONE_STOP_SHARE * all;
}

/* Let the group of two grow until it holds together; false, and nobody is in it, if it does not. */
static bool grow(struct search *search, int number)
{
    int size = 2;
    while (!holds_together(search, number)) {
        int joiner = size < search->largest ? best_joiner(search, number) : NONE;
        if (joiner == NONE) {
            for (int i = 0; i < search->institutions; i++)
                if (search->group[i] == number)
                    search->group[i] = NONE;
            return false;
        }
        search->group[joiner] = number;
        size++;
    }
    return true;
}

int one_stop_groups(const double *passed, int institutions, int *group)
{
    int groups = 0, a = 0, b = 0;
    for (int i = 0; i < institutions; i++)
        group[i] = NONE;
    struct search search = { passed, institutions, largest_group(passed, institutions), group, NULL };
    if (search.largest < 2)
        return 0;
    search.tried = xcalloc((size_t)institutions * (size_t)institutions, sizeof *search.tried);
    while (best_pair(&search, &a, &b)) {
        group[a] = group[b] = groups;
        if (grow(&search, groups))
            groups++;
        else
            search.tried[a * institutions + b] = true;
    }
    free(search.tried);
    return groups;
}

void one_stop_weight(const double *passed, int institutions, const int *group, int number, double *inside, double *all)
{
    *inside = *all = 0;
    for (int i = 0; i < institutions; i++)
        for (int j = 0; j < institutions; j++) {
            double weight = i == j ? 0 : passed[i * institutions + j];
            bool from = group[i] == number, to = group[j] == number;
            *inside += from && to ? weight : 0;
            *all += from || to ? weight : 0;
        }
}
