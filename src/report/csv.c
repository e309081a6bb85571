#include "report/csv.h"
#include "report/json.h"
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

/* Sign, digits, at most one point or comma with digits after it: nothing a spreadsheet could run. */
static bool is_plain_number(const char *text)
{
    static const char digits[] = "0123456789";
    text += *text == '-' || *text == '+';
    size_t whole = strspn(text, digits);
    text += whole;
    if (whole && (*text == '.' || *text == ',')) {
        size_t decimals = strspn(text + 1, digits);
        if (!decimals)
            return false;
        text += 1 + decimals;
    }
    return whole && !*text;
}

bool csv_runs(const char *text)
{
    static const char *const wide[] = { "＝", "＋", "－", "＠" };
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (!strncmp(text, wide[i], strlen(wide[i])))
            return true;
    return *text && strchr("=+-@\t\r\n", *text) && !is_plain_number(text);
}

static bool is_control(char c) { return ((unsigned char)c < 0x20 && !strchr("\t\r\n", c)) || c == 0x7F; }

static void separate(struct csv *csv)
{
    if (csv->filled)
        buffer_add_char(csv->out, csv->separator ? csv->separator : ',');
    csv->filled = true;
}

void csv_text(struct csv *csv, const char *text)
{
    separate(csv);
    bool runs = csv_runs(text);
    size_t length = strlen(text);
    bool quoted = strpbrk(text, ",;\"\r\n\t") || (length && (text[0] == ' ' || text[length - 1] == ' '));
    if (quoted)
        buffer_add_char(csv->out, '"');
    if (runs)
        buffer_add_char(csv->out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            buffer_add_char(csv->out, '"');
        if (is_control(*text))
            buffer_add_string(csv->out, "\xEF\xBF\xBD");
        else
            buffer_add_char(csv->out, *text);
    }
    if (quoted)
        buffer_add_char(csv->out, '"');
}

void csv_integer(struct csv *csv, int64_t value)
{
    separate(csv);
    buffer_printf(csv->out, "%" PRId64, value);
}

void csv_minutes(struct csv *csv, int64_t seconds)
{
    separate(csv);
    minutes_exact(csv->out, seconds);
}

void csv_boolean(struct csv *csv, bool value) { csv_text(csv, value ? "yes" : "no"); }

void csv_row_end(struct csv *csv)
{
    buffer_add_char(csv->out, '\n');
    csv->filled = false;
}

void csv_header(struct csv *csv, const char *const *name)
{
    for (; *name; name++)
        csv_text(csv, *name);
}
