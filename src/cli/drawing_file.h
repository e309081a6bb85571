/* cli/drawing_file.h - a drawing to the file that was asked for: its extension says the format. */
#ifndef PARCOURS_CLI_DRAWING_FILE_H
#define PARCOURS_CLI_DRAWING_FILE_H
#include "cli/command.h"
#include "draw/drawing.h"

enum drawing_format { DRAWING_SVG, DRAWING_PDF, DRAWING_PNG, DRAWING_UNKNOWN };

/* Of -o FILE; "-" is SVG. DRAWING_UNKNOWN after a usage error. */
enum drawing_format drawing_format(struct invocation *invocation, const char *path);
bool drawing_write(const struct drawing *drawing, enum drawing_format format, const char *path,
                   struct diagnostics *diagnostics);
#endif
