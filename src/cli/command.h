/* cli/command.h - one command a file; how to add one.
 *
 * 1. Write src/cli/cmd_NAME.c with one `const struct command NAME_COMMAND`: its options as a table, and a `run` that
 *    only sequences what the stages do: load, compute, write.
 * 2. Add its line to the table in src/cli/commands.c (alphabetical).
 * 3. Golden cases in tests/cases: its help, its usage errors, what it does; its messages in po/fr.po.
 *
 * A command says nothing itself: what it has to say goes to `diagnostics` (standard error, at the end) and `out`
 * (standard output, after that); main() prints both, and turns a full disk into an exit status.
 */
#ifndef PARCOURS_CLI_COMMAND_H
#define PARCOURS_CLI_COMMAND_H
#include "base/buffer.h"
#include "base/diagnostics.h"
#include "base/message.h"
#include "base/options.h"

enum exit_status {
    STATUS_DONE = 0,
    STATUS_INPUT = 1,           /* the input is wrong */
    STATUS_USAGE = 2,           /* the command line is wrong */
    STATUS_FILE = 3,            /* a file could not be read or written */
    STATUS_BUG = 70,            /* a mistake of ours */
    STATUS_MEMORY = 71,         /* given by base/arena.c */
};

struct invocation {
    const char *who;                    /* "parcours check", for messages about the command line */
    const char **operand; int operands;
    struct diagnostics diagnostics;     /* for standard error */
    struct buffer out;                  /* for standard output */
};

struct command {
    const char *name;
    const char *operands;               /* N_("JOURNEY LOG"), as in its usage */
    const char *summary;                /* N_() one line, lower case, no full stop */
    const char *details;                /* N_() paragraphs for its help, or NULL */
    const struct option_spec *options;
    int minimum, maximum;               /* how many operands; maximum -1: any number */
    enum exit_status (*run)(struct invocation *invocation);
};

extern const struct command *const COMMANDS[];          /* ends with NULL */
const struct command *command_find(const char *name);   /* or NULL */

/* What every command understands; main() obeys them. */
struct common_options {
    bool help, quiet, all_messages;
    int language;
    int64_t threads, max_states, max_seconds;       /* 0: the default, or none */
};
extern struct common_options COMMON;

#define COMMON_OPTIONS                                                                                            \
    { .kind = OPTION_GROUP, .help = N_("common options:") },                                                      \
    { .name = "lang", .kind = OPTION_CHOICE, .choices = "en|fr", .target = &COMMON.language,                      \
      .help = N_("the language of messages and results (default: from the environment)") },                       \
    { .name = "quiet", .letter = 'q', .kind = OPTION_FLAG, .target = &COMMON.quiet,                               \
      .help = N_("say errors only: no warnings, no progress") },                                                  \
    { .name = "all-messages", .kind = OPTION_FLAG, .target = &COMMON.all_messages,                                \
      .help = N_("show every message, also the many of one kind") },                                              \
    { .name = "help", .letter = 'h', .kind = OPTION_FLAG, .target = &COMMON.help, .help = N_("show this help") }

#define THREADS_OPTION                                                                                            \
    { .name = "threads", .kind = OPTION_INTEGER, .argument = N_("N"), .minimum = 1, .maximum = 64,                \
      .target = &COMMON.threads,                                                                                  \
      .help = N_("threads to compute with (default: one a processor); results do not depend on it") }

/* Limits of one variant's alignment; see align/search.h. */
#define ALIGN_OPTIONS                                                                                             \
    { .name = "max-states", .kind = OPTION_INTEGER, .argument = N_("N"), .minimum = 1, .maximum = 400000000,      \
      .target = &COMMON.max_states,                                                                               \
      .help = N_("search states for one distinct sequence of contacts (default: 3000000)") },                     \
    { .name = "max-seconds", .kind = OPTION_INTEGER, .argument = N_("S"), .minimum = 1, .maximum = 86400,         \
      .target = &COMMON.max_seconds,                                                                              \
      .help = N_("processor seconds for one distinct sequence of contacts (default: no limit); what is aligned "  \
                 "exactly then depends on the machine") }

/* A mistake in the command line: append the message and return STATUS_USAGE. */
enum exit_status usage_error(struct invocation *invocation, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int command_threads(void);              /* as asked, else what the machine offers */
#endif
