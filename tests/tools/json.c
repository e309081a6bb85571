/* json FILE [PATH] - show the value at PATH (keys and array indices separated by '/') of a JSON file.
 *
 * A string, number, true, false or null as it is; an object's keys, an array's indices, one a line.
 * Exit status: 0; 1 if there is nothing at PATH; 2 if the file is not JSON (numbers that are not finite, duplicate
 * keys and invalid UTF-8 among the reasons).
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *at(json_t *value, char *path)
{
    for (char *rest = NULL, *key = strtok_r(path, "/", &rest); key && value; key = strtok_r(NULL, "/", &rest))
        value = json_is_array(value) ? json_array_get(value, strtoul(key, NULL, 10)) : json_object_get(value, key);
    return value;
}

static void show(json_t *value)
{
    const char *key;
    json_t *member;
    if (json_is_object(value)) {
        json_object_foreach(value, key, member) puts(key);
    } else if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++)
            printf("%zu\n", i);
    } else if (json_is_string(value)) {
        puts(json_string_value(value));
    } else {
        json_dumpf(value, stdout, JSON_ENCODE_ANY);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: json FILE [PATH]\n");
        return 2;
    }
    json_error_t error;
    json_t *root = json_load_file(argv[1], JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!root) {
        fprintf(stderr, "%s:%d:%d: %s\n", argv[1], error.line, error.column, error.text);
        return 2;
    }
    json_t *value = argc == 3 ? at(root, argv[2]) : root;
    if (value)
        show(value);
    json_decref(root);
    return value ? 0 : 1;
}
