/* cli/progress.h - what is being done, on standard error, once it takes over a second and if that is a terminal.
 *
 *     progress_stage(_("reading contacts"));  …  progress_stage(_("aligning"));  …  progress_end();
 */
#ifndef PARCOURS_CLI_PROGRESS_H
#define PARCOURS_CLI_PROGRESS_H

void progress_stage(const char *stage);         /* the text must stay; starts the clock at the first call */
void progress_share(double done);               /* of the stage, 0 … 1: how much, and about how long it still takes */
void progress_end(void);                        /* wipes the line; fine if nothing was started */
#endif
