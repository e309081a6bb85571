/* cli/load.h - the commands' way in: open, recognise, read, and say with which exit status it failed. */
#ifndef PARCOURS_CLI_LOAD_H
#define PARCOURS_CLI_LOAD_H
#include "cli/command.h"
#include "input/reader.h"

/* A file as `check` and `show` take it: one of the three is there once it was read. */
struct loaded {
    const struct reader *reader;
    struct journey *journey;
    struct event_log *log;
    struct population *population;
    struct log_format format;
};

/* STATUS_FILE if something could not be read or written, STATUS_INPUT otherwise: what a command ends
 * with after errors. */
enum exit_status failure(const struct diagnostics *diagnostics);

/* Each returns STATUS_DONE, or failure() after the diagnostics. */
enum exit_status load_file(struct loaded *loaded, const char *path, const struct log_options *options,
                           struct diagnostics *diagnostics);
void loaded_release(struct loaded *loaded);
enum exit_status load_journey(struct journey **journey, const char *path, struct diagnostics *diagnostics);
enum exit_status load_population(struct population **population, const char *path, struct diagnostics *diagnostics);
enum exit_status load_log(struct event_log **log, const char *const *paths, size_t count,
                          const struct log_options *options, struct diagnostics *diagnostics);

/* The options that say how to read contacts; CONTACTS_OPTIONS goes into the table, contacts_options() makes of what was
 * given what readers want (false after a usage error). */
struct contacts_choice { const char *columns, *encoding, *satisfaction_scale; int dates; };
extern struct contacts_choice CONTACTS;
bool contacts_options(struct invocation *invocation, struct log_options *options);

#define CONTACTS_OPTIONS                                                                                          \
    { .kind = OPTION_GROUP, .help = N_("how to read contacts:") },                                                \
    { .name = "columns", .kind = OPTION_STRING, .argument = N_("LIST"), .target = &CONTACTS.columns,              \
      .help = N_("which column is what, where it can't be told: case=\"File no.\",step=Action") },                \
    { .name = "dates", .kind = OPTION_CHOICE, .choices = "auto|dmy|mdy", .target = &CONTACTS.dates,               \
      .help = N_("whether the day or the month comes first in 03/04/2025") },                                     \
    { .name = "encoding", .kind = OPTION_STRING, .argument = N_("NAME"), .target = &CONTACTS.encoding,            \
      .help = N_("utf-8, windows-1252, utf-16le, utf-16be or macroman, instead of what is detected") },           \
    { .name = "satisfaction-scale", .kind = OPTION_STRING, .argument = N_("LOW-HIGH"),                            \
      .target = &CONTACTS.satisfaction_scale,                                                                     \
      .help = N_("the scale of the satisfaction column, such as 1-5 (default: -2-2)") }
#endif
