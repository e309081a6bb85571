#include "base/options.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/message.h"
#include "base/text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { HELP_WIDTH = 80, HELP_COLUMN_MAXIMUM = 30 };

static bool at_end(const struct option_spec *option) { return !option->name && option->kind != OPTION_GROUP; }

/* --- parsing --- */

struct parser { const struct option_spec *table; struct source_position at; struct diagnostics *diagnostics; };

static const struct option_spec *find(const struct option_spec *table, const char *name, size_t length, char letter)
{
    for (const struct option_spec *option = table; !at_end(option); option++)
        if (option->name && (name ? strlen(option->name) == length && !memcmp(option->name, name, length)
                                  : option->letter && option->letter == letter))
            return option;
    return NULL;
}

static bool unknown_option(const struct parser *parser, const char *argument)
{
    size_t count = 0, capacity = 0;
    const char **name = NULL;
    for (const struct option_spec *option = parser->table; !at_end(option); option++)
        if (option->name) {
            GROW(name, count, capacity);
            name[count++] = option->name;
        }
    char *written = xcalloc(strlen(argument) + 1, 1);
    memcpy(written, argument, strcspn(argument, "="));
    int nearest = strlen(written) > 2 ? text_nearest(written, name, count) : -1;
    if (nearest >= 0)
        diagnostics_error(parser->diagnostics, parser->at, _("unknown option '%s'; did you mean '--%s'?"), written,
                          name[nearest]);
    else
        diagnostics_error(parser->diagnostics, parser->at, _("unknown option '%s'"), written);
    free(written);
    free(name);
    return false;
}

static bool take_integer(const struct parser *parser, const struct option_spec *option, const char *value)
{
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    if (!strchr("+-0123456789", *value) || end == value || *end || errno || number < option->minimum ||
        number > option->maximum)
        return diagnostics_error(parser->diagnostics, parser->at,
                                 _("option '--%s': expected a whole number from %lld to %lld, found '%s'"),
                                 option->name, (long long)option->minimum, (long long)option->maximum, value);
    *(int64_t *)option->target = number;
    return true;
}

static bool take_choice(const struct parser *parser, const struct option_spec *option, const char *value)
{
    int number = 0;
    for (const char *word = option->choices; *word; number++) {
        size_t length = strcspn(word, "|");
        if (strlen(value) == length && !memcmp(word, value, length)) {
            *(int *)option->target = number;
            return true;
        }
        word += length + (word[length] == '|');
    }
    return diagnostics_error(parser->diagnostics, parser->at, _("option '--%s': expected %s, found '%s'"), option->name,
                             option->choices, value);
}

static bool take_value(const struct parser *parser, const struct option_spec *option, const char *value)
{
    switch (option->kind) {
    case OPTION_INTEGER:
        return take_integer(parser, option, value);
    case OPTION_CHOICE:
        return take_choice(parser, option, value);
    case OPTION_DURATION:
        if (!duration_parse(value, strlen(value), option->target))
            return diagnostics_error(
                parser->diagnostics, parser->at,
                _("option '--%s': expected a delay with its unit, such as 90d, 3w or 4mo; found '%s'"), option->name,
                value);
        return true;
    case OPTION_STRING:
        *(const char **)option->target = value;
        return true;
    case OPTION_FLAG:
    case OPTION_GROUP:
        break;
    }
    return true;
}

static const char *argument_name(const struct option_spec *option)
{
    return option->kind == OPTION_CHOICE ? option->choices : _(option->argument);
}

