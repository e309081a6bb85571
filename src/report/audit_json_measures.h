/* report/audit_json_measures.h - the keys of audit.json that come from measure/measures.h, a subject each. */
#ifndef PARCOURS_REPORT_AUDIT_JSON_MEASURES_H
#define PARCOURS_REPORT_AUDIT_JSON_MEASURES_H
#include "measure/measures.h"
#include "report/json.h"

/* { "n", "mean", "median", "p90", "ci95" }; values divided by `unit`, null if n is 0. */
void json_put_summary(struct json *json, const char *key, const struct summary *summary, double unit);
/* Nothing if the audit has none. */
void json_put_measures(struct json *json, const struct audit *audit);
#endif
