/* measure/protection.h - what may be told of groups of users without telling of a few of them: the rules, on numbers.
 *
 * Let K be the smallest group (audit->options.min_group). Who reads all that is shown can add and subtract it; what
 * he can work out must never be a group of 1 … K - 1 users, nor more of such a group than the words "fewer than K" say.
 * Primary suppression hides the small cells, secondary suppression as many others as it takes (Hundepool et al.,
 * Statistical Disclosure Control, Wiley 2012, chapter 4; Eurostat, Handbook on Statistical Disclosure Control,
 * version 1.2, chapter 4). The tables here are of five shapes:
 *
 *   part of a whole       22 of 47: the rest is told too, so 46 of 47 tells of the one.            protection_of()
 *   nested groups         47 users, 45 of them with contacts: so is every difference of two        protection_apart()
 *                         numbers where one group is within the other, whatever tables they are in
 *   partition             outcomes: the lines add up to the total, so the total less what is told  protection_fold()
 *                         is what is folded. That must be K users, and more the more lines it holds:
 *                         five lines of at least one user each in a sum of 5 are 1, 1, 1, 1, 1
 *   overlapping groups    kinds of contacts, hand-offs, channels: a user may be in several, contacts protection_cover()
 *                         add up. What is folded is of the users of all its lines, each counted once
 *   two crossed           groups of users by completed or not: a line is two cells, and each column adds up
 *                         to something told, so what is hidden in each must hold for itself        protection_cross()
 *
 * Zero is told: it describes nobody. Hence a reader knows which folded lines are not zero, and a sum F over m folded
 * lines bounds each of them to 1 … F - (m - 1). It is asked that this reaches K: F >= K + m - 1. Then "fewer than K" is all
 * that is known of a small line, and not even that it is small. If all lines together do not reach it, nothing of the
 * table is told. Amounts (minutes, contacts) are protected by who stands behind them: a cell that is of fewer than K users
 * is folded whatever the amount.
 *
 * Everything is deterministic: the smallest joins first, the earlier of two alike. Cost: O(lines^2) at most.
 */
#ifndef PARCOURS_MEASURE_PROTECTION_H
#define PARCOURS_MEASURE_PROTECTION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum telling {
    TOLD,
    TOLD_FEWER,         /* "fewer than K" */
    TOLD_ALL_BUT,       /* "all but fewer than K" */
    TOLD_FOLDED,        /* large enough, but the rest of something told is not */
};

static inline bool protection_enough(int64_t users, int64_t least) { return !users || users >= least; }
/* `part` is within `whole`: both numbers may be told. */
static inline bool protection_apart(int64_t part, int64_t whole, int64_t least)
{
    return protection_enough(whole - part, least);
}
enum telling protection_of(int64_t part, int64_t whole, int64_t least);

/* Partition with its total told. `keep`: a line that joins last, or NONE. folded[count]: in, lines that can't be told
 * anyhow; out, those folded. True: the others and the sum of the folded may be told; false: nothing of it. */
bool protection_fold(const int64_t *users, size_t count, int keep, int64_t least, bool *folded);

/* The users of one line, ascending, each once, and how many contacts they make: filled user after user. */
struct user_list { uint32_t *user; size_t count, capacity; int64_t contacts; };
void user_list_add(struct user_list *list, uint32_t user, int64_t contacts);
void user_list_release(struct user_list *lists, size_t count);     /* all of an array, and the array */

/* The same of overlapping groups. True: the folded ones together are of enough users, or none. */
bool protection_cover(const struct user_list *list, size_t count, int64_t least, bool *folded);
/* Users of the flagged lists, each counted once. */
int64_t protection_union(const struct user_list *list, size_t count, const bool *flagged);

/* Lines of part[i] out of whole[i] users, totals told of both. hidden[count] as folded above: part and rest of a hidden
 * line are not told, its whole is. Returns false if nothing can be told. */
bool protection_cross(const int64_t *part, const int64_t *whole, size_t count, int64_t least, bool *hidden);
#endif
