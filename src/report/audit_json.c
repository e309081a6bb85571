#include "base/output_file.h"
#include "report/audit_json_measures.h"
#include "report/json.h"
#include "report/say.h"
#include "report/writer.h"
#include <math.h>
#include <string.h>

/* `unknown` under its own key, or with an institution that happens to be called so. */
static void write_by_institution(struct json *json, const struct audit *audit, const char *key, const int64_t *count)
{
    const struct journey *journey = audit->journey;
    int64_t unknown = count[journey->institutions];
    bool named = false;
    json_put_object(json, key);
    for (int i = 0; i < journey->institutions; i++) {
        bool same = !strcmp(journey->institution[i].id, "unknown");
        json_put_integer(json, journey->institution[i].id, count[i] + (same ? unknown : 0));
        named = named || same;
    }
    if (!named)
        json_put_integer(json, "unknown", unknown);
    json_end(json);
}

static void write_active(struct json *json, const char *key, const struct active_time *time)
{
    json_put_object(json, key);
    json_put_minutes(json, "total", time->total);
    json_put_minutes(json, "productive", time->productive);
    json_put_minutes(json, "relation", time->relation);
    json_put_minutes(json, "autonomy", time->autonomy);
    json_put_minutes(json, "unproductive", active_time_unproductive(time));
    json_put_minutes(json, "estimated", time->estimated);
    json_put_minutes(json, "estimated_from_dates", time->estimated_from_dates);
    json_put_integer(json, "unknown", time->unknown);
    json_end(json);
}

static void write_unproductive(struct json *json, const char *key, const struct active_time *time)
{
    json_put_object(json, key);
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++)
        json_put_minutes(json, CAUSE_WORD[cause].id, time->unproductive[cause]);
    json_end(json);
}

static void write_elapsed(struct json *json, const char *key, const int64_t elapsed[ELAPSED_COUNT])
{
    static const char *const name[ELAPSED_COUNT] = { "contact", "announced", "overrun", "own" };
    json_put_object(json, key);
    for (int class = 0; class < ELAPSED_COUNT; class++)
        json_put_integer(json, name[class], elapsed[class]);
    json_end(json);
}

static void write_journey(struct json *json, const struct audit *audit)
{
    json_put_object(json, "journey");
    json_put_string(json, "id", audit->journey->id ? audit->journey->id : "");
    json_put_string(json, "title", journey_title(audit->journey));
    json_put_integer(json, "steps", audit->journey->steps);
    json_put_integer(json, "institutions", audit->journey->institutions);
    json_end(json);
}

static void write_cases(struct json *json, const struct audit *audit)
{
    json_put_object(json, "cases");
    json_put_integer(json, "total", (int64_t)audit->log->case_count);
    json_put_integer(json, "conforming", audit->conforming);
    json_put_integer(json, "completed", audit->take_up[TAKE_UP_COMPLETED]);
    json_put_integer(json, "ongoing", audit->take_up[TAKE_UP_ONGOING]);
    json_put_integer(json, "abandoned", audit->take_up[TAKE_UP_ABANDONED]);
    json_put_integer(json, "unknown", audit->take_up[TAKE_UP_UNKNOWN]);
    json_put_integer(json, "never_started", audit->take_up[TAKE_UP_NEVER_STARTED]);
    json_put_integer(json, "undated", audit->undated_cases);
    json_put_integer(json, "variants", (int64_t)audit->alignments->variants);
    json_put_object_flat(json, "fitness");
    json_put_number(json, "mean", audit->alignments->mean_fitness);
    json_put_number(json, "log", audit->alignments->log_fitness);
    json_end(json);
    json_end(json);
}

static void write_by_verdict(struct json *json, const char *key, const int64_t *count)
{
    json_put_object(json, key);
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        json_put_integer(json, VERDICT_WORD[verdict].id, count[verdict]);
    json_end(json);
}

