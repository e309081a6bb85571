/* report/measured.h - estimates as texts: the figure with its 95 % interval, protected. Texts live in the page's arena. */
#ifndef PARCOURS_REPORT_MEASURED_H
#define PARCOURS_REPORT_MEASURED_H
#include "measure/measures.h"
#include "report/page.h"

enum measured_as { AS_NUMBER, AS_SIGNED, AS_SHARE, AS_POINTS, AS_MINUTES, AS_SIGNED_MINUTES, AS_DAYS, AS_SIGNED_DAYS,
                   AS_HOURS, AS_EUROS };

/* "1.4", "+0.3", "12 %", "+12 points", "4 h 10", "241 d", "9.5 h", "€12.50"; "–" if not finite. Values in the unit of the
 * measure: shares in 0 … 1, times in seconds, hours in hours. */
const char *say_measured(struct page *page, double value, enum measured_as as);
/* The same as a number, in minutes, days, hours, euros, a share in 0 … 1: no more digits than are said, since an exact mean
 * times its users is a sum. NAN if not finite. */
double rounded_measured(double value, enum measured_as as);
extern const enum measured_as COMPARED_AS[COMPARED_COUNT];
/* "1.4 (1.2 to 1.6)"; "–" if fewer than min_group users stand behind it. */
const char *say_estimate(struct page *page, const struct estimate *estimate, enum measured_as as);
const char *say_summary_mean(struct page *page, const struct summary *summary, enum measured_as as);
/* The same of a share of `part` in `whole` users, "–" unless both they and the rest may be told. */
const char *say_estimate_share(struct page *page, const struct estimate *estimate, int64_t part, int64_t whole);
/* May "part of whole users" be told: neither part nor rest is of fewer than min_group, unless it is of nobody. */
bool part_told(const struct page *page, int64_t part, int64_t whole);
/* A group's distance from all others, with its interval. */
const char *say_difference(struct page *page, const struct compared_figure *figure, enum measured_as as);
#endif
