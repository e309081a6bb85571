#include "measure/measures.h"

struct measures *measures_new(struct audit *audit, struct diagnostics *diagnostics)
{
    struct measures *measures = arena_alloc(&audit->arena, sizeof *measures);
    struct estimates estimates;
    if (audit->options.by && !(measures->comparison = comparison_new(audit, diagnostics)))
        return NULL;
    estimates_init(&estimates, audit);
    interlocutors_init(&measures->interlocutors, audit, &estimates);
    resolution_init(&measures->resolution, audit, &estimates);
    burden_init(&measures->burden, audit, &estimates);
    sensitivity_init(&measures->sensitivity, audit, &estimates);
    estimates_draw(&estimates);
    burden_price(&measures->burden);
    plan_init(&measures->plan, audit);
    accessibility_init(&measures->accessibility, audit);
    viewpoint_init(&measures->viewpoint, audit, &measures->interlocutors);
    return measures;
}
