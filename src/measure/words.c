#include "base/message.h"
#include "measure/audit.h"

const struct word VERDICT_WORD[VERDICT_COUNT] = {
    [VERDICT_PLANNED] = { "planned", N_("planned"), "" },
    [VERDICT_WRONG_DOOR] = { "wrong-door", N_("wrong door"), "" },
    [VERDICT_FAILED_ATTEMPT] = { "failed-attempt", N_("failed attempt"), "" },
    [VERDICT_INCOMPLETE_FILE] = { "incomplete-file", N_("incomplete file"), "" },
    [VERDICT_REPEAT_NOTIFICATION] = { "repeat-notification", N_("information given again"), "" },
    [VERDICT_OUT_OF_ORDER] = { "out-of-order", N_("out of order"), "" },
    [VERDICT_CHASING] = { "chasing", N_("chasing an answer"), "" },
    [VERDICT_REOPENED] = { "reopened", N_("reopened after the end"), "" },
    [VERDICT_REPEATED] = { "repeated", N_("repeated"), "" },
    [VERDICT_UNPLANNED] = { "unplanned", N_("unplanned"), "" },
    [VERDICT_CLARIFICATION] = { "clarification", N_("clarification"), "" },
    [VERDICT_INSTITUTION_ERROR] = { "institution-error", N_("institution's error"), "" },
    [VERDICT_RECOURSE] = { "recourse", N_("appeal"), "" },
};

const char *const VERDICT_REASON[VERDICT_COUNT] = {
    [VERDICT_PLANNED] = N_("the contact is a step of the plan, at its place"),
    [VERDICT_WRONG_DOOR] = N_("the user was sent elsewhere"),
    [VERDICT_FAILED_ATTEMPT] = N_("the contact failed and had to be tried again"),
    [VERDICT_INCOMPLETE_FILE] = N_("the file was found incomplete, or completed after that"),
    [VERDICT_REPEAT_NOTIFICATION] = N_("documents were handed over that had all been handed over before"),
    [VERDICT_OUT_OF_ORDER] = N_("a step of the plan, done at another place than planned"),
    [VERDICT_CHASING] = N_("the user asked where an awaited answer was"),
    [VERDICT_REOPENED] = N_("a step was done again after the journey had ended"),
    [VERDICT_REPEATED] = N_("a step was done again"),
    [VERDICT_UNPLANNED] =
        N_("nothing in the plan corresponds; relatives, associations and social workers are among these"),
    [VERDICT_CLARIFICATION] = N_("the user asked to understand (only as stated)"),
    [VERDICT_INSTITUTION_ERROR] = N_("the institution had made an error (only as stated)"),
    [VERDICT_RECOURSE] = N_("the user contested a decision (only as stated)"),
};

const struct word CAUSE_WORD[CAUSE_COUNT] = {
    [CAUSE_NONE] = { "", "", "" },
    [CAUSE_REPEATED_REQUEST] = { "repeated-request", N_("repeated request"), "" },
    [CAUSE_FRAGMENTATION] = { "fragmentation", N_("fragmentation"), "" },
    [CAUSE_REDUNDANT_OPERATION] = { "redundant-operation", N_("redundant operation"), "" },
    [CAUSE_STATED] = { "stated", N_("stated unproductive"), "" },
    [CAUSE_ACCESS] = { "access", N_("access: queues and travel"), "" },
};

const struct word TAKE_UP_WORD[TAKE_UP_COUNT] = {
    [TAKE_UP_COMPLETED] = { "completed", N_("completed"), "" },
    [TAKE_UP_ONGOING] = { "ongoing", N_("ongoing"), "" },
    [TAKE_UP_ABANDONED] = { "abandoned", N_("given up"), "" },
    [TAKE_UP_UNKNOWN] = { "unknown", N_("unknown (no dates)"), "" },
    [TAKE_UP_NEVER_STARTED] = { "never-started", N_("never started"), "" },
};

enum cause verdict_cause(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_WRONG_DOOR:
        return CAUSE_FRAGMENTATION;
    case VERDICT_FAILED_ATTEMPT: case VERDICT_CHASING: case VERDICT_REOPENED: case VERDICT_REPEATED: case VERDICT_CLARIFICATION:
        return CAUSE_REPEATED_REQUEST;
    case VERDICT_INCOMPLETE_FILE: case VERDICT_REPEAT_NOTIFICATION: case VERDICT_INSTITUTION_ERROR:
        return CAUSE_REDUNDANT_OPERATION;
    default:
        return CAUSE_NONE;
    }
}
