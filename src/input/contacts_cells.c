#include "base/buffer.h"
#include "base/number.h"
#include "base/text.h"
#include "input/contacts.h"
#include <math.h>
#include <string.h>

static size_t space_at(const char *at, size_t left)
{
    if (left && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
        return 1;
    if (left >= 2 && !memcmp(at, "\xC2\xA0", 2))
        return 2;
    return left >= 3 && !memcmp(at, "\xE2\x80\xAF", 3) ? 3 : 0;
}

/* A byte that is no space and no part of one. */
static bool is_plain(char byte) { return byte > ' ' && byte < 0x7F; }

void cell_trim(struct cell *cell)
{
    size_t space;
    if (cell->length && is_plain(*cell->text) && is_plain(cell->text[cell->length - 1]))    /* nearly always */
        return;
    while ((space = space_at(cell->text, cell->length))) {
        cell->text += space;
        cell->length -= (uint32_t)space;
    }
    for (bool more = true; more && cell->length;) {
        const char *end = cell->text + cell->length;
        space = space_at(end - 1, 1) ? 1 : cell->length >= 2 && space_at(end - 2, 2) == 2 ? 2
              : cell->length >= 3 && space_at(end - 3, 3) == 3 ? 3 : 0;
        cell->length -= (uint32_t)space;
        more = space > 0;
    }
    cell->text[cell->length] = '\0';
}

struct source_position contacts_at(const struct contacts *contacts, const struct cell *cell)
{
    return csv_position(&contacts->csv, (size_t)(cell - contacts->csv.cell));
}

int64_t duration_unit(const char *word, size_t length)
{
    static const struct { const char *words; int64_t seconds; } UNIT[] = {      /* as text_fold() leaves them */
        { "|s|sec|secs|seconde|secondes|second|seconds|", 1 },
        { "|min|mn|m|minute|minutes|mins|", 60 },
        { "|h|hr|hrs|heure|heures|hour|hours|", 3600 },
        { "|j|jour|jours|d|day|days|", DAY_SECONDS },
        { "|sem|semaine|semaines|w|week|weeks|", 7 * DAY_SECONDS },
    };
    if (!length || length > 16)
        return 0;
    struct buffer text = { 0 }, key = { 0 };
    int64_t found = 0;
    buffer_add(&text, word, length - (word[length - 1] == '.'));
    buffer_add_char(&key, '|');
    text_fold(&key, buffer_text(&text));
    buffer_add_char(&key, '|');
    for (size_t i = 0; i < sizeof UNIT / sizeof *UNIT && !found && key.length > 2; i++)
        if (strstr(UNIT[i].words, buffer_text(&key)))
            found = UNIT[i].seconds;
    buffer_release(&text);
    buffer_release(&key);
    return found;
}

/* "1:30:00": hours, minutes, seconds. */
static bool clock_length(const char *text, size_t length, int64_t *seconds)
{
    int64_t part[3] = { 0 };
    size_t count = 0, digits = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == ':' && digits && count < 2) {
            count++;
            digits = 0;
        } else if (text[i] >= '0' && text[i] <= '9' && ++digits <= 4) {
            part[count] = part[count] * 10 + (text[i] - '0');
        } else {
            return false;
        }
    }
    if (count != 2 || digits != 2 || part[1] > 59 || part[2] > 59)
        return false;
    *seconds = part[0] * 3600 + part[1] * 60 + part[2];
    return true;
}

/* "1h30", "1 h 30 min", "45 minutes", "0,5 h" */
static bool amounts_with_units(const char *text, size_t length, double *seconds)
{
    const char *at = text, *end = text + length;
    int64_t unit = 0;
    double sum = 0;
    while (at < end) {
        const char *number = at;
        while (at < end && ((*at >= '0' && *at <= '9') || *at == '.' || *at == ','))
            at++;
        double value;
        if (!number_parse(number, (size_t)(at - number), &value))
            return false;
        for (size_t space; (space = space_at(at, (size_t)(end - at)));)
            at += space;
        const char *word = at;
        while (at < end && ((*at | 32) >= 'a' && (*at | 32) <= 'z'))
            at++;
        int64_t next = duration_unit(word, (size_t)(at - word));
        if (at == word && unit == 3600 && at == end && value < 60)      /* 1h30 */
            next = 60;
        if (!next || (unit && next >= unit))
            return false;
        at += at < end && *at == '.';
        for (size_t space; (space = space_at(at, (size_t)(end - at)));)
            at += space;
        unit = next;
        sum += value * (double)unit;
    }
    *seconds = sum;
    return unit > 0;
}

bool duration_cell(const char *text, size_t length, int64_t unit, int64_t *seconds)
{
    double value = 0;
    struct duration iso;
    bool negative = length > 1 && *text == '-' && text[1] != '-';
    size_t sign = negative ? 1 : 0;
    if (number_parse(text, length, &value)) {
        value *= (double)unit;
    } else if (clock_length(text, length, seconds)) {
        return true;
    } else if (length && (*text | 32) == 'p' && duration_parse(text, length, &iso) && !iso.months) {
        *seconds = iso.seconds;
        return true;
    } else if (amounts_with_units(text + sign, length - sign, &value)) {
        value = negative ? -value : value;
    } else {
        return false;
    }
    if (fabs(value) > 1e15)
        value = value < 0 ? -1e15 : 1e15;
    *seconds = llround(value);
    return true;
}
