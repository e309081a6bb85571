/* base/output_file.h - files are written beside their place and renamed, never half.
 *
 *     struct output_file file;
 *     if (!output_file_open(&file, "out/audit.json", diagnostics)) return false;
 *     fputs(text, file.stream);
 *     return output_file_commit(&file, diagnostics);      (or output_file_abandon(&file))
 *
 * "-" is standard output: written as it comes. A target that exists and is not a regular file (/dev/full, a FIFO) is
 * written directly. Errors become diagnostics with the system's reason; a full disk is noticed at commit. Of standard
 * output the caller says it, by ferror(stdout).
 * What is made piece by piece goes through a buffer: output_file_take() writes it out and empties it once it is large.
 */
#ifndef PARCOURS_BASE_OUTPUT_FILE_H
#define PARCOURS_BASE_OUTPUT_FILE_H
#include "base/buffer.h"
#include "base/diagnostics.h"
#include <stdbool.h>
#include <stdio.h>

struct output_file { FILE *stream; char *path, *temporary; };

bool output_file_open(struct output_file *file, const char *path, struct diagnostics *diagnostics);
void output_file_take(struct output_file *file, struct buffer *text);              /* from 64 KiB on; a failure is noticed at commit */
bool output_file_commit(struct output_file *file, struct diagnostics *diagnostics);
bool output_file_finish(struct output_file *file, struct buffer *text, struct diagnostics *diagnostics);   /* the rest of it,
                                                                                     * which is released; then commit */
void output_file_abandon(struct output_file *file);
bool output_file_write(const char *path, const char *bytes, size_t length, struct diagnostics *diagnostics);   /* all at once */
bool output_directory_make(const char *path, struct diagnostics *diagnostics);     /* with its parents; fine if it is there */
#endif