static void write_contacts(struct json *json, const struct audit *audit)
{
    json_put_object(json, "contacts");
    json_put_integer(json, "total", audit->contacts);
    json_put_integer(json, "planned", audit->planned);
    json_put_integer(json, "redundant", audit->redundant);
    json_put_summary(json, "per_case", &audit->contacts_per_case, 1);
    json_put_summary(json, "redundant_per_case", &audit->redundant_per_case, 1);
    write_by_verdict(json, "by_verdict", audit->by_verdict);
    write_by_verdict(json, "stated_by_verdict", audit->stated_by_verdict);
    write_by_verdict(json, "users_by_verdict", audit->users_by_verdict);
    json_put_object(json, "by_cause");
    for (int cause = CAUSE_REPEATED_REQUEST; cause <= CAUSE_REDUNDANT_OPERATION; cause++)
        json_put_integer(json, CAUSE_WORD[cause].id, audit->by_cause[cause]);
    json_end(json);
    write_by_institution(json, audit, "by_institution", audit->by_institution);
    write_by_institution(json, audit, "redundant_by_institution", audit->redundant_by_institution);
    write_by_institution(json, audit, "users_by_institution", audit->users_by_institution);
    json_put_object(json, "by_channel");
    for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_COUNT; channel++)
        json_put_integer(json, vocabulary_id(&CHANNELS, channel), audit->by_channel[channel]);
    json_put_integer(json, "unknown", audit->by_channel[CHANNEL_NONE]);
    json_end(json);
    json_end(json);
}

static void write_time(struct json *json, const struct audit *audit)
{
    json_put_object(json, "time");
    write_active(json, "active_minutes", &audit->time);
    write_unproductive(json, "unproductive_by_cause", &audit->time);
    write_elapsed(json, "elapsed_seconds", audit->elapsed);
    json_put_summary(json, "active_minutes_per_case", &audit->active_per_case, 60);
    json_put_summary(json, "unproductive_minutes_per_case", &audit->unproductive_per_case, 60);
    json_put_summary(json, "elapsed_seconds_per_case", &audit->elapsed_per_case, 1);
    json_end(json);
}

static void write_theory(struct json *json, const struct audit *audit)
{
    const struct theory *theory = &audit->theory;
    json_put_object(json, "theory");
    json_put_integer(json, "contacts", theory->contacts);
    write_active(json, "active_minutes", &theory->time);
    write_unproductive(json, "unproductive_by_cause", &theory->time);
    json_put_integer(json, "elapsed_seconds", theory->elapsed_seconds);
    json_put_integer(json, "tell_us_once", theory->tell_us_once);
    json_put_array(json, "tell_us_once_by_institution");
    for (int i = 0; i < audit->journey->institutions; i++)
        if (!audit->journey->institution[i].self) {
            json_put_object_flat(json, NULL);
            json_put_string(json, "id", audit->journey->institution[i].id);
            json_put_integer(json, "score", audit->analysis->tell_us_once_of_institution[i]);
            json_end(json);
        }
    json_end(json);
    json_put_array_flat(json, "run");
    for (int i = 0; i < theory->run.count; i++)
        json_put_string(json, NULL, audit->journey->step[theory->run.occurrence[i].step].id);
    json_end(json);
    json_end(json);
}

/* What the headlines hold against the theory: completed cases only. */
static void write_completed(struct json *json, const struct audit *audit)
{
    json_put_object(json, "completed");
    json_put_integer(json, "cases", audit->take_up[TAKE_UP_COMPLETED]);
    json_put_integer(json, "dated", audit->completed_dated);
    json_put_summary(json, "contacts", &audit->completed_contacts, 1);
    json_put_summary(json, "redundant", &audit->completed_redundant, 1);
    json_put_summary(json, "active_minutes_per_case", &audit->completed_active, 60);
    json_put_summary(json, "unproductive_minutes_per_case", &audit->completed_unproductive, 60);
    json_put_summary(json, "elapsed_seconds_per_case", &audit->completed_elapsed, 1);
    write_active(json, "active_minutes", &audit->completed_time);
    write_unproductive(json, "unproductive_by_cause", &audit->completed_time);
    write_elapsed(json, "elapsed_seconds", audit->completed_elapsed_class);
    json_end(json);
}

static double announced_days(struct duration delay)
{
    return duration_given(delay) ? (double)duration_nominal_seconds(delay) / DAY_SECONDS : NAN;
}

