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

/* The text still to read, and the number as C writes it so far. */
struct numeral { const char *at, *end; char plain[NUMBER_LENGTH_MAXIMUM + 2]; size_t length; };

static void put(struct numeral *numeral, char c)
{
    if (numeral->length <= NUMBER_LENGTH_MAXIMUM)           /* one past the maximum: too long */
        numeral->plain[numeral->length++] = c;
}

static bool take(struct numeral *numeral, const char *one_of, char as)
{
    if (numeral->at == numeral->end || !strchr(one_of, *numeral->at) || !*numeral->at)
        return false;
    put(numeral, as ? as : *numeral->at);
    numeral->at++;
    return true;
}

static void take_sign(struct numeral *numeral)
{
    if (numeral->end - numeral->at >= 3 && !memcmp(numeral->at, "\xE2\x88\x92", 3)) {      /* U+2212, the minus of typesetters */
        put(numeral, '-');
        numeral->at += 3;
    } else {
        take(numeral, "+-", 0);
    }
}

static size_t take_digits(struct numeral *numeral)
{
    size_t count = 0;
    while (take(numeral, "0123456789", 0))
        count++;
    return count;
}

/* Digits before the point, in groups of three where there are spaces: "1 234 567". */
static size_t take_whole(struct numeral *numeral)
{
    size_t count = take_digits(numeral), group = count, space;
    while (group >= 1 && group <= 3 && (space = group_space(numeral->at, (size_t)(numeral->end - numeral->at))) &&
           is_group(numeral->at + space, (size_t)(numeral->end - numeral->at) - space)) {
        numeral->at += space;
        count += group = take_digits(numeral);
    }
    return count;
}

static void trim(struct numeral *numeral)
{
    size_t space;
    while (numeral->at < numeral->end &&
           ((space = group_space(numeral->at, (size_t)(numeral->end - numeral->at))) || *numeral->at == '\t'))
        numeral->at += space ? space : 1;
    while (numeral->end > numeral->at && (space = space_at_end(numeral->at, (size_t)(numeral->end - numeral->at))))
        numeral->end -= space;
}

bool number_parse(const char *text, size_t length, double *value)
{
    struct numeral numeral = { .at = text, .end = text + length };
    trim(&numeral);
    take_sign(&numeral);
    size_t digits = take_whole(&numeral);
    if (take(&numeral, ".,", '.'))
        digits += take_digits(&numeral);
    if (digits && take(&numeral, "eE", 0)) {
        take(&numeral, "+-", 0);
        if (!take_digits(&numeral))
            return false;
    }
    if (!digits || numeral.at != numeral.end || numeral.length > NUMBER_LENGTH_MAXIMUM)
        return false;
    numeral.plain[numeral.length] = '\0';
    double parsed = (strtod)(numeral.plain, NULL);           /* LC_NUMERIC is always "C": see base/message.c */
    if (!isfinite(parsed))
        return false;
    *value = parsed;
    return true;
}
