#include "model/distribution.h"
#include "base/date.h"
#include "base/message.h"
#include "base/number.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a law is called and what its parameters are; a number has no unit. */
static const struct law {
    const char *name, *first, *second;
    bool first_is_number, second_is_number;
    const char *form;
} LAWS[DISTRIBUTION_KINDS] = {
    [DISTRIBUTION_NONE] = { "", NULL, NULL, false, false, NULL },
    [DISTRIBUTION_CONSTANT] = { "constant", "value", NULL, false, false, "constant(20min)" },
    [DISTRIBUTION_EXPONENTIAL] = { "exponential", "mean", NULL, false, false, "exponential(mean=25min)" },
    [DISTRIBUTION_GAMMA] = { "gamma", "mean", "sd", false, false, "gamma(mean=25min, sd=10min)" },
    [DISTRIBUTION_LOGNORMAL] = { "lognormal", "mean", "sd", false, false, "lognormal(mean=25min, sd=10min)" },
    [DISTRIBUTION_WEIBULL] = { "weibull", "mean", "shape", false, true, "weibull(mean=25min, shape=1.5)" },
    [DISTRIBUTION_ERLANG] = { "erlang", "k", "mean", true, false, "erlang(k=3, mean=25min)" },
    [DISTRIBUTION_UNIFORM] = { "uniform", "from", "to", false, false, "uniform(5min, 20min)" },
    [DISTRIBUTION_EMPIRICAL] = { "empirical", NULL, NULL, false, false, "empirical(file.csv)" },
};

const char *distribution_name(enum distribution_kind kind) { return LAWS[kind].name; }

enum distribution_kind distribution_find(const char *name, size_t length)
{
    for (int i = DISTRIBUTION_NONE + 1; i < DISTRIBUTION_KINDS; i++)
        if (strlen(LAWS[i].name) == length && !memcmp(LAWS[i].name, name, length))
            return (enum distribution_kind)i;
    return DISTRIBUTION_NONE;
}

/* --- from parameters ------------------------------------------------------------------------------------------ */

static bool wrong(const char **expected, const char *text)
{
    *expected = text;
    return false;
}

static void make_gamma(struct distribution *law, double mean, double sd)
{
    law->variance = sd * sd;
    law->first = mean / sd * (mean / sd);
    law->second = sd / mean * sd;
}

static void make_lognormal(struct distribution *law, double mean, double sd)
{
    double square = log1p(sd / mean * (sd / mean));
    law->variance = sd * sd;
    law->first = log(mean) - square / 2;
    law->second = sqrt(square);
}

/* Mean scale G(1 + 1/k), second moment scale^2 G(1 + 2/k). */
static void make_weibull(struct distribution *law, double mean, double shape)
{
    double one = tgamma(1 + 1 / shape), two = tgamma(1 + 2 / shape), scale = mean / one;
    law->variance = mean * mean * (two / (one * one) - 1);
    law->first = shape;
    law->second = scale;
}

static bool make_two(struct distribution *law, double first, double second, const char **expected)
{
    switch (law->kind) {
    case DISTRIBUTION_GAMMA:
    case DISTRIBUTION_LOGNORMAL:
        if (!(second > 0) || !(second / first < 1e3) || !(first / second < 1e6))
            return wrong(expected,
                         N_("a standard deviation above 0, from a millionth of the mean to a thousand times it"));
        if (law->kind == DISTRIBUTION_GAMMA)
            make_gamma(law, first, second);
        else
            make_lognormal(law, first, second);
        return true;
    case DISTRIBUTION_WEIBULL:
        if (!(second >= 0.1 && second <= 100))
            return wrong(expected, N_("a shape from 0.1 to 100"));
        make_weibull(law, first, second);
        return true;
    case DISTRIBUTION_UNIFORM:
        if (!(second > first))
            return wrong(expected, N_("two durations, the second longer than the first"));
        law->first = first;
        law->second = second;
        law->mean = (first + second) / 2;
        law->variance = (second - first) * (second - first) / 12;
        return true;
    default:
        return wrong(expected, N_("a law made from parameters"));
    }
}