static void write_satisfaction(struct json *json, const struct satisfaction *satisfaction)
{
    json_put_object_flat(json, "satisfaction");
    json_put_integer(json, "answers", satisfaction->answers);
    json_put_integer(json, "users", satisfaction->users);
    json_put_number(json, "mean", satisfaction->mean);
    json_put_number(json, "median", satisfaction->quartile[1]);
    json_put_number(json, "q1", satisfaction->quartile[0]);
    json_put_number(json, "q3", satisfaction->quartile[2]);
    json_put_array_flat(json, "ci95");
    for (int i = 0; i < 2; i++)
        json_put_number(json, NULL, satisfaction->ci95[i]);
    json_end(json);
    json_end(json);
}

static void write_step(struct json *json, const struct step *step, const struct step_finding *finding,
                       const struct satisfaction *satisfaction)
{
    json_put_object(json, NULL);
    json_put_string(json, "id", step->id);
    json_put_integer(json, "cases", finding->cases);
    json_put_integer(json, "skipped", finding->skipped);
    json_put_integer(json, "skipped_cases", finding->skipped_cases);
    json_put_integer(json, "contacts", finding->contacts);
    json_put_object_flat(json, "wait_days");
    json_put_number(json, "announced", announced_days(step->wait));
    json_put_number(json, "median", wait_quantile(finding, 0.5) / DAY_SECONDS);
    json_put_number(json, "p90", wait_quantile(finding, 0.9) / DAY_SECONDS);
    json_put_integer(json, "late", finding->late);
    json_put_integer(json, "n", finding->waits);
    json_put_number(json, "limit", announced_days(step->limit));
    json_put_integer(json, "late_limit", finding->late_limit);
    json_put_integer(json, "never_came_late", finding->never_came_late);
    json_end(json);
    json_put_integer(json, "overrun_seconds", finding->overrun);
    write_satisfaction(json, satisfaction);
    json_end(json);
}

static void write_steps(struct json *json, const struct audit *audit)
{
    json_put_array(json, "steps");
    for (int s = 0; s < audit->journey->steps; s++)
        write_step(json, &audit->journey->step[s], &audit->step[s], &audit->step_satisfaction[s]);
    json_end(json);
}

static const char *institution_id(const struct audit *audit, int institution)
{
    return institution == NONE ? NULL : audit->journey->institution[institution].id;
}

static const char *step_id(const struct audit *audit, int step)
{
    return step == NONE ? NULL : audit->journey->step[step].id;
}

static void write_hand_offs(struct json *json, const struct audit *audit)
{
    json_put_array(json, "handoffs");
    for (size_t i = 0; i < audit->hand_offs; i++) {
        const struct hand_off *hand_off = &audit->hand_off[i];
        json_put_object_flat(json, NULL);
        json_put_string(json, "from", institution_id(audit, hand_off->from));
        json_put_string(json, "to", institution_id(audit, hand_off->to));
        json_put_integer(json, "planned", hand_off->planned);
        json_put_integer(json, "lived", hand_off->lived);
        json_end(json);
    }
    json_end(json);
}

static void write_documents(struct json *json, const struct audit *audit)
{
    json_put_array(json, "documents");
    for (size_t i = 0; i < audit->documents; i++) {
        const struct document_finding *finding = &audit->document[i];
        bool known = finding->document != NONE;
        json_put_object_flat(json, NULL);
        json_put_string(json, "id",
                        known ? audit->journey->document[finding->document].id
                              : event_log_text(audit->log, finding->text));
        json_put_boolean(json, "in_journey", known);
        json_put_integer(json, "asked", finding->asked);
        json_put_integer(json, "asked_again", finding->asked_again);
        json_end(json);
    }
    json_end(json);
}

static void write_detours(struct json *json, const struct audit *audit)
{
    json_put_array(json, "extra");
    for (size_t i = 0; i < audit->detours; i++) {
        const struct detour *detour = &audit->detour[i];
        json_put_object_flat(json, NULL);
        json_put_string(json, "verdict", VERDICT_WORD[detour->verdict].id);
        json_put_string(json, "institution", institution_id(audit, detour->institution));
        json_put_string(json, "step", step_id(audit, detour->step));
        json_put_string(json, "label", detour->step == NONE ? event_log_text(audit->log, detour->label) : NULL);
        json_put_string(json, "after", step_id(audit, detour->planned_before));
        json_put_string(json, "rejoins", step_id(audit, detour->rejoins));
        json_put_integer(json, "users", detour->users);
        json_put_integer(json, "contacts", detour->contacts);
        json_put_minutes(json, "active_minutes", detour->time.total);
        json_put_minutes(json, "unproductive_minutes", active_time_unproductive(&detour->time));
        write_satisfaction(json, &audit->detour_satisfaction[i]);
        json_end(json);
    }
    json_end(json);
}

