#include "report/audit_json_measures.h"
#include <math.h>

void json_put_summary(struct json *json, const char *key, const struct summary *summary, double unit)
{
    bool some = summary->n > 0;
    json_put_object_flat(json, key);
    json_put_integer(json, "n", summary->n);
    json_put_number(json, "mean", some ? summary->mean / unit : NAN);
    json_put_number(json, "median", some ? summary->median / unit : NAN);
    json_put_number(json, "p90", some ? summary->p90 / unit : NAN);
    json_put_array_flat(json, "ci95");
    for (int i = 0; i < 2; i++)
        json_put_number(json, NULL, some ? summary->ci95[i] / unit : NAN);
    json_end(json);
    json_end(json);
}

static void put_interval(struct json *json, const char *key, const double interval[2], double unit)
{
    json_put_array_flat(json, key);
    for (int i = 0; i < 2; i++)
        json_put_number(json, NULL, interval[i] / unit);
    json_end(json);
}

/* { "n", "value", "ci95" } */
static void put_estimate(struct json *json, const char *key, const struct estimate *estimate)
{
    static const double unknown[2] = { NAN, NAN };
    json_put_object_flat(json, key);
    json_put_integer(json, "n", estimate->n);
    json_put_number(json, "value", estimate->n ? estimate->value : NAN);
    put_interval(json, "ci95", estimate->n ? estimate->ci95 : unknown, 1);
    json_end(json);
}

static void put_minutes_or_null(struct json *json, const char *key, int64_t seconds)
{
    if (seconds == SECONDS_ABSENT)
        json_put_null(json, key);
    else
        json_put_minutes(json, key, seconds);
}

static const char *institution_id(const struct audit *audit, int institution)
{
    return audit->journey->institution[institution].id;
}

static void put_interlocutors(struct json *json, const struct audit *audit)
{
    const struct interlocutors *result = &audit->measures->interlocutors;
    json_put_object(json, "interlocutors");
    json_put_integer(json, "planned", result->planned);
    json_put_summary(json, "per_case", &result->lived, 1);
    json_put_summary(json, "completed", &result->completed, 1);
    json_put_integer(json, "contacts_institution_unknown", result->contacts_unknown);
    json_put_object(json, "overlap");
    json_put_integer(json, "dated", result->dated);
    json_put_summary(json, "seconds_per_case", &result->overlap, 1);
    put_estimate(json, "share_of_cases", &result->overlapping);
    put_estimate(json, "share_of_elapsed", &result->of_elapsed);
    json_put_integer(json, "most_at_once", result->most);
    json_put_array(json, "pairs");
    for (size_t i = 0; i < result->pairs; i++) {
        json_put_object_flat(json, NULL);
        json_put_string(json, "a", institution_id(audit, result->pair[i].a));
        json_put_string(json, "b", institution_id(audit, result->pair[i].b));
        json_put_integer(json, "users", result->pair[i].users);
        json_put_integer(json, "seconds", result->pair[i].seconds);
        json_end(json);
    }
    json_end(json);
    json_end(json);
    json_end(json);
}

static void put_resolved(struct json *json, const struct resolved *resolved)
{
    json_put_integer(json, "cases", resolved->cases);
    json_put_integer(json, "contacts", resolved->contacts);
    json_put_integer(json, "done", resolved->done);
    json_put_integer(json, "first_contact", resolved->first);
    put_estimate(json, "contacts_per_done", &resolved->contacts_per_done);
    put_estimate(json, "first_contact_share", &resolved->first_share);
}

