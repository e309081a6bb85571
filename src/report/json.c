#include "report/json.h"
#include "base/number.h"
#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

size_t utf8_character(const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    size_t length = byte[0] == 0     ? 0
                    : byte[0] < 0x80 ? 1
                    : byte[0] < 0xC2 ? 0
                    : byte[0] < 0xE0 ? 2
                    : byte[0] < 0xF0 ? 3
                    : byte[0] < 0xF5 ? 4
                                     : 0;
    for (size_t i = 1; i < length; i++)
        if ((byte[i] & 0xC0) != 0x80)
            return 0;
    if (length == 3 && ((byte[0] == 0xE0 && byte[1] < 0xA0) || (byte[0] == 0xED && byte[1] >= 0xA0)))
        return 0;                                               /* overlong; surrogates */
    if (length == 4 && ((byte[0] == 0xF0 && byte[1] < 0x90) || (byte[0] == 0xF4 && byte[1] >= 0x90)))
        return 0;
    return length;
}

static void add_quoted(struct buffer *out, const char *text)
{
    buffer_add_char(out, '"');
    while (*text) {
        unsigned char c = (unsigned char)*text;
        size_t length = utf8_character(text);
        if (!length) {
            buffer_add_string(out, "\xEF\xBF\xBD");
            length = 1;
        } else if (c == '"' || c == '\\') {
            buffer_printf(out, "\\%c", c);
        } else if (c < 0x20 || c == 0x7F) {
            const char *place = strchr("\nn\tt\rr\bb\ff", c);
            if (place)
                buffer_printf(out, "\\%c", place[1]);
            else
                buffer_printf(out, "\\u%04x", c);
        } else {
            buffer_add(out, text, length);
        }
        text += length;
    }
    buffer_add_char(out, '"');
}

void number_exact(struct buffer *out, double value)
{
    char text[32];
    double back = 0;
    if (!isfinite(value)) {
        buffer_add_string(out, "null");
        return;
    }
    if (value == 0)                                             /* no "-0" */
        value = 0;
    for (int digits = 15; digits <= 17; digits++) {
        int length = snprintf(text, sizeof text, "%.*g", digits, value);
        if (number_parse(text, (size_t)length, &back) && !(back < value) && !(back > value))
            break;
    }
    buffer_add_string(out, text);
}

void minutes_exact(struct buffer *out, int64_t seconds)
{
    if (seconds % 60 == 0)
        buffer_printf(out, "%" PRId64, seconds / 60);
    else
        number_exact(out, (double)seconds / 60);
}

void json_start(struct json *json, struct buffer *out)
{
    memset(json, 0, sizeof *json);
    json->out = out;
}

static void new_line(struct json *json)
{
    if (json->flat[json->depth])
        return;
    buffer_add_char(json->out, '\n');
    for (int i = 0; i < json->depth; i++)
        buffer_add_string(json->out, "  ");
}

/* What stands before any value: comma, line, key. */
static void before(struct json *json, const char *key)
{
    assert(!json->depth || json->array[json->depth] == !key);
    if (json->filled[json->depth])
        buffer_add_string(json->out, json->flat[json->depth] ? ", " : ",");
    if (json->depth)
        new_line(json);
    json->filled[json->depth] = true;
    if (key) {
        add_quoted(json->out, key);
        buffer_add_string(json->out, ": ");
    }
}

static void open_level(struct json *json, const char *key, bool array, bool flat)
{
    assert(json->depth + 1 < JSON_DEPTH);
    before(json, key);
    buffer_add_char(json->out, array ? '[' : '{');
    flat = flat || json->flat[json->depth];
    json->depth++;
    json->array[json->depth] = array;
    json->flat[json->depth] = flat;
    json->filled[json->depth] = false;
}

void json_put_object(struct json *json, const char *key) { open_level(json, key, false, false); }
void json_put_array(struct json *json, const char *key) { open_level(json, key, true, false); }
void json_put_object_flat(struct json *json, const char *key) { open_level(json, key, false, true); }
void json_put_array_flat(struct json *json, const char *key) { open_level(json, key, true, true); }

void json_end(struct json *json)
{
    assert(json->depth > 0);
    bool array = json->array[json->depth], filled = json->filled[json->depth], flat = json->flat[json->depth];
    json->depth--;
    if (filled && !flat)
        new_line(json);
    buffer_add_char(json->out, array ? ']' : '}');
}

void json_finish(struct json *json)
{
    assert(!json->depth);
    buffer_add_char(json->out, '\n');
}

void json_put_string(struct json *json, const char *key, const char *text)
{
    before(json, key);
    if (text)
        add_quoted(json->out, text);
    else
        buffer_add_string(json->out, "null");
}

void json_put_integer(struct json *json, const char *key, int64_t value)
{
    before(json, key);
    buffer_printf(json->out, "%" PRId64, value);
}

void json_put_number(struct json *json, const char *key, double value)
{
    before(json, key);
    number_exact(json->out, value);
}

void json_put_boolean(struct json *json, const char *key, bool value)
{
    before(json, key);
    buffer_add_string(json->out, value ? "true" : "false");
}

void json_put_null(struct json *json, const char *key)
{
    before(json, key);
    buffer_add_string(json->out, "null");
}

void json_put_minutes(struct json *json, const char *key, int64_t seconds)
{
    before(json, key);
    minutes_exact(json->out, seconds);
}
