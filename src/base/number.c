#include "base/number.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_LENGTH_MAXIMUM = 64 };

/* Bytes of a space that may separate groups of digits: space, U+00A0, U+202F; 0 if none is here. */
static size_t group_space(const char *at, size_t left)
{
    if (left >= 1 && *at == ' ')
        return 1;
    if (left >= 2 && !memcmp(at, "\xC2\xA0", 2))
        return 2;
    return left >= 3 && !memcmp(at, "\xE2\x80\xAF", 3) ? 3 : 0;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Exactly three digits. */
static bool is_group(const char *at, size_t left)
{
    return left >= 3 && is_digit(at[0]) && is_digit(at[1]) && is_digit(at[2]) && (left == 3 || !is_digit(at[3]));
}

/* Bytes of the space, or tab, that the text ends in; 0 if it ends in none. */
static size_t space_at_end(const char *text, size_t length)
{
    if (length >= 1 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        return 1;
    if (length >= 2 && !memcmp(text + length - 2, "\xC2\xA0", 2))
        return 2;
    return length >= 3 && !memcmp(text + length - 3, "\xE2\x80\xAF", 3) ? 3 : 0;
}

bool number_parse(const char *text, size_t length, double *value)
{
    char plain[NUMBER_LENGTH_MAXIMUM + 1];
    size_t n = 0, digits = 0, group = 0, i = 0;           /* group: digits since the last space between groups */
    bool point = false, exponent = false;
    for (size_t space; i < length && ((space = group_space(text + i, length - i)) || text[i] == '\t');)
        i += space ? space : 1;
    for (size_t space; length > i && (space = space_at_end(text + i, length - i));)
        length -= space;
    if (length - i >= 3 && !memcmp(text + i, "\xE2\x88\x92", 3)) {      /* U+2212, the minus of typesetters */
        plain[n++] = '-';
        i += 3;
    }
    for (; i < length; i++) {
        char c = text[i];
        size_t space = group_space(text + i, length - i);
        if (n >= NUMBER_LENGTH_MAXIMUM)
            return false;
        if (is_digit(c)) {
            digits++;
            group++;
        } else if (space && group >= 1 && group <= 3 && !point && !exponent && is_group(text + i + space, length - i - space)) {
            group = 0;
            i += space - 1;
            continue;
        } else if ((c == '.' || c == ',') && !point && !exponent) {
            point = true;
            c = '.';
        } else if ((c == 'e' || c == 'E') && digits && !exponent) {
            exponent = true;
        } else if ((c != '-' && c != '+') || (n && plain[n - 1] != 'e' && plain[n - 1] != 'E')) {
            return false;
        }
        plain[n++] = c;
    }
    plain[n] = '\0';
    char *end;
    double parsed = digits ? (strtod)(plain, &end) : 0;      /* LC_NUMERIC is always "C": see base/message.c */
    if (!digits || *end || !isfinite(parsed))
        return false;
    *value = parsed;
    return true;
}
