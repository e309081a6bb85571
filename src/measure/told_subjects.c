#include "measure/told_subjects.h"
#include <math.h>

bool told_of(const struct audit *audit, int64_t part, int64_t whole)
{
    return audit_shown(audit, whole) && protection_of(part, whole, audit->options.min_group) == TOLD;
}

bool told_estimate(const struct audit *audit, const struct estimate *estimate)
{
    return estimate->n && audit_shown(audit, estimate->n) && isfinite(estimate->value);
}

/* --- institutions at once, contacts per need -------------------------------------------------------------------- */

bool told_overlaps(const struct audit *audit)
{
    const struct interlocutors *result = &audit->measures->interlocutors;
    return told_of(audit, result->dated, result->lived.n);
}

/* Users whom both follow are within the users of each. */
bool told_overlap(const struct audit *audit, const struct overlap *pair)
{
    const struct told *told = audit->told;
    const int of[] = { pair->a, pair->b };
    if (!told_of(audit, pair->users, audit->measures->interlocutors.dated))
        return false;
    for (int i = 0; i < 2; i++)
        if (told && told->institution_users[of[i]] == TOLD &&
            !protection_apart(pair->users, audit->users_by_institution[of[i]], told->least))
            return false;
    return true;
}

enum telling told_step_users(const struct audit *audit, int step, int64_t users)
{
    const struct told *told = audit->told;
    if (!told)
        return audit_part(audit, users);
    enum telling telling = told_part(told, users);
    if (telling == TOLD && told->step_done[step] == TOLD &&
        !protection_apart(audit->step[step].cases, users, told->least))
        telling = TOLD_FOLDED;
    for (size_t d = 0; d < audit->detours && telling == TOLD; d++)
        if (told->kind[d] && audit->detour[d].step == step &&
            !protection_apart(told->kind_users[d], users, told->least))
            telling = TOLD_FOLDED;
    return telling;
}

/* Who got it done at once is within who did it; how many were late, and how many never got it, stand with the waits. */
struct resolution_told told_resolution_of_step(const struct audit *audit, int step)
{
    const struct resolved *resolved = &audit->measures->resolution.step[step];
    const struct lateness *late = &audit->measures->resolution.late[step];
    const struct step_finding *finding = &audit->step[step];
    const struct told *told = audit->told;
    struct resolution_told result = { .row = resolved->cases && audit_shown(audit, resolved->cases) };
    bool nested = !told || told->step_done[step] != TOLD || finding->cases < resolved->first ||
                  protection_apart(resolved->first, finding->cases, told->least);
    result.figures = nested && told_of(audit, resolved->first, resolved->cases);
    result.users = result.figures && told_step_users(audit, step, resolved->cases) == TOLD;
    result.announced = late->announced.n && told_of(audit, late->announced_users, late->announced.n) &&
                       (!told || told->step_late[step]);
    result.limit =
        late->limit.n && told_of(audit, late->limit_users, late->limit.n) && (!told || told->step_limit[step]);
    bool never = lateness_users(late) == finding->waits || (late->announced.n ? result.announced : result.limit);
    result.waited = lateness_users(late) && never && (!told || told->step_waits[step]);
    return result;
}

/* Its tries are those of its steps: told where each of them is. */
struct resolution_told told_resolution_of_institution(const struct audit *audit, int institution)
{
    const struct resolution *resolution = &audit->measures->resolution;
    const struct resolved *resolved = &resolution->institution[institution];
    struct resolution_told result = { .row = resolved->first_share.n && audit_shown(audit, resolved->first_share.n) };
    result.figures = told_of(audit, resolved->first, resolved->cases);
    result.users = result.figures;
    for (int s = 0; s < audit->journey->steps && result.users; s++)
        if (audit->journey->step[s].institution == institution && resolution->step[s].cases)
            result.users = told_resolution_of_step(audit, s).users;
    return result;
}

int64_t lateness_users(const struct lateness *late) { return late->announced.n ? late->announced.n : late->limit.n; }

/* --- costs ------------------------------------------------------------------------------------------------------ */

bool told_fees(const struct audit *audit)
{
    return told_of(audit, audit->measures->burden.fees_users, audit->contacts_per_case.n);
}

bool told_channel_cost(const struct audit *audit, int channel)
{
    return (!audit->told || audit->told->channel[channel]) &&
           audit_shown(audit, audit->measures->burden.channel[channel].users);
}

