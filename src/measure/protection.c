#include "measure/protection.h"
#include "base/arena.h"
#include <stdlib.h>

enum { NOBODY = -1 };

enum telling protection_of(int64_t part, int64_t whole, int64_t least)
{
    if (!protection_enough(part, least))
        return TOLD_FEWER;
    return protection_apart(part, whole, least) ? TOLD : TOLD_ALL_BUT;
}

/* What is folded so far: `sum` over `lines` that are not zero must leave each of them room up to `least`. */
static bool room_enough(int64_t sum, int64_t lines, int64_t least)
{
    return !lines || (sum >= least && (least <= 1 || sum >= least + lines - 1));
}

/* The smallest line that is not folded yet and not zero; `keep` only if nothing else is left. */
static int next_smallest(const int64_t *users, size_t count, int keep, const bool *folded)
{
    int next = NOBODY;
    for (size_t i = 0; i < count; i++)
        if (users[i] && !folded[i] && (int)i != keep && (next == NOBODY || users[i] < users[next]))
            next = (int)i;
    if (next == NOBODY && keep >= 0 && users[keep] && !folded[keep])
        next = keep;
    return next;
}

bool protection_fold(const int64_t *users, size_t count, int keep, int64_t least, bool *folded)
{
    for (size_t i = 0; i < count; i++)
        folded[i] = folded[i] || !protection_enough(users[i], least);
    for (;;) {
        int64_t sum = 0, lines = 0;
        for (size_t i = 0; i < count; i++) {
            sum += folded[i] ? users[i] : 0;
            lines += folded[i] && users[i];
        }
        if (room_enough(sum, lines, least))
            return true;
        int next = next_smallest(users, count, keep, folded);
        if (next == NOBODY)
            return false;
        folded[next] = true;
    }
}

void user_list_add(struct user_list *list, uint32_t user, int64_t contacts)
{
    list->contacts += contacts;
    if (list->count && list->user[list->count - 1] == user)
        return;
    GROW(list->user, list->count, list->capacity);
    list->user[list->count++] = user;
}

void user_list_release(struct user_list *lists, size_t count)
{
    for (size_t i = 0; lists && i < count; i++)
        free(lists[i].user);
    free(lists);
}

static int64_t highest_user(const struct user_list *list, size_t count)
{
    int64_t highest = 0;
    for (size_t i = 0; i < count; i++)
        if (list[i].count && (int64_t)list[i].user[list[i].count - 1] >= highest)
            highest = (int64_t)list[i].user[list[i].count - 1] + 1;
    return highest;
}

static int64_t add_users(const struct user_list *list, bool *seen)
{
    int64_t more = 0;
    for (size_t i = 0; i < list->count; i++) {
        more += !seen[list->user[i]];
        seen[list->user[i]] = true;
    }
    return more;
}

int64_t protection_union(const struct user_list *list, size_t count, const bool *flagged)
{
    bool *seen = xcalloc((size_t)highest_user(list, count) + 1, sizeof *seen);
    int64_t users = 0;
    for (size_t i = 0; i < count; i++)
        users += flagged[i] ? add_users(&list[i], seen) : 0;
    free(seen);
    return users;
}

bool protection_cover(const struct user_list *list, size_t count, int64_t least, bool *folded)
{
    bool *seen = xcalloc((size_t)highest_user(list, count) + 1, sizeof *seen), enough = false;
    int64_t *users = xcalloc(count + 1, sizeof *users), together = 0, contacts = 0, lines = 0;
    for (size_t i = 0; i < count; i++) {
        users[i] = (int64_t)list[i].count;
        folded[i] = folded[i] || !protection_enough(users[i], least);
        together += folded[i] ? add_users(&list[i], seen) : 0;
        contacts += folded[i] ? list[i].contacts : 0;
        lines += folded[i] && users[i];
    }
    for (;;) {
        int next = NOBODY;
        enough = room_enough(contacts, lines, least) && protection_enough(together, least);
        if (!enough)
            next = next_smallest(users, count, NOBODY, folded);
        if (next == NOBODY)
            break;
        folded[next] = true;
        together += add_users(&list[next], seen);
        contacts += list[next].contacts;
        lines++;
    }
    free(seen);
    free(users);
    return enough;
}

bool protection_cross(const int64_t *part, const int64_t *whole, size_t count, int64_t least, bool *hidden)
{
    for (size_t i = 0; i < count; i++)
        hidden[i] = hidden[i] || protection_of(part[i], whole[i], least) != TOLD;
    for (;;) {
        int64_t sum[2] = { 0 }, lines[2] = { 0 };
        for (size_t i = 0; i < count; i++)
            for (int side = 0; side < 2; side++) {
                int64_t users = side ? whole[i] - part[i] : part[i];
                sum[side] += hidden[i] ? users : 0;
                lines[side] += hidden[i] && whole[i];       /* zero or not: it is hidden which */
            }
        bool any = lines[0] > 0;
        if (!any || (room_enough(sum[0], lines[0], least) && room_enough(sum[1], lines[1], least)))
            return true;
        int next = next_smallest(whole, count, NOBODY, hidden);
        if (next == NOBODY)
            return false;
        hidden[next] = true;
    }
}
