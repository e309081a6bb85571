#include "test.h"
#include "base/output_file.h"
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static int setup(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/parcours-test.XXXXXX");
    return mkdtemp(folder) ? 0 : 1;
}

static void remove_all(const char *path)
{
    DIR *directory = opendir(path);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        char name[512];
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (remove(name) != 0)
            remove_all(name);
    }
    if (directory)
        closedir(directory);
    remove(path);
}

static int teardown(void **state)
{
    (void)state;
    remove_all(folder);
    return 0;
}

static const char *inside(const char *name)
{
    static char path[4][512];
    static int next;
    next = (next + 1) % 4;
    snprintf(path[next], sizeof path[next], "%s/%s", folder, name);
    return path[next];
}

static int entries(void)
{
    int count = -2;                                                      /* . and .. */
    DIR *directory = opendir(folder);
    while (readdir(directory))
        count++;
    closedir(directory);
    return count;
}

static void assert_holds(const char *path, const char *wanted)
{
    char text[256] = "";
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    text[fread(text, 1, sizeof text - 1, in)] = '\0';
    fclose(in);
    assert_string_equal(text, wanted);
}

static void a_committed_file_is_whole_and_alone(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    struct output_file file;
    const char *path = inside("audit.json");
    assert_true(output_file_open(&file, path, &list));
    fputs("{}\n", file.stream);
    fflush(file.stream);
    assert_int_equal(access(path, F_OK), -1);                            /* not there before it is whole */
    assert_true(output_file_commit(&file, &list));
    assert_null(file.stream);
    assert_holds(path, "{}\n");
    assert_int_equal(entries(), 1);
    assert_diagnostics(&list, "");
}

static void a_file_that_is_there_is_replaced_or_left_as_it_was(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    struct output_file file;
    const char *path = inside("map.svg");
    assert_true(output_file_write(path, "old", 3, &list));
    assert_true(output_file_open(&file, path, &list));
    fputs("new", file.stream);
    output_file_abandon(&file);
    assert_holds(path, "old");
    assert_int_equal(entries(), 1);                                      /* an abandoned file leaves nothing */
    assert_true(output_file_write(path, "new", 3, &list));
    assert_holds(path, "new");
    assert_true(output_file_write(path, NULL, 0, &list));
    assert_holds(path, "");
    output_file_abandon(&file);                                          /* once more is fine */
}

static void the_mode_is_what_the_user_asked_for(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    struct stat status;
    mode_t before = umask(027);
    assert_true(output_file_write(inside("a"), "x", 1, &list));
    umask(before);
    assert_int_equal(stat(inside("a"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
}

static void a_full_disk_is_noticed_at_commit(void **state)
{
    (void)state;
    if (access("/dev/full", W_OK)) {
        print_message("there is no /dev/full here\n");
        skip();
    }
    struct diagnostics list = { 0 };
    assert_false(output_file_write("/dev/full", "x", 1, &list));
    assert_diagnostics(&list, "/dev/full: error: can't be written: No space left on device\n");
    diagnostics_release(&list);
    char *large = calloc(1, 1 << 20);                                    /* more than a buffer: the write itself fails */
    assert_false(output_file_write("/dev/full", large, 1 << 20, &list));
    assert_int_equal(list.errors, 1);
    free(large);
    diagnostics_release(&list);
    assert_int_equal(access("/dev/full", W_OK), 0);                      /* and the device is still there */
}

static void a_folder_is_refused_and_so_is_a_missing_one(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    struct output_file file;
    char wanted[512];
    assert_false(output_file_open(&file, folder, &list));
    snprintf(wanted, sizeof wanted, "%s: error: is a directory; expected the name of a file to write\n", folder);
    assert_diagnostics(&list, wanted);
    diagnostics_release(&list);
    assert_false(output_file_open(&file, inside("none/a.json"), &list));
    snprintf(wanted, sizeof wanted, "%s/none/a.json: error: can't be written: No such file or directory\n", folder);
    assert_diagnostics(&list, wanted);
    diagnostics_release(&list);
    assert_false(output_file_open(&file, "", &list));
    diagnostics_release(&list);
    assert_int_equal(entries(), 0);
}

static void folders_are_made_with_their_parents(void **state)
{
    (void)state;
    struct diagnostics list = { 0 };
    assert_true(output_directory_make(inside("a/b/c"), &list));
    assert_true(output_directory_make(inside("a/b/c"), &list));
    assert_true(output_directory_make(inside("a//d/"), &list));
    assert_true(output_file_write(inside("a/b/c/x"), "x", 1, &list));
    assert_int_equal(access(inside("a/d"), F_OK), 0);
    assert_true(output_directory_make(".", &list));
    assert_int_equal(list.errors, 0);
    assert_false(output_directory_make(inside("a/b/c/x"), &list));       /* a file stands there */
    assert_false(output_directory_make(inside("a/b/c/x/y"), &list));
    assert_int_equal(list.errors, 2);
    diagnostics_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_committed_file_is_whole_and_alone),
        TEST(a_file_that_is_there_is_replaced_or_left_as_it_was),
        TEST(the_mode_is_what_the_user_asked_for),
        TEST(a_full_disk_is_noticed_at_commit),
        TEST(a_folder_is_refused_and_so_is_a_missing_one),
        TEST(folders_are_made_with_their_parents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
