#include "cli/command.h"
#include "base/parallel.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct common_options COMMON;

extern const struct command ALIGN_COMMAND, CHECK_COMMAND, COMPARE_COMMAND, DRAW_COMMAND, HELP_COMMAND, POSTER_COMMAND,
    SATISFACTION_COMMAND, SHEET_COMMAND,
    SHOW_COMMAND, SIMULATE_COMMAND, VERSION_COMMAND;

/* Alphabetical. cli/command.h says how to add one. */
const struct command *const COMMANDS[] = {
    &ALIGN_COMMAND,
    &CHECK_COMMAND,
    &COMPARE_COMMAND,
    &DRAW_COMMAND,
    &HELP_COMMAND,
    &POSTER_COMMAND,
    &SATISFACTION_COMMAND,
    &SHEET_COMMAND,
    &SHOW_COMMAND,
    &SIMULATE_COMMAND,
    &VERSION_COMMAND,
    NULL,
};

const struct command *command_find(const char *name)
{
    for (int i = 0; COMMANDS[i]; i++)
        if (!strcmp(COMMANDS[i]->name, name))
            return COMMANDS[i];
    return NULL;
}

enum exit_status usage_error(struct invocation *invocation, const char *format, ...)
{
    struct buffer text = { 0 };
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(&text, format, arguments);
    va_end(arguments);
    diagnostics_error(&invocation->diagnostics, (struct source_position){ .file = invocation->who }, "%s",
                      buffer_text(&text));
    buffer_release(&text);
    return STATUS_USAGE;
}

int command_threads(void) { return COMMON.threads ? (int)COMMON.threads : parallel_threads(); }
