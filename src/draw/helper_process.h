/* draw/helper_process.h - the helper program parcours-graphviz, run once: text in, text out, within a time limit. */
#ifndef PARCOURS_DRAW_HELPER_PROCESS_H
#define PARCOURS_DRAW_HELPER_PROCESS_H
#include "base/arena.h"
#include "base/buffer.h"

/* Run `program`, give it `request` on its standard input, collect its standard output in `answer`. A program that is not
 * done after `seconds` is ended. *reason: the system's, where it could not be run. */
enum helper_end { HELPER_DONE, HELPER_MISSING, HELPER_FAILED, HELPER_LATE };
enum helper_end helper_run(const char *program, const struct buffer *request, struct buffer *answer, int seconds,
                           int *reason);
/* The path of parcours-graphviz beside the running program. */
const char *helper_beside_program(struct arena *arena);
#endif
