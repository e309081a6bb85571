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

bool number_parse(const char *text, size_t length, double *value)
{
    char plain[NUMBER_LENGTH_MAXIMUM + 1];
    size_t n = 0, digits = 0, i = 0;
    bool point = false, exponent = false;
    for (size_t space; i < length && ((space = group_space(text + i, length - i)) || text[i] == '\t');)
        i += space ? space : 1;
    while (length > i && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    for (; i < length; i++) {
        char c = text[i];
        size_t space = group_space(text + i, length - i);
        if (n >= NUMBER_LENGTH_MAXIMUM)
            return false;
        if (is_digit(c)) {
            digits++;
        } else if (space && digits && !point && !exponent && length - i >= space + 3 && is_digit(text[i + space]) &&
                   is_digit(text[i + space + 1]) && is_digit(text[i + space + 2])) {
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
