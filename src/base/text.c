#include "base/text.h"
#include "base/arena.h"
#include "base/buffer.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { DISTANCE_LENGTH_MAXIMUM = 128, NEAREST_MAXIMUM = 8 };

bool text_is_utf8(const char *text, size_t length, size_t *invalid_at)
{
    size_t at = 0;
    while (at < length) {
        if ((unsigned char)text[at] < 0x80) {
            at++;
            continue;
        }
        utf8proc_int32_t code;
        utf8proc_ssize_t size =
            utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(length - at), &code);
        if (size <= 0) {
            if (invalid_at)
                *invalid_at = at;
            return false;
        }
        at += (size_t)size;
    }
    return true;
}

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* What Unicode keeps apart and people do not: the apostrophes, the dashes, œ and æ (case is folded already). */
static const char *plain_form(const char *text, size_t *size)
{
    static const struct { const char *text, *plain; } form[] = {
        { "\xE2\x80\x99", "'" }, { "\xE2\x80\x90", " " }, { "\xE2\x80\x91", " " }, { "\xE2\x80\x92", " " },
        { "\xE2\x80\x93", " " }, { "\xE2\x80\x94", " " }, { "œ", "oe" }, { "æ", "ae" },
    };
    if ((unsigned char)*text < 0x80)
        return NULL;
    for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
        *size = strlen(form[i].text);
        if (!strncmp(text, form[i].text, *size))
            return form[i].plain;
    }
    *size = 1;
    return NULL;
}

void text_fold(struct buffer *folded, const char *text)
{
    utf8proc_uint8_t *mapped = NULL;
    if (!is_ascii(text)) {
        utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text, 0, &mapped,
            UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK |
            UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
        if (length >= 0)
            text = (const char *)mapped;
    }
    bool started = false, space = false;
    while (*text) {
        size_t size = 1;
        const char *as = plain_form(text, &size);
        char letter = (char)(*text >= 'A' && *text <= 'Z' ? *text - 'A' + 'a' : *text);
        text += size;
        if (as ? *as == ' ' : (unsigned char)letter <= ' ' || letter == '_' || letter == '-') {
            space = started;
            continue;
        }
        if (space)
            buffer_add_char(folded, ' ');
        space = false;
        started = true;
        if (as)
            buffer_add_string(folded, as);
        else
            buffer_add_char(folded, letter);
    }
    free(mapped);
}

bool text_same(const char *a, const char *b)
{
    struct buffer folded_a = { 0 }, folded_b = { 0 };
    text_fold(&folded_a, a);
    text_fold(&folded_b, b);
    bool same = !strcmp(buffer_text(&folded_a), buffer_text(&folded_b));
    buffer_release(&folded_a);
    buffer_release(&folded_b);
    return same;
}

static size_t decode(const char *text, utf8proc_int32_t *code)
{
    struct buffer folded = { 0 };
    text_fold(&folded, text);
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)buffer_text(&folded);
    size_t count = 0;
    while (*at && count < DISTANCE_LENGTH_MAXIMUM) {
        utf8proc_ssize_t size = utf8proc_iterate(at, -1, &code[count]);
        at += size > 0 ? size : 1;
        count++;
    }
    buffer_release(&folded);
    return count;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

size_t text_distance(const char *a, const char *b, size_t limit)
{
    utf8proc_int32_t x[DISTANCE_LENGTH_MAXIMUM], y[DISTANCE_LENGTH_MAXIMUM];
    size_t n = decode(a, x), m = decode(b, y);
    if ((n > m ? n - m : m - n) > limit)
        return limit + 1;
    size_t row[3][DISTANCE_LENGTH_MAXIMUM + 1];             /* row[i % 3]: distances of x[0..i) to y[0..j) */
    for (size_t j = 0; j <= m; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *here = row[i % 3], *above = row[(i - 1) % 3];
        here[0] = i;
        for (size_t j = 1; j <= m; j++) {
            here[j] = least(least(above[j] + 1, here[j - 1] + 1), above[j - 1] + (x[i - 1] != y[j - 1]));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                here[j] = least(here[j], row[(i - 2) % 3][j - 2] + 1);
        }
    }
    return least(row[n % 3][m], limit + 1);
}

int text_nearest(const char *text, const char *const *candidate, size_t count)
{
    int best = -1;
    size_t best_distance = SIZE_MAX, length = text_length(text);
    for (size_t i = 0; i < count; i++) {
        size_t longer = text_length(candidate[i]);
        longer = longer > length ? longer : length;
        size_t limit = least(longer / 3, NEAREST_MAXIMUM), distance = text_distance(text, candidate[i], limit);
        if (distance <= limit && distance < best_distance) {
            best = (int)i;
            best_distance = distance;
        }
    }
    return best;
}

size_t text_length(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += (*text & 0xC0) != 0x80;
    return count;
}