/* --- other rules ------------------------------------------------------------------------------------------------ */

/* A variation differs from the headline by contacts that must be told themselves. */
bool told_variation(const struct audit *audit, int variation)
{
    const struct told *told = audit->told;
    const struct variation_result *result = &audit->measures->sensitivity.variation[variation],
                                  *as_is = &audit->measures->sensitivity.variation[VARIATION_AS_IS];
    if (result->users && !audit_shown(audit, result->users))
        return false;
    if (!told || result->redundant == as_is->redundant || variation == VARIATION_AS_IS)
        return true;
    return variation == VARIATION_CHASING_KEPT        ? told->verdict[VERDICT_CHASING]
           : variation == VARIATION_OFF_MAP_REDUNDANT ? told->off_map == TOLD
                                                      : told->verdicts_stated;
}

bool told_stated(const struct audit *audit, int verdict)
{
    int64_t users = audit->measures->sensitivity.stated_users[verdict];
    return users && audit_shown(audit, users) && (!audit->told || audit->told->verdict_stated[verdict]);
}

bool told_agreed(const struct audit *audit, int verdict)
{
    const struct sensitivity *result = &audit->measures->sensitivity;
    return told_of(audit, result->confusion_users[verdict][verdict], result->stated_users[verdict]);
}

int most_often_instead(const struct audit *audit, int verdict)
{
    const struct sensitivity *result = &audit->measures->sensitivity;
    int most = NONE;
    for (int derived = 0; derived < VERDICT_COUNT; derived++)
        if (derived != verdict && audit_shown(audit, result->confusion_users[verdict][derived]) &&
            result->confusion[verdict][derived] > (most == NONE ? 0 : result->confusion[verdict][most]))
            most = derived;
    return most;
}

/* --- what an institution sees ----------------------------------------------------------------------------------- */

bool told_view(const struct audit *audit, int institution)
{
    const struct view_of_institution *view = &audit->measures->viewpoint.institution[institution];
    return view->users && audit_shown(audit, view->users) && audit_institution(audit, institution);
}

bool told_repeated(const struct audit *audit, const struct view_of_institution *view)
{
    return told_of(audit, view->users_repeated, view->users);
}

bool told_delay(const struct audit *audit, const struct view_of_institution *view)
{
    return view->answers && audit_shown(audit, view->answers);
}

bool told_complete(const struct audit *audit, const struct view_of_institution *view)
{
    return view->files && told_of(audit, view->complete, view->files);
}

struct lived_elsewhere lived_elsewhere(const struct audit *audit, const struct shown *shown,
                                       const struct view_of_institution *view)
{
    bool apart = told_of(audit, view->users, audit->contacts_per_case.n);
    struct lived_elsewhere lived = { .redundant_told = audit_shown(audit, shown->users_redundant) };
    if (!apart || view->users == audit->contacts_per_case.n) {
        lived.contacts = audit->contacts_per_case.mean;
        lived.redundant = audit->redundant_per_case.mean;
        lived.institutions = audit->measures->interlocutors.lived.mean;
        lived.elapsed = audit->elapsed_per_case.median;
        lived.elapsed_told = audit->elapsed_per_case.n > 0 && audit_shown(audit, audit->elapsed_per_case.n);
        return lived;
    }
    lived.contacts = view->lived_contacts_mean.value;
    lived.redundant = view->lived_redundant_mean.value;
    lived.institutions = view->lived_interlocutors.value;
    lived.elapsed = view->lived_elapsed_median;
    lived.elapsed_told = told_of(audit, view->dated, view->users);
    return lived;
}

/* --- groups side by side ---------------------------------------------------------------------------------------- */

bool told_compared(const struct audit *audit, const struct compared_group *group, int figure)
{
    const struct estimate *value = &group->figure[figure].value;
    const struct comparison *comparison = audit->measures->comparison;
    if (!told_estimate(audit, value))
        return false;
    if (comparison->overlapping && !told_of(audit, group->users, comparison->users))
        return false;
    return figure != COMPARED_COMPLETED || told_of(audit, llround(value->value * (double)value->n), value->n);
}

bool told_compared_users(const struct audit *audit, const struct compared_group *group, int figure)
{
    return told_compared(audit, group, figure) && told_of(audit, group->figure[figure].value.n, group->users);
}