/* One option at argv[*i], "--name…" or "-n…"; *i moves over its value. */
static bool take_option(const struct parser *parser, int argc, char **argv, int *i)
{
    const char *argument = argv[*i], *value = NULL;
    bool is_long = argument[1] == '-';
    size_t length = is_long ? strcspn(argument + 2, "=") : 1;
    const struct option_spec *option = find(parser->table, is_long ? argument + 2 : NULL, length, argument[1]);
    if (!option)
        return unknown_option(parser, argument);
    if (is_long && argument[2 + length] == '=')
        value = argument + 3 + length;
    else if (!is_long && argument[2])
        value = argument + 2;
    if (option->kind == OPTION_FLAG) {
        if (value)
            return diagnostics_error(parser->diagnostics, parser->at, _("option '--%s' takes no value"), option->name);
        *(bool *)option->target = true;
        return true;
    }
    if (!value && *i + 1 < argc && strncmp(argv[*i + 1], "--", 2))
        value = argv[++*i];
    if (!value)
        return diagnostics_error(parser->diagnostics, parser->at, _("option '--%s' needs a value: %s"), option->name,
                                 argument_name(option));
    return take_value(parser, option, value);
}

int options_parse(const struct option_spec *table, const char *who, int argc, char **argv,
                  struct diagnostics *diagnostics)
{
    struct parser parser = { table, { .file = who }, diagnostics };
    int operands = 0;
    bool ended = false, good = true;
    for (int i = 0; i < argc; i++) {
        if (!ended && !strcmp(argv[i], "--"))
            ended = true;
        else if (ended || argv[i][0] != '-' || !argv[i][1])
            argv[operands++] = argv[i];
        else
            good = take_option(&parser, argc, argv, &i) && good;
    }
    return good ? operands : -1;
}

/* --- help --- */

static void spaces(struct buffer *out, size_t count)
{
    while (count--)
        buffer_add_char(out, ' ');
}

void text_wrap(struct buffer *out, const char *text, size_t column, size_t indent, size_t width)
{
    while (*text) {
        size_t line = strcspn(text, "\n"), done = *text == ' ' ? line : 0;
        if (done)
            buffer_add(out, text, done);
        while (done < line) {
            size_t word = strcspn(text + done, " \n");
            char *copy = xcalloc(word + 1, 1);
            memcpy(copy, text + done, word);
            size_t characters = text_length(copy);
            free(copy);
            if (done && column + 1 + characters > width) {
                buffer_add_char(out, '\n');
                spaces(out, indent);
                column = indent;
            } else if (done) {
                buffer_add_char(out, ' ');
                column++;
            }
            buffer_add(out, text + done, word);
            column += characters;
            done += word;
            done += strspn(text + done, " ");
        }
        text += line;
        if (*text == '\n') {
            buffer_add_char(out, '\n');
            text++;
            if (*text && *text != '\n')
                spaces(out, indent);
            column = indent;
        }
    }
}

/* "  -o, --output FILE" */
static void add_form(const struct option_spec *option, struct buffer *form)
{
    if (option->letter)
        buffer_printf(form, "  -%c, --%s", option->letter, option->name);
    else
        buffer_printf(form, "      --%s", option->name);
    if (option->kind != OPTION_FLAG)
        buffer_printf(form, " %s", argument_name(option));
}

void options_help(const struct option_spec *table, struct buffer *out)
{
    size_t column = 0;
    struct buffer form = { 0 };
    for (const struct option_spec *option = table; !at_end(option); option++) {
        buffer_clear(&form);
        if (option->name)
            add_form(option, &form);
        size_t width = text_length(buffer_text(&form)) + 2;
        if (width > column && width <= HELP_COLUMN_MAXIMUM)
            column = width;
    }
    for (const struct option_spec *option = table; !at_end(option); option++) {
        if (option->kind == OPTION_GROUP) {
            buffer_printf(out, "\n%s\n", _(option->help));
            continue;
        }
        buffer_clear(&form);
        add_form(option, &form);
        size_t width = text_length(buffer_text(&form));
        buffer_add_string(out, buffer_text(&form));
        if (width + 2 > column) {
            buffer_add_char(out, '\n');
            width = 0;
        }
        spaces(out, column - width);
        text_wrap(out, _(option->help), column, column, HELP_WIDTH);
        buffer_add_char(out, '\n');
    }
    buffer_release(&form);
}
