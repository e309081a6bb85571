#include "measure/told.h"
#include <stdlib.h>

bool audit_told(const struct audit *audit, size_t detour)
{
    return audit->told ? audit->told->detour[detour] : audit_shown(audit, audit->detour[detour].users);
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
