/* measure/estimates.h - means, shares and ratios over cases, gathered subject by subject and drawn together.
 *
 *     struct estimates estimates;
 *     estimates_init(&estimates, audit);
 *     struct estimate_sums sums = estimates_add(&estimates, &result->share);     result->share is filled at the end
 *     sums.top[c] += …, sums.bottom[c] += …                                      [cases of the log]
 *     double *value = estimates_add_summary(&estimates, &result->per_case);      value[c], NAN: says nothing
 *     estimates_draw(&estimates);                                                and release
 *
 * An estimate is the sum of `top` over the sum of `bottom`: a mean where bottom is 1, a share where top is 0 or 1.
 * Cases without a contact are left out, as in the headlines (summaries.c); all estimates of one draw are of one
 * resample. Cost: draws x cases x estimates.
 */
#ifndef PARCOURS_MEASURE_ESTIMATES_H
#define PARCOURS_MEASURE_ESTIMATES_H
#include "measure/audit.h"

struct estimate { int64_t n; double value, ci95[2]; };  /* n: cases that say anything of it; 0: NAN elsewhere */
struct estimate_sums { double *top, *bottom; };         /* zero at first */
struct estimates {
    const struct audit *audit;
    struct pending_estimate *pending; size_t count, capacity;
};

void estimates_init(struct estimates *estimates, const struct audit *audit);
struct estimate_sums estimates_add(struct estimates *estimates, struct estimate *target);
double *estimates_add_summary(struct estimates *estimates, struct summary *target);     /* NAN at first */
void estimates_draw(struct estimates *estimates);

/* One ratio over `users` of its own, not over all cases: top[i], bottom[i] of user i; and several, of the same
 * resamples. */
struct estimate estimate_of(const struct audit *audit, const double *top, const double *bottom, size_t users);
struct estimate_request { const double *top, *bottom; struct estimate *target; };
void estimates_of(const struct audit *audit, const struct estimate_request *request, size_t count, size_t users);
/* A share of independent users, its interval by the binomial distribution. */
struct estimate estimate_share(int64_t part, int64_t whole);
#endif
