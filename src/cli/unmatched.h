/* cli/unmatched.h - say which words of the contacts the journey does not know: they are kept, off the map. */
#ifndef PARCOURS_CLI_UNMATCHED_H
#define PARCOURS_CLI_UNMATCHED_H
#include "model/matching.h"

/* A warning for each name of a step or institution that is near one the journey has, at the first line that has it; one
 * warning for all others (names most frequent first). Cost: O(contacts). */
void unmatched_report(const struct journey *journey, const struct event_log *log, const struct matching *matching,
                      struct diagnostics *diagnostics);
#endif
