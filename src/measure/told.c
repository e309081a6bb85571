#include "measure/told.h"
#include <stdlib.h>

bool audit_told(const struct audit *audit, size_t detour)
{
    return audit->told ? audit->told->detour[detour] : audit_shown(audit, audit->detour[detour].users);
}

enum telling audit_skipped(const struct audit *audit, int step)
{
    return audit->told ? audit->told->step_skipped[step] : audit_part(audit, audit->step[step].skipped_cases);
}

bool audit_institution(const struct audit *audit, int number)
{
    return audit->told ? audit->told->institution[number] && audit_shown(audit, audit->users_by_institution[number])
                       : audit->users_by_institution && audit_shown(audit, audit->users_by_institution[number]);
}

enum telling audit_conforming(const struct audit *audit)
{
    return audit->told ? audit->told->conforming : audit_part(audit, audit->conforming);
}

int64_t audit_all_users(const struct audit *audit)
{
    return audit->told && audit->told->all ? (int64_t)audit->log->case_count : audit->contacts_per_case.n;
}

bool audit_completed(const struct audit *audit, bool dated)
{
    const struct told *told = audit->told;
    return !told || (dated ? told->dated : told->take_up[TAKE_UP_COMPLETED] == TOLD);
}

bool audit_answers(const struct audit *audit, int step, int detour)
{
    const struct satisfaction *all = step != NONE ? audit->step_satisfaction : audit->detour_satisfaction;
    const struct satisfaction *one = all ? &all[step != NONE ? step : detour] : NULL;
    if (!one || !one->answers || !audit_shown(audit, one->users))
        return false;
    return !audit->told || (step != NONE ? audit->told->step_answers[step] : audit->told->detour_answers[detour]);
}

bool audit_class(const struct audit *audit, int class)
{
    return !audit->told || (class == 1 ? audit->told->relation : audit->told->autonomy);
}

bool audit_elapsed(const struct audit *audit, int class) { return !audit->told || audit->told->elapsed[class]; }

const struct detour *audit_card(const struct audit *audit, size_t detour)
{
    if (audit_told(audit, detour))
        return &audit->detour[detour];
    return audit->told ? audit->told->whole[detour] : NULL;
}

bool told_cover(const struct audit *audit, const struct user_list *list, size_t count, bool *told)
{
    bool *folded = xcalloc(count + 1, sizeof *folded);
    bool enough = protection_cover(list, count, audit->options.min_group, folded);
    for (size_t i = 0; i < count; i++)
        told[i] = !folded[i];
    free(folded);
    return enough;
}

struct told *told_new(const struct audit *audit)
{
    struct told *told = xcalloc(1, sizeof *told);
    told->users = audit->contacts_per_case.n;
    told->least = audit->options.min_group;
    told_find_contacts(told, audit);
    told_find_users(told, audit);
    told_find_places(told, audit);
    told_find_time(told, audit);
    return told;
}

void told_free(struct told *told)
{
    if (!told)
        return;
    arena_release(&told->arena);
    free(told);
}
