#include "measure/sensitivity.h"
#include "base/message.h"
#include "measure/ledger.h"
#include <string.h>

const struct word VARIATION_WORD[VARIATION_COUNT] = {
    [VARIATION_AS_IS] = { "as-is", N_("as the rules are"), "" },
    [VARIATION_CHASING_KEPT] = { "chasing-kept", N_("if chasing an answer were not redundant"), "" },
    [VARIATION_OFF_MAP_REDUNDANT] = { "off-map-redundant",
                                      N_("if contacts with an institution that name no step were redundant"),
                                      "" },
    [VARIATION_STATED_ONLY] = { "stated-only", N_("if only stated reasons counted"), "" },
    [VARIATION_ESTIMATES_LEFT_OUT] = { "estimates-left-out", N_("if estimated minutes were left out"), "" },
};

/* The cause a contact has under a variation. */
static enum cause cause_under(const struct audit *audit, const struct contact_finding *finding,
                              enum variation variation)
{
    enum cause cause = verdict_cause(finding->verdict);
    switch (variation) {
    case VARIATION_CHASING_KEPT:
        return finding->verdict == VERDICT_CHASING ? CAUSE_NONE : cause;
    case VARIATION_OFF_MAP_REDUNDANT:
        return finding->verdict == VERDICT_UNPLANNED && finding->step == NONE && finding->institution != NONE &&
                       !institution_is_self(audit->journey, finding->institution)
                   ? CAUSE_REPEATED_REQUEST
                   : cause;
    case VARIATION_STATED_ONLY:
        return finding->stated ? cause : CAUSE_NONE;
    default:
        return cause;
    }
}

/* The contact's time under a variation; only where its cause or its estimates differ is it computed again. */
static struct active_time time_under(const struct audit *audit, size_t row, enum variation variation, enum cause cause)
{
    const struct contact_finding *finding = &audit->contact[row];
    bool estimates_out = variation == VARIATION_ESTIMATES_LEFT_OUT && finding->time.estimated;
    if (cause == verdict_cause(finding->verdict) && !estimates_out)
        return finding->time;
    struct contact contact = event_log_contact(audit->log, row);
    if (!estimates_out)
        return active_time_of(&contact, finding->step == NONE ? NULL : &audit->journey->step[finding->step], cause);
    contact.start_has_time = contact.end_has_time = false; /* no length from the clock, nothing from the step */
    return active_time_of(&contact, NULL, cause);
}

struct case_sums {
    double redundant, unproductive, active;
};

static struct case_sums sums_of(const struct audit *audit, size_t c, enum variation variation)
{
    struct case_sums sums = { 0, 0, 0 };
    const struct log_case *one = &audit->log->cases[c];
    for (size_t row = one->first, end = row + one->count; row < end; row++) {
        enum cause cause = cause_under(audit, &audit->contact[row], variation);
        struct active_time time = time_under(audit, row, variation, cause);
        sums.redundant += cause != CAUSE_NONE;
        sums.unproductive += (double)active_time_unproductive(&time);
        sums.active += (double)time.total;
    }
    return sums;
}

static void vary(struct variation_result *result, const struct audit *audit, struct estimates *estimates,
                 enum variation variation)
{
    struct estimate_sums redundant = estimates_add(estimates, &result->redundant_share),
                         unproductive = estimates_add(estimates, &result->unproductive_share);
    for (size_t c = 0; c < audit->log->case_count; c++) {
        struct case_sums sums = sums_of(audit, c, variation);
        redundant.top[c] = sums.redundant;
        redundant.bottom[c] = audit->cases[c].contacts;
        unproductive.top[c] = sums.unproductive;
        unproductive.bottom[c] = sums.active;
        result->redundant += (int64_t)sums.redundant;
        result->unproductive += (int64_t)sums.unproductive;
        result->active += (int64_t)sums.active;
        result->users += sums.redundant > 0;
    }
}

static bool only_stated(enum verdict verdict)
{
    return verdict == VERDICT_CLARIFICATION || verdict == VERDICT_INSTITUTION_ERROR || verdict == VERDICT_RECOURSE;
}

static void confuse(struct sensitivity *result, const struct audit *audit)
{
    size_t last[VERDICT_COUNT] = { 0 }, last_cell[VERDICT_COUNT][VERDICT_COUNT] = { { 0 } };
    for (size_t c = 0; c < audit->log->case_count; c++)
        for (size_t row = audit->log->cases[c].first, end = row + audit->log->cases[c].count; row < end; row++) {
            const struct contact_finding *finding = &audit->contact[row];
            if (!finding->stated)
                continue;
            result->confusion[finding->verdict][finding->derived]++;
            result->confusion_users[finding->verdict][finding->derived] +=
                last_cell[finding->verdict][finding->derived] != c + 1;
            last_cell[finding->verdict][finding->derived] = c + 1;
            result->stated_users[finding->verdict] += last[finding->verdict] != c + 1;
            last[finding->verdict] = c + 1;
            result->stated++;
            result->derivable += !only_stated(finding->verdict);
            result->agreed += finding->verdict == finding->derived;
        }
}

void sensitivity_init(struct sensitivity *result, struct audit *audit, struct estimates *estimates)
{
    memset(result, 0, sizeof *result);
    for (int variation = 0; variation < VARIATION_COUNT; variation++)
        vary(&result->variation[variation], audit, estimates, (enum variation)variation);
    confuse(result, audit);
}
