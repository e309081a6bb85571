/* measure/satisfaction_estimate.h - the figures of a satisfaction map out of one sample of its respondents: of all, or of a
 * resample. Inside src/measure. */
#ifndef PARCOURS_MEASURE_SATISFACTION_ESTIMATE_H
#define PARCOURS_MEASURE_SATISFACTION_ESTIMATE_H
#include "measure/satisfaction_map.h"

/* What the figures are made of, besides the survey. Zero but for `map` to begin with. */
struct satisfaction_basis {
    const struct satisfaction_map *map;
    int *entered; int enters;           /* items in the regression or the shares */
    size_t *row, rows;                  /* respondents with complete answers */
    double **column;                    /* [enters + 1][rows]: their marks, the overall mark last */
    uint8_t *order; size_t orders;      /* for sampled shares */
};
void satisfaction_basis_release(struct satisfaction_basis *basis);

/* Who answered everything that enters: fills row, rows, column. */
void satisfaction_basis_complete(struct satisfaction_basis *basis);
/* figure[2 x items + 1]: of each axis by item, then the overall mean; NAN where there is none. times[respondent]: how often
 * each counts (NULL: once). `orders`: how many of the basis's to use. */
void satisfaction_estimate(const struct satisfaction_basis *basis, const uint32_t *times, size_t orders, double *figure);
/* The 95 % intervals of all of them: interval[2 x items + 1]. */
void satisfaction_bootstrap(const struct satisfaction_basis *basis, int draws, size_t orders, double (*interval)[2]);
#endif
