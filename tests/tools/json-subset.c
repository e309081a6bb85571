/* json-subset EXPECTED ACTUAL - does ACTUAL hold everything that EXPECTED says?
 *
 * Every key of an expected object must be there, with its value; further keys are allowed. Numbers are equal within
 * 1e-9 of their size, whatever way they are written; strings, true, false and null exactly. Arrays of objects are
 * matched by "id", else by "from" and "to", and may hold further objects; other arrays element by element.
 * What differs is printed, one line each: `steps[copie]/cases: 7 expected, 6 found`.
 * Exit status: 0 it does; 1 it does not; 2 a file is not JSON.
 */
#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int differences;

/* The path to the values compared, as text; each level appends and cuts back. */
static char path[512];
static size_t path_add(const char *before, const char *key, const char *after)
{
    size_t length = strlen(path);
    snprintf(path + length, sizeof path - length, "%s%s%s", before, key, after);
    return length;
}

static void differ(const json_t *expected, const json_t *actual)
{
    char *wanted = json_dumps(expected, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
    char *found = actual ? json_dumps(actual, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15)) : NULL;
    printf("%s: %.200s expected, %.200s found\n", path, wanted ? wanted : "?", found ? found : "nothing");
    free(wanted);
    free(found);
    differences++;
}

static bool same_key(const json_t *one, const json_t *other, const char *key)
{
    const json_t *a = json_object_get(one, key), *b = json_object_get(other, key);
    return a && b && json_equal(a, b);
}

/* The element of `array` that `wanted` speaks of. */
static json_t *element_for(const json_t *array, const json_t *wanted, size_t index)
{
    bool by_id = json_object_get(wanted, "id"),
         by_ends = json_object_get(wanted, "from") && json_object_get(wanted, "to");
    if (!by_id && !by_ends)
        return json_array_get(array, index);
    for (size_t i = 0; i < json_array_size(array); i++) {
        json_t *candidate = json_array_get(array, i);
        if (by_id ? same_key(candidate, wanted, "id")
                  : same_key(candidate, wanted, "from") && same_key(candidate, wanted, "to"))
            return candidate;
    }
    return NULL;
}

static size_t enter_element(const json_t *wanted, size_t index)
{
    const char *id = json_string_value(json_object_get(wanted, "id"));
    const char *from = json_string_value(json_object_get(wanted, "from")),
               *to = json_string_value(json_object_get(wanted, "to"));
    char label[200];
    if (id || (from && to))
        snprintf(label, sizeof label, "%s%s%s", id ? id : from, id ? "" : " to ", id ? "" : to);
    else
        snprintf(label, sizeof label, "%zu", index);
    return path_add("[", label, "]");
}

static void compare(const json_t *expected, const json_t *actual)       /* recurses as deep as EXPECTED, a file of ours */
{
    if (json_is_number(expected) && json_is_number(actual)) {
        double wanted = json_number_value(expected), found = json_number_value(actual);
        double size = fabs(wanted) > 1 ? fabs(wanted) : 1;
        if (!(fabs(wanted - found) <= 1e-9 * size))
            differ(expected, actual);
    } else if (json_is_object(expected) && json_is_object(actual)) {
        const char *key;
        json_t *value;
        json_object_foreach((json_t *)expected, key, value) {
            size_t length = path_add(*path ? "/" : "", key, "");
            compare(value, json_object_get(actual, key));
            path[length] = '\0';
        }
    } else if (json_is_array(expected) && json_is_array(actual)) {
        bool of_objects = json_is_object(json_array_get(expected, 0));
        if (!of_objects && json_array_size(expected) != json_array_size(actual)) {
            differ(expected, actual);
            return;
        }
        for (size_t i = 0; i < json_array_size(expected); i++) {
            const json_t *wanted = json_array_get(expected, i);
            size_t length = enter_element(wanted, i);
            compare(wanted, element_for(actual, wanted, i));
            path[length] = '\0';
        }
    } else if (!actual || !json_equal(expected, actual)) {
        differ(expected, actual);
    }
}

static json_t *load(const char *file)
{
    json_error_t error;
    json_t *value = json_load_file(file, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!value) {
        fprintf(stderr, "%s:%d:%d: %s\n", file, error.line, error.column, error.text);
        exit(2);
    }
    return value;
}

int main(int count, char **argument)
{
    if (count != 3) {
        fputs("usage: json-subset EXPECTED ACTUAL\n", stderr);
        return 2;
    }
    json_t *expected = load(argument[1]), *actual = load(argument[2]);
    compare(expected, actual);
    json_decref(expected);
    json_decref(actual);
    return differences != 0;
}
