/* report/libraries.h - what `parcours version` says of the libraries used here. */
#ifndef PARCOURS_REPORT_LIBRARIES_H
#define PARCOURS_REPORT_LIBRARIES_H
#include "base/buffer.h"

void report_libraries(struct buffer *out);  /* appends a line a library: its name and the version at run time */
#endif
