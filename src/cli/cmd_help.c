#include "cli/help.h"
#include "base/text.h"
#include <string.h>

enum { WIDTH = 80 };

void help_command(const struct command *command, struct buffer *out)
{
    buffer_printf(out, _("usage: parcours %s [OPTION]…"), command->name);
    if (*command->operands)
        buffer_printf(out, " %s", _(command->operands));
    buffer_add_string(out, "\n\n");
    text_wrap(out, _(command->summary), 0, 0, WIDTH);
    buffer_add_char(out, '\n');
    if (command->details) {
        buffer_add_char(out, '\n');
        text_wrap(out, _(command->details), 0, 0, WIDTH);
        buffer_add_char(out, '\n');
    }
    if (command->options[0].kind != OPTION_GROUP)
        buffer_printf(out, "\n%s\n", _("options:"));
    options_help(command->options, out);
}

/* Where what commands do begins: two spaces after the longest name. */
static size_t summary_column(void)
{
    size_t longest = 0;
    for (int i = 0; COMMANDS[i]; i++)
        longest = strlen(COMMANDS[i]->name) > longest ? strlen(COMMANDS[i]->name) : longest;
    return 2 + longest + 2;
}

void help_program(struct buffer *out)
{
    size_t column = summary_column();
    buffer_printf(out, "%s\n\n", _("usage: parcours COMMAND [OPTION]… [FILE]…"));
    text_wrap(out, _("holds what users report of a life event against how it was meant to go, contact by contact"), 0,
              0, WIDTH);
    buffer_printf(out, "\n\n%s\n", _("commands:"));
    for (int i = 0; COMMANDS[i]; i++) {
        buffer_printf(out, "  %-*s", (int)column - 2, COMMANDS[i]->name);
        text_wrap(out, _(COMMANDS[i]->summary), column, column, WIDTH);
        buffer_add_char(out, '\n');
    }
    buffer_add_char(out, '\n');
    text_wrap(out,
              _("'parcours help COMMAND' says more of one. Results go to standard output, messages to standard error. "
                "Exit status: 0 done; 1 the input is wrong; 2 the command line is wrong; 3 a file could not be read or "
                "written; 70 a mistake of the program; 71 out of memory."),
              0, 0, WIDTH);
    buffer_add_char(out, '\n');
}

enum exit_status help_unknown_command(struct invocation *invocation, const char *name)
{
    const char *known[32];
    size_t count = 0;
    for (; COMMANDS[count] && count < sizeof known / sizeof *known; count++)
        known[count] = COMMANDS[count]->name;
    int nearest = text_nearest(name, known, count);
    if (nearest >= 0)
        return usage_error(invocation, _("unknown command '%s'; did you mean '%s'?"), name, known[nearest]);
    return usage_error(invocation, _("unknown command '%s'; 'parcours help' lists the commands"), name);
}

static enum exit_status run(struct invocation *invocation)
{
    if (!invocation->operands) {
        help_program(&invocation->out);
        return STATUS_DONE;
    }
    const struct command *command = command_find(invocation->operand[0]);
    if (!command)
        return help_unknown_command(invocation, invocation->operand[0]);
    help_command(command, &invocation->out);
    return STATUS_DONE;
}

static const struct option_spec OPTIONS[] = { COMMON_OPTIONS, { 0 } };

const struct command HELP_COMMAND = {
    .name = "help", .operands = N_("[COMMAND]"), .summary = N_("say what the program, or one command, does"),
    .options = OPTIONS, .maximum = 1, .run = run,
};