static bool make_erlang(struct distribution *law, double stages, double mean, const char **expected)
{
    if (!(stages >= 1 && stages <= DISTRIBUTION_STAGES_MAXIMUM) || stages != floor(stages))
        return wrong(expected, N_("a whole number of stages from 1 to 1000"));
    if (!(mean > 0))
        return wrong(expected, N_("a mean above 0"));
    law->mean = mean;
    law->variance = mean / stages * mean;
    law->first = stages;
    law->second = mean / stages;
    return true;
}

bool distribution_make(struct distribution *distribution, enum distribution_kind kind, double first, double second,
                       const char **expected)
{
    *distribution = (struct distribution){ .kind = kind, .mean = first, .first = first };
    bool may_be_zero = kind == DISTRIBUTION_CONSTANT || kind == DISTRIBUTION_UNIFORM, good = false;
    if (!isfinite(first) || !isfinite(second))
        wrong(expected, N_("finite numbers"));
    else if (kind == DISTRIBUTION_ERLANG)
        good = make_erlang(distribution, first, second, expected);
    else if (may_be_zero ? !(first >= 0) : !(first > 0))
        wrong(expected, may_be_zero ? N_("a duration that is not negative") : N_("a mean above 0"));
    else if (kind == DISTRIBUTION_CONSTANT)
        good = true;
    else if (kind == DISTRIBUTION_EXPONENTIAL)
        distribution->variance = first * first, good = true;
    else
        good = make_two(distribution, first, second, expected);
    if (!good)
        *distribution = (struct distribution){ 0 };
    return good;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

bool distribution_make_empirical(struct distribution *distribution, double *value, size_t values, const char **expected)
{
    double sum = 0, squares = 0;
    *distribution = (struct distribution){ 0 };
    if (!values)
        return wrong(expected, N_("at least one value"));
    qsort(value, values, sizeof *value, ascending);
    for (size_t i = 0; i < values; i++) {
        if (!(value[i] >= 0) || !isfinite(value[i]))
            return wrong(expected, N_("values that are not negative"));
        sum += value[i];
    }
    double mean = sum / (double)values;
    for (size_t i = 0; i < values; i++)
        squares += (value[i] - mean) * (value[i] - mean);
    *distribution = (struct distribution){
        .kind = DISTRIBUTION_EMPIRICAL,
        .mean = mean,
        .variance = squares / (double)values,
        .value = value,
        .values = values,
    };
    return true;
}

void distribution_scale(struct distribution *distribution, double factor)
{
    distribution->mean *= factor;
    distribution->variance *= factor * factor;
    switch (distribution->kind) {
    case DISTRIBUTION_CONSTANT:
    case DISTRIBUTION_EXPONENTIAL:
        distribution->first *= factor;
        break;
    case DISTRIBUTION_UNIFORM:
        distribution->first *= factor;
        distribution->second *= factor;
        break;
    case DISTRIBUTION_GAMMA:
    case DISTRIBUTION_WEIBULL:
    case DISTRIBUTION_ERLANG:
        distribution->second *= factor;
        break;
    case DISTRIBUTION_LOGNORMAL:
        distribution->first += log(factor);
        break;
    case DISTRIBUTION_EMPIRICAL:
        for (size_t i = 0; i < distribution->values; i++)
            distribution->value[i] *= factor;
        break;
    case DISTRIBUTION_NONE:
    case DISTRIBUTION_KINDS:
        break;
    }
}

/* --- from text ------------------------------------------------------------------------------------------------ */

enum { ARGUMENTS = 2 };

static size_t blanks(const char *text) { return strspn(text, " \t\r\n"); }

/* One number and a unit shorter than a month, so that 2.5s is not rounded; NAN: something else. */
static double exact_seconds(const char *text, size_t length)
{
    static const struct { const char *name; double seconds; } unit[] = {
        { "s", 1 }, { "min", 60 }, { "h", 3600 }, { "d", DAY_SECONDS }, { "w", 7 * DAY_SECONDS },
    };
    size_t digits = 0;
    double number;
    while (digits < length && strchr("0123456789.", text[digits]) && text[digits])
        digits++;
    if (!digits || !number_parse(text, digits, &number))
        return NAN;
    while (digits < length && text[digits] == ' ')
        digits++;
    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++)
        if (strlen(unit[i].name) == length - digits && !memcmp(unit[i].name, text + digits, length - digits))
            return number * unit[i].seconds;
    return NAN;
}