/* Where it was: a "step", or the "detour" N that "extra" lists as its N-th, as in the map's and the report's links. */
static void write_irritants(struct json *json, const struct audit *audit)
{
    json_put_array(json, "irritants");
    for (size_t i = 0; i < audit->irritants; i++) {
        const struct irritant *irritant = &audit->irritant[i];
        json_put_object_flat(json, NULL);
        json_put_string(json, "text", event_log_text(audit->log, irritant->text));
        json_put_string(json, "step", step_id(audit, irritant->step));
        if (irritant->detour == NONE)
            json_put_null(json, "detour");
        else
            json_put_integer(json, "detour", irritant->detour + 1);
        json_put_integer(json, "users", irritant->users);
        json_put_integer(json, "contacts", irritant->contacts);
        json_end(json);
    }
    json_end(json);
}

static void write_profiles(struct json *json, const struct audit *audit)
{
    json_put_array(json, "profiles");
    for (size_t i = 0; i < audit->profiles; i++) {
        const struct profile_group *group = &audit->profile[i];
        json_put_object_flat(json, NULL);
        json_put_string(json, "attribute", event_log_text(audit->log, audit->log->attribute[group->attribute].name));
        json_put_string(json, "value", group->value ? event_log_text(audit->log, group->value) : NULL);
        json_put_integer(json, "cases", group->cases);
        json_put_integer(json, "contacts", group->contacts);
        json_put_integer(json, "redundant", group->redundant);
        json_put_integer(json, "completed", group->completed);
        json_put_minutes(json, "active_minutes", group->time.total);
        json_put_minutes(json, "unproductive_minutes", active_time_unproductive(&group->time));
        json_end(json);
    }
    json_end(json);
}

/* The rate is over the cases that have ended one way or the other: ongoing and undated ones say nothing yet. */
static void write_take_up(struct json *json, const struct audit *audit)
{
    int64_t completed = audit->take_up[TAKE_UP_COMPLETED], caused = 0;
    int64_t without = audit->take_up[TAKE_UP_ABANDONED] + audit->take_up[TAKE_UP_NEVER_STARTED];
    json_put_object(json, "takeup");
    json_put_integer(json, "population", completed + without);
    json_put_number(json, "rate", completed + without ? (double)completed / (double)(completed + without) : NAN);
    json_put_integer(json, "completed", completed);
    json_put_integer(json, "refused", audit->refused);
    json_put_integer(json, "not_taken_up", without);
    json_put_object(json, "by_cause");
    for (int cause = NON_TAKE_UP_NONE + 1; cause < NON_TAKE_UP_COUNT; cause++) {
        json_put_integer(json, vocabulary_id(&NON_TAKE_UPS, cause), audit->non_take_up[cause]);
        caused += audit->non_take_up[cause];
    }
    json_put_integer(json, "unknown", without - caused);
    json_end(json);
    json_put_integer(json, "cause_stated", audit->non_take_up_stated);
    json_end(json);
}

static void write_unmatched(struct json *json, const struct audit *audit)
{
    json_put_array(json, "unmatched");
    for (size_t i = 0; i < audit->matching->unmatched_count; i++) {
        const struct unmatched *unmatched = &audit->matching->unmatched[i];
        json_put_object_flat(json, NULL);
        json_put_string(json, "label", event_log_text(audit->log, unmatched->label));
        json_put_integer(json, "contacts", (int64_t)unmatched->contacts);
        json_put_string(json, "nearest", step_id(audit, unmatched->nearest));
        json_end(json);
    }
    json_end(json);
}