static void put_resolution(struct json *json, const struct audit *audit)
{
    const struct resolution *result = &audit->measures->resolution;
    const struct journey *journey = audit->journey;
    json_put_object(json, "resolution");
    put_resolved(json, &result->all);
    json_put_summary(json, "contacts_per_step_done_per_case", &result->per_case, 1);
    json_put_array(json, "steps");
    for (int s = 0; s < journey->steps; s++) {
        json_put_object(json, NULL);
        json_put_string(json, "id", journey->step[s].id);
        put_resolved(json, &result->step[s]);
        put_estimate(json, "late_announced", &result->late[s].announced);
        put_estimate(json, "late_limit", &result->late[s].limit);
        json_end(json);
    }
    json_end(json);
    json_put_array(json, "institutions");
    for (int i = 0; i < journey->institutions; i++) {
        json_put_object(json, NULL);
        json_put_string(json, "id", journey->institution[i].id);
        put_resolved(json, &result->institution[i]);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

static void put_plan(struct json *json, const struct audit *audit)
{
    const struct plan *plan = &audit->measures->plan;
    json_put_object(json, "plan");
    json_put_integer(json, "steps", plan->steps);
    json_put_integer(json, "steps_by_user", plan->by_user);
    json_put_integer(json, "steps_by_institution", plan->by_institution);
    json_put_integer(json, "steps_automatic", plan->automatic);
    json_put_integer(json, "institutions", plan->institutions);
    json_put_integer(json, "handoffs", plan->hand_offs);
    json_put_integer(json, "reference_contacts", plan->reference_contacts);
    json_put_integer(json, "choices", plan->choices);
    json_put_integer(json, "options", plan->options);
    json_put_integer(json, "optionals", plan->optionals);
    json_put_integer(json, "repeats", plan->repeats);
    json_put_integer(json, "any_orders", plan->any_orders);
    json_put_integer(json, "conditions", plan->conditioned);
    json_put_integer(json, "document_requests", plan->requests);
    json_put_integer(json, "documents", plan->documents);
    json_put_number(json, "longest_wait_days",
                    plan->longest == SECONDS_ABSENT ? NAN : (double)plan->longest / DAY_SECONDS);
    json_put_number(json, "runs", plan->runs);
    json_end(json);
}

static void put_costs(struct json *json, const struct costs *costs)
{
    json_put_integer(json, "contacts", costs->contacts);
    json_put_integer(json, "redundant", costs->redundant);
    json_put_number(json, "euros", costs->euros);
    json_put_number(json, "redundant_euros", costs->redundant_euros);
}

static void put_costs_by_channel(struct json *json, const struct burden *burden)
{
    json_put_array(json, "by_channel");
    for (int channel = CHANNEL_NONE; channel < CHANNEL_COUNT; channel++) {
        if (!burden->channel[channel].contacts && isnan(burden->cost[channel]))
            continue;
        json_put_object_flat(json, NULL);
        json_put_string(json, "channel", channel == CHANNEL_NONE ? NULL : vocabulary_id(&CHANNELS, channel));
        json_put_number(json, "cost_per_contact", burden->cost[channel]);
        put_costs(json, &burden->channel[channel]);
        json_end(json);
    }
    json_end(json);
}

static void put_burden(struct json *json, const struct audit *audit)
{
    const struct burden *burden = &audit->measures->burden;
    json_put_object(json, "burden");
    json_put_object(json, "user");
    json_put_number(json, "hours", burden->total_hours);
    json_put_number(json, "unproductive_hours", burden->total_unproductive_hours);
    put_estimate(json, "hours_per_case", &burden->hours);
    put_estimate(json, "unproductive_hours_per_case", &burden->unproductive_hours);
    json_put_number(json, "planned_hours", burden->planned_hours);
    json_put_number(json, "euros_per_hour", burden->user_hour);
    put_estimate(json, "euros_per_case", &burden->user_euros);
    put_estimate(json, "unproductive_euros_per_case", &burden->unproductive_user_euros);
    json_end(json);
    json_put_object(json, "institutions");
    put_costs(json, &burden->total);
    put_estimate(json, "euros_per_case", &burden->institution_euros);
    put_estimate(json, "redundant_euros_per_case", &burden->redundant_euros);
    json_put_number(json, "planned_euros", burden->planned_euros);
    json_put_integer(json, "contacts_without_cost", burden->without_cost);
    json_put_boolean(json, "default_costs", burden->default_costs);
    json_put_string(json, "default_costs_source", CHANNEL_COST_SOURCE);
    put_costs_by_channel(json, burden);
    json_put_array(json, "by_institution");
    for (int i = 0; i < audit->journey->institutions; i++) {
        json_put_object_flat(json, NULL);
        json_put_string(json, "id", institution_id(audit, i));
        put_costs(json, &burden->institution[i]);
        json_end(json);
    }
    json_end(json);
    json_end(json);
    json_put_object(json, "fees");
    json_put_number(json, "euros", burden->total_fees);
    put_estimate(json, "euros_per_case", &burden->fees);
    json_put_integer(json, "contacts", burden->fees_paid);
    json_put_integer(json, "users", burden->fees_users);
    json_put_number(json, "planned_euros", burden->planned_fees);
    json_end(json);
    json_end(json);
}

static void put_access(struct json *json, const struct step *step, const struct access *access)
{
    json_put_object_flat(json, NULL);
    json_put_string(json, "id", step->id);
    json_put_array_flat(json, "offline");
    for (int i = 0; i < access->offline_count; i++)
        json_put_string(json, NULL, vocabulary_id(&CHANNELS, (int)access->offline[i]));
    json_end(json);
    json_put_boolean(json, "online_only", access->online_only);
    json_put_boolean(json, "web_only", access->web_only);
    json_put_boolean(json, "counter_only", access->counter_only);
    put_minutes_or_null(json, "travel_minutes", access->travel);
    put_minutes_or_null(json, "queue_minutes", access->queue);
    json_put_number(json, "fee_euros", access->fee);
    json_put_number(
        json, "announced_days",
        duration_given(access->announced) ? (double)duration_nominal_seconds(access->announced) / DAY_SECONDS : NAN);
    json_put_integer(json, "documents", access->documents);
    json_put_boolean(json, "opening_hours_known", access->opening_hours_known);
    json_end(json);
}

static void put_accessibility(struct json *json, const struct audit *audit)
{
    const struct accessibility *result = &audit->measures->accessibility;
    json_put_object(json, "accessibility");
    json_put_integer(json, "steps_with_channel", result->steps);
    json_put_integer(json, "online_only", result->online_only);
    json_put_number(json, "online_only_share",
                    result->steps ? (double)result->online_only / (double)result->steps : NAN);
    json_put_integer(json, "reference_steps", result->reference_steps);
    json_put_integer(json, "reference_online_only", result->reference_online_only);
    json_put_array(json, "steps");
    for (int s = 0; s < audit->journey->steps; s++)
        put_access(json, &audit->journey->step[s], &result->step[s]);
    json_end(json);
    json_end(json);
}

static void put_sensitivity(struct json *json, const struct audit *audit)
{
    const struct sensitivity *result = &audit->measures->sensitivity;
    json_put_array(json, "sensitivity");
    for (int i = 0; i < VARIATION_COUNT; i++) {
        const struct variation_result *variation = &result->variation[i];
        json_put_object(json, NULL);
        json_put_string(json, "id", VARIATION_WORD[i].id);
        json_put_integer(json, "redundant", variation->redundant);
        json_put_integer(json, "users_redundant", variation->users);
        put_estimate(json, "redundant_share", &variation->redundant_share);
        json_put_minutes(json, "active_minutes", variation->active);
        json_put_minutes(json, "unproductive_minutes", variation->unproductive);
        put_estimate(json, "unproductive_share", &variation->unproductive_share);
        json_end(json);
    }
    json_end(json);
    json_put_object(json, "stated_and_derived");
    json_put_integer(json, "stated", result->stated);
    json_put_integer(json, "derivable", result->derivable);
    json_put_integer(json, "agreed", result->agreed);
    json_put_array(json, "confusion");
    for (int stated = 0; stated < VERDICT_COUNT; stated++)
        for (int derived = 0; derived < VERDICT_COUNT; derived++) {
            if (!result->confusion[stated][derived])
                continue;
            json_put_object_flat(json, NULL);
            json_put_string(json, "stated", VERDICT_WORD[stated].id);
            json_put_string(json, "derived", VERDICT_WORD[derived].id);
            json_put_integer(json, "contacts", result->confusion[stated][derived]);
            json_put_integer(json, "users", result->confusion_users[stated][derived]);
            json_end(json);
        }
    json_end(json);
    json_end(json);
}

static void put_view(struct json *json, const struct audit *audit, int institution)
{
    const struct view_of_institution *view = &audit->measures->viewpoint.institution[institution];
    json_put_object(json, NULL);
    json_put_string(json, "id", institution_id(audit, institution));
    json_put_integer(json, "users", view->users);
    json_put_object(json, "seen");
    json_put_integer(json, "contacts", view->contacts);
    json_put_integer(json, "repeated", view->repeated);
    json_put_integer(json, "users_repeated", view->users_repeated);
    json_put_integer(json, "redundant", view->redundant);
    put_estimate(json, "contacts_per_user", &view->own_contacts);
    put_estimate(json, "repeated_per_user", &view->own_repeated);
    json_put_object_flat(json, "delay_days");
    json_put_integer(json, "n", view->answers);
    json_put_number(json, "median", view->delay_median / DAY_SECONDS);
    json_put_number(json, "p90", view->delay_p90 / DAY_SECONDS);
    json_put_integer(json, "unrequested", view->unrequested);
    json_end(json);
    json_put_integer(json, "files", view->files);
    json_put_integer(json, "complete_first", view->complete);
    put_estimate(json, "complete_first_share", &view->complete_share);
    json_put_minutes(json, "active_minutes", view->time.total);
    json_put_minutes(json, "unproductive_minutes", active_time_unproductive(&view->time));
    put_estimate(json, "unproductive_share", &view->unproductive_share);
    json_end(json);
    json_put_object(json, "lived");
    json_put_integer(json, "contacts", view->lived_contacts);
    json_put_integer(json, "redundant", view->lived_redundant);
    put_estimate(json, "contacts_per_user", &view->lived_contacts_mean);
    put_estimate(json, "redundant_per_user", &view->lived_redundant_mean);
    put_estimate(json, "institutions_per_user", &view->lived_interlocutors);
    json_put_minutes(json, "active_minutes", view->lived_time.total);
    json_put_minutes(json, "unproductive_minutes", active_time_unproductive(&view->lived_time));
    put_estimate(json, "unproductive_share", &view->lived_unproductive_share);
    json_put_integer(json, "dated", view->dated);
    json_put_number(json, "elapsed_days_median", view->lived_elapsed_median / DAY_SECONDS);
    json_end(json);
    json_end(json);
}

static void put_viewpoint(struct json *json, const struct audit *audit)
{
    json_put_array(json, "institution_view");
    for (int i = 0; i < audit->journey->institutions; i++)
        if (!audit->journey->institution[i].self)
            put_view(json, audit, i);
    json_end(json);
}

static void put_group(struct json *json, const struct compared_group *group)
{
    static const double unit[COMPARED_COUNT] = {
        [COMPARED_CONTACTS] = 1, [COMPARED_REDUNDANT] = 1,     [COMPARED_ACTIVE] = 60,   [COMPARED_UNPRODUCTIVE] = 60,
        [COMPARED_ELAPSED] = 1,  [COMPARED_INTERLOCUTORS] = 1, [COMPARED_COMPLETED] = 1, [COMPARED_SATISFACTION] = 1
    };
    json_put_object(json, NULL);
    json_put_string(json, "value", group->id);
    json_put_boolean(json, "others", group->others);
    json_put_integer(json, "users", group->users);
    json_put_integer(json, "contacts", group->contacts);
    json_put_object(json, "figures");
    for (int f = 0; f < COMPARED_COUNT; f++) {
        const struct compared_figure *figure = &group->figure[f];
        json_put_object_flat(json, COMPARED_WORD[f].id);
        json_put_integer(json, "n", figure->value.n);
        json_put_number(json, "value", figure->value.value / unit[f]);
        put_interval(json, "ci95", figure->value.ci95, unit[f]);
        json_put_number(json, "rest", figure->rest / unit[f]);
        json_put_number(json, "difference", figure->difference / unit[f]);
        put_interval(json, "difference_ci95", figure->difference_ci95, unit[f]);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

static void put_comparison(struct json *json, const struct comparison *comparison)
{
    json_put_object(json, "comparison");
    json_put_string(json, "by", comparison->by);
    json_put_boolean(json, "overlapping", comparison->overlapping);
    json_put_integer(json, "users", comparison->users);
    json_put_integer(json, "folded_values", (int64_t)comparison->folded);
    json_put_array(json, "groups");
    for (size_t g = 0; g < comparison->groups; g++)
        put_group(json, &comparison->group[g]);
    json_end(json);
    json_end(json);
}

void json_put_measures(struct json *json, const struct audit *audit)
{
    if (!audit->measures)
        return;
    put_interlocutors(json, audit);
    put_resolution(json, audit);
    put_plan(json, audit);
    put_burden(json, audit);
    put_accessibility(json, audit);
    put_sensitivity(json, audit);
    put_viewpoint(json, audit);
    if (audit->measures->comparison)
        put_comparison(json, audit->measures->comparison);
}
