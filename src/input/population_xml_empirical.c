/* empirical(file.csv) and empirical(file.csv, min): a law that is a file of values. */
#include "base/message.h"
#include "input/population_xml.h"
#include <math.h>
#include <string.h>

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* The text between two places without the blanks around it. */
static const char *trimmed(struct arena *arena, const char *start, const char *end)
{
    while (start < end && is_blank(*start))
        start++;
    while (end > start && is_blank(end[-1]))
        end--;
    return arena_strndup(arena, start, (size_t)(end - start));
}

/* --- the file ------------------------------------------------------------------------------------------------- */

/* A duration, or a number of units of `unit` seconds (NAN: none was said). */
static bool read_value(const char *text, size_t length, double unit, double *seconds)
{
    double number;
    if (length < 64 && !isnan(unit) && plain_number(text, length, &number) && number >= 0) {
        *seconds = number * unit;
        return true;
    }
    return distribution_parse_seconds(text, length, seconds);
}

static bool too_many_lines(struct population_loader *loader, const char *text, size_t length, const char *file,
                           size_t *lines)
{
    *lines = 1;
    for (size_t i = 0; i < length; i++)
        *lines += text[i] == '\n';
    if (*lines <= MODEL_EMPIRICAL_MAXIMUM)
        return false;
    diagnostics_error(loader->text.diagnostics, (struct source_position){ file, 0, 0 }, _("more than %d lines"),
                      MODEL_EMPIRICAL_MAXIMUM);
    return true;
}

/* One value a line; blank lines and those that begin with '#' are passed. NULL after diagnostics. */
static double *read_values(struct population_loader *loader, struct source *source, double unit, size_t *count)
{
    struct diagnostics *diagnostics = loader->text.diagnostics;
    struct source_position place = { source_name(source), 0, 1 };
    size_t length, lines, errors = diagnostics->errors;
    const char *at = source_all(source, SOURCE_DOCUMENT_MAXIMUM, &length), *end = at + length;
    if (!at || too_many_lines(loader, at, length, place.file, &lines))
        return NULL;
    double *value = arena_alloc(loader->arena, lines * sizeof *value);
    while (at < end && diagnostics->errors - errors < JOURNEY_ERRORS_MAXIMUM) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((stop ? stop : end) - at);
        while (size && is_blank(at[size - 1]))
            size--;
        place.line++;
        if (size && *at != '#' && !read_value(at, size, unit, &value[(*count)++]))
            diagnostics_error(
                diagnostics, place,
                _("one duration a line is expected, such as 25min; or numbers, with their unit in the model, "
                  "as in empirical(file.csv, min)"));
        at = stop ? stop + 1 : end;
    }
    return diagnostics->errors == errors ? value : NULL;
}

/* --- the law -------------------------------------------------------------------------------------------------- */

/* The file's name and the unit's, NULL without one; false if the text is no such law. */
static bool split(struct arena *arena, const char *text, const char **file, const char **unit)
{
    const char *open = strchr(text, '(') + 1, *comma = strrchr(open, ','), *close = strrchr(open, ')');
    if (!close || (comma && comma > close) || *trimmed(arena, close + 1, close + strlen(close)))
        return false;
    *file = trimmed(arena, open, comma ? comma : close);
    *unit = comma ? trimmed(arena, comma + 1, close) : NULL;
    return **file;
}

bool model_empirical_law(struct population_loader *loader, const struct xml_attribute *attribute, const char *text,
                         struct distribution *law)
{
    const char *file, *unit, *expected = NULL;
    if (!split(loader->arena, text, &file, &unit))
        return WRONG(&loader->text, attribute->at, _("'%s' is no law: expected is %s"), text, "empirical(file.csv)");
    double seconds = unit ? unit_seconds(unit, strlen(unit)) : NAN;
    if (unit && isnan(seconds))
        return WRONG(&loader->text, attribute->at, _("'%s' is no unit; expected is s, min, h, d or w"), unit);
    const char *path = model_path(loader, file);
    struct source *source = source_open(path, loader->text.diagnostics);
    size_t count = 0;
    double *value = source ? read_values(loader, source, seconds, &count) : NULL;
    source_close(source);
    if (!value)
        return diagnostics_note(loader->text.diagnostics, attribute->at, _("the file is named here"));
    if (!distribution_make_empirical(law, value, count, &expected))
        return WRONG(&loader->text, attribute->at, _("'%s': %s is expected"), path, _(expected));
    return true;
}