static void write_input(struct json *json, const struct report *report)
{
    const struct audit *audit = report->audit;
    const struct log_input *input = &audit->log->input;
    json_put_object(json, "input");
    json_put_integer(json, "rows", (int64_t)input->rows);
    json_put_integer(json, "used", (int64_t)input->used);
    json_put_integer(json, "rejected", (int64_t)input->rejected);
    json_put_integer(json, "off_map", (int64_t)audit->matching->off_map);
    json_put_integer(json, "warnings", (int64_t)report->warnings);
    json_put_integer(json, "missing_time", (int64_t)input->missing_time);
    json_put_integer(json, "unparsable_time", (int64_t)input->unparsable_time);
    json_put_integer(json, "missing_name", (int64_t)input->missing_name);
    json_put_integer(json, "ambiguous_dates", (int64_t)input->ambiguous_dates);
    json_put_array(json, "files");
    for (size_t i = 0; i < report->inputs; i++)
        json_put_string(json, NULL, report->input[i]);
    json_end(json);
    write_unmatched(json, audit);
    json_end(json);
}

static void write_finding(struct json *json, const struct audit *audit, const struct finding *finding)
{
    static const char *const kind[] = {
        [FINDING_UNREACHABLE] = "unreachable", [FINDING_STUCK] = "stuck", [FINDING_MANDATORY] = "mandatory",
        [FINDING_LOOP] = "loop", [FINDING_HAND_OFF] = "hand-off", [FINDING_SINGLE_POINT] = "single-point",
        [FINDING_DOCUMENT_AGAIN] = "document-again", [FINDING_DOCUMENT_EARLY] = "document-early",
        [FINDING_DOCUMENT_NOBODY] = "document-nobody",
    };
    json_put_object_flat(json, NULL);
    json_put_string(json, "kind", kind[finding->kind]);
    json_put_string(json, "step", step_id(audit, finding->step));
    json_put_string(json, "other_step", step_id(audit, finding->other_step));
    json_put_string(json, "gateway", finding->gateway == NONE ? NULL : audit->journey->gateway[finding->gateway].id);
    json_put_string(json, "document",
                    finding->document == NONE ? NULL : audit->journey->document[finding->document].id);
    json_put_string(json, "institution", institution_id(audit, finding->institution));
    json_put_string(json, "other_institution", institution_id(audit, finding->other_institution));
    json_put_integer(json, "count", finding->count);
    json_put_array_flat(json, "steps");
    for (int i = 0; i < finding->steps_count; i++)
        json_put_string(json, NULL, step_id(audit, finding->steps[i]));
    json_end(json);
    json_end(json);
}

static void write_method(struct json *json, const struct audit *audit)
{
    const struct audit_options *options = &audit->options;
    json_put_object(json, "method");
    json_put_string(json, "program", "parcours");
    json_put_string(json, "intervals", "95 %, percentile bootstrap over cases, 2000 draws");
    json_put_string(json, "quantiles", "type 7");
    json_put_integer(json, "seed", (int64_t)options->seed);
    json_put_integer(json, "idle_seconds", options->idle_seconds);
    json_put_integer(json, "min_group", options->min_group);
    json_end(json);
}

static void write_audit(struct buffer *out, const struct report *report)
{
    const struct audit *audit = report->audit;
    struct json json;
    json_start(&json, out);
    json_put_object(&json, NULL);
    write_journey(&json, audit);
    write_cases(&json, audit);
    write_contacts(&json, audit);
    write_time(&json, audit);
    write_theory(&json, audit);
    write_completed(&json, audit);
    write_steps(&json, audit);
    write_detours(&json, audit);
    write_satisfaction(&json, &audit->satisfaction);
    write_irritants(&json, audit);
    write_hand_offs(&json, audit);
    write_documents(&json, audit);
    write_profiles(&json, audit);
    write_take_up(&json, audit);
    json_put_measures(&json, audit);
    write_input(&json, report);
    json_put_array(&json, "findings");
    for (int i = 0; i < audit->analysis->findings; i++)
        write_finding(&json, audit, &audit->analysis->finding[i]);
    json_end(&json);
    write_method(&json, audit);
    json_end(&json);
    json_finish(&json);
}

static bool write_file(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    struct buffer out = { 0 };
    write_audit(&out, report);
    bool written = output_file_write(path, buffer_text(&out), out.length, diagnostics);
    buffer_release(&out);
    return written;
}

const struct writer AUDIT_JSON_WRITER = { "audit.json", false, write_file };
