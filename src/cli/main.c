/* parcours - hold what users report of a life event against how it was meant to go. */
#include "cli/help.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An assertion that fails, here or in a library, is a mistake of ours. */
static void on_abort(int number)
{
    (void)number;
    static const char text[] = "parcours: internal error; please report it with the command and its input\n";
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)written;
    _exit(STATUS_BUG);
}

/* The language comes first: also what is said about a mistake in the command line is said in it. */
static void choose_language(int argc, char **argv)
{
    const char *language = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--"); i++) {
        const char *value = !strncmp(argv[i], "--lang=", 7) ? argv[i] + 7
                            : !strcmp(argv[i], "--lang")    ? argv[i + 1]
                                                            : NULL;
        if (value && (!strcmp(value, "fr") || !strcmp(value, "en")))
            language = value;
    }
    message_set_language(language, argv[0]);
}

static bool too_many_or_few(const struct command *command, int operands)
{
    return operands < command->minimum || (command->maximum >= 0 && operands > command->maximum);
}

static enum exit_status run_command(const struct command *command, int argc, char **argv, struct invocation *invocation)
{
    int operands = options_parse(command->options, invocation->who, argc, argv, &invocation->diagnostics);
    if (COMMON.help) {
        diagnostics_release(&invocation->diagnostics);
        help_command(command, &invocation->out);
        return STATUS_DONE;
    }
    if (operands < 0)
        return STATUS_USAGE;
    if (too_many_or_few(command, operands)) {
        if (!*command->operands)
            return usage_error(invocation, _("expected no operand, found '%s'"), argv[0]);
        return usage_error(invocation, ngettext("expected %s, found %d operand", "expected %s, found %d operands",
                                                (unsigned long)operands), _(command->operands), operands);
    }
    invocation->operand = (const char **)argv;
    invocation->operands = operands;
    return command->run(invocation);
}

static enum exit_status run(int argc, char **argv, struct invocation *invocation)
{
    if (argc < 2) {
        help_program(&invocation->out);
        fputs(buffer_text(&invocation->out), stderr);
        buffer_clear(&invocation->out);
        return STATUS_USAGE;
    }
    const char *name = argv[1];
    if (!strcmp(name, "--help") || !strcmp(name, "-h"))
        name = "help";
    else if (!strcmp(name, "--version"))
        name = "version";
    else if (name[0] == '-')
        return usage_error(invocation, _("expected a command before '%s'; 'parcours help' lists the commands"), name);
    const struct command *command = command_find(name);
    if (!command)
        return help_unknown_command(invocation, name);
    static char who[64];
    snprintf(who, sizeof who, "parcours %s", command->name);
    invocation->who = who;
    enum exit_status status = run_command(command, argc - 2, argv + 2, invocation);
    if (status == STATUS_USAGE)
        diagnostics_note(&invocation->diagnostics, (struct source_position){ .file = who },
                         _("'parcours help %s' says how it is used"), command->name);
    return status;
}

/* --quiet: errors only. */
static void keep_errors(struct diagnostics *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->item[i].level == DIAGNOSTIC_ERROR) {
            list->item[kept++] = list->item[i];
        } else {
            free(list->item[i].text);
            free(list->item[i].excerpt);
        }
    }
    list->count = kept;
}

static enum exit_status write_result(const struct buffer *out, enum exit_status status)
{
    if (out->length)
        fwrite(out->data, 1, out->length, stdout);      /* a short write shows as ferror */
    bool failed = ferror(stdout);
    int reason = errno;
    if (fclose(stdout) != 0 && !failed) {
        failed = true;
        reason = errno;
    }
    if (!failed)
        return status;
    fprintf(stderr, _("parcours: standard output can't be written: %s\n"), strerror(reason));
    return STATUS_FILE;
}

int main(int argc, char **argv)
{
    signal(SIGABRT, on_abort);
    choose_language(argc, argv);
    struct invocation invocation = { .who = "parcours" };
    enum exit_status status = run(argc, argv, &invocation);
    if (COMMON.quiet)
        keep_errors(&invocation.diagnostics);
    diagnostics_print(&invocation.diagnostics, stderr, COMMON.all_messages);
    status = write_result(&invocation.out, status);
    diagnostics_release(&invocation.diagnostics);
    buffer_release(&invocation.out);
    return status;
}
