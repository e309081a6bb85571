/* measure/measures.h - the further subjects of an audit, one file each: whoever wants one reads audit->measures.
 *
 * To add a subject: SUBJECT.h (definition, unit, base, source) and SUBJECT.c here, its member below and its line in
 * measures.c; its keys in src/report/audit_json_measures.c, doc/audit.schema.json and tests/tools/recompute.py; what
 * may be told of it in told_subjects.c, its section and its sheet in src/report.
 */
#ifndef PARCOURS_MEASURE_MEASURES_H
#define PARCOURS_MEASURE_MEASURES_H
#include "measure/accessibility.h"
#include "measure/burden.h"
#include "measure/comparison.h"
#include "measure/interlocutors.h"
#include "measure/plan.h"
#include "measure/resolution.h"
#include "measure/sensitivity.h"
#include "measure/viewpoint.h"

struct measures {
    struct interlocutors interlocutors;
    struct resolution resolution;
    struct plan plan;
    struct burden burden;
    struct accessibility accessibility;
    struct sensitivity sensitivity;
    struct viewpoint viewpoint;
    struct comparison *comparison;      /* NULL unless asked for (options.by) */
};

/* In the audit's arena, once it is complete otherwise. NULL after a diagnostic: there is nothing to compare by. */
struct measures *measures_new(struct audit *audit, struct diagnostics *diagnostics);
#endif
