/* measure/relative_importance.h - how much each of several predictors has to do with one response.
 *
 * Everything is worked out from one matrix of correlations, (predictors + 1) squared, row by row, the response last. A
 * variable that never varies has 0 in its row and on the diagonal: it explains nothing.
 *
 *   correlation    Pearson's r of predictor and response; Spearman's is that of the ranks (ties share their mean rank)
 *   regression     standardised coefficients of the least squares fit. Variance inflation: the diagonal of the inverse of
 *                  the predictors' correlations (Marquardt, 1970); above 10 the coefficients say little
 *   Shapley        each predictor's share of the determination coefficient R2: what it adds, averaged over all orders in
 *                  which predictors can enter (Lindeman, Merenda and Gold, Introduction to Bivariate and Multivariate
 *                  Analysis, 1980; Kruskal, 1987; equal to Shapley's value, 1953; Grömping, J. Stat. Software 17(1), 2006).
 *                  Shares are never below zero and add up to R2
 *
 * Cost, p predictors: correlations O(rows p^2); regression O(p^3); Shapley exactly O(2^p p), sampled O(orders p^3).
 */
#ifndef PARCOURS_MEASURE_RELATIVE_IMPORTANCE_H
#define PARCOURS_MEASURE_RELATIVE_IMPORTANCE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHAPLEY_EXACT_MAXIMUM = 15, PREDICTORS_MAXIMUM = 60 };

/* Of `variables` columns without NAN; times[row]: how often the row counts (NULL: once each). */
void correlations(const double *const *value, int variables, size_t rows, const uint32_t *times, double *matrix);
/* Of two columns over the rows where both are there; NAN if either does not vary, or fewer than 3 rows. */
double correlation_pearson(const double *a, const double *b, size_t rows, const uint32_t *times);
double correlation_spearman(const double *a, const double *b, size_t rows);

/* coefficient[p], inflation[p] (may be NULL). Returns R2; NAN if the predictors are collinear beyond what can be solved. */
double regression(const double *matrix, int p, double *coefficient, double *inflation);
/* R2 of all predictors, whatever their collinearity. */
double determination(const double *matrix, int p);
/* share[p], which add up to determination(). p <= SHAPLEY_EXACT_MAXIMUM. */
void shapley_exact(const double *matrix, int p, double *share);
/* Averaged over orders that are given: order[orders][p], each a permutation of 0 … p - 1. */
void shapley_sampled(const double *matrix, int p, const uint8_t *order, size_t orders, double *share);
/* Random orders, each followed by its reverse, so that who is late once is early once; `orders` is even. malloc'ed. */
uint8_t *shapley_orders(int p, size_t orders, uint64_t seed);
#endif
