/* measure/rule.h - the rules that give a contact its verdict; how to add one.
 *
 * Every contact gets the verdict of the first rule that applies, unless the person stated a reason that decides
 * (rules.c). To add a rule: one file rule_NAME.c with one `const struct rule`, its line at its place in RULES (rules.c:
 * order is meaning), its row in the method page of the report, and a case in tests/fixtures.
 */
#ifndef PARCOURS_MEASURE_RULE_H
#define PARCOURS_MEASURE_RULE_H
#include "measure/case_view.h"

struct rule {
    int number;                                 /* as in the design and the report */
    bool on_match, on_extra;                    /* which contacts it looks at */
    /* Does it apply to the contact at `position`? Sets *verdict, and *step where the rule says which candidate is meant
     * (contact_named_step among those that satisfy it). */
    bool (*applies)(const struct case_view *view, int position, enum verdict *verdict, int *step);
};

extern const struct rule *const RULES[];        /* in order; ends with NULL */

/* The verdict of every contact of the case, with who decided, its step, institution, channel. */
void rules_decide(struct case_view *view);
#endif
