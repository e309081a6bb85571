/* What `check` says of the findings: to the author of a journey, with what to do about it. */
#include "graph/analysis.h"
#include "base/message.h"

static void say_unreachable(const struct finding *finding, const struct journey *journey,
                            struct diagnostics *diagnostics)
{
    const struct step *step = &journey->step[finding->step];
    if (finding->gateway != NONE)
        diagnostics_error(diagnostics, step->at,
                          _("step '%s' can never happen: gateway '%s' before it waits for branches that never all "
                            "come"), step->id, journey->gateway[finding->gateway].id);
    else if (journey->gateways)
        diagnostics_error(diagnostics, step->at,
                          _("step '%s' can never happen: expected links that lead to it from the start"), step->id);
    else
        diagnostics_error(diagnostics, step->at,
                          _("step '%s' can never happen: no run of the net comes to it"), step->id);
}

static void say_circle(const struct finding *finding, const struct journey *journey, struct diagnostics *diagnostics)
{
    const struct step *step = &journey->step[finding->step];
    const struct step *last = &journey->step[finding->steps[finding->steps_count - 1]];
    if (step != last)
        diagnostics_error(diagnostics, step->at,
                          _("users can be stuck between steps '%s' and '%s', which come again for ever: expected a way "
                            "from them to the end"), step->id, last->id);
    else
        diagnostics_error(diagnostics, step->at,
                          _("users can be stuck in step '%s', which comes again for ever: expected a way from it to "
                            "the end"), step->id);
}

static void say_stuck(const struct finding *finding, const struct journey *journey, struct diagnostics *diagnostics)
{
    const struct step *step = finding->step == NONE ? NULL : &journey->step[finding->step];
    const struct gateway *gateway = finding->gateway == NONE ? NULL : &journey->gateway[finding->gateway];
    struct source_position at = { .file = journey->file };
    if (step || gateway)
        at = step ? step->at : gateway->at;
    if (finding->reason == STUCK_CIRCLE)
        say_circle(finding, journey, diagnostics);
    else if (finding->reason == STUCK_WAITING)
        diagnostics_error(diagnostics, gateway->at,
                          _("users can be stuck before gateway '%s': it waits for branches that may not all come: "
                            "expected kind=\"one\", to go on with whichever comes"), gateway->id);
    else if (finding->reason == STUCK_LEFT_OPEN && step)
        diagnostics_error(diagnostics, at,
                          _("the end can be reached while the branch of step '%s', or one beside it, is still open: "
                            "expected a gateway of kind=\"all\" where they meet"), step->id);
    else if (finding->reason == STUCK_LEFT_OPEN)
        diagnostics_error(diagnostics, at,
                          _("the end can be reached while a branch is still open: expected a gateway of kind=\"all\" "
                            "where the branches meet"));
    else if (step && journey->given_net)
        diagnostics_error(
            diagnostics, at,
            _("users can be stuck after step '%s': from then on, the final marking may not be reached any more"),
            step->id);
    else if (step)
        diagnostics_error(diagnostics, at,
                          _("users can be stuck after step '%s': nothing leads from it to the end"), step->id);
    else
        diagnostics_error(diagnostics, at, _("nothing leads from the start to the end"));
}

static void say_early(const struct finding *finding, const struct journey *journey, struct diagnostics *diagnostics)
{
    const struct step *step = &journey->step[finding->step];
    const char *document = journey->document[finding->document].id;
    if (finding->step == finding->other_step)
        diagnostics_warning(
            diagnostics, step->at,
            _("step '%s' needs document '%s', which only this step gives: expected an earlier step that "
              "gives it, or held-by"),
            step->id, document);
    else
        diagnostics_warning(diagnostics, step->at,
                            _("step '%s' needs document '%s', which step '%s' cannot give before it: expected an "
                              "earlier step that gives it, or held-by"),
                            step->id, document, journey->step[finding->other_step].id);
}

static void say_again(const struct finding *finding, const struct journey *journey, struct diagnostics *diagnostics)
{
    const struct step *step = &journey->step[finding->step];
    const char *document = journey->document[finding->document].id;
    const char *holder = institution_name(journey, finding->other_institution);
    if (finding->other_step == NONE) {
        diagnostics_warning(diagnostics, step->at, _("step '%s' asks for document '%s', which '%s' already holds"),
                            step->id, document, holder);
        return;
    }
    const struct step *other = &journey->step[finding->other_step];
    bool given = false;
    for (int i = 0; i < other->gives_count; i++)
        given = given || other->gives[i] == finding->document;
    if (given)
        diagnostics_warning(diagnostics, step->at, _("step '%s' asks for document '%s', which '%s' gave in step '%s'"),
                            step->id, document, holder, other->id);
    else
        diagnostics_warning(diagnostics, step->at,
                            _("step '%s' asks for document '%s', which '%s' already asked for in step '%s'"),
                            step->id, document, holder, other->id);
}

void analysis_report(const struct analysis *analysis, const struct journey *journey, struct diagnostics *diagnostics)
{
    struct source_position whole = { .file = journey->file };
    for (int i = 0; i < analysis->findings; i++) {
        const struct finding *finding = &analysis->finding[i];
        switch (finding->kind) {
        case FINDING_UNREACHABLE: say_unreachable(finding, journey, diagnostics); break;
        case FINDING_STUCK: say_stuck(finding, journey, diagnostics); break;
        case FINDING_DOCUMENT_EARLY: say_early(finding, journey, diagnostics); break;
        case FINDING_DOCUMENT_AGAIN: say_again(finding, journey, diagnostics); break;
        case FINDING_DOCUMENT_NOBODY: {
            const struct document *document = &journey->document[finding->document];
            diagnostics_note(diagnostics, document->at,
                             _("document '%s' is held by nobody and given by no step: users must have it already"),
                             document->id);
            break;
        }
        case FINDING_MANDATORY: case FINDING_LOOP: case FINDING_HAND_OFF: case FINDING_SINGLE_POINT: break;
        }
    }
    if (analysis->limited)
        diagnostics_note(
            diagnostics, whole,
            _("the journey has more than %d states: not everything that waits for something else is checked"),
            ANALYSIS_STATES_MAXIMUM);
    if (analysis->failed)
        diagnostics_warning(diagnostics, whole, _("the structure is too large to be examined in full"));
}
