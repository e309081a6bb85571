#include "test.h"
#include "input_file.h"
#include <unistd.h>

static char folder[] = "/tmp/parcours-test-XXXXXX", written[8][64];
static size_t files;
static char before[4096];

int input_folder_enter(void **state)
{
    (void)state;
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    files = 0;
    return getcwd(before, sizeof before) && mkdtemp(folder) && !chdir(folder) ? 0 : -1;
}

int input_folder_leave(void **state)
{
    (void)state;
    for (size_t i = 0; i < files; i++)
        unlink(written[i]);
    return chdir(before) || rmdir(folder);
}

struct source *input_file(const char *name, const char *bytes, size_t length, struct diagnostics *diagnostics)
{
    bool known = false;
    for (size_t i = 0; i < files; i++)
        known = known || !strcmp(written[i], name);
    assert_true(known || files < 8);
    if (!known)
        snprintf(written[files++], sizeof *written, "%s", name);
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    struct source *source = source_open(name, diagnostics);
    assert_non_null(source);
    return source;
}
