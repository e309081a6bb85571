/* report/json.h - a streaming JSON writer: whoever calls it says what comes next, it does commas, indentation, escapes.
 *
 *     struct json json;
 *     json_start(&json, &buffer);
 *     json_put_object(&json, NULL);                {
 *     json_put_integer(&json, "cases", 12);            "cases": 12,
 *     json_put_array(&json, "traces");                 "traces": [
 *     json_put_string(&json, NULL, "b");                   "b"
 *     json_end(&json);                                 ]
 *     json_end(&json);                             }
 *     json_finish(&json);
 *
 * `key` is the member's name inside an object and NULL inside an array and at the top. The output is UTF-8 whatever
 * comes in (what is not becomes U+FFFD), has no NaN (null) and the same bytes for the same calls.
 */
#ifndef PARCOURS_REPORT_JSON_H
#define PARCOURS_REPORT_JSON_H
#include "base/buffer.h"
#include <stdbool.h>
#include <stdint.h>

enum { JSON_DEPTH = 32 };
struct json {
    struct buffer *out;
    int depth;
    bool array[JSON_DEPTH], filled[JSON_DEPTH], flat[JSON_DEPTH];
};

void json_start(struct json *json, struct buffer *out);
void json_put_object(struct json *json, const char *key);
void json_put_array(struct json *json, const char *key);
void json_put_object_flat(struct json *json, const char *key);  /* it and what is in it on one line */
void json_put_array_flat(struct json *json, const char *key);
void json_end(struct json *json);                               /* of the innermost object or array */
void json_finish(struct json *json);                            /* everything must have ended; adds the last newline */

void json_put_string(struct json *json, const char *key, const char *text);         /* NULL gives null */
void json_put_integer(struct json *json, const char *key, int64_t value);
void json_put_number(struct json *json, const char *key, double value);             /* not finite: null */
void json_put_boolean(struct json *json, const char *key, bool value);
void json_put_null(struct json *json, const char *key);
/* Seconds written as minutes: a whole number where it is one. */
void json_put_minutes(struct json *json, const char *key, int64_t seconds);

/* The fewest digits (15 to 17) that read back as the same number; a point, never a comma; "null" if not finite. */
void number_exact(struct buffer *out, double value);
void minutes_exact(struct buffer *out, int64_t seconds);        /* seconds / 60 */
/* Bytes of the UTF-8 character at `text` (at most 4), or 0 if what is there is none. The end of the text is none. */
size_t utf8_character(const char *text);
#endif
