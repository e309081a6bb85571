/* base/options.h - a command's options as a table: parsing, messages and help come from it.
 *
 *     static struct { bool json; const char *output; } chosen;
 *     static const struct option_spec OPTIONS[] = {
 *         { .name = "json", .kind = OPTION_FLAG, .target = &chosen.json, .help = N_("print it as JSON") },
 *         { .name = "output", .letter = 'o', .kind = OPTION_STRING, .argument = N_("FILE"), .target = &chosen.output,
 *           .help = N_("the file to write") },
 *         { 0 },
 *     };
 *
 * To add an option, add its line. Options may stand after operands; `--` ends them; a lone `-` is an operand; the last
 * of two equal options counts. Values are written --name VALUE, --name=VALUE, -n VALUE or -nVALUE.
 */
#ifndef PARCOURS_BASE_OPTIONS_H
#define PARCOURS_BASE_OPTIONS_H
#include "base/buffer.h"
#include "base/diagnostics.h"
#include <stdint.h>

enum option_kind {
    OPTION_FLAG,                /* no value; bool */
    OPTION_STRING,              /* const char *, borrowed from argv */
    OPTION_INTEGER,             /* int64_t, minimum … maximum */
    OPTION_CHOICE,              /* int: the number of the word in `choices`, from 0 */
    OPTION_DURATION,            /* struct duration (base/date.h) */
    OPTION_GROUP,               /* no option: `help` is a heading for those that follow */
};
struct option_spec {
    const char *name;           /* without the dashes; NULL ends the table (but for a group) */
    char letter;                /* or 0 */
    enum option_kind kind;
    const char *argument;       /* N_() name of the value in the help; for OPTION_CHOICE, `choices` is shown */
    void *target;               /* left alone unless the option is given */
    const char *help;           /* N_(), lower case, no full stop */
    int64_t minimum, maximum;   /* OPTION_INTEGER */
    const char *choices;        /* OPTION_CHOICE: "fr|en" */
};

/* Read the options out of argv[0] … argv[argc - 1] and move the operands to its front. Returns how many operands
 * there are, or -1 after a diagnostic; `who` ("parcours align") stands where a file's name would. */
int options_parse(const struct option_spec *table, const char *who, int argc, char **argv,
                  struct diagnostics *diagnostics);

/* Append the options with their help, in the language of the messages, to `out`: two columns, at most 80 wide. */
void options_help(const struct option_spec *table, struct buffer *out);

/* Append `text` in lines of at most `width` characters (a longer word has its own), every line but the first after
 * `indent` spaces; `column` is where the first line starts. Newlines are kept; a line that begins with spaces is
 * appended as it is. No newline at the end. */
void text_wrap(struct buffer *out, const char *text, size_t column, size_t indent, size_t width);
#endif