bool distribution_parse_seconds(const char *text, size_t length, double *seconds)
{
    struct duration duration;
    if (!duration_parse(text, length, &duration))               /* refuses more than 200 years, too */
        return false;
    double exact = exact_seconds(text, length);
    *seconds = isnan(exact) ? (double)duration_nominal_seconds(duration) : exact;
    return true;
}

/* The part of `text` that an argument takes: up to ',' or ')', without the blanks around it. */
static size_t argument_length(const char *text)
{
    size_t length = strcspn(text, ",)");
    while (length && strchr(" \t\r\n", text[length - 1]))
        length--;
    return length;
}

/* Pass "mean=" if it is there. Which parameter the argument is: 0, 1; -1: a name the law does not know. */
static int argument_place(const struct law *law, const char **at, int place)
{
    size_t length = strcspn(*at, "=,)");
    if ((*at)[length] != '=')
        return place;
    const char *name = *at;
    size_t size = length;
    while (size && strchr(" \t\r\n", name[size - 1]))
        size--;
    *at += length + 1;
    *at += blanks(*at);
    for (int i = 0; i < ARGUMENTS; i++) {
        const char *known = i ? law->second : law->first;
        if (known && strlen(known) == size && !memcmp(known, name, size))
            return i;
    }
    *at = name;
    return -1;
}

static bool argument_value(bool is_number, const char *text, double *value, const char **expected)
{
    size_t length = argument_length(text);
    if (is_number && !number_parse(text, length, value))
        return wrong(expected, N_("a number without unit"));
    if (!is_number && !distribution_parse_seconds(text, length, value))
        return wrong(expected, N_("a duration with its unit, such as 25min, 2h or 45d"));
    return true;
}

/* Between the parentheses; *at stands behind the ')' afterwards, else where it went wrong. */
static bool parse_arguments(const struct law *law, const char **at, double value[ARGUMENTS], const char **expected)
{
    bool seen[ARGUMENTS] = { false, !law->second };
    for (int i = 0; i < ARGUMENTS && **at; i++) {
        *at += blanks(*at);
        int place = argument_place(law, at, i);
        if (place < 0 || seen[place])
            return wrong(expected, law->form);
        if (!argument_value(place ? law->second_is_number : law->first_is_number, *at, &value[place], expected))
            return false;
        seen[place] = true;
        *at += argument_length(*at);
        *at += blanks(*at);
        if (**at != ',')
            break;
        ++*at;
    }
    if (**at != ')' || !seen[0] || !seen[1])
        return wrong(expected, law->form);
    ++*at;
    return true;
}

/* "25min" without a law. */
static bool parse_bare(struct distribution *distribution, const char *text, const char **expected)
{
    double seconds, number;
    if (distribution_parse_seconds(text, strlen(text), &seconds))
        return distribution_make(distribution, DISTRIBUTION_CONSTANT, seconds, 0, expected);
    if (number_parse(text, strlen(text), &number))
        return wrong(expected, N_("a duration with its unit, such as 25min, 2h or 45d"));
    return wrong(expected, N_("a duration such as 25min, or a law such as exponential(mean=25min)"));
}

bool distribution_parse(struct distribution *distribution, const char *text, size_t *at, const char **expected)
{
    *distribution = (struct distribution){ 0 };
    const char *c = text + blanks(text);
    size_t name = strcspn(c, "("), size = name;
    *at = (size_t)(c - text);
    if (!c[name])
        return parse_bare(distribution, c, expected);
    while (size && strchr(" \t\r\n", c[size - 1]))
        size--;
    enum distribution_kind kind = distribution_find(c, size);
    if (kind == DISTRIBUTION_NONE || !LAWS[kind].first)
        return wrong(expected,
                     N_("constant, exponential, gamma, lognormal, weibull, erlang or uniform, with (…) behind it"));
    const char *start = c + name + 1;
    double value[ARGUMENTS] = { 0, 0 };
    c = start + blanks(start);
    bool good = parse_arguments(&LAWS[kind], &c, value, expected);
    c += good ? blanks(c) : 0;
    *at = (size_t)(c - text);
    if (!good || *c)
        return good ? wrong(expected, LAWS[kind].form) : false;
    *at = (size_t)(start - text);
    return distribution_make(distribution, kind, value[0], value[1], expected);
}
