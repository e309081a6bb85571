/* graph/one_stop.h - institutions that keep passing people to each other: candidates for a one-stop shop.
 *
 *     passed[from * institutions + to]     hand-offs per user, lived or planned; the diagonal is not read
 *
 * A group begins with the two institutions that exchange most (the lesser of both directions; at least
 * ONE_STOP_EXCHANGE). It is one as soon as at least half of the hand-offs that any member has part in stay between
 * members; until then, the institution that exchanges most with the members joins, up to ONE_STOP_LARGEST and up to
 * half of the institutions that hand anybody over (two at least, never all of them: that everybody deals with everybody
 * says nothing). Ties: the lower number. The limits are assumptions of ours: to and fro for every second user; more stay
 * than leave; four can share a counter.
 */
#ifndef PARCOURS_GRAPH_ONE_STOP_H
#define PARCOURS_GRAPH_ONE_STOP_H

#define ONE_STOP_EXCHANGE 0.5
#define ONE_STOP_SHARE 0.5
#define ONE_STOP_LARGEST 4

/* group[i]: the group of institution i, from 0; NONE (-1): none. Returns how many; O(institutions^4) at worst. */
int one_stop_groups(const double *passed, int institutions, int *group);
/* Hand-offs per user between members of `number`, and all that any member has part in. */
void one_stop_weight(const double *passed, int institutions, const int *group, int number, double *inside, double *all);
#endif
