#include "measure/estimates.h"
#include "measure/statistics.h"
#include <math.h>
#include <stdlib.h>

struct pending_estimate {
    double *top, *bottom; /* a summary has no bottom until it is drawn */
    struct estimate *estimate;
    struct summary *summary;
};

void estimates_init(struct estimates *estimates, const struct audit *audit)
{
    *estimates = (struct estimates){ .audit = audit };
}

static struct pending_estimate *add(struct estimates *estimates)
{
    size_t cases = estimates->audit->log->case_count + 1;
    GROW(estimates->pending, estimates->count, estimates->capacity);
    struct pending_estimate *pending = &estimates->pending[estimates->count++];
    *pending =
        (struct pending_estimate){ .top = xcalloc(cases, sizeof(double)), .bottom = xcalloc(cases, sizeof(double)) };
    return pending;
}

struct estimate_sums estimates_add(struct estimates *estimates, struct estimate *target)
{
    struct pending_estimate *pending = add(estimates);
    pending->estimate = target;
    return (struct estimate_sums){ pending->top, pending->bottom };
}

double *estimates_add_summary(struct estimates *estimates, struct summary *target)
{
    struct pending_estimate *pending = add(estimates);
    pending->summary = target;
    for (size_t c = 0; c < estimates->audit->log->case_count; c++)
        pending->top[c] = NAN;
    return pending->top;
}

/* Cases with a contact to the front, in order; absent values of a summary become 0 of 0. Returns how many cases. */
static size_t compact(const struct audit *audit, struct pending_estimate *pending)
{
    size_t cases = 0;
    for (size_t c = 0; c < audit->log->case_count; c++) {
        if (!audit->cases[c].contacts)
            continue;
        bool absent = pending->summary && isnan(pending->top[c]);
        pending->bottom[cases] = pending->summary ? !absent : pending->bottom[c];
        pending->top[cases++] = absent ? 0 : pending->top[c];
    }
    return cases;
}

static void settle_summary(struct pending_estimate *pending, size_t cases, const struct ratio *ratio)
{
    size_t n = 0;
    for (size_t c = 0; c < cases; c++)
        if (pending->bottom[c] > 0)
            pending->top[n++] = pending->top[c];
    sort_doubles(pending->top, n);
    *pending->summary = (struct summary){ (int64_t)n,
                                          ratio->value,
                                          quantile(pending->top, n, 0.5),
                                          quantile(pending->top, n, 0.9),
                                          { ratio->ci95[0], ratio->ci95[1] } };
}

static void settle(struct pending_estimate *pending, size_t cases, const struct ratio *ratio)
{
    if (pending->summary) {
        settle_summary(pending, cases, ratio);
        return;
    }
    int64_t n = 0;
    for (size_t c = 0; c < cases; c++)
        n += pending->bottom[c] > 0;
    *pending->estimate = (struct estimate){ n, ratio->value, { ratio->ci95[0], ratio->ci95[1] } };
}

void estimates_draw(struct estimates *estimates)
{
    const struct audit *audit = estimates->audit;
    struct ratio *ratio = xcalloc(estimates->count + 1, sizeof *ratio);
    size_t cases = 0;
    for (size_t i = 0; i < estimates->count; i++) {
        cases = compact(audit, &estimates->pending[i]);
        ratio[i] = (struct ratio){ .top = estimates->pending[i].top, .bottom = estimates->pending[i].bottom };
    }
    bootstrap_ratios(ratio, estimates->count, cases, audit->options.seed, audit->options.bootstrap_draws,
                     audit->options.threads);
    for (size_t i = 0; i < estimates->count; i++) {
        settle(&estimates->pending[i], cases, &ratio[i]);
        free(estimates->pending[i].top);
        free(estimates->pending[i].bottom);
    }
    free(ratio);
    free(estimates->pending);
    *estimates = (struct estimates){ .audit = audit };
}

void estimates_of(const struct audit *audit, const struct estimate_request *request, size_t count, size_t users)
{
    struct ratio *ratio = xcalloc(count + 1, sizeof *ratio);
    for (size_t r = 0; r < count; r++)
        ratio[r] = (struct ratio){ .top = request[r].top, .bottom = request[r].bottom };
    bootstrap_ratios(ratio, count, users, audit->options.seed, audit->options.bootstrap_draws, audit->options.threads);
    for (size_t r = 0; r < count; r++) {
        int64_t n = 0;
        for (size_t i = 0; i < users; i++)
            n += request[r].bottom[i] > 0;
        *request[r].target = (struct estimate){ n, ratio[r].value, { ratio[r].ci95[0], ratio[r].ci95[1] } };
    }
    free(ratio);
}

struct estimate estimate_of(const struct audit *audit, const double *top, const double *bottom, size_t users)
{
    struct estimate estimate;
    estimates_of(audit, &(struct estimate_request){ top, bottom, &estimate }, 1, users);
    return estimate;
}

struct estimate estimate_share(int64_t part, int64_t whole)
{
    struct estimate estimate = { .n = whole, .value = whole ? (double)part / (double)whole : NAN };
    share_interval(part, whole, estimate.ci95);
    return estimate;
}
