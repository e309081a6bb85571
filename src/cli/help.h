/* cli/help.h - what the program and its commands say of themselves; made from the tables. */
#ifndef PARCOURS_CLI_HELP_H
#define PARCOURS_CLI_HELP_H
#include "cli/command.h"

void help_program(struct buffer *out);
void help_command(const struct command *command, struct buffer *out);
/* Append an error: the command `name` does not exist, with the nearest one. Returns STATUS_USAGE. */
enum exit_status help_unknown_command(struct invocation *invocation, const char *name);
#endif
