/* tests/unit/input_file.h - a file for readers to read, in an empty folder that is the current one. */
#ifndef PARCOURS_INPUT_FILE_H
#define PARCOURS_INPUT_FILE_H
#include "input/source.h"

int input_folder_enter(void **state);       /* cmocka setup: make a folder, go there */
int input_folder_leave(void **state);       /* teardown: remove it with the files written by input_file() */
/* Write the bytes to a file and open it; fails the test if it can't be. */
struct source *input_file(const char *name, const char *bytes, size_t length, struct diagnostics *diagnostics);
#endif
